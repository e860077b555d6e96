//! Sentences, tokens, parts of speech and dependency trees of English text, with offsets.
//!
//! ```
//! let text = "The minister resigned on Tuesday, officials said.";
//! for sentence in dateline_syntax::Syntax::bundled().read(text) {
//!     for token in &sentence.tokens {
//!         println!("{} {} {} {:?}", token.text, token.xpos, token.deprel, token.head);
//!     }
//! }
//! ```

mod bytes;
mod hash;
mod labels;
mod lemma;
mod lists;
mod parser;
mod sentence;
mod split;
mod syntax;
mod table;
mod tagger;
mod tokenize;
#[cfg(feature = "train")]
pub mod train;
mod words;

pub use bytes::ReadError;
pub use labels::{Deprel, Upos, Xpos};
pub use sentence::{Sentence, Token};
pub use split::sentences;
pub use syntax::{Group, Syntax, sentence_tokens};
pub use tagger::Tag;
pub use tokenize::tokens;
