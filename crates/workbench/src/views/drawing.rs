//! The network as a drawing: who had to do with each other stands near, in a place that is the same each time.

use crate::shell::name_address;
use dateline_dossier::Pair;
use dateline_vocabulary::EntityId;
use std::collections::BTreeMap;

/// A network in its own units.
pub(crate) struct Drawing {
    pub(crate) nodes: Vec<Node>,
    pub(crate) links: Vec<Link>,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) radius: String,
    /// Where the name ends or begins, so that it stays within the drawing.
    pub(crate) anchor: &'static str,
    pub(crate) text_x: String,
}

pub(crate) struct Link {
    pub(crate) one: String,
    pub(crate) other: String,
    /// The row of the table that tells it.
    pub(crate) row: String,
    pub(crate) title: String,
    pub(crate) path: String,
    pub(crate) width: String,
    pub(crate) is_directed: bool,
}

/// Pairs that are drawn; the rest stands in the table.
const MOST_PAIRS: usize = 80;
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 640.0;
const MARGIN: f64 = 60.0;
const ROUNDS: u32 = 400;
/// How strongly all are drawn to the middle.
const PULL: f64 = 0.9;

/// Draws these pairs; `None` where there are too few to be a network.
pub(crate) fn drawing(pairs: &[Pair]) -> Option<Drawing> {
    let pairs = &pairs[..pairs.len().min(MOST_PAIRS)];
    let mut index: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let mut names: Vec<(&EntityId, &str)> = Vec::new();
    let mut met: Vec<usize> = Vec::new();
    let mut links: Vec<(usize, usize, f64)> = Vec::new();
    for pair in pairs {
        let mut node = |id, name| {
            let k = *index.entry(id).or_insert_with(|| {
                names.push((id, name));
                met.push(0);
                names.len() - 1
            });
            met[k] += pair.happenings.len();
            k
        };
        let (one, other) = (
            node(&pair.one, pair.one_name.as_str()),
            node(&pair.other, pair.other_name.as_str()),
        );
        links.push((one, other, pair.happenings.len() as f64));
    }
    if names.len() < 3 {
        return None;
    }
    let places = places(names.len(), &links);
    let nodes = (names.iter().zip(&met).zip(&places))
        .map(|(((id, name), met), (x, y))| {
            let radius = 4.0 + (*met as f64).sqrt() * 2.0;
            let is_right = *x > WIDTH * 0.75;
            Node {
                id: id.to_string(),
                href: name_address(id),
                name: (*name).to_owned(),
                x: unit(*x),
                y: unit(*y),
                text_x: unit(if is_right {
                    x - radius - 3.0
                } else {
                    x + radius + 3.0
                }),
                radius: unit(radius),
                anchor: if is_right { "end" } else { "start" },
            }
        })
        .collect();
    let links = (0..)
        .zip(pairs.iter().zip(&links))
        .map(|(k, (pair, (one, other, n)))| {
            let ((x1, y1), (x2, y2)) = (places[*one], places[*other]);
            let arrow = if pair.is_directed { "→" } else { "with" };
            let n_happenings = pair.happenings.len();
            Link {
                one: pair.one.to_string(),
                other: pair.other.to_string(),
                row: format!("#pair-{k}"),
                title: format!(
                    "{} {arrow} {}: {n_happenings}",
                    pair.one_name, pair.other_name
                ),
                path: format!("M{x1:.1} {y1:.1}L{x2:.1} {y2:.1}"),
                width: unit(0.8 + n.sqrt()),
                is_directed: pair.is_directed,
            }
        })
        .collect();
    Some(Drawing {
        nodes,
        links,
        width: WIDTH as u32,
        height: HEIGHT as u32,
    })
}

/// Places by forces (Fruchterman and Reingold 1991): all push each other away, who had to do with each other is drawn together. It begins
/// on a spiral and cools in even steps, so that the same pairs give the same drawing.
fn places(n: usize, links: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    // The golden angle spreads them evenly.
    let start = |k: usize| {
        let (angle, far) = (k as f64 * 2.399_963, ((k as f64 + 0.5) / n as f64).sqrt());
        (angle.cos() * far, angle.sin() * far)
    };
    let mut at: Vec<(f64, f64)> = (0..n).map(start).collect();
    let ideal = 1.4 / (n as f64).sqrt();
    for round in 0..ROUNDS {
        let heat = 0.12 * (1.0 - f64::from(round) / f64::from(ROUNDS));
        let mut push = vec![(0.0, 0.0); n];
        for a in 0..n {
            for b in a + 1..n {
                let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
                let square = (dx * dx + dy * dy).max(1e-6);
                let force = ideal * ideal / square;
                push[a] = (push[a].0 + dx * force, push[a].1 + dy * force);
                push[b] = (push[b].0 - dx * force, push[b].1 - dy * force);
            }
            // A weak pull to the middle keeps what hangs together with nothing in sight.
            push[a] = (push[a].0 - at[a].0 * PULL, push[a].1 - at[a].1 * PULL);
        }
        for (a, b, weight) in links {
            let (dx, dy) = (at[*a].0 - at[*b].0, at[*a].1 - at[*b].1);
            let far = (dx * dx + dy * dy).sqrt();
            let force = far / ideal * (1.0 + weight.ln()) * 0.15;
            push[*a] = (push[*a].0 - dx * force, push[*a].1 - dy * force);
            push[*b] = (push[*b].0 + dx * force, push[*b].1 + dy * force);
        }
        for (place, (dx, dy)) in at.iter_mut().zip(push) {
            let far = (dx * dx + dy * dy).sqrt().max(1e-9);
            let step = far.min(heat) / far;
            *place = (place.0 + dx * step, place.1 + dy * step);
        }
    }
    let ends = |of: fn(&(f64, f64)) -> f64| {
        let least = at.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = at.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
        (least, (most - least).max(1e-9))
    };
    let ((left, wide), (top, high)) = (ends(|it| it.0), ends(|it| it.1));
    let fit = |(x, y): &(f64, f64)| {
        (
            MARGIN + (x - left) / wide * (WIDTH - 2.0 * MARGIN),
            MARGIN / 2.0 + (y - top) / high * (HEIGHT - MARGIN),
        )
    };
    at.iter().map(fit).collect()
}

fn unit(x: f64) -> String {
    format!("{x:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(one: &str, other: &str, n: usize) -> Pair {
        Pair {
            one: one.into(),
            one_name: one.to_owned(),
            other: other.into(),
            other_name: other.to_owned(),
            is_directed: false,
            happenings: vec![("h-x.e1".into(), "CONSULT".to_owned(), None); n],
        }
    }

    #[test]
    fn those_who_meet_stand_nearer_than_those_who_do_not() {
        let pairs = [pair("a", "b", 9), pair("c", "d", 9), pair("b", "c", 1)];
        let drawing = drawing(&pairs).expect("a network");
        let at = |id: &str| {
            let node = drawing.nodes.iter().find(|it| it.id == id).expect("a node");
            let number = |text: &str| text.parse::<f64>().expect("a number");
            (number(&node.x), number(&node.y))
        };
        let far = |one: &str, other: &str| {
            let ((x1, y1), (x2, y2)) = (at(one), at(other));
            (x1 - x2).hypot(y1 - y2)
        };
        assert!(far("a", "b") < far("a", "c"));
        assert!(far("c", "d") < far("a", "d"));
        assert!(drawing.nodes.iter().all(|it| it.x != "NaN"));
        assert!(super::drawing(&pairs[..1]).is_none());
    }
}
