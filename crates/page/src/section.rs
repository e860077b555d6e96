//! The part of the paper that a page stands in.

use crate::dom::{Dom, NodeId};
use crate::json_ld::{LinkedArticle, unescape};
use crate::markup_words as mw;
use crate::page_data::PageData;
use crate::text_form::same_words;

/// Names of meta elements that give it.
const METAS: &[&str] = &[
    "article:section",
    "og:article:section",
    "parsely-section",
    "articlesection",
    "cxenseparse:articlesection",
    "section",
];

/// The section and what names it: JSON-LD, meta elements, the trail that leads to the page.
pub fn section_of(
    dom: &Dom,
    elements: &[NodeId],
    data: &PageData,
    linked: &LinkedArticle,
    headline: Option<&str>,
    url: Option<&str>,
) -> Option<(String, String)> {
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
        let (name, path) = menu_link(dom, elements, url?)?;
        Some((name, format!("menu link {path}")))
    })
}

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
        .rfind(|name| !own(name) && is_section_name(name))
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
        ];
        for (html, expected) in cases {
            let (dom, _) = parse_html(html);
            let elements = dom.elements(ROOT);
            let found = section_of(
                &dom,
                &elements,
                &PageData::of(&dom, &elements),
                &linked_article(&dom, &elements),
                Some("Bridge falls"),
                Some("https://alder.example/rivers/bridge-falls"),
            );
            let found = found.as_ref().map(|(n, e)| (n.as_str(), e.as_str()));
            assert_eq!(found, expected, "{html}");
        }
    }
}
