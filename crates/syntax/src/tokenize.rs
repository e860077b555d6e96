//! Tokens, as the English treebanks of Universal Dependencies cut them.

use std::ops::Range;

use crate::lists::{sentence_words, token_words};
use crate::split::{is_acronym, sentences};

/// The tokens of a text, as byte ranges in order. They never overlap, and together they hold every
/// character that is not blank. Linear in the text.
pub fn tokens(text: &str) -> Vec<Range<usize>> {
    sentences(text)
        .into_iter()
        .flat_map(|range| tokens_within(text, range))
        .collect()
}

/// The tokens of one sentence, given by its byte range; offsets are into `text`.
pub(crate) fn tokens_within(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let end = sentence.end;
    // Where only marks follow, a full stop ends the sentence rather than an abbreviation.
    let last_word = text[sentence.clone()]
        .rfind(char::is_alphanumeric)
        .map_or(sentence.start, |i| sentence.start + i);
    let mut at = sentence.start;
    while at < end {
        let chunk = at + text[at..end].find(char::is_whitespace).unwrap_or(end - at);
        if chunk > at {
            Chunk {
                text,
                end: chunk,
                last_word,
            }
            .cut(at, &mut out);
        }
        let rest = &text[chunk..end];
        at = end - rest.trim_start().len();
    }
    out
}

/// A run without blanks.
struct Chunk<'a> {
    text: &'a str,
    end: usize,
    last_word: usize,
}

impl Chunk<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..self.end].chars().next()
    }

    fn cut(&self, start: usize, out: &mut Vec<Range<usize>>) {
        let whole = &self.text[start..self.end];
        // Addresses are short; the limit keeps the search for their ends linear.
        let linked = whole.len() < 2_000
            && (whole.contains("://") || whole.contains("www.") || whole.contains('@'));
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            if linked && let Some(end) = self.link_end(at) {
                out.push(at..end);
                at = end;
            } else if self.starts_word(at, c, at == start) {
                let end = self.word_end(at);
                apart(self.text, at..end, out);
                at = end;
            } else {
                let end = self.marks_end(at, c);
                out.push(at..end);
                at = end;
            }
        }
    }

    /// The end of a web or mail address that begins here.
    fn link_end(&self, at: usize) -> Option<usize> {
        let rest = &self.text[at..self.end];
        let stop = rest
            .find([
                '"', '<', '>', '(', ')', '[', ']', '“', '”', '’', ',', ';', '|',
            ])
            .unwrap_or(rest.len());
        let link = rest[..stop].trim_end_matches(['.', ':', '!', '?', '\'', '*', '…']);
        let web = link.starts_with("www.") && link.len() > 4
            || link.split_once("://").is_some_and(|(scheme, host)| {
                !host.is_empty()
                    && !scheme.is_empty()
                    && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        let mail = link.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && user.starts_with(|c: char| c.is_ascii_alphanumeric())
                && host.contains('.')
                && host.starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        (web || mail).then_some(at + link.len())
    }

    fn starts_word(&self, at: usize, c: char, first: bool) -> bool {
        if is_wordly(c) {
            return true;
        }
        let rest = &self.text[at + c.len_utf8()..self.end];
        let next = rest.chars().next();
        match c {
            '\'' | '’' | '‘' => {
                let word = &rest[..rest
                    .find(|c: char| !c.is_alphanumeric())
                    .unwrap_or(rest.len())];
                let decade = word.len() == 3
                    && word.ends_with('s')
                    && word[..2].bytes().all(|b| b.is_ascii_digit());
                let bare = word.to_lowercase();
                decade
                    || token_words().has("elided", &bare)
                    || ((first || self.text[..at].ends_with('.'))
                        && token_words().has("clitics", &format!("'{bare}")))
            }
            '@' | '#' => first && next.is_some_and(is_wordly),
            '.' => first && next.is_some_and(|n| n.is_ascii_digit()),
            _ => false,
        }
    }

    /// The end of the word that begins at `start`.
    fn word_end(&self, start: usize) -> usize {
        let first = self.char_at(start).map_or(1, char::len_utf8);
        let mut at = start + first;
        let mut previous = self.char_at(start).unwrap_or(' ');
        while let Some(c) = self.char_at(at) {
            let after = at + c.len_utf8();
            let next = self.text[after..self.end].chars().next();
            let next_is = |f: fn(char) -> bool| next.is_some_and(f);
            let digits = previous.is_ascii_digit() && next_is(|n| n.is_ascii_digit());
            let goes_on = is_wordly(c)
                || match c {
                    ',' | ':' | '/' => digits,
                    '\'' | '’' => previous.is_alphanumeric() && next_is(char::is_alphanumeric),
                    '&' => previous.is_uppercase() && next_is(char::is_uppercase),
                    '$' => previous.is_uppercase() && at - start <= 3,
                    '.' => {
                        if next_is(is_wordly) {
                            digits || self.dot_joins(start, at, next)
                        } else {
                            self.keeps_stop(start, at)
                        }
                    }
                    '-' | '‐' | '‑' => {
                        next_is(is_wordly) && self.hyphen_joins(start, at, after)
                    }
                    _ => false,
                };
            if !goes_on {
                break;
            }
            at = after;
            if c == '$' {
                break;
            }
            previous = c;
        }
        at
    }

    /// Whether the full stop at `at` joins what stands on both sides: `U.S`, `news.example`.
    fn dot_joins(&self, start: usize, at: usize, next: Option<char>) -> bool {
        let word = &self.text[start..at];
        let plain = word.len() > 1 && word.chars().all(char::is_lowercase);
        !(plain && next.is_some_and(char::is_uppercase))
    }

    /// Whether the full stop at `at` belongs to the word before it.
    fn keeps_stop(&self, start: usize, at: usize) -> bool {
        let word = &self.text[start..at];
        let rest = &self.text[at + 1..self.end];
        if rest.starts_with('.') || word.is_empty() {
            return false;
        }
        let key = word.to_lowercase();
        let lists = sentence_words();
        let known = ["before-name", "either", "time"]
            .iter()
            .any(|s| lists.has(s, &key));
        if is_acronym(word) {
            return true;
        }
        if self.last_word < at {
            return lists.has("keeps-stop", &key) && word.starts_with(char::is_uppercase)
                || key == "etc";
        }
        let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
        known || initial || key == "etc" || (lists.has("before-number", &key) && rest.is_empty())
    }

    /// Whether a hyphen joins: after some prefixes, in ranks, in telephone numbers.
    fn hyphen_joins(&self, start: usize, at: usize, after: usize) -> bool {
        // Prefixes, ranks and numbers are short; the limit keeps this linear.
        if at - start > 16 {
            return false;
        }
        let word = self.text[start..at].to_lowercase();
        if token_words().has("prefixes", &word) {
            return true;
        }
        let rest = &self.text[after..self.end];
        let next: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric())
            .take(12)
            .collect();
        if sentence_words().has("before-name", &format!("{word}-{}", next.to_lowercase())) {
            return true;
        }
        let group = word.rsplit('-').next().unwrap_or_default();
        word.bytes().all(|b| b.is_ascii_digit() || b == b'-')
            && group.len() == 3
            && matches!(next.len(), 3 | 4)
            && next.bytes().all(|b| b.is_ascii_digit())
    }

    /// The end of the run of marks at `at`: the same mark repeated, or one mark.
    fn marks_end(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..self.end];
        let run = |is: &dyn Fn(char) -> bool| at + rest.find(|d| !is(d)).unwrap_or(rest.len());
        match c {
            '!' | '?' => run(&|d| d == '!' || d == '?'),
            '.' | '-' | '*' | '=' | '_' | '~' | '…' | '<' | '>' => run(&|d| d == c),
            '`' | '\'' if rest.starts_with("``") || rest.starts_with("''") => at + 2,
            _ if is_picture(c) => run(&is_picture),
            _ => at + c.len_utf8(),
        }
    }
}

