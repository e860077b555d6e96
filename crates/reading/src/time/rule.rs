//! The rules of `data/time.toml`: patterns, and how their groups become underspecified values.

use super::value::{Amount, DayPart, Season, Shift, Underspecified, Unit};
use jiff::civil::Weekday;
use regex::{Captures, Regex};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A rule as the data file has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleText {
    pub(crate) name: String,
    pattern: String,
    reads: String,
    not_before: Option<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "cases are run by the tests"))]
    pub(crate) cases: Vec<String>,
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "near misses are run by the tests")
    )]
    pub(crate) misses: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleFile {
    part: BTreeMap<String, String>,
    pub(crate) rule: Vec<RuleText>,
}

impl RuleFile {
    pub(crate) fn bundled() -> RuleFile {
        toml::from_str(include_str!("../../data/time.toml"))
            .expect("the bundled time rules are well-formed: a test reads them")
    }
}

/// A rule ready to run.
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) pattern: Regex,
    pub(crate) not_before: Option<Regex>,
    pub(crate) reads: Reads,
}

/// All rules, in the order of the file.
pub(crate) fn rules() -> &'static [Rule] {
    static RULES: OnceLock<Vec<Rule>> = OnceLock::new();
    RULES.get_or_init(|| {
        let file = RuleFile::bundled();
        file.rule
            .iter()
            .map(|text| Rule::new(text, &file.part))
            .collect()
    })
}

impl Rule {
    fn new(text: &RuleText, parts: &BTreeMap<String, String>) -> Rule {
        let mut pattern = text.pattern.clone();
        for (name, part) in parts {
            // A second use of a part in one pattern keeps its words and drops its name.
            pattern = pattern.replacen(&format!("{{{name}}}"), &format!("(?P<{name}>{part})"), 1);
            pattern = pattern.replace(&format!("{{{name}}}"), &format!("(?:{part})"));
        }
        // Boundaries and digits of ASCII: those of Unicode would keep the engine from its fast path wherever a page has a curly
        // mark. `recognise` sees to it that no letter stands beside a match.
        let ascii = |pattern: &str| pattern.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
        let regex = |pattern: &str| {
            Regex::new(&ascii(pattern))
                .unwrap_or_else(|error| panic!("time rule {}: {error}", text.name))
        };
        Rule {
            name: text.name.clone(),
            pattern: regex(&pattern),
            not_before: text.not_before.as_deref().map(regex),
            reads: Reads::parse(&text.reads)
                .unwrap_or_else(|| panic!("time rule {}: unknown `reads`", text.name)),
        }
    }
}

/// How the groups of a match become a value. The names are those of the data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reads {
    Nothing,
    Day,
    DayOfRange,
    PartOfDay,
    StretchOfOne,
    NumericDay,
    NineEleven,
    Weekday,
    Today,
    Month,
    MonthInContext,
    ShiftedUnit,
    PartOf,
    SameDay,
    DayOfMonth,
    YearBefore,
    SeasonInContext,
    Season,
    Quarter,
    YearInContext,
    BracketedYear,
    Decade,
    Century,
    Ago,
    Sequel,
    NextDay,
    Stretch,
    Amount,
    AmountInContext,
    Set,
    Clock,
    Holiday,
    VaguePast,
    VaguePresent,
    VagueFuture,
}

impl Reads {
    fn parse(word: &str) -> Option<Reads> {
        Some(match word {
            "nothing" => Reads::Nothing,
            "day" => Reads::Day,
            "day-of-range" => Reads::DayOfRange,
            "part-of-day" => Reads::PartOfDay,
            "stretch-of-one" => Reads::StretchOfOne,
            "numeric-day" => Reads::NumericDay,
            "nine-eleven" => Reads::NineEleven,
            "weekday" => Reads::Weekday,
            "today" => Reads::Today,
            "month" => Reads::Month,
            "month-in-context" => Reads::MonthInContext,
            "shifted-unit" => Reads::ShiftedUnit,
            "part-of" => Reads::PartOf,
            "same-day" => Reads::SameDay,
            "day-of-month" => Reads::DayOfMonth,
            "year-before" => Reads::YearBefore,
            "season-in-context" => Reads::SeasonInContext,
            "season" => Reads::Season,
            "quarter" => Reads::Quarter,
            "year-in-context" => Reads::YearInContext,
            "bracketed-year" => Reads::BracketedYear,
            "decade" => Reads::Decade,
            "century" => Reads::Century,
            "ago" => Reads::Ago,
            "sequel" => Reads::Sequel,
            "next-day" => Reads::NextDay,
            "stretch" => Reads::Stretch,
            "amount" => Reads::Amount,
            "amount-in-context" => Reads::AmountInContext,
            "set" => Reads::Set,
            "clock" => Reads::Clock,
            "holiday" => Reads::Holiday,
            "vague-past" => Reads::VaguePast,
            "vague-present" => Reads::VaguePresent,
            "vague-future" => Reads::VagueFuture,
            _ => return None,
        })
    }

