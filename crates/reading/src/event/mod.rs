//! Events: what a page says happened, with who, where, when, and how far the page commits to it.

mod again;
mod factuality;
mod inferred;
mod mode;
mod order;
mod participant;
mod place;
mod trigger;

use crate::attribution::{FoundAttribution, innermost_at};
use crate::grammar::{head_in, opens_behind, sentence_at, tokens_in};
use crate::mention::{FoundMention, Referents};
use crate::passage::{ReadPassage, bytes_of, tells_events};
use crate::time::FoundTime;
use dateline_syntax::{Deprel, Sentence, Token, Upos};
use dateline_vocabulary::{
    Days, Factuality, MentionType, OrderRelation, ParticipantRole, PassageRole, Plover, TimexType,
};
use jiff::civil::Date;
use std::ops::Range;
use trigger::{Trigger, carried_by, is_at_once};

#[cfg(test)]
mod tests;

/// Longest sentence, in bytes, that is told whole as an event's statement; of a longer one only the clause is, when
/// the clause can stand on its own.
const LONGEST_STATEMENT: usize = 400;

/// Who takes part, in bytes of the passage.
#[derive(Clone, Debug)]
pub(crate) struct FoundParticipant {
    pub(crate) role: ParticipantRole,
    pub(crate) bytes: Range<usize>,
    pub(crate) mention: Option<usize>,
}

/// What puts an event before or after another one of its sentence.
#[derive(Clone, Debug)]
pub(crate) struct FoundOrder {
    pub(crate) relation: OrderRelation,
    /// Index of the other event among those of the page.
    pub(crate) event: usize,
    /// The word that says so, in bytes of the passage.
    pub(crate) bytes: Range<usize>,
}

/// An event found in a passage.
#[derive(Clone, Debug)]
pub(crate) struct FoundEvent {
    pub(crate) passage: usize,
    /// The trigger, in bytes of the passage.
    pub(crate) trigger: Range<usize>,
    pub(crate) lemma: String,
    pub(crate) plover: Option<Plover>,
    pub(crate) mode: Option<&'static str>,
    pub(crate) participants: Vec<FoundParticipant>,
    pub(crate) place: Option<(Range<usize>, Option<usize>)>,
    /// Index of the time among those of the passage.
    pub(crate) time: Option<usize>,
    pub(crate) days: Days,
    pub(crate) factuality: Factuality,
    pub(crate) attribution: Option<usize>,
    /// The events of its sentence that it is before or after.
    pub(crate) order: Vec<FoundOrder>,
    /// The event, among those of the page, that it speaks of again, or that its verb tells.
    pub(crate) again: Option<usize>,
    /// The clause or sentence that tells it, in bytes of the passage.
    pub(crate) statement: Range<usize>,
}

