//! Heads of named fields, as WARC records and HTTP answers have them.

/// A head may be this long; what has no blank line up to here is none.
pub const MAX_HEAD_BYTES: usize = 64 * 1024;

/// Where the head ends: after its blank line. Lines may end in LF alone.
pub fn head_end(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(MAX_HEAD_BYTES)];
    memchr::memchr_iter(b'\n', bytes).find_map(|at| match &bytes[at + 1..] {
        [b'\n', ..] => Some(at + 2),
        [b'\r', b'\n', ..] => Some(at + 3),
        _ => None,
    })
}

/// The value of the first field of this name, folded lines joined, or `None` where it is missing or empty.
pub fn field(head: &[u8], name: &str) -> Option<String> {
    let mut value: Option<String> = None;
    for line in head.split(|&byte| byte == b'\n').skip(1) {
        let is_folded = matches!(line.first(), Some(b' ' | b'\t'));
        match &mut value {
            Some(value) if is_folded => {
                value.push(' ');
                value.push_str(String::from_utf8_lossy(line).trim());
            }
            Some(_) => break,
            None if is_folded => {}
            None => {
                let colon = line.iter().position(|&byte| byte == b':');
                if let Some(colon) = colon
                    && line[..colon]
                        .trim_ascii()
                        .eq_ignore_ascii_case(name.as_bytes())
                {
                    value = Some(
                        String::from_utf8_lossy(&line[colon + 1..])
                            .trim()
                            .to_owned(),
                    );
                }
            }
        }
    }
    value.filter(|value| !value.is_empty())
}

/// A `Content-Type`: the media type in lower case, and the charset where one is given.
pub fn content_type(value: &str) -> (String, Option<String>) {
    let mut pieces = value.split(';');
    let media_type = pieces.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = pieces.find_map(|piece| {
        let (name, value) = piece.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty())
            .then(|| value.to_ascii_lowercase())
    });
    (media_type, charset)
}

/// The media type of a page, where this is one: XHTML is read as HTML.
pub fn page_type(media_type: &str) -> Option<&'static str> {
    match media_type {
        "text/html" | "application/xhtml+xml" => Some("text/html"),
        "text/plain" => Some("text/plain"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        let head = b"HTTP/1.1 200 OK\r\ncontent-TYPE : Text/HTML;\r\n Charset=\"KOI8-R\"\nEmpty:\r\n\r\nbody: x";
        let end = head_end(head).expect("there is a blank line");
        assert_eq!(&head[end..], b"body: x");
        let value = field(&head[..end], "Content-Type").expect("it is there");
        assert_eq!(
            content_type(&value),
            ("text/html".to_owned(), Some("koi8-r".to_owned()))
        );
        assert_eq!(field(&head[..end], "Empty"), None);
        assert_eq!(field(&head[..end], "body"), None);
        assert_eq!(
            field(b"Content-Type: on the first line\n\n", "Content-Type"),
            None
        );
    }

    #[test]
    fn no_head() {
        for bytes in [&b""[..], b"\r\n", b"a: b\r\n", &[b'x'; 100_000]] {
            assert_eq!(head_end(bytes), None);
        }
    }
}
