//! Participants: who does it, to whom, and who else takes part.

use super::FoundParticipant;
use super::trigger::Trigger;
use crate::attribution::subject_of;
use crate::grammar::noun_phrase;
use crate::lexicon::Names;
use crate::mention::FoundMention;
use crate::passage::bytes_of;
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::{MentionType, ParticipantRole, Plover};

/// The heads of the participants of a trigger, with their roles, in text order.
pub(super) fn find_participants(
    sentence: &Sentence,
    trigger: &Trigger,
    triggers: &[Trigger],
    mention_of: &impl Fn(usize) -> Option<usize>,
) -> Vec<(usize, ParticipantRole)> {
    let mut heads = Vec::new();
    let is_somebody = |i: usize| looks_like_somebody(sentence, i) || mention_of(i).is_some();
    match sentence.tokens[trigger.token].upos {
        Upos::Verb => of_verb(
            sentence,
            trigger.token,
            trigger.plover,
            &is_somebody,
            &mut heads,
        ),
        _ => {
            of_noun(sentence, trigger, &is_somebody, &mut heads);
            if let Some(verb) = trigger.light {
                of_light_verb(sentence, verb, trigger, &is_somebody, &mut heads);
            }
            of_relative_clause(sentence, trigger, triggers, &mut heads);
        }
    }
    // `Norrfly is the first airline to fly it`: who is said to be one does it.
    for (head, _) in &mut heads {
        let said_to_be = sentence
            .child(*head, Deprel::Nsubj)
            .filter(|_| sentence.has_child(*head, Deprel::Cop));
        if let Some(subject) = said_to_be {
            *head = subject;
        }
    }
    // `Varga and Orlo met`: each conjunct takes part.
    let mut all = Vec::new();
    for (head, role) in heads {
        all.push((head, role));
        all.extend(conjuncts(sentence, head).into_iter().map(|k| (k, role)));
    }
    let is_event = |k: usize| triggers.iter().any(|other| other.token == k);
    all.retain(|(k, _)| {
        let token = &sentence.tokens[*k];
        matches!(
            token.upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj
        ) && *k != trigger.token
            && !matches!(
                token.lower.as_str(),
                "that" | "this" | "there" | "what" | "you"
            )
            && token.deprel != Deprel::Expl
            && !(is_event(*k) && token.upos == Upos::Noun)
    });
    all.sort_by_key(|(k, role)| (*k, *role));
    all.dedup_by_key(|(k, _)| *k);
    all
}

/// What a head is listed with: `Varga, Orlo and Tirk`, also where the tree takes one of a list for an apposition.
fn conjuncts(sentence: &Sentence, head: usize) -> Vec<usize> {
    let mut listed: Vec<usize> = Vec::new();
    let mut at = head;
    loop {
        let direct: Vec<usize> = sentence.children_with(at, &[Deprel::Conj]).collect();
        let named = sentence.children_with(at, &[Deprel::Appos]).filter(|k| {
            let goes_on = direct.iter().any(|last| last > k)
                || sentence.children_with(*k, &[Deprel::Conj]).next().is_some();
            sentence.tokens[at].upos == Upos::Propn
                && sentence.tokens[*k].upos == Upos::Propn
                && goes_on
        });
        listed.extend(named);
        listed.extend(direct);
        listed.retain(|k| matches!(sentence.tokens[*k].upos, Upos::Noun | Upos::Propn));
        listed.sort_unstable();
        listed.dedup();
        match listed.iter().find(|k| **k > at) {
            Some(next) => at = *next,
            None => break,
        }
    }
    listed
}

