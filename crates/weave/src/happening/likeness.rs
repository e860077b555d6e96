//! How likely two events are to be one: what is alike and what differs, weighed by a small trained network.
//!
//! The weights in `data/happening.toml` were trained on the events of ECB+ (Cybulska and Vossen 2014) by
//! `training/happening/train.py`. Days are not weighed by it, since few pages of that corpus have any: they are a witness of
//! their own, in [`super::days`].

use super::profile::Profile;
use crate::few::Few;
use crate::wording::Stem;
use dateline_vocabulary::Factuality;
use rustc_hash::FxHashMap;
use serde::Deserialize;
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

fn share<T: Ord>(a: &Few<T>, b: &Few<T>) -> f32 {
    let shared = a.shared(b).count();
    shared as f32 / a.len().min(b.len()).max(1) as f32
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

/// How alike two pages are, found once for all pairs of their events.
#[derive(Default)]
pub(super) struct Pages(FxHashMap<(usize, usize), f32>);

impl Pages {
    fn likeness(&mut self, a: &Profile, b: &Profile) -> f32 {
        let likeness = || a.topics.likeness(&b.topics);
        *self
            .0
            .entry((a.document, b.document))
            .or_insert_with(likeness)
    }
}

/// What is weighed more than once of two events.
pub(crate) struct Shared {
    /// Likeness of their pages.
    page: f32,
    /// Likeness of their statements.
    statement: f32,
    /// What speaks for their being one besides their predicates and what their pages are about: the weights of the network come
    /// from pages that all tell of a few things, where less is needed.
    pub(crate) grounds: f32,
    /// How little their predicates tell them from others, from 0 to 1: one that a page uses once may be enough to know
    /// what is meant, one that it uses again and again, or that everybody uses, is not.
    pub(crate) vagueness: f32,
}

impl Shared {
    pub(super) fn of(a: &Profile, b: &Profile, pages: &mut Pages) -> Shared {
        let statement = a.statement.likeness(&b.statement);
        Shared {
            page: pages.likeness(a, b),
            statement,
            grounds: grounds(a, b, statement),
            vagueness: a.vagueness.max(b.vagueness),
        }
    }
}

/// What is alike in two events and what differs, each from -1 to 1.
pub(crate) fn features(a: &Profile, b: &Profile, shared: &Shared) -> [f32; FEATURES.len()] {
    let differ =
        |x: &Few<usize>, y: &Few<usize>| flag(!x.is_empty() && !y.is_empty() && !x.meets(y));
    let same_page = a.document == b.document;
    let crossed = share(&a.agents, &b.recipients).max(share(&a.recipients, &b.agents));
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
        shared.statement,
        shared.page,
        flag(same_page),
        flag(same_page && a.statement_at == b.statement_at),
        flag(a.in_headline || b.in_headline),
        flag(
            (a.factuality == Factuality::Denied) == (b.factuality == Factuality::Denied)
                && a.factuality.is_of_fact() == b.factuality.is_of_fact(),
        ),
        flag(a.is_another || b.is_another),
        flag(a.untold() || b.untold()),
        shared.grounds.min(2.0) / 2.0,
        1.0 - 1.0 / a.told_with_it.max(b.told_with_it) as f32,
        shared.vagueness * (1.0 - shared.grounds).max(0.0),
    ]
}

/// A network with one hidden layer, as it is kept.
#[derive(Debug, Deserialize)]
struct Kept {
    /// Names of what goes in, as in [`FEATURES`].
    features: Vec<String>,
    /// A row for each hidden cell: a weight for each feature, then the bias.
    hidden: Vec<Vec<f32>>,
    /// A weight for each hidden cell, then the bias.
    out: Vec<f32>,
}

/// Hidden cells.
const CELLS: usize = 48;

/// A network with one hidden layer, laid out so that a feature's weights for all cells are beside each other: most features of a pair
/// are 0, and cost nothing.
#[derive(Debug)]
struct Network {
    of_feature: [[f32; CELLS]; FEATURES.len()],
    bias: [f32; CELLS],
    out: [f32; CELLS],
    out_bias: f32,
}

impl Network {
    fn bundled() -> &'static Network {
        static BUNDLED: OnceLock<Network> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let kept: Kept = toml::from_str(include_str!("../../data/happening.toml"))
                .expect("the bundled weights are whole");
            assert_eq!(kept.features, FEATURES, "weights for other features");
            assert!(
                kept.hidden.len() == CELLS
                    && kept.out.len() == CELLS + 1
                    && kept
                        .hidden
                        .iter()
                        .all(|row| row.len() == FEATURES.len() + 1),
                "weights of another shape"
            );
            Network {
                of_feature: std::array::from_fn(|feature| {
                    std::array::from_fn(|cell| kept.hidden[cell][feature])
                }),
                bias: std::array::from_fn(|cell| kept.hidden[cell][FEATURES.len()]),
                out: std::array::from_fn(|cell| kept.out[cell]),
                out_bias: kept.out[CELLS],
            }
        })
    }
}

/// The log-odds that two events with these features are one.
pub(crate) fn log_odds(features: &[f32; FEATURES.len()]) -> f32 {
    let network = Network::bundled();
    let mut cells = [0.0_f32; CELLS];
    for (feature, weights) in features.iter().zip(&network.of_feature) {
        if *feature != 0.0 {
            for (cell, weight) in cells.iter_mut().zip(weights) {
                *cell += weight * feature;
            }
        }
    }
    let heard = cells.iter().zip(&network.bias).zip(&network.out);
    heard
        .map(|((cell, bias), weight)| (cell + bias).max(0.0) * weight)
        .sum::<f32>()
        + network.out_bias
}

/// See [`Shared::grounds`].
fn grounds(a: &Profile, b: &Profile, statement: f32) -> f32 {
    let shared = |x: &Few<usize>, y: &Few<usize>| flag(x.meets(y));
    let words = |x: &Few<Stem>, y: &Few<Stem>| {
        let telling = x.shared(y).filter(|stem| stem.len > 3).count();
        0.35 * telling.min(2) as f32
    };
    let parties = shared(&a.agents, &b.agents) + shared(&a.recipients, &b.recipients);
    let crossed = shared(&a.parties, &b.parties);
    let same_day = a.dated_by_words && b.dated_by_words && a.days == b.days;
    parties.max(0.6 * crossed)
        + words(&a.recipient_words, &b.recipient_words)
        + words(&a.agent_words, &b.agent_words)
        + 0.5 * flag(a.place.is_some() && a.place == b.place)
        + 0.2 * shared(&a.places, &b.places)
        + 0.3 * shared(&a.named, &b.named)
        + 0.4 * flag(same_day && a.days.single().is_some())
        + 2.0 * statement
}
