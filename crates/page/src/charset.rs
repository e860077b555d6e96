//! From bytes to text: byte order mark, what the page was sent with, its own declaration, then a guess from the bytes.
//! What is declared counts only as long as the bytes bear it out.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// No more than this much of an input is read; what lies behind is told as a problem.
pub const MAX_BYTES: usize = 32 << 20;

/// Text from bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// What was lost on the way.
    pub problem: Option<String>,
}

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// There are no bytes.
    Empty,
    /// Control characters that no text holds.
    Binary,
}

impl NoText {
    /// The reason, for [`crate::Page::problem`].
    pub fn reason(self) -> &'static str {
        match self {
            NoText::Empty => "the input is empty",
            NoText::Binary => "the input is binary data, not a text or HTML page",
        }
    }
}

/// Decodes `bytes`; `sent` is the charset that the page was sent with, where that is known.
///
/// Order of trust: byte order mark; `sent`; the `charset` that an HTML page declares in its first 4096 bytes;
/// detection. A declaration that the bytes contradict is passed over: one in which they have errors, and one of another
/// charset where the bytes are UTF-8 with characters beyond ASCII, which no other text is by chance. Where `sent` and
/// the page differ and the bytes bear out both, detection may speak for the page: servers send one charset for all
/// pages. Sequences that the encoding does not have become U+FFFD, and are told.
pub fn decode(bytes: &[u8], sent: Option<&str>) -> Result<Decoded, NoText> {
    if bytes.is_empty() {
        return Err(NoText::Empty);
    }
    let cut = bytes.len() > MAX_BYTES;
    let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
    let (encoding, bytes) = match Encoding::for_bom(bytes) {
        Some((encoding, n_bom)) => (encoding, &bytes[n_bom..]),
        None => (without_mark(bytes, sent), bytes),
    };
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !wide && looks_binary(bytes) {
        return Err(NoText::Binary);
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let mut problems = Vec::new();
    if had_errors {
        // A cut in the middle of a character is no damage of the page.
        let whole = if cut {
            text.trim_end_matches('\u{fffd}')
        } else {
            &text
        };
        let n_lost = whole.matches('\u{fffd}').count();
        if n_lost * 10 > whole.chars().count() {
            return Err(NoText::Binary);
        }
        if n_lost > 0 {
            problems.push(format!(
                "{n_lost} damaged characters: not valid {}",
                encoding.name()
            ));
        }
    }
    if cut {
        problems.push(format!("only the first {} MiB were read", MAX_BYTES >> 20));
    }
    let problem = if problems.is_empty() {
        None
    } else {
        Some(problems.join("; "))
    };
    Ok(Decoded {
        text: text.into_owned(),
        problem,
    })
}

fn without_mark(bytes: &[u8], sent: Option<&str>) -> &'static Encoding {
    if let Some(wide) = wide_without_mark(bytes) {
        return wide;
    }
    let sent = sent.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    // A page whose bytes do not look it is not UTF-16, whatever it was sent with.
    let sent = sent.filter(|e| *e != UTF_16LE && *e != UTF_16BE);
    let declared = declared(&bytes[..bytes.len().min(4096)]);
    let told: Vec<&'static Encoding> = [sent, declared].into_iter().flatten().collect();
    if is_utf8(bytes) {
        // In seven bits, other charsets are valid UTF-8 too; they switch by escapes.
        let switched = told
            .iter()
            .find(|e| !e.is_ascii_compatible() && bytes.contains(&0x1b) && bears_out(e, bytes));
        return switched.copied().unwrap_or(UTF_8);
    }
    let mut borne_out = told.iter().copied().filter(|e| bears_out(e, bytes));
    match (borne_out.next(), borne_out.next()) {
        (Some(first), Some(second)) if first != second && detect(bytes) == second => second,
        (Some(first), _) => first,
        // A page that says UTF-8 and has a few broken bytes is UTF-8 that was damaged; one that has none of UTF-8's
        // sequences never was.
        (None, _) if mostly_utf8(bytes) => UTF_8,
        (None, _) => match told.iter().find(|e| **e != UTF_8) {
            // Damage in a charset of many bytes hides less than another charset would.
            Some(encoding) if !encoding.is_single_byte() => encoding,
            _ => detect(bytes),
        },
    }
}

/// Whether the bytes are UTF-8 but for a character cut off at the end.
fn is_utf8(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && bytes.len() == MAX_BYTES,
    }
}

/// Whether the bytes have no error in the encoding.
fn bears_out(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    encoding != UTF_8
        && encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
}

/// UTF-16 without a mark, told by zeros on one side of nearly every pair.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    let n_pairs = head.len() / 2;
    if n_pairs < 4 {
        return None;
    }
    let zeros = |side: usize| {
        head.chunks_exact(2)
            .filter(|pair| pair[side] == 0 && pair[1 - side] != 0)
            .count()
    };
    if zeros(1) * 10 >= n_pairs * 9 {
        Some(UTF_16LE)
    } else if zeros(0) * 10 >= n_pairs * 9 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether most of the bytes beyond ASCII form UTF-8 sequences.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    n_good > 2 * n_bad
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    let guess = detector.guess(None, false);
    if guess.is_ascii_compatible() {
        guess
    } else {
        WINDOWS_1252
    }
}

