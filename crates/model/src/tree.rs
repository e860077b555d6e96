//! Trees from scores: the best tree without crossing arcs (Eisner 1996), over words or over groups of words.

use std::ops::Range;

use dateline_syntax::{Deprel, Sentence, Tag, Upos, Xpos};

use crate::weights::Weights;

/// What the model says of the words of a sentence.
pub struct SentenceScores {
    weights: &'static Weights,
    /// The heads' vectors, a row a word.
    vectors: Vec<f32>,
    words: usize,
}

impl std::fmt::Debug for SentenceScores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SentenceScores")
            .field("words", &self.words)
            .field("vectors", &self.vectors)
            .finish_non_exhaustive()
    }
}

/// The head of a word and its relation to it; no head is the root's.
pub type Arc = (Option<usize>, Deprel);

impl SentenceScores {
    pub(crate) fn new(weights: &'static Weights, vectors: Vec<f32>) -> SentenceScores {
        SentenceScores {
            words: vectors.len() / weights.columns.all.max(1),
            weights,
            vectors,
        }
    }

    /// Words in the sentence.
    pub fn words(&self) -> usize {
        self.words
    }

    pub(crate) fn part(&self, word: usize, columns: &Range<usize>) -> &[f32] {
        &self.vectors[word * self.weights.columns.all..][..self.weights.columns.all]
            [columns.clone()]
    }

    /// The sentence of these tokens (byte ranges of `text`, as many as it has words) with the likeliest tags, and no
    /// tree yet.
    pub fn tagged(&self, text: &str, tokens: &[Range<usize>]) -> Sentence {
        let tags: Vec<Tag> = tokens
            .iter()
            .take(self.words)
            .enumerate()
            .map(|(word, token)| self.tag(word, &text[token.clone()], word == 0))
            .collect();
        Sentence::tagged(text, tokens, &tags)
    }

    /// The likeliest labels of a word among those that its form can have.
    fn tag(&self, word: usize, form: &str, opens_sentence: bool) -> Tag {
        let (weights, columns) = (self.weights, &self.weights.columns);
        let mut first = form.chars();
        let is_small = first
            .next()
            .is_some_and(|c| c.is_lowercase() || opens_sentence)
            && !first.any(char::is_uppercase);
        let lower = form.to_lowercase();
        let known = is_small
            .then(|| weights.forms.get(lower.as_str()))
            .flatten();
        let has_words = form.contains(char::is_alphanumeric);
        let is_mark = form.chars().all(|c| ",.;:!?“”\"()[]…—–".contains(c));
        let can_be = |tag: usize| match known {
            Some(tags) => tags.contains(&(tag as u8)),
            // Words are no marks, and some forms show in the word.
            None => {
                let (upos, xpos) = weights.tags[tag];
                let shown = match xpos {
                    Xpos::VBZ => lower.ends_with('s'),
                    Xpos::VBG => lower.ends_with("ing") || lower.ends_with("in'"),
                    Xpos::VBD | Xpos::VBN => !lower.ends_with("ing"),
                    _ => true,
                };
                if is_mark {
                    upos == Upos::Punct
                } else {
                    !has_words || upos != Upos::Punct && shown
                }
            }
        };
        let scores = self.part(word, &columns.tag);
        let best = (0..scores.len())
            .filter(|tag| can_be(*tag))
            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
        let (upos, xpos) = weights.tags[best.unwrap_or_else(|| argmax(scores))];
        Tag {
            upos,
            xpos,
            kind: weights.kinds[argmax(self.part(word, &columns.kind))],
            event: weights.events[argmax(self.part(word, &columns.event))],
        }
    }

    /// Gives the sentence its tree, as [`SentenceScores::tree`] finds it.
    pub fn plant(&self, sentence: &mut Sentence, groups: &[Range<usize>]) {
        for (token, (head, deprel)) in sentence.tokens.iter_mut().zip(self.tree(groups)) {
            (token.head, token.deprel) = (head, deprel);
        }
    }

