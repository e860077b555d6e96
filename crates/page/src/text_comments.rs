//! Readers' comments at the end of a text page.

use crate::html_comments::printed_votes;
use crate::part::Part;
use crate::stamp::local_iso;
use crate::text_lines::TextLine;
use crate::wording::{self, CommentHeader, Posted};
use dateline_vocabulary::{PassageRole, Votes};
use std::collections::BTreeMap;

/// Where the comments are, in lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRegion {
    /// First line: the head of the block, or the first comment where it has none.
    pub start: usize,
    /// First line that may hold a comment.
    pub first: usize,
    /// One past the last line that may hold one.
    pub end: usize,
    /// How many comments the head announces.
    pub count: Option<usize>,
}

impl CommentRegion {
    /// The same, so many lines further down.
    pub fn moved_by(self, n_lines: usize) -> CommentRegion {
        CommentRegion {
            start: self.start + n_lines,
            first: self.first + n_lines,
            end: self.end + n_lines,
            ..self
        }
    }
}

/// The head of a comment block, in English or, without what it counts, in another language.
fn head_of(line: &str) -> Option<CommentHeader> {
    let other = || wording::is_comments_head(line).then_some(CommentHeader { count: None });
    wording::comment_header(line).or_else(other)
}

/// Finds the comment block: from its head on, or, without a head, a numbered list that ends with
/// "Comments are closed", or a run of bulleted names with a time below each.
pub fn comment_region(text: &str, lines: &[TextLine]) -> Option<CommentRegion> {
    // A heading may bear the marks of Markdown.
    let words = |k: usize| lines[k].words(text).trim_matches(['#', '*', '_', ' ']);
    let is_prose = |k: usize| words(k).chars().count() >= 80;
    let closed = lines
        .iter()
        .position(|line| wording::is_comments_closed(line.words(text)));
    // The same words may stand among the buttons over an article: then an article follows, and often a second head.
    let first_prose = (0..lines.len())
        .find(|&k| is_prose(k))
        .unwrap_or(lines.len());
    let last_article = (0..lines.len()).rev().find(|&k| {
        wording::comment_header(words(k)).is_some()
            || wording::published_in(words(k)).is_some()
            || wording::is_credit(words(k))
    });
    let head = (0..lines.len()).find_map(|k| {
        let header = head_of(words(k))?;
        let over_article = k < first_prose
            && first_prose < lines.len()
            && last_article.is_some_and(|last| last > first_prose);
        if over_article {
            None
        } else {
            Some((k, header))
        }
    });
    if let Some((start, header)) = head {
        let mut first = start + 1;
        let mut count = header.count;
        // Heads come in twos: "Leave a comment", "Comments (3)".
        while first < lines.len()
            && let Some(next) = head_of(words(first))
        {
            count = count.or(next.count);
            first += 1;
        }
        let end = closed.filter(|&k| k >= first).unwrap_or(lines.len());
        return Some(CommentRegion {
            start,
            first,
            end,
            count,
        });
    }
    if let Some(end) = closed {
        let start = numbered_run_before(lines, end).unwrap_or(end);
        return Some(CommentRegion {
            start,
            first: start,
            end,
            count: None,
        });
    }
    let times: Vec<usize> = (1..lines.len())
        .filter(|&k| {
            wording::time_line(words(k)).is_some()
                && lines[k - 1].has_bullet()
                && lines[k].n_blank_before == 0
        })
        .collect();
    match times.first() {
        Some(&first) if times.len() >= 2 => Some(CommentRegion {
            start: first - 1,
            first: first - 1,
            end: lines.len(),
            count: None,
        }),
        _ => None,
    }
}

/// Where the list starts that counts from 1 and ends just before line `end`.
fn numbered_run_before(lines: &[TextLine], end: usize) -> Option<usize> {
    let start = (0..end).rev().find(|&k| lines[k].number == Some(1))?;
    let numbers: Vec<u32> = lines[start..end]
        .iter()
        .filter_map(|line| line.number)
        .collect();
    let counts = numbers.iter().enumerate().all(|(k, &n)| n == k as u32 + 1);
    if counts { Some(start) } else { None }
}

