//! The part of the paper that a page stands in.

use crate::byline::same_outlet;
use crate::dom::{Dom, NodeId};
use crate::json_ld::{LinkedArticle, unescape};
use crate::markup_words as mw;
use crate::page_data::PageData;
use crate::piece::Piece;
use crate::text_form::same_words;
use crate::wording;

/// Names of meta elements that give it.
const METAS: &[&str] = &[
    "article:section",
    "og:article:section",
    "parsely-section",
    "articlesection",
    "cxenseparse:articlesection",
    "section",
];

/// What an HTML page has to find its section in.
pub struct Sources<'p> {
    /// Its tree.
    pub dom: &'p Dom,
    /// All elements.
    pub elements: &'p [NodeId],
    /// Its text, piece by piece.
    pub pieces: &'p [Piece],
    /// What its head tells.
    pub data: &'p PageData,
    /// What it tells machines of the article.
    pub linked: &'p LinkedArticle,
    /// The title of the article, and the heading that prints it.
    pub headline: Option<&'p str>,
    /// See `headline`.
    pub heading: Option<NodeId>,
    /// Its address.
    pub url: Option<&'p str>,
    /// What the site and its paper are called, and who wrote the article: a line over a title may name these, too.
    pub others: &'p [&'p str],
}

/// The section and what names it: JSON-LD, meta elements, the trail that leads to the page, the words over the title.
pub fn section_of(sources: &Sources<'_>) -> Option<(String, String)> {
    let Sources {
        dom,
        elements,
        data,
        linked,
        headline,
        url,
        ..
    } = *sources;
    let told = linked
        .section
        .clone()
        .map(|name| (name, "JSON-LD articleSection".to_owned()))
        .or_else(|| {
            let (name, value) = data.named(METAS)?;
            Some((unescape(value), format!("meta {name}")))
        })
        .filter(|(name, _)| is_section_name(name));
    told.or_else(|| {
        let name = last_but_page(&linked.trail, headline)?;
        Some((name, "JSON-LD BreadcrumbList".to_owned()))
    })
    .or_else(|| {
        let (names, words) = printed_trail(dom, elements)?;
        let name = last_but_page(&names, headline)?;
        Some((name, format!("printed: {words}")))
    })
    .or_else(|| {
        let name = label_over(sources)?;
        Some((name.clone(), format!("over the headline: {name}")))
    })
    .or_else(|| {
        let (name, path) = menu_link(dom, elements, url?)?;
        Some((name, format!("menu link {path}")))
    })
}

/// The label right over the title: a name of a word or a few, in no menu. A row of labels is a trail while it is short.
fn label_over(sources: &Sources<'_>) -> Option<String> {
    let Sources { dom, pieces, .. } = *sources;
    let heading = sources.heading?;
    let at = pieces
        .iter()
        .position(|piece| piece.element == heading || dom.stands_in(piece.element, heading, 4))?;
    let over = pieces[..at].last()?;
    // A trail may be one run of words: `Home > Politics`.
    let last = over
        .text
        .rsplit(STEPS)
        .find(|step| !step.trim().is_empty())?;
    let name = last.trim_matches(|c: char| c.is_whitespace() || "|/·•".contains(c));
    let is_own = |other: &&str| same_outlet(other, name) || same_words(other, name);
    if !is_title_label(name)
        || over.has(mw::BYLINE | mw::TIME | mw::CAPTION | mw::CREDIT)
        || sources.others.iter().any(is_own)
    {
        return None;
    }
    // What stands with it in a menu, a list or the site's own head is none of the title's.
    let up: Vec<NodeId> = dom.ancestors(heading).collect();
    let apart: Vec<NodeId> = std::iter::once(over.element)
        .chain(dom.ancestors(over.element))
        .take_while(|id| !up.contains(id))
        .collect();
    let is_menu = |id: &NodeId| {
        dom.is(*id, "nav") || dom.is(*id, "header") || dom.attr(*id, "role") == Some("navigation")
    };
    if apart.iter().any(is_menu) {
        return None;
    }
    let row = pieces[..at]
        .iter()
        .rev()
        .take_while(|piece| {
            apart
                .last()
                .is_some_and(|&top| piece.element == top || dom.stands_in(piece.element, top, 6))
        })
        .count();
    (row <= MOST_STEPS).then(|| name.to_owned())
}

