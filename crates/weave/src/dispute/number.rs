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
use crate::wording::{fnv, one_line};
use dateline_vocabulary::{
    Days, Dispute, DisputeId, DisputeKind, EventId, Factuality, Happening, HappeningId, Span,
};
use jiff::ToSpan;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A record, by its index in the account.
#[derive(Clone, Copy)]
enum Record {
    /// What an event's statement tells.
    Event(usize),
    /// What somebody says, where no event is told in it.
    Attribution(usize),
}

/// A statement with numbers in it.
struct Numbered<'a> {
    document: usize,
    /// The record that it rests on.
    record: Record,
    /// Its events, by their index in the account.
    events: Vec<usize>,
    text: &'a str,
    quantities: Vec<Quantity>,
    words: Weighted,
    /// The words of what stands around it too.
    context: Weighted,
    /// Names in it and around it.
    names: Few<u64>,
    /// Whether it tells of what is planned or may be.
    is_foreseen: bool,
    /// The days that its words give.
    days: BTreeSet<Days>,
    /// What it tells, sayings aside.
    happenings: Few<&'a HappeningId>,
    is_update: bool,
    /// Whether its words tell what it is about from something like it.
    is_another: bool,
    /// The years that it tells of; that of its page, where it names none.
    years: BTreeSet<i16>,
    /// Where what it tells was, as far as it says.
    places: BTreeSet<&'a str>,
}

