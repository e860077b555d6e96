//! An HTTP answer as a web archive keeps it: the head and the body, as they came over the wire.

use crate::fields::{content_type, field, head_end};
use crate::metered::{Meter, Metered};
use crate::{MAX_PAGE_BYTES, is_bomb};
use std::borrow::Cow;
use std::io::Read;

/// A body is packed once, or twice by mistake.
const MAX_CODINGS: usize = 3;

/// What an answer holds.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer<'a> {
    /// Such as 200.
    pub status: u16,
    /// In lower case; empty where none is given.
    pub media_type: String,
    /// The charset that it names.
    pub charset: Option<String>,
    /// The body as it was before it was packed for the wire; at most [`MAX_PAGE_BYTES`].
    pub body: Cow<'a, [u8]>,
    /// Why the body may not be whole.
    pub problem: Option<String>,
}

/// Reads an answer, or the reason why it is none.
pub fn read_answer(bytes: &[u8]) -> Result<Answer<'_>, &'static str> {
    let end = head_end(bytes).ok_or("the HTTP head has no end")?;
    let (head, body) = bytes.split_at(end);
    let status = status(head).ok_or("the record holds no HTTP answer")?;
    let (media_type, charset) = content_type(&field(head, "Content-Type").unwrap_or_default());
    let mut problem = None;
    let mut body = Cow::Borrowed(body);
    if names(head, "Transfer-Encoding", "chunked")
        && let Some(whole) = join_chunks(&body)
    {
        body = Cow::Owned(whole);
    }
    for coding in field(head, "Content-Encoding")
        .unwrap_or_default()
        .to_ascii_lowercase()
        .rsplit(',')
        .take(MAX_CODINGS)
    {
        let packed = Metered::new(&body[..], u64::MAX);
        let meter = packed.meter();
        let unpacked = match coding.trim() {
            "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
                unpack(flate2::read::MultiGzDecoder::new(packed), &meter)?
            }
            "deflate" if is_zlib(&body) => unpack(flate2::read::ZlibDecoder::new(packed), &meter)?,
            "br" if !is_markup(&body) => {
                unpack(brotli_decompressor::Decompressor::new(packed, 4096), &meter)?
            }
            "zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
                match ruzstd::decoding::StreamingDecoder::new(packed) {
                    Ok(decoder) => unpack(decoder, &meter)?,
                    Err(_) => (Vec::new(), false),
                }
            }
            // Archives that keep the head of the wire beside a body that was unpacked are common.
            _ => continue,
        };
        let (unpacked, is_whole) = unpacked;
        if !is_whole {
            problem = Some(format!(
                "the page is damaged in its {} compression; what comes after is missing",
                coding.trim()
            ));
        }
        body = Cow::Owned(unpacked);
    }
    if body.len() > MAX_PAGE_BYTES {
        match &mut body {
            Cow::Borrowed(body) => *body = &body[..MAX_PAGE_BYTES],
            Cow::Owned(body) => body.truncate(MAX_PAGE_BYTES),
        }
    }
    Ok(Answer {
        status,
        media_type,
        charset,
        body,
        problem,
    })
}

/// `HTTP/1.1 200 OK`.
fn status(head: &[u8]) -> Option<u16> {
    let line = head.split(|&byte| byte == b'\n').next()?;
    let line = std::str::from_utf8(line.get(..line.len().min(20))?).ok()?;
    let rest = line.strip_prefix("HTTP/")?;
    rest.split_ascii_whitespace().nth(1)?.parse().ok()
}

fn names(head: &[u8], name: &str, word: &str) -> bool {
    field(head, name).is_some_and(|value| {
        (value.split(',')).any(|piece| piece.trim().eq_ignore_ascii_case(word))
    })
}

/// What a decoder gives, up to the limit of a page, and whether it came to its end. `Err` for a bomb.
fn unpack(mut from: impl Read, meter: &Meter) -> Result<(Vec<u8>, bool), &'static str> {
    let mut bytes = Vec::new();
    let mut is_whole = true;
    let mut piece = vec![0; 32 * 1024];
    while bytes.len() < MAX_PAGE_BYTES {
        match from.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => bytes.extend_from_slice(&piece[..n]),
            Err(_) => {
                is_whole = false;
                break;
            }
        }
        if is_bomb(meter.n_read(), bytes.len() as u64) {
            return Err("the page unpacks to more than 200 times its size");
        }
    }
    bytes.truncate(MAX_PAGE_BYTES);
    Ok((bytes, is_whole))
}

