//! Pages that somebody scraped into plain text or Markdown: title, day, paragraphs, comments and layout
//! words one after another, with nothing but the words and the line ends to tell them apart.

use crate::byline::split_names;
use crate::dateline::find_dateline;
use crate::dating::{Label, days_of_line, two_readings};
use crate::mail_head::{MailHead, mail_head};
use crate::markdown::{self, FrontMatter};
use crate::naming::{heads_statement, names_outlet, without_legal_form};
use crate::part::{Part, residue_between};
use crate::signature::signature;
use crate::text_comments::{comment_region, read_comments};
use crate::text_lines::{TextLine, lines, unwrap};
use crate::text_masthead::{TextMasthead, find_masthead, is_capitals, is_title_like};
use crate::wording;
use dateline_vocabulary::{DateBasis, Moment, PassageRole, Publication};
use std::ops::Range;

/// What was read from a text page.
#[derive(Debug, Default)]
pub struct TextReading {
    /// Blocks, residue included.
    pub parts: Vec<Part>,
    /// The title.
    pub headline: Option<String>,
    /// Authors and agencies.
    pub bylines: Vec<String>,
    /// Place.
    pub dateline: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day.
    pub published: Option<Publication>,
    /// Language.
    pub language: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Last change.
    pub updated: Option<Moment>,
}

/// Reads a text page; with `markdown`, front matter, headings and lists are taken as such.
pub fn read_text(text: &str, markdown: bool) -> TextReading {
    let mut page = TextPage {
        text,
        markdown,
        reading: TextReading::default(),
        outlet_hint: None,
    };
    let body_from =
        match markdown::front_matter(text).filter(|_| markdown || text.starts_with("---")) {
            Some(front) => page.take_front_matter(front),
            None => mail_head(text).map_or(0, |head| page.take_mail_head(head)),
        };
    let all = lines(text, body_from);
    let region = comment_region(text, &all);
    let n_body = region.as_ref().map_or(all.len(), |r| r.start);
    let body = unwrap(text, all[..n_body].to_vec());
    let masthead = find_masthead(text, &body).filter(|_| page.reading.outlet.is_none());
    let n_head = page.read_head(&body, masthead.as_ref());
    page.read_body(&body, n_head);
    if let Some(region) = region {
        let comments = read_comments(text, &all, &region);
        let shift = page.reading.parts.len();
        page.reading
            .parts
            .extend(comments.into_iter().map(|mut part| {
                part.reply_to = part.reply_to.map(|to| to + shift);
                part
            }));
    }
    let mut reading = page.reading;
    reading.outlet = reading.outlet.or(page.outlet_hint);
    reading.parts.extend(residue_between(text, &reading.parts));
    reading
}

struct TextPage<'t> {
    text: &'t str,
    markdown: bool,
    reading: TextReading,
    /// An outlet told less plainly than by a footer: used where nothing better comes.
    outlet_hint: Option<String>,
}

