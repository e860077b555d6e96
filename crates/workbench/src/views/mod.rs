//! The views, a file each: take the question, ask the dossier, fill a page.

mod claim;
mod coverage;
mod dispute;
mod export;
mod happening;
mod name;
mod network;
mod original;
mod page;
mod search;
mod timeline;

pub(crate) use claim::{claim, claims};
pub(crate) use coverage::coverage;
pub(crate) use dispute::{dispute, disputes};
pub(crate) use export::{export, exports};
pub(crate) use happening::happening;
pub(crate) use name::{name, names};
pub(crate) use network::network;
pub(crate) use original::{POLICY as SAVED_POLICY, original};
pub(crate) use page::{page, pages};
pub(crate) use search::search;
pub(crate) use timeline::timeline;

use crate::fault::Fault;
use dateline_vocabulary::Days;
use jiff::civil::Date;

/// Records on a screenful.
const MOST: u32 = 100;

/// The days that a field of a form means: a day, a month or a year; unknown where it is empty.
fn days(text: &str) -> Result<Days, Fault> {
    let wrong = || {
        Fault::Wrong(format!(
            "“{text}” is no day; write 2011-10-06, 2011-10 or 2011."
        ))
    };
    let parse = |text: &str| text.parse::<Date>().map_err(|_| wrong());
    match text.len() {
        0 => Ok(Days::UNKNOWN),
        4 => parse(&format!("{text}-01-01")).map(|day| Days::between(day, day.last_of_year())),
        7 => parse(&format!("{text}-01")).map(|day| Days::between(day, day.last_of_month())),
        10 => parse(text).map(Days::day),
        _ => Err(wrong()),
    }
}

/// The days of a range that a form asks for in two fields.
pub(crate) fn range(from: &str, to: &str) -> Result<Days, Fault> {
    Ok(Days {
        from: days(from)?.from,
        to: days(to)?.to,
    })
}
