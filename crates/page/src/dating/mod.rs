//! When an HTML page came out, when it was changed, when it was saved, and what tells.
//!
//! Order of trust: JSON-LD and meta elements, marked times, the address, printed lines. A source that the others
//! contradict keeps its place; what contradicts it is kept beside. There is one exception: a line that calls its day
//! the one of *first* publication explains a later day in the data, and wins.
//!
//! What is never taken: years of copyright, days of readers' comments and of other pages, days in running text, and
//! the day in the head of the page, which may be the day of saving.

mod address;
mod capture;
mod day_order;
mod line;
mod machine;
mod printed;
mod witness;

pub use capture::{Capture, capture_of, original_address};
pub use line::{Label, day_of_line, days_of_line, two_readings};

use crate::article::is_running_text;
use crate::dom::{Dom, NodeId};
use crate::json_ld::LinkedArticle;
use crate::page_data::PageData;
use crate::piece::Piece;
use crate::stamp::{Stamp, parse_stamp};
use address::day_of_address;
use dateline_vocabulary::{DateBasis, Moment, Publication};
use line::tells_when;
use std::ops::Range;
use witness::{Trust, Witness, last_change, weigh};

/// How many pieces after the first paragraph the day may still stand.
const N_BETWEEN: usize = 8;

/// The page, as far as its days go.
pub struct Scene<'p> {
    /// Its tree.
    pub dom: &'p Dom,
    /// All elements.
    pub elements: &'p [NodeId],
    /// Its head.
    pub data: &'p PageData,
    /// Its JSON-LD.
    pub linked: &'p LinkedArticle,
    /// Its visible text.
    pub pieces: &'p [Piece],
    /// The piece that prints the title.
    pub title_at: Option<usize>,
    /// The pieces of the article.
    pub article: Range<usize>,
    /// Its address.
    pub url: Option<&'p str>,
    /// The line that was taken for that of the day while the blocks were written.
    pub noted: Option<&'p str>,
    /// When it was saved.
    pub captured: Option<&'p Moment>,
    /// Whether an element stands in the article.
    pub in_article: &'p dyn Fn(NodeId) -> bool,
}

impl Scene<'_> {
    /// The piece with what reads like the first paragraph, and the piece where the running text begins for certain: the
    /// former may be a summary, or a caption, with the day still to come.
    fn text_begins(&self) -> (usize, usize) {
        let from = self.title_at.unwrap_or(0).max(self.article.start);
        let inside = self.pieces.get(from..self.article.end).unwrap_or_default();
        let mut running = inside
            .iter()
            .enumerate()
            .filter(|(_, piece)| is_running_text(piece) && !tells_when(&piece.text))
            .map(|(k, _)| from + k);
        let first = running.next().unwrap_or(self.article.end.max(from));
        let third = running.nth(1).unwrap_or(first);
        (first, third.min(first + N_BETWEEN))
    }

    /// The elements between the title and the text, a summary included.
    pub fn head(&self) -> Range<NodeId> {
        self.up_to(self.text_begins().1)
    }

    /// The elements between the title and the first that reads like a paragraph.
    fn near_title(&self) -> Range<NodeId> {
        self.up_to(self.text_begins().0)
    }

    fn up_to(&self, piece: usize) -> Range<NodeId> {
        let end = self.pieces.get(piece).map_or(0, |p| p.element);
        match self.title_at.and_then(|at| self.pieces.get(at)) {
            Some(title) => title.element + 1..end,
            None => 0..0,
        }
    }
}

/// When a page came out, and when it was changed.
#[derive(Debug)]
pub struct Dating {
    /// The publication.
    pub published: Publication,
    /// The last change.
    pub updated: Option<Moment>,
}

/// Finds both.
pub fn date_page(scene: &Scene<'_>) -> Dating {
    let (mut witnesses, mut changes) = machine::witnesses(scene);
    if let Some(url) = scene.url
        && let Some(date) = day_of_address(url)
    {
        witnesses.push(Witness {
            stamp: Stamp {
                date,
                time: None,
                offset_minutes: None,
            },
            basis: DateBasis::Metadata,
            evidence: format!("address {url}"),
            trust: Trust::Firm,
        });
    }
    let printed = printed::printed_days(scene);
    witnesses.extend(printed.beside);
    witnesses.extend(printed.farther);
    changes.extend(printed.changes);
    let saved = scene.captured.and_then(|moment| parse_stamp(&moment.at));
    let of_page = |w: &Witness| {
        let placeholder = [1970, 1900].contains(&w.stamp.date.year())
            && w.stamp.date.month() == 1
            && w.stamp.date.day() == 1;
        // What the archive adds to a page tells when it was saved; nothing on it can be later.
        let of_saving = saved.as_ref().is_some_and(|saved| {
            w.stamp.time.is_some() && w.stamp.clock_minutes() == saved.clock_minutes()
                || saved
                    .date
                    .until(w.stamp.date)
                    .is_ok_and(|span| span.get_days() > 1)
        });
        !placeholder && !of_saving
    };
    witnesses.retain(of_page);
    changes.retain(of_page);
    let mut published = weigh(&witnesses, &changes);
    if published.from.is_none() {
        published.contradicting = printed.doubtful;
    }
    let updated = last_change(&changes, &published);
    Dating { published, updated }
}
