//! What several sources say of one day, weighed against one another.

use crate::stamp::Stamp;
use dateline_vocabulary::{DateBasis, Moment, Publication};
use jiff::civil::Time;

/// How much a source can be trusted to speak of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// It says that the page came out first then, and again later: beats what the data of the second time says.
    First,
    /// It speaks of publication.
    Firm,
    /// It stands where the day of publication does, and does not say which it is: the day of a change, if it equals
    /// that.
    Plain,
    /// It gives some day: taken where nothing better is there, and contradicting nothing.
    Weak,
}

/// A day that the page gives, and what gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The day, the time and the zone as far as given.
    pub stamp: Stamp,
    /// What kind of source it is.
    pub basis: DateBasis,
    /// Its words or its tag.
    pub evidence: String,
    /// What it speaks of.
    pub trust: Trust,
}

/// Offsets of zones that are no whole hours, in minutes east of UTC.
const ODD_OFFSETS: &[i64] = &[
    -570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765,
];

/// How the clock without a zone stands to the instant: minutes east of UTC, where a zone of the world has that.
fn offset_between(clock: &Stamp, instant: &Stamp) -> Option<i32> {
    let offset = clock.clock_minutes()? - instant.instant_minutes()?;
    let is_one = (-12 * 60..=14 * 60).contains(&offset)
        && (offset % 60 == 0 || ODD_OFFSETS.contains(&offset));
    if is_one {
        i32::try_from(offset).ok()
    } else {
        None
    }
}

/// Whether the instant, told in UTC, can fall on the other's day somewhere in the world. Midnight stands for a day
/// of which no time is known.
fn may_fall_on(instant: &Stamp, day: &Stamp) -> bool {
    let Some(utc) = instant.clock_minutes().filter(|_| is_in_utc(instant)) else {
        return false;
    };
    let days_later = (i64::from(
        instant
            .date
            .until(day.date)
            .map_or(i32::MAX, |span| span.get_days()),
    )) * 1440;
    let minute_of_day = utc.rem_euclid(1440);
    match days_later {
        1440 => minute_of_day + 14 * 60 >= 1440,
        -1440 => minute_of_day < 12 * 60,
        _ => false,
    }
}

/// Whether the stamp is one in UTC with a time of its own.
fn is_in_utc(stamp: &Stamp) -> bool {
    stamp.offset_minutes == Some(0) && stamp.time.is_some_and(|t| t != Time::midnight())
}

/// Whether both can be one and the same moment.
fn agree(a: &Stamp, b: &Stamp) -> bool {
    if a.date == b.date {
        return true;
    }
    match (a.instant_minutes(), b.instant_minutes()) {
        (Some(x), Some(y)) => (x - y).abs() <= 1,
        (Some(_), None) if b.time.is_some() => offset_between(b, a).is_some(),
        (None, Some(_)) if a.time.is_some() => offset_between(a, b).is_some(),
        _ => {
            a.time.is_some() && b.time.is_none() && may_fall_on(a, b)
                || b.time.is_some() && a.time.is_none() && may_fall_on(b, a)
        }
    }
}

/// Whether both tell one day, or one minute where both have a time.
fn is_same(a: &Stamp, b: &Stamp) -> bool {
    let clocks = a.clock_minutes().zip(b.clock_minutes());
    let instants = a.instant_minutes().zip(b.instant_minutes());
    match (instants, clocks) {
        (Some((x, y)), _) => (x - y).abs() <= 1,
        (None, Some((x, y))) => {
            (x - y).abs() <= 1
                || is_in_utc(a) && offset_between(b, a).is_some()
                || is_in_utc(b) && offset_between(a, b).is_some()
        }
        (None, None) => a.date == b.date,
    }
}

/// The stamp in the zone where the page was written, as far as the others tell, with what does.
pub fn localised(stamp: &Stamp, others: &[Witness]) -> (Stamp, Option<String>) {
    if !is_in_utc(stamp) {
        return (stamp.clone(), None);
    }
    let same_instant = |w: &&Witness| {
        w.stamp.offset_minutes.is_some_and(|o| o != 0)
            && w.stamp
                .instant_minutes()
                .zip(stamp.instant_minutes())
                .is_some_and(|(a, b)| (a - b).abs() <= 1)
    };
    if let Some(other) = others.iter().find(same_instant) {
        return (other.stamp.clone(), Some(other.evidence.clone()));
    }
    let local = others.iter().find_map(|w| {
        if w.stamp.offset_minutes.is_some() || w.stamp.time == Some(Time::midnight()) {
            return None;
        }
        let offset = offset_between(&w.stamp, stamp).filter(|o| *o != 0)?;
        let stamp = Stamp {
            offset_minutes: Some(offset),
            ..w.stamp.clone()
        };
        Some((stamp, Some(w.evidence.clone())))
    });
    local.unwrap_or_else(|| (stamp.clone(), None))
}

