//! One page with what was read in it.

use crate::claims::voice;
use crate::days::day_phrase;
use crate::look::{Look, wrap};
use crate::marks::{Mark, mark_text};
use crate::pages::{PageRef, published_phrase};
use crate::plain::{harmless, one_line};
use dateline_vocabulary::{
    Attribution, Document, DocumentRecords, Event, MentionId, Passage, PassagePart, PassageRole,
    Span, Time,
};
use std::collections::BTreeMap;

/// The page: what it is, its passages in text order with the words marked and what they were read as below each;
/// then, under headings of their own, readers' comments and what the site put there.
///
/// `names` gives, per mention, the name of the entity that it refers to.
pub fn show_text(
    records: &DocumentRecords,
    names: &BTreeMap<MentionId, String>,
    look: Look,
) -> String {
    let document = &records.document;
    let mut out = about_page(document, look);
    let text = harmless(&document.text);
    let marks = all_marks(records, look);
    let of_place = |wanted: Place| -> Vec<&Passage> {
        records
            .passages
            .iter()
            .filter(|passage| place_of(passage) == wanted)
            .collect()
    };
    out.push('\n');
    for passage in of_place(Place::Article) {
        let label = label_of(passage);
        let label = if label.is_empty() {
            label
        } else {
            look.faint(&format!("{label}: "))
        };
        out.push_str(&wrap(
            &format!("{label}{}", mark_text(&text, passage.span, &marks)),
            look.width,
            "",
            "",
        ));
        for note in notes_on(records, passage.span, names, look) {
            out.push_str(&wrap(&note, look.width, "    ", "      "));
        }
        out.push('\n');
    }
    out.push_str(&wrap(&look.faint(LEGEND), look.width, "", ""));
    let comments = of_place(Place::Comments);
    if !comments.is_empty() {
        out.push_str(&format!(
            "\n{}\n",
            look.strong("Readers' comments (never evidence for what the article says)")
        ));
        for comment in comments {
            out.push_str(&comment_text(
                comment,
                &comments_by_id(records),
                &text,
                look,
            ));
        }
    }
    let residue = of_place(Place::Site);
    if !residue.is_empty() {
        out.push_str(&format!("\n{}\n", look.strong("What the site put there")));
        for passage in residue {
            out.push_str(&wrap(
                &look.faint(&mark_text(&text, passage.span, &[])),
                look.width,
                "  ",
                "  ",
            ));
        }
    }
    out
}

/// Under which heading a passage is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Article,
    Comments,
    Site,
}

fn place_of(passage: &Passage) -> Place {
    match (passage.role, passage.part) {
        (PassageRole::Comment, _) | (_, Some(PassagePart::Moderation)) => Place::Comments,
        (PassageRole::Residue, _) => Place::Site,
        _ => Place::Article,
    }
}

/// What stands before a passage of the article: its role, what more it is, its time; nothing before plain text.
fn label_of(passage: &Passage) -> String {
    let role = match passage.role {
        PassageRole::Paragraph => None,
        role => Some(role.as_str().replace('_', " ")),
    };
    // A row is a list item to the reading alone.
    let (role, part) = match passage.part {
        Some(PassagePart::TableRow) => (None, Some("table row".to_owned())),
        Some(PassagePart::LiveEntry) | None => (role, None),
        Some(part) => (role, Some(part.as_str().replace('_', " "))),
    };
    let time = passage.posted.as_deref().map(one_line);
    [time, role, part]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

const LEGEND: &str = "[who or where] {when} *event* ‹source› _cue_ «what is said»";

fn about_page(document: &Document, look: Look) -> String {
    let page = PageRef::from(document);
    let mut out = wrap(&look.strong(&page.in_a_line()), look.width, "", "  ");
    let mut facts = vec![
        format!("id: {}", document.id),
        format!("published: {}", published_phrase(&document.published)),
    ];
    if let Some(evidence) = &document.published.evidence {
        facts.push(format!(
            "{}: “{}”",
            document.published.basis.as_str(),
            one_line(evidence)
        ));
    }
    if !document.bylines.is_empty() {
        let bylines: Vec<String> = document
            .bylines
            .iter()
            .map(|byline| one_line(byline))
            .collect();
        facts.push(format!("by: {}", bylines.join(", ")));
    }
    if let Some(at) = &document.published.at {
        facts.push(format!("time of publication: {}", one_line(at)));
    }
    for (name, moment) in [
        ("last changed", &document.updated),
        ("saved", &document.captured),
    ] {
        if let Some(moment) = moment {
            let (at, evidence) = (one_line(&moment.at), one_line(&moment.evidence));
            facts.push(format!("{name}: {at}, by “{evidence}”"));
        }
    }
    if let Some(section) = &document.section {
        facts.push(format!("section: {}", one_line(section)));
    }
    for (name, value) in [("from", &document.dateline), ("address", &document.url)] {
        if let Some(value) = value {
            facts.push(format!("{name}: {}", one_line(value)));
        }
    }
    for fact in facts {
        out.push_str(&wrap(&look.faint(&fact), look.width, "  ", "    "));
    }
    let mut warnings: Vec<String> = document
        .published
        .contradicting
        .iter()
        .map(|other| {
            let (at, evidence) = (one_line(&other.at), one_line(&other.evidence));
            format!("another day on the page: {at}, by “{evidence}”")
        })
        .collect();
    if let Some(words) = &document.partial {
        warnings.push(format!(
            "only the beginning of the article: “{}”",
            one_line(words)
        ));
    }
    if let Some(problem) = &document.problem {
        warnings.push(format!("problem: {}", one_line(problem)));
    }
    for warning in warnings {
        out.push_str(&wrap(&look.warn(&warning), look.width, "  ", "    "));
    }
    out
}

/// All marks of the page, so that of two with the same range the one that means more stands outside.
fn all_marks(records: &DocumentRecords, look: Look) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut add = |spans: &[Span], open: &str, close: &str| {
        marks.extend(spans.iter().map(|&span| Mark {
            span,
            open: open.into(),
            close: close.into(),
        }));
    };
    for attribution in &records.attributions {
        add(&attribution.content.spans, "«", "»");
        if let Some(source) = &attribution.source {
            add(&source.words.spans, "‹", "›");
        }
        if let Some(cue) = &attribution.cue {
            add(&cue.spans, "_", "_");
        }
    }
    for event in &records.events {
        add(&[event.trigger.span], &look.warn("*"), &look.warn("*"));
    }
    for time in &records.times {
        add(&[time.words.span], &look.time("{"), &look.time("}"));
    }
    for mention in &records.mentions {
        add(&[mention.words.span], &look.strong("["), &look.strong("]"));
    }
    marks
}

