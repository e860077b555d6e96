//! The records of the exchange form: one struct per `kind`, fields in the order they are printed.
//!
//! `text` fields repeat the words of their span, so that a line of an export can be read on its own.
//! A field that a page does not fill is `None` or empty; nothing is guessed.

use crate::*;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One saved page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the bytes, or the id that came with the input.
    pub id: DocumentId,
    /// The path it was read from, as the user gave it; the smallest one where the same bytes lie in several.
    pub file: String,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// `text/html`, `text/plain`, `text/markdown`; `application/octet-stream` for what is no page.
    pub media_type: String,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// The title of the article.
    pub headline: Option<String>,
    /// Authors and agencies, as printed.
    pub bylines: Vec<String>,
    /// Where it was written, as printed: `ISLAMABAD`.
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Publication,
    /// BCP 47 tag of the language, such as `en`.
    pub language: Option<String>,
    /// The canonical address, where the page or the input gives it.
    pub url: Option<String>,
    /// Why the page could not be read, or only in part; `None` when all went well.
    pub problem: Option<String>,
    /// The part of the paper that it stands in, as printed: `World`.
    pub section: Option<String>,
    /// When it was last changed, by its own word.
    pub updated: Option<Moment>,
    /// When it was saved, by the word of what it was saved in.
    pub captured: Option<Moment>,
    /// What tells that the page holds only the beginning of the article, such as the words of a paywall.
    pub partial: Option<String>,
    /// What the fields above come from.
    pub evidence: Origins,
    /// The text that Dateline shows and that all offsets count in.
    pub text: String,
}

impl Document {
    /// A document of which nothing is known but where it came from.
    pub fn new(id: DocumentId, file: impl Into<String>, sha256: impl Into<String>) -> Document {
        Document {
            id,
            file: file.into(),
            sha256: sha256.into(),
            media_type: "application/octet-stream".to_owned(),
            outlet: None,
            headline: None,
            bylines: Vec::new(),
            dateline: None,
            published: Publication::unknown(),
            language: None,
            url: None,
            problem: None,
            section: None,
            updated: None,
            captured: None,
            partial: None,
            evidence: Origins::default(),
            text: String::new(),
        }
    }
}

/// The words or the tags that gave the fields of a document, such as `JSON-LD author` or `printed: By Ann Lee`.
/// Empty where the field is, and where the input itself gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origins {
    /// Of `headline`.
    pub headline: Option<String>,
    /// Of `outlet`.
    pub outlet: Option<String>,
    /// Of `bylines`.
    pub bylines: Option<String>,
    /// Of `section`.
    pub section: Option<String>,
    /// Of `language`.
    pub language: Option<String>,
    /// Of `url`.
    pub url: Option<String>,
}

/// What readers gave a comment, as far as the page tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Votes {
    /// For it: likes, recommendations.
    pub up: Option<i64>,
    /// Against it.
    pub down: Option<i64>,
    /// The balance, where the page prints one.
    pub score: Option<i64>,
}

/// Where on an HTML page, as saved, the words of a passage stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementRange {
    /// XPath of the innermost element that holds them, in the tree that the HTML standard makes of the page:
    /// `/html/body/main/article/p[3]`.
    pub path: String,
    /// Where they start in the element's `textContent`, in code points.
    pub start: u32,
    /// Where they end.
    pub end: u32,
}

/// A block of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Record id.
    pub id: PassageId,
    /// Its document.
    pub document: DocumentId,
    /// What it is on the page.
    pub role: PassageRole,
    /// Where it is in the document's text.
    #[serde(flatten)]
    pub span: Span,
    /// Who wrote the comment, as shown; `None` for other roles and for comments without a name.
    pub author: Option<String>,
    /// When the comment, or the entry of a live page, was posted: ISO 8601 local time (`2011-10-06T15:50`), or as
    /// printed when it is relative or only the time of day is given.
    pub posted: Option<String>,
    /// The comment that this comment answers, or that a moderator's note stands under.
    pub reply_to: Option<PassageId>,
    /// What it is beside its role, where it is something more.
    pub part: Option<PassagePart>,
    /// Comments only: what readers gave it.
    pub votes: Option<Votes>,
    /// HTML pages only: where it stands on the page as saved.
    pub element: Option<ElementRange>,
}

impl Passage {
    /// A passage of which nothing is known beside its role and place.
    pub fn new(id: PassageId, document: DocumentId, role: PassageRole, span: Span) -> Passage {
        Passage {
            id,
            document,
            role,
            span,
            author: None,
            posted: None,
            reply_to: None,
            part: None,
            votes: None,
            element: None,
        }
    }
}

