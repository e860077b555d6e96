//! Clusters from pairs: the two most alike are joined until none are alike enough. How alike two are is a mixture of
//! the mean of their pairs and the best pair: what is told at length is told in many words, and one page that tells it in the words of
//! another is a witness for all.

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How likely a pair is one thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pair {
    /// So likely, from 0 to 1.
    Likely(f32),
    /// Never, and neither are clusters that hold them.
    Apart,
}

/// What is taken of pairs that nobody thought alike enough to be compared.
const NOT_COMPARED: f64 = 0.2;

#[derive(Clone, Copy, Default)]
struct Link {
    /// Sum of the likelihoods of the pairs that were compared, and how many they are.
    sum: f64,
    compared: u32,
    /// The likeliest of them.
    best: f64,
    apart: bool,
}

impl Link {
    fn with(self, other: Link) -> Link {
        Link {
            sum: self.sum + other.sum,
            compared: self.compared + other.compared,
            best: self.best.max(other.best),
            apart: self.apart || other.apart,
        }
    }
}

/// The days that words give the members of a cluster, as far as others are held against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// The earliest end and the latest beginning among them.
    first_end: Date,
    last_start: Date,
}

impl Extent {
    /// Of one thing, where words give its days.
    pub(super) fn of((from, to): (Date, Date)) -> Extent {
        Extent {
            first_end: to,
            last_start: from,
        }
    }

    fn with(self, other: Extent) -> Extent {
        Extent {
            first_end: self.first_end.min(other.first_end),
            last_start: self.last_start.max(other.last_start),
        }
    }

    /// Whether all days in both lie within `most` days of each other.
    fn is_within(self, most: i32) -> bool {
        let days = self.first_end.until(self.last_start);
        days.map_or(i32::MAX, |span| span.get_days()) <= most
    }
}

/// The clusters of things, each sorted, in the order of their first members. Clusters are joined while their likelihood is at least
/// `threshold`, of which the best pair has the share `best_share`; never where `extents`, one for each thing, lie more than
/// `most_apart` days apart, whether the two were compared or not: what has no days would bring together what has.
pub(super) fn clusters(
    extents: &[Option<Extent>],
    pairs: &[((u32, u32), Pair)],
    best_share: f64,
    threshold: f64,
    most_apart: i32,
) -> Vec<Vec<usize>> {
    let mut components = components(extents, pairs, threshold);
    let clusters = |it: &mut Component| {
        let clusters = it.clusters(best_share, threshold, most_apart);
        let all = clusters.into_iter();
        let named = all.map(|cluster| cluster.into_iter().map(|k| it.things[k]).collect());
        named.collect::<Vec<Vec<usize>>>()
    };
    let mut found: Vec<Vec<usize>> = (components.par_iter_mut())
        .flat_map_iter(clusters)
        .collect();
    found.par_sort_unstable();
    found
}

/// Things that may come together, and nothing that they may not come together with: two clusters are never likelier one than the
/// likeliest of their pairs, so that only chains of likely pairs join anything.
#[derive(Default)]
struct Component {
    /// The things in order; within the component each goes by its place here.
    things: Vec<usize>,
    extents: Vec<Option<Extent>>,
    pairs: Vec<((u32, u32), Pair)>,
}

impl Component {
    /// Its clusters, by the places of the things. See [`clusters`].
    #[expect(
        clippy::iter_over_hash_type,
        reason = "links are joined and queued one by one, whichever comes first"
    )]
    fn clusters(&mut self, best_share: f64, threshold: f64, most_apart: i32) -> Vec<Vec<usize>> {
        let n = self.things.len();
        let mut extents = std::mem::take(&mut self.extents);
        let mut members: Vec<Vec<usize>> = (0..n).map(|k| vec![k]).collect();
        let mut links: Vec<FxHashMap<usize, Link>> = vec![FxHashMap::default(); n];
        for ((a, b), pair) in &self.pairs {
            let link = match pair {
                Pair::Likely(p) => Link {
                    sum: f64::from(*p),
                    compared: 1,
                    best: f64::from(*p),
                    apart: false,
                },
                Pair::Apart => Link {
                    sum: 0.0,
                    compared: 1,
                    best: 0.0,
                    apart: true,
                },
            };
            let (a, b) = (*a as usize, *b as usize);
            links[a].insert(b, link);
            links[b].insert(a, link);
        }
        let likelihood = |members: &[Vec<usize>], a: usize, b: usize, link: &Link| {
            let all = (members[a].len() * members[b].len()) as f64;
            let mean = (link.sum + (all - f64::from(link.compared)) * NOT_COMPARED) / all;
            mean * (1.0 - best_share) + link.best * best_share
        };
        // The likeliest first; of equals, the one whose members come first.
        let mut queue: BinaryHeap<(Likelihood, Reverse<(usize, usize)>)> = BinaryHeap::new();
        for (a, of_a) in links.iter().enumerate() {
            for (b, link) in of_a.iter().filter(|(b, _)| **b > a) {
                let p = likelihood(&members, a, *b, link);
                if !link.apart && p >= threshold {
                    queue.push((Likelihood(p), Reverse((a, *b))));
                }
            }
        }
        // A cluster that was joined is named by a new number; the old ones are empty.
        while let Some((_, Reverse((a, b)))) = queue.pop() {
            if members[a].is_empty() || members[b].is_empty() {
                continue;
            }
            let extent = match (extents[a], extents[b]) {
                (Some(x), Some(y)) => {
                    let both = x.with(y);
                    if !both.is_within(most_apart) {
                        continue;
                    }
                    Some(both)
                }
                (one, other) => one.or(other),
            };
            extents.push(extent);
            let joined = members.len();
            let mut both = std::mem::take(&mut members[a]);
            both.append(&mut members[b]);
            both.sort_unstable();
            members.push(both);
            let mut of_joined = std::mem::take(&mut links[a]);
            let mut fewer = std::mem::take(&mut links[b]);
            if fewer.len() > of_joined.len() {
                std::mem::swap(&mut fewer, &mut of_joined);
            }
            for (other, link) in fewer {
                let here = of_joined.entry(other).or_default();
                *here = here.with(link);
            }
            of_joined.remove(&a);
            of_joined.remove(&b);
            for (other, link) in &of_joined {
                links[*other].remove(&a);
                links[*other].remove(&b);
                links[*other].insert(joined, *link);
                let p = likelihood(&members, joined, *other, link);
                if !link.apart && p >= threshold {
                    queue.push((Likelihood(p), Reverse((*other, joined))));
                }
            }
            links.push(of_joined);
        }
        members.into_iter().filter(|m| !m.is_empty()).collect()
    }
}

