//! Numbers that cannot both be right: two pages count the same thing of the same matter differently.
//!
//! Which matter a number is about is the difficulty, not the comparing (a pair of different numbers from two pages of one story
//! is a real disagreement in one case of nine). So a statement is tied to another by what it names: rare words of its own, days
//! that may coincide, what is counted, and no word that tells it from something like it.

use super::{Backing, side};
use crate::account::Account;
use crate::blocks::{Blocks, key};
use crate::entity::Entities;
use crate::few::Few;
use crate::happening::happenings_of_events;
use crate::quantity::{Counted, Quantity, is_update, quantities};
use crate::weighted::Weighted;
use crate::wording::one_line;
use dateline_vocabulary::{
    Days, Dispute, DisputeId, DisputeKind, EventId, Happening, HappeningId, Span,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A statement with numbers in it.
struct Numbered<'a> {
    document: usize,
    /// Its events, by their index in the account.
    events: Vec<usize>,
    text: &'a str,
    quantities: Vec<Quantity>,
    words: Weighted,
    /// The days that its words give.
    days: BTreeSet<Days>,
    /// What it tells, sayings aside.
    happenings: Few<&'a HappeningId>,
    is_update: bool,
    /// Whether its words tell what it is about from something like it.
    is_another: bool,
}

/// Rare words under which a statement is looked up.
const LOOKED_UP: usize = 8;
/// Statements next to it in time that one is compared with, for each rare word.
const NEIGHBOURS: usize = 40;
/// Least likeness of two statements about one matter.
const ONE_MATTER: f32 = 0.12;
/// Days between two pages that may tell of one matter, where their words give no day.
const NEAR_PAGES: i32 = 21;

/// Finds the disputes about numbers, sorted by id.
pub(super) fn about_numbers(
    accounts: &[Account],
    entities: &Entities,
    happenings: &[Happening],
) -> Vec<Dispute> {
    let happening_of = happenings_of_events(happenings);
    let statements = numbered(accounts, &happening_of);
    // Numbers of one matter that contradict each other, by statement and number.
    let mut groups = Groups::default();
    let mut contradicting: BTreeSet<(usize, usize)> = BTreeSet::new();
    let contradictions = |(a, b): (usize, usize)| {
        let (x, y) = (&statements[a], &statements[b]);
        let mut found = Vec::new();
        if !of_one_matter(accounts, x, y) {
            return found;
        }
        for (i, p) in x.quantities.iter().enumerate() {
            for (j, q) in y.quantities.iter().enumerate() {
                if p.contradicts(q) && !is_progress(accounts, (x, p), (y, q)) && !agrees(x, y, p, q)
                {
                    found.push(((a, i), (b, j)));
                }
            }
        }
        found
    };
    let found: Vec<_> = candidates(accounts, &statements)
        .flat_map_iter(contradictions)
        .collect();
    for (one, other) in found {
        let node = |(k, i): (usize, usize)| (k, statements[k].quantities[i].counted);
        groups.join(node(one), node(other));
        contradicting.extend([one, other]);
    }
    let mut disputes: Vec<Dispute> = groups
        .members(&contradicting, &statements)
        .into_values()
        .map(|members| dispute(&members, &statements, accounts, entities, &happening_of))
        .collect();
    disputes.sort_by(|a, b| a.id.cmp(&b.id));
    disputes
}

/// The statements that count something, by document and place in it.
fn numbered<'a>(
    accounts: &'a [Account],
    happening_of: &FxHashMap<&EventId, &'a Happening>,
) -> Vec<Numbered<'a>> {
    let of_page = |(document, account): (usize, &'a Account)| {
        let mut all = Vec::new();
        let mut by_span: BTreeMap<Span, Vec<usize>> = BTreeMap::new();
        for (k, deed) in account.events.iter().enumerate() {
            by_span.entry(deed.statement.span).or_default().push(k);
        }
        for events in by_span.into_values() {
            let text = account.events[events[0]].statement.text.as_str();
            let quantities = quantities(text);
            if quantities.is_empty() {
                continue;
            }
            let told = || {
                let deeds = events.iter().map(|k| &account.events[*k]);
                deeds.filter(|deed| deed.says.is_none())
            };
            let days = told()
                .filter(|deed| deed.dated_by_words && deed.days.ends().is_some())
                .map(|deed| deed.days)
                .collect();
            let happenings = told()
                .filter_map(|deed| happening_of.get(&deed.id))
                .map(|happening| &happening.id)
                .collect();
            all.push(Numbered {
                document,
                events,
                text,
                quantities,
                words: Weighted::of([text], usize::MAX),
                days,
                happenings,
                is_update: is_update(text),
                is_another: tells_of_another(text),
            });
        }
        all
    };
    let pages = accounts.par_iter().enumerate();
    pages.flat_map_iter(of_page).collect()
}

