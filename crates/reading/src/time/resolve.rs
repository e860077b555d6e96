//! Resolving: from an underspecified value to days, against the page's own day and the days mentioned before.
//!
//! The policies and what they rest on: a bare weekday is the latest such day, today included, unless the
//! nearest verb looks ahead; a bare month or day of a month is the latest one not after the page, unless the
//! verb looks ahead or the sentence before has just named an earlier year; `two days later` counts from the
//! day mentioned last, `two days ago` from the page's.

use super::value::{Amount, Season, Shift, Underspecified, Unit};
use dateline_vocabulary::{DateBasis, Days, Publication, TimexType};
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// The fewest years long before a page that make a history of it.
const LONG_AGO: usize = 5;

/// What the verb nearest to an expression looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Outlook {
    /// It tells of what was, or there is no verb that tells.
    #[default]
    Back,
    /// It tells of what is to come.
    Ahead,
}

/// What an expression is resolved against.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchor {
    /// The page's own day, where it is known to the day.
    pub(crate) page_day: Option<Date>,
    /// On a page without a day of its own, the latest month that its text looks back on.
    pub(crate) looks_back_to: Option<Date>,
    /// The days of the last dated expression before this one, on the page.
    pub(crate) mentioned: Option<Days>,
    /// The year that a history has come to: of the last date with a year, or the last bare year close to it.
    pub(crate) history_year: Option<i16>,
    /// Whether the page tells a history: most of its years lie well before its own day. Bare months and days then hang
    /// on what was told last.
    pub(crate) is_history: bool,
    /// A year that the same sentence or the one before has named, when it is an earlier one.
    pub(crate) narrated_year: Option<i16>,
    /// The day named last in the same sentence.
    pub(crate) sentence_day: Option<Date>,
    /// What the nearest verb looks at.
    pub(crate) outlook: Outlook,
}

impl Anchor {
    /// The anchor of a page that was published then.
    pub(crate) fn of(published: &Publication) -> Anchor {
        Anchor {
            page_day: published.days().single(),
            looks_back_to: published
                .from
                .filter(|_| published.basis == DateBasis::Inferred),
            ..Anchor::default()
        }
    }
}

impl Anchor {
    /// The anchor of a text with these expressions: a history where most of its years lie well before the page's, and little
    /// points to the days around it.
    pub(crate) fn for_text_with<'t>(
        self,
        recognised: impl Iterator<Item = &'t super::Recognised>,
    ) -> Anchor {
        let (mut past, mut near) = (0, 0);
        for recognised in recognised {
            if let Some(year) = recognised.year() {
                let long_ago = self.page_day.is_none_or(|page| year < page.year());
                past += usize::from(long_ago);
                near += usize::from(!long_ago);
            }
            match recognised.value {
                Underspecified::Weekday { .. }
                | Underspecified::RelativeDay { .. }
                | Underspecified::Ago { .. }
                | Underspecified::RelativeUnit {
                    points_back: false, ..
                } => near += 1,
                _ => {}
            }
        }
        Anchor {
            is_history: past >= LONG_AGO && past > 2 * near,
            ..self
        }
    }

    /// The first day of what was told last.
    fn told(&self) -> Option<Date> {
        self.mentioned.and_then(|days| days.from)
    }
}

/// A resolved value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) timex_type: TimexType,
    pub(crate) value: Option<String>,
    pub(crate) days: Days,
    /// What it was resolved against, in words, where it was not its own words alone.
    pub(crate) anchor: Option<String>,
}

impl Resolved {
    fn new(timex_type: TimexType, value: impl Into<String>, days: Days) -> Resolved {
        Resolved {
            timex_type,
            value: Some(value.into()),
            days,
            anchor: None,
        }
    }

    fn unresolved(timex_type: TimexType) -> Resolved {
        Resolved {
            timex_type,
            value: None,
            days: Days::UNKNOWN,
            anchor: None,
        }
    }

    fn against(mut self, anchor: String) -> Resolved {
        self.anchor = Some(anchor);
        self
    }
}

/// Turns a value into days. Never fails: what cannot be resolved has no days.
pub(crate) fn resolve(value: Underspecified, anchor: &Anchor) -> Resolved {
    try_resolve(value, anchor).unwrap_or_else(|| {
        Resolved::unresolved(match value {
            Underspecified::Clock { .. } => TimexType::Time,
            _ => TimexType::Date,
        })
    })
}

