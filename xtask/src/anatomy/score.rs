//! The measures.

use super::answer::{Answer, Comment, letters};
use super::match_comments::counterparts;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Counts of right and of all, measure by measure, in the order of [`MEASURES`].
#[derive(Debug, Default)]
pub struct Table {
    counts: BTreeMap<&'static str, [u64; 2]>,
    /// What was wrong, a line each.
    pub faults: Vec<String>,
}

/// The measures: name, and what is counted. Those that begin with `no` count what rightly is not there.
const MEASURES: &[(&str, &str)] = &[
    (
        "paragraphs",
        "texts of the article found whole in its passages",
    ),
    (
        "clean",
        "letters of the article's passages that are the article's",
    ),
    ("headings", "headings found as such"),
    (
        "no residue",
        "words of the site that stand in no passage of the article and in no comment",
    ),
    ("captions", "captions found as such"),
    (
        "no captions",
        "captions that stand in no passage of the article",
    ),
    ("credits", "credits set apart from captions and text"),
    ("notes", "corrections and the like found as such"),
    ("block quotes", "block quotations found as such"),
    ("pull quotes", "repeated words set apart"),
    ("table rows", "rows of tables found as such"),
    ("entries", "entries of live pages found with their time"),
    ("partial", "pages rightly told to be whole or partial"),
    ("headline", "headlines exact"),
    ("standfirst", "standfirsts found as such"),
    ("authors", "pages with exactly the authors they name"),
    ("outlet", "outlets exact"),
    ("section", "sections exact"),
    ("language", "languages, without region"),
    ("day", "days of publication right, where there is one"),
    ("no day", "pages without a day that are given none"),
    (
        "time",
        "times of publication right, as instants where both have a zone",
    ),
    ("updated", "times of the last change right"),
    ("captured", "times of saving right"),
    ("contradicting", "contradicting days noted"),
    ("dateline", "places of datelines exact"),
    ("comments", "comments found"),
    ("no comments", "comments of the answer that are comments"),
    (
        "comment text",
        "texts of found comments exact, letter by letter",
    ),
    (
        "comment author",
        "authors of found comments right, or rightly none",
    ),
    (
        "comment time",
        "times of found comments right, or rightly none",
    ),
    (
        "comment reply",
        "answered comments right, or rightly none, among found comments",
    ),
    (
        "comment votes",
        "votes of found comments right, where there are any",
    ),
    ("moderation", "moderators' notes found apart"),
    ("no leak", "comments of which nothing stands in the article"),
];

impl Table {
    fn count(
        &mut self,
        measure: &'static str,
        right: bool,
        page: &str,
        fault: impl FnOnce() -> String,
    ) {
        debug_assert!(
            MEASURES.iter().any(|(name, _)| *name == measure),
            "{measure}"
        );
        let counts = self.counts.entry(measure).or_default();
        counts[0] += u64::from(right);
        counts[1] += 1;
        if !right {
            self.faults.push(format!("{page}: {measure}: {}", fault()));
        }
    }

    /// Adds a page.
    pub fn score(&mut self, gold: &Answer, found: &Answer) {
        self.score_article(gold, found);
        self.score_facts(gold, found);
        self.score_times(gold, found);
        self.score_comments(gold, found);
    }

