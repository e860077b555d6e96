use crate::made::*;
use dateline_container::{MAX_PAGE_BYTES, SavedPage, zip_members};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn zip_of(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        if name.ends_with('/') {
            writer.add_directory(*name, options).expect("a good name");
        } else {
            writer.start_file(*name, options).expect("a good name");
            writer.write_all(bytes).expect("memory does not fail");
        }
    }
    writer.finish().expect("memory does not fail").into_inner()
}

fn read(bytes: &[u8]) -> (Vec<SavedPage>, Vec<(String, String)>) {
    sorted_out(zip_members("p.zip", Cursor::new(bytes)))
}

/// Every place where `old` stands is overwritten.
fn replaced(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for at in 0..bytes.len() - old.len() {
        if bytes[at..].starts_with(old) {
            bytes[at..at + old.len()].copy_from_slice(new);
        }
    }
    bytes
}

#[test]
fn pages_are_found_and_the_rest_is_passed_over() {
    let mail = b"From: Ann Orr <ann@post.example>\r\nSubject: Bridge\r\n\r\nThe bridge is closed.";
    let bytes = zip_of(&[
        ("b.html", b"<p>b"),
        ("deep/", b""),
        ("deep/er/a.HTM", b"<p>a"),
        ("deep/a_files/picture.png", b"x"),
        ("note.txt", b"note"),
        ("letter.eml", mail),
        ("__MACOSX/._b.html", b"x"),
        (".hidden/x.html", b"x"),
        ("../../etc/c.html", b"<p>c"),
        ("C:\\pages\\d.html", b"<p>d"),
        ("inner.zip", b"PK"),
        ("pages.warc.gz", b"x"),
    ]);
    let (pages, left) = read(&bytes);
    let mut names: Vec<&str> = pages.iter().map(|page| page.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "p.zip/C:/pages/d.html",
            "p.zip/b.html",
            "p.zip/deep/er/a.HTM",
            "p.zip/etc/c.html",
            "p.zip/letter.eml",
            "p.zip/note.txt"
        ]
    );
    let letter = pages
        .iter()
        .find(|page| page.mail.is_some())
        .expect("the letter is there");
    assert_eq!(text(letter), "The bridge is closed.");
    assert_eq!(
        left,
        [
            (
                "p.zip/inner.zip".to_owned(),
                "a zip file in a zip file is not read; unpack it first".to_owned()
            ),
            (
                "p.zip/pages.warc.gz".to_owned(),
                "a web archive in a zip file is not read; unpack it first".to_owned()
            ),
        ]
    );
}

#[test]
fn what_cannot_be_read_is_told() {
    let good = zip_of(&[
        ("one.html", article(1).as_bytes()),
        ("two.html", article(2).as_bytes()),
    ]);
    // The flag of encryption, in the local head and in the list.
    let mut encrypted = good.clone();
    let at = good
        .windows(4)
        .position(|it| it == b"PK\x03\x04")
        .expect("a head");
    encrypted[at + 6] |= 1;
    let at = good
        .windows(4)
        .position(|it| it == b"PK\x01\x02")
        .expect("a list");
    encrypted[at + 8] |= 1;
    // Another method of compression.
    let mut method = good.clone();
    method[8] = 98;
    method[at + 10] = 98;
    let mut damaged = good.clone();
    damaged[60..120].fill(0x55);
    for (case, bytes, reason) in [
        ("encrypted", encrypted, "it is encrypted; unpack it first"),
        (
            "method",
            method,
            "it is compressed in an unusual way; unpack it first",
        ),
        ("damaged", damaged, ""),
    ] {
        let (pages, left) = read(&bytes);
        assert_eq!(
            pages
                .iter()
                .filter(|page| page.problem.is_none())
                .map(text)
                .collect::<Vec<_>>(),
            [article(2)],
            "{case}"
        );
        let told: Vec<String> = (left.into_iter().map(|(name, reason)| {
            assert_eq!(name, "p.zip/one.html", "{case}");
            reason
        }))
        .chain(pages.into_iter().filter_map(|page| page.problem))
        .collect();
        assert_eq!(told.len(), 1, "{case}");
        assert!(told[0].contains(reason), "{case}: {told:?}");
    }
}

