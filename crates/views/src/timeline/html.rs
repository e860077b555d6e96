//! The timeline as a brief: one page that needs nothing else, no script, no font, no address, and that proves itself. Each statement is
//! numbered to the words that it rests on, those to the page they stand on, with outlet, day and digest; it prints as it reads.

use super::{entry_marks, when, who_and_where};
use crate::corrections::Beside;
use crate::html::escape;
use crate::pages::{PageNotes, PageRef};
use crate::sourcing::{chain_in_short, chain_in_steps, sources_phrase};
use dateline_vocabulary::{Document, DocumentId, Entry, EntryEvent, EventId, Words};
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
body { font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
h2 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; border-bottom: 1px solid #ccc } .about, .words, .pages { font-size: .88rem; color: #555 }
.about { margin: 0 } .label { margin: .9rem 0 0 } .label a { color: inherit; text-decoration: none; font-weight: bold }
.words { margin: .2rem 0 0; padding-left: 1.4rem } .words li, .pages li { margin: .25rem 0; overflow-wrap: anywhere }
mark { background: #ffe58a; color: #1a1a1a } .mark { color: #7a4b00; font-weight: bold } q { quotes: \"“\" \"”\" } code { font-size: .85em }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818 } .about, .words, .pages { color: #aaa } .mark { color: #f0b860 } a { color: #8ab4f8 } }
@media print { body { max-width: none; margin: 0; color: #000; background: #fff } section { break-inside: avoid } a { color: inherit; text-decoration: none } }
</style>
</head>
<body>
<h1>Timeline</h1>
";

/// What tells an event: the statement around its trigger, and the chain that it stands under, outlet first; empty on the page's own word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The clause or sentence that tells it.
    pub statement: Words,
    /// Names from the outlet inwards.
    pub chain: Vec<String>,
}

/// The entries under their days as a brief; `accounts` tells what each event rests on, `documents` are the pages.
pub fn timeline_html(
    entries: &[Entry],
    accounts: &BTreeMap<EventId, Account>,
    documents: &[Document],
    beside: &Beside,
) -> String {
    let mut out = HEAD.to_owned();
    let by_id: BTreeMap<&DocumentId, &Document> = documents.iter().map(|it| (&it.id, it)).collect();
    // Only the numbers are used: at the foot more is said of a page.
    let pages = BTreeMap::new();
    let mut notes = PageNotes::on(&pages);
    let mut heading = None;
    let mut named: Vec<DocumentId> = Vec::new();
    push(
        &mut out,
        format_args!(
            "<p class=\"about\">{} statements. Each says on whose word it rests, and in which words; none says what is true.</p>\n",
            entries.len()
        ),
    );
    for (n, entry) in (1..).zip(entries) {
        let phrase = when(entry);
        if heading.as_ref() != Some(&phrase) {
            push(&mut out, format_args!("<h2>{}</h2>\n", escape(&phrase)));
            heading = Some(phrase);
        }
        push(
            &mut out,
            format_args!(
                "<section id=\"s{n}\">\n<p class=\"label\"><a href=\"#s{n}\">{n}.</a> {}</p>\n",
                escape(&entry.label)
            ),
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
        out.push_str("</p>\n<ol class=\"words\">\n");
        for event in &entry.events {
            let number = notes.number(&event.document);
            if number > named.len() {
                named.push(event.document.clone());
            }
            let outlet = by_id
                .get(&event.document)
                .and_then(|it| it.outlet.as_deref());
            push_words(&mut out, event, accounts.get(&event.id), outlet, number);
        }
        out.push_str("</ol>\n</section>\n");
    }
    if !named.is_empty() {
        out.push_str("<h2>Pages</h2>\n<ol class=\"pages\">\n");
        for (n, id) in named.iter().enumerate() {
            push(&mut out, format_args!("<li id=\"page-{}\">", n + 1));
            match by_id.get(id) {
                Some(document) => push_page(&mut out, document),
                None => out.push_str(&escape(id.as_str())),
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// The words that an event rests on, with its trigger marked, on whose word, and where.
fn push_words(
    out: &mut String,
    event: &EntryEvent,
    account: Option<&Account>,
    outlet: Option<&str>,
    page: usize,
) {
    let span = event.words.span;
    let quoted = match account {
        Some(account) => {
            let part = |text: String| {
                // Blanks at the seams stay.
                let (before, after) = (
                    text.starts_with(char::is_whitespace),
                    text.ends_with(char::is_whitespace),
                );
                let blank = |is: bool| if is { " " } else { "" };
                format!(
                    "{}{}{}",
                    blank(before),
                    escape(&text),
                    blank(after && !text.trim().is_empty())
                )
            };
            let [before, trigger, after] = account.statement.around(span).map(part);
            format!("{before}<mark>{trigger}</mark>{after}")
        }
        None => format!("<mark>{}</mark>", escape(&event.words.text)),
    };
    let chain = account.map_or(String::new(), |account| chain_in_steps(&account.chain));
    let told_by = match (chain.is_empty(), outlet) {
        (false, _) => format!(" {}", escape(&chain)),
        (true, Some(outlet)) => format!(" {}", escape(outlet)),
        (true, None) => String::new(),
    };
    push(
        out,
        format_args!(
            "<li><q>{quoted}</q>{told_by} <a href=\"#page-{page}\">[{page}]</a>, characters {} to {}</li>\n",
            span.start, span.end
        ),
    );
}

fn push_page(out: &mut String, document: &Document) {
    out.push_str(&escape(&PageRef::from(document).in_a_line()));
    if let Some(url) = &document.url {
        push(out, format_args!("<br>{}", escape(url)));
    }
    if !document.sha256.is_empty() {
        push(
            out,
            format_args!("<br>SHA-256 <code>{}</code>", escape(&document.sha256)),
        );
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::super::samples::entry;
    use super::*;
    use dateline_vocabulary::Span;

    fn hostile() -> Entry {
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
                span: Span::new(14, 17),
                text: "met".into(),
            },
        }];
        hostile
    }

    #[test]
    fn words_of_a_page_stay_words() {
        let html = timeline_html(&[hostile()], &BTreeMap::new(), &[], &Beside::default());
        assert!(html.contains("<h2>May 2011</h2>"));
        assert!(
            html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;more&quot;")
        );
        assert!(html.contains("&lt;b&gt;Post&lt;/b&gt;"));
        assert!(!html.contains("<script"));
        assert!(html.contains("<li id=\"page-1\">d</li>"));
    }

    #[test]
    fn a_statement_leads_to_its_words_and_those_to_their_page() {
        let account = Account {
            statement: Words {
                span: Span::new(3, 23),
                text: "The envoys met\nin secret".into(),
            },
            chain: vec!["Post".into(), "an aide".into()],
        };
        let accounts = BTreeMap::from([("e".into(), account)]);
        let html = timeline_html(&[hostile()], &accounts, &[], &Beside::default());
        let words = "<li><q>The envoys <mark>met</mark> in secret</q> Post ← an aide <a href=\"#page-1\">[1]</a>, characters 14 to 17</li>";
        assert!(html.contains(words), "{html}");
    }
}
