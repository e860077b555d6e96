//! The words of one comment, sorted: which are its text, and which are name, time, buttons and counts.

use super::anchors::own_kind;
use super::items::Item;
use super::outline::any_in;
use super::page::{CommentPage, NameWords};
use crate::dom::NodeId;
use crate::marks;
use crate::markup_words as mw;
use crate::wording;
use std::collections::{BTreeMap, BTreeSet};

/// Elements around a run after this many are not looked at.
const MAX_LEVELS: usize = 24;

/// A run of a comment, with the elements between it and the comment's own.
pub struct Word {
    /// Index of the run.
    pub run: usize,
    /// Elements around it, innermost first, the comment's own left out.
    pub chain: Vec<NodeId>,
    /// What they tell, together.
    pub flags: mw::Flags,
    /// What it is.
    pub kind: Kind,
}

/// What words in a comment are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not told yet: its text, in the end.
    Text,
    /// A time.
    Time,
    /// The name of who wrote it.
    Name,
    /// The same in most comments: a label or a button.
    Fixed,
    /// A form to answer it.
    Form,
    /// Whom it answers.
    ReplyTo,
    /// Over a quotation: whose words follow.
    QuoteHead,
    /// What the writer puts under everything.
    Signature,
    /// A copy of the comment that it answers, set there by the site.
    Copy,
    /// The site's word on when it was changed.
    EditNote,
}

/// The words of each comment, those of comments in it left out.
pub fn words_of_items(
    page: &CommentPage<'_>,
    items: &[Item],
    names: &mut NameWords,
) -> Vec<Vec<Word>> {
    let mut own: Vec<Vec<Word>> = items.iter().map(|_| Vec::new()).collect();
    let forms = forms(page, items, names);
    let (mut next, mut open): (usize, Vec<usize>) = (0, Vec::new());
    let Some(first) = items.first() else {
        return own;
    };
    let last = items.iter().map(|item| item.range.end).max().unwrap_or(0);
    for run in page.runs_in(&(first.range.start..last)) {
        let place = page.runs[run].place;
        while next < items.len() && items[next].range.start <= place {
            open.push(next);
            next += 1;
        }
        while open.last().is_some_and(|&k| items[k].range.end <= place) {
            open.pop();
        }
        let Some(&k) = open.last() else { continue };
        let inner = |id: &NodeId| {
            let range = page.outline.range(*id);
            range.start >= items[k].range.start && range.end <= items[k].range.end
        };
        let element = page.runs[run].element;
        let wrapper = page.outline.range(items[k].element) == items[k].range;
        let chain: Vec<NodeId> = std::iter::once(element)
            .chain(page.dom.ancestors(element))
            .take(MAX_LEVELS)
            .take_while(|id| inner(id) && !(wrapper && *id == items[k].element))
            .collect();
        let flags = chain
            .iter()
            .fold(0, |flags, &id| flags | marks::own_flags(page.dom, id));
        let kind = if chain.iter().any(|id| forms.contains(id)) {
            Kind::Form
        } else {
            Kind::Text
        };
        own[k].push(Word {
            run,
            chain,
            flags,
            kind,
        });
    }
    own
}

/// Elements for writing an answer: forms with fields, and what says that it is one.
fn forms(page: &CommentPage<'_>, items: &[Item], names: &mut NameWords) -> BTreeSet<NodeId> {
    let mut found = BTreeSet::new();
    let (Some(first), Some(last)) = (items.first(), items.iter().map(|item| item.range.end).max())
    else {
        return found;
    };
    let around = page
        .dom
        .ancestors(first.element)
        .find(|&up| page.outline.range(up).end >= last);
    for id in page.dom.elements(around.unwrap_or(first.element)) {
        if !(first.range.start..last).contains(&page.outline.start(id)) {
            continue;
        }
        if page.dom.is(id, "textarea") {
            let form = page
                .dom
                .ancestors(id)
                .take(12)
                .find(|&up| page.dom.is(up, "form"));
            found.extend(form.filter(|&form| page.outline.start(form) > first.range.start));
        } else if page.dom.is(id, "label")
            || page.dom.is(id, "fieldset")
            || any_in(
                names.of(page.dom, id),
                &["respond", "replyform", "commentform"],
            )
        {
            found.insert(id);
        }
    }
    found
}

