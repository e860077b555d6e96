//! Lines of a text page that belong to its site, its mail or its sheet of paper and never to the article: rows of a
//! menu, running heads and page numbers, lists of link targets, the sender's small print.
//!
//! They are taken out before head and body are read, so that none of them is taken for a title or stands between a
//! title and its text. What is taken out is residue.

use crate::markdown;
use crate::naming::names_outlet;
use crate::text_lines::TextLine;
use crate::text_menus::{LINK_NUMBER, is_menu_entry, is_menu_row, items};
use crate::wording::{self, ends_sentence};
use regex::{Regex, RegexSet};
use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! patterns {
    ($($name:ident = $pattern:literal;)*) => {
        $(static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a pattern of this crate compiles"));)*
    };
}

patterns! {
    SMALL_PRINT = r"(?i)^(?:\W*)(?:you(?:[’']re| are)? (?:are )?(?:receiv(?:ed?|ing)|getting) this (?:e-?mail|message|newsletter|letter)\b|(?:to )?unsubscribe\b.{0,60}(?:\bhere\b|list|https?:|click|e-?mail|$)|to unsubscribe\b|(?:trouble|problems?|having trouble|can[’']t) (?:reading|viewing|seeing|read|view|see) this\b|view (?:this|it|the) ?(?:e-?mail|message|newsletter|issue)?.{0,20}in (?:your|a|the) (?:web )?browser|(?:manage|update|change) (?:your )?(?:e-?mail |subscription |mail )?(?:preferences|settings|subscription)\b|(?:was this (?:e-?mail|letter) )?forward(?:ed)? (?:this (?:e-?mail )?)?to (?:a friend|you)\b|support (?:our|us|my) (?:work|on)\b.{0,60}$|(?:this (?:site|website|page) uses|we use|by using this site.{0,40}) cookies\b|accept (?:all|cookies)|reject all|manage (?:cookies|preferences|consent)|cookie (?:settings|policy|preferences)|(?:want|would you like) to comment\?|(?:log ?in|sign ?in) or (?:register|subscribe|sign up|create an account)|contact us (?:at|on|by|via)\b|(?:e-?mail|write to|contact|reach) (?:us|the (?:author|editor|newsdesk|reporter|writer)) at \S+@|like loading|(?:proudly )?powered by \p{L}+|blog at \p{L}+|(?:wordpress )?theme:? |continue reading$|end of (?:content|document)$|final edition$|(?:\p{L}+ )?(?:first|final|late|early|city|national|metro|morning|evening|home) edition$|follow us on\b)";
    // Not before a sentence: "Posted in the window was a list."
    POSTED = r"^(?:Posted|Filed|Tagged|Categorised|Categorized)(?: (?:in|under|with|as))? (?:\p{Lu}|\p{Ll}[\p{L} ]*(?:,|\||$)).{0,200}$";
    PAGE_NUMBER = r"(?i)^(?:[-–—\[(]\s?\d{1,4}\s?[-–—\])]|page \d{1,4}(?: ?(?:of|/) ?\d{1,4})?|\d{1,4} ?(?:/|of) ?\d{1,4}|\(?continued (?:on|from) (?:page|p\.?) ?\w{1,4}\)?|\(?please turn to page \w{1,4}\)?)\.?$";
    ARROWS = r"^(?:[←⟵⇐◀]|(?:«|<<?|‹)\s?(?:Previous|Older|Prev|Back)\b)|(?:[→⟶⇒]|\b(?:Next|Newer)(?: \p{L}+)?\s?(?:»|>>?|›))$";
    TAGS = r"^(?:[#@][\p{L}\d_]+[\s,]*)+$";
    COUNTS = r"(?i)^[^\p{L}\d]*\d[\d.,]*\s?[km]?\s*(?:views?|edited|shares?|likes?|forwards?|retweets?|comments?|[\s·•|,\d:.km]|[^\p{L}\d\s])*$";
    GO_THERE = r"(?i)^\W*(?:subscribe|join|follow|read|watch|listen|full story|more|source code|download|donate|support|click|register|sign up|see)\b[^.!?]{0,60}?[:…→-]?\s*(?:https?://\S+|t\.me/\S+|www\.\S+|@\w+)$";
    LINKED_LINE = r"^\S.{0,200}?\s\(?<?https?://[^\s)>]+[)>]?$";
    LINK_TARGET = r"^\s*(?:\[?\d{1,4}[.\]]\s*)?(?:https?|mailto|file|ftp|javascript):\S+$";
    OWN_POST = r"^The post .{3,200} (?:first appeared|appeared first|appeared) on (.{2,60}?)\.?$";
    FORWARDED = r"^Forwarded (?:from|message from):? (\p{Lu}.{1,60})$";
    OF_ITS_KIND = r"(?i)^(?:(?:full |rush |edited )?transcript|this is a rush transcript\b.{0,200}|also (?:in|on|from) [\p{L} ]{2,20}: .{3,150})$|^#\[\d|^(?:\[button\]\s*)+$|^i?frame: \S+$|^advertisements?\s?[-–—:|]\s?.{0,40}$|\b(?:reach|e-?mail|contact|follow) (?:him|her|them|me|the (?:author|writer|reporter)) (?:at|on|via) \S*@\S+$";
    SEARCH = r"(?i)^search(?: (?:the|this|our))?(?: [\p{L}’']+){0,2}(?:…|\.\.\.)?$";
    PHOTO_SLUG = r"^(?:\p{Lu}{2,4} )?(?:Photos?|Graphics?|Video) [A-Z]{2,}[\dA-Z, -]{2,}\.?$|^[A-Z]{2,4}-[A-Z]{2}-\d\d-\d\d-\d\d \d{4}[A-Z]{3}$|^\(PROFILE\b.{0,200}\)$|^[A-Z]{2}-[A-Z][\w.]*--?[\w’'&.]+(?:[-, ]+(?:\d+(?:st|nd|rd|th)?|[A-Z]\w*))*$";
}

/// How many lines at either end of a page are searched for furniture; no article comes near twice as many.
const N_SEARCHED: usize = 5_000;

/// All patterns of single lines in one: most lines match none, and one search tells it.
static ANY: LazyLock<RegexSet> = LazyLock::new(|| {
    let all = [
        &SMALL_PRINT,
        &POSTED,
        &PAGE_NUMBER,
        &ARROWS,
        &TAGS,
        &COUNTS,
        &GO_THERE,
        &OWN_POST,
        &FORWARDED,
        &OF_ITS_KIND,
        &PHOTO_SLUG,
    ];
    RegexSet::new(all.map(|pattern| pattern.as_str())).expect("patterns of this crate compile")
});

/// Whether a line says by its words alone that it is none of the article's.
pub fn is_furniture(line: &str, markdown: bool) -> bool {
    let is_table_row = markdown && line.starts_with('|') && line.ends_with('|');
    if line.len() > 500 || is_table_row {
        return false;
    }
    if !ANY.is_match(line) && !line.contains("http") && !line.contains('[') {
        return false;
    }
    let by_words = SMALL_PRINT.is_match(line) && !is_prose(line)
        || PAGE_NUMBER.is_match(line)
        || ARROWS.is_match(line)
        || TAGS.is_match(line)
        || COUNTS.is_match(line) && line.chars().any(|c| c.is_ascii_digit())
        || GO_THERE.is_match(line)
        || OWN_POST.is_match(line)
        || FORWARDED.is_match(line)
        || OF_ITS_KIND.is_match(line)
        || PHOTO_SLUG.is_match(line)
        || POSTED.is_match(line)
            && !ends_sentence(line)
            && wording::date_line(line).is_none()
            && crate::signature::signature(line).is_none();
    by_words
        || is_linked_title(line)
        || line
            .strip_prefix('#')
            .unwrap_or(line)
            .strip_prefix('[')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            && wording::is_residue(LINK_NUMBER.replace_all(line, "").trim())
        || markdown && is_row_of_links(line)
}

/// A whole sentence that speaks to nobody: small print says "you" and "your", or ends without a stop.
fn is_prose(line: &str) -> bool {
    let lower = line.to_lowercase();
    let to_reader = lower
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "you" | "your" | "us" | "we" | "here"));
    ends_sentence(line) && line.split_whitespace().count() >= 8 && !to_reader
}