fn try_resolve(value: Underspecified, anchor: &Anchor) -> Option<Resolved> {
    let page = anchor.page_day;
    let page_words = || {
        page.map(|day| format!("published {day}"))
            .unwrap_or_default()
    };
    let resolved = match value {
        Underspecified::Day {
            year: Some(year),
            month,
            day,
        } => day_value(Date::new(year, month, day).ok()?),
        Underspecified::Day {
            year: None,
            month,
            day,
        } => {
            let (year, why) = year_of(anchor, |year| {
                Date::new(year, month, day).ok().map(|date| (date, date))
            })?;
            day_value(Date::new(year, month, day).ok()?).against(why)
        }
        Underspecified::PartOfDay {
            year,
            month,
            day,
            part,
        } => {
            let day = try_resolve(Underspecified::Day { year, month, day }, anchor)?;
            let of_day = with_part(day.days.single()?, Some(part));
            Resolved {
                anchor: day.anchor,
                ..of_day
            }
        }
        Underspecified::Month {
            year: Some(year),
            month,
            ..
        } => month_value(Date::new(year, month, 1).ok()?)?,
        Underspecified::Month {
            year: None,
            month,
            shift,
        } => {
            let first = |year| Date::new(year, month, 1).ok();
            let (year, why) = match (shift.steps(), page) {
                (Some(steps), Some(page)) => {
                    let this_year = first(page.year())?;
                    let year = match steps {
                        -1 if this_year.last_of_month() < page
                            && this_year.month() != page.month() =>
                        {
                            page.year()
                        }
                        -1 => page.year() - 1,
                        1 if this_year > page => page.year(),
                        1 => page.year() + 1,
                        _ => page.year(),
                    };
                    (year, page_words())
                }
                _ => year_of(anchor, |year| {
                    first(year).map(|day| (day, day.last_of_month()))
                })?,
            };
            month_value(first(year)?)?.against(why)
        }
        Underspecified::Weekday {
            weekday,
            shift,
            part,
        } => {
            let page = page?;
            let day = match (shift, anchor.outlook) {
                (Shift::Last, _) => on_or_before(page.yesterday().ok()?, weekday)?,
                (Shift::Next, _) => on_or_after(page.tomorrow().ok()?, weekday)?,
                (Shift::Previous, _) => {
                    on_or_before(anchor.told().unwrap_or(page).yesterday().ok()?, weekday)?
                }
                (Shift::Following, _) => {
                    on_or_after(anchor.told().unwrap_or(page).tomorrow().ok()?, weekday)?
                }
                (Shift::Bare | Shift::This, Outlook::Ahead) => on_or_after(page, weekday)?,
                (Shift::Bare | Shift::This, Outlook::Back) => on_or_before(page, weekday)?,
            };
            with_part(day, part).against(page_words())
        }
        Underspecified::RelativeDay { offset_days, part } => {
            let day = page?.checked_add(offset_days.days()).ok()?;
            with_part(day, part).against(page_words())
        }
        Underspecified::RelativeUnit {
            unit,
            steps,
            points_back,
        } => {
            let told = anchor.told().filter(|_| points_back || anchor.is_history);
            let (base, why) = match told {
                Some(day) => (day, format!("mentioned {day}")),
                None => (page?, page_words()),
            };
            around(base, unit, steps)?.against(why)
        }
        Underspecified::PartOf(unit) => {
            let told = anchor.told().filter(|_| anchor.is_history);
            let (base, why) = match told {
                Some(day) => (day, format!("mentioned {day}")),
                None => (page.or(anchor.told())?, page_words()),
            };
            around(base, unit, 0)?.against(why)
        }
        Underspecified::SameDay { part } => {
            let day = anchor.mentioned?.single()?;
            with_part(day, part).against(format!("mentioned {day}"))
        }
        Underspecified::DayOfMonth(day) => {
            let told = anchor.told()?;
            let day = Date::new(told.year(), told.month(), day).ok()?;
            day_value(day).against(format!("mentioned {told}"))
        }
        Underspecified::YearBefore(year) => {
            Resolved::new(TimexType::Date, format!("BC{year:04}"), Days::UNKNOWN)
        }
        Underspecified::Ago { amount, unit } => match amount {
            Amount::Exactly(n) => {
                around(page?, unit, -i32::try_from(n).ok()?)?.against(page_words())
            }
            Amount::Half | Amount::Some => vague("PAST_REF"),
        },
        Underspecified::Sequel {
            amount,
            unit,
            forward,
        } => {
            let Amount::Exactly(n) = amount else {
                return Some(vague(if forward { "FUTURE_REF" } else { "PAST_REF" }));
            };
            let (base, why) = match anchor.mentioned.and_then(|days| days.from) {
                Some(day) => (day, format!("mentioned {day}")),
                None => (page?, page_words()),
            };
            let n = i32::try_from(n).ok()?;
            around(base, unit, if forward { n } else { -n })?.against(why)
        }
        Underspecified::Year(year) => year_value(year)?,
        Underspecified::Decade(decade) => {
            let days = Days::between(
                Date::new(decade * 10, 1, 1).ok()?,
                Date::new(decade * 10 + 9, 12, 31).ok()?,
            );
            Resolved::new(TimexType::Date, format!("{decade:03}"), days)
        }
        Underspecified::Century(century) => {
            let days = Days::between(
                Date::new(century * 100 + 1, 1, 1).ok()?,
                Date::new(century * 100 + 100, 12, 31).ok()?,
            );
            Resolved::new(TimexType::Date, format!("{century:02}"), days)
        }
        Underspecified::Quarter {
            year: Some(year),
            quarter,
        } => quarter_value(year, quarter)?,
        Underspecified::Quarter {
            year: None,
            quarter,
        } => {
            let page = page?;
            let this_year = quarter_value(page.year(), quarter)?;
            let has_ended = this_year.days.to.is_some_and(|end| end < page);
            if has_ended {
                this_year
            } else {
                quarter_value(page.year() - 1, quarter)?
            }
            .against(page_words())
        }
        Underspecified::Season {
            year: Some(year),
            season,
            ..
        } => season_value(year, season)?,
        Underspecified::Season {
            year: None,
            season,
            shift: Shift::Bare | Shift::This | Shift::Previous | Shift::Following,
        } if anchor.is_history => {
            let year = anchor.history_year?;
            season_value(year, season)?.against(format!("mentioned {year}"))
        }
        Underspecified::Season {
            year: None,
            season,
            shift,
        } => {
            let page = page?;
            let this_year = season_value(page.year(), season)?;
            let year = match shift.steps() {
                Some(0) => page.year(),
                Some(1) if this_year.days.from.is_some_and(|start| start > page) => page.year(),
                Some(1) => page.year() + 1,
                _ if this_year.days.to.is_some_and(|end| end < page) => page.year(),
                _ => page.year() - 1,
            };
            season_value(year, season)?.against(page_words())
        }
        Underspecified::Duration { amount, unit } => {
            Resolved::new(TimexType::Duration, duration(amount, unit), Days::UNKNOWN)
        }
        Underspecified::Stretch {
            amount,
            unit,
            forward,
        } => {
            let mut resolved =
                Resolved::new(TimexType::Duration, duration(amount, unit), Days::UNKNOWN);
            if let (Amount::Exactly(n), Some(page)) = (amount, page) {
                let n = i32::try_from(n).ok()?;
                if let Some(far) = step(page, unit, if forward { n } else { -n }) {
                    resolved.days = Days::between(far.min(page), far.max(page));
                    resolved.anchor = Some(page_words());
                }
            }
            resolved
        }
        Underspecified::Every(unit) => Resolved::new(
            TimexType::Set,
            duration(Amount::Exactly(1), unit),
            Days::UNKNOWN,
        ),
        Underspecified::EveryWeekday(weekday) => {
            let value = format!("XXXX-WXX-{}", weekday.to_monday_one_offset());
            Resolved::new(TimexType::Set, value, Days::UNKNOWN)
        }
        Underspecified::Clock {
            hour,
            minute,
            is_utc,
        } => {
            let told = anchor
                .mentioned
                .and_then(|days| days.single())
                .filter(|_| anchor.is_history);
            let (day, why) = match anchor.sentence_day.or(told) {
                Some(day) => (day, format!("mentioned {day}")),
                None => (page?, page_words()),
            };
            Resolved::new(
                TimexType::Time,
                format!(
                    "{day}T{hour:02}:{minute:02}{}",
                    if is_utc { "Z" } else { "" }
                ),
                Days::day(day),
            )
            .against(why)
        }
        Underspecified::Holiday {
            year: Some(year),
            month,
            day,
        } => day_value(Date::new(year, month, day).ok()?),
        Underspecified::Holiday {
            year: None,
            month,
            day,
        } => {
            let (year, why) = year_of(anchor, |year| {
                Date::new(year, month, day).ok().map(|date| (date, date))
            })?;
            day_value(Date::new(year, month, day).ok()?).against(why)
        }
        Underspecified::Vague(reference) => vague(reference),
        Underspecified::Ambiguous => return None,
    };
    Some(resolved)
}

