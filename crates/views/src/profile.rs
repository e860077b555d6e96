//! Who somebody is, under all names, and what they did, said and had said of them.

use crate::claims::voice;
use crate::corrections::Beside;
use crate::days::day_phrase;
use crate::look::{Look, wrap};
use crate::names::name_holds;
use crate::pages::PageNotes;
use crate::plain::one_line;
use dateline_vocabulary::{
    Attribution, Days, DocumentId, DocumentRecords, Entity, EntityId, Event, EventId, HappeningId,
    HeldRole, MentionId, ParticipantRole, Plover, Words,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An event that somebody took part in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The event.
    pub id: EventId,
    /// Its document.
    pub document: DocumentId,
    /// When.
    #[serde(flatten)]
    pub days: Days,
    /// The happening, where it is part of one.
    pub happening: Option<HappeningId>,
    /// The clause or sentence that tells it.
    pub statement: Words,
}

/// What somebody said, or what was said of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The attribution.
    pub attribution: Attribution,
}

/// A meeting, visit, call or negotiation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// The others who took part, by name where they have one.
    pub with: Vec<String>,
    /// What is told of it.
    pub event: Told,
}

/// A person, organisation, group, place or role with everything that the pile tells of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename = "profile")]
pub struct Profile {
    /// Who it is.
    pub entity: Entity,
    /// What it did.
    pub did: Vec<Told>,
    /// What was done to it, or what it otherwise had a part in.
    pub had_part_in: Vec<Told>,
    /// Whom it met.
    pub met: Vec<Meeting>,
    /// What it said.
    pub said: Vec<Said>,
    /// What others said of it.
    pub said_of: Vec<Said>,
}

impl Profile {
    /// The entity, of which nothing is told yet.
    pub fn new(entity: &Entity) -> Profile {
        Profile {
            entity: entity.clone(),
            did: Vec::new(),
            had_part_in: Vec::new(),
            met: Vec::new(),
            said: Vec::new(),
            said_of: Vec::new(),
        }
    }

    /// Puts everything in its order: what is dated by day, what is undated last.
    pub fn in_order(mut self) -> Profile {
        self.did.sort_by_key(told_order);
        self.had_part_in.sort_by_key(told_order);
        self.met.sort_by_key(|meeting| told_order(&meeting.event));
        self
    }

    /// Takes in what one document tells, whose mentions must know their entities. `names` gives the name of each entity.
    pub fn read(&mut self, records: &DocumentRecords, names: &BTreeMap<EntityId, String>) {
        let entity_of: BTreeMap<&MentionId, &EntityId> = records
            .mentions
            .iter()
            .filter_map(|mention| Some((&mention.id, mention.entity.as_ref()?)))
            .collect();
        let is_me = |mention: &Option<MentionId>| {
            mention
                .as_ref()
                .is_some_and(|id| entity_of.get(id) == Some(&&self.entity.id))
        };
        // That something was said stands in what was said.
        let sayings = records.sayings();
        let is_saying = |event: &Event| event.plover.is_none() && sayings.contains_key(&event.id);
        for event in records.events.iter().filter(|event| !is_saying(event)) {
            let mine: Vec<ParticipantRole> = event
                .participants
                .iter()
                .filter(|it| is_me(&it.mention))
                .map(|it| it.role)
                .collect();
            if mine.is_empty() {
                continue;
            }
            if event.plover == Some(Plover::Consult) {
                let mut with: Vec<String> = Vec::new();
                for other in event.participants.iter().filter(|it| !is_me(&it.mention)) {
                    let entity = other.mention.as_ref().and_then(|id| entity_of.get(id));
                    let name = entity
                        .and_then(|id| names.get(*id))
                        .unwrap_or(&other.words.text);
                    if !with.contains(name) {
                        with.push(name.clone());
                    }
                }
                self.met.push(Meeting {
                    with,
                    event: told(event),
                });
            } else if mine.contains(&ParticipantRole::Agent) {
                self.did.push(told(event));
            } else {
                self.had_part_in.push(told(event));
            }
        }
        let my_mentions: Vec<_> = records
            .mentions
            .iter()
            .filter(|mention| mention.entity.as_ref() == Some(&self.entity.id))
            .collect();
        let speaks_of_me = |attribution: &Attribution| {
            my_mentions.iter().any(|mention| {
                attribution
                    .content
                    .spans
                    .iter()
                    .any(|span| span.contains(mention.words.span))
            })
        };
        for attribution in &records.attributions {
            if attribution
                .source
                .as_ref()
                .is_some_and(|source| is_me(&source.mention))
            {
                self.said.push(Said {
                    attribution: attribution.clone(),
                });
            } else if speaks_of_me(attribution) {
                // The innermost one that still speaks of it says it best.
                let inner = |other: &Attribution| {
                    other.within.as_ref() == Some(&attribution.id) && speaks_of_me(other)
                };
                if !records.attributions.iter().any(inner) {
                    self.said_of.push(Said {
                        attribution: attribution.clone(),
                    });
                }
            }
        }
    }
}

fn told(event: &Event) -> Told {
    Told {
        id: event.id.clone(),
        document: event.document.clone(),
        days: event.days,
        happening: event.happening.clone(),
        statement: event.statement.clone(),
    }
}

/// By day, what is undated last.
fn told_order(told: &Told) -> (bool, Days, EventId) {
    (told.days.is_unknown(), told.days, told.id.clone())
}

