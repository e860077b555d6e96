//! The day of publication of an HTML page, and what gives it.

use crate::dom::{Dom, NodeId};
use crate::json_ld::LinkedArticle;
use crate::markup_words as mw;
use crate::page_data::PageData;
use crate::piece::Piece;
use crate::printed_date::{Stamp, find_dates, parse_stamp};
use crate::wording;
use dateline_vocabulary::{DateBasis, Publication};
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

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
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
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
    "datecreated",
    "date",
];

/// The day by the page's data for machines: JSON-LD, meta elements, marked times; `None` where there are none.
pub fn day_of_data(
    dom: &Dom,
    elements: &[NodeId],
    data: &PageData,
    linked: &LinkedArticle,
    in_article: &dyn Fn(NodeId) -> bool,
) -> Option<Publication> {
    let mut stamps: Vec<(Stamp, String)> = Vec::new();
    let mut add = |written: Option<&str>, tag: String| {
        if let Some(written) = written
            && let Some(stamp) = parse_stamp(written)
        {
            stamps.push((stamp, format!("{tag} {written}")));
        }
    };
    add(
        linked.date_published.as_deref(),
        "JSON-LD datePublished".to_owned(),
    );
    for name in PUBLISHED {
        add(data.meta(&[name]), format!("meta {name}"));
    }
    let mut times: Vec<(u8, NodeId)> = Vec::new();
    // A microformat: `<abbr class="published" title="2014-06-03T08:15:00Z">08:15</abbr>`.
    let is_published_abbr = |id: NodeId| {
        (dom.is(id, "abbr") || dom.is(id, "span"))
            && dom.attr(id, "title").is_some()
            && dom.attr(id, "class").is_some_and(|class| {
                class
                    .split_whitespace()
                    .any(|c| c == "published" || c == "dt-published")
            })
    };
    let is_time = |id: &&NodeId| {
        dom.is(**id, "time")
            || is_published_abbr(**id)
            || dom.attr(**id, "itemprop").is_some()
            || dom.attr(**id, "pubdate").is_some()
    };
    // A page of an article has few; one with hundreds is a list, or worse.
    for &id in elements.iter().filter(is_time).take(200) {
        let prop = dom.attr(id, "itemprop").unwrap_or("");
        let published = prop == "datePublished" || dom.attr(id, "pubdate").is_some();
        if dom.is(id, "meta")
            || !(published || dom.is(id, "time") || is_published_abbr(id))
            || prop == "dateModified"
            || in_the_way(dom, id)
        {
            continue;
        }
        let words = mw::words_of(dom.attr(id, "class").unwrap_or(""));
        let update = words
            .iter()
            .any(|w| w.starts_with("updat") || w.starts_with("modif"))
            || says_update(dom, id);
        if !update {
            times.push((
                if published {
                    0
                } else if in_article(id) {
                    1
                } else {
                    2
                },
                id,
            ));
        }
    }
    times.sort();
    // Of times without a mark outside the article, only a lone one can be the page's.
    let n_outside = times.iter().filter(|(rank, _)| *rank == 2).count();
    for (rank, id) in times {
        if rank < 2 || n_outside == 1 {
            let written = dom
                .attr(id, "datetime")
                .or_else(|| dom.attr(id, "content"))
                .or_else(|| dom.attr(id, "title").filter(|_| !dom.is(id, "time")))
                .map(str::to_owned);
            add(
                Some(written.as_deref().unwrap_or(&dom.text(id))),
                "time element".to_owned(),
            );
        }
    }
    add(
        linked.date_created.as_deref(),
        "JSON-LD dateCreated".to_owned(),
    );
    let (first, evidence) = stamps.first()?.clone();
    // A stamp in UTC names the day in Greenwich. Where another stamp tells the same instant in its own zone, that one
    // names the day where the page was written.
    let local = stamps.iter().find(|(stamp, _)| {
        first.offset_minutes == Some(0)
            && stamp.offset_minutes.is_some_and(|offset| offset != 0)
            && stamp
                .instant_minutes()
                .zip(first.instant_minutes())
                .is_some_and(|(a, b)| (a - b).abs() <= 1)
    });
    let (stamp, evidence) = local.cloned().unwrap_or((first, evidence));
    Some(Publication::day(stamp.date, DateBasis::Metadata, evidence))
}

/// Whether the time is another page's or a reader's.
fn in_the_way(dom: &Dom, id: NodeId) -> bool {
    dom.ancestors(id).any(|up| {
        let holds_all =
            dom.is(up, "body") || dom.is(up, "html") || dom.is(up, "main") || dom.is(up, "article");
        !holds_all && mw::own_flags(dom, up) & (mw::COMMENTS | mw::BOILERPLATE) != 0
    })
}

