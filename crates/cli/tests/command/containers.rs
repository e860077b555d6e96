//! Pages that are saved in something: web archives, MHTML, mail, zip files.

use crate::sandbox::Sandbox;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn article(place: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>{place}</title></head><body><article><h1>Bridge at {place} closed</h1>\
         <p>The bridge at {place} was closed on Monday, the mayor said.</p>\
         <p>The council of {place} will meet on Friday, a clerk said.</p></article></body></html>"
    )
}

fn warc(places: &[&str]) -> Vec<Vec<u8>> {
    let record = |place: &&str| {
        let body = article(place);
        let block =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/{place}\r\n\
             WARC-Date: 2014-06-03T08:15:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder
            .write_all(record.as_bytes())
            .expect("memory does not fail");
        encoder.finish().expect("memory does not fail")
    };
    places.iter().map(record).collect()
}

fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .expect("a good name");
        writer
            .write_all(text.as_bytes())
            .expect("memory does not fail");
    }
    writer.finish().expect("memory does not fail").into_inner()
}

fn mhtml(place: &str) -> String {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/{place}\r\nSubject: {place}\r\n\
         Date: Tue, 3 Jun 2014 08:15:00 +0200\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"----x\"\r\n\r\n------x\r\n\
         Content-Type: text/html\r\nContent-Location: https://post.example/{place}\r\n\r\n{}\r\n------x--\r\n",
        article(place)
    )
}

fn mail(place: &str) -> String {
    format!(
        "From: The Post <news@post.example>\r\nSubject: Bridge at {place} closed\r\n\
         Date: Tue, 3 Jun 2014 08:15:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}",
        article(place)
    )
}

/// The documents that `read` prints: their files, addresses and whether they have a text.
fn documents(stdout: &[serde_json::Value]) -> Vec<(String, Option<String>)> {
    (stdout.iter())
        .filter(|record| record["kind"] == "document")
        .map(|document| {
            assert!(
                document["text"]
                    .as_str()
                    .is_some_and(|text| text.contains("The bridge at")),
                "{document}"
            );
            let file = document["file"].as_str().expect("a file").to_owned();
            (file, document["url"].as_str().map(str::to_owned))
        })
        .collect()
}

#[test]
fn a_folder_of_everything() {
    let sandbox = Sandbox::new();
    let records = warc(&["Lorne", "Velm"]);
    sandbox.write("pile/a.warc.gz", records.concat());
    sandbox.write("pile/b.mhtml", mhtml("Orrin"));
    sandbox.write("pile/c.eml", mail("Tarn"));
    sandbox.write(
        "pile/d.zip",
        zip(&[("in/e.html", &article("Quay")), ("in/x.png", "x")]),
    );
    let read = sandbox.run(&["read", "pile"]).expect(0);
    let address = |place: &str| Some(format!("https://post.example/{place}"));
    assert_eq!(
        documents(&read.json()),
        [
            ("pile/a.warc.gz@0".to_owned(), address("Lorne")),
            (
                format!("pile/a.warc.gz@{}", records[0].len()),
                address("Velm")
            ),
            ("pile/b.mhtml".to_owned(), address("Orrin")),
            ("pile/c.eml".to_owned(), None),
            ("pile/d.zip/in/e.html".to_owned(), None),
        ]
    );
    sandbox
        .run(&["add", "pile"])
        .expect(0)
        .tells("5 pages added");
    sandbox
        .run(&["add", "pile"])
        .expect(0)
        .tells("0 pages added, 5 already there");
    sandbox.run(&["show", "pile/b.mhtml"]).expect(0);
    sandbox.run(&["check"]).expect(0);
}

#[test]
fn a_stream_is_seen_by_its_first_bytes() {
    let sandbox = Sandbox::new();
    for (bytes, expected) in [
        (warc(&["Lorne"]).concat(), "-@0"),
        (mhtml("Lorne").into_bytes(), "-"),
        (mail("Lorne").into_bytes(), "-"),
        (zip(&[("a.html", &article("Lorne"))]), "-/a.html"),
        (article("Lorne").into_bytes(), "-"),
    ] {
        let read = sandbox.run_with(&["read", "-"], &bytes).expect(0);
        let files: Vec<String> = documents(&read.json())
            .into_iter()
            .map(|(file, _)| file)
            .collect();
        assert_eq!(files, [expected]);
        // A file whose name tells nothing is seen so, too.
        sandbox.write("download", &bytes);
        let read = sandbox.run(&["read", "download"]).expect(0);
        assert_eq!(
            documents(&read.json())[0].0,
            expected.replacen('-', "download", 1)
        );
    }
    // An article stands as it is, whatever it looks like.
    let read = sandbox
        .run_with(&["read", "--as", "article", "-"], mail("Lorne").as_bytes())
        .expect(0);
    let text = read.json()[0]["text"].as_str().expect("a text").to_owned();
    assert!(text.contains("Subject: Bridge"), "{text}");
}

#[test]
fn what_is_damaged_is_named_and_the_rest_is_there() {
    let sandbox = Sandbox::new();
    let mut records = warc(&["Lorne", "Velm", "Quay"]);
    records[1][60..100].fill(0x55);
    let (from, to) = (records[0].len(), records[0].len() + records[1].len());
    sandbox.write("p.warc.gz", records.concat());
    let ran = sandbox.run(&["add", "p.warc.gz"]).expect(1);
    assert!(
        ran.stderr.contains(&format!(
            "could not be read: p.warc.gz@{from}: bytes {from}-{to} are damaged and were skipped"
        )),
        "{}",
        ran.stderr
    );
    ran.tells("2 pages added, 1 could not be read");
    let whole = warc(&["Lorne"]).concat();
    sandbox.write("cut.warc.gz", &whole[..whole.len() - 40]);
    let ran = sandbox.run(&["read", "cut.warc.gz"]).expect(1);
    let problem = ran.json()[0]["problem"]
        .as_str()
        .expect("it is cut")
        .to_owned();
    assert!(
        problem.starts_with("the page is cut off after"),
        "{problem}"
    );
    sandbox.write("p.zip", "PK\x03\x04 and nothing more");
    let ran = sandbox.run(&["add", "p.zip"]).expect(1);
    assert!(
        ran.stderr
            .contains("could not be read: p.zip: the zip file is damaged or cut off"),
        "{}",
        ran.stderr
    );
}
