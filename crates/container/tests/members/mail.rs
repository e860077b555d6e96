use crate::made::*;
use dateline_container::{MailHead, SavedPage, mail_members};

fn read(bytes: &str) -> (Vec<SavedPage>, Vec<(String, String)>) {
    sorted_out(mail_members("letter.eml", bytes.as_bytes()))
}

const HEAD: &str = "Received: from a.example by b.example; Tue, 3 Jun 2014 06:15:02 +0000\r\n\
    From: \"The Lorne Post\" <news@post.example>\r\nTo: reader@b.example\r\n\
    Subject: =?utf-8?B?QnJpZGdlIGNsb3NlZCDigJMgbWF5b3I=?=\r\nDate: Tue, 3 Jun 2014 08:15:00 +0200\r\n\
    List-Unsubscribe: <https://post.example/u>\r\nMIME-Version: 1.0\r\n";

fn alternative(text: &str, html: &str) -> String {
    format!(
        "Content-Type: multipart/alternative; boundary=\"=_in\"\r\n\r\nThis is a MIME mail.\r\n--=_in\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n--=_in\r\n\
         Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{html}\r\n--=_in--\r\n"
    )
}

fn head() -> MailHead {
    MailHead {
        from: Some("The Lorne Post <news@post.example>".into()),
        subject: Some("Bridge closed – mayor".into()),
        date: Some("2014-06-03T08:15:00+02:00".into()),
    }
}

#[test]
fn the_html_of_a_newsletter_comes_before_its_text() {
    let (pages, left) = read(&format!(
        "{HEAD}{}",
        alternative("The text", "<p>The =\r\ncaf=E9</p>")
    ));
    assert_eq!(left, []);
    let [page] = &pages[..] else {
        panic!("{pages:?}")
    };
    assert_eq!(page.bytes, b"<p>The caf\xe9</p>");
    assert_eq!(page.charset.as_deref(), Some("iso-8859-1"));
    assert_eq!(page.media_type, Some("text/html"));
    assert_eq!(
        (page.name.as_str(), page.mail.clone()),
        ("letter.eml", Some(head()))
    );
}

#[test]
fn bodies() {
    for (case, rest, media_type, expected) in [
        (
            "text alone",
            "\r\nThe text\r\n> quoted\r\n".to_owned(),
            "text/plain",
            "The text\r\n> quoted\r\n",
        ),
        (
            "base64",
            "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+YQ==\r\n"
                .to_owned(),
            "text/html",
            "<p>a",
        ),
        (
            "alternative in mixed",
            format!(
                "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n{}--out\r\n\r\nThe list's footer\r\n--out--\r\n",
                alternative("t", "<p>b")
            ),
            "text/html",
            "<p>b",
        ),
        (
            "no type in the part",
            "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\n\r\nc\r\n--out--\r\n"
                .to_owned(),
            "text/plain",
            "c",
        ),
    ] {
        let (pages, left) = read(&format!("{HEAD}{rest}"));
        assert_eq!(left, [], "{case}");
        assert_eq!(pages.len(), 1, "{case}");
        assert_eq!(
            (pages[0].media_type, text(&pages[0])),
            (Some(media_type), expected),
            "{case}"
        );
        assert_eq!(pages[0].problem, None, "{case}");
    }
}

#[test]
fn attached_pages_and_mails_are_further_members() {
    let file = |name: &str, content_type: &str, body: &str| {
        format!(
            "--out\r\nContent-Type: {content_type}\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n{body}\r\n"
        )
    };
    let inner = "From: Ann Orr <ann@post.example>\r\nSubject: Inner\r\nDate: Mon, 2 Jun 2014 10:00:00 +0000\r\n\r\nInner text";
    let bytes = [
        HEAD,
        "Content-Type: multipart/mixed; boundary=out\r\n\r\n--out\r\nContent-Type: text/plain\r\n\r\nSee below\r\n",
        &file("a/../page.html", "application/octet-stream", "<p>attached"),
        &file("inner.eml", "application/octet-stream", inner),
        &file("picture.png", "image/png", "x"),
        &file("pile.zip", "application/zip", "PK"),
        &format!("--out\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--out--\r\n"),
    ]
    .concat();
    let (pages, left) = read(&bytes);
    let members: Vec<(&str, &str, Option<&str>)> = (pages.iter())
        .map(|page| {
            (
                page.name.as_str(),
                text(page),
                page.mail.as_ref().and_then(|head| head.subject.as_deref()),
            )
        })
        .collect();
    assert_eq!(
        members,
        [
            ("letter.eml", "See below", Some("Bridge closed – mayor")),
            ("letter.eml/page.html", "<p>attached", None),
            ("letter.eml/inner.eml", "Inner text", Some("Inner")),
            ("letter.eml/part-6", "Inner text", Some("Inner")),
        ]
    );
    assert_eq!(
        left,
        [(
            "letter.eml/pile.zip".to_owned(),
            "it is attached to a mail; save it first".to_owned()
        )]
    );
}

#[test]
fn what_is_no_mail_is_told() {
    for (bytes, expected) in [
        (String::new(), "the file is empty"),
        ("\0".repeat(5000), "the file is no mail: it has no head"),
        (
            format!(
                "{HEAD}Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA"
            ),
            "there is no text in the mail",
        ),
    ] {
        let (pages, left) = read(&bytes);
        assert_eq!(pages, []);
        assert_eq!(left, [("letter.eml".to_owned(), expected.to_owned())]);
    }
}

#[test]
fn a_mail_that_stops_says_so() {
    let whole = format!("{HEAD}{}", alternative("The text", "<p>The page</p>"));
    let cut = &whole[..whole.len() - 20];
    let (pages, _) = read(cut);
    assert_eq!(
        pages[0].problem.as_deref(),
        Some("the file ends in the page; what comes after is missing")
    );
}

/// Mails in mails without end, which a reader that calls itself would not survive.
#[test]
fn deep_mails_end() {
    let (pages, left) = read(&format!(
        "{HEAD}{}",
        "Content-Type: message/rfc822\r\n\r\n".repeat(300_000)
    ));
    assert!(pages.len() + left.len() >= 1 && pages.len() < 100);
}
