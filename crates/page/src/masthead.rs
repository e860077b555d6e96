//! The names that an HTML page gives itself where a reader sees them: its head, its logo, its feeds, its footer.

use crate::byline::same_outlet;
use crate::dom::{Dom, NodeId, collapse};
use crate::json_ld::unescape;
use crate::markup_words as mw;
use crate::naming::{SEPARATORS, is_name_like, is_section, names_outlet, without_legal_form};
use crate::piece::Piece;
use crate::wording;

/// A name that the page gives itself, and how plainly: 1 for a footer's claim to rights, more for a masthead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteName {
    /// The name as printed.
    pub name: String,
    /// Sum over the places where it stands.
    pub weight: u32,
}

/// The names that the page gives itself, the plainest first; `text_from` is the element where the running text starts.
pub fn site_names(
    dom: &Dom,
    elements: &[NodeId],
    pieces: &[Piece],
    text_from: NodeId,
) -> Vec<SiteName> {
    let mut names: Vec<SiteName> = Vec::new();
    let mut add = |name: &str, weight: u32| {
        let name = unescape(name);
        let name = name.trim();
        let name = [" logo", " Logo", " homepage", " home"]
            .iter()
            .find_map(|end| name.strip_suffix(end))
            .unwrap_or(name)
            .trim();
        let n_words = name.split_whitespace().count();
        if !(2..=50).contains(&name.chars().count())
            || n_words > 7
            || is_section(name)
            || wording::is_residue(name)
            || wording::ends_sentence(name)
            || !name.chars().any(char::is_alphabetic)
        {
            return;
        }
        match names.iter().position(|n| same_outlet(&n.name, name)) {
            Some(known) => names[known].weight += weight,
            None if names.len() < 40 => names.push(SiteName {
                name: name.to_owned(),
                weight,
            }),
            None => {}
        }
    };
    // A real masthead is among the first that are marked so; the limit keeps a hostile page cheap.
    let mut n_marked = 0;
    for &id in elements {
        if dom.is(id, "link") {
            if let Some(name) = feed_name(dom, id) {
                add(&name, 3);
            }
        } else if id < text_from && n_marked < 60 {
            n_marked += u32::from(name_of_element(dom, id, &mut add));
        }
    }
    // The first words of a page without any such marks.
    for piece in pieces.iter().take(6).filter(|p| p.element < text_from) {
        if names_outlet(&piece.text) {
            add(&piece.text, 2);
        }
    }
    for piece in pieces
        .iter()
        .rev()
        .take(60)
        .filter(|p| !p.has(mw::COMMENTS))
    {
        if let Some((outlet, _)) = wording::published_in(&piece.text) {
            add(&outlet, 3);
        } else if let Some(owner) = wording::copyright_owner(&piece.text)
            && let Some(owner) = without_legal_form(&owner)
        {
            add(owner, 1);
        }
    }
    names.sort_by_key(|n| std::cmp::Reverse(n.weight));
    names
}

fn feed_name(dom: &Dom, id: NodeId) -> Option<String> {
    let kind = dom.attr(id, "type")?;
    if !(kind.contains("rss") || kind.contains("atom")) {
        return None;
    }
    let title = dom.attr(id, "title")?.trim();
    let lower = title.to_lowercase();
    if lower.contains("comment") {
        return None;
    }
    let of_site = SEPARATORS.iter().find_map(|(s, _)| {
        let (head, tail) = title.split_once(s)?;
        is_section(tail).then_some(head)
    });
    of_site
        .or_else(|| {
            [" feed", " rss", " rss feed", " atom feed"]
                .iter()
                .rev()
                .find(|end| lower.ends_with(*end))
                .and_then(|end| title.get(..title.len() - end.len()))
        })
        .map(str::to_owned)
}

/// Adds what an element that is marked as the site's name holds; `false` where it is not marked.
fn name_of_element(dom: &Dom, id: NodeId, add: &mut dyn FnMut(&str, u32)) -> bool {
    let weight = if dom.is(id, "a") {
        if leads_home(dom.attr(id, "href").unwrap_or("#")) {
            2
        } else {
            0
        }
    } else {
        mark_of(dom, id)
    };
    if weight == 0 {
        return false;
    }
    // A masthead holds few elements; what holds many is the page's frame.
    let inside = dom.elements(id);
    if inside.len() > 12 {
        return true;
    }
    let text = dom.text(id);
    if !text.is_empty() {
        add(&text, weight);
    }
    let images = std::iter::once(id).chain(inside);
    for image in images.filter(|&i| dom.is(i, "img")).take(3) {
        if let Some(alt) = dom.attr(image, "alt") {
            add(&collapse(alt), weight);
        }
    }
    true
}

