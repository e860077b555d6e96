//! The averaged perceptron: whole-number weights, lazily averaged, over hashed features.

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Passes over the data.
    pub epochs: usize,
    /// Trainings over differently shuffled data; their weights are added.
    pub seeds: u64,
    /// How many entries of the table are kept, the largest.
    pub keep: usize,
    /// How many features in a hundred each step leaves out, so that none leans on its company.
    pub drop: usize,
    /// How often in a hundred the parser follows its own wrong guess.
    pub explore: usize,
}

/// A fixed-seed generator (xorshift64*): the trainer gives the same tables on every run.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        (high as usize) % n.max(1)
    }

    /// True `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// The keys are hashes already.
#[derive(Debug, Default, Clone)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = self.0 << 8 | u64::from(b);
        }
    }
    fn write_u32(&mut self, key: u32) {
        self.0 = u64::from(key).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    class: u8,
    weight: i32,
    total: i64,
    since: u32,
}

#[derive(Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    updates: u32,
}

/// A perceptron under training.
#[derive(Debug, Default)]
pub(crate) struct Perceptron {
    rows: HashMap<u32, Row, BuildHasherDefault<AsIs>>,
    clock: u32,
}

impl Perceptron {
    pub(crate) fn score(&self, features: &[u32], scores: &mut [i32]) {
        scores.fill(0);
        for key in features {
            if let Some(row) = self.rows.get(key) {
                for cell in &row.cells {
                    scores[usize::from(cell.class)] += cell.weight;
                }
            }
        }
    }

    /// One step: the right class up, the wrong one down.
    pub(crate) fn learn(&mut self, features: &[u32], right: u8, wrong: u8) {
        for &key in features {
            let row = self.rows.entry(key).or_default();
            row.updates += 1;
            for (class, by) in [(right, 1), (wrong, -1)] {
                let clock = self.clock;
                if let Some(cell) = row.cells.iter_mut().find(|c| c.class == class) {
                    cell.total += i64::from(clock - cell.since) * i64::from(cell.weight);
                    cell.since = clock;
                    cell.weight += by;
                } else {
                    row.cells.push(Cell {
                        class,
                        weight: by,
                        total: 0,
                        since: clock,
                    });
                }
            }
        }
    }

    pub(crate) fn tick(&mut self) {
        self.clock += 1;
    }

    /// The averaged weights, features updated fewer than `least` times left out.
    pub(crate) fn averaged(self, least: u32) -> Weights {
        let clock = self.clock.max(1);
        let mut out = Weights::new();
        // Into an ordered map, so the order of the hash map shows nowhere.
        #[allow(clippy::iter_over_hash_type)]
        for (key, row) in self.rows {
            if row.updates < least {
                continue;
            }
            for cell in row.cells {
                let total = cell.total + i64::from(clock - cell.since) * i64::from(cell.weight);
                if total != 0 {
                    out.insert((key, cell.class), total as f64 / f64::from(clock));
                }
            }
        }
        out
    }
}

/// Averaged weights by feature and class.
pub(crate) type Weights = BTreeMap<(u32, u8), f64>;

/// A packed table's rows.
pub(crate) type Rows = Vec<(u32, Vec<(u8, i8)>)>;

/// Adds several trainings' weights and quantises the sum: the `keep` largest entries, in steps such
/// that all but the largest few fit into a byte.
pub(crate) fn quantise(trainings: Vec<Weights>, keep: usize) -> Rows {
    let mut sum = Weights::new();
    for weights in trainings {
        for (key, w) in weights {
            *sum.entry(key).or_default() += w;
        }
    }
    let mut sizes: Vec<f64> = sum.values().map(|w| w.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let Some(&largest) = sizes.get(sizes.len() / 5000) else {
        return Rows::new();
    };
    let step = largest / 127.0;
    let floor = sizes.get(keep).copied().unwrap_or(0.0).max(step / 2.0);
    let mut rows = Rows::new();
    for ((key, class), w) in sum {
        if w.abs() <= floor {
            continue;
        }
        let q = (w / step).round().clamp(-127.0, 127.0) as i8;
        match rows.last_mut() {
            Some((last, row)) if *last == key => row.push((class, q)),
            _ => rows.push((key, vec![(class, q)])),
        }
    }
    rows
}
