//! Days as people write them.

use dateline_vocabulary::Days;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(day: Date) -> &'static str {
    // A civil date has a month from 1 to 12.
    MONTHS[(day.month() as usize).clamp(1, 12) - 1]
}

fn full(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// An interval of days as people write it: `6 October 2011`, `26 September – 2 October 2011`, `3–5 May 2011`;
/// whole months and years as such: `May 2011`, `May–July 2011`, `2011`; open ends as `6 October 2011 or later`.
/// `undated` where nothing is known.
pub fn day_phrase(days: Days) -> String {
    match (days.from, days.to) {
        (None, None) => "undated".to_owned(),
        (Some(from), None) => format!("{} or later", full(from)),
        (None, Some(to)) => format!("{} or earlier", full(to)),
        (Some(from), Some(to)) => closed_phrase(from, to),
    }
}

fn closed_phrase(from: Date, to: Date) -> String {
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    let whole_months = from.day() == 1 && to == to.last_of_month() && from <= to;
    let whole_years = whole_months && from.month() == 1 && to.month() == 12;
    if from == to {
        full(from)
    } else if whole_years && same_year {
        from.year().to_string()
    } else if whole_years {
        format!("{}–{}", from.year(), to.year())
    } else if whole_months && same_month {
        format!("{} {}", month(from), from.year())
    } else if whole_months && same_year {
        format!("{}–{} {}", month(from), month(to), from.year())
    } else if whole_months {
        format!(
            "{} {} – {} {}",
            month(from),
            from.year(),
            month(to),
            to.year()
        )
    } else if same_month {
        format!(
            "{}–{} {} {}",
            from.day(),
            to.day(),
            month(from),
            from.year()
        )
    } else if same_year {
        format!("{} {} – {}", from.day(), month(from), full(to))
    } else {
        format!("{} – {}", full(from), full(to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_phrase_cases() {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse::<Date>().unwrap());
        for (from, to, expected) in [
            ("2011-10-06", "2011-10-06", "6 October 2011"),
            ("2011-09-26", "2011-10-02", "26 September – 2 October 2011"),
            ("2011-05-03", "2011-05-05", "3–5 May 2011"),
            (
                "2011-12-30",
                "2012-01-02",
                "30 December 2011 – 2 January 2012",
            ),
            ("2011-05-01", "2011-05-31", "May 2011"),
            ("2011-05-01", "2011-05-30", "1–30 May 2011"),
            ("2012-02-01", "2012-02-29", "February 2012"),
            ("2011-02-01", "2011-02-28", "February 2011"),
            ("2012-02-01", "2012-02-28", "1–28 February 2012"),
            ("2011-05-01", "2011-07-31", "May–July 2011"),
            ("2011-11-01", "2012-02-29", "November 2011 – February 2012"),
            ("2011-01-01", "2011-12-31", "2011"),
            ("2010-01-01", "2012-12-31", "2010–2012"),
            ("2011-01-01", "2011-06-30", "January–June 2011"),
            ("2012-07-01", "", "1 July 2012 or later"),
            ("", "2012-07-01", "1 July 2012 or earlier"),
            ("", "", "undated"),
        ] {
            assert_eq!(
                day_phrase(Days {
                    from: day(from),
                    to: day(to)
                }),
                expected,
                "{from}..{to}"
            );
        }
    }
}