/// The participants with their words.
pub(super) fn describe(
    sentence: &Sentence,
    heads: &[(usize, ParticipantRole)],
    mention_of: impl Fn(usize) -> Option<usize>,
) -> Vec<FoundParticipant> {
    heads
        .iter()
        .filter_map(|(head, role)| {
            let mention = mention_of(*head).or_else(|| mention_of(place_named(sentence, *head)?));
            let token = &sentence.tokens[*head];
            if mention.is_none() && token.upos == Upos::Pron {
                return None; // A pronoun that stands for nobody known tells nothing.
            }
            let tokens = noun_phrase(sentence, *head);
            Some(FoundParticipant {
                role: *role,
                bytes: bytes_of(sentence, &tokens),
                mention,
            })
        })
        .collect()
}

/// The name in `the town of Kobani`, which is that place.
fn place_named(sentence: &Sentence, head: usize) -> Option<usize> {
    const SORTS: [&str; 9] = [
        "town", "city", "village", "port", "district", "province", "region", "suburb", "island",
    ];
    if !SORTS.contains(&sentence.tokens[head].lemma.as_str()) {
        return None;
    }
    let is_of = |name: &usize| {
        let mut cases = sentence.children_with(*name, &[Deprel::Case]);
        cases.any(|case| sentence.tokens[case].lower == "of")
    };
    sentence.children_with(head, &[Deprel::Nmod]).find(is_of)
}

/// Widens a participant to the names that it cuts, and to the name that follows its office.
/// `here` are the indices of the mentions of its sentence. `the gunmen of the Column` are of the Column; `the house in Anrak` is not
/// Anrak.
pub(super) fn with_whole_names(
    sentence: &Sentence,
    mut participant: FoundParticipant,
    mentions: &[FoundMention],
    here: std::ops::Range<usize>,
) -> FoundParticipant {
    for idx in here {
        let mention = &mentions[idx];
        let cuts = mention.bytes.start < participant.bytes.end
            && participant.bytes.start < mention.bytes.end;
        let ends_there = participant.bytes.end <= mention.bytes.end
            && participant.bytes.start <= mention.bytes.start;
        let follows = mention.bytes.start == participant.bytes.end + 1
            && mention.mention_type == MentionType::Person;
        if cuts && ends_there || follows {
            participant.bytes.end = participant.bytes.end.max(mention.bytes.end);
            let case = sentence.child(mention.head, Deprel::Case);
            let beside = case.is_some_and(|case| {
                sentence.tokens[case].lower != "of" || mention.mention_type == MentionType::Place
            });
            let named = participant
                .mention
                .is_some_and(|m| mentions[m].mention_type == MentionType::Person);
            if !named && (follows || participant.mention.is_none() && !beside) {
                participant.mention = Some(idx);
            }
        }
    }
    participant
}

/// The preposition of a phrase; of the second of two, `between Gondor | and Osgiliath`, that of the first.
fn case_of(sentence: &Sentence, i: usize) -> &str {
    let own = |i: usize| {
        let case = sentence.child(i, Deprel::Case)?;
        Some(sentence.tokens[case].lower.as_str())
    };
    let of_sibling = || {
        sentence.child(i, Deprel::Cc)?;
        let head = sentence.tokens[i].head?;
        sentence
            .children_with(head, &[sentence.tokens[i].deprel])
            .filter(|k| *k < i)
            .last()
            .and_then(own)
    };
    own(i).or_else(of_sibling).unwrap_or("")
}

