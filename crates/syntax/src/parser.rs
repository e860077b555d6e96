//! The parser: an arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011), greedy,
//! with the features of Zhang and Nivre (2011).
//!
//! Nodes are numbered: 0 is the root above the sentence, 1 to n its tokens, n + 1 stands for "none".

use crate::hash::feature;
use crate::labels::{Deprel, Upos};
use crate::table::Table;
use crate::words::{Look, NO_WORD};

/// One move of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Action {
    /// Put the next token on the stack.
    Shift,
    /// Hang the stack's top on the next token.
    Left(Deprel),
    /// Hang the stack's top on the one below it.
    Right(Deprel),
}

/// What the parser knows of the sentence before it starts.
pub(crate) struct Input {
    words: Vec<u32>,
    suffixes: Vec<u32>,
    tags: Vec<u32>,
    uposes: Vec<u32>,
    /// Running counts up to each node: commas, verbs, conjunctions, other marks.
    commas: Vec<u16>,
    verbs: Vec<u16>,
    conjunctions: Vec<u16>,
    marks: Vec<u16>,
    len: usize,
}

impl Input {
    /// From the looks of the tokens and their tags (number and universal part of speech).
    pub(crate) fn new(looks: &[Look], tags: &[(u8, Upos)]) -> Input {
        let len = looks.len();
        let size = len + 2;
        let mut input = Input {
            words: vec![3; size],
            suffixes: vec![3; size],
            tags: vec![400; size],
            uposes: vec![40; size],
            commas: vec![0; size],
            verbs: vec![0; size],
            conjunctions: vec![0; size],
            marks: vec![0; size],
            len,
        };
        input.words[len + 1] = NO_WORD.word;
        input.suffixes[len + 1] = NO_WORD.word;
        input.tags[len + 1] = 401;
        input.uposes[len + 1] = 41;
        let comma = crate::hash::word(b",");
        for i in 0..len {
            let (number, upos) = tags[i];
            let node = i + 1;
            input.words[node] = looks[i].word;
            input.suffixes[node] = looks[i].suffixes[2];
            input.tags[node] = u32::from(number);
            input.uposes[node] = u32::from(upos.number());
            let is_comma = looks[i].word == comma;
            input.commas[node] = input.commas[i] + u16::from(is_comma);
            input.verbs[node] = input.verbs[i] + u16::from(upos == Upos::Verb || upos == Upos::Aux);
            input.conjunctions[node] = input.conjunctions[i] + u16::from(upos == Upos::Cconj);
            input.marks[node] = input.marks[i] + u16::from(upos == Upos::Punct && !is_comma);
        }
        input
    }

    /// What stands strictly between two nodes, as a small number.
    fn between(&self, left: usize, right: usize) -> u32 {
        if left > self.len || right > self.len || right <= left {
            return 99;
        }
        let count = |v: &[u16], most: u16| u32::from((v[right - 1] - v[left]).min(most));
        count(&self.commas, 2)
            + 3 * count(&self.verbs, 2)
            + 9 * count(&self.conjunctions, 1)
            + 18 * count(&self.marks, 1)
    }
}

/// A state of the parser.
pub(crate) struct State {
    stack: Vec<usize>,
    next: usize,
    len: usize,
    heads: Vec<usize>,
    labels: Vec<Deprel>,
    /// Outermost and next child on each side, by node; n + 1 for none.
    left: Vec<[usize; 2]>,
    right: Vec<[usize; 2]>,
    left_count: Vec<u32>,
    right_count: Vec<u32>,
    /// Which labels a node has among its children on each side.
    left_labels: Vec<u64>,
    right_labels: Vec<u64>,
}

impl State {
    pub(crate) fn new(len: usize) -> State {
        let (none, size) = (len + 1, len + 2);
        State {
            stack: vec![0],
            next: 1,
            len,
            heads: vec![none; size],
            labels: vec![Deprel::Dep; size],
            left: vec![[none; 2]; size],
            right: vec![[none; 2]; size],
            left_count: vec![0; size],
            right_count: vec![0; size],
            left_labels: vec![0; size],
            right_labels: vec![0; size],
        }
    }

    pub(crate) fn is_done(&self) -> bool {
        self.next > self.len && self.stack.len() <= 1
    }

    pub(crate) fn can_shift(&self) -> bool {
        self.next <= self.len
    }

    pub(crate) fn can_left(&self) -> bool {
        self.next <= self.len && self.stack.len() > 1
    }