/// Tells labels and buttons: words that stand in half of the comments or more, and words known for buttons.
pub fn mark_fixed(page: &CommentPage<'_>, own: &mut [Vec<Word>]) {
    let mut n_items: BTreeMap<String, usize> = BTreeMap::new();
    for words in own.iter() {
        let told: BTreeSet<String> = words
            .iter()
            .filter(|w| w.kind == Kind::Text && page.text(w.run).len() <= 80)
            .map(|w| place_and_text(page, w))
            .collect();
        for text in told {
            *n_items.entry(text).or_insert(0) += 1;
        }
    }
    let n = own.iter().filter(|words| !words.is_empty()).count();
    for words in own.iter_mut() {
        for word in words.iter_mut().filter(|w| w.kind == Kind::Text) {
            let text = page.text(word.run);
            let shared = text.len() <= 80
                && n >= 3
                && n_items
                    .get(&place_and_text(page, word))
                    .is_some_and(|&k| k >= 2 && k * 2 >= n)
                && word.flags & mw::USER == 0;
            if shared || is_button(page, word) {
                word.kind = Kind::Fixed;
            }
        }
    }
}

fn place_and_text(page: &CommentPage<'_>, word: &Word) -> String {
    let kind = word
        .chain
        .first()
        .map_or(String::new(), |&id| own_kind(page.dom, id));
    format!("{kind} {}", page.text(word.run).to_lowercase())
}

const BUTTONS: &[&str] = &[
    "reply",
    "quote",
    "report",
    "permalink",
    "link",
    "share",
    "like",
    "likes",
    "dislike",
    "parent",
    "embed",
    "save",
    "flag",
    "edit",
    "delete",
    "hide",
    "collapse",
    "expand",
    "more",
    "show more",
    "see more",
    "read more",
    "less",
    "show less",
    "give award",
    "context",
    "source",
    "respect",
    "upvote",
    "downvote",
    "vote up",
    "vote down",
    "recommend",
    "link to comment",
    "reply to this",
    "reply with quote",
    "click to expand...",
    "antworten",
    "melden",
    "zitieren",
    "teilen",
    "gefällt mir",
    "mehr anzeigen",
    "répondre",
    "signaler",
    "j’aime",
    "j'aime",
    "partager",
    "responder",
    "denunciar",
    "informar",
    "me gusta",
    "compartir",
    "reageer",
    "rapporteren",
    "svara",
    "svar",
    "anmäl",
    "rispondi",
    "segnala",
    "mi piace",
    "gostei",
    "odpowiedz",
    "zgłoś",
    "·",
    "•",
    "|",
    "-",
    "–",
    "—",
    "#",
    "¶",
    "∞",
    "says:",
    "says",
    "said:",
    "said...",
    "said…",
    "said",
    "wrote:",
    "wrote",
    "commented:",
    "sagt:",
    "sagte",
    "schreibt:",
    "dit :",
    "dit:",
    "a dit…",
    "dijo...",
    "dijo:",
    "dice:",
    "scrive:",
    "skriver:",
    "zegt:",
    "på",
    "on",
    "at",
    "by",
    "am",
    "um",
    "posted by",
    "posted by:",
    "posted",
    "comment by",
    "von",
    "par",
    "por",
    "door",
    "av",
];

/// Whether the words, in lower case, are on a button or between the parts of a comment's head.
pub fn is_button_word(lower: &str) -> bool {
    BUTTONS.contains(&lower)
}