    fn score_article(&mut self, gold: &Answer, found: &Answer) {
        let page = gold.page.as_str();
        let body: Vec<String> = found.paragraphs.iter().map(|p| letters(p)).collect();
        let whole = body.join(" ");
        for text in &gold.paragraphs {
            let bare = letters(text);
            let is_there = whole.contains(&bare) || body.concat().contains(&bare);
            self.count("paragraphs", is_there, page, || text.clone());
        }
        let wanted: Vec<String> = [
            &gold.paragraphs,
            &gold.headings,
            &gold.notes,
            &gold.footnotes,
            &gold.standfirst.clone().into_iter().collect(),
        ]
        .into_iter()
        .flatten()
        .map(|text| letters(text))
        .collect();
        let wanted = wanted.join(" ");
        for (bare, text) in body.iter().zip(&found.paragraphs) {
            let counts = self.counts.entry("clean").or_default();
            counts[1] += bare.len() as u64;
            if wanted.contains(bare.as_str()) || of_several(bare, &wanted) {
                counts[0] += bare.len() as u64;
            } else {
                self.faults.push(format!("{page}: clean: {text}"));
            }
        }
        let comments: Vec<String> = found.comments.iter().map(|c| letters(&c.text)).collect();
        for text in &gold.residue {
            let bare = letters(text);
            if bare.len() < 12 {
                continue;
            }
            let is_out = !body.iter().chain(&comments).any(|p| p.contains(&bare));
            self.count("no residue", is_out, page, || text.clone());
        }
        for text in &gold.captions {
            let bare = letters(text);
            let leaks = bare.len() >= 20 && whole.contains(&bare) && !wanted.contains(&bare);
            self.count("no captions", !leaks, page, || text.clone());
        }
        for (measure, texts, answers) in [
            ("headings", &gold.headings, &found.headings),
            ("captions", &gold.captions, &found.captions),
            ("credits", &gold.credits, &found.credits),
            ("notes", &gold.notes, &found.notes),
            ("block quotes", &gold.block_quotes, &found.block_quotes),
            ("pull quotes", &gold.pull_quotes, &found.pull_quotes),
            ("table rows", &gold.table_rows, &found.table_rows),
        ] {
            let answers: Vec<String> = answers.iter().map(|text| letters(text)).collect();
            for text in texts {
                let bare = letters(text);
                self.count(measure, answers.contains(&bare), page, || text.clone());
            }
        }
        for entry in &gold.entries {
            let bare = letters(&entry.first_words);
            let hit = found
                .entries
                .iter()
                .find(|e| letters(&e.first_words).starts_with(&bare));
            let right = hit.is_some_and(|e| same_time(entry.time.as_deref(), e.time.as_deref()));
            self.count("entries", right, page, || {
                format!("{entry:?}, found {hit:?}")
            });
        }
        self.count("partial", gold.partial == found.partial, page, || {
            format!("it is {}", if gold.partial { "partial" } else { "whole" })
        });
    }

    fn score_facts(&mut self, gold: &Answer, found: &Answer) {
        let page = gold.page.as_str();
        for (measure, wanted, answer) in [
            ("headline", &gold.headline, &found.headline),
            ("standfirst", &gold.standfirst, &found.standfirst),
            ("outlet", &gold.outlet, &found.outlet),
            ("section", &gold.section, &found.section),
            ("dateline", &gold.dateline, &found.dateline),
        ] {
            if let Some(wanted) = wanted {
                let right = answer
                    .as_deref()
                    .is_some_and(|answer| letters(answer) == letters(wanted));
                self.count(measure, right, page, || {
                    format!("{wanted}, found {answer:?}")
                });
            }
        }
        if let Some(wanted) = &gold.language {
            let bare = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
            let answer = found.language.as_deref();
            let right = answer.is_some_and(|answer| bare(answer) == bare(wanted));
            self.count("language", right, page, || {
                format!("{wanted}, found {answer:?}")
            });
        }
        let names = |names: &[String]| {
            let mut names: Vec<String> = names.iter().map(|name| letters(name)).collect();
            names.sort();
            names
        };
        let right = names(&gold.bylines) == names(&found.bylines);
        self.count("authors", right, page, || {
            format!("{:?}, found {:?}", gold.bylines, found.bylines)
        });
    }