/// Words of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Where they are.
    #[serde(flatten)]
    pub span: Span,
    /// The words themselves.
    pub text: String,
}

impl Words {
    /// What stands before some words within these, the words, and what stands after them; what lies outside is left out.
    pub fn around(&self, inner: Span) -> [String; 3] {
        let text: Vec<char> = self.text.chars().collect();
        let at = |place: u32| (place.saturating_sub(self.span.start) as usize).min(text.len());
        let start = at(inner.start);
        let end = at(inner.end).max(start);
        [&text[..start], &text[start..end], &text[end..]].map(|part| part.iter().collect())
    }
}

/// Words that may lie in several pieces (`"A," she said, "B"`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fragments {
    /// The hull of the pieces.
    #[serde(flatten)]
    pub hull: Span,
    /// The pieces joined by ` … `.
    pub text: String,
    /// The pieces, in order, as `[start, end]`.
    #[serde(with = "pairs")]
    pub spans: Vec<Span>,
}

/// A source: its words and the mention that they are, or that their pronoun stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceWords {
    /// The words.
    #[serde(flatten)]
    pub words: Fragments,
    /// The mention.
    pub mention: Option<MentionId>,
}

mod pairs {
    //! Spans as `[start, end]` pairs.
    use crate::Span;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(spans: &[Span], serializer: S) -> Result<S::Ok, S::Error> {
        spans
            .iter()
            .map(|span| [span.start, span.end])
            .collect::<Vec<_>>()
            .serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Span>, D::Error> {
        let pairs = Vec::<[u32; 2]>::deserialize(deserializer)?;
        Ok(pairs
            .into_iter()
            .map(|[start, end]| Span { start, end })
            .collect())
    }
}

/// Words that name somebody or something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Record id.
    pub id: MentionId,
    /// Its document.
    pub document: DocumentId,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// What they name.
    #[serde(rename = "type")]
    pub mention_type: MentionType,
    /// Whom they refer to; filled by the weave.
    pub entity: Option<EntityId>,
}

/// A temporal expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Record id.
    pub id: TimeId,
    /// Its document.
    pub document: DocumentId,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub timex_type: TimexType,
    /// TIMEX3 value, such as `2011-09-10`, `2011-W39`, `P3D`.
    pub value: Option<String>,
    /// The days that it denotes.
    #[serde(flatten)]
    pub days: Days,
    /// The rule that recognised it, by name.
    pub rule: Option<String>,
    /// What it was resolved against, in words: `published 2011-10-06`.
    pub anchor: Option<String>,
}

/// Who is said to have said what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Record id.
    pub id: AttributionId,
    /// Its document.
    pub document: DocumentId,
    /// Whose word it is; `None` where the words name no source.
    pub source: Option<SourceWords>,
    /// The words that say that it is said.
    pub cue: Option<Fragments>,
    /// What is said.
    pub content: Fragments,
    /// The kind of source; `None` without one.
    pub source_type: Option<SourceType>,
    /// What the source does with the content.
    pub stance: Stance,
    /// Whether the source withholds ("did not say whether").
    pub withheld: bool,
    /// The number of people the source stands for, where the words give it.
    pub count: Option<u32>,
    /// The stated reason for anonymity, verbatim.
    pub reason: Option<String>,
    /// The attribution that this one stands inside.
    pub within: Option<AttributionId>,
    /// Names from the page's outlet inwards, the innermost source last.
    pub chain: Vec<String>,
}

/// A participant of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// What it does in the event.
    pub role: ParticipantRole,
    /// The mention, when the words are, or stand for, one.
    pub mention: Option<MentionId>,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
}

/// The place of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceWords {
    /// The mention, when the words are one.
    pub mention: Option<MentionId>,
    /// The words.
    #[serde(flatten)]
    pub words: Words,
}

/// An event's place in the order of things, by a word such as `after`; a day need not be known for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventOrder {
    /// How this event follows the other.
    pub relation: OrderRelation,
    /// The other event, of the same document.
    pub event: EventId,
    /// The word that says so.
    #[serde(flatten)]
    pub words: Words,
}

