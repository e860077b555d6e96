//! What any reader of English knows of a text before it knows what it says: sentences and tokens with offsets,
//! dictionary forms, and the labels and walks of dependency trees.
//!
//! ```
//! let text = "The minister resigned on Tuesday, officials said.";
//! for tokens in dateline_syntax::sentence_tokens(text) {
//!     let words: Vec<&str> = tokens.into_iter().map(|token| &text[token]).collect();
//!     assert_eq!(words.len(), 9);
//! }
//! ```

mod labels;
mod lemma;
mod lists;
mod sentence;
mod split;
mod tokenize;

pub use labels::{Deprel, EventKind, Kind, Upos, Xpos};
pub use sentence::{Sentence, Tag, Token, sentence_tokens};
pub use split::sentences;
pub use tokenize::tokens;
