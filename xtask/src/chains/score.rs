//! The counts.

use super::link::{links, same_but_shortened};
use super::pairing::{Pairing, pair};
use super::record::{Attribution, Record};
use super::words::{Words, likeness};
use std::collections::{BTreeMap, BTreeSet};

/// How alike two reasons for anonymity must be, by their words: one may take in "because" and the other not.
const SAME_REASON: f64 = 0.8;

/// How many the gold has, how many the answer has, and how many of those are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// In the gold.
    pub gold: u64,
    /// In the answer.
    pub answered: u64,
    /// Right.
    pub right: u64,
}

impl Found {
    fn add(&mut self, gold: bool, answered: bool, right: bool) {
        self.gold += u64::from(gold);
        self.answered += u64::from(answered);
        self.right += u64::from(right);
    }
}

/// How many are right, of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Right.
    pub right: u64,
    /// Of so many.
    pub all: u64,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.all += 1;
    }
}

/// The counts of a test set.
#[derive(Debug, Default)]
pub struct Score {
    /// Records scored.
    pub records: u64,
    /// Attributions by kind of record, `sentence` or `article`.
    pub attributions: BTreeMap<String, Found>,
    /// Attributions to anonymous sources.
    pub anonymous: Found,
    /// Numbers of people that a source stands for.
    pub numbers: Found,
    /// Reasons for anonymity.
    pub reasons: Found,
    /// Withheld or not, where either says so.
    pub withheld: Found,
    /// Chains, of the gold's attributions.
    pub chains: Share,
    /// Chains with links shortened, of the gold's attributions.
    pub shortened_chains: Share,
    /// Chains of two and more links, of the gold's attributions that have such.
    pub long_chains: Share,
    /// Source types, of the pairs.
    pub source_types: Share,
    /// Stances, of the pairs.
    pub stances: Share,
    /// Attributions each stands within, of the pairs of which either stands within one.
    pub within: Share,
    /// Pairs by the gold's stance and the answer's.
    pub stance_by_stance: BTreeMap<(String, String), u64>,
    /// Attributions by the gold's stance: paired, of all.
    pub stance_found: BTreeMap<String, Share>,
    /// Sentences without an attribution.
    pub near_misses: u64,
    /// Attributions found in those.
    pub false_on_near_misses: u64,
    /// What was wrong, a line each.
    pub faults: Vec<String>,
}

impl Score {
    /// Adds a record.
    pub fn add(&mut self, record: &Record, found: &[Attribution]) {
        let words = Words::of(&record.text);
        let gold = record.attributions.as_slice();
        let pairing = pair(&words, gold, found);
        self.records += 1;
        if gold.is_empty() && record.kind == "sentence" {
            self.near_misses += 1;
            self.false_on_near_misses += found.len() as u64;
        }
        let counts = self.attributions.entry(record.kind.clone()).or_default();
        counts.gold += gold.len() as u64;
        counts.answered += found.len() as u64;
        counts.right += pairing.of_gold.iter().flatten().count() as u64;
        for (number, wanted) in gold.iter().enumerate() {
            let given = pairing.of_gold[number].map(|counterpart| &found[counterpart]);
            self.add_wanted(record, &words, wanted, given);
            if let Some(given) = given {
                self.add_within(record, wanted, given, &pairing);
            }
        }
        for (number, given) in found.iter().enumerate() {
            if pairing.of_found[number].is_none() {
                self.anonymous.add(false, is_anonymous(given), false);
                self.numbers.add(false, given.count.is_some(), false);
                self.reasons.add(false, given.reason.is_some(), false);
                self.withheld.add(false, given.withheld, false);
                self.fault(record, &format!("false: {}", shown(&words, given)));
            }
        }
    }

    fn fault(&mut self, record: &Record, what: &str) {
        self.faults.push(format!("{}: {what}", record.id));
    }

