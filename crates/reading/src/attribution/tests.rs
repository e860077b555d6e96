//! The cases of `data/attribution_cases.toml`, and what must hold for any text.

use dateline_vocabulary::{Attribution, Fragments};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    expect: Vec<Expected>,
    known_wrong: Option<String>,
}

/// What an attribution must be; a field left out is not looked at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    source: Option<String>,
    cue: Option<String>,
    content: Option<String>,
    #[serde(rename = "type")]
    source_type: Option<String>,
    stance: Option<String>,
    withheld: Option<bool>,
    count: Option<u32>,
    reason: Option<String>,
    within: Option<bool>,
    chain: Option<Vec<String>>,
}

fn attributions(text: &str) -> Vec<Attribution> {
    crate::testing::read_article(text).attributions
}

/// What differs from the expectation, one line a difference.
fn differences(case: &Case) -> Vec<String> {
    let found = attributions(&case.text);
    let mut differences = Vec::new();
    if found.len() != case.expect.len() {
        let told = |a: &Attribution| {
            format!(
                "{:?} {:?} {:?}",
                words(a.source.as_ref().map(|s| &s.words)),
                words(a.cue.as_ref()),
                a.content.text
            )
        };
        differences.push(format!(
            "found {} of {}: {:#?}",
            found.len(),
            case.expect.len(),
            found.iter().map(told).collect::<Vec<_>>()
        ));
    }
    for (a, expected) in found.iter().zip(&case.expect) {
        let mut check = |what: &str, is: String, should: Option<String>| {
            if let Some(should) = should.filter(|should| *should != is) {
                differences.push(format!("{what} is {is:?}, not {should:?}"));
            }
        };
        check(
            "source",
            words(a.source.as_ref().map(|s| &s.words)),
            expected.source.clone(),
        );
        check("cue", words(a.cue.as_ref()), expected.cue.clone());
        check("content", a.content.text.clone(), expected.content.clone());
        check(
            "type",
            a.source_type.map(|t| t.to_string()).unwrap_or_default(),
            expected.source_type.clone(),
        );
        check("stance", a.stance.to_string(), expected.stance.clone());
        check(
            "withheld",
            a.withheld.to_string(),
            expected.withheld.map(|w| w.to_string()),
        );
        check(
            "count",
            format!("{:?}", a.count),
            expected.count.map(|n| format!("{:?}", Some(n))),
        );
        check(
            "reason",
            a.reason.clone().unwrap_or_default(),
            expected.reason.clone(),
        );
        check(
            "within",
            a.within.is_some().to_string(),
            expected.within.map(|w| w.to_string()),
        );
        check(
            "chain",
            format!("{:?}", a.chain),
            expected.chain.as_ref().map(|chain| format!("{chain:?}")),
        );
    }
    differences
}

fn words(fragments: Option<&Fragments>) -> String {
    fragments
        .map(|fragments| fragments.text.clone())
        .unwrap_or_default()
}

#[test]
fn reads_the_cases() {
    let cases: Cases = toml::from_str(include_str!("../../data/attribution_cases.toml"))
        .expect("the cases are well-formed");
    let mut wrong = String::new();
    for case in &cases.case {
        let differences = differences(case);
        match &case.known_wrong {
            None if !differences.is_empty() => {
                wrong += &format!("\n{}\n    {}", case.text, differences.join("\n    "))
            }
            Some(_) if differences.is_empty() => {
                wrong += &format!("\n{}\n    is right now: drop its `known_wrong`", case.text)
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_is_read(words in prop::collection::vec("(said|told|“|”|\"|’|‘|,|\\.|:|\\?|\n\n|the|mayor|Ruiz|according|to|as|saying|quoted|that|not|he|I|we|called|a|no|proof|—|\\(|\\)|é|accused|of|by|was|claim|refused|whether|MAYOR|Gazette|for|denied|and|but|2)", 0..60)) {
        let text = words.join(" ");
        for a in attributions(&text) {
            prop_assert!(!a.content.text.trim().is_empty());
            for fragments in a.source.iter().map(|s| &s.words).chain(&a.cue).chain([&a.content]) {
                prop_assert!(fragments.spans.windows(2).all(|pair| pair[0].end <= pair[1].start), "{:?}", fragments);
            }
        }
    }
}
