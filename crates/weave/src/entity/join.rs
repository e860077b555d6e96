//! Which names are one: spelling variants, initials, acronyms, short names.

use super::name::{Key, Kind, has_digit, shown};
use crate::account::Account;
use crate::wording::edit_distance;
use std::collections::{BTreeMap, BTreeSet};

/// Groups of keys that are one entity.
#[derive(Default)]
pub(super) struct Joins {
    parent: BTreeMap<Key, Key>,
    pub(super) reasons: Vec<(Key, String)>,
}

impl Joins {
    pub(super) fn root(&self, key: &Key) -> Key {
        let mut at = key;
        while let Some(up) = self.parent.get(at) {
            at = up;
        }
        at.clone()
    }

    pub(super) fn join(&mut self, a: &Key, b: &Key, reason: String) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            // The longer name is the root; ties go to the smaller one.
            let (root, child) = if (b.words.len(), &a) > (a.words.len(), &b) {
                (b, a)
            } else {
                (a, b)
            };
            self.reasons.push((root.clone(), reason));
            self.parent.insert(child, root);
        }
    }
}

/// The bodies of a page by the one fuller name on it that ends in theirs: `the Air Force`, of the United States Air Force.
pub(super) fn fuller_on_page(page: &[Option<Key>]) -> BTreeMap<&Key, &Key> {
    let bodies: BTreeSet<&Key> = page
        .iter()
        .flatten()
        .filter(|key| key.kind == Kind::Body && key.words.len() > 1)
        .collect();
    let mut by_last: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for key in &bodies {
        by_last
            .entry(&key.words[key.words.len() - 1])
            .or_default()
            .push(key);
    }
    let mut fuller = BTreeMap::new();
    for key in bodies {
        let mut others = by_last[key.words[key.words.len() - 1].as_str()]
            .iter()
            .filter(|other| {
                other.words.len() > key.words.len() && other.words.ends_with(&key.words)
            });
        if let (Some(other), None) = (others.next(), others.next()) {
            fuller.insert(key, *other);
        }
    }
    fuller
}

/// Full names that agree: same last and first word; or one differs by its spelling only.
pub(super) fn join_persons(all: &BTreeSet<&Key>, joins: &mut Joins) {
    let full: Vec<&Key> = all
        .iter()
        .copied()
        .filter(|key| key.kind == Kind::Person && key.words.len() > 1)
        .collect();
    let mut blocks: BTreeMap<(u8, String), Vec<&Key>> = BTreeMap::new();
    for key in &full {
        blocks
            .entry((0, key.words[key.words.len() - 1].clone()))
            .or_default()
            .push(key);
        blocks
            .entry((1, key.words[0].clone()))
            .or_default()
            .push(key);
    }
    for ((which, _), block) in &blocks {
        for (k, a) in block.iter().enumerate() {
            // A very common name would make this quadratic; names sort, so variants are near each other.
            for b in block.iter().skip(k + 1).take(60) {
                let (first_a, first_b) = (&a.words[0], &b.words[0]);
                let (last_a, last_b) = (&a.words[a.words.len() - 1], &b.words[b.words.len() - 1]);
                let variant = |x: &str, y: &str| {
                    x.len().min(y.len()) >= 5
                        && edit_distance(x, y, 1) <= 1
                        && x.chars().next() == y.chars().next()
                };
                if *which == 0 {
                    let initial = first_a.len() == 1 && first_b.starts_with(first_a.as_str())
                        || first_b.len() == 1 && first_a.starts_with(first_b.as_str());
                    if first_a == first_b {
                        joins.join(
                            a,
                            b,
                            format!(
                                "`{}` and `{}` share first and last name",
                                shown(a),
                                shown(b)
                            ),
                        );
                    } else if variant(first_a, first_b) {
                        joins.join(
                            a,
                            b,
                            format!(
                                "`{}` and `{}` are spellings of one name",
                                shown(a),
                                shown(b)
                            ),
                        );
                    } else if initial {
                        joins.join(
                            a,
                            b,
                            format!("`{}` is an initial of `{}`", shown(a), shown(b)),
                        );
                    }
                } else if last_a != last_b && variant(last_a, last_b) {
                    joins.join(
                        a,
                        b,
                        format!(
                            "`{}` and `{}` are spellings of one name",
                            shown(a),
                            shown(b)
                        ),
                    );
                }
            }
        }
    }
}

