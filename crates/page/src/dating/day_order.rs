//! Which of two numbers is the day: what else the page tells of it.

use super::address::month_of_address;
use crate::markup_words as mw;
use crate::page_data::language_tag;
use crate::piece::Piece;
use crate::printed_date::{EitherDate, find_dates};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

/// Languages that, wherever they are written, put the day before the month.
const DAY_FIRST: &[&str] = &[
    "de", "fr", "es", "it", "nl", "sv", "nb", "nn", "no", "da", "pl", "pt", "cs", "ro", "ru", "uk",
    "tr", "el", "fi",
];

/// Regions that write English with the day first.
const ENGLISH_DAY_FIRST: &[&str] = &[
    "GB", "IE", "AU", "NZ", "IN", "ZA", "PK", "NG", "KE", "GH", "SG", "MT", "HK",
];

/// More pieces than this are not searched; no article page has as many.
const N_PIECES: usize = 3000;

/// The reading that the page bears out, with the reason.
pub fn bear_out(
    either: &EitherDate,
    pieces: &[Piece],
    language: Option<&str>,
    url: Option<&str>,
) -> Option<(Date, String)> {
    let (day_first, month_first) = (either.day_first, either.month_first);
    let one = |a: bool, b: bool| match (a, b) {
        (true, false) => Some(day_first),
        (false, true) => Some(month_first),
        _ => None,
    };
    if let Some((year, month)) = url.and_then(month_of_address) {
        let fits = |date: Date| (date.year(), date.month()) == (year, month);
        if let Some(date) = one(fits(day_first), fits(month_first)) {
            return Some((date, format!("the address has the month {year}-{month:02}")));
        }
    }
    let own = || {
        pieces
            .iter()
            .take(N_PIECES)
            .filter(|p| !p.has(mw::COMMENTS))
    };
    let mut clear = (false, false);
    let mut in_digits = (false, false);
    for piece in own() {
        for found in find_dates(&piece.text) {
            clear.0 |= found.date == day_first;
            clear.1 |= found.date == month_first;
            match digits_order(&piece.text[found.day_range]) {
                Some(true) => in_digits.0 = true,
                Some(false) => in_digits.1 = true,
                None => {}
            }
        }
    }
    if let Some(date) = one(clear.0, clear.1) {
        return Some((date, "the page has this day in words too".to_owned()));
    }
    if let Some(date) = one(in_digits.0, in_digits.1) {
        return Some((date, "other days on the page are written so".to_owned()));
    }
    let tag = language.and_then(language_tag)?;
    let date = one(puts_day_first(&tag)?, !puts_day_first(&tag)?)?;
    Some((date, format!("html lang {tag}")))
}

/// Whether the convention of a language tag puts the day first; `None` where it is not one and the same everywhere.
fn puts_day_first(tag: &str) -> Option<bool> {
    match tag.split_once('-') {
        Some(("en", "US")) => Some(false),
        Some(("en", region)) => ENGLISH_DAY_FIRST.contains(&region).then_some(true),
        // Spanish in the United States and French in Canada are written both ways.
        Some(("es", "US") | ("fr", "CA")) => None,
        _ => {
            let primary = tag.split('-').next().unwrap_or("");
            DAY_FIRST.contains(&primary).then_some(true)
        }
    }
}

static DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(\d{1,2})[/-]\s?(\d{1,2})[/-]\s?\d{4}$")
        .expect("a pattern of this crate compiles")
});

/// Whether a day in digits that can be read one way only has the day first.
fn digits_order(written: &str) -> Option<bool> {
    let c = DIGITS.captures(written)?;
    let (a, b): (u8, u8) = (c[1].parse().ok()?, c[2].parse().ok()?);
    if a > 12 {
        Some(true)
    } else if b > 12 {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_html::parse_html;
    use crate::piece::pieces;
    use crate::printed_date::find_either;
    use jiff::civil::date;

    #[test]
    fn another_sign_on_the_page_tells_day_and_month_apart() {
        let (april, march) = (Some(date(2014, 4, 3)), Some(date(2014, 3, 4)));
        let at = "https://alder.example/";
        let cases = [
            ("", None, at, None),
            ("", Some("en"), at, None),
            ("", Some("en-CA"), at, None),
            ("", Some("fr-CA"), at, None),
            ("", Some("ja"), at, None),
            ("", Some("en-US"), at, march),
            ("", Some("en-GB"), at, april),
            ("", Some("de"), at, april),
            ("", Some("es-MX"), at, april),
            ("<p>23/04/2014", None, at, april),
            ("<p>04/23/2014", None, at, march),
            ("<p>04/23/2014<p>23/04/2014", None, at, None),
            ("<p>since April 3, 2014", Some("en-US"), at, april),
            (
                "",
                Some("de"),
                "https://alder.example/2014/03/bridge",
                march,
            ),
        ];
        let either = find_either("03/04/2014").pop().expect("one of the two");
        for (html, language, url, expected) in cases {
            let (dom, _) = parse_html(html);
            let found = bear_out(&either, &pieces(&dom), language, Some(url));
            assert_eq!(found.map(|(d, _)| d), expected, "{html} {language:?} {url}");
        }
    }
}
