//! What people changed: found again by its words in what was read, and done after what the weave does by itself.
//!
//! Corrections hold in the order in which they were made. A record that was rejected takes no part; whoever confirms it later takes
//! it in again. Joining and parting change groups ([`Groups`]) that the weave made: entities, happenings, claims.

use crate::account::Account;
use dateline_vocabulary::{
    Anchor, ChangeKind, Correction, Days, Dispute, DocumentId, DocumentRecords, Effect, EventId,
    Outcome, RecordKind, Words,
};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A mention, an event or an attribution: its document, and its place among those of it.
pub(crate) type Item = (usize, usize);

/// Corrections that hold, in the order in which they were made, and where their words were found.
#[derive(Default)]
pub(crate) struct Corrections {
    all: Vec<Correction>,
    /// By document: which correction, which of its targets, which anchor of that.
    anchors: HashMap<DocumentId, Vec<(usize, usize, usize)>>,
    /// Ids of the records whose words they are.
    found: BTreeMap<(usize, usize, usize), String>,
    /// Events with days that somebody gave them.
    redated: BTreeSet<EventId>,
}

impl Corrections {
    /// Those that were not taken back.
    pub(crate) fn of(corrections: impl IntoIterator<Item = Correction>) -> Corrections {
        let all: Vec<Correction> = corrections
            .into_iter()
            .filter(|correction| correction.undone.is_none())
            .collect();
        let mut anchors: HashMap<DocumentId, Vec<_>> = HashMap::new();
        for (c, correction) in all.iter().enumerate() {
            for (t, target) in correction.targets.iter().enumerate() {
                for (a, anchor) in target.anchors.iter().enumerate() {
                    let of_document = anchors.entry(anchor.document.clone()).or_default();
                    of_document.push((c, t, a));
                }
            }
        }
        Corrections {
            all,
            anchors,
            ..Corrections::default()
        }
    }

    /// Whether words of an event's own date it, or somebody did.
    pub(crate) fn redated(&self, event: &EventId) -> bool {
        self.redated.contains(event)
    }

