use crate::made::*;
use dateline_container::{MAX_PAGE_BYTES, SavedPage, warc_members};
use std::io::Read;

type Left = Vec<(String, String)>;

fn read(bytes: &[u8]) -> (Vec<SavedPage>, Left) {
    sorted_out(warc_members("p.warc", bytes))
}

/// Records of every sort, of which the articles 1 to 4 are pages.
fn mixed() -> Vec<Vec<u8>> {
    let http = "application/http; msgtype=response";
    vec![
        record(
            "warcinfo",
            "",
            "application/warc-fields",
            b"software: none\r\n",
        ),
        record(
            "request",
            &url(1),
            "application/http; msgtype=request",
            b"GET /1 HTTP/1.1\r\n\r\n",
        ),
        page_record(1),
        record(
            "response",
            &url(9),
            http,
            &answer("301 Moved", "text/html", b"<p>moved"),
        ),
        record(
            "response",
            &url(8),
            http,
            &answer("200 OK", "image/png", b"\x89PNG"),
        ),
        page_record(2),
        record("revisit", &url(1), http, b"HTTP/1.1 200 OK\r\n\r\n"),
        record("resource", &url(3), "text/html", article(3).as_bytes()),
        page_record(4),
    ]
}

#[test]
fn every_way_of_packing_gives_the_same_pages() {
    let records = mixed();
    let plain = records.concat();
    let each = |pack: fn(&[u8]) -> Vec<u8>| {
        records
            .iter()
            .map(|record| pack(record))
            .collect::<Vec<_>>()
            .concat()
    };
    let skippable = [
        &[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3][..],
        &each(zstd),
    ]
    .concat();
    let lf = plain
        .iter()
        .copied()
        .filter(|byte| *byte != b'\r')
        .collect::<Vec<u8>>();
    for (packing, bytes) in [
        ("plain", plain.clone()),
        ("a gzip member each", each(gzip)),
        ("one gzip member", gzip(&plain)),
        (
            "gzip members of 100 bytes",
            plain.chunks(100).flat_map(gzip).collect(),
        ),
        (
            "gzip members with an empty one between",
            records
                .iter()
                .flat_map(|record| [gzip(record), gzip(b"")])
                .flatten()
                .collect(),
        ),
        ("a zstd frame each", each(zstd)),
        ("zstd after a skippable frame", skippable),
    ] {
        let (pages, left) = read(&bytes);
        assert_eq!(left, [], "{packing}");
        assert_eq!(pages.len(), 4, "{packing}");
        for (n, page) in (1..).zip(&pages) {
            assert_eq!(text(page), article(n), "{packing}");
            assert_eq!(page.url, Some(url(n)), "{packing}");
            assert_eq!(page.problem, None, "{packing}");
            assert_eq!(page.media_type, Some("text/html"), "{packing}");
            let captured = page.captured.as_ref().expect("the record has a date");
            assert_eq!(
                (captured.at.as_str(), captured.evidence.as_str()),
                ("2014-06-03T08:15:00Z", "WARC-Date")
            );
            let charset = if n == 3 { None } else { Some("utf-8") };
            assert_eq!(page.charset.as_deref(), charset, "{packing}");
        }
    }
    // Without carriage returns the lengths are wrong, too; the texts are there all the same.
    let (pages, _) = read(&lf);
    assert_eq!(
        pages
            .iter()
            .map(text)
            .map(str::to_owned)
            .collect::<Vec<_>>(),
        (1..=4).map(article).collect::<Vec<_>>()
    );
}

#[test]
fn names_tell_the_place() {
    let records = mixed();
    let (pages, _) = read(&records.concat());
    let offset = records[..2].concat().len();
    assert_eq!(pages[0].name, format!("p.warc@{offset}"));
    let packed: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let (pages, _) = read(&packed.concat());
    assert_eq!(
        pages[1].name,
        format!("p.warc@{}", packed[..5].concat().len())
    );
    let (pages, _) = read(&gzip(&records.concat()));
    assert_eq!(pages[0].name, format!("p.warc@0+{offset}"));
}

#[test]
fn an_archive_without_pages_says_so() {
    let records = mixed();
    for (bytes, expected) in [
        (Vec::new(), "the file is empty"),
        (
            records[..2].concat(),
            "there is no page in the archive; records passed over: 1 request, 1 warcinfo",
        ),
        (
            b"<html>no archive</html>".to_vec(),
            "the file holds no record of a web archive",
        ),
        (
            gzip(b"<html>no archive</html>"),
            "the file holds no record of a web archive",
        ),
        (vec![0; 5000], "the file holds no record of a web archive"),
    ] {
        let (pages, left) = read(&bytes);
        assert_eq!(pages, []);
        assert_eq!(left, [("p.warc".to_owned(), expected.to_owned())]);
    }
}

