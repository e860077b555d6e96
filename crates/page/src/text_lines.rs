//! Lines of a text page, and paragraphs that somebody wrapped by hand joined again.

use crate::wording::{bullet_mark, ends_sentence, number_mark};
use std::ops::Range;

/// A line, or several that were wrapped by hand, without blanks at either end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Bytes in the text, the mark of a list included.
    pub range: Range<usize>,
    /// Bytes of the mark of a list and the blanks behind it.
    pub n_mark: usize,
    /// The number in the mark, where it is one.
    pub number: Option<u32>,
    /// Columns before the first character.
    pub indent: usize,
    /// Blank lines before it.
    pub n_blank_before: usize,
}

impl TextLine {
    /// The words, without the mark of a list.
    pub fn words<'t>(&self, text: &'t str) -> &'t str {
        &text[self.content()]
    }

    /// Bytes of the words, without the mark of a list.
    pub fn content(&self) -> Range<usize> {
        self.range.start + self.n_mark..self.range.end
    }

    /// Whether it opens with a bullet.
    pub fn has_bullet(&self) -> bool {
        self.n_mark > 0 && self.number.is_none()
    }
}

/// The lines of `text` from byte `from` on that are not blank.
pub fn lines(text: &str, from: usize) -> Vec<TextLine> {
    let mut found = Vec::new();
    let (mut at, mut n_blank_before) = (from, 0);
    for line in text[from..].split_inclusive('\n') {
        let words = line.trim();
        if words.is_empty() {
            n_blank_before += 1;
        } else {
            let lead = line.len() - line.trim_start().len();
            let indent = line[..lead]
                .chars()
                .map(|c| if c == '\t' { 4 } else { 1 })
                .sum();
            let (number, n_mark) = match (bullet_mark(words), number_mark(words)) {
                (Some(n_mark), _) => (None, n_mark),
                (None, Some((number, n_mark))) => (Some(number), n_mark),
                (None, None) => (None, 0),
            };
            let start = at + lead;
            found.push(TextLine {
                range: start..start + words.len(),
                n_mark,
                number,
                indent,
                n_blank_before,
            });
            n_blank_before = 0;
        }
        at += line.len();
    }
    found
}

/// Joins lines into paragraphs where the text was wrapped by hand: most lines that another one follows
/// are of nearly one length and end in the middle of a sentence.
pub fn unwrap(text: &str, lines: Vec<TextLine>) -> Vec<TextLine> {
    let width = |line: &TextLine| text[line.range.clone()].chars().count();
    let follows = |k: usize| {
        lines
            .get(k)
            .is_some_and(|next: &TextLine| next.n_blank_before == 0 && next.n_mark == 0)
    };
    let is_wide = |k: usize| (45..=110).contains(&width(&lines[k]));
    let inner: Vec<usize> = (0..lines.len())
        .filter(|&k| follows(k + 1) && width(&lines[k]) >= 45)
        .collect();
    let wrapped: Vec<usize> = (inner.iter().copied())
        .filter(|&k| is_wide(k) && !ends_sentence(&text[lines[k].range.clone()]))
        .collect();
    // Titles below each other end in no stop either, but each opens with a capital.
    let goes_on = |k: usize| text[lines[k].range.clone()].starts_with(|c: char| c.is_lowercase());
    let n_continued = wrapped.iter().filter(|&&k| goes_on(k + 1)).count();
    let too_long = lines.iter().filter(|line| width(line) > 130).count();
    if inner.len() < 3
        || wrapped.len() * 5 < inner.len() * 3
        || n_continued * 3 < wrapped.len()
        || too_long * 10 > lines.len()
    {
        return lines;
    }
    let full = wrapped.iter().map(|&k| width(&lines[k])).max().unwrap_or(0);
    let mut joined: Vec<TextLine> = Vec::new();
    let (mut last_width, mut last_ends, mut last_indent) = (0, false, usize::MAX);
    for line in lines {
        let n = width(&line);
        let words = &text[line.range.clone()];
        // Without blank lines between, a paragraph ends where a line is short and ends a sentence.
        let is_new = last_width < 45
            || last_ends && last_width * 5 < full * 4
            || line.indent > last_indent.saturating_add(1)
            || !words.chars().any(char::is_lowercase) && words.chars().any(char::is_alphabetic);
        last_ends = ends_sentence(words);
        // Below the mark of a list, the words of its item go on further in.
        last_indent = if line.n_mark > 0 {
            usize::MAX
        } else {
            line.indent
        };
        match joined.last_mut() {
            Some(before) if line.n_blank_before == 0 && line.n_mark == 0 && !is_new => {
                before.range.end = line.range.end;
            }
            _ => joined.push(line),
        }
        last_width = n;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_indents_and_gaps() {
        let text = "One\n\n\n  • two\n\t3. three\n";
        let found = lines(text, 0);
        let seen: Vec<_> = found
            .iter()
            .map(|l| (l.words(text), l.number, l.indent, l.n_blank_before))
            .collect();
        assert_eq!(
            seen,
            [
                ("One", None, 0, 0),
                ("two", None, 2, 2),
                ("three", Some(3), 4, 0)
            ]
        );
    }

    #[test]
    fn joins_only_what_was_wrapped() {
        let wrapped = "The harbour master closed both gates on Monday after the\nstorm had torn away a crane and two of the smaller boats\nthat lay at the northern quay.\n\nNobody was hurt, he said, but the ferry would not run\nbefore the end of the week, and the fish market would have\nto stay closed until the roof had been looked at.\n";
        assert_eq!(unwrap(wrapped, lines(wrapped, 0)).len(), 2);
        let plain = "The gates are closed.\nThe crane is gone.\nThe ferry does not run.\nThe market is closed.\nNobody was hurt.\n";
        assert_eq!(unwrap(plain, lines(plain, 0)).len(), 5);
    }
}
