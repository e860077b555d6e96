//! A table of quantised weights: feature key to a short row of (class, weight).

#[cfg(feature = "train")]
use crate::bytes::put_varint;
use crate::bytes::{ReadError, Reader};

/// Weights of one classifier. Scores are sums of small whole numbers, so they are the same everywhere.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Key, then row start; a slot with `len` 0 is free.
    slots: Vec<Slot>,
    mask: usize,
    /// Class and weight.
    entries: Vec<(u8, i8)>,
    /// A bit for each key, by its top bits: most features are not in the table, and this small map
    /// says so without a look at the large one.
    present: Vec<u64>,
}

/// Top bits of a key that find its bit in [`Table::present`].
const PRESENT_BITS: u32 = 22;

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    key: u32,
    /// Row start in the high 24 bits, row length in the low 8.
    row: u32,
}

/// Most entries a table may hold: row starts have 24 bits.
const MOST_ENTRIES: usize = 1 << 24;

impl Table {
    /// Builds the table from rows sorted by key; each row has 1 to 255 entries.
    #[cfg(feature = "train")]
    pub(crate) fn from_rows<'a>(
        rows: impl ExactSizeIterator<Item = (u32, &'a [(u8, i8)])>,
    ) -> Table {
        let size = (rows.len() * 2).next_power_of_two().max(16);
        let mut table = Table {
            slots: vec![Slot::default(); size],
            mask: size - 1,
            entries: Vec::new(),
            present: vec![0; 1 << (PRESENT_BITS - 6)],
        };
        for (key, row) in rows {
            table.insert(key, row);
        }
        table
    }

    fn insert(&mut self, key: u32, row: &[(u8, i8)]) {
        let start = self.entries.len();
        if row.is_empty() || row.len() > 255 || start + row.len() > MOST_ENTRIES {
            return;
        }
        let mut at = key as usize & self.mask;
        while self.slots[at].row & 0xff != 0 {
            at = (at + 1) & self.mask;
        }
        self.slots[at] = Slot {
            key,
            row: (start as u32) << 8 | row.len() as u32,
        };
        self.entries.extend_from_slice(row);
        let bit = key >> (32 - PRESENT_BITS);
        self.present[(bit >> 6) as usize] |= 1 << (bit & 63);
    }

    /// Adds the row of each feature to the scores.
    pub(crate) fn add(&self, features: &[u32], scores: &mut [i32; 256]) {
        for &key in features {
            let bit = key >> (32 - PRESENT_BITS);
            if self.present[(bit >> 6) as usize] >> (bit & 63) & 1 == 0 {
                continue;
            }
            let mut at = key as usize & self.mask;
            loop {
                let slot = self.slots[at];
                let len = (slot.row & 0xff) as usize;
                if len == 0 {
                    break;
                }
                if slot.key == key {
                    let start = (slot.row >> 8) as usize;
                    for &(class, weight) in &self.entries[start..start + len] {
                        scores[usize::from(class)] += i32::from(weight);
                    }
                    break;
                }
                at = (at + 1) & self.mask;
            }
        }
    }

    /// Reads a packed table: row count, then for each row the key's step from the last one, its
    /// length, its classes and weights.
    pub(crate) fn unpack(reader: &mut Reader<'_>) -> Result<Table, ReadError> {
        let rows = reader.varint()? as usize;
        let entries = reader.varint()? as usize;
        if entries > MOST_ENTRIES || rows > entries {
            return Err(ReadError::Size { found: entries });
        }
        let size = (rows * 2).next_power_of_two().max(16);
        let mut table = Table {
            slots: vec![Slot::default(); size],
            mask: size - 1,
            entries: Vec::with_capacity(entries),
            present: vec![0; 1 << (PRESENT_BITS - 6)],
        };
        let mut key = 0_u32;
        let mut row = Vec::new();
        for _ in 0..rows {
            key = key.wrapping_add(reader.varint()?);
            let len = usize::from(reader.byte()?);
            row.clear();
            for pair in reader.take(len * 2)?.chunks_exact(2) {
                row.push((pair[0], pair[1] as i8));
            }
            table.insert(key, &row);
        }
        Ok(table)
    }
}

/// Packs rows sorted by key, the counterpart of [`Table::unpack`].
#[cfg(feature = "train")]
pub(crate) fn pack_rows(rows: &[(u32, Vec<(u8, i8)>)], out: &mut Vec<u8>) {
    put_varint(out, rows.len() as u32);
    put_varint(out, rows.iter().map(|(_, r)| r.len()).sum::<usize>() as u32);
    let mut last = 0;
    for (key, row) in rows {
        put_varint(out, key - last);
        last = *key;
        out.push(row.len() as u8);
        for &(class, weight) in row {
            out.push(class);
            out.push(weight as u8);
        }
    }
}
