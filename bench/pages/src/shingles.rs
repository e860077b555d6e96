//! The body by its shingles: every run of four words.
//!
//! The counting is that of the ScrapingHub article extraction benchmark: shingles are counted as often as they
//! occur; precision and recall are taken for each page and averaged; F1 is that of the two means. A page without
//! output has no precision and a recall of 0. Here, words are folded to lower case, and each character of a script
//! that puts no spaces between words is a word.
//!
//! Title and standfirst are neutral: whether they belong to the body is a matter of taste, so a tool is neither
//! asked for their shingles nor blamed for them.

use crate::gold::GoldPage;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Words in a shingle.
const WIDTH: usize = 4;

type Shingles = BTreeMap<Vec<String>, usize>;

/// The shingles of a page's gold.
#[derive(Debug)]
pub struct GoldShingles {
    required: Shingles,
    neutral: Shingles,
}

/// How a tool's shingles meet the gold's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// In both.
    pub n_both: usize,
    /// In the tool's output only, neutral ones left out.
    pub n_extra: usize,
    /// In the gold only.
    pub n_lacking: usize,
}

impl GoldShingles {
    /// Of section headlines and paragraphs, which are required; and of title and standfirst, which are neutral, up
    /// to where they run into the body.
    pub fn of(page: &GoldPage) -> GoldShingles {
        let body: Vec<String> = page
            .body
            .iter()
            .flat_map(|piece| words(piece.text()))
            .collect();
        let title = words(&page.title);
        let summary: Vec<String> = page.summary.iter().flat_map(|text| words(text)).collect();
        let seam = &body[..body.len().min(WIDTH - 1)];
        // A tool may put both before the body, or one of them.
        let mut neutral = shingles(&[&title, &summary, seam].concat());
        for opening in [[&title, seam].concat(), [&summary, seam].concat()] {
            for (shingle, n) in shingles(&opening) {
                let known = neutral.entry(shingle).or_default();
                *known = (*known).max(n);
            }
        }
        GoldShingles {
            required: shingles(&body),
            neutral,
        }
    }

    /// Compares with a tool's body.
    pub fn overlap(&self, body: &str) -> Overlap {
        let found = shingles(&words(body));
        let count = |shingles: &Shingles, shingle| shingles.get(shingle).copied().unwrap_or(0);
        let mut overlap = Overlap::default();
        for (shingle, &n_found) in &found {
            let n_both = n_found.min(count(&self.required, shingle));
            overlap.n_both += n_both;
            overlap.n_extra += (n_found - n_both).saturating_sub(count(&self.neutral, shingle));
        }
        let n_required: usize = self.required.values().sum();
        overlap.n_lacking = n_required - overlap.n_both;
        overlap
    }
}

impl Overlap {
    /// Share of the tool's shingles that are the gold's; `None` where the tool gives none that count.
    pub fn precision(&self) -> Option<f64> {
        share(self.n_both, self.n_both + self.n_extra)
    }

    /// Share of the gold's shingles that the tool gives; `None` where the gold has none.
    pub fn recall(&self) -> Option<f64> {
        share(self.n_both, self.n_both + self.n_lacking)
    }
}

/// The harmonic mean.
pub fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 {
        return 0.0;
    }
    2.0 * precision * recall / (precision + recall)
}

fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A text with fewer words than a shingle is one shingle.
fn shingles(words: &[String]) -> Shingles {
    let mut shingles = Shingles::new();
    if words.is_empty() {
        return shingles;
    }
    for shingle in words.windows(WIDTH.min(words.len())) {
        *shingles.entry(shingle.to_vec()).or_default() += 1;
    }
    shingles
}

/// The words in lower case. Soft hyphens and characters without width are not there.
fn words(text: &str) -> Vec<String> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        let unspaced = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}";
        Regex::new(&format!(r"[{unspaced}]|[\w--[{unspaced}]]+"))
            .expect("the pattern is well formed")
    });
    let text: String = text
        .nfc()
        .filter(|c| {
            !matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
        })
        .collect();
    WORD.find_iter(&text)
        .map(|word| word.as_str().to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::Piece;

    #[test]
    fn words_are_runs_of_letters_or_single_ideographs() {
        let cases: &[(&str, &[&str])] = &[
            ("The dam's 2 gates_", &["the", "dam", "s", "2", "gates_"]),
            ("spill\u{ad}way \u{200b}ok", &["spillway", "ok"]),
            ("大坝 held", &["大", "坝", "held"]),
            ("पानी", &["पानी"]),
            ("—", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), *expected, "{text}");
        }
    }

    fn gold(summary: &str, body: &[&str]) -> GoldShingles {
        GoldShingles::of(&GoldPage {
            title: "Dam holds for now".to_owned(),
            summary: vec![summary.to_owned()],
            body: body
                .iter()
                .map(|&text| Piece::Paragraph(text.to_owned()))
                .collect(),
            ..GoldPage::default()
        })
    }

    #[test]
    fn shingles_are_counted_as_often_as_they_occur() {
        // Gold a..f has three shingles.
        let cases = [
            ("a b c d e f", (3, 0, 0)),
            ("A, b! c\n\nd e f", (3, 0, 0)),
            ("a b c d", (1, 0, 2)),
            ("a b c d e f x", (3, 1, 0)),
            ("x a b c d e f", (3, 1, 0)),
            ("a b c d e f a b c d", (3, 4, 0)),
            ("x y", (0, 1, 3)),
            ("", (0, 0, 3)),
        ];
        for (body, (n_both, n_extra, n_lacking)) in cases {
            let overlap = gold("", &["a b c", "d e f"]).overlap(body);
            assert_eq!(
                overlap,
                Overlap {
                    n_both,
                    n_extra,
                    n_lacking
                },
                "{body}"
            );
        }
    }

    #[test]
    fn title_and_standfirst_are_neither_asked_for_nor_blamed() {
        let gold = gold("s1 s2 s3 s4 s5", &["a b c d", "e f"]);
        let bodies = [
            "a b c d e f",
            "s1 s2 s3 s4 s5 a b c d e f",
            "Dam holds for now. a b c d e f",
            "Dam holds for now. s1 s2 s3 s4 s5 a b c d e f",
        ];
        for body in bodies {
            let overlap = gold.overlap(body);
            assert_eq!((overlap.n_extra, overlap.n_lacking), (0, 0), "{body}");
        }
        // Said twice, it is blamed once.
        let twice = gold.overlap("s1 s2 s3 s4 s5 a b c d e f s1 s2 s3 s4");
        assert!(twice.n_extra > 0);
        // It does not make up for what is lacking.
        assert_eq!(gold.overlap("s1 s2 s3 s4 s5").recall(), Some(0.0));
    }

    #[test]
    fn shares_are_none_where_there_is_nothing_to_share() {
        let none = Overlap::default();
        assert_eq!((none.precision(), none.recall()), (None, None));
        let some = Overlap {
            n_both: 3,
            n_extra: 1,
            n_lacking: 2,
        };
        assert_eq!((some.precision(), some.recall()), (Some(0.75), Some(0.6)));
        assert_eq!(f1(0.0, 0.0), 0.0);
        assert_eq!(f1(0.5, 0.5), 0.5);
    }
}