/// Pairs of statements that share rare words, or the page.
fn candidates(
    accounts: &[Account],
    statements: &[Numbered<'_>],
) -> impl IndexedParallelIterator<Item = (usize, usize)> {
    let mut order: Vec<u32> = (0..statements.len() as u32).collect();
    let day = |k: &u32| {
        let statement = &statements[*k as usize];
        let first = statement.days.first().and_then(|days| days.from);
        first.or(accounts[statement.document].published.from)
    };
    order.sort_by_key(|k| (day(k), *k));
    let blocks = Blocks::of(order, |k| {
        let statement = &statements[k as usize];
        let words = statement.words.heaviest(LOOKED_UP).into_iter();
        let page = key(0, statement.document as u64);
        words.map(|word| key(1, word)).chain([page])
    });
    let comparable = |(): &mut (), a: u32, b: u32| {
        let (a, b) = (&statements[a as usize], &statements[b as usize]);
        a.is_another == b.is_another
    };
    blocks
        .pairs(NEIGHBOURS, comparable)
        .into_par_iter()
        .map(|(a, b)| (a as usize, b as usize))
}

/// Whether two statements are about one matter.
fn of_one_matter(accounts: &[Account], a: &Numbered<'_>, b: &Numbered<'_>) -> bool {
    let near = if a.days.is_empty() || b.days.is_empty() {
        let printed = |s: &Numbered<'_>| accounts[s.document].published.ends();
        match (printed(a), printed(b)) {
            (Some((x, _)), Some((y, _))) => x
                .until(y)
                .is_ok_and(|span| span.get_days().abs() <= NEAR_PAGES),
            _ => true,
        }
    } else {
        a.days
            .iter()
            .any(|x| b.days.iter().any(|y| x.may_coincide(*y)))
    };
    near && a.words.likeness(&b.words) >= ONE_MATTER || a.happenings.meets(&b.happenings)
}

/// Whether the later of two numbers only goes on from the earlier: a toll that has risen.
fn is_progress(
    accounts: &[Account],
    (a, p): (&Numbered<'_>, &Quantity),
    (b, q): (&Numbered<'_>, &Quantity),
) -> bool {
    let printed = |s: &Numbered<'_>| accounts[s.document].published.from;
    let grows = |early: &Quantity, late: &Numbered<'_>, number: &Quantity| {
        // Of the missing fewer are left as they are found.
        late.is_update && (number.least >= early.least || number.counted == Counted::Missing)
    };
    let may_grow = !matches!(p.counted, Counted::Money | Counted::Things | Counted::Jobs);
    may_grow
        && match printed(a).cmp(&printed(b)) {
            std::cmp::Ordering::Less => grows(p, b, q),
            std::cmp::Ordering::Greater => grows(q, a, p),
            std::cmp::Ordering::Equal => grows(p, b, q) || grows(q, a, p),
        }
}

/// Whether a statement that gives two numbers of the same thing (another's, and its own) has the other's among them and does not
/// speak against it: `nine, of whom three`.
fn agrees(a: &Numbered<'_>, b: &Numbered<'_>, p: &Quantity, q: &Quantity) -> bool {
    let also = |other: &Numbered<'_>, number: &Quantity| {
        other.quantities.iter().any(|own| {
            own.counted == number.counted
                && own.noun == number.noun
                && own.least <= number.most
                && number.least <= own.most
        })
    };
    (also(a, q) || also(b, p)) && !a.speaks_against() && !b.speaks_against()
}

impl Numbered<'_> {
    /// Whether its words set numbers against each other.
    fn speaks_against(&self) -> bool {
        const WORDS: [&str; 17] = [
            "rejected",
            "rejects",
            "denied",
            "disputed",
            "disputes",
            "differ",
            "different",
            "but",
            "not",
            "while",
            "whereas",
            "against",
            "contradicts",
            "instead",
            "however",
            "although",
            "only",
        ];
        self.text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.contains(&word.to_lowercase().as_str()))
    }
}

