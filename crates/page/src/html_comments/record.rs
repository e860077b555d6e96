//! One comment, put together from its sorted words.

use super::anchors::{is_marked_time, reads_as_time};
use super::answers::Pointers;
use super::author::author_name;
use super::items::Item;
use super::moderation::{is_house_note, is_removal};
use super::page::{CommentPage, NameWords, first_elements};
use super::parts::{Kind, Word, is_button_word, is_quotation};
use super::posted::{Told, machine_time, printed_time, time_at};
use super::prose::{Prose, prose};
use super::votes::{Tally, Way, count_in, way_of};
use crate::article::letters;
use crate::dom::NodeId;
use crate::marks;
use crate::markup_words as mw;
use crate::wording;
use dateline_vocabulary::Votes;

/// What a comment was found to be.
#[derive(Default)]
pub struct Record {
    /// Who.
    pub author: Option<String>,
    /// When.
    pub told: Option<Told>,
    /// Its text.
    pub text: Prose,
    /// What the house says in it, or in its place.
    pub notes: Vec<Prose>,
    /// What readers gave it.
    pub votes: Option<Votes>,
    /// What it tells of the comment that it answers.
    pub pointers: Pointers,
    /// Whether it holds fields to write in.
    pub is_form: bool,
}

/// Marks the words that the comment was found by, where they are a time, and other times that stand alone.
pub fn mark_times(page: &CommentPage<'_>, item: &Item, words: &mut [Word]) {
    for word in words.iter_mut() {
        let run = &page.runs[word.run];
        let text = page.text(word.run);
        let anchored = item.anchor == Some(run.element) && text.len() <= 200;
        let alone = page.pieces[run.piece].text.len() <= 60
            && matches!(word.kind, Kind::Text | Kind::Fixed)
            && !page.dom.is(run.element, "p");
        if (anchored || alone) && reads_as_time(page.dom, run.element, text) {
            word.kind = Kind::Time;
        }
    }
}

/// Marks the times among the words and gives the one of the comment: that of its anchor, else the first.
pub fn take_time(
    page: &CommentPage<'_>,
    item: &Item,
    words: &mut [Word],
    body: Option<NodeId>,
) -> Option<Told> {
    let mut first = None;
    let mut anchored = None;
    for word in words.iter_mut() {
        let in_body = body.is_some_and(|body| word.chain.contains(&body));
        let marked = word.kind == Kind::Time;
        if !matches!(word.kind, Kind::Text | Kind::Fixed | Kind::Time) || in_body && !marked {
            continue;
        }
        let text = page.text(word.run);
        let element = page.runs[word.run].element;
        if text.len() > 200 || !reads_as_time(page.dom, element, text) {
            continue;
        }
        let told = time_at(
            page.dom,
            element,
            printed_time(text, is_marked_time(page.dom, element)),
        );
        word.kind = Kind::Time;
        if item.anchor == Some(element) && anchored.is_none() {
            anchored = told;
        } else if first.is_none() {
            first = told;
        }
    }
    anchored
        .or(first)
        .map(|told| with_clock(page, words, told))
        .or_else(|| unseen_time(page, item))
}

/// A day with the clock that stands right behind it in an element of its own.
fn with_clock(page: &CommentPage<'_>, words: &mut [Word], told: Told) -> Told {
    let Told::At(day, false) = &told else {
        return told;
    };
    let Some(at) = words.iter().position(|w| w.kind == Kind::Time) else {
        return told;
    };
    let Some(next) = words.get_mut(at + 1) else {
        return told;
    };
    let clock = page.text(next.run);
    if !wording::is_clock(clock) {
        return told;
    }
    let both = printed_time(&format!("{day} {clock}"), true);
    match both {
        Some(Told::At(full, true)) => {
            next.kind = Kind::Time;
            Told::At(full, true)
        }
        _ => told,
    }
}

