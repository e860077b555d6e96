//! The text of an HTML page, written block after block.

use crate::article::{ArticleRange, is_running_text, letters};
use crate::dom::{Dom, NodeId};
use crate::element_range::ElementIndex;
use crate::html_boxes::Boxes;
use crate::html_comments::HtmlComment;
use crate::html_live::LiveEntries;
use crate::html_tables::ContentTables;
use crate::json_ld::{LinkedArticle, unescape};
use crate::markup_words as mw;
use crate::part::Part;
use crate::piece::Piece;
use crate::stamp::parse_stamp;
use crate::text_form::same_words;
use crate::wording;
use dateline_vocabulary::{PassagePart, PassageRole, Publication};
use std::collections::BTreeSet;
use std::ops::Range;

/// Words of the site, among those of the article, are kept as residue from so many letters on.
pub(crate) const WORTH_KEEPING: usize = 20;

/// What the page's data for machines says that its article is.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The title.
    pub headline: Option<String>,
    /// The heading that prints it.
    pub heading: Option<NodeId>,
    /// The outlet.
    pub outlet: Option<String>,
    /// Summaries, letters alone.
    pub summaries: Vec<String>,
    /// The body, letters alone; empty where it is not there.
    pub body: String,
}

/// Writes the blocks of a page. What it comes by on the way, such as a printed day, is kept beside them.
pub struct BlockWriter<'p> {
    pub(crate) dom: &'p Dom,
    pub(crate) pieces: &'p [Piece],
    pub(crate) told: &'p Told,
    index: ElementIndex,
    tables: ContentTables,
    pub(crate) live: LiveEntries,
    /// The text so far: the blocks, a blank line between two.
    pub text: String,
    /// The blocks so far, in bytes of the text.
    pub parts: Vec<Part>,
    /// What the page prints as its day.
    pub printed: Option<Publication>,
    /// The names that it prints as those of authors, and the line that does.
    pub printed_names: Vec<(String, String)>,
    /// The place that it prints.
    pub dateline: Option<String>,
    /// The agency that it prints beside the place.
    pub agency: Option<String>,
    /// The piece that prints the title.
    pub title_at: Option<usize>,
    /// Letters of the blocks that are written, so that nothing stands twice.
    written: BTreeSet<String>,
    /// Whether a paragraph is written.
    pub(crate) seen_paragraph: bool,
    /// Whether a standfirst is written.
    pub(crate) seen_standfirst: bool,
    /// Whether the article is no more than a scrap.
    pub(crate) scraps: bool,
    /// The time of the entry that is being written.
    entry_time: Option<String>,
}

