//! What stands around every view: the name of the dossier, the way to the other views, and parts that several views share.

use crate::Desk;
use crate::address::{Query, part};
use dateline_dossier::DossierError;
use dateline_views::{Beside, chain_in_steps, published_phrase};
use dateline_vocabulary::{Correction, Document, DocumentId, Effect, Span};
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
    Search,
    Nowhere,
}

impl Place {
    const ALL: [(Place, &'static str, &'static str); 9] = [
        (Place::Timeline, "/timeline", "Timeline"),
        (Place::Names, "/names", "Who and where"),
        (Place::Claims, "/claims", "Claims"),
        (Place::Disputes, "/disputes", "Disputes"),
        (Place::Pages, "/pages", "Pages"),
        (Place::Network, "/network", "Network"),
        (Place::Coverage, "/coverage", "Coverage"),
        (Place::Corrections, "/corrections", "Corrections"),
        (Place::Export, "/export", "Hand on"),
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
    pub(crate) href: String,
    pub(crate) outlet: String,
    pub(crate) headline: String,
    pub(crate) published: String,
    pub(crate) file: String,
}

impl Source {
    pub(crate) fn of(document: &Document) -> Source {
        Source {
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
        _ => "name",
    };
    Some(format!("/{view}/{}", part(id)))
}

/// How a claim reached the page, outlet first.
pub(crate) fn steps(chain: &[String]) -> String {
    chain_in_steps(chain)
}

/// What people changed.
pub(crate) struct Changes {
    corrections: Vec<Correction>,
    effects: Vec<Effect>,
}

impl Changes {
    /// What is said of a record beside its words.
    pub(crate) fn marks(&self, record: &str) -> Vec<String> {
        Beside::of(&self.corrections, &self.effects).marks(record)
    }
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

    pub(crate) fn changes(&self) -> Result<Changes, DossierError> {
        Ok(Changes {
            corrections: self.dossier.corrections()?,
            effects: self.dossier.effects()?,
        })
    }
}
