//! Disputes: two or more sides about one happening or claim.

mod name;
mod number;

use crate::Pile;
use crate::account::{Account, Told, places_of_events};
use crate::entity::Entities;
use crate::few::Few;
use crate::witness::{Telling, who_all};
use crate::wording::{Stem, one_line};
use dateline_vocabulary::{
    Days, Dispute, DisputeId, DisputeKind, DocumentId, Factuality, Happening, MentionType, Side,
    Stance,
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Least number of shared topics that makes an assertion what a denial answers.
const LEAST_TOPICS: f64 = 2.4;
/// Characters between an assertion and a denial that is taken to answer it.
const NEAR: u32 = 600;
/// Share of the best assertion's score that others need.
const NEAR_THE_BEST: f64 = 0.7;
/// Share of the most topics that an assertion of another page needs, where one of the same page is nearer.
const AS_GOOD_ELSEWHERE: f64 = 0.85;
/// Least share of words in which two who both say no say the same.
const SAME_WORDS: f64 = 0.5;
/// Assertions that one denial is set against, at most.
const MOST_ASSERTIONS: usize = 6;

/// Finds the disputes of a pile, sorted by id.
pub(crate) fn find_disputes(
    Pile {
        accounts,
        entities,
        neighbours,
        ..
    }: Pile<'_>,
    happenings: &[Happening],
) -> Vec<Dispute> {
    let where_is = places_of_events(accounts);
    let of_happening = |happening: &Happening| {
        let mut disputes = Vec::new();
        let members: Vec<(usize, usize)> = happening
            .events
            .iter()
            .filter_map(|id| where_is.get(id).copied())
            // That somebody speaks is seldom in dispute; what they say is, as a claim.
            .filter(|(d, k)| {
                let deed = &accounts[*d].events[*k];
                deed.says.is_none() || deed.plover.is_some()
            })
            .collect();
        disputes.extend(about_days(happening, &members, accounts, entities));
        disputes.extend(about_its_being(happening, &members, accounts, entities));
        disputes.extend(name::about_place(
            happening, &members, accounts, entities, neighbours,
        ));
        disputes.extend(name::about_doer(
            happening, &members, accounts, entities, neighbours,
        ));
        disputes
    };
    let told_twice = happenings.par_iter().filter(|h| h.events.len() > 1);
    let mut disputes: Vec<Dispute> = told_twice.flat_map_iter(of_happening).collect();
    disputes.extend(number::about_numbers(accounts, entities, happenings));
    disputes.extend(denials(accounts, entities));
    disputes.sort_by(|a, b| a.id.cmp(&b.id));
    disputes.dedup_by(|a, b| a.id == b.id);
    disputes
}

/// Accounts that put one happening on days which cannot be the same.
fn about_days(
    happening: &Happening,
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
) -> Option<Dispute> {
    let mut sides: BTreeMap<Days, Vec<(usize, usize)>> = BTreeMap::new();
    for member in members {
        let deed = &accounts[member.0].events[member.1];
        if deed.dated_by_words && deed.days.ends().is_some() {
            sides.entry(deed.days).or_default().push(*member);
        }
    }
    // Days that may coincide with all others are a coarser grain, not a side.
    let all: Vec<Days> = sides.keys().copied().collect();
    sides.retain(|days, _| all.iter().any(|other| !days.may_coincide(*other)));
    if sides.len() < 2 {
        return None;
    }
    let sides = sides
        .into_iter()
        .map(|(days, members)| {
            let value = match (days.single(), days.ends()) {
                (Some(day), _) => day.to_string(),
                (_, Some((from, to))) => format!("{from}/{to}"),
                _ => String::new(),
            };
            event_side(value, None, &members, accounts, entities)
        })
        .collect();
    Some(of_happening(happening, DisputeKind::Date, "date", sides))
}

/// A happening that some accounts tell and others deny.
fn about_its_being(
    happening: &Happening,
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
) -> Option<Dispute> {
    let of = |wanted: &dyn Fn(Factuality) -> bool| -> Vec<(usize, usize)> {
        members
            .iter()
            .copied()
            .filter(|(d, k)| wanted(accounts[*d].events[*k].factuality))
            .collect()
    };
    let asserted = of(&Factuality::is_of_fact);
    let denied = of(&|f| f == Factuality::Denied);
    if asserted.is_empty() || denied.is_empty() {
        return None;
    }
    let words = |members: &[(usize, usize)]| {
        accounts[members[0].0].events[members[0].1]
            .statement
            .text
            .clone()
    };
    let sides = vec![
        event_side(
            words(&asserted),
            Some(Stance::Asserts),
            &asserted,
            accounts,
            entities,
        ),
        event_side(
            words(&denied),
            Some(Stance::Denies),
            &denied,
            accounts,
            entities,
        ),
    ];
    if sides[0].who == sides[1].who {
        return None; // One voice that says when it was not and when it was.
    }
    Some(of_happening(
        happening,
        DisputeKind::Denial,
        "denial",
        sides,
    ))
}

/// A dispute about a happening; `over` tells those of one kind apart in its id.
fn of_happening(
    happening: &Happening,
    about: DisputeKind,
    over: &str,
    sides: Vec<Side>,
) -> Dispute {
    Dispute {
        id: DisputeId(format!("d-{over}-{}", happening.id)),
        about,
        subject: happening.label.clone(),
        happening: Some(happening.id.clone()),
        sides,
    }
}

fn event_side(
    value: String,
    stance: Option<Stance>,
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
) -> Side {
    let backing: Vec<Backing> = members
        .iter()
        .map(|member| Backing::event(accounts, *member))
        .collect();
    side(value, stance, &backing, accounts, entities)
}

/// What a side rests on: where it is told, and by which record.
struct Backing {
    telling: Telling,
    record: String,
}

impl Backing {
    /// An event: its document, and its place among the events of it.
    fn event(accounts: &[Account], event: (usize, usize)) -> Backing {
        Backing {
            telling: Telling::of_event(accounts, event),
            record: accounts[event.0].events[event.1].id.to_string(),
        }
    }

    /// What is said: its document, and its place among the attributions of it.
    fn attribution(accounts: &[Account], at: (usize, usize)) -> Backing {
        Backing {
            telling: Telling::of_attribution(accounts, at),
            record: accounts[at.0].attributions[at.1].id.to_string(),
        }
    }
}

fn side(
    value: String,
    stance: Option<Stance>,
    backing: &[Backing],
    accounts: &[Account],
    entities: &Entities,
) -> Side {
    let tellings: Vec<Telling> = backing.iter().map(|t| t.telling).collect();
    let documents: BTreeSet<DocumentId> = tellings
        .iter()
        .map(|t| accounts[t.document].id.clone())
        .collect();
    let records: BTreeSet<&String> = backing.iter().map(|t| &t.record).collect();
    Side {
        value: one_line(&value),
        stance,
        who: who_all(&tellings, accounts, entities),
        records: records.into_iter().cloned().collect(),
        documents: documents.into_iter().collect(),
    }
}

/// An assertion that a denial may answer.
struct Answered {
    /// How much it is about what is denied.
    topics: f64,
    /// The same, and more where it stands near.
    score: f64,
    /// Its document, and its place among the attributions of it.
    at: (usize, usize),
}

/// Denials, each set against the assertions that it answers.
fn denials(accounts: &[Account], entities: &Entities) -> Vec<Dispute> {
    // Entities to the assertions that name them: what a denial may answer names somebody that it names.
    let mut naming: FxHashMap<usize, Vec<(usize, usize)>> = FxHashMap::default();
    // The entities that each assertion names.
    let mut named: FxHashMap<(usize, usize), Few<usize>> = FxHashMap::default();
    for (document, account) in accounts.iter().enumerate() {
        for (k, told) in account.attributions.iter().enumerate() {
            if told.stance == Stance::Asserts && told.has_source && told.stems.len() >= 3 {
                let names = entities_of(document, &told.inside, entities);
                for entity in names.iter() {
                    naming.entry(*entity).or_default().push((document, k));
                }
                named.insert((document, k), names);
            }
        }
    }
    // In how many contents a word stands: what everybody writes of tells little.
    let mut how_common: FxHashMap<Stem, u32> = FxHashMap::default();
    for told in accounts.iter().flat_map(|account| &account.attributions) {
        for stem in told.stems.iter() {
            *how_common.entry(*stem).or_default() += 1;
        }
    }
    let of_page = |(document, account): (usize, &Account)| {
        let mut disputes = Vec::new();
        for (k, denial) in account.attributions.iter().enumerate().filter(|(_, told)| {
            told.stance == Stance::Denies
                && told.has_source
                && !told.withheld
                && !told.tenor.is_open
        }) {
            let speaker = denial.source_mention.and_then(|m| entities.of(document, m));
            let topics = entities_of(document, &denial.inside, entities);
            // A short denial (`it has no links to the group`) is about what stands before it.
            let around = entities_of(document, &denial.before, entities);
            let mut candidates: BTreeSet<(usize, usize)> = BTreeSet::new();
            for entity in topics.iter().chain(around.iter()).chain(&speaker) {
                candidates.extend(naming.get(entity).into_iter().flatten().take(200));
            }
            let around = around.iter().filter(|_| denial.stems.len() <= 8);
            let topics: Few<usize> = topics.iter().chain(around).copied().collect();
            let spoken_for = SpokenFor::by(denial);
            let mut best_topics = 0.0_f64;
            let mut answered: Vec<Answered> = candidates
                .into_iter()
                .filter(|(d, a)| (*d, *a) != (document, k))
                .filter_map(|(d, a)| {
                    let assertion = &accounts[d].attributions[a];
                    let other_speaker = assertion.source_mention.and_then(|m| entities.of(d, m));
                    if other_speaker.is_some() && other_speaker == speaker
                        || assertion.chain.last() == denial.chain.last()
                    {
                        return None;
                    }
                    // `I never met him` and `he says he never met him` say the same.
                    if assertion.tenor.says_no
                        && denial.tenor.says_no
                        && denial.stems.jaccard(&assertion.stems) >= SAME_WORDS
                    {
                        return None;
                    }
                    // What one passage says within another is no answer to it.
                    let same_page = d == document;
                    if same_page && assertion.span.overlaps(denial.span) {
                        return None;
                    }
                    let topics = shared_topics(
                        denial,
                        &topics,
                        speaker,
                        assertion,
                        &named[&(d, a)],
                        (entities, &spoken_for),
                        &how_common,
                    );
                    let nearness = if same_page {
                        nearness(denial, assertion)
                    } else {
                        0.0
                    };
                    best_topics = best_topics.max(topics);
                    (topics >= LEAST_TOPICS).then_some(Answered {
                        topics,
                        score: topics + nearness,
                        at: (d, a),
                    })
                })
                .collect();
            // An accusation that is denied was made by those who accuse.
            let accuses = |(d, a): (usize, usize)| accounts[d].attributions[a].accuses;
            if denial.tenor.accuses && answered.iter().any(|it| accuses(it.at)) {
                answered.retain(|it| accuses(it.at));
            }
            answered.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.at.cmp(&b.at)));
            // What answers much less well than the best is about something else.
            let best = answered.first().map_or(0.0, |best| best.score);
            answered.retain(|it| {
                it.score >= best * NEAR_THE_BEST || it.topics >= best_topics * AS_GOOD_ELSEWHERE
            });
            answered.truncate(MOST_ASSERTIONS);
            if answered.is_empty() {
                continue;
            }
            let asserting: Vec<(usize, usize)> = answered.into_iter().map(|it| it.at).collect();
            disputes.push(Dispute {
                id: DisputeId(format!("d-denial-{}", denial.id)),
                about: DisputeKind::Denial,
                subject: one_line(&denial.content),
                happening: None,
                sides: vec![
                    told_side(Stance::Asserts, &asserting, accounts, entities),
                    told_side(Stance::Denies, &[(document, k)], accounts, entities),
                ],
            });
        }
        disputes
    };
    let pages = accounts.par_iter().enumerate();
    pages.flat_map_iter(of_page).collect()
}

