//! The gold: what a careful reader takes from each page.

use crate::publication::Published;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::io::Read;
use std::path::Path;

/// A page and its gold.
#[derive(Clone, Debug, Default)]
pub struct GoldPage {
    /// Path of the page below the folder, with `/`.
    pub file: String,
    /// Its address.
    pub url: String,
    /// The page as saved.
    pub bytes: Vec<u8>,
    /// The title of the article.
    pub title: String,
    /// Its authors; may be empty.
    pub authors: Vec<String>,
    /// When it was published, in the zone that the gold gives.
    pub published: Option<Published>,
    /// The standfirst.
    pub summary: Vec<String>,
    /// Section headlines and paragraphs in reading order.
    pub body: Vec<Piece>,
    /// The captions of its images.
    pub captions: Vec<String>,
}

/// A piece of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A heading over a section.
    Headline(String),
    /// A paragraph.
    Paragraph(String),
}

impl Piece {
    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Piece::Headline(text) | Piece::Paragraph(text) => text,
        }
    }
}

#[derive(Deserialize)]
struct Line {
    file: String,
    url: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    publishing_date: Option<String>,
    body: Body,
    #[serde(default)]
    images: Vec<Image>,
}

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    summary: Vec<String>,
    #[serde(default)]
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    #[serde(default)]
    headline: Vec<String>,
    #[serde(default)]
    paragraphs: Vec<String>,
}

#[derive(Deserialize)]
struct Image {
    #[serde(default)]
    caption: Option<String>,
}

/// Reads `gold.jsonl` of `folder` and the pages that it names.
///
/// # Errors
///
/// A message for the user: which file cannot be read, or which line is no gold.
pub fn load(folder: &Path) -> Result<Vec<GoldPage>, String> {
    let gold = folder.join("gold.jsonl");
    let lines = std::fs::read_to_string(&gold)
        .map_err(|error| format!("cannot read {}: {error}", gold.display()))?;
    let mut pages = Vec::new();
    for (n, line) in lines.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let mut page =
            parse(line).map_err(|error| format!("{} line {}: {error}", gold.display(), n + 1))?;
        let path = folder.join(&page.file);
        page.bytes = read_page_bytes(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        pages.push(page);
    }
    if pages.is_empty() {
        return Err(format!("{} names no pages", gold.display()));
    }
    Ok(pages)
}

fn read_page_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let stored = std::fs::read(path)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut bytes = Vec::new();
        MultiGzDecoder::new(stored.as_slice()).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    Ok(stored)
}

fn parse(line: &str) -> Result<GoldPage, serde_json::Error> {
    let line: Line = serde_json::from_str(line)?;
    let sections = line.body.sections.into_iter();
    Ok(GoldPage {
        file: line.file,
        url: line.url,
        bytes: Vec::new(),
        title: line.title,
        authors: line.authors,
        published: line.publishing_date.as_deref().and_then(Published::parse),
        summary: line.body.summary,
        body: sections
            .flat_map(|section| {
                let headlines = section.headline.into_iter().map(Piece::Headline);
                headlines.chain(section.paragraphs.into_iter().map(Piece::Paragraph))
            })
            .collect(),
        captions: line
            .images
            .into_iter()
            .filter_map(|image| image.caption)
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_gold_is_read_in_reading_order() {
        let page = parse(
            r#"{"file": "html/a.html.gz", "url": "https://courier.example/a", "title": "Dam holds",
                "authors": ["Ada Quist"], "publishing_date": "2024-05-03 08:15:00+02:00",
                "body": {"summary": ["In short."], "sections": [
                    {"headline": [], "paragraphs": ["One."]},
                    {"headline": ["Then"], "paragraphs": ["Two."]}]},
                "images": [{"caption": "The dam"}, {"caption": null}]}"#,
        )
        .unwrap();
        assert_eq!(
            page.body,
            [
                Piece::Paragraph("One.".to_owned()),
                Piece::Headline("Then".to_owned()),
                Piece::Paragraph("Two.".to_owned()),
            ]
        );
        assert_eq!(page.captions, ["The dam"]);
        assert_eq!(
            page.published,
            Published::parse("2024-05-03T08:15:00+02:00")
        );
    }

    #[test]
    fn gold_may_lack_authors_date_and_images() {
        let page = parse(r#"{"file": "a", "url": "u", "body": {"sections": []}}"#).unwrap();
        assert!(page.authors.is_empty() && page.captions.is_empty() && page.published.is_none());
    }
}
