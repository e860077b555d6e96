//! What each piece of an HTML article is.

use crate::article::{is_running_text, is_scrap, letters};
use crate::byline::split_names;
use crate::dateline::find_dateline;
use crate::dating::day_of_line;
use crate::dom::NodeId;
use crate::html_blocks::{BlockWriter, WORTH_KEEPING};
use crate::marks;
use crate::markup_words as mw;
use crate::part::Part;
use crate::piece::Piece;
use crate::printed_date::find_dates;
use crate::signature::signature;
use crate::text_form::same_words;
use crate::wording;
use dateline_vocabulary::{DateBasis, PassagePart, PassageRole, Publication};

impl BlockWriter<'_> {
    /// A piece between the headline and the running text.
    pub(crate) fn write_head_piece(&mut self, at: usize) {
        let piece = &self.pieces[at];
        let n = piece.len();
        if self.title_at == Some(at) {
            self.put_piece(PassageRole::Headline, at);
            return;
        }
        if piece.has(mw::BOILERPLATE | mw::COMMENTS | mw::BUTTONS)
            || wording::is_residue(&piece.text)
        {
            return;
        }
        if self.take_summary(at) || self.take_figure(at) || self.take_day(at) || self.take_names(at)
        {
            return;
        }
        let under_title = self.title_at.map(|title| title + 1) == Some(at);
        if (piece.has(mw::STANDFIRST) || under_title && is_line_of_words(piece))
            && (20..=600).contains(&n)
            && piece.link_share() < 0.5
        {
            self.put_piece(PassageRole::Standfirst, at);
        } else if is_running_text(piece)
            && n >= 60
            && (piece.has(mw::PARAGRAPH) || self.is_heading(at))
        {
            let first = !self.seen_standfirst && !self.seen_paragraph;
            let role = if first && n <= 400 {
                PassageRole::Standfirst
            } else {
                PassageRole::Paragraph
            };
            self.put_piece(role, at);
        }
    }

    /// A piece of the element that holds the text; `text_follows` where it is not the last of running text.
    pub(crate) fn write_body_piece(&mut self, at: usize, text_follows: bool) {
        let piece = &self.pieces[at];
        let text = piece.text.as_str();
        let n = piece.len();
        let seen_paragraph = self.seen_paragraph;
        if piece.has(mw::COMMENTS) {
            return;
        }
        let headline = self.told.headline.as_deref();
        if self.title_at == Some(at) || headline.is_some_and(|h| same_words(h, text)) {
            self.put_piece(PassageRole::Headline, at);
            return;
        }
        if self.title_at.is_some_and(|title| at < title)
            && !wording::ends_sentence(text)
            && n < 60
            && find_dates(text).is_empty()
        {
            // What a site prints over the title is the part of the paper, or a menu.
            if n >= WORTH_KEEPING {
                self.put_piece(PassageRole::Residue, at);
            }
            return;
        }
        if text_follows && self.is_standfirst(at) {
            self.put_piece(PassageRole::Standfirst, at);
            return;
        }
        let body = self.told.body.as_str();
        let told = n > 30 && !body.is_empty() && body.contains(&letters(text));
        if piece.has(mw::BOILERPLATE | mw::BUTTONS) && !told {
            if seen_paragraph && text_follows && n >= WORTH_KEEPING {
                self.put_piece(PassageRole::Residue, at);
            }
            return;
        }
        if !seen_paragraph
            && (!piece.has(mw::PARAGRAPH) || piece.has(mw::STANDFIRST))
            && self.take_summary(at)
            || self.take_figure(at)
        {
            return;
        }
        if n < 200
            && (self.take_day(at) || !(piece.has(mw::PARAGRAPH) && n > 80) && self.take_names(at))
        {
            return;
        }
        if let Some((_, day)) = wording::published_in(text) {
            self.printed
                .get_or_insert(Publication::day(day, DateBasis::Printed, text));
            self.put_piece(PassageRole::Dateline, at);
            return;
        }
        if wording::is_clock(text) && text_follows {
            // Entries of a live page are told apart by their times alone.
            self.put_again(PassageRole::Dateline, at, 0..text.len());
            return;
        }
        if wording::is_residue(text) {
            return;
        }
        // A link with a word before it: "Overview: all that is known".
        let leads_away = piece.link_share() > 0.6 && n < 160 && !wording::ends_sentence(text);
        if wording::is_promotion(text)
            || wording::is_copyright(text)
            || wording::is_paywall(text)
            || leads_away && !told
            || piece.link_share() > 0.8 && !(wording::ends_sentence(text) && n > 60) && !told
        {
            if n >= WORTH_KEEPING && piece.link_share() < 0.8 {
                self.put_piece(PassageRole::Residue, at);
            }
            return;
        }
        let under_title = self.last_is_headline() && !piece.has(mw::PARAGRAPH);
        if under_title && is_line_of_words(piece) && !wording::ends_sentence(text) && text_follows {
            self.put_piece(PassageRole::Standfirst, at);
        } else if wording::is_credit(text) || self.is_source_of_table(at) {
            self.put_piece(PassageRole::Credit, at);
        } else if wording::is_note(text) {
            self.put_piece(PassageRole::Note, at);
        } else if self.is_heading(at) {
            if n <= 200 && text_follows {
                self.put_piece(PassageRole::Heading, at);
            }
        } else if piece.has(mw::STANDFIRST)
            && !seen_paragraph
            && (20..=600).contains(&n)
            && !piece.has(mw::BODY)
        {
            self.put_piece(PassageRole::Standfirst, at);
        } else if piece.has(mw::ITEM) && !told {
            if piece.link_share() < 0.6 && (n >= 25 || wording::ends_sentence(text)) {
                self.put_piece(PassageRole::ListItem, at);
            }
        } else if told
            || piece.has(mw::PARAGRAPH | mw::QUOTE)
            || wording::ends_sentence(text) && n >= 30
            || self.scraps && is_scrap(piece)
            || n >= 120
        {
            self.write_paragraph(at, !seen_paragraph);
        } else if n >= 40 && piece.link_share() < 0.5 {
            self.put_piece(PassageRole::Residue, at);
        }
    }

    /// Whether the piece names the source of the table just above.
    fn is_source_of_table(&self, at: usize) -> bool {
        let text = &self.pieces[at].text;
        let labels = [
            "Source:", "Sources:", "Quelle:", "Quellen:", "Fuente:", "Fonte:", "Kilde:", "Källa:",
            "Bron:",
        ];
        self.parts
            .last()
            .is_some_and(|part| part.part == Some(PassagePart::TableRow))
            && text.len() < 200
            && labels.iter().any(|label| text.starts_with(label))
    }

    /// Whether the piece stands between the title and the line that names authors or day, or the picture: the place
    /// of a standfirst, whatever its element says.
    fn is_standfirst(&self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let other = mw::FIGURE
            | mw::CAPTION
            | mw::CREDIT
            | mw::BYLINE
            | mw::TIME
            | mw::ITEM
            | mw::BOILERPLATE;
        let heads_on = |next: &Piece| {
            !next.has(mw::COMMENTS) && next.has(mw::BYLINE | mw::TIME | mw::CAPTION)
                || wording::byline_words(&next.text).is_some()
                || wording::date_line(&next.text).is_some()
                || next.len() <= 140 && !find_dates(&next.text).is_empty()
                || signature(&next.text).is_some()
        };
        self.title_at.map(|title| title + 1) == Some(at)
            && !self.seen_paragraph
            && !self.seen_standfirst
            && !piece.has(other)
            && (20..=400).contains(&piece.len())
            && piece.link_share() < 0.3
            && piece.text.split_whitespace().count() >= 4
            && find_dateline(&piece.text).is_none()
            && !heads_on(piece)
            && self.pieces.get(at + 1).is_some_and(heads_on)
    }

    fn write_paragraph(&mut self, at: usize, first: bool) {
        let piece = &self.pieces[at];
        let bare = letters(&piece.text);
        if bare.is_empty() {
            return;
        }
        if bare.len() > 40 && self.is_written(&bare) {
            // A summary that repeats the first paragraph is the site's; the paragraph is the article's.
            let text_of = |part: &Part| letters(&self.text[part.range.clone()]);
            let twin = if self.seen_standfirst {
                self.parts
                    .iter()
                    .take(40)
                    .position(|p| p.role == PassageRole::Standfirst && text_of(p) == bare)
            } else {
                None
            };
            let Some(twin) = twin else { return };
            self.parts[twin].role = PassageRole::Residue;
        }
        self.note(&piece.text);
        // Dateline and paragraph stand in one line, as on the page.
        let k = self.put_again(PassageRole::Paragraph, at, 0..piece.text.len());
        if piece.has(mw::QUOTE) {
            self.parts[k].part = Some(PassagePart::BlockQuote);
        }
        if let Some(found) = find_dateline(&piece.text).filter(|_| first) {
            self.dateline = found.place;
            if let Some(agency) = found.agency.filter(|_| self.told.outlet.is_none()) {
                self.agency.get_or_insert(agency);
            }
            self.split_off_dateline(k, at, found.n_bytes, found.text_start);
        }
    }

    /// The page's own summary, printed under the headline.
    fn take_summary(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        if piece.has(mw::CAPTION | mw::CREDIT) || self.seen_standfirst {
            return false;
        }
        let summaries = &self.told.summaries;
        let bare = letters(&piece.text);
        let marked = piece.has(mw::STANDFIRST);
        let is_summary = bare.len() > 20
            && (summaries.contains(&bare) && (marked || !piece.has(mw::BODY))
                || marked && summaries.iter().any(|s| s.starts_with(&bare)));
        is_summary && self.put_piece(PassageRole::Standfirst, at)
    }

    /// A caption or the credit of a picture; other words in a figure are swallowed.
    pub(crate) fn take_figure(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        if piece.has(mw::CREDIT) && piece.has(mw::FIGURE | mw::CAPTION)
            || piece.has(mw::CREDIT) && piece.len() < 120
        {
            self.put_piece(PassageRole::Credit, at);
            return true;
        }
        if piece.has(mw::CAPTION) && !self.is_heading(at) {
            match wording::picture_credit(&piece.text) {
                Some(credit) => {
                    self.put_range(PassageRole::Caption, at, 0..credit);
                    self.put_range(PassageRole::Credit, at, credit..piece.text.len());
                }
                None => {
                    self.put_piece(PassageRole::Caption, at);
                }
            }
            return true;
        }
        match self.place_by_picture(at) {
            Some(place) if place > 0 && looks_like_credit(&piece.text) => {
                self.put_piece(PassageRole::Credit, at);
                return true;
            }
            Some(_) => {
                self.put_piece(PassageRole::Caption, at);
                return true;
            }
            None => {}
        }
        let in_figure = piece.has(mw::FIGURE)
            && self
                .dom
                .ancestors(piece.element)
                .chain([piece.element])
                .any(|id| self.dom.is(id, "figure"));
        in_figure && !is_running_text(piece)
    }

    /// The piece's place, from 0, among the few short ones that a box around a picture holds beside it; `None` where
    /// there is no such box.
    fn place_by_picture(&self, at: usize) -> Option<usize> {
        let piece = &self.pieces[at];
        let dom = self.dom;
        if piece.len() > LONGEST_CAPTION {
            return None;
        }
        let is_box = |id: NodeId| {
            dom.is(id, "td")
                || dom.is(id, "center")
                || marks::own_flags(dom, id) & mw::FIGURE != 0 && !dom.is(id, "figure")
        };
        // A paragraph in a cell is text; one in a box that is named for a picture is its caption.
        let paragraph = piece.has(mw::PARAGRAPH);
        let frame = std::iter::once(piece.element)
            .chain(dom.ancestors(piece.element))
            .take(5)
            .filter(|&id| is_box(id) && !(paragraph && (dom.is(id, "td") || dom.is(id, "center"))))
            .last()?;
        let inside = |k: usize| dom.stands_in(self.pieces[k].element, frame, 8);
        let start = (at.saturating_sub(4)..=at).find(|&k| inside(k))?;
        let n = (start..self.pieces.len())
            .take(6)
            .take_while(|&k| inside(k))
            .count();
        let short = (start..start + n).all(|k| self.pieces[k].len() <= LONGEST_CAPTION);
        let pictured = || dom.elements_in(frame).take(20).any(|id| dom.is(id, "img"));
        (n <= 3 && at < start + n && short && pictured()).then_some(at - start)
    }

    /// A line that prints the day.
    pub(crate) fn take_day(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let n = piece.len();
        if !self.seen_paragraph && n <= 140 && self.take_signature(at) {
            return true;
        }
        let is_line = wording::date_line(&piece.text).is_some() || is_stamp_line(&piece.text);
        if !(is_line || piece.has(mw::TIME) && n <= 120) {
            return false;
        }
        if self.printed.is_none()
            && let Some(day) = day_of_line(&piece.text)
        {
            self.printed = Some(day);
        }
        if is_line || piece.text.chars().any(|c| c.is_ascii_digit()) {
            self.put_piece(PassageRole::Dateline, at);
        }
        true
    }

    /// A line over the running text that gives the day beside other things.
    fn take_signature(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let text = piece.text.as_str();
        if wording::date_line(text).is_some() || wording::ends_sentence(text) {
            return false;
        }
        let printed = |day| Publication::day(day, DateBasis::Printed, text);
        let Some(read) = signature(text) else {
            let day = wording::day_among_bits(text).or_else(|| wording::labelled_day(text));
            let Some(day) = day.filter(|_| !text.to_lowercase().contains("updat")) else {
                return false;
            };
            self.printed.get_or_insert(printed(day));
            if !piece.has(mw::BYLINE) {
                self.put_piece(PassageRole::Dateline, at);
                return true;
            }
            return false;
        };
        if !read.is_update {
            self.printed.get_or_insert(printed(read.date));
        }
        let role = if read.names.is_empty() {
            PassageRole::Dateline
        } else {
            PassageRole::Byline
        };
        self.note_names(read.names, text);
        if self.dateline.is_none() {
            self.dateline = read.place;
        }
        self.put_piece(role, at);
        true
    }

    fn take_names(&mut self, at: usize) -> bool {
        let piece = &self.pieces[at];
        let n = piece.len();
        let by = wording::byline_words(&piece.text);
        if by.is_none() && !(piece.has(mw::BYLINE) && n <= 150) {
            return false;
        }
        if self.printed.is_none()
            && let Some(day) = day_of_line(&piece.text)
        {
            self.printed = Some(day);
        }
        let names = split_names(by.unwrap_or(&piece.text), self.told.outlet.as_deref());
        if names.is_empty() {
            return piece.has(mw::BYLINE) && n <= 60;
        }
        if n <= 150 {
            self.put_piece(PassageRole::Byline, at);
        }
        self.note_names(names, &piece.text);
        true
    }

    /// Notes names of two words or more as authors, with the line that prints them.
    fn note_names(&mut self, names: Vec<String>, line: &str) {
        for name in names {
            if name.contains(' ') && !self.printed_names.iter().any(|(n, _)| *n == name) {
                self.printed_names.push((name, line.to_owned()));
            }
        }
    }
}

/// Whether a short line gives a day with its time of day and is no sentence: `Updated 3 June 2014 - 18:50 4 min read`.
fn is_stamp_line(text: &str) -> bool {
    text.len() <= 100
        && !wording::ends_sentence(text)
        && text.split_whitespace().count() <= 12
        && find_dates(text).iter().any(|found| found.time.is_some())
}

/// Code points, more than which no caption has.
const LONGEST_CAPTION: usize = 400;

/// Whether words below a caption name who made the picture: a few, without the end of a sentence.
fn looks_like_credit(text: &str) -> bool {
    text.split_whitespace().count() <= 8 && !wording::ends_sentence(text)
}

/// Whether a piece right under the title has the looks of a standfirst: some words, no link, no label.
fn is_line_of_words(piece: &Piece) -> bool {
    let other = mw::FIGURE | mw::CAPTION | mw::CREDIT | mw::BYLINE | mw::TIME | mw::USER | mw::ITEM;
    !piece.has(other)
        && piece.n_linked == 0
        && (30..=300).contains(&piece.len())
        && piece.text.split_whitespace().count() >= 5
        && !wording::is_copyright(&piece.text)
        && !wording::is_promotion(&piece.text)
}