/// Acronyms and the names they stand for; `Directorate of X` and X.
pub(super) fn join_bodies(all: &BTreeSet<&Key>, joins: &mut Joins) {
    let named: Vec<&Key> = all
        .iter()
        .copied()
        .filter(|key| matches!(key.kind, Kind::Body | Kind::Group))
        .collect();
    let mut by_initials: BTreeMap<(Kind, String), Vec<&Key>> = BTreeMap::new();
    for key in named.iter().filter(|key| key.words.len() > 1) {
        let initials: String = key
            .words
            .iter()
            .filter(|word| !matches!(word.as_str(), "of" | "the" | "and" | "for"))
            .filter_map(|word| word.chars().next())
            .collect();
        by_initials
            .entry((key.kind, initials))
            .or_default()
            .push(key);
    }
    for key in &named {
        if key.words.len() == 1
            && (2..=6).contains(&key.words[0].chars().count())
            && let Some([full]) = by_initials
                .get(&(key.kind, key.words[0].clone()))
                .map(Vec::as_slice)
        {
            let reason = format!(
                "`{}` are the initials of `{}`",
                key.words[0].to_uppercase(),
                shown(full)
            );
            joins.join(key, full, reason);
        }
        if key.kind == Kind::Body && key.words.len() > 3 && key.words[1] == "of" {
            let rest = Key {
                kind: Kind::Body,
                words: key.words[2..].to_vec(),
                place: None,
                set_apart: None,
            };
            if rest.words.len() > 1 && all.contains(&rest) {
                joins.join(
                    key,
                    &rest,
                    format!(
                        "`{}` is `{}` with its office spelled out",
                        shown(key),
                        shown(&rest)
                    ),
                );
            }
        }
    }
}

/// `European Aeronautic Defence and Space (EADS)`: what stands in brackets behind a name is short for it, where its letters
/// are letters of the name in their order, and where the pile has it behind no other.
pub(super) fn join_bracketed(accounts: &[Account], keys: &[Vec<Option<Key>>], joins: &mut Joins) {
    let mut behind: BTreeMap<&Key, BTreeMap<&Key, String>> = BTreeMap::new();
    for (account, page) in accounts.iter().zip(keys) {
        for (k, short) in account.mentions.iter().enumerate() {
            let Some(long) = k.checked_sub(1).map(|before| &account.mentions[before]) else {
                continue;
            };
            if !short.in_brackets || long.span.end + 2 != short.span.start {
                continue;
            }
            if let (Some(a), Some(b)) = (&page[k], &page[k - 1])
                && a.kind == b.kind
                && a.words.len() == 1
                && a.words[0].len() <= 8
                && b.words.len() > 1
            {
                let name = b.words.join(" ");
                let mut letters = name.chars();
                let in_order = a.words[0].chars().all(|c| letters.any(|other| other == c));
                if in_order && name.chars().next() == a.words[0].chars().next() {
                    let reason =
                        format!("`{}` stands in brackets behind `{}`", short.text, long.text);
                    behind.entry(a).or_default().entry(b).or_insert(reason);
                }
            }
        }
    }
    for (short, names) in behind {
        let roots: BTreeSet<Key> = names.keys().map(|name| joins.root(name)).collect();
        if let (1, Some((long, reason))) = (roots.len(), names.into_iter().next()) {
            joins.join(short, long, reason);
        }
    }
}

/// A thing by part of its name: `A380` is the Airbus A380, `Boeing 787` the Boeing 787 Dreamliner, where the pile names only
/// one that it may be. A further designation makes another thing of it: `A330 MRTT`.
pub(super) fn join_objects(all: &BTreeSet<&Key>, joins: &mut Joins) {
    let things: Vec<&Key> = all
        .iter()
        .copied()
        .filter(|key| key.kind == Kind::Object)
        .collect();
    let mut by_word: BTreeMap<&str, Vec<&Key>> = BTreeMap::new();
    for key in &things {
        let words: BTreeSet<&str> = key.words.iter().map(String::as_str).collect();
        for word in words {
            by_word.entry(word).or_default().push(key);
        }
    }
    // `Boeing 787` and `787 Dreamliner`, where the pile has one maker and one name of the number.
    for (number, of_number) in by_word.iter().filter(|(word, _)| has_digit(word)) {
        let two: Vec<&Key> = of_number
            .iter()
            .copied()
            .filter(|key| {
                key.words.len() == 2 && key.words.iter().filter(|w| has_digit(w)).count() == 1
            })
            .collect();
        let (names, makers): (Vec<&Key>, Vec<&Key>) =
            two.into_iter().partition(|key| key.words[0] == **number);
        if let ([maker], [name]) = (makers.as_slice(), names.as_slice()) {
            let reason = format!("`{}` and `{}` share the number", shown(maker), shown(name));
            joins.join(maker, name, reason);
        }
    }
    for short in &things {
        // Those that hold its rarest word.
        let holding = short
            .words
            .iter()
            .map(|word| &by_word[word.as_str()])
            .min_by_key(|keys| keys.len());
        let longer: Vec<&Key> = holding
            .into_iter()
            .flatten()
            .copied()
            .filter(|long| {
                let Some(at) = long
                    .words
                    .windows(short.words.len())
                    .position(|part| part == short.words)
                else {
                    return false;
                };
                let (before, after) = (&long.words[..at], &long.words[at + short.words.len()..]);
                long.words.len() > short.words.len()
                    && !before.iter().chain(after).any(|word| has_digit(word))
                    && short
                        .words
                        .iter()
                        .chain(after)
                        .any(|word| has_digit(word) || word.len() > 5)
                    && after.iter().all(|word| word.len() > 4)
            })
            .collect();
        let roots: BTreeSet<Key> = longer.iter().map(|key| joins.root(key)).collect();
        if let ([long, ..], 1) = (longer.as_slice(), roots.len()) {
            let reason = format!("`{}` is short for `{}`", shown(short), shown(long));
            joins.join(short, long, reason);
        }
    }
}
