//! The page stage: from the bytes of a saved page to typed passages.
//!
//! Pure: no disk, no clock, no network. Never fails: what cannot be read is told in [`Page::problem`].

mod article;
mod byline;
mod charset;
mod dateline;
mod dating;
mod dom;
mod element_range;
mod headline;
mod html_authors;
mod html_blocks;
mod html_boxes;
mod html_comments;
mod html_form;
mod html_live;
mod html_partial;
mod html_roles;
mod html_tables;
mod json_ld;
mod language;
mod live_days;
mod mail_head;
mod markdown;
mod marks;
mod markup_words;
mod masthead;
mod naming;
mod page_data;
mod parse_html;
mod part;
mod piece;
mod printed_clock;
mod printed_date;
mod read;
mod section;
mod signature;
mod stamp;
mod subject;
mod text_body;
mod text_captions;
mod text_comments;
mod text_facts;
mod text_fields;
mod text_form;
mod text_furniture;
mod text_head;
mod text_lines;
mod text_marks;
mod text_masthead;
mod text_menus;
mod text_rough;
mod text_section;
mod text_title;
mod wording;

pub use read::read_page;

use dateline_vocabulary::{
    ElementRange, Moment, Origins, PassagePart, PassageRole, Publication, Span, Votes,
};
use jiff::civil::Date;

/// How the input is to be taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A saved page, HTML or text, with everything that a site puts around an article.
    #[default]
    Page,
    /// An article's plain text exactly as it stands: nothing is cut, offsets count from its first character.
    Article,
}

/// What is known about the input beside its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How to take it.
    pub form: Form,
    /// `text/html`, `text/plain` or `text/markdown`, where the name of the file or the input line tells;
    /// otherwise the bytes decide.
    pub media_type: Option<&'static str>,
    /// The day of publication, where the user gives it. Beats everything on the page.
    pub published: Option<Date>,
    /// The page's address, where the input gives it.
    pub url: Option<String>,
    /// The charset that the page was sent with, such as `windows-1251`. Stands behind a byte order mark and before
    /// what the page itself declares.
    pub charset: Option<String>,
    /// When the page was saved, where what it was saved in tells.
    pub captured: Option<Moment>,
    /// The head of the mail that the page came in.
    pub mail: Option<MailHead>,
}

/// What the head of a mail tells of the page in it; as written there, with encoded words decoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailHead {
    /// `From`: a name, an address, or both.
    pub from: Option<String>,
    /// `Subject`.
    pub subject: Option<String>,
    /// `Date` in ISO 8601 with its zone: `2014-06-03T08:15:00+02:00`.
    pub date: Option<String>,
}

/// A block of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub role: PassageRole,
    /// Where it is in [`Page::text`]; blocks are in text order and do not overlap.
    pub span: Span,
    /// Comments only: who wrote it, as shown.
    pub author: Option<String>,
    /// Comments and entries of live pages: when, in ISO 8601 local time, or as printed when it is relative.
    pub posted: Option<String>,
    /// Index in [`Page::blocks`] of the comment that this comment answers, or that a moderator's note stands under.
    pub reply_to: Option<usize>,
    /// What it is beside its role.
    pub part: Option<PassagePart>,
    /// Comments only: what readers gave it.
    pub votes: Option<Votes>,
    /// HTML only: where it stands on the page as saved.
    pub element: Option<ElementRange>,
}

/// What a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// `text/html`, `text/plain`, `text/markdown` or `application/octet-stream`.
    pub media_type: &'static str,
    /// Who publishes it, where the page names it.
    pub outlet: Option<String>,
    /// The title of the article.
    pub headline: Option<String>,
    /// Authors and agencies, as printed.
    pub bylines: Vec<String>,
    /// The place it was written at, as printed.
    pub dateline: Option<String>,
    /// When it was published; `inferred` is left to the reading stage, which knows what the text dates.
    pub published: Publication,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Why the page could not be read, or only in part.
    pub problem: Option<String>,
    /// The part of the paper that it stands in.
    pub section: Option<String>,
    /// When it was last changed, by its own word.
    pub updated: Option<Moment>,
    /// When it was saved.
    pub captured: Option<Moment>,
    /// What tells that the page holds only the beginning of the article.
    pub partial: Option<String>,
    /// What the fields above come from.
    pub evidence: Origins,
    /// The text that Dateline shows; all spans count in it.
    pub text: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}
