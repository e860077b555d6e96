//! The trainer of the bundled tables: the same features as the reader's, averaged perceptrons,
//! Universal Dependencies treebanks. Only with the cargo feature `train`.

mod evaluate;
mod fit_parser;
mod fit_tagger;
mod oracle;
mod perceptron;
mod treebank;
mod write;

pub use evaluate::{Scores, gold_tokens, own_tokens};
pub use fit_parser::{ParserModel, fit_parser};
pub use fit_tagger::{TaggerModel, fit_tagger, jackknife, tag_set};
pub use perceptron::Settings;
pub use treebank::{GoldSentence, GoldToken, TreebankError, read_treebank};
pub use write::pack;
