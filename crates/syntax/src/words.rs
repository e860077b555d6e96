//! What the tagger and the parser see of a word: its normal form, its shape, its ends.

use crate::hash;

/// The word in lower case with curly marks made straight and digits kept.
pub(crate) fn lower(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '’' | '‘' | 'ʼ' | '＇' => out.push('\''),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Hashes of one word's features, worked out once.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Look {
    /// Normal form; numbers fall into classes.
    pub word: u32,
    /// Last 1, 2, 3, 4 letters of the normal form.
    pub suffixes: [u32; 4],
    /// First 1, 2, 3, 4 letters.
    pub prefixes: [u32; 4],
    /// Collapsed pattern of cases, digits and marks.
    pub shape: u32,
    /// Case class: 0 none, 1 lower, 2 capitalised, 3 all capitals, 4 mixed, 5 one capital.
    pub case: u32,
}

/// A word that is not there: before the first, after the last.
pub(crate) const NO_WORD: Look = Look {
    word: 1,
    suffixes: [1; 4],
    prefixes: [1; 4],
    shape: 1,
    case: 9,
};

/// The class that stands for a number's normal form, `None` for other words.
fn number_class(lower: &str) -> Option<&'static str> {
    let first = lower.chars().next()?;
    if !first.is_ascii_digit() {
        return None;
    }
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let plain = lower.bytes().all(|b| b.is_ascii_digit());
    if plain {
        return Some(match digits {
            1 => "#1",
            2 => "#2",
            4 if lower.starts_with("19") || lower.starts_with("20") => "#year",
            4 => "#4",
            _ => "#n",
        });
    }
    let marks = |b: u8| b.is_ascii_digit() || b == b',' || b == b'.';
    if lower.bytes().all(marks) {
        return Some("#n,");
    }
    if lower.bytes().all(|b| b.is_ascii_digit() || b == b':') {
        return Some("#:");
    }
    if lower.ends_with("st")
        || lower.ends_with("nd")
        || lower.ends_with("rd")
        || lower.ends_with("th")
    {
        return (digits + 2 == lower.len()).then_some("#th");
    }
    None
}

/// Looks at one word alone, given as written and in normal form.
fn look(word: &str, lower: &str) -> Look {
    let normal = match lower {
        "``" | "''" | "\"" => "\"",
        "--" | "–" | "—" | "―" => "--",
        "…" | ".." | "...." => "...",
        _ => number_class(lower).unwrap_or(lower),
    };
    let mut look = Look {
        word: hash::word(normal.as_bytes()),
        ..Look::default()
    };
    let mut taken = 0;
    for (at, _) in lower.char_indices().rev().take(4) {
        look.suffixes[taken] = hash::word(&lower.as_bytes()[at..]);
        taken += 1;
    }
    for k in taken..4 {
        look.suffixes[k] = 2;
    }
    taken = 0;
    for (at, c) in lower.char_indices().take(4) {
        look.prefixes[taken] = hash::word(&lower.as_bytes()[..at + c.len_utf8()]);
        taken += 1;
    }
    for k in taken..4 {
        look.prefixes[k] = 2;
    }
    let mut shape = [0_u8; 8];
    let mut len = 0;
    let (mut upper, mut small, mut letters) = (0, 0, 0);
    let mut first_upper = false;
    for (i, c) in word.chars().enumerate() {
        let class = if c.is_uppercase() {
            upper += 1;
            first_upper |= i == 0;
            b'A'
        } else if c.is_alphabetic() {
            small += 1;
            b'a'
        } else if c.is_numeric() {
            b'0'
        } else if c.is_ascii() {
            c as u8
        } else {
            b'?'
        };
        letters += 1;
        if len < shape.len() && (len == 0 || shape[len - 1] != class) {
            shape[len] = class;
            len += 1;
        }
    }
    look.shape = hash::word(&shape[..len]);
    look.case = match (upper, small) {
        (0, 0) => 0,
        (0, _) => 1,
        (1, _) if first_upper && letters == 1 => 5,
        (1, _) if first_upper => 2,
        (_, 0) => 3,
        _ => 4,
    };
    look
}

/// Looks at the words of a sentence in order, given as written and in normal form. A quotation mark
/// also says whether it opens or closes: by its form, or for straight ones by turns.
pub(crate) fn look_all<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Look> {
    let mut open = false;
    let mut out: Vec<Look> = Vec::new();
    let mut last_straight = false;
    for (word, lower) in words {
        let mut seen = look(word, lower);
        last_straight = false;
        match word {
            "“" | "``" | "«" | "„" => open = true,
            "”" | "''" | "»" => open = false,
            "\"" => {
                open = !open;
                last_straight = true;
            }
            _ => {
                out.push(seen);
                continue;
            }
        }
        seen.case = if open { OPENS } else { CLOSES };
        out.push(seen);
    }
    // One that ends the sentence closes what an earlier sentence opened.
    if last_straight && let Some(last) = out.last_mut() {
        last.case = CLOSES;
    }
    out
}

/// Case classes of quotation marks.
const OPENS: u32 = 6;
const CLOSES: u32 = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_say_which_way_they_face() {
        let cases: &[(&str, &[u32])] = &[
            ("\" a \" b \" c \"", &[OPENS, CLOSES, OPENS, CLOSES]),
            ("a b . \"", &[CLOSES]),
            ("“ a ” b", &[OPENS, CLOSES]),
            ("a , ” b \" c", &[CLOSES, OPENS]),
            ("a ' b", &[]),
        ];
        for (text, wanted) in cases {
            let looks = look_all(text.split(' ').map(|w| (w, w)));
            let found: Vec<u32> = looks
                .iter()
                .map(|l| l.case)
                .filter(|c| *c >= OPENS)
                .collect();
            assert_eq!(found, *wanted, "{text}");
        }
    }

    #[test]
    fn years_and_numbers_fall_into_classes() {
        let cases = [
            ("1999", Some("#year")),
            ("3", Some("#1")),
            ("1,200", Some("#n,")),
            ("10:30", Some("#:")),
            ("21st", Some("#th")),
            ("3rds", None),
            ("a1", None),
        ];
        for (word, wanted) in cases {
            assert_eq!(number_class(word), wanted, "{word}");
        }
    }
}