/// Whether a statement tells of something like what others tell, and not of that: `a similar attack`, `last year's march`.
fn tells_of_another(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "another ",
        "a second ",
        "the second ",
        "similar ",
        "last year",
        "a year ago",
        "years ago",
        "previous ",
        "earlier attack",
        "a third ",
        "this year",
        "so far this",
        "in all of ",
        "since it began",
        "since then",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
}

/// The numbers of one statement that count one thing, some and all.
type Node = (usize, Counted);

/// Groups of numbers, by joining.
#[derive(Default)]
struct Groups {
    parent: BTreeMap<Node, Node>,
}

impl Groups {
    fn root(&self, mut at: Node) -> Node {
        while let Some(up) = self.parent.get(&at) {
            at = *up;
        }
        at
    }

    fn join(&mut self, a: Node, b: Node) {
        let root = self.root(a).min(self.root(b));
        // Both ways to the root are cut short.
        for mut at in [a, b] {
            while at != root {
                at = self.parent.insert(at, root).unwrap_or(root);
            }
        }
    }

    /// The numbers of each group, as statement and number.
    fn members(
        &self,
        all: &BTreeSet<(usize, usize)>,
        statements: &[Numbered<'_>],
    ) -> BTreeMap<Node, Vec<(usize, usize)>> {
        let mut members: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (k, i) in all {
            let root = self.root((*k, statements[*k].quantities[*i].counted));
            members.entry(root).or_default().push((*k, *i));
        }
        members
    }
}

fn dispute(
    members: &[(usize, usize)],
    statements: &[Numbered<'_>],
    accounts: &[Account],
    entities: &Entities,
    happening_of: &FxHashMap<&EventId, &Happening>,
) -> Dispute {
    // By the number, the smaller first.
    let mut sides: BTreeMap<(u64, String), Vec<usize>> = BTreeMap::new();
    for (k, i) in members {
        let quantity = &statements[*k].quantities[*i];
        sides
            .entry((quantity.least as u64, quantity.value()))
            .or_default()
            .push(*k);
    }
    let (first, number) = members[0];
    let first = &statements[first];
    let counted = first.quantities[number].counted;
    let happening = members
        .iter()
        .flat_map(|(k, _)| {
            let statement = &statements[*k];
            statement
                .events
                .iter()
                .map(|e| &accounts[statement.document].events[*e])
        })
        .filter(|deed| deed.says.is_none())
        .filter_map(|deed| happening_of.get(&deed.id))
        .max_by_key(|happening| (happening.documents.len(), std::cmp::Reverse(&happening.id)));
    let of = happening.map_or_else(
        || {
            accounts[first.document].events[first.events[0]]
                .id
                .to_string()
        },
        |happening| happening.id.to_string(),
    );
    Dispute {
        id: DisputeId(format!(
            "d-number-{}-{of}-{number}",
            counted.as_str().replace(' ', "-")
        )),
        about: DisputeKind::Number,
        subject: happening
            .map_or_else(|| one_line(first.text), |happening| happening.label.clone()),
        happening: happening.map(|happening| happening.id.clone()),
        sides: sides
            .into_iter()
            .map(|((_, value), statements_of)| {
                let backing: Vec<Backing> = statements_of
                    .iter()
                    .map(|k| {
                        let statement = &statements[*k];
                        Backing::event(accounts, (statement.document, statement.events[0]))
                    })
                    .collect();
                side(value, None, &backing, accounts, entities)
            })
            .collect(),
    }
}
