//! The language of an article by its own words, for pages that do not say in which they are.

use crate::Block;
use dateline_vocabulary::{CodePoints, PassageRole};
use whatlang::Lang;

/// What evidence calls it.
pub const BY_WORDS: &str = "the words of the text";

/// Bytes of the article that are looked at, and the fewest letters that tell anything: with fewer, short English texts are taken for
/// others, certain as the trigrams seem.
const MOST: usize = 3_000;
const FEWEST: usize = 250;

/// The BCP 47 tag of the language that the article is in, by the trigrams of its letters; `None` where it is too short or they
/// tell no language from others.
pub fn language_of_words(text: &str, blocks: &[Block]) -> Option<&'static str> {
    let index = CodePoints::of(text);
    let is_text = |role| {
        matches!(
            role,
            PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Heading
        )
    };
    let mut words = String::new();
    for block in blocks.iter().filter(|block| is_text(block.role)) {
        words.push_str(index.slice(text, block.span));
        words.push(' ');
        if words.len() > MOST {
            break;
        }
    }
    let n_letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let told = whatlang::detect(&words).filter(|told| told.is_reliable() && n_letters >= FEWEST)?;
    Some(tag(told.lang()))
}

/// BCP 47 asks for the code of two letters where ISO 639-1 has one.
fn tag(language: Lang) -> &'static str {
    let code = language.code();
    SHORT
        .iter()
        .find(|(long, _)| *long == code)
        .map_or(code, |(_, short)| short)
}

const SHORT: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_tag() {
        for language in Lang::all() {
            assert!(tag(*language).len() == 2, "{language}: {}", tag(*language));
        }
    }
}
