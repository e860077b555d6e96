//! Sentence boundaries, by rules and the word lists of `data/sentence_words.txt`.

use std::ops::Range;

use crate::lists::sentence_words;

/// Longest word looked back at before a full stop, in bytes.
const LONGEST_WORD: usize = 40;
/// How far ahead a verb of saying is looked for, in bytes.
const SPEECH_REACH: usize = 60;
/// A line shorter than this, in bytes, before a capital stands alone: a headline, a list item.
const SHORT_LINE: usize = 45;

/// The sentences of one passage in order, as byte ranges that begin and end with a character that is not
/// blank. Together they hold every such character. Linear in the text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = text.len() - text.trim_start().len();
    let mut line_start = start;
    let mut at = start;
    while let Some(c) = text[at..].chars().next() {
        let after = at + c.len_utf8();
        if c.is_whitespace() {
            let gap = &text[at..];
            let next = text.len() - gap.trim_start().len();
            let breaks = text[at..next].matches('\n').count();
            if breaks > 0 {
                if line_ends(text, line_start..at, next, breaks) {
                    push(&mut out, text, start..at);
                    start = next;
                }
                line_start = next;
            }
            at = next;
        } else if is_terminator(c) {
            let stop = run_end(text, after, is_terminator);
            let closed = run_end(text, stop, is_closer);
            let closed = if closed < text.len()
                && !blank_at(text, closed)
                && ends_in_straight(text, stop..closed)
            {
                stop
            } else {
                closed
            };
            if ends(text, start, at..stop, closed) {
                push(&mut out, text, start..closed);
                start = text.len() - text[closed..].trim_start().len();
                if text[closed..start].contains('\n') {
                    line_start = start;
                }
                at = start;
            } else {
                at = closed;
            }
        } else {
            at = after;
        }
    }
    push(&mut out, text, start..text.len());
    out
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let end = range.start + text[range.clone()].trim_end().len();
    if end > range.start {
        out.push(range.start..end);
    }
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»')
}

fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '(' | '[' | '«' | '„')
}

fn run_end(text: &str, from: usize, is: impl Fn(char) -> bool) -> usize {
    let rest = &text[from..];
    from + rest.find(|c| !is(c)).unwrap_or(rest.len())
}

fn blank_at(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_none_or(char::is_whitespace)
}

/// A straight mark right before a letter opens what follows: `end."Next`.
fn ends_in_straight(text: &str, closers: Range<usize>) -> bool {
    text[closers].ends_with(['"', '\''])
}

/// The longest end of `text[..end]`, within reach, that `is` accepts.
fn before(text: &str, floor: usize, end: usize, is: impl Fn(char) -> bool) -> &str {
    let mut from = end;
    for c in text[floor..end].chars().rev() {
        if !is(c) || end - from > LONGEST_WORD {
            break;
        }
        from -= c.len_utf8();
    }
    &text[from..end]
}

/// The word from `from` on: letters, digits, inner marks.
fn word_at(text: &str, from: usize) -> &str {
    let rest = &text[from..];
    let end = rest
        .char_indices()
        .take(LONGEST_WORD)
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .map_or_else(
            || {
                rest.char_indices()
                    .nth(LONGEST_WORD)
                    .map_or(rest.len(), |(i, _)| i)
            },
            |(i, _)| i,
        );
    &rest[..end]
}

/// Whether a line break ends the sentence.
fn line_ends(text: &str, line: Range<usize>, next: usize, breaks: usize) -> bool {
    if breaks > 1 {
        return true;
    }
    let Some(first) = text[next..].chars().find(|c| !is_opener(*c)) else {
        return true;
    };
    if first.is_lowercase() || matches!(first, ',' | ';' | ')') {
        return false;
    }
    let written = text[line].trim_end();
    written.len() < SHORT_LINE && !written.ends_with([',', '-', '–', '—', ';', '&'])
        || written
            .trim_end_matches(is_closer)
            .ends_with([':', '!', '?'])
}

/// Whether the terminators at `mark`, with closers up to `closed`, end the sentence from `start`.
fn ends(text: &str, start: usize, mark: Range<usize>, closed: usize) -> bool {
    let words = sentence_words();
    let last = before(text, start, mark.start, |c| {
        !c.is_whitespace() && !is_opener(c) && !matches!(c, '—' | '–' | '/')
    });
    if closed >= text.len() {
        return true;
    }
    if !blank_at(text, closed) {
        // `said.He`: a blank forgotten; anything else goes on (decimals, addresses, dotted names).
        let next = word_at(text, closed);
        let plain = last.len() > 1 && last.chars().all(char::is_lowercase);
        let mut chars = next.chars();
        let capital = chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_none_or(char::is_lowercase);
        return mark.len() == 1
            && plain
            && capital
            && !text[closed + next.len()..].starts_with('.');
    }
    let next = text.len() - text[closed..].trim_start().len();
    let from = next + text[next..].find(|c| !is_opener(c)).unwrap_or(0);
    let Some(first) = text[from..].chars().next() else {
        return true;
    };
    if text[closed..next].matches('\n').count() > 1 {
        return true;
    }
    let marks = &text[mark.clone()];
    if first.is_lowercase() {
        return false;
    }
    if marks.contains(['!', '?']) {
        return closed == mark.end || !speech_follows(text, from);
    }
    if marks != "." || closed > mark.end {
        return !matches!(first, ',' | ';' | ':' | '-' | '–' | '—');
    }
    let key = last.to_lowercase().replace('’', "'");
    let next_word = word_at(text, from).to_lowercase();
    let starts = || {
        words.has(
            "starts",
            next_word.split(['\'', '’']).next().unwrap_or_default(),
        )
    };
    if words.has("before-name", &key) {
        return false;
    }
    if first.is_numeric() && words.has("before-number", &key) {
        return false;
    }
    // A numeral that opens a list item.
    if mark.start - last.len() == start
        && !last.is_empty()
        && last.chars().all(|c| c.is_ascii_digit())
    {
        return false;
    }
    if words.has("time", &key) {
        return !words.has("after-time", &next_word) && !first.is_numeric();
    }
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    if initial || is_acronym(last) || words.has("either", &key) {
        // "Plan I. He" is rare, "J. P. A. Stone" is not; a word that starts sentences decides.
        return starts() || (!initial && from > next);
    }
    !matches!(first, ',' | ';' | ':')
}

/// Letters parted by full stops, the last one left off: `U.S`, `D.C`.
pub(crate) fn is_acronym(word: &str) -> bool {
    let mut parts = 0;
    for part in word.split('.') {
        let mut chars = part.chars();
        if !chars.next().is_some_and(char::is_alphabetic) || chars.nth(1).is_some() {
            return false;
        }
        parts += 1;
    }
    parts > 1
}

/// Whether `Name Name said` or `said Name` follows.
fn speech_follows(text: &str, from: usize) -> bool {
    let mut end = text.len().min(from + SPEECH_REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = sentence_words();
    for word in text[from..end].split_whitespace().take(4) {
        let bare = word.trim_end_matches([',', '.', ':', ';']);
        if words.has("speech", &bare.to_lowercase()) {
            return true;
        }
        if bare.len() < word.len() && !word.ends_with('.') || !bare.starts_with(char::is_uppercase)
        {
            return false;
        }
    }
    false
}
