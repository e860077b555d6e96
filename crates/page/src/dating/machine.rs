//! What the page's data for machines says of its day: JSON-LD, meta elements, marked times.

use super::Scene;
use super::witness::{Trust, Witness};
use crate::dom::{Dom, NodeId};
use crate::marks;
use crate::markup_words as mw;
use crate::stamp::{Stamp, parse_epoch, parse_stamp};
use crate::wording;
use dateline_vocabulary::DateBasis;

/// Names of meta elements that give the day of publication, the more reliable first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "publish-date",
    "publish_date",
    "publishdate",
    "publication_date",
    "publication-date",
    "pubdate",
    "published",
    "date.published",
    "article_date_original",
    "article.published",
    "displaydate",
    "dcsext.articlefirstpublished",
    "cse_pubdate",
    "vr:published_time",
    "shareaholic:article_published_time",
    "originalpublicationdate",
    "rnews:datepublished",
    "citation_publication_date",
    "citation_date",
];

/// Names of meta elements that give a day without saying which.
const SOME_DAY: &[&str] = &[
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "datecreated",
    "date",
];

/// Names of meta elements that give the last change.
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "og:article:modified_time",
    "datemodified",
    "date_modified",
    "date.modified",
    "modified",
    "modified_time",
    "dcterms.modified",
    "dc.date.modified",
    "lastmod",
    "last_updated",
    "last-updated",
    "last-modified",
    "revised",
];

/// Attributes in which sites put an instant for their scripts.
const SCRIPTED: &[&str] = &[
    "data-timestamp",
    "data-ts",
    "data-time",
    "data-date",
    "data-datetime",
    "data-published",
    "data-publish-date",
    "data-pubdate",
    "data-epoch",
    "data-utc",
    "data-iso",
];

/// Witnesses to publication and to the last change, the more trustworthy first.
pub fn witnesses(scene: &Scene<'_>) -> (Vec<Witness>, Vec<Witness>) {
    let (mut published, mut changed) = (Vec::new(), Vec::new());
    let witness = |written: Option<&str>, tag: String, trust: Trust| {
        let written = written?;
        Some(Witness {
            stamp: parse_stamp(written)?,
            basis: DateBasis::Metadata,
            evidence: format!("{tag} {written}"),
            trust,
        })
    };
    published.extend(witness(
        scene.linked.date_published.as_deref(),
        "JSON-LD datePublished".to_owned(),
        Trust::Firm,
    ));
    changed.extend(witness(
        scene.linked.date_modified.as_deref(),
        "JSON-LD dateModified".to_owned(),
        Trust::Firm,
    ));
    let metas = |names: &'static [&'static str], trust: Trust| {
        names.iter().filter_map(move |name| {
            witness(scene.data.meta(&[name]), format!("meta {name}"), trust)
        })
    };
    published.extend(metas(PUBLISHED, Trust::Firm));
    published.extend(metas(SOME_DAY, Trust::Weak));
    changed.extend(metas(MODIFIED, Trust::Firm));
    times(scene, &mut published, &mut changed);
    published.extend(witness(
        scene.linked.date_created.as_deref(),
        "JSON-LD dateCreated".to_owned(),
        Trust::Weak,
    ));
    (published, changed)
}

/// Where a marked time stands, the more telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// It says that it is the one of publication.
    Marked,
    /// Between the title and the text.
    Head,
    /// Elsewhere in the article.
    Article,
    /// Elsewhere on the page.
    Outside,
}

