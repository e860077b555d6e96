//! The running text of a text page, and what stands between and behind its paragraphs.

use crate::dateline::find_dateline;
use crate::naming::without_legal_form;
use crate::part::Part;
use crate::printed_date::find_dates;
use crate::text_fields::is_of_archive;
use crate::text_form::{TextPage, same_words};
use crate::text_lines::TextLine;
use crate::text_marks::{heading_words, is_about, is_end_mark, is_topics, is_whole, names_someone};
use crate::text_rough::is_site_speaking;
use crate::{markdown, wording};
use dateline_vocabulary::{PassagePart, PassageRole};
use std::ops::Range;

impl TextPage<'_> {
    pub(crate) fn read_body(&mut self, body: &[TextLine], n_head: usize) {
        let mut seen_paragraph = false;
        // Behind credits or rights, only whole sentences are still the article's.
        let mut over = false;
        let mut over_for_good = false;
        let mut seen_unquoted = false;
        for k in n_head..body.len() {
            let line = &body[k];
            let (range, level) = self.bare(line);
            let words = &self.text[range.clone()];
            // A press office ends with a word on itself.
            over_for_good |=
                self.is_release && seen_paragraph && body.len() - k <= 6 && is_about(words);
            if !over_for_good && !over && self.take_table_row(range.clone()) {
                seen_paragraph = true;
            } else if over_for_good
                || wording::is_residue(words)
                || is_of_archive(words)
                || is_end_mark(words)
                || self
                    .reading
                    .headline
                    .as_deref()
                    .is_some_and(|h| same_words(h, words))
            {
                self.push(PassageRole::Residue, line.range.clone());
                over |= seen_paragraph
                    && (words.chars().all(|c| !c.is_alphabetic())
                        && words.chars().any(|c| c.is_ascii_digit())
                        || wording::leads_on(words)
                        || is_of_archive(words)
                        || is_end_mark(words)
                        || self.sender.is_some() && words.chars().all(|c| c == '-')
                        || is_topics(words));
            } else if wording::is_filing(words) && !is_whole(words) {
                self.push(PassageRole::Residue, line.range.clone());
                over |= seen_paragraph;
            } else if wording::is_slug(words) {
                self.push(PassageRole::Residue, line.range.clone());
            } else if self.names_where_it_appeared(words) {
                self.push(PassageRole::Residue, range);
                over = true;
            } else if (!seen_paragraph || k + 3 >= body.len()) && self.take_source(range.clone()) {
            } else if let Some((outlet, date)) = wording::published_in(words) {
                self.reading.outlet.get_or_insert(outlet);
                if self.reading.published.is_none() {
                    self.set_day(words, date);
                }
                self.push(PassageRole::Dateline, range);
                over = true;
            } else if wording::is_copyright(words) {
                if let Some(owner) = wording::copyright_owner(words)
                    && let Some(owner) = without_legal_form(&owner)
                {
                    self.reading.outlet.get_or_insert(owner.to_owned());
                }
                self.push(PassageRole::Residue, range);
                over = true;
            } else if wording::is_credit(words) && (!is_whole(words) || names_someone(words)) {
                self.push(PassageRole::Credit, range);
                over = true;
            } else if wording::is_note(words) {
                self.hint_outlet(words);
                self.push(PassageRole::Note, range);
            } else if wording::leads_on(heading_words(words))
                && (level > 0
                    || heading_words(words).len() < words.len()
                    || seen_paragraph && self.heads_titles(body, k))
            {
                self.push(PassageRole::Residue, line.range.clone());
                over |= seen_paragraph;
            } else if wording::is_promotion(words) && !is_whole(words)
                || self.is_rough && is_site_speaking(words)
            {
                self.push(PassageRole::Residue, range);
            } else if self.take_date_line(range.clone())
                || !over && self.take_caption_in_text(body, k, n_head)
            {
            } else if over && !(wording::ends_sentence(words) && words.chars().count() >= 60)
                || self.markdown && markdown::is_link_alone(words)
                || seen_paragraph && self.is_tail(body, k)
            {
                self.push(PassageRole::Residue, line.range.clone());
            } else if level > 0 {
                self.push(PassageRole::Heading, range);
            } else if line.n_mark > 0 {
                seen_paragraph |= wording::ends_sentence(words);
                let bare_word = !words.contains(' ') && words.contains(['-', '_']);
                self.push(
                    if bare_word {
                        PassageRole::Residue
                    } else {
                        PassageRole::ListItem
                    },
                    range,
                );
            } else if (seen_paragraph || self.reading.headline.is_some())
                && self.is_heading(body, k, words)
            {
                self.push(PassageRole::Heading, range);
            } else if self.is_rough && words.chars().count() < 70 && !wording::ends_sentence(words)
            {
                self.push(PassageRole::Residue, range);
            } else {
                self.hint_outlet(words);
                self.take_paragraph(range, !seen_paragraph);
                // A clipping may quote the whole article; then the mark tells nothing.
                let is_quoted = self.markdown && self.text[line.range.clone()].starts_with('>');
                if is_quoted
                    && seen_unquoted
                    && let Some(part) = self.reading.parts.last_mut()
                {
                    part.part = Some(PassagePart::BlockQuote);
                }
                seen_unquoted |= !is_quoted;
                seen_paragraph = true;
            }
        }
    }

    /// A caption; where only the credit stands in the line, the caption may stand in the line above: the two close
    /// together and apart from what precedes them, or the upper one no sentence.
    fn take_caption_in_text(&mut self, body: &[TextLine], k: usize, n_head: usize) -> bool {
        let line = &body[k];
        let n_before = self.reading.parts.len();
        if !self.take_caption(self.bare(line).0) {
            return false;
        }
        let alone = self.reading.parts.len() == n_before + 1
            && self.reading.parts[n_before].role == PassageRole::Credit;
        if !alone || k == n_head || line.n_blank_before > 0 {
            return true;
        }
        let above = &body[k - 1];
        let words = above.words(self.text);
        let is_apart = above.n_blank_before > 0 || !wording::ends_sentence(words);
        if let Some(part) = n_before
            .checked_sub(1)
            .map(|last| &mut self.reading.parts[last])
            && part.range.end == above.range.end
            && matches!(part.role, PassageRole::Paragraph | PassageRole::Heading)
            && is_apart
            && words.chars().count() <= 300
            && above.n_mark == 0
        {
            part.role = PassageRole::Caption;
        }
        true
    }

    /// Whether two lines and more follow that are no sentences: titles of other articles, in a list or not.
    fn heads_titles(&self, body: &[TextLine], k: usize) -> bool {
        let is_title = |line: &&TextLine| {
            let words = line.words(self.text);
            words.chars().count() <= 110 && !wording::ends_sentence(words)
        };
        !wording::ends_sentence(body[k].words(self.text))
            && body[k + 1..].iter().take(2).filter(is_title).count() == 2
    }

    /// A row of a Markdown table, without the bars around it; the rule below its head is none.
    fn take_table_row(&mut self, range: Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let inner = line
            .strip_prefix('|')
            .and_then(|rest| rest.strip_suffix('|'));
        let Some(inner) = inner.filter(|inner| self.markdown && inner.contains('|')) else {
            return false;
        };
        let start = range.start + 1 + (inner.len() - inner.trim_start().len());
        let mut part = Part::new(PassageRole::Paragraph, start..start + inner.trim().len());
        if inner.chars().any(char::is_alphanumeric) {
            part.part = Some(PassagePart::TableRow);
        } else {
            (part.role, part.range) = (PassageRole::Residue, range);
        }
        self.reading.parts.push(part);
        true
    }

    /// Whether the line says that the headline was published in some outlet, and nothing else.
    fn names_where_it_appeared(&mut self, words: &str) -> bool {
        let Some(outlet) = wording::appeared_in(words) else {
            return false;
        };
        let repeats = self
            .reading
            .headline
            .as_deref()
            .is_some_and(|h| words.starts_with(h));
        if repeats {
            self.reading.outlet.get_or_insert(outlet.to_owned());
        } else if self.outlet_hint.is_none() {
            self.outlet_hint = Some(outlet.to_owned());
        }
        repeats
    }

    /// Whether from this line on nothing but short lines stand that end no sentence: a signature, an address.
    fn is_tail(&self, body: &[TextLine], k: usize) -> bool {
        body.len() - k <= 6
            && body[k..].iter().all(|line| {
                let words = line.words(self.text);
                let lower = |w: &&str| w.starts_with(char::is_lowercase);
                words.chars().count() <= 70
                    && !wording::ends_sentence(words)
                    && line.n_mark == 0
                    && words.split_whitespace().filter(lower).count() * 2
                        <= words.split_whitespace().count()
            })
    }

    fn hint_outlet(&mut self, words: &str) {
        if self.outlet_hint.is_none() {
            self.outlet_hint = wording::self_named_outlet(words);
        }
    }

    fn take_paragraph(&mut self, range: Range<usize>, first: bool) {
        let words = &self.text[range.clone()];
        if first
            && !self.is_transcript
            && let Some(found) = find_dateline(words)
        {
            let told = &words[..found.n_bytes];
            if let [day] = find_dates(told).as_slice()
                && self.reading.published.is_none()
            {
                self.set_day(told, day.date);
            }
            self.reading.dateline = found.place;
            if let Some(agency) = found.agency {
                self.reading.outlet.get_or_insert(agency);
            }
            self.push(
                PassageRole::Dateline,
                range.start..range.start + found.n_bytes,
            );
            self.push(
                PassageRole::Paragraph,
                range.start + found.text_start..range.end,
            );
        } else {
            self.push(PassageRole::Paragraph, range);
        }
    }

    /// A short line that is no sentence, with a paragraph behind it.
    fn is_heading(&self, body: &[TextLine], k: usize, words: &str) -> bool {
        let n_words = words.split_whitespace().count();
        let next_is_text = body.get(k + 1).is_some_and(|next| {
            let words = next.words(self.text);
            let opens_list = next.n_mark > 0 && body.get(k + 2).is_some_and(|item| item.n_mark > 0);
            opens_list || words.chars().count() >= 40 && wording::ends_sentence(words)
        });
        words.chars().count() <= 80
            && n_words <= 12
            && !wording::ends_sentence(words)
            && !words.ends_with([',', '-', '–', '—', '"', '”'])
            && words
                .chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric() || "‘“'\"¿¡".contains(c))
            && next_is_text
    }
}