/// Something that a page says happens, happened or may happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Record id.
    pub id: EventId,
    /// Its document.
    pub document: DocumentId,
    /// The word that stands for it.
    pub trigger: Words,
    /// The trigger's dictionary form.
    pub lemma: String,
    /// PLOVER type, where one applies.
    pub plover: Option<Plover>,
    /// PLOVER mode: how it is done, or what a threat, request or refusal is about, where the words tell.
    pub mode: Option<String>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// Where.
    pub place: Option<PlaceWords>,
    /// When.
    #[serde(flatten)]
    pub days: Days,
    /// The time expression that dates it; `None` with days means that they are inferred.
    pub time: Option<TimeId>,
    /// What the page commits to.
    pub factuality: Factuality,
    /// The innermost attribution that it stands inside.
    pub attribution: Option<AttributionId>,
    /// The events that the page's words put it before or after.
    pub order: Vec<EventOrder>,
    /// The event of the page that it speaks of again (`the attack`), or that its own verb tells (`a raid killed four`).
    pub again: Option<EventId>,
    /// The clause or sentence that tells it, for people to read.
    pub statement: Words,
    /// The happening it is part of; filled by the weave.
    pub happening: Option<HappeningId>,
}

/// Everything that one document gives: the page and its reading.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRecords {
    /// The page.
    pub document: Document,
    /// In text order.
    pub passages: Vec<Passage>,
    /// In text order.
    pub mentions: Vec<Mention>,
    /// In text order.
    pub times: Vec<Time>,
    /// In text order of their contents; an attribution comes after the one it stands inside.
    pub attributions: Vec<Attribution>,
    /// In text order of their triggers.
    pub events: Vec<Event>,
}

/// An angle, to a ten-thousandth of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Degrees(i32);

impl Degrees {
    /// The nearest ten-thousandth.
    pub fn of(degrees: f64) -> Degrees {
        Degrees((degrees * 10_000.0).round() as i32)
    }

    /// As a number.
    pub fn to_f64(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl Serialize for Degrees {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

impl<'de> Deserialize<'de> for Degrees {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Degrees, D::Error> {
        f64::deserialize(deserializer).map(Degrees::of)
    }
}

/// Where a place is, by a gazetteer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// GeoNames id.
    pub geonames: u32,
    /// The gazetteer's name for it.
    pub name: String,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// Degrees north (WGS 84); `None` for what is no point.
    pub latitude: Option<Degrees>,
    /// Degrees east.
    pub longitude: Option<Degrees>,
    /// What speaks for it being this place of that name.
    pub reason: String,
}

impl DocumentRecords {
    /// The events that are the saying of what somebody says, each with the attribution that has its trigger for a cue.
    pub fn sayings(&self) -> BTreeMap<&EventId, &AttributionId> {
        let mut cues: BTreeMap<u32, &AttributionId> = BTreeMap::new();
        for attribution in &self.attributions {
            let cue = attribution.cue.iter().flat_map(|cue| &cue.spans);
            for at in cue.flat_map(|span| span.start..span.end) {
                cues.entry(at).or_insert(&attribution.id);
            }
        }
        self.events
            .iter()
            .filter_map(|event| Some((&event.id, *cues.get(&event.trigger.span.start)?)))
            .collect()
    }
}

/// What mentions in all documents refer to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Record id.
    pub id: EntityId,
    /// What it is.
    #[serde(rename = "type")]
    pub entity_type: MentionType,
    /// The fullest name.
    pub name: String,
    /// The other names, sorted.
    pub aliases: Vec<String>,
    /// The offices that pages give a person beside the name, the earliest first.
    #[serde(default)]
    pub roles: Vec<HeldRole>,
    /// Where it is, of a place whose name and pages tell.
    pub location: Option<Location>,
    /// The documents that mention it, sorted.
    pub documents: Vec<DocumentId>,
    /// Why mentions were joined, as readable reasons, sorted.
    pub reasons: Vec<String>,
}

/// An office, as pages give it to a person beside the name. Pages of other words (`army chief`, `chief of the army`) are several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldRole {
    /// The office, as it is written.
    pub role: String,
    /// From the day of publication of the first page that gives it to that of the last; unknown where no page of them has a day.
    #[serde(flatten)]
    pub days: Days,
    /// The pages that give it, sorted.
    pub documents: Vec<DocumentId>,
}

/// How many independent witnesses: never one bare number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Independent {
    /// Witnesses that are certainly apart.
    pub at_least: u32,
    /// Witnesses when every doubtful pair counts as two.
    pub at_most: u32,
}

/// The far end of a chain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness {
    /// Who, as a reader would say it: `The New York Times`, `a senior US official (CNN)`.
    pub name: String,
    /// The documents that lean on this witness, sorted.
    pub documents: Vec<DocumentId>,
    /// Why several accounts count as this one witness, as readable reasons, sorted.
    pub reasons: Vec<String>,
}

