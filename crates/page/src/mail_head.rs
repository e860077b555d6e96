//! The head of a mail that somebody saved as text: who wrote, when, on what.

use crate::stamp::parse_stamp;
use crate::wording::mail_field;
use jiff::civil::Date;
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
    /// The line that gives the day, and the day.
    pub sent: Option<(Range<usize>, Date)>,
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
                        head.sent = parse_stamp(&bare[value])
                            .map(|stamp| (at..at + bare.len(), stamp.date));
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
    use jiff::civil::date;

    #[test]
    fn reads_the_head_of_a_mail() {
        let text = "From: \"Ann Lee\" <ann@alder.example>\nTo: list\nDate: Tue, 3 Jun 2014 07:00:00 +0200\nSubject: [alder-news] Re: Bridge falls\n\nText\n";
        let head = mail_head(text).expect("a head");
        assert_eq!(head.from, "Ann Lee");
        assert_eq!(&text[head.subject.expect("a subject")], "Bridge falls");
        assert_eq!(head.sent.map(|(_, d)| d), Some(date(2014, 6, 3)));
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
}
