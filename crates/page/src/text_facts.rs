//! Lines of a text page that tell a fact of it: the day, who wrote, where it comes from, who took the picture.

use crate::byline::split_names;
use crate::dating::{Label, days_of_line, two_readings};
use crate::markdown;
use crate::naming::is_name_like;
use crate::signature::signature;
use crate::text_captions::caption_line;
use crate::text_form::{TextPage, plain_words};
use crate::wording;
use dateline_vocabulary::{DateBasis, Moment, PassageRole, Publication};
use std::ops::Range;

impl TextPage<'_> {
    pub(crate) fn set_day(&mut self, line: &str, date: jiff::civil::Date) {
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

    pub(crate) fn take_date_line(&mut self, range: Range<usize>) -> bool {
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
    pub(crate) fn take_signature(&mut self, range: Range<usize>) -> bool {
        let line = &plain_words(&self.text[range.clone()])[..];
        if wording::source_field(line).is_some() {
            return false;
        }
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
    pub(crate) fn take_source(&mut self, range: Range<usize>) -> bool {
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

    pub(crate) fn take_byline(&mut self, range: Range<usize>) -> bool {
        let line = plain_words(&self.text[range.clone()]);
        let Some(names) = wording::byline_words(&line).or_else(|| name_with_post(&line)) else {
            return false;
        };
        self.take_names(names, range)
    }

    /// The names of a byline, label left out; `false` where there are none.
    pub(crate) fn take_names(&mut self, names: &str, range: Range<usize>) -> bool {
        let names = split_names(names, self.reading.outlet.as_deref());
        if names.is_empty() {
            return false;
        }
        // A letter has a sender and, over each article, its writer.
        if let Some(sender) = self.sender.take() {
            self.reading.bylines.clear();
            self.outlet_hint.get_or_insert(sender);
        }
        for name in names {
            if !self.reading.bylines.contains(&name) {
                self.reading.bylines.push(name);
            }
        }
        self.push(PassageRole::Byline, range);
        true
    }

    pub(crate) fn take_caption(&mut self, range: Range<usize>) -> bool {
        if let Some(words) = markdown::image_words(&self.text[range.clone()]) {
            if self.text[range.start + words.start..range.start + words.end]
                .split_whitespace()
                .count()
                < 3
            {
                return false;
            }
            self.push(
                PassageRole::Caption,
                range.start + words.start..range.start + words.end,
            );
            return true;
        }
        let Some(read) = caption_line(&self.text[range.clone()]) else {
            return false;
        };
        let at = |part: Range<usize>| range.start + part.start..range.start + part.end;
        if let Some(caption) = read.caption {
            self.push(PassageRole::Caption, at(caption));
        }
        if let Some(credit) = read.credit {
            self.push(PassageRole::Credit, at(credit));
        }
        true
    }
}

/// `Ann Lee, Court Reporter`, `di Ann Lee`: the name.
fn name_with_post(line: &str) -> Option<&str> {
    let small = ["di ", "von ", "par ", "por ", "door ", "av ", "af "];
    if let Some(name) = small.iter().find_map(|by| line.strip_prefix(by)) {
        let n_words = name.split_whitespace().count();
        return ((2..=4).contains(&n_words) && is_name_like(name, 4)).then_some(name);
    }
    let (name, post) = line.split_once(", ")?;
    let last = post.split_whitespace().next_back()?.to_lowercase();
    let is_post = [
        "reporter",
        "correspondent",
        "writer",
        "editor",
        "columnist",
        "contributor",
    ]
    .contains(&last.as_str());
    let n_words = name.split_whitespace().count();
    (is_post
        && post.split_whitespace().count() <= 4
        && (2..=4).contains(&n_words)
        && is_name_like(name, 4))
    .then_some(name)
}
