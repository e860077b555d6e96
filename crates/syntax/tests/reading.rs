//! What holds of every cut, and tables of cases for sentences, tokens and dictionary forms.

use std::ops::Range;
use std::time::Instant;

use dateline_syntax::{Sentence, Tag, Upos, Xpos, sentence_tokens, sentences, tokens};
use proptest::prelude::*;

fn cases(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
}

#[test]
fn sentences_end_where_the_cases_say() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("../data/sentence_cases.txt")) {
        let text = case.replace(" | ", " ");
        let found: Vec<&str> = sentences(&text).into_iter().map(|r| &text[r]).collect();
        if found.join(" | ") != case {
            wrong.push(found.join(" | "));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn line_breaks_end_what_looks_complete() {
    let table: &[(&str, &[&str])] = &[
        ("One line\n\nanother line", &["One line", "another line"]),
        (
            "The council of the old town met in the hall by the river on\nMonday to vote.",
            &["The council of the old town met in the hall by the river on\nMonday to vote."],
        ),
        (
            "The council met to\nvote on it.",
            &["The council met to\nvote on it."],
        ),
        (
            "Bridge falls\nThe old bridge fell today.",
            &["Bridge falls", "The old bridge fell today."],
        ),
        (
            "It fell.\nNo one was hurt.",
            &["It fell.", "No one was hurt."],
        ),
        (
            "It would reply.The embassy did not.",
            &["It would reply.", "The embassy did not."],
        ),
        ("node.js and news.example", &["node.js and news.example"]),
        ("  \n ", &[]),
        ("", &[]),
    ];
    let mut wrong = Vec::new();
    for (text, wanted) in table {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        if found != *wanted {
            wrong.push((text, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn tokens_are_cut_as_the_cases_say() {
    let mut wrong = Vec::new();
    for case in cases(include_str!("../data/token_cases.txt")) {
        let (text, wanted) = case.split_once(" => ").expect("a case has an arrow");
        let found: Vec<&str> = tokens(text).into_iter().map(|r| &text[r]).collect();
        if found.join(" ") != wanted {
            wrong.push(found.join(" "));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Sentences have tokens, in order, none too many, and nothing is left out.
fn check(text: &str, cut: &[Vec<Range<usize>>]) {
    let mut last = 0;
    for sentence in cut {
        assert!((1..=200).contains(&sentence.len()));
        for token in sentence {
            assert!(token.start >= last && token.end > token.start, "{token:?}");
            assert!(
                text[last..token.start].trim().is_empty(),
                "{:?}",
                &text[last..token.start]
            );
            last = token.end;
        }
    }
    assert!(text[last..].trim().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_whole(text in "\\PC{0,120}") {
        check(&text, &sentence_tokens(&text));
    }

    #[test]
    fn any_mix_of_marks_is_read_whole(text in "([A-Z]?[a-z]{1,4}|[.,!?'’\"“”()@:/$%&-]|[0-9]{1,3}|\\.\\.\\.|'s|n't|[ \n]|é|🙂){0,60}") {
        check(&text, &sentence_tokens(&text));
    }
}

#[test]
fn time_is_linear_without_a_single_mark() {
    let time = |text: &str| {
        let began = Instant::now();
        check(text, &sentence_tokens(text));
        began.elapsed().as_secs_f64()
    };
    for unit in [
        "word ", "word.", "a", "\"", ". ", "\n", "e-", "a-b", "a.", "@", "a@b", "1-", "(", "Mr. ",
        "word\n", "'s",
    ] {
        let small = time(&unit.repeat(5_000)).max(0.002);
        let large = time(&unit.repeat(50_000));
        // Ten times the text; a square law would take a hundred times as long.
        assert!(large < small * 40.0, "{unit:?}: {small} then {large}");
    }
}

#[test]
fn dictionary_forms() {
    let cases = [
        ("killed", Upos::Verb, Xpos::VBD, "kill"),
        ("planned", Upos::Verb, Xpos::VBN, "plan"),
        ("said", Upos::Verb, Xpos::VBD, "say"),
        ("denies", Upos::Verb, Xpos::VBZ, "deny"),
        ("Women", Upos::Noun, Xpos::NNS, "woman"),
        ("media", Upos::Noun, Xpos::NNS, "medium"),
        ("Americans", Upos::Propn, Xpos::NNPS, "American"),
        ("n’t", Upos::Part, Xpos::RB, "not"),
        ("1,500", Upos::Num, Xpos::CD, "1,500"),
    ];
    for (word, upos, xpos, wanted) in cases {
        let whole = 0..word.len();
        let tokens = std::slice::from_ref(&whole);
        let sentence = Sentence::tagged(word, tokens, &[Tag::of(upos, xpos)]);
        assert_eq!(sentence.tokens[0].lemma, wanted, "{word}");
    }
}