/// A time that only machines see: `<meta itemprop="dateCreated" content="…">`, an empty `time` element.
fn unseen_time(page: &CommentPage<'_>, item: &Item) -> Option<Told> {
    first_elements(page.dom, item.element, 60)
        .into_iter()
        .take_while(|&id| page.outline.start(id) < item.range.end)
        .filter(|&id| {
            page.dom.is(id, "time")
                || page.dom.is(id, "meta")
                || marks::own_flags(page.dom, id) & mw::TIME != 0
        })
        .find_map(|id| machine_time(page.dom, id).0)
}

/// Marks the counts of readers' votes and adds them up.
pub fn take_votes(
    page: &CommentPage<'_>,
    words: &mut [Word],
    body: Option<NodeId>,
    names: &mut NameWords,
) -> Option<Votes> {
    let mut tally = Tally::default();
    let mut bare: Vec<usize> = Vec::new();
    let mut likes = false;
    let mut label: Vec<String> = Vec::new();
    for (k, word) in words.iter_mut().enumerate() {
        let in_body = body.is_some_and(|body| word.chain.contains(&body));
        if !matches!(word.kind, Kind::Text | Kind::Fixed) || in_body {
            continue;
        }
        let text = page.text(word.run);
        likes |= is_like(text);
        let printed = mw::words_of(text);
        let before = std::mem::take(&mut label);
        let Some(n) = count_in(text) else {
            // The way may stand before the number, apart from it: `A favor <b>63</b>`.
            if text.chars().count() <= 24 {
                label = printed;
            }
            continue;
        };
        let innermost = word.chain.first().copied();
        let mut way = None;
        for (up, &id) in word.chain.iter().take(4).enumerate() {
            let mut told = names.of(page.dom, id).to_vec();
            if up == 0 && Some(id) == innermost {
                told.extend(printed.iter().cloned());
            }
            if let Some(title) = page.dom.attr(id, "title").filter(|t| t.len() <= 40) {
                told.extend(mw::words_of(title));
            }
            way = way_of(&told);
            if way.is_some() {
                break;
            }
        }
        if word.chain.is_empty() {
            way = way_of(&printed);
        }
        way = way.or_else(|| way_of(&before));
        match way {
            Some(way) => {
                tally.add(way, n);
                word.kind = Kind::Fixed;
            }
            None if text.bytes().all(|b| b.is_ascii_digit()) => bare.push(k),
            None => {}
        }
    }
    // A number alone beside a button to like.
    if let [only] = bare[..]
        && likes
        && let Some(n) = count_in(page.text(words[only].run))
    {
        words[only].kind = Kind::Fixed;
        tally.add(Way::Up, n);
    }
    tally.votes()
}

fn is_like(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    [
        "like",
        "likes",
        "liked",
        "gefällt mir",
        "j’aime",
        "j'aime",
        "me gusta",
        "mi piace",
        "recommend",
        "upvote",
        "curtir",
        "vind ik leuk",
        "gilla",
        "liker",
    ]
    .contains(&lower.as_str())
}

/// The text of the comment, what the house says in it, and what it tells of the one that it answers.
pub fn take_text(
    page: &CommentPage<'_>,
    words: &mut [Word],
    body: Option<NodeId>,
    names: &mut NameWords,
    record: &mut Record,
) {
    record.pointers = pointers(page, words, names);
    record.is_form = words.iter().any(|w| w.kind == Kind::Form);
    let mut kept: Vec<&Word> = Vec::new();
    let mut house: Vec<&Word> = Vec::new();
    for word in words.iter() {
        let text = page.text(word.run);
        let in_body = body.is_some_and(|body| word.chain.contains(&body));
        let open = word.kind == Kind::Text
            || in_body && word.kind == Kind::Fixed && !is_mere_button(page, word);
        let piece = page.runs[word.run].piece;
        let told: Vec<String> = word
            .chain
            .iter()
            .take(3)
            .flat_map(|&id| names.of(page.dom, id).to_vec())
            .collect();
        let says = page.pieces[piece].text.as_str();
        if (open || word.kind == Kind::Fixed && !in_body)
            && (is_removal(says) && is_alone(page, words, piece) || is_house_note(says, &told))
        {
            house.push(word);
        } else if open
            && (in_body || body.is_none())
            && !(body.is_none() && is_chrome(page, word, text))
        {
            kept.push(word);
        }
    }
    record.text = prose(page, &kept);
    let note = prose(page, &house);
    if !note.paragraphs.is_empty() {
        record.notes.push(note);
    }
}