/// Finds the events of a page, in text order. `times` holds the times of each passage; `marked` the triggers in each, in its
/// bytes, where somebody else has found them.
pub(crate) fn find_events(
    passages: &[ReadPassage<'_>],
    mentions: &[FoundMention],
    times: &[Vec<FoundTime>],
    attributions: &[FoundAttribution],
    page_day: Option<Date>,
    tells_news: bool,
    marked: Option<&[Vec<Range<usize>>]>,
) -> Vec<FoundEvent> {
    let referents = Referents::new(passages, mentions);
    let news_day = page_day
        .filter(|_| tells_news)
        .and_then(|day| inferred::day_of_report(day, times));
    // The day of what the report tells: its own, until its lead names another.
    let mut story_day = news_day;
    let mut events = Vec::new();
    let mut sentences_before = 0;
    let (of_page, mut entry) = ((page_day, news_day), None);
    for (passage_idx, passage) in passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| tells_events(passage.role) || passage.role == PassageRole::Headline)
    {
        // Each entry of a live page is a report of its own day.
        let entry_day = passage.entry_day();
        let (page_day, news_day) = match entry_day {
            Some(day) => (Some(day), Some(day).filter(|_| tells_news)),
            None => of_page,
        };
        if passage.entry != entry {
            (entry, sentences_before, story_day) = (passage.entry, 0, news_day);
        }
        for (sentence_idx, sentence) in passage.sentences.iter().enumerate() {
            let triggers = match marked {
                Some(marked) => {
                    let marks: Vec<Range<usize>> = marked[passage_idx]
                        .iter()
                        .filter(|mark| (sentence.start..sentence.end).contains(&mark.start))
                        .cloned()
                        .collect();
                    trigger::marked_triggers(sentence, &marks)
                }
                None if points_elsewhere(sentence) => Vec::new(),
                None => trigger::find_triggers(sentence),
            };
            if triggers.is_empty() {
                continue;
            }
            let dated = assign_times(
                passage,
                sentence_idx,
                sentence,
                &triggers,
                &times[passage_idx],
            );
            let place_on_page = inferred::place_of(passage.role, sentences_before + sentence_idx);
            let tells_of_another_day = dated.iter().flatten().any(|time| {
                let days = times[passage_idx][*time].resolved.days;
                news_day.is_some_and(|day| days.from.is_some_and(|from| from < day))
            });
            // The event of each trigger that is kept.
            let mut event_of: Vec<Option<usize>> = vec![None; triggers.len()];
            let in_sentence = referents.in_sentence(passage_idx, sentence_idx);
            let here: Vec<&FoundMention> = mentions[in_sentence.clone()].iter().collect();
            let index_of = |mention: &FoundMention| {
                let at = here.iter().position(|other| std::ptr::eq(*other, mention));
                at.map(|at| in_sentence.start + at)
            };
            for (k, trigger) in triggers.iter().enumerate() {
                let mention_of = |head: usize| {
                    let speaker = is_first_person(&sentence.tokens[head].lower);
                    if speaker {
                        speaker_at(attributions, mentions, passage_idx, &sentence.tokens[head])
                    } else {
                        referents.of_phrase(passage_idx, sentence_idx, head)
                    }
                };
                let mut heads =
                    participant::find_participants(sentence, trigger, &triggers, &mention_of);
                // `the attack on March 14` hits no March.
                heads.retain(|(head, _)| {
                    let start = sentence.tokens[*head].start;
                    !times[passage_idx]
                        .iter()
                        .any(|time| time.bytes.contains(&start))
                });
                let participants = participant::describe(sentence, &heads, mention_of);
                let participants = participants
                    .into_iter()
                    .map(|p| {
                        participant::with_whole_names(sentence, p, mentions, in_sentence.clone())
                    })
                    .collect::<Vec<_>>();
                let place = place::find_place(sentence, trigger, &triggers, &here)
                    .map(|(bytes, mention)| (bytes, mention.and_then(&index_of)));
                let time = dated[k];
                let again =
                    again::told_before(sentence, trigger, &participants, passage_idx, &events);
                let untold = participants.is_empty() && place.is_none() && time.is_none();
                if untold && again.is_none() && marked.is_none() {
                    continue;
                }
                let bytes = trigger.bytes(sentence);
                let attribution = innermost_at(attributions, passage_idx, bytes.start);
                let mut days = time.map_or(Days::UNKNOWN, |t| times[passage_idx][t].resolved.days);
                let attributed = attribution.map(|a| &attributions[a]);
                let factuality = factuality::of(
                    sentence,
                    trigger,
                    attributed,
                    attributed.is_some_and(|it| it.denies_as_a_whole(passage)),
                    days,
                    page_day,
                    passage.role == PassageRole::Headline,
                );
                if factuality.is_of_fact()
                    && let (Some(page), Some((from, to))) = (page_day, days.ends())
                    && from <= page
                    && to > page
                {
                    // `captured this month`, on a page of the 15th, was by the 15th.
                    days.to = Some(page);
                }
                let mut event = FoundEvent {
                    passage: passage_idx,
                    trigger: bytes,
                    lemma: trigger.lemma.clone(),
                    plover: trigger.plover,
                    mode: mode::of(sentence, trigger),
                    participants,
                    place,
                    time,
                    days,
                    factuality,
                    attribution,
                    order: Vec::new(),
                    again,
                    statement: statement(passage, sentence, trigger),
                };
                if time.is_none()
                    && !tells_of_another_day
                    && passage.quote_at(event.trigger.start).is_none()
                    && let Some(told) = inferred::news(sentence, trigger, &event, place_on_page)
                {
                    let day = match told {
                        inferred::Told::Saying => news_day,
                        inferred::Told::Deed => story_day,
                    };
                    event.days = day.map_or(Days::UNKNOWN, Days::day);
                }
                event_of[k] = Some(events.len());
                events.push(event);
            }
            if place_on_page == inferred::Place::Lead
                && let Some(time) = dated.iter().flatten().next()
                && let Some(day) = news_day
            {
                story_day = inferred::story_day(day, times[passage_idx][*time].resolved.days);
            }
            again::told_by_verb(sentence, &triggers, &event_of, &mut events);
            inferred::spread(sentence, &triggers, &event_of, &mut events);
            order::put_in_order(sentence, &triggers, &event_of, &mut events);
        }
        if passage.role == PassageRole::Paragraph {
            sentences_before += passage.sentences.len();
        }
    }
    events
}