/// A title with its address behind it, as a letter by mail writes a link.
fn is_linked_title(line: &str) -> bool {
    let Some(at) = line.find("http").filter(|_| LINKED_LINE.is_match(line)) else {
        return false;
    };
    let title = line[..at].trim_end_matches(['(', '<', ' ']);
    let bare = title.trim_end_matches(':').trim();
    let labelled = title.ends_with(':')
        && bare.split_whitespace().count() <= 6
        && wording::source_field(line).is_none();
    let in_brackets = line.ends_with([')', '>'])
        && line[..at].ends_with(['(', '<'])
        && bare.split_whitespace().count() <= 14
        && !ends_sentence(bare);
    labelled || in_brackets
}

/// Markdown: nothing but links and what stands between them.
fn is_row_of_links(line: &str) -> bool {
    let (rest, n_links) = markdown::without_links(line);
    n_links > 0
        && !line.starts_with('!')
        && rest
            .chars()
            .all(|c| !c.is_alphanumeric() || "|·•".contains(c))
}

/// The outlet that a line of furniture names: as sender of what was forwarded, as owner of the post, at the head of a
/// row of menu or of a page's running head.
pub fn outlet_of(line: &str) -> Option<&str> {
    if line.len() > 500 {
        return None;
    }
    let told = OWN_POST.captures(line).or_else(|| FORWARDED.captures(line));
    if let Some(name) = told.and_then(|c| c.get(1)) {
        return Some(name.as_str().trim());
    }
    items(line).into_iter().find(|item| names_outlet(item))
}

