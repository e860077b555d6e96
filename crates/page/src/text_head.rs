//! The head of a text page: everything before its running text.

use crate::byline::split_names;
use crate::dateline::find_dateline;
use crate::markdown;
use crate::naming::{heads_statement, is_kind_of_paper, is_name_like, names_outlet};
use crate::signature::signature;
use crate::text_fields::{Field, field};
use crate::text_form::{TextPage, plain_words, same_words};
use crate::text_lines::TextLine;
use crate::text_masthead::{TextMasthead, is_capitals, is_title_like};
use crate::text_title::{is_address, title_below};
use crate::wording;
use dateline_vocabulary::PassageRole;

impl TextPage<'_> {
    /// Reads the lines before the running text; gives their number.
    pub(crate) fn read_head(
        &mut self,
        body: &[TextLine],
        masthead: Option<&TextMasthead>,
    ) -> usize {
        if let Some(masthead) = masthead {
            self.reading.outlet = Some(masthead.outlet.clone());
        }
        let mut first_candidate = true;
        let n_above = self.lines_above_title(body);
        for line in &body[..n_above] {
            let words = line.words(self.text);
            self.is_release |= is_kind_of_paper(words);
            if self.outlet_hint.is_none() && names_outlet(words) && is_name_like(words, 5) {
                self.outlet_hint = Some(words.to_owned());
            }
            if is_address(words) {
                self.reading.url.get_or_insert_with(|| words.to_owned());
            }
            if !self.take_field(line.content()) {
                self.push(PassageRole::Residue, line.range.clone());
            }
        }
        for (k, line) in body.iter().enumerate().skip(n_above) {
            let (range, level) = self.bare(line);
            let words = &self.text[range.clone()];
            let title = masthead
                .and_then(|m| m.title.as_ref())
                .filter(|(at, _)| *at == k);
            if masthead.is_some_and(|m| m.name_lines.contains(&k))
                || wording::is_residue(words)
                || wording::is_copyright(words)
                || wording::is_menu(words)
                || wording::is_slug(words)
                || level == 0 && self.reading.headline.is_none() && is_kind_of_paper(words)
                || self.markdown && !words.starts_with('!') && markdown::is_link_alone(words)
            {
                self.is_release |= is_kind_of_paper(words);
                self.push(PassageRole::Residue, line.range.clone());
            } else if let Some((_, title)) =
                title.filter(|_| first_candidate && self.reading.headline.is_none())
            {
                self.reading.headline = Some(self.text[title.clone()].to_owned());
                self.push(PassageRole::Headline, title.clone());
                first_candidate = false;
            } else if self
                .reading
                .headline
                .as_deref()
                .is_some_and(|h| same_words(h, words))
            {
                let seen = self
                    .reading
                    .parts
                    .iter()
                    .any(|p| p.role == PassageRole::Headline);
                self.push(
                    if seen {
                        PassageRole::Residue
                    } else {
                        PassageRole::Headline
                    },
                    range,
                );
                first_candidate = false;
            } else if self.take_field(range.clone())
                || self.take_date_line(range.clone())
                || level == 0 && self.take_signature(range.clone())
                || self.take_byline(range.clone())
                || self.take_source(range.clone())
                || self.take_caption(range.clone())
                || level == 0 && self.take_capitals(body, k, masthead)
            {
            } else if self.is_agency_line(body, k) {
                self.push(PassageRole::Byline, range);
            } else if self.reading.headline.is_none()
                && first_candidate
                && (level == 1 || self.is_headline(body, k, words, line))
            {
                self.reading.headline = Some(words.to_owned());
                self.push(PassageRole::Headline, range);
                first_candidate = false;
            } else if self.reading.headline.is_some()
                && level == 0
                && self.is_standfirst(body, k, words)
            {
                self.push(PassageRole::Standfirst, range);
            } else {
                return k;
            }
        }
        body.len()
    }

    /// How many lines stand above the title, where something else tells the title: a Markdown heading of the first
    /// level, the subject of the mail and the front matter, which the text says again, or the text itself.
    fn lines_above_title(&self, body: &[TextLine]) -> usize {
        let is_prose = |line: &&TextLine| {
            line.words(self.text).chars().count() >= 90
                && wording::ends_sentence(line.words(self.text))
        };
        let n_head = body
            .iter()
            .take(30)
            .take_while(|line| !is_prose(line))
            .count();
        let is_title = |line: &TextLine| {
            let (range, level) = self.bare(line);
            match &self.reading.headline {
                Some(title) => same_words(title, &self.text[range]),
                None => level == 1,
            }
        };
        let at = (body[..n_head].iter().position(is_title))
            .or_else(|| title_below(self.text, body).filter(|_| self.reading.headline.is_none()))
            .unwrap_or(0);
        let tells = |line: &TextLine| {
            let words = plain_words(&self.text[self.bare(line).0]);
            wording::date_line(&words).is_some()
                || wording::byline_words(&words).is_some()
                || wording::source_field(&words).is_some()
                || signature(&words).is_some()
        };
        if body[..at].iter().any(tells) { 0 } else { at }
    }

    /// A line between byline and text with nothing but the agency that the text's dateline names.
    fn is_agency_line(&self, body: &[TextLine], k: usize) -> bool {
        let (words, next) = (body[k].words(self.text), body.get(k + 1));
        let dateline = next.and_then(|line| find_dateline(line.words(self.text)));
        let names_agency = dateline
            .as_ref()
            .and_then(|found| found.agency.as_deref())
            .is_some_and(|agency| same_words(agency, words));
        let below_byline = self
            .reading
            .parts
            .last()
            .is_some_and(|part| part.role == PassageRole::Byline);
        !self.reading.bylines.is_empty()
            && words.chars().count() <= 40
            && (names_agency || dateline.is_some() && below_byline && is_name_like(words, 4))
    }

    /// A line of capitals that is no title: the place under a letterhead, or, between headline and text, the name of
    /// the writer and the place.
    fn take_capitals(
        &mut self,
        body: &[TextLine],
        k: usize,
        masthead: Option<&TextMasthead>,
    ) -> bool {
        let words = |k: usize| body[k].words(self.text);
        if !is_capitals(words(k)) {
            return false;
        }
        let is_text = |k: usize| words(k).chars().count() >= 60 && wording::ends_sentence(words(k));
        if self.reading.headline.is_none() {
            let letterhead = masthead.is_some_and(|m| m.is_body);
            let title_follows =
                (k + 1..body.len().min(k + 6)).any(|j| is_title_like(words(j)) && !is_text(j));
            let no_place = heads_statement(words(k)) || self.reading.dateline.is_some();
            if letterhead && title_follows && !no_place && !names_outlet(words(k)) {
                self.reading.dateline = Some(words(k).to_owned());
                self.push(PassageRole::Dateline, body[k].content());
                return true;
            }
            return false;
        }
        let run = (k..body.len())
            .take_while(|&j| is_capitals(words(j)))
            .count();
        let before_text = body.len() > k + run && is_text(k + run);
        if !before_text || run > 2 {
            return false;
        }
        let name = words(k);
        let (n_words, range) = (name.split_whitespace().count(), body[k].content());
        if run == 2 && (2..=4).contains(&n_words) {
            for name in split_names(name, self.reading.outlet.as_deref()) {
                self.reading.bylines.push(name);
            }
            self.push(PassageRole::Byline, range);
            return true;
        }
        let named = !self.reading.bylines.is_empty();
        if run == 1 && named && body[k + 1].n_blank_before == 0 {
            self.reading.dateline = Some(name.to_owned());
            self.push(PassageRole::Dateline, range);
            return true;
        }
        false
    }

    /// A first line that is short, no sentence, and has running text somewhere behind it.
    fn is_headline(&self, body: &[TextLine], k: usize, words: &str, line: &TextLine) -> bool {
        let n_chars = words.chars().count();
        let shout = words.ends_with('!') || words.ends_with('?');
        let initials = words.len() >= 4
            && words.ends_with('.')
            && words[..words.len() - 1]
                .rsplit([' ', '.'])
                .next()
                .is_some_and(|w| w.chars().count() == 1);
        let open = !wording::ends_sentence(words)
            || shout
            || initials
            || words.ends_with('…')
            || words.ends_with("...");
        let quoted = wording::ends_sentence(words)
            && words.ends_with(['’', '\'', '”', '"'])
            && n_chars < 120;
        line.n_mark == 0
            && (4..=220).contains(&n_chars)
            && (open || quoted)
            && !words.ends_with([',', ';', ':'])
            && find_dateline(words).is_none()
            && body[k + 1..]
                .iter()
                .any(|next| next.words(self.text).chars().count() >= 60.max(n_chars / 2))
    }

    /// A line between the headline and a day, a byline or a dateline.
    fn is_standfirst(&self, body: &[TextLine], k: usize, words: &str) -> bool {
        let n_chars = words.chars().count();
        let already = self
            .reading
            .parts
            .iter()
            .take(20)
            .filter(|p| p.role == PassageRole::Standfirst)
            .count();
        // Below a whole paragraph, capitals are a heading.
        let is_prose = n_chars > 120 && wording::ends_sentence(words);
        let told = |line: &TextLine| {
            let (range, _) = self.bare(line);
            let words = &plain_words(&self.text[range])[..];
            wording::date_line(words).is_some()
                || signature(words).is_some()
                || find_dateline(words).is_some() && !self.is_transcript
                || matches!(field(words), Some((Field::Byline | Field::Day, _)))
                || is_capitals(words) && words.contains(' ') && !is_prose
                || wording::byline_words(words).is_some_and(|n| !split_names(n, None).is_empty())
        };
        // A day over the headline tells nothing of what follows it.
        let no_paragraph_yet = !self
            .reading
            .parts
            .iter()
            .take(40)
            .skip_while(|p| p.role != PassageRole::Headline)
            .any(|p| matches!(p.role, PassageRole::Dateline | PassageRole::Byline));
        already < 2
            && n_chars <= 320
            && no_paragraph_yet
            && body[k + 1..]
                .iter()
                .take(2)
                .take_while(|line| {
                    line.words(self.text).chars().count() <= 320
                        || find_dateline(line.words(self.text)).is_some()
                })
                .any(told)
    }
}
