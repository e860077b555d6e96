//! What words mean by themselves: the embeddings that the encoder begins with, without the text around a word.

use crate::encoder::bundled_weights;
use crate::weights::Weights;

/// The words that the model knows, with what they mean and how common they are.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    weights: &'static Weights,
}

/// What some words mean: a vector of length 1, or of zeros where there were no words.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning(Box<[f32]>);

impl Meaning {
    /// How near two meanings are, from -1 to 1: the cosine of their vectors.
    pub fn likeness(&self, other: &Meaning) -> f32 {
        // Eight sums side by side, so that a processor may do them at once; in the same order on every one.
        let mut sums = [0.0_f32; 8];
        let (a, rest_a) = self.0.as_chunks::<8>();
        let (b, rest_b) = other.0.as_chunks::<8>();
        for (a, b) in a.iter().zip(b) {
            for k in 0..8 {
                sums[k] += a[k] * b[k];
            }
        }
        for (sum, (a, b)) in sums.iter_mut().zip(rest_a.iter().zip(rest_b)) {
            *sum += a * b;
        }
        sums.iter().sum()
    }
}

impl Words {
    /// The words of the model that comes with the program.
    pub fn bundled() -> Words {
        Words {
            weights: bundled_weights(),
        }
    }

    /// What a word or phrase means: the mean of its pieces.
    pub fn meaning(&self, phrase: &str) -> Meaning {
        let width = self.weights.width;
        let mut sum = vec![0.0_f32; width];
        let mut piece_vector = vec![0.0_f32; width];
        for word in phrase.split_whitespace() {
            for piece in self.weights.wordpiece.pieces(word) {
                self.weights.embed(piece, &mut piece_vector);
                for (to, from) in sum.iter_mut().zip(&piece_vector) {
                    *to += from;
                }
            }
        }
        let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 {
            sum.iter_mut().for_each(|x| *x /= length);
        }
        Meaning(sum.into_boxed_slice())
    }

    /// How rare a word is in English text, from 0 (`the`) to 1 (a name that is no word): the logarithm of its rank, as the
    /// vocabulary is in the order of frequency and what it does not hold whole is rarer than what it does.
    pub fn rarity(&self, word: &str) -> f32 {
        let pieces = &self.weights.wordpiece;
        let first = pieces.commonest;
        let known = pieces.len() as f32 - first as f32;
        let one = pieces
            .whole(word)
            .or_else(|| match pieces.pieces(word)[..] {
                [piece] => Some(piece),
                _ => None,
            });
        one.map_or(1.0, |piece| {
            (1.0 + piece.saturating_sub(first) as f32).ln() / (1.0 + known).ln()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_sense_are_nearer_than_others() {
        let words = Words::bundled();
        let likeness = |a: &str, b: &str| words.meaning(a).likeness(&words.meaning(b));
        assert!((likeness("attack", "attack") - 1.0).abs() < 1e-5);
        for (word, near, far) in [
            ("attack", "assault", "agreement"),
            ("purchase", "buy", "shoot"),
            ("tremor", "quake", "meeting"),
            ("resign", "quit", "arrest"),
        ] {
            assert!(likeness(word, near) > likeness(word, far) + 0.1, "{word}");
        }
        assert_eq!(likeness("attack", ""), 0.0);
    }

    #[test]
    fn names_are_rarer_than_words_of_every_page() {
        let words = Words::bundled();
        let rarity = ["the", "people", "hospital", "ferry", "Zhanbekova"].map(|w| words.rarity(w));
        assert!(rarity.is_sorted(), "{rarity:?}");
        assert!(rarity[0] == 0.0 && rarity[4] == 1.0, "{rarity:?}");
    }
}
