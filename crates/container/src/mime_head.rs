//! The head of a mail or of a part of one (RFC 5322, 2045, 2047, 2231).

use crate::MailHead;
use crate::sort::Packing;
use mail_parser::{
    Address, ContentType, HeaderName, HeaderValue, Message, MessageParser, MimeHeaders,
};

/// A head may be this long.
const MAX_HEAD_BYTES: usize = 256 * 1024;

/// Reads heads.
pub struct HeadReader(MessageParser);

/// What a head tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MimeHead {
    /// In lower case: `text/html`; empty where none is given.
    pub media_type: String,
    /// The charset of the body.
    pub charset: Option<String>,
    /// What parts the parts of a multipart body.
    pub boundary: Option<String>,
    /// Of a multipart body: the id of the part that the others belong to.
    pub root: Option<String>,
    /// `Content-Transfer-Encoding`.
    pub encoding: String,
    /// `Content-ID`, without brackets.
    pub id: Option<String>,
    /// `Content-Location`.
    pub location: Option<String>,
    /// `Snapshot-Content-Location`, which Chrome writes.
    pub snapshot: Option<String>,
    /// The name of an attached file.
    pub file_name: Option<String>,
    /// Whether it says that it is attached.
    pub is_attachment: bool,
    /// From, subject, date.
    pub mail: MailHead,
}

impl MimeHead {
    /// Whether the body has parts.
    pub fn is_multipart(&self) -> bool {
        self.media_type.starts_with("multipart/")
    }

    /// Whether the body is HTML.
    pub fn is_html(&self) -> bool {
        matches!(
            self.media_type.as_str(),
            "text/html" | "application/xhtml+xml"
        )
    }

    /// Whether the body is text; that is what a part without a type holds.
    pub fn is_text(&self) -> bool {
        matches!(self.media_type.as_str(), "" | "text/plain")
    }
}

impl HeadReader {
    /// A reader of heads.
    pub fn new() -> HeadReader {
        HeadReader(
            MessageParser::new()
                .with_mime_headers()
                .with_date_headers()
                .with_address_headers()
                .header_text(HeaderName::Subject)
                .header_text(HeaderName::Other("Snapshot-Content-Location".into())),
        )
    }

    /// Reads the head that `bytes` begin with; also tells where the body begins.
    pub fn read(&self, bytes: &[u8]) -> (MimeHead, usize) {
        let end = body_start(bytes);
        let head = &bytes[..end.min(MAX_HEAD_BYTES)];
        let head = (self.0.parse_headers(head)).map_or_else(MimeHead::default, |head| told(&head));
        (head, end)
    }
}

/// Where the body begins: after the first empty line, which may be the first of all.
fn body_start(bytes: &[u8]) -> usize {
    let mut line_start = 0;
    for at in memchr::memchr_iter(b'\n', bytes) {
        if matches!(&bytes[line_start..at], b"" | b"\r") {
            return at + 1;
        }
        line_start = at + 1;
    }
    bytes.len()
}

fn told(head: &Message<'_>) -> MimeHead {
    let content_type = head.content_type();
    let attribute = |name: &str| {
        content_type
            .and_then(|it| it.attribute(name))
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    };
    let disposition = head.content_disposition();
    MimeHead {
        media_type: content_type.map_or_else(String::new, media_type),
        charset: attribute("charset").map(|charset| charset.to_ascii_lowercase()),
        boundary: attribute("boundary"),
        root: attribute("start").map(|id| bare(&id)),
        encoding: head
            .content_transfer_encoding()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        id: head.content_id().map(bare),
        location: head.content_location().and_then(address),
        snapshot: (head.header(HeaderName::Other("Snapshot-Content-Location".into())))
            .and_then(HeaderValue::as_text)
            .and_then(address),
        file_name: head.attachment_name().map(str::to_owned),
        is_attachment: disposition.is_some_and(ContentType::is_attachment),
        mail: MailHead {
            from: head.from().and_then(sender),
            subject: head
                .subject()
                .map(|text| text.trim().to_owned())
                .filter(|text| !text.is_empty()),
            date: head
                .date()
                .filter(|date| date.is_valid())
                .map(|date| date.to_rfc3339()),
        },
    }
}

