//! Stable 32-bit hashing of features: the same on every machine, since the tables are keyed by it.

/// Hash of a word's bytes (FNV-1a, 64 bits, folded).
pub(crate) fn word(bytes: &[u8]) -> u32 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    (h ^ (h >> 32)) as u32
}

/// Hash of a whole file's payload, for the checksum.
pub(crate) fn payload(bytes: &[u8]) -> u64 {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    h
}

const A: u64 = 0x9e37_79b9_7f4a_7c15;
const B: u64 = 0xc2b2_ae3d_27d4_eb4f;
const C: u64 = 0x1656_67b1_9e37_79f9;
const D: u64 = 0xff51_afd7_ed55_8ccd;

/// Key of a feature: its template number and up to four parts.
pub(crate) fn feature(template: u32, parts: [u32; 4]) -> u32 {
    let mut h = (u64::from(template) + 1).wrapping_mul(D);
    h = (h ^ u64::from(parts[0])).wrapping_mul(A);
    h = (h.rotate_left(29) ^ u64::from(parts[1])).wrapping_mul(B);
    h = (h.rotate_left(31) ^ u64::from(parts[2])).wrapping_mul(C);
    h = (h.rotate_left(27) ^ u64::from(parts[3])).wrapping_mul(D);
    (h ^ (h >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const PINNED: u32 = 2_861_026_633;

    // Written out so that a change of the hash, which would spoil the tables, is noticed.
    #[test]
    fn hashes_are_pinned() {
        assert_eq!(payload(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(word(b"a"), 0xaf63_dc4c ^ 0x8601_ec8c);
        assert_eq!(feature(7, [1, 2, 3, 4]), PINNED);
    }

    #[test]
    fn order_of_parts_matters() {
        assert_ne!(feature(1, [1, 2, 0, 0]), feature(1, [2, 1, 0, 0]));
        assert_ne!(feature(1, [1, 2, 0, 0]), feature(2, [1, 2, 0, 0]));
    }
}
