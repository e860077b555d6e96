//! Containers to test with, and what came out of one.

use dateline_container::{Member, SavedPage};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// An article that no other number gives, with a body that does not compress to nothing.
pub fn article(n: usize) -> String {
    let more: String = (0..12)
        .map(|k| format!(" Vote {k} stood at {}.", (n * 7919 + k * 104_729) % 9973))
        .collect();
    format!(
        "<html><body><h1>Bridge {n}</h1><p>The bridge {n} at Lorne is closed, the mayor said.{more}</p></body></html>"
    )
}

pub fn url(n: usize) -> String {
    format!("https://post.example/{n}")
}

/// A record whose head may say what it wants of its length.
pub fn record_saying(
    length: &str,
    warc_type: &str,
    url: &str,
    content_type: &str,
    block: &[u8],
) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {warc_type}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2014-06-03T08:15:00Z\r\n\
         WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

pub fn record(warc_type: &str, url: &str, content_type: &str, block: &[u8]) -> Vec<u8> {
    record_saying(
        &block.len().to_string(),
        warc_type,
        url,
        content_type,
        block,
    )
}

/// The block of an answer.
pub fn answer(status: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

/// The record of article `n`.
pub fn page_record(n: usize) -> Vec<u8> {
    let block = answer("200 OK", "text/html; charset=UTF-8", article(n).as_bytes());
    record(
        "response",
        &url(n),
        "application/http; msgtype=response",
        &block,
    )
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

pub fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// The pages, and the names and reasons of what was left.
pub fn sorted_out(
    members: impl Iterator<Item = Member>,
) -> (Vec<SavedPage>, Vec<(String, String)>) {
    let (mut pages, mut left) = (Vec::new(), Vec::new());
    for member in members {
        match member {
            Member::Page(page) => pages.push(*page),
            Member::Left { name, reason } => left.push((name, reason)),
        }
    }
    (pages, left)
}

/// The text of a page.
pub fn text(page: &SavedPage) -> &str {
    std::str::from_utf8(&page.bytes).expect("the pages made here are UTF-8")
}