impl<'p> BlockWriter<'p> {
    /// Nothing is written yet.
    pub fn new(
        dom: &'p Dom,
        pieces: &'p [Piece],
        told: &'p Told,
        article: Option<&ArticleRange>,
    ) -> BlockWriter<'p> {
        let inside = article.map_or(0..0, |a| a.start..a.end);
        BlockWriter {
            dom,
            pieces,
            told,
            index: ElementIndex::of(dom),
            tables: ContentTables::of(dom, &pieces[inside.clone()]),
            live: LiveEntries::of(dom, pieces, inside),
            text: String::new(),
            parts: Vec::new(),
            printed: None,
            printed_names: Vec::new(),
            dateline: None,
            agency: None,
            title_at: None,
            written: BTreeSet::new(),
            seen_paragraph: false,
            seen_standfirst: false,
            scraps: !pieces.iter().any(is_running_text),
            entry_time: None,
        }
    }

    /// Writes a block, with the pieces that its words come from and the bytes of each; its index among the parts.
    fn put(&mut self, role: PassageRole, words: &str, from: &[(&Piece, Range<usize>)]) -> usize {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.parts.push(Part {
            element: self.index.range(self.dom, from),
            posted: self.entry_time.clone(),
            part: self.entry_time.as_ref().map(|_| PassagePart::LiveEntry),
            ..Part::new(role, start..self.text.len())
        });
        self.seen_paragraph |= role == PassageRole::Paragraph;
        self.seen_standfirst |= role == PassageRole::Standfirst;
        self.parts.len() - 1
    }

    /// Writes bytes `range` of a piece, even where a block says the same; its index among the parts.
    pub(crate) fn put_again(&mut self, role: PassageRole, at: usize, range: Range<usize>) -> usize {
        let piece = &self.pieces[at];
        self.put(role, &piece.text[range.clone()], &[(piece, range)])
    }

    /// Writes bytes `range` of a piece unless a block that says the same is written; whether it was written.
    pub(crate) fn put_range(&mut self, role: PassageRole, at: usize, range: Range<usize>) -> bool {
        let words = &self.pieces[at].text[range.clone()];
        let range = range.start + (words.len() - words.trim_start().len())
            ..range.start + words.trim_end().len();
        if range.is_empty() || !self.note(words) {
            return false;
        }
        self.put_again(role, at, range);
        true
    }

    /// Writes a whole piece unless a block that says the same is written; whether it was written.
    pub(crate) fn put_piece(&mut self, role: PassageRole, at: usize) -> bool {
        self.put_range(role, at, 0..self.pieces[at].text.len())
    }

    /// Notes that the words are written; whether they are new.
    pub(crate) fn note(&mut self, words: &str) -> bool {
        let bare = letters(words);
        !bare.is_empty() && self.written.insert(bare)
    }

    /// Whether a block with these letters is written.
    pub(crate) fn is_written(&self, bare: &str) -> bool {
        self.written.contains(bare)
    }

    /// Cuts the block in two: its first `n_bytes` and what begins at byte `rest`.
    pub(crate) fn split_off_dateline(&mut self, k: usize, at: usize, n_bytes: usize, rest: usize) {
        let piece = &self.pieces[at];
        let range = self.parts[k].range.clone();
        let head = Part {
            element: self.index.range(self.dom, &[(piece, 0..n_bytes)]),
            ..Part::new(PassageRole::Dateline, range.start..range.start + n_bytes)
        };
        self.parts[k].range = range.start + rest..range.end;
        self.parts[k].element = self
            .index
            .range(self.dom, &[(piece, rest..piece.text.len())]);
        self.parts.insert(k, head);
    }

    /// Whether the block before is the headline.
    pub(crate) fn last_is_headline(&self) -> bool {
        self.parts
            .last()
            .is_some_and(|part| part.role == PassageRole::Headline)
    }

    /// Writes the article: what stands between its title and its text, then the text.
    pub fn write_article(&mut self, article: Option<&ArticleRange>) {
        let mut range = article.map_or(0..0, |a| a.start..a.end);
        self.title_at = self.find_title(range.end);
        range.end = self.start_of_next_article(&range).unwrap_or(range.end);
        if self.title_at.is_none()
            && let Some(headline) = self.told.headline.as_deref()
            && self.note(headline)
        {
            self.put(PassageRole::Headline, headline, &[]);
        }
        let title_at = self.title_at;
        let from = title_at
            .filter(|&at| at < range.start)
            .unwrap_or(range.start);
        // Some sites print the day, and nothing else, just over the title.
        if let Some(over) = title_at
            .filter(|&at| at > 0 && at <= range.start)
            .map(|at| at - 1)
            && !self.pieces[over].has(mw::COMMENTS | mw::BOILERPLATE)
            && wording::date_line(&self.pieces[over].text).is_some()
        {
            self.take_day(over);
        }
        let mut boxes = Boxes::of(self.dom, self.pieces, range.clone());
        let last_text = boxes.last_text();
        let mut passed = 0;
        let mut at = from;
        while at < range.end {
            let piece = &self.pieces[at];
            if at > range.start && self.is_heading(at) && wording::leads_on(&piece.text) {
                match boxes.end_of_box(at, passed * 2 >= boxes.whole()) {
                    Some(end) => {
                        for k in at..end {
                            self.put_aside(k);
                        }
                        at = end;
                        continue;
                    }
                    None => break,
                }
            }
            if at < range.start {
                self.write_head_piece(at);
                at += 1;
                continue;
            }
            let n_row = self.write_row(at, range.end);
            if n_row > 0 {
                at += n_row;
                continue;
            }
            passed += boxes.running(at);
            self.entry_time = self.live.time_of(at).map(str::to_owned);
            self.write_body_piece(at, at < last_text);
            at += 1;
        }
        self.entry_time = None;
        // A picture may stand just below the element that holds the text.
        for at in range.end..self.pieces.len().min(range.end + 3) {
            let piece = &self.pieces[at];
            if piece.has(mw::CAPTION) && !piece.has(mw::BOILERPLATE | mw::COMMENTS | mw::BUTTONS) {
                self.take_figure(at);
            }
        }
        self.close_headings();
        self.set_repetitions_apart();
    }

    /// Where another whole article begins below this one, as on pages that go on and on: with a title that is marked
    /// just like the page's own, once there is some text.
    fn start_of_next_article(&self, range: &Range<usize>) -> Option<usize> {
        let title_of = |at: usize| {
            let element = self.pieces[at].element;
            std::iter::once(element)
                .chain(self.dom.ancestors(element).take(3))
                .find(|&id| self.dom.is(id, "h1"))
        };
        let title = title_of(self.title_at?)?;
        let class = self
            .dom
            .attr(title, "class")
            .filter(|class| !class.is_empty())?;
        let from = self.title_at? + 1;
        // A second title over the text is not below it.
        let below = from.max(range.start + 1)..range.end;
        let next = below.into_iter().find(|&at| {
            title_of(at).is_some_and(|id| id != title && self.dom.attr(id, "class") == Some(class))
        })?;
        let told = self.pieces[from..next]
            .iter()
            .filter(|p| is_running_text(p))
            .count();
        let goes_on = self.pieces[next..range.end].iter().any(is_running_text);
        (told >= 2 && goes_on).then_some(next)
    }

    /// Keeps a piece as words of the site, where there is something to keep.
    fn put_aside(&mut self, at: usize) {
        if self.pieces[at].len() >= WORTH_KEEPING {
            self.put_piece(PassageRole::Residue, at);
        }
    }

    /// The piece that prints the title, over `end`.
    fn find_title(&self, end: usize) -> Option<usize> {
        let headline = self.told.headline.as_deref()?;
        let hit = |p: &Piece| same_words(&p.text, headline) && !p.has(mw::COMMENTS);
        let ends_with = |p: &Piece, title: &str| {
            p.len() < 300 && !p.has(mw::COMMENTS) && letters(&p.text).ends_with(&letters(title))
        };
        let heads = |p: &Piece| {
            std::iter::once(p.element)
                .chain(self.dom.ancestors(p.element).take(3))
                .any(|id| self.dom.is(id, "h1") || self.told.heading == Some(id))
        };
        let pieces = self.pieces;
        pieces
            .iter()
            .position(|p| hit(p) && heads(p))
            .or_else(|| pieces[..end.min(pieces.len())].iter().position(hit))
            // A line of its own may stand over the title in one heading.
            .or_else(|| {
                pieces
                    .iter()
                    .position(|p| heads(p) && ends_with(p, headline))
            })
            // Or above the heading, and the page's data has both in one.
            .or_else(|| {
                let bare = letters(headline);
                let is_end = |p: &Piece| p.len() >= 10 && bare.ends_with(&letters(&p.text));
                pieces.iter().position(|p| heads(p) && is_end(p))
            })
    }

    /// Writes the row of a table that starts at piece `at`; the number of its pieces, 0 where there is no row.
    fn write_row(&mut self, at: usize, end: usize) -> usize {
        let row_of = |at: usize| self.tables.row_of(self.dom, &self.pieces[at]);
        let Some((row, mut cell)) = row_of(at) else {
            return 0;
        };
        let mut words = String::new();
        let mut from: Vec<(&Piece, Range<usize>)> = Vec::new();
        for k in at..end {
            let piece = &self.pieces[k];
            match row_of(k) {
                Some((r, c)) if r == row => {
                    if !words.is_empty() {
                        words.push_str(if c == cell { " " } else { " | " });
                    }
                    cell = c;
                    words.push_str(&piece.text);
                    from.push((piece, 0..piece.text.len()));
                }
                _ => break,
            }
        }
        let n = from.len();
        if self.note(&words) {
            let k = self.put(PassageRole::ListItem, &words, &from);
            self.parts[k].part = Some(PassagePart::TableRow);
        }
        n
    }

    /// The comments of the page, or, where it shows none, those of its data for machines.
    pub fn write_comments(&mut self, comments: &[HtmlComment], linked: &LinkedArticle) {
        let mut places: Vec<usize> = Vec::new();
        for comment in comments {
            let shown = comment.paragraphs.join("\n");
            let pieces = self.pieces;
            let from: Vec<(&Piece, Range<usize>)> = comment
                .pieces
                .iter()
                .map(|(at, range)| (&pieces[*at], range.clone()))
                .collect();
            let role = if comment.is_note {
                PassageRole::Note
            } else {
                PassageRole::Comment
            };
            let k = self.put(role, &shown, &from);
            let part = &mut self.parts[k];
            part.author = comment.author.clone();
            part.posted = comment.posted.clone();
            part.votes = comment.votes;
            part.part = comment.is_note.then_some(PassagePart::Moderation);
            part.reply_to = comment.reply_to.and_then(|to| places.get(to).copied());
            places.push(k);
        }
        if comments.is_empty() {
            for comment in &linked.comments {
                let k = self.put(PassageRole::Comment, &comment.text, &[]);
                let part = &mut self.parts[k];
                part.author = comment.author.clone();
                part.votes = comment.votes;
                part.reply_to = comment.reply_to.and_then(|to| places.get(to).copied());
                part.posted = comment
                    .date
                    .as_deref()
                    .and_then(parse_stamp)
                    .map(|s| s.to_local());
                places.push(k);
            }
        }
    }

    /// Writes paragraphs that the page's data for machines has and the page does not show.
    pub fn write_told_body(&mut self, body: &str) {
        for line in body.lines().map(unescape).filter(|line| !line.is_empty()) {
            if self.note(&line) {
                self.put(PassageRole::Paragraph, &line, &[]);
            }
        }
    }

    /// Headings at the end lead nowhere: they are the site's.
    fn close_headings(&mut self) {
        for part in self.parts.iter_mut().rev() {
            match part.role {
                PassageRole::Heading => part.role = PassageRole::Residue,
                PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Caption => break,
                _ => {}
            }
        }
    }

    /// Quotations that are words of another paragraph, printed once more to catch the eye.
    fn set_repetitions_apart(&mut self) {
        let quoted = |part: &Part| {
            part.part == Some(PassagePart::BlockQuote)
                || part.role == PassageRole::Residue && part.part.is_none()
        };
        if !self.parts.iter().any(quoted) {
            return;
        }
        let bare: Vec<String> = self
            .parts
            .iter()
            .map(|part| letters(&self.text[part.range.clone()]))
            .collect();
        for k in 0..self.parts.len() {
            let repeats = |j: usize| {
                j != k
                    && self.parts[j].role == PassageRole::Paragraph
                    && bare[j].len() > bare[k].len()
                    && bare[j].contains(&bare[k])
            };
            if quoted(&self.parts[k])
                && bare[k].len() >= 20
                && (k.saturating_sub(40)..self.parts.len().min(k + 40)).any(repeats)
            {
                self.parts[k].role = PassageRole::Residue;
                self.parts[k].part = Some(PassagePart::PullQuote);
            }
        }
    }

    /// Whether the piece is, or stands in, a heading.
    pub(crate) fn is_heading(&self, at: usize) -> bool {
        self.pieces[at].is_heading(self.dom)
    }
}
