//! Who wrote the comments of a list: the words that stand in the same place in each of them and read like names.

use super::anchors::own_kind;
use super::page::{CommentPage, NameWords};
use super::parts::{Kind, Word, is_button_word};
use crate::marks;
use crate::markup_words as mw;
use crate::wording;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:comment(?:ed)?|posted|written|reply|publicado|escrito|enviado|écrit|publié|posté|geschrieben|verfasst|kommentar|scritto|inviato|geplaatst|skrivet|skrevet)\s+(?:by|from|por|par|von|da|door|av|af)|(?:by|from|name|von|par|por|di|door|av|af|author|user|autor)(?::|\s))\s*:?\s*")
        .expect("a pattern of this crate compiles")
});

static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s+(?:says|said|wrote|writes|commented|replied|sagt|sagte|schreibt|schrieb|meint|dit|a dit|a écrit|écrit|dijo|dice|escribió|ha detto|scrive|disse|zegt|schreef|skriver|skrev|säger|sier)\s*(?:on|at|am|le|el)?\s*[:,.…]*$|\s*\((?:not verified|guest|unregistered|nicht überprüft|gast|invité)\)$")
        .expect("a pattern of this crate compiles")
});

const NO_NAME_WORDS: &[&str] = &[
    "badge",
    "rank",
    "role",
    "title",
    "label",
    "avatar",
    "initial",
    "initials",
    "location",
    "joined",
    "posts",
    "rep",
    "reputation",
    "status",
    "stats",
    "flair",
    "tooltip",
    "parent",
    "subject",
    "count",
];

/// A name out of the words around it: `Posted by Ann Lee |`, `Ann Lee says:`.
pub fn author_name(text: &str) -> Option<String> {
    let signs: &[char] = &[
        ':', '|', '·', '•', ',', '»', '«', '-', '–', '—', '(', ' ', '~', '/',
    ];
    let mut name = text
        .trim()
        .trim_end_matches(signs)
        .trim_start_matches(['~', '|', '·', '•', '–', '—', ' ']);
    if let Some(lead) = LEAD.find(name) {
        name = &name[lead.end()..];
    }
    for _ in 0..2 {
        if let Some(tail) = TAIL.find(name) {
            name = name[..tail.start()].trim_end_matches(signs);
        }
    }
    let bare = name.trim();
    let gone = matches!(
        bare.to_lowercase().as_str(),
        "[deleted]" | "[removed]" | "deleted" | ""
    );
    (!gone && bare.chars().any(char::is_alphanumeric)).then(|| bare.to_owned())
}

/// Whether the words say themselves that they name who wrote.
fn says_who(text: &str) -> bool {
    LEAD.find(text).is_some_and(|lead| {
        lead.end() < text.len() && text.contains(' ') && lead.as_str().trim().contains(' ')
    }) || TAIL.is_match(text)
}

fn reads_like_name(text: &str) -> bool {
    let n = text.chars().count();
    n <= 45
        && text.split_whitespace().count() <= 5
        && text.chars().any(char::is_alphabetic)
        && (!wording::ends_sentence(text)
            || text.ends_with(':')
            || text.split_whitespace().count() <= 3)
}

#[derive(Default)]
struct Place {
    n_items: usize,
    n_names: usize,
    n_single: usize,
    marks: i64,
    order: usize,
    last: Option<usize>,
}

