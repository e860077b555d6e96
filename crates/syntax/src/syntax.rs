//! The trained tables and the reading of a passage.

use std::ops::Range;
use std::sync::OnceLock;

use crate::bytes::{ReadError, Reader};
use crate::hash;
use crate::labels::{Deprel, Upos, Xpos};
use crate::lemma::Lemmas;
use crate::parser::{self, Action, Input, Moves};
use crate::sentence::{Sentence, Token};
use crate::table::Table;
use crate::tagger::{self, Tag};
use crate::words;
use crate::{split, tokenize};

/// First bytes of the packed tables.
pub(crate) const MAGIC: &[u8] = b"dateline syntax 1\n";

/// The longest sentence given to the parser in one piece, in tokens.
const LONGEST: usize = 200;

static BUNDLED_BYTES: &[u8] = include_bytes!("tables/english.bin");

/// A run of tokens that is one word to the grammar of its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Indices of the tokens in the sentence.
    pub tokens: Range<usize>,
    /// What the run is, to the grammar.
    pub upos: Upos,
    /// Its Penn tag.
    pub xpos: Xpos,
    /// A lower-case word that the parser is shown in place of the run's last one, where a common word serves the
    /// grammar better.
    pub stand_in: Option<&'static str>,
}

/// The trained tables: tagger, parser, lemmas.
pub struct Syntax {
    tags: Vec<Tag>,
    moves: Moves,
    tagging: Table,
    parsing: Table,
    lemmas: Lemmas,
}

impl std::fmt::Debug for Syntax {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Syntax")
            .field("tags", &self.tags.len())
            .field("moves", &self.moves.actions().len())
            .finish_non_exhaustive()
    }
}

