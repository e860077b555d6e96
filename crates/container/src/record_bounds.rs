//! Where records of a web archive begin and end, whatever they say themselves.

use crate::MAX_PAGE_BYTES;
use crate::fields::MAX_HEAD_BYTES;
use crate::stretches::RECORD_MAGIC;
use crate::window::Window;
use std::io::Read;

/// Of the block of a record so much is held: a page, and the HTTP head before it.
pub const MAX_BLOCK_BYTES: usize = MAX_PAGE_BYTES + MAX_HEAD_BYTES;

/// So many bytes tell whether a record begins with the first of them.
const MAX_START_BYTES: usize = 512;

/// Whether a record begins here: `WARC/1.0`, and a new line.
pub fn is_record_start(bytes: &[u8]) -> bool {
    bytes.starts_with(RECORD_MAGIC) && bytes.get(RECORD_MAGIC.len()).is_none_or(u8::is_ascii_digit)
}

/// Where the next record begins at `from` or after: at the beginning of a line, followed by fields of a record.
pub fn find_record(bytes: &[u8], from: usize) -> Option<usize> {
    let from = from.min(bytes.len());
    memchr::memmem::find_iter(&bytes[from..], RECORD_MAGIC)
        .map(|at| from + at)
        .find(|&at| {
            let is_at_line = at == 0 || bytes[at - 1] == b'\n';
            let rest = &bytes[at..bytes.len().min(at + MAX_START_BYTES)];
            is_at_line
                && is_record_start(rest)
                && (rest.len() < 60 || memchr::memmem::find(rest, b"\nWARC-").is_some())
        })
}

/// Whether a record, or the end, comes `length` bytes ahead, which are there.
pub fn record_ends_at(window: &mut Window<impl Read>, length: usize) -> bool {
    let ahead = &window.ahead(length + 64)[length..];
    let blank = ahead
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    let next = &ahead[blank..];
    next.is_empty()
        || is_record_start(next)
        || (next.len() < RECORD_MAGIC.len() + 1 && RECORD_MAGIC.starts_with(next))
}

/// The number of bytes ahead up to the next record or the end, as far as a page may reach.
pub fn length_to_record(window: &mut Window<impl Read>, from: usize) -> usize {
    let mut looked_from = from.saturating_sub(1);
    let mut n_wanted = from + MAX_HEAD_BYTES;
    loop {
        let ahead = window.ahead(n_wanted);
        if let Some(at) = find_record(ahead, looked_from) {
            return at;
        }
        if ahead.len() < n_wanted || ahead.len() >= MAX_BLOCK_BYTES {
            return ahead.len().min(MAX_BLOCK_BYTES);
        }
        looked_from = ahead.len() - MAX_START_BYTES;
        n_wanted = ahead.len() * 2;
    }
}

/// Passes over at most `n_most` bytes, up to the next record, of which the first `n_least` are none. Says over
/// how many.
pub fn pass_to_record(window: &mut Window<impl Read>, n_most: u64, n_least: usize) -> u64 {
    let mut n_passed = 0;
    let mut looked_from = n_least;
    while n_passed < n_most {
        let ahead = window.ahead(MAX_HEAD_BYTES);
        let n_left = usize::try_from(n_most - n_passed).unwrap_or(usize::MAX);
        let is_last = ahead.len() < MAX_HEAD_BYTES;
        let mut n = find_record(ahead, looked_from).unwrap_or(if is_last {
            ahead.len()
        } else {
            ahead.len() - MAX_START_BYTES
        });
        let is_found = n < ahead.len() && is_record_start(&ahead[n..]);
        n = n.min(n_left);
        window.pass(n);
        n_passed += n as u64;
        if is_last || is_found {
            break;
        }
        looked_from = 0;
    }
    n_passed
}