#[test]
fn whole_files_that_cannot_be_read() {
    let good = zip_of(&[("one.html", article(1).as_bytes())]);
    for (bytes, expected) in [
        (&b""[..], "the zip file is damaged or cut off"),
        (b"PK", "the zip file is damaged or cut off"),
        (
            &good[..good.len() - 30],
            "the zip file is damaged or cut off",
        ),
        (
            &zip_of(&[("picture.png", b"x")]),
            "there is no page in the zip file",
        ),
        (&zip_of(&[]), "there is no page in the zip file"),
    ] {
        let (pages, left) = read(bytes);
        assert_eq!(pages, []);
        let [(name, reason)] = &left[..] else {
            panic!("{left:?}")
        };
        assert_eq!(name, "p.zip");
        assert!(reason.starts_with(expected), "{reason}");
    }
}

#[test]
fn a_bomb_costs_its_member_only() {
    let bytes = zip_of(&[
        ("bomb.html", &vec![b'a'; 64 << 20]),
        ("good.html", article(1).as_bytes()),
    ]);
    let (pages, left) = read(&bytes);
    assert_eq!(pages.iter().map(text).collect::<Vec<_>>(), [article(1)]);
    assert_eq!(
        left,
        [(
            "p.zip/bomb.html".to_owned(),
            "it unpacks to more than 200 times its size".to_owned()
        )]
    );
}

#[test]
fn a_long_page_is_handed_on_up_to_the_limit() {
    let words: Vec<u8> = (0..6_000_000u32)
        .flat_map(|n| format!("{n} ").into_bytes())
        .collect();
    let (pages, left) = read(&zip_of(&[("long.txt", &words)]));
    assert_eq!(left, []);
    assert_eq!(pages[0].bytes, words[..MAX_PAGE_BYTES]);
}

#[test]
fn two_members_of_one_name_are_told() {
    let bytes = zip_of(&[("a.html", b"<p>one"), ("b.html", b"<p>two")]);
    let bytes = replaced(&bytes, b"b.html", b"a.html");
    let (pages, left) = read(&bytes);
    assert_eq!(pages.len(), 1);
    assert_eq!(
        left,
        [(
            "p.zip".to_owned(),
            "several members have the same name; only the last of each was read".to_owned()
        )]
    );
}

#[test]
fn members_beyond_the_limit_are_told() {
    let names: Vec<String> = (0..100_003).map(|n| format!("{n}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let (pages, left) = read(&zip_of(&members));
    assert_eq!(pages.len(), 100_000);
    assert_eq!(
        left,
        [(
            "p.zip".to_owned(),
            "the zip file has 100003 members; only the first 100000 were read".to_owned()
        )]
    );
}

#[test]
fn a_list_that_says_it_is_endless_is_refused() {
    let record = |n: u64| {
        let head = [
            &b"PK\x06\x06"[..],
            &44u64.to_le_bytes(),
            &[45, 0, 45, 0],
            &[0; 8],
            &n.to_le_bytes(),
            &n.to_le_bytes(),
        ];
        [head.concat(), vec![0; 16]].concat()
    };
    let locator = |offset: u64| {
        [
            &b"PK\x06\x07"[..],
            &[0; 4],
            &offset.to_le_bytes(),
            &[1, 0, 0, 0],
        ]
        .concat()
    };
    let end = [&b"PK\x05\x06"[..], &[0; 4], &[0xff; 12], &[0; 2]].concat();
    let too_many = "the zip file has more members than can be listed; unpack it first";
    for (case, bytes, expected) in [
        (
            "too many",
            [record(1 << 40), locator(0), end.clone()].concat(),
            Some(too_many),
        ),
        (
            "far from the end",
            [record(1 << 40), vec![0; 200_000], locator(0), end.clone()].concat(),
            Some(too_many),
        ),
        (
            "nowhere",
            [locator(12_345), end.clone()].concat(),
            Some(too_many),
        ),
        ("few", [record(3), locator(0), end].concat(), None),
    ] {
        let (pages, left) = read(&bytes);
        assert_eq!(pages, []);
        let [(_, reason)] = &left[..] else {
            panic!("{case}: {left:?}")
        };
        match expected {
            Some(expected) => assert_eq!(reason, expected, "{case}"),
            None => assert!(
                reason.starts_with("the zip file is damaged or cut off"),
                "{case}: {reason}"
            ),
        }
    }
}
