//! A passage under reading: its text, its sentences, and its place in the document.

use crate::group::Group;
use crate::mention::Casing;
use crate::time::Recognised;
use dateline_model::{Attributed, ReadingModel, SentenceScores};
use dateline_page::Page;
use dateline_syntax::{Sentence, Tag, Token, sentence_tokens};
use dateline_vocabulary::{CodePoints, PassagePart, PassageRole, Span, Words};
use jiff::civil::Date;
use std::ops::Range;

/// A passage that can be evidence, with its sentences.
pub(crate) struct ReadPassage<'p> {
    /// What it is on the page.
    pub(crate) role: PassageRole,
    /// Its words.
    pub(crate) text: &'p str,
    /// Byte of the document's text at which it begins.
    pub(crate) start: usize,
    /// Of an entry of a live page, when it was written: ISO 8601, or as printed.
    pub(crate) entry: Option<&'p str>,
    /// Its sentences; offsets are bytes of `text`.
    pub(crate) sentences: Vec<Sentence>,
    /// The quotations in it, marks included, in bytes of `text`.
    pub(crate) quotes: Vec<Range<usize>>,
    /// The time expressions in it, not yet resolved.
    pub(crate) times: Vec<Recognised>,
    /// The attributions that the model sees in it; words are counted through its sentences.
    pub(crate) attributed: Vec<Attributed>,
}

impl ReadPassage<'_> {
    /// The day on which the entry of a live page was written that it belongs to. What an entry calls today is this day, not
    /// the one on which the page was begun.
    pub(crate) fn entry_day(&self) -> Option<Date> {
        self.entry?.get(..10)?.parse().ok()
    }
}

/// Whether passages of this role are read as evidence. Comments and residue never are.
pub(crate) fn is_read(role: PassageRole) -> bool {
    use PassageRole::{Caption, Heading, Headline, ListItem, Note, Paragraph, Standfirst};
    matches!(
        role,
        Headline | Standfirst | Paragraph | Heading | ListItem | Caption | Note
    )
}

/// Whether passages of this role tell events. A headline repeats the article, a caption a picture.
pub(crate) fn tells_events(role: PassageRole) -> bool {
    matches!(
        role,
        PassageRole::Standfirst | PassageRole::Paragraph | PassageRole::ListItem
    )
}

/// The passages of a page that are read, in text order. Their sentences have words and no grammar yet.
pub(crate) fn passages<'p>(page: &'p Page, code_points: &CodePoints) -> Vec<ReadPassage<'p>> {
    page.blocks
        .iter()
        // What a moderator says of a reader's comment is no more evidence than the comment.
        .filter(|block| is_read(block.role) && block.part != Some(PassagePart::Moderation))
        .map(|block| {
            let text = code_points.slice(&page.text, block.span);
            let bare = |tokens: Vec<Range<usize>>| {
                let tags = vec![Tag::UNKNOWN; tokens.len()];
                Sentence::tagged(text, &tokens, &tags)
            };
            ReadPassage {
                role: block.role,
                text,
                start: code_points.to_byte(block.span.start),
                entry: (block.posted.as_deref())
                    .filter(|_| block.part == Some(PassagePart::LiveEntry)),
                sentences: sentence_tokens(text).into_iter().map(bare).collect(),
                quotes: quotes(text),
                times: crate::time::recognise(text),
                attributed: Vec::new(),
            }
        })
        .collect()
}