/// The publication by these witnesses, the more trustworthy first; `changes` are those to the last change.
pub fn weigh(witnesses: &[Witness], changes: &[Witness]) -> Publication {
    let is_change = |w: &Witness| changes.iter().any(|c| is_same(&c.stamp, &w.stamp));
    let Some(first) = witnesses
        .iter()
        .find(|w| matches!(w.trust, Trust::First | Trust::Firm) || !is_change(w))
        .or(witnesses.first())
    else {
        return Publication::unknown();
    };
    let earlier = |w: &&Witness| w.trust == Trust::First && w.stamp.date < first.stamp.date;
    let chosen = witnesses.iter().find(earlier).unwrap_or(first);
    let (mut stamp, local) = localised(&chosen.stamp, witnesses);
    let mut day = stamp.date;
    let mut evidence = chosen.evidence.clone();
    if let Some(local) = local {
        evidence = format!("{evidence}; {local}");
    } else if let Some(w) = witnesses
        .iter()
        .find(|w| w.trust != Trust::Weak && w.stamp.time.is_none() && may_fall_on(&stamp, &w.stamp))
    {
        day = w.stamp.date;
        evidence = format!("{evidence}; {}", w.evidence);
    }
    // Midnight is what programs write where they know the day alone.
    let is_coarse = |time: Option<Time>| time.is_none_or(|t| t == Time::midnight());
    if is_coarse(stamp.time)
        && let Some(finer) = witnesses.iter().find(|w| {
            w.stamp.date == day
                && !is_coarse(w.stamp.time)
                && (w.trust != Trust::Weak || !is_change(w))
        })
    {
        stamp = finer.stamp.clone();
    }
    let mut contradicting: Vec<Moment> = Vec::new();
    for w in witnesses {
        let another = w.trust != Trust::Weak
            && w.stamp.date != day
            && !agree(&w.stamp, &chosen.stamp)
            && !agree(&w.stamp, &stamp);
        let at = w.stamp.to_iso();
        let of_change = w.trust == Trust::Plain && is_change(w);
        if another && !of_change && !contradicting.iter().any(|m| m.at.get(..10) == at.get(..10)) {
            contradicting.push(Moment {
                at,
                evidence: w.evidence.clone(),
            });
        }
    }
    Publication {
        from: Some(day),
        to: Some(day),
        basis: chosen.basis,
        evidence: Some(evidence),
        at: stamp.time.map(|_| stamp.to_iso()),
        contradicting,
    }
}

