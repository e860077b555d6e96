//! Which of many things are compared: those that stand under a common key, and in a large block only those next to each other,
//! so that the comparisons grow with the things and not with their square (the sorted neighbourhood of Hernández and Stolfo 1995).

use rayon::prelude::*;

/// Things under keys.
pub(crate) struct Blocks {
    /// A key, the rank of a thing that stands under it.
    entries: Vec<(u64, u32)>,
    /// The things in their order, which is that of their ranks.
    order: Vec<u32>,
}

/// Things whose pairs are found in one go.
const RUN: usize = 1 << 8;

impl Blocks {
    /// Blocks of things in this order: those next to each other in it are compared. `keys` gives the keys of a thing.
    pub(crate) fn of<K: IntoIterator<Item = u64>>(
        order: Vec<u32>,
        keys: impl Fn(u32) -> K + Sync,
    ) -> Blocks {
        let under = |rank: u32| {
            keys(order[rank as usize])
                .into_iter()
                .map(move |key| (key, rank))
        };
        let mut entries: Vec<(u64, u32)> = (0..order.len() as u32)
            .into_par_iter()
            .flat_map_iter(|rank| under(rank).collect::<Vec<_>>())
            .collect();
        entries.par_sort_unstable();
        entries.dedup();
        Blocks { entries, order }
    }

    /// The pairs of each thing with so many that come after it in a block, where `wanted` has them; the smaller first, sorted, each
    /// once. `wanted` may keep in an `M` what it found.
    pub(crate) fn pairs<M: Default>(
        &self,
        neighbours: usize,
        wanted: impl Fn(&mut M, u32, u32) -> bool + Sync,
    ) -> Vec<(u32, u32)> {
        let places = self.places();
        let of_thing = |(known, others): &mut (M, Vec<u32>), rank: usize| {
            others.clear();
            let [from, to] = [places.first[rank], places.first[rank + 1]];
            for at in &places.all[from as usize..to as usize] {
                let (key, _) = self.entries[*at as usize];
                let after = self.entries[*at as usize + 1..].iter().take(neighbours);
                let in_block = after.take_while(|(other, _)| *other == key);
                others.extend(in_block.map(|(_, other)| *other));
            }
            // What stands under several keys with it is one pair.
            others.sort_unstable();
            others.dedup();
            let thing = self.order[rank];
            let others = others.iter().map(|other| self.order[*other as usize]);
            let pairs = others.map(|other| (thing.min(other), thing.max(other)));
            let wanted = pairs.filter(|(a, b)| wanted(known, *a, *b));
            wanted.collect::<Vec<_>>()
        };
        let runs = (0..self.order.len()).into_par_iter().step_by(RUN);
        let found: Vec<Vec<(u32, u32)>> = runs
            .map_init(Default::default, |state, run| {
                let ranks = run..(run + RUN).min(self.order.len());
                ranks.flat_map(|rank| of_thing(state, rank)).collect()
            })
            .collect();
        let mut pairs = found.concat();
        drop(found);
        pairs.par_sort_unstable();
        pairs
    }

    /// Where each thing stands among the entries.
    fn places(&self) -> Places {
        let mut first = vec![0_u32; self.order.len() + 1];
        for (_, rank) in &self.entries {
            first[*rank as usize + 1] += 1;
        }
        for rank in 0..self.order.len() {
            first[rank + 1] += first[rank];
        }
        let mut next = first.clone();
        let mut all = vec![0_u32; self.entries.len()];
        for (at, (_, rank)) in (0..).zip(&self.entries) {
            all[next[*rank as usize] as usize] = at;
            next[*rank as usize] += 1;
        }
        Places { first, all }
    }
}

/// Where things stand among the entries of their blocks.
struct Places {
    /// By rank, where its row begins in `all`; at the end, where the last one ends.
    first: Vec<u32>,
    all: Vec<u32>,
}

/// A key from two numbers (the finaliser of SplitMix64).
pub(crate) fn key(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_under_a_key_are_compared_with_those_next_to_them() {
        let blocks = Blocks::of(vec![3, 0, 2, 1], |thing| match thing {
            2 => vec![8, 7],
            _ => vec![7],
        });
        assert_eq!(blocks.pairs(1, |(), _, _| true), [(0, 2), (0, 3), (1, 2)]);
        assert_eq!(blocks.pairs(9, |(), a, _| a == 0), [(0, 1), (0, 2), (0, 3)]);
    }
}
