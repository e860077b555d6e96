//! Days as a witness: what they say for and against two events being one.

use super::profile::Profile;
use crate::account::Account;
use crate::few::Few;
use dateline_vocabulary::{Days, Plover};

/// What the days of two events say of their being one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Witness {
    /// They cannot be one.
    Apart,
    /// So much is added to the log-odds.
    Weighs(f32),
}

/// Days further apart than this are those of two events, whatever else is alike, where words on both pages give them.
pub(super) const MOST_APART: i32 = 10;
/// Likewise where one of them only follows from when its page was printed.
const MOST_APART_INFERRED: i32 = 31;

/// What it weighs that two statements of one day name different places, or different victims.
const TOLD_OF_OTHERS: f32 = -3.0;

/// What the days say.
pub(super) fn witness(accounts: &[Account], a: &Profile, b: &Profile) -> Witness {
    if told_after(accounts, a, b) || told_after(accounts, b, a) {
        return Witness::Apart;
    }
    if told_apart(a, b) {
        return Witness::Apart;
    }
    let by_words = a.dated_by_words && b.dated_by_words;
    let same_kind =
        a.plover.is_some() && a.plover == b.plover && !recurs(a.plover) && !told_of_others(a, b);
    match a.days.days_apart(b.days) {
        Some(apart) => match apart {
            0 if a.days.single().is_some() && b.days.single().is_some() => {
                // Of one kind and of one day: seldom are there two, but of what is said every day.
                let kind = match (same_kind, by_words && of_one_make(a, b)) {
                    (_, true) => 2.5,
                    (true, false) => 1.5,
                    (false, false) => 0.0,
                };
                let others = if told_of_others(a, b) {
                    TOLD_OF_OTHERS
                } else {
                    0.0
                };
                Witness::Weighs(kind + others + if by_words { 1.5 } else { 0.7 })
            }
            0 if width(a.days).max(width(b.days)) <= 45 => Witness::Weighs(0.3),
            0 => Witness::Weighs(0.0),
            // That is what a dispute about the day looks like.
            1..=4 if by_words && share_a_target(a, b) && share_a_place(a, b) => {
                Witness::Weighs(-0.5)
            }
            5..=MOST_APART if by_words && share_a_target(a, b) && share_a_place(a, b) => {
                Witness::Weighs(-1.5)
            }
            _ if by_words && recurs(a.plover) && a.plover.is_some() => Witness::Apart,
            1..=4 if by_words => Witness::Weighs(-2.5),
            5..=MOST_APART if by_words => Witness::Weighs(-4.0),
            _ if by_words => Witness::Apart,
            1..=4 => Witness::Weighs(-0.8),
            5..=MOST_APART => Witness::Weighs(-2.0),
            days if days <= MOST_APART_INFERRED => Witness::Weighs(-3.5),
            _ => Witness::Apart,
        },
        None if a.document == b.document => Witness::Weighs(0.0),
        None => {
            // A page of which nothing but its earliest day is known was not printed before it.
            let published = |p: &Profile| accounts[p.document].published;
            let printed = published(a).at_least_apart(published(b));
            // Meetings, requests and accusations recur between the same people.
            let recurring = if recurs(a.plover) { 1.0 } else { 0.5 };
            Witness::Weighs(match printed {
                0..=4 => 0.0,
                5..=31 => -recurring,
                32..=366 => -1.5 * recurring,
                _ => -2.0 * recurring,
            })
        }
    }
}

/// Whether words put two events on the same days and somebody takes part in both, so that telling them of different places is a dispute
/// and not a difference.
pub(super) fn would_be_at_odds(a: &Profile, b: &Profile) -> bool {
    a.days.days_apart(b.days) == Some(0)
        && a.dated_by_words
        && b.dated_by_words
        && (a.parties.meets(&b.parties) || share_a_target(a, b))
}

/// Whether two events are of one kind or told with one word, and somebody takes part in both.
fn of_one_make(a: &Profile, b: &Profile) -> bool {
    let alike =
        a.plover.is_some() && a.plover == b.plover || a.predicate.stem_id == b.predicate.stem_id;
    let somebody = a.parties.meets(&b.parties)
        || a.places_as_parties.meets(&b.places_as_parties)
        || share_a_target(a, b);
    alike && somebody && !told_of_others(a, b)
}

/// Whether both statements name places or those acted on, and share none: on one day an army attacks many towns.
fn told_of_others(a: &Profile, b: &Profile) -> bool {
    let differ = |x: &Few<usize>, y: &Few<usize>| !x.is_empty() && !y.is_empty() && !x.meets(y);
    differ(&a.places, &b.places) || differ(&a.recipients, &b.recipients)
}

/// Whether the statements that tell two events are of days far apart, or of different days and places, whatever they give the
/// events themselves. A page that tells of one place and, in another sentence, of another tells of two things.
fn told_apart(a: &Profile, b: &Profile) -> bool {
    let days = |p: &Profile| {
        if p.dated_by_words {
            p.days
        } else {
            p.days_around
        }
    };
    let elsewhere = !a.places.is_empty() && !b.places.is_empty() && !share_a_place(a, b);
    let on_one_page = a.document == b.document && a.statement_at != b.statement_at;
    days(a).days_apart(days(b)).is_some_and(|apart| {
        elsewhere && on_one_page || apart > if elsewhere { 0 } else { MOST_APART }
    })
}

/// Whether events of a type come again and again between the same people, and have as many doers as take part: what is said or agreed,
/// and what has no type.
pub(crate) fn recurs(plover: Option<Plover>) -> bool {
    use Plover::{Accuse, Agree, Consult, Cooperate, Reject, Request, Support, Threaten};
    matches!(
        plover,
        None | Some(Consult | Request | Accuse | Reject | Threaten | Support | Agree | Cooperate)
    )
}

fn share_a_target(a: &Profile, b: &Profile) -> bool {
    a.recipients.meets(&b.recipients) || a.recipient_words.meets(&b.recipient_words)
}

fn share_a_place(a: &Profile, b: &Profile) -> bool {
    a.places.meets(&b.places)
}

/// Whether what a page tells as done lies after the publication of the other page, which tells it as done too.
fn told_after(accounts: &[Account], told: &Profile, other: &Profile) -> bool {
    match (told.days.from, accounts[other.document].published.to) {
        (Some(from), Some(published)) => {
            told.dated_by_words
                && told.factuality.is_of_fact()
                && other.factuality.is_of_fact()
                && from > published
        }
        _ => false,
    }
}

fn width(days: Days) -> i32 {
    days.n_days().unwrap_or(i32::MAX)
}
