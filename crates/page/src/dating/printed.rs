//! The days that the page prints around the article.

use super::Scene;
use super::day_order::bear_out;
use super::line::{Label, days_of_line, tells_when, two_readings};
use super::witness::{Trust, Witness};
use crate::dom::{Dom, NodeId};
use crate::marks;
use crate::markup_words as mw;
use crate::piece::Piece;
use crate::printed_date::{EitherDate, find_either};
use crate::wording;
use dateline_vocabulary::{DateBasis, Moment};
use regex::Regex;
use std::sync::LazyLock;

/// What is printed.
#[derive(Debug, Default)]
pub struct Printed {
    /// Days of publication beside the title.
    pub beside: Vec<Witness>,
    /// Days of publication farther off: to be asked where nothing else tells.
    pub farther: Vec<Witness>,
    /// Days of a change.
    pub changes: Vec<Witness>,
    /// Days that the page prints, and that nobody can tell to be those of publication.
    pub doubtful: Vec<Moment>,
}

/// How many pieces over the title are looked at, and how many below it.
const N_NEAR: usize = 40;

/// Reads the lines around the article.
pub fn printed_days(scene: &Scene<'_>) -> Printed {
    let mut printed = Printed::default();
    let pieces = scene.pieces;
    let title = scene
        .title_at
        .unwrap_or(scene.article.start)
        .min(pieces.len());
    let (first, text) = scene.text_begins();
    let (first, text) = (first.max(title), text.max(title));
    let over = title.checked_sub(1).filter(|&at| {
        !pieces[at].has(mw::BOILERPLATE) && wording::date_line(&pieces[at].text).is_some()
    });
    let is_masthead = |p: &Piece| stands_in_masthead(scene, p);
    // What stands right over the title is next to it, unless it is a part of the page's head.
    let mut lines: Vec<(usize, &str)> = Vec::new();
    // The titles of other pages have days of their own.
    let is_teaser = |p: &Piece| p.link_share() > 0.8 && p.len() > 25;
    let near = pieces[title..text].iter().enumerate().take(N_NEAR);
    let below_title = near
        .take_while(|(k, p)| *k == 0 || !is_teaser(p))
        .filter(|(_, p)| own(p) && !p.has(mw::CAPTION | mw::FIGURE | mw::BOILERPLATE));
    lines.extend(below_title.map(|(k, p)| (title + k, p.text.as_str())));
    if let Some(at) = over.filter(|&at| !is_masthead(&pieces[at])) {
        lines.insert(0, (at, &pieces[at].text));
    }
    for (at, line) in lines {
        take_line(scene, line, &mut printed, at < first);
    }
    if let Some(line) = scene.noted {
        // It may stand anywhere in the article, even behind the text.
        take_line(scene, line, &mut printed, false);
    }
    // Where elements stand without a blank between them, a piece runs names and days together.
    if printed.beside.is_empty() && printed.farther.is_empty() {
        for line in lines_of_leaves(scene) {
            take_line(scene, &line, &mut printed, true);
        }
    }
    let of_summary = std::mem::take(&mut printed.farther);
    look_below(scene, title, &mut printed);
    let of_foot = std::mem::replace(&mut printed.farther, of_summary);
    if !(printed.beside.is_empty() && printed.farther.is_empty()) {
        return printed;
    }
    let mut n_masthead = 0;
    for piece in pieces[..title].iter().rev().take(N_NEAR).filter(own) {
        if !tells_when(&piece.text) || wording::published_in(&piece.text).is_some() {
            continue;
        }
        let before = printed.farther.len();
        if n_masthead < 3 && is_masthead(piece) {
            n_masthead += 1;
            take_masthead(scene, &piece.text, &mut printed);
        } else {
            take_line(scene, &piece.text, &mut printed, false);
        }
        if printed.farther.len() > before {
            return printed;
        }
    }
    printed.farther = of_foot;
    printed
}