/// When pages gave somebody an office, for people: `on pages of 3–9 May 2011`.
pub fn told_when(held: &HeldRole) -> String {
    match (held.days.is_unknown(), held.documents.len()) {
        (true, 1) => "on a page without a day".to_owned(),
        (true, _) => "on pages without a day".to_owned(),
        (false, 1) => format!("on a page of {}", day_phrase(held.days)),
        (false, _) => format!("on pages of {}", day_phrase(held.days)),
    }
}

/// The profile for people: names, then what it did, whom it met, what it said, what is said of it.
pub fn profile_text(
    profile: &Profile,
    notes: &mut PageNotes<'_>,
    beside: &Beside,
    look: Look,
) -> String {
    let entity = &profile.entity;
    let mut out = format!(
        "{} ({}){}\n",
        look.strong(&one_line(&entity.name)),
        entity.entity_type,
        beside.after(entity.id.as_str(), look)
    );
    if !entity.aliases.is_empty() {
        let aliases: Vec<String> = entity.aliases.iter().map(|alias| one_line(alias)).collect();
        out.push_str(&wrap(
            &format!("also: {}", aliases.join("; ")),
            look.width,
            "  ",
            "    ",
        ));
    }
    for held in &entity.roles {
        let line = format!("{}: {}", one_line(&held.role), told_when(held));
        let line = format!("{line} {}", notes.reference(&held.documents));
        out.push_str(&wrap(&line, look.width, "  ", "    "));
    }
    if let Some(place) = &entity.location {
        let point = place.latitude.zip(place.longitude);
        let point = point.map_or(String::new(), |(north, east)| {
            format!(", {:.2}°, {:.2}°", north.to_f64(), east.to_f64())
        });
        let line = format!(
            "{} ({}{point}): {}",
            place.name, place.country, place.reason
        );
        out.push_str(&wrap(&one_line(&line), look.width, "  ", "    "));
    }
    let n_pages = entity.documents.len();
    let pages = if n_pages == 1 {
        "1 page".to_owned()
    } else {
        format!("{n_pages} pages")
    };
    out.push_str(&format!(
        "  in {pages} {}\n",
        notes.reference(&entity.documents)
    ));
    if !entity.reasons.is_empty() {
        let reasons: Vec<String> = entity.reasons.iter().map(|it| one_line(it)).collect();
        let line = look.faint(&format!("taken for one: {}", reasons.join("; ")));
        out.push_str(&wrap(&line, look.width, "  ", "    "));
    }
    push_told(&mut out, "Did", &profile.did, notes, look);
    push_told(&mut out, "Had a part in", &profile.had_part_in, notes, look);
    if !profile.met.is_empty() {
        out.push_str(&format!("\n{}\n", look.strong("Met")));
        let mut seen = BTreeSet::new();
        for Meeting { with, event } in &profile.met {
            if event
                .happening
                .as_ref()
                .is_some_and(|happening| !seen.insert((happening, with)))
            {
                continue;
            }
            let statement = one_line(&event.statement.text);
            let others: Vec<String> = with
                .iter()
                .map(|name| one_line(name))
                .filter(|name| !name_holds(&statement, name))
                .collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!(" (with {})", others.join(", "))
            };
            push_dated(
                &mut out,
                event.days,
                &format!("{statement}{others}"),
                [&event.document],
                notes,
                look,
            );
        }
    }
    push_said(&mut out, "Said", &profile.said, notes, look);
    push_said(
        &mut out,
        "Said of it by others",
        &profile.said_of,
        notes,
        look,
    );
    out
}

/// Events under a heading; those of one happening on one line, in the words of the first.
fn push_told(out: &mut String, heading: &str, all: &[Told], notes: &mut PageNotes<'_>, look: Look) {
    if all.is_empty() {
        return;
    }
    out.push_str(&format!("\n{}\n", look.strong(heading)));
    let mut seen = BTreeSet::new();
    let mut printed = BTreeSet::new();
    for told in all {
        // One sentence may tell of several happenings of one day.
        if !printed.insert((told.days, &told.document, told.statement.span.start)) {
            continue;
        }
        let same: Vec<&Told> = match &told.happening {
            Some(happening) if !seen.insert(happening) => continue,
            Some(happening) => all
                .iter()
                .filter(|other| other.happening.as_ref() == Some(happening))
                .collect(),
            None => vec![told],
        };
        let documents: Vec<&DocumentId> = same.iter().map(|told| &told.document).collect();
        push_dated(
            out,
            told.days,
            &one_line(&told.statement.text),
            documents,
            notes,
            look,
        );
    }
}

fn push_dated<'d>(
    out: &mut String,
    days: Days,
    words: &str,
    documents: impl IntoIterator<Item = &'d DocumentId>,
    notes: &mut PageNotes<'_>,
    look: Look,
) {
    let reference = notes.reference(documents);
    let line = format!(
        "{} {words} {reference}",
        look.time(&format!("{}:", day_phrase(days)))
    );
    out.push_str(&wrap(&line, look.width, "  ", "    "));
}

fn push_said(out: &mut String, heading: &str, all: &[Said], notes: &mut PageNotes<'_>, look: Look) {
    if all.is_empty() {
        return;
    }
    out.push_str(&format!("\n{}\n", look.strong(heading)));
    for Said { attribution } in all {
        let reference = notes.reference([&attribution.document]);
        let line = format!(
            "{} {} {reference}",
            one_line(&attribution.content.text),
            look.faint(&format!("— {}", voice(attribution, look)))
        );
        out.push_str(&wrap(&line, look.width, "  ", "    "));
    }
}
