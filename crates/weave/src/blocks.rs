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

/// Pairs that are kept before those that came up twice are thrown out.
const FULL: usize = 1 << 22;

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
    /// once.
    pub(crate) fn pairs(
        &self,
        neighbours: usize,
        mut wanted: impl FnMut(u32, u32) -> bool,
    ) -> Vec<(u32, u32)> {
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut full = FULL;
        for (at, (key, a)) in self.entries.iter().enumerate() {
            let in_block = self.entries[at + 1..].iter().take(neighbours);
            for (_, b) in in_block.take_while(|(other, _)| other == key) {
                let (a, b) = (self.order[*a as usize], self.order[*b as usize]);
                if wanted(a.min(b), a.max(b)) {
                    pairs.push((a.min(b), a.max(b)));
                }
            }
            if pairs.len() >= full {
                pairs.par_sort_unstable();
                pairs.dedup();
                full = (pairs.len() * 2).max(FULL);
            }
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }
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
        assert_eq!(blocks.pairs(1, |_, _| true), [(0, 2), (0, 3), (1, 2)]);
        assert_eq!(blocks.pairs(9, |a, _| a == 0), [(0, 1), (0, 2), (0, 3)]);
    }
}