/// Whether the comment has no text but that of the piece, so that a word on a removal is not somebody's.
fn is_alone(page: &CommentPage<'_>, words: &[Word], piece: usize) -> bool {
    !words.iter().any(|w| {
        let other = page.runs[w.run].piece;
        w.kind == Kind::Text && other != piece && page.pieces[other].len() > 60
    })
}

fn is_mere_button(page: &CommentPage<'_>, word: &Word) -> bool {
    is_button_word(&page.text(word.run).trim().to_lowercase())
        || word.flags & mw::BUTTONS != 0
        || word
            .chain
            .iter()
            .take(2)
            .any(|&id| page.dom.is(id, "button"))
        || wording::is_residue(page.text(word.run))
}

/// The site's own words in a comment whose text has no element of its own.
fn is_chrome(page: &CommentPage<'_>, word: &Word, text: &str) -> bool {
    let avatar = text.chars().count() == 1 && text.chars().all(char::is_alphanumeric);
    avatar
        || wording::is_residue(text)
        || wording::is_comment_boilerplate(text)
        || wording::comment_header(text).is_some()
        || text.chars().count() <= 40
            && word.chain.iter().take(2).any(|&id| {
                super::outline::any_in(
                    &mw::name_words(page.dom, id),
                    &[
                        "badge", "rank", "role", "avatar", "location", "joined", "flair", "status",
                        "meta", "subject",
                    ],
                )
            })
}

/// Links of what says whom the comment answers, and what it quotes.
fn pointers(page: &CommentPage<'_>, words: &[Word], names: &mut NameWords) -> Pointers {
    let mut found = Pointers::default();
    let mut quoted: Vec<(NodeId, Option<String>, String)> = Vec::new();
    for word in words {
        let text = page.text(word.run);
        let href = word
            .chain
            .iter()
            .take(3)
            .find(|&&id| page.dom.is(id, "a"))
            .and_then(|&id| page.dom.attr(id, "href"))
            .filter(|href| !href.is_empty() && href.len() <= 300);
        let to_parent = href.is_some_and(|href| href.contains('#'))
            && matches!(
                text.trim().to_lowercase().as_str(),
                "parent" | "show parent" | "parent comment" | "in reply to" | "↑"
            );
        if matches!(word.kind, Kind::ReplyTo | Kind::QuoteHead | Kind::Copy) || to_parent {
            found.links.extend(href.map(str::to_owned));
        }
        let quote = word
            .chain
            .iter()
            .rev()
            .copied()
            .find(|&id| is_quotation(page.dom.is(id, "blockquote"), names.of(page.dom, id)));
        let Some(quote) = quote else { continue };
        if quoted.last().is_none_or(|(id, _, _)| *id != quote) {
            quoted.push((quote, None, String::new()));
        }
        let Some((_, name, told)) = quoted.last_mut() else {
            continue;
        };
        match word.kind {
            Kind::QuoteHead if name.is_none() => *name = quoted_name(text),
            Kind::Text => told.push_str(&letters(text)),
            _ => {}
        }
    }
    found.quotes = quoted
        .into_iter()
        .map(|(_, name, words)| (name, words))
        .collect();
    found
}

/// `Ann wrote: ↑`, `Originally posted by Ann`: Ann.
fn quoted_name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['↑', ' ']);
    let lower = text.to_lowercase();
    let rest = [
        "originally posted by",
        "originally written by",
        "quote from",
        "quote:",
        "quote",
    ]
    .iter()
    .find(|lead| lower.starts_with(*lead))
    .map_or(text, |lead| text.get(lead.len()..).unwrap_or(""));
    author_name(rest)
}