impl Syntax {
    /// The tables that come with the crate, unpacked on first use.
    pub fn bundled() -> &'static Syntax {
        static BUNDLED: OnceLock<Syntax> = OnceLock::new();
        BUNDLED.get_or_init(|| {
            // The bytes are part of the program and a test unpacks them.
            Syntax::unpack(BUNDLED_BYTES).expect("the bundled tables are whole")
        })
    }

    /// Unpacks tables written by the trainer.
    ///
    /// # Errors
    /// Where the bytes are not such tables, are cut short or damaged.
    pub fn unpack(bytes: &[u8]) -> Result<Syntax, ReadError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(ReadError::Magic)?;
        let (sum, payload) = rest
            .split_first_chunk::<8>()
            .ok_or(ReadError::Short { at: bytes.len() })?;
        let expected = u64::from_le_bytes(*sum);
        let found = hash::payload(payload);
        if found != expected {
            return Err(ReadError::Checksum { found, expected });
        }
        let mut reader = Reader::new(payload);
        let mut tags = Vec::new();
        for _ in 0..reader.byte()? {
            let upos = label(reader.text()?, Upos::exact)?;
            let xpos = label(reader.text()?, Xpos::exact)?;
            tags.push((upos, xpos));
        }
        let mut actions = Vec::new();
        for _ in 0..reader.byte()? {
            actions.push(match reader.byte()? {
                b'L' => Action::Left(label(reader.text()?, Deprel::exact)?),
                b'R' => Action::Right(label(reader.text()?, Deprel::exact)?),
                _ => Action::Shift,
            });
        }
        Ok(Syntax {
            tags,
            moves: Moves::new(actions),
            tagging: Table::unpack(&mut reader)?,
            parsing: Table::unpack(&mut reader)?,
            lemmas: Lemmas::unpack(&mut reader)?,
        })
    }

    /// Reads one passage: its sentences in order, with offsets into `text`. Linear in the text: a
    /// sentence of more than 200 tokens is read in pieces. Never fails; a blank text has no sentence.
    pub fn read(&self, text: &str) -> Vec<Sentence> {
        self.read_with(text, true)
    }

    /// As [`Syntax::read`], but without trees: every token hangs on the first. For callers who know more of the
    /// sentence and then ask for its tree by [`Syntax::regroup`]; parsing is most of the work.
    pub fn tag(&self, text: &str) -> Vec<Sentence> {
        self.read_with(text, false)
    }

    fn read_with(&self, text: &str, parses: bool) -> Vec<Sentence> {
        sentence_tokens(text)
            .iter()
            .map(|tokens| self.sentence(text, tokens, parses))
            .collect()
    }

    /// One sentence of given tokens (byte ranges in `text`, in order) and given tags, one for each; the dictionary
    /// forms are looked up. It has no tree yet: every token hangs on the first.
    pub fn with_tags(&self, text: &str, tokens: &[Range<usize>], tags: &[Tag]) -> Sentence {
        let lowers = tokens.iter().map(|r| words::lower(&text[r.clone()]));
        self.bare(text, tokens, lowers, tags.iter().copied())
    }

    /// One sentence of given tokens, their lower-case forms and their tags, without a tree.
    fn bare(
        &self,
        text: &str,
        tokens: &[Range<usize>],
        lowers: impl IntoIterator<Item = String>,
        tags: impl IntoIterator<Item = Tag>,
    ) -> Sentence {
        let read = tokens.iter().zip(lowers).zip(tags).enumerate();
        Sentence {
            tokens: read
                .map(|(i, ((range, lower), (upos, xpos)))| {
                    let word = &text[range.clone()];
                    Token {
                        start: range.start,
                        end: range.end,
                        text: word.to_owned(),
                        lemma: self.lemmas.lemma(word, &lower, upos, xpos),
                        lower,
                        upos,
                        xpos,
                        head: (i > 0).then_some(0),
                        deprel: if i > 0 { Deprel::Dep } else { Deprel::Root },
                    }
                })
                .collect(),
            start: tokens.first().map_or(0, |r| r.start),
            end: tokens.last().map_or(0, |r| r.end),
        }
    }

    /// Tags one sentence of given tokens (byte ranges in `text`, at least one), and parses it if wished.
    pub(crate) fn sentence(&self, text: &str, tokens: &[Range<usize>], parses: bool) -> Sentence {
        let lowers: Vec<String> = tokens
            .iter()
            .map(|r| words::lower(&text[r.clone()]))
            .collect();
        let looks = words::look_all(
            tokens
                .iter()
                .zip(&lowers)
                .map(|(r, lower)| (&text[r.clone()], lower.as_str())),
        );
        let numbers = tagger::tag(&self.tagging, self.tags.len(), &looks);
        let tags = numbers.iter().map(|&n| self.tag_of(n));
        let mut sentence = self.bare(text, tokens, lowers, tags);
        if parses {
            let tags: Vec<(u8, Upos)> = numbers.iter().map(|&n| (n, self.tag_of(n).0)).collect();
            let arcs = parser::parse(&self.parsing, &self.moves, &Input::new(&looks, &tags));
            for (token, (head, deprel)) in sentence.tokens.iter_mut().zip(arcs) {
                token.head = head.checked_sub(1);
                token.deprel = if head == 0 {
                    Deprel::Root
                } else {
                    not_root(deprel)
                };
            }
        }
        sentence
    }

    /// Parses a sentence again with some runs of its tokens taken as one word each: names, dates, hyphened
    /// compounds that the caller knows by other means. A weak spot of the parser is the inside of long names; a
    /// caller that knows them gets better trees around them.
    ///
    /// In the result the last token of a group stands for it; the others hang on it, as `flat`. Groups must be in
    /// order and must not overlap; one that does, or that lies outside the sentence, is left out.
    pub fn regroup(&self, sentence: &Sentence, groups: &[Group]) -> Sentence {
        let n_tokens = sentence.tokens.len();
        let mut group_of: Vec<Option<usize>> = vec![None; n_tokens];
        let mut end = 0;
        for (k, group) in groups.iter().enumerate() {
            if group.tokens.start < end || group.tokens.end > n_tokens || group.tokens.is_empty() {
                continue;
            }
            end = group.tokens.end;
            group_of[group.tokens.clone()].fill(Some(k));
        }
        // The tokens that the parser sees: the last of each group, and all others.
        let seen: Vec<usize> = (0..n_tokens)
            .filter(|i| group_of[*i].is_none_or(|k| groups[k].tokens.end == i + 1))
            .collect();
        if seen.is_empty() {
            return sentence.clone();
        }
        let tag_of = |i: usize| match group_of[i] {
            Some(k) => (groups[k].upos, groups[k].xpos),
            None => (sentence.tokens[i].upos, sentence.tokens[i].xpos),
        };
        let words = seen
            .iter()
            .map(|i| match group_of[*i].and_then(|k| groups[k].stand_in) {
                Some(word) => (word, word),
                None => (
                    sentence.tokens[*i].text.as_str(),
                    sentence.tokens[*i].lower.as_str(),
                ),
            });
        let looks = words::look_all(words);
        let tags: Vec<(u8, Upos)> = seen
            .iter()
            .map(|i| {
                let tag = tag_of(*i);
                let number = self.tags.iter().position(|known| *known == tag);
                (
                    number
                        .and_then(|number| u8::try_from(number).ok())
                        .unwrap_or(0),
                    tag.0,
                )
            })
            .collect();
        let arcs = parser::parse(&self.parsing, &self.moves, &Input::new(&looks, &tags));
        let mut regrouped = sentence.clone();
        for (i, (head, deprel)) in seen.iter().zip(arcs) {
            let token = &mut regrouped.tokens[*i];
            (token.upos, token.xpos) = tag_of(*i);
            token.head = head.checked_sub(1).map(|head| seen[head]);
            token.deprel = if head == 0 {
                Deprel::Root
            } else {
                not_root(deprel)
            };
        }
        for (i, group) in group_of.iter().enumerate() {
            let Some(last) = group
                .map(|k| groups[k].tokens.end - 1)
                .filter(|last| *last != i)
            else {
                continue;
            };
            regrouped.tokens[i].head = Some(last);
            regrouped.tokens[i].deprel = Deprel::Flat;
        }
        regrouped
    }

    fn tag_of(&self, number: u8) -> Tag {
        let tag = self.tags.get(usize::from(number)).copied();
        tag.unwrap_or((Upos::X, Xpos::Other))
    }
}

/// The parser may give `root` to a token that hangs on another; the label stands for the root only.
fn not_root(deprel: Deprel) -> Deprel {
    if deprel == Deprel::Root {
        Deprel::Dep
    } else {
        deprel
    }
}

fn label<T>(text: &str, find: impl Fn(&str) -> Option<T>) -> Result<T, ReadError> {
    find(text).ok_or_else(|| ReadError::Label {
        label: text.to_owned(),
    })
}

/// The tokens of each sentence of a passage, as byte ranges of `text`, in order. No sentence is empty, and none has
/// more than 200 tokens: a longer one comes in pieces. Linear in the text.
pub fn sentence_tokens(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut sentences = Vec::new();
    for range in split::sentences(text) {
        let tokens = tokenize::tokens_within(text, range);
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let (piece, later) = rest.split_at(piece_len(text, rest));
            sentences.push(piece.to_vec());
            rest = later;
        }
    }
    sentences
}

/// How many of these tokens make the next piece for the parser: all, or up to the last comma or
/// semicolon in the second half of the first [`LONGEST`].
fn piece_len(text: &str, tokens: &[Range<usize>]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    (LONGEST / 2..LONGEST)
        .rev()
        .find(|&i| matches!(&text[tokens[i].clone()], "," | ";"))
        .map_or(LONGEST, |i| i + 1)
}