fn media_type(content_type: &ContentType<'_>) -> String {
    let (one, other) = (
        content_type.ctype(),
        content_type.subtype().unwrap_or_default(),
    );
    format!("{one}/{other}").to_ascii_lowercase()
}

fn bare(id: &str) -> String {
    id.trim()
        .trim_start_matches('<')
        .trim_end_matches('>')
        .to_owned()
}

/// An address that was folded has blanks where its lines met.
fn address(text: &str) -> Option<String> {
    let address: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect();
    (!address.is_empty()).then_some(address)
}

/// `name <address>`, or the one that is there.
fn sender(address: &Address<'_>) -> Option<String> {
    let first = address.first()?;
    let present = |text: &Option<std::borrow::Cow<'_, str>>| {
        (text.as_deref())
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    match (present(&first.name), present(&first.address)) {
        (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
        (name, address) => name.or(address),
    }
}

/// What a file is that begins with the head of a mail.
pub fn looks_like_mail(bytes: &[u8]) -> Option<Packing> {
    let head = &bytes[..body_start(bytes).min(bytes.len())];
    let mut names = Vec::new();
    for line in head
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::trim_ascii_end)
    {
        match line.first() {
            None => break,
            Some(b' ' | b'\t') if !names.is_empty() => continue,
            // Old mailboxes begin each mail with such a line.
            Some(_) if names.is_empty() && line.starts_with(b"From ") => continue,
            Some(_) => {}
        }
        let colon = line.iter().position(|&byte| byte == b':');
        match colon {
            Some(colon)
                if colon > 0 && line[..colon].iter().all(|byte| byte.is_ascii_graphic()) =>
            {
                names.push(line[..colon].to_ascii_lowercase());
            }
            // The last line may have been cut where the first bytes end.
            _ if head.len() == bytes.len() && head.ends_with(line) => break,
            _ => return None,
        }
    }
    let has = |name: &str| names.iter().any(|it| it == name.as_bytes());
    if has("snapshot-content-location") {
        return Some(Packing::Mhtml);
    }
    let is_mail = has("mime-version")
        || (has("from")
            && ["date", "message-id", "received", "return-path"]
                .iter()
                .filter(|name| has(name))
                .count()
                >= 1);
    is_mail.then_some(Packing::Mail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head() {
        let bytes = b"From: =?utf-8?q?Ren=C3=A9e_Orr?= <renee@post.example>\r\n\
            Subject: =?UTF-8?B?VGhlIGJyaWRnZSBhdCBMw7ZybmU=?=\r\n\
            Date: Tue, 3 Jun 2014 08:15:00 +0200\r\n\
            Snapshot-Content-Location: https://post.example/\r\n bridge\r\n\
            Content-Type: multipart/related; type=\"text/html\";\r\n\tstart=\"<a@b>\"; boundary=\"--x y--\"\r\n\
            \r\nbody";
        let (head, end) = HeadReader::new().read(bytes);
        assert_eq!(&bytes[end..], b"body");
        assert_eq!(
            head,
            MimeHead {
                media_type: "multipart/related".into(),
                boundary: Some("--x y--".into()),
                root: Some("a@b".into()),
                snapshot: Some("https://post.example/bridge".into()),
                mail: MailHead {
                    from: Some("Renée Orr <renee@post.example>".into()),
                    subject: Some("The bridge at Lörne".into()),
                    date: Some("2014-06-03T08:15:00+02:00".into()),
                },
                ..MimeHead::default()
            }
        );
    }

    #[test]
    fn a_part_without_a_head() {
        let (head, end) = HeadReader::new().read(b"\r\nText");
        assert_eq!((head, end), (MimeHead::default(), 2));
    }
}