    /// Finds what corrections are about in a document, and gives its records as they were corrected.
    pub(crate) fn read<'r>(&mut self, records: &'r DocumentRecords) -> Cow<'r, DocumentRecords> {
        let Some(places) = self.anchors.get(&records.document.id) else {
            return Cow::Borrowed(records);
        };
        let mut corrected = Cow::Borrowed(records);
        let mut rejected: BTreeSet<(RecordKind, String)> = BTreeSet::new();
        for place @ (c, t, a) in places.iter().copied() {
            let correction = &self.all[c];
            let anchor = &correction.targets[t].anchors[a];
            let Some(id) = record_at(records, anchor) else {
                continue;
            };
            // A record is what is corrected, rather than what was made of several.
            if correction.what == anchor.record {
                let key = (anchor.record, id.clone());
                match correction.change {
                    ChangeKind::Reject => {
                        rejected.insert(key);
                    }
                    ChangeKind::Confirm => {
                        rejected.remove(&key);
                    }
                    ChangeKind::Redate => {
                        let events = &mut corrected.to_mut().events;
                        for event in events.iter_mut().filter(|event| event.id.as_str() == id) {
                            event.days = correction.days;
                            self.redated.insert(event.id.clone());
                        }
                    }
                    ChangeKind::Merge
                    | ChangeKind::Split
                    | ChangeKind::Rename
                    | ChangeKind::Note => {}
                }
            }
            self.found.insert(place, id);
        }
        if !rejected.is_empty() {
            reject(corrected.to_mut(), &rejected);
        }
        corrected
    }

    /// Where the targets of corrections of one sort stand among the accounts.
    pub(crate) fn edits(&self, what: RecordKind, accounts: &[Account]) -> Vec<Edit<'_>> {
        let record = match what {
            RecordKind::Entity => RecordKind::Mention,
            RecordKind::Happening => RecordKind::Event,
            RecordKind::Claim => RecordKind::Attribution,
            other => other,
        };
        let wanted: BTreeMap<&DocumentId, usize> = accounts
            .iter()
            .enumerate()
            .map(|(document, account)| (&account.id, document))
            .collect();
        let item = |place: &(usize, usize, usize)| -> Option<Item> {
            let id = self.found.get(place)?;
            let anchor = &self.all[place.0].targets[place.1].anchors[place.2];
            let document = *wanted.get(&anchor.document)?;
            let account = &accounts[document];
            let k = match record {
                RecordKind::Mention => account.mentions.iter().position(|m| m.id.as_str() == id),
                RecordKind::Event => account.events.iter().position(|e| e.id.as_str() == id),
                _ => account
                    .attributions
                    .iter()
                    .position(|a| a.id.as_str() == id),
            };
            Some((document, k?))
        };
        self.all
            .iter()
            .enumerate()
            .filter(|(_, correction)| correction.what == what)
            .map(|(c, correction)| Edit {
                number: c,
                correction,
                targets: (0..correction.targets.len())
                    .map(|t| {
                        let anchors = 0..correction.targets[t].anchors.len();
                        anchors.filter_map(|a| item(&(c, t, a))).collect()
                    })
                    .collect(),
            })
            .collect()
    }

    /// What became of the corrections of single records.
    pub(crate) fn effects_on_records(&self) -> Vec<Effect> {
        let single = [
            RecordKind::Mention,
            RecordKind::Event,
            RecordKind::Attribution,
        ];
        self.all
            .iter()
            .enumerate()
            .filter(|(_, correction)| single.contains(&correction.what))
            .map(|(c, correction)| {
                let records = self.records_of(c);
                let outcome = match records.first() {
                    None => Outcome::Unresolved,
                    Some(id) if self.is_overruled(c, id) => Outcome::Overruled,
                    Some(_) => Outcome::Applied,
                };
                effect(correction, outcome, records)
            })
            .collect()
    }

    /// Takes out the disputes that somebody says are none, and tells what became of the corrections of disputes: each is about the one
    /// that has most of its records, on two sides at least.
    pub(crate) fn settle(&self, disputes: &mut Vec<Dispute>) -> Vec<Effect> {
        let mut rejected: BTreeMap<String, (bool, usize)> = BTreeMap::new();
        let mut about: Vec<(usize, Option<String>)> = Vec::new();
        for (c, correction) in self.all.iter().enumerate() {
            if correction.what != RecordKind::Dispute {
                continue;
            }
            let records: BTreeSet<String> = self.records_of(c).into_iter().collect();
            let kind = correction.targets.first().and_then(|target| target.about);
            let shared = |dispute: &Dispute| -> Vec<usize> {
                let sides = dispute.sides.iter();
                sides
                    .map(|side| {
                        side.records
                            .iter()
                            .filter(|id| records.contains(*id))
                            .count()
                    })
                    .filter(|n| *n > 0)
                    .collect()
            };
            let meant = disputes
                .iter()
                .filter(|dispute| kind.is_none_or(|kind| kind == dispute.about))
                .map(|dispute| (shared(dispute), &dispute.id))
                .filter(|(shared, _)| shared.len() > 1)
                .max_by_key(|(shared, id)| (shared.iter().sum::<usize>(), std::cmp::Reverse(*id)))
                .map(|(_, id)| id.to_string());
            if let Some(id) = meant
                .as_ref()
                .filter(|_| correction.change != ChangeKind::Note)
            {
                let is_rejected = correction.change == ChangeKind::Reject;
                rejected.insert(id.clone(), (is_rejected, c));
            }
            about.push((c, meant));
        }
        disputes.retain(|dispute| !rejected.get(dispute.id.as_str()).is_some_and(|it| it.0));
        about
            .into_iter()
            .map(|(c, meant)| {
                let correction = &self.all[c];
                let outcome = match meant.as_ref().map(|id| rejected.get(id)) {
                    None => Outcome::Unresolved,
                    _ if correction.change == ChangeKind::Note => Outcome::Applied,
                    Some(Some((is_rejected, last)))
                        if *last != c
                            && *is_rejected != (correction.change == ChangeKind::Reject) =>
                    {
                        Outcome::Overruled
                    }
                    Some(_) => Outcome::Applied,
                };
                effect(correction, outcome, meant.into_iter().collect())
            })
            .collect()
    }

    /// Ids of the records that a correction's words were found to be, sorted.
    fn records_of(&self, correction: usize) -> Vec<String> {
        let of_it = (correction, 0, 0)..(correction + 1, 0, 0);
        let ids: BTreeSet<&String> = self.found.range(of_it).map(|(_, id)| id).collect();
        ids.into_iter().cloned().collect()
    }

    /// Whether a later correction of the same record says otherwise.
    fn is_overruled(&self, correction: usize, record: &str) -> bool {
        use ChangeKind::{Confirm, Redate, Reject};
        let change = self.all[correction].change;
        self.all
            .iter()
            .enumerate()
            .skip(correction + 1)
            .any(|(c, later)| {
                let contradicts = matches!(
                    (change, later.change),
                    (Reject, Confirm) | (Confirm | Redate, Reject) | (Redate, Redate)
                );
                contradicts
                    && later.what == self.all[correction].what
                    && self.records_of(c).iter().any(|id| id == record)
            })
    }
}