/// Rare words under which a statement is looked up.
const LOOKED_UP: usize = 8;
/// Statements next to it in time that one is compared with, for each rare word.
const NEIGHBOURS: usize = 40;
/// Least likeness of two statements about one matter.
const ONE_MATTER: f32 = 0.12;
/// Least likeness of what stands around two statements about one matter, where it shares a name.
const ONE_STORY: f32 = 0.15;
/// Least likeness of two statements about one happening that put it on different days.
const NEARLY_THE_SAME: f32 = 0.3;
/// Days within which one thing happens: a battle, a flood.
const MOMENT: i32 = 31;
/// Days between two pages of which one may tell as a plan what the other tells as a fact.
const SAME_NEWS: i32 = 7;
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
                if p.contradicts(q)
                    && !is_progress(accounts, (x, p), (y, q))
                    && !agrees(x, y, p, q)
                    && !counts_more(x, y, p, q)
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
        let mut statements: Vec<(Span, Record, Vec<usize>, &str)> = by_span
            .into_iter()
            .map(|(span, events)| {
                let text = account.events[events[0]].statement.text.as_str();
                (span, Record::Event(events[0]), events, text)
            })
            .collect();
        let counted: Vec<Span> = (statements.iter())
            .filter(|(.., text)| !quantities(text).is_empty())
            .map(|(span, ..)| *span)
            .collect();
        for (k, told) in account.attributions.iter().enumerate() {
            let is_counted = (counted.iter())
                .any(|span| span.start < told.span.end && told.span.start < span.end);
            if !is_counted {
                statements.push((told.span, Record::Attribution(k), Vec::new(), &told.content));
            }
        }
        statements.sort_by_key(|(span, ..)| *span);
        let texts: Vec<&str> = statements.iter().map(|(.., text)| *text).collect();
        for (k, (_, record, events, text)) in statements.into_iter().enumerate() {
            let quantities = quantities(text);
            if quantities.is_empty() || is_withdrawn(text) {
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
            let around = &texts[k.saturating_sub(1)..texts.len().min(k + 2)];
            let is_foreseen = told().next().is_some()
                && told().all(|deed| {
                    matches!(deed.factuality, Factuality::Planned | Factuality::Possible)
                });
            let places = told()
                .filter_map(|deed| Some(deed.place.as_ref()?.0.as_str()))
                .collect();
            all.push(Numbered {
                years: years(text, account.published),
                places,
                context: Weighted::of(
                    around.iter().flat_map(|text| words_but_days(text)),
                    usize::MAX,
                ),
                names: names(around),
                is_foreseen,
                document,
                record,
                events,
                text,
                quantities,
                words: Weighted::of(words_but_days(text), usize::MAX),
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

/// Days and months: two statements of a Tuesday are not about one matter for that.
const DAYS: &str = " monday tuesday wednesday thursday friday saturday sunday january february march april may june july \
    august september october november december ";

/// The words of a statement that are no days.
fn words_but_days(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| {
        let bare = word
            .split(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or("");
        !DAYS.contains(&format!(" {} ", bare.to_lowercase()))
    })
}

/// The names in some statements: capitals inside of a sentence, days aside.
fn names(statements: &[&str]) -> Few<u64> {
    let of_statement = |text: &&str| {
        let words = text.split(|c: char| c.is_whitespace() || "“”\"()—–".contains(c));
        let mut opens = true;
        words
            .filter(|word| !word.is_empty())
            .filter_map(|word| {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                let bare = bare
                    .strip_suffix("'s")
                    .or(bare.strip_suffix("’s"))
                    .unwrap_or(bare);
                let is_name = !opens && bare.len() >= 3 && bare.starts_with(char::is_uppercase);
                opens = word.ends_with(['.', '!', '?', ':']);
                let lower = bare.to_lowercase();
                (is_name && !DAYS.contains(&format!(" {lower} "))).then(|| fnv(lower.bytes()))
            })
            .collect::<Vec<_>>()
    };
    statements.iter().flat_map(of_statement).collect()
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
        let around = statement.context.heaviest(LOOKED_UP).into_iter();
        let page = key(0, statement.document as u64);
        let words = words.chain(around).map(|word| key(1, word));
        words.chain([page])
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
    let is_one_year = a.years.is_empty() || b.years.is_empty() || !a.years.is_disjoint(&b.years);
    let are_apart = !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places);
    if !is_one_year || are_apart && !a.happenings.meets(&b.happenings) {
        return false;
    }
    // A plan and what comes of it are apart in time.
    if a.is_foreseen != b.is_foreseen && !printed_within(accounts, a, b, SAME_NEWS) {
        return false;
    }
    let are_dated = !a.days.is_empty() && !b.days.is_empty();
    let near = if !are_dated {
        printed_within(accounts, a, b, NEAR_PAGES)
    } else {
        a.days.iter().any(|x| {
            b.days
                .iter()
                .any(|y| x.may_coincide(*y) && are_as_long(*x, *y))
        })
    };
    let is_alike = a.words.likeness(&b.words) >= ONE_MATTER
        || a.document != b.document
            && a.names.meets(&b.names)
            && a.context.likeness(&b.context) >= ONE_STORY;
    // One happening may be put on two days, in nearly the same words.
    let is_one = a.happenings.meets(&b.happenings)
        && (!are_dated || a.words.likeness(&b.words) >= NEARLY_THE_SAME);
    near && is_alike || is_one
}

/// Whether what was counted in one span of days can be what was counted in the other: a year's dead are not a month's.
fn are_as_long(one: Days, other: Days) -> bool {
    let length = |days: Days| {
        let (from, to) = days.ends()?;
        Some(from.until(to).ok()?.get_days() + 1)
    };
    let (Some(one), Some(other)) = (length(one), length(other)) else {
        return true;
    };
    one.max(other) <= 2 * one.min(other) || one.max(other) <= MOMENT
}

/// Whether two statements were printed within so many days, as far as is known.
fn printed_within(accounts: &[Account], a: &Numbered<'_>, b: &Numbered<'_>, days: i32) -> bool {
    let printed = |s: &Numbered<'_>| accounts[s.document].published.ends();
    match (printed(a), printed(b)) {
        (Some((x, _)), Some((y, _))) => x.until(y).is_ok_and(|span| span.get_days().abs() <= days),
        _ => true,
    }
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

/// Whether one statement counts some whom the other leaves out, and says so: nine guests, and eleven with the two gunmen.
fn counts_more(a: &Numbered<'_>, b: &Numbered<'_>, p: &Quantity, q: &Quantity) -> bool {
    let includes = |statement: &Numbered<'_>| {
        let lower = statement.text.to_lowercase();
        [
            "including",
            "counting the",
            "among them",
            "of whom",
            "plus the",
        ]
        .iter()
        .any(|phrase| lower.contains(phrase))
    };
    p.is_sum && p.most < q.least && includes(b) || q.is_sum && q.most < p.least && includes(a)
}

/// Whether a statement takes back the number in it.
fn is_withdrawn(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "was mistaken",
        "were mistaken",
        "was wrong",
        "in error",
        "we regret",
        "erroneous",
        "had wrongly",
        "incorrectly",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
}

/// Words between `since` and the year that it goes with, at most.
const REACH_OF_SINCE: usize = 6;

/// The years that a statement tells of, and that of its page where it names none; `since 1987` names none.
fn years(text: &str, published: Days) -> BTreeSet<i16> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let named = (1..words.len()).filter_map(|k| {
        let before = words[k - 1].to_lowercase();
        let is_year =
            words[k].len() == 4 && matches!(before.as_str(), "in" | "of" | "during" | "for");
        // `The deadliest attack since the truce of 2012`.
        let is_since = words[k.saturating_sub(REACH_OF_SINCE)..k].contains(&"since");
        let year: i16 = words[k].parse().ok().filter(|_| is_year && !is_since)?;
        (1500..2100).contains(&year).then_some(year)
    });
    let named: BTreeSet<i16> = named.collect();
    match (named.is_empty(), published.ends()) {
        // In January papers tell of December.
        (true, Some((from, to))) => {
            let first = from.checked_sub(60.days()).unwrap_or(from);
            (first.year()..=to.year()).collect()
        }
        _ => named,
    }
}

impl Numbered<'_> {
    fn backing(&self, accounts: &[Account]) -> Backing {
        match self.record {
            Record::Event(k) => Backing::event(accounts, (self.document, k)),
            Record::Attribution(k) => Backing::attribution(accounts, (self.document, k)),
        }
    }

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
        "similar ",
        "last year",
        "a year ago",
        "years ago",
        "earlier attack",
        "in neighbouring ",
        "in nearby ",
        "this year",
        "so far this",
        "in all of ",
        "since it began",
        "since the beginning",
        "since the start",
        "since then",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
        || began_since(&lower)
        || is_another_of_its_kind(&lower)
}

/// `The second attack`, `the previous raid`; not `the second week`, `the previous day`.
fn is_another_of_its_kind(lower: &str) -> bool {
    const TIMES: &str = " week day night half time quarter month year round evening morning floor ";
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let mut rest = words.by_ref().peekable();
    while let Some(word) = rest.next() {
        let tells = matches!(word, "second" | "third" | "previous");
        if tells
            && rest
                .peek()
                .is_some_and(|next| !TIMES.contains(&format!(" {next} ")))
        {
            return true;
        }
    }
    false
}

/// `70,000 have died since the uprising began`: all that came of it, and not of one day.
fn began_since(lower: &str) -> bool {
    lower.split_once("since ").is_some_and(|(_, behind)| {
        let clause = behind.split([',', '.', ';']).next().unwrap_or("");
        ["began", "begun", "started", "broke out"]
            .iter()
            .any(|word| clause.contains(word))
    })
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
        || first.backing(accounts).record,
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
                    .map(|k| statements[*k].backing(accounts))
                    .collect();
                side(value, None, &backing, accounts, entities)
            })
            .collect(),
    }
}
