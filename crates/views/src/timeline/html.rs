//! The timeline as one page that needs nothing else: no script, no font, no address.

use super::{entry_marks, when, who_and_where};
use crate::corrections::Beside;
use crate::pages::{PageNotes, PageRef};
use crate::plain::one_line;
use crate::sourcing::{chain_in_short, sources_phrase};
use dateline_vocabulary::{DocumentId, Entry};
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"en\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<title>Timeline</title>
<style>
body { font: 1rem/1.5 serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem } .about { margin: 0; font-size: .9rem; color: #555 }
.label { margin: .6rem 0 0 } .mark { color: #7a4b00; font-weight: bold }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } .about { color: #aaa } .mark { color: #f0b860 } a { color: #8ab4f8 } }
</style>
</head>
<body>
<h1>Timeline</h1>
";

/// Text as HTML: markup in it shows as characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The entries under their days as a page of HTML, with the pages they rest on at the foot.
pub fn timeline_html(
    entries: &[Entry],
    pages: &BTreeMap<DocumentId, PageRef>,
    beside: &Beside<'_>,
) -> String {
    let mut out = HEAD.to_owned();
    let mut notes = PageNotes::on(pages);
    let mut heading = None;
    let mut named: Vec<DocumentId> = Vec::new();
    for entry in entries {
        let phrase = when(entry);
        if heading.as_ref() != Some(&phrase) {
            push(&mut out, format_args!("<h2>{}</h2>\n", escape(&phrase)));
            heading = Some(phrase);
        }
        push(
            &mut out,
            format_args!("<p class=\"label\">{}</p>\n", escape(&entry.label)),
        );
        let mut parts = who_and_where(entry);
        parts.push(chain_in_short(&entry.chain));
        parts.push(sources_phrase(entry.independent));
        let parts: Vec<String> = parts
            .iter()
            .filter(|part| !part.is_empty())
            .map(|part| escape(part))
            .collect();
        push(
            &mut out,
            format_args!("<p class=\"about\">{}", parts.join(" · ")),
        );
        let by_people = beside.marks(entry.happening.as_str());
        for mark in entry_marks(entry).into_iter().chain(by_people) {
            push(
                &mut out,
                format_args!(" <span class=\"mark\">[{}]</span>", escape(&mark)),
            );
        }
        for event in &entry.events {
            let number = notes.number(&event.document);
            if number > named.len() {
                named.push(event.document.clone());
            }
            push(
                &mut out,
                format_args!(
                    " <a href=\"#page-{number}\" title=\"{}, characters {} to {}\">[{number}]</a>",
                    escape(&event.words.text),
                    event.words.span.start,
                    event.words.span.end
                ),
            );
        }
        out.push_str("</p>\n");
    }
    if !named.is_empty() {
        out.push_str("<h2>Pages</h2>\n<ol>\n");
        for (n, id) in named.iter().enumerate() {
            let line = pages
                .get(id)
                .map_or_else(|| id.to_string(), PageRef::in_a_line);
            push(
                &mut out,
                format_args!("<li id=\"page-{}\">{}</li>\n", n + 1, escape(&line)),
            );
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::super::samples::entry;
    use super::*;
    use dateline_vocabulary::{EntryEvent, Span, Words};

    #[test]
    fn words_of_a_page_stay_words() {
        let mut hostile = entry(
            1,
            "2011-05-01",
            "2011-05-31",
            "<script>alert('1')</script> & \"more\"",
        );
        hostile.chain = vec!["<b>Post</b>".into()];
        hostile.events = vec![EntryEvent {
            id: "e".into(),
            document: "d".into(),
            words: Words {
                span: Span::new(3, 6),
                text: "\" onmouseover=\"x".into(),
            },
        }];
        let html = timeline_html(&[hostile], &BTreeMap::new(), &Beside::default());
        assert!(html.contains("<h2>May 2011</h2>"));
        assert!(
            html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;")
        );
        assert!(html.contains("&lt;b&gt;Post&lt;/b&gt;"));
        assert!(html.contains("title=\"&quot; onmouseover=&quot;x, characters 3 to 6\">[1]"));
        assert!(!html.contains("<script"));
        assert!(html.contains("<li id=\"page-1\">d</li>"));
    }
}