/// What became of a correction; without records where they take no part any more, as was asked for.
fn effect(correction: &Correction, outcome: Outcome, records: Vec<String>) -> Effect {
    let is_gone = correction.change == ChangeKind::Reject && outcome == Outcome::Applied;
    let detail = match outcome {
        Outcome::Unresolved => Some("its words are not there, or nothing is read in them"),
        Outcome::Overruled => Some("a later correction says otherwise"),
        Outcome::Applied => None,
    };
    Effect {
        correction: correction.id.clone(),
        outcome,
        detail: detail.map(str::to_owned),
        records: if is_gone { Vec::new() } else { records },
    }
}

/// Takes rejected records out, and what points at them.
fn reject(records: &mut DocumentRecords, rejected: &BTreeSet<(RecordKind, String)>) {
    let is = |kind: RecordKind, id: &str| rejected.contains(&(kind, id.to_owned()));
    records
        .mentions
        .retain(|mention| !is(RecordKind::Mention, mention.id.as_str()));
    records
        .events
        .retain(|event| !is(RecordKind::Event, event.id.as_str()));
    // What stood inside a rejected attribution stands inside the one around it.
    let around: BTreeMap<_, _> = records
        .attributions
        .iter()
        .filter(|attribution| is(RecordKind::Attribution, attribution.id.as_str()))
        .map(|attribution| (attribution.id.clone(), attribution.within.clone()))
        .collect();
    let outwards = |mut at: Option<_>| {
        while let Some(further) = at.as_ref().and_then(|id| around.get(id)) {
            at = further.clone();
        }
        at
    };
    records
        .attributions
        .retain(|attribution| !around.contains_key(&attribution.id));
    for attribution in &mut records.attributions {
        attribution.within = outwards(attribution.within.take());
    }
    for event in &mut records.events {
        event.attribution = outwards(event.attribution.take());
    }
}

/// Code points that words may have moved, on a page that is read anew.
const MOST_MOVED: u32 = 2000;

/// The record whose words an anchor has: the nearest with the same words, where it is not too far; else one that overlaps it by more
/// than half.
fn record_at(records: &DocumentRecords, anchor: &Anchor) -> Option<String> {
    let all: Vec<(&str, Words)> = match anchor.record {
        RecordKind::Mention => (records.mentions.iter())
            .map(|mention| (mention.id.as_str(), mention.words.clone()))
            .collect(),
        RecordKind::Event => (records.events.iter())
            .map(|event| (event.id.as_str(), event.trigger.clone()))
            .collect(),
        RecordKind::Attribution => (records.attributions.iter())
            .map(|attribution| {
                let words = Words {
                    span: attribution.content.hull,
                    text: attribution.content.text.clone(),
                };
                (attribution.id.as_str(), words)
            })
            .collect(),
        _ => Vec::new(),
    };
    let (span, text) = (anchor.words.span, &anchor.words.text);
    let same_words = all
        .iter()
        .filter(|(_, words)| words.text == *text)
        .min_by_key(|(_, words)| words.span.start.abs_diff(span.start))
        .filter(|(_, words)| words.span.start.abs_diff(span.start) <= MOST_MOVED);
    let overlap = |words: &Words| {
        let (start, end) = (
            words.span.start.max(span.start),
            words.span.end.min(span.end),
        );
        end.saturating_sub(start)
    };
    let found = same_words.or_else(|| {
        let most = all.iter().max_by_key(|(_, words)| overlap(words))?;
        let longer = (span.end - span.start).max(most.1.span.end - most.1.span.start);
        (2 * overlap(&most.1) > longer).then_some(most)
    });
    found.map(|(id, _)| (*id).to_owned())
}

