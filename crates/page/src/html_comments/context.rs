//! Whether a list of dated or signed entries is one of readers' comments, and not a live page's, a menu's, or a
//! digest of what was said elsewhere.

use super::items::Item;
use super::named::is_named_comment;
use super::outline::{IN_ASIDE, IN_BODY, IN_COMMENTS, IN_DIGEST, Outline, any_in};
use super::runs::Run;
use crate::dom::Dom;
use crate::markup_words::name_words;
use crate::piece::Piece;
use crate::wording;

/// What speaks for comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Posts of a forum: the first may be the article itself.
    Posts,
    /// They follow a heading, or stand in an element, that says so.
    Region,
    /// The entries say so by their own names.
    Named,
}

/// Runs before a list that a heading is looked for in.
const N_BEFORE: usize = 25;

/// What the list is; `None` where nothing says that it is readers' comments.
pub fn standing_of(
    dom: &Dom,
    outline: &Outline,
    pieces: &[Piece],
    runs: &[Run],
    items: &[Item],
) -> Option<Standing> {
    let n = items.len();
    let share =
        |test: &dyn Fn(&Item) -> bool| items.iter().filter(|item| test(item)).count() * 2 >= n;
    if n == 0 || share(&|item| outline.is_in(item.element, IN_DIGEST | IN_ASIDE)) {
        return None;
    }
    let head = head_before(pieces, runs, items[0].range.start);
    if head == Some(Head::Digest) && !share(&|item| outline.is_in(item.element, IN_COMMENTS)) {
        return None;
    }
    if share(&|item| is_named_comment(dom, item.element)) {
        return Some(Standing::Named);
    }
    if share(&|item| leads_elsewhere(dom, pieces, runs, item)) {
        return None;
    }
    if share(&|item| outline.is_in(item.element, IN_COMMENTS)) {
        return Some(Standing::Region);
    }
    if share(&|item| outline.is_in(item.element, IN_BODY)) {
        return None;
    }
    if head == Some(Head::Comments) {
        return Some(Standing::Region);
    }
    let answerable = share(&|item| {
        let from = runs.partition_point(|r| r.place < item.range.start);
        runs[from..]
            .iter()
            .take_while(|r| r.place < item.range.end)
            .take(200)
            .any(|r| is_answer_button(r.text(pieces)))
    });
    let posts = share(&|item| {
        any_in(
            &name_words(dom, item.element),
            &[
                "post",
                "posts",
                "postbit",
                "blockpost",
                "message",
                "reply",
                "answer",
                "thing",
                "topic",
            ],
        )
    });
    (n >= 2 && (answerable || posts && head_of_forum(dom, runs))).then_some(Standing::Posts)
}

/// Whether the entry leads to another page: its words are mostly links, or its heading is one.
fn leads_elsewhere(dom: &Dom, pieces: &[Piece], runs: &[Run], item: &Item) -> bool {
    let from = runs.partition_point(|r| r.place < item.range.start);
    let (mut linked, mut whole, mut headed) = (0, 0, false);
    for run in runs[from..]
        .iter()
        .take_while(|r| r.place < item.range.end)
        .take(200)
    {
        let n = run.text(pieces).len();
        whole += n;
        let around = || {
            std::iter::once(run.element)
                .chain(dom.ancestors(run.element))
                .take(4)
        };
        let away = around().any(|id| {
            dom.is(id, "a")
                && dom
                    .attr(id, "href")
                    .is_some_and(|href| !href.contains('#') && !href.starts_with("javascript"))
        });
        if away {
            linked += n;
            let heading = around().any(|id| {
                dom.name(id)
                    .is_some_and(|name| matches!(&**name, "h2" | "h3" | "h4"))
            });
            headed |= heading && n >= 25;
        }
    }
    headed || linked * 10 > whole * 6
}

/// Whether the page says that it is a forum's: by its generator, or the names of its outermost elements.
fn head_of_forum(dom: &Dom, runs: &[Run]) -> bool {
    let Some(first) = runs.first() else {
        return false;
    };
    dom.ancestors(first.element).any(|id| {
        let words = name_words(dom, id);
        (dom.is(id, "body") || dom.is(id, "html"))
            && any_in(
                &words,
                &[
                    "phpbb",
                    "vbulletin",
                    "forum",
                    "forums",
                    "thread",
                    "topic",
                    "viewtopic",
                    "showthread",
                    "xf",
                    "smf",
                    "mybb",
                    "board",
                ],
            )
    })
}

/// Whether the words are a button to answer or to quote.
pub fn is_answer_button(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower.len() <= 40
        && [
            "reply",
            "anmäl",
            "segnala",
            "cytuj",
            "zgłoś",
            "denunciar",
            "citeer",
            "citeren",
            "rapporteer",
            "beantwoorden",
            "citera",
            "rapportera",
            "odpovědět",
            "reagovat",
            "vastaa",
            "yanıtla",
            "quote",
            "reply with quote",
            "reply to this",
            "reply to this comment",
            "answer",
            "respond",
            "antworten",
            "zitieren",
            "répondre",
            "citer",
            "responder",
            "citar",
            "reageer",
            "reageren",
            "antwoorden",
            "svara",
            "svar",
            "rispondi",
            "odpowiedz",
            "ответить",
        ]
        .contains(&lower.as_str())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Comments,
    Digest,
}

/// The heading close before a list, where it tells what the list is.
fn head_before(pieces: &[Piece], runs: &[Run], start: u32) -> Option<Head> {
    let at = runs.partition_point(|r| r.place < start);
    let mut last_piece = usize::MAX;
    for run in runs[..at].iter().rev().take(N_BEFORE) {
        if run.piece == last_piece {
            continue;
        }
        last_piece = run.piece;
        let text = pieces[run.piece].text.as_str();
        if text.chars().count() > 100 && wording::ends_sentence(text) {
            // A word of the house on how to behave may stand between the heading and the first comment.
            if wording::is_comment_boilerplate(text) {
                continue;
            }
            return None;
        }
        if wording::is_digest_head(text) {
            return Some(Head::Digest);
        }
        if wording::comment_header(text).is_some() || wording::is_comments_head(text) {
            return Some(Head::Comments);
        }
    }
    None
}
