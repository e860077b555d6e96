//! The timeline drawn in lanes: a dot is a day, a bar several days or an uncertain one, a thin line leads to the day it was printed.

use super::kind_of;
use crate::Desk;
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{name_address, record_address};
use dateline_dossier::{Lane, LaneMark, LanesBy, LinesWanted};
use dateline_views::day_phrase;
use dateline_vocabulary::Days;
use jiff::civil::{Date, date};

/// The drawing, in its own units.
pub(crate) struct Lanes {
    pub(crate) ways: Vec<(String, &'static str, bool)>,
    pub(crate) lanes: Vec<LaneShown>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The first and the last day that are drawn, as numbers.
    pub(crate) first: i32,
    pub(crate) last: i32,
    pub(crate) is_cut: bool,
}

pub(crate) struct LaneShown {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) n: u32,
    pub(crate) y: u32,
    pub(crate) marks: Vec<MarkShown>,
}

pub(crate) struct MarkShown {
    pub(crate) href: String,
    pub(crate) title: String,
    /// `day`, `days`, `inferred`, `open`, and `disputed`.
    pub(crate) class: String,
    pub(crate) from: i32,
    pub(crate) to: i32,
    pub(crate) x: String,
    pub(crate) width: String,
    /// Where it ends.
    pub(crate) right: String,
    /// The day when it was printed, where that is another.
    pub(crate) printed: Option<(i32, String)>,
}

pub(crate) struct Tick {
    pub(crate) x: String,
    pub(crate) name: String,
}

/// Lanes, and marks in each, that are drawn.
const MOST_LANES: usize = 12;
const MOST_MARKS: usize = 200;
/// Width of the drawing, its margin, and the height of a lane.
const WIDTH: u32 = 1000;
const MARGIN: f64 = 34.0;
const LANE: u32 = 36;
/// Room for the axis.
const AXIS: u32 = 24;
/// Narrowest mark, so that it can be hit.
const NARROWEST: f64 = 7.0;
/// Names on the axis, at most.
const MOST_TICKS: i32 = 10;

/// What lanes can be by, as addresses say it and in words.
const WAYS: [(&str, &str, LanesBy); 3] = [
    ("names", "who", LanesBy::Name),
    ("places", "where", LanesBy::Place),
    ("outlets", "who tells it", LanesBy::Outlet),
];

/// The drawing that an address asks for; `None` where there is nothing to draw.
pub(crate) fn lanes(
    desk: &Desk<'_>,
    query: &Query,
    wanted: &LinesWanted,
) -> Result<Option<Lanes>, Fault> {
    let (by, _, sort) = match query.get("lanes") {
        "" => WAYS[0],
        name => *kind_of(WAYS.iter().find(|it| it.0 == name), name)?,
    };
    let found = desk
        .dossier
        .timeline_lanes(wanted, sort, MOST_LANES, MOST_MARKS)?;
    let ends = |mark: &LaneMark| {
        let (from, to) = (
            mark.days.from.or(mark.days.to),
            mark.days.to.or(mark.days.from),
        );
        from.zip(to).map(|(from, to)| (number(from), number(to)))
    };
    let all: Vec<(i32, i32)> = found
        .iter()
        .flat_map(|it| &it.marks)
        .filter_map(ends)
        .collect();
    let (Some(first), Some(last)) = (
        all.iter().map(|it| it.0).min(),
        all.iter().map(|it| it.1).max(),
    ) else {
        return Ok(None);
    };
    // What was asked for is shown to its ends, and what lies beyond them is cut.
    let first = wanted.days.from.map_or(first, |day| first.max(number(day)));
    let last = wanted
        .days
        .to
        .map_or(last, |day| last.min(number(day)))
        .max(first);
    let scale = Scale { first, last };
    let is_cut = found.iter().any(|it| it.lines as usize > it.marks.len());
    let lanes: Vec<LaneShown> = (0..)
        .zip(&found)
        .map(|(k, lane)| scale.lane(k, lane, sort, query))
        .collect();
    Ok(Some(Lanes {
        ways: WAYS
            .iter()
            .map(|(name, words, _)| {
                (
                    query.changed("/timeline", &[("lanes", name), ("skip", "")]),
                    *words,
                    *name == by,
                )
            })
            .collect(),
        ticks: scale.ticks(),
        width: WIDTH,
        height: lanes.len() as u32 * LANE + AXIS,
        lanes,
        first,
        last,
        is_cut,
    }))
}

/// Days as places in the drawing.
#[derive(Clone, Copy)]
struct Scale {
    first: i32,
    last: i32,
}

impl Scale {
    fn x(self, day: i32) -> f64 {
        let share = f64::from(day - self.first) / f64::from((self.last - self.first).max(1));
        MARGIN + share.clamp(0.0, 1.0) * (f64::from(WIDTH) - 2.0 * MARGIN)
    }

    fn lane(self, k: u32, lane: &Lane, by: LanesBy, query: &Query) -> LaneShown {
        let href = match (&lane.entity, by) {
            (Some(entity), _) => name_address(entity),
            (None, LanesBy::Place) => {
                let place = lane.name.as_deref().unwrap_or_default();
                query.changed("/timeline", &[("place", place), ("skip", "")])
            }
            // Nothing is filtered by outlet.
            _ => String::new(),
        };
        LaneShown {
            href,
            name: (lane.name.clone()).unwrap_or_else(|| "no outlet named".to_owned()),
            n: lane.lines,
            y: k * LANE,
            marks: lane
                .marks
                .iter()
                .filter_map(|mark| self.mark(mark))
                .collect(),
        }
    }