fn told_side(
    stance: Stance,
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
) -> Side {
    let told = |(d, a): (usize, usize)| &accounts[d].attributions[a];
    let backing: Vec<Backing> = members
        .iter()
        .map(|member| Backing::attribution(accounts, *member))
        .collect();
    let value = told(members[0]).content.clone();
    side(value, Some(stance), &backing, accounts, entities)
}

fn entities_of(document: usize, mentions: &[usize], entities: &Entities) -> Few<usize> {
    mentions
        .iter()
        .filter_map(|m| entities.of(document, *m))
        .collect()
}

/// How much more likely a denial answers an assertion of its own page than one of another: most of all what was said just before.
fn nearness(denial: &Told, assertion: &Told) -> f64 {
    let is_just_before =
        assertion.span.end <= denial.span.start && denial.span.start - assertion.span.end <= NEAR;
    if is_just_before { 1.6 } else { 0.8 }
}

/// How much an assertion is about what a denial denies.
fn shared_topics(
    denial: &Told,
    topics: &Few<usize>,
    speaker: Option<usize>,
    assertion: &Told,
    named: &Few<usize>,
    (entities, spoken_for): (&Entities, &SpokenFor),
    how_common: &FxHashMap<Stem, u32>,
) -> f64 {
    let weight = |e: usize| match entities.entity_type(e) {
        MentionType::Place => 0.4,
        _ => 1.0,
    };
    let mut score: f64 = topics
        .shared(named)
        .filter(|e| Some(**e) != speaker)
        .map(|e| weight(*e))
        .sum();
    // An accused answers: the one who denies, or its country, is named in what is asserted.
    if speaker.is_some_and(|s| named.contains(&s))
        || named.iter().any(|e| spoken_for.has(*e, entities))
    {
        score += 1.2;
    }
    let rarity =
        |word: &Stem| 1.0 / (1.0 + f64::from(how_common.get(word).copied().unwrap_or(1)).ln());
    let words: f64 = denial
        .stems
        .shared(&assertion.stems)
        .filter(|word| word.len > 2)
        .map(rarity)
        .sum();
    score += words.min(3.0);
    if denial.stems.len() <= 8 {
        let around = denial
            .context
            .shared(&assertion.stems)
            .filter(|word| word.len > 4)
            .count() as f64;
        score += (0.25 * around).min(1.0);
    }
    if denial.tenor.is_of_ties && assertion.tenor.is_of_ties {
        score += 0.8;
    }
    if assertion.accuses && denial.tenor.accuses {
        score += 1.6;
    }
    score
}

/// The countries that the one who denies speaks for, by its words: `Ostrenian officials`, `the embassy of Ostrenia`.
struct SpokenFor {
    /// The words of the one who denies.
    words: Vec<String>,
    /// What was found of an entity.
    known: RefCell<FxHashMap<usize, bool>>,
}

impl SpokenFor {
    fn by(denial: &Told) -> SpokenFor {
        let name = denial.chain.last().map(String::as_str).unwrap_or_default();
        SpokenFor {
            words: crate::wording::words(name).collect(),
            known: RefCell::default(),
        }
    }

    /// Whether an entity is among them.
    fn has(&self, entity: usize, entities: &Entities) -> bool {
        if entities.entity_type(entity) != MentionType::Place {
            return false;
        }
        *self.known.borrow_mut().entry(entity).or_insert_with(|| {
            let country = entities.name(entity).to_lowercase();
            country.len() >= 4 && self.words.iter().any(|word| word.starts_with(&country))
        })
    }
}
