//! Who wrote the article of an HTML page.

use crate::byline::{is_author, is_body, is_full, is_person, split_names};
use crate::dom::{Dom, NodeId};
use crate::json_ld::LinkedArticle;
use crate::marks;
use crate::markup_words as mw;
use crate::naming::is_name_like;
use crate::page_data::PageData;
use crate::piece::Piece;
use crate::printed_date::find_dates;
use crate::wording::ends_sentence;
use std::ops::Range;

/// Names of meta elements that name authors, the more reliable first.
const METAS: &[&str] = &[
    "article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "articleauthor",
    "article_author",
    "article:author_name",
    "authors",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "byl",
];

/// Words in classes of elements that hold an author's name.
const HINTS: &[&str] = &[
    "author",
    "authors",
    "byline",
    "bylines",
    "by",
    "au",
    "autor",
    "autoren",
    "autore",
    "auteur",
    "writer",
    "reporter",
    "journalist",
    "who",
    "name",
    "contributor",
    "contributors",
    "articleauthor",
    "authorname",
    "signature",
    "submitted",
    "forfatter",
];

/// Parts of addresses under which sites keep the pages of their authors.
const PATHS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "autores",
    "autore",
    "autori",
    "auteur",
    "auteurs",
    "journalist",
    "journalists",
    "writers",
    "contributors",
    "reporter",
    "reporters",
    "profile",
    "profiles",
    "by",
    "byline",
];

/// Authors and what names them.
pub type Named = (Vec<String>, Option<String>);

/// What an HTML page has to find its authors in.
pub struct Sources<'p> {
    /// Its tree.
    pub dom: &'p Dom,
    /// All elements.
    pub elements: &'p [NodeId],
    /// Its head.
    pub data: &'p PageData,
    /// Its JSON-LD.
    pub linked: &'p LinkedArticle,
    /// Its visible text.
    pub pieces: &'p [Piece],
    /// The elements between title and text.
    pub head: Range<NodeId>,
    /// The names that lines around the text print, and the first such line.
    pub printed: &'p [(String, String)],
    /// The piece behind the running text.
    pub text_end: usize,
    /// Names of the site.
    pub sites: &'p [&'p str],
}

/// The authors: those of JSON-LD, of meta elements, of the lines around the text. Names of one word alone, which are
/// mostly short for the site or an office, give way to full ones.
pub fn authors(sources: &Sources<'_>) -> Named {
    let Sources {
        data,
        linked,
        sites,
        ..
    } = *sources;
    let clean = |written: &[String]| clean(written, sites);
    let named = |names: Vec<String>, tag: String| (!names.is_empty()).then_some((names, Some(tag)));
    let metas = METAS.iter().filter_map(|name| {
        let written: Vec<String> = data.all(name).map(str::to_owned).collect();
        // "lantern.example, Quayford, Westmark": the site, and where it is.
        let of_site = written.iter().any(|w| {
            w.split_once(',').is_some_and(|(first, _)| {
                sites.iter().any(|s| crate::byline::same_outlet(s, first))
            })
        });
        if of_site {
            return None;
        }
        named(clean(&written), format!("meta {name}"))
    });
    let lines: Vec<String> = sources
        .printed
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    let line = sources
        .printed
        .first()
        .map_or("", |(_, line)| line.as_str());
    let of_lines = named(clean(&lines), format!("printed: {line}"));
    let of_elements = of_elements(sources);
    // A line may run together what elements set apart.
    let run_together = of_lines.as_ref().zip(of_elements.as_ref()).is_some_and(
        |((of_lines, _), (of_elements, _))| {
            of_elements.len() >= of_lines.len()
                && of_elements.iter().all(|n| line.contains(n.as_str()))
        },
    );
    let (first_printed, then_printed) = if run_together {
        (of_elements, of_lines)
    } else {
        (of_lines, of_elements)
    };
    let all = named(clean(&linked.authors), "JSON-LD author".to_owned())
        .into_iter()
        .chain(metas)
        .chain(first_printed)
        .chain(then_printed)
        .chain(beside_day(sources))
        .chain(below(sources))
        .chain(named(clean(&linked.bodies), "JSON-LD author".to_owned()));
    let mut first: Option<Named> = None;
    for found in all {
        if found.0.iter().any(|name| is_full(name)) {
            return found;
        }
        first.get_or_insert(found);
    }
    first
        .or_else(|| alone(sources))
        .or_else(|| house(sources))
        .unwrap_or((Vec::new(), None))
}

