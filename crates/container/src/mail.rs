//! Mails: newsletters, and pages that somebody sent.

use crate::fields::page_type;
use crate::mhtml::mhtml_of;
use crate::mime::{Part, read_mime};
use crate::mime_head::MimeHead;
use crate::sort::{Packing, Sort, sort_of_name};
use crate::{MAX_MAIL_BYTES, MailHead, Member, SavedPage};
use std::collections::BTreeSet;
use std::io::{Read, Take};

/// Mails may be attached to mails so deep.
const MAX_DEPTH: usize = 3;

/// The pages of a mail; `name` is its path, which the names of the members begin with.
///
/// The mail itself is one, its HTML rather than its plain text. Attached HTML files and mails are further ones;
/// whatever else is attached is passed over.
pub fn mail_members<R: Read>(name: impl Into<String>, file: R) -> impl Iterator<Item = Member> {
    let name = name.into();
    let members = match read_mail_file(file) {
        Ok(bytes) => members_of(&name, &bytes, 0),
        Err(reason) => vec![Member::left(name, reason)],
    };
    members.into_iter()
}

/// The bytes of a mail or an MHTML file, as far as they are looked at.
pub fn read_mail_file<R: Read>(file: R) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut file: Take<R> = file.take(MAX_MAIL_BYTES as u64);
    file.read_to_end(&mut bytes)
        .map_err(|error| error.to_string())?;
    if bytes.is_empty() {
        return Err("the file is empty".to_owned());
    }
    Ok(bytes)
}

fn members_of(name: &str, bytes: &[u8], depth: usize) -> Vec<Member> {
    let mime = read_mime(bytes);
    if mime.head == MimeHead::default() {
        return vec![Member::left(name, "the file is no mail: it has no head")];
    }
    let mut members = Vec::new();
    let mails: BTreeSet<Option<usize>> = (mime.parts.iter())
        .map(|part| part.attached_mail.as_ref().map(|(n, _)| *n))
        .collect();
    for mail in mails {
        let parts: Vec<(usize, &Part<'_>)> = (mime.parts.iter().enumerate())
            .filter(|(_, part)| part.attached_mail.as_ref().map(|(n, _)| *n) == mail)
            .collect();
        let body = (parts
            .iter()
            .find(|(_, part)| is_inline(part) && part.head.is_html()))
        .or_else(|| {
            parts
                .iter()
                .find(|(_, part)| is_inline(part) && part.head.is_text())
        });
        if let Some((n, part)) = body {
            let mail_name = match mail {
                None => name.to_owned(),
                Some(_) => format!("{name}/part-{}", n + 1),
            };
            let head = (part.attached_mail.as_ref()).map_or(&mime.head.mail, |(_, head)| head);
            members.push(page(mail_name, part, Some(head)));
        }
        for (n, part) in &parts {
            members.extend(attached(name, *n, part, depth));
        }
    }
    if members.is_empty() {
        members.push(Member::left(name, "there is no text in the mail"));
    }
    if mime.has_more {
        members.push(Member::left(
            name,
            "the mail has more parts, or deeper ones, than are read",
        ));
    }
    members
}

/// Whether a part is to be read as part of the mail rather than as a file that is attached to it.
fn is_inline(part: &Part<'_>) -> bool {
    !part.head.is_attachment && part.head.file_name.is_none()
}

/// What an attached file gives.
fn attached(name: &str, n: usize, part: &Part<'_>, depth: usize) -> Vec<Member> {
    let is_packed_mail = part.head.media_type == "message/rfc822";
    if is_inline(part) && !is_packed_mail {
        return Vec::new();
    }
    let file_name = part.head.file_name.as_deref().unwrap_or_default();
    let file_name = file_name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .trim();
    let inner = if file_name.is_empty() {
        format!("part-{}", n + 1)
    } else {
        file_name.to_owned()
    };
    let inner = format!("{name}/{inner}");
    let sort = match sort_of_name(file_name) {
        _ if is_packed_mail => Sort::Packed(Packing::Mail),
        Sort::Other if part.head.is_html() => Sort::Page("text/html"),
        sort => sort,
    };
    match sort {
        Sort::Page("text/html") => vec![page(inner, part, None)],
        Sort::Packed(Packing::Mail | Packing::Mhtml) if depth >= MAX_DEPTH => {
            vec![Member::left(inner, "it lies in mails too deep")]
        }
        Sort::Packed(Packing::Mail) => members_of(&inner, &part.bytes(), depth + 1),
        Sort::Packed(Packing::Mhtml) => mhtml_of(&inner, &part.bytes()),
        Sort::Packed(Packing::Zip | Packing::Warc) => {
            vec![Member::left(
                inner,
                "it is attached to a mail; save it first",
            )]
        }
        _ => Vec::new(),
    }
}

fn page(name: String, part: &Part<'_>, mail: Option<&MailHead>) -> Member {
    let media_type = match sort_of_name(part.head.file_name.as_deref().unwrap_or_default()) {
        Sort::Page(media_type) => media_type,
        _ => page_type(&part.head.media_type).unwrap_or("text/plain"),
    };
    Member::Page(Box::new(SavedPage {
        name,
        bytes: part.bytes(),
        media_type: Some(media_type),
        url: part
            .head
            .location
            .clone()
            .filter(|url| url.starts_with("http")),
        charset: part.head.charset.clone(),
        captured: None,
        mail: mail.cloned(),
        problem: part
            .is_cut
            .then(|| "the file ends in the page; what comes after is missing".to_owned()),
    }))
}