/// Finds the name of each comment's writer and marks it among the words.
pub fn find_authors(
    page: &CommentPage<'_>,
    own: &mut [Vec<Word>],
    names: &mut NameWords,
) -> Vec<Option<String>> {
    let mut places: BTreeMap<String, Place> = BTreeMap::new();
    for (k, words) in own.iter().enumerate() {
        for (order, word) in words.iter().enumerate() {
            if !is_candidate(page, word) {
                continue;
            }
            let text = page.text(word.run);
            let place = places.entry(place_of(page, word)).or_default();
            if place.last == Some(k) {
                continue;
            }
            place.last = Some(k);
            place.n_items += 1;
            place.order += order.min(40);
            place.n_names += usize::from(reads_like_name(text));
            place.n_single += usize::from(text.chars().count() == 1);
            place.marks += marks(page, word, text, names);
        }
    }
    let n = own.iter().filter(|words| !words.is_empty()).count().max(1);
    let score = |place: &Place| {
        let per = |x: usize| (x * 100 / place.n_items.max(1)) as i64;
        let coverage = (place.n_items * 100 / n) as i64;
        let marked = place.marks / place.n_items.max(1) as i64;
        let early = 20 - (place.order / place.n_items.max(1)).min(20) as i64;
        if per(place.n_names) < 60 || per(place.n_single) > 50 || marked < 40 && coverage < 60 {
            return i64::MIN;
        }
        coverage * per(place.n_names) / 100 + marked + early
    };
    let mut ranked: Vec<(i64, &String)> = places
        .iter()
        .map(|(key, place)| (score(place), key))
        .filter(|(score, _)| *score > 60)
        .collect();
    ranked.sort_by_key(|&(score, key)| (std::cmp::Reverse(score), key));
    let ranked: Vec<String> = ranked.into_iter().map(|(_, key)| key.clone()).collect();
    let unmarked_best = ranked.first().cloned();
    own.iter_mut()
        .map(|words| {
            let find = |words: &[Word], key: &String| {
                words
                    .iter()
                    .position(|w| is_candidate(page, w) && place_of(page, w) == *key)
            };
            // Behind "Posted by:" stands the name, whatever it stands in.
            let led = words.windows(2).position(|pair| {
                let text = page.text(pair[0].run);
                LEAD.find(&format!("{text} "))
                    .is_some_and(|m| m.end() > text.len())
                    && text.trim_end_matches([':', ' ']).contains(' ')
                    && is_candidate(page, &pair[1])
            });
            let at = led
                .map(|at| at + 1)
                .or_else(|| unmarked_best.as_ref().and_then(|key| find(words, key)))
                .or_else(|| {
                    words
                        .iter()
                        .position(|w| is_candidate(page, w) && says_who(page.text(w.run)))
                })
                .or_else(|| {
                    ranked.iter().skip(1).take(3).find_map(|key| {
                        find(words, key)
                            .filter(|&at| words[at].flags & (mw::USER | mw::BYLINE) != 0)
                    })
                })?;
            words[at].kind = Kind::Name;
            author_name(page.text(words[at].run))
        })
        .collect()
}

fn is_candidate(page: &CommentPage<'_>, word: &Word) -> bool {
    let text = page.text(word.run);
    let fixed_name = word.kind == Kind::Fixed && word.flags & mw::USER != 0;
    (word.kind == Kind::Text || fixed_name)
        && !is_button_word(&text.trim().to_lowercase())
        && text.len() <= 120
        && text.chars().any(char::is_alphabetic)
        && !word.chain.iter().any(|&id| page.dom.is(id, "blockquote"))
        && wording::in_reply_to(text).is_none()
}

fn place_of(page: &CommentPage<'_>, word: &Word) -> String {
    let kinds: Vec<String> = word
        .chain
        .iter()
        .take(2)
        .map(|&id| own_kind(page.dom, id))
        .collect();
    kinds.join("<")
}

/// How plainly the element says that it holds a name.
fn marks(page: &CommentPage<'_>, word: &Word, text: &str, names: &mut NameWords) -> i64 {
    let mut found = 0;
    for (up, &id) in word.chain.iter().take(3).enumerate() {
        let own = marks::own_flags(page.dom, id);
        if own & mw::USER != 0 {
            found += if up == 0 { 120 } else { 80 };
        } else if own & mw::BYLINE != 0 {
            found += 50;
        }
        if up < 2 {
            let tag = page.dom.name(id).map_or("", |name| &**name);
            if matches!(
                tag,
                "a" | "strong" | "b" | "cite" | "h3" | "h4" | "h5" | "dt"
            ) {
                found += 15;
            }
        }
        let told = names.of(page.dom, id);
        if up < 2 && super::outline::any_in(told, NO_NAME_WORDS) && own & mw::USER == 0 {
            found -= 80;
        }
    }
    found.min(160) + if says_who(text) { 80 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_out_of_their_lines() {
        for (text, name) in [
            ("Ann Lee says:", Some("Ann Lee")),
            ("Posted by: Old Salt |", Some("Old Salt")),
            ("publicado por Ann Lee", Some("Ann Lee")),
            ("Anonymous said...", Some("Anonymous")),
            ("By the sea", Some("the sea")),
            ("Byron", Some("Byron")),
            ("J. M. B.", Some("J. M. B.")),
            ("Ann (not verified)", Some("Ann")),
            ("[deleted]", None),
            ("|", None),
        ] {
            assert_eq!(author_name(text).as_deref(), name, "{text}");
        }
    }
}