    fn score_times(&mut self, gold: &Answer, found: &Answer) {
        let page = gold.page.as_str();
        let told = format!("{:?}, found {:?}", gold.published, found.published);
        match &gold.published {
            Some(day) => self.count("day", found.published.as_ref() == Some(day), page, || told),
            None => self.count("no day", found.published.is_none(), page, || told),
        }
        for (measure, wanted, answer) in [
            ("time", &gold.published_time, &found.published_time),
            ("updated", &gold.updated, &found.updated),
            ("captured", &gold.captured, &found.captured),
        ] {
            if wanted.is_some() {
                let right = same_time(wanted.as_deref(), answer.as_deref());
                self.count(measure, right, page, || {
                    format!("{wanted:?}, found {answer:?}")
                });
            }
        }
        for day in &gold.contradicting {
            let right = found
                .contradicting
                .iter()
                .any(|other| other.starts_with(day));
            self.count("contradicting", right, page, || {
                format!("{day}, found {:?}", found.contradicting)
            });
        }
    }

    fn score_comments(&mut self, gold: &Answer, found: &Answer) {
        let page = gold.page.as_str();
        let pairs = counterparts(&gold.comments, &found.comments);
        let body = letters(&found.paragraphs.concat());
        for (comment, pair) in gold.comments.iter().zip(&pairs) {
            if let Some(note) = &comment.note {
                let bare = letters(note);
                let notes = found.comments.iter().filter_map(|c| c.note.as_deref());
                let right = notes
                    .chain(found.notes.iter().map(String::as_str))
                    .any(|n| letters(n) == bare);
                self.count("moderation", right, page, || note.clone());
            }
            let bare = letters(&comment.text);
            if bare.is_empty() {
                continue;
            }
            if bare.len() >= 20 {
                self.count("no leak", !body.contains(&bare), page, || {
                    comment.text.clone()
                });
            }
            self.count("comments", pair.is_some(), page, || comment.text.clone());
            if let Some(place) = *pair {
                self.score_pair(page, gold, found, comment, place, &pairs);
            }
        }
        for (k, comment) in found.comments.iter().enumerate() {
            if !letters(&comment.text).is_empty() {
                let right = pairs.contains(&Some(k));
                self.count("no comments", right, page, || comment.text.clone());
            }
        }
    }

    fn score_pair(
        &mut self,
        page: &str,
        gold: &Answer,
        found: &Answer,
        comment: &Comment,
        place: usize,
        pairs: &[Option<usize>],
    ) {
        let answer = &found.comments[place];
        self.count(
            "comment text",
            letters(&comment.text) == letters(&answer.text),
            page,
            || format!("{:?}, found {:?}", comment.text, answer.text),
        );
        let name = |name: &Option<String>| name.as_deref().map(letters);
        self.count(
            "comment author",
            name(&comment.author) == name(&answer.author),
            page,
            || format!("{:?}, found {:?}", comment.author, answer.author),
        );
        let right = match (&comment.posted, &answer.posted) {
            (None, None) => true,
            (wanted, answer) => same_time(wanted.as_deref(), answer.as_deref()),
        };
        self.count("comment time", right, page, || {
            format!("{:?}, found {:?}", comment.posted, answer.posted)
        });
        // An answer to a comment that is not found, or was removed, cannot be right or wrong.
        let wanted = comment.reply_to.map(|to| pairs.get(to).copied().flatten());
        if wanted != Some(None) {
            let right = wanted.flatten() == answer.reply_to;
            self.count("comment reply", right, page, || {
                let author =
                    |to: usize, of: &Answer| of.comments.get(to).and_then(|c| c.author.clone());
                let wanted = comment.reply_to.and_then(|to| author(to, gold));
                let given = answer.reply_to.and_then(|to| author(to, found));
                format!("{:?} answers {wanted:?}, found {given:?}", comment.author)
            });
        }
        if let Some(votes) = comment.votes {
            self.count("comment votes", answer.votes == Some(votes), page, || {
                format!("{votes:?}, found {:?}", answer.votes)
            });
        }
    }