    fn mark(self, mark: &LaneMark) -> Option<MarkShown> {
        let Days { from, to } = mark.days;
        // An open end reaches as far as is drawn.
        let (start, end) = (
            from.map_or(self.first, number),
            to.map_or(self.last, number),
        );
        if end < self.first || start > self.last {
            return None;
        }
        let is_open = from.is_none() || to.is_none();
        let classes = [
            Some(if is_open {
                "open"
            } else if start == end {
                "day"
            } else {
                "days"
            }),
            mark.inferred.then_some("inferred"),
            mark.disputed.then_some("disputed"),
        ];
        let (left, right) = (self.x(start), self.x(end));
        let width = (right - left).max(NARROWEST);
        let printed = mark
            .printed
            .map(number)
            .filter(|day| *day > end && *day <= self.last && !is_open);
        let when = day_phrase(mark.days);
        let told = match mark.inferred {
            true => " (inferred from when it was printed)",
            false => "",
        };
        Some(MarkShown {
            href: record_address(mark.happening.as_str())?,
            title: format!("{when}{told}: {}", mark.label),
            class: classes.into_iter().flatten().collect::<Vec<_>>().join(" "),
            from: start,
            to: end,
            x: place((left + right - width) / 2.0),
            right: place((left + right + width) / 2.0),
            width: place(width),
            printed: printed.map(|day| (day, place(self.x(day)))),
        })
    }

    /// Names of days, months or years along the axis, as many as find room.
    fn ticks(self) -> Vec<Tick> {
        let days = self.last - self.first;
        let (start, end) = (day_of(self.first), day_of(self.last));
        let tick = |day: Date, name: String| Tick {
            x: place(self.x(number(day))),
            name,
        };
        let mut ticks = Vec::new();
        if days <= MOST_TICKS * 31 {
            let months = i32::from(end.month()) - i32::from(start.month())
                + 12 * (i32::from(end.year()) - i32::from(start.year()));
            if months < 2 {
                let step = (days / MOST_TICKS + 1).max(1);
                let mut at = self.first;
                while at <= self.last {
                    let day = day_of(at);
                    ticks.push(tick(day, day.to_string()));
                    at += step.max(days / 6);
                    if days == 0 {
                        break;
                    }
                }
                return ticks;
            }
            let mut day = start.first_of_month();
            while day <= end {
                if day >= start {
                    ticks.push(tick(day, day.strftime("%Y-%m").to_string()));
                }
                let Ok(next) = day.last_of_month().tomorrow() else {
                    break;
                };
                day = next;
            }
            return ticks;
        }
        let years = i32::from(end.year()) - i32::from(start.year()) + 1;
        let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]
            .into_iter()
            .find(|step| years / step <= MOST_TICKS)
            .unwrap_or(5000);
        let from = i32::from(start.year()).div_euclid(step) * step;
        for year in (from..=i32::from(end.year())).step_by(step as usize) {
            if let Ok(day) = Date::new(year as i16, 1, 1)
                && number(day) >= self.first
            {
                ticks.push(tick(day, year.to_string()));
            }
        }
        ticks
    }
}

const EPOCH: Date = date(1970, 1, 1);

/// Days since 1970 began.
fn number(day: Date) -> i32 {
    EPOCH.until(day).map_or(0, |span| span.get_days())
}

fn day_of(number: i32) -> Date {
    EPOCH.saturating_add(jiff::Span::new().days(number))
}

fn place(x: f64) -> String {
    format!("{x:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_places_and_the_axis_its_names() {
        let scale = Scale {
            first: number(date(2017, 3, 1)),
            last: number(date(2017, 3, 31)),
        };
        assert_eq!(place(scale.x(scale.first)), "34.0");
        assert_eq!(place(scale.x(scale.last)), "966.0");
        assert_eq!(scale.ticks()[0].name, "2017-03-01");
        let years = Scale {
            first: number(date(1985, 6, 1)),
            last: number(date(2017, 3, 31)),
        };
        let names: Vec<String> = years.ticks().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["1990", "1995", "2000", "2005", "2010", "2015"]);
        let months = Scale {
            first: number(date(2016, 12, 5)),
            last: number(date(2017, 3, 31)),
        };
        let names: Vec<String> = months.ticks().into_iter().map(|it| it.name).collect();
        assert_eq!(names, ["2017-01", "2017-02", "2017-03"]);
    }

    #[test]
    fn what_is_uncertain_is_drawn_as_such() {
        let scale = Scale {
            first: number(date(2017, 3, 1)),
            last: number(date(2017, 3, 31)),
        };
        let mark = |days: Days, inferred: bool| {
            let mark = LaneMark {
                happening: "h-x.e1".into(),
                label: "<b>".to_owned(),
                days,
                inferred,
                disputed: false,
                printed: Some(date(2017, 3, 20)),
            };
            scale.mark(&mark).map(|it| (it.class, it.printed.is_some()))
        };
        let day = |day| Some(date(2017, 3, day));
        let days = |from, to| Days { from, to };
        let drawn = |class: &str, printed| Some((class.to_owned(), printed));
        assert_eq!(mark(days(day(4), day(4)), false), drawn("day", true));
        assert_eq!(
            mark(days(day(20), day(20)), true),
            drawn("day inferred", false)
        );
        assert_eq!(mark(days(day(4), day(9)), false), drawn("days", true));
        assert_eq!(mark(days(day(4), None), false), drawn("open", false));
        assert_eq!(mark(Days::day(date(2018, 3, 4)), false), None);
    }
}