    /// A token may hang on the root only as the last one left, so that there is one root.
    pub(crate) fn can_right(&self) -> bool {
        self.stack.len() > 2 || (self.next > self.len && self.stack.len() == 2)
    }

    /// Whether a right arc now would hang the last token on the root.
    pub(crate) fn is_last(&self) -> bool {
        self.stack.len() == 2 && self.next > self.len
    }

    pub(crate) fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(label) => {
                if let Some(child) = self.stack.pop() {
                    self.attach(self.next, child, label);
                }
            }
            Action::Right(label) => {
                if let Some(child) = self.stack.pop() {
                    let head = self.stack.last().copied().unwrap_or(0);
                    self.attach(head, child, label);
                }
            }
        }
    }

    fn attach(&mut self, head: usize, child: usize, label: Deprel) {
        self.heads[child] = head;
        self.labels[child] = label;
        let bit = 1_u64 << label.number().min(63);
        if child < head {
            self.left[head] = [child, self.left[head][0]];
            self.left_count[head] += 1;
            self.left_labels[head] |= bit;
        } else {
            self.right[head] = [child, self.right[head][0]];
            self.right_count[head] += 1;
            self.right_labels[head] |= bit;
        }
    }

    /// Head node and label of each token, in order; 0 is the root.
    pub(crate) fn arcs(&self) -> impl Iterator<Item = (usize, Deprel)> + '_ {
        (1..=self.len).map(|i| (self.heads[i], self.labels[i]))
    }

    #[cfg(feature = "train")]
    pub(crate) fn stack(&self) -> &[usize] {
        &self.stack
    }

    #[cfg(feature = "train")]
    pub(crate) fn next(&self) -> usize {
        self.next
    }
}

fn fold(bits: u64) -> u32 {
    (bits ^ (bits >> 32).wrapping_mul(0x9e37_79b1)) as u32
}

fn distance(from: usize, to: usize, none: usize) -> u32 {
    if from >= none || to >= none {
        return 0;
    }
    match to.saturating_sub(from) {
        d @ 0..=4 => d as u32 + 1,
        5..=6 => 6,
        7..=10 => 7,
        _ => 8,
    }
}