/// The year of an expression that names none, and what decided it. `days` gives its first and last day in a year.
fn year_of(anchor: &Anchor, days: impl Fn(i16) -> Option<(Date, Date)>) -> Option<(i16, String)> {
    // A text that looks back on nothing later than July does not look back on the next November.
    let looking_back = |year: i16| {
        let too_late = anchor.looks_back_to.is_some_and(|latest| {
            days(year).is_some_and(|(first, _)| first > latest.last_of_month())
        });
        if too_late && anchor.outlook == Outlook::Back {
            year - 1
        } else {
            year
        }
    };
    if anchor.is_history
        && let Some(year) = anchor.history_year
    {
        return Some((year, format!("mentioned {year}")));
    }
    if let (Some(year), Outlook::Back) = (anchor.narrated_year, anchor.outlook) {
        return Some((looking_back(year), format!("mentioned {year}")));
    }
    let Some(page) = anchor.page_day else {
        // A page without a day of its own: a narrative hangs on the year named last.
        let year = anchor.mentioned?.from?.year();
        return Some((looking_back(year), format!("mentioned {year}")));
    };
    let why = format!("published {page}");
    let latest = (0..8)
        .map(|k| page.year() - k)
        .find(|y| days(*y).is_some_and(|(first, _)| first <= page));
    // 29 February may be years away.
    let next = (0..8)
        .map(|k| page.year() + k)
        .find(|y| days(*y).is_some_and(|(_, last)| last >= page));
    let days_to = |year: Option<i16>| {
        let (first, _) = days(year?)?;
        Some(page.until(first).ok()?.get_days())
    };
    // Nobody writes of a day of nearly a year ago without its year; one a few weeks ahead is what is meant.
    let far_back = days_to(latest).is_some_and(|n| n < -330);
    let close_ahead = days_to(next).is_some_and(|n| (1..=35).contains(&n));
    let year = match anchor.outlook {
        Outlook::Back if far_back && close_ahead => next,
        Outlook::Back => latest,
        Outlook::Ahead => next,
    };
    Some((year?, why))
}

