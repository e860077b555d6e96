//! What Markdown adds to a text page: headings by `#`, and front matter.

use crate::printed_date::parse_stamp;
use jiff::civil::Date;
use std::ops::Range;

/// The block of keys between two `---` lines at the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// Bytes of the block with both its fences.
    pub n_bytes: usize,
    /// Where the title is, without its quotes.
    pub title: Option<Range<usize>>,
    /// Day of publication, and the line that gives it.
    pub published: Option<(Date, String)>,
    /// Authors as written, perhaps several in one.
    pub authors: Vec<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Language.
    pub language: Option<String>,
}

/// Reads the front matter at the top of `text`, if there is any.
pub fn front_matter(text: &str) -> Option<FrontMatter> {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next()?;
    if fence.trim_end() != "---" {
        return None;
    }
    let mut front = FrontMatter::default();
    let mut at = fence.len();
    let mut key = String::new();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            front.n_bytes = at + line.len();
            return Some(front);
        }
        let item = line.trim().strip_prefix("- ");
        let value = match (item, line.split_once(':')) {
            (Some(item), _) => item,
            (None, Some((name, value)))
                if name
                    .chars()
                    .all(|c| c.is_alphanumeric() || " _-".contains(c)) =>
            {
                key = name.trim().to_lowercase();
                value
            }
            // Front matter holds keys and lists; anything else is a page that opens with a rule.
            (None, _) if line.trim().is_empty() || line.starts_with([' ', '\t', '#']) => "",
            _ => return None,
        };
        let value = value.trim().trim_matches(['"', '\'', '[', ']']).trim();
        if !value.is_empty() {
            let start = at + line.find(value)?;
            take_key(&mut front, &key, value, start, line.trim());
        }
        at += line.len();
    }
    None
}

fn take_key(front: &mut FrontMatter, key: &str, value: &str, start: usize, line: &str) {
    match key {
        "title" | "headline" => front.title = Some(start..start + value.len()),
        "date" | "published" | "publication date" | "publication_date" | "datepublished"
        | "pubdate" | "publish_date" => {
            front.published = parse_stamp(value).map(|stamp| (stamp.date, line.to_owned()));
        }
        "author" | "authors" | "byline" | "by" => front.authors.push(value.to_owned()),
        "outlet" | "publisher" | "site" | "sitename" | "site_name" | "hostname" | "publication"
        | "source" => {
            if value.starts_with("http") {
                front.url.get_or_insert(value.to_owned());
            } else {
                front.outlet.get_or_insert(value.to_owned());
            }
        }
        "url" | "link" | "canonical" | "canonical_url" | "source_url" => {
            front.url = Some(value.to_owned())
        }
        "lang" | "language" => front.language = Some(value.to_owned()),
        _ => {}
    }
}

/// The number of `#` that make the line a heading; 0 where it is none.
pub fn heading_level(line: &str) -> usize {
    let level = line.bytes().take_while(|&b| b == b'#').count();
    let spaced = line[level..].starts_with(' ') && !line[level..].trim().is_empty();
    if (1..=6).contains(&level) && spaced {
        level
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn reads_keys() {
        let text = "---\ntitle: \"Bridge falls\"\ndate: 2014-06-03\nauthors:\n  - Ann Lee\n  - Bo Ek\nurl: https://alder.example/1\noutlet: Alder Post\n---\nText\n";
        let front = front_matter(text).expect("front matter");
        assert_eq!(&text[front.title.expect("a title")], "Bridge falls");
        assert_eq!(front.published.map(|(d, _)| d), Some(date(2014, 6, 3)));
        assert_eq!(front.authors, ["Ann Lee", "Bo Ek"]);
        assert_eq!(front.outlet.as_deref(), Some("Alder Post"));
        assert_eq!(&text[front.n_bytes..], "Text\n");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert_eq!(front_matter("---\nThe bridge fell.\n---\n"), None);
        assert_eq!(front_matter("---\ntitle: a\n"), None);
        assert_eq!(front_matter("Text\n---\n"), None);
    }

    #[test]
    fn headings_need_a_blank() {
        assert_eq!(
            [
                heading_level("# A"),
                heading_level("### A"),
                heading_level("#tag"),
                heading_level("A # b")
            ],
            [1, 3, 0, 0]
        );
    }
}
