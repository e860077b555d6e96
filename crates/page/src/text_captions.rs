//! Captions that stand between the paragraphs of a text page, known by the credit of the picture or by a label.

use crate::wording::{ends_sentence, picture_credit};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Bytes of a caption and of its credit in a line; either may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaptionLine {
    /// The caption, without its label.
    pub caption: Option<Range<usize>>,
    /// Who made or gave the picture.
    pub credit: Option<Range<usize>>,
}

/// A line longer than this, in bytes, is no caption.
const MAX_BYTES: usize = 1200;

macro_rules! patterns {
    ($($name:ident = $pattern:literal;)*) => {
        $(static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a pattern of this crate compiles"));)*
    };
}

patterns! {
    // Who gave the picture stands before the word: "Handout photo", "Courtesy image", "(AP Photo/Ann Lee)".
    GIVEN = r"[.!?”\x22)’'\s]\s*(\(?(?:(?:Handout|File|Library|Archive|Agency|Stock|Courtesy|Contributed|Submitted|Supplied|Police|Family|Screenshot|HANDOUT|FILE|\p{Lu}{2,6}) (?:[Pp]hotos?|[Pp]hotographs?|[Pp]ictures?|[Ii]mages?|PHOTOS?|PICTURES?|IMAGES?)(?:/\p{Lu}[\p{L}.’'\s-]{1,40})?|(?:Supplied|Handout|Screenshot|Screengrab|Getty Images|Shutterstock|Reuters|©\s?\p{Lu}[\p{L}.’'/ -]{1,40}))\)?\.?)$";
    // "… on Monday. Ann Lee/Norwire"
    SIGNED = r"[.!?”]\s+(\(?\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]*){1,3}\s?/\s?\p{Lu}[\p{L}.’' -]{1,30}\)?)$";
    LABEL = r"^(?i:image|photo|picture|video|media|figure|graphic)s? (?i:caption):?\s+|^(?i:caption|photo caption|in the (?:picture|photo)|graphic)\s*:\s+";
    SOURCE = r"^(?i:image|photo|picture|video|media)s? (?i:source|copyright|credit)s?,?:?\s+(\S.{1,60})$";
}

/// Reads a line that is a caption, a credit or both.
///
/// A sentence may end with the word "photo"; so the word that tells who gave the picture must open a bit of its own
/// behind a whole sentence or in brackets, or the line must bear a label.
pub fn caption_line(line: &str) -> Option<CaptionLine> {
    if line.len() > MAX_BYTES {
        return None;
    }
    // Signs such as a camera before the words are no caption.
    let start = line
        .find(|c: char| c.is_alphanumeric() || "\"'“‘«(©".contains(c))
        .unwrap_or(line.len());
    let words = &line[start..];
    if SOURCE.is_match(words) {
        return (!ends_sentence(words)).then_some(CaptionLine {
            caption: None,
            credit: Some(start..line.len()),
        });
    }
    let label = LABEL.find(words).map_or(0, |m| m.end());
    let words = &words[label..];
    let from = start + label;
    let given = [&GIVEN, &SIGNED]
        .iter()
        .find_map(|pattern| Some(pattern.captures(words)?.get(1)?.start()))
        .filter(|&at| {
            let before = words[..at].trim_end();
            words[at..].starts_with('(') || ends_sentence(before)
        });
    // "(AP Photo/Ann Lee)" has its credit from the bracket on.
    let printed = || {
        let at = picture_credit(words)?;
        let head = words[..at].trim_end();
        let agency = head.rsplit_once('(').filter(|(_, agency)| {
            agency.chars().count() <= 12 && agency.chars().all(|c| c.is_uppercase() || c == ' ')
        });
        Some(agency.map_or(at, |(before, _)| before.len()))
    };
    let credit = given.or_else(printed);
    if credit.is_none() && label == 0 {
        return None;
    }
    let at = credit.unwrap_or(words.len());
    let caption = words[..at].trim();
    Some(CaptionLine {
        caption: caption
            .chars()
            .any(char::is_alphanumeric)
            .then(|| from..from + words[..at].trim_end().len()),
        credit: credit.map(|at| from + at..line.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_what_looks_like_them() {
        type Read<'t> = Option<(Option<&'t str>, Option<&'t str>)>;
        let cases: &[(&str, Read<'_>)] = &[
            (
                "The lock on Monday. Handout photo",
                Some((Some("The lock on Monday."), Some("Handout photo"))),
            ),
            (
                "The lock on Monday. (AP Photo/Ann Lee)",
                Some((Some("The lock on Monday."), Some("(AP Photo/Ann Lee)"))),
            ),
            (
                "The lock on Monday. Photo: Ann Lee",
                Some((Some("The lock on Monday."), Some("Photo: Ann Lee"))),
            ),
            (
                "The lock on Monday. Ann Lee/Norwire",
                Some((Some("The lock on Monday."), Some("Ann Lee/Norwire"))),
            ),
            (
                "Image caption The road ended here",
                Some((Some("The road ended here"), None)),
            ),
            (
                "Image source, Norwire",
                Some((None, Some("Image source, Norwire"))),
            ),
            ("📷 Photo: Ann Lee", Some((None, Some("Photo: Ann Lee")))),
            ("Photo: Ann Lee", Some((None, Some("Photo: Ann Lee")))),
            ("The man in the picture had a beard and a file photo", None),
            ("He held up the lock and a photo of it.", None),
            ("Nobody knew who had made the handout photo", None),
            ("The image caption was wrong, the paper said.", None),
            ("The row is about and/or. Nobody won it.", None),
        ];
        for (line, expected) in cases {
            let read = caption_line(line);
            let told = read.map(|read| {
                let words = |range: Option<Range<usize>>| range.map(|r| &line[r]);
                (words(read.caption), words(read.credit))
            });
            assert_eq!(told, *expected, "{line}");
        }
    }
}
