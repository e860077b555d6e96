//! Random choices that a seed decides: the same on every machine.

/// A row of choices (SplitMix64: Steele, Lea and Flood, 2014).
pub struct Picks {
    state: u64,
}

impl Picks {
    /// The choices of a seed; `part` tells rows of one seed apart.
    pub fn of(seed: u64, part: u64) -> Picks {
        let mut picks = Picks {
            state: seed ^ part.wrapping_mul(0xD1B5_4A32_D192_ED03),
        };
        picks.next();
        picks
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 up to `end`, which it never is; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // The slight preference for small numbers does not matter here.
        if end == 0 { 0 } else { self.next() % end }
    }

    /// One of these.
    pub fn one_of<'t, T: ?Sized>(&mut self, these: &[&'t T]) -> &'t T {
        let index = self.below(these.len() as u64);
        these[usize::try_from(index).expect("below the length of a slice")]
    }

    /// True once in `n` times.
    pub fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// Puts these in another order.
    pub fn shuffle<T>(&mut self, these: &mut [T]) {
        for last in (1..these.len()).rev() {
            let index = self.below(last as u64 + 1);
            these.swap(
                last,
                usize::try_from(index).expect("below the length of a slice"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_decides() {
        let row = |seed, part| {
            let mut picks = Picks::of(seed, part);
            (0..8).map(|_| picks.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(row(1, 2), row(1, 2));
        assert_ne!(row(1, 2), row(1, 3));
        assert_ne!(row(1, 2), row(2, 2));
        assert!(row(1, 2).iter().all(|&n| n < 1000));
    }

    #[test]
    fn shuffling_keeps_everything() {
        let mut these: Vec<u64> = (0..50).collect();
        Picks::of(3, 0).shuffle(&mut these);
        assert_ne!(these, (0..50).collect::<Vec<_>>());
        these.sort_unstable();
        assert_eq!(these, (0..50).collect::<Vec<_>>());
    }
}
