//! Claims: attributed contents that say the same, with the witnesses they rest on.

use crate::Pile;
use crate::account::Account;
use crate::correction::{Corrections, Groups, Item, Whole};
use crate::entity::Entities;
use crate::reprint::Reprints;
use crate::witness::{Telling, witnesses};
use crate::wording::Stem;
use dateline_vocabulary::{AttributionId, Claim, ClaimId, Effect, RecordKind};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Words shorter than this many stems say too little to be compared.
const LEAST_STEMS: usize = 4;
/// Claims that a content is compared with, for each of its words.
const MOST_COMPARED: usize = 40;

/// Finds the claims of a pile, sorted by id, and tells what became of the corrections of claims.
pub(crate) fn find_claims(
    Pile {
        accounts,
        entities,
        reprints,
        ..
    }: Pile<'_>,
    corrections: &Corrections,
) -> (Vec<Claim>, Vec<Effect>) {
    let mut clusters: Vec<Vec<(usize, usize)>> = Vec::new();
    // A word of a content to the claims whose first wording has it.
    let mut by_stem: FxHashMap<Stem, Vec<usize>> = FxHashMap::default();
    for (document, account) in accounts.iter().enumerate() {
        for (k, told) in account.attributions.iter().enumerate() {
            let mut shared: FxHashMap<usize, usize> = FxHashMap::default();
            if told.stems.len() >= LEAST_STEMS {
                for stem in told.stems.iter() {
                    for cluster in by_stem
                        .get(stem)
                        .into_iter()
                        .flat_map(|c| c.iter().rev().take(MOST_COMPARED))
                    {
                        *shared.entry(*cluster).or_default() += 1;
                    }
                }
            }
            let same = shared
                .into_iter()
                .filter(|(_, n)| *n >= LEAST_STEMS.min(3))
                .filter_map(|(cluster, _)| {
                    let (d, a) = clusters[cluster][0];
                    let other = &accounts[d].attributions[a];
                    // An asking is not an assertion, and a denial says the opposite in nearly the same words.
                    let alike = told.stems.jaccard(&other.stems);
                    let inside = told.stems.containment(&other.stems);
                    let long_enough = told.stems.len().min(other.stems.len()) >= 6;
                    let same = alike >= 0.55 || inside >= 0.85 && long_enough && alike >= 0.25;
                    (told.stance == other.stance && same).then_some((alike, cluster))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            match same {
                Some((_, cluster)) => clusters[cluster].push((document, k)),
                None => {
                    clusters.push(vec![(document, k)]);
                    for stem in told.stems.iter() {
                        by_stem.entry(*stem).or_default().push(clusters.len() - 1);
                    }
                }
            }
        }
    }
    let edits = corrections.edits(RecordKind::Claim, accounts);
    let mut groups = Groups::of(clusters);
    groups.edit(&edits);
    let make = |members: &[Item], said: Option<&Whole<'_>>| {
        let mut claim = claim(members, accounts, entities, reprints);
        if let Some(said) = said {
            claim.label = said.name.map_or(claim.label, str::to_owned);
            claim.reasons.extend(said.reasons.iter().cloned());
        }
        claim
    };
    groups.records(&edits, make, |claim| &claim.id)
}

fn claim(
    members: &[(usize, usize)],
    accounts: &[Account],
    entities: &Entities,
    reprints: &Reprints,
) -> Claim {
    let told = |(d, a): (usize, usize)| &accounts[d].attributions[a];
    let tellings: Vec<Telling> = members
        .iter()
        .map(|member| Telling::of_attribution(accounts, *member))
        .collect();
    let (witnesses, independent) = witnesses(&tellings, accounts, entities, reprints);
    let mut attributions: Vec<AttributionId> =
        members.iter().map(|m| told(*m).id.clone()).collect();
    attributions.sort();
    let documents: BTreeSet<_> = members
        .iter()
        .map(|(d, _)| accounts[*d].id.clone())
        .collect();
    let label = members
        .iter()
        .map(|m| crate::wording::one_line(&told(*m).content))
        .max_by_key(|text| {
            (
                text.chars().count().min(300),
                std::cmp::Reverse(text.clone()),
            )
        })
        .unwrap_or_default();
    // What each telling has in common with the first.
    let first = members[0];
    let alike = |other: &(usize, usize)| {
        let (a, b) = (&told(first).stems, &told(*other).stems);
        let both = a.shared(b).count();
        let same = format!(
            "{both} content words are the same, of {} and {}",
            b.len(),
            a.len()
        );
        let (here, there) = (accounts[other.0].printer(), accounts[first.0].printer());
        match other.0 == first.0 {
            true => format!("{here} says it again: {same}"),
            false => format!("{here} and {there}: {same}"),
        }
    };
    let reasons: BTreeSet<String> = members[1..].iter().map(alike).collect();
    Claim {
        id: ClaimId(format!("c-{}", attributions[0])),
        label,
        attributions,
        documents: documents.into_iter().collect(),
        witnesses,
        independent,
        reasons: reasons.into_iter().collect(),
    }
}
