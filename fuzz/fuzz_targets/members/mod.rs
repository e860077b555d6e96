//! What holds for the members of every container.

use dateline_container::{MAX_PAGE_BYTES, Member};

/// Members after this many are not looked at: a container may list one empty page after another.
const MOST: usize = 2000;

/// Each page has a name and no more bytes than a page may have; what is left out has a reason; twice the same.
pub fn check<I: Iterator<Item = Member>>(n_bytes: usize, members: impl Fn() -> I) {
    let found: Vec<Member> = members().take(MOST).collect();
    for member in &found {
        match member {
            Member::Page(page) => {
                assert!(!page.name.is_empty());
                assert!(
                    page.bytes.len() <= MAX_PAGE_BYTES,
                    "{n_bytes} bytes of input"
                );
            }
            Member::Left { name, reason } => assert!(!name.is_empty() && !reason.is_empty()),
        }
    }
    let again: Vec<Member> = members().take(MOST).collect();
    assert!(found == again);
}
