//! The one way in: bytes to [`Page`].

use crate::byline::wire_authors;
use crate::charset::{NoText, decode};
use crate::dateline::find_dateline;
use crate::html_form::read_html;
use crate::language::{BY_WORDS, language_of_words};
use crate::mail_head::apply_mail;
use crate::part::{Part, into_blocks};
use crate::text_form::read_text;
use crate::{Form, Given, Page};
use dateline_vocabulary::{CodePoints, DateBasis, Origins, PassageRole, Publication};

/// Reads a page. Never fails: what could not be read, or only in part, is told in [`Page::problem`].
///
/// As [`Form::Article`], the text is the decoded input as it stands, line ends included; only a byte order mark
/// is no part of it. As [`Form::Page`], `\r\n` becomes `\n`, and the text of an HTML page is that of its blocks.
pub fn read_page(bytes: &[u8], given: &Given) -> Page {
    let decoded = match decode(bytes, given.charset.as_deref()) {
        Ok(decoded) => decoded,
        Err(reason) => return unreadable(reason, given),
    };
    if decoded.text.trim().is_empty() && given.form == Form::Page {
        return Page {
            text: String::new(),
            ..unreadable(NoText::Empty, given)
        };
    }
    let mut page = match given.form {
        Form::Article => article(decoded.text, given),
        Form::Page => {
            let media_type = given.media_type.unwrap_or_else(|| sniff(&decoded.text));
            if media_type == "text/html" {
                html_page(&decoded.text, given)
            } else {
                text_page(decoded.text, media_type, given)
            }
        }
    };
    let problems: Vec<String> = [decoded.problem, page.problem.take()]
        .into_iter()
        .flatten()
        .collect();
    page.problem = if problems.is_empty() {
        None
    } else {
        Some(problems.join("; "))
    };
    name_wire_authors(&mut page);
    if page.language.is_none()
        && let Some(tag) = language_of_words(&page.text, &page.blocks)
    {
        page.language = Some(tag.to_owned());
        page.evidence.language = Some(BY_WORDS.to_owned());
    }
    if let Some(mail) = &given.mail {
        apply_mail(&mut page, mail);
    }
    if let Some(day) = given.published {
        page.published = Publication::day(day, DateBasis::Metadata, "given with the input");
    }
    page
}

fn unreadable(reason: NoText, given: &Given) -> Page {
    Page {
        media_type: match reason {
            NoText::Binary => "application/octet-stream",
            NoText::Empty => given.media_type.unwrap_or("text/plain"),
        },
        published: match given.published {
            Some(day) => Publication::day(day, DateBasis::Metadata, "given with the input"),
            None => Publication::unknown(),
        },
        problem: Some(reason.reason().to_owned()),
        ..empty("text/plain", given)
    }
}

fn empty(media_type: &'static str, given: &Given) -> Page {
    Page {
        media_type,
        outlet: None,
        headline: None,
        bylines: Vec::new(),
        dateline: None,
        published: Publication::unknown(),
        language: None,
        url: given.url.clone(),
        problem: None,
        section: None,
        updated: None,
        captured: given.captured.clone(),
        partial: None,
        evidence: Origins::default(),
        text: String::new(),
        blocks: Vec::new(),
    }
}

/// What the text is by its own looks: a page of markup, or plain text.
fn sniff(text: &str) -> &'static str {
    let head: String = text
        .trim_start()
        .chars()
        .take(2048)
        .collect::<String>()
        .to_lowercase();
    let opens = [
        "<!doctype",
        "<html",
        "<head",
        "<body",
        "<?xml",
        "<!--",
        "<script",
        "<meta",
        "<article",
        "<div",
        "<p>",
        "<p ",
        "<title",
        "<h1",
    ];
    let marked = opens.iter().any(|tag| head.starts_with(tag))
        || head.contains("<html")
        || head.contains("<body");
    if marked { "text/html" } else { "text/plain" }
}

