//! What stands around every view: the name of the dossier, the way to the other views, and parts that several views share.

use crate::address::{Query, part};
use crate::fault::Fault;
use crate::{Answer, Desk};
use dateline_dossier::DossierError;
use dateline_views::{Beside, published_phrase};
use dateline_vocabulary::{Document, DocumentId, EntityId, Span};
use std::collections::BTreeMap;

/// The views that the head of every page leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Timeline,
    Names,
    Claims,
    Disputes,
    Pages,
    Network,
    Coverage,
    Corrections,
    Export,
    Add,
    Search,
    Nowhere,
}

impl Place {
    const ALL: [(Place, &'static str, &'static str); 10] = [
        (Place::Timeline, "/timeline", "Timeline"),
        (Place::Names, "/names", "Who and where"),
        (Place::Claims, "/claims", "Claims"),
        (Place::Disputes, "/disputes", "Disputes"),
        (Place::Pages, "/pages", "Pages"),
        (Place::Network, "/network", "Network"),
        (Place::Coverage, "/coverage", "Coverage"),
        (Place::Corrections, "/corrections", "Corrections"),
        (Place::Export, "/export", "Hand on"),
        (Place::Add, "/add", "Add pages"),
    ];
}

/// A way to a view.
pub(crate) struct Way {
    pub(crate) href: &'static str,
    pub(crate) name: &'static str,
    pub(crate) is_here: bool,
}

/// What stands around a view.
pub(crate) struct Shell {
    pub(crate) title: String,
    pub(crate) dossier: String,
    pub(crate) ways: Vec<Way>,
    /// What is searched for, in the field at the head.
    pub(crate) query: String,
}

/// A page as views point at it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) outlet: String,
    pub(crate) headline: String,
    pub(crate) published: String,
    pub(crate) file: String,
}

impl Source {
    pub(crate) fn of(document: &Document) -> Source {
        Source {
            id: document.id.to_string(),
            href: page_address(&document.id),
            outlet: document.outlet.clone().unwrap_or_default(),
            headline: document
                .headline
                .clone()
                .unwrap_or_else(|| document.file.clone()),
            published: published_phrase(&document.published),
            file: document.file.clone(),
        }
    }

    /// The outlet, or the file where nobody is known to publish it.
    pub(crate) fn name(&self) -> &str {
        if self.outlet.is_empty() {
            &self.file
        } else {
            &self.outlet
        }
    }
}

/// The address of a page.
pub(crate) fn page_address(document: &DocumentId) -> String {
    format!("/page/{}", part(document.short()))
}

/// The address of words on a page.
pub(crate) fn words_address(document: &DocumentId, span: Span) -> String {
    format!(
        "{}?at={}-{}#here",
        page_address(document),
        span.start,
        span.end
    )
}

/// The address of a record, by its id.
pub(crate) fn record_address(id: &str) -> Option<String> {
    let view = match id.split_once('-')? {
        ("h", _) => "happening",
        ("c", _) => "claim",
        ("d", _) => "dispute",
        _ => return Some(name_address(&id.into())),
    };
    Some(format!("/{view}/{}", part(id)))
}

/// The address of somebody or something with a name.
pub(crate) fn name_address(id: &EntityId) -> String {
    format!("/name/{}", part(id.as_str()))
}

/// One screenful of many.
pub(crate) struct Paging {
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) all: u32,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Paging {
    /// The screenful of `shown` things after the first `skipped` of `all`.
    pub(crate) fn of(query: &Query, path: &str, most: u32, shown: usize, all: u32) -> Paging {
        let skipped = skipped(query);
        let last = skipped + shown as u32;
        let at = |n: u32| {
            query.with(
                path,
                "skip",
                &if n == 0 { String::new() } else { n.to_string() },
            )
        };
        Paging {
            first: (skipped + 1).min(last),
            last,
            all,
            before: (skipped > 0).then(|| at(skipped.saturating_sub(most))),
            after: (last < all && shown > 0).then(|| at(skipped + most)),
        }
    }
}

/// How many things come before the screenful that is asked for.
pub(crate) fn skipped(query: &Query) -> u32 {
    query.get("skip").parse().unwrap_or(0).min(i32::MAX as u32)
}

impl Desk<'_> {
    pub(crate) fn shell(&self, title: &str, here: Place) -> Shell {
        Shell {
            title: title.to_owned(),
            dossier: self.name.to_owned(),
            ways: Place::ALL
                .iter()
                .map(|(place, href, name)| Way {
                    href,
                    name,
                    is_here: *place == here,
                })
                .collect(),
            query: String::new(),
        }
    }

    /// The pages with these ids.
    pub(crate) fn sources<'i>(
        &self,
        ids: impl IntoIterator<Item = &'i DocumentId>,
    ) -> Result<BTreeMap<DocumentId, Source>, DossierError> {
        let mut ids: Vec<DocumentId> = ids.into_iter().cloned().collect();
        ids.sort();
        ids.dedup();
        let heads = self.dossier.document_heads(&ids)?;
        Ok(heads
            .iter()
            .map(|head| (head.id.clone(), Source::of(head)))
            .collect())
    }

    /// What people changed, to be shown beside records.
    pub(crate) fn changes(&self) -> Result<Beside, DossierError> {
        Ok(Beside::of(
            &self.dossier.corrections()?,
            &self.dossier.effects()?,
        ))
    }

    /// The way to a happening or claim that is not under its id any more: it is named after one of its records, and after a
    /// correction perhaps after another.
    pub(crate) fn moved(&self, kind: &str, id: &str) -> Result<Answer, Fault> {
        let now = self.dossier.target(id)?.map(|(now, _, _)| now);
        now.filter(|now| now != id)
            .and_then(|now| record_address(&now))
            .map(Answer::Elsewhere)
            .ok_or_else(|| Fault::no_such(kind, id))
    }
}
