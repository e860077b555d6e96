//! Pages with the blocks that are expected of them, side by side in `tests/pages`.
//!
//! `UPDATE_EXPECT=1 cargo test -p dateline-page --test pages` writes what is read; read the difference before it is kept.

use dateline_page::{Given, Page, read_page};
use dateline_vocabulary::CodePoints;
use std::fmt::Write;
use std::path::Path;

/// A page in a form that people can read and compare.
fn listing(page: &Page) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            writeln!(out, "{name}: {value}").expect("writing to a string");
        }
    };
    let published = page.published.from.map(|from| {
        let to = page
            .published
            .to
            .map_or("?".to_owned(), |to| to.to_string());
        format!(
            "{from}..{to} {} ({})",
            page.published.basis.as_str(),
            page.published.evidence.as_deref().unwrap_or("")
        )
    });
    line("media type", Some(page.media_type));
    line("outlet", page.outlet.as_deref());
    line("headline", page.headline.as_deref());
    line(
        "bylines",
        Some(page.bylines.join(" + "))
            .as_deref()
            .filter(|b| !b.is_empty()),
    );
    line("dateline", page.dateline.as_deref());
    line("published", published.as_deref());
    line("language", page.language.as_deref());
    line("url", page.url.as_deref());
    line("problem", page.problem.as_deref());
    line("time", page.published.at.as_deref());
    for other in &page.published.contradicting {
        let told = format!("{} ({})", other.at, other.evidence);
        line("contradicting", Some(&told));
    }
    for (name, moment) in [("updated", &page.updated), ("captured", &page.captured)] {
        let told = moment
            .as_ref()
            .map(|moment| format!("{} ({})", moment.at, moment.evidence));
        line(name, told.as_deref());
    }
    line("section", page.section.as_deref());
    line("partial", page.partial.as_deref());
    let evidence = &page.evidence;
    line("headline from", evidence.headline.as_deref());
    line("outlet from", evidence.outlet.as_deref());
    line("bylines from", evidence.bylines.as_deref());
    line("section from", evidence.section.as_deref());
    line("language from", evidence.language.as_deref());
    line("url from", evidence.url.as_deref());
    let index = CodePoints::of(&page.text);
    for (k, block) in page.blocks.iter().enumerate() {
        let words = index.slice(&page.text, block.span).replace('\n', "⏎");
        write!(out, "\n{k} {}", block.role).expect("writing to a string");
        if let Some(part) = block.part {
            write!(out, ", {part}").expect("writing to a string");
        }
        if let Some(votes) = block.votes {
            let count = |n: Option<i64>| n.map_or("-".to_owned(), |n| n.to_string());
            let (up, down, score) = (count(votes.up), count(votes.down), count(votes.score));
            write!(out, ", votes {up}/{down}/{score}").expect("writing to a string");
        }
        if let Some(author) = &block.author {
            write!(out, " by {author}").expect("writing to a string");
        }
        if let Some(posted) = &block.posted {
            write!(out, " at {posted}").expect("writing to a string");
        }
        if let Some(to) = block.reply_to {
            write!(out, " to {to}").expect("writing to a string");
        }
        write!(out, "\n  {words}").expect("writing to a string");
    }
    out.push('\n');
    out
}

#[test]
fn reads_each_page_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder of pages")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let (mut n_pages, mut wrong) = (0, Vec::new());
    for path in paths {
        let media_type = match path.extension().and_then(|e| e.to_str()) {
            Some("html") => "text/html",
            Some("md") => "text/markdown",
            Some("txt") => "text/plain",
            _ => continue,
        };
        n_pages += 1;
        let bytes = std::fs::read(&path).expect("a page");
        let read = listing(&read_page(
            &bytes,
            &Given {
                media_type: Some(media_type),
                ..Given::default()
            },
        ));
        let expected_path = path.with_extension("blocks");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected_path, &read).expect("the folder can be written");
        }
        let expected = std::fs::read_to_string(&expected_path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if read != expected {
            wrong.push(format!(
                "== {}\n-- expected\n{expected}-- read\n{read}",
                path.display()
            ));
        }
    }
    assert!(n_pages >= 55, "only {n_pages} pages found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
