//! What the weave keeps of a document.

use crate::content::{Tenor, is_accusing};
use crate::few::Few;
use crate::weighted::Weighted;
use crate::wording::{Stem, stems};
use dateline_vocabulary::{
    AttributionId, Days, DocumentId, DocumentRecords, Event, EventId, Factuality, MentionId,
    MentionType, OrderRelation, ParticipantRole, PassageRole, Plover, SourceType, Span, Stance,
    Words,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// A document, cut down to what is compared.
pub(crate) struct Account {
    pub(crate) id: DocumentId,
    pub(crate) outlet: Option<String>,
    pub(crate) published: Days,
    pub(crate) mentions: Vec<NamedMention>,
    pub(crate) attributions: Vec<Told>,
    pub(crate) events: Vec<Deed>,
    /// The paragraphs that tell something, with hashes of their runs of five words.
    pub(crate) paragraphs: Vec<Paragraph>,
    /// What the page is about.
    pub(crate) topics: Weighted,
}

/// A mention.
pub(crate) struct NamedMention {
    pub(crate) id: MentionId,
    pub(crate) text: String,
    pub(crate) mention_type: MentionType,
    pub(crate) span: Span,
    /// Whether it stands in brackets of its own: `Inter-Services Intelligence (ISI)`.
    pub(crate) in_brackets: bool,
    /// Whether a comma stands right before it: `Mobile, Alabama`.
    pub(crate) after_comma: bool,
}

/// An attribution.
pub(crate) struct Told {
    pub(crate) id: AttributionId,
    pub(crate) source_type: Option<SourceType>,
    /// Index of the source's mention in the account.
    pub(crate) source_mention: Option<usize>,
    pub(crate) has_source: bool,
    pub(crate) stance: Stance,
    pub(crate) withheld: bool,
    /// Whether it is an accusation, by its cue.
    pub(crate) accuses: bool,
    pub(crate) chain: Vec<String>,
    pub(crate) content: String,
    /// Where the content stands.
    pub(crate) span: Span,
    pub(crate) stems: Few<Stem>,
    pub(crate) tenor: Tenor,
    /// Stems of what stands right before the content: what a short denial answers.
    pub(crate) context: Few<Stem>,
    /// Indices of the mentions inside the content.
    pub(crate) inside: Vec<usize>,
    /// Indices of the mentions right before it.
    pub(crate) before: Vec<usize>,
    pub(crate) paragraph: Option<usize>,
}

/// An event.
pub(crate) struct Deed {
    pub(crate) id: EventId,
    pub(crate) trigger: Words,
    pub(crate) lemma: String,
    pub(crate) plover: Option<Plover>,
    pub(crate) participants: Vec<Party>,
    pub(crate) place: Option<(String, Option<usize>)>,
    pub(crate) days: Days,
    /// Whether words on the page date it.
    pub(crate) dated_by_words: bool,
    pub(crate) factuality: Factuality,
    /// Index of its attribution in the account.
    pub(crate) attribution: Option<usize>,
    pub(crate) statement: Words,
    /// The attribution of which its trigger is the cue, by its index in the account: it is the saying of that.
    pub(crate) says: Option<usize>,
    /// Whether only the headline tells it.
    pub(crate) in_headline: bool,
    /// The event of its page that it speaks of again.
    pub(crate) again: Option<EventId>,
    /// The events of its page that it is put before, and those that it is put after.
    pub(crate) before: Vec<EventId>,
    pub(crate) after: Vec<EventId>,
    /// Indices of the mentions in the statement.
    pub(crate) around: Vec<usize>,
    pub(crate) paragraph: Option<usize>,
}

/// A participant.
pub(crate) struct Party {
    pub(crate) role: ParticipantRole,
    pub(crate) text: String,
    pub(crate) mention: Option<usize>,
    pub(crate) stems: Few<Stem>,
}

/// A paragraph, for finding reprints.
pub(crate) struct Paragraph {
    pub(crate) span: Span,
    /// Sorted hashes of its runs of five words.
    pub(crate) shingles: Vec<u64>,
}

/// Characters before a content that may hold what it answers.
const CONTEXT_LEN: u32 = 280;

/// Where each event of a pile stands: its document, and its place among the events of it.
pub(crate) fn places_of_events(accounts: &[Account]) -> FxHashMap<&EventId, (usize, usize)> {
    let mut places = FxHashMap::default();
    for (document, account) in accounts.iter().enumerate() {
        for (k, deed) in account.events.iter().enumerate() {
            places.insert(&deed.id, (document, k));
        }
    }
    places
}

impl Account {
    /// Who prints it, as a reader would say it: the outlet, else the page itself.
    pub(crate) fn printer(&self) -> String {
        let outlet = self.outlet.clone();
        outlet.unwrap_or_else(|| format!("document {}", self.id.short()))
    }

    /// A page that names these and tells nothing.
    #[cfg(test)]
    pub(crate) fn of_mentions(mentions: Vec<NamedMention>) -> Account {
        Account {
            id: DocumentId("d1".to_owned()),
            outlet: None,
            published: Days::UNKNOWN,
            mentions,
            attributions: Vec::new(),
            events: Vec::new(),
            paragraphs: Vec::new(),
            topics: Weighted::default(),
        }
    }

    /// What is kept of a document; `redated` tells the events that somebody gave their days.
    pub(crate) fn of(records: &DocumentRecords, redated: impl Fn(&EventId) -> bool) -> Account {
        let document = &records.document;
        let code_points = dateline_vocabulary::CodePoints::of(&document.text);
        let mention_idx: BTreeMap<&MentionId, usize> = records
            .mentions
            .iter()
            .enumerate()
            .map(|(k, m)| (&m.id, k))
            .collect();
        let attribution_idx: BTreeMap<&AttributionId, usize> = records
            .attributions
            .iter()
            .enumerate()
            .map(|(k, a)| (&a.id, k))
            .collect();
        let paragraphs: Vec<Paragraph> = records
            .passages
            .iter()
            .filter(|p| {
                matches!(
                    p.role,
                    PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Standfirst
                )
            })
            .map(|p| Paragraph {
                span: p.span,
                shingles: crate::reprint::shingles(code_points.slice(&document.text, p.span)),
            })
            .collect();
        let paragraph_at = |at: u32| {
            let k = paragraphs.partition_point(|p| p.span.end <= at);
            paragraphs.get(k).filter(|p| p.span.start <= at).map(|_| k)
        };
        let mentions_in = |span: Span| -> Vec<usize> {
            let first = records
                .mentions
                .partition_point(|m| m.words.span.start < span.start);
            (first..records.mentions.len())
                .take_while(|k| records.mentions[*k].words.span.start < span.end)
                .collect()
        };
        // A mention with two characters before it and one behind.
        let around = |span: Span| {
            let wider = Span {
                start: span.start.saturating_sub(2),
                end: (span.end + 1).min(code_points.len()),
            };
            code_points.slice(&document.text, wider)
        };
        let headline = records
            .passages
            .iter()
            .find(|p| p.role == PassageRole::Headline)
            .map(|p| p.span);
        let sayings = records.sayings();
        let ordered = |event: &Event, relation: OrderRelation| {
            event
                .order
                .iter()
                .filter(|link| link.relation == relation)
                .map(|link| link.event.clone())
                .collect()
        };
        Account {
            id: document.id.clone(),
            outlet: document.outlet.clone(),
            published: document.published.days(),
            mentions: records
                .mentions
                .iter()
                .map(|m| NamedMention {
                    id: m.id.clone(),
                    text: crate::wording::one_line(&m.words.text),
                    mention_type: m.mention_type,
                    span: m.words.span,
                    in_brackets: around(m.words.span).starts_with(" (")
                        && around(m.words.span).ends_with(')'),
                    after_comma: around(m.words.span).starts_with(", "),
                })
                .collect(),
            attributions: records
                .attributions
                .iter()
                .map(|a| {
                    let span = a.content.hull;
                    let stems_of_content = stems(&a.content.text);
                    let before = Span {
                        start: span.start.saturating_sub(CONTEXT_LEN),
                        end: span.start,
                    };
                    Told {
                        id: a.id.clone(),
                        source_type: a.source_type,
                        source_mention: a
                            .source
                            .as_ref()
                            .and_then(|s| mention_idx.get(s.mention.as_ref()?).copied()),
                        has_source: a.source.is_some(),
                        stance: a.stance,
                        withheld: a.withheld,
                        accuses: a.cue.as_ref().is_some_and(|cue| is_accusing(&cue.text)),
                        chain: a.chain.clone(),
                        content: a.content.text.clone(),
                        span,
                        tenor: Tenor::of(&a.content.text, &stems_of_content),
                        stems: stems_of_content,
                        // Only what denies is held against what stands before it.
                        context: if a.stance == Stance::Denies {
                            stems(code_points.slice(&document.text, before))
                        } else {
                            Few::default()
                        },
                        inside: mentions_in(span),
                        before: mentions_in(before),
                        paragraph: paragraph_at(span.start),
                    }
                })
                .collect(),
            events: records
                .events
                .iter()
                .map(|e| Deed {
                    id: e.id.clone(),
                    trigger: e.trigger.clone(),
                    lemma: e.lemma.clone(),
                    plover: e.plover,
                    participants: e
                        .participants
                        .iter()
                        .map(|p| Party {
                            role: p.role,
                            text: crate::wording::one_line(&p.words.text),
                            mention: p.mention.as_ref().and_then(|m| mention_idx.get(m).copied()),
                            stems: stems(&p.words.text),
                        })
                        .collect(),
                    place: e.place.as_ref().map(|p| {
                        (
                            p.words.text.clone(),
                            p.mention.as_ref().and_then(|m| mention_idx.get(m).copied()),
                        )
                    }),
                    days: e.days,
                    dated_by_words: e.time.is_some() || redated(&e.id),
                    factuality: e.factuality,
                    attribution: e
                        .attribution
                        .as_ref()
                        .and_then(|a| attribution_idx.get(a).copied()),
                    statement: e.statement.clone(),
                    says: sayings
                        .get(&e.id)
                        .and_then(|a| attribution_idx.get(a).copied()),
                    in_headline: headline.is_some_and(|span| span.contains(e.trigger.span)),
                    again: e.again.clone(),
                    before: ordered(e, OrderRelation::Before),
                    after: ordered(e, OrderRelation::After),
                    around: mentions_in(e.statement.span),
                    paragraph: paragraph_at(e.trigger.span.start),
                })
                .collect(),
            topics: Weighted::topics(
                records
                    .passages
                    .iter()
                    .filter(|p| {
                        matches!(
                            p.role,
                            PassageRole::Headline
                                | PassageRole::Standfirst
                                | PassageRole::Paragraph
                                | PassageRole::ListItem
                        )
                    })
                    .map(|p| code_points.slice(&document.text, p.span)),
            ),
            paragraphs,
        }
    }
}
