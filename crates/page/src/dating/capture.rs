//! When a page was saved and from where, by what the saving program left in it.

use crate::page_data::PageData;
use crate::stamp::parse_stamp;
use dateline_vocabulary::Moment;
use regex::Regex;
use std::sync::LazyLock;

/// What a saving program tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capture {
    /// When the page was saved.
    pub moment: Option<Moment>,
    /// The address that it was saved from.
    pub url: Option<String>,
}

/// So many bytes from each mark on are looked at.
const REACH: usize = 4096;

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this crate compiles")
}

macro_rules! patterns {
    ($($name:ident = $pattern:literal;)*) => {$(static $name: LazyLock<Regex> = LazyLock::new(|| compile($pattern));)*};
}

patterns! {
    // SingleFile: lines of a comment.
    SINGLE_URL = r"(?m)^\s*url:\s*(https?://\S+)";
    SINGLE_DATE = r"(?m)^\s*saved date:\s*(\S.*?)\s*$";
    // Browsers: `saved from url=(0045)https://…`, the number of characters first.
    SAVED_FROM = r"^saved from url=\(\d{4}\)(https?://[^\s>]+?)\s*-->";
    // Monolith: `Saved from https://… at 2014-06-03T08:15:00Z using monolith`.
    SAVED_USING = r"^Saved from (https?://\S+) at (\S+) using ";
    // Web archives of the Wayback kind.
    ARCHIVED_ON = r"^FILE ARCHIVED ON (\d{1,2}:\d{2}:\d{2}) (\p{L}{3} \d{1,2}, \d{4})";
    REPLAYED = r"/web/(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:[a-z]{2}_|\*)?/(https?:/{1,2}[^\s\x22'<>]+)";
    // HTTrack.
    MIRRORED = r"^Mirrored from (\S+) by HTTrack[^\[\n]{0,60}\[[^\]\n]{0,40}\],\s*([^>\n]{10,60}?)\s*-->";
    // What web archives of that kind and HTTrack leave anywhere on a page, and few others have.
    TRACES = r"FILE ARCHIVED ON|BEGIN WAYBACK TOOLBAR INSERT|Mirrored from ";
    // archive.today and its sisters.
    SNAPSHOT_TIME = r#"datetime=["']?([^"'>]{10,40})"#;
    SNAPSHOT_URL = r#"<input[^>]{0,200}\bname=["']?q["']?[^>]{0,200}\bvalue=["']?(https?://[^"'\s>]+)"#;
}

/// Reads what saving programs leave in a page: in its comments, which the tree does not keep, and in its head.
pub fn capture_of(html: &str, data: &PageData) -> Capture {
    single_file(html)
        .or_else(|| saved_by_browser(html, data))
        .or_else(|| {
            // One look for all: most pages have none of them.
            TRACES.find(html)?;
            web_archive(html).or_else(|| mirror(html))
        })
        .or_else(|| snapshot(html, data))
        .unwrap_or_default()
}

/// The text from each place on where a comment begins with the words.
fn comments<'h>(html: &'h str, words: &'h str) -> impl Iterator<Item = &'h str> {
    html.match_indices(words)
        .filter(|(at, _)| html[..*at].trim_end().ends_with("<!--"))
        .map(|(at, _)| reach(&html[at..]))
        .take(8)
}

