//! Bounds on a page's day from what its text dates, when nothing else tells.

use crate::grammar::PassageGrammar;
use crate::passage::ReadPassage;
use crate::time::{Anchor, FoundTime, Grammar, Outlook};
use dateline_vocabulary::{DateBasis, Moment, Publication, TimexType};

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

/// The most days from publication to a change for `last week` to mean the week before publication still.
const SAME_TEXT: i32 = 60;

/// When the text was written as it stands: the day of its last change, where that is months after publication and the text
/// names years in between, as pages do that are brought up to date for years.
pub(crate) fn written(
    passages: &[ReadPassage<'_>],
    published: &Publication,
    updated: Option<&Moment>,
) -> Publication {
    let rewritten = || {
        let first = published.days().single()?;
        let last: jiff::civil::Date = updated?.at.get(..10)?.parse().ok()?;
        let later = first.until(last).ok()?.get_days() > SAME_TEXT;
        let times = passages.iter().flat_map(|passage| &passage.times);
        let between = times
            .filter_map(crate::time::Recognised::year)
            .any(|year| year > first.year() && year <= last.year());
        let evidence = updated?.evidence.clone();
        (later && between).then(|| Publication::day(last, published.basis, evidence))
    };
    rewritten().unwrap_or_else(|| published.clone())
}

/// Whether a page looks far back: what it tells is no news.
pub(crate) fn is_history(passages: &[ReadPassage<'_>], published: &Publication) -> bool {
    let recognised = passages.iter().flat_map(|passage| &passage.times);
    Anchor::of(published).for_text_with(recognised).is_history
}

/// Finds the times of all passages against one publication.
pub(crate) fn times_of(
    passages: &[ReadPassage<'_>],
    published: &Publication,
) -> Vec<Vec<FoundTime>> {
    let recognised = || passages.iter().flat_map(|passage| &passage.times);
    let mut anchor = Anchor::of(published).for_text_with(recognised());
    let page_day = anchor.page_day;
    passages
        .iter()
        .map(|passage| {
            anchor.page_day = passage.entry_day().or(page_day);
            crate::time::find_times(
                passage.text,
                &passage.times,
                &PassageGrammar::new(&passage.sentences),
                &mut anchor,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::CodePoints;

    #[track_caller]
    fn check(text: &str, updated: &str, expected: &str) {
        let page = crate::testing::article(text);
        let code_points = CodePoints::of(&page.text);
        let passages = crate::passage::passages(&page, &code_points);
        let first = jiff::civil::date(2012, 5, 10);
        let published = Publication::day(first, DateBasis::Metadata, "");
        let moment = Moment {
            at: updated.to_owned(),
            evidence: String::new(),
        };
        let written = written(&passages, &published, Some(&moment));
        let day = written.days().single().map(|day| day.to_string());
        assert_eq!(day.as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn a_page_brought_up_to_date_is_of_its_last_change() {
        let told = "The treaty was signed in 1949. In 2023 a new member joined it.";
        check(told, "2026-04-24T11:16:53Z", "2026-04-24");
        // A change of spelling, months later, and one on the same day.
        let old = "The treaty was signed in 1949. In 2010 a new member joined it.";
        check(old, "2026-04-24T11:16:53Z", "2012-05-10");
        check(told, "2012-05-10T18:00:00Z", "2012-05-10");
        check(told, "soon", "2012-05-10");
    }

    #[test]
    fn an_entry_of_a_live_page_is_of_its_own_day() {
        let page = "<html lang=en><head><title>LIVE: Storm at Port Alder</title></head><body><article>\
            <h1>LIVE: Storm at Port Alder</h1><p class=stamp>Published 4 October 2016, 17:52</p>\
            <h3>Wednesday 5 October</h3>\
            <div class=e><b>06:40</b><p>Divers found the missing crew of the barge today, the harbour master said.</p></div>\
            <div class=e><b>00:15</b><p>The storm tore away a crane of the northern dock yesterday, the harbour master said.</p></div>\
            <h3>Tuesday 4 October</h3>\
            <div class=e><b>21:30</b><p>The harbour was closed today to all ships, the harbour master told reporters.</p></div>\
            <div class=e><b>17:52</b><p>A barge with a crew of four sank this afternoon off the northern dock.</p></div>\
            </article></body></html>";
        let page = dateline_page::read_page(page.as_bytes(), &dateline_page::Given::default());
        let source = crate::Source {
            id: dateline_vocabulary::DocumentId("d1".to_owned()),
            file: "case".to_owned(),
            sha256: String::new(),
        };
        let records = crate::Reader::bundled().read(&source, &page);
        let day_of = |trigger: &str| {
            let event = (records.events.iter()).find(|event| event.trigger.text == trigger);
            event.and_then(|event| event.days.single())
        };
        for (trigger, day) in [("found", 5), ("tore", 4), ("closed", 4), ("sank", 4)] {
            assert_eq!(
                day_of(trigger),
                Some(jiff::civil::date(2016, 10, day)),
                "{trigger}"
            );
        }
    }
}