    /// Adds an attribution of the gold, with its counterpart.
    fn add_wanted(
        &mut self,
        record: &Record,
        words: &Words,
        wanted: &Attribution,
        given: Option<&Attribution>,
    ) {
        let stance = wanted.stance.clone().unwrap_or_default();
        let found = self.stance_found.entry(stance.clone()).or_default();
        found.add(given.is_some());
        let outlet = record.outlet.as_deref();
        let wanted_links = links(&wanted.chain, outlet);
        let given_links = given.map(|given| links(&given.chain, outlet));
        let is_whole = given_links.as_ref() == Some(&wanted_links);
        let is_shortened = given_links
            .as_ref()
            .is_some_and(|given| same_but_shortened(&wanted_links, given));
        self.chains.add(is_whole);
        self.shortened_chains.add(is_shortened);
        if wanted_links.len() > 1 {
            self.long_chains.add(is_whole);
        }
        let both = |test: fn(&Attribution) -> bool| (test(wanted), given.is_some_and(test));
        let (wanted_is, given_is) = both(is_anonymous);
        self.anonymous
            .add(wanted_is, given_is, wanted_is && given_is);
        let (wanted_is, given_is) = both(|it| it.withheld);
        self.withheld
            .add(wanted_is, given_is, wanted_is && given_is);
        let (wanted_is, given_is) = both(|it| it.count.is_some());
        let same_number = wanted_is && given.is_some_and(|given| given.count == wanted.count);
        self.numbers.add(wanted_is, given_is, same_number);
        let (wanted_is, given_is) = both(|it| it.reason.is_some());
        let right_reason = wanted_is && given.is_some_and(|given| same_reason(wanted, given));
        self.reasons.add(wanted_is, given_is, right_reason);

        let Some(given) = given else {
            self.fault(record, &format!("missed: {}", shown(words, wanted)));
            return;
        };
        self.source_types
            .add(wanted.source_type == given.source_type);
        self.stances.add(wanted.stance == given.stance);
        let stances = (stance, given.stance.clone().unwrap_or_default());
        *self.stance_by_stance.entry(stances).or_default() += 1;

        let mut differences: Vec<String> = Vec::new();
        let mut tell = |is_same: bool, what: &str, wanted: String, given: String| {
            if !is_same {
                differences.push(format!("{what} {given} for {wanted}"));
            }
        };
        tell(
            is_whole,
            "chain",
            wanted.chain.join(" > "),
            given.chain.join(" > "),
        );
        let texts = |it: &Attribution| {
            let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
            [
                or_none(&it.source_type),
                or_none(&it.stance),
                it.withheld.to_string(),
                or_none(&it.count.map(|count| count.to_string())),
                or_none(&it.reason),
            ]
        };
        let names = ["source type", "stance", "withheld", "count", "reason"];
        for (name, (wanted_text, given_text)) in names
            .iter()
            .zip(texts(wanted).into_iter().zip(texts(given)))
        {
            let is_same = wanted_text == given_text || (*name == "reason" && right_reason);
            tell(is_same, name, wanted_text, given_text);
        }
        if !differences.is_empty() {
            let what = format!("{}: {}", shown(words, wanted), differences.join("; "));
            self.fault(record, &what);
        }
    }

    fn add_within(
        &mut self,
        record: &Record,
        wanted: &Attribution,
        given: &Attribution,
        pairing: &Pairing,
    ) {
        if wanted.within.is_none() && given.within.is_none() {
            return;
        }
        let counterpart = given.within.and_then(|outer| pairing.of_found[outer]);
        let is_right = wanted.within.is_some() && wanted.within == counterpart;
        self.within.add(is_right);
        if !is_right {
            let name = |outer: Option<usize>| match outer {
                Some(outer) => format!("number {outer}"),
                None => "nothing".to_owned(),
            };
            let place = wanted.chain.join(" > ");
            let (wanted, given) = (name(wanted.within), name(given.within));
            let what = format!("{place}: within {given} of the answer for {wanted} of the gold");
            self.fault(record, &what);
        }
    }
}

fn is_anonymous(attribution: &Attribution) -> bool {
    attribution.source_type.as_deref() == Some("anonymous")
}

fn same_reason(wanted: &Attribution, given: &Attribution) -> bool {
    let words = |it: &Attribution| -> BTreeSet<String> {
        super::link::words(it.reason.as_deref().unwrap_or(""))
            .into_iter()
            .collect()
    };
    likeness(&words(wanted), &words(given)) >= SAME_REASON
}

