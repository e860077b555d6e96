//! The dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013), and the lifting of crossing
//! arcs.

use crate::labels::Deprel;
use crate::parser::State;

/// A gold tree the parser can build: heads by node, 1-based, 0 the root above.
#[derive(Debug, Clone)]
pub(crate) struct GoldTree {
    pub(crate) heads: Vec<usize>,
    pub(crate) labels: Vec<Deprel>,
}

impl GoldTree {
    /// From heads and labels of the tokens in order. Crossing arcs are lifted to the head's head until
    /// nothing crosses.
    pub(crate) fn new(arcs: &[(usize, Deprel)]) -> GoldTree {
        let mut heads = vec![0];
        let mut labels = vec![Deprel::Root];
        for &(head, label) in arcs {
            heads.push(head);
            labels.push(label);
        }
        let mut tree = GoldTree { heads, labels };
        while let Some(node) = tree.shortest_crossing() {
            tree.heads[node] = tree.heads[tree.heads[node]];
        }
        tree
    }

    /// The node with the shortest arc over a word that is not below the arc's head.
    fn shortest_crossing(&self) -> Option<usize> {
        let crosses = |node: usize| {
            let head = self.heads[node];
            let (low, high) = (node.min(head), node.max(head));
            head != 0 && (low + 1..high).any(|between| !self.is_below(between, head))
        };
        (1..self.heads.len())
            .filter(|&n| crosses(n))
            .min_by_key(|&n| n.abs_diff(self.heads[n]))
    }

    fn is_below(&self, node: usize, ancestor: usize) -> bool {
        let mut at = node;
        for _ in 0..self.heads.len() {
            if at == ancestor {
                return true;
            }
            if at == 0 {
                return false;
            }
            at = self.heads[at];
        }
        false
    }

    /// How many gold arcs each kind of move loses: shift, left, right; `None` where not allowed.
    pub(crate) fn costs(&self, state: &State) -> [Option<usize>; 3] {
        let stack = state.stack();
        let next = state.next();
        let len = self.heads.len() - 1;
        let top = stack.last().copied().unwrap_or(0);
        let below = stack.len().checked_sub(2).map(|i| stack[i]);
        let waits = |node: usize| node >= next && node <= len;
        let head = &self.heads;
        let later_children =
            |node: usize, from: usize| (from..=len).filter(|&c| head[c] == node).count();
        let shift = state.can_shift().then(|| {
            let deeper = &stack[..stack.len() - 1];
            let lost_head = usize::from(deeper.contains(&head[next]));
            let lost_children = stack.iter().filter(|&&s| s != 0 && head[s] == next).count();
            // All of the stack but its top could still be taken from the right only through the top.
            lost_head + lost_children
        });
        let left = state.can_left().then(|| {
            let lost_head =
                usize::from(Some(head[top]) == below || (waits(head[top]) && head[top] != next));
            lost_head + later_children(top, next)
        });
        let right = state.can_right().then(|| {
            let lost_head = usize::from(waits(head[top]));
            lost_head + later_children(top, next)
        });
        [shift, left, right]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parser::Action;

    fn tree(heads: &[usize]) -> GoldTree {
        let arcs: Vec<(usize, Deprel)> = heads.iter().map(|&h| (h, Deprel::Dep)).collect();
        GoldTree::new(&arcs)
    }

    #[test]
    fn crossing_arcs_are_lifted() {
        // Token 4 hangs on 2 across 3, the root: it is lifted to 3.
        assert_eq!(tree(&[3, 3, 0, 2]).heads, [0, 3, 3, 0, 3]);
        assert_eq!(tree(&[2, 0, 2, 3]).heads, [0, 2, 0, 2, 3]);
    }

    #[test]
    fn moves_without_cost_build_the_tree() {
        for heads in [
            &[2, 0, 2, 3][..],
            &[3, 1, 0, 5, 3],
            &[0, 1, 2, 3],
            &[2, 3, 4, 0],
            &[3, 3, 0, 2],
        ] {
            let tree = tree(heads);
            let mut state = State::new(heads.len());
            while !state.is_done() {
                let costs = tree.costs(&state);
                let cheapest = (0..3)
                    .filter(|&k| costs[k].is_some())
                    .min_by_key(|&k| costs[k]);
                let moves = [
                    Action::Shift,
                    Action::Left(Deprel::Dep),
                    Action::Right(Deprel::Dep),
                ];
                state.apply(moves[cheapest.expect("a move is allowed")]);
            }
            let built: Vec<usize> = state.arcs().map(|(head, _)| head).collect();
            assert_eq!(built, tree.heads[1..]);
        }
    }
}
