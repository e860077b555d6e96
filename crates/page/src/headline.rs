//! The headline of an HTML page, and the outlet that publishes it.

use crate::article::{is_running_text, letters};
use crate::byline::same_outlet;
use crate::dom::{Dom, NodeId};
use crate::json_ld::{LinkedArticle, unescape};
use crate::marks;
use crate::markup_words as mw;
use crate::masthead::{SiteName, plainest};
use crate::naming::{SEPARATORS, is_among, part_title};
use crate::page_data::PageData;
use crate::piece::Piece;
use crate::subject::Subject;
use crate::text_form::same_words;
use crate::text_masthead::is_title_like;
use crate::wording::ends_sentence;
use std::ops::Range;

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
        .map(|parts| (parts.outlet.to_owned(), TITLE_ELEMENT.to_owned()));
    of_title.or_else(|| plainest(names).map(|n| (n.name.clone(), format!("printed: {}", n.name))))
}

/// The headline of a page.
#[derive(Clone, Debug)]
pub struct Headline {
    /// Its words.
    pub words: String,
    /// The tag that gives them.
    pub tag: String,
    /// The heading that prints them.
    pub heading: Option<NodeId>,
}

/// What evidence calls the `title` of a page's head.
const TITLE_ELEMENT: &str = "title element";

/// What an HTML page has to find its headline in.
pub struct Sources<'p> {
    /// Its tree.
    pub dom: &'p Dom,
    /// All elements.
    pub elements: &'p [NodeId],
    /// Its head.
    pub data: &'p PageData,
    /// Its JSON-LD.
    pub linked: &'p LinkedArticle,
    /// The outlet.
    pub outlet: Option<&'p str>,
    /// Its visible text.
    pub pieces: &'p [Piece],
    /// The pieces of the article.
    pub article: Range<usize>,
    /// The first element of running text.
    pub text_from: NodeId,
}

/// The headline as printed, else as the page's data has it. Printed headlines are those in `h1`; where the page's data has
/// the very words, those in a lower heading before the text (on many pages the `h1` is written for search engines and stands
/// in the trail of links, and what readers see over the article is an `h2`); and on pages without headings, the line over the
/// text that speaks of what the text speaks of.
pub fn headline_of(sources: &Sources<'_>) -> Option<Headline> {
    let Sources {
        dom,
        elements,
        data,
        linked,
        outlet,
        text_from,
        ..
    } = *sources;
    let told: Vec<Told> = [
        (linked.headline.as_deref(), "JSON-LD headline"),
        (data.meta(&["og:title"]), "meta og:title"),
        (data.meta(&["twitter:title"]), "meta twitter:title"),
        (data.title.as_deref(), TITLE_ELEMENT),
    ]
    .into_iter()
    .filter_map(|(words, tag)| Some((without_site(&unescape(words?), outlet), tag.to_owned())))
    .filter(|(words, _)| !words.is_empty())
    .collect();
    let mut printed: Vec<(Standing, Headline)> = Vec::new();
    for (id, tag) in headings(dom, elements, text_from) {
        let text = dom.text(id);
        let n = text.chars().count();
        if !(3..=300).contains(&n) || outlet.is_some_and(|o| same_outlet(o, &text)) {
            continue;
        }
        let shared = told
            .iter()
            .map(|(t, _)| shared_words(t, &text))
            .max()
            .unwrap_or(0);
        let words = without_kicker(dom, id, &text, &told);
        let in_full = as_told(&words, &told);
        let is_told = told.iter().any(|(t, told_by)| {
            let (told, printed) = (letters(t), letters(&in_full));
            // A `title` element may have site and section before it.
            let behind_site = told_by == TITLE_ELEMENT && told.ends_with(&printed);
            told == printed || behind_site && in_full.split_whitespace().count() >= 4
        });
        let standing = Standing {
            is_told_over: is_told && !stands_aside(dom, id),
            is_first: tag == "h1",
            shared,
            is_marked: dom
                .attr(id, "itemprop")
                .is_some_and(|p| p.contains("headline")),
            is_shown: marks::own_flags(dom, id) & mw::HIDDEN == 0,
        };
        if standing.is_told_over || standing.is_first {
            let headline = Headline {
                words,
                tag: tag.to_owned(),
                heading: Some(id),
            };
            printed.push((standing, headline));
        }
    }
    // The first of the best.
    let best = printed.iter().map(|(standing, _)| *standing).max();
    let printed_best = (printed.into_iter()).find(|(standing, _)| Some(*standing) == best);
    match printed_best {
        Some((standing, headline)) if standing.shared > 0 || told.is_empty() => Some(Headline {
            words: as_told(&headline.words, &told),
            ..headline
        }),
        Some((_, headline)) if told.iter().all(|(t, _)| letters(t).len() < 12) => Some(headline),
        _ => {
            let told = told.into_iter().next();
            line_over_text(sources, told.as_ref()).or_else(|| {
                told.map(|(words, tag)| Headline {
                    words,
                    tag,
                    heading: None,
                })
            })
        }
    }
}