/// What was read inside a passage, in text order.
fn notes_on(
    records: &DocumentRecords,
    passage: Span,
    names: &BTreeMap<MentionId, String>,
    look: Look,
) -> Vec<String> {
    let mut notes: Vec<(u32, u8, String)> = Vec::new();
    for time in records
        .times
        .iter()
        .filter(|time| passage.contains(time.words.span))
    {
        let mut note = format!(
            "{} {}",
            look.time(&format!("{{{}}}", one_line(&time.words.text))),
            time_phrase(time)
        );
        if let Some(anchor) = &time.anchor {
            note.push_str(&format!(" (from {})", one_line(anchor)));
        }
        notes.push((time.words.span.start, 0, note));
    }
    for attribution in records
        .attributions
        .iter()
        .filter(|it| passage.contains(it.content.hull))
    {
        notes.push((
            attribution.content.hull.start,
            1,
            attribution_note(attribution, look),
        ));
    }
    for event in records
        .events
        .iter()
        .filter(|event| passage.contains(event.trigger.span))
    {
        notes.push((event.trigger.span.start, 2, event_note(event, names, look)));
    }
    for mention in records
        .mentions
        .iter()
        .filter(|mention| passage.contains(mention.words.span))
    {
        let words = one_line(&mention.words.text);
        if let Some(name) = names.get(&mention.id).filter(|name| **name != words) {
            notes.push((
                mention.words.span.start,
                3,
                format!("[{words}] is {}", one_line(name)),
            ));
        }
    }
    notes.sort();
    notes.dedup_by(|a, b| a.2 == b.2);
    notes.into_iter().map(|(_, _, note)| note).collect()
}

/// The days that a time denotes; its value where it denotes none, as `P3D` for three days.
fn time_phrase(time: &Time) -> String {
    match (&time.value, time.days.is_unknown()) {
        (_, false) => day_phrase(time.days),
        (Some(value), true) => one_line(value),
        (None, true) => "no day of its own".to_owned(),
    }
}

fn attribution_note(attribution: &Attribution, look: Look) -> String {
    format!(
        "«{}» {}",
        beginning(&attribution.content.text),
        voice(attribution, look)
    )
}

fn event_note(event: &Event, names: &BTreeMap<MentionId, String>, look: Look) -> String {
    let named = |mention: &Option<MentionId>, words: &str| {
        let name = mention.as_ref().and_then(|id| names.get(id));
        one_line(name.map_or(words, String::as_str))
    };
    let mut facts = Vec::new();
    if let Some(plover) = event.plover {
        facts.push(plover.to_string());
    }
    for participant in &event.participants {
        facts.push(format!(
            "{}: {}",
            participant.role,
            named(&participant.mention, &participant.words.text)
        ));
    }
    if let Some(place) = &event.place {
        facts.push(format!(
            "place: {}",
            named(&place.mention, &place.words.text)
        ));
    }
    if !event.days.is_unknown() {
        let inferred = if event.time.is_none() {
            " (inferred)"
        } else {
            ""
        };
        facts.push(format!("{}{inferred}", day_phrase(event.days)));
    }
    facts.push(event.factuality.to_string());
    format!(
        "{} {}",
        look.warn(&format!("*{}*", one_line(&event.trigger.text))),
        facts.join("; ")
    )
}

/// The first words of a long text.
fn beginning(text: &str) -> String {
    let text = one_line(text);
    let words: Vec<&str> = text.split(' ').collect();
    match words.len() {
        0..=9 => text,
        _ => format!("{} …", words[..8].join(" ")),
    }
}

