//! What Markdown adds to a text page: headings by `#`, and front matter.

use crate::naming::{is_name_like, names_outlet};
use crate::printed_date::find_dates;
use crate::stamp::parse_stamp;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

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

/// Whether a text that nobody calls Markdown is: it opens with a heading of the first level, and has deeper ones or
/// links in Markdown's form too.
pub fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let opens = lines.by_ref().take(6).any(|line| heading_level(line) == 1);
    opens
        && lines
            .take(2000)
            .any(|line| heading_level(line) > 1 || line.contains("](") && LINK.is_match(line))
}

static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,500})[^()]{0,200}\)|<(https?://[^<>\s]{1,500})>|(https?://[^\s<>()*]{4,500})")
        .expect("a pattern of this crate compiles")
});

/// The bytes of a line without the mark of a quotation before it and signs of emphasis around the whole of it.
pub fn unmarked(text: &str, range: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (range.start, range.end);
    while let Some(rest) = text[start..end].strip_prefix('>') {
        start = end - rest.trim_start().len();
    }
    for mark in ["***", "**", "__", "*", "_"] {
        let inner = text[start..end]
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner
            && !inner.is_empty()
            && !inner.contains(['*', '_'])
            && inner.trim() == inner
        {
            start += mark.len();
            end = start + inner.len();
        }
    }
    start..end
}

/// Whether the line is one link and nothing else, or an image.
pub fn is_link_alone(line: &str) -> bool {
    let line = line.trim().trim_start_matches('!');
    LINK.find(line)
        .is_some_and(|link| link.start() == 0 && link.end() == line.len())
}

/// The line without its links and their words, and how many links it has.
pub fn without_links(line: &str) -> (String, usize) {
    let n_links = LINK.find_iter(line).count();
    (LINK.replace_all(line, "").into_owned(), n_links)
}

/// The line with the words of its links in the place of the links: `By [Ann Lee](/ann)` as `By Ann Lee`.
pub fn with_link_words(line: &str) -> String {
    LINK.replace_all(line, "$1").into_owned()
}

/// Where the words are that stand for an image, in a line that is an image and nothing else.
pub fn image_words(line: &str) -> Option<Range<usize>> {
    let link = LINK.captures(line.strip_prefix('!')?)?;
    let (whole, words) = (link.get(0)?, link.get(1)?);
    (whole.start() == 0 && whole.end() + 1 == line.len())
        .then(|| words.start() + 1..words.end() + 1)
}

/// What a clipping's line on its source tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The outlet.
    pub outlet: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The day.
    pub day: Option<Date>,
}

/// Reads the value of such a line: a link, a name, a day.
pub fn source(value: &str) -> Source {
    let value = value.trim().trim_matches(['*', '_']);
    let link = LINK.captures(value);
    let part = |k: usize| link.as_ref().and_then(|c| c.get(k)).map(|m| m.as_str());
    let url = part(2)
        .or(part(3))
        .or(part(4))
        .filter(|url| url.starts_with("http"))
        .map(str::to_owned);
    let days = find_dates(value);
    let before_day = days.first().map_or(value, |d| &value[..d.range.start]);
    let name = part(1).unwrap_or_else(|| LINK.split(before_day).next().unwrap_or(""));
    let name = name
        .split([',', ';', '|', '('])
        .next()
        .unwrap_or("")
        .trim_matches(|c: char| !c.is_alphanumeric());
    let linked = part(1).is_some();
    let outlet = (names_outlet(name) || linked && is_name_like(name, 5)).then(|| name.to_owned());
    Source {
        outlet,
        url,
        day: days.first().map(|d| d.date),
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
    fn marks_and_sources() {
        for (line, bare) in [
            ("*Ann Lee, 3 June*", "Ann Lee, 3 June"),
            ("> *So* he said", "*So* he said"),
            ("**A** and **B**", "**A** and **B**"),
            ("2 * 3", "2 * 3"),
        ] {
            assert_eq!(&line[unmarked(line, 0..line.len())], bare, "{line}");
        }
        assert!(is_link_alone("[Back](index.html)") && !is_link_alone("See [here](a) for more"));
        let read = source("[The Alder Post](https://alder.example/1), 3 June 2014");
        assert_eq!(read.outlet.as_deref(), Some("The Alder Post"));
        assert_eq!(read.url.as_deref(), Some("https://alder.example/1"));
        assert_eq!(read.day, Some(date(2014, 6, 3)));
        assert_eq!(source("a senior official").outlet, None);
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
