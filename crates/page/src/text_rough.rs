//! The article in a page that somebody scraped whole: between hundreds of lines of menus, buttons and other articles' titles.
//!
//! Nothing marks it but its own form: it is where the lines are sentences. Each line counts for the article by its length where
//! it is one, and against it where it is not, and the article is the run of lines that counts most (Kadane's algorithm for the
//! greatest sum of a run). Its title is a line above it that speaks of what it speaks of.

use crate::byline::{TITLES, is_author, is_full, is_person, split_names};
use crate::printed_date::find_dates;
use crate::subject::Subject;
use crate::text_form::{plain_words, same_words};
use crate::text_lines::TextLine;
use crate::text_masthead::is_title_like;
use crate::wording;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines above the article, and lines above and below it, from which on a page is a rough one.
const N_ABOVE: usize = 25;
const N_AROUND: usize = 45;
/// Lines above the article among which its title is looked for.
const N_HEAD: usize = 80;
/// What a line that is no sentence counts against the article.
const AGAINST: i64 = 40;
/// What of a sentence's characters does not count, and the most that do.
const NOTHING: usize = 60;
const MOST: usize = 400;
/// Words of a title that the text uses too, beyond which more tell nothing.
const SHARED: usize = 5;

/// The article in a rough page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoughArticle {
    /// Its lines, the title among them.
    pub lines: Range<usize>,
    /// The line of the title.
    pub title: Option<usize>,
    /// The line with which its text begins.
    pub prose: usize,
}

/// Finds it; `None` on a page that is not rough, or has no article.
pub fn find_rough_article(text: &str, lines: &[TextLine]) -> Option<RoughArticle> {
    let words = |k: usize| lines[k].words(text);
    let counts = |k: usize| {
        let n = words(k).chars().count();
        let is_whole = wording::ends_sentence(words(k));
        if is_site_speaking(words(k)) || COPYRIGHT.is_match(words(k)) {
            -AGAINST
        } else if is_whole && n >= 70 || n >= 160 {
            n.min(MOST) as i64 - NOTHING as i64
        } else if is_whole && n >= 30 {
            0
        } else {
            -AGAINST
        }
    };
    let mut run = greatest_run((0..lines.len()).map(counts))?;
    // The last sentences may be short.
    while run.end < lines.len() && counts(run.end) >= 0 {
        run.end += 1;
    }
    let n_prose = run.clone().filter(|&k| counts(k) > 0).count();
    // Comments are many lines and make no page a rough one.
    let is_talk = |k: &usize| {
        wording::is_comments_head(words(*k)) || wording::comment_header(words(*k)).is_some()
    };
    let n_below = (run.end..lines.len()).take_while(|k| !is_talk(k)).count();
    if n_prose < 3 || run.start < N_ABOVE && run.start + n_below < N_AROUND {
        return None;
    }
    let subject = Subject::of(run.clone().filter(|&k| counts(k) > 0).map(words));
    let title = title_above(text, lines, run.start, &subject);
    // Reader's comments are sentences too.
    let talk = (run.start + 1..run.end).find(|k| wording::is_comments_head(words(*k)));
    let end = talk.filter(|&k| (run.start..k).filter(|&k| counts(k) > 0).count() >= 3);
    Some(RoughArticle {
        lines: title.unwrap_or(run.start)..end.unwrap_or(run.end),
        title,
        prose: run.start,
    })
}

/// The run of numbers with the greatest sum, if that is more than nothing; the first of several.
fn greatest_run(numbers: impl Iterator<Item = i64>) -> Option<Range<usize>> {
    let (mut best, mut best_sum) = (0..0, 0);
    let (mut start, mut sum) = (0, 0);
    for (k, number) in numbers.enumerate() {
        if sum <= 0 {
            (start, sum) = (k, 0);
        }
        sum += number;
        if sum > best_sum {
            (best, best_sum) = (start..k + 1, sum);
        }
    }
    (best_sum > 0).then_some(best)
}

/// The line above the article that shares most words with it, or is there twice; the first of the best.
fn title_above(text: &str, lines: &[TextLine], start: usize, subject: &Subject) -> Option<usize> {
    let words = |k: usize| plain_words(lines[k].words(text));
    let near = start.saturating_sub(N_HEAD)..start;
    let weight = |k: usize| {
        let line = words(k);
        let n_shared = subject.n_shared(&line).min(SHARED);
        let is_title = line.split_whitespace().count() >= 4
            && n_shared >= 2
            && is_title_like(&line)
            && (!wording::ends_sentence(&line) || line.ends_with(['?', '!', '’', '”', '"', '\'']))
            && wording::picture_credit(&line).is_none()
            && !is_site_speaking(&line)
            && !wording::is_promotion(&line);
        let again = || (0..lines.len()).any(|j| j != k && same_words(&words(j), &line));
        is_title.then(|| 2 * n_shared + usize::from(again()) * 3)
    };
    let weighed: Vec<(usize, usize)> = near.filter_map(|k| Some((k, weight(k)?))).collect();
    let best = weighed.iter().map(|(_, weight)| *weight).max()?;
    // Of a title that is there twice the one next to the text counts, unless byline or day stand between the two.
    let first = weighed.iter().find(|(_, weight)| *weight == best)?.0;
    let again = weighed
        .iter()
        .rev()
        .find(|(k, _)| same_words(&words(*k), &words(first)))?
        .0;
    let tells = |k: usize| {
        wording::date_line(&words(k)).is_some() || wording::byline_words(&words(k)).is_some()
    };
    let title = if (first + 1..again).any(tells) {
        first
    } else {
        again
    };
    // What stands right above it and speaks of the same is the title, and this its standfirst.
    let above = weighed.iter().find(|(k, _)| k + 1 == title);
    Some(above.map_or(title, |(k, _)| *k))
}

