//! Menus of a site in a text page: rows of sections, and sections one below the other.

use crate::naming::is_section;
use crate::wording::ends_sentence;
use regex::Regex;
use std::sync::LazyLock;

/// The number that a text browser's dump sets before each link: `[12]`.
pub static LINK_NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\d{1,4}\]").expect("a pattern of this crate compiles"));

/// Words of menus beside those that [`is_section`] knows.
const MENU_WORDS: &str = "about contact contacts help business property motoring contests classifieds obituaries jobs \
     events community schools courts council farming what's what’s on photos podcasts podcast radio tv tech technology \
     science health entertainment food finance magazine letters newsletters subscribe login log in sign e-paper epaper \
     more us traffic cars homes fashion education environment crime games puzzles shop donate account \
     startseite nachrichten politik wirtschaft kultur wetter regionales meinung \
     accueil actualités politique économie météo société inicio noticias deportes política cultura opinión sucesos \
     cronaca esteri economia spettacoli opinioni \
     nyheter kultur vær sport økonomi debatt";

/// Whether the word heads a section or a service of a site.
pub fn is_menu_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || is_section(bare) || MENU_WORDS.split(' ').any(|known| known == bare)
}

/// The items of a row: between wide gaps, tabs, bars, bullets or numbered links.
pub fn items(line: &str) -> Vec<&str> {
    static GAP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s{2,}|\t|\s*[|·•]\s*|\s*#?\[\d{1,4}\]|\s[/>»]\s")
            .expect("a pattern of this crate compiles")
    });
    GAP.split(line)
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect()
}

/// Whether the line is a row of a menu: three items and more, each of few words, or words that head sections.
pub fn is_menu_row(line: &str) -> bool {
    if line.len() > 400 || ends_sentence(line) || line.contains(':') {
        return false;
    }
    let all = items(line);
    let is_item = |item: &&str| {
        item.chars().count() <= 28
            && item.split_whitespace().count() <= 4
            && item.starts_with(char::is_uppercase)
            && !item.contains(|c: char| c.is_ascii_digit())
    };
    let menu_like = all
        .iter()
        .filter(|item| item.split_whitespace().any(is_menu_word))
        .count();
    if all.len() >= 3 && all.iter().all(is_item) && menu_like * 2 >= all.len() {
        return true;
    }
    if LINK_NUMBER.find_iter(line).count() >= 2 && all.iter().all(is_item) {
        return true;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let known = words.iter().filter(|word| is_menu_word(word)).count();
    words.len() >= 4
        && known * 4 >= words.len() * 3
        && words
            .iter()
            .all(|w| !w.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
}

/// Whether nothing stands in the line but the name of a section: `News`, `Sport`, `Local News`.
pub fn is_menu_entry(line: &str) -> bool {
    line.chars().count() <= 30
        && line.starts_with(char::is_uppercase)
        && !ends_sentence(line)
        && line.split_whitespace().count() <= 3
        && line.split_whitespace().all(is_menu_word)
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_menus() {
        for line in [
            "News Sport Weather Motoring Property",
            "Local  Weather  Traffic  Contests  Watch Live",
            "Politics\tCourts\tSchools\tCouncil",
            "[2]Home [3]News [4]Sport [5]Weather [6]Obituaries",
            "Home | News | Culture",
        ] {
            assert!(is_menu_row(line), "{line}");
        }
        for line in [
            "Rebels and government agree to meet",
            "Home, News Street and Weather Hill were under water until Sunday.",
            "Alder  3  Quayford  1",
            "Ann Lee | Bo Ek | Cy Du",
            "Weather Stops Sport Again",
        ] {
            assert!(!is_menu_row(line), "{line}");
        }
    }
}
