//! An HTML page as typed blocks.

use crate::Given;
use crate::article::{find_article, is_running_text, letters};
use crate::dating::{Capture, Scene, capture_of, date_page, original_address};
use crate::dom::{NodeId, ROOT};
use crate::headline::{self, headline_of, outlet_of};
use crate::html_authors::{Sources, authors};
use crate::html_blocks::{BlockWriter, Told};
use crate::html_comments::find_comments;
use crate::html_partial::find_partial;
use crate::json_ld::{LinkedArticle, linked_article};
use crate::markup_words as mw;
use crate::masthead::site_names;
use crate::page_data::{PageData, language_tag};
use crate::parse_html::parse_html;
use crate::part::Part;
use crate::piece::pieces;
use crate::section::{self, section_of};
use crate::text_form::same_words;
use dateline_vocabulary::{Moment, Origins, PassageRole, Publication};

/// What was read from an HTML page.
#[derive(Debug, Default)]
pub struct HtmlReading {
    /// The text that is shown: the blocks, a blank line between two.
    pub text: String,
    /// Blocks, in bytes of the text.
    pub parts: Vec<Part>,
    /// The title.
    pub headline: Option<String>,
    /// Authors.
    pub bylines: Vec<String>,
    /// Place.
    pub dateline: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day.
    pub published: Option<Publication>,
    /// Language.
    pub language: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// What tells that the article is cut.
    pub partial: Option<String>,
    /// What of the page was not read.
    pub problem: Option<String>,
    /// Part of the paper.
    pub section: Option<String>,
    /// Last change.
    pub updated: Option<Moment>,
    /// When it was saved.
    pub captured: Option<Moment>,
    /// What the fields come from.
    pub evidence: Origins,
}

/// Reads an HTML page.
pub fn read_html(html: &str, given: &Given) -> HtmlReading {
    let (dom, cut) = parse_html(html);
    let elements = dom.elements(ROOT);
    let data = PageData::of(&dom, &elements);
    let linked = linked_article(&dom, &elements);
    let mut pieces = pieces(&dom);
    let (comments, of_comment) = find_comments(&dom, &pieces, &elements);
    for (piece, _) in pieces
        .iter_mut()
        .zip(&of_comment)
        .filter(|(_, of_comment)| **of_comment)
    {
        piece.flags |= mw::COMMENTS;
    }
    // Looking each piece up in the body that the page's data holds is worth it on any real page.
    let known = linked
        .body
        .as_deref()
        .map(letters)
        .filter(|k| !k.is_empty() && k.len().saturating_mul(pieces.len()) < 1 << 31);
    let article = find_article(&dom, &pieces, known.as_deref());
    let text_from = article
        .as_ref()
        .and_then(|a| pieces[a.start..a.end].iter().find(|p| is_running_text(p)))
        .map_or(NodeId::MAX, |p| p.element);
    let names = site_names(&dom, &elements, &pieces, text_from);
    let printed_alone = |words: &str| {
        pieces
            .iter()
            .take(400)
            .any(|p| !p.has(mw::COMMENTS) && same_words(&p.text, words))
    };
    let (outlet, outlet_from) = apart(outlet_of(&data, &linked, &names, &printed_alone));
    let headline = headline_of(&headline::Sources {
        dom: &dom,
        elements: &elements,
        data: &data,
        linked: &linked,
        outlet: outlet.as_deref(),
        pieces: &pieces,
        article: article.as_ref().map_or(0..0, |a| a.start..a.end),
        text_from,
    });
    let heading = headline.as_ref().and_then(|it| it.heading);
    let (headline, headline_from) = apart(headline.map(|it| (it.words, it.tag)));
    let told = Told {
        headline: headline.clone(),
        heading,
        outlet: outlet.clone(),
        summaries: summaries(&linked, &data),
        body: known.unwrap_or_default(),
    };
    let mut writer = BlockWriter::new(&dom, &pieces, &told, article.as_ref());
    writer.write_article(article.as_ref());
    if let Some(body) = linked
        .body
        .as_deref()
        .filter(|body| tells_more(body, &writer))
    {
        writer.write_told_body(body);
    }
    writer.write_comments(&comments, &linked);
    let mut reading = HtmlReading {
        dateline: writer.dateline,
        outlet: writer.agency,
        ..HtmlReading::default()
    };
    let in_article = |id: NodeId| {
        article.as_ref().is_some_and(|a| {
            let near = dom
                .ancestors(a.container)
                .find(|&up| dom.is(up, "article"))
                .unwrap_or(a.container);
            dom.stands_in(id, near, usize::MAX)
        })
    };
    let capture = capture_of(html, &data);
    reading.captured = given.captured.clone().or_else(|| capture.moment.clone());
    (reading.url, reading.evidence.url) = address_of(&data, &linked, &capture, given);
    let noted = writer.printed.as_ref().and_then(|p| p.evidence.as_deref());
    let scene = Scene {
        dom: &dom,
        elements: &elements,
        data: &data,
        linked: &linked,
        pieces: &pieces,
        title_at: writer.title_at,
        article: article.as_ref().map_or(0..0, |a| a.start..a.end),
        url: reading.url.as_deref().or(given.url.as_deref()),
        noted,
        captured: reading.captured.as_ref(),
        in_article: &in_article,
    };
    let dating = date_page(&scene);
    reading.published = Some(dating.published);
    reading.updated = dating.updated;
    if let Some(published) = &reading.published {
        (writer.live).date(
            &mut writer.parts,
            &pieces,
            published,
            reading.updated.as_ref(),
        );
    }
    let sites: Vec<&str> = [
        outlet.as_deref(),
        linked.publisher.as_deref(),
        data.meta(&["application-name"]),
        reading.url.as_deref().and_then(host),
    ]
    .into_iter()
    .flatten()
    .collect();
    let text_end = article.as_ref().map_or(0, |range| {
        let inside = &pieces[range.start..range.end];
        let last = inside.iter().rposition(is_running_text);
        last.map_or(range.end, |k| range.start + k + 1)
    });
    (reading.bylines, reading.evidence.bylines) = authors(&Sources {
        dom: &dom,
        elements: &elements,
        data: &data,
        linked: &linked,
        pieces: &pieces,
        head: scene.head(),
        printed: &writer.printed_names,
        text_end,
        sites: &sites,
    });
    (reading.language, reading.evidence.language) = apart(language_of(&data, &linked));
    let written_by = reading.bylines.iter().map(String::as_str);
    let others: Vec<&str> = sites.iter().copied().chain(written_by).collect();
    (reading.section, reading.evidence.section) = apart(section_of(&section::Sources {
        dom: &dom,
        elements: &elements,
        pieces: &pieces,
        data: &data,
        linked: &linked,
        headline: headline.as_deref(),
        heading,
        url: reading.url.as_deref(),
        others: &others,
    }));
    reading.partial = find_partial(&pieces, article.as_ref(), &linked);
    reading.evidence.headline = headline_from.filter(|_| headline.is_some());
    reading.headline = headline;
    reading.evidence.outlet = match &reading.outlet {
        Some(agency) => Some(format!("printed: {agency}")),
        None => outlet_from,
    };
    (reading.text, reading.parts) = (writer.text, writer.parts);
    reading.outlet = reading.outlet.or(outlet);
    let reads = |part: &Part| {
        matches!(
            part.role,
            PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Comment
        )
    };
    if !reading.parts.iter().any(reads) {
        reading.problem = Some("no article was found on the page".to_owned());
    }
    if cut {
        reading.problem = Some(
            "only the first part was read: more markup or text than a page can have".to_owned(),
        );
    }
    reading
}

