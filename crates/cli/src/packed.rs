//! Pages that are saved in something: web archives, mail, zip files.

use crate::inputs::{Found, Input, MAX_PAGE_BYTES, Pages, reason};
use dateline_container::{
    Member, Packing, SavedPage, mail_members, mhtml_members, warc_members, zip_members,
};
use dateline_page::{Given, MailHead};
use dateline_vocabulary::DocumentId;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};

/// The pages in a file; `given` holds for each, but what the file says itself comes first.
pub fn pages_packed_in(packing: Packing, file: String, opened: File, given: Given) -> Pages {
    match packing {
        Packing::Zip => found(zip_members(file, BufReader::new(opened)), given),
        _ => pages_packed_in_stream(packing, file, opened, given),
    }
}

/// The pages in a stream. A zip file lists its members at its end: it is held in memory.
pub fn pages_packed_in_stream(
    packing: Packing,
    file: String,
    mut from: impl Read + 'static,
    given: Given,
) -> Pages {
    match packing {
        Packing::Warc => found(warc_members(file, from), given),
        Packing::Mail => found(mail_members(file, from), given),
        Packing::Mhtml => found(mhtml_members(file, from), given),
        Packing::Zip => {
            let mut bytes = Vec::new();
            let unread = match (&mut from).take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes) {
                Err(error) => reason(&error),
                Ok(_) if bytes.len() as u64 > MAX_PAGE_BYTES => {
                    "a zip file of more than 128 MiB cannot be read from here; give its path"
                        .to_owned()
                }
                Ok(_) => return found(zip_members(file, Cursor::new(bytes)), given),
            };
            Box::new(std::iter::once(Found::unread(file, unread)))
        }
    }
}

fn found(members: impl Iterator<Item = Member> + 'static, given: Given) -> Pages {
    Box::new(members.map(move |member| match member {
        Member::Left { name, reason } => Found::unread(name, reason),
        Member::Page(page) => Found::Page(Box::new(input(*page, &given))),
    }))
}

fn input(page: SavedPage, given: &Given) -> Input {
    let id = DocumentId::of_bytes(&page.bytes);
    Input {
        file: page.name,
        sha256: id.to_string(),
        id,
        id_is_given: false,
        bytes: Some(page.bytes),
        given: Given {
            media_type: page.media_type,
            url: page.url.or_else(|| given.url.clone()),
            charset: page.charset,
            captured: page.captured,
            mail: page.mail.map(|head| MailHead {
                from: head.from,
                subject: head.subject,
                date: head.date,
            }),
            ..given.clone()
        },
        problem: page.problem,
    }
}
