//! The trained reading model: what a small transformer encoder says of the words of a passage.
//!
//! One run of the encoder gives a vector for each word; from these come parts of speech, trees
//! ([`SentenceScores::tree`]) and attributions ([`Attributed`]). The encoder runs on whole numbers, weights of 7 bits and inputs
//! of 8, one window of text at a time, on one thread: the same text gives the same answer whatever else is read beside it.
//!
//! What it was trained on, what it scores and where it fails is in its card, `training/model/README.md`.

mod encoder;
mod roles;
mod tree;
mod weights;
mod window;
mod wordpiece;
mod words;

pub use encoder::{ReadingModel, Seen};
pub use roles::{Attributed, Fragment, Role};
pub use tree::{Arc, SentenceScores};
pub use weights::LoadError;
pub use words::{Meaning, Words};
