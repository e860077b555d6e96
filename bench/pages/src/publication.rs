//! Publication: the day right, wrong or missing, and the instant to the minute.

use jiff::civil::{Date, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// When a page was published, as fine as it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The day, in the zone of `offset` where there is one.
    pub day: Date,
    /// The time of day.
    pub time: Option<Time>,
    /// The zone.
    pub offset: Option<Offset>,
}

impl Published {
    /// A day and nothing finer.
    pub fn on(day: Date) -> Published {
        Published {
            day,
            time: None,
            offset: None,
        }
    }

    /// Reads ISO 8601 and RFC 2822, and whatever opens with an ISO day. `None` where there is no day.
    pub fn parse(text: &str) -> Option<Published> {
        let text = text.trim();
        if let Ok(pieces) = Pieces::parse(text) {
            return Some(Published {
                day: pieces.date(),
                time: pieces.time(),
                offset: pieces.to_numeric_offset(),
            });
        }
        if let Ok(zoned) = jiff::fmt::rfc2822::parse(text) {
            return Some(Published {
                day: zoned.date(),
                time: Some(zoned.time()),
                offset: Some(zoned.offset()),
            });
        }
        text.get(..10)?.parse().ok().map(Published::on)
    }

    /// The instant, where time and zone are given. Midnight to the second is taken for a day without a time.
    pub fn instant(&self) -> Option<Timestamp> {
        let time = self.time.filter(|time| *time != Time::midnight())?;
        self.offset?.to_timestamp(self.day.to_datetime(time)).ok()
    }
}

/// What a tool's publication is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayVerdict {
    /// The gold's day.
    Right,
    /// Another day.
    Wrong,
    /// No day.
    Missing,
}

/// What a tool's instant is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantVerdict {
    /// Within one minute of the gold's.
    Exact,
    /// Further away.
    Off,
    /// The tool gives no time with a zone.
    NotGiven,
}

/// Judges the day in the gold's own zone: a tool's instant is told in that zone, a bare day is taken as it is.
pub fn judge_day(gold: &Published, found: Option<&Published>) -> DayVerdict {
    let Some(found) = found else {
        return DayVerdict::Missing;
    };
    let day = match (gold.offset, found.instant()) {
        (Some(zone), Some(instant)) => zone.to_datetime(instant).date(),
        _ => found.day,
    };
    if day == gold.day {
        DayVerdict::Right
    } else {
        DayVerdict::Wrong
    }
}

/// Judges the instant; `None` where the gold has none.
pub fn judge_instant(gold: &Published, found: Option<&Published>) -> Option<InstantVerdict> {
    let gold = gold.instant()?;
    let Some(found) = found.and_then(Published::instant) else {
        return Some(InstantVerdict::NotGiven);
    };
    let apart = gold.duration_since(found).abs();
    Some(if apart <= SignedDuration::from_mins(1) {
        InstantVerdict::Exact
    } else {
        InstantVerdict::Off
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_judged_in_the_zone_of_the_gold() {
        use DayVerdict::{Missing, Right, Wrong};
        let cases = [
            ("2024-05-03 08:00:00+02:00", "2024-05-03", Right),
            ("2024-05-03 08:00:00+02:00", "2024-05-04", Wrong),
            ("2024-05-03 08:00:00+02:00", "", Missing),
            ("2024-05-03 08:00:00+02:00", "soon", Missing),
            // The same instant, told on another day elsewhere.
            ("2024-05-03 00:30:00+02:00", "2024-05-02T22:30:00Z", Right),
            ("2024-05-03 00:30:00+02:00", "2024-05-03T22:30:00Z", Wrong),
            // A bare day has no zone that it could be told in.
            ("2024-05-03 00:30:00+02:00", "2024-05-02", Wrong),
            // Nor is midnight to the second moved.
            ("2024-05-03 08:00:00-05:00", "2024-05-03T00:00:00Z", Right),
            // Gold without a zone.
            ("2024-05-03 00:00:00", "2024-05-03T23:59:00-05:00", Right),
            (
                "2024-05-03 08:00:00+00:00",
                "Fri, 03 May 2024 10:00:00 +0200",
                Right,
            ),
            ("2024-05-03 08:00:00+00:00", "2024-05-03 at ten", Right),
        ];
        for (gold, found, verdict) in cases {
            let gold = Published::parse(gold).unwrap();
            assert_eq!(
                judge_day(&gold, Published::parse(found).as_ref()),
                verdict,
                "{found}"
            );
        }
    }

    #[test]
    fn instants_are_exact_to_the_minute() {
        use InstantVerdict::{Exact, NotGiven, Off};
        let cases = [
            (
                "2024-05-03 08:00:00+02:00",
                "2024-05-03T06:00:59Z",
                Some(Exact),
            ),
            (
                "2024-05-03 08:00:00+02:00",
                "2024-05-03T05:59:00+0000",
                Some(Exact),
            ),
            (
                "2024-05-03 08:00:00+02:00",
                "2024-05-03T06:01:01Z",
                Some(Off),
            ),
            (
                "2024-05-03 08:00:00+02:00",
                "2024-05-03T08:00:00Z",
                Some(Off),
            ),
            (
                "2024-05-03 08:00:00+02:00",
                "2024-05-03T08:00:00",
                Some(NotGiven),
            ),
            ("2024-05-03 08:00:00+02:00", "2024-05-03", Some(NotGiven)),
            ("2024-05-03 08:00:00+02:00", "", Some(NotGiven)),
            ("2024-05-03 08:00:00", "2024-05-03T08:00:00Z", None),
            ("2024-05-03 00:00:00+00:00", "2024-05-03T00:00:00Z", None),
        ];
        for (gold, found, verdict) in cases {
            let gold = Published::parse(gold).unwrap();
            assert_eq!(
                judge_instant(&gold, Published::parse(found).as_ref()),
                verdict,
                "{found}"
            );
        }
    }
}