impl TextPage<'_> {
    fn push(&mut self, role: PassageRole, range: Range<usize>) {
        self.reading.parts.push(Part::new(role, range));
    }

    fn take_front_matter(&mut self, front: FrontMatter) -> usize {
        let names: Vec<String> = front
            .authors
            .iter()
            .flat_map(|a| split_names(a, front.outlet.as_deref()))
            .collect();
        self.reading.bylines = names;
        self.reading.outlet = front.outlet;
        self.reading.language = front.language;
        self.reading.url = front.url;
        self.reading.published = front
            .published
            .map(|(day, line)| Publication::day(day, DateBasis::Metadata, line));
        if let Some(title) = front.title {
            let again = self.text[front.n_bytes..]
                .lines()
                .any(|line| same_words(line.trim_start_matches('#'), &self.text[title.clone()]));
            self.reading.headline = Some(self.text[title.clone()].to_owned());
            if !again {
                self.push(PassageRole::Headline, title);
            }
        }
        front.n_bytes
    }

    fn take_mail_head(&mut self, head: MailHead) -> usize {
        // A paper's letter comes from the paper.
        if names_outlet(&head.from) || head.from.starts_with("The ") {
            self.reading.outlet = Some(head.from.clone());
        } else {
            self.reading.bylines = split_names(&head.from, None);
        }
        if let Some(subject) = head.subject {
            self.reading.headline = Some(self.text[subject.clone()].to_owned());
            self.push(PassageRole::Headline, subject);
        }
        if let Some((line, stamp)) = head.sent {
            let mut published =
                Publication::day(stamp.date, DateBasis::Printed, &self.text[line.clone()]);
            published.at = stamp.time.map(|_| stamp.to_iso());
            self.reading.published = Some(published);
            self.push(PassageRole::Dateline, line);
        }
        if let Some(line) = head.from_line.filter(|_| !self.reading.bylines.is_empty()) {
            self.push(PassageRole::Byline, line);
        }
        head.n_bytes
    }

    /// The line's words and where they are, without the signs of a list or a heading, and the heading's level.
    fn bare(&self, line: &TextLine) -> (Range<usize>, usize) {
        let words = &self.text[line.range.clone()];
        let level = if self.markdown {
            markdown::heading_level(words)
        } else {
            0
        };
        if level == 0 {
            let range = line.content();
            return (
                if self.markdown {
                    markdown::unmarked(self.text, range)
                } else {
                    range
                },
                0,
            );
        }
        let start =
            line.range.start + level + (words[level..].len() - words[level..].trim_start().len());
        let end = line.range.start + words.trim_end_matches(['#', ' ']).len();
        (start..end.max(start), level)
    }

    fn set_day(&mut self, line: &str, date: jiff::civil::Date) {
        let known = self
            .reading
            .published
            .as_ref()
            .is_some_and(|p| p.basis == DateBasis::Metadata);
        if !known {
            let mut published = Publication::day(date, DateBasis::Printed, line);
            let told = days_of_line(line);
            let told = told.into_iter().find(|day| day.stamp.date == date);
            published.at = told
                .filter(|day| day.stamp.time.is_some())
                .map(|day| day.stamp.to_iso());
            self.reading.published = Some(published);
        }
    }

    fn take_date_line(&mut self, range: Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let Some(found) = wording::date_line(line) else {
            return false;
        };
        let day = found.published.map(|(date, _)| date);
        if let Some(date) = day.filter(|_| self.reading.published.is_none()) {
            self.set_day(line, date);
        }
        self.take_change(line);
        if day.is_none()
            && self.reading.published.is_none()
            && let Some(published) = two_readings(line)
        {
            self.reading.published = Some(published);
        }
        self.push(PassageRole::Dateline, range);
        true
    }

    /// The last change that a line tells of.
    fn take_change(&mut self, line: &str) {
        let mut days = days_of_line(line).into_iter();
        let change = days.find(|day| day.label == Label::Update);
        if let Some(day) = change.filter(|_| self.reading.updated.is_none()) {
            self.reading.updated = Some(Moment {
                at: day.stamp.to_iso(),
                evidence: line.to_owned(),
            });
        }
    }

    /// A line of the head that gives the day beside other things: who, for whom, where, a reference, a price.
    fn take_signature(&mut self, range: Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let Some(read) = signature(line) else {
            let day = wording::day_among_bits(line).or_else(|| wording::labelled_day(line));
            let Some(day) = day.filter(|_| !wording::ends_sentence(line)) else {
                return false;
            };
            if self.reading.published.is_none() {
                self.set_day(line, day);
            }
            self.push(PassageRole::Dateline, range);
            return true;
        };
        if !read.is_update && self.reading.published.is_none() {
            self.set_day(line, read.date);
        }
        for name in &read.names {
            if !self.reading.bylines.contains(name) {
                self.reading.bylines.push(name.clone());
            }
        }
        if let Some(outlet) = read.outlet {
            self.reading.outlet.get_or_insert(outlet);
        }
        if self.reading.dateline.is_none() {
            self.reading.dateline = read.place;
        }
        let role = if read.names.is_empty() {
            PassageRole::Dateline
        } else {
            PassageRole::Byline
        };
        self.push(role, range);
        true
    }

    /// A line such as `Source: The Alder Post, 3 June 2014`.
    fn take_source(&mut self, range: Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let Some(value) = wording::source_field(line) else {
            return false;
        };
        let source = markdown::source(value);
        if source.outlet.is_none() && source.url.is_none() {
            return false;
        }
        if let Some(outlet) = source.outlet {
            self.reading.outlet.get_or_insert(outlet);
        }
        if let Some(url) = source.url {
            self.reading.url.get_or_insert(url);
        }
        if let Some(day) = source.day
            && self.reading.published.is_none()
        {
            self.set_day(line, day);
        }
        self.push(PassageRole::Credit, range);
        true
    }

    fn take_byline(&mut self, range: Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let Some(names) = wording::byline_words(line) else {
            return false;
        };
        let names = split_names(names, self.reading.outlet.as_deref());
        if names.is_empty() {
            return false;
        }
        for name in names {
            if !self.reading.bylines.contains(&name) {
                self.reading.bylines.push(name);
            }
        }
        self.push(PassageRole::Byline, range);
        true
    }

    fn take_caption(&mut self, range: Range<usize>) -> bool {
        let Some(credit) = wording::picture_credit(&self.text[range.clone()]) else {
            return false;
        };
        self.push(PassageRole::Caption, range.start..range.start + credit);
        self.push(PassageRole::Credit, range.start + credit..range.end);
        true
    }

    /// Reads the lines before the running text; gives their number.
    fn read_head(&mut self, body: &[TextLine], masthead: Option<&TextMasthead>) -> usize {
        if let Some(masthead) = masthead {
            self.reading.outlet = Some(masthead.outlet.clone());
        }
        let mut first_candidate = true;
        for (k, line) in body.iter().enumerate() {
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
            {
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
            } else if self.take_date_line(range.clone())
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

    /// A line between byline and text with nothing but the agency that the text's dateline names.
    fn is_agency_line(&self, body: &[TextLine], k: usize) -> bool {
        let (words, next) = (body[k].words(self.text), body.get(k + 1));
        !self.reading.bylines.is_empty()
            && words.chars().count() <= 40
            && next
                .and_then(|line| find_dateline(line.words(self.text)))
                .and_then(|found| found.agency)
                .is_some_and(|agency| same_words(&agency, words))
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
        let told = |line: &TextLine| {
            let (range, _) = self.bare(line);
            let words = &self.text[range];
            wording::date_line(words).is_some()
                || signature(words).is_some()
                || is_capitals(words) && words.contains(' ')
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
                .take_while(|line| line.words(self.text).chars().count() <= 320)
                .any(told)
    }

    fn read_body(&mut self, body: &[TextLine], n_head: usize) {
        let mut seen_paragraph = false;
        // Behind credits or rights, only whole sentences are still the article's.
        let mut over = false;
        for k in n_head..body.len() {
            let line = &body[k];
            let (range, level) = self.bare(line);
            let words = &self.text[range.clone()];
            if wording::is_residue(words)
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
                        || is_topics(words));
            } else if wording::is_filing(words) || wording::is_slug(words) {
                self.push(PassageRole::Residue, line.range.clone());
                over |= seen_paragraph;
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
            } else if wording::is_credit(words) {
                self.push(PassageRole::Credit, range);
                over = true;
            } else if wording::is_note(words) {
                self.hint_outlet(words);
                self.push(PassageRole::Note, range);
            } else if wording::is_promotion(words) {
                self.push(PassageRole::Residue, range);
            } else if self.take_date_line(range.clone())
                || !over && self.take_caption(range.clone())
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
            } else {
                self.hint_outlet(words);
                self.take_paragraph(range, !seen_paragraph);
                seen_paragraph = true;
            }
        }
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
        if first && let Some(found) = find_dateline(words) {
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
            let next = next.words(self.text);
            next.chars().count() >= 40 && wording::ends_sentence(next)
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

/// Whether the line heads a list of what the article is about.
fn is_topics(line: &str) -> bool {
    ["topics", "tags", "keywords", "categories"]
        .contains(&line.to_lowercase().trim_end_matches(':'))
}

/// Whether two lines say the same, whatever their quotes, blanks and case.
pub fn same_words(a: &str, b: &str) -> bool {
    let bare = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    let (a, b) = (bare(a), bare(b));
    !a.is_empty() && a == b
}
