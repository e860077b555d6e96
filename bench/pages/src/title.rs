//! The title: the same words, or not.

use unicode_normalization::UnicodeNormalization;

/// Whether the titles are the same after composition (NFC), with single spaces, with straight quotes for curly, and
/// without characters that have no width.
pub fn same_title(gold: &str, found: Option<&str>) -> bool {
    found.is_some_and(|found| folded(found) == folded(gold))
}

fn folded(title: &str) -> String {
    let straight: String = title
        .nfc()
        .filter(|c| {
            !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
        })
        .map(|c| match c {
            '‘' | '’' | '‚' | '‛' => '\'',
            '“' | '”' | '„' | '‟' => '"',
            other => other,
        })
        .collect();
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_spaces_do_not_make_another_title() {
        let cases = [
            (
                "‘It held’, says mayor",
                Some("'It held',  says\u{a0}mayor "),
                true,
            ),
            ("„Es hielt“", Some("\"Es hielt\""), true),
            ("Cafe\u{301} shut", Some("Café shut"), true),
            ("It held\u{200b}", Some("It held"), true),
            ("It held", Some("It held - The Courier"), false),
            ("It held", Some("It Held"), false),
            ("It held", None, false),
        ];
        for (gold, found, same) in cases {
            assert_eq!(same_title(gold, found), same, "{found:?}");
        }
    }
}
