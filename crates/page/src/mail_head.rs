//! The head of a mail that a page came in, or that somebody saved as text: who wrote, when, on what.

use crate::Page;
use crate::byline::same_outlet;
use crate::naming::is_section;
use crate::stamp::{Stamp, parse_stamp};
use crate::text_form::same_words;
use crate::wording::mail_field;
use dateline_vocabulary::{DateBasis, Moment, Publication};
use std::ops::Range;

/// What the head of a mail tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailHead {
    /// Bytes of the head, the blank line behind it not included.
    pub n_bytes: usize,
    /// The writer as written, without the address.
    pub from: String,
    /// Where the writer stands in the text.
    pub from_line: Option<Range<usize>>,
    /// Where the subject stands, without the list's name and "Re:".
    pub subject: Option<Range<usize>>,
    /// The line that gives the day, and the day with its time.
    pub sent: Option<(Range<usize>, Stamp)>,
}

/// Reads the head of a mail at the top of `text`: two fields or more, one of them the subject.
pub fn mail_head(text: &str) -> Option<MailHead> {
    let mut head = MailHead::default();
    let (mut at, mut n_fields) = (0, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.is_empty() && n_fields == 0 {
            at += line.len();
            continue;
        }
        let folded = n_fields > 0 && line.starts_with([' ', '\t']) && !bare.is_empty();
        match mail_field(bare) {
            Some((name, value)) => {
                n_fields += 1;
                let range = at + value.start..at + value.end;
                match name {
                    "From" => {
                        head.from = writer(&bare[value]);
                        head.from_line = Some(at..at + bare.len());
                    }
                    "Subject" => head.subject = Some(without_marks(text, range)),
                    "Date" | "Sent" => {
                        head.sent =
                            parse_stamp(&bare[value]).map(|stamp| (at..at + bare.len(), stamp));
                    }
                    _ => {}
                }
            }
            None if folded => {}
            None => break,
        }
        at += line.len();
    }
    head.n_bytes = at;
    (n_fields >= 2 && head.subject.is_some()).then_some(head)
}

/// Puts what the head of the mail tells into the page that came in it: the day always, title and outlet where the page
/// itself names none. An address names nobody.
pub fn apply_mail(page: &mut Page, mail: &crate::MailHead) {
    if let Some(written) = mail.date.as_deref()
        && let Some(stamp) = parse_stamp(written)
    {
        let mut published = Publication::day(
            stamp.date,
            DateBasis::Metadata,
            format!("mail head Date {written}"),
        );
        published.at = stamp.time.map(|_| stamp.to_iso());
        let own = page.published.from.zip(page.published.evidence.take());
        if let Some((day, evidence)) = own.filter(|(day, _)| *day != stamp.date) {
            let at = page.published.at.take().unwrap_or_else(|| day.to_string());
            published.contradicting.push(Moment { at, evidence });
        }
        let others = std::mem::take(&mut page.published.contradicting);
        let others = others
            .into_iter()
            .filter(|m| m.at.get(..10) != Some(&*stamp.date.to_string()));
        published.contradicting.extend(others);
        page.published = published;
    }
    let from = mail.from.as_deref().map(writer).unwrap_or_default();
    if page.outlet.is_none() && !from.is_empty() {
        page.outlet = Some(from.clone());
        page.evidence.outlet = Some(format!("mail head From {from}"));
    }
    page.bylines.retain(|name| {
        !name.contains('@')
            && (from.is_empty() || !page.outlet.as_deref().is_some_and(|o| same_outlet(o, name)))
    });
    if page.bylines.is_empty() {
        page.evidence.bylines = None;
    }
    let Some(subject) = mail.subject.as_deref() else {
        return;
    };
    let subject = &subject[without_marks(subject, 0..subject.len())];
    let is_generic = page.headline.as_deref().is_none_or(|title| {
        is_section(title)
            || title.to_lowercase().contains("newsletter")
            || page
                .outlet
                .as_deref()
                .is_some_and(|o| same_outlet(o, title) || same_words(o, title))
            || page.evidence.headline.as_deref() == Some("title element")
    });
    if is_generic && !subject.trim().is_empty() {
        page.headline = Some(subject.trim().to_owned());
        page.evidence.headline = Some("mail head Subject".to_owned());
    }
}

