//! Takes saved pages out of what they were saved in: web archives (WARC), MHTML, mail and zip files.
//!
//! [`warc_members`], [`zip_members`], [`mail_members`] and [`mhtml_members`] give one [`Member`] after another and
//! hold no more than one in memory. Nothing is lost silently: what is no page is passed over, and what might have
//! been one and could not be had is a [`Member::Left`] with the reason.
//!
//! The crate opens nothing itself: the bytes come from a reader that the caller hands in. It does not know what a
//! page says, or even what a page is beyond its media type.

mod fields;
mod http;
mod mail;
mod metered;
mod mhtml;
mod mime;
mod mime_head;
mod record_bounds;
mod sort;
mod stretches;
mod transfer;
mod unpack;
mod warc;
mod warc_record;
mod window;
mod zip_file;
mod zip_list;

pub use mail::mail_members;
pub use mhtml::mhtml_members;
pub use sort::{Packing, Sort, packing_of_bytes, sort_of_name};
pub use warc::{WarcMembers, warc_members};
pub use zip_file::{ZipMembers, zip_members};

use dateline_vocabulary::Moment;

/// A page has at most so many bytes when it is handed on: one more than the page stage reads, so that it sees, and
/// says, that there were more.
pub const MAX_PAGE_BYTES: usize = 32 * 1024 * 1024 + 1;

/// Of a mail or an MHTML file so many bytes are looked at; the page comes before its pictures.
pub const MAX_MAIL_BYTES: usize = 64 * 1024 * 1024;

/// What is packed more tightly than this is no page: the most repetitive ones come to some 50 to 1.
const MAX_RATIO: u64 = 200;

/// Up to here the ratio does not matter: it is soon read.
const MAX_BYTES_AT_ANY_RATIO: u64 = 256 * 1024;

/// Whether `n_out` bytes that came of `n_in` are more than a page would give.
fn is_bomb(n_in: u64, n_out: u64) -> bool {
    n_out > MAX_BYTES_AT_ANY_RATIO && n_out / MAX_RATIO > n_in
}

/// What lay in a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// A page.
    Page(Box<SavedPage>),
    /// Something that could not be had.
    Left {
        /// The container, with the place in it.
        name: String,
        /// Why it could not be had; lower case, no full stop.
        reason: String,
    },
}

impl Member {
    fn left(name: impl Into<String>, reason: impl Into<String>) -> Member {
        Member::Left {
            name: name.into(),
            reason: reason.into(),
        }
    }
}

/// A page as it was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedPage {
    /// The container, with the place in it where it holds several: `pile.zip/inner/name.html`, `pages.warc.gz@1234`.
    pub name: String,
    /// Its bytes, freed of every encoding of the container; at most [`MAX_PAGE_BYTES`].
    pub bytes: Vec<u8>,
    /// Its media type, where the container tells.
    pub media_type: Option<&'static str>,
    /// Its address, where the container tells.
    pub url: Option<String>,
    /// The charset that it was sent with.
    pub charset: Option<String>,
    /// When it was saved.
    pub captured: Option<Moment>,
    /// The head of the mail that it came in.
    pub mail: Option<MailHead>,
    /// Why it may not be whole.
    pub problem: Option<String>,
}

/// The head of a mail, with encoded words decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailHead {
    /// `From`: a name, an address, or `name <address>`.
    pub from: Option<String>,
    /// `Subject`.
    pub subject: Option<String>,
    /// `Date` in ISO 8601 with its zone.
    pub date: Option<String>,
}
