//! The timeline: which entries, and how they are told.

mod html;
mod select;
mod text;

pub use html::{Account, timeline_html};
pub use select::{TimelineFilter, one_entry_a_statement, select_entries};
pub use text::timeline_text;

use crate::days::day_phrase;
use crate::names::name_holds;
use crate::plain::one_line;
use dateline_vocabulary::{Days, Entry, Factuality, OrderRelation};

/// The days of an entry.
fn entry_days(entry: &Entry) -> Days {
    Days {
        from: entry.from,
        to: entry.to,
    }
}

/// When, as a heading: the days, what it is before or after, or `Undated`.
pub fn when(entry: &Entry) -> String {
    match &entry.placed {
        Some(placed) => {
            let relation = match placed.relation {
                OrderRelation::Before => "Before",
                OrderRelation::After => "After",
            };
            format!("{relation} what happened on {}", day_phrase(placed.days))
        }
        None if entry_days(entry).is_unknown() => "Undated".to_owned(),
        None => day_phrase(entry_days(entry)),
    }
}

/// Whether a label already names somebody or some place: it holds the name, or its last word.
fn label_names(label: &str, name: &str) -> bool {
    let last = name
        .split(|c: char| !c.is_alphanumeric())
        .rfind(|word| !word.is_empty());
    name_holds(label, name) || last.is_some_and(|last| name_holds(label, last))
}

/// Who and where, as far as the label does not say. Only those who have a name: what else the pages call them stands
/// in their words.
pub fn who_and_where(entry: &Entry) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for participant in entry
        .participants
        .iter()
        .filter(|participant| participant.entity.is_some())
    {
        let name = one_line(&participant.name);
        let is_place = entry.place.as_deref().map(one_line).as_ref() == Some(&name);
        if !name.is_empty()
            && !is_place
            && !label_names(&entry.label, &name)
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    let mut parts = Vec::new();
    if !names.is_empty() {
        parts.push(format!("with {}", names.join(", ")));
    }
    if let Some(place) = entry
        .place
        .as_deref()
        .map(one_line)
        .filter(|place| !label_names(&entry.label, place))
    {
        parts.push(format!("place: {place}"));
    }
    parts
}

/// What deserves a second look: `disputed: date`, `inferred day`, `planned`, `denied`, `possible`.
pub fn entry_marks(entry: &Entry) -> Vec<String> {
    let mut marks = Vec::new();
    if !entry.disputed.is_empty() {
        let kinds: Vec<&str> = entry.disputed.iter().map(|kind| kind.as_str()).collect();
        marks.push(format!("disputed: {}", kinds.join(", ")));
    }
    if entry.inferred {
        marks.push("inferred day".to_owned());
    }
    match entry.factuality {
        Factuality::Planned => marks.push("planned".to_owned()),
        Factuality::Denied => marks.push("denied".to_owned()),
        Factuality::Possible => marks.push("possible".to_owned()),
        Factuality::Happened | Factuality::Reported => {}
    }
    marks
}

#[cfg(test)]
pub(crate) mod samples {
    use dateline_vocabulary::*;
    use jiff::civil::Date;

    /// An entry with only a number, days and a label.
    pub fn entry(order: u32, from: &str, to: &str, label: &str) -> Entry {
        let day = |text: &str| text.parse::<Date>().ok();
        Entry {
            order,
            from: day(from),
            to: day(to),
            precision: Precision::Day,
            label: label.into(),
            happening: HappeningId(format!("h{order}")),
            plover: None,
            factuality: Factuality::Happened,
            disputed: vec![],
            inferred: false,
            salient: true,
            placed: None,
            place: None,
            participants: vec![],
            chain: vec!["Harbour Post".into()],
            independent: Independent {
                at_least: 1,
                at_most: 1,
            },
            events: vec![],
        }
    }

    /// A participant without an entity.
    pub fn participant(name: &str, entity: Option<&str>) -> NamedParticipant {
        NamedParticipant {
            role: ParticipantRole::Agent,
            name: name.into(),
            entity: entity.map(EntityId::from),
        }
    }
}
