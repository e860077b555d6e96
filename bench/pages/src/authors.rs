//! Authors: the same set of names, or at least all of them.

use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// What a tool's authors are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthorsVerdict {
    /// The gold's names and no others.
    Exact,
    /// All of the gold's names, and others.
    AllFound,
    /// At least one of the gold's names is not there.
    NotAll,
}

/// Judges `found`; `None` where the gold has no authors. Names are compared composed (NFC), in lower case, with
/// single spaces, and as a set.
pub fn judge_authors(gold: &[String], found: &[String]) -> Option<AuthorsVerdict> {
    let gold = set(gold);
    let found = set(found);
    if gold.is_empty() {
        return None;
    }
    Some(if gold == found {
        AuthorsVerdict::Exact
    } else if gold.is_subset(&found) {
        AuthorsVerdict::AllFound
    } else {
        AuthorsVerdict::NotAll
    })
}

fn set(names: &[String]) -> BTreeSet<String> {
    names
        .iter()
        .map(|name| {
            let name = name.nfc().collect::<String>().to_lowercase();
            name.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .filter(|name| !name.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_a_set_of_names() {
        use AuthorsVerdict::{AllFound, Exact, NotAll};
        let cases: &[(&[&str], &[&str], Option<AuthorsVerdict>)] = &[
            (&["Ada Quist"], &["Ada Quist"], Some(Exact)),
            (
                &["Ada Quist", "Bo Renner"],
                &["BO  RENNER", "Ada\u{a0}Quist"],
                Some(Exact),
            ),
            (&["Ada Quist"], &["Ada Quist", "Ada Quist"], Some(Exact)),
            (
                &["Ada Quist"],
                &["Ada Quist", "Courier staff"],
                Some(AllFound),
            ),
            (&["Ada Quist", "Bo Renner"], &["Ada Quist"], Some(NotAll)),
            (
                &["Ada Quist", "Bo Renner"],
                &["Ada Quist and Bo Renner"],
                Some(NotAll),
            ),
            (&["Ada Quist"], &[], Some(NotAll)),
            (&[], &["Ada Quist"], None),
            (&[" "], &[], None),
        ];
        for (gold, found, verdict) in cases {
            let owned = |names: &[&str]| {
                names
                    .iter()
                    .map(|&name| name.to_owned())
                    .collect::<Vec<_>>()
            };
            assert_eq!(
                judge_authors(&owned(gold), &owned(found)),
                *verdict,
                "{found:?}"
            );
        }
    }
}
