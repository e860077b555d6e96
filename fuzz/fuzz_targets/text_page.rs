//! Any bytes as a text page, a clipping in Markdown, an article, or whatever they look like: no panic, what holds
//! for every page holds, the same bytes give the same page.
#![no_main]

#[path = "../../crates/page/tests/invariants/mod.rs"]
mod invariants;

use dateline_page::{Form, Given, read_page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let (form, media_type) = match kind % 4 {
        0 => (Form::Page, Some("text/plain")),
        1 => (Form::Page, Some("text/markdown")),
        2 => (Form::Article, Some("text/plain")),
        _ => (Form::Page, None),
    };
    let given = Given {
        form,
        media_type,
        ..Given::default()
    };
    let page = read_page(bytes, &given);
    invariants::check(&page);
    assert_eq!(page, read_page(bytes, &given));
});