/// For each line, whether it is the page's furniture.
pub fn find_furniture(text: &str, lines: &[TextLine], markdown: bool) -> Vec<bool> {
    let words = |k: usize| lines[k].words(text);
    let mut out: Vec<bool> = (0..lines.len())
        .map(|k| {
            (k < N_SEARCHED || k + N_SEARCHED >= lines.len()) && is_furniture(words(k), markdown)
        })
        .collect();
    let is_prose = |k: usize| words(k).chars().count() >= 90 && ends_sentence(words(k));
    let n_head = (0..lines.len())
        .find(|&k| is_prose(k))
        .unwrap_or(lines.len())
        .min(60);
    let last_prose = (0..lines.len()).rev().find(|&k| is_prose(k)).unwrap_or(0);
    let n_tail = 80;
    for k in (0..lines.len()).filter(|&k| k < n_head || k > last_prose && k + n_tail >= lines.len())
    {
        out[k] |= is_menu_row(words(k)) || k < n_head && SEARCH.is_match(words(k));
    }
    mark_columns_of_menus(text, lines, n_head, &mut out);
    mark_numbered_links(text, &lines[..n_head], &mut out);
    mark_running_heads(text, lines, &mut out);
    mark_link_targets(text, lines, &mut out);
    out
}

/// A menu with a section a line: three and more, one below the other, or one line alone above everything.
fn mark_columns_of_menus(text: &str, lines: &[TextLine], n_head: usize, out: &mut [bool]) {
    let mut k = 0;
    while k < n_head {
        let n = (k..n_head)
            .take_while(|&j| {
                let words = lines[j].words(text);
                out[j] || is_menu_entry(words) || wording::is_residue(words)
            })
            .count();
        if n >= 3 || k == 0 && n > 0 {
            out[k..k + n].fill(true);
        }
        k += n.max(1);
    }
}