/// Whether the site speaks to its reader, of what it shows and of what it sells: `To view this video please enable JavaScript`.
pub fn is_site_speaking(line: &str) -> bool {
    line.chars().count() < 300 && SITE.is_match(line)
}

static SITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?ix)
        ^(?: article\ content | up\ next | back\ to\ video | play\ video | view\ \d+\ images? | read\ in\ app | follow | expand
           | story\ continues\ below | recommended\ videos? | log\ in | accessibility\ statement.* )\.?$
        | \b(?: enable\ javascript | ad[ -]?block(?:er|ers|ing)? | refreshing\ your\ browser | video\ has\ failed\ to\ load
           | advertisement\ has\ not\ loaded | valid\ e-?mail\ address | remove\ ads | opt[ -]out\ at\ any\ time
           | (?:create|activate)\ (?:an|your)\ (?:\w+\ )?account | account\ or\ sign\ in | with\ one\ account
           | (?:exclusively|only)\ (?:available\ )?(?:to|for)\ .{0,40}\b(?:subscribers|members)
           | (?:terms\ of\ (?:use|service)|conditions)\ and\ (?:our\ )?privacy\ policy | read\ our\ privacy\ policy
           | (?:straight|sent|delivered)\ (?:right\ )?to\ your\ inbox | in\ your\ inbox | see\ other\ videos\ from
           | thanks\ for\ signing\ up | by\ signing\ up\ you | your\ favou?rite\ (?:articles|topics|authors)
           | your\ reading\ experience | unlock\ more\ articles | already\ subscribed\? | additional\ articles\ per\ month
           | access\ to\ .{0,60}\bwith\ one\ account | share\ this\ article\ via | reserved\ for\ subscribers
           | independent\ journalism\ by\ subscribing | print\ subscriber )\b")
        .expect("a pattern of this crate compiles")
});

/// Who owns the rights, in a line of any length.
static COPYRIGHT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:copyright|©)|all rights reserved")
        .expect("a pattern of this crate compiles")
});

/// Who wrote a rough page's article, by the lines between its title and its text: those behind `By`, else a name alone next to
/// a day or a time, or run together with one as `Ann Lee5 hours ago`.
pub fn authors_over(head: &[&str], sites: &[&str]) -> Vec<String> {
    let behind_by = head.iter().find_map(|line| {
        let mut names = split_names(before_office(wording::byline_words(line)?), None);
        names.retain(|name| is_author(name, sites) && name.contains(' '));
        (!names.is_empty()).then_some(names)
    });
    behind_by.unwrap_or_else(|| {
        let timed = |line: &str| !find_dates(line).is_empty() || AGO.is_match(line);
        let named = head.iter().enumerate().find_map(|(k, line)| {
            let name = before_office(before_time(line));
            let near = k.saturating_sub(2)..head.len().min(k + 4);
            let names = split_names(name, sites.first().copied());
            let is_it = name.split_whitespace().count() <= 9
                && names.iter().any(|name| is_person(name, sites))
                && (names.iter())
                    .all(|name| is_person(name, sites) || is_full(name) && !name.contains(' '));
            let is_told = name.len() < before_time(line).len()
                || head.get(k + 1).is_some_and(|below| names_office(below))
                || near.into_iter().any(|k| timed(head[k]));
            let is_of_pictures = ["Images", "Photos", "Pictures"]
                .iter()
                .any(|pictures| name.ends_with(pictures));
            (is_it && is_told && !is_of_pictures).then_some(names)
        });
        named.unwrap_or_default()
    })
}

static AGO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\d+\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\b(?:\s+(?:ago|read))?\s*$")
        .expect("a pattern of this crate compiles")
});

/// Whether the line ends with what a person does at a paper: `Parliamentary editor`.
fn names_office(words: &str) -> bool {
    let last = words.rsplit(|c: char| !c.is_alphanumeric()).next();
    words.split_whitespace().count() <= 6
        && last.is_some_and(|last| {
            let last = last.to_lowercase();
            last == "director" || TITLES.contains(&last.as_str()) && last.ends_with(['r', 't', 'f'])
        })
}

