//! The parts of a mail or an MHTML file (RFC 2046), as a list.

use crate::mime_head::{HeadReader, MimeHead};
use crate::transfer::decoded;
use crate::{MAX_PAGE_BYTES, MailHead};
use std::ops::Range;

/// Parts may lie in parts so deep; what is deeper is left alone.
const MAX_DEPTH: usize = 12;
/// A file may have so many parts; what comes after is left alone.
const MAX_PARTS: usize = 10_000;

/// A part that has no parts itself.
#[derive(Debug)]
pub struct Part<'a> {
    /// Its head.
    pub head: MimeHead,
    /// The head of the attached mail that it lies in; `None` where it lies in the file's own.
    pub attached_mail: Option<(usize, MailHead)>,
    /// Whether the file stops in it.
    pub is_cut: bool,
    body: &'a [u8],
}

impl Part<'_> {
    /// Its body without its transfer encoding, up to the limit of a page.
    pub fn bytes(&self) -> Vec<u8> {
        // Encodings make three bytes at most of one.
        let body = &self.body[..self.body.len().min(3 * MAX_PAGE_BYTES)];
        let mut bytes = decoded(&self.head.encoding, body).into_owned();
        bytes.truncate(MAX_PAGE_BYTES);
        bytes
    }
}

/// A mail or an MHTML file.
#[derive(Debug)]
pub struct Mime<'a> {
    /// Its head.
    pub head: MimeHead,
    /// Its parts in order.
    pub parts: Vec<Part<'a>>,
    /// Whether there were more parts than are read.
    pub has_more: bool,
}

/// Takes a file apart.
pub fn read_mime(bytes: &[u8]) -> Mime<'_> {
    let reader = HeadReader::new();
    // A mailbox of one mail begins with a line of its own.
    let bytes = match memchr::memchr(b'\n', bytes) {
        Some(end) if bytes.starts_with(b"From ") => &bytes[end + 1..],
        _ => bytes,
    };
    let (head, start) = reader.read(bytes);
    let mut walk = Walk {
        reader,
        parts: Vec::new(),
        n_mails: 0,
        has_more: false,
    };
    let place = Place {
        depth: 0,
        attached_mail: None,
        is_last: true,
    };
    walk.take(head.clone(), &bytes[start..], place);
    Mime {
        head,
        parts: walk.parts,
        has_more: walk.has_more,
    }
}

#[derive(Clone)]
struct Place {
    /// In how many parts it lies.
    depth: usize,
    attached_mail: Option<(usize, MailHead)>,
    /// Whether nothing but the end of the file ends it.
    is_last: bool,
}

struct Walk<'a> {
    reader: HeadReader,
    parts: Vec<Part<'a>>,
    /// Mails attached so far.
    n_mails: usize,
    has_more: bool,
}

impl<'a> Walk<'a> {
    fn take(&mut self, head: MimeHead, body: &'a [u8], place: Place) {
        if self.parts.len() >= MAX_PARTS {
            self.has_more = true;
            return;
        }
        let is_too_deep = place.depth >= MAX_DEPTH;
        self.has_more |= is_too_deep && head.is_multipart();
        if head.is_multipart() && !is_too_deep {
            let boundary = head.boundary.clone().or_else(|| guessed_boundary(body));
            if let Some(boundary) = boundary {
                return self.take_parts(&boundary, body, place);
            }
        }
        if head.media_type == "message/rfc822" && !is_too_deep {
            let bytes = decoded_message(&head, body);
            if let Some(bytes) = bytes {
                let (head, start) = self.reader.read(bytes);
                self.n_mails += 1;
                let place = Place {
                    depth: place.depth + 1,
                    attached_mail: Some((self.n_mails, head.mail.clone())),
                    ..place
                };
                return self.take(head, &bytes[start..], place);
            }
        }
        self.parts.push(Part {
            // Such parts stand at the end of a file, and never are the page.
            is_cut: place.is_last && place.depth > 0,
            head,
            attached_mail: place.attached_mail,
            body,
        });
    }

    fn take_parts(&mut self, boundary: &str, body: &'a [u8], place: Place) {
        let pieces = pieces(boundary.as_bytes(), body);
        let n_before = self.parts.len();
        for (range, is_ended) in pieces {
            if self.parts.len() >= MAX_PARTS {
                self.has_more = true;
                return;
            }
            let piece = &body[range];
            let (head, start) = self.reader.read(piece);
            let place = Place {
                depth: place.depth + 1,
                attached_mail: place.attached_mail.clone(),
                is_last: place.is_last && !is_ended,
            };
            self.take(head, &piece[start..], place);
        }
        // The boundary that the head names is nowhere: the body is taken as it stands.
        if self.parts.len() == n_before && !body.trim_ascii().is_empty() {
            self.parts.push(Part {
                head: MimeHead::default(),
                attached_mail: place.attached_mail,
                is_cut: true,
                body,
            });
        }
    }
}

