//! MHTML: one page in a file with its pictures, styles and frames, as browsers save it (RFC 2557).
//!
//! The page is the part that the head points to, or else the first HTML part. Frames are left alone (advertising,
//! buttons, remarks of readers) unless the page itself has no text: old pages are nothing but frames.

use crate::fields::page_type;
use crate::mail::read_mail_file;
use crate::mime::{Mime, Part, read_mime};
use crate::mime_head::MimeHead;
use crate::{Member, SavedPage};
use dateline_vocabulary::Moment;
use std::io::Read;

/// A page with less text than this has none of its own.
const MIN_PAGE_TEXT: usize = 200;
/// A frame with less text than this is no page.
const MIN_FRAME_TEXT: usize = 2048;

/// The page of an MHTML file, whose path is `name`. Frames with text are further members, named after the part that
/// they are, where the page has none.
pub fn mhtml_members<R: Read>(name: impl Into<String>, file: R) -> impl Iterator<Item = Member> {
    let name = name.into();
    let members = match read_mail_file(file) {
        Ok(bytes) => mhtml_of(&name, &bytes),
        Err(reason) => vec![Member::left(name, reason)],
    };
    members.into_iter()
}

/// See [`mhtml_members`].
pub fn mhtml_of(name: &str, bytes: &[u8]) -> Vec<Member> {
    let mime = read_mime(bytes);
    if mime.head == MimeHead::default() {
        return vec![Member::left(name, "the file is no MHTML: it has no head")];
    }
    let Some((n_root, mut problem)) = root(&mime) else {
        return vec![Member::left(
            name,
            "there is no page in the file: it has no part that is HTML or text",
        )];
    };
    let part = &mime.parts[n_root];
    let bytes = part.bytes();
    if part.is_cut {
        problem = Some("the file ends in the page; what comes after is missing".to_owned());
    }
    let frames = if text_length(&bytes) < MIN_PAGE_TEXT {
        frames(name, &mime, n_root)
    } else {
        Vec::new()
    };
    if !frames.is_empty() {
        return frames;
    }
    vec![Member::Page(Box::new(page(
        name.to_owned(),
        &mime,
        part,
        bytes,
        problem,
    )))]
}

/// Which part is the page, and what is wrong with the choice.
fn root(mime: &Mime<'_>) -> Option<(usize, Option<String>)> {
    let find =
        |is_it: &dyn Fn(&MimeHead) -> bool| mime.parts.iter().position(|part| is_it(&part.head));
    let mut problem = None;
    if let Some(id) = &mime.head.root {
        if let Some(n) = find(&|head| head.id.as_ref() == Some(id)) {
            return Some((n, None));
        }
        problem = Some("the part that the head calls the page is missing; the first page in the file was taken".to_owned());
    }
    let by_address = mime
        .head
        .snapshot
        .as_ref()
        .and_then(|url| find(&|head| head.is_html() && head.location.as_ref() == Some(url)));
    by_address
        .map(|n| (n, None))
        .or_else(|| find(&MimeHead::is_html).map(|n| (n, problem.clone())))
        .or_else(|| find(&MimeHead::is_text).map(|n| (n, problem.clone())))
}

fn frames(name: &str, mime: &Mime<'_>, n_root: usize) -> Vec<Member> {
    let mut frames = Vec::new();
    for (n, part) in mime.parts.iter().enumerate() {
        if n == n_root || !part.head.is_html() || part.head.location.is_none() {
            continue;
        }
        let bytes = part.bytes();
        if text_length(&bytes) >= MIN_FRAME_TEXT {
            let problem = part
                .is_cut
                .then(|| "the file ends in the page; what comes after is missing".to_owned());
            frames.push(Member::Page(Box::new(page(
                format!("{name}/part-{}", n + 1),
                mime,
                part,
                bytes,
                problem,
            ))));
        }
    }
    frames
}

fn page(
    name: String,
    mime: &Mime<'_>,
    part: &Part<'_>,
    bytes: Vec<u8>,
    problem: Option<String>,
) -> SavedPage {
    let is_address = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    SavedPage {
        name,
        bytes,
        media_type: page_type(&part.head.media_type),
        url: part
            .head
            .location
            .clone()
            .filter(is_address)
            .or_else(|| mime.head.snapshot.clone().filter(is_address)),
        charset: part.head.charset.clone(),
        captured: mime.head.mail.date.clone().map(|at| Moment {
            at,
            evidence: "MHTML Date".to_owned(),
        }),
        mail: None,
        problem,
    }
}

/// About how many bytes of text stand between the tags, blanks not counted.
fn text_length(bytes: &[u8]) -> usize {
    let mut n = 0;
    let mut rest = bytes;
    while !rest.is_empty() {
        let open = memchr::memchr(b'<', rest).unwrap_or(rest.len());
        n += rest[..open]
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace() && **byte != 0)
            .count();
        rest = &rest[open..];
        let end: &[u8] = match rest {
            [] => break,
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ if begins(rest, b"<script") => b"</script",
            _ if begins(rest, b"<style") => b"</style",
            _ => b">",
        };
        rest = memchr::memmem::find(rest, end).map_or(&[], |at| &rest[at + end.len()..]);
        if end.len() > 3 {
            rest = memchr::memchr(b'>', rest).map_or(&[], |at| &rest[at + 1..]);
        }
    }
    n
}

fn begins(bytes: &[u8], tag: &[u8]) -> bool {
    bytes
        .get(..tag.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(tag))
}

#[cfg(test)]
mod tests {
    use super::text_length;

    #[test]
    fn text_between_tags() {
        for (html, expected) in [
            ("", 0),
            ("plain text", 9),
            ("<p>a <b>b</b></p> c", 3),
            ("<!-- <p>no</p> -->yes", 3),
            ("<script>var a = '<p>';</script>yes<STYLE>p{}</style>", 3),
            ("<frameset><frame src=a></frameset>", 0),
            ("<p>cut <b", 3),
            ("<script>never ends", 0),
        ] {
            assert_eq!(text_length(html.as_bytes()), expected, "{html}");
        }
    }
}
