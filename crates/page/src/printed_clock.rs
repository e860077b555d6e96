//! What stands beside a printed day: the time of day, its zone, the weekday.

use jiff::civil::{Time, Weekday};
use regex::{Captures, Regex};
use std::sync::LazyLock;

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this crate compiles")
}

/// A time of day as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The time.
    pub time: Time,
    /// Minutes east of UTC, where a zone stands behind it.
    pub offset_minutes: Option<i32>,
    /// Bytes up to the end of the time, from where the search began; the zone does not count.
    pub n_bytes: usize,
}

static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^[\s,/|•·–—T-]*(?:(?:at|um|kl\.?|klo(?:ckan)?|à|às|a las|alle|ore|om|godz\.)\s+|\()?(\d{1,2})(?:[:.h](\d{2}))?(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*(?:Uhr|hrs?))?(\b|[^\d]|$)",
    )
});

/// `Actualizado a las 20:14 · `, `8:01 Uhr, Dienstag, `: what may stand between such a time and its day is little.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)(?:^|[\s(,|])(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?(?:\s*(?:uhr|hrs?|h))?(?-i:\s*\(?([A-Z]{1,4}(?:\s?[+-]\d{1,2}(?::?\d{2})?)?)\)?)?[\s,|•·–—/-]*(?:\p{L}{2,12}\.?,?\s*)?(?:(?:on|the|den|le|el|il|am|dia)\s+)?$",
    )
});

static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"^\s*\(?(?:(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?\b|(?:Local time )?([A-Z]{1,4})\b)",
    )
});

/// Names of zones that mean the same everywhere. `CST`, `IST` and `BST` each mean several, and stand for none here.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("CAT", 120),
    ("SAST", 120),
    ("EAT", 180),
    ("PKT", 300),
    ("WIB", 420),
    ("SGT", 480),
    ("HKT", 480),
    ("AWST", 480),
    ("JST", 540),
    ("KST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
];

fn zone(name: &str) -> Option<i32> {
    ZONES
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, offset)| *offset)
}

/// The zone that stands right behind a time.
fn zone_behind(text: &str) -> Option<i32> {
    let c = ZONE.captures(text)?;
    if let Some(name) = c.get(4) {
        return zone(name.as_str());
    }
    let hours: i32 = c[2].parse().ok()?;
    let minutes: i32 = c.get(3).map_or(Ok(0), |m| m.as_str().parse()).ok()?;
    // A bare `-3` is no zone; one in four digits, or behind UTC, is.
    let named = c[0].contains(['U', 'G']);
    let offset = hours * 60 + minutes;
    if !(named || c.get(3).is_some() && c[2].len() == 2) || offset > 14 * 60 {
        return None;
    }
    Some(if &c[1] == "-" { -offset } else { offset })
}

/// Groups 1 to 4 are hour, minute, second and half of the day.
fn time_of(c: &Captures<'_>) -> Option<Time> {
    let mut hour: i8 = c[1].parse().ok()?;
    let half = c
        .get(4)
        .map(|m| m.as_str().to_ascii_lowercase().replace('.', ""));
    // A bare number is an hour only with am or pm.
    let minute: i8 = match (c.get(2), &half) {
        (Some(m), _) => m.as_str().parse().ok()?,
        (None, Some(_)) => 0,
        (None, None) => return None,
    };
    let second: i8 = c.get(3).map_or(Some(0), |m| m.as_str().parse().ok())?;
    match half.as_deref() {
        Some("pm") if hour < 12 => hour += 12,
        Some("am") if hour == 12 => hour = 0,
        _ => {}
    }
    Time::new(hour, minute, second.min(59), 0).ok()
}

/// The time of day that stands right behind a day.
pub fn clock_behind(text: &str) -> Option<Clock> {
    let c = BEHIND.captures(text)?;
    let time = time_of(&c)?;
    let n_bytes = c.get(5).map_or(0, |m| m.start());
    Some(Clock {
        time,
        offset_minutes: zone_behind(&text[n_bytes..]),
        n_bytes,
    })
}

/// The time of day that stands right before a day; `text` ends where the day begins.
pub fn clock_before(text: &str) -> Option<Clock> {
    let tail = tail(text, 60);
    let c = BEFORE.captures(tail)?;
    Some(Clock {
        time: time_of(&c)?,
        offset_minutes: c.get(5).and_then(|m| zone_behind(m.as_str())),
        n_bytes: 0,
    })
}

