//! Whether the records of a document fit each other, told before anything is written.

use dateline_vocabulary::*;
use std::collections::BTreeSet;

/// What does not fit, if anything: a record of another document, an id that stands twice, or a reference to
/// a record that is not there.
pub(crate) fn contradiction(records: &DocumentRecords) -> Option<String> {
    let DocumentRecords {
        document,
        passages,
        mentions,
        times,
        attributions,
        events,
    } = records;
    let mut owners = passages
        .iter()
        .map(|passage| (passage.id.as_str(), &passage.document))
        .chain(
            mentions
                .iter()
                .map(|mention| (mention.id.as_str(), &mention.document)),
        )
        .chain(times.iter().map(|time| (time.id.as_str(), &time.document)))
        .chain(
            attributions
                .iter()
                .map(|attribution| (attribution.id.as_str(), &attribution.document)),
        )
        .chain(
            events
                .iter()
                .map(|event| (event.id.as_str(), &event.document)),
        );
    if let Some((id, owner)) = owners.find(|(_, owner)| *owner != &document.id) {
        return Some(format!(
            "its record `{id}` says that it belongs to `{owner}`"
        ));
    }

    let passage_ids = unique(
        "passage",
        passages.iter().map(|passage| passage.id.as_str()),
    );
    let mention_ids = unique(
        "mention",
        mentions.iter().map(|mention| mention.id.as_str()),
    );
    let time_ids = unique("time", times.iter().map(|time| time.id.as_str()));
    let attribution_ids = unique(
        "attribution",
        attributions
            .iter()
            .map(|attribution| attribution.id.as_str()),
    );
    let event_ids = unique("event", events.iter().map(|event| event.id.as_str()));
    let (passage_ids, mention_ids, time_ids, attribution_ids) = match (
        passage_ids,
        mention_ids,
        time_ids,
        attribution_ids,
        event_ids,
    ) {
        (Ok(passages), Ok(mentions), Ok(times), Ok(attributions), Ok(_)) => {
            (passages, mentions, times, attributions)
        }
        (Err(twice), ..)
        | (_, Err(twice), ..)
        | (_, _, Err(twice), ..)
        | (_, _, _, Err(twice), _)
        | (.., Err(twice)) => return Some(twice),
    };

    let missing = |id: &str, what: &str, found: Option<&str>, known: &BTreeSet<&str>| {
        let found = found.filter(|found| !known.contains(found))?;
        Some(format!(
            "its record `{id}` refers to the {what} `{found}`, which is not there"
        ))
    };
    let mention_of = |id: &str, mention: &Option<MentionId>| {
        missing(
            id,
            "mention",
            mention.as_ref().map(MentionId::as_str),
            &mention_ids,
        )
    };
    let attribution_of = |id: &str, attribution: &Option<AttributionId>| {
        missing(
            id,
            "attribution",
            attribution.as_ref().map(AttributionId::as_str),
            &attribution_ids,
        )
    };
    passages
        .iter()
        .find_map(|passage| {
            let answered = passage.reply_to.as_ref().map(PassageId::as_str);
            missing(passage.id.as_str(), "passage", answered, &passage_ids)
        })
        .or_else(|| {
            attributions.iter().find_map(|attribution| {
                let id = attribution.id.as_str();
                let source = attribution.source.as_ref();
                attribution_of(id, &attribution.within)
                    .or_else(|| source.and_then(|source| mention_of(id, &source.mention)))
            })
        })
        .or_else(|| {
            events.iter().find_map(|event| {
                let id = event.id.as_str();
                attribution_of(id, &event.attribution)
                    .or_else(|| {
                        missing(
                            id,
                            "time",
                            event.time.as_ref().map(TimeId::as_str),
                            &time_ids,
                        )
                    })
                    .or_else(|| {
                        event
                            .place
                            .as_ref()
                            .and_then(|place| mention_of(id, &place.mention))
                    })
                    .or_else(|| {
                        event
                            .participants
                            .iter()
                            .find_map(|taker| mention_of(id, &taker.mention))
                    })
            })
        })
}

/// The ids as a set, or the one that stands twice.
fn unique<'i>(what: &str, ids: impl Iterator<Item = &'i str>) -> Result<BTreeSet<&'i str>, String> {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(format!("it has two records {what} `{id}`"));
        }
    }
    Ok(seen)
}