/// What stands between the steps of a trail.
pub const STEPS: &[char] = &['>', '»', '›', '→'];
/// Steps of a trail over a title, the front page among them.
const MOST_STEPS: usize = 3;

/// Whether words over a title can be the name of its section: few, no sentence, no number, and none of those that tell its kind.
pub fn is_title_label(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=3).contains(&words)
        && (3..=30).contains(&name.chars().count())
        && name.chars().next().is_some_and(char::is_uppercase)
        && !name.contains(|c: char| c.is_numeric() || ":@©[]()\"“”!?".contains(c))
        && !wording::ends_sentence(name)
        && wording::byline_words(name).is_none()
        && !wording::is_residue(name)
        && !KINDS.split('|').any(|kind| kind.eq_ignore_ascii_case(name))
}

/// Words over a title that tell what it is, or are a button's.
const KINDS: &str = "live|breaking|breaking news|exclusive|update|updated|developing|video|audio|watch|photos|gallery|in pictures|\
    analysis|interview|featured|sponsored|premium|subscribers only|members only|plus|exklusiv|eilmeldung|liveblog|en direct|direct|\
    exclusif|abonnés|en directo|exclusiva|última hora|diretta|esclusiva|menu|menü|search|suche|home|startseite|accueil|inicio|portada|\
    close|print|skip to content|article|artikel|story|back|zurück|retour|subscribe|log in|login|register|follow|comments|transcript|\
    press release|most read|latest news|top stories|your account|my account|english|deutsch|français|español";

/// The menu link under whose address the page's own lies: `/rivers` for `/rivers/bridge-falls`; its words and address.
fn menu_link(dom: &Dom, elements: &[NodeId], url: &str) -> Option<(String, String)> {
    let own = segments(url);
    let mut best: Option<(usize, NodeId)> = None;
    for &id in elements.iter().filter(|&&id| dom.is(id, "a")).take(400) {
        let Some(href) = dom.attr(id, "href").filter(|href| href.len() < 300) else {
            continue;
        };
        if href.contains(['?', '#']) {
            continue;
        }
        let path = segments(href);
        let leads = !path.is_empty() && path.len() < own.len() && own.starts_with(&path);
        if leads && best.is_none_or(|(n, _)| path.len() > n) && is_label(&dom.text(id)) {
            best = Some((path.len(), id));
        }
    }
    let (_, id) = best?;
    Some((dom.text(id), dom.attr(id, "href")?.to_owned()))
}

fn is_label(text: &str) -> bool {
    is_section_name(text)
        && text.chars().count() <= 30
        && text.split_whitespace().count() <= 3
        && !text.to_lowercase().starts_with("back")
}

/// The parts of an address's path, without those that only name a file of the system.
fn segments(url: &str) -> Vec<&str> {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => url,
    };
    let path = path.split(['?', '#']).next().unwrap_or(path);
    path.split('/')
        .filter(|part| !part.is_empty() && *part != "." && !part.starts_with("index."))
        .take(12)
        .collect()
}

fn is_section_name(name: &str) -> bool {
    (2..=60).contains(&name.chars().count())
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
}

/// The last name of a trail that is neither the page's own title nor the front page.
fn last_but_page(trail: &[String], headline: Option<&str>) -> Option<String> {
    let own = |name: &String| headline.is_some_and(|h| same_words(h, name));
    // The first step is the front page, whatever it is called.
    trail
        .iter()
        .skip(1)
        .rfind(|name| !own(name) && is_section_name(name) && name.split_whitespace().count() <= 5)
        .cloned()
}

