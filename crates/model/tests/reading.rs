//! What holds of the bundled model, whatever it is given to read.

use std::time::Instant;

use dateline_model::{Attributed, LoadError, ReadingModel, Role};
use dateline_syntax::{Deprel, Sentence, Upos, sentence_tokens};
use proptest::prelude::*;

fn check(text: &str, sentences: &[Sentence]) {
    let cut = sentence_tokens(text);
    assert_eq!(cut.len(), sentences.len());
    for (tokens, sentence) in cut.iter().zip(sentences) {
        assert_eq!(tokens.len(), sentence.tokens.len());
        let root = sentence.root().expect("one root");
        assert_eq!(sentence.subtree(root).len(), tokens.len());
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert_eq!(&text[token.start..token.end], token.text);
            assert_eq!(token.head.is_none(), i == root);
            assert_eq!(token.deprel == Deprel::Root, i == root);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_text_has_trees(text in "\\PC{0,120}") {
        check(&text, &ReadingModel::bundled().sentences(&text));
    }

    #[test]
    fn any_mix_of_marks_has_trees(text in "([A-Z]?[a-z]{1,4}|[.,!?'’\"“”()@:/$%&-]|[0-9]{1,3}|\\.\\.\\.|'s|n't|[ \n]|é|🙂|ש){0,60}") {
        check(&text, &ReadingModel::bundled().sentences(&text));
    }
}

#[test]
fn time_is_linear_without_a_single_mark() {
    let model = ReadingModel::bundled();
    let time = |text: &str| {
        let began = Instant::now();
        check(text, &model.sentences(text));
        began.elapsed().as_secs_f64()
    };
    for unit in ["word ", "NOT ", "🙂 ", "said ", "ולא "] {
        let small = time(&unit.repeat(500)).max(0.002);
        let large = time(&unit.repeat(5_000));
        // Ten times the text; a square law would take a hundred times as long.
        assert!(large < small * 40.0, "{unit:?}: {small} then {large}");
    }
}

fn attributions(model: &ReadingModel, page: &[Vec<Vec<&str>>]) -> Vec<Vec<Attributed>> {
    let mut found = vec![Vec::new(); page.len()];
    model.read(page, |paragraph, seen| {
        found[paragraph] = seen.attributions;
    });
    found
}

#[test]
fn a_page_is_read_the_same_whatever_was_read_before() {
    let words = |text: &'static str| -> Vec<Vec<&'static str>> {
        let cut = sentence_tokens(text).into_iter();
        cut.map(|tokens| tokens.into_iter().map(|token| &text[token]).collect())
            .collect()
    };
    let model = ReadingModel::bundled();
    let page = [
        words("The harbour master said on Friday that the ferry had been turned back."),
        words("“Nobody was hurt,” she added. The owner, who was on board, denied it."),
    ];
    let first = attributions(model, &page);
    assert!(first.iter().all(|found| !found.is_empty()));
    attributions(model, &[words("Something else was read in between.")]);
    assert_eq!(first, attributions(model, &page));
}

#[test]
fn plain_news_sentences_have_the_expected_arcs() {
    // Text; token, its relation, its head.
    type Arcs<'a> = &'a [(&'a str, Deprel, &'a str)];
    let table: &[(&str, Arcs<'_>)] = &[
        (
            "The minister resigned in the hall.",
            &[
                ("minister", Deprel::Nsubj, "resigned"),
                ("hall", Deprel::Obl, "resigned"),
                ("in", Deprel::Case, "hall"),
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
        let read = ReadingModel::bundled().sentences(text);
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
    let read = ReadingModel::bundled().sentences("POLICE ARRESTED TWO MEN ON MONDAY");
    assert!(
        read[0].tokens.iter().any(|t| t.upos == Upos::Verb),
        "{read:?}"
    );
}

#[test]
fn says_who_said_what() {
    let text = "Mayor Anneke Voss said on Monday that the bridge would reopen in May.";
    let tokens = &sentence_tokens(text)[0];
    let words: Vec<&str> = tokens.iter().map(|token| &text[token.clone()]).collect();
    let attributed = &attributions(ReadingModel::bundled(), &[vec![words]])[0];
    assert_eq!(attributed.len(), 1, "{attributed:?}");
    let of = |role: Role| {
        let fragment = attributed[0].fragments.iter().find(|f| f.role == role);
        let words = fragment.expect("the role is filled").words.clone();
        &text[tokens[words.start].start..tokens[words.end - 1].end]
    };
    assert_eq!(of(Role::Source), "Mayor Anneke Voss");
    assert_eq!(of(Role::Cue), "said");
    assert!(of(Role::Content).contains("the bridge would reopen in May"));
}

#[test]
fn damaged_files_are_refused() {
    let encoder = include_bytes!("../weights/encoder.onnx");
    let reading = include_bytes!("../weights/reading.bin");
    assert!(encoder.len() + reading.len() < 25_000_000);
    let load =
        |encoder: &[u8], reading: &[u8]| ReadingModel::load(encoder.to_vec(), reading.to_vec());
    assert!(load(encoder, reading).is_ok());
    let mut damaged = reading.to_vec();
    damaged[reading.len() / 2] ^= 1;
    assert!(matches!(load(encoder, &damaged), Err(LoadError::Checksum)));
    assert!(matches!(
        load(encoder, b"something else"),
        Err(LoadError::Magic)
    ));
    assert!(load(encoder, &reading[..reading.len() - 1]).is_err());
    assert!(load(&encoder[..encoder.len() / 2], reading).is_err());
    assert!(load(b"", reading).is_err());
}