/// The value behind `charset=` or `encoding=` near the head of the page.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    for key in ["charset", "encoding"] {
        for (at, _) in head.match_indices(key) {
            let rest = head[at + key.len()..].trim_start();
            let Some(rest) = rest.strip_prefix('=') else {
                continue;
            };
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
                .unwrap_or(rest.len());
            if let Some(encoding) = Encoding::for_label(&rest.as_bytes()[..end]) {
                // A page that could be read this far as ASCII is not UTF-16, whatever it says.
                let wide = encoding == UTF_16LE || encoding == UTF_16BE;
                return Some(if wide { UTF_8 } else { encoding });
            }
        }
    }
    None
}

/// More than one byte in fifty is a control character that no text has, or the head is that of a known binary form.
fn looks_binary(bytes: &[u8]) -> bool {
    const HEADS: &[&[u8]] = &[
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"PK\x03\x04",
        b"%PDF-",
        b"\x1F\x8B",
        b"\x7FELF",
        b"SQLite format 3",
    ];
    if HEADS.iter().any(|head| bytes.starts_with(head)) {
        return true;
    }
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let n_control = sample
        .iter()
        .filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))
        .count();
    n_control * 50 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes, None).expect("text").text
    }

    #[test]
    fn reads_what_pages_are_saved_in() {
        assert_eq!(text("caf\u{e9}".as_bytes()), "café");
        assert_eq!(text(b"\xEF\xBB\xBFcaf\xC3\xA9"), "café");
        assert_eq!(text(b"\xFF\xFEc\0a\0f\0\xE9\0"), "café");
        assert_eq!(text(b"\xFE\xFF\0c\0a\0f\0\xE9"), "café");
        assert_eq!(
            text(b"<meta charset=\"iso-8859-15\">\xA4"),
            "<meta charset=\"iso-8859-15\">€"
        );
        assert_eq!(
            text(b"He said \x93never\x94, and \x96 then \x96 it\x92s over"),
            "He said “never”, and – then – it’s over"
        );
        assert_eq!(
            text(b"<meta charset=utf-8>it\x92s"),
            "<meta charset=utf-8>it’s"
        );
    }

    #[test]
    fn what_a_page_was_sent_with_counts_as_long_as_the_bytes_bear_it_out() {
        let sent = |bytes: &[u8], label: &str| decode(bytes, Some(label)).expect("text").text;
        // "мост" in windows-1251, undeclared.
        assert_eq!(sent(b"\xEC\xEE\xF1\xF2", "windows-1251"), "мост");
        assert_eq!(sent(b"\xEC\xEE\xF1\xF2", " CP1251 "), "мост");
        // The header says one thing, the page another: the header, unless the bytes speak against it.
        assert_eq!(
            sent(b"<meta charset=iso-8859-1>\xEC\xEE\xF1\xF2", "windows-1251"),
            "<meta charset=iso-8859-1>мост"
        );
        assert_eq!(
            sent(b"<meta charset=windows-1251>\xEC\xEE\xF1\xF2", "utf-8"),
            "<meta charset=windows-1251>мост"
        );
        let old = b"<meta charset=windows-1251>\xCC\xEE\xF1\xF2 \xF7\xE5\xF0\xE5\xE7 \xF0\xE5\xEA\xF3 \xF0\xF3\xF5\xED\xF3\xEB \xE2\xEE \xE2\xF2\xEE\xF0\xED\xE8\xEA \xE2\xE5\xF7\xE5\xF0\xEE\xEC";
        assert!(sent(old, "iso-8859-1").contains("Мост через реку"));
        // UTF-8 is UTF-8, whatever is said of it.
        assert_eq!(sent("café über".as_bytes(), "iso-8859-1"), "café über");
        assert_eq!(
            sent("<meta charset=iso-8859-1>café".as_bytes(), "nonsense"),
            "<meta charset=iso-8859-1>café"
        );
        assert_eq!(sent(b"caf\xE9", "utf-16"), "café");
        assert_eq!(sent(b"\x1b$B66\x1b(B", "iso-2022-jp"), "橋");
    }

    #[test]
    fn tells_damage() {
        let bytes = b"A na\xC3\xAFve caf\xC3\xA9 r\xC3\xA9sum\xC3\xA9 \xC3 and more words";
        let decoded = decode(bytes, None).expect("text");
        assert!(decoded.text.starts_with("A naïve café résumé \u{fffd}"));
        assert!(decoded.problem.expect("told").contains("UTF-8"));
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert_eq!(decode(b"", None), Err(NoText::Empty));
        assert_eq!(
            decode(b"\x89PNG\r\n\x1a\n whatever", None),
            Err(NoText::Binary)
        );
        assert_eq!(
            decode(&[0, 1, 2, 3, 250, 0, 0, 1, 2, 3, 4, 5], None),
            Err(NoText::Binary)
        );
    }
}