/// A correction of what the weave makes, with where its targets stand.
pub(crate) struct Edit<'c> {
    /// Its place among the corrections that hold.
    pub(crate) number: usize,
    pub(crate) correction: &'c Correction,
    /// The records of each target that were found.
    pub(crate) targets: Vec<Vec<Item>>,
}

impl Edit<'_> {
    /// Why two things are one, for people to read.
    pub(crate) fn reason(&self) -> String {
        let Correction {
            id, made, targets, ..
        } = self.correction;
        let (by, why) = (&made.by, &made.why);
        let labels: Vec<String> = targets.iter().map(|t| format!("`{}`", t.label)).collect();
        let why = why.as_ref().map_or(String::new(), |why| format!(": {why}"));
        format!("{} are one, says {by} ({id}){why}", labels.join(" and "))
    }
}

/// Records in groups: the mentions of entities, the events of happenings, the attributions of claims.
pub(crate) struct Groups {
    /// A group that was joined to another is empty; one that was set apart stands at the end.
    pub(crate) members: Vec<Vec<Item>>,
    group_of: HashMap<Item, usize>,
}

impl Groups {
    pub(crate) fn of(members: Vec<Vec<Item>>) -> Groups {
        let group_of = members
            .iter()
            .enumerate()
            .flat_map(|(group, items)| items.iter().map(move |item| (*item, group)))
            .collect();
        Groups { members, group_of }
    }

