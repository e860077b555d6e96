//! Prints what the page stage reads: one JSON object for each file named on the command line.
//!
//! `cargo run -p dateline-page --example page_json -- FILE...`; with `--list FILE`, the files are the lines of FILE.

use dateline_page::{Given, Page, read_page};
use dateline_vocabulary::CodePoints;
use serde_json::{Value, json};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == "--list") && args.len() == 2 {
        args = std::fs::read_to_string(&args[1])?
            .lines()
            .map(str::to_owned)
            .collect();
    }
    let mut out = std::io::stdout().lock();
    for line in args {
        // A line may give the page's address behind a tab.
        let (path, url) = line
            .split_once('\t')
            .map_or((line.as_str(), None), |(path, url)| {
                (path, Some(url.to_owned()))
            });
        let media_type = match path.rsplit('.').next() {
            Some("html" | "htm") => Some("text/html"),
            Some("md") => Some("text/markdown"),
            Some("txt") => Some("text/plain"),
            _ => None,
        };
        let page = read_page(
            &std::fs::read(path)?,
            &Given {
                media_type,
                url,
                ..Given::default()
            },
        );
        writeln!(out, "{}", object(path, &page))?;
    }
    Ok(())
}

fn object(path: &str, page: &Page) -> Value {
    let index = CodePoints::of(&page.text);
    let blocks: Vec<Value> = page
        .blocks
        .iter()
        .map(|block| {
            json!({"role": block.role, "start": block.span.start, "end": block.span.end, "text": index.slice(&page.text, block.span),
                "author": block.author, "posted": block.posted, "reply_to": block.reply_to, "part": block.part, "votes": block.votes})
        })
        .collect();
    json!({"file": path, "media_type": page.media_type, "outlet": page.outlet, "headline": page.headline, "bylines": page.bylines,
        "dateline": page.dateline, "published": page.published, "language": page.language, "url": page.url, "problem": page.problem,
        "section": page.section, "updated": page.updated, "captured": page.captured, "partial": page.partial, "evidence": page.evidence,
        "blocks": blocks})
}
