//! The reading stage: what one page says.
//!
//! [`Reader::read`] is a pure function of one page: no state, no clock, no disk, no network. The same page gives
//! the same records on every machine, which is what lets it run on a laptop's cores and on a cluster's alike.
//!
//! Inside, sentences and trees come from `dateline-syntax`; times, mentions, attributions and events are found
//! over them by rules whose words stand in `data/*.toml`. Each finder is a module with one entry point, so that a
//! trained model can take its place without touching the others.

mod attribution;
mod dating;
mod event;
mod grammar;
mod group;
mod lexicon;
mod mend;
mod mention;
mod passage;
mod record;
mod retag;
mod time;

use dateline_page::Page;
use dateline_syntax::Syntax;
use dateline_vocabulary::{CodePoints, DateBasis, DocumentId, DocumentRecords};

/// Which document a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: DocumentId,
    /// The path or line it came from, as the user gave it.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
}

/// Reads pages.
#[derive(Clone, Copy)]
pub struct Reader {
    syntax: &'static Syntax,
}

impl Reader {
    /// The reader with the tables and lists that come with the program.
    pub fn bundled() -> Reader {
        Reader {
            syntax: Syntax::bundled(),
        }
    }

    /// The trees of a page's sentences as the rules see them; for looking inside.
    pub fn trees(&self, page: &Page) -> Vec<dateline_syntax::Sentence> {
        let code_points = CodePoints::of(&page.text);
        passage::passages(page, &code_points, self.syntax)
            .into_iter()
            .flat_map(|passage| passage.sentences)
            .collect()
    }

    /// Reads one page: its passages, times, mentions, attributions and events, with all offsets in the page's text.
    ///
    /// Readers' comments and the residue of the site are kept as passages and never read. A page in a language
    /// other than English is kept with its passages alone.
    pub fn read(&self, source: &Source, page: &Page) -> DocumentRecords {
        let code_points = CodePoints::of(&page.text);
        let is_english = page
            .language
            .as_deref()
            .is_none_or(|tag| tag.to_lowercase().starts_with("en"));
        let passages = if is_english {
            passage::passages(page, &code_points, self.syntax)
        } else {
            Vec::new()
        };
        let mut published = page.published.clone();
        let mut times = dating::times_of(&passages, &published);
        if published.basis == DateBasis::Unknown {
            published = dating::infer_publication(&passages, &times, &published);
            times = dating::times_of(&passages, &published);
        }
        let mentions = mention::find_mentions(&passages);
        let attributions =
            attribution::find_attributions(&passages, &mentions, page.outlet.as_deref());
        let page_day = published.days().single();
        let events = event::find_events(&passages, &mentions, &times, &attributions, page_day);
        record::Findings {
            passages,
            times,
            mentions,
            attributions,
            events,
        }
        .into_records(source, page, published, &code_points)
    }
}
