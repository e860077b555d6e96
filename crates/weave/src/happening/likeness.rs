//! How likely two events are to be one: what is alike and what differs, weighed by a small trained network.
//!
//! The weights in `data/happening.toml` were trained on the events of ECB+ (Cybulska and Vossen 2014) by
//! `training/happening/train.py`. Days are not weighed by it, since few pages of that corpus have any: they are a witness of
//! their own, in [`super::days`].

use super::profile::Profile;
use dateline_vocabulary::Factuality;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// What is compared, in the order of [`features`].
pub(crate) const FEATURES: [&str; 31] = [
    "same_lemma",
    "same_stem",
    "meaning",
    "surface",
    "common_lemma",
    "same_type",
    "other_type",
    "same_agent",
    "other_agent",
    "same_recipient",
    "other_recipient",
    "crossed",
    "agent_words",
    "recipient_words",
    "same_place",
    "other_place",
    "places_named",
    "named",
    "nothing_named",
    "numbers",
    "statement",
    "page",
    "same_page",
    "same_statement",
    "headline",
    "factuality",
    "another",
    "untold",
    "grounds",
    "often_told",
    "vague",
];

fn share<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f32 {
    let shared = a.intersection(b).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// What is alike in two events and what differs, each from -1 to 1.
pub(crate) fn features(a: &Profile, b: &Profile) -> [f32; FEATURES.len()] {
    let differ = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| {
        flag(!x.is_empty() && !y.is_empty() && x.is_disjoint(y))
    };
    let same_page = a.document == b.document;
    let crossed = share(&a.agents, &b.recipients).max(share(&a.recipients, &b.agents));
    let untold = |p: &Profile| {
        p.parties().is_empty()
            && p.place.is_none()
            && p.agent_words.is_empty()
            && p.recipient_words.is_empty()
    };
    [
        flag(a.predicate.id == b.predicate.id),
        flag(a.predicate.stem_id == b.predicate.stem_id),
        a.predicate.meaning.likeness(&b.predicate.meaning),
        a.surface.likeness(&b.surface),
        1.0 - a.predicate.rarity.max(b.predicate.rarity),
        flag(a.plover.is_some() && a.plover == b.plover),
        flag(a.plover.is_some() && b.plover.is_some() && a.plover != b.plover),
        share(&a.agents, &b.agents),
        differ(&a.agents, &b.agents),
        share(&a.recipients, &b.recipients),
        differ(&a.recipients, &b.recipients),
        crossed,
        share(&a.agent_words, &b.agent_words),
        share(&a.recipient_words, &b.recipient_words),
        flag(a.place.is_some() && a.place == b.place),
        flag(a.place.is_some() && b.place.is_some() && a.place != b.place),
        share(&a.places, &b.places),
        share(&a.named, &b.named),
        flag(a.named.is_empty() || b.named.is_empty()),
        share(&a.numbers, &b.numbers),
        a.statement.likeness(&b.statement),
        a.topics.likeness(&b.topics),
        flag(same_page),
        flag(same_page && a.statement_at == b.statement_at),
        flag(a.in_headline || b.in_headline),
        flag(
            (a.factuality == Factuality::Denied) == (b.factuality == Factuality::Denied)
                && a.factuality.is_of_fact() == b.factuality.is_of_fact(),
        ),
        flag(a.is_another || b.is_another),
        flag(untold(a) || untold(b)),
        grounds(a, b).min(2.0) / 2.0,
        1.0 - 1.0 / a.told_with_it.max(b.told_with_it) as f32,
        vagueness(a, b) * (1.0 - grounds(a, b)).max(0.0),
    ]
}

/// A network with one hidden layer.
#[derive(Debug, Deserialize)]
struct Network {
    /// Names of what goes in, as in [`FEATURES`].
    features: Vec<String>,
    /// A row for each hidden cell: a weight for each feature, then the bias.
    hidden: Vec<Vec<f32>>,
    /// A weight for each hidden cell, then the bias.
    out: Vec<f32>,
}

impl Network {
    fn bundled() -> &'static Network {
        static BUNDLED: OnceLock<Network> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let network: Network = toml::from_str(include_str!("../../data/happening.toml"))
                .expect("the bundled weights are whole");
            assert_eq!(network.features, FEATURES, "weights for other features");
            assert!(
                network
                    .hidden
                    .iter()
                    .all(|row| row.len() == FEATURES.len() + 1)
                    && network.out.len() == network.hidden.len() + 1,
                "weights of another shape"
            );
            network
        })
    }
}

/// The log-odds that two events with these features are one.
pub(crate) fn log_odds(features: &[f32; FEATURES.len()]) -> f32 {
    let network = Network::bundled();
    let (bias, weights) = network.out.split_last().expect("weights of a shape");
    let cells = network.hidden.iter().map(|row| {
        let sum: f32 = row.iter().zip(features).map(|(w, x)| w * x).sum();
        (sum + row[FEATURES.len()]).max(0.0)
    });
    cells
        .zip(weights)
        .map(|(cell, weight)| cell * weight)
        .sum::<f32>()
        + bias
}

/// What speaks for two events being one besides their predicates and what their pages are about: the weights of the network come
/// from pages that all tell of a few things, where less is needed.
pub(crate) fn grounds(a: &Profile, b: &Profile) -> f32 {
    let shared = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| flag(!x.is_disjoint(y));
    let words = |x: &BTreeSet<String>, y: &BTreeSet<String>| {
        let telling = x.intersection(y).filter(|word| word.len() > 3).count();
        0.35 * telling.min(2) as f32
    };
    let parties = shared(&a.agents, &b.agents) + shared(&a.recipients, &b.recipients);
    let crossed = shared(&a.parties(), &b.parties()).min(1.0);
    let same_day = a.dated_by_words && b.dated_by_words && a.days == b.days;
    parties.max(0.6 * crossed)
        + words(&a.recipient_words, &b.recipient_words)
        + words(&a.agent_words, &b.agent_words)
        + 0.5 * flag(a.place.is_some() && a.place == b.place)
        + 0.2 * shared(&a.places, &b.places)
        + 0.3 * shared(&a.named, &b.named)
        + 0.4 * flag(same_day && a.days.single().is_some())
        + 2.0 * a.statement.likeness(&b.statement)
}

/// How little the predicates of two events tell them from others, from 0 to 1: one that a page uses once may be enough to know
/// what is meant, one that it uses again and again, or that everybody uses, is not.
pub(crate) fn vagueness(a: &Profile, b: &Profile) -> f32 {
    let of = |p: &Profile| {
        let often = 1.0 - 1.0 / p.told_with_it as f32;
        let common = ((0.5 - p.predicate.rarity) * 4.0).clamp(0.0, 1.0);
        often.max(common)
    };
    of(a).max(of(b))
}
