//! Numbers as statements give them: how many, of what, within which bounds, and what became of them.
//!
//! A number is an interval: `at least 10` has no upper end, `about 1,000` leaves a fifth on each side, a round number stands for
//! those that round to it. Two numbers disagree only where they count the same and their intervals do not meet.

use crate::wording::stem;
use std::collections::BTreeSet;

/// What became of those counted, or what they are counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Counted {
    /// People killed.
    Killed,
    /// People wounded.
    Wounded,
    /// People missing.
    Missing,
    /// People taken by the police or by soldiers.
    Arrested,
    /// People taken by others, or held.
    Seized,
    /// People who lost or left their homes.
    Displaced,
    /// People brought to safety.
    Rescued,
    /// People who came, marched or took part.
    Present,
    /// Money.
    Money,
    /// People aboard a ship, an aircraft or a train.
    Aboard,
    /// People who attack.
    Attackers,
    /// Work lost.
    Jobs,
    /// People who cannot get out.
    Trapped,
    /// People with a disease.
    Infected,
    /// People who crossed a border or a sea.
    Crossed,
    /// A share of a hundred.
    Share,
    /// Months that somebody is to spend in prison.
    Sentence,
    /// The magnitude of an earthquake.
    Magnitude,
    /// Anything else that is counted.
    Things,
}

impl Counted {
    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Counted::Killed => "killed",
            Counted::Wounded => "wounded",
            Counted::Missing => "missing",
            Counted::Arrested => "arrested",
            Counted::Seized => "taken",
            Counted::Displaced => "displaced",
            Counted::Rescued => "rescued",
            Counted::Present => "present",
            Counted::Money => "money",
            Counted::Aboard => "aboard",
            Counted::Attackers => "attackers",
            Counted::Jobs => "jobs lost",
            Counted::Trapped => "trapped",
            Counted::Infected => "infected",
            Counted::Crossed => "crossed",
            Counted::Share => "percent",
            Counted::Sentence => "of prison",
            Counted::Magnitude => "magnitude",
            Counted::Things => "counted",
        }
    }
}

/// A number in a statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    /// What is counted.
    pub(crate) counted: Counted,
    /// Stem of the noun that is counted (`guard`, `boat`), or of the currency; empty for people at large.
    pub(crate) noun: String,
    /// Of things, what was done to them, or how sure it is: `destroyed`, `suspected`; empty where nothing of it is said.
    pub(crate) manner: &'static str,
    /// The least and the most it can be.
    pub(crate) least: f64,
    /// `f64::INFINITY` where nothing bounds it.
    pub(crate) most: f64,
    /// As it is written, with its bound: `at least 30`.
    pub(crate) words: String,
    /// The noun that is counted, as written; empty for people at large.
    pub(crate) of: String,
    /// Whether it is part of another number of the statement: `among them three children`.
    pub(crate) is_part: bool,
    /// Whether it is the sum of others of the statement, which nobody wrote.
    pub(crate) is_sum: bool,
}

impl Quantity {
    /// Whether both count the same and cannot both be right.
    pub(crate) fn contradicts(&self, other: &Quantity) -> bool {
        let same_people = self.noun == other.noun;
        // Of people at large there are at least as many as of some.
        let too_many = |some: &Quantity, all: &Quantity| {
            all.noun.is_empty()
                && !all.is_part
                && !all.is_sum
                && !some.noun.is_empty()
                && some.least > all.most
        };
        // `47 diplomats in their hands`: what they are counted as need not be said twice.
        let may_be_unsaid = |a: Counted, b: Counted| {
            a == Counted::Things
                && matches!(
                    b,
                    Counted::Seized
                        | Counted::Aboard
                        | Counted::Present
                        | Counted::Rescued
                        | Counted::Trapped
                        | Counted::Crossed
                )
        };
        // An aircraft that was shot down is lost.
        let is_lost = |q: &Quantity| {
            q.noun == kind_of("jets") && matches!(q.manner, "destroyed" | "brought down")
        };
        let same_manner = self.manner == other.manner
            || self.manner.is_empty()
            || other.manner.is_empty()
            || is_lost(self) && is_lost(other);
        same_manner
            && (self.counted == other.counted
                || !self.noun.is_empty()
                    && self.noun == other.noun
                    && (may_be_unsaid(self.counted, other.counted)
                        || may_be_unsaid(other.counted, self.counted)))
            && !(self.is_sum && other.is_sum)
            && (same_people
                && (self.least > other.most || other.least > self.most)
                && self.is_part == other.is_part
                && !(self.is_part && self.noun.is_empty())
                || too_many(self, other)
                || too_many(other, self))
    }

    /// How it is shown as the side of a dispute.
    pub(crate) fn value(&self) -> String {
        match self.counted {
            Counted::Share => format!("{} percent", self.words),
            Counted::Magnitude => format!("magnitude {}", self.words),
            Counted::Sentence => format!("{} {} of prison", self.words, self.of),
            Counted::Money | Counted::Things => {
                format!("{} {}", self.words, self.of).trim_end().to_owned()
            }
            counted => format!("{} {}", self.words, counted.as_str()),
        }
    }
}

/// Whether a statement tells that a number has changed since it was told first.
pub(crate) fn is_update(statement: &str) -> bool {
    /// Verbs that tell of a change, of a number where one is named with them.
    const CHANGES: &str = " rose risen rises rising climbed climbs increased grew grown grows jumped soared lowered fell dropped mounted swelled raised ";
    const TELLING: &str = " revised updated raising bringing succumbed pushing ";
    const NUMBERS: &str = " toll number numbers figure figures count total tally dead ";
    let lower = statement.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let is_in = |list: &str, word: &str| list.contains(&format!(" {word} "));
    let of_number = |k: usize| {
        let before = words[k.saturating_sub(5)..k].iter();
        let behind = words.iter().skip(k + 1);
        before
            .chain(behind.clone().take(2))
            .any(|word| is_in(NUMBERS, word))
            || behind
                .take(1)
                .any(|word| matches!(*word, "to" | "by" | "from"))
    };
    (0..words.len()).any(|k| {
        is_in(TELLING, words[k])
            || (is_in(CHANGES, words[k]) || words[k] == "final") && of_number(k)
    }) || [
        "died in hospital",
        "died later",
        "later died",
        "died of",
        "died overnight",
        "died from",
        "more bodies",
        "another body",
        "so far",
        "by the evening",
        "by evening",
        "by nightfall",
    ]
    .iter()
    .any(|phrase| lower.contains(phrase))
        // `The outbreak has now killed 52`.
        || words.windows(2).any(|pair| {
            pair[0] == "now" && (fate(pair[1]).is_some() || matches!(pair[1], "stands" | "reached"))
        })
}

/// A word of a statement: as it is written, in lower case, and what it counts where it is a number.
struct Word<'t> {
    text: &'t str,
    lower: String,
    ends_clause: bool,
}