/// The features of a state.
pub(crate) fn features(input: &Input, state: &State, out: &mut Vec<u32>) {
    out.clear();
    let none = state.len + 1;
    let depth = state.stack.len();
    let stacked = |k: usize| depth.checked_sub(k + 1).map_or(none, |j| state.stack[j]);
    let coming = |k: usize| (state.next + k).min(none);
    let (s0, s1, s2) = (stacked(0), stacked(1), stacked(2));
    let (n0, n1, n2) = (coming(0), coming(1), coming(2));
    let w = |i: usize| input.words[i];
    let t = |i: usize| input.tags[i];
    let l = |i: usize| u32::from(state.labels[i].number());
    let (s0w, s0t) = (w(s0), t(s0));
    let (s1w, s1t) = (w(s1), t(s1));
    let (n0w, n0t) = (w(n0), t(n0));
    let (n1w, n1t) = (w(n1), t(n1));
    let (n2w, n2t) = (w(n2), t(n2));
    let (s2w, s2t) = (w(s2), t(s2));
    let [s0l, s0l2] = state.left[s0];
    let [s0r, s0r2] = state.right[s0];
    let [s1l, _] = state.left[s1];
    let [s1r, s1r2] = state.right[s1];
    let [n0l, n0l2] = state.left[n0];
    let d0 = distance(s0, n0, none);
    let d1 = distance(s1, s0, none);
    let b0 = input.between(s0, n0);
    let b1 = input.between(s1, s0);
    let s0_first_left = s0l;
    let mut template = 100;
    let mut push = |a: u32, b: u32, c: u32, d: u32| {
        out.push(feature(template, [a, b, c, d]));
        template += 1;
    };
    // Single words.
    push(s0w, s0t, 0, 0);
    push(s0w, 0, 0, 0);
    push(s1w, s1t, 0, 0);
    push(s2w, s2t, 0, 0);
    push(n0w, n0t, 0, 0);
    push(n0w, 0, 0, 0);
    push(n1w, n1t, 0, 0);
    push(n2w, n2t, 0, 0);
    push(s0t, input.suffixes[s0], n0t, 0);
    push(n0t, input.suffixes[n0], s0t, 0);
    // Pairs.
    push(s0w, s0t, n0w, n0t);
    push(s0w, s0t, n0w, 0);
    push(s0w, s0t, n0t, 0);
    push(s0w, n0w, n0t, 0);
    push(s0t, n0w, n0t, 0);
    push(s0w, n0w, 0, 0);
    push(s0t, n0t, 0, 0);
    push(s1w, s1t, s0w, s0t);
    push(s1w, s0w, 0, 0);
    push(s1w, s1t, s0t, 0);
    push(s1t, s0w, s0t, 0);
    push(s1t, s0t, 0, 0);
    push(s1w, n0w, 0, 0);
    push(s1t, n0t, 0, 0);
    push(s1w, s1t, n0t, 0);
    push(s1t, n0w, n0t, 0);
    push(n0t, n1t, 0, 0);
    push(n0w, n1t, 0, 0);
    push(n0w, n1w, 0, 0);
    // Threes and fours.
    push(s0t, n0t, n1t, 0);
    push(n0t, n1t, n2t, 0);
    push(s0w, n0t, n1t, 0);
    push(s0t, n0t, n1w, 0);
    push(s0t, n0w, n1w, 0);
    push(s1t, s0t, n0t, 0);
    push(s1t, s0t, n0t, n1t);
    push(s0t, n0t, n1t, n2t);
    push(s2t, s1t, s0t, 0);
    push(s2t, s1t, s0t, n0t);
    push(s1w, s0t, n0t, 0);
    push(s1t, s0w, n0t, 0);
    push(s1t, s0t, n0w, 0);
    push(s1w, s0w, n0w, 0);
    push(s1w, s1t, s0t, n0t);
    // Children.
    push(s0t, t(s0l), n0t, 0);
    push(s0t, t(s0l), n0t, s1t);
    push(s0t, t(s0r), n0t, 0);
    push(s0t, t(s0r), n0t, s1t);
    push(s0t, n0t, t(n0l), 0);
    push(s1t, t(s1l), s0t, 0);
    push(s1t, t(s1r), s0t, n0t);
    push(s1t, s0t, t(s0l), 0);
    push(s1t, s0t, t(s0r), 0);
    push(s0t, t(s0l), t(s0l2), l(s0l));
    push(s0t, t(s0r), t(s0r2), l(s0r));
    push(n0t, t(n0l), t(n0l2), l(n0l));
    push(s1t, t(s1r), t(s1r2), l(s1r));
    push(s0w, l(s0l), l(s0r), 0);
    push(s0t, l(s0l), l(s0r), n0t);
    push(n0w, l(n0l), s0t, 0);
    push(s1w, l(s1r), s0t, 0);
    push(s1t, l(s1l), l(s1r), s0t);
    push(s1t, l(s1r), l(s0l), s0t);
    push(w(s0l), s0t, 0, 0);
    push(w(s0r), s0t, 0, 0);
    push(w(n0l), n0t, 0, 0);
    push(w(s1l), s1t, 0, 0);
    push(w(s1r), s1t, 0, 0);
    push(w(s0r), s0t, n0t, 0);
    // Where a phrase with its preposition belongs.
    push(s1w, w(s0_first_left), s0t, s1t);
    push(s1t, w(s0_first_left), s0w, 0);
    push(s1t, w(s0_first_left), s0t, n0t);
    push(s2t, s1t, w(s0_first_left), s0t);
    push(s1t, w(s0l2), s0t, l(s0l));
    push(n0t, w(n0l), s0w, 0);
    push(n0t, w(n0l), s0t, l(n0l));
    // Sets of labels and counts of children.
    let sets = [
        fold(state.left_labels[s0]),
        fold(state.right_labels[s0]),
        fold(state.left_labels[s1]),
        fold(state.right_labels[s1]),
        fold(state.left_labels[n0]),
    ];
    push(s0t, sets[0], sets[1], 0);
    push(s0t, sets[0], n0t, 0);
    push(s0w, sets[1], n0t, 0);
    push(s1t, sets[2], sets[3], s0t);
    push(s1w, sets[3], s0t, 0);
    push(s1t, sets[3], s0w, 0);
    push(n0t, sets[4], s0t, 0);
    push(n0w, sets[4], s0t, 0);
    push(s0t, sets[0], s1t, sets[3]);
    push(s0t, sets[0], n0t, sets[4]);
    let (l0, r0) = (state.left_count[s0], state.right_count[s0]);
    let (l1, r1) = (state.left_count[s1], state.right_count[s1]);
    push(s0w, s0t, l0.min(4), r0.min(4));
    push(s1w, s1t, l1.min(4), r1.min(4));
    push(n0w, n0t, state.left_count[n0].min(4), 0);
    // Distances and what stands between.
    push(s0w, d0, 0, 0);
    push(n0w, d0, n0t, 0);
    push(s0t, n0t, d0, 0);
    push(s1t, s0t, d1, 0);
    push(s1w, s0t, d1, 0);
    push(s0w, s1t, d1, 0);
    push(s0t, n0t, b0, 0);
    push(s1t, s0t, b1, 0);
    push(s1t, s0w, b1, 0);
    push(s1t, s0t, b1, n0t);
    push(s0t, n0w, b0, 0);
    push(s1t, n0t, b0, b1);
    push(u32::from(depth.min(5) as u16), n0t, s0t, 0);
    // Coarser, for what was seldom seen.
    let u = |i: usize| input.uposes[i];
    let (s0u, s1u, s2u, n0u, n1u) = (u(s0), u(s1), u(s2), u(n0), u(n1));
    push(s1u, s0u, n0u, n1u);
    push(s2u, s1u, s0u, n0u);
    push(s1u, s0u, n0u, 0);
    push(s0u, n0u, n1u, u(n2));
    push(s1w, s0u, n0u, 0);
    push(s1u, s0w, n0u, 0);
    push(s1u, s0u, n0w, 0);
    push(s0u, n0u, n1w, 0);
    push(s1u, s0u, w(s0_first_left), n0u);
    push(s1w, w(s0_first_left), s0u, 0);
    push(s1u, s0u, b1, d1);
    push(s0u, n0u, b0, d0);
    push(s1u, s0u, sets[3], w(s0_first_left));
    push(s1u, s0u, sets[3], sets[0]);
    push(s0u, n0u, sets[0], sets[4]);
    push(s1u, s0u, u(s0l), u(s0r));
    push(s0u, n0u, u(s0r), u(n0l));
}