/// `(Read: Cable on the visit)`: a link that stands in the text of a page.
fn points_elsewhere(sentence: &Sentence) -> bool {
    let lower = |k: usize| sentence.tokens.get(k).map_or("", |t| t.lower.as_str());
    let opens = usize::from(matches!(lower(0), "(" | "["));
    matches!(lower(opens), "read" | "watch" | "see" | "also")
        && (opens + 1..opens + 3).any(|k| lower(k) == ":")
}

fn is_first_person(lower: &str) -> bool {
    matches!(lower, "i" | "me" | "my" | "we" | "us" | "our")
}

/// Whom a word of the first person stands for: whoever says what it stands in; `we` only for a body.
fn speaker_at(
    attributions: &[FoundAttribution],
    mentions: &[FoundMention],
    passage: usize,
    word: &Token,
) -> Option<usize> {
    let within = innermost_at(attributions, passage, word.start)?;
    let speaker = attributions[within].source.as_ref()?.mention?;
    let alone = matches!(word.lower.as_str(), "i" | "me" | "my");
    let is_person = mentions[speaker].mention_type == MentionType::Person;
    (alone == is_person).then_some(speaker)
}

/// The time of each trigger, as an index into the passage's times.
fn assign_times(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    sentence: &Sentence,
    triggers: &[Trigger],
    times: &[FoundTime],
) -> Vec<Option<usize>> {
    let mut assigned: Vec<Option<usize>> = vec![None; triggers.len()];
    let carries = |token: usize| carried_by(triggers, token);
    let mut loose = Vec::new();
    let mut n_dated = 0;
    for (idx, time) in times.iter().enumerate() {
        let datable = matches!(time.resolved.timex_type, TimexType::Date | TimexType::Time)
            && !time.resolved.days.is_unknown();
        if !datable || sentence_at(&passage.sentences, time.bytes.start) != sentence_idx {
            continue;
        }
        n_dated += 1;
        // `promised a report by the end of the month`: a day to come dates nothing that has been.
        let tokens = tokens_in(sentence, &time.bytes);
        let before = tokens.start.checked_sub(1).map(|k| &sentence.tokens[k]);
        if before.is_some_and(|token| matches!(token.lower.as_str(), "by" | "until" | "till")) {
            continue;
        }
        let Some(head) = head_in(sentence, tokens) else {
            continue;
        };
        let mut owner = None;
        let mut said = false;
        for ancestor in std::iter::once(head).chain(sentence.ancestors(head)) {
            if opens_behind(sentence, head, ancestor) {
                continue;
            }
            if let Some(k) = carries(ancestor) {
                owner = Some(k);
                break;
            }
            // A day that hangs on a reporting verb dates the saying, not what is said.
            let token = &sentence.tokens[ancestor];
            if token.upos == Upos::Verb
                && crate::lexicon::Cues::bundled()
                    .verbs
                    .contains_key(&token.lemma)
            {
                said = true;
                break;
            }
        }
        match owner {
            Some(k) if assigned[k].is_none_or(|other| narrower(time, &times[other])) => {
                assigned[k] = Some(idx)
            }
            Some(_) => {}
            None if said => {}
            None => loose.push(idx),
        }
    }
    // A time that hangs on no event is the main event's, when it is the only one in the sentence.
    if let ([only], 1) = (loose.as_slice(), n_dated)
        && let Some(k) =
            (0..triggers.len()).min_by_key(|k| (sentence.ancestors(triggers[*k].token).count(), *k))
        && assigned[k].is_none()
    {
        assigned[k] = Some(*only);
    }
    // `the raid on Monday that killed four`: the clause and the noun it hangs on share their day.
    for k in 0..triggers.len() {
        let token = &sentence.tokens[triggers[k].token];
        if !matches!(token.deprel, Deprel::AclRelcl | Deprel::Acl)
            || token.xpos == dateline_syntax::Xpos::VB
        {
            continue;
        }
        if let Some(noun) = token.head.and_then(carries) {
            match (assigned[k], assigned[noun]) {
                (None, day) => assigned[k] = day,
                (day, None) => assigned[noun] = day,
                _ => {}
            }
        }
    }
    // `They stormed the mill on Monday, killing four`: the participle tells of the same day.
    for k in 0..triggers.len() {
        let token = &sentence.tokens[triggers[k].token];
        if assigned[k].is_none()
            && !sentence.has_child(triggers[k].token, Deprel::Mark)
            && token.deprel == Deprel::Advcl
            && token.xpos == dateline_syntax::Xpos::VBG
            && let Some(governor) = token.head.and_then(carries)
        {
            assigned[k] = assigned[governor];
        }
    }
    // `When they met on Monday, she asked him to go`: so do a clause with `when`, `as` or `while` and what it goes with.
    for k in 0..triggers.len() {
        let token = &sentence.tokens[triggers[k].token];
        let at_once = token.deprel == Deprel::Advcl
            && sentence
                .children_with(triggers[k].token, &[Deprel::Mark, Deprel::Advmod])
                .any(|mark| is_at_once(&sentence.tokens[mark].lower));
        if let Some(governor) = token.head.and_then(carries).filter(|_| at_once) {
            match (assigned[k], assigned[governor]) {
                (None, day) => assigned[k] = day,
                (day, None) => assigned[governor] = day,
                _ => {}
            }
        }
    }
    // `The raid killed four on Monday`: so do a verb and the event noun that is its subject.
    for k in 0..triggers.len() {
        let token = &sentence.tokens[triggers[k].token];
        if token.upos == Upos::Noun
            && matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
            && assigned[k].is_none()
            && let Some(verb) = token.head.and_then(carries)
            && triggers[verb].plover == triggers[k].plover
        {
            assigned[k] = assigned[verb];
        }
    }
    assigned
}

