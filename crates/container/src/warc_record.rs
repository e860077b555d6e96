//! One record of a web archive: its head, and the page in it (ISO 28500; WARC 0.17 to 1.1).

use crate::fields::{content_type, field, page_type};
use crate::http::read_answer;
use crate::{MAX_PAGE_BYTES, SavedPage};
use dateline_vocabulary::Moment;
use jiff::Timestamp;
use jiff::civil::Date;

/// What the head of a record tells.
#[derive(Debug, PartialEq, Eq)]
pub struct RecordHead {
    /// `WARC-Type`, in lower case.
    pub record_type: String,
    /// `Content-Length`: the bytes after the head; `None` where it is no number.
    pub length: Option<u64>,
    /// `WARC-Target-URI`.
    pub url: Option<String>,
    captured: Option<Moment>,
    media_type: String,
    charset: Option<String>,
    truncated: Option<String>,
}

impl RecordHead {
    /// Reads the head, from `WARC/` to the blank line.
    pub fn read(head: &[u8]) -> RecordHead {
        let (media_type, charset) = content_type(&field(head, "Content-Type").unwrap_or_default());
        let url = field(head, "WARC-Target-URI")
            .map(|url| url.trim_start_matches('<').trim_end_matches('>').to_owned());
        RecordHead {
            record_type: field(head, "WARC-Type")
                .unwrap_or_default()
                .to_ascii_lowercase(),
            length: field(head, "Content-Length").and_then(|length| length.parse().ok()),
            url,
            captured: field(head, "WARC-Date")
                .filter(|at| is_iso(at))
                .map(|at| Moment {
                    at,
                    evidence: "WARC-Date".to_owned(),
                }),
            media_type,
            charset,
            truncated: field(head, "WARC-Truncated"),
        }
    }

    /// Whether the record may hold a page, as far as its head tells.
    pub fn may_hold_page(&self) -> bool {
        match self.record_type.as_str() {
            "response" => {
                self.media_type.is_empty()
                    || self.media_type == "application/http"
                    || self.is_page_type()
            }
            "resource" => self.is_page_type(),
            _ => false,
        }
    }

    fn is_page_type(&self) -> bool {
        page_type(&self.media_type).is_some()
    }

    /// The page in the block; `Ok(None)` where it holds something else.
    ///
    /// # Errors
    ///
    /// Why the page cannot be had.
    pub fn page(&self, block: &[u8]) -> Result<Option<SavedPage>, String> {
        if !self.may_hold_page() {
            return Ok(None);
        }
        let mut page = SavedPage {
            url: self.url.clone(),
            captured: self.captured.clone(),
            charset: self.charset.clone(),
            media_type: page_type(&self.media_type),
            problem: (self.truncated.as_ref())
                .map(|why| format!("the archive holds only its beginning (WARC-Truncated: {why})")),
            ..SavedPage::default()
        };
        if self.is_page_type() {
            page.bytes = block[..block.len().min(MAX_PAGE_BYTES)].to_vec();
            return Ok(Some(page));
        }
        let answer = read_answer(block)?;
        page.media_type = page_type(&answer.media_type);
        if page.media_type.is_none() && answer.media_type.is_empty() && starts_as_html(&answer.body)
        {
            page.media_type = Some("text/html");
        }
        if answer.status != 200 || page.media_type.is_none() || self.is_for_robots() {
            return Ok(None);
        }
        page.charset = answer.charset;
        page.bytes = answer.body.into_owned();
        page.problem = page.problem.or(answer.problem);
        Ok(Some(page))
    }

    /// Whether it is the text in which a site tells crawlers what to leave alone.
    fn is_for_robots(&self) -> bool {
        self.url
            .as_ref()
            .is_some_and(|url| url.ends_with("/robots.txt"))
    }
}

fn starts_as_html(bytes: &[u8]) -> bool {
    let start = bytes.trim_ascii_start();
    [&b"<!doctype html"[..], b"<html"].iter().any(|tag| {
        start
            .get(..tag.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(tag))
    })
}

/// Whether this is an instant or a day in ISO 8601.
fn is_iso(text: &str) -> bool {
    text.len() <= 40
        && (text.parse::<Timestamp>().is_ok() || (text.len() == 10 && text.parse::<Date>().is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_records_hold_pages() {
        let answer = |status: u16, media_type: &str| {
            format!("HTTP/1.1 {status} X\r\nContent-Type: {media_type}\r\n\r\n<html>x")
        };
        for (warc_type, content_type, url, block, expected) in [
            (
                "response",
                "application/http; msgtype=response",
                "https://a.example/",
                answer(200, "text/html"),
                Some("text/html"),
            ),
            (
                "response",
                "application/http",
                "https://a.example/",
                answer(200, "Text/Plain; charset=utf-8"),
                Some("text/plain"),
            ),
            (
                "response",
                "application/http",
                "https://a.example/",
                answer(200, ""),
                Some("text/html"),
            ),
            (
                "response",
                "application/http",
                "https://a.example/",
                answer(301, "text/html"),
                None,
            ),
            (
                "response",
                "application/http",
                "https://a.example/",
                answer(200, "image/png"),
                None,
            ),
            (
                "response",
                "application/http",
                "https://a.example/robots.txt",
                answer(200, "text/plain"),
                None,
            ),
            (
                "response",
                "text/dns",
                "dns:a.example",
                "a.example. 1 IN A".to_owned(),
                None,
            ),
            (
                "resource",
                "text/html",
                "https://a.example/",
                "<html>x".to_owned(),
                Some("text/html"),
            ),
            (
                "resource",
                "image/png",
                "https://a.example/",
                "x".to_owned(),
                None,
            ),
            (
                "revisit",
                "application/http",
                "https://a.example/",
                answer(200, "text/html"),
                None,
            ),
            (
                "request",
                "application/http",
                "https://a.example/",
                "GET / HTTP/1.1\r\n\r\n".to_owned(),
                None,
            ),
            (
                "warcinfo",
                "application/warc-fields",
                "",
                "software: x".to_owned(),
                None,
            ),
        ] {
            let head = format!(
                "WARC/1.0\r\nWARC-Type: {warc_type}\r\nContent-Type: {content_type}\r\nWARC-Target-URI: <{url}>\r\n\r\n"
            );
            let head = RecordHead::read(head.as_bytes());
            let page = head.page(block.as_bytes()).expect("a good block");
            assert_eq!(
                page.and_then(|page| page.media_type),
                expected,
                "{warc_type} {content_type} {block}"
            );
        }
    }

    #[test]
    fn instants() {
        for (text, expected) in [
            ("2014-06-03T08:15:00Z", true),
            ("2014-06-03T08:15:00.123456Z", true),
            ("2014-06-03", true),
            ("20140603081500", false),
            ("yesterday", false),
            ("2014-06-31", false),
        ] {
            assert_eq!(is_iso(text), expected, "{text}");
        }
    }
}