fn of_verb(
    sentence: &Sentence,
    i: usize,
    plover: Option<Plover>,
    is_somebody: &impl Fn(usize) -> bool,
    heads: &mut Vec<(usize, ParticipantRole)>,
) {
    use ParticipantRole::{Agent, Other, Recipient};
    let passive = crate::attribution::is_passive(sentence, i);
    if passive {
        heads.extend(subject_of(sentence, i, true).map(|k| (k, Agent)));
        heads.extend(
            sentence
                .children_with(i, &[Deprel::NsubjPass, Deprel::Nsubj])
                .map(|k| (k, Recipient)),
        );
        // `the man arrested on Monday`.
        if matches!(sentence.tokens[i].deprel, Deprel::Acl) {
            heads.extend(sentence.tokens[i].head.map(|k| (k, Recipient)));
        }
        if sentence.tokens[i].deprel == Deprel::Conj
            && !sentence
                .children_with(i, &[Deprel::NsubjPass, Deprel::Nsubj])
                .any(|_| true)
            && let Some(first) = sentence.tokens[i].head
        {
            heads.extend(
                sentence
                    .children_with(first, &[Deprel::NsubjPass])
                    .map(|k| (k, Recipient)),
            );
        }
    } else {
        let doer = of_plan(sentence, i).or_else(|| subject_of(sentence, i, false));
        heads.extend(doer.map(|k| (k, Agent)));
    }
    let object = crate::attribution::object_of(sentence, i).filter(|_| !passive);
    heads.extend(object.map(|k| (k, Recipient)));
    // `condemned an attack by the soldiers`, `restore ties with Gondor`, `promised aid to the villages`: whom it is done to
    // stands behind what it is done with.
    let mut reached = object.filter(|k| plover.is_some() && !is_somebody(*k));
    while let Some(noun) = reached.take() {
        for child in sentence.children(noun) {
            let reaches = match sentence.tokens[child].deprel {
                Deprel::Nmod => match case_of(sentence, child) {
                    "with" | "by" | "against" | "to" | "from" | "on" | "between" => true,
                    // `a resumption of ties with Gondor`
                    "of" if !is_somebody(child) && child > noun => {
                        reached = Some(child);
                        false
                    }
                    _ => false,
                },
                Deprel::NmodPoss => sentence.tokens[child].upos == Upos::Propn,
                _ => false,
            };
            if reaches && is_somebody(child) {
                heads.push((child, Recipient));
            }
        }
    }
    heads.extend(
        sentence
            .children_with(i, &[Deprel::Iobj])
            .map(|k| (k, if passive { Other } else { Recipient })),
    );
    let has_object = object.is_some();
    for oblique in sentence.children_with(i, &[Deprel::Obl]) {
        match (case_of(sentence, oblique), plover) {
            ("with", Some(Plover::Consult | Plover::Cooperate | Plover::Agree)) => {
                heads.push((oblique, Recipient))
            }
            ("against", _) => heads.push((oblique, Recipient)),
            ("with" | "alongside" | "between" | "among", _) if is_somebody(oblique) => {
                heads.push((oblique, Other))
            }
            ("on" | "at" | "upon", Some(Plover::Assault | Plover::Sanction | Plover::Request))
                if !has_object =>
            {
                heads.push((oblique, Recipient))
            }
            ("to" | "from", _) if is_somebody(oblique) => heads.push((oblique, Other)),
            _ => {}
        }
    }
}

/// `signed a contract to buy`, `their plan to buy`: whoever signs or plans buys.
fn of_plan(sentence: &Sentence, verb: usize) -> Option<usize> {
    let token = &sentence.tokens[verb];
    let noun = token
        .head
        .filter(|_| token.deprel == Deprel::Acl && token.xpos == Xpos::VB)?;
    sentence
        .children_with(noun, &[Deprel::NmodPoss])
        .next()
        .or_else(|| {
            let governor = sentence.tokens[noun]
                .head
                .filter(|_| sentence.tokens[noun].deprel == Deprel::Obj)?;
            subject_of(sentence, governor, false)
        })
}

/// Whether a noun is a person or a body, by its looks.
fn looks_like_somebody(sentence: &Sentence, i: usize) -> bool {
    let names = Names::bundled();
    let token = &sentence.tokens[i];
    token.upos == Upos::Propn && !names.known_places.contains(&token.text)
        || names.role_nouns.contains(&token.lemma)
        || names.anonymous_nouns.contains(&token.lemma)
        || names.body_nouns.contains(&token.lemma)
}

