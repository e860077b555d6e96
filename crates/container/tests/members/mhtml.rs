use crate::made::*;
use dateline_container::{SavedPage, mhtml_members};

fn read(bytes: &[u8]) -> (Vec<SavedPage>, Vec<(String, String)>) {
    sorted_out(mhtml_members("saved.mhtml", bytes))
}

const HEAD: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/bridge\r\n\
    Subject: =?utf-8?Q?Bridge=20at=20L=C3=B8rne?=\r\nDate: Tue, 3 Jun 2014 08:15:00 +0200\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--x----\"\r\n\r\n\r\n";

/// A part as Chrome writes it.
fn part(content_type: &str, encoding: &str, location: &str, body: &str) -> String {
    format!(
        "------MultipartBoundary--x----\r\nContent-Type: {content_type}\r\nContent-ID: <frame-{n}@mhtml.blink>\r\n\
         Content-Transfer-Encoding: {encoding}\r\nContent-Location: {location}\r\n\r\n{body}\r\n",
        n = location.len()
    )
}

const END: &str = "------MultipartBoundary--x------\r\n";

/// The article in quoted-printable, with lines broken as mail wants it.
fn quoted(n: usize) -> String {
    let text = article(n).replace('=', "=3D");
    text.as_bytes()
        .chunks(70)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect::<Vec<_>>()
        .join("=\r\n")
}

fn frame(url: &str, n_words: usize) -> String {
    part(
        "text/html",
        "8bit",
        url,
        &format!("<html><p>{}</html>", "remark ".repeat(n_words)),
    )
}

#[test]
fn the_page_with_its_address_and_time() {
    let bytes = [
        HEAD,
        &part(
            "text/html",
            "quoted-printable",
            "https://post.example/bridge",
            &quoted(1),
        ),
        &part(
            "image/png",
            "base64",
            "https://post.example/a.png",
            "iVBORw0KGgo=",
        ),
        &frame("https://remarks.example/embed", 2000),
        END,
    ]
    .concat();
    let (pages, left) = read(bytes.as_bytes());
    assert_eq!(left, []);
    let [page] = &pages[..] else {
        panic!("{pages:?}")
    };
    assert_eq!(text(page), article(1));
    assert_eq!(page.name, "saved.mhtml");
    assert_eq!(page.url.as_deref(), Some("https://post.example/bridge"));
    assert_eq!(page.media_type, Some("text/html"));
    let captured = page.captured.as_ref().expect("the head has a date");
    assert_eq!(
        (captured.at.as_str(), captured.evidence.as_str()),
        ("2014-06-03T08:15:00+02:00", "MHTML Date")
    );
    assert_eq!((&page.mail, &page.problem), (&None, &None));
}

#[test]
fn which_part_is_the_page() {
    let one = part(
        "text/html; charset=windows-1251",
        "8bit",
        "https://a.example/1",
        &article(1),
    );
    let two = part("text/html", "8bit", "https://a.example/22", &article(2));
    let css = part("text/css", "8bit", "https://a.example/s.css", "p{}");
    let started = HEAD.replace("type=\"text/html\"", "start=\"<frame-20@mhtml.blink>\"");
    let started_nowhere = HEAD.replace("type=\"text/html\"", "start=\"<frame-99@mhtml.blink>\"");
    let by_address = HEAD.replace("https://post.example/bridge", "https://a.example/22");
    for (case, bytes, expected, has_problem) in [
        (
            "the first HTML",
            [HEAD, &css, &one, &two, END].concat(),
            1,
            false,
        ),
        ("start", [&started, &one[..], &two, END].concat(), 2, false),
        (
            "start that is missing",
            [&started_nowhere, &one[..], &two, END].concat(),
            1,
            true,
        ),
        (
            "the address",
            [&by_address, &one[..], &two, END].concat(),
            2,
            false,
        ),
        ("no end", [HEAD, &one, &css].concat(), 1, false),
        ("cut", [HEAD, &css, &one].concat(), 1, true),
        (
            "no boundary",
            [&HEAD.replace("boundary=", "b="), &one[..], END].concat(),
            1,
            false,
        ),
        (
            "no Content-Type",
            format!(
                "Content-Location: https://a.example/1\r\nContent-Type: text/html\r\n\r\n{}",
                article(1)
            ),
            1,
            false,
        ),
    ] {
        let (pages, left) = read(bytes.as_bytes());
        assert_eq!(left, [], "{case}");
        let [page] = &pages[..] else {
            panic!("{case}: {pages:?}")
        };
        assert_eq!(text(page).trim_end(), article(expected), "{case}");
        assert_eq!(
            page.problem.is_some(),
            has_problem,
            "{case}: {:?}",
            page.problem
        );
    }
    let (pages, _) = read([HEAD, &one, END].concat().as_bytes());
    assert_eq!(pages[0].charset.as_deref(), Some("windows-1251"));
}

#[test]
fn frames_are_the_page_where_it_has_no_text() {
    let set = part(
        "text/html",
        "8bit",
        "https://post.example/bridge",
        "<html><frameset><frame src=a></frameset></html>",
    );
    let bytes = [
        HEAD,
        &set,
        &frame("https://post.example/menu", 20),
        &frame("https://post.example/text", 2000),
        END,
    ]
    .concat();
    let (pages, left) = read(bytes.as_bytes());
    assert_eq!(left, []);
    let [page] = &pages[..] else {
        panic!("{pages:?}")
    };
    assert_eq!(page.name, "saved.mhtml/part-3");
    assert_eq!(page.url.as_deref(), Some("https://post.example/text"));
    assert!(text(page).contains("remark"));
    // Nothing but a poor page: it is the page all the same.
    let (pages, _) = read([HEAD, &set, END].concat().as_bytes());
    assert_eq!(pages[0].name, "saved.mhtml");
}

#[test]
fn what_is_no_page_is_told() {
    let picture = part(
        "image/png",
        "base64",
        "https://a.example/a.png",
        "iVBORw0KGgo=",
    );
    for (bytes, expected) in [
        (String::new(), "the file is empty"),
        (
            format!("{HEAD}{picture}{END}"),
            "there is no page in the file: it has no part that is HTML or text",
        ),
        ("\0".repeat(10_000), "the file is no MHTML: it has no head"),
    ] {
        let (pages, left) = read(bytes.as_bytes());
        assert_eq!(pages, []);
        assert_eq!(left, [("saved.mhtml".to_owned(), expected.to_owned())]);
    }
}