/// The first time of day in a text that has no day, such as `updated at 14:02`.
pub fn clock_in(text: &str) -> Option<Clock> {
    let at = text.find(|c: char| c.is_ascii_digit())?;
    clock_behind(&text[at..])
}

/// The last `n` bytes or a few less.
fn tail(text: &str, n: usize) -> &str {
    let mut from = text.len().saturating_sub(n);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Names of days from Monday on, lower case. Short ones count only beside a day in digits.
const WEEKDAYS: [(Weekday, &str); 7] = [
    (
        Weekday::Monday,
        "monday mon montag mo lundi lun lunes lunedì segunda segunda-feira maandag ma måndag mån mandag man poniedziałek",
    ),
    (
        Weekday::Tuesday,
        "tuesday tue tues dienstag di mardi martes martedì terça terça-feira dinsdag tisdag tis tirsdag tir wtorek",
    ),
    (
        Weekday::Wednesday,
        "wednesday wed weds mittwoch mi mercredi mer miércoles mié mercoledì quarta quarta-feira woensdag wo onsdag ons środa",
    ),
    (
        Weekday::Thursday,
        "thursday thu thur thurs donnerstag do jeudi jeu jueves jue giovedì gio quinta quinta-feira donderdag torsdag tor tors czwartek",
    ),
    (
        Weekday::Friday,
        "friday fri freitag fr vendredi ven viernes vie venerdì sexta sexta-feira vrijdag vr fredag fre piątek",
    ),
    (
        Weekday::Saturday,
        "saturday sat samstag sonnabend sa samedi sam sábado sáb sabato sab zaterdag za lördag lör lørdag lør sobota",
    ),
    (
        Weekday::Sunday,
        "sunday sun sonntag so dimanche dim domingo dom domenica zondag zo söndag sön søndag søn niedziela",
    ),
];

fn weekday(word: &str) -> Option<Weekday> {
    let word = word.to_lowercase();
    WEEKDAYS
        .iter()
        .find(|(_, names)| !word.is_empty() && names.split(' ').any(|name| name == word))
        .map(|(day, _)| *day)
}

/// The weekday whose name ends the text.
pub fn weekday_before(text: &str) -> Option<Weekday> {
    let bare = tail(text, 40).trim_end_matches(|c: char| c.is_whitespace() || ",.:-".contains(c));
    weekday(
        bare.rsplit(|c: char| !c.is_alphabetic() && c != '-')
            .next()?,
    )
}

/// The weekday that stands in brackets, or behind a comma, at the start of the text.
pub fn weekday_behind(text: &str) -> Option<Weekday> {
    let bare = text.trim_start();
    let bare = bare.strip_prefix(['(', '[', ','])?.trim_start();
    weekday(
        bare.split(|c: char| !c.is_alphabetic() && c != '-')
            .next()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(clock: Option<Clock>) -> Option<String> {
        let clock = clock?;
        let zone = clock
            .offset_minutes
            .map_or(String::new(), |o| format!(" {o}"));
        Some(format!("{}{zone}", clock.time))
    }

    #[test]
    fn reads_times_and_zones_behind_a_day() {
        for (text, expected) in [
            (", 8:01 Uhr", Some("08:01:00")),
            (" at 18.20", Some("18:20:00")),
            (" - 3:50PM", Some("15:50:00")),
            (" à 08h15, mis à jour à 14h02", Some("08:15:00")),
            (" 07:00:33 +0200", Some("07:00:33 120")),
            (" 23:30 CEST", Some("23:30:00 120")),
            (" 23:30 (GMT-3)", Some("23:30:00 -180")),
            (" 9:15 PM BST", Some("21:15:00")),
            (" | 9:15 PM EDT", Some("21:15:00 -240")),
            (" 2 comments", None),
            (", 40 cents", None),
        ] {
            assert_eq!(iso(clock_behind(text)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn reads_times_before_a_day() {
        for (text, expected) in [
            ("08:15, ", Some("08:15:00")),
            ("Posted at 3:50 PM EDT, Tue ", Some("15:50:00 -240")),
            ("Actualizado a las 20:14 · ", Some("20:14:00")),
            ("Psalm 3:16 was read in the church on ", None),
            ("It was 8:15 when they met on ", None),
            ("", None),
        ] {
            assert_eq!(iso(clock_before(text)).as_deref(), expected, "{text}");
        }
    }
}