fn says_update(dom: &Dom, id: NodeId) -> bool {
    let Some(parent) = dom.parent(id) else {
        return false;
    };
    if dom.children(parent).count() > 50 {
        return false;
    }
    let around = dom.text(parent).to_lowercase();
    let own = dom.text(id).to_lowercase();
    let before = around.find(&own).map_or("", |at| &around[..at]);
    let tail: String = before
        .chars()
        .rev()
        .take(24)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    own.starts_with("updated")
        || [
            "updat",
            "modif",
            "aktualis",
            "actualiz",
            "uppdat",
            "oppdat",
            "mis à jour",
        ]
        .iter()
        .any(|w| tail.contains(w))
}

static IN_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[/_.-]((?:19|20)\d{2})[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})(?:[/_.-]|$)|[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?:[/_.-]|$)")
        .expect("a pattern of this crate compiles")
});

/// The day in an address such as `/2014/06/03/bridge`.
pub fn day_of_address(url: &str) -> Option<Publication> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let c = IN_ADDRESS.captures(path)?;
    let part = |a: usize, b: usize| c.get(a).or_else(|| c.get(b)).map(|m| m.as_str());
    let year = part(1, 4)?.parse().ok()?;
    let month = part(2, 5)?;
    let month = month.parse::<i8>().ok().or_else(|| {
        let names = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        names.iter().position(|n| *n == month).map(|k| k as i8 + 1)
    })?;
    let date = Date::new(year, month, part(3, 6)?.parse().ok()?).ok()?;
    Some(Publication::day(
        date,
        DateBasis::Metadata,
        format!("address {url}"),
    ))
}

/// The day that the page prints around the article: in its head, the nearest to the title first, or in its footer
/// behind a label; `title` and `end` are indices of pieces.
pub fn day_around(pieces: &[Piece], title: usize, end: usize) -> Option<Publication> {
    let own = |p: &&Piece| {
        !p.has(mw::COMMENTS) && p.len() <= 240 && (p.link_share() < 0.5 || p.len() > 20)
    };
    let printed = |day, line: &str| Publication::day(day, DateBasis::Printed, line);
    let over = pieces[..title.min(pieces.len())].iter().rev().take(40);
    let head = over.filter(own).find_map(|p| {
        let day = match wording::date_line(&p.text) {
            Some(line) => line.published.map(|(day, _)| day),
            None => wording::day_among_bits(&p.text),
        };
        Some(printed(day?, &p.text))
    });
    head.or_else(|| {
        let below = pieces.get(end..).unwrap_or_default().iter().take(400);
        below.filter(own).find_map(|p| {
            let day = wording::published_in(&p.text)
                .map(|(_, day)| day)
                .or_else(|| wording::labelled_day(&p.text))
                .filter(|_| !p.text.to_lowercase().contains("updat"))?;
            Some(printed(day, &p.text))
        })
    })
}

/// The day that a printed line gives, such as `Published: June 3, 2014`.
pub fn day_of_line(line: &str) -> Option<Publication> {
    let date = match wording::date_line(line) {
        Some(found) => found.published?.0,
        // A line with a label, such as a byline, may print the day beside other words.
        None => {
            let lower = line.to_lowercase();
            let labelled = [
                "published",
                "posted",
                "first published",
                "veröffentlicht",
                "publié",
                "publicado",
                "pubblicato",
            ]
            .iter()
            .any(|l| lower.contains(l));
            let dates = find_dates(line);
            if !labelled
                || line.chars().count() > 160
                || dates.len() != 1
                || lower.contains("updat")
            {
                return None;
            }
            dates.first()?.date
        }
    };
    Some(Publication::day(date, DateBasis::Printed, line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_in_addresses() {
        let day = |url| day_of_address(url).and_then(|p| p.from);
        assert_eq!(
            day("https://alder.example/2014/06/03/bridge"),
            Some(date(2014, 6, 3))
        );
        assert_eq!(
            day("https://alder.example/news/2014-06-03-bridge.html"),
            Some(date(2014, 6, 3))
        );
        assert_eq!(
            day("https://alder.example/2014/jun/3/bridge"),
            Some(date(2014, 6, 3))
        );
        assert_eq!(
            day("https://alder.example/news/20140603/bridge"),
            Some(date(2014, 6, 3))
        );
        assert_eq!(day("https://alder.example/2014/06/bridge"), None);
        assert_eq!(day("https://alder.example/news/bridge-20149903"), None);
        assert_eq!(day("https://alder.example/?d=2014/06/03"), None);
    }
}