/// The comments of the region as parts; everything else in it is left for residue.
pub fn read_comments(text: &str, lines: &[TextLine], region: &CommentRegion) -> Vec<Part> {
    let mut first = region.first;
    while first < region.end && wording::is_comment_boilerplate(lines[first].words(text)) {
        first += 1;
    }
    if region.count == Some(0) {
        return Vec::new();
    }
    // Behind the form for a new comment, and behind "Show more comments", the site goes on.
    let end = (first..region.end)
        .find(|&k| {
            let words = lines[k].words(text);
            wording::comment_header(words).is_some_and(|h| h.count.is_none())
                || wording::is_more_comments(words)
        })
        .filter(|&end| {
            end > first
                && lines[end..region.end].iter().all(|line| {
                    let words = line.words(text);
                    words.chars().count() <= 80
                        && (line.number.is_none() || !wording::ends_sentence(words))
                        && time_with_author(words).is_none()
                })
        })
        .unwrap_or(region.end);
    let span: Vec<&TextLine> = lines[first..end].iter().collect();
    let mut parts = timed_below(text, &span)
        .or_else(|| timed(text, &span))
        .or_else(|| named_list(text, &span))
        .or_else(|| numbered(text, &span))
        .unwrap_or_else(|| plain(text, &span, region.count));
    find_answers(text, &mut parts);
    take_votes(text, &span, &mut parts);
    parts
}

/// The votes in the lines between a comment and the next.
fn take_votes(text: &str, span: &[&TextLine], parts: &mut [Part]) {
    for k in 0..parts.len() {
        let end = parts.get(k + 1).map_or(text.len(), |next| next.range.start);
        let first = span.partition_point(|line| line.range.start < parts[k].range.end);
        let mut between = (span[first..].iter()).take_while(|line| line.range.start < end);
        if parts[k].votes.is_none() {
            parts[k].votes = between.find_map(|line| printed_votes(line.words(text)));
        }
    }
}

/// A comment while it is collected.
struct Entry {
    author: Option<String>,
    posted: Option<String>,
    /// Lines of its own words.
    body: std::ops::Range<usize>,
    indent: usize,
}

/// Comments each with a time, and with an author in the line above or before it, or none.
fn timed(text: &str, span: &[&TextLine]) -> Option<Vec<Part>> {
    let time_of = |k: usize| time_with_author(span[k].words(text));
    let timed: Vec<(usize, (Option<String>, Posted))> = (0..span.len())
        .filter_map(|k| Some((k, time_of(k)?)))
        .collect();
    if timed.is_empty() {
        return None;
    }
    let is_name = |k: usize| {
        let words = span[k].words(text);
        words.chars().count() <= 60
            && !wording::is_residue(words)
            && (!words.ends_with(['.', '?', '…']) || ends_with_initial(words))
            && words.chars().any(char::is_alphanumeric)
    };
    // Names are marked by bullets, or stand right above the time, or one blank line above it: one way per page.
    let bulleted = timed
        .iter()
        .filter(|(k, _)| *k > 0 && span[k - 1].has_bullet() || span[*k].has_bullet())
        .count();
    let close = timed
        .iter()
        .filter(|(k, _)| *k > 0 && span[*k].n_blank_before == 0 && is_name(k - 1))
        .count();
    let by_bullet = bulleted * 2 > timed.len();
    let by_gap = !by_bullet && close * 2 < timed.len();
    let mut entries: Vec<Entry> = Vec::new();
    for (n, (k, (own_author, posted))) in timed.iter().enumerate() {
        let floor = if n == 0 { 0 } else { timed[n - 1].0 + 1 };
        let above = k.checked_sub(1).filter(|&above| above >= floor);
        let author_line = match above {
            _ if own_author.is_some() || span[*k].has_bullet() => None,
            Some(above) if by_bullet => {
                Some(above).filter(|&a| span[a].has_bullet() && span[*k].n_blank_before == 0)
            }
            Some(above) if by_gap => Some(above)
                .filter(|&a| is_name(a) && (n > 0 || a == 0) && span[*k].n_blank_before <= 1),
            Some(above) => Some(above).filter(|&a| is_name(a) && span[*k].n_blank_before == 0),
            None => None,
        };
        let head = author_line.unwrap_or(*k);
        if let Some(before) = entries.last_mut() {
            before.body.end = head;
        }
        let author = own_author
            .clone()
            .or_else(|| author_line.map(|a| author_words(span[a].words(text))));
        let posted = printed(posted.clone());
        entries.push(Entry {
            author: author.filter(|a| !a.is_empty()),
            posted: Some(posted),
            body: k + 1..span.len(),
            indent: span[head].indent,
        });
    }
    let mut parts = Vec::new();
    // The comments that are open at each indent, outermost first: a deeper one answers the one around it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let deep = entries.iter().any(|e| e.indent > entries[0].indent + 1) && by_bullet;
    for entry in entries {
        let Some(range) = body_range(text, span, entry.body.clone()) else {
            continue;
        };
        let mut part = Part::new(PassageRole::Comment, range);
        (part.author, part.posted) = (entry.author, entry.posted);
        if deep && part.author.is_some() {
            open.retain(|&(indent, _)| indent < entry.indent);
            part.reply_to = open.last().map(|&(_, k)| k);
            open.push((entry.indent, parts.len()));
        }
        parts.push(part);
    }
    if parts.is_empty() { None } else { Some(parts) }
}