/// How plainly class, id and what is around mark the element as the site's name; 0 where they do not.
fn mark_of(dom: &Dom, id: NodeId) -> u32 {
    // Most elements are told apart by a look at their names.
    let hint = [
        "title", "name", "logo", "brand", "station", "public", "masthead", "plate", "wordmark",
    ];
    let named = [dom.attr(id, "class"), dom.attr(id, "id")]
        .into_iter()
        .flatten()
        .any(|n| {
            let n = n.to_ascii_lowercase();
            hint.iter().any(|h| n.contains(h))
        });
    if !named {
        return 0;
    }
    let words = mw::name_words(dom, id);
    let has = |words: &[String], list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    if words.is_empty()
        || has(
            &words,
            &[
                "entry",
                "post",
                "article",
                "story",
                "partner",
                "sponsor",
                "author",
                "description",
                "tagline",
                "motto",
            ],
        )
    {
        return 0;
    }
    let titled = has(&words, &["title", "name"]);
    if titled && has(&words, &["site", "blog", "paper", "brand", "publication"])
        || has(
            &words,
            &[
                "sitename",
                "sitetitle",
                "blogtitle",
                "masthead",
                "nameplate",
                "wordmark",
            ],
        )
    {
        return 3;
    }
    if has(&words, &["logo", "brand", "station", "publication"]) {
        return 2;
    }
    let in_head = || {
        dom.ancestors(id).take(2).any(|up| {
            dom.is(up, "header")
                || has(
                    &mw::name_words(dom, up),
                    &[
                        "header",
                        "head",
                        "hd",
                        "top",
                        "banner",
                        "titlewrapper",
                        "masthead",
                    ],
                )
        })
    };
    let heading = dom
        .name(id)
        .is_some_and(|n| matches!(&**n, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    if titled && !heading && in_head() {
        2
    } else {
        0
    }
}

/// Whether a link leads to the site's front page.
fn leads_home(href: &str) -> bool {
    let href = href.trim();
    let path = match href.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => href.trim_start_matches("./").trim_start_matches('/'),
    };
    let path = path.trim_end_matches('/');
    let home = matches!(
        path,
        "" | "index.html" | "index.htm" | "index.php" | "index.asp" | "default.asp" | "home"
    );
    home && !href.is_empty()
}

/// The name that stands plainly enough to be taken as the outlet without the title's word.
pub fn plainest(names: &[SiteName]) -> Option<&SiteName> {
    names
        .iter()
        .find(|n| n.weight >= 3 || n.weight == 2 && names_outlet(&n.name))
        .or_else(|| {
            names
                .iter()
                .find(|n| n.weight == 2 && is_name_like(&n.name, 6))
        })
        .or_else(|| names.iter().find(|n| is_name_like(&n.name, 6)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::ROOT;
    use crate::parse_html::parse_html;
    use crate::piece::pieces;

    #[test]
    fn finds_the_name_a_page_gives_itself() {
        let cases = [
            (
                "<div class=logo><a href='/'>Lantern</a></div>",
                Some("Lantern"),
            ),
            (
                "<a href='/index.php'><img alt='The Alder Post logo'></a>",
                Some("The Alder Post"),
            ),
            ("<p class=site-title>Oak and Ash</p>", Some("Oak and Ash")),
            (
                "<link rel=alternate type='application/rss+xml' title='Lantern » Feed'>",
                Some("Lantern"),
            ),
            ("<a href='/'>Home</a><a href='/news'>News</a>", None),
            ("<div class=entry-title>Bridge Falls</div>", None),
        ];
        for (html, name) in cases {
            let (dom, _) = parse_html(&format!("{html}<p id=text>The bridge fell into the river."));
            let elements = dom.elements(ROOT);
            let from = elements
                .iter()
                .copied()
                .find(|&id| dom.attr(id, "id") == Some("text"))
                .expect("written above");
            let names = site_names(&dom, &elements, &pieces(&dom), from);
            assert_eq!(plainest(&names).map(|n| n.name.as_str()), name, "{html}");
        }
        let footer =
            "<p>The bridge fell into the river.<p>© 2014 Lantern Ltd. All rights reserved.";
        let (dom, _) = parse_html(footer);
        let names = site_names(&dom, &dom.elements(ROOT), &pieces(&dom), 0);
        assert_eq!(names.first().map(|n| n.name.as_str()), Some("Lantern"));
    }
}