/// The names in the trail that the page prints, and its words.
fn printed_trail(dom: &Dom, elements: &[NodeId]) -> Option<(Vec<String>, String)> {
    let is_trail = |id: NodeId| {
        [
            dom.attr(id, "class"),
            dom.attr(id, "id"),
            dom.attr(id, "aria-label"),
        ]
        .into_iter()
        .flatten()
        .filter(|name| name.len() < 200)
        .any(|name| {
            let name = name.to_lowercase();
            name.contains("breadcrumb")
                || mw::words_of(&name)
                    .iter()
                    .any(|w| w == "crumbs" || w == "brotkrumen")
        })
    };
    let trails = elements.iter().copied().filter(|&id| is_trail(id)).take(6);
    for trail in trails {
        let inside = dom.elements(trail);
        if inside.len() > 60 {
            continue;
        }
        let links = inside.iter().filter(|&&id| dom.is(id, "a"));
        let names: Vec<String> = links
            .map(|&id| dom.text(id))
            .filter(|text| !text.is_empty())
            .collect();
        if names.len() >= 2 {
            return Some((names.clone(), names.join(" / ")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::ROOT;
    use crate::json_ld::linked_article;
    use crate::parse_html::parse_html;
    use crate::piece::pieces;

    #[test]
    fn finds_the_part_of_the_paper() {
        let cases = [
            (
                r#"<script type="application/ld+json">{"@type":"NewsArticle","articleSection":["Rivers","News"]}</script>"#,
                Some(("Rivers", "JSON-LD articleSection")),
            ),
            (
                "<meta property='article:section' content='Rivers &amp; Seas'>",
                Some(("Rivers & Seas", "meta article:section")),
            ),
            (
                r#"<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"position":3,"name":"Bridge falls"},
                {"position":1,"name":"Home"},{"position":2,"item":{"name":"Rivers"}}]}</script>"#,
                Some(("Rivers", "JSON-LD BreadcrumbList")),
            ),
            (
                "<div class=breadcrumb><a href='/'>Home</a> » <a href='/rivers'>Rivers</a></div>",
                Some(("Rivers", "printed: Home / Rivers")),
            ),
            (
                "<div class=menu><a href='/'>Home</a> <a href='/rivers/'>Rivers</a> <a href='/sea'>Sea</a></div>",
                Some(("Rivers", "menu link /rivers/")),
            ),
            (
                "<div class=menu><a href='/'>Home</a> <a href='/sea'>Sea</a></div>",
                None,
            ),
            (
                "<div class=top>Log in</div><main><span class=k>Rivers</span><h1>Bridge falls</h1></main>",
                Some(("Rivers", "over the headline: Rivers")),
            ),
            (
                "<ul class=fil-ariane><li>Accueil</li><li>Rivers</li></ul><h1>Bridge falls</h1>",
                Some(("Rivers", "over the headline: Rivers")),
            ),
            (
                "<ul><li>Tides</li><li>Sea</li><li>Boats</li><li>Rivers</li></ul><h1>Bridge falls</h1>",
                None,
            ),
            ("<nav>Rivers</nav><h1>Bridge falls</h1>", None),
            ("<div>LIVE</div><h1>Bridge falls</h1>", None),
            ("<div>Ann Lee</div><h1>Bridge falls</h1>", None),
            ("<div>The Alder Post</div><h1>Bridge falls</h1>", None),
            ("<div>3 June 2014</div><h1>Bridge falls</h1>", None),
        ];
        for (html, expected) in cases {
            let (dom, _) = parse_html(html);
            let elements = dom.elements(ROOT);
            let found = section_of(&Sources {
                dom: &dom,
                elements: &elements,
                pieces: &pieces(&dom),
                data: &PageData::of(&dom, &elements),
                linked: &linked_article(&dom, &elements),
                headline: Some("Bridge falls"),
                heading: elements.iter().copied().find(|&id| dom.is(id, "h1")),
                url: Some("https://alder.example/rivers/bridge-falls"),
                others: &["Alder Post", "Ann Lee"],
            });
            let found = found.as_ref().map(|(n, e)| (n.as_str(), e.as_str()));
            assert_eq!(found, expected, "{html}");
        }
    }
}
