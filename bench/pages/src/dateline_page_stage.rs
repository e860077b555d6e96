//! Dateline's page stage.

use crate::extraction::{Extraction, Tool};
use crate::publication::Published;
use dateline_page::{Given, Page, read_page};
use dateline_vocabulary::{PassageRole, Publication};

/// Dateline, given the bytes and the address.
pub const TOOL: Tool = Tool {
    name: "dateline",
    package: "dateline-page",
    extract,
};

fn extract(bytes: &[u8], url: &str) -> Result<Extraction, String> {
    let given = Given {
        media_type: Some("text/html"),
        url: Some(url.to_owned()),
        ..Given::default()
    };
    let page = read_page(bytes, &given);
    match &page.problem {
        Some(problem) if page.text.is_empty() => Err(problem.clone()),
        _ => Ok(Extraction {
            body: body(&page),
            published: published(&page.published),
            title: page.headline,
            authors: page.bylines,
        }),
    }
}

/// Paragraphs, list items and headings, and a place and day that open a paragraph's own line. The standfirst has a role
/// of its own and is neutral in the metrics.
fn body(page: &Page) -> String {
    // Spans count code points.
    let starts: Vec<usize> = page.text.char_indices().map(|(at, _)| at).collect();
    let at = |point: u32| {
        starts
            .get(point as usize)
            .copied()
            .unwrap_or(page.text.len())
    };
    let opens_line = |k: usize| {
        page.blocks.get(k + 1).is_some_and(|next| {
            let between = &page.text[at(page.blocks[k].span.end)..at(next.span.start)];
            next.role == PassageRole::Paragraph && !between.contains('\n')
        })
    };
    let mut body = String::new();
    for (k, block) in page.blocks.iter().enumerate() {
        match block.role {
            PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Heading => {}
            PassageRole::Dateline if opens_line(k) => {}
            _ => continue,
        }
        body.push_str(&page.text[at(block.span.start)..at(block.span.end)]);
        body.push(if block.role == PassageRole::Dateline {
            ' '
        } else {
            '\n'
        });
    }
    body.trim_end().to_owned()
}

/// The day, and the time that goes with it. An interval is no day.
fn published(publication: &Publication) -> Option<Published> {
    let day = publication
        .from
        .filter(|from| publication.to == Some(*from))?;
    let finer = publication.at.as_deref().and_then(Published::parse);
    Some(
        finer
            .filter(|finer| finer.day == day)
            .unwrap_or(Published::on(day)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invented_page_is_read_into_the_common_form() {
        let html = "<html><head><title>Dam holds</title>\
            <meta property=\"article:published_time\" content=\"2024-05-03T08:15:00+02:00\"></head>\
            <body><article><h1>Dam holds</h1>\
            <p>The dam above Ölvik held through the night, engineers of the county said on Friday morning.</p>\
            <figure><img src=a.jpg><figcaption>The spillway, seen from the bank</figcaption></figure>\
            <p>Nobody was hurt when the water came over the crest, the mayor of the town told reporters.</p>\
            </article></body></html>";
        let read = extract(html.as_bytes(), "https://courier.example/dam").unwrap();
        assert_eq!(read.title.as_deref(), Some("Dam holds"));
        assert!(
            read.body.starts_with("The dam above Ölvik") && read.body.ends_with("told reporters.")
        );
        assert!(!read.body.contains("spillway"));
        let day = read.published.map(|published| published.day.to_string());
        assert_eq!(day.as_deref(), Some("2024-05-03"));
    }

    #[test]
    fn a_page_without_text_is_a_failure() {
        assert!(extract(b"", "https://courier.example/dam").is_err());
    }
}
