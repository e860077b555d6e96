//! Transfer encodings of mail: quoted-printable and base64 (RFC 2045). Both read on over what is wrong.

use std::borrow::Cow;

/// The body as it was before it was packed for mail; an encoding that is not known leaves it as it is.
pub fn decoded<'a>(encoding: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    if encoding.eq_ignore_ascii_case("quoted-printable") {
        Cow::Owned(quoted_printable(body))
    } else if encoding.eq_ignore_ascii_case("base64") {
        Cow::Owned(base64(body))
    } else {
        Cow::Borrowed(body)
    }
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    for line in body.split_inclusive(|&byte| byte == b'\n') {
        let content = line.trim_ascii_end();
        // Blanks at the end of a line were added on the way; the break itself is part of the text.
        let line_break = &line[line.len()
            - line
                .iter()
                .rev()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count()..];
        let (content, is_soft) = match content.strip_suffix(b"=") {
            Some(content) => (content, true),
            None => (content, false),
        };
        let mut rest = content;
        while let Some(at) = memchr::memchr(b'=', rest) {
            bytes.extend_from_slice(&rest[..at]);
            rest = &rest[at + 1..];
            match rest {
                [a, b, after @ ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                    bytes.push(hex(*a) << 4 | hex(*b));
                    rest = after;
                }
                _ => bytes.push(b'='),
            }
        }
        bytes.extend_from_slice(rest);
        if !is_soft {
            bytes.extend_from_slice(line_break);
        }
    }
    bytes
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10) & 0x0f,
    }
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0u32, 0);
    for &byte in body {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            // The end of one run of base64; some writers set several after one another.
            b'=' => {
                n_bits = 0;
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(six);
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings() {
        for (encoding, body, expected) in [
            (
                "quoted-printable",
                &b"caf=C3=A9 =3D 1=\r\n23\r\nend"[..],
                &b"caf\xc3\xa9 = 123\r\nend"[..],
            ),
            (
                "Quoted-Printable",
                b"trailing \t \nblank",
                b"trailing\nblank",
            ),
            (
                "quoted-printable",
                b"soft with blank= \nnext",
                b"soft with blanknext",
            ),
            ("quoted-printable", b"wrong =zz and =4", b"wrong =zz and =4"),
            ("quoted-printable", b"cut =C", b"cut =C"),
            ("quoted-printable", b"=3d=3D", b"=="),
            ("base64", b"TG9y\r\nbmU=", b"Lorne"),
            ("BASE64", b"TG9yb!mU", b"Lor\x6e\x65"),
            ("base64", b"TG8=TG8=", b"LoLo"),
            ("8bit", b"a=3Db", b"a=3Db"),
            ("", b"a=3Db", b"a=3Db"),
        ] {
            let got = decoded(encoding, body);
            assert_eq!(
                String::from_utf8_lossy(&got),
                String::from_utf8_lossy(expected),
                "{encoding} {body:?}"
            );
        }
    }
}