/// The body that the page's data names as its author where nobody else is named: an agency, the desk, the outlet itself. It is
/// the page's own word, so it is kept as written; what is printed is never taken for such.
fn house(sources: &Sources<'_>) -> Option<Named> {
    let linked = sources.linked;
    let of_linked = linked.authors.iter().chain(&linked.bodies);
    let of_linked = of_linked.map(|name| (name.as_str(), "JSON-LD author".to_owned()));
    let of_metas = METAS.iter().flat_map(|name| {
        let told = sources.data.all(name);
        told.map(move |told| (told, format!("meta {name}")))
    });
    let mut named = of_linked
        .chain(of_metas)
        .map(|(name, tag)| (name.split_whitespace().collect::<Vec<_>>().join(" "), tag))
        .filter(|(name, _)| is_body(name))
        .peekable();
    let tag = named.peek()?.1.clone();
    let mut names: Vec<String> = Vec::new();
    for (name, _) in named.take_while(|(_, t)| *t == tag) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Some((names, Some(tag)))
}

/// The names out of bylines that can be those of authors, each once.
fn clean(written: &[String], sites: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in written
        .iter()
        .filter(|w| !w.contains("://"))
        .flat_map(|w| split_names(w, None))
    {
        if is_author(&name, sites) && !names.iter().any(|n| n.eq_ignore_ascii_case(&name)) {
            names.push(name);
        }
    }
    names
}

/// The names in elements between title and text that are marked as an author's, or lead to the author's page.
fn of_elements(sources: &Sources<'_>) -> Option<Named> {
    let dom = sources.dom;
    let in_head = sources
        .elements
        .iter()
        .copied()
        .filter(|id| sources.head.contains(id))
        .take(400);
    let mut marked: Option<NodeId> = None;
    let mut names: Vec<String> = Vec::new();
    let mut words = String::new();
    for id in in_head {
        let off = mw::CAPTION | mw::CREDIT | mw::COMMENTS | mw::BOILERPLATE | mw::FIGURE;
        if marks::own_flags(dom, id) & off != 0 || dom.is(id, "time") {
            continue;
        }
        if is_marked(dom, id) {
            marked = Some(id);
        }
        let is_leaf = dom.children(id).all(|child| dom.name(child).is_none());
        let inside = marked.is_some_and(|m| dom.stands_in(id, m, 6));
        if !is_leaf || !(inside || leads_to_author(dom, id)) {
            continue;
        }
        let whole = dom.text(id);
        // "Ann Lee / 3 June 2014": the name stands before the day.
        let n_bytes = find_dates(&whole)
            .first()
            .map_or(whole.len(), |d| d.range.start);
        let text = whole[..n_bytes]
            .trim_end_matches(|c: char| c.is_whitespace() || "/|·•–—-,(".contains(c))
            .to_owned();
        if text.chars().count() > 120 || text.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        let mut found = clean(std::slice::from_ref(&text), sources.sites);
        found.retain(|name| is_full(name) && is_name_like(name, 6));
        if !found.is_empty() {
            if words.is_empty() {
                words = text;
            }
            names.extend(
                found
                    .into_iter()
                    .filter(|n| !names.contains(n))
                    .collect::<Vec<_>>(),
            );
        }
    }
    (!names.is_empty()).then(|| (names, Some(format!("printed: {words}"))))
}

/// Whether class, relation or name of an element say that it holds an author.
fn is_marked(dom: &Dom, id: NodeId) -> bool {
    let attr = |name: &str| dom.attr(id, name);
    dom.is(id, "address")
        || attr("rel").is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
        || attr("itemprop").is_some_and(|p| p == "author" || p == "creator")
        || attr("data-author").is_some()
        || attr("class").is_some_and(|class| {
            class.len() < 200
                && mw::words_of(class)
                    .iter()
                    .any(|w| HINTS.contains(&w.as_str()))
        })
}

/// Whether an element far from the title says by its relation or class, in so many words, that it holds the author.
fn names_author(dom: &Dom, id: NodeId) -> bool {
    const PLAIN: &[&str] = &[
        "author",
        "byline",
        "autor",
        "auteur",
        "autore",
        "forfatter",
        "namn",
    ];
    let attr = |name: &str| dom.attr(id, name);
    attr("rel").is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
        || attr("itemprop").is_some_and(|p| p == "author")
        || attr("class").is_some_and(|class| {
            class.len() < 200
                && mw::words_of(class)
                    .iter()
                    .any(|w| PLAIN.contains(&w.as_str()))
        })
}

/// Whether the element is a link to the page of an author.
fn leads_to_author(dom: &Dom, id: NodeId) -> bool {
    dom.is(id, "a")
        && dom.attr(id, "href").is_some_and(|href| {
            href.len() < 300
                && href
                    .split(['/', '?'])
                    .rev()
                    .skip(1)
                    .any(|part| PATHS.contains(&part))
        })
}

