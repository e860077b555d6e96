//! Training of the parser: dynamic oracle, exploration, tags as the tagger would give them.

use std::collections::BTreeSet;

use super::fit_tagger::looks;
use super::oracle::GoldTree;
use super::perceptron::{Perceptron, Random, Rows, Settings, Weights, quantise};
use super::treebank::GoldSentence;
use crate::labels::{Deprel, Upos, Xpos};
use crate::parser::{self, Action, Input, Moves, State};
use crate::table::Table;

/// A trained parser.
pub struct ParserModel {
    pub(crate) rows: Rows,
    pub(crate) moves: Moves,
    table: Table,
}

impl std::fmt::Debug for ParserModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParserModel")
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

impl ParserModel {
    /// Heads (1-based, 0 the root) and relations of these forms with these tags.
    pub fn parse(
        &self,
        forms: &[&str],
        numbers: &[u8],
        tags: &[(Upos, Xpos)],
    ) -> Vec<(usize, Deprel)> {
        let input = input(forms, numbers, tags);
        parser::parse(&self.table, &self.moves, &input)
    }
}

fn input(forms: &[&str], numbers: &[u8], tags: &[(Upos, Xpos)]) -> Input {
    let tagged: Vec<(u8, Upos)> = numbers
        .iter()
        .map(|&n| (n, tags[usize::from(n)].0))
        .collect();
    Input::new(&looks(forms.iter().copied()), &tagged)
}

/// The moves seen in the gold trees.
fn moves(trees: &[GoldTree]) -> Moves {
    let mut seen = BTreeSet::from([Action::Shift]);
    for tree in trees {
        for node in 1..tree.heads.len() {
            let label = tree.labels[node];
            if tree.heads[node] != 0 {
                seen.insert(if node < tree.heads[node] {
                    Action::Left(label)
                } else {
                    Action::Right(label)
                });
            }
        }
    }
    Moves::new(seen.into_iter().collect())
}

struct Example {
    input: Input,
    tree: GoldTree,
}

fn train(examples: &[Example], moves: &Moves, settings: &Settings, seed: u64) -> Weights {
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut perceptron = Perceptron::default();
    let mut found = Vec::new();
    let mut scores = vec![0; moves.classes()];
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for &at in &order {
            let Example { input, tree } = &examples[at];
            let mut state = State::new(tree.heads.len() - 1);
            while !state.is_done() {
                if state.is_last() {
                    state.apply(Action::Right(Deprel::Root));
                    continue;
                }
                if state.stack().len() == 1 {
                    state.apply(Action::Shift);
                    continue;
                }
                parser::features(input, &state, &mut found);
                found.retain(|_| !random.chance(settings.drop));
                perceptron.score(&found, &mut scores);
                moves.share(&mut scores);
                let Some(guess) = moves.best(&state, &scores) else {
                    break;
                };
                let right = best_right(tree, &state, moves, &scores);
                let Some(right) = right else { break };
                let wrong = !is_right(tree, &state, moves.actions()[guess]);
                if wrong {
                    perceptron.learn(&found, right as u8, guess as u8);
                    let (right, guess) = (moves.kind(right), moves.kind(guess));
                    if right != guess {
                        perceptron.learn(&found, right as u8, guess as u8);
                    }
                }
                perceptron.tick();
                let follow = !wrong || (epoch > 0 && random.chance(settings.explore));
                state.apply(moves.actions()[if follow { guess } else { right }]);
            }
        }
    }
    perceptron.averaged(2)
}

/// Whether a move costs the least and, where it makes a gold arc, has its label.
fn is_right(tree: &GoldTree, state: &State, action: Action) -> bool {
    let costs = tree.costs(state);
    let least = costs.iter().flatten().min();
    let (cost, label) = match action {
        Action::Shift => return costs[0].as_ref() == least,
        Action::Left(label) => (costs[1], (label, state.next())),
        Action::Right(label) => {
            let stack = state.stack();
            (costs[2], (label, stack[stack.len() - 2]))
        }
    };
    let top = state.stack().last().copied().unwrap_or(0);
    let gold_arc = tree.heads[top] == label.1;
    cost.as_ref() == least && (!gold_arc || tree.labels[top] == label.0)
}

/// The best-scoring of the right moves.
fn best_right(tree: &GoldTree, state: &State, moves: &Moves, scores: &[i32]) -> Option<usize> {
    let costs = tree.costs(state);
    let least = costs.iter().flatten().min()?;
    let top = state.stack().last().copied().unwrap_or(0);
    let stack = state.stack();
    let below = stack.len().checked_sub(2).map_or(0, |i| stack[i]);
    let mut best: Option<usize> = None;
    for (c, action) in moves.actions().iter().enumerate() {
        let fits = match action {
            Action::Shift => costs[0].as_ref() == Some(least),
            Action::Left(label) => {
                costs[1].as_ref() == Some(least)
                    && (tree.heads[top] != state.next() || tree.labels[top] == *label)
            }
            Action::Right(label) => {
                costs[2].as_ref() == Some(least)
                    && (tree.heads[top] != below || tree.labels[top] == *label)
            }
        };
        if fits && best.is_none_or(|b| scores[c] > scores[b]) {
            best = Some(c);
        }
    }
    best
}

/// Trains a parser on the trees with the given tags.
pub fn fit_parser(
    bank: &[GoldSentence],
    tagged: &[Vec<u8>],
    tags: &[(Upos, Xpos)],
    settings: &Settings,
) -> ParserModel {
    let examples: Vec<Example> = bank
        .iter()
        .zip(tagged)
        .map(|(sentence, numbers)| {
            let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.form.as_str()).collect();
            let arcs: Vec<(usize, Deprel)> =
                sentence.tokens.iter().map(|t| (t.head, t.deprel)).collect();
            Example {
                input: input(&forms, numbers, tags),
                tree: GoldTree::new(&arcs),
            }
        })
        .collect();
    let trees: Vec<GoldTree> = examples.iter().map(|e| e.tree.clone()).collect();
    let moves = moves(&trees);
    let trainings = (1..=settings.seeds)
        .map(|seed| train(&examples, &moves, settings, seed))
        .collect();
    let rows = quantise(trainings, settings.keep);
    let table = Table::from_rows(rows.iter().map(|(k, r)| (*k, r.as_slice())));
    ParserModel { rows, moves, table }
}