    /// The group that most of these are in, the first of several.
    pub(crate) fn of_most(&self, items: &[Item]) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for group in items.iter().filter_map(|item| self.group_of.get(item)) {
            *counts.entry(*group).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(group, n)| (*n, std::cmp::Reverse(*group)))
            .map(|(group, _)| group)
    }

    /// Joins and parts as people said. Gives, for each group that was set apart, the one it came from.
    pub(crate) fn edit(&mut self, edits: &[Edit<'_>]) -> BTreeMap<usize, usize> {
        let mut came_from = BTreeMap::new();
        for edit in edits {
            match edit.correction.change {
                ChangeKind::Merge => {
                    let mut groups = edit.targets.iter().filter_map(|t| self.of_most(t));
                    let Some(into) = groups.next() else {
                        continue;
                    };
                    let others: BTreeSet<usize> = groups.filter(|g| *g != into).collect();
                    for other in others {
                        for item in std::mem::take(&mut self.members[other]) {
                            self.group_of.insert(item, into);
                            self.members[into].push(item);
                        }
                    }
                    self.members[into].sort_unstable();
                }
                ChangeKind::Split => {
                    let [rest, part] = edit.targets.as_slice() else {
                        continue;
                    };
                    let Some(from) = self.of_most(rest) else {
                        continue;
                    };
                    let apart: BTreeSet<Item> = part
                        .iter()
                        .copied()
                        .filter(|item| self.group_of.get(item) == Some(&from))
                        .collect();
                    if apart.is_empty() || apart.len() == self.members[from].len() {
                        continue;
                    }
                    let group = self.members.len();
                    came_from.insert(group, from);
                    self.members[from].retain(|item| !apart.contains(item));
                    for item in &apart {
                        self.group_of.insert(*item, group);
                    }
                    self.members.push(apart.into_iter().collect());
                }
                _ => {}
            }
        }
        came_from
    }

    /// What became of corrections. `id` gives the id of a group's record, where there is one.
    pub(crate) fn effects(
        &self,
        edits: &[Edit<'_>],
        id: impl Fn(usize) -> Option<String>,
    ) -> Vec<Effect> {
        // By group: what was last done to it as a whole.
        let mut last: BTreeMap<(usize, ChangeKind), usize> = BTreeMap::new();
        for edit in edits {
            if let Some(group) = edit.targets.first().and_then(|t| self.of_most(t)) {
                last.insert((group, edit.correction.change), edit.number);
            }
        }
        edits
            .iter()
            .map(|edit| {
                let groups: Vec<Option<usize>> =
                    edit.targets.iter().map(|t| self.of_most(t)).collect();
                let found = groups.iter().flatten().count();
                let enough = match edit.correction.change {
                    ChangeKind::Merge => found > 1,
                    _ => found == groups.len(),
                };
                if !enough {
                    return effect(edit.correction, Outcome::Unresolved, Vec::new());
                }
                let groups: BTreeSet<usize> = groups.into_iter().flatten().collect();
                let change = edit.correction.change;
                let later = |other: ChangeKind| {
                    groups
                        .iter()
                        .any(|g| last.get(&(*g, other)).is_some_and(|n| *n > edit.number))
                };
                let overruled = match change {
                    ChangeKind::Merge => groups.len() > 1,
                    ChangeKind::Split => groups.len() < edit.targets.len(),
                    ChangeKind::Rename | ChangeKind::Redate => later(change),
                    ChangeKind::Reject => later(ChangeKind::Confirm),
                    ChangeKind::Confirm => later(ChangeKind::Reject),
                    ChangeKind::Note => false,
                };
                let mut records: Vec<String> = groups.into_iter().filter_map(&id).collect();
                records.sort();
                let outcome = if overruled {
                    Outcome::Overruled
                } else {
                    Outcome::Applied
                };
                effect(edit.correction, outcome, records)
            })
            .collect()
    }

    /// The records that `make` makes of the groups which nobody rejected, given what people said of each as a whole; sorted by
    /// their ids, which `id` gives. With what became of the corrections.
    pub(crate) fn records<R: Send, I: Ord + ToString>(
        &self,
        edits: &[Edit<'_>],
        make: impl Fn(&[Item], Option<&Whole<'_>>) -> R + Sync,
        id: impl Fn(&R) -> &I,
    ) -> (Vec<R>, Vec<Effect>) {
        let whole = self.whole(edits);
        let of_group = |(group, members): (usize, &Vec<Item>)| {
            let said = whole.get(&group);
            let is_there = !members.is_empty() && !said.is_some_and(|said| said.rejected);
            is_there.then(|| (group, make(members, said)))
        };
        let made: Vec<(usize, R)> = (self.members.par_iter().enumerate())
            .filter_map(of_group)
            .collect();
        let id_of = |group: usize| {
            let at = made.binary_search_by_key(&group, |(group, _)| *group);
            Some(id(&made[at.ok()?].1).to_string())
        };
        let effects = self.effects(edits, id_of);
        let mut records: Vec<R> = made.into_iter().map(|(_, record)| record).collect();
        records.sort_by(|a, b| id(a).cmp(id(b)));
        (records, effects)
    }

    /// By group, the last corrections of each sort of what is whole: what it is called, its days, whether it is rejected.
    pub(crate) fn whole<'e>(&self, edits: &'e [Edit<'e>]) -> BTreeMap<usize, Whole<'e>> {
        let mut whole: BTreeMap<usize, Whole<'e>> = BTreeMap::new();
        for edit in edits {
            let Some(group) = edit.targets.first().and_then(|t| self.of_most(t)) else {
                continue;
            };
            let whole = whole.entry(group).or_default();
            match edit.correction.change {
                ChangeKind::Rename => whole.name = edit.correction.name.as_deref(),
                ChangeKind::Redate => whole.days = Some(edit.correction.days),
                ChangeKind::Reject => whole.rejected = true,
                ChangeKind::Confirm => whole.rejected = false,
                ChangeKind::Merge => {
                    let mut groups = edit.targets.iter().map(|t| self.of_most(t));
                    // A later correction may have parted them again.
                    if groups.all(|it| it == Some(group)) {
                        whole.reasons.push(edit.reason());
                    }
                }
                ChangeKind::Split | ChangeKind::Note => {}
            }
        }
        whole
    }
}

/// What people said of a whole entity, happening or claim.
#[derive(Default)]
pub(crate) struct Whole<'e> {
    pub(crate) name: Option<&'e str>,
    pub(crate) days: Option<Days>,
    pub(crate) rejected: bool,
    /// Why several are one.
    pub(crate) reasons: Vec<String>,
}