/// The moves as the tables number them.
pub(crate) struct Moves {
    actions: Vec<Action>,
}

impl Moves {
    pub(crate) fn new(actions: Vec<Action>) -> Moves {
        Moves { actions }
    }

    pub(crate) fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// How many classes the tables score: the moves, then their three kinds.
    pub(crate) fn classes(&self) -> usize {
        self.actions.len() + 3
    }

    /// The class of a move's kind.
    pub(crate) fn kind(&self, number: usize) -> usize {
        let kind = match self.actions[number] {
            Action::Shift => 0,
            Action::Left(_) => 1,
            Action::Right(_) => 2,
        };
        self.actions.len() + kind
    }

    /// Adds each kind's score to its moves.
    pub(crate) fn share(&self, scores: &mut [i32]) {
        for c in 0..self.actions.len() {
            scores[c] += scores[self.kind(c)];
        }
    }

    /// The best move that the state allows, by its number; the first among equals.
    pub(crate) fn best(&self, state: &State, scores: &[i32]) -> Option<usize> {
        let (shift, left, right) = (state.can_shift(), state.can_left(), state.can_right());
        let mut best: Option<usize> = None;
        for (c, action) in self.actions.iter().enumerate() {
            let allowed = match action {
                Action::Shift => shift,
                Action::Left(_) => left,
                Action::Right(_) => right,
            };
            if allowed && best.is_none_or(|b| scores[c] > scores[b]) {
                best = Some(c);
            }
        }
        best
    }
}

/// Parses a sentence: the head node (0 is the root) and the relation of each token.
pub(crate) fn parse(table: &Table, moves: &Moves, input: &Input) -> Vec<(usize, Deprel)> {
    let mut state = State::new(input.len);
    let mut found = Vec::with_capacity(128);
    let mut scores = [0_i32; 256];
    while !state.is_done() {
        if state.is_last() {
            state.apply(Action::Right(Deprel::Root));
            continue;
        }
        if state.stack.len() == 1 {
            state.apply(Action::Shift);
            continue;
        }
        features(input, &state, &mut found);
        scores[..moves.classes()].fill(0);
        table.add(&found, &mut scores);
        moves.share(&mut scores);
        match moves.best(&state, &scores) {
            Some(c) => state.apply(moves.actions[c]),
            // Only tables without the three kinds of move come here; a flat tree is still a tree.
            None if state.can_shift() => state.apply(Action::Shift),
            None => state.apply(Action::Right(Deprel::Dep)),
        }
    }
    state.arcs().collect()
}