/// The last change by these witnesses; `None` where it is no later than the publication.
pub fn last_change(changes: &[Witness], published: &Publication) -> Option<Moment> {
    let first = changes.first()?;
    let (stamp, _) = localised(&first.stamp, &changes[1..]);
    let came_out = published.at.as_deref().and_then(crate::stamp::parse_stamp);
    let later = match (published.from, &came_out) {
        (_, Some(out)) => match (stamp.instant_minutes(), out.instant_minutes()) {
            (Some(a), Some(b)) => a > b + 1,
            _ if stamp.time.is_some() => stamp.clock_minutes() > out.clock_minutes().map(|m| m + 1),
            _ => stamp.date > out.date,
        },
        (Some(day), None) => stamp.date > day || stamp.date == day && stamp.time.is_some(),
        (None, None) => true,
    };
    later.then(|| Moment {
        at: stamp.to_iso(),
        evidence: first.evidence.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stamp::parse_stamp;
    use Trust::{Firm, First, Plain, Weak};

    fn witness(&(written, trust): &(&str, Trust)) -> Witness {
        Witness {
            stamp: parse_stamp(written).expect("a stamp"),
            basis: DateBasis::Metadata,
            evidence: written.to_owned(),
            trust,
        }
    }

    /// The day, the time and the contradicting days of witnesses.
    fn told(
        witnesses: &[(&str, Trust)],
        changes: &[&str],
    ) -> (String, Option<String>, Vec<String>) {
        let changes: Vec<(&str, Trust)> = changes.iter().map(|c| (*c, Firm)).collect();
        let of = |list: &[(&str, Trust)]| list.iter().map(witness).collect::<Vec<_>>();
        let found = weigh(&of(witnesses), &of(&changes));
        (
            found.from.expect("a day").to_string(),
            found.at,
            found.contradicting.into_iter().map(|m| m.at).collect(),
        )
    }

    #[test]
    fn weighs_what_sources_say() {
        type Case<'t> = (
            &'t [(&'t str, Trust)],
            &'t [&'t str],
            &'t str,
            Option<&'t str>,
            &'t [&'t str],
        );
        let cases: &[Case<'_>] = &[
            (&[("2014-06-03", Firm)], &[], "2014-06-03", None, &[]),
            // A finer stamp of the same day gives the time.
            (
                &[("2014-06-03", Firm), ("2014-06-03T08:15:00+02:00", Firm)],
                &[],
                "2014-06-03",
                Some("2014-06-03T08:15:00+02:00"),
                &[],
            ),
            // One instant in two zones: the day where the page was written.
            (
                &[
                    ("2014-06-03T23:30:00Z", Firm),
                    ("2014-06-04T01:30:00+02:00", Firm),
                ],
                &[],
                "2014-06-04",
                Some("2014-06-04T01:30:00+02:00"),
                &[],
            ),
            // The printed clock tells the zone.
            (
                &[("2014-06-03T23:30:00Z", Firm), ("2014-06-04T01:30", Firm)],
                &[],
                "2014-06-04",
                Some("2014-06-04T01:30:00+02:00"),
                &[],
            ),
            // The printed day can be that of the instant in Greenwich, or cannot.
            (
                &[("2014-06-04T02:10:00Z", Firm), ("2014-06-03", Firm)],
                &[],
                "2014-06-03",
                Some("2014-06-04T02:10:00Z"),
                &[],
            ),
            (
                &[("2014-06-04T15:10:00Z", Firm), ("2014-06-03", Firm)],
                &[],
                "2014-06-04",
                Some("2014-06-04T15:10:00Z"),
                &["2014-06-03"],
            ),
            (
                &[("2014-06-04T02:10:00+02:00", Firm), ("2014-06-03", Firm)],
                &[],
                "2014-06-04",
                Some("2014-06-04T02:10:00+02:00"),
                &["2014-06-03"],
            ),
            // Each other day once, in order; weak ones do not contradict.
            (
                &[
                    ("2014-06-04", Firm),
                    ("2014-06-01", Firm),
                    ("2014-06-01T10:00", Firm),
                    ("2014-05-30", Weak),
                    ("2014-06-02", Firm),
                ],
                &[],
                "2014-06-04",
                None,
                &["2014-06-01", "2014-06-02"],
            ),
            // A day that is only that of a change is not one of publication.
            (
                &[("2014-06-05", Weak), ("2014-06-03", Firm)],
                &["2014-06-05T10:00"],
                "2014-06-03",
                None,
                &[],
            ),
            (
                &[("2014-06-03", Firm), ("2014-06-05T10:00", Plain)],
                &["2014-06-05T08:00:20Z"],
                "2014-06-03",
                None,
                &[],
            ),
            // The page came out again, by its own word.
            (
                &[("2019-07-15T09:14:55-04:00", Firm), ("2011-03-22", First)],
                &[],
                "2011-03-22",
                None,
                &["2019-07-15T09:14:55-04:00"],
            ),
        ];
        for (witnesses, changes, day, at, others) in cases {
            let (found_day, found_at, found_others) = told(witnesses, changes);
            assert_eq!(
                (found_day.as_str(), found_at.as_deref()),
                (*day, *at),
                "{witnesses:?}"
            );
            assert_eq!(found_others, *others, "{witnesses:?}");
        }
    }

    #[test]
    fn a_change_is_later_than_the_publication() {
        for (published, change, told) in [
            ("2014-06-03T08:15:00Z", "2014-06-03T08:15:20Z", false),
            ("2014-06-03T08:15:00Z", "2014-06-03T10:15:00+02:00", false),
            ("2014-06-03T08:15:00Z", "2014-06-03T10:45:00+02:00", true),
            ("2014-06-03T08:15:00Z", "2014-06-02T10:45:00Z", false),
            ("2014-06-03", "2014-06-03", false),
            ("2014-06-03", "2014-06-03T09:00", true),
            ("2014-06-03T08:15", "2014-06-04", true),
        ] {
            let published = weigh(&[witness(&(published, Firm))], &[]);
            let found = last_change(&[witness(&(change, Firm))], &published);
            assert_eq!(found.is_some(), told, "{published:?} {change}");
        }
    }
}