/// Two lines and more above the text that are a link each in the dump of a text browser: `[4]Front page`.
fn mark_numbered_links(text: &str, head: &[TextLine], out: &mut [bool]) {
    let is_link = |line: &TextLine| {
        let words = line.words(text);
        LINK_NUMBER
            .find(words)
            .is_some_and(|number| number.start() == 0 && words.len() > number.end())
            && words.split_whitespace().count() <= 5
            && !ends_sentence(words)
    };
    let mut k = 0;
    while k < head.len() {
        let n = head[k..].iter().take_while(|line| is_link(line)).count();
        if n >= 2 {
            out[k..k + n].fill(true);
        }
        k += n.max(1);
    }
}

/// Heads and feet of printed pages: the same letters twice and more, beside a page's number or across a wide gap.
fn mark_running_heads(text: &str, lines: &[TextLine], out: &mut [bool]) {
    let key = |line: &TextLine| -> Option<String> {
        let words = &text[line.range.clone()];
        if words.len() > 160 || ends_sentence(words) {
            return None;
        }
        let numbered = words.starts_with(|c: char| c.is_ascii_digit())
            || words.ends_with(|c: char| c.is_ascii_digit());
        let wide = words.contains("   ") || words.contains('\t');
        let letters: String = words
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        (wide && numbered && letters.chars().count() >= 4).then_some(letters)
    };
    let mut seen: HashMap<String, usize> = HashMap::new();
    let keys: Vec<Option<String>> = lines.iter().map(key).collect();
    for key in keys.iter().flatten() {
        *seen.entry(key.clone()).or_default() += 1;
    }
    for (k, key) in keys.iter().enumerate() {
        out[k] |= key.as_ref().is_some_and(|key| seen[key] >= 2);
    }
}

/// The list of link targets at the end of a text browser's dump, with its head.
fn mark_link_targets(text: &str, lines: &[TextLine], out: &mut [bool]) {
    let is_target = |k: usize| {
        let line = &text[lines[k].range.clone()];
        line.contains(':') && LINK_TARGET.is_match(line)
    };
    let mut k = 0;
    while k < lines.len() {
        let n = (k..lines.len()).take_while(|&j| is_target(j)).count();
        if n >= 2 {
            out[k..k + n].fill(true);
            let heads = |line: &TextLine| {
                let words = line.words(text).trim_end_matches(':').to_lowercase();
                [
                    "references",
                    "links",
                    "visible links",
                    "hidden links",
                    "footnotes",
                ]
                .contains(&words.as_str())
            };
            if k > 0 && heads(&lines[k - 1]) {
                out[k - 1] = true;
            }
        }
        k += n.max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_and_sentences_like_it() {
        for line in [
            "View this email in your browser (https://a.example/v/1)",
            "You are receiving this email because you opted in.",
            "Unsubscribe from this list (https://a.example/u/1)",
            ">> Support our work: https://a.example/s",
            "Eel quotas: what was signed (https://a.example/1)",
            "Posted in Town Tagged library, rain",
            "← Duck race results   Hanging baskets, a warning →",
            "Want to comment? Log in or register",
            "#PortAlder #gas",
            "👁 12.4K   edited 14:02",
            "Page 3 of 7",
            "- 12 -",
            "(Continued on Page 4)",
            "Final Edition",
            "BC-EU--Quayford-Strike, 2nd Ld-Writethru,310",
            "[1]Skip to content",
        ] {
            assert!(is_furniture(line, false), "{line}");
        }
        for line in [
            "Posted in the window of the town hall was a list of the missing.",
            "Forward planning had not helped, she said.",
            "Support our work is not what the mayor said, and nobody had asked him to.",
            "No one was hurt.",
            "The list is at https://a.example/list, the county said.",
            "Source: https://a.example/1",
            "Published in June",
            "1,400 people fled.",
            "A-level results",
            "Posted on June 3, 2014 by Ann",
            "[1] The figure is the ministry's.",
        ] {
            assert!(!is_furniture(line, false), "{line}");
        }
    }
}
