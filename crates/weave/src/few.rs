//! Small sets that are compared millions of times: rows in order, quicker to walk through than trees.

/// A few things in order, each once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Few<T>(Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Few<T> {
        Few(Vec::new())
    }
}

impl<T: Ord> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Few<T> {
        let mut items: Vec<T> = items.into_iter().collect();
        items.sort_unstable();
        items.dedup();
        Few(items)
    }
}

impl<T: Ord> Few<T> {
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub(crate) fn contains(&self, item: &T) -> bool {
        self.0.binary_search(item).is_ok()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in both.
    pub(crate) fn shared<'f>(&'f self, other: &'f Few<T>) -> impl Iterator<Item = &'f T> {
        let mut rest = other.0.as_slice();
        self.0.iter().filter(move |item| {
            while rest.first().is_some_and(|first| first < *item) {
                rest = &rest[1..];
            }
            rest.first() == Some(*item)
        })
    }

    /// Whether anything is in both.
    pub(crate) fn meets(&self, other: &Few<T>) -> bool {
        self.shared(other).next().is_some()
    }

    /// Share of the smaller that lies in the other; 0 where one is empty.
    pub(crate) fn containment(&self, other: &Few<T>) -> f64 {
        let smaller = self.len().min(other.len());
        if smaller == 0 {
            0.0
        } else {
            self.shared(other).count() as f64 / smaller as f64
        }
    }

    /// Shared share of both together; 0 where both are empty.
    pub(crate) fn jaccard(&self, other: &Few<T>) -> f64 {
        let shared = self.shared(other).count();
        let all = self.len() + other.len() - shared;
        if all == 0 {
            0.0
        } else {
            shared as f64 / all as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn a_few_are_a_set(a in prop::collection::vec(0u8..20, 0..12), b in prop::collection::vec(0u8..20, 0..12)) {
            let (few_a, few_b): (Few<u8>, Few<u8>) = (a.iter().copied().collect(), b.iter().copied().collect());
            let (set_a, set_b): (BTreeSet<u8>, BTreeSet<u8>) = (a.into_iter().collect(), b.into_iter().collect());
            prop_assert!(few_a.shared(&few_b).eq(set_a.intersection(&set_b)));
            prop_assert_eq!(few_a.meets(&few_b), !set_a.is_disjoint(&set_b));
            let all = set_a.union(&set_b).count().max(1) as f64;
            prop_assert_eq!(few_a.jaccard(&few_b), set_a.intersection(&set_b).count() as f64 / all);
            prop_assert!((0..20).all(|n| few_a.contains(&n) == set_a.contains(&n)));
        }
    }
}
