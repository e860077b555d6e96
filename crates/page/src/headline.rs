//! The headline of an HTML page, and the outlet that publishes it.

use crate::article::letters;
use crate::byline::same_outlet;
use crate::dom::{Dom, NodeId};
use crate::json_ld::{LinkedArticle, unescape};
use crate::marks;
use crate::markup_words as mw;
use crate::masthead::{SiteName, plainest};
use crate::naming::{SEPARATORS, is_among, part_title};
use crate::page_data::PageData;
use crate::text_form::same_words;

/// Words of a page, and the tag or the words that give them.
pub type Told = (String, String);

/// The outlet: what the page's data for machines names, the part of its title that the page bears out, or the name
/// that it gives itself most plainly; `printed` tells whether words stand on the page as a title of their own.
pub fn outlet_of(
    data: &PageData,
    linked: &LinkedArticle,
    names: &[SiteName],
    printed: &dyn Fn(&str) -> bool,
) -> Option<Told> {
    let of_meta = |names: &[&str]| {
        let (name, value) = data.named(names)?;
        Some((value.to_owned(), format!("meta {name}")))
    };
    let told = of_meta(&["og:site_name"])
        .or_else(|| Some((linked.publisher.clone()?, "JSON-LD publisher".to_owned())))
        .or_else(|| {
            of_meta(&[
                "application-name",
                "apple-mobile-web-app-title",
                "dc.publisher",
                "dcterms.publisher",
                "cre",
                "twitter:app:name:iphone",
            ])
        });
    if let Some((told, tag)) = told
        .map(|(words, tag)| (unescape(&words), tag))
        .filter(|(t, _)| !t.is_empty() && t.chars().count() <= 60 && !t.contains("://"))
    {
        return Some((told.trim_start_matches('@').to_owned(), tag));
    }
    let titles = [
        data.title.as_deref(),
        data.meta(&["og:title"]),
        linked.headline.as_deref(),
    ];
    let titles: Vec<String> = titles.into_iter().flatten().map(unescape).collect();
    let said = |name: &str| {
        is_among(
            names
                .iter()
                .filter(|n| n.weight >= 2)
                .map(|n| n.name.as_str()),
            name,
        )
    };
    let alone = |words: &str| printed(words) || titles.iter().any(|t| same_words(t, words));
    let of_title = titles
        .first()
        .and_then(|title| part_title(title, &said, &alone))
        .map(|parts| (parts.outlet.to_owned(), "title element".to_owned()));
    of_title.or_else(|| plainest(names).map(|n| (n.name.clone(), format!("printed: {}", n.name))))
}

/// The headline as printed, else as the page's data has it.
pub fn headline_of(
    dom: &Dom,
    elements: &[NodeId],
    data: &PageData,
    linked: &LinkedArticle,
    outlet: Option<&str>,
) -> Option<Told> {
    let told: Vec<Told> = [
        (linked.headline.as_deref(), "JSON-LD headline"),
        (data.meta(&["og:title"]), "meta og:title"),
        (data.meta(&["twitter:title"]), "meta twitter:title"),
        (data.title.as_deref(), "title element"),
    ]
    .into_iter()
    .filter_map(|(words, tag)| Some((without_site(&unescape(words?), outlet), tag.to_owned())))
    .filter(|(words, _)| !words.is_empty())
    .collect();
    let mut printed: Vec<(usize, String)> = Vec::new();
    for &id in elements.iter().filter(|&&id| dom.is(id, "h1")).take(20) {
        let text = dom.text(id);
        let n = text.chars().count();
        if !(3..=300).contains(&n) || outlet.is_some_and(|o| same_outlet(o, &text)) {
            continue;
        }
        let hidden = marks::own_flags(dom, id) & mw::HIDDEN != 0;
        let shared = told
            .iter()
            .map(|(t, _)| shared_words(t, &text))
            .max()
            .unwrap_or(0);
        let marked = dom
            .attr(id, "itemprop")
            .is_some_and(|p| p.contains("headline"));
        printed.push((
            shared * 4 + usize::from(marked) * 2 + usize::from(!hidden),
            without_kicker(dom, id, &text, &told),
        ));
    }
    // The first of the best.
    let best = printed.iter().map(|(score, _)| *score).max();
    let printed_best = printed.into_iter().find(|(score, _)| Some(*score) == best);
    match printed_best {
        Some((score, text)) if score >= 4 || told.is_empty() => {
            Some((as_told(&text, &told), "h1".to_owned()))
        }
        Some((_, text)) if told.iter().all(|(t, _)| letters(t).len() < 12) => {
            Some((text, "h1".to_owned()))
        }
        _ => told.into_iter().next(),
    }
}

