//! The article in a page that somebody scraped whole: between hundreds of lines of menus, buttons and other articles' titles.
//!
//! Nothing marks it but its own form: it is where the lines are sentences. Each line counts for the article by its length where
//! it is one, and against it where it is not, and the article is the run of lines that counts most (Kadane's algorithm for the
//! greatest sum of a run). Its title is a line above it that speaks of what it speaks of.

use crate::subject::Subject;
use crate::text_form::{plain_words, same_words};
use crate::text_lines::TextLine;
use crate::text_masthead::is_title_like;
use crate::wording;
use std::ops::Range;

/// Lines above the article, and lines above and below it, from which on a page is a rough one.
const N_ABOVE: usize = 15;
const N_AROUND: usize = 45;
/// Lines above the article among which its title is looked for.
const N_HEAD: usize = 40;
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
}

/// Finds it; `None` on a page that is not rough, or has no article.
pub fn find_rough_article(text: &str, lines: &[TextLine]) -> Option<RoughArticle> {
    let words = |k: usize| lines[k].words(text);
    let counts = |k: usize| {
        let n = words(k).chars().count();
        let is_sentence = n >= 70 && wording::ends_sentence(words(k)) || n >= 160;
        if is_sentence && !wording::is_copyright(words(k)) {
            n.min(MOST) as i64 - NOTHING as i64
        } else {
            -AGAINST
        }
    };
    let run = greatest_run((0..lines.len()).map(counts))?;
    let n_prose = run.clone().filter(|&k| counts(k) > 0).count();
    let n_below = lines.len() - run.end;
    if n_prose < 3 || run.start < N_ABOVE && run.start + n_below < N_AROUND {
        return None;
    }
    let subject = Subject::of(run.clone().filter(|&k| counts(k) > 0).map(words));
    let title = title_above(text, lines, run.start, &subject);
    // Reader's comments are sentences too.
    let talk = (run.start + 1..run.end).find(|&k| wording::is_comments_head(words(k)));
    let end = talk.filter(|&k| (run.start..k).filter(|&k| counts(k) > 0).count() >= 3);
    Some(RoughArticle {
        lines: title.unwrap_or(run.start)..end.unwrap_or(run.end),
        title,
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
            && !wording::is_promotion(&line);
        let again = || (0..lines.len()).any(|j| j != k && same_words(&words(j), &line));
        is_title.then(|| 2 * n_shared + usize::from(again()) * 3)
    };
    let weighed: Vec<(usize, usize)> = near.filter_map(|k| Some((k, weight(k)?))).collect();
    let best = weighed.iter().map(|(_, weight)| *weight).max()?;
    // Of a title that is there twice the one next to the text counts.
    let first = weighed.iter().find(|(_, weight)| *weight == best)?.0;
    let again = weighed
        .iter()
        .rev()
        .find(|(k, _)| same_words(&words(*k), &words(first)));
    again.map(|(k, _)| *k)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_lines::lines;

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
        // The same without what stands around it is no rough page.
        assert_eq!(find_rough_article(article, &lines(article, 0)), None);
    }
}