/// `Tove B.`: a name, whatever its last sign.
fn ends_with_initial(words: &str) -> bool {
    let last = words.trim_end_matches('.').rsplit(' ').next().unwrap_or("");
    words.ends_with('.')
        && words.split_whitespace().count() <= 3
        && last.chars().count() == 1
        && words.starts_with(char::is_uppercase)
}

/// A line of a time, or of an author and a time: `Ann, 3 June 2014`, `Ann says: June 3, 2014 at 10:15 am`.
pub fn time_with_author(line: &str) -> Option<(Option<String>, Posted)> {
    if let Some(posted) = wording::time_line(line) {
        return Some((None, posted));
    }
    if line.chars().count() > 100 {
        return None;
    }
    for separator in [
        " says: ",
        " said on ",
        " wrote: ",
        " wrote on ",
        " | ",
        " · ",
        " • ",
        " - ",
        " – ",
        " — ",
        ", ",
        " on ",
        " (",
    ] {
        for (at, _) in line.match_indices(separator) {
            let (author, rest) = (&line[..at], &line[at + separator.len()..]);
            let author = author_words(author);
            if author.is_empty() || author.split_whitespace().count() > 5 {
                continue;
            }
            if let Some(posted) = wording::time_line(rest.trim_end_matches([')', ':'])) {
                return Some((Some(author), posted));
            }
        }
    }
    None
}

/// An author's line without "says:" and the like.
fn author_words(line: &str) -> String {
    let mut name = line.trim().trim_end_matches(':').trim_end();
    for tail in [
        " says",
        " said",
        " wrote",
        " writes",
        " commented",
        " replied",
    ] {
        name = name.strip_suffix(tail).unwrap_or(name);
    }
    for head in ["Posted by ", "By ", "Comment by ", "From: ", "Name: "] {
        name = name.strip_prefix(head).unwrap_or(name);
    }
    name.trim().trim_end_matches(',').to_owned()
}

/// The bytes of a comment's own words, buttons and the site's words at the end left out.
fn body_range(
    text: &str,
    span: &[&TextLine],
    body: std::ops::Range<usize>,
) -> Option<std::ops::Range<usize>> {
    let mut end = body.end;
    while end > body.start && {
        let words = span[end - 1].words(text);
        wording::is_comment_boilerplate(words)
            || wording::is_copyright(words)
            || wording::is_residue(words) && words.chars().count() < 40
    } {
        end -= 1;
    }
    if end <= body.start {
        return None;
    }
    let start = span[body.start].content().start;
    let words = &text[start..span[end - 1].range.end];
    let kept = wording::without_buttons(words);
    if words[..kept].trim().is_empty() {
        None
    } else {
        Some(start..start + kept)
    }
}

