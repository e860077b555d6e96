//! What holds of every reading, and tables of cases for sentences and tokens.

use std::time::Instant;

use dateline_syntax::{Deprel, Sentence, Syntax, Upos, sentences, tokens};
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

/// Every sentence is a tree with one root, its tokens in order and inside it, nothing left out.
fn check(text: &str, read: &[Sentence]) {
    let mut last = 0;
    for sentence in read {
        assert!(!sentence.tokens.is_empty());
        assert_eq!(sentence.start, sentence.tokens[0].start);
        assert_eq!(
            sentence.tokens.iter().filter(|t| t.head.is_none()).count(),
            1
        );
        let root = sentence.root().expect("one root");
        assert_eq!(sentence.subtree(root).len(), sentence.tokens.len());
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(token.start >= last && token.end > token.start, "{token:?}");
            assert!(
                text[last..token.start].trim().is_empty(),
                "{:?}",
                &text[last..token.start]
            );
            assert_eq!(&text[token.start..token.end], token.text);
            assert_eq!(token.head.is_none(), token.deprel == Deprel::Root);
            assert!(i == root || sentence.is_descendant(i, root));
            last = token.end;
        }
        assert_eq!(sentence.end, last);
    }
    assert!(text[last..].trim().is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_whole(text in "\\PC{0,120}") {
        check(&text, &Syntax::bundled().read(&text));
    }

    #[test]
    fn any_mix_of_marks_is_read_whole(text in "([A-Z]?[a-z]{1,4}|[.,!?'’\"“”()@:/$%&-]|[0-9]{1,3}|\\.\\.\\.|'s|n't|[ \n]|é|🙂){0,60}") {
        check(&text, &Syntax::bundled().read(&text));
    }
}

#[test]
fn time_is_linear_without_a_single_mark() {
    let syntax = Syntax::bundled();
    let time = |text: &str| {
        let began = Instant::now();
        check(text, &syntax.read(text));
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
fn damaged_tables_are_refused() {
    let whole = include_bytes!("../src/tables/english.bin");
    assert!(whole.len() < 4_200_000);
    assert!(Syntax::unpack(whole).is_ok());
    let mut damaged = whole.to_vec();
    damaged[whole.len() / 2] ^= 1;
    assert!(Syntax::unpack(&damaged).is_err());
    assert!(Syntax::unpack(&whole[..whole.len() - 1]).is_err());
    assert!(Syntax::unpack(b"something else").is_err());
}

#[test]
fn plain_news_sentences_have_the_expected_arcs() {
    // Text; token, its relation, its head.
    type Arcs<'a> = &'a [(&'a str, Deprel, &'a str)];
    let table: &[(&str, Arcs<'_>)] = &[
        (
            "The minister resigned on Tuesday.",
            &[
                ("minister", Deprel::Nsubj, "resigned"),
                ("Tuesday", Deprel::Obl, "resigned"),
                ("on", Deprel::Case, "Tuesday"),
            ],
        ),
        (
            "Two soldiers were killed by rebels.",
            &[
                ("soldiers", Deprel::NsubjPass, "killed"),
                ("rebels", Deprel::OblAgent, "killed"),
                ("Two", Deprel::Nummod, "soldiers"),
            ],
        ),
        (
            "Police said that the bomb injured five people.",
            &[
                ("injured", Deprel::Ccomp, "said"),
                ("people", Deprel::Obj, "injured"),
                ("Police", Deprel::Nsubj, "said"),
            ],
        ),
    ];
    for (text, arcs) in table {
        let read = Syntax::bundled().read(text);
        assert_eq!(read.len(), 1, "{text}");
        let tokens = &read[0].tokens;
        for (word, deprel, head) in *arcs {
            let token = tokens
                .iter()
                .find(|t| t.text == *word)
                .expect("the word is there");
            assert_eq!(token.deprel, *deprel, "{word} in {text}");
            assert_eq!(
                token.head.map(|h| tokens[h].text.as_str()),
                Some(*head),
                "{word} in {text}"
            );
        }
    }
}

#[test]
fn banner_capitals_still_have_a_verb() {
    let read = Syntax::bundled().read("POLICE ARRESTED TWO MEN ON MONDAY");
    assert!(
        read[0].tokens.iter().any(|t| t.upos == Upos::Verb),
        "{read:?}"
    );
}