/// Whether this begins as zlib does (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [a, b, ..] if a & 0x0f == 8 && u16::from_be_bytes([*a, *b]) % 31 == 0)
}

fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    start.trim_ascii_start().starts_with(b"<")
}

/// The body without its chunk heads (RFC 9112, 7.1); a last chunk that is cut gives what is there. `None` where the
/// body does not begin with a chunk.
fn join_chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut is_first = true;
    loop {
        let Some((length, after)) = chunk_head(rest) else {
            return if is_first { None } else { Some(whole) };
        };
        is_first = false;
        if length == 0 {
            return Some(whole);
        }
        let n = length.min(after.len());
        whole.extend_from_slice(&after[..n]);
        rest = &after[n..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

/// The length of a chunk, and what follows its head.
fn chunk_head(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', &bytes[..bytes.len().min(1024)])?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let length = line.split(';').next()?.trim();
    let length = usize::from_str_radix(length, 16).ok()?;
    Some((length, &bytes[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::read::{GzEncoder, ZlibEncoder};

    const PAGE: &[u8] = b"<p>The bridge at Lorne is closed.</p>";

    fn packed(mut by: impl Read) -> Vec<u8> {
        let mut bytes = Vec::new();
        by.read_to_end(&mut bytes).expect("memory does not fail");
        bytes
    }

    fn body(head: &str, body: &[u8]) -> (Vec<u8>, Option<String>) {
        let bytes = [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat();
        let answer = read_answer(&bytes).expect("an answer");
        assert_eq!(answer.status, 200);
        (answer.body.into_owned(), answer.problem)
    }

    #[test]
    fn bodies_are_freed_of_the_wire() {
        let gzip = packed(GzEncoder::new(PAGE, Compression::default()));
        let zlib = packed(ZlibEncoder::new(PAGE, Compression::default()));
        let chunks = [
            b"5\r\n",
            &PAGE[..5],
            b"\r\n20;x=y\r\n",
            &PAGE[5..],
            b"\r\n0\r\n\r\n",
        ]
        .concat();
        let gzip_chunks = [
            format!("{:X}\r\n", gzip.len()).as_bytes(),
            &gzip,
            b"\r\n0\r\n\r\n",
        ]
        .concat();
        // A stored brotli block: no compressor is at hand.
        let brotli = [&[0x0b, 0x12, 0x80][..], PAGE, &[0x03]].concat();
        for (head, bytes) in [
            ("Content-Type: text/html", PAGE),
            ("Content-Encoding: gzip", &gzip),
            ("Content-Encoding: deflate", &zlib),
            ("Content-Encoding: br", &brotli),
            ("Transfer-Encoding: chunked", &chunks),
            (
                "Transfer-Encoding: chunked\r\nContent-Encoding: gzip",
                &gzip_chunks,
            ),
            // What the head says was undone already.
            ("Content-Encoding: gzip", PAGE),
            ("Content-Encoding: br", PAGE),
            ("Transfer-Encoding: chunked", PAGE),
            ("Content-Encoding: identity, something", PAGE),
        ] {
            let (body, problem) = body(head, bytes);
            assert_eq!(
                String::from_utf8_lossy(&body),
                String::from_utf8_lossy(PAGE),
                "{head}"
            );
            assert_eq!(problem, None, "{head}");
        }
    }

    #[test]
    fn a_cut_body_gives_what_is_there() {
        let page: Vec<u8> = (0..20_000u32)
            .flat_map(|n| format!("<p>{n}</p>").into_bytes())
            .collect();
        let gzip = packed(GzEncoder::new(&page[..], Compression::default()));
        let (cut, problem) = body("Content-Encoding: gzip", &gzip[..gzip.len() / 2]);
        assert!(cut.len() > 1000 && page.starts_with(&cut));
        assert!(problem.is_some_and(|problem| problem.contains("gzip")));
        let (cut, _) = body("Transfer-Encoding: chunked", b"FFFFFF\r\nabc");
        assert_eq!(cut, b"abc");
    }

    #[test]
    fn a_bomb_is_refused() {
        let gzip = packed(GzEncoder::new(
            std::io::repeat(0).take(1 << 26),
            Compression::best(),
        ));
        let bytes = [
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n",
            &gzip[..],
        ]
        .concat();
        assert!(read_answer(&bytes).is_err());
    }

    #[test]
    fn no_answers() {
        for bytes in [
            &b""[..],
            b"GET / HTTP/1.1\r\n\r\n",
            b"HTTP/1.1\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n",
        ] {
            assert!(read_answer(bytes).is_err(), "{bytes:?}");
        }
    }
}
