//! Bounds on a page's day from what its text dates, when nothing else tells.

use crate::grammar::PassageGrammar;
use crate::passage::ReadPassage;
use crate::time::{Anchor, FoundTime, Grammar, Outlook};
use dateline_vocabulary::{DateBasis, Publication, TimexType};

/// The earliest day that the page can be of: the beginning of the latest past day, month or year that its own
/// words date. Open at the end, since a page can always be later than what it tells. `published` is what the page
/// itself gave: no day.
///
/// The latest year in a text is seldom the page's own (3 % in TimeBank), so nothing narrower is ever claimed.
pub(crate) fn infer_publication(
    passages: &[ReadPassage<'_>],
    times: &[Vec<FoundTime>],
    published: &Publication,
) -> Publication {
    let mut latest: Option<(jiff::civil::Date, String)> = None;
    for (passage, times) in passages.iter().zip(times) {
        let grammar = PassageGrammar::new(&passage.sentences);
        for time in times {
            let explicit =
                time.resolved.anchor.is_none() && time.resolved.timex_type == TimexType::Date;
            let Some((from, to)) = time.resolved.days.ends().filter(|_| explicit) else {
                continue;
            };
            let is_narrow = from.until(to).is_ok_and(|span| span.get_days() < 366);
            if is_narrow
                && grammar.outlook(&time.bytes) == Outlook::Back
                && latest.as_ref().is_none_or(|(day, _)| from > *day)
            {
                latest = Some((from, passage.text[time.bytes.clone()].to_owned()));
            }
        }
    }
    match latest {
        Some((day, words)) => Publication {
            from: Some(day),
            to: None,
            basis: DateBasis::Inferred,
            evidence: Some(format!(
                "not before `{words}`, the latest day that the text looks back on"
            )),
            // What the page says of itself and could not be told, such as `03/04/2014`, is still worth knowing.
            ..published.clone()
        },
        None => published.clone(),
    }
}

/// Finds the times of all passages against one publication.
pub(crate) fn times_of(
    passages: &[ReadPassage<'_>],
    published: &Publication,
) -> Vec<Vec<FoundTime>> {
    let mut anchor = Anchor::of(published);
    passages
        .iter()
        .map(|passage| {
            crate::time::find_times(
                passage.text,
                &passage.times,
                &PassageGrammar::new(&passage.sentences),
                &mut anchor,
            )
        })
        .collect()
}