#[test]
fn a_record_that_lies_about_its_length_costs_no_other() {
    let block = answer("200 OK", "text/html", article(2).as_bytes());
    let true_length = block.len();
    for said in [
        0,
        1,
        10,
        true_length - 1,
        true_length + 3,
        true_length + 5,
        true_length + 700,
        50_000_000,
        usize::MAX / 2,
    ] {
        let liar = record_saying(
            &said.to_string(),
            "response",
            &url(2),
            "application/http",
            &block,
        );
        let records = [page_record(1), liar, page_record(3), page_record(4)];
        for (packing, bytes) in [
            ("plain", records.concat()),
            (
                "gzip",
                records.iter().flat_map(|record| gzip(record)).collect(),
            ),
            ("one gzip member", gzip(&records.concat())),
        ] {
            let (pages, left) = read(&bytes);
            let texts: Vec<&str> = pages.iter().map(text).collect();
            assert_eq!(left, [], "{said} {packing}");
            assert_eq!(texts.len(), 4, "{said} {packing}");
            for n in [1, 3, 4] {
                assert_eq!(texts[n - 1], article(n), "{said} {packing}");
                assert_eq!(pages[n - 1].problem, None, "{said} {packing}");
            }
            assert_eq!(texts[1].trim_end(), article(2), "{said} {packing}");
            // Some blanks too many are no matter.
            let is_longer = text(&pages[1]).len() > article(2).len();
            assert!(pages[1].problem.is_some() || is_longer, "{said} {packing}");
        }
    }
}

#[test]
fn lengths_that_are_none() {
    for said in ["", "-5", "many", "99999999999999999999999999"] {
        let block = answer("200 OK", "text/html", article(1).as_bytes());
        let liar = record_saying(said, "response", &url(1), "application/http", &block);
        let (pages, left) = read(&[liar, page_record(2)].concat());
        assert_eq!(left, []);
        assert_eq!(
            pages.iter().map(text).collect::<Vec<_>>(),
            [article(1), article(2)]
        );
        assert_eq!(
            pages[0].problem.as_deref(),
            Some("its record does not say how long it is")
        );
    }
}

/// Cuts everywhere: what is whole before the cut is there, and that something is missing is told.
#[test]
fn a_cut_is_told_wherever_it_is() {
    let records: Vec<Vec<u8>> = (0..4).map(page_record).collect();
    let packed: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let frames: Vec<Vec<u8>> = records.iter().map(|record| zstd(record)).collect();
    for (packing, pieces, n_spare) in [
        ("plain", &records, 4),
        ("gzip", &packed, 0),
        ("zstd", &frames, 0),
    ] {
        let bytes = pieces.concat();
        let ends: Vec<usize> = pieces
            .iter()
            .scan(0, |end, piece| {
                *end += piece.len();
                Some(*end)
            })
            .collect();
        for cut in 1..bytes.len() {
            let (pages, left) = read(&bytes[..cut]);
            // The blank lines after a record are not missed.
            let n_whole = ends.iter().filter(|end| **end - n_spare <= cut).count();
            assert!(pages.len() >= n_whole, "{packing} {cut}");
            for (n, page) in pages.iter().take(n_whole).enumerate() {
                assert_eq!(
                    (text(page), &page.problem),
                    (article(n).as_str(), &None),
                    "{packing} {cut}"
                );
            }
            for page in &pages[n_whole..] {
                assert!(article(n_whole).starts_with(text(page)), "{packing} {cut}");
                assert!(page.problem.is_some(), "{packing} {cut}");
            }
            let is_at_end = ends
                .iter()
                .any(|end| (*end - n_spare..=*end).contains(&cut));
            let is_told = !left.is_empty() || pages.iter().any(|page| page.problem.is_some());
            assert_eq!(is_told, !is_at_end, "{packing} {cut}: {left:?}");
        }
    }
}

#[test]
fn what_is_told_of_a_cut() {
    let bytes = [gzip(&page_record(1)), gzip(&page_record(2))].concat();
    let (pages, left) = read(&bytes[..bytes.len() - 30]);
    let problem = pages[1].problem.as_deref().expect("it is cut");
    assert!(
        problem.starts_with("the page is cut off after ") && problem.contains(" of "),
        "{problem}"
    );
    let from = gzip(&page_record(1)).len();
    let end = bytes.len() - 30;
    assert_eq!(
        left,
        [(
            "p.warc".to_owned(),
            format!(
                "the archive is cut off, or damaged at its end: of its {end} bytes those from {from} on are no whole record"
            )
        )]
    );
}

