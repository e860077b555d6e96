//! Lines of a text page that are a label and its value: `BYLINE: Ann Lee`, `Length: 512 words`, `Link: https://…`.
//!
//! Databases of newspapers export articles with such lines above and below the text; feeds and press offices write
//! them too. Only known labels count: `Paris: a city waits` is a headline.

use crate::naming::is_name_like;
use crate::printed_date::find_dates;
use crate::text_form::TextPage;
use crate::wording;
use dateline_vocabulary::PassageRole;
use std::ops::Range;

/// What a line of this kind tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Headline,
    /// Who wrote.
    Byline,
    /// The day.
    Day,
    /// The place.
    Dateline,
    /// The lines under the title.
    Standfirst,
    /// The address.
    Address,
    /// The outlet.
    Outlet,
    /// What the picture shows.
    Caption,
    /// Nothing that a page has a place for.
    Other,
}

const KINDS: &[(Field, &str)] = &[
    (Field::Headline, "title|headline|hd"),
    (
        Field::Byline,
        "byline|author|authors|reporter|writer|correspondent|by-line",
    ),
    (
        Field::Day,
        "date|published|publication date|pubdate|broadcast|aired|issued|release date|posted|date published",
    ),
    (Field::Dateline, "dateline"),
    (
        Field::Standfirst,
        "highlight|standfirst|subheadline|subtitle",
    ),
    (Field::Address, "link|url|permalink|guid|web address"),
    (Field::Outlet, "newspaper|publication name|source name"),
    (Field::Caption, "graphic"),
    (
        Field::Other,
        "section|length|word count|load-date|load date|language|publication-type|publication type|document-type|\
         document type|journal-code|journal code|document|document id|accession number|isbn|issn|edition|page|pages|\
         body|category|categories|contact|contacts|media contact|press contact|phone|telephone|tel|fax|mobile|email|\
         e-mail|website|web|twitter|slug|keywords|subject|subjects|organization|organizations|industry|ticker|\
         geographic|geographic terms|acc-no|distribution|series|column|type|retrieved|retrieved from|accessed|saved|\
         copyright|database|record number|reading time|comments|ref|reference|tags",
    ),
];

/// Labels that only an archive's export has: such a line is none of the article's wherever it stands.
const OF_ARCHIVES: &str = "byline|length|word count|load-date|load date|publication-type|publication type|document-type|document type|\
     journal-code|journal code|accession number|acc-no|graphic|record number|dateline|highlight";

fn is_one_of(list: &str, label: &str) -> bool {
    list.split('|').any(|known| known == label)
}

/// What the line is labelled as, and where its value starts.
pub fn field(line: &str) -> Option<(Field, usize)> {
    let colon = line.as_bytes().iter().take(40).position(|&b| b == b':')?;
    let label = line[..colon].trim().to_lowercase();
    let (kind, _) = KINDS.iter().find(|(_, labels)| is_one_of(labels, &label))?;
    let rest = &line[colon + 1..];
    Some((*kind, colon + 1 + (rest.len() - rest.trim_start().len())))
}

/// Whether the line is a field of an archive's export: `LOAD-DATE: March 4, 2011`, `Length: 512 words`.
pub fn is_of_archive(line: &str) -> bool {
    let Some((label, value)) = line.split_once(':') else {
        return false;
    };
    let label_is_shouted = label.chars().all(|c| !c.is_lowercase()) && label.len() >= 4;
    let label = label.trim().to_lowercase();
    let value = value.trim();
    let counts_words = value
        .split_once(' ')
        .is_some_and(|(n, unit)| n.bytes().all(|b| b.is_ascii_digit()) && unit == "words");
    match label.as_str() {
        "length" | "word count" => counts_words || value.bytes().all(|b| b.is_ascii_digit()),
        "language" | "subject" | "section" | "organization" | "geographic" | "industry"
        | "person" | "ticker" | "company" => label_is_shouted,
        label => is_one_of(OF_ARCHIVES, label) && (label_is_shouted || label.contains(['-', ' '])),
    }
}

impl TextPage<'_> {
    /// A line of the head that is a known label and its value.
    pub(crate) fn take_field(&mut self, range: Range<usize>) -> bool {
        let line = &self.text[range.clone()];
        let Some((kind, at)) = field(line) else {
            return false;
        };
        let value = line[at..].trim();
        let role = match kind {
            // A label alone on its line heads what follows.
            _ if value.is_empty() => PassageRole::Residue,
            Field::Headline if self.reading.headline.is_none() => {
                self.reading.headline = Some(value.to_owned());
                self.push(PassageRole::Headline, range.start + at..range.end);
                return true;
            }
            Field::Byline => {
                return self.take_names(value, range.clone()) || {
                    self.push(PassageRole::Residue, range);
                    true
                };
            }
            Field::Day => {
                let Some(day) = find_dates(value).into_iter().next() else {
                    return false;
                };
                if wording::ends_sentence(line) && value.split_whitespace().count() > 6 {
                    return false;
                }
                if self.reading.published.is_none() {
                    self.set_day(line, day.date);
                }
                PassageRole::Dateline
            }
            Field::Dateline if is_name_like(value, 6) => {
                self.reading.dateline = Some(value.to_owned());
                PassageRole::Dateline
            }
            Field::Standfirst => {
                self.push(PassageRole::Standfirst, range.start + at..range.end);
                return true;
            }
            Field::Address => {
                if value.starts_with("http") {
                    self.reading.url.get_or_insert(value.to_owned());
                }
                PassageRole::Residue
            }
            Field::Outlet if is_name_like(value, 6) => {
                self.reading.outlet.get_or_insert(value.to_owned());
                PassageRole::Credit
            }
            _ if wording::ends_sentence(line) && value.split_whitespace().count() > 8 => {
                return false;
            }
            _ => PassageRole::Residue,
        };
        self.push(role, range);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_labels_only() {
        assert_eq!(field("BYLINE: Ann Lee"), Some((Field::Byline, 8)));
        assert_eq!(field("Author: Ann Lee"), Some((Field::Byline, 8)));
        assert_eq!(field("Length: 512 words"), Some((Field::Other, 8)));
        for line in ["Paris: a city waits", "The length: 3 km", "é: a", "Author"] {
            assert_eq!(field(line), None, "{line}");
        }
    }

    #[test]
    fn fields_of_an_archive_are_told_from_sentences() {
        for line in [
            "LOAD-DATE: March 4, 2011",
            "Load-Date: March 4, 2011",
            "LENGTH: 512 words",
            "Length: 512 words",
            "LANGUAGE: ENGLISH",
            "GRAPHIC: A raft",
        ] {
            assert!(is_of_archive(line), "{line}");
        }
        for line in [
            "Length: it is too long, she said.",
            "Language: a barrier",
            "Graphic: how the lock works",
            "Load",
        ] {
            assert!(!is_of_archive(line), "{line}");
        }
    }
}
