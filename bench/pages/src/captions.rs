//! Captions that stand in the body as if they were paragraphs.

use crate::gold::GoldPage;
use crate::letters::letters_of;
use std::collections::BTreeSet;

/// Captions with fewer letters are not counted: a name or two may stand in a paragraph by right.
const MIN_LETTERS: usize = 30;

/// The captions of a page that are counted, as letters: each once, long enough, and not a part of title, standfirst,
/// section headline or paragraph.
pub fn counted_captions(page: &GoldPage) -> Vec<String> {
    let article: Vec<String> = std::iter::once(page.title.as_str())
        .chain(page.summary.iter().map(String::as_str))
        .chain(page.body.iter().map(|piece| piece.text()))
        .map(letters_of)
        .collect();
    let captions: BTreeSet<String> = page.captions.iter().map(|text| letters_of(text)).collect();
    captions
        .into_iter()
        .filter(|caption| caption.chars().count() >= MIN_LETTERS)
        .filter(|caption| !article.iter().any(|piece| piece.contains(caption)))
        .collect()
}

/// How many of `captions` stand whole in `body`; both are letters.
pub fn leaked(captions: &[String], body: &str) -> usize {
    captions
        .iter()
        .filter(|caption| body.contains(*caption))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Piece;

    fn page(captions: &[&str]) -> GoldPage {
        GoldPage {
            title: "Dam holds".to_owned(),
            summary: vec!["Water rose to the crest and stayed there all night".to_owned()],
            body: vec![Piece::Paragraph(
                "Engineers looked at the crest of the dam on Tuesday, they said.".to_owned(),
            )],
            captions: captions.iter().map(|&caption| caption.to_owned()).collect(),
            ..GoldPage::default()
        }
    }

    #[test]
    fn only_long_captions_of_their_own_words_count() {
        let cases: &[(&[&str], usize)] = &[
            (&["The spillway seen from the eastern bank of the river"], 1),
            // Twice the same, but for a full stop.
            (
                &[
                    "The spillway seen from the eastern bank of the river",
                    "The spillway seen from the eastern bank of the river.",
                ],
                1,
            ),
            (&["The spillway"], 0),
            (&["Engineers looked at the crest of the dam on Tuesday"], 0),
            (&["Water rose to the crest and stayed there"], 0),
        ];
        for (captions, n) in cases {
            assert_eq!(counted_captions(&page(captions)).len(), *n, "{captions:?}");
        }
    }

    #[test]
    fn a_caption_in_the_body_has_leaked() {
        let counted = counted_captions(&page(&[
            "The spillway seen from the eastern bank of the river",
        ]));
        let body =
            letters_of("It held. The spillway, seen from the eastern bank of the river. More.");
        assert_eq!(leaked(&counted, &body), 1);
        assert_eq!(
            leaked(&counted, &letters_of("It held. The spillway. More.")),
            0
        );
    }
}
