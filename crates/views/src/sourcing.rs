//! On whose word: chains and numbers of witnesses in short.

use crate::plain::one_line;
use dateline_vocabulary::Independent;

/// The chain as a clause: `Harbour Post`, `Harbour Post, citing a senior official`. Empty for an empty chain.
pub fn chain_in_short(chain: &[String]) -> String {
    chain
        .iter()
        .map(|name| one_line(name))
        .collect::<Vec<_>>()
        .join(", citing ")
}

/// The chain as steps from the page inwards: `Harbour Post ← The Bell ← a senior official`.
pub fn chain_in_steps(chain: &[String]) -> String {
    chain
        .iter()
        .map(|name| one_line(name))
        .collect::<Vec<_>>()
        .join(" ← ")
}

/// The number of independent witnesses: `1 source`, `2-3 sources`, `no source`.
pub fn sources_phrase(independent: Independent) -> String {
    match (independent.at_least, independent.at_most) {
        (0, 0) => "no source".to_owned(),
        (1, 1) => "1 source".to_owned(),
        (least, most) if least >= most => format!("{least} sources"),
        (least, most) => format!("{least}-{most} sources"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chain_cases() {
        let chain = |names: &[&str]| {
            names
                .iter()
                .map(|name| name.to_string())
                .collect::<Vec<_>>()
        };
        for (names, short, steps) in [
            (&[][..], "", ""),
            (&["Harbour Post"], "Harbour Post", "Harbour Post"),
            (
                &["Harbour Post", "an aide"],
                "Harbour Post, citing an aide",
                "Harbour Post ← an aide",
            ),
            (
                &["A", "B", "two\nofficials"],
                "A, citing B, citing two officials",
                "A ← B ← two officials",
            ),
        ] {
            assert_eq!(chain_in_short(&chain(names)), short);
            assert_eq!(chain_in_steps(&chain(names)), steps);
        }
    }

    #[test]
    fn sources_cases() {
        for (at_least, at_most, expected) in [
            (0, 0, "no source"),
            (0, 1, "0-1 sources"),
            (1, 1, "1 source"),
            (1, 2, "1-2 sources"),
            (2, 2, "2 sources"),
            (2, 3, "2-3 sources"),
        ] {
            assert_eq!(sources_phrase(Independent { at_least, at_most }), expected);
        }
    }
}