/// Comments each with a name above and, under its buttons, a time.
fn timed_below(text: &str, span: &[&TextLine]) -> Option<Vec<Part>> {
    let words = |k: usize| span[k].words(text);
    let times: Vec<usize> = (0..span.len())
        .filter(|&k| wording::time_line(words(k)).is_some())
        .collect();
    let reads_like_name = |k: usize| {
        words(k).chars().count() <= 45
            && (!wording::ends_sentence(words(k)) || ends_with_initial(words(k)))
    };
    let below = times
        .iter()
        .filter(|&&k| {
            k >= 2
                && wording::is_residue(words(k - 1))
                && (k + 1 >= span.len() || reads_like_name(k + 1))
        })
        .count();
    if times.len() < 2 || below * 5 < times.len() * 4 {
        return None;
    }
    let is_chrome = |k: usize| {
        wording::is_residue(words(k))
            || wording::is_comment_boilerplate(words(k))
            || wording::comment_header(words(k)).is_some()
            || is_sorting(words(k))
    };
    let mut from = 0;
    let mut parts = Vec::new();
    for &at in &times {
        let head = (from..at)
            .find(|&k| !is_chrome(k))
            .filter(|&k| reads_like_name(k));
        from = at + 1;
        let Some(head) = head else { continue };
        let body = head + 1 + usize::from(head + 2 < at && is_rank(words(head + 1)));
        let end = (body..at)
            .rev()
            .find(|&k| !wording::is_residue(words(k)))
            .map_or(body, |k| k + 1);
        let Some(range) = body_range(text, span, body..end) else {
            continue;
        };
        let mut part = Part::new(PassageRole::Comment, range);
        part.author = Some(author_words(words(head))).filter(|author| !author.is_empty());
        part.posted = wording::time_line(words(at)).map(printed);
        let likes = (end..at).any(|k| words(k).eq_ignore_ascii_case("like"));
        part.votes = (end..at)
            .find_map(|k| words(k).parse::<u32>().ok())
            .filter(|_| likes)
            .map(|n| Votes {
                up: Some(i64::from(n)),
                ..Votes::default()
            });
        parts.push(part);
    }
    if parts.is_empty() { None } else { Some(parts) }
}

fn printed(posted: Posted) -> String {
    match posted {
        Posted::At(date, time) => local_iso(date, time),
        Posted::Relative(words) => words,
    }
}

/// Whether the line belongs to the buttons that a list of comments is sorted by.
fn is_sorting(words: &str) -> bool {
    matches!(
        words.trim_end_matches(['.', '…']).to_lowercase().as_str(),
        "sort by"
            | "top"
            | "best"
            | "newest"
            | "oldest"
            | "most liked"
            | "add a comment"
            | "write a comment"
    )
}

/// Whether the line is what a site calls a reader beside the name.
fn is_rank(words: &str) -> bool {
    matches!(
        words.to_lowercase().as_str(),
        "verified"
            | "top commenter"
            | "subscriber"
            | "author"
            | "guest"
            | "member"
            | "moderator"
            | "staff"
            | "top fan"
    )
}

