//! Runs the cases and near misses that the rules carry.

use super::*;
use crate::grammar::PassageGrammar;
use dateline_model::ReadingModel;
use dateline_vocabulary::{DateBasis, Publication};
use jiff::civil::date;

fn times_of(text: &str) -> Vec<(String, String)> {
    let sentences = ReadingModel::bundled().sentences(text);
    let published = Publication::day(date(2011, 10, 6), DateBasis::Printed, "");
    find_times(
        text,
        &recognise(text),
        &PassageGrammar::new(&sentences),
        &mut Anchor::of(&published),
    )
    .into_iter()
    .map(|time| {
        (
            text[time.bytes].to_owned(),
            time.resolved.value.unwrap_or_default(),
        )
    })
    .collect()
}

/// Splits `on [May 2|2011-05-02].` into its plain text and the marked times.
fn marked(case: &str) -> (String, Vec<(String, String)>) {
    let mut plain = String::new();
    let mut marks = Vec::new();
    let mut rest = case;
    while let Some((before, mark)) = rest.split_once('[') {
        let (mark, after) = mark.split_once(']').expect("a mark is closed");
        let (words, value) = mark.split_once('|').expect("a mark has a value");
        plain.push_str(before);
        plain.push_str(words);
        marks.push((words.to_owned(), value.to_owned()));
        rest = after;
    }
    plain.push_str(rest);
    (plain, marks)
}

#[test]
fn every_rule_finds_its_cases_and_leaves_its_near_misses_alone() {
    let mut wrong = Vec::new();
    for rule in rule::RuleFile::bundled().rule {
        assert!(
            !rule.cases.is_empty() || !rule.misses.is_empty(),
            "rule {} has no case",
            rule.name
        );
        for case in &rule.cases {
            let (text, expected) = marked(case);
            let found = times_of(&text);
            if found != expected {
                wrong.push(format!(
                    "{}: {text}\n   expected {expected:?}\n   found    {found:?}",
                    rule.name
                ));
            }
        }
        for miss in &rule.misses {
            let found = times_of(miss);
            if !found.is_empty() {
                wrong.push(format!(
                    "{}: found {found:?} in near miss: {miss}",
                    rule.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn impossible_and_ambiguous_days_get_no_days() {
    for (text, expected) in [
        ("on February 31, 2011 nothing was", vec![]),
        (
            "dated 03/04/2011 by hand",
            vec![("03/04/2011".to_owned(), String::new())],
        ),
    ] {
        assert_eq!(times_of(text), expected, "{text}");
    }
}

#[test]
fn background_hangs_on_the_year_just_named() {
    let found = times_of("The quarry opened in 2004. In March it flooded.");
    assert_eq!(
        found.last(),
        Some(&("March".to_owned(), "2004-03".to_owned()))
    );
}

#[test]
fn a_page_without_a_day_looks_back_no_later_than_it_says() {
    let text = "Between November 2011 and July 2012 the ministry kept silent about the deaths in November.";
    let sentences = ReadingModel::bundled().sentences(text);
    let published = Publication {
        from: Some(date(2012, 7, 1)),
        basis: DateBasis::Inferred,
        ..Publication::unknown()
    };
    let found = find_times(
        text,
        &recognise(text),
        &PassageGrammar::new(&sentences),
        &mut Anchor::of(&published),
    );
    let last = found.last().and_then(|time| time.resolved.value.as_deref());
    assert_eq!(last, Some("2011-11"));
}

#[test]
fn ten_thousand_times_stay_linear() {
    let text = "It shut on May 2. ".repeat(10_000);
    let start = std::time::Instant::now();
    assert_eq!(recognise(&text).len(), 10_000);
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}