fn narrower(a: &FoundTime, b: &FoundTime) -> bool {
    let width = |time: &FoundTime| time.resolved.days.n_days().unwrap_or(i32::MAX);
    width(a) < width(b)
}

/// The sentence, or the trigger's clause where the sentence is long.
fn statement(passage: &ReadPassage<'_>, sentence: &Sentence, trigger: &Trigger) -> Range<usize> {
    let whole = sentence.start
        ..sentence.start + passage.text[sentence.start..sentence.end].trim_end().len();
    if whole.len() <= LONGEST_STATEMENT {
        return whole;
    }
    let clause = std::iter::once(trigger.token)
        .chain(sentence.ancestors(trigger.token))
        .find(|i| sentence.tokens[*i].upos == Upos::Verb)
        .unwrap_or(trigger.token);
    let mut tokens = sentence.subtree_without(
        clause,
        &[Deprel::Conj, Deprel::Parataxis, Deprel::Cc, Deprel::Mark],
    );
    while tokens
        .last()
        .is_some_and(|k| sentence.tokens[*k].upos == Upos::Punct)
    {
        tokens.pop();
    }
    while tokens.first().is_some_and(|k| {
        matches!(
            sentence.tokens[*k].text.as_str(),
            "," | ";" | "—" | "–" | "-"
        )
    }) {
        tokens.remove(0);
    }
    let bytes = bytes_of(sentence, &tokens);
    let has_subject = sentence
        .children_with(clause, &[Deprel::Nsubj, Deprel::NsubjPass])
        .any(|subject| sentence.tokens[subject].upos != Upos::Pron);
    if bytes.len() < 60 || !has_subject {
        whole
    } else {
        bytes
    }
}
