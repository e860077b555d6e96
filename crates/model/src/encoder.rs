//! The encoder, and the reading of a page's paragraphs.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use dateline_syntax::{Sentence, sentence_tokens};
use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};

use crate::roles::{self, Attributed};
use crate::tree::SentenceScores;
use crate::weights::{LoadError, Weights};
use crate::window::{self, Window};

static ENCODER: &[u8] = include_bytes!("../weights/encoder.onnx");
static READING: &[u8] = include_bytes!("../weights/reading.bin");

thread_local! {
    /// One worker for each thread that reads: pages are read side by side, each page by one core.
    static ALONE: RunOptions = RunOptions::default()
        .with_thread_pool(Some(Arc::new(ThreadPool::with_num_threads(1))));
}

/// The model, ready to read.
pub struct ReadingModel {
    weights: &'static Weights,
    encoder: Model,
    words: NodeId,
    shapes: NodeId,
    vectors: NodeId,
}

impl std::fmt::Debug for ReadingModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadingModel")
            .field("weights", &self.encoder.total_params())
            .finish_non_exhaustive()
    }
}

/// What the model says of a paragraph.
#[derive(Debug)]
pub struct Seen {
    /// Its sentences, in order.
    pub sentences: Vec<SentenceScores>,
    /// Its attributions, in the order of their cues.
    pub attributions: Vec<Attributed>,
}

/// What the model that comes with the program keeps outside its graph, unpacked on first use.
pub(crate) fn bundled_weights() -> &'static Weights {
    static BUNDLED: OnceLock<Weights> = OnceLock::new();
    BUNDLED.get_or_init(|| {
        Weights::unpack(Cow::Borrowed(READING)).expect("the bundled model is whole")
    })
}

impl ReadingModel {
    /// The model that comes with the program, loaded on first use.
    pub fn bundled() -> &'static ReadingModel {
        static BUNDLED: OnceLock<ReadingModel> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            let encoder = ModelOptions::with_all_ops()
                .prepack_weights(true)
                .load_static_slice(ENCODER);
            // The bytes are part of the program and a test loads them.
            ReadingModel::new(encoder, bundled_weights()).expect("the bundled model is whole")
        })
    }

    /// A model from the bytes of its two files. Its small weights stay in memory as long as the program runs.
    ///
    /// # Errors
    /// Where a file is damaged or of another version, or the two do not fit each other.
    pub fn load(encoder: Vec<u8>, reading: Vec<u8>) -> Result<ReadingModel, LoadError> {
        let encoder = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(encoder);
        let weights = Box::leak(Box::new(Weights::unpack(Cow::Owned(reading))?));
        ReadingModel::new(encoder, weights)
    }

    fn new(
        encoder: Result<Model, rten::LoadError>,
        weights: &'static Weights,
    ) -> Result<ReadingModel, LoadError> {
        let encoder = encoder.map_err(|error| LoadError::Encoder(error.to_string()))?;
        let node = |name: &str| {
            encoder
                .node_id(name)
                .map_err(|error| LoadError::Encoder(error.to_string()))
        };
        let model = ReadingModel {
            weights,
            words: node("words")?,
            shapes: node("shapes")?,
            vectors: node("vectors")?,
            encoder,
        };
        // A window of marks alone shows whether the two files fit each other.
        let marks = Window {
            pieces: vec![weights.wordpiece.start, weights.wordpiece.end],
            shapes: vec![crate::wordpiece::Shape::None; 2],
            sentences: Vec::new(),
        };
        model.vectors(&marks)?;
        Ok(model)
    }

    /// Reads paragraphs and hands on, in order, what it sees in each that has words, with the number of the paragraph. A
    /// paragraph is a list of sentences, a sentence a list of words; the sentences must have words, 500 at most; of longer
    /// ones the rest is not read. Never fails; time grows evenly with the words, memory with those of the longest
    /// paragraph.
    pub fn read(&self, paragraphs: &[Vec<Vec<&str>>], mut hand_on: impl FnMut(usize, Seen)) {
        self.each_paragraph(paragraphs, |paragraph, sentences| {
            let attributions = roles::attributed(self.weights, &sentences);
            hand_on(
                paragraph,
                Seen {
                    sentences,
                    attributions,
                },
            );
        });
    }

    /// The sentences of a text with their trees, each word by itself. Offsets are bytes of `text`.
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        let tokens = sentence_tokens(text);
        let words = tokens
            .iter()
            .map(|tokens| tokens.iter().map(|token| &text[token.clone()]).collect())
            .collect();
        let mut read = Vec::with_capacity(tokens.len());
        self.each_paragraph(&[words], |_, sentences| {
            for (tokens, scores) in tokens.iter().zip(&sentences) {
                let mut sentence = scores.tagged(text, tokens);
                let alone: Vec<_> = (0..tokens.len()).map(|word| word..word + 1).collect();
                scores.plant(&mut sentence, &alone);
                read.push(sentence);
            }
        });
        read
    }

    /// Hands on each paragraph that has words, in order, with what the model says of its sentences.
    fn each_paragraph(
        &self,
        paragraphs: &[Vec<Vec<&str>>],
        mut hand_on: impl FnMut(usize, Vec<SentenceScores>),
    ) {
        let columns = self.weights.columns.all;
        let mut open: Option<(usize, Vec<SentenceScores>)> = None;
        for window in window::pack(paragraphs, &self.weights.wordpiece) {
            // The bundled graph and any that was loaded have answered to a window; the sizes are the same for all.
            let vectors = self.vectors(&window).expect("a loaded model answers");
            for placed in &window.sentences {
                let mut of_words = Vec::with_capacity(placed.first.len() * columns);
                for first in &placed.first {
                    of_words.extend_from_slice(&vectors[first * columns..][..columns]);
                }
                let scores = SentenceScores::new(self.weights, of_words);
                match &mut open {
                    Some((paragraph, sentences)) if *paragraph == placed.paragraph => {
                        sentences.push(scores);
                    }
                    _ => {
                        let next = (placed.paragraph, vec![scores]);
                        if let Some((paragraph, sentences)) = open.replace(next) {
                            hand_on(paragraph, sentences);
                        }
                    }
                }
            }
        }
        if let Some((paragraph, sentences)) = open {
            hand_on(paragraph, sentences);
        }
    }

    /// The heads' vectors of a window's pieces, row by row.
    fn vectors(&self, window: &Window) -> Result<Vec<f32>, LoadError> {
        let pieces = window.pieces.len();
        let width = self.weights.width;
        let mut words = vec![0.0_f32; pieces * width];
        for (piece, into) in window.pieces.iter().zip(words.chunks_exact_mut(width)) {
            self.weights.embed(*piece, into);
        }
        let shapes: Vec<i32> = window.shapes.iter().map(|shape| *shape as i32).collect();
        let words = NdTensorView::from_data([1, pieces, width], &words[..]);
        let shapes = NdTensorView::from_data([1, pieces], &shapes[..]);
        let inputs: Vec<(NodeId, ValueOrView)> =
            vec![(self.words, words.into()), (self.shapes, shapes.into())];
        let [vectors] = self
            .encoder
            .run_n(inputs, [self.vectors], Some(ALONE.with(RunOptions::clone)))
            .map_err(|error| LoadError::Encoder(error.to_string()))?;
        let vectors: NdTensor<f32, 3> = vectors.try_into().map_err(|_| LoadError::Part {
            what: "an answer of numbers",
        })?;
        if vectors.shape() != [1, pieces, self.weights.columns.all] {
            return Err(LoadError::Part {
                what: "the columns of encoder.onnx",
            });
        }
        Ok(vectors.to_vec())
    }
}