    /// The tree over groups of words, one arc a word: the last word of a group stands for it, the others hang on that
    /// one as `flat`. `groups` must follow each other and hold all words; a word alone is a group of one.
    ///
    /// Takes time cubic in the groups, so give no sentence of more than some hundreds.
    pub fn tree(&self, groups: &[Range<usize>]) -> Vec<Arc> {
        let columns = &self.weights.columns;
        let arc = |head: usize, dependent: usize| {
            dot(
                self.part(dependent, &columns.arc_dependent),
                self.part(head, &columns.arc_head),
            )
        };
        let n = groups.len();
        // The best pair of words for each pair of groups; most groups are one word.
        let mut scores = vec![0.0_f32; n * n];
        let mut pairs = vec![(0, 0); n * n];
        // As while training: the vectors' width tempers the scores, so that they weigh right against the root's.
        let temper = 1.0 / (columns.arc_head.len() as f32).sqrt();
        for head in 0..n {
            for dependent in (0..n).filter(|dependent| *dependent != head) {
                let best = groups[head]
                    .clone()
                    .flat_map(|h| groups[dependent].clone().map(move |d| (h, d)))
                    .map(|(h, d)| (arc(h, d) * temper, (h, d)))
                    .max_by(|a, b| a.0.total_cmp(&b.0));
                if let Some((score, pair)) = best {
                    scores[head * n + dependent] = score;
                    pairs[head * n + dependent] = pair;
                }
            }
        }
        let roots: Vec<f32> = groups
            .iter()
            .map(|group| {
                let scores = group.clone().map(|w| self.part(w, &columns.arc_root)[0]);
                scores.fold(f32::MIN, f32::max)
            })
            .collect();
        let heads = projective(n, &scores, &roots);
        let mut arcs = vec![(None, Deprel::Root); self.words];
        for (dependent, head) in heads.into_iter().enumerate() {
            let last = groups[dependent].end - 1;
            arcs[groups[dependent].start..last].fill((Some(last), Deprel::Flat));
            if let Some(head) = head {
                let (h, d) = pairs[head * n + dependent];
                arcs[last] = (Some(groups[head].end - 1), self.relation(d, h));
            }
        }
        arcs
    }

    fn relation(&self, dependent: usize, head: usize) -> Deprel {
        let columns = &self.weights.columns;
        let joined: Vec<f32> = self
            .part(dependent, &columns.relation_dependent)
            .iter()
            .zip(self.part(head, &columns.relation_head))
            .map(|(a, b)| (a + b).max(0.0))
            .collect();
        let scores: Vec<f32> = (0..self.weights.relations.len())
            .map(|r| {
                dot(self.weights.relation.row(r), &joined) + self.weights.relation_bias.row(0)[r]
            })
            .collect();
        // People correct themselves in speech; in print it is an error of the model.
        let best = (0..scores.len())
            .filter(|r| self.weights.relations[*r] != Deprel::Reparandum)
            .max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)));
        best.map_or(Deprel::Dep, |r| self.weights.relations[r])
    }
}

pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Sixteen sums side by side: the order of adding is the same on every machine, and fast on most.
    let (a, a_rest) = a.as_chunks::<16>();
    let (b, b_rest) = b.as_chunks::<16>();
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.iter().zip(b) {
        for i in 0..16 {
            sums[i] += a[i] * b[i];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f32>() + rest
}

/// The place of the largest number, the first of equals; 0 for none.
pub(crate) fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = i;
        }
    }
    best
}

