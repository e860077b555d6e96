//! Modes: how an event of a PLOVER type is done (`data/modes.toml`).

use super::trigger::Trigger;
use dateline_syntax::{Deprel, Sentence, Upos};
use dateline_vocabulary::Plover;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// A mode with the words that tell it.
struct Mode {
    name: &'static str,
    by: HashSet<String>,
    with: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModesFile {
    #[serde(rename = "type")]
    types: Vec<ModesOfType>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModesOfType {
    plover: Plover,
    modes: Vec<ModeWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModeWords {
    name: String,
    by: String,
    with: String,
}

fn modes() -> &'static BTreeMap<Plover, Vec<Mode>> {
    static MODES: OnceLock<BTreeMap<Plover, Vec<Mode>>> = OnceLock::new();
    MODES.get_or_init(|| {
        let file: ModesFile = toml::from_str(include_str!("../../data/modes.toml"))
            .expect("modes.toml is well-formed: a test reads it");
        file.types
            .into_iter()
            .map(|of_type| {
                let modes = of_type.modes.into_iter().map(|words| Mode {
                    name: words.name.leak(),
                    by: crate::lexicon::set(&words.by),
                    with: crate::lexicon::set(&words.with),
                });
                (of_type.plover, modes.collect())
            })
            .collect()
    })
}

/// The mode of a typed event: the first of its type that its own word tells, or one of those that go with it. The order is
/// that of the file, so that `a suicide bombing` is a suicide attack.
pub(super) fn of(sentence: &Sentence, trigger: &Trigger) -> Option<&'static str> {
    let modes = modes().get(&trigger.plover?)?;
    let words = words_with(sentence, trigger);
    modes
        .iter()
        .find(|mode| {
            mode.by.contains(&trigger.lemma) || words.iter().any(|word| mode.with.contains(word))
        })
        .map(|mode| mode.name)
}

/// The words that go with a trigger, as lemmas, and each with the word before it: modifiers, subject, objects and what they
/// hold, down to the next clause.
fn words_with(sentence: &Sentence, trigger: &Trigger) -> Vec<String> {
    let mut heads = vec![trigger.token];
    heads.extend(trigger.light);
    // `fired rockets, killing four`: a participle is done by what its verb is done by.
    let token = &sentence.tokens[trigger.token];
    if token.deprel == Deprel::Advcl {
        heads.extend(token.head);
    }
    // `the attack killed four`: an event noun and its verb.
    if token.upos == Upos::Noun && matches!(token.deprel, Deprel::Nsubj | Deprel::Obj) {
        heads.extend(token.head);
    }
    let next_clause = |deprel| {
        matches!(
            deprel,
            Deprel::Advcl
                | Deprel::AclRelcl
                | Deprel::Parataxis
                | Deprel::Conj
                | Deprel::Ccomp
                | Deprel::Punct
        )
    };
    // A request or a threat is about what its clause tells.
    let about = matches!(
        trigger.plover,
        Some(Plover::Request | Plover::Reject | Plover::Threaten)
    );
    let mut tokens = heads.clone();
    let mut open = heads;
    while let Some(head) = open.pop() {
        for child in sentence.children(head) {
            let deprel = sentence.tokens[child].deprel;
            if !next_clause(deprel) || about && deprel == Deprel::Ccomp {
                tokens.push(child);
                open.push(child);
            }
        }
    }
    let mut words = Vec::new();
    for k in tokens {
        let here = &sentence.tokens[k];
        words.push(here.lemma.clone());
        words.push(here.lower.clone());
        if let Some(before) = k.checked_sub(1) {
            words.push(format!("{} {}", sentence.tokens[before].lower, here.lemma));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modes of the manual's tables.
    const OF_THE_MANUAL: &str = "visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet disapprove investigate allege restrict arrest relations expel territory violence demo riot strike hunger boycott obstruct vandalize convict discontinue troops weapons police militia seize censor curfew martial-law deport withhold misinformation cyber abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional";

    #[test]
    fn modes_are_those_of_the_manual() {
        let known: HashSet<&str> = OF_THE_MANUAL.split(' ').collect();
        for modes in modes().values() {
            for mode in modes {
                assert!(known.contains(mode.name), "{}", mode.name);
                assert!(
                    !mode.by.is_empty() || !mode.with.is_empty(),
                    "{}",
                    mode.name
                );
            }
        }
    }

    #[test]
    fn how_it_is_done() {
        let cases = [
            (
                "A suicide bomber attacked the market on Monday.",
                "attack",
                "suicide-attack",
            ),
            (
                "Gunmen killed four officers at the gate.",
                "kill",
                "firearms",
            ),
            (
                "Rebels shelled the town on Tuesday.",
                "shell",
                "heavy-weapons",
            ),
            ("A drone strike killed the commander.", "kill", "drone"),
            ("Police arrested two men on Friday.", "arrest", "arrest"),
            ("The minister visited Corvane on Sunday.", "visit", "visit"),
            (
                "The two presidents spoke with the king by phone.",
                "speak with",
                "phone",
            ),
            (
                "The prosecutor investigated the mayor last year.",
                "investigate",
                "investigate",
            ),
            (
                "The opposition condemned the president on Monday.",
                "condemn",
                "disapprove",
            ),
            (
                "The guerrillas released the hostages on Sunday.",
                "release",
                "release",
            ),
            ("The mayor met the governor on Monday.", "meet", ""),
            // What another clause tells is another's.
            (
                "Gunmen shot the officer who had flown a drone.",
                "shoot",
                "firearms",
            ),
        ];
        for (text, lemma, expected) in cases {
            let records = crate::testing::read_article(text);
            let event = records.events.iter().find(|event| event.lemma == lemma);
            let mode = event.and_then(|event| event.mode.as_deref());
            assert_eq!(mode.unwrap_or_default(), expected, "{text}");
        }
    }
}
