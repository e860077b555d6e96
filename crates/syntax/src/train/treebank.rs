//! Treebanks in CoNLL-U.

use std::path::{Path, PathBuf};

use crate::labels::{Deprel, Upos, Xpos};

/// One word of a treebank.
#[derive(Debug, Clone)]
pub struct GoldToken {
    /// The form as written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Head, 1-based; 0 is the root.
    pub head: usize,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether a blank follows in the text.
    pub space_after: bool,
}

/// One sentence of a treebank.
#[derive(Debug, Clone)]
pub struct GoldSentence {
    /// Name of its document.
    pub document: String,
    /// Whether it starts a paragraph.
    pub starts_paragraph: bool,
    /// Its words, the parts of contractions apart.
    pub tokens: Vec<GoldToken>,
}

/// Why a treebank cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TreebankError {
    /// The file cannot be read.
    #[error("cannot read the treebank {}: {source}; name a folder with *.conllu files", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line is not CoNLL-U.
    #[error("{}: line {line} is not CoNLL-U: {text:?}", path.display())]
    Line {
        /// Which file.
        path: PathBuf,
        /// Which line, 1-based.
        line: usize,
        /// The line.
        text: String,
    },
}

/// Reads a CoNLL-U file. Contractions are taken apart, empty nodes left out.
///
/// # Errors
/// Where the file cannot be read or a line has not the ten columns.
pub fn read_treebank(path: &Path) -> Result<Vec<GoldSentence>, TreebankError> {
    let text = std::fs::read_to_string(path).map_err(|source| TreebankError::File {
        path: path.to_owned(),
        source,
    })?;
    let mut out = Vec::new();
    let mut document = String::new();
    let mut starts_paragraph = false;
    let mut tokens: Vec<GoldToken> = Vec::new();
    // Last word of the contraction under way, and whether a blank follows the whole.
    let mut whole: Option<(usize, bool)> = None;
    for (i, line) in text.lines().chain(std::iter::once("")).enumerate() {
        if line.is_empty() {
            if !tokens.is_empty() {
                out.push(GoldSentence {
                    document: document.clone(),
                    starts_paragraph,
                    tokens: std::mem::take(&mut tokens),
                });
                starts_paragraph = false;
            }
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(name) = comment.trim().strip_prefix("newdoc id =") {
                document = name.trim().to_owned();
                starts_paragraph = true;
            }
            starts_paragraph |= comment.trim().starts_with("newpar");
            continue;
        }
        let bad = || TreebankError::Line {
            path: path.to_owned(),
            line: i + 1,
            text: line.to_owned(),
        };
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, _, head, deprel, _, misc] = columns.as_slice() else {
            return Err(bad());
        };
        let spaced = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            whole = Some((last.parse().map_err(|_| bad())?, spaced));
            continue;
        }
        if id.contains('.') {
            continue;
        }
        let number: usize = id.parse().map_err(|_| bad())?;
        let space_after = match whole {
            Some((last, spaced)) if number == last => spaced,
            Some((last, _)) if number < last => false,
            _ => spaced,
        };
        tokens.push(GoldToken {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::exact(upos).unwrap_or(Upos::X),
            xpos: Xpos::exact(xpos).unwrap_or(Xpos::Other),
            head: head.parse().map_err(|_| bad())?,
            deprel: Deprel::from_treebank(deprel),
            space_after,
        });
        if whole.is_some_and(|(last, _)| number >= last) {
            whole = None;
        }
    }
    Ok(out)
}
