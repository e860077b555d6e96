//! From bytes to text for the extractors that take text.

use encoding_rs::{Encoding, UTF_8};
use regex::bytes::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// How far into a page its `meta` with the charset is looked for, in bytes.
const HEAD: usize = 8192;

/// Decodes a page: byte order mark; then UTF-8 where it is valid; then the charset that the page declares; then
/// UTF-8 with replacement characters.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if Encoding::for_bom(bytes).is_none()
        && std::str::from_utf8(bytes).is_err()
        && let Some(declared) = declared_charset(bytes)
    {
        return declared.decode(bytes).0;
    }
    // Heeds a byte order mark.
    UTF_8.decode(bytes).0
}

fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)charset\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
            .expect("the pattern is well formed")
    });
    let head = &bytes[..bytes.len().min(HEAD)];
    Encoding::for_label(&CHARSET.captures(head)?[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charset_is_found() {
        let cases: &[(&[u8], &str)] = &[
            ("<p>Größe".as_bytes(), "<p>Größe"),
            (
                b"<meta charset=\"iso-8859-1\"><p>Gr\xf6\xdfe",
                "<meta charset=\"iso-8859-1\"><p>Größe",
            ),
            (
                b"<meta content='text/html; charset=windows-1251'>\xc4\xe0",
                "<meta content='text/html; charset=windows-1251'>Да",
            ),
            (b"\xef\xbb\xbfmark", "mark"),
            (b"\xff\xfea\0b\0", "ab"),
            (b"lost \xff", "lost \u{fffd}"),
        ];
        for (bytes, text) in cases {
            assert_eq!(decode(bytes), *text);
        }
        // A page that says it is in one charset and was saved in UTF-8.
        let saved = "<meta charset=iso-8859-1>Größe";
        assert_eq!(decode(saved.as_bytes()), saved);
    }
}