/// A name without the office that it is run together with, as `Ann LeeLifestyle Writer` and `Ann Lee   Politics editor`.
fn before_office(words: &str) -> &str {
    let is_glued = |at: usize| {
        words[..at].ends_with(char::is_lowercase) && words[at..].starts_with(char::is_uppercase)
    };
    let is_gap = |at: usize| words[at..].starts_with("  ");
    let second_word = words
        .split_whitespace()
        .next()
        .map_or(0, |first| first.len() + 2);
    let end = words
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| at > second_word)
        .find(|&at| is_gap(at) || is_glued(at) && names_office(&words[at..]));
    let alone = |end: usize| is_person(words[..end].trim(), &[]);
    // Without a seam the office begins behind the second word.
    let behind_two = || {
        let (at, _) = words.match_indices(' ').nth(1)?;
        (names_office(&words[at..]) && alone(at)).then_some(at)
    };
    end.or_else(behind_two)
        .map_or(words, |end| words[..end].trim_end())
}

/// A line without the day or the time that ends it.
fn before_time(line: &str) -> &str {
    let gap = |c: char| c.is_whitespace() || "|•·–—-,".contains(c);
    let end = match find_dates(line).first() {
        Some(day) => day.range.start,
        None => AGO.find(line).map_or(line.len(), |ago| ago.start()),
    };
    let name = line[..end].trim_end_matches(gap);
    ["Published", "Posted", "Updated"]
        .iter()
        .find_map(|label| name.strip_suffix(label))
        .unwrap_or(name)
        .trim_end_matches(gap)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_lines::lines;

    #[test]
    fn authors_stand_over_the_text() {
        for (head, expected) in [
            (
                &[
                    "Share",
                    "By Ann Lee, News Reporter",
                    "11:48, Thu, Jul 18, 2024",
                ][..],
                &["Ann Lee"][..],
            ),
            (
                &["Ann Lee", "Published Jun 05, 2026 • 3 minute read"][..],
                &["Ann Lee"][..],
            ),
            (&["Ann Lee5 hours ago"][..], &["Ann Lee"][..]),
            (
                &["Ann LeePublished Jul 17, 2024, 11:21am"][..],
                &["Ann Lee"][..],
            ),
            (
                &["Ann LeeLifestyle Writer", "14:00, 28 Apr 2024"][..],
                &["Ann Lee"][..],
            ),
            (
                &["Ann Lee Deputy Desk Director", "14:00, 28 Apr 2024"][..],
                &["Ann Lee"][..],
            ),
            (
                &["Ann Lee   Politics editor", "Share"][..],
                &["Ann Lee"][..],
            ),
            (&["By  Ann Lee      Follow", "Share"][..], &["Ann Lee"][..]),
            (
                &["Ann Lee", "Journalist", "Share", "Save", "Print"][..],
                &["Ann Lee"][..],
            ),
            (&["Getty Images", "June 30, 2026"][..], &[][..]),
            (
                &["Ann Lee and AP", "June 30, 2026 - 4.34pm"][..],
                &["Ann Lee", "AP"][..],
            ),
            (&["Top Stories", "June 30, 2026"][..], &[][..]),
            (&["Ann Lee", "Share", "Save", "Print", "Mail"][..], &[][..]),
        ] {
            assert_eq!(authors_over(head, &["Alder Post"]), expected, "{head:?}");
        }
    }

    #[test]
    fn the_greatest_run() {
        for (numbers, expected) in [
            (&[-1, 2, -1, 3, -4, 1][..], Some(1..4)),
            (&[5, -9, 4][..], Some(0..1)),
            (&[-1, -2][..], None),
            (&[][..], None),
        ] {
            assert_eq!(greatest_run(numbers.iter().copied()), expected);
        }
    }

    #[test]
    fn the_article_stands_where_the_sentences_are() {
        let menu = "News\nSport\nRacing tips\nPuzzles\nYour account\nHoroscopes\n".repeat(5);
        let article = "Crane that fell into Alder basin had failed two tests\nBy Ann Lee\n\
            The crane that fell into the basin of Port Alder on Sunday had failed two tests this year, letters show.\n\
            The company said that it had learnt of the second test only on Monday, and that it was reading the letters.\n\
            Share this\n\
            Divers will lift the cabin on Wednesday, the harbour master said, and nobody may sail near until then.\n";
        let below = "Most read\nDuck race won by goose\nBakery closes after 80 years\n".repeat(4);
        let text = format!("{menu}{article}{below}");
        let all = lines(&text, 0);
        let found = find_rough_article(&text, &all).expect("an article");
        assert_eq!((found.lines, found.title), (30..36, Some(30)));
        assert_eq!(found.prose, 32);
        // The same without what stands around it is no rough page.
        assert_eq!(find_rough_article(article, &lines(article, 0)), None);
    }
}