/// An attached mail is sent as it is; one that is packed is rare, and left alone.
fn decoded_message<'a>(head: &MimeHead, body: &'a [u8]) -> Option<&'a [u8]> {
    matches!(
        head.encoding.to_ascii_lowercase().as_str(),
        "" | "7bit" | "8bit" | "binary"
    )
    .then_some(body)
}

/// Where the parts lie, and whether each is ended by a boundary.
fn pieces(boundary: &[u8], body: &[u8]) -> Vec<(Range<usize>, bool)> {
    let delimiter = [b"--", boundary.trim_ascii_end()].concat();
    let mut pieces = Vec::new();
    let mut start = None;
    for at in memchr::memmem::find_iter(body, &delimiter) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        let rest = &body[at + delimiter.len()..];
        let line = &rest[..memchr::memchr(b'\n', rest).unwrap_or(rest.len())];
        let is_close = line.starts_with(b"--");
        // A longer boundary may begin like this one.
        if !is_close && !line.trim_ascii().is_empty() {
            continue;
        }
        if let Some(start) = start {
            // The break before the delimiter belongs to it.
            let end = if body[..at].ends_with(b"\r\n") {
                at - 2
            } else {
                at.saturating_sub(1)
            };
            pieces.push((start..end.max(start), true));
        }
        start = None;
        if is_close || pieces.len() > MAX_PARTS {
            break;
        }
        start = Some((at + delimiter.len() + line.len() + 1).min(body.len()));
    }
    if let Some(start) = start {
        pieces.push((start..body.len(), false));
    }
    pieces
}

/// The boundary of a body whose head names none: its first line that looks like one.
fn guessed_boundary(body: &[u8]) -> Option<String> {
    let line = (body.split(|&byte| byte == b'\n'))
        .take(20)
        .find(|line| line.starts_with(b"--"))?;
    let boundary = std::str::from_utf8(line.trim_ascii_end().strip_prefix(b"--")?).ok()?;
    (boundary.len() >= 4 && boundary.len() <= 200).then(|| boundary.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(bytes: &[u8]) -> Vec<String> {
        (read_mime(bytes).parts.iter())
            .map(|part| String::from_utf8_lossy(&part.bytes()).into_owned())
            .collect()
    }

    #[test]
    fn parts() {
        for (text, expected) in [
            ("A: b\n\nText\n", &["Text\n"][..]),
            (
                "Content-Type: multipart/mixed; boundary=x\n\npre\n--x\n\none\n--x\nA: b\n\ntwo\n\n--x--\npost",
                &["one", "two\n"],
            ),
            // no end
            (
                "Content-Type: multipart/mixed; boundary=x\n\n--x\n\none\n--x\n\ntwo",
                &["one", "two"],
            ),
            // a boundary that begins like the outer one
            (
                "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/alternative; boundary=xy\n\n\
                 --xy\n\none\n--xy\n\ntwo\n--xy--\n--x\n\nthree\n--x--",
                &["one", "two", "three"],
            ),
            // no boundary in the head
            (
                "Content-Type: multipart/mixed\n\n--=_abcd\n\none\n--=_abcd--",
                &["one"],
            ),
            // one that is nowhere
            (
                "Content-Type: multipart/mixed; boundary=x\n\nText",
                &["Text"],
            ),
            ("", &[""]),
        ] {
            assert_eq!(bodies(text.as_bytes()), expected, "{text}");
            assert_eq!(
                bodies(text.replace('\n', "\r\n").as_bytes()).len(),
                expected.len(),
                "{text}"
            );
        }
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep: String = (0..100_000)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
            .collect();
        let many = format!(
            "Content-Type: multipart/mixed; boundary=x\n\n{}",
            "--x\n\na\n".repeat(100_000)
        );
        let mails = "Content-Type: message/rfc822\n\n".repeat(100_000);
        for text in [&deep, &many, &mails] {
            let mime = read_mime(text.as_bytes());
            assert!(mime.parts.len() <= MAX_PARTS + 1);
        }
        assert!(read_mime(deep.as_bytes()).has_more && read_mime(many.as_bytes()).has_more);
    }
}