/// A participant of a happening or a timeline entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedParticipant {
    /// What it does.
    pub role: ParticipantRole,
    /// Its name, or the words where it has none.
    pub name: String,
    /// The entity, where it is one.
    pub entity: Option<EntityId>,
}

/// The events, of one or several documents, that are the same thing in the world.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// Record id.
    pub id: HappeningId,
    /// A readable statement in a page's own words.
    pub label: String,
    /// PLOVER type, where one applies.
    pub plover: Option<Plover>,
    /// When: the narrowest days that its events agree on, or the hull of what they say where they disagree.
    #[serde(flatten)]
    pub days: Days,
    /// Whether the days are inferred from the day of publication, not told.
    pub inferred: bool,
    /// Where.
    pub place: Option<String>,
    /// Who took part.
    pub participants: Vec<NamedParticipant>,
    /// What its pages commit to, at most: `happened` if any page says so on its own word.
    pub factuality: Factuality,
    /// Its events, sorted.
    pub events: Vec<EventId>,
    /// The documents that tell it, sorted.
    pub documents: Vec<DocumentId>,
    /// On whose word.
    pub witnesses: Vec<Witness>,
    /// How many of them are independent.
    pub independent: Independent,
    /// Why its events were joined, as readable reasons, sorted.
    pub reasons: Vec<String>,
}

/// Attributed contents, of one or several documents, that say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Record id.
    pub id: ClaimId,
    /// The content in its fullest wording.
    pub label: String,
    /// Its attributions, sorted.
    pub attributions: Vec<AttributionId>,
    /// The documents that carry it, sorted.
    pub documents: Vec<DocumentId>,
    /// On whose word.
    pub witnesses: Vec<Witness>,
    /// How many of them are independent.
    pub independent: Independent,
    /// Why its attributions were joined, as readable reasons, sorted.
    pub reasons: Vec<String>,
}

/// One side of a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// What this side says: a day, a number, a place, a name, or the words of the claim.
    pub value: String,
    /// `asserts` or `denies` in a denial.
    pub stance: Option<Stance>,
    /// Who says so, in short.
    pub who: Vec<String>,
    /// Ids of the events or attributions that say so, sorted.
    pub records: Vec<String>,
    /// The documents that say so, sorted.
    pub documents: Vec<DocumentId>,
}

/// Two or more sides about one happening or claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Record id.
    pub id: DisputeId,
    /// What they differ about.
    pub about: DisputeKind,
    /// The happening or claim, in words.
    pub subject: String,
    /// The happening, where it is about one.
    pub happening: Option<HappeningId>,
    /// The sides.
    pub sides: Vec<Side>,
}

/// How exactly a timeline entry is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Precision {
    /// One day.
    Day,
    /// Up to seven days.
    Week,
    /// Up to a month.
    Month,
    /// Up to a year.
    Year,
    /// Longer, or open at one end.
    Longer,
    /// Not dated.
    Unknown,
}

/// An event as evidence of a timeline entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryEvent {
    /// The event.
    pub id: EventId,
    /// Its document.
    pub document: DocumentId,
    /// Its trigger.
    #[serde(flatten)]
    pub words: Words,
}

/// Where an entry without days stands: right before or after another happening, as a page's words order the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// How it follows the other.
    pub relation: OrderRelation,
    /// The other happening, which has days.
    pub happening: HappeningId,
    /// First and last day of the other.
    #[serde(flatten)]
    pub days: Days,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Counts from 1; entries that share a day but not a known order share a number; 0 where nothing places an entry.
    pub order: u32,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// How exactly it is dated.
    pub precision: Precision,
    /// A readable statement in a page's own words.
    pub label: String,
    /// The happening.
    pub happening: HappeningId,
    /// PLOVER type, where one applies.
    pub plover: Option<Plover>,
    /// What the pages commit to.
    pub factuality: Factuality,
    /// What is disputed about it.
    pub disputed: Vec<DisputeKind>,
    /// Whether the day is inferred.
    pub inferred: bool,
    /// Whether it belongs in the chronology of the pile; what does not still belongs in the timeline of those who took part.
    pub salient: bool,
    /// What it is known to come before or after, where it has no days of its own.
    pub placed: Option<Placement>,
    /// Where.
    pub place: Option<String>,
    /// Who.
    pub participants: Vec<NamedParticipant>,
    /// The chain of the account that the label is taken from, outlet first.
    pub chain: Vec<String>,
    /// How many independent witnesses.
    pub independent: Independent,
    /// The words it rests on.
    pub events: Vec<EntryEvent>,
}
