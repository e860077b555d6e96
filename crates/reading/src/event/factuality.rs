//! Factuality: what the page commits to about an event, and on whose word.

use super::trigger::Trigger;
use crate::attribution::FoundAttribution;
use crate::grammar::{is_negated, looks_ahead};
use dateline_syntax::{Deprel, Sentence, Upos, Xpos};
use dateline_vocabulary::{Days, Factuality, Plover};
use jiff::civil::Date;

/// Verbs under which an infinitive has not happened.
const UNREALISED: [&str; 26] = [
    "want", "try", "attempt", "seek", "urge", "ask", "demand", "call", "press", "threaten", "hope",
    "wish", "need", "fail", "refuse", "decline", "offer", "tell", "order", "allow", "require",
    "request", "consider", "discuss", "warn", "able",
];
/// Verbs under which it is to happen.
const PLANNING: [&str; 14] = [
    "plan", "expect", "schedule", "set", "agree", "intend", "prepare", "promise", "vow", "pledge",
    "decide", "aim", "propose", "due",
];

/// The factuality of an event; `is_denied` tells whether what its attribution says is denied as a whole.
pub(super) fn of(
    sentence: &Sentence,
    trigger: &Trigger,
    attribution: Option<&FoundAttribution>,
    is_denied: bool,
    days: Days,
    page_day: Option<Date>,
    in_headline: bool,
) -> Factuality {
    let carrier = trigger.light.unwrap_or(trigger.token);
    let lower = |i: usize| sentence.tokens[i].lower.as_str();
    let carries_no = sentence.children(trigger.token).any(|c| {
        lower(c) == "no" || lower(c) == "without" && sentence.tokens[c].deprel == Deprel::Case
    });
    // `found no evidence`, `killed nobody`
    let to_nobody = sentence
        .children_with(carrier, &[Deprel::Obj])
        .any(|object| {
            matches!(lower(object), "nobody" | "nothing" | "none")
                || (sentence.children_with(object, &[Deprel::Det])).any(|det| lower(det) == "no")
        });
    if is_negated(sentence, carrier)
        || is_negated(sentence, trigger.token)
        || carries_no
        || to_nobody
    {
        return Factuality::Denied;
    }
    let governor = sentence.tokens[carrier].head.filter(|_| {
        matches!(
            sentence.tokens[carrier].deprel,
            Deprel::Xcomp | Deprel::Advcl | Deprel::Acl | Deprel::Ccomp | Deprel::Obj
        )
    });
    let governor_lemma = governor
        .map(|g| sentence.tokens[g].lemma.as_str())
        .unwrap_or_default();
    // Who denies an attack mostly denies having done it; who denies a meeting, that there was one.
    let blame_only = sentence.tokens[trigger.token].upos == Upos::Noun
        && matches!(
            trigger.plover,
            Some(Plover::Assault | Plover::Coerce | Plover::Mobilize)
        );
    if matches!(governor_lemma, "fail" | "refuse" | "decline")
        || governor_lemma == "deny" && !blame_only
    {
        return Factuality::Denied;
    }
    if let Some(attribution) = attribution
        && is_denied
        && !blame_only
        && is_main_word(sentence, carrier, attribution)
    {
        return Factuality::Denied;
    }
    if page_day
        .zip(days.from)
        .is_some_and(|(page, from)| from > page)
    {
        return Factuality::Planned;
    }
    let infinitive = sentence.tokens[carrier].xpos == Xpos::VB
        && sentence.children(carrier).any(|c| lower(c) == "to");
    let modal = sentence
        .children_with(carrier, &[Deprel::Aux])
        .map(lower)
        .find(|word| {
            matches!(
                *word,
                "could" | "may" | "might" | "would" | "should" | "can" | "must" | "'d" | "ought"
            )
        });
    // `if it is indicted or convicted`
    let first = sentence.tokens[carrier]
        .head
        .filter(|_| sentence.tokens[carrier].deprel == Deprel::Conj);
    let conditional = [Some(carrier), first]
        .into_iter()
        .flatten()
        .flat_map(|verb| sentence.children_with(verb, &[Deprel::Mark]))
        .any(|c| matches!(lower(c), "if" | "unless" | "whether"));
    let future = sentence
        .children_with(carrier, &[Deprel::Aux])
        .any(|c| matches!(lower(c), "will" | "'ll" | "wo" | "shall"));
    if future
        || infinitive && PLANNING.contains(&governor_lemma)
        || sentence.tokens[carrier].upos == Upos::Verb
            && looks_ahead(sentence, carrier)
            // The present of a headline tells of what was: `Minister meets mayor`.
            && !(in_headline && matches!(sentence.tokens[carrier].xpos, Xpos::VBZ | Xpos::VBP))
            && modal.is_none()
    {
        return Factuality::Planned;
    }
    if modal.is_some() || conditional || infinitive {
        // `to`-infinitives tell of aims, but `was the first to cross` and `is believed to have crossed` tell of deeds.
        let perfect = sentence
            .children_with(carrier, &[Deprel::Aux])
            .any(|c| lower(c) == "have");
        if !(perfect && infinitive) {
            return Factuality::Possible;
        }
    }
    if UNREALISED.contains(&governor_lemma)
        && sentence.tokens[carrier].deprel != Deprel::Ccomp
        && sentence.tokens[carrier].upos == Upos::Verb
    {
        return Factuality::Possible;
    }
    if sentence.tokens[trigger.token].upos == Upos::Noun {
        let modifier = sentence
            .children_with(trigger.token, &[Deprel::Amod, Deprel::Compound])
            .map(lower)
            .find_map(|word| match word {
                "planned" | "upcoming" | "scheduled" | "future" | "forthcoming" | "next"
                | "proposed" | "coming" => Some(Factuality::Planned),
                "possible" | "potential" | "likely" | "feared" | "threatened" | "would-be"
                | "any" => Some(Factuality::Possible),
                _ => None,
            });
        if let Some(factuality) = modifier {
            return factuality;
        }
        if sentence
            .children_with(trigger.token, &[Deprel::Det])
            .any(|c| matches!(lower(c), "any" | "another"))
            && attribution.is_some()
        {
            return Factuality::Possible;
        }
        let object_of = sentence.tokens[trigger.token]
            .head
            .filter(|_| sentence.tokens[trigger.token].deprel == Deprel::Obj);
        if object_of.is_some_and(|verb| looks_ahead(sentence, verb)) {
            return Factuality::Planned;
        }
        if object_of.is_some_and(|verb| {
            matches!(
                sentence.tokens[verb].lemma.as_str(),
                "demand"
                    | "urge"
                    | "propose"
                    | "threaten"
                    | "plan"
                    | "seek"
                    | "prevent"
                    | "avoid"
                    | "fear"
            )
        }) {
            return Factuality::Possible;
        }
    }
    if attribution.is_some() {
        Factuality::Reported
    } else {
        Factuality::Happened
    }
}

/// Whether a token is the main word of what is said. `denied ordering the attack` denies the ordering; the attack
/// stands.
fn is_main_word(sentence: &Sentence, token: usize, attribution: &FoundAttribution) -> bool {
    let inside = |k: usize| {
        let start = sentence.tokens[k].start;
        attribution
            .content
            .iter()
            .any(|range| range.contains(&start))
    };
    let mut at = token;
    // What goes on from the main word by `and` is denied with it.
    while sentence.tokens[at].deprel == Deprel::Conj
        && let Some(head) = sentence.tokens[at].head.filter(|head| inside(*head))
    {
        at = head;
    }
    sentence.tokens[at].head.is_none_or(|head| !inside(head))
}