/// The words of a heading as the page's data spells them: it keeps the blanks that elements of the heading lose, and,
/// where JSON-LD and `og:title` agree, the kicker that the page prints above, as in `Kenya: Nairobi from below`.
fn as_told(text: &str, told: &[Told]) -> String {
    let bare = letters(text);
    let same = told.iter().find(|(t, _)| letters(t) == bare);
    let with_kicker = || match told {
        [(first, a), (second, b), ..] if a.starts_with("JSON-LD") && b.ends_with("og:title") => {
            let kicker = first.strip_suffix(text)?;
            let is_kicker = kicker.ends_with(": ") && kicker.chars().count() <= 60;
            (first == second && is_kicker).then(|| first.clone())
        }
        _ => None,
    };
    same.map(|(t, _)| t.clone())
        .or_else(with_kicker)
        .unwrap_or_else(|| text.to_owned())
}

/// The words of a heading without the line of its own that stands over the title in it, where the page's data has the
/// title without that line.
fn without_kicker(dom: &Dom, heading: NodeId, text: &str, told: &[Told]) -> String {
    let parts = dom.elements(heading);
    if parts.len() < 2 || parts.len() > 12 {
        return text.to_owned();
    }
    let kicker = parts[1..].iter().map(|&id| dom.text(id)).find(|words| {
        !words.is_empty() && text.starts_with(words.as_str()) && words.len() < text.len()
    });
    let title = kicker
        .and_then(|kicker| text.get(kicker.len()..))
        .map(|rest| rest.trim_start_matches(|c: char| c.is_whitespace() || ":|–—-".contains(c)));
    match title {
        Some(title) if told.iter().any(|(t, _)| letters(t) == letters(title)) => title.to_owned(),
        _ => text.to_owned(),
    }
}

/// How many tenths of the longer text's words both have.
fn shared_words(a: &str, b: &str) -> usize {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    if a.is_empty() || b.is_empty() {
        return 0;
    }
    let n = a.iter().filter(|w| b.contains(w)).count();
    10 * n / a.len().max(b.len())
}

/// A title without the name of the site at its end or head.
fn without_site(title: &str, outlet: Option<&str>) -> String {
    let mut title = title.trim();
    if let Some(outlet) = outlet
        && let Some(head) = title.strip_suffix(')')
        && let Some((head, tail)) = head.rsplit_once(" (From ")
        && same_outlet(outlet, tail)
    {
        return head.trim().to_owned();
    }
    for (separator, _) in SEPARATORS {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let is_site = outlet
                .is_some_and(|o| same_outlet(o, tail) || letters(tail).contains(&letters(o)))
                || *separator == " | "
                    && tail.split_whitespace().count() <= 4
                    && head.split_whitespace().count() >= 4;
            if is_site && head.chars().count() >= 10 {
                title = head.trim();
            }
        }
        if let Some((head, tail)) = title.split_once(separator)
            && outlet.is_some_and(|o| same_outlet(o, head))
            && tail.chars().count() >= 10
        {
            title = tail.trim();
        }
    }
    title.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_the_site_and_nothing_else() {
        let cases = [
            (
                "Bridge falls into river - Alder Post",
                "Bridge falls into river",
            ),
            (
                "Alder Post | Bridge falls into river",
                "Bridge falls into river",
            ),
            (
                "Bridge falls into river | Local news",
                "Bridge falls into river",
            ),
            (
                "Bridge falls - and nobody is to blame",
                "Bridge falls - and nobody is to blame",
            ),
        ];
        for (title, expected) in cases {
            assert_eq!(without_site(title, Some("The Alder Post")), expected);
        }
    }
}