fn comments_by_id(records: &DocumentRecords) -> BTreeMap<&str, &Passage> {
    records
        .passages
        .iter()
        .map(|passage| (passage.id.as_str(), passage))
        .collect()
}

fn comment_text(
    comment: &Passage,
    by_id: &BTreeMap<&str, &Passage>,
    text: &str,
    look: Look,
) -> String {
    let author = |passage: &Passage| {
        passage
            .author
            .as_deref()
            .map_or("no name".to_owned(), one_line)
    };
    let mut head = match comment.part {
        Some(PassagePart::Moderation) => "moderator".to_owned(),
        _ => author(comment),
    };
    if let Some(posted) = &comment.posted {
        head.push_str(&format!(", {}", one_line(posted)));
    }
    if let Some(answered) = comment
        .reply_to
        .as_ref()
        .and_then(|id| by_id.get(id.as_str()))
    {
        head.push_str(&format!(", to {}", author(answered)));
    }
    if let Some(votes) = &comment.votes {
        for (count, what) in [
            (votes.up, "for"),
            (votes.down, "against"),
            (votes.score, "votes"),
        ] {
            if let Some(count) = count {
                head.push_str(&format!(", {count} {what}"));
            }
        }
    }
    let mut out = wrap(&look.faint(&head), look.width, "  ", "    ");
    out.push_str(&wrap(
        &mark_text(text, comment.span, &[]),
        look.width,
        "    ",
        "    ",
    ));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::*;
    use jiff::civil::date;

    #[test]
    fn a_page_is_shown_with_what_was_read() {
        let text = "Marsh met Quint on Monday, an aide said.\nWhat rot";
        let document = DocumentId::from("d");
        let words = |start: u32, end: u32| Words {
            span: Span { start, end },
            text: text[start as usize..end as usize].into(),
        };
        let fragments = |start: u32, end: u32| Fragments {
            hull: Span { start, end },
            text: text[start as usize..end as usize].into(),
            spans: vec![Span { start, end }],
        };
        let passage = |id: &str, role, start, end| {
            Passage::new(id.into(), document.clone(), role, Span { start, end })
        };
        let monday = Days::day(date(2011, 10, 3));
        let records = DocumentRecords {
            document: Document {
                media_type: "text/plain".into(),
                outlet: Some("Harbour Post".into()),
                published: Publication::day(
                    date(2011, 10, 6),
                    DateBasis::Printed,
                    "6 October 2011",
                ),
                text: text.into(),
                ..Document::new(document.clone(), "d.txt", "")
            },
            passages: vec![
                passage("p1", PassageRole::Paragraph, 0, 40),
                passage("p2", PassageRole::Comment, 41, 49),
            ],
            mentions: vec![Mention {
                id: "m1".into(),
                document: document.clone(),
                words: words(0, 5),
                mention_type: MentionType::Person,
                entity: None,
            }],
            times: vec![Time {
                id: "t1".into(),
                document: document.clone(),
                words: words(19, 25),
                timex_type: TimexType::Date,
                value: None,
                days: monday,
                rule: None,
                anchor: Some("published 2011-10-06".into()),
            }],
            attributions: vec![Attribution {
                id: "a1".into(),
                document: document.clone(),
                source: Some(SourceWords {
                    words: fragments(27, 34),
                    mention: None,
                }),
                cue: Some(fragments(35, 39)),
                content: fragments(0, 25),
                source_type: Some(SourceType::Anonymous),
                stance: Stance::Asserts,
                withheld: false,
                count: None,
                reason: None,
                within: None,
                chain: vec!["Harbour Post".into(), "an aide".into()],
            }],
            events: vec![Event {
                id: "e1".into(),
                document,
                trigger: words(6, 9),
                lemma: "meet".into(),
                plover: Some(Plover::Consult),
                participants: vec![Participant {
                    role: ParticipantRole::Agent,
                    mention: Some("m1".into()),
                    words: words(0, 5),
                }],
                place: None,
                days: monday,
                time: Some("t1".into()),
                factuality: Factuality::Reported,
                attribution: Some("a1".into()),
                mode: None,
                order: vec![],
                again: None,
                statement: words(0, 25),
                happening: None,
            }],
        };
        let names = BTreeMap::from([(MentionId::from("m1"), "Gen. Oda Marsh".to_owned())]);
        let shown = show_text(
            &records,
            &names,
            Look {
                width: 0,
                colour: false,
            },
        );
        assert_eq!(
            shown,
            "\
Harbour Post, 6 October 2011 (d.txt)
  id: d
  published: 6 October 2011
  printed: “6 October 2011”

«[Marsh] *met* Quint on {Monday}», ‹an aide› _said_.
    «Marsh met Quint on Monday» Harbour Post ← an aide, asserts (anonymous)
    [Marsh] is Gen. Oda Marsh
    *met* CONSULT; agent: Gen. Oda Marsh; 3 October 2011; reported
    {Monday} 3 October 2011 (from published 2011-10-06)

[who or where] {when} *event* ‹source› _cue_ «what is said»

Readers' comments (never evidence for what the article says)
  no name
    What rot
"
        );
    }
}
