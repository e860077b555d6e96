//! Offices: who holds one, by the pages that put it beside a name, and when.
//!
//! An office changes hands: the CIA chief of 2011 is not that of 2012. What a page says of an office without a name goes to the one
//! person whom pages of about its day give it; where two had it around that day, or nobody, it stays open.

use super::name::Key;
use crate::account::{Account, NamedMention};
use crate::wording::words;
use dateline_vocabulary::{Days, HeldRole, MentionType};
use std::collections::{BTreeMap, BTreeSet};

/// Days between a page that names the holder of an office and one that does not name them.
const MOST_APART: i32 = 183;

/// The offices of a pile.
pub(super) struct Offices {
    /// The holder that each mention of an office stands for.
    of_mention: BTreeMap<(usize, usize), Key>,
    /// Those of them that stand beside the holder's name.
    beside_a_name: Vec<(usize, usize)>,
    /// Why a mention was taken for its holder.
    reasons: Vec<(Key, String)>,
}

impl Offices {
    /// Who is meant by the offices that the pages name; `roots` holds the key of each mention that has a name.
    pub(super) fn of(accounts: &[Account], roots: &[Vec<Option<Key>>]) -> Offices {
        let mut offices = Offices {
            of_mention: BTreeMap::new(),
            beside_a_name: Vec::new(),
            reasons: Vec::new(),
        };
        for (document, account) in accounts.iter().enumerate() {
            offices.find_on_page(document, account, &roots[document]);
        }
        offices.find_across(accounts);
        offices
    }

    /// Offices that stand right beside a person's name (`army chief General Orlo`, `Orlo, the army chief`), there and wherever the
    /// page has them in the same words.
    fn find_on_page(&mut self, document: usize, account: &Account, roots: &[Option<Key>]) {
        let mut on_page: BTreeMap<String, Key> = BTreeMap::new();
        for (k, mention) in roles(account) {
            let beside = account.mentions.iter().enumerate().find(|(_, other)| {
                let after = other.span.start >= mention.span.end
                    && other.span.start - mention.span.end <= 2;
                // `Orlo, chief`, `Orlo, a chief`, `Orlo, the chief`: articles are not part of a role's words.
                let apposed = mention.span.start >= other.span.end
                    && matches!(mention.span.start - other.span.end, 2 | 4 | 6);
                other.mention_type == MentionType::Person && (after || apposed)
            });
            if let Some((person, _)) = beside
                && let Some(root) = roots[person].clone()
            {
                self.reasons.push((
                    root.clone(),
                    format!("`{}` stands beside the name", mention.text),
                ));
                self.beside_a_name.push((document, k));
                on_page.insert(mention.text.to_lowercase(), root.clone());
                self.of_mention.insert((document, k), root);
            }
        }
        for (k, mention) in roles(account) {
            if let Some(root) = on_page.get(&mention.text.to_lowercase()) {
                let entry = self.of_mention.entry((document, k));
                entry.or_insert_with(|| root.clone());
            }
        }
    }

    /// Offices without a name on their page, whose holder other pages of about its day name.
    fn find_across(&mut self, accounts: &[Account]) {
        let mut held: BTreeMap<BTreeSet<String>, Vec<(usize, usize)>> = BTreeMap::new();
        for (document, k) in &self.beside_a_name {
            let role = &accounts[*document].mentions[*k].text;
            held.entry(office(role)).or_default().push((*document, *k));
        }
        let mut found: Vec<((usize, usize), Key, String)> = Vec::new();
        for (document, account) in accounts.iter().enumerate() {
            for (k, mention) in roles(account) {
                if self.of_mention.contains_key(&(document, k)) || !tells_of_what(account, mention)
                {
                    continue;
                }
                let near: BTreeSet<&Key> = held
                    .get(&office(&mention.text))
                    .into_iter()
                    .flatten()
                    .filter(|(other, _)| {
                        let apart = account.published.days_apart(accounts[*other].published);
                        apart.is_some_and(|days| days <= MOST_APART)
                    })
                    .filter_map(|at| self.of_mention.get(at))
                    .collect();
                if let (Some(holder), 1) = (near.first(), near.len()) {
                    let reason = format!(
                        "`{}` without a name, on a page of about the day of others that name the holder",
                        mention.text
                    );
                    found.push(((document, k), (*holder).clone(), reason));
                }
            }
        }
        for (at, holder, reason) in found {
            self.reasons.push((holder.clone(), reason));
            self.of_mention.insert(at, holder);
        }
    }

    /// Enters the holders in `roots`, and gives the mentions that stand beside a name, and why each was taken for its holder.
    pub(super) fn enter(self, roots: &mut [Vec<Option<Key>>]) -> (Held, Vec<(Key, String)>) {
        for ((document, k), key) in self.of_mention {
            roots[document][k].get_or_insert(key);
        }
        (Held(self.beside_a_name), self.reasons)
    }
}

/// The mentions that give an office to somebody, by document and place among its mentions.
pub(super) struct Held(Vec<(usize, usize)>);

impl Held {
    /// The offices of each holder, by the pages that give them, the earliest first.
    pub(super) fn roles<'k>(
        &self,
        accounts: &[Account],
        roots: &'k [Vec<Option<Key>>],
    ) -> BTreeMap<&'k Key, Vec<HeldRole>> {
        let mut told_by: BTreeMap<(&Key, &str), BTreeSet<usize>> = BTreeMap::new();
        for (document, k) in &self.0 {
            if let Some(holder) = &roots[*document][*k] {
                let role = accounts[*document].mentions[*k].text.as_str();
                told_by.entry((holder, role)).or_default().insert(*document);
            }
        }
        let mut roles: BTreeMap<&Key, Vec<HeldRole>> = BTreeMap::new();
        for ((holder, role), documents) in told_by {
            let days = || {
                documents
                    .iter()
                    .filter_map(|d| accounts[*d].published.ends())
            };
            roles.entry(holder).or_default().push(HeldRole {
                role: role.to_owned(),
                days: Days {
                    from: days().map(|(from, _)| from).min(),
                    to: days().map(|(_, to)| to).max(),
                },
                documents: documents.iter().map(|d| accounts[*d].id.clone()).collect(),
            });
        }
        for of_holder in roles.values_mut() {
            of_holder.sort_by(|a, b| {
                let key = |it: &HeldRole| (it.days.is_unknown(), it.days.from, it.role.clone());
                key(a).cmp(&key(b))
            });
        }
        roles
    }
}

/// The mentions of offices on a page, with their places among its mentions.
fn roles(account: &Account) -> impl Iterator<Item = (usize, &NamedMention)> {
    let mentions = account.mentions.iter().enumerate();
    mentions.filter(|(_, mention)| mention.mention_type == MentionType::Role)
}

/// The words of an office, in whatever order: `the chief of the CIA` and `the CIA's chief` are one.
fn office(role: &str) -> BTreeSet<String> {
    words(role)
        .filter(|word| !matches!(word.as_str(), "the" | "of" | "for" | "s" | "a" | "an"))
        .collect()
}

/// Whether an office says of what it is one, by a name in it: there is a `CIA chief` at a time, and an `interior minister` in every
/// country.
fn tells_of_what(account: &Account, role: &NamedMention) -> bool {
    account.mentions.iter().any(|inner| {
        let named = matches!(
            inner.mention_type,
            MentionType::Organization | MentionType::Place | MentionType::Group
        );
        named && role.span.contains(inner.span)
    })
}
