//! The crate `trafilatura`, a Rust port of the Python library by way of Go.

use crate::decode::decode;
use crate::extraction::{Extraction, Tool, names_by_semicolon};
use crate::publication::Published;
use trafilatura::Options;

/// With the options of the maintainers' own comparison: fallback on, balanced, comments off, tables on.
pub const TOOL: Tool = Tool {
    name: "trafilatura (Rust)",
    package: "trafilatura",
    extract,
};

fn extract(bytes: &[u8], url: &str) -> Result<Extraction, String> {
    let mut options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_exclude_tables(false);
    options.original_url = url::Url::parse(url).ok();
    let read = trafilatura::extract(&decode(bytes), &options).map_err(|error| error.to_string())?;
    let metadata = read.metadata;
    Ok(Extraction {
        title: Some(metadata.title).filter(|title| !title.is_empty()),
        authors: names_by_semicolon(&metadata.author),
        // Its type of date is another crate's; both print ISO 8601.
        published: metadata
            .date
            .and_then(|day| Published::parse(&day.to_string())),
        body: read.content_text,
    })
}