/// Gives passages their grammar, and the attributions that the model sees.
pub(crate) fn see(passages: &mut [ReadPassage<'_>], model: &ReadingModel) {
    let casing = Casing::of(passages);
    // Headlines and captions are another kind of text: beside them the model reads the paragraphs worse.
    let (running, lines): (Vec<usize>, Vec<usize>) =
        (0..passages.len()).partition(|at| tells_events(passages[*at].role));
    for group in [running, lines] {
        see_together(passages, &group, &casing, model);
    }
}

/// Gives the passages of these indices their grammar, read side by side.
fn see_together(
    passages: &mut [ReadPassage<'_>],
    group: &[usize],
    casing: &Casing,
    model: &ReadingModel,
) {
    let tokens: Vec<Vec<Vec<Range<usize>>>> = group
        .iter()
        .map(|at| {
            let sentences = passages[*at].sentences.iter();
            sentences
                .map(|sentence| sentence.tokens.iter().map(token_bytes).collect())
                .collect()
        })
        .collect();
    let words: Vec<Vec<Vec<&str>>> = tokens
        .iter()
        .zip(group)
        .map(|(sentences, at)| {
            let text = passages[*at].text;
            let words = |tokens: &Vec<Range<usize>>| {
                tokens.iter().map(|token| &text[token.clone()]).collect()
            };
            sentences.iter().map(words).collect()
        })
        .collect();
    model.read(&words, |at, seen| {
        let passage = &mut passages[group[at]];
        passage.attributed = seen.attributions;
        let times: Vec<Range<usize>> = passage
            .times
            .iter()
            .map(|time| time.bytes.clone())
            .collect();
        passage.sentences = tokens[at]
            .iter()
            .zip(&seen.sentences)
            .map(|(tokens, scores)| {
                let mut sentence = scores.tagged(passage.text, tokens);
                crate::retag::retag(&mut sentence, casing);
                let groups = crate::group::find_groups(&sentence, casing, &times);
                plant(&mut sentence, scores, &groups);
                crate::mend::mend(&mut sentence);
                sentence
            })
            .collect();
    });
}

/// Gives a sentence its tree, with some runs of words taken as one word each.
fn plant(sentence: &mut Sentence, scores: &SentenceScores, groups: &[Group]) {
    let mut units: Vec<Range<usize>> = Vec::with_capacity(sentence.tokens.len());
    let mut at = 0;
    for group in groups {
        units.extend((at..group.tokens.start).map(|word| word..word + 1));
        units.push(group.tokens.clone());
        at = group.tokens.end;
        let last = &mut sentence.tokens[at - 1];
        (last.upos, last.xpos) = (group.upos, group.xpos);
    }
    units.extend((at..sentence.tokens.len()).map(|word| word..word + 1));
    scores.plant(sentence, &units);
}

/// The spans that lie in each passage, in its bytes.
pub(crate) fn in_passages(
    passages: &[ReadPassage<'_>],
    code_points: &CodePoints,
    spans: &[Span],
) -> Vec<Vec<Range<usize>>> {
    let bytes: Vec<Range<usize>> = spans
        .iter()
        .map(|span| code_points.to_byte(span.start)..code_points.to_byte(span.end))
        .collect();
    passages
        .iter()
        .map(|passage| {
            let here = passage.start..passage.start + passage.text.len();
            bytes
                .iter()
                .filter(|span| here.contains(&span.start) && span.end <= here.end)
                .map(|span| span.start - here.start..span.end - here.start)
                .collect()
        })
        .collect()
}

impl ReadPassage<'_> {
    /// The words of a byte range of the passage, as a record has them.
    pub(crate) fn words(&self, code_points: &CodePoints, bytes: Range<usize>) -> Words {
        Words {
            span: self.span(code_points, bytes.clone()),
            text: self.text[bytes].to_owned(),
        }
    }

    /// The span in the document of a byte range of the passage.
    pub(crate) fn span(&self, code_points: &CodePoints, bytes: Range<usize>) -> Span {
        code_points.span(self.start + bytes.start..self.start + bytes.end)
    }

    /// The quotation that holds a byte, if one does.
    pub(crate) fn quote_at(&self, byte: usize) -> Option<&Range<usize>> {
        self.quotes.iter().find(|quote| quote.contains(&byte))
    }

    /// Whether nearly all of the passage is one quotation.
    pub(crate) fn is_quotation(&self) -> bool {
        let quoted: usize = self.quotes.iter().map(|quote| quote.len()).sum();
        !self.quotes.is_empty() && quoted * 10 >= self.text.trim().len() * 9
    }
}

/// The bytes from the first to the last of some tokens.
pub(crate) fn bytes_of(sentence: &Sentence, tokens: &[usize]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => sentence.tokens[*first].start..sentence.tokens[*last].end,
        _ => sentence.start..sentence.start,
    }
}

/// The bytes of a token.
pub(crate) fn token_bytes(token: &Token) -> Range<usize> {
    token.start..token.end
}

/// Finds quotations: paired double marks, curly or straight; a mark that is not closed runs to the end, as a
/// quotation that goes on in the next paragraph does. Curly single marks count when they enclose several words.
fn quotes(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        match (c, open) {
            ('“' | '„' | '«', None) => open = Some((at, c)),
            ('”' | '»', Some((start, '“' | '„' | '«'))) => {
                found.push(start..end);
                open = None;
            }
            // A second opening mark closes nothing, but the first one had lost its partner.
            ('“', Some((start, '“'))) => {
                found.push(start..at);
                open = Some((at, c));
            }
            ('"', None) => open = Some((at, c)),
            ('"', Some((start, '"'))) => {
                found.push(start..end);
                open = None;
            }
            ('‘', None) if !before.is_alphanumeric() && after.is_alphanumeric() => {
                open = Some((at, c))
            }
            ('’', Some((start, '‘'))) if !after.is_alphanumeric() => {
                if text[start..at].contains(' ') {
                    found.push(start..end);
                }
                open = None;
            }
            ('“' | '"', Some((_, '‘'))) => open = Some((at, c)),
            _ => {}
        }
        before = c;
    }
    if let Some((start, mark)) = open
        && mark != '‘'
        && text[start..].len() > 20
    {
        found.push(start..text.len());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = quotes(text).into_iter().map(|quote| &text[quote]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_quotations() {
        check("“No,” she said. “Never.”", &["“No,”", "“Never.”"]);
        check("She said \"no way\" twice", &["\"no way\""]);
        check(
            "“It goes on to the next paragraph.",
            &["“It goes on to the next paragraph."],
        );
        check(
            "The ‘tough talk’ ended; the miners’ union isn’t done",
            &["‘tough talk’"],
        );
        check("the miners’ union", &[]);
        check("a 5\" pipe", &[]);
    }
}