/// Plain text of an article: paragraphs between blank lines, or between line ends where there are no blank lines.
fn article(text: String, given: &Given) -> Page {
    let mut parts: Vec<Part> = Vec::new();
    let blank_lines = text
        .lines()
        .collect::<Vec<_>>()
        .windows(3)
        .any(|w| !w[0].trim().is_empty() && w[1].trim().is_empty() && !w[2].trim().is_empty());
    let mut at = 0;
    let mut open = false;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            open = false;
        } else {
            match parts.last_mut() {
                Some(part) if open && blank_lines => part.range.end = at + line.len(),
                _ => parts.push(Part::new(PassageRole::Paragraph, at..at + line.len())),
            }
            open = true;
        }
        at += line.len();
    }
    let dateline = parts
        .iter()
        .take(4)
        .find_map(|part| find_dateline(text[part.range.clone()].trim()));
    Page {
        dateline: dateline.and_then(|d| d.place),
        blocks: into_blocks(&text, parts),
        text,
        ..empty(
            if given.media_type == Some("text/markdown") {
                "text/markdown"
            } else {
                "text/plain"
            },
            given,
        )
    }
}

/// Bytes of a text page after this many are left out, and that is told. No article comes near it.
const MAX_TEXT: usize = 2 << 20;

fn text_page(text: String, media_type: &'static str, given: &Given) -> Page {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut problem = None;
    if text.len() > MAX_TEXT {
        let end = (0..=MAX_TEXT)
            .rev()
            .find(|&at| text.is_char_boundary(at))
            .unwrap_or(0);
        text.truncate(text[..end].rfind('\n').map_or(end, |at| at + 1));
        text.shrink_to_fit();
        problem = Some("only the first 2 MiB of the text were read".to_owned());
    }
    let reading = read_text(&text, media_type == "text/markdown");
    let url = reading.url.or_else(|| given.url.clone());
    let printed = |is_there: bool, words: &str| is_there.then(|| format!("printed: {words}"));
    Page {
        evidence: Origins {
            headline: printed(
                reading.headline.is_some(),
                reading.headline.as_deref().unwrap_or(""),
            ),
            outlet: printed(
                reading.outlet.is_some(),
                reading.outlet.as_deref().unwrap_or(""),
            ),
            bylines: printed(!reading.bylines.is_empty(), &reading.bylines.join(", ")),
            url: printed(
                url.is_some() && url != given.url,
                url.as_deref().unwrap_or(""),
            ),
            language: printed(
                reading.language.is_some(),
                reading.language.as_deref().unwrap_or(""),
            ),
            section: printed(
                reading.section.is_some(),
                reading.section.as_deref().unwrap_or(""),
            ),
        },
        outlet: reading.outlet,
        headline: reading.headline,
        bylines: reading.bylines,
        dateline: reading.dateline,
        published: reading.published.unwrap_or_else(Publication::unknown),
        updated: reading.updated,
        language: reading.language,
        section: reading.section,
        url,
        problem,
        blocks: into_blocks(&text, reading.parts),
        text,
        ..empty(media_type, given)
    }
}

/// Takes the authors from the line at the end of an agency's story, where the page names none.
fn name_wire_authors(page: &mut Page) {
    if !page.bylines.is_empty() {
        return;
    }
    let index = CodePoints::of(&page.text);
    let credits = (page.blocks.iter().rev()).filter(|b| b.role == PassageRole::Credit);
    let told = credits
        .map(|block| index.slice(&page.text, block.span))
        .map(|credit| (wire_authors(credit), format!("printed: {credit}")))
        .find(|(names, _)| !names.is_empty());
    if let Some((names, evidence)) = told {
        (page.bylines, page.evidence.bylines) = (names, Some(evidence));
    }
}

fn html_page(html: &str, given: &Given) -> Page {
    let reading = read_html(html, given);
    Page {
        outlet: reading.outlet,
        headline: reading.headline,
        bylines: reading.bylines,
        dateline: reading.dateline,
        published: reading.published.unwrap_or_else(Publication::unknown),
        language: reading.language,
        url: reading.url,
        problem: reading.problem,
        partial: reading.partial,
        section: reading.section,
        updated: reading.updated,
        captured: reading.captured,
        evidence: reading.evidence,
        blocks: into_blocks(&reading.text, reading.parts),
        text: reading.text,
        ..empty("text/html", given)
    }
}
