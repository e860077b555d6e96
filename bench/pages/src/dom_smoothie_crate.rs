//! The crate `dom_smoothie`, a Rust port of Readability.

use crate::decode::decode;
use crate::extraction::{Extraction, Tool, names_in_line};
use crate::publication::Published;
use dom_smoothie::{Config, Readability, TextMode};

/// With formatted text: in the default mode, words of neighbouring elements run together.
pub const TOOL: Tool = Tool {
    name: "dom_smoothie",
    package: "dom_smoothie",
    extract,
};

fn extract(bytes: &[u8], url: &str) -> Result<Extraction, String> {
    let config = Config {
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let article = Readability::new(decode(bytes).as_ref(), Some(url), Some(config))
        .and_then(|mut readability| readability.parse())
        .map_err(|error| error.to_string())?;
    Ok(Extraction {
        title: Some(article.title).filter(|title| !title.is_empty()),
        authors: article
            .byline
            .as_deref()
            .map(names_in_line)
            .unwrap_or_default(),
        published: article.published_time.as_deref().and_then(Published::parse),
        body: article.text_content.to_string(),
    })
}
