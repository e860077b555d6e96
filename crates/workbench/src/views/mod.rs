//! The views, a file each: take the question, ask the dossier, fill a page.

mod claim;
mod coverage;
mod dispute;
mod drawing;
mod export;
mod happening;
mod lanes;
mod name;
mod network;
mod original;
mod page;
mod search;
mod table;
mod timeline;

pub(crate) use claim::{claim, claims};
pub(crate) use coverage::coverage;
pub(crate) use dispute::{dispute, disputes};
pub(crate) use export::{export, exports};
pub(crate) use happening::happening;
pub(crate) use name::{name, names};
pub(crate) use network::network;
pub(crate) use original::{POLICY as SAVED_POLICY, original, saved};
pub(crate) use page::{page, pages, pages_wanted};
pub(crate) use search::search;
pub(crate) use timeline::{timeline, wanted};

use crate::fault::Fault;
use dateline_vocabulary::{Days, UnknownKind};
use std::str::FromStr;

/// Records on a screenful.
const MOST: u32 = 100;

/// The days that a field of a form means: a day, a month or a year; unknown where it is empty.
fn days(text: &str) -> Result<Days, Fault> {
    if text.is_empty() {
        return Ok(Days::UNKNOWN);
    }
    text.parse().map_err(|_| {
        Fault::Wrong(format!(
            "“{text}” is no day; write 2011-10-06, 2011-10 or 2011."
        ))
    })
}

/// The kind that a field asks for; none where it is empty.
pub(crate) fn kind<K: FromStr<Err = UnknownKind>>(name: &str) -> Result<Option<K>, Fault> {
    match name {
        "" => Ok(None),
        name => Ok(Some(name.parse()?)),
    }
}

/// What a name in an address means, where it means something.
fn kind_of<T>(found: Option<T>, name: &str) -> Result<T, Fault> {
    found.ok_or_else(|| Fault::Wrong(format!("There is nothing called “{name}” to choose here.")))
}

/// The days of a range that a form asks for in two fields.
pub(crate) fn range(from: &str, to: &str) -> Result<Days, Fault> {
    Ok(Days {
        from: days(from)?.from,
        to: days(to)?.to,
    })
}
