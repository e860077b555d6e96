//! Any bytes as a container of this sort: no panic, what holds for every member holds, the same bytes give the same
//! members.
#![no_main]

mod members;

use dateline_container::zip_members;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    members::check(bytes.len(), || zip_members("a.zip", Cursor::new(bytes)));
});
