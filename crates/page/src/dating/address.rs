//! What an address tells of the day: `/2014/06/03/bridge`, and of the month: `/2014/06/bridge`.

use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[/_.-]((?:19|20)\d{2})[/_-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/_-](\d{1,2})(?:[/_.-]|$)|[/_-]((?:19|20)\d{2})(\d{2})(\d{2})(?:[/_.-]|$)")
        .expect("a pattern of this crate compiles")
});

static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"/((?:19|20)\d{2})[/-](\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/")
        .expect("a pattern of this crate compiles")
});

/// The day in an address.
pub fn day_of_address(url: &str) -> Option<Date> {
    let c = DAY.captures(path(url))?;
    let part = |a: usize, b: usize| c.get(a).or_else(|| c.get(b)).map(|m| m.as_str());
    let year = part(1, 4)?.parse().ok()?;
    Date::new(year, month(part(2, 5)?)?, part(3, 6)?.parse().ok()?).ok()
}

/// The year and the month in an address.
pub fn month_of_address(url: &str) -> Option<(i16, i8)> {
    let c = MONTH.captures(path(url))?;
    Some((c[1].parse().ok()?, month(&c[2])?))
}

fn path(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

fn month(written: &str) -> Option<i8> {
    written.parse::<i8>().ok().or_else(|| {
        let k = MONTHS.iter().position(|name| *name == written)?;
        Some(k as i8 + 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_in_addresses() {
        for (url, day) in [
            (
                "https://alder.example/2014/06/03/bridge",
                Some(date(2014, 6, 3)),
            ),
            (
                "https://alder.example/news/2014-06-03-bridge.html",
                Some(date(2014, 6, 3)),
            ),
            (
                "https://alder.example/2014/jun/3/bridge",
                Some(date(2014, 6, 3)),
            ),
            (
                "https://alder.example/news/20140603/bridge",
                Some(date(2014, 6, 3)),
            ),
            ("https://alder.example/2014/06/bridge", None),
            ("https://alder.example/news/bridge-20149903", None),
            ("https://alder.example/?d=2014/06/03", None),
        ] {
            assert_eq!(day_of_address(url), day, "{url}");
        }
        assert_eq!(
            month_of_address("https://alder.example/2014/06/bridge"),
            Some((2014, 6))
        );
        assert_eq!(
            month_of_address("https://alder.example/bridge/14/06/"),
            None
        );
    }
}