fn shown(words: &Words, attribution: &Attribution) -> String {
    format!(
        "[{}] {} [{}]",
        words.show(&attribution.source),
        words.show(&attribution.cue),
        words.show(&attribution.content)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(attributions: Vec<Attribution>) -> Record {
        Record {
            id: "r".into(),
            kind: "sentence".into(),
            outlet: Some("The Record".into()),
            headline: None,
            //     0         1         2         3         4
            //     0123456789012345678901234567890123456789012345678
            text: "Two aides told the Record Gen. Vos said he was ill".into(),
            attributions,
        }
    }

    fn aides() -> Attribution {
        Attribution {
            source: vec![[0, 9]],
            cue: vec![[10, 14]],
            content: vec![[26, 50]],
            source_type: Some("anonymous".into()),
            stance: Some("asserts".into()),
            count: Some(2),
            chain: vec!["Two aides".into()],
            ..Attribution::default()
        }
    }

    fn general() -> Attribution {
        Attribution {
            source: vec![[26, 34]],
            cue: vec![[35, 39]],
            content: vec![[40, 50]],
            source_type: Some("named".into()),
            stance: Some("asserts".into()),
            chain: vec!["Two aides".into(), "Vos".into()],
            within: Some(0),
            ..Attribution::default()
        }
    }

    #[test]
    fn right_answers_are_right_in_any_order() {
        let mut outer = aides();
        outer.chain = vec!["the Record".into(), "two aides".into()];
        let mut inner = general();
        inner.chain = vec!["Two aides".into(), "Gen. Vos".into()];
        inner.within = Some(1);
        let mut score = Score::default();
        score.add(&sentence(vec![aides(), general()]), &[inner, outer]);
        assert_eq!(score.faults, Vec::<String>::new());
        assert_eq!(score.chains, Share { right: 2, all: 2 });
        assert_eq!(score.long_chains, Share { right: 1, all: 1 });
        assert_eq!(score.within, Share { right: 1, all: 1 });
    }

    #[test]
    fn wrong_answers_count_where_they_are_wrong() {
        let mut outer = aides();
        outer.count = Some(3);
        outer.reason = Some("for fear".into());
        outer.stance = Some("denies".into());
        let mut inner = general();
        inner.within = None;
        inner.source_type = Some("anonymous".into());
        inner.chain = vec!["Aides".into(), "Vos".into()];
        let mut score = Score::default();
        score.add(&sentence(vec![aides(), general()]), &[outer, inner]);
        let found = |gold, answered, right| Found {
            gold,
            answered,
            right,
        };
        assert_eq!(score.attributions["sentence"], found(2, 2, 2));
        assert_eq!(score.anonymous, found(1, 2, 1));
        assert_eq!(score.numbers, found(1, 1, 0));
        assert_eq!(score.reasons, found(0, 1, 0));
        assert_eq!(score.chains, Share { right: 1, all: 2 });
        assert_eq!(score.shortened_chains, Share { right: 2, all: 2 });
        assert_eq!(score.source_types, Share { right: 1, all: 2 });
        assert_eq!(score.stances, Share { right: 1, all: 2 });
        assert_eq!(score.within, Share { right: 0, all: 1 });
        assert_eq!(score.faults.len(), 3, "{:#?}", score.faults);
    }

    #[test]
    fn misses_and_false_ones() {
        let mut score = Score::default();
        score.add(&sentence(vec![aides()]), &[general()]);
        score.add(&sentence(Vec::new()), &[aides()]);
        assert_eq!(score.anonymous.gold, 1);
        assert_eq!(score.anonymous.answered, 1);
        assert_eq!(score.anonymous.right, 0);
        assert_eq!(score.chains, Share { right: 0, all: 1 });
        assert_eq!((score.near_misses, score.false_on_near_misses), (1, 1));
        assert_eq!(score.stances, Share::default());
    }

    #[test]
    fn reasons_may_differ_by_a_word() {
        for (a, b, same) in [
            ("for fear of reprisals", "for fear of reprisals", true),
            (
                "because of the sensitivity of the talks",
                "of the sensitivity of the talks",
                true,
            ),
            ("for fear of reprisals", "for fear", false),
            ("for fear of reprisals", "citing pending talks", false),
        ] {
            let with = |reason: &str| Attribution {
                reason: Some(reason.to_owned()),
                ..Attribution::default()
            };
            assert_eq!(same_reason(&with(a), &with(b)), same, "{a} {b}");
        }
    }
}
