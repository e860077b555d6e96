//! The reading stage: what one page says.
//!
//! [`Reader::read`] is a pure function of one page: no state, no clock, no disk, no network. The same page gives
//! the same records on every machine, which is what lets it run on a laptop's cores and on a cluster's alike.
//!
//! Inside, sentences and tokens come from `dateline-syntax`, trees, kinds and the words of attributions from
//! `dateline-model`; times, mentions, events and what becomes of the attributions are found over them by rules whose words
//! stand in `data/*.toml`. Each finder is a module with one entry point, so that a trained model can take its place without
//! touching the others.

mod attribution;
mod dating;
mod event;
mod grammar;
mod group;
mod language;
mod lexicon;
mod mend;
mod mention;
mod passage;
mod record;
mod retag;
mod time;

pub use dateline_model::LoadError as ModelError;
use dateline_model::ReadingModel;
use dateline_page::Page;
use dateline_syntax::Upos;
use dateline_vocabulary::{CodePoints, DateBasis, DocumentId, DocumentRecords, Span};

/// What is told of a page in another language.
const NOT_ENGLISH: &str =
    "the page is in a language other than English: only its days and times were looked for";

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

/// What a phrase stands for; see [`Reader::referents`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referent {
    /// The dictionary form of the word that the others hang on, of a name the last, in lower case.
    pub head: String,
    /// The mention that names it, as an index into the mentions of the page's records.
    pub mention: Option<usize>,
}

/// Reads pages.
#[derive(Clone, Copy)]
pub struct Reader {
    /// `None` for the model that comes with the program, which is loaded when the first page wants it.
    model: Option<&'static ReadingModel>,
}

impl Reader {
    /// The reader with the model and the lists that come with the program.
    pub fn bundled() -> Reader {
        Reader { model: None }
    }

    /// The reader with another model, from the bytes of its `encoder.onnx` and `reading.bin`. The model stays in memory
    /// as long as the program runs.
    ///
    /// # Errors
    /// Where a file is damaged or of another version, or the two do not fit each other.
    pub fn with_model(encoder: Vec<u8>, reading: Vec<u8>) -> Result<Reader, ModelError> {
        Ok(Reader {
            model: Some(Box::leak(Box::new(ReadingModel::load(encoder, reading)?))),
        })
    }

    fn model(&self) -> &'static ReadingModel {
        self.model.unwrap_or_else(ReadingModel::bundled)
    }

    /// The trees of a page's sentences as the rules see them; for looking inside.
    pub fn trees(&self, page: &Page) -> Vec<dateline_syntax::Sentence> {
        let code_points = CodePoints::of(&page.text);
        let mut passages = passage::passages(page, &code_points);
        passage::see(&mut passages, self.model());
        passages
            .into_iter()
            .flat_map(|passage| passage.sentences)
            .collect()
    }

    /// Reads one page: its passages, times, mentions, attributions and events, with all offsets in the page's text.
    ///
    /// Readers' comments and the residue of the site are kept as passages and never read. A page in a language
    /// other than English is kept with its passages and times, and says so.
    pub fn read(&self, source: &Source, page: &Page) -> DocumentRecords {
        self.read_with(source, page, None)
    }

    /// Reads one page on which somebody else has found the events, as on those of a corpus with gold: for each span there is
    /// one event, whose trigger is the word in it that the others hang on; one that no read passage holds is left out.
    pub fn read_marked(&self, source: &Source, page: &Page, events: &[Span]) -> DocumentRecords {
        self.read_with(source, page, Some(events))
    }

    /// What phrases on a page stand for, one answer for each span; `None` where no read passage holds it. For what somebody else
    /// has marked, as on the pages of a corpus with gold.
    pub fn referents(&self, page: &Page, phrases: &[Span]) -> Vec<Option<Referent>> {
        let code_points = CodePoints::of(&page.text);
        let mut passages = passage::passages(page, &code_points);
        passage::see(&mut passages, self.model());
        let mentions = mention::find_mentions(&passages);
        let referents = mention::Referents::new(&passages, &mentions);
        let of_phrase = |phrase: &Span| {
            let marked = passage::in_passages(&passages, &code_points, &[*phrase]);
            let (passage, bytes) = marked
                .iter()
                .enumerate()
                .find_map(|(passage, here)| Some((passage, here.first()?)))?;
            let sentences = &passages[passage].sentences;
            let k = grammar::sentence_at(sentences, bytes.start);
            let sentence = sentences.get(k)?;
            // `in Queens`, `an office`: what is meant is the noun, whatever the tree makes of it.
            let marked = grammar::tokens_in(sentence, bytes);
            let upos = |i: usize| sentence.tokens[i].upos;
            let head = grammar::head_in(sentence, marked.clone())
                .filter(|head| !matches!(upos(*head), Upos::Adp | Upos::Det | Upos::Punct))
                .or_else(|| {
                    marked
                        .clone()
                        .rfind(|i| matches!(upos(*i), Upos::Noun | Upos::Propn))
                })
                .or_else(|| marked.clone().last())?;
            // A name ends in what tells it from others: `Ellen DeGeneres`.
            let last = marked.rev().find(|i| upos(*i) == Upos::Propn);
            let told = last.filter(|_| upos(head) == Upos::Propn).unwrap_or(head);
            Some(Referent {
                head: sentence.tokens[told].lemma.to_lowercase(),
                mention: referents.of_phrase(passage, k, head),
            })
        };
        phrases.iter().map(of_phrase).collect()
    }

    fn read_with(&self, source: &Source, page: &Page, marked: Option<&[Span]>) -> DocumentRecords {
        let code_points = CodePoints::of(&page.text);
        let is_english = language::is_english(page, &code_points);
        let mut passages = passage::passages(page, &code_points);
        if is_english {
            passage::see(&mut passages, self.model());
        }
        let mut published = page.published.clone();
        let mut written = dating::written(&passages, &published, page.updated.as_ref());
        let mut times = dating::times_of(&passages, &written);
        if published.basis == DateBasis::Unknown {
            published = dating::infer_publication(&passages, &times, &published);
            written = published.clone();
            times = dating::times_of(&passages, &written);
        }
        let mut findings = record::Findings {
            passages,
            times,
            ..record::Findings::default()
        };
        if is_english {
            let tells_news = !dating::is_history(&findings.passages, &written);
            let marked =
                marked.map(|events| passage::in_passages(&findings.passages, &code_points, events));
            findings.find(
                page.outlet.as_deref(),
                written.days().single(),
                tells_news,
                marked.as_deref(),
            );
        }
        let mut records = findings.into_records(source, page, published, &code_points);
        if !is_english {
            records.document.problem = Some(match records.document.problem.take() {
                Some(other) => format!("{other}; {NOT_ENGLISH}"),
                None => NOT_ENGLISH.to_owned(),
            });
        }
        records
    }
}

/// Texts of our own, read as articles.
#[cfg(test)]
mod testing {
    use super::*;
    use dateline_page::{Form, Given, read_page};
    use dateline_vocabulary::DocumentId;

    pub(crate) fn article(text: &str) -> Page {
        let given = Given {
            form: Form::Article,
            media_type: Some("text/plain"),
            ..Given::default()
        };
        read_page(text.as_bytes(), &given)
    }

    pub(crate) fn read_article(text: &str) -> DocumentRecords {
        let source = Source {
            id: DocumentId("d1".to_owned()),
            file: "case".to_owned(),
            sha256: String::new(),
        };
        Reader::bundled().read(&source, &article(text))
    }
}
