//! Text as letters and digits only, in lower case: two texts that read the same are the same, however they are
//! broken into lines, punctuated or quoted.

use unicode_normalization::UnicodeNormalization;

/// The letters and digits of `text`, composed (NFC) and in lower case.
pub fn letters_of(text: &str) -> String {
    text.nfc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many of `pieces` that have letters stand whole in `body`, and how many there are. `body` is letters.
pub fn whole_in<'a>(pieces: impl Iterator<Item = &'a str>, body: &str) -> (usize, usize) {
    let mut n_whole = 0;
    let mut n_pieces = 0;
    for piece in pieces {
        let letters = letters_of(piece);
        if !letters.is_empty() {
            n_pieces += 1;
            n_whole += usize::from(body.contains(&letters));
        }
    }
    (n_whole, n_pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_and_digits_count() {
        let cases = [
            ("“We held,” she said.", "wehe\u{ad}ld she-SAID", true),
            ("Cafe\u{301} 12", "Café12", true),
            ("We held", "We hold", false),
        ];
        for (a, b, same) in cases {
            assert_eq!(letters_of(a) == letters_of(b), same, "{a} / {b}");
        }
    }

    #[test]
    fn a_paragraph_is_found_whole_or_not_at_all() {
        let body = letters_of("The dam held. Nobody\nwas hurt, the mayor said.");
        let cases: &[(&[&str], (usize, usize))] = &[
            (
                &["The dam held.", "Nobody was hurt, the mayor said."],
                (2, 2),
            ),
            (&["The dam held.", "Nobody was badly hurt."], (1, 2)),
            (&["* * *", "The dam held."], (1, 1)),
            (&[], (0, 0)),
        ];
        for (pieces, counts) in cases {
            assert_eq!(
                whole_in(pieces.iter().copied(), &body),
                *counts,
                "{pieces:?}"
            );
        }
    }
}