/// The head of each of `n` words in the best tree without crossing arcs and with one root. `scores[head * n +
/// dependent]`, `roots[word]`.
fn projective(n: usize, scores: &[f32], roots: &[f32]) -> Vec<Option<usize>> {
    let mut heads = vec![None; n];
    if n == 0 {
        return heads;
    }
    // Scores of the best spans from `i` to `j`: `open` has an arc between its ends and still takes words, `whole` is
    // done; `right` has its head at `i`, `left` at `j`.
    let mut open_right = vec![0.0_f32; n * n];
    let mut open_left = vec![0.0_f32; n * n];
    let mut whole_right = vec![0.0_f32; n * n];
    let mut whole_left = vec![0.0_f32; n * n];
    // Where each was put together.
    let mut split_open = vec![0_u32; n * n];
    let mut split_right = vec![0_u32; n * n];
    let mut split_left = vec![0_u32; n * n];
    let best = |range: Range<usize>, score: &dyn Fn(usize) -> f32| {
        let mut found = (range.start, f32::MIN);
        for k in range {
            let score = score(k);
            if score > found.1 {
                found = (k, score);
            }
        }
        found
    };
    for width in 1..n {
        for i in 0..n - width {
            let j = i + width;
            let at = i * n + j;
            let (k, inner) = best(i..j, &|k| {
                whole_right[i * n + k] + whole_left[(k + 1) * n + j]
            });
            split_open[at] = k as u32;
            open_right[at] = inner + scores[i * n + j];
            open_left[at] = inner + scores[j * n + i];
            let (k, score) = best(i + 1..j + 1, &|k| {
                open_right[i * n + k] + whole_right[k * n + j]
            });
            (split_right[at], whole_right[at]) = (k as u32, score);
            let (k, score) = best(i..j, &|k| whole_left[i * n + k] + open_left[k * n + j]);
            (split_left[at], whole_left[at]) = (k as u32, score);
        }
    }
    let (root, _) = best(0..n, &|r| {
        whole_left[r] + whole_right[r * n + n - 1] + roots[r]
    });
    // What is still to be taken apart: a span, whether it is open, whether its head is at its left end.
    let mut spans = vec![(0, root, false, false), (root, n - 1, false, true)];
    while let Some((i, j, is_open, heads_right)) = spans.pop() {
        if i == j {
            continue;
        }
        let at = i * n + j;
        if is_open {
            let k = split_open[at] as usize;
            if heads_right {
                heads[j] = Some(i);
            } else {
                heads[i] = Some(j);
            }
            spans.push((i, k, false, true));
            spans.push((k + 1, j, false, false));
        } else if heads_right {
            let k = split_right[at] as usize;
            spans.push((i, k, true, true));
            spans.push((k, j, false, true));
        } else {
            let k = split_left[at] as usize;
            spans.push((i, k, false, false));
            spans.push((k, j, true, false));
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All ways to give `n` words heads such that they make one tree without crossing arcs.
    fn trees(n: usize) -> Vec<Vec<Option<usize>>> {
        let choices = n + 1;
        (0..choices.pow(n as u32))
            .map(|mut code| {
                (0..n)
                    .map(|_| {
                        let head = code % choices;
                        code /= choices;
                        (head < n).then_some(head)
                    })
                    .collect::<Vec<_>>()
            })
            .filter(|heads| is_tree(heads) && !crosses(heads))
            .collect()
    }

    fn is_tree(heads: &[Option<usize>]) -> bool {
        let reaches_root = |word: usize| {
            let mut at = word;
            for _ in 0..heads.len() {
                match heads[at] {
                    Some(head) => at = head,
                    None => return true,
                }
            }
            false
        };
        heads.iter().filter(|head| head.is_none()).count() == 1
            && (0..heads.len()).all(reaches_root)
    }

    fn crosses(heads: &[Option<usize>]) -> bool {
        let arcs: Vec<(usize, usize)> = heads
            .iter()
            .enumerate()
            .filter_map(|(word, head)| head.map(|head| (word.min(head), word.max(head))))
            .collect();
        let root = heads.iter().position(Option::is_none).unwrap_or(0);
        arcs.iter().any(|(a, b)| {
            arcs.iter().any(|(c, d)| a < c && c < b && b < d) || (*a < root && root < *b)
        })
    }

    fn score(heads: &[Option<usize>], scores: &[f32], roots: &[f32]) -> f32 {
        let n = heads.len();
        let one = |(word, head): (usize, &Option<usize>)| match head {
            Some(head) => scores[head * n + word],
            None => roots[word],
        };
        heads.iter().enumerate().map(one).sum()
    }

    proptest! {
        #[test]
        fn the_tree_found_is_the_best_of_all(
            n in 1_usize..5,
            numbers in proptest::collection::vec(-50_i32..50, 20),
        ) {
            // Whole numbers add up the same in any order.
            let numbers: Vec<f32> = numbers.iter().map(|x| *x as f32).collect();
            let (scores, roots) = (&numbers[..n * n], &numbers[16..16 + n]);
            let found = projective(n, scores, roots);
            prop_assert!(is_tree(&found) && !crosses(&found), "{found:?}");
            let best = trees(n)
                .iter()
                .map(|heads| score(heads, scores, roots))
                .fold(f32::MIN, f32::max);
            prop_assert_eq!(score(&found, scores, roots), best);
        }
    }

    #[test]
    fn sums_do_not_depend_on_blocks() {
        let numbers: Vec<f32> = (0..37).map(|x| x as f32).collect();
        assert_eq!(
            dot(&numbers, &numbers),
            (0..37).map(|x| (x * x) as f32).sum::<f32>()
        );
    }
}
