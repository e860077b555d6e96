//! What a file is, by its name or by its first bytes.

use crate::mime_head::looks_like_mail;

/// What pages are saved in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// One page with what belongs to it, as browsers save it.
    Mhtml,
    /// A mail.
    Mail,
    /// A zip file.
    Zip,
    /// A web archive, compressed or not.
    Warc,
}

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A page of this media type; XHTML is read as HTML.
    Page(&'static str),
    /// What pages are saved in.
    Packed(Packing),
    /// Neither.
    Other,
}

/// What a file of this name is; the name may be a path, and its case does not matter.
pub fn sort_of_name(name: &str) -> Sort {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let name = name.to_ascii_lowercase();
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return Sort::Other;
    };
    match extension {
        "html" | "htm" | "xhtml" => Sort::Page("text/html"),
        "txt" => Sort::Page("text/plain"),
        "md" | "markdown" => Sort::Page("text/markdown"),
        "mhtml" | "mht" => Sort::Packed(Packing::Mhtml),
        "eml" => Sort::Packed(Packing::Mail),
        "zip" => Sort::Packed(Packing::Zip),
        "warc" => Sort::Packed(Packing::Warc),
        "gz" | "zst" if stem.ends_with(".warc") => Sort::Packed(Packing::Warc),
        _ => Sort::Other,
    }
}

/// What packs pages and begins so; some hundred bytes will do. `None` for what may be a page itself.
pub fn packing_of_bytes(head: &[u8]) -> Option<Packing> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Packing::Zip),
        [b'W', b'A', b'R', b'C', b'/', b'0'..=b'9', ..] => Some(Packing::Warc),
        // gzip; a frame of zstd, or what may stand before one
        [0x1f, 0x8b, 8, ..]
        | [0x28, 0xb5, 0x2f, 0xfd, ..]
        | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Packing::Warc),
        _ => looks_like_mail(head),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (name, expected) in [
            ("a.HTML", Sort::Page("text/html")),
            ("a.xhtml", Sort::Page("text/html")),
            ("a/b.htm", Sort::Page("text/html")),
            ("a.html/b", Sort::Other),
            ("a\\b.txt", Sort::Page("text/plain")),
            ("a.md", Sort::Page("text/markdown")),
            ("saved.mht", Sort::Packed(Packing::Mhtml)),
            ("letter.Eml", Sort::Packed(Packing::Mail)),
            ("pile.zip", Sort::Packed(Packing::Zip)),
            ("pages.warc", Sort::Packed(Packing::Warc)),
            ("pages.WARC.GZ", Sort::Packed(Packing::Warc)),
            ("pages.warc.zst", Sort::Packed(Packing::Warc)),
            ("pages.gz", Sort::Other),
            ("warc.gz", Sort::Other),
            ("picture.png", Sort::Other),
            ("noextension", Sort::Other),
            ("", Sort::Other),
        ] {
            assert_eq!(sort_of_name(name), expected, "{name}");
        }
    }

    #[test]
    fn first_bytes() {
        for (head, expected) in [
            (&b"PK\x03\x04rest"[..], Some(Packing::Zip)),
            (b"PK\x05\x06", Some(Packing::Zip)),
            (b"PKW", None),
            (b"WARC/1.0\r\n", Some(Packing::Warc)),
            (b"WARC/s are archives", None),
            (b"\x1f\x8b\x08\0", Some(Packing::Warc)),
            (b"\x28\xb5\x2f\xfd", Some(Packing::Warc)),
            (b"\x5d\x2a\x4d\x18", Some(Packing::Warc)),
            (b"<!doctype html>", None),
            (b"", None),
            (
                b"From: Ann Orr <ann@post.example>\r\nSubject: Bridge\r\nMIME-Version: 1.0\r\n\r\nText",
                Some(Packing::Mail),
            ),
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\
                  Snapshot-Content-Location: https://post.example/a\r\n\r\n--x",
                Some(Packing::Mhtml),
            ),
            (
                b"Return-Path: <a@b.example>\nFrom: a@b.example\nDate: Mon, 2 Jun 2014 10:00:00 +0000\n\nText",
                Some(Packing::Mail),
            ),
            // An article may begin with a word and a colon.
            (b"From: our man in Lorne\n\nThe bridge is closed.", None),
            (b"Date: Monday\nThe bridge is closed, the mayor said.\n", None),
            (b"Bridge: closed\n\nThe bridge is closed.", None),
        ] {
            assert_eq!(
                packing_of_bytes(head),
                expected,
                "{}",
                String::from_utf8_lossy(head)
            );
        }
    }
}