fn words(statement: &str) -> Vec<Word<'_>> {
    statement
        .split_whitespace()
        .flat_map(|part| part.split(['—', '–', '(', ')', '“', '”', '"', '…']))
        .filter(|part| !part.is_empty())
        .flat_map(|part| {
            // `45-million-crown` is three words, `twenty-three` one.
            let is_sum = part.starts_with(|c: char| c.is_ascii_digit())
                && part.split('-').any(|piece| magnitude(piece).is_some());
            let parts: Vec<&str> = if is_sum {
                part.split('-').collect()
            } else {
                vec![part]
            };
            parts
        })
        // `85%` is two words, as `85 %` is.
        .flat_map(|part| match part.find('%') {
            Some(at) if at > 0 => vec![&part[..at], &part[at..]],
            _ => vec![part],
        })
        .flat_map(|part| {
            let text = part.trim_matches(|c: char| {
                matches!(c, ',' | ';' | ':' | '.' | '\'' | '’' | '!' | '?' | '*')
            });
            let ends_clause = part.ends_with([',', ';', ':', '.', '!', '?']);
            (!text.is_empty()).then(|| Word {
                text,
                lower: text.to_lowercase(),
                ends_clause,
            })
        })
        .collect()
}

const UNITS: [&str; 20] = [
    "zero",
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
];
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// A plain number word or a row of digits; with how exact it is: the size of its last digit.
fn plain(lower: &str) -> Option<(f64, f64)> {
    if let Some(n) = UNITS.iter().position(|word| *word == lower) {
        return Some((n as f64, 1.0));
    }
    if let Some(n) = TENS.iter().position(|word| *word == lower) {
        return Some(((n as f64 + 2.0) * 10.0, 1.0));
    }
    if let Some((tens, unit)) = lower.split_once('-')
        && let (Some(t), Some(u)) = (
            TENS.iter().position(|word| *word == tens),
            UNITS.iter().position(|word| *word == unit),
        )
    {
        return Some(((t as f64 + 2.0) * 10.0 + u as f64, 1.0));
    }
    let digits = lower.replace(',', "");
    if digits.is_empty()
        || !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    {
        return None;
    }
    let n: f64 = digits.parse().ok()?;
    let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len());
    Some((n, 10_f64.powi(-(decimals as i32))))
}

fn magnitude(lower: &str) -> Option<f64> {
    Some(match lower {
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" | "mln" | "m" => 1e6,
        "billion" | "bn" => 1e9,
        "dozen" => 12.0,
        _ => return None,
    })
}

/// A number at a place: its value, how exact it is, the words it takes, and whether it is only of a size (`dozens of`).
struct Number {
    value: f64,
    step: f64,
    until: usize,
    vague: bool,
    currency: Option<&'static str>,
}

fn currency_of(text: &str) -> (Option<&'static str>, &str) {
    for (sign, name) in [
        ("US$", "dollar"),
        ("$", "dollar"),
        ("€", "euro"),
        ("£", "pound"),
        ("¥", "yen"),
    ] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(name), rest);
        }
    }
    (None, text)
}