fn day_value(day: Date) -> Resolved {
    Resolved::new(TimexType::Date, day.to_string(), Days::day(day))
}

fn with_part(day: Date, part: Option<super::value::DayPart>) -> Resolved {
    match part {
        Some(part) => Resolved::new(TimexType::Time, format!("{day}T{}", part.0), Days::day(day)),
        None => day_value(day),
    }
}

fn month_value(first: Date) -> Option<Resolved> {
    let value = format!("{:04}-{:02}", first.year(), first.month());
    Some(Resolved::new(
        TimexType::Date,
        value,
        Days::between(first, first.last_of_month()),
    ))
}

fn year_value(year: i16) -> Option<Resolved> {
    let days = Days::between(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?);
    Some(Resolved::new(TimexType::Date, format!("{year:04}"), days))
}

fn quarter_value(year: i16, quarter: i8) -> Option<Resolved> {
    let first = Date::new(year, quarter * 3 - 2, 1).ok()?;
    let last = Date::new(year, quarter * 3, 1).ok()?.last_of_month();
    Some(Resolved::new(
        TimexType::Date,
        format!("{year:04}-Q{quarter}"),
        Days::between(first, last),
    ))
}

fn season_value(year: i16, season: Season) -> Option<Resolved> {
    let first = Date::new(year, season.1, 1).ok()?;
    let last = first.checked_add(2.months()).ok()?.last_of_month();
    Some(Resolved::new(
        TimexType::Date,
        format!("{year:04}-{}", season.0),
        Days::between(first, last),
    ))
}