/// Letters, digits and what sticks to them.
fn is_wordly(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | 'ʼ'
        )
}

/// Pictures and their joiners.
fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27bf | 0x1f000..=0x1faff | 0xfe00..=0xfe0f | 0x200d | 0xe0000..=0xe007f)
}

/// Cuts contractions and units off a word.
fn apart(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let first = out.len();
    let mut end = range.end;
    while let Some(at) = cut_point(&text[range.start..end]).filter(|&at| at > 0) {
        out.push(range.start + at..end);
        end = range.start + at;
    }
    out.push(range.start..end);
    out[first..].reverse();
}

/// Where a word comes apart, in bytes from its start.
fn cut_point(word: &str) -> Option<usize> {
    let lists = token_words();
    if let Some(mark) = word.rfind(['\'', '’']) {
        let mark_len = word[mark..].chars().next().map_or(1, char::len_utf8);
        let tail = word[mark + mark_len..].to_lowercase();
        if tail == "t" && word[..mark].ends_with(['n', 'N']) && mark > 1 {
            return Some(mark - 1);
        }
        if mark > 0 && lists.has("clitics", &format!("'{tail}")) {
            return Some(mark);
        }
        return None;
    }
    if word.is_ascii() && word.len() <= 8 {
        let lower = word.to_ascii_lowercase();
        if lists.has("glued", &format!("{lower}=3")) {
            return Some(3);
        }
        let digits = word
            .bytes()
            .take_while(|b| b.is_ascii_digit() || matches!(b, b':' | b'.'))
            .count();
        if digits > 0
            && digits < word.len()
            && lists.has("units", &lower[digits..].replace('.', ""))
        {
            return Some(digits);
        }
    }
    None
}
