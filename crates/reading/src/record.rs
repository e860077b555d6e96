//! From what was found to the records of the exchange form.

use crate::Source;
use crate::attribution::{self, FoundAttribution};
use crate::event::{self, FoundEvent};
use crate::mention::{self, FoundMention};
use crate::passage::ReadPassage;
use crate::time::FoundTime;
use dateline_page::Page;
use dateline_vocabulary::{
    Attribution, AttributionId, CodePoints, Document, DocumentRecords, Event, EventId, EventOrder,
    Fragments, Mention, MentionId, Participant, Passage, PassageId, PlaceWords, Publication,
    SourceWords, Span, Time, TimeId,
};
use jiff::civil::Date;
use std::ops::Range;

/// Everything found on a page.
#[derive(Default)]
pub(crate) struct Findings<'p> {
    pub(crate) passages: Vec<ReadPassage<'p>>,
    pub(crate) times: Vec<Vec<FoundTime>>,
    pub(crate) mentions: Vec<FoundMention>,
    pub(crate) attributions: Vec<FoundAttribution>,
    pub(crate) events: Vec<FoundEvent>,
}

impl Findings<'_> {
    /// Finds who and what the passages name, who says what, and what happened.
    ///
    /// `marked` are the triggers in each passage, where somebody else has found them. `tells_news` where what the page tells without a day may be taken for news of its own day.
    pub(crate) fn find(
        &mut self,
        page_outlet: Option<&str>,
        page_day: Option<Date>,
        tells_news: bool,
        marked: Option<&[Vec<Range<usize>>]>,
    ) {
        self.mentions = mention::find_mentions(&self.passages);
        self.attributions =
            attribution::find_attributions(&self.passages, &self.mentions, page_outlet);
        self.events = event::find_events(
            &self.passages,
            &self.mentions,
            &self.times,
            &self.attributions,
            page_day,
            tells_news,
            marked,
        );
    }

    pub(crate) fn into_records(
        self,
        source: &Source,
        page: &Page,
        published: Publication,
        code_points: &CodePoints,
    ) -> DocumentRecords {
        let id = &source.id;
        let mention_id = |k: usize| MentionId(id.record('m', k + 1));
        let attribution_id = |k: usize| AttributionId(id.record('a', k + 1));
        let event_id = |k: usize| EventId(id.record('e', k + 1));
        let n_times_before: Vec<usize> = self
            .times
            .iter()
            .scan(0, |n, times| {
                let before = *n;
                *n += times.len();
                Some(before)
            })
            .collect();
        let time_id =
            |passage: usize, k: usize| TimeId(id.record('t', n_times_before[passage] + k + 1));
        let passages = &self.passages;
        let words = |passage: usize, bytes: &Range<usize>| {
            passages[passage].words(code_points, bytes.clone())
        };
        let fragments = |passage: usize, ranges: &[Range<usize>]| -> Fragments {
            let spans: Vec<Span> = ranges
                .iter()
                .map(|bytes| passages[passage].span(code_points, bytes.clone()))
                .collect();
            let hull = Span {
                start: spans.first().map_or(0, |span| span.start),
                end: spans.last().map_or(0, |span| span.end),
            };
            let text = ranges
                .iter()
                .map(|bytes| &passages[passage].text[bytes.clone()])
                .collect::<Vec<_>>()
                .join(" … ");
            Fragments { hull, text, spans }
        };

        DocumentRecords {
            document: Document {
                id: id.clone(),
                file: source.file.clone(),
                sha256: source.sha256.clone(),
                media_type: page.media_type.to_owned(),
                outlet: page.outlet.clone(),
                headline: page.headline.clone(),
                bylines: page.bylines.clone(),
                dateline: page.dateline.clone(),
                published,
                language: page.language.clone(),
                url: page.url.clone(),
                problem: page.problem.clone(),
                section: page.section.clone(),
                updated: page.updated.clone(),
                captured: page.captured.clone(),
                partial: page.partial.clone(),
                evidence: page.evidence.clone(),
                text: page.text.clone(),
            },
            passages: page
                .blocks
                .iter()
                .enumerate()
                .map(|(k, block)| Passage {
                    id: PassageId(id.record('p', k + 1)),
                    document: id.clone(),
                    role: block.role,
                    span: block.span,
                    author: block.author.clone(),
                    posted: block.posted.clone(),
                    reply_to: block.reply_to.map(|to| PassageId(id.record('p', to + 1))),
                    part: block.part,
                    votes: block.votes,
                    element: block.element.clone(),
                })
                .collect(),
            mentions: self
                .mentions
                .iter()
                .enumerate()
                .map(|(k, mention)| Mention {
                    id: mention_id(k),
                    document: id.clone(),
                    words: words(mention.passage, &mention.bytes),
                    mention_type: mention.mention_type,
                    entity: None,
                })
                .collect(),
            times: self
                .times
                .iter()
                .enumerate()
                .flat_map(|(passage, times)| {
                    times
                        .iter()
                        .enumerate()
                        .map(move |(k, time)| (passage, k, time))
                })
                .map(|(passage, k, time)| Time {
                    id: time_id(passage, k),
                    document: id.clone(),
                    words: words(passage, &time.bytes),
                    timex_type: time.resolved.timex_type,
                    value: time.resolved.value.clone(),
                    days: time.resolved.days,
                    rule: Some(time.rule.to_owned()),
                    anchor: time.resolved.anchor.clone(),
                })
                .collect(),
            attributions: self
                .attributions
                .iter()
                .enumerate()
                .map(|(k, attribution)| Attribution {
                    id: attribution_id(k),
                    document: id.clone(),
                    source: attribution.source.as_ref().map(|source| SourceWords {
                        words: fragments(source.passage, std::slice::from_ref(&source.bytes)),
                        mention: source.mention.map(mention_id),
                    }),
                    cue: (!attribution.cue.is_empty())
                        .then(|| fragments(attribution.cue_passage, &attribution.cue)),
                    content: fragments(attribution.passage, &attribution.content),
                    source_type: attribution
                        .source
                        .as_ref()
                        .and_then(|source| source.source_type),
                    stance: attribution.stance,
                    withheld: attribution.withheld,
                    count: attribution.source.as_ref().and_then(|source| source.count),
                    reason: attribution.source.as_ref().and_then(|source| {
                        let (passage, bytes) = source.reason.clone()?;
                        Some(passages[passage].text[bytes].to_owned())
                    }),
                    within: attribution.within.map(attribution_id),
                    chain: attribution.chain.clone(),
                })
                .collect(),
            events: self
                .events
                .iter()
                .enumerate()
                .map(|(k, event)| Event {
                    id: event_id(k),
                    document: id.clone(),
                    trigger: words(event.passage, &event.trigger),
                    lemma: event.lemma.clone(),
                    plover: event.plover,
                    mode: event.mode.map(str::to_owned),
                    participants: event
                        .participants
                        .iter()
                        .map(|participant| Participant {
                            role: participant.role,
                            mention: participant.mention.map(mention_id),
                            words: words(event.passage, &participant.bytes),
                        })
                        .collect(),
                    place: event.place.as_ref().map(|(bytes, mention)| PlaceWords {
                        mention: mention.map(mention_id),
                        words: words(event.passage, bytes),
                    }),
                    days: event.days,
                    time: event.time.map(|t| time_id(event.passage, t)),
                    factuality: event.factuality,
                    attribution: event.attribution.map(attribution_id),
                    order: event
                        .order
                        .iter()
                        .map(|link| EventOrder {
                            relation: link.relation,
                            event: event_id(link.event),
                            words: words(event.passage, &link.bytes),
                        })
                        .collect(),
                    again: event.again.map(event_id),
                    statement: words(event.passage, &event.statement),
                    happening: None,
                })
                .collect(),
        }
    }
}
