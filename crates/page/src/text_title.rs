//! The title of a text page among the lines above its text: the first that speaks of what the text speaks of.
//!
//! A page that somebody scraped opens with its address, the site's name, a menu. No list of words knows them all, but none of
//! them shares words with the article, and its title nearly always does.

use crate::dateline::find_dateline;
use crate::subject::Subject;
use crate::text_form::plain_words;
use crate::text_lines::TextLine;
use crate::text_masthead::is_title_like;
use crate::text_menus::items;
use crate::wording;

/// How many lines may stand above the title.
const N_ABOVE: usize = 40;

/// The line that is the title, where what stands above it is plainly none: an address, or two lines and more of few words
/// that the text has nothing of. `None` where the first line may be the title, or nothing can be told.
pub fn title_below(text: &str, lines: &[TextLine]) -> Option<usize> {
    let words = |k: usize| plain_words(lines[k].words(text));
    let is_prose =
        |k: &usize| words(*k).chars().count() >= 90 && wording::ends_sentence(&words(*k));
    let first_prose = (0..lines.len().min(N_ABOVE + 1)).find(is_prose)?;
    let subject = Subject::of((first_prose..lines.len()).filter(is_prose).map(words));
    let is_title = |k: &usize| {
        let words = words(*k);
        words.split_whitespace().count() >= 4
            && items(&words).len() < 3
            && is_title_like(&words)
            && !wording::ends_sentence(&words)
            && wording::picture_credit(&words).is_none()
            && !wording::is_promotion(&words)
            && find_dateline(&words).is_none()
            && subject.n_shared(&words) >= 2
    };
    let title = (0..first_prose).find(is_title)?;
    let is_foreign = |k: usize| {
        let words = words(k);
        let n_words = words.split_whitespace().count();
        is_address(&words)
            || items(&words).len() >= 3
            || n_words <= 5
                && !wording::ends_sentence(&words)
                && subject.n_shared(&words) <= usize::from(n_words <= 3)
    };
    let opens_with_address = title > 0 && is_address(&words(0));
    (title >= 2 || opens_with_address)
        .then_some(title)
        .filter(|&title| (0..title).all(is_foreign))
}

/// Whether nothing but an address on the web stands in the line.
pub fn is_address(line: &str) -> bool {
    let bare = line.trim_matches(['<', '>']);
    let told = ["https://", "http://", "www."]
        .iter()
        .any(|start| bare.starts_with(start));
    told && bare.contains('.') && !bare.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_lines::lines;

    #[test]
    fn the_title_speaks_of_what_the_text_speaks_of() {
        let tail = "\nBy Ann Lee\n3 June 2014\nThe harbour master closed both gates of the old bridge on Monday after the storm had torn away a crane and two boats.\nNobody was hurt, he said.\n";
        let cases = [
            (
                "https://alder.example/a/1\nBridge closed after storm",
                Some(1),
            ),
            (
                "Skip to content\nAlder Voice\nRacing\nLog in / Register\nBridge closed after storm",
                Some(4),
            ),
            (
                "Alder Voice\nWORLD | HARBOUR | STORM WATCH\nBridge closed after storm",
                Some(2),
            ),
            // One short line above may be a title over its standfirst.
            ("Torn away\nBridge closed after storm", None),
            ("Bridge closed after storm", None),
            // What shares nothing with the text is no title either.
            ("Skip to content\nAlder Voice\nWhat nobody knew", None),
            // A whole line above may well be the title.
            (
                "What nobody who lived there knew\nAlder Voice\nBridge closed after storm",
                None,
            ),
        ];
        for (head, expected) in cases {
            let text = format!("{head}{tail}");
            assert_eq!(title_below(&text, &lines(&text, 0)), expected, "{head}");
        }
    }

    #[test]
    fn addresses_alone() {
        for line in [
            "https://alder.example/a",
            "www.alder.example",
            "<http://alder.example/>",
        ] {
            assert!(is_address(line), "{line}");
        }
        for line in ["https://alder.example/a says so", "http://", "wwwalder"] {
            assert!(!is_address(line), "{line}");
        }
    }
}
