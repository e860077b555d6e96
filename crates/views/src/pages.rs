//! Pages named so that a reader finds them: numbered notes under a text.

use crate::days::day_phrase;
use crate::look::{Look, wrap};
use crate::plain::one_line;
use dateline_vocabulary::{DateBasis, Document, DocumentId, Publication};
use serde::Serialize;
use std::collections::BTreeMap;

/// What names a page to a reader.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageRef {
    /// Its id.
    pub id: DocumentId,
    /// The path it was read from.
    pub file: String,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Its title.
    pub headline: Option<String>,
    /// When it was published.
    pub published: Publication,
}

impl From<&Document> for PageRef {
    fn from(document: &Document) -> PageRef {
        PageRef {
            id: document.id.clone(),
            file: document.file.clone(),
            outlet: document.outlet.clone(),
            headline: document.headline.clone(),
            published: document.published.clone(),
        }
    }
}

impl PageRef {
    /// The page in a line: `Harbour Post, “Dam closed”, 6 October 2011 (harbour.html)`. What is unknown is left out.
    pub fn in_a_line(&self) -> String {
        let mut parts = Vec::new();
        if let Some(outlet) = &self.outlet {
            parts.push(one_line(outlet));
        }
        if let Some(headline) = &self.headline {
            parts.push(format!("“{}”", one_line(headline)));
        }
        parts.push(published_phrase(&self.published));
        format!("{} ({})", parts.join(", "), one_line(&self.file))
    }
}

/// When a page was published, with what is not printed said so: `6 October 2011`, `inferred: 1 July 2012 or later`.
pub fn published_phrase(published: &Publication) -> String {
    let days = day_phrase(published.days());
    match published.basis {
        DateBasis::Inferred => format!("inferred: {days}"),
        DateBasis::Unknown => "undated".to_owned(),
        DateBasis::Metadata | DateBasis::Printed => days,
    }
}

/// Numbers pages in the order in which a text first points at them.
#[derive(Debug)]
pub struct PageNotes<'p> {
    pages: &'p BTreeMap<DocumentId, PageRef>,
    numbers: BTreeMap<DocumentId, usize>,
    order: Vec<DocumentId>,
}

impl<'p> PageNotes<'p> {
    /// Notes on these pages; none is numbered yet.
    pub fn on(pages: &'p BTreeMap<DocumentId, PageRef>) -> PageNotes<'p> {
        PageNotes {
            pages,
            numbers: BTreeMap::new(),
            order: Vec::new(),
        }
    }

    /// The page's number, a new one when it has none.
    pub fn number(&mut self, document: &DocumentId) -> usize {
        if let Some(number) = self.numbers.get(document) {
            return *number;
        }
        self.order.push(document.clone());
        self.numbers.insert(document.clone(), self.order.len());
        self.order.len()
    }

    /// The reference for several pages: `[1, 3]`; empty for none.
    pub fn reference<'d>(&mut self, documents: impl IntoIterator<Item = &'d DocumentId>) -> String {
        let mut numbers: Vec<usize> = documents
            .into_iter()
            .map(|document| self.number(document))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        match numbers.is_empty() {
            true => String::new(),
            false => format!(
                "[{}]",
                numbers
                    .iter()
                    .map(usize::to_string)
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
        }
    }

    /// The page that a document id names, where it is known.
    pub fn page(&self, document: &DocumentId) -> Option<&'p PageRef> {
        self.pages.get(document)
    }

    /// The notes themselves, under the heading `Pages`; empty when nothing was pointed at.
    pub fn text(&self, look: Look) -> String {
        if self.order.is_empty() {
            return String::new();
        }
        let mut out = format!("{}\n", look.strong("Pages"));
        for (n, id) in self.order.iter().enumerate() {
            let page = match self.pages.get(id) {
                Some(page) => format!("{} — show {}", page.in_a_line(), id.short()),
                None => id.to_string(),
            };
            out.push_str(&wrap(
                &format!("[{}] {page}", n + 1),
                look.width,
                "  ",
                "      ",
            ));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn pages_are_numbered_as_they_are_first_named() {
        let page = |id: &str, outlet: Option<&str>, published| PageRef {
            id: id.into(),
            file: format!("{id}.html"),
            outlet: outlet.map(str::to_owned),
            headline: Some("Dam\nclosed".into()),
            published,
        };
        let printed = Publication::day(date(2011, 10, 6), DateBasis::Printed, "6 October 2011");
        let inferred = Publication {
            from: Some(date(2012, 7, 1)),
            to: None,
            basis: DateBasis::Inferred,
            evidence: None,
            ..Publication::unknown()
        };
        let pages: BTreeMap<DocumentId, PageRef> =
            [page("a", Some("Post"), printed), page("b", None, inferred)]
                .into_iter()
                .map(|page| (page.id.clone(), page))
                .collect();
        let mut notes = PageNotes::on(&pages);
        let (a, b) = (DocumentId::from("a"), DocumentId::from("b"));
        assert_eq!(notes.reference([&b]), "[1]");
        assert_eq!(notes.reference([&a, &b, &a]), "[1, 2]");
        assert_eq!(notes.reference([]), "");
        assert_eq!(
            notes.text(Look::PLAIN),
            "Pages\n  [1] “Dam closed”, inferred: 1 July 2012 or later (b.html) — show b\n  \
             [2] Post, “Dam closed”, 6 October 2011 (a.html) — show a\n"
        );
    }
}
