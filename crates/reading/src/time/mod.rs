//! Time expressions: recognised by the rules of `data/time.toml`, then resolved against the page.
//!
//! Every time says which rule found it and what it was resolved against.

mod resolve;
mod rule;
mod value;

pub(crate) use resolve::{Anchor, Outlook, Resolved};

use resolve::resolve;
use rule::{Reads, rules};
use std::ops::Range;
use value::Underspecified;

/// A recognised expression, not yet resolved. The range is in bytes of the passage.
pub(crate) struct Recognised {
    pub(crate) bytes: Range<usize>,
    rule: &'static str,
    value: Underspecified,
}

impl Recognised {
    /// The year that its own words name.
    pub(crate) fn year(&self) -> Option<i16> {
        match self.value {
            Underspecified::Year(year)
            | Underspecified::Day {
                year: Some(year), ..
            }
            | Underspecified::PartOfDay {
                year: Some(year), ..
            }
            | Underspecified::Month {
                year: Some(year), ..
            } => Some(year),
            _ => None,
        }
    }
}

/// A time expression of a passage.
#[derive(Clone, Debug)]
pub(crate) struct FoundTime {
    /// Bytes in the passage.
    pub(crate) bytes: Range<usize>,
    /// The rule that found it.
    pub(crate) rule: &'static str,
    /// Its value and days.
    pub(crate) resolved: Resolved,
}

/// What a passage's times need to know of its sentences.
pub(crate) trait Grammar {
    /// The index of the sentence that holds the byte.
    fn sentence_at(&self, byte: usize) -> usize;
    /// What the verb nearest to these bytes looks at.
    fn outlook(&self, bytes: &Range<usize>) -> Outlook;
    /// Whether that verb tells that something was said: the day is that of the saying.
    fn dates_a_saying(&self, bytes: &Range<usize>) -> bool;
}

/// Resolves the recognised time expressions of one passage, in text order. `anchor` is carried from passage to
/// passage of a page: it keeps the days mentioned last.
pub(crate) fn find_times(
    text: &str,
    recognised: &[Recognised],
    grammar: &dyn Grammar,
    anchor: &mut Anchor,
) -> Vec<FoundTime> {
    let mut found: Vec<FoundTime> = Vec::new();
    // The explicit year named last in this passage, and the sentence that named it.
    let mut named_year: Option<(usize, i16)> = None;
    let mut day_in_sentence = None;
    // Clock times that wait for a day in their sentence.
    let mut waiting: Vec<(usize, Underspecified)> = Vec::new();
    for recognised in recognised {
        let sentence = grammar.sentence_at(recognised.bytes.start);
        anchor.outlook = if text[recognised.bytes.end..].starts_with(['\'', '’']) {
            Outlook::Back // `Tuesday's attack` has been, whatever will follow it.
        } else {
            grammar.outlook(&recognised.bytes)
        };
        anchor.narrated_year = named_year
            .filter(|(s, year)| {
                sentence <= s + 1 && anchor.page_day.is_none_or(|page| *year < page.year())
            })
            .map(|(_, year)| year);
        anchor.sentence_day = day_in_sentence
            .filter(|(s, _)| *s == sentence)
            .map(|(_, day)| day);
        let named_before = anchor.sentence_day.is_some();
        let resolved = resolve(recognised.value, anchor);
        let is_clock = matches!(recognised.value, Underspecified::Clock { .. });
        if let Some(day) = resolved.days.single()
            && !is_clock
        {
            day_in_sentence = Some((sentence, day));
            // `at 22:00 on Monday`: the day of a clock time may follow it.
            for (earlier, value) in std::mem::take(&mut waiting) {
                if grammar.sentence_at(found[earlier].bytes.start) == sentence {
                    anchor.sentence_day = Some(day);
                    found[earlier].resolved = resolve(value, anchor);
                }
            }
        }
        if is_clock && anchor.sentence_day.is_none() {
            waiting.push((found.len(), recognised.value));
        }
        match recognised.value {
            Underspecified::Year(year) => {
                named_year = Some((sentence, year));
                // A history that looks far back or ahead for once (`last called in 1614`) stays where it is.
                let is_near = anchor
                    .history_year
                    .is_none_or(|now| year.abs_diff(now) <= NEAR_YEARS);
                if is_near {
                    anchor.history_year = Some(year);
                }
            }
            Underspecified::Day {
                year: Some(year), ..
            }
            | Underspecified::PartOfDay {
                year: Some(year), ..
            }
            | Underspecified::Month {
                year: Some(year), ..
            } => {
                named_year = Some((sentence, year));
                anchor.history_year = Some(year);
            }
            _ => {}
        }
        // `was warned on March 5, the paper reported on Monday`: `that night` is the night of March 5.
        let of_saying = named_before && grammar.dates_a_saying(&recognised.bytes);
        if resolved.timex_type == dateline_vocabulary::TimexType::Date
            && !resolved.days.is_unknown()
            && !of_saying
        {
            anchor.mentioned = Some(resolved.days);
        }
        found.push(FoundTime {
            bytes: recognised.bytes.clone(),
            rule: recognised.rule,
            resolved,
        });
    }
    found
}

/// The most years from one bare year of a history to the next.
const NEAR_YEARS: u16 = 20;

/// Runs all rules; the longest match wins, then the earlier rule.
pub(crate) fn recognise(text: &str) -> Vec<Recognised> {
    let mut candidates = Vec::new();
    for (rank, rule) in rules().iter().enumerate() {
        for found in rule.pattern.captures_iter(text) {
            let whole = found.get(0).expect("a match has a whole").range();
            // `Marchés`
            let beside = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphanumeric());
            if beside(text[..whole.start].chars().next_back())
                || beside(text[whole.end..].chars().next())
            {
                continue;
            }
            if rule
                .not_before
                .as_ref()
                .is_some_and(|what| what.is_match(&text[whole.end..]))
            {
                continue;
            }
            match rule.reads.value(&found) {
                Some((value, part)) => {
                    candidates.push((part.unwrap_or(whole), rank, rule.name.as_str(), Some(value)))
                }
                // An impossible day is no time, and no shorter part of it is one either.
                None if matches!(
                    rule.reads,
                    Reads::Nothing | Reads::Day | Reads::NumericDay | Reads::PartOfDay
                ) =>
                {
                    candidates.push((whole, rank, rule.name.as_str(), None))
                }
                None => {}
            }
        }
    }
    candidates
        .sort_by_key(|(bytes, rank, _, _)| (std::cmp::Reverse(bytes.len()), *rank, bytes.start));
    let mut taken: Vec<(Range<usize>, &'static str, Option<Underspecified>)> = Vec::new();
    let mut starts = std::collections::BTreeMap::new();
    for (bytes, _, rule, value) in candidates {
        // Taken ranges are disjoint, so only the neighbours on either side can overlap.
        let before = starts.range(..bytes.end).next_back();
        if before.is_some_and(|(_, end): (&usize, &usize)| *end > bytes.start) {
            continue;
        }
        starts.insert(bytes.start, bytes.end);
        taken.push((bytes, rule, value));
    }
    taken.sort_by_key(|(bytes, _, _)| bytes.start);
    taken
        .into_iter()
        .filter_map(|(bytes, rule, value)| {
            // A trailing blank or stop belongs to the sentence, unless it is that of an abbreviation.
            let bytes = bytes.start..bytes.start + text[bytes.clone()].trim_end().len();
            Some(Recognised {
                bytes,
                rule,
                value: value?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