/// Flips one bit of every byte: no other record suffers, and the damage is told.
#[test]
fn damage_costs_the_record_that_it_hits_and_is_told() {
    for (packing, pack) in [("gzip", gzip as fn(&[u8]) -> Vec<u8>), ("zstd", zstd)] {
        let members: Vec<Vec<u8>> = (0..4).map(|n| pack(&page_record(n))).collect();
        let bytes = members.concat();
        let (from, to) = (members[0].len(), members[0].len() + members[1].len());
        for at in from..to {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (at % 8);
            let (pages, left) = read(&damaged);
            for n in [0, 2, 3] {
                let there = pages.iter().find(|page| text_lossy(page) == article(n));
                assert!(
                    there.is_some_and(|page| page.problem.is_none()),
                    "{packing} {at}: {n} is lost: {left:?}"
                );
            }
            let hit = pages
                .iter()
                .find(|page| page.url.as_deref() == Some(&url(1)));
            let is_as_it_was = hit.is_some_and(|page| text_lossy(page) == article(1));
            let is_told = !left.is_empty() || pages.iter().any(|page| page.problem.is_some());
            assert!(
                is_as_it_was || is_told,
                "{packing} {at} of {from}: {:?}",
                pages
                    .iter()
                    .map(|page| (&page.name, text_lossy(page).len()))
                    .collect::<Vec<_>>()
            );
        }
    }
}

fn text_lossy(page: &SavedPage) -> String {
    String::from_utf8_lossy(&page.bytes).into_owned()
}

#[test]
fn what_is_told_of_damage() {
    let members: Vec<Vec<u8>> = (0..3).map(|n| gzip(&page_record(n))).collect();
    let mut bytes = members.concat();
    let (from, to) = (members[0].len(), members[0].len() + members[1].len());
    bytes[from + 60..from + 160].fill(0x55);
    let (pages, left) = read(&bytes);
    assert_eq!(pages.len(), 2);
    let [(name, reason)] = &left[..] else {
        panic!("{left:?}")
    };
    assert_eq!(name, &format!("p.warc@{from}"));
    assert!(
        reason.starts_with(&format!("bytes {from}-{to} are damaged and were skipped")),
        "{reason}"
    );
}

#[test]
fn damage_in_a_plain_archive() {
    let records: Vec<Vec<u8>> = (0..4).map(page_record).collect();
    let mut bytes = records.concat();
    let from = records[0].len();
    // The head of a record is gone: its page is not found, and the records after it are.
    bytes[from..from + 40].fill(b'x');
    let (pages, left) = read(&bytes);
    let texts: Vec<&str> = pages.iter().map(text).collect();
    assert!(texts.contains(&article(2).as_str()) && texts.contains(&article(3).as_str()));
    assert!(texts[0].starts_with(&article(0)));
    assert!(!left.is_empty() || pages[0].problem.is_some());
}

#[test]
fn a_bomb_costs_its_record_only() {
    let zeros = vec![0; 64 << 20];
    let bomb = gzip(&record(
        "response",
        &url(2),
        "application/http",
        &answer("200 OK", "text/html", &zeros),
    ));
    let (pages, left) = read(&[gzip(&page_record(1)), bomb, gzip(&page_record(3))].concat());
    assert_eq!(
        pages.iter().map(text).collect::<Vec<_>>(),
        [article(1), article(3)]
    );
    let [(_, reason)] = &left[..] else {
        panic!("{left:?}")
    };
    assert!(
        reason.contains("unpack to more than 200 times their size") && reason.contains(&url(2)),
        "{reason}"
    );
}

#[test]
fn a_long_page_is_handed_on_up_to_the_limit() {
    let words: Vec<u8> = (0..6_000_000u32)
        .flat_map(|n| format!("{n} ").into_bytes())
        .collect();
    assert!(words.len() > MAX_PAGE_BYTES);
    let long = record(
        "response",
        &url(1),
        "application/http",
        &answer("200 OK", "text/html", &words),
    );
    for bytes in [
        [long.clone(), page_record(2)].concat(),
        [gzip(&long), gzip(&page_record(2))].concat(),
    ] {
        let (pages, left) = read(&bytes);
        assert_eq!(left, []);
        assert_eq!(pages[0].bytes, words[..MAX_PAGE_BYTES]);
        assert_eq!(text(&pages[1]), article(2));
    }
}

#[test]
fn the_archive_may_say_that_a_page_is_not_whole() {
    let record = String::from_utf8(page_record(1)).expect("ASCII");
    let record = record.replacen("WARC-Type", "WARC-Truncated: length\r\nWARC-Type", 1);
    let (pages, _) = read(record.as_bytes());
    assert_eq!(
        pages[0].problem.as_deref(),
        Some("the archive holds only its beginning (WARC-Truncated: length)")
    );
}

#[test]
fn a_reader_that_fails_is_told() {
    struct Failing<'a>(&'a [u8]);
    impl Read for Failing<'_> {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            match self.0.read(into) {
                Ok(0) => Err(std::io::Error::other("the disk is gone")),
                read => read,
            }
        }
    }
    let bytes = [gzip(&page_record(1)), gzip(&page_record(2))].concat();
    let (pages, left) = sorted_out(warc_members("p.warc", Failing(&bytes[..bytes.len() - 20])));
    assert_eq!(text(&pages[0]), article(1));
    assert!(
        left.iter()
            .any(|(_, reason)| reason.ends_with("the disk is gone")),
        "{left:?}"
    );
}
