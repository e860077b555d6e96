//! Pages that come as lines of JSON: `{"id", "text" or "html", "published"?, "url"?}`.

use crate::args::one_day;
use crate::inputs::{Found, Input, MAX_PAGE_BYTES, reason};
use dateline_page::Given;
use dateline_vocabulary::DocumentId;
use serde::Deserialize;
use std::io::{BufRead, Read};

/// A line. Fields beside these are left alone.
#[derive(Deserialize)]
struct GivenLine {
    id: String,
    text: Option<String>,
    html: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

/// The pages of a file of lines, one after the other; a line that is none is told with its number.
pub struct GivenLines<R> {
    file: String,
    lines: R,
    given: Given,
    n_lines: u64,
    is_over: bool,
}

impl<R: BufRead> GivenLines<R> {
    /// The lines of `file`; `given` holds for each, but what a line says itself comes first.
    pub fn of(file: String, lines: R, given: Given) -> GivenLines<R> {
        GivenLines {
            file,
            lines,
            given,
            n_lines: 0,
            is_over: false,
        }
    }

    fn page(&self, file: String, line: &[u8]) -> Result<Input, String> {
        let line: GivenLine = serde_json::from_slice(line)
            .map_err(|error| format!("not a line of pages: {error}"))?;
        if line.id.trim().is_empty() {
            return Err("the `id` is empty".to_owned());
        }
        let (bytes, media_type) = match (line.text, line.html) {
            (Some(text), None) => (text.into_bytes(), "text/plain"),
            (None, Some(html)) => (html.into_bytes(), "text/html"),
            (None, None) => return Err("there is neither `text` nor `html`".to_owned()),
            (Some(_), Some(_)) => {
                return Err("there are both `text` and `html`; give one".to_owned());
            }
        };
        let published = match line.published.as_deref().map(str::trim) {
            None | Some("") => self.given.published,
            // A time of day after the day is left alone.
            Some(text) => Some(
                text.get(..10)
                    .filter(|_| matches!(text.as_bytes().get(10), None | Some(b'T' | b' ')))
                    .and_then(|day| one_day(day).ok())
                    .ok_or_else(|| {
                        format!("`published` is `{text}`; expected a day such as 2011-10-06")
                    })?,
            ),
        };
        Ok(Input {
            id: DocumentId(line.id),
            file,
            sha256: DocumentId::of_bytes(&bytes).to_string(),
            id_is_given: true,
            bytes: Some(bytes),
            given: Given {
                media_type: Some(media_type),
                published,
                url: line.url,
                ..self.given.clone()
            },
            problem: None,
        })
    }

    /// Reads up to the end of a line that is too long, keeping nothing.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let part = self.lines.fill_buf()?;
            if part.is_empty() {
                return Ok(());
            }
            let end = part.iter().position(|&byte| byte == b'\n');
            let n = end.map_or(part.len(), |end| end + 1);
            self.lines.consume(n);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Iterator for GivenLines<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        while !self.is_over {
            let mut line = Vec::new();
            let n_read = (&mut self.lines)
                .take(MAX_PAGE_BYTES)
                .read_until(b'\n', &mut line);
            self.n_lines += 1;
            let file = format!("{}:{}", self.file, self.n_lines);
            match n_read {
                Ok(0) => self.is_over = true,
                Ok(n) if n as u64 == MAX_PAGE_BYTES && line.last() != Some(&b'\n') => {
                    self.is_over = self.skip_line().is_err();
                    return Some(Found::unread(file, "the line is longer than 128 MiB"));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => {
                    return Some(match self.page(file.clone(), &line) {
                        Ok(page) => Found::Page(Box::new(page)),
                        Err(reason) => Found::unread(file, reason),
                    });
                }
                Err(error) => {
                    self.is_over = true;
                    return Some(Found::unread(file, reason(&error)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(lines: &str) -> Vec<Found> {
        let given = Given {
            published: Some(date(2001, 2, 3)),
            ..Given::default()
        };
        GivenLines::of("pages.jsonl".into(), lines.as_bytes(), given).collect()
    }

    #[test]
    fn good_lines() {
        for (line, id, media_type, bytes, published) in [
            (
                r#"{"id":"a","text":"Hé"}"#,
                "a",
                "text/plain",
                "Hé",
                date(2001, 2, 3),
            ),
            (
                r#"{"id":"b","html":"<p>x","published":"2011-10-06","more":1}"#,
                "b",
                "text/html",
                "<p>x",
                date(2011, 10, 6),
            ),
            (
                r#"{"id":"c","text":"","published":"2011-10-06T23:59:00Z"}"#,
                "c",
                "text/plain",
                "",
                date(2011, 10, 6),
            ),
            (
                r#"{"id":"d","text":"x","published":""}"#,
                "d",
                "text/plain",
                "x",
                date(2001, 2, 3),
            ),
        ] {
            let found = read(line);
            let [Found::Page(page)] = &found[..] else {
                panic!("{line}: {found:?}")
            };
            assert_eq!(page.id.as_str(), id);
            assert_eq!(page.given.media_type, Some(media_type));
            assert_eq!(page.bytes.as_deref(), Some(bytes.as_bytes()));
            assert_eq!(page.given.published, Some(published));
            assert_eq!(page.file, "pages.jsonl:1");
        }
    }

    #[test]
    fn bad_lines_are_told_and_the_rest_goes_on() {
        for (line, expected) in [
            (
                "not json",
                "not a line of pages: expected ident at line 1 column 2",
            ),
            (
                r#"{"text":"x"}"#,
                "not a line of pages: missing field `id` at line 1 column 12",
            ),
            (r#"{"id":" ","text":"x"}"#, "the `id` is empty"),
            (r#"{"id":"a"}"#, "there is neither `text` nor `html`"),
            (
                r#"{"id":"a","text":"x","html":"y"}"#,
                "there are both `text` and `html`; give one",
            ),
            (
                r#"{"id":"a","text":"x","published":"6 Oct"}"#,
                "`published` is `6 Oct`; expected a day such as 2011-10-06",
            ),
            (
                r#"{"id":"a","text":"x","published":"2011-10-061"}"#,
                "`published` is `2011-10-061`; expected a day such as 2011-10-06",
            ),
        ] {
            let found = read(&format!("\n{line}\n{{\"id\":\"z\",\"text\":\"last\"}}"));
            let [Found::Unread(unread), Found::Page(last)] = &found[..] else {
                panic!("{line}: {found:?}")
            };
            assert_eq!(
                (unread.file.as_str(), unread.reason.as_str()),
                ("pages.jsonl:2", expected)
            );
            assert_eq!(
                (last.id.as_str(), last.file.as_str()),
                ("z", "pages.jsonl:3")
            );
        }
    }
}