/// Reads the foot of the page.
fn look_below(scene: &Scene<'_>, title: usize, printed: &mut Printed) {
    let below = scene.pieces.get(scene.article.end.max(title)..);
    for piece in below.unwrap_or_default().iter().take(400).filter(own) {
        let labelled = wording::published_in(&piece.text).is_some()
            || wording::labelled_day(&piece.text).is_some();
        if labelled && !wording::says_update(&piece.text.to_lowercase()) {
            if printed.farther.is_empty() {
                take_line(scene, &piece.text, printed, false);
            }
        } else if wording::date_line(&piece.text).is_some() {
            // "Last modified: June 16, 2014" at the foot of a page.
            let days = days_of_line(&piece.text);
            let updates = days.into_iter().filter(|day| day.label == Label::Update);
            printed
                .changes
                .extend(updates.map(|day| witness(day.stamp, &piece.text, Trust::Weak)));
        }
    }
}

/// Whether the piece is short enough to be a line of the page's own, and no link.
fn own(piece: &&Piece) -> bool {
    !piece.has(mw::COMMENTS) && piece.len() <= 240 && (piece.link_share() < 0.5 || piece.len() > 20)
}

/// Whether a line calls its day that of publication.
fn line_is_labelled(line: &str) -> bool {
    wording::labelled_day(line).is_some() || wording::published_in(line).is_some()
}

fn witness(stamp: crate::stamp::Stamp, line: &str, trust: Trust) -> Witness {
    Witness {
        stamp,
        basis: DateBasis::Printed,
        evidence: line.to_owned(),
        trust,
    }
}

/// Takes the days of a line that tells when.
fn take_line(scene: &Scene<'_>, line: &str, printed: &mut Printed, beside: bool) {
    if line.chars().count() > 240 {
        return;
    }
    if let [either] = find_either(line).as_slice()
        && wording::date_line(line).is_some_and(|found| found.published.is_none())
    {
        take_either(scene, line, either, printed, beside);
        return;
    }
    if !tells_when(line) && (beside || !line_is_labelled(line)) {
        return;
    }
    for day in days_of_line(line) {
        let known = |list: &[Witness]| list.iter().any(|w| w.stamp == day.stamp);
        match day.label {
            Label::Update if !known(&printed.changes) => {
                printed.changes.push(witness(day.stamp, line, Trust::Firm));
            }
            Label::Update => {}
            label if beside => {
                // The first line that tells is the page's own; what follows speaks up only with a label.
                let labelled = label == Label::First || line_is_labelled(line);
                if !known(&printed.beside) && (printed.beside.is_empty() || labelled) {
                    let trust = match label {
                        Label::First => Trust::First,
                        _ if line_is_labelled(line) => Trust::Firm,
                        _ => Trust::Plain,
                    };
                    printed.beside.push(witness(day.stamp, line, trust));
                }
            }
            // Farther off, a line with several days is a list.
            _ if printed.farther.is_empty() => {
                printed.farther.push(witness(day.stamp, line, Trust::Weak));
            }
            _ => {}
        }
    }
}

/// Takes a day of which the digits do not tell day and month apart.
fn take_either(
    scene: &Scene<'_>,
    line: &str,
    either: &EitherDate,
    printed: &mut Printed,
    beside: bool,
) {
    // Each one is looked up all over the page; a real page has one or two.
    if printed.beside.len() + printed.changes.len() + printed.doubtful.len() > 4 {
        return;
    }
    let digits = &line[either.range.clone()];
    if let Some((date, why)) = bear_out(
        either,
        scene.pieces,
        scene.data.language.as_deref(),
        scene.url,
    ) {
        let clear = line.replacen(digits, &date.to_string(), 1);
        let list = if beside {
            &mut printed.beside
        } else {
            &mut printed.farther
        };
        for day in days_of_line(&clear) {
            let mut found = witness(day.stamp, &format!("{line} ({why})"), Trust::Firm);
            if day.label == Label::Update {
                printed.changes.push(found);
            } else {
                found.trust = if beside { Trust::Firm } else { Trust::Weak };
                list.push(found);
            }
        }
        return;
    }
    if let Some(unknown) = two_readings(line)
        && printed.doubtful.is_empty()
    {
        printed.doubtful = unknown.contradicting;
    }
}

static ISSUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:price|preis|prix|precio|prezzo)\b|\b\d+(?:[.,]\d\d)? ?(?:cents?|pence|p|kr|euros?)\b|[€$£₹] ?\d|\d ?[€£]|\b(?:no|nr|vol|volume|issue|number|ausgabe|edition)\b\.? ?\d")
        .expect("a pattern of this crate compiles")
});

/// A day in the head of the page is that of the issue, or that on which the page was loaded: sites print the latter,
/// and little in a saved page tells the two apart. It counts as that of the issue where a price or a number of the
/// issue stands beside it, or where the page is known to have been saved later.
fn take_masthead(scene: &Scene<'_>, line: &str, printed: &mut Printed) {
    let days = days_of_line(line);
    let [day] = days.as_slice() else { return };
    if day.label == Label::Update {
        return;
    }
    let saved_later = scene
        .captured
        .and_then(|moment| crate::stamp::parse_stamp(&moment.at))
        .is_some_and(|saved| {
            day.stamp
                .date
                .until(saved.date)
                .is_ok_and(|span| span.get_days() > 1)
        });
    if saved_later || ISSUE.is_match(line) {
        printed
            .farther
            .push(witness(day.stamp.clone(), line, Trust::Weak));
    } else if printed.doubtful.is_empty() {
        printed.doubtful.push(Moment {
            at: day.stamp.date.to_string(),
            evidence: format!("{line}: in the page's head, may be the day of saving"),
        });
    }
}

/// Whether the piece stands in the page's own head: with its menu, its name, or a mark that it is today's day.
fn stands_in_masthead(scene: &Scene<'_>, piece: &Piece) -> bool {
    let dom = scene.dom;
    if piece.has(mw::BOILERPLATE) || is_todays(dom, piece.element) {
        return true;
    }
    let Some(title) = scene.title_at.map(|at| scene.pieces[at].element) else {
        return false;
    };
    let around: Vec<NodeId> = std::iter::once(title).chain(dom.ancestors(title)).collect();
    // The branch of the page that holds the day and not the title.
    let branch = std::iter::once(piece.element)
        .chain(dom.ancestors(piece.element))
        .take_while(|id| !around.contains(id))
        .last();
    let Some(branch) = branch else { return false };
    let is_link = |id: &&NodeId| dom.is(**id, "a") && dom.attr(**id, "href").is_some();
    let inside = dom.elements(branch);
    let n_links = inside.iter().filter(is_link).take(3).count();
    n_links >= 3 || inside.iter().filter(is_link).any(|&id| leads_home(dom, id))
}

fn leads_home(dom: &Dom, id: NodeId) -> bool {
    let href = dom.attr(id, "href").unwrap_or("");
    let path = match href.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => href.trim_start_matches('/'),
    };
    path.is_empty() || path.starts_with("index.") && !path.contains('/')
}

/// Whether class or id mark the day as the one on which the page is looked at.
fn is_todays(dom: &Dom, id: NodeId) -> bool {
    std::iter::once(id)
        .chain(dom.ancestors(id).take(2))
        .any(|id| {
            [dom.attr(id, "class"), dom.attr(id, "id")]
                .into_iter()
                .flatten()
                .flat_map(mw::words_of)
                .any(|w| {
                    [
                        "today",
                        "todays",
                        "current",
                        "currentdate",
                        "clock",
                        "now",
                        "weather",
                    ]
                    .contains(&w.as_str())
                })
        })
}

/// The words of the innermost elements between title and text, where they tell when.
fn lines_of_leaves(scene: &Scene<'_>) -> Vec<String> {
    let (dom, head) = (scene.dom, scene.head());
    let is_leaf = |id: NodeId| dom.children(id).all(|child| dom.name(child).is_none());
    scene
        .elements
        .iter()
        .copied()
        .filter(|id| head.contains(id))
        .take(300)
        .filter(|&id| is_leaf(id) && marks::own_flags(dom, id) & (mw::CAPTION | mw::COMMENTS) == 0)
        .map(|id| dom.text(id))
        .filter(|text| text.len() <= 120 && wording::date_line(text).is_some())
        .collect()
}