/// A list with a name and a colon before each comment: `* Tove: Again?`.
fn named_list(text: &str, span: &[&TextLine]) -> Option<Vec<Part>> {
    let name_of = |k: usize| -> Option<usize> {
        let line = span[k].words(text);
        let at = line.find(": ").filter(|_| span[k].n_mark > 0)?;
        let name = &line[..at];
        let fits = name.chars().count() <= 45
            && name.split_whitespace().count() <= 5
            && name.chars().any(char::is_alphabetic)
            && !wording::ends_sentence(name.trim_end_matches([')', '.']));
        fits.then_some(at)
    };
    let marked: Vec<usize> = (0..span.len()).filter(|&k| span[k].n_mark > 0).collect();
    // A heading or a line of its own ends the list.
    let end = (marked.first()? + 1..span.len())
        .find(|&k| span[k].n_mark == 0 && span[k].n_blank_before > 0)
        .unwrap_or(span.len());
    let marked: Vec<usize> = marked.into_iter().filter(|&k| k < end).collect();
    let named = marked.iter().filter(|&&k| name_of(k).is_some()).count();
    if marked.len() < 2 || named * 10 < marked.len() * 7 {
        return None;
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (n, &k) in marked.iter().enumerate() {
        let next = marked.get(n + 1).copied().unwrap_or(end);
        let Some(range) = body_range(text, span, k..next) else {
            continue;
        };
        let Some(at) = name_of(k) else {
            parts.push(Part::new(PassageRole::Comment, range));
            continue;
        };
        let start = (range.start + at + 1).min(range.end);
        let mut part = Part::new(PassageRole::Comment, start..range.end);
        part.author = Some(author_words(&span[k].words(text)[..at]));
        open.retain(|&(indent, _)| indent < span[k].indent);
        part.reply_to = open.last().map(|&(_, to)| to);
        open.push((span[k].indent, parts.len()));
        parts.push(part);
    }
    Some(parts)
}

/// Comments in a list that counts from 1.
fn numbered(text: &str, span: &[&TextLine]) -> Option<Vec<Part>> {
    let starts: Vec<usize> = {
        let mut next = 1;
        (0..span.len())
            .filter(|&k| {
                let hit = span[k].number == Some(next);
                next += u32::from(hit);
                hit
            })
            .collect()
    };
    if starts.first() != Some(&0) || starts.len() < 2 && span.len() > 3 {
        return None;
    }
    let ends = starts.iter().skip(1).copied().chain([span.len()]);
    let parts = starts.iter().zip(ends).filter_map(|(&start, end)| {
        Some(Part::new(
            PassageRole::Comment,
            body_range(text, span, start..end)?,
        ))
    });
    Some(parts.collect())
}

/// Comments with neither author nor time: a line each, or, where the announced count says so, a block each.
fn plain(text: &str, span: &[&TextLine], count: Option<usize>) -> Vec<Part> {
    let own: Vec<usize> = (0..span.len())
        .filter(|&k| {
            let words = span[k].words(text);
            !wording::is_comment_boilerplate(words)
                && !wording::is_residue(words)
                && !wording::is_copyright(words)
        })
        .collect();
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    for &k in &own {
        match groups.last_mut() {
            Some(group) if group.end == k && span[k].n_blank_before == 0 => group.end = k + 1,
            _ => groups.push(k..k + 1),
        }
    }
    let by_line: Vec<std::ops::Range<usize>> = own.iter().map(|&k| k..k + 1).collect();
    let all_apart = groups.len() == by_line.len();
    let mut chosen = if count == Some(groups.len()) {
        groups
    } else {
        by_line
    };
    // What follows the last one that was announced is the site's.
    if let Some(count) = count.filter(|&count| count > 0 && all_apart) {
        chosen.truncate(count);
    }
    chosen
        .into_iter()
        .filter_map(|body| {
            Some(Part::new(
                PassageRole::Comment,
                body_range(text, span, body)?,
            ))
        })
        .collect()
}

/// `@Name` at the head of a comment answers that name's latest comment before it.
fn find_answers(text: &str, parts: &mut [Part]) {
    let mut latest: BTreeMap<String, usize> = BTreeMap::new();
    for k in 0..parts.len() {
        let words = text[parts[k].range.clone()].trim_start();
        if parts[k].reply_to.is_none()
            && let Some(rest) = words.strip_prefix('@')
        {
            let rest = rest.trim_start().to_lowercase();
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            if let Ok(number) = number.parse::<usize>() {
                // Numbered comments are answered by their numbers.
                parts[k].reply_to = number.checked_sub(1).filter(|&to| to < k);
                continue;
            }
            let named = |name: &str| {
                rest.strip_prefix(name)
                    .is_some_and(|tail| !tail.starts_with(char::is_alphanumeric))
            };
            // Names that the words may open with lie just before them in the order of names.
            let first: String = rest.chars().take(1).collect();
            parts[k].reply_to = latest
                .range(first..=rest.clone())
                .rev()
                .take(200)
                .filter(|(name, _)| named(name))
                .max_by_key(|(name, _)| name.len())
                .map(|(_, &at)| at);
        }
        if let Some(author) = &parts[k].author {
            latest.insert(author.to_lowercase(), k);
        }
    }
}