fn reach(text: &str) -> &str {
    let mut end = text.len().min(REACH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn moment(written: &str, evidence: String) -> Option<Moment> {
    Some(Moment {
        at: parse_stamp(written)?.to_iso(),
        evidence,
    })
}

fn single_file(html: &str) -> Option<Capture> {
    let comment = comments(reach(html), "Page saved with SingleFile").next()?;
    let comment = comment.split("-->").next()?;
    let date = SINGLE_DATE.captures(comment);
    Some(Capture {
        moment: date.and_then(|c| moment(&c[1], format!("SingleFile saved date: {}", &c[1]))),
        url: SINGLE_URL.captures(comment).map(|c| c[1].to_owned()),
    })
}

fn saved_by_browser(html: &str, data: &PageData) -> Option<Capture> {
    let head = reach(html);
    if let Some(c) = comments(head, "saved from url=").find_map(|c| SAVED_FROM.captures(c)) {
        return Some(Capture {
            moment: None,
            url: Some(c[1].to_owned()),
        });
    }
    if let Some(c) = comments(head, "Saved from http").find_map(|c| SAVED_USING.captures(c)) {
        return Some(Capture {
            moment: moment(&c[2], format!("saved from {} at {}", &c[1], &c[2])),
            url: Some(c[1].to_owned()),
        });
    }
    let (name, date) = data.named(&["savepage-date"])?;
    Some(Capture {
        moment: moment(date, format!("meta {name} {date}")),
        url: data.meta(&["savepage-url"]).map(str::to_owned),
    })
}

fn web_archive(html: &str) -> Option<Capture> {
    let told = comments(html, "FILE ARCHIVED ON").find_map(|c| ARCHIVED_ON.captures(c));
    let bar = html.find("BEGIN WAYBACK TOOLBAR INSERT");
    let replayed = bar.and_then(|at| REPLAYED.captures(reach(&html[at..])));
    let url = replayed.as_ref().map(|c| c[7].to_owned());
    let moment = match (&told, &replayed) {
        (Some(c), _) => moment(
            &format!("{} {}", &c[2], &c[1]),
            format!("file archived on {} {}", &c[1], &c[2]),
        ),
        (None, Some(c)) => moment(
            &format!(
                "{}-{}-{} {}:{}:{}",
                &c[1], &c[2], &c[3], &c[4], &c[5], &c[6]
            ),
            format!(
                "web archive's toolbar {}{}{}{}{}{}",
                &c[1], &c[2], &c[3], &c[4], &c[5], &c[6]
            ),
        ),
        (None, None) => return None,
    };
    Some(Capture { moment, url })
}

fn mirror(html: &str) -> Option<Capture> {
    let c = comments(html, "Mirrored from ").find_map(|c| MIRRORED.captures(c))?;
    let from = &c[1];
    Some(Capture {
        moment: moment(&c[2], format!("mirrored by HTTrack {}", &c[2])),
        url: Some(if from.contains("://") {
            from.to_owned()
        } else {
            format!("http://{from}")
        }),
    })
}

/// Pages of archive.today name the archive as their own address, and begin with a bar that names the original.
fn snapshot(html: &str, data: &PageData) -> Option<Capture> {
    let own = data.meta(&["og:url"]).or(data.canonical.as_deref())?;
    let host = own.split("://").nth(1)?.split('/').next()?;
    let is_archive = host
        .strip_prefix("archive.")
        .is_some_and(|end| ["today", "is", "ph", "li", "fo", "md", "vn"].contains(&end));
    if !is_archive {
        return None;
    }
    let bar = reach(&html[html.find("id=\"HEADER\"")?..]);
    let time = SNAPSHOT_TIME.captures(bar);
    Some(Capture {
        moment: time.and_then(|c| moment(&c[1], format!("web archive's head {}", &c[1]))),
        url: SNAPSHOT_URL.captures(bar).map(|c| c[1].to_owned()),
    })
}

/// The address that an archive's address of a page stands for: `https://archive.example/web/20140603081500/http://…`.
pub fn original_address(url: &str) -> &str {
    match REPLAYED.captures(url).and_then(|c| c.get(7)) {
        Some(original) => original.as_str(),
        None => url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::ROOT;
    use crate::parse_html::parse_html;

    #[test]
    fn reads_what_saving_programs_leave() {
        let cases = [
            (
                "<html><!--\n Page saved with SingleFile \n url: https://alder.example/bridge \n saved date: Tue Jun 03 2014 21:05:33 GMT+0200 (Central European Summer Time)\n-->",
                Some("2014-06-03T21:05:33+02:00"),
                Some("https://alder.example/bridge"),
            ),
            (
                "<!-- saved from url=(0028)https://alder.example/bridge -->\n<html>",
                None,
                Some("https://alder.example/bridge"),
            ),
            (
                "<!-- Saved from https://alder.example/bridge at 2014-06-03T08:15:00Z using monolith v2 -->",
                Some("2014-06-03T08:15:00Z"),
                Some("https://alder.example/bridge"),
            ),
            (
                "<body><!-- BEGIN WAYBACK TOOLBAR INSERT --><a href=\"/web/20140603123456*/http://alder.example/bridge\">4 captures</a>",
                Some("2014-06-03T12:34:56"),
                Some("http://alder.example/bridge"),
            ),
            (
                "</html>\n<!--\n     FILE ARCHIVED ON 12:34:56 Jun 03, 2014 AND RETRIEVED FROM THE\n     ARCHIVE ON 10:00:00 Mar 01, 2020.",
                Some("2014-06-03T12:34:56"),
                None,
            ),
            (
                "<html>\n<!-- Mirrored from alder.example/bridge.html by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 03 Jun 2014 08:15:00 GMT -->",
                Some("2014-06-03T08:15:00Z"),
                Some("http://alder.example/bridge.html"),
            ),
            (
                "<meta property=og:url content=https://archive.ph/AbCdE><body><div id=\"HEADER\"><form><input type=text name=q value=\"http://alder.example/bridge\"></form><time datetime=\"2014-06-03T08:15:00Z\">3 Jun</time></div>",
                Some("2014-06-03T08:15:00Z"),
                Some("http://alder.example/bridge"),
            ),
            // Words of an article are no mark.
            ("<p>FILE ARCHIVED ON 12:34:56 Jun 03, 2014", None, None),
            (
                "<p>saved from url=(0028)https://alder.example/bridge -->",
                None,
                None,
            ),
        ];
        for (html, at, url) in cases {
            let (dom, _) = parse_html(html);
            let found = capture_of(html, &PageData::of(&dom, &dom.elements(ROOT)));
            assert_eq!(found.moment.map(|m| m.at).as_deref(), at, "{html}");
            assert_eq!(found.url.as_deref(), url, "{html}");
        }
        assert_eq!(
            original_address(
                "https://archive.example/web/20140603081500id_/http://alder.example/a"
            ),
            "http://alder.example/a"
        );
        assert_eq!(
            original_address("http://alder.example/a"),
            "http://alder.example/a"
        );
    }
}
