//! Any bytes as an HTML page: no panic, what holds for every page holds, the same bytes give the same page.
#![no_main]

#[path = "../../crates/page/tests/invariants/mod.rs"]
mod invariants;

use dateline_page::{Given, read_page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let given = Given {
        media_type: Some("text/html"),
        ..Given::default()
    };
    let page = read_page(bytes, &given);
    invariants::check(&page);
    assert_eq!(page, read_page(bytes, &given));
});
