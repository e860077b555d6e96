//! Whatever the bytes are: no panic, an end, no more than there is room for, and the same twice.

use crate::made::*;
use dateline_container::{
    MAX_PAGE_BYTES, Member, mail_members, mhtml_members, packing_of_bytes, warc_members,
    zip_members,
};
use proptest::prelude::*;
use std::io::Cursor;

fn all(bytes: &[u8]) -> Vec<Member> {
    let _ = packing_of_bytes(bytes);
    (warc_members("f", bytes))
        .chain(zip_members("f", Cursor::new(bytes)))
        .chain(mail_members("f", bytes))
        .chain(mhtml_members("f", bytes))
        .collect()
}

/// Pieces that containers are made of.
fn pieces() -> Vec<Vec<u8>> {
    let mut pieces: Vec<Vec<u8>> = [
        "WARC/1.0\r\n",
        "WARC-Type: response\r\n",
        "WARC-Type: resource\r\n",
        "Content-Length: 40\r\n",
        "Content-Length: 4294967296\r\n",
        "Content-Type: text/html\r\n",
        "Content-Type: application/http\r\n",
        "\r\n",
        "HTTP/1.1 200 OK\r\n",
        "Content-Encoding: gzip\r\n",
        "Content-Encoding: br\r\n",
        "Transfer-Encoding: chunked\r\n",
        "ffffffffffffffff\r\n",
        "5\r\nhello\r\n",
        "<html><p>text</p>",
        "MIME-Version: 1.0\r\n",
        "--x\r\n",
        "--x--\r\n",
        "Content-Type: multipart/related; boundary=x\r\n",
        "Content-Type: multipart/mixed; boundary=\"x\"; start=\"<a>\"\r\n",
        "Content-Type: message/rfc822\r\n",
        "Content-Transfer-Encoding: base64\r\n",
        "=?utf-8?b?",
        "=3D=\r\n",
        "Date: Tue, 99 Jun\r\n",
        "PK\x03\x04",
        "PK\x01\x02",
        "PK\x05\x06",
        "\x1f\u{8b}\x08",
        "\0\0\0\0",
        "From: a\r\n",
    ]
    .iter()
    .map(|piece| piece.as_bytes().to_vec())
    .collect();
    pieces.extend([
        gzip(&page_record(1)),
        zstd(&page_record(1)),
        page_record(2),
        gzip(b""),
        gzip(b"WARC/1.0\r\n"),
    ]);
    pieces
}

fn holds(bytes: &[u8]) -> Result<(), TestCaseError> {
    let members = all(bytes);
    for member in &members {
        if let Member::Page(page) = member {
            prop_assert!(page.bytes.len() <= MAX_PAGE_BYTES);
        }
    }
    // Each of the four says something, if only that there is nothing.
    prop_assert!(members.len() >= 4);
    prop_assert_eq!(members, all(bytes));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        holds(&bytes)?;
    }

    #[test]
    fn of_pieces(picked in prop::collection::vec(prop::sample::select(pieces()), 0..30)) {
        holds(&picked.concat())?;
    }

    #[test]
    fn of_damaged_archives(at in prop::collection::vec((0.0..1.0f64, any::<u8>()), 0..6), is_packed: bool) {
        let mut bytes: Vec<u8> = (0..4).flat_map(|n| if is_packed { gzip(&page_record(n)) } else { page_record(n) }).collect();
        for (place, byte) in at {
            let place = (place * bytes.len() as f64) as usize;
            bytes[place] = byte;
        }
        holds(&bytes)?;
    }
}