fn is_button(page: &CommentPage<'_>, word: &Word) -> bool {
    let text = page.text(word.run).trim();
    if text.chars().count() > 40 {
        return false;
    }
    let lower = text.to_lowercase();
    if is_button_word(&lower) {
        return word
            .chain
            .iter()
            .take(3)
            .any(|&id| !page.dom.is(id, "p") || word.flags & mw::BUTTONS != 0)
            || !text.chars().any(char::is_alphabetic);
    }
    let on_button = word
        .chain
        .iter()
        .take(3)
        .any(|&id| page.dom.is(id, "button") || page.dom.attr(id, "role") == Some("button"));
    on_button && word.flags & (mw::USER | mw::TIME) == 0
        || word.flags & mw::BUTTONS != 0
            && word.flags & (mw::USER | mw::TIME) == 0
            && (wording::is_residue(text) || text.chars().count() <= 20)
}

const QUOTE_HEAD_WORDS: &[&str] = &[
    "title",
    "head",
    "header",
    "sourcejump",
    "cite",
    "attribution",
    "author",
    "postedby",
    "citation",
    "source",
    "user",
];

/// Whether an element holds words of another comment; what only lets a reader quote it does not.
pub fn is_quotation(blockquote: bool, own: &[String]) -> bool {
    blockquote
        || any_in(
            own,
            &[
                "quote",
                "bbquote",
                "quotecontainer",
                "quotecontent",
                "citat",
            ],
        ) && !any_in(
            own,
            &[
                "to", "button", "buttons", "btn", "link", "reply", "action", "actions",
            ],
        )
}

/// Tells what in a comment is neither its text nor a part of its head: whom it answers, whose words it quotes,
/// signatures, copies, notes.
pub fn mark_asides(page: &CommentPage<'_>, words: &mut [Word], names: &mut NameWords) {
    let mut answered: Option<usize> = None;
    for word in words.iter_mut() {
        if !matches!(word.kind, Kind::Text | Kind::Fixed) {
            continue;
        }
        let piece = page.runs[word.run].piece;
        let text = page.text(word.run);
        let mut is_quoted = false;
        let mut kind = word.kind;
        for &id in word.chain.iter().rev() {
            let own = names.of(page.dom, id);
            is_quoted |= is_quotation(page.dom.is(id, "blockquote"), own);
            let parent = any_in(own, &["parent", "replied", "inreplyto", "replyto"])
                || own
                    .windows(2)
                    .any(|w| w[0] == "reply" && w[1] == "to" || w[0] == "in" && w[1] == "reply");
            if any_in(own, &["signature", "sig", "postsignature"]) {
                kind = Kind::Signature;
            } else if parent
                && any_in(
                    own,
                    &[
                        "quote", "preview", "text", "excerpt", "content", "body", "snippet",
                    ],
                )
            {
                kind = Kind::Copy;
            } else if parent && page.pieces[piece].len() <= 160 {
                kind = Kind::ReplyTo;
            } else if any_in(
                own,
                &[
                    "edited",
                    "editnote",
                    "lastedited",
                    "lastedit",
                    "edithistory",
                ],
            ) && !is_quoted
                && text.chars().count() <= 120
            {
                kind = Kind::EditNote;
            } else if is_quoted
                && (page.dom.is(id, "cite") || any_in(own, QUOTE_HEAD_WORDS))
                && page.pieces[piece].len() <= 160
            {
                kind = Kind::QuoteHead;
            }
        }
        if kind == Kind::Text || kind == Kind::Fixed {
            if is_quoted && wording::is_quote_head(&page.pieces[piece].text) {
                kind = Kind::QuoteHead;
            } else if wording::is_edit_note(&page.pieces[piece].text) {
                kind = Kind::EditNote;
            } else if answered == Some(piece) && page.pieces[piece].len() <= 160 {
                kind = Kind::ReplyTo;
            } else if !is_quoted
                && wording::in_reply_to(text).is_some()
                && page.pieces[piece].len() <= 120
            {
                kind = Kind::ReplyTo;
                answered = Some(piece);
            }
        }
        word.kind = kind;
    }
}