/// `"Ann Lee" <ann@alder.example>` and `ann@alder.example (Ann Lee)` as the name alone.
fn writer(from: &str) -> String {
    let inside = from
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'))
        .map(|(name, _)| name);
    let before = from.split('<').next().unwrap_or("");
    let name = inside.unwrap_or(before).trim().trim_matches('"').trim();
    if name.contains('@') {
        String::new()
    } else {
        name.to_owned()
    }
}

/// The subject without `[list]`, `Re:` and `Fwd:` before it.
fn without_marks(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    loop {
        let rest = &text[start..range.end];
        let list = rest
            .strip_prefix('[')
            .and_then(|r| r.split_once(']'))
            .map(|(_, tail)| tail);
        let answer = ["Re:", "RE:", "Fwd:", "FWD:", "Fw:", "FW:"]
            .iter()
            .find_map(|mark| rest.strip_prefix(mark));
        match list.or(answer).map(str::trim_start) {
            Some(tail) if !tail.is_empty() => start = range.end - tail.len(),
            _ => return start..range.end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, read_page};

    #[test]
    fn reads_the_head_of_a_mail() {
        let text = "From: \"Ann Lee\" <ann@alder.example>\nTo: list\nDate: Tue, 3 Jun 2014 07:00:00 +0200\nSubject: [alder-news] Re: Bridge falls\n\nText\n";
        let head = mail_head(text).expect("a head");
        assert_eq!(head.from, "Ann Lee");
        assert_eq!(&text[head.subject.expect("a subject")], "Bridge falls");
        assert_eq!(
            head.sent.map(|(_, stamp)| stamp.to_iso()).as_deref(),
            Some("2014-06-03T07:00:00+02:00")
        );
        assert_eq!(&text[head.n_bytes..], "\nText\n");
        for none in [
            "From: here to there\nThe bridge",
            "Subject: rain\n",
            "Date: 3 June 2014\nThe bridge",
            "",
        ] {
            assert_eq!(mail_head(none), None, "{none}");
        }
    }

    #[test]
    fn the_mail_tells_what_the_page_does_not() {
        let mail = crate::MailHead {
            from: Some("The Alder Letter <letter@alder.example>".to_owned()),
            subject: Some("Fwd: Bridge falls".to_owned()),
            date: Some("2014-06-04T00:15:00+02:00".to_owned()),
        };
        let given = Given {
            mail: Some(mail),
            media_type: Some("text/html"),
            ..Given::default()
        };
        let text =
            "<p>Both gates of the lock stayed shut on Monday, the harbour master said in a notice.";
        let bare = read_page(
            format!("<title>Newsletter</title>{text}").as_bytes(),
            &given,
        );
        assert_eq!(bare.headline.as_deref(), Some("Bridge falls"));
        assert_eq!(bare.evidence.headline.as_deref(), Some("mail head Subject"));
        assert_eq!(bare.outlet.as_deref(), Some("The Alder Letter"));
        assert_eq!(
            bare.published.at.as_deref(),
            Some("2014-06-04T00:15:00+02:00")
        );
        assert_eq!(bare.bylines, [""; 0]);
        let full = format!(
            "<meta property=og:site_name content=Lantern><meta property=article:published_time content=2014-06-01><h1>Gates shut</h1>{text}"
        );
        let full = read_page(full.as_bytes(), &given);
        assert_eq!(full.headline.as_deref(), Some("Gates shut"));
        assert_eq!(full.outlet.as_deref(), Some("Lantern"));
        let other: Vec<&str> = full
            .published
            .contradicting
            .iter()
            .map(|m| m.at.as_str())
            .collect();
        assert_eq!(other, ["2014-06-01"]);
    }
}