fn times(scene: &Scene<'_>, published: &mut Vec<Witness>, changed: &mut Vec<Witness>) {
    let dom = scene.dom;
    let head = scene.head();
    let near = scene.near_title();
    let mut found: Vec<(Place, NodeId, Stamp, String)> = Vec::new();
    let mut n_seen = 0;
    for &id in scene.elements {
        let in_head = head.contains(&id);
        let Some(kind) = kind_of(dom, id, in_head) else {
            continue;
        };
        // A page of an article has few; one with hundreds is a list, or worse.
        n_seen += 1;
        if n_seen > 200 {
            break;
        }
        if !in_head && in_the_way(dom, id) {
            continue;
        }
        let Some((stamp, written)) = written_in(dom, id) else {
            continue;
        };
        let evidence = format!("time element {written}");
        if kind == Kind::Change || says_update(dom, id) {
            changed.push(Witness {
                stamp,
                basis: DateBasis::Metadata,
                evidence,
                trust: Trust::Firm,
            });
            continue;
        }
        let place = match kind {
            Kind::Published => Place::Marked,
            // A linked one is another page's, and only the first is this page's.
            _ if near.contains(&id)
                && !is_linked(dom, id)
                && !found.iter().any(|f| f.0 == Place::Head) =>
            {
                Place::Head
            }
            _ if in_head || (scene.in_article)(id) => Place::Article,
            _ => Place::Outside,
        };
        found.push((place, id, stamp, evidence));
    }
    found.sort_by_key(|(place, id, _, _)| (*place, *id));
    // Of times without a mark outside the article, only a lone one can be the page's.
    let n_outside = found.iter().filter(|f| f.0 == Place::Outside).count();
    for (place, _, stamp, evidence) in found {
        if place == Place::Outside && n_outside > 1 {
            continue;
        }
        published.push(Witness {
            stamp,
            basis: DateBasis::Metadata,
            evidence,
            trust: match place {
                Place::Marked => Trust::Firm,
                Place::Head => Trust::Plain,
                Place::Article | Place::Outside => Trust::Weak,
            },
        });
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Published,
    Change,
    Plain,
}

/// What kind of marked time the element is; `None` where it is none.
fn kind_of(dom: &Dom, id: NodeId, in_head: bool) -> Option<Kind> {
    if dom.is(id, "meta") || dom.is(id, "html") || dom.is(id, "body") {
        return None;
    }
    let attr = |name: &str| dom.attr(id, name);
    let classes = attr("class").unwrap_or("");
    let prop = attr("itemprop").or_else(|| attr("property")).unwrap_or("");
    let has = |name: &str| {
        prop.split_whitespace()
            .any(|p| p.rsplit(':').next() == Some(name))
    };
    if has("dateModified") || has("modified") {
        return Some(Kind::Change);
    }
    let microformat = attr("title").is_some()
        && (dom.is(id, "abbr") || dom.is(id, "span"))
        && classes
            .split_whitespace()
            .any(|c| c == "published" || c == "dt-published");
    let is_time = dom.is(id, "time");
    let said = has("datePublished") || attr("pubdate").is_some();
    let scripted =
        in_head && SCRIPTED.iter().any(|name| attr(name).is_some()) && is_dated(dom, id, classes);
    if !(is_time || said || microformat || scripted) {
        return None;
    }
    let changes = mw::words_of(classes)
        .iter()
        .any(|w| w.starts_with("updat") || w.starts_with("modif"));
    Some(if changes {
        Kind::Change
    } else if said {
        Kind::Published
    } else {
        Kind::Plain
    })
}

/// Whether name, class or words of an element say that it is there to tell when.
fn is_dated(dom: &Dom, id: NodeId, classes: &str) -> bool {
    let mut words = mw::words_of(classes);
    words.extend(
        dom.name(id)
            .map(|name| mw::words_of(name))
            .unwrap_or_default(),
    );
    words.iter().any(|w| {
        [
            "date",
            "time",
            "timestamp",
            "when",
            "published",
            "datetime",
            "posted",
            "pubdate",
        ]
        .contains(&w.as_str())
    }) || dom.children(id).count() <= 3 && wording::date_line(&dom.text(id)).is_some()
}

/// The stamp of a marked time, and how it is written.
fn written_in(dom: &Dom, id: NodeId) -> Option<(Stamp, String)> {
    let read = |written: &str| {
        let stamp = parse_stamp(written).or_else(|| parse_epoch(written))?;
        Some((stamp, written.trim().to_owned()))
    };
    let attr = |name: &str| dom.attr(id, name).and_then(read);
    attr("datetime")
        .or_else(|| attr("content"))
        .or_else(|| attr("title").filter(|_| !dom.is(id, "time")))
        .or_else(|| SCRIPTED.iter().find_map(|name| attr(name)))
        .or_else(|| {
            let text = dom.text(id);
            if text.len() > 200 { None } else { read(&text) }
        })
}

fn is_linked(dom: &Dom, id: NodeId) -> bool {
    dom.ancestors(id).take(6).any(|up| dom.is(up, "a"))
}

/// Whether the time is another page's or a reader's.
fn in_the_way(dom: &Dom, id: NodeId) -> bool {
    dom.ancestors(id).any(|up| {
        let holds_all =
            dom.is(up, "body") || dom.is(up, "html") || dom.is(up, "main") || dom.is(up, "article");
        !holds_all && marks::own_flags(dom, up) & (mw::COMMENTS | mw::BOILERPLATE) != 0
    })
}

/// Whether the words just before the time call it one of a change.
fn says_update(dom: &Dom, id: NodeId) -> bool {
    let Some(parent) = dom.parent(id) else {
        return false;
    };
    if dom.children(parent).count() > 50 {
        return false;
    }
    let own = dom.text(id).to_lowercase();
    let around = dom.text(parent).to_lowercase();
    if around.len() > 2000 {
        return false;
    }
    let before = around.find(&own).map_or("", |at| &around[..at]);
    let n_skipped = before.chars().count().saturating_sub(24);
    let tail: String = before.chars().skip(n_skipped).collect();
    wording::says_update(&own.chars().take(24).collect::<String>()) || wording::says_update(&tail)
}