#[derive(Clone, Copy, PartialEq)]
struct Likelihood(f64);

impl Eq for Likelihood {}

impl PartialOrd for Likelihood {
    fn partial_cmp(&self, other: &Likelihood) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Likelihood {
    fn cmp(&self, other: &Likelihood) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// The things that chains of pairs of at least `threshold` bring together.
fn components(
    extents: &[Option<Extent>],
    pairs: &[((u32, u32), Pair)],
    threshold: f64,
) -> Vec<Component> {
    fn root(up: &mut [usize], mut at: usize) -> usize {
        while up[at] != at {
            up[at] = up[up[at]];
            at = up[at];
        }
        at
    }
    let mut up: Vec<usize> = (0..extents.len()).collect();
    for ((a, b), pair) in pairs {
        if matches!(pair, Pair::Likely(p) if f64::from(*p) >= threshold) {
            let (a, b) = (root(&mut up, *a as usize), root(&mut up, *b as usize));
            up[a.max(b)] = a.min(b);
        }
    }
    let mut components: Vec<Component> = Vec::new();
    // For each thing, which component it is in and where in it; a root comes before all others.
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(extents.len());
    for (thing, extent) in extents.iter().enumerate() {
        let first = root(&mut up, thing);
        let which = if first == thing {
            components.push(Component::default());
            components.len() - 1
        } else {
            places[first].0
        };
        let component = &mut components[which];
        places.push((which, component.things.len()));
        component.things.push(thing);
        component.extents.push(*extent);
    }
    for ((a, b), pair) in pairs {
        let ((which, a), (other, b)) = (places[*a as usize], places[*b as usize]);
        if which == other {
            components[which].pairs.push(((a as u32, b as u32), *pair));
        }
    }
    components
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: usize, pairs: &[(u32, u32, Pair)], expected: &[&[usize]]) {
        let pairs: Vec<_> = pairs.iter().map(|(a, b, p)| ((*a, *b), *p)).collect();
        assert_eq!(clusters(&vec![None; n], &pairs, 0.5, 0.5, 10), expected);
    }

    #[test]
    fn alike_things_are_joined_and_others_left() {
        let (near, far) = (Pair::Likely(0.9), Pair::Likely(0.2));
        check(3, &[(0, 1, near), (1, 2, far)], &[&[0, 1], &[2]]);
        check(
            3,
            &[(0, 1, near), (1, 2, near), (0, 2, near)],
            &[&[0, 1, 2]],
        );
        check(0, &[], &[]);
    }

    #[test]
    fn a_chain_is_not_a_cluster() {
        let (near, far) = (Pair::Likely(0.9), Pair::Likely(0.05));
        check(
            4,
            &[
                (0, 1, near),
                (1, 2, Pair::Likely(0.7)),
                (2, 3, near),
                (0, 2, far),
                (0, 3, far),
                (1, 3, far),
            ],
            &[&[0, 1], &[2, 3]],
        );
    }

    #[test]
    fn what_has_no_days_does_not_bring_far_days_together() {
        use jiff::civil::date;
        let day = |year, day| {
            let day = date(year, 3, day);
            Some(Extent::of((day, day)))
        };
        let near = |a, b| ((a, b), Pair::Likely(0.9));
        let found =
            |days: [Option<Extent>; 3]| clusters(&days, &[near(0, 1), near(1, 2)], 0.5, 0.5, 10);
        let both: [&[usize]; 2] = [&[0, 1], &[2]];
        assert_eq!(found([day(1999, 4), None, day(2010, 4)]), both);
        assert_eq!(found([day(2010, 4), None, day(2010, 8)]), [[0, 1, 2]]);
    }

    #[test]
    fn one_pair_that_cannot_be_keeps_clusters_apart() {
        let near = Pair::Likely(0.99);
        check(
            3,
            &[(0, 1, near), (1, 2, Pair::Likely(0.9)), (0, 2, Pair::Apart)],
            &[&[0, 1], &[2]],
        );
    }
}
