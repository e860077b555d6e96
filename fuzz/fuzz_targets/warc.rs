//! Any bytes as a container of this sort: no panic, what holds for every member holds, the same bytes give the same
//! members.
#![no_main]

mod members;

use dateline_container::warc_members;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    members::check(bytes.len(), || warc_members("a.warc", bytes));
});