fn number_at(words: &[Word<'_>], at: usize) -> Option<Number> {
    let vague = |value: f64| Number {
        value,
        step: 0.0,
        until: at + 1,
        vague: true,
        currency: None,
    };
    // `half a million`, `a quarter of a million`.
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    for (phrase, share) in [
        (&["half", "a"][..], 0.5),
        (&["quarter", "of", "a"][..], 0.25),
        (&["a", "quarter", "of", "a"][..], 0.25),
        (&["a", "couple", "of"][..], 2.0),
    ] {
        let size = magnitude(lower(at + phrase.len())).filter(|size| *size >= 100.0);
        if let Some(size) = size
            && phrase
                .iter()
                .enumerate()
                .all(|(k, word)| lower(at + k) == *word)
        {
            return Some(Number {
                value: share * size,
                step: if share < 1.0 { size / 10.0 } else { size },
                until: at + phrase.len() + 1,
                vague: false,
                currency: None,
            });
        }
    }
    // `half a dozen` are six, give or take one.
    if lower(at) == "half" && lower(at + 1) == "a" && lower(at + 2) == "dozen" {
        return Some(Number {
            value: 6.0,
            step: 2.0,
            until: at + 3,
            vague: false,
            currency: None,
        });
    }
    // `four and a half million`.
    if let Some((n, _)) = plain(lower(at)).filter(|(n, _)| n.fract() == 0.0)
        && (lower(at + 1), lower(at + 2), lower(at + 3)) == ("and", "a", "half")
        && let Some(size) = magnitude(lower(at + 4))
    {
        return Some(Number {
            value: (n + 0.5) * size,
            step: size / 10.0,
            until: at + 5,
            vague: false,
            currency: None,
        });
    }
    match words[at].lower.as_str() {
        "dozens" => return Some(vague(20.0)),
        "scores" => return Some(vague(40.0)),
        "hundreds" => return Some(vague(200.0)),
        "thousands" => return Some(vague(2_000.0)),
        _ => {}
    }
    let (currency, bare) = currency_of(&words[at].lower);
    // `$3.5m`, `40bn`.
    let cut = bare
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(bare.len());
    let glued = (cut > 0 && bare.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| magnitude(&bare[cut..]))
        .flatten();
    let first = match glued {
        Some(size) => plain(&bare[..cut]).map(|(n, step)| (n * size, step * size)),
        None => plain(bare),
    };
    let mut until = at + 1;
    let (mut value, mut step) = match first {
        Some(first) => first,
        // `a dozen`, `a hundred`.
        None if matches!(words[at].lower.as_str(), "a" | "an")
            && words
                .get(at + 1)
                .is_some_and(|w| magnitude(&w.lower).is_some()) =>
        {
            (1.0, 1.0)
        }
        None => return None,
    };
    let mut of_size = false;
    while let Some(size) = words
        .get(until)
        .and_then(|w| magnitude(&w.lower))
        .filter(|_| !words[until - 1].ends_clause)
    {
        (value, step) = (value * size, step * size);
        of_size |= size == 12.0;
        until += 1;
        // `one hundred and twenty`.
        let and = usize::from(words.get(until).is_some_and(|w| w.lower == "and"));
        if size == 100.0
            && let Some((more, _)) = words
                .get(until + and)
                .and_then(|w| plain(&w.lower))
                .filter(|(n, _)| *n < 100.0)
            && first.is_some_and(|(n, _)| n < 10.0)
            && UNITS.contains(&words[at].lower.as_str())
        {
            (value, step) = (value + more, 1.0);
            until += and + 1;
        }
    }
    if of_size {
        step = value / 2.0;
    }
    Some(Number {
        value,
        step,
        until,
        vague: false,
        currency,
    })
}

/// Whether a number is a day, a year, an age, an hour, a name or a part.
fn counts_nothing(words: &[Word<'_>], at: usize, number: &Number) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    let is_month = |word: &str| {
        word.len() >= 3
            && MONTHS.iter().any(|m| word.starts_with(m))
            && (word.len() <= 4 || word.ends_with(['y', 'h', 'l', 'e', 't', 'r']))
    };
    let before = at.checked_sub(1).map_or("", lower);
    let after = lower(number.until);
    let digits = words[at].lower.bytes().all(|b| b.is_ascii_digit());
    let year = digits && words[at].lower.len() == 4 && (1500.0..2100.0).contains(&number.value);
    let year = year
        && (matches!(
            before,
            "in" | "since"
                | "of"
                | "from"
                | "until"
                | "by"
                | "year"
                | "before"
                | "after"
                | "the"
                | ""
        ) || is_month(before)
            || words[at].ends_clause
            || before.parse::<u32>().is_ok());
    let is_name = at > 0
        && words[at - 1].text.starts_with(char::is_uppercase)
        && digits
        && at > 1
        && !words[at - 1].ends_clause
        && plain(before).is_none()
        && number.step <= 1.0
        && currency_word(after).is_none()
        && !matches!(
            before,
            "some" | "about" | "at" | "nearly" | "over" | "police" | "only" | "just"
        );
    const MEASURES: &str = " percent per % km kilometres kilometers miles mile metres meters feet foot hours hour minutes minute seconds days day weeks week months month years year a.m p.m am pm o'clock degrees ";
    let of_share = matches!(after, "percent" | "per" | "%") && share_of(words).is_some();
    year
        || is_month(before)
        || digits && is_month(after)
        || is_name
        || words[at].text.contains(':')
        || words[at].lower.contains("th-") 
        || MEASURES.contains(&format!(" {after} ")) && !of_share
        || after.starts_with("year-")
        || matches!(before, "aged" | "page" | "room" | "no" | "number" | "flight" | "route" | "article" | "section" | "chapter" | "magnitude")
        // `Ana Ruiz, 43,`.
        || words[at].ends_clause && at > 0 && words[at - 1].ends_clause && words[at - 1].text.starts_with(char::is_uppercase)
}

/// The bound that the words before a number make of it: the interval, and the words that belong to it.
fn bounded(words: &[Word<'_>], at: usize, number: &Number) -> (f64, f64, usize) {
    let lower = |back: usize| at.checked_sub(back).map_or("", |k| words[k].lower.as_str());
    let n = number.value;
    if number.vague {
        return (n, f64::INFINITY, at);
    }
    // What rounds to it.
    let digits_only = n >= 1000.0 || number.step > 1.0 || n.fract() != 0.0;
    let round = if !digits_only {
        0.0
    } else if number.step != 1.0 {
        number.step / 2.0
    } else {
        let mut size = 1.0;
        while n % (size * 10.0) == 0.0 && size * 10.0 < n {
            size *= 10.0;
        }
        if size >= 100.0 { size / 2.0 } else { 0.0 }
    };
    let (least, most) = (n - round, n + round);
    match (lower(3), lower(2), lower(1)) {
        ("no" | "not", "more", "than") => (0.0, most, at - 3),
        (_, "at", "least")
        | (_, "more", "than")
        | (_, "greater", "than")
        | (_, "upwards", "of") => (least, f64::INFINITY, at - 2),
        ("no", "fewer" | "less", "than") | ("not", "fewer" | "less", "than") => {
            (least, f64::INFINITY, at - 3)
        }
        (_, "fewer" | "less", "than") => (0.0, most, at - 2),
        ("no", "more", _) => (0.0, most, at - 2),
        (_, "up", "to") | (_, "as", "many") => (0.0, most, at - 2),
        ("as", "many", "as") | ("as", "much", "as") => (0.0, most, at - 3),
        (_, "at", "most") => (0.0, most, at - 2),
        (_, _, "over" | "exceeding" | "exceeded") => (least, f64::INFINITY, at - 1),
        (_, _, "under" | "below") => (0.0, most, at - 1),
        (_, _, "nearly" | "almost") => (n * 0.85, most, at - 1),
        (_, _, "about" | "around" | "roughly" | "approximately" | "some" | "estimated") => {
            (n * 0.8, n * 1.2, at - 1)
        }
        _ => (least, most, at),
    }
}

/// What is done to those counted, by the stem of the word for it; with whether what is counted may follow it.
fn fate(lower: &str) -> Option<(Counted, bool)> {
    Some(match lower {
        "killed" | "killing" | "kills" | "kill" | "murdered" | "executed" | "slain"
        | "slaughtered" | "massacred" | "poached" | "hanged" | "beheaded" | "claimed"
        | "claiming" => (Counted::Killed, true),
        "dead" | "died" | "die" | "deaths" | "lives" | "bodies" | "fatalities" | "drowned"
        | "perished" | "toll" | "corpses" => (Counted::Killed, false),
        "wounded" | "wounding" | "injured" | "injuring" | "wounds" | "hurt" | "injures" => {
            (Counted::Wounded, true)
        }
        "injuries" | "casualties" => (Counted::Wounded, false),
        "missing" | "unaccounted" => (Counted::Missing, false),
        "arrested" | "detained" | "arrests" | "detaining" | "arresting" | "rounded" => {
            (Counted::Arrested, true)
        }
        "custody" => (Counted::Arrested, false),
        "buried" => (Counted::Killed, true),
        "kidnapped" | "abducted" | "seized" | "captured" | "hostage" | "hostages" => {
            (Counted::Seized, true)
        }
        "displaced" | "evacuated" | "homeless" | "fled" | "evicted" | "displacing" => {
            (Counted::Displaced, true)
        }
        "rescued" | "saved" | "freed" | "released" => (Counted::Rescued, true),
        "alive" | "survived" => (Counted::Rescued, false),
        "remains" => (Counted::Killed, false),
        "trapped" | "stranded" | "entombed" => (Counted::Trapped, true),
        "infected" | "contracted" | "infections" => (Counted::Infected, true),
        "crossed" | "poured" | "streamed" | "crossing" => (Counted::Crossed, true),
        "filled" | "attendance" | "walkout" | "strikers" | "thronged" => (Counted::Present, false),
        "marched" | "rallied" | "gathered" | "demonstrated" | "demonstrators" | "protesters"
        | "marchers" | "crowd" | "attended" | "turnout" | "march" | "rally" => {
            (Counted::Present, false)
        }
        "aboard" | "board" | "crew" | "passengers" | "packed" | "carrying" => {
            (Counted::Aboard, false)
        }
        "gunmen" | "attackers" | "assailants" | "raiders" | "gunman" | "attacker" | "bombers" => {
            (Counted::Attackers, false)
        }
        "held" | "holding" => (Counted::Seized, true),
        "drove" | "homes" => (Counted::Displaced, false),
        "jobs" | "redundancies" | "layoffs" | "posts" => (Counted::Jobs, false),
        _ => return None,
    })
}

/// Nouns for people at large: what is counted is what became of them.
fn is_people(noun: &str) -> bool {
    if plain(noun).is_some() || magnitude(noun).is_some() {
        return true;
    }
    const PEOPLE: &str = " people person persons others other dead wounded injured victims victim lives life bodies body deaths death killed fatalities casualties men women more were have had died residents individuals souls arrests arrested detained missing homeless crew passengers gunmen attackers assailants raiders gunman attacker migrants demonstrators protesters marchers jobs layoffs redundancies ";
    noun.is_empty() || PEOPLE.contains(&format!(" {noun} "))
}

impl Counted {
    /// Whether it tells what became of people.
    fn is_of_people(self) -> bool {
        !matches!(
            self,
            Counted::Money
                | Counted::Things
                | Counted::Jobs
                | Counted::Share
                | Counted::Sentence
                | Counted::Magnitude
        )
    }
}

/// The kind of what a noun counts: those who count it elsewhere by another noun mean the same. Else its stem.
fn kind_of(noun: &str) -> String {
    const KINDS: &[&[&str]] = &[
        &["homes", "houses", "shacks", "dwellings", "huts", "cottages"],
        &[
            "soldiers",
            "troops",
            "servicemen",
            "infantrymen",
            "recruits",
            "conscripts",
        ],
        &["policemen", "officers", "constables"],
        &["prisoners", "inmates", "detainees", "convicts"],
        &["workers", "employees", "staff", "labourers"],
        &["states", "governments", "countries", "nations"],
        &[
            "pupils",
            "students",
            "schoolchildren",
            "schoolboys",
            "schoolgirls",
        ],
        &[
            "jets",
            "planes",
            "aircraft",
            "warplanes",
            "aeroplanes",
            "airplanes",
        ],
        &["missiles", "rockets"],
        &["ships", "vessels", "boats"],
        &["refugees", "migrants", "asylum-seekers"],
        &["supporters", "fans", "spectators", "onlookers"],
        &[
            "rebels",
            "insurgents",
            "militants",
            "fighters",
            "guerrillas",
        ],
    ];
    let kind = KINDS.iter().find(|kind| kind.contains(&noun));
    stem(kind.map_or(noun, |kind| kind[0]))
}

/// Whether a kind is one of people.
fn is_sort_of_people(kind: &str) -> bool {
    const PEOPLE: &str = "soldiers policemen prisoners workers pupils refugees rebels civilians teachers children women \
        supporters villagers guards patients drivers doctors nurses passengers tourists journalists bystanders militiamen gendarmes monks \
        priests sailors crewmen pilots miners farmers shepherds herders protesters traders";
    PEOPLE.split_whitespace().any(|word| kind_of(word) == kind)
}

/// Words between a number and the word that tells what became of those counted, at most.
const REACH: usize = 7;

/// The numbers of a statement, in text order.
pub(crate) fn quantities(statement: &str) -> Vec<Quantity> {
    let words = words(statement);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(number) = number_at(&words, at) else {
            at += 1;
            continue;
        };
        let mut next = number.until;
        if let Some(quantity) =
            sentence(&words, at, &number).or_else(|| shaking(&words, at, &number))
        {
            found.push(quantity);
        } else if !counts_nothing(&words, at, &number)
            && let Some((mut quantity, until)) = quantity(&words, at, &number)
        {
            // `killed nine soldiers and 13 civilians`.
            let beside = (at > 0 && words[at - 1].lower == "and" || bound_behind_and(&words, at))
                .then(|| found.last())
                .flatten();
            if let Some(Quantity { counted, noun, .. }) = beside
                && quantity.counted == Counted::Things
                && counted.is_of_people()
                && !noun.is_empty()
                && is_sort_of_people(&quantity.noun)
            {
                (quantity.counted, quantity.manner) = (*counted, "");
            }
            found.push(quantity);
            next = next.max(until);
        }
        at = next;
    }
    total(&mut found);
    // That none of one sort died tells nothing of the others.
    found.extend(nobody(&words));
    found
}

/// A quantity without a bound, of which nothing is told but how many.
fn exactly(counted: Counted, least: f64, most: f64, number: &str, of: &str) -> Quantity {
    Quantity {
        counted,
        noun: String::new(),
        manner: "",
        least,
        most,
        words: number.to_owned(),
        of: of.to_owned(),
        is_part: false,
        is_sum: false,
    }
}

/// The prison term that a number gives: `jailed for six years`, `nine years behind bars`.
fn sentence(words: &[Word<'_>], at: usize, number: &Number) -> Option<Quantity> {
    const PRISON: &str = " jailed sentenced imprisonment prison jail imprisoned bars sentence ";
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    let unit = lower(number.until);
    let months = match unit.trim_end_matches(['’', '\'']) {
        "years" | "year" => 12.0,
        "months" | "month" => 1.0,
        _ => return None,
    };
    let near = at.saturating_sub(REACH)..words.len().min(number.until + REACH);
    let is_prison = near
        .clone()
        .any(|k| PRISON.contains(&format!(" {} ", lower(k))));
    // `After two years in prison he was freed`, `a six-year search`, `five years ago`.
    let is_past = matches!(lower(number.until + 1), "ago" | "old" | "later" | "after")
        || at > 0
            && matches!(
                lower(at - 1),
                "after" | "spent" | "served" | "serving" | "last" | "past" | "next"
            )
        || near.clone().any(|k| {
            matches!(
                lower(k),
                "freed"
                    | "released"
                    | "suspended"
                    | "up"
                    | "maximum"
                    | "faces"
                    | "face"
                    | "could"
                    | "demanded"
                    | "demanding"
                    | "sought"
                    | "seeking"
                    | "requested"
                    | "asked"
            )
        });
    (is_prison && !is_past && !number.vague).then(|| {
        let term = number.value * months;
        exactly(Counted::Sentence, term, term, words[at].text, unit)
    })
}

/// The magnitude that a number gives of an earthquake; first measurements are off by a few tenths.
fn shaking(words: &[Word<'_>], at: usize, number: &Number) -> Option<Quantity> {
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    let is_of_quake = || {
        words.iter().any(|w| {
            matches!(
                w.lower.as_str(),
                "quake" | "earthquake" | "tremor" | "temblor" | "richter" | "seismic"
            )
        })
    };
    let before = at.checked_sub(1).map_or("", lower);
    let two_before = at.checked_sub(2).map_or("", lower);
    let is_named = before == "magnitude"
        || (two_before, before) == ("magnitude", "of")
        || lower(number.until) == "magnitude";
    // `It measured 6.1,`: nothing else is measured without a unit.
    let is_measured = matches!(
        before,
        "measured" | "measuring" | "registered" | "registering"
    ) && (is_of_quake() || number.step < 1.0 && words[at].ends_clause);
    let is_it = is_named && is_of_quake() || is_measured;
    (is_it && (2.0..10.0).contains(&number.value)).then(|| {
        let tenths = 0.25;
        exactly(
            Counted::Magnitude,
            number.value - tenths,
            number.value + tenths,
            words[at].text,
            "",
        )
    })
}

/// Whether `and` stands before the bound of a number: `nine soldiers and at least 13 civilians`.
fn bound_behind_and(words: &[Word<'_>], at: usize) -> bool {
    let lower = |back: usize| at.checked_sub(back).map_or("", |k| words[k].lower.as_str());
    lower(2) == "and" && matches!(lower(1), "some" | "about" | "around" | "nearly" | "almost")
        || lower(3) == "and" && matches!((lower(2), lower(1)), ("at", "least") | ("more", "than"))
}

/// `No one died`, `nobody was hurt`: a number too.
fn nobody(words: &[Word<'_>]) -> Option<Quantity> {
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    (0..words.len()).find_map(|at| {
        let from = match (lower(at), lower(at + 1)) {
            ("no", "one") => at + 2,
            ("no", "casualties" | "deaths" | "injuries") | ("nobody", _) => at + 1,
            // `No civilians were killed`.
            ("no", noun)
                if (is_people(noun) || is_sort_of_people(&kind_of(noun)))
                    && matches!(lower(at + 2), "was" | "were") =>
            {
                at + 2
            }
            _ => return None,
        };
        let (counted, _) = (from..words.len().min(from + 3))
            .take_while(|k| *k == from || !words[*k - 1].ends_clause)
            .find_map(|k| fate(lower(k)))?;
        let is_of_dead_or_hurt = matches!(counted, Counted::Killed | Counted::Wounded);
        // `No one else was hurt`.
        let is_all = (from..from + 3).all(|k| !matches!(lower(k), "else" | "other" | "more"));
        let noun = Some(lower(at + 1))
            .filter(|noun| noun.len() > 3 && !is_people(noun) && lower(at) == "no");
        (is_of_dead_or_hurt && is_all).then(|| Quantity {
            noun: noun
                .filter(|noun| fate(noun).is_none())
                .map_or(String::new(), kind_of),
            ..exactly(counted, 0.0, 0.0, "nobody", "")
        })
    })
}

/// On which side of a vote those stand that a number counts.
fn side_of_vote(words: &[Word<'_>], noun: &str, noun_at: usize) -> Option<&'static str> {
    const VOTERS: &str =
        " votes deputies lawmakers legislators members senators delegates mps ministers ";
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    if !VOTERS.contains(&format!(" {noun} ")) {
        return None;
    }
    let behind = noun_at + 1..words.len().min(noun_at + 1 + REACH);
    let votes = noun == "votes"
        || behind
            .clone()
            .any(|k| matches!(lower(k), "voted" | "votes"));
    if !votes {
        return None;
    }
    let to_others = lower(noun_at + 1) == "to"
        && words
            .get(noun_at + 2)
            .is_some_and(|w| plain(&w.lower).is_some());
    if to_others {
        return Some("for");
    }
    behind.map(lower).find_map(|word| match word {
        "for" | "favour" | "favor" => Some("for"),
        "against" => Some("against"),
        _ => None,
    })
}

/// What a share of a hundred is of, where a statement speaks of one thing of that kind.
fn share_of(words: &[Word<'_>]) -> Option<&'static str> {
    const SHARES: &[(&str, &str)] = &[
        ("turnout", "turnout"),
        ("inflation", "inflation"),
        ("unemployment", "unemployment"),
        ("deficit", "deficit"),
        ("shortfall", "deficit"),
        ("joblessness", "unemployment"),
    ];
    let mut of = SHARES
        .iter()
        .filter(|(word, _)| words.iter().any(|w| w.lower == *word))
        .map(|(_, of)| *of);
    let Some(first) = of.next() else {
        return share_by_deed(words);
    };
    of.all(|other| other == first).then_some(first)
}

/// What a share is of, by what those do who are counted: vote, or strike.
fn share_by_deed(words: &[Word<'_>]) -> Option<&'static str> {
    let has = |list: &str| {
        let is_it = |w: &Word<'_>| list.contains(&format!(" {} ", w.lower));
        words.iter().any(is_it)
    };
    let votes = has(" voted ballots ballot part ")
        && has(" referendum election elections poll vote roll electorate voters ")
        && !has(" for favour favor against yes no ");
    let strikes = has(" strike stoppage walkout union unions ")
        && has(" followed stayed joined observed walked heeded ");
    match (votes, strikes) {
        (true, false) => Some("turnout"),
        (false, true) => Some("strikers"),
        _ => None,
    }
}

/// What was done to the things that a number counts, or how sure they are, by the words of its clause.
fn manner_of(words: &[Word<'_>], at: usize, until: usize) -> &'static str {
    const MANNERS: &[(&str, &str)] = &[
        ("destroyed", "destroyed"),
        ("destroying", "destroyed"),
        ("burned", "destroyed"),
        ("burnt", "destroyed"),
        ("razed", "destroyed"),
        ("gutted", "destroyed"),
        ("lost", "destroyed"),
        ("losing", "destroyed"),
        ("wrecked", "destroyed"),
        ("flattened", "destroyed"),
        ("damaged", "damaged"),
        ("damaging", "damaged"),
        ("suspected", "suspected"),
        ("probable", "suspected"),
        ("confirmed", "confirmed"),
        ("shot", "brought down"),
        ("downed", "brought down"),
        ("intercepted", "brought down"),
        ("intercepting", "brought down"),
        ("fired", "fired"),
        ("firing", "fired"),
        ("launched", "fired"),
        ("launching", "fired"),
        ("sunk", "sunk"),
        ("sank", "sunk"),
        ("planned", "planned"),
    ];
    let manner = |k: usize| {
        let word = words[k].lower.as_str();
        MANNERS.iter().find(|(w, _)| *w == word).map(|(_, of)| *of)
    };
    let before = (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|k| !words[*k].ends_clause)
        .find_map(manner);
    let behind = || {
        (until..words.len().min(until + REACH + 3))
            .scan(false, |over, k| {
                (!std::mem::replace(over, words[k].ends_clause)).then_some(k)
            })
            .find_map(manner)
    };
    before.or_else(behind).unwrap_or("")
}

/// Whether a sum is one year's or that of several, where a statement says so.
fn period_of(words: &[Word<'_>]) -> &'static str {
    let pairs = || {
        words
            .windows(2)
            .map(|w| (w[0].lower.as_str(), w[1].lower.as_str()))
    };
    let several = words.windows(3).any(|w| {
        matches!(w[0].lower.as_str(), "over" | "coming" | "next" | "within")
            && plain(&w[1].lower).is_some_and(|(n, _)| n > 1.0)
            && w[2].lower == "years"
    });
    if several {
        "several years"
    } else if pairs().any(|(a, b)| matches!((a, b), ("next" | "this" | "last" | "per", "year")))
        || words
            .iter()
            .any(|w| matches!(w.lower.as_str(), "annual" | "annually" | "yearly"))
    {
        "one year"
    } else {
        ""
    }
}

/// What the number at a place counts, and where its words end.
fn quantity(words: &[Word<'_>], at: usize, number: &Number) -> Option<(Quantity, usize)> {
    let lower = |k: usize| words.get(k).map_or("", |w| w.lower.as_str());
    let (mut least, mut most, mut from) = bounded(words, at, number);
    let mut until = number.until;
    // `between 20 and 30`, `20 to 30`.
    if matches!(lower(until), "and" | "to" | "or")
        && (at > 0 && matches!(lower(at - 1), "between" | "from")
            || matches!(lower(until), "to" | "or"))
        && let Some(upper) = number_at(words, until + 1).filter(|upper| upper.value > number.value)
    {
        (least, most) = (number.value, upper.value);
        from = from.min(at.saturating_sub(usize::from(at > 0 && lower(at - 1) == "between")));
        until = upper.until;
    }
    let bound: Vec<&str> = words[from..at].iter().map(|w| w.text).collect();
    let mut shown = bound
        .iter()
        .map(|word| word.to_lowercase())
        .collect::<Vec<_>>();
    let whole = number.value.fract() == 0.0 && number.step == 1.0 && until == number.until;
    if whole && !number.vague && number.currency.is_none() && number.value < 1000.0 {
        shown.push(format!("{}", number.value));
    } else {
        shown.extend(words[at..until].iter().map(|w| w.text.to_owned()));
    }
    let of_others = lower(until) == "of"
        && (matches!(lower(until + 1), "them" | "whom" | "those" | "these")
            || matches!(lower(until + 1), "the" | "its" | "his" | "her" | "their")
                && words.get(until + 2).is_some_and(|w| {
                    plain(&w.lower).is_some() || fate(&w.lower).is_some() || is_people(&w.lower)
                }));
    let is_part = of_others
        || at > 0
            && matches!(
                lower(at - 1),
                "including" | "them" | "whom" | "these" | "which" | "another" | "other"
            )
        || at > 1 && matches!(lower(at - 2), "including" | "whom" | "them");
    // `cut from thirty men to twelve` tells of a change.
    let changes = at > 0
        && (matches!(lower(at - 1), "from" | "to") || at > 1 && lower(at - 2) == "from")
        && words.iter().any(|w| w.lower == "from")
        && words.iter().any(|w| w.lower == "to")
        && words.iter().any(|w| {
            matches!(
                w.lower.as_str(),
                "cut"
                    | "rose"
                    | "risen"
                    | "fell"
                    | "fallen"
                    | "raised"
                    | "reduced"
                    | "increased"
                    | "grew"
                    | "grown"
                    | "up"
                    | "down"
            )
        });
    if changes {
        return None;
    }
    if of_others {
        until += 2;
    }
    let make = |counted: Counted, noun: String| Quantity {
        counted,
        noun,
        least,
        most,
        words: shown.join(" "),
        of: String::new(),
        is_part,
        is_sum: false,
        manner: match counted {
            Counted::Things => manner_of(words, at, until),
            _ => "",
        },
    };
    // `200 rials a month`, `70 percent`.
    let rate = |k: usize| {
        matches!(lower(k), "a" | "an" | "per" | "each")
            && matches!(
                lower(k + 1),
                "day"
                    | "week"
                    | "month"
                    | "year"
                    | "hour"
                    | "head"
                    | "person"
                    | "tonne"
                    | "barrel"
                    | "share"
            )
    };
    if (until..until + 4).any(rate) {
        return None;
    }
    if matches!(lower(until), "percent" | "per" | "%") {
        let share = make(Counted::Share, share_of(words)?.to_owned());
        return Some((share, until));
    }
    let currency = number.currency.or_else(|| currency_word(lower(until)));
    if let Some(currency) = currency {
        let of_sum = words.iter().any(|w| {
            matches!(
                w.lower.as_str(),
                "instalment"
                    | "installment"
                    | "deposit"
                    | "advance"
                    | "tranche"
                    | "down-payment"
                    | "share"
                    | "each"
            )
        });
        let mut sum = make(Counted::Money, currency.to_owned());
        if number.currency.is_none() {
            sum.of = lower(until).to_owned();
        }
        sum.is_part |= of_sum;
        sum.manner = period_of(words);
        return Some((sum, until));
    }
    // `the toll stood at 74,`.
    let bare = words[until - 1].ends_clause || until == words.len();
    let noun_at = if bare {
        until - 1
    } else {
        noun_after(words, until)?
    };
    let noun = if bare { "" } else { lower(noun_at) };
    // `The toll from the blasts at three chapels stood at 74`.
    let of_toll = bare
        && at > 0
        && matches!(lower(at - 1), "at" | "to")
        && words[..at].iter().any(|w| w.lower == "toll");
    if of_toll {
        return Some((make(Counted::Killed, String::new()), until));
    }
    // `109 deputies voted for the bill`, `118 votes to 97`.
    if let Some(side) = side_of_vote(words, noun, noun_at) {
        let mut votes = make(Counted::Things, "vote".to_owned());
        (votes.manner, votes.of) = (side, "votes".to_owned());
        return Some((votes, until));
    }
    if let Some(share) = match noun {
        "tonnes" | "tons" => Some(1.0),
        "kilos" | "kilograms" | "kg" | "kilogrammes" => Some(1000.0),
        _ => None,
    } {
        let mut weight = make(Counted::Things, "tonn".to_owned());
        (weight.least, weight.most) = (weight.least / share, weight.most / share);
        weight.of = noun.to_owned();
        weight.manner = "";
        return Some((weight, until));
    }
    // What became of them: the nearest word that tells, first in the clause behind the number, then before it.
    let behind = (until..words.len().min(noun_at + REACH)).scan(false, |over, k| {
        if *over {
            return None;
        }
        *over = words[k].ends_clause;
        Some(k)
    });
    let mut counted = None;
    // `300 people were on the Sri Mahkota`.
    let is_ship = |w: &Word<'_>| {
        const CRAFT: &str = " boat ferry ship plane aircraft train bus flight vessel airliner ";
        w.text.starts_with(char::is_uppercase) || CRAFT.contains(&format!(" {} ", w.lower))
    };
    if is_people(noun)
        && matches!(lower(noun_at + 1), "were" | "was")
        && matches!(
            (lower(noun_at + 2), lower(noun_at + 3)),
            ("on", "the" | "a")
        )
        && words.get(noun_at + 4).is_some_and(is_ship)
    {
        counted = Some(Counted::Aboard);
    }
    for k in behind {
        if counted.is_some() {
            break;
        }
        if let Some((what, follows)) = fate(lower(k)) {
            // `four officers and wounding nine`: the second number's.
            let next_is_number = follows
                && !words[k].ends_clause
                && (k + 1..words.len().min(k + 4)).any(|j| number_at(words, j).is_some());
            let passive = k > 0
                && !lower(k).ends_with("ing")
                && matches!(
                    lower(k - 1),
                    "were" | "was" | "been" | "left" | "are" | "be" | "and" | "is"
                );
            if !next_is_number || passive || k == noun_at {
                counted = Some(what);
                break;
            }
        }
        // `four officers and three civilians were shot dead`.
        if k > noun_at && number_at(words, k).is_some() && lower(k - 1) != "and" {
            break;
        }
    }
    let mut k = from;
    let reach = if is_people(noun) { 2 * REACH } else { REACH };
    while counted.is_none() && k > from.saturating_sub(reach) {
        k -= 1;
        if let Some((what, follows)) = fate(lower(k)) {
            let of_people = is_people(noun);
            if follows
                || of_people
                    && matches!(
                        lower(k),
                        "toll"
                            | "turnout"
                            | "crowd"
                            | "march"
                            | "rally"
                            | "attendance"
                            | "carrying"
                            | "remains"
                            | "bodies"
                    )
            {
                counted = Some(what);
            }
            break;
        }
        if number_at(words, k).is_some() && lower(k) != "one" {
            break;
        }
    }
    // `drew 200,000 workers`, `lost four fighters`, `caught the superbug`.
    let verb = from.checked_sub(1).map_or("", lower);
    let kind = kind_of(noun);
    let catches = || {
        const ILLS: &str = " superbug virus infection flu influenza disease measles cholera bug coronavirus typhoid malaria ";
        let behind = &words[until..words.len().min(until + 2 * REACH)];
        behind.iter().any(|w| w.lower == "caught")
            && behind
                .iter()
                .any(|w| ILLS.contains(&format!(" {} ", w.lower)))
    };
    if counted.is_none() && (is_people(noun) || is_sort_of_people(&kind)) {
        counted = match verb {
            "drew" | "drawing" | "attracted" | "draws" => Some(Counted::Present),
            "lost" | "losing" => Some(Counted::Killed),
            _ if catches() => Some(Counted::Infected),
            _ => None,
        };
    }
    // `The number of people driven from their homes stands at 12,000`.
    if counted.is_none()
        && matches!(verb, "at" | "to" | "reached" | "is" | "was")
        && let Some(of) = (1..from).find(|k| (lower(k - 1), lower(*k)) == ("number", "of"))
    {
        let what = (of..from).find_map(|k| fate(lower(k)));
        if let Some((what, _)) = what.filter(|(what, _)| what.is_of_people()) {
            return Some((make(what, String::new()), until));
        }
    }
    let found = match counted {
        Some(Counted::Jobs) => make(Counted::Jobs, String::new()),
        Some(Counted::Displaced) if matches!(noun, "homes" | "houses") => Quantity {
            of: noun.to_owned(),
            ..make(Counted::Things, kind_of(noun))
        },
        Some(counted) if is_people(noun) || fate(noun).is_some() => make(counted, String::new()),
        Some(counted) => make(counted, kind_of(noun)),
        // A plain count of things needs a noun in the plural.
        None if noun.len() > 3
            && noun.ends_with('s')
            && !noun.ends_with("ss")
            && number.value > 1.0
            && !is_people(noun) =>
        {
            let mut things = make(Counted::Things, kind_of(noun));
            things.of = noun.to_owned();
            if noun == "cases" {
                things.counted = Counted::Infected;
            }
            things
        }
        None => return None,
    };
    Some((found, until))
}

fn currency_word(lower: &str) -> Option<&'static str> {
    Some(match lower {
        "dollars" | "dollar" | "usd" => "dollar",
        "euros" | "euro" => "euro",
        "pounds" | "pound" => "pound",
        "crowns" | "crown" => "crown",
        "rupees" | "rupee" => "rupee",
        "pesos" | "peso" => "peso",
        "francs" | "franc" => "franc",
        "rubles" | "roubles" => "rouble",
        "yuan" => "yuan",
        "yen" => "yen",
        "lira" => "lira",
        "dinars" | "dinar" => "dinar",
        "rials" | "rial" => "rial",
        _ => return None,
    })
}

/// The head of the noun phrase that a number opens: the last word before a verb, a preposition or the end of the clause.
fn noun_after(words: &[Word<'_>], from: usize) -> Option<usize> {
    const STOPS: &str = " of in on at to for from by with about as into over under between against during after before since until than that this and or but who whom which were was are is be been have has had will would could may when while where said near outside inside, including there here together altogether alone according so dead came went fell took left fled got made lost broke rose flew ran struck hit sank shot drove gave began became met led sat stood won caught ";
    let mut last = None;
    for (k, word) in words.iter().enumerate().skip(from).take(5) {
        let lower = word.lower.as_str();
        if lower == "of" && k == from {
            continue; // `dozens of people`.
        }
        if STOPS.contains(&format!(" {lower} ")) {
            break;
        }
        if fate(lower).is_some_and(|(_, follows)| follows) {
            // `28 of the injured`.
            last = last.or(Some(k));
            break;
        }
        if last.is_some()
            && (lower.ends_with("ed") || lower.ends_with("ing") || lower.ends_with("ly"))
        {
            break;
        }
        last = Some(k);
        if word.ends_clause || is_people(lower) {
            break;
        }
    }
    // `some 150 were injured`.
    last.or_else(|| from.checked_sub(1))
}

/// People told by their sorts (`four officers and three civilians`) are so many people in all, unless the statement counts all
/// of them too: who writes `killing four officers` and no more knows of no others.
fn total(found: &mut Vec<Quantity>) {
    let kinds: BTreeSet<Counted> = found.iter().map(|q| q.counted).collect();
    for counted in kinds {
        if !counted.is_of_people() {
            continue;
        }
        let parts: Vec<&Quantity> = found
            .iter()
            .filter(|q| q.counted == counted && !q.is_part)
            .collect();
        let nouns: BTreeSet<&str> = parts.iter().map(|q| q.noun.as_str()).collect();
        // Who tells of children, or of journalists, may tell of some among others.
        let among_others = |q: &Quantity| {
            matches!(
                q.noun.as_str(),
                "child"
                    | "children"
                    | "women"
                    | "woman"
                    | "bab"
                    | "pupil"
                    | "journalist"
                    | "foreigner"
                    | "tourist"
                    | "teenager"
                    | "boy"
                    | "girl"
            )
        };
        let some_of_all = matches!(parts[..], [only] if among_others(only));
        let sorts = nouns.len() == parts.len() && !nouns.contains("");
        if sorts && !parts.is_empty() && !some_of_all {
            let sum = Quantity {
                counted,
                noun: String::new(),
                least: parts.iter().map(|q| q.least).sum(),
                most: parts.iter().map(|q| q.most).sum(),
                manner: "",
                of: String::new(),
                words: match parts[..] {
                    [only] => only.words.clone(),
                    _ => format!("{} in all", parts.iter().map(|q| q.least).sum::<f64>()),
                },
                is_part: false,
                is_sum: true,
            };
            found.push(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is counted, the noun, the least and the most.
    fn shown(statement: &str) -> String {
        let all: Vec<String> = quantities(statement)
            .iter()
            .map(|q| {
                format!(
                    "{:?}:{}:{}-{}{}",
                    q.counted,
                    q.noun,
                    q.least,
                    q.most,
                    if q.is_part { " part" } else { "" }
                )
            })
            .collect();
        all.join(", ")
    }

    #[test]
    fn numbers_have_what_they_count_and_their_bounds() {
        for (statement, expected) in [
            (
                "Gunmen stormed the customs house, killing four customs officers and wounding nine people, police said, in the deadliest attack since a truce in 2012.",
                "Killed:policemen:4-4, Wounded::9-9, Killed::4-4",
            ),
            (
                "Inspector Dov Marrin said last night that the police figure remained four dead and nine wounded.",
                "Killed::4-4, Wounded::9-9",
            ),
            (
                "Her wards had taken in 11 wounded, she added, three of them children from the flats behind Cable Street.",
                "Wounded::11-11, Wounded:children:3-3 part",
            ),
            (
                "Four police officers and three civilians were shot dead at a checkpoint.",
                "Killed:policemen:4-4, Killed:civilian:3-3, Killed::7-7",
            ),
            (
                "On Aug. 21, 2009, a bomb killed 23 people.",
                "Killed::23-23",
            ),
            (
                "At least 30 villagers were killed.",
                "Killed:villager:30-inf, Killed::30-inf",
            ),
            (
                "The toll stood at 74, hospital directors said.",
                "Killed::74-74",
            ),
            (
                "The firm was fined 18 million crowns on Tuesday.",
                "Money:crown:17500000-18500000",
            ),
            (
                "About 1,000 people marched through the town.",
                "Present::800-1200",
            ),
            (
                "Between 20 and 30 diplomats are being held.",
                "Seized:diplomat:20-30, Seized::20-30",
            ),
            ("Some 150 were injured.", "Wounded::120-180"),
            ("Flight 217 overran the runway on March 14, 2011.", ""),
            ("The raid on the third floor killed nobody.", ""),
            ("No one died in the raid.", "Killed::0-0"),
            ("No one else died in the raid.", ""),
            (
                "The raid killed nine soldiers and 13 civilians.",
                "Killed:soldier:9-9, Killed:civilian:13-13, Killed::22-22",
            ),
            (
                "Not more than 50 people had contracted cholera.",
                "Infected::0-50",
            ),
            (
                "The toll from the blasts at three chapels stood at 74.",
                "Things:chapel:3-3, Killed::74-74",
            ),
            ("The bill passed by 118 votes to 97.", "Things:vote:118-118"),
            (
                "The agents found 870 kilos of cocaine.",
                "Things:tonn:0.87-0.87",
            ),
            (
                "Twenty-eight of the injured were taken to Quayford.",
                "Wounded::28-28 part",
            ),
            ("Turnout reached 71 percent.", "Share:turnout:71-71"),
            ("Some 71 percent of the wells were dry.", ""),
            (
                "Only 38% of those on the roll took part in the referendum.",
                "Share:turnout:38-38",
            ),
            ("He was jailed for six years.", "Sentence::72-72"),
            ("Six months in prison for the arsonist", "Sentence::6-6"),
            ("After two years in prison she wrote a book.", ""),
            (
                "The prosecutor asked for a prison sentence of nine years.",
                "",
            ),
            (
                "A quake of magnitude 6.5 woke the town.",
                "Magnitude::6.25-6.75",
            ),
            ("The tremor measured 7.5.", "Magnitude::7.25-7.75"),
            ("The room measured 12 metres.", ""),
            ("Half a dozen miners died.", "Killed:miner:5-7, Killed::5-7"),
            (
                "He took four and a half million crowns.",
                "Money:crown:4450000-4550000",
            ),
            (
                "The army lost four fighters.",
                "Killed:rebel:4-4, Killed::4-4",
            ),
            (
                "The rally drew 200,000 workers.",
                "Present:worker:150000-250000, Present::150000-250000",
            ),
            (
                "Eight patients caught the flu.",
                "Infected:patient:8-8, Infected::8-8",
            ),
            ("Eight patients caught the bus.", "Things:patient:8-8"),
            (
                "The number of people driven from their homes stands at 12,000.",
                "Displaced::11500-12500",
            ),
            ("No civilians were killed.", "Killed:civilian:0-0"),
            (
                "A couple of hundred shacks burned down.",
                "Things:home:150-250",
            ),
        ] {
            assert_eq!(shown(statement), expected, "{statement}");
        }
    }

    fn contradict(one: &str, other: &str) -> bool {
        let (one, other) = (quantities(one), quantities(other));
        one.iter().any(|a| other.iter().any(|b| a.contradicts(b)))
    }

    #[test]
    fn numbers_contradict_where_they_cannot_both_be_right() {
        for (one, other, expected) in [
            (
                "The raid killed four guards.",
                "The raid killed five guards.",
                true,
            ),
            (
                "The raid killed four guards.",
                "Five people died in the raid.",
                true,
            ),
            (
                "The raid killed at least ten.",
                "The raid killed 14 people.",
                false,
            ),
            (
                "The raid killed more than 30 people.",
                "Twelve people were killed.",
                true,
            ),
            (
                "Some 1.2 million voters came.",
                "A total of 1,187,000 voters came.",
                false,
            ),
            (
                "Four officers and three civilians were killed.",
                "Seven people were killed.",
                false,
            ),
            (
                "Five soldiers were killed.",
                "Eight rebels were killed.",
                false,
            ),
            (
                "Seven people were killed.",
                "Nineteen people were wounded.",
                false,
            ),
            (
                "It was sold for $10 million.",
                "It was sold for 8 million euros.",
                false,
            ),
            (
                "It was sold for $10 million.",
                "It was sold for 14 million dollars.",
                true,
            ),
            (
                "Militants fired 28 rockets.",
                "Nineteen rockets were intercepted.",
                false,
            ),
            (
                "The flood destroyed 410 houses.",
                "Some 1,900 houses were damaged.",
                false,
            ),
            (
                "The flood destroyed 410 houses.",
                "It swept away 900 homes.",
                true,
            ),
            (
                "There were 77 suspected cases.",
                "Tests confirmed 29 cases.",
                false,
            ),
            ("No one died.", "The raid killed 37 people.", true),
            (
                "They shot down eleven planes.",
                "The air force lost two jets.",
                true,
            ),
            (
                "They will spend 240 million crowns next year.",
                "They will spend 1.3 billion crowns over the coming five years.",
                false,
            ),
            (
                "The king freed 112 prisoners.",
                "Only 84 detainees came home.",
                true,
            ),
        ] {
            assert_eq!(contradict(one, other), expected, "{one} / {other}");
        }
    }

    #[test]
    fn a_toll_that_rises_is_told_so() {
        for statement in [
            "The toll rose to six after two died in hospital.",
            "The number of dead has risen to six.",
            "That brings the dead to six, up from five, bringing to an end the search.",
            "The final count is six.",
        ] {
            assert!(is_update(statement), "{statement}");
        }
        for statement in [
            "The raid killed five, the hospital said.",
            "The bombs that fell on the town killed five.",
            "The final statement of the ministry speaks of five.",
        ] {
            assert!(!is_update(statement), "{statement}");
        }
    }
}