/// A name alone in a line of the head that prints the day, `4 October 2021, Ann Lee`, or in the line right over such a one. A
/// name with a comma before the day may as well be a place.
fn beside_day(sources: &Sources<'_>) -> Option<Named> {
    let first = (sources.pieces.iter()).position(|p| sources.head.contains(&p.element))?;
    let head: Vec<&Piece> = sources.pieces[first..]
        .iter()
        .take_while(|p| sources.head.contains(&p.element))
        .take(20)
        .filter(|p| !p.has(mw::CAPTION | mw::CREDIT | mw::COMMENTS | mw::BOILERPLATE | mw::FIGURE))
        .collect();
    let day_of = |piece: &Piece| {
        let short = piece.len() <= 120 && !ends_sentence(&piece.text);
        find_dates(&piece.text).into_iter().next().filter(|_| short)
    };
    let signs = |c: char| c.is_whitespace() || ",|·•–—/-".contains(c);
    head.iter().enumerate().find_map(|(k, piece)| {
        let found = |words: &str, line: &str| {
            let [name] = <[String; 1]>::try_from(split_names(words, None)).ok()?;
            is_person(&name, sources.sites).then(|| (vec![name], Some(format!("printed: {line}"))))
        };
        let day = day_of(piece)?;
        let before = piece.text[..day.range.start].trim_end();
        let behind = piece.text[day.range.end..].trim_matches(signs);
        // A link over the day leads anywhere.
        let over = k
            .checked_sub(1)
            .map(|k| head[k])
            .filter(|p| p.n_linked == 0);
        let over = over.map(|p| p.text.as_str());
        found(behind, &piece.text)
            .or_else(|| found(before, &piece.text).filter(|_| !before.ends_with(',')))
            .or_else(|| {
                let alone = before.is_empty() && day.range.start == 0;
                over.filter(|_| alone).and_then(|name| found(name, name))
            })
    })
}

/// The names in a line such as `Posted by Ann Lee at 08:15`, or `Author: Ann Lee`, below the article, or in an element there
/// that says that it names the author.
fn below(sources: &Sources<'_>) -> Option<Named> {
    const LEADS: &[&str] = &[
        "Posted by",
        "Written by",
        "Author:",
        "Autor:",
        "Autorin:",
        "Autorin/Autor",
        "Auteur :",
        "Autore:",
    ];
    let below = sources.pieces.get(sources.text_end..).unwrap_or_default();
    for (k, piece) in below.iter().enumerate().take(12) {
        if piece.has(mw::COMMENTS) {
            return None;
        }
        let lead = LEADS.iter().find_map(|lead| piece.text.strip_prefix(lead));
        let own = std::iter::once(piece.element).chain(sources.dom.ancestors(piece.element));
        if lead.is_none()
            && is_person(&piece.text, sources.sites)
            && own.take(2).any(|id| names_author(sources.dom, id))
        {
            return Some((
                vec![piece.text.clone()],
                Some(format!("printed: {}", piece.text)),
            ));
        }
        // The name may be set apart by its own element.
        let name = match (lead, below.get(k + 1)) {
            (Some(""), Some(next)) => next.text.as_str(),
            (Some(rest), _) => rest,
            (None, _) => continue,
        };
        let ends = [" at ", " on ", ", ", " | "];
        let end = ends
            .iter()
            .filter_map(|e| name.find(e))
            .min()
            .unwrap_or(name.len());
        let names = clean(&[name[..end].to_owned()], sources.sites);
        if names.is_empty() || end > 60 {
            return None;
        }
        return Some((names, Some(format!("printed: {}", piece.text))));
    }
    None
}

/// A line in bold with nothing but the names of people, right before the first paragraph or right behind the last.
fn alone(sources: &Sources<'_>) -> Option<Named> {
    let dom = sources.dom;
    let first = sources
        .pieces
        .iter()
        .position(|p| sources.head.contains(&p.element));
    let in_head = sources.pieces[first.unwrap_or(0)..]
        .iter()
        .take_while(|p| sources.head.contains(&p.element))
        .take(30);
    let behind = sources.pieces.get(sources.text_end..).unwrap_or_default();
    in_head.chain(behind.iter().take(1)).find_map(|piece| {
        let out = mw::CAPTION | mw::CREDIT | mw::COMMENTS | mw::BOILERPLATE | mw::FIGURE | mw::ITEM;
        if piece.has(out) || piece.n_linked > 0 || piece.len() > 60 || !piece.has(mw::PARAGRAPH) {
            return None;
        }
        let is_bold = |id: NodeId| dom.is(id, "strong") || dom.is(id, "b");
        let bold = |text: &NodeId| dom.ancestors(*text).take(3).any(is_bold);
        let names = piece.text.split('/').map(str::trim);
        let is_name =
            |name: &str| name.split_whitespace().count() <= 3 && is_person(name, sources.sites);
        (piece.texts.iter().all(bold) && names.clone().all(is_name)).then(|| {
            (
                names.map(str::to_owned).collect(),
                Some(format!("printed: {}", piece.text)),
            )
        })
    })
}
