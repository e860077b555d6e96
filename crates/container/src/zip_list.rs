//! How many members a zip file says it has (APPNOTE 4.3.14 to 4.3.16), asked before room is made for so many.

use std::io::{Read, Seek, SeekFrom};

/// The record at the end, with the longest comment, and what belongs to it in a large file.
const TAIL_BYTES: u64 = 22 + 65_535 + 20 + 56;

/// The number of members that a large zip file says it has; `None` for others, which have less than 65,536, and where
/// nothing can be read. One that points to where no such number is has too many.
pub fn n_members_of_large<R: Read + Seek>(file: &mut R) -> Option<u64> {
    let length = file.seek(SeekFrom::End(0)).ok()?;
    let tail = read_at(file, length.saturating_sub(TAIL_BYTES), TAIL_BYTES)?;
    let in_tail =
        memchr::memmem::find_iter(&tail, b"PK\x06\x06").filter_map(|at| number(&tail, at + 32));
    let mut n_members = in_tail.max();
    for at in memchr::memmem::find_iter(&tail, b"PK\x06\x07") {
        let pointed_at = number(&tail, at + 8)
            .and_then(|offset| read_at(file, offset, 40))
            .filter(|record| record.starts_with(b"PK\x06\x06"))
            .and_then(|record| number(&record, 32));
        n_members = n_members.max(pointed_at.or(n_members.or(Some(u64::MAX))));
    }
    n_members
}

fn read_at<R: Read + Seek>(file: &mut R, offset: u64, n: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(offset)).ok()?;
    file.take(n).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + 8)?;
    Some(u64::from_le_bytes(bytes.try_into().ok()?))
}