    /// The table for people.
    pub fn text(&self, n_pages: usize) -> String {
        let mut text = format!("{n_pages} pages\n");
        for (measure, what) in MEASURES {
            let [right, all] = self.counts.get(measure).copied().unwrap_or_default();
            let share = right as f64 / all.max(1) as f64;
            writeln!(
                text,
                "{measure:15} {share:6.3}  {right:>6} of {all:<6} {what}"
            )
            .expect("writing to a string");
        }
        text
    }

    /// What is below its floor, in thousandths, a line each.
    pub fn below(&self, floors: &BTreeMap<String, u64>) -> Vec<String> {
        floors
            .iter()
            .filter_map(|(measure, floor)| {
                let [right, all] = self
                    .counts
                    .get(measure.as_str())
                    .copied()
                    .unwrap_or_default();
                let share = right * 1000 / all.max(1);
                (share < *floor)
                    .then(|| format!("{measure}: {share} of 1000, below the floor of {floor}"))
            })
            .collect()
    }
}

/// Whether the letters are a row of wanted texts, as when a tool joins two paragraphs.
fn of_several(bare: &str, wanted: &str) -> bool {
    let texts: Vec<&str> = wanted.split(' ').filter(|t| t.len() >= 20).collect();
    let covered: usize = texts
        .iter()
        .filter(|t| bare.contains(**t))
        .map(|t| t.len())
        .sum();
    covered * 100 >= bare.len() * 98
}

/// Whether both give the same time: as instants where both have a zone, else by the clock, to the minute; a day and
/// words by themselves.
fn same_time(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return false;
    };
    if let (Ok(a), Ok(b)) = (a.parse::<jiff::Timestamp>(), b.parse::<jiff::Timestamp>()) {
        return (a.as_second() - b.as_second()).abs() < 60;
    }
    let clock = |text: &str| -> String { text.chars().take(16).collect() };
    let dated = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) && text.contains('-');
    if dated(a) && dated(b) {
        clock(a) == clock(b)
    } else {
        letters(a) == letters(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_the_same_as_instants_or_by_the_clock() {
        for (a, b, same) in [
            ("2014-06-03T08:15:00+02:00", "2014-06-03T06:15:00Z", true),
            ("2014-06-03T08:15:00+02:00", "2014-06-03T08:15", true),
            (
                "2014-06-03T08:15:00+02:00",
                "2014-06-03T08:16:30+02:00",
                false,
            ),
            ("2014-06-03", "2014-06-03T08:15", false),
            ("3 hours ago", "3 Hours ago", true),
            ("14:20", "14:21", false),
        ] {
            assert_eq!(same_time(Some(a), Some(b)), same, "{a} {b}");
        }
    }

    #[test]
    fn what_is_right_and_what_is_not() {
        let gold = Answer {
            page: "a".into(),
            paragraphs: vec![
                "The dam broke.".into(),
                "Nobody was hurt at the dam.".into(),
            ],
            residue: vec!["Sign up for our newsletter".into()],
            comments: vec![Comment {
                text: "I saw all of it with my own eyes.".into(),
                ..Comment::default()
            }],
            ..Answer::default()
        };
        let found = Answer {
            paragraphs: vec![
                "The dam broke. Sign up for our newsletter".into(),
                "I saw all of it with my own eyes.".into(),
            ],
            published: Some("2014-06-03".into()),
            ..gold.clone()
        };
        let mut table = Table::default();
        table.score(&gold, &found);
        for (measure, counts) in [
            ("paragraphs", [1, 2]),
            ("no residue", [0, 1]),
            ("no leak", [0, 1]),
            ("no day", [0, 1]),
            ("comments", [1, 1]),
            ("authors", [1, 1]),
        ] {
            assert_eq!(table.counts[measure], counts, "{measure}");
        }
        let floors = BTreeMap::from([("comments".to_owned(), 1000), ("no leak".to_owned(), 10)]);
        assert_eq!(table.below(&floors).len(), 1);
    }
}