fn vague(reference: &str) -> Resolved {
    Resolved::new(TimexType::Date, reference, Days::UNKNOWN)
}

/// The unit that lies `steps` units from the one that holds `base`, as a value of that unit's grain.
fn around(base: Date, unit: Unit, steps: i32) -> Option<Resolved> {
    let moved = step(base, unit, steps)?;
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => day_value(moved),
        Unit::Week | Unit::Fortnight => {
            let monday = on_or_before(moved, Weekday::Monday)?;
            let week = monday.iso_week_date();
            let value = format!("{:04}-W{:02}", week.year(), week.week());
            Resolved::new(
                TimexType::Date,
                value,
                Days::between(monday, monday.checked_add(6.days()).ok()?),
            )
        }
        Unit::Weekend => {
            let monday = on_or_before(moved, Weekday::Monday)?;
            let week = monday.iso_week_date();
            let value = format!("{:04}-W{:02}-WE", week.year(), week.week());
            let saturday = monday.checked_add(5.days()).ok()?;
            Resolved::new(
                TimexType::Date,
                value,
                Days::between(saturday, saturday.tomorrow().ok()?),
            )
        }
        Unit::Month => month_value(moved.first_of_month())?,
        Unit::Quarter | Unit::Season => quarter_value(moved.year(), (moved.month() + 2) / 3)?,
        Unit::Year => year_value(moved.year())?,
        Unit::Decade => {
            let decade = moved.year().div_euclid(10);
            let days = Days::between(
                Date::new(decade * 10, 1, 1).ok()?,
                Date::new(decade * 10 + 9, 12, 31).ok()?,
            );
            Resolved::new(TimexType::Date, format!("{decade:03}"), days)
        }
        Unit::Century => {
            let century = moved.year().div_euclid(100);
            let days = Days::between(
                Date::new(century * 100, 1, 1).ok()?,
                Date::new(century * 100 + 99, 12, 31).ok()?,
            );
            Resolved::new(TimexType::Date, format!("{century:02}"), days)
        }
    })
}

/// `steps` units on from `base`; hours and less stay on the day.
fn step(base: Date, unit: Unit, steps: i32) -> Option<Date> {
    let span: Span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return Some(base),
        Unit::Day => Span::new().try_days(steps),
        Unit::Week | Unit::Weekend => Span::new().try_weeks(steps),
        Unit::Fortnight => Span::new().try_weeks(steps.checked_mul(2)?),
        Unit::Month => Span::new().try_months(steps),
        Unit::Quarter | Unit::Season => Span::new().try_months(steps.checked_mul(3)?),
        Unit::Year => Span::new().try_years(steps),
        Unit::Decade => Span::new().try_years(steps.checked_mul(10)?),
        Unit::Century => Span::new().try_years(steps.checked_mul(100)?),
    }
    .ok()?;
    base.checked_add(span).ok()
}

fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    let back = i32::from(day.weekday().since(weekday));
    day.checked_sub(back.days()).ok()
}

fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    let ahead = i32::from(day.weekday().until(weekday));
    day.checked_add(ahead.days()).ok()
}

/// An ISO 8601 duration; `PXW` for an unknown number of weeks.
fn duration(amount: Amount, unit: Unit) -> String {
    let (letter, factor, of_the_clock) = unit.designator();
    let t = if of_the_clock { "T" } else { "" };
    match amount {
        Amount::Exactly(n) => format!("P{t}{}{letter}", n.saturating_mul(factor)),
        Amount::Half if unit == Unit::Year => "P6M".to_owned(),
        Amount::Half if unit == Unit::Day => "PT12H".to_owned(),
        Amount::Half if unit == Unit::Hour => "PT30M".to_owned(),
        Amount::Half => format!("P{t}0.5{letter}"),
        Amount::Some if factor == 10 => "PXDE".to_owned(),
        Amount::Some if factor == 100 => "PXCE".to_owned(),
        Amount::Some => format!("P{t}X{letter}"),
    }
}
