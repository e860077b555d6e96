//! What a time expression says before anything outside its words is asked: the underspecified value.
//!
//! The two steps, recognising and resolving, are those of HeidelTime (Strötgen and Gertz 2010): a rule
//! yields one of these values, and one later pass turns it into days.

use jiff::civil::Weekday;

/// A unit of the calendar or the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// Reads `week`, `weeks`, `Centuries`.
    pub(crate) fn parse(word: &str) -> Option<Unit> {
        let word = word.to_lowercase();
        Some(match word.strip_suffix('s').unwrap_or(&word) {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" | "night" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "fortnight" => Unit::Fortnight,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "season" => Unit::Season,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" | "centurie" => Unit::Century,
            _ => return None,
        })
    }

    /// The unit in an ISO 8601 duration, with the number of them that one unit is.
    pub(crate) fn designator(self) -> (&'static str, u32, bool) {
        match self {
            Unit::Second => ("S", 1, true),
            Unit::Minute => ("M", 1, true),
            Unit::Hour => ("H", 1, true),
            Unit::Day => ("D", 1, false),
            Unit::Weekend => ("WE", 1, false),
            Unit::Week => ("W", 1, false),
            Unit::Fortnight => ("W", 2, false),
            Unit::Month => ("M", 1, false),
            Unit::Quarter => ("Q", 1, false),
            Unit::Season => ("M", 3, false),
            Unit::Year => ("Y", 1, false),
            Unit::Decade => ("Y", 10, false),
            Unit::Century => ("Y", 100, false),
        }
    }
}

/// Which one of a recurring unit is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shift {
    /// The words do not say: the tense and the anchor decide.
    Bare,
    /// `last`, `past`, `previous`.
    Last,
    /// `this`, `the same`.
    This,
    /// `next`, `coming`.
    Next,
    /// `the previous`: before what was told last.
    Previous,
    /// `the following`: after what was told last.
    Following,
}

impl Shift {
    pub(crate) fn parse(word: Option<&str>) -> Shift {
        match word.map(str::to_lowercase).as_deref() {
            Some("last" | "past") => Shift::Last,
            Some("this" | "the same" | "that") => Shift::This,
            Some("next" | "coming") => Shift::Next,
            Some("previous" | "preceding") => Shift::Previous,
            Some("following") => Shift::Following,
            _ => Shift::Bare,
        }
    }

    /// -1, 0, 1; nothing for a bare one.
    pub(crate) fn steps(self) -> Option<i32> {
        match self {
            Shift::Bare => None,
            Shift::Last | Shift::Previous => Some(-1),
            Shift::This => Some(0),
            Shift::Next | Shift::Following => Some(1),
        }
    }
}

/// A part of the day, as TIMEX3 spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayPart(pub(crate) &'static str);

impl DayPart {
    pub(crate) fn parse(word: &str) -> Option<DayPart> {
        Some(DayPart(match word.to_lowercase().as_str() {
            "morning" => "MO",
            "noon" | "midday" => "MI",
            "afternoon" => "AF",
            "evening" => "EV",
            "night" | "midnight" => "NI",
            _ => return None,
        }))
    }
}

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// A whole number.
    Exactly(u32),
    /// `half a`.
    Half,
    /// `several`, `a few`.
    Some,
}

impl Amount {
    pub(crate) fn parse(word: &str) -> Amount {
        const WORDS: [&str; 20] = [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ];
        let word = word.to_lowercase();
        if let Ok(n) = word.parse() {
            return Amount::Exactly(n);
        }
        if let Some(k) = WORDS.iter().position(|w| *w == word) {
            return Amount::Exactly(k as u32 + 1);
        }
        match word.as_str() {
            "a" | "an" => Amount::Exactly(1),
            "a couple of" | "couple of" => Amount::Exactly(2),
            "thirty" => Amount::Exactly(30),
            "forty" => Amount::Exactly(40),
            "fifty" => Amount::Exactly(50),
            "sixty" => Amount::Exactly(60),
            "ninety" => Amount::Exactly(90),
            "a hundred" => Amount::Exactly(100),
            "half a" => Amount::Half,
            _ => Amount::Some,
        }
    }
}

/// A season, as TIMEX3 spells it, with its first month on the northern half of the earth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Season(pub(crate) &'static str, pub(crate) i8);

impl Season {
    pub(crate) fn parse(word: &str) -> Option<Season> {
        Some(match word.to_lowercase().as_str() {
            "spring" => Season("SP", 3),
            "summer" => Season("SU", 6),
            "autumn" | "fall" => Season("FA", 9),
            "winter" => Season("WI", 12),
            _ => return None,
        })
    }
}

/// The value of a time expression as far as its own words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Underspecified {
    /// A day of a month; the year may be missing.
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    /// A part of a day of a month; the year may be missing.
    PartOfDay {
        year: Option<i16>,
        month: i8,
        day: i8,
        part: DayPart,
    },
    /// A month; the year may be missing.
    Month {
        year: Option<i16>,
        month: i8,
        shift: Shift,
    },
    /// A day of the week.
    Weekday {
        weekday: Weekday,
        shift: Shift,
        part: Option<DayPart>,
    },
    /// A day counted from the page's own: `yesterday`.
    RelativeDay {
        offset_days: i32,
        part: Option<DayPart>,
    },
    /// `last week`, `this year`; `that month`, `the following week` point to what was told last.
    RelativeUnit {
        unit: Unit,
        steps: i32,
        points_back: bool,
    },
    /// `the end of the year`, `late in the month`: the unit that the page or its narrative is in.
    PartOf(Unit),
    /// `that day`, `the same night`: the day told last.
    SameDay { part: Option<DayPart> },
    /// `the 14th`: a day of the month told last.
    DayOfMonth(i8),
    /// A year before the common era, counted from 1.
    YearBefore(i16),
    /// `three days ago`: counted from the page's own day.
    Ago { amount: Amount, unit: Unit },
    /// `two days later`: counted from the day mentioned last.
    Sequel {
        amount: Amount,
        unit: Unit,
        forward: bool,
    },
    /// A year.
    Year(i16),
    /// A decade by its first three digits.
    Decade(i16),
    /// A century by its first two digits.
    Century(i16),
    /// A quarter of a year.
    Quarter { year: Option<i16>, quarter: i8 },
    /// A season.
    Season {
        year: Option<i16>,
        season: Season,
        shift: Shift,
    },
    /// An amount of time, tied to no day.
    Duration { amount: Amount, unit: Unit },
    /// The last or the next so many units.
    Stretch {
        amount: Amount,
        unit: Unit,
        forward: bool,
    },
    /// Every so often.
    Every(Unit),
    /// Every such day of the week.
    EveryWeekday(Weekday),
    /// A time of day.
    Clock {
        hour: i8,
        minute: i8,
        /// Whether the words give it in universal time.
        is_utc: bool,
    },
    /// A day of the year with a name; the year may be missing.
    Holiday {
        year: Option<i16>,
        month: i8,
        day: i8,
    },
    /// Vague: `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Vague(&'static str),
    /// A day that can be read in two ways, such as `03/04/2011`; left unresolved on purpose.
    Ambiguous,
}