/// The line before the running text that shares its words, where the title that the page's data tells, with the name of the
/// site and the section in it, shares fewer, or holds the line. Only for pages whose data for machines tells no title by itself.
fn line_over_text(sources: &Sources<'_>, told: Option<&Told>) -> Option<Headline> {
    if told.is_some_and(|(_, tag)| tag != TITLE_ELEMENT) {
        return None;
    }
    let article = sources.pieces.get(sources.article.clone())?;
    // A title alone in its paragraph reads like running text but for its end.
    let is_text = |p: &Piece| is_running_text(p) && ends_sentence(&p.text);
    let subject = Subject::of(article.iter().filter(|p| is_text(p)).map(|p| &p.text));
    let in_told = told.map_or(0, |(words, _)| subject.n_shared(words));
    let bare_told = told.map(|(words, _)| letters(words)).unwrap_or_default();
    let over = sources.pieces.iter().take_while(|p| !is_text(p));
    if told.is_some_and(|(words, _)| over.clone().any(|p| same_words(&p.text, words))) {
        return None;
    }
    over.filter(|p| {
        let out = mw::BOILERPLATE | mw::COMMENTS | mw::CAPTION | mw::CREDIT | mw::ITEM | mw::HIDDEN;
        let n_shared = subject.n_shared(&p.text);
        let is_better =
            n_shared > in_told.max(1) || n_shared >= 2 && bare_told.ends_with(&letters(&p.text));
        !p.has(out)
            && p.link_share() < 0.5
            && is_title_like(&p.text)
            && !ends_sentence(&p.text)
            && p.text.split_whitespace().count() >= 4
            && is_better
    })
    .max_by_key(|p| (subject.n_shared(&p.text), std::cmp::Reverse(p.element)))
    .map(|p| Headline {
        words: p.text.clone(),
        tag: format!("printed: {}", p.text),
        heading: Some(p.element),
    })
}

/// What speaks for a heading as the headline, the strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Standing {
    /// It stands over the article, not aside, and in the very words of the page's data.
    is_told_over: bool,
    /// It is an `h1`.
    is_first: bool,
    /// Tenths of its words that the page's data has too.
    shared: usize,
    is_marked: bool,
    is_shown: bool,
}

/// The headings that may be the headline: each `h1`, and lower ones before the running text.
fn headings<'d>(
    dom: &'d Dom,
    elements: &'d [NodeId],
    text_from: NodeId,
) -> impl Iterator<Item = (NodeId, &'static str)> + 'd {
    let first = (elements.iter().copied()).filter(|&id| dom.is(id, "h1"));
    let lower = ["h2", "h3"].into_iter().flat_map(move |tag| {
        let over = elements
            .iter()
            .copied()
            .take_while(move |id| *id < text_from);
        over.filter(move |&id| dom.is(id, tag))
            .map(move |id| (id, tag))
    });
    let first = first.take(20).map(|id| (id, "h1"));
    first.chain(lower.take(40))
}

/// Whether a heading stands in a menu, a list, a trail of links, or leads away itself.
fn stands_aside(dom: &Dom, id: NodeId) -> bool {
    std::iter::once(id)
        .chain(dom.ancestors(id))
        .take(8)
        .any(|up| marks::own_flags(dom, up) & (mw::BOILERPLATE | mw::ITEM) != 0 || dom.is(up, "a"))
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