    /// The value, and the part of the match that is the expression where it is not all of it.
    /// `None`: the words turn out not to be a time (an impossible date, a bare `May`).
    pub(crate) fn value(
        self,
        found: &Captures<'_>,
    ) -> Option<(Underspecified, Option<std::ops::Range<usize>>)> {
        let group = |name: &str| found.name(name).map(|m| m.as_str());
        let number = |name: &str| group(name).and_then(|text| text.parse::<i16>().ok());
        let unit = || group("unit").and_then(Unit::parse);
        let part = || group("daypart").and_then(DayPart::parse);
        let shift = Shift::parse(group("shift"));
        let whole = found
            .get(0)
            .expect("a match has a whole")
            .as_str()
            .to_lowercase();
        let value = match self {
            Reads::Nothing => return None,
            Reads::Day => {
                let month = match group("month_number") {
                    Some(digits) => digits.parse().ok()?,
                    None => month_number(group("month")?)?,
                };
                let day = number("day")? as i8;
                let year = number("year");
                // 29 February exists in some year; anything beyond the month's days is no date.
                jiff::civil::Date::new(year.unwrap_or(2000), month, day).ok()?;
                Underspecified::Day { year, month, day }
            }
            Reads::DayOfRange => {
                let of_range = found.name("expression").or(found.name("last_day"))?;
                let day = of_range.as_str().parse().ok()?;
                let month = month_number(
                    group("month")
                        .filter(|_| group("last_day").is_some())
                        .or(group("later_month"))?,
                )?;
                let year = number("year");
                jiff::civil::Date::new(year.unwrap_or(2000), month, day).ok()?;
                return Some((
                    Underspecified::Day { year, month, day },
                    Some(of_range.range()),
                ));
            }
            Reads::PartOfDay => {
                // Month and day come in either order; the second use of a part has no name.
                let mut words = whole.split(|c: char| !c.is_ascii_alphanumeric());
                let month = words.clone().skip(2).find_map(month_number)?;
                let day = words
                    .clone()
                    .map(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()))
                    .find(|digits| (1..=2).contains(&digits.len()))?
                    .parse()
                    .ok()?;
                let year = words.find(|word| word.len() == 4 && word.parse::<i16>().is_ok());
                let year = year.and_then(|year| year.parse().ok());
                jiff::civil::Date::new(year.unwrap_or(2000), month, day).ok()?;
                Underspecified::PartOfDay {
                    year,
                    month,
                    day,
                    part: part()?,
                }
            }
            Reads::StretchOfOne => Underspecified::Stretch {
                amount: Amount::Exactly(1),
                unit: unit()?,
                forward: false,
            },
            Reads::NumericDay => {
                let (first, second, year) = (
                    number("first")? as i8,
                    number("second")? as i8,
                    number("year")?,
                );
                let day_first = jiff::civil::Date::new(year, second, first).is_ok();
                let month_first = jiff::civil::Date::new(year, first, second).is_ok();
                match (day_first, month_first) {
                    (true, true) if first != second => Underspecified::Ambiguous,
                    (true, _) => Underspecified::Day {
                        year: Some(year),
                        month: second,
                        day: first,
                    },
                    (false, true) => Underspecified::Day {
                        year: Some(year),
                        month: first,
                        day: second,
                    },
                    (false, false) => return None,
                }
            }
            Reads::NineEleven => Underspecified::Day {
                year: Some(2001),
                month: 9,
                day: 11,
            },
            Reads::Weekday => {
                let weekday = weekday(group("weekday")?)?;
                Underspecified::Weekday {
                    weekday,
                    shift,
                    part: part(),
                }
            }
            Reads::Today => {
                let offset_days = match () {
                    _ if whole.contains("before yesterday") => -2,
                    _ if whole.contains("after tomorrow") => 2,
                    _ if whole.contains("yesterday") || whole == "last night" => -1,
                    _ if whole.contains("tomorrow") => 1,
                    _ => 0,
                };
                let part = match whole.as_str() {
                    "tonight" | "last night" => Some(DayPart("NI")),
                    _ => whole.rsplit(' ').next().and_then(DayPart::parse),
                };
                Underspecified::RelativeDay { offset_days, part }
            }
            Reads::Month => {
                let month = month_number(group("month").or(group("full_month"))?)?;
                Underspecified::Month {
                    year: number("year"),
                    month,
                    shift,
                }
            }
            Reads::MonthInContext => {
                let month_group = found.name("month")?;
                let start = found
                    .name("shift")
                    .or(found.name("phase"))
                    .unwrap_or(month_group)
                    .start();
                if group("before").is_none() && group("shift").is_none() && group("phase").is_none()
                {
                    return None;
                }
                let month = month_number(month_group.as_str())?;
                return Some((
                    Underspecified::Month {
                        year: None,
                        month,
                        shift,
                    },
                    Some(start..month_group.end()),
                ));
            }
            Reads::ShiftedUnit => Underspecified::RelativeUnit {
                unit: unit()?,
                steps: shift.steps()?,
                points_back: matches!(shift, Shift::Previous | Shift::Following)
                    || matches!(
                        group("shift"),
                        Some("that" | "That" | "the same" | "The same")
                    ),
            },
            Reads::PartOf => Underspecified::PartOf(unit()?),
            Reads::SameDay => Underspecified::SameDay {
                part: whole.rsplit(' ').next().and_then(DayPart::parse),
            },
            Reads::DayOfMonth => {
                let day = found.name("day")?;
                return Some((
                    Underspecified::DayOfMonth(day.as_str().parse().ok()?),
                    Some(found.name("expression")?.range()),
                ));
            }
            Reads::YearBefore => Underspecified::YearBefore(number("year_before")?),
            Reads::SeasonInContext => {
                let season = found.name("season")?;
                let start = found
                    .name("expression")
                    .map_or(season.start(), |e| e.start());
                return Some((
                    Underspecified::Season {
                        year: None,
                        season: Season::parse(season.as_str())?,
                        shift,
                    },
                    Some(start..season.end()),
                ));
            }
            Reads::Season => {
                let season = Season::parse(group("season")?)?;
                Underspecified::Season {
                    year: number("year"),
                    season,
                    shift,
                }
            }
            Reads::Quarter => {
                let quarter = match group("ordinal")?.to_lowercase().as_str() {
                    "first" => 1,
                    "second" => 2,
                    "third" => 3,
                    _ => 4,
                };
                Underspecified::Quarter {
                    year: number("year"),
                    quarter,
                }
            }
            Reads::YearInContext | Reads::BracketedYear => {
                let year = found.name("year")?;
                let start = found
                    .name("phase")
                    .map_or(year.start(), |phase| phase.start());
                return Some((
                    Underspecified::Year(year.as_str().parse().ok()?),
                    Some(start..year.end()),
                ));
            }
            Reads::Decade => {
                const DECADES: [&str; 8] = [
                    "twenties",
                    "thirties",
                    "forties",
                    "fifties",
                    "sixties",
                    "seventies",
                    "eighties",
                    "nineties",
                ];
                let decade = match (
                    number("decade"),
                    number("short_decade"),
                    group("decade_word"),
                ) {
                    (Some(decade), _, _) => decade,
                    (_, Some(digit), _) => 190 + digit,
                    (_, _, Some(word)) => {
                        192 + DECADES
                            .iter()
                            .position(|decade| decade.eq_ignore_ascii_case(word))?
                            as i16
                    }
                    _ => return None,
                };
                Underspecified::Decade(decade)
            }
            Reads::Century => match number("century")? {
                century @ 1..=30 => Underspecified::Century(century - 1),
                _ => return None,
            },
            Reads::Ago => Underspecified::Ago {
                amount: Amount::parse(group("number")?),
                unit: unit()?,
            },
            Reads::Sequel => Underspecified::Sequel {
                amount: Amount::parse(group("number")?),
                unit: unit()?,
                forward: matches!(
                    group("sequel")?.to_lowercase().as_str(),
                    "later" | "after" | "afterwards"
                ),
            },
            Reads::NextDay => {
                let forward = !(whole.contains("before") || whole.contains("previous"));
                Underspecified::Sequel {
                    amount: Amount::Exactly(1),
                    unit: Unit::Day,
                    forward,
                }
            }
            Reads::Stretch => Underspecified::Stretch {
                amount: group("number").map_or(Amount::Some, Amount::parse),
                unit: unit()?,
                forward: whole.contains("next") || whole.contains("coming"),
            },
            Reads::Amount => Underspecified::Duration {
                amount: Amount::parse(group("number")?),
                unit: unit()?,
            },
            Reads::AmountInContext => {
                let range = found.name("unit")?.range();
                return Some((
                    Underspecified::Duration {
                        amount: Amount::Some,
                        unit: unit()?,
                    },
                    Some(range),
                ));
            }
            Reads::Set => match (group("weekday"), group("unit")) {
                (Some(day), _) => Underspecified::EveryWeekday(weekday(day)?),
                (_, Some(word)) => Underspecified::Every(Unit::parse(word)?),
                _ => Underspecified::Every(match whole.as_str() {
                    "hourly" => Unit::Hour,
                    "weekly" => Unit::Week,
                    "monthly" => Unit::Month,
                    "annually" | "yearly" => Unit::Year,
                    _ => Unit::Day,
                }),
            },
            Reads::Clock => {
                let mut hour = number("hour")? as i8;
                let minute = number("minute").unwrap_or(0) as i8;
                let half = group("half").map(str::to_lowercase).unwrap_or_default();
                if half.is_empty() && group("minute").is_some() && whole.contains('.') {
                    return None; // `3.50` is a number unless a half of the day says otherwise.
                }
                match half.as_bytes().first() {
                    Some(b'p') if hour < 12 => hour += 12,
                    Some(b'a') if hour == 12 => hour = 0,
                    _ => {}
                }
                Underspecified::Clock {
                    hour,
                    minute,
                    is_utc: matches!(half.as_str(), "gmt" | "utc"),
                }
            }
            Reads::Holiday => {
                let (month, day) = match () {
                    _ if whole.starts_with("christmas eve") => (12, 24),
                    _ if whole.starts_with("christmas") => (12, 25),
                    _ if whole.ends_with("s eve") => (12, 31),
                    _ if whole.starts_with("new year") => (1, 1),
                    _ if whole.starts_with("halloween") => (10, 31),
                    _ if whole.starts_with("valentine") => (2, 14),
                    _ if whole.starts_with("independence") => (7, 4),
                    _ if whole.starts_with("may") => (5, 1),
                    _ => (12, 26),
                };
                Underspecified::Holiday {
                    year: number("year"),
                    month,
                    day,
                }
            }
            Reads::VaguePast => Underspecified::Vague("PAST_REF"),
            Reads::VaguePresent => Underspecified::Vague("PRESENT_REF"),
            Reads::VagueFuture => {
                let soon = found.name("soon").map(|soon| soon.range());
                return Some((Underspecified::Vague("FUTURE_REF"), soon));
            }
        };
        Some((value, None))
    }
}

fn month_number(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let start = word.get(..3)?.to_lowercase();
    MONTHS
        .iter()
        .position(|month| *month == start)
        .map(|k| k as i8 + 1)
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "Monday" => Weekday::Monday,
        "Tuesday" => Weekday::Tuesday,
        "Wednesday" => Weekday::Wednesday,
        "Thursday" => Weekday::Thursday,
        "Friday" => Weekday::Friday,
        "Saturday" => Weekday::Saturday,
        "Sunday" => Weekday::Sunday,
        _ => return None,
    })
}