/// Whether the body that the page's data holds is the article, and the page shows none of it: one that scripts fill in.
fn tells_more(body: &str, writer: &BlockWriter) -> bool {
    let reads = |part: &&Part| matches!(part.role, PassageRole::Paragraph | PassageRole::ListItem);
    let shown: usize = writer
        .parts
        .iter()
        .filter(reads)
        .map(|p| p.range.len())
        .sum();
    body.len() >= 300 && shown * 5 < body.len()
}

fn apart<A, B>(both: Option<(A, B)>) -> (Option<A>, Option<B>) {
    both.map_or((None, None), |(a, b)| (Some(a), Some(b)))
}

/// The name of the machine in an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// The language, and what names it.
fn language_of(data: &PageData, linked: &LinkedArticle) -> Option<(String, String)> {
    let of = |written: Option<&str>, tag: &str| Some((language_tag(written?)?, tag.to_owned()));
    of(data.language.as_deref(), "html lang")
        .or_else(|| of(linked.language.as_deref(), "JSON-LD inLanguage"))
        .or_else(|| {
            let metas = ["og:locale", "content-language", "language", "dc.language"];
            let (name, value) = data.named(&metas)?;
            of(Some(value), &format!("meta {name}"))
        })
}

/// The page's own address, and what gives it.
fn address_of(
    data: &PageData,
    linked: &LinkedArticle,
    capture: &Capture,
    given: &Given,
) -> (Option<String>, Option<String>) {
    let told = [
        (data.canonical.as_deref(), "link canonical"),
        (data.meta(&["og:url"]), "meta og:url"),
        (linked.url.as_deref(), "JSON-LD url"),
        (capture.url.as_deref(), "saving program's comment"),
    ];
    // An archive names itself where the page named its own address.
    let archived = capture.url.is_some() && capture.moment.is_some();
    let told = told.into_iter().filter_map(|(url, tag)| {
        let url = original_address(url?.trim());
        let own = tag.starts_with("saving") || !archived || !is_archive(url);
        (url.starts_with("http") && own).then(|| (url.to_owned(), tag.to_owned()))
    });
    let mut told = told;
    if let Some((url, tag)) = told.next() {
        return (Some(url), Some(tag));
    }
    if let Some(url) = &given.url {
        return (Some(url.clone()), None);
    }
    // Some systems write the page's own address for its base; others that of the site.
    let base = data.base.as_deref().filter(|base| {
        let path = base
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split_once('/'));
        base.starts_with("http")
            && path.is_some_and(|(_, path)| path.contains('/') && !path.ends_with('/'))
    });
    (
        base.map(str::to_owned),
        base.map(|_| "base href".to_owned()),
    )
}

/// Whether the address is a web archive's own.
fn is_archive(url: &str) -> bool {
    url.split("://")
        .nth(1)
        .is_some_and(|rest| rest.starts_with("archive.") || rest.starts_with("web.archive."))
}

/// What the page's data for machines sums the article up with, letters alone.
fn summaries(linked: &LinkedArticle, data: &PageData) -> Vec<String> {
    [
        linked.description.as_deref(),
        data.meta(&["og:description"]),
        data.meta(&["description", "twitter:description"]),
    ]
    .into_iter()
    .flatten()
    .map(letters)
    .filter(|s| s.len() > 20)
    .collect()
}