fn of_noun(
    sentence: &Sentence,
    trigger: &Trigger,
    is_somebody: &impl Fn(usize) -> bool,
    heads: &mut Vec<(usize, ParticipantRole)>,
) {
    use ParticipantRole::{Agent, Other, Recipient};
    /// Nouns whose possessor, or `of ...`, is the one it is done to.
    const UNDERGONE: [&str; 22] = [
        "killing",
        "assassination",
        "murder",
        "arrest",
        "detention",
        "capture",
        "release",
        "death",
        "bombing",
        "shooting",
        "kidnapping",
        "abduction",
        "seizure",
        "expulsion",
        "deportation",
        "closure",
        "destruction",
        "execution",
        "suspension",
        "dismissal",
        "invasion",
        "shelling",
    ];
    let undergone = UNDERGONE.contains(&trigger.lemma.as_str());
    // `a deal begun between the two`: what hangs on a participle of the noun belongs to the noun.
    let participles: Vec<usize> = sentence
        .children_with(trigger.token, &[Deprel::Acl])
        .filter(|k| sentence.tokens[*k].xpos == Xpos::VBN)
        .collect();
    let of_participles = participles
        .iter()
        .flat_map(|k| sentence.children_with(*k, &[Deprel::Obl]));
    for child in sentence.children(trigger.token).chain(of_participles) {
        let token = &sentence.tokens[child];
        match token.deprel {
            Deprel::NmodPoss
                if token.upos == Upos::Pron || token.upos == Upos::Propn || is_somebody(child) =>
            {
                heads.push((child, if undergone { Recipient } else { Agent }));
            }
            Deprel::Compound | Deprel::Amod | Deprel::Nmod
                if case_of(sentence, child).is_empty() && token.upos == Upos::Propn =>
            {
                heads.push((child, Agent));
            }
            Deprel::Amod if Names::bundled().demonyms.contains_key(&token.text) => {
                heads.push((child, Agent))
            }
            Deprel::Nmod | Deprel::Obl => match case_of(sentence, child) {
                "by" => heads.push((child, Agent)),
                "between" | "among" => heads.push((child, Agent)),
                "on" | "against" | "with" => heads.push((child, Recipient)),
                "of" if undergone => heads.push((child, Recipient)),
                "of" if is_somebody(child) => heads.push((child, Agent)),
                "to" | "from" | "for" if is_somebody(child) => heads.push((child, Other)),
                _ => {}
            },
            _ => {}
        }
    }
}

fn of_light_verb(
    sentence: &Sentence,
    verb: usize,
    trigger: &Trigger,
    is_somebody: &impl Fn(usize) -> bool,
    heads: &mut Vec<(usize, ParticipantRole)>,
) {
    use ParticipantRole::{Agent, Recipient};
    let passive = crate::attribution::is_passive(sentence, verb);
    heads.extend(
        subject_of(sentence, verb, passive)
            .filter(|k| *k != trigger.token)
            .map(|k| (k, Agent)),
    );
    for oblique in sentence.children_with(verb, &[Deprel::Obl]) {
        if matches!(case_of(sentence, oblique), "with" | "against" | "on")
            && (is_somebody(oblique) || case_of(sentence, oblique) == "against")
        {
            heads.push((oblique, Recipient));
        }
    }
}

/// `the raid that killed the general`: whom the clause hits, the raid hits.
fn of_relative_clause(
    sentence: &Sentence,
    trigger: &Trigger,
    triggers: &[Trigger],
    heads: &mut Vec<(usize, ParticipantRole)>,
) {
    if trigger.plover != Some(Plover::Assault)
        || heads
            .iter()
            .any(|(_, role)| *role == ParticipantRole::Recipient)
    {
        return;
    }
    for clause in sentence.children_with(trigger.token, &[Deprel::AclRelcl, Deprel::Acl]) {
        let same_kind = triggers
            .iter()
            .any(|other| other.token == clause && other.plover == trigger.plover);
        if same_kind {
            heads.extend(
                sentence
                    .children_with(clause, &[Deprel::Obj])
                    .map(|k| (k, ParticipantRole::Recipient)),
            );
        }
    }
}
