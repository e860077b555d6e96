//! What the names that a site gives its elements tell: the words of class and id as flags.

use crate::dom::{Dom, NodeId};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A set of flags; an element's own and those of the elements around it add up.
pub type Flags = u32;

/// Menus, teasers, adverts, sign-up boxes and the like.
pub const BOILERPLATE: Flags = 1;
/// Not shown to a reader.
pub const HIDDEN: Flags = 1 << 1;
/// A place for readers' comments.
pub const COMMENTS: Flags = 1 << 2;
/// A picture with what belongs to it.
pub const FIGURE: Flags = 1 << 3;
/// What a picture shows.
pub const CAPTION: Flags = 1 << 4;
/// Who made a picture.
pub const CREDIT: Flags = 1 << 5;
/// Who wrote something.
pub const BYLINE: Flags = 1 << 6;
/// When something was written.
pub const TIME: Flags = 1 << 7;
/// The lines under a headline.
pub const STANDFIRST: Flags = 1 << 8;
/// Buttons.
pub const BUTTONS: Flags = 1 << 9;
/// A list item.
pub const ITEM: Flags = 1 << 10;
/// The words of a user name.
pub const USER: Flags = 1 << 11;
/// A paragraph element.
pub const PARAGRAPH: Flags = 1 << 12;
/// The body of the article, by its own word.
pub const BODY: Flags = 1 << 13;
/// A block quotation.
pub const QUOTE: Flags = 1 << 14;
/// The flags of elements; those below tell what a name says, and of places on the page.
pub const OF_ELEMENTS: Flags = (1 << 15) - 1;
/// By its name, set apart from the page's own text and its comments.
pub const ASIDE: Flags = 1 << 15;
/// By its name, a place where readers talk that no word for comments names.
pub const TALK: Flags = 1 << 16;
/// By its name, comments that a site got last or likes most, if these are comments.
pub const DIGEST: Flags = 1 << 17;
/// By its name, the body of the article.
pub const NAMED_BODY: Flags = 1 << 18;

// What a word tells together with others.
const LIST: Flags = 1 << 24;
const TOP: Flags = 1 << 25;
const LEVEL: Flags = 1 << 26;
const OF_ARTICLE: Flags = 1 << 27;
const OF_BODY: Flags = 1 << 28;
const STATE: Flags = 1 << 29;

/// The words of class and id: split at signs, digits and changes of case, in lower case.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut lower_before = false;
    for c in name.chars().take(400) {
        if (!c.is_alphabetic() || c.is_uppercase() && lower_before) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The words of an element's class, then those of its id.
pub fn name_words(dom: &Dom, id: NodeId) -> Vec<String> {
    let mut words = words_of(dom.attr(id, "class").unwrap_or(""));
    words.extend(words_of(dom.attr(id, "id").unwrap_or("")));
    words
}

const BOILERPLATE_WORDS: &[&str] = &[
    "nav",
    "navigation",
    "navbar",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "cookie",
    "cookies",
    "consent",
    "newsletter",
    "newsletters",
    "subscribe",
    "subscription",
    "signup",
    "share",
    "sharing",
    "sharebar",
    "sharethis",
    "addthis",
    "social",
    "socials",
    "related",
    "recommended",
    "recommendation",
    "recommendations",
    "recirc",
    "recirculation",
    "promo",
    "promos",
    "promotion",
    "teaser",
    "teasers",
    "advert",
    "adverts",
    "advertisement",
    "advertising",
    "ad",
    "ads",
    "adslot",
    "sponsor",
    "sponsored",
    "outbrain",
    "taboola",
    "popular",
    "trending",
    "mostread",
    "toolbar",
    "popup",
    "modal",
    "login",
    "pagination",
    "pager",
    "readmore",
    "toc",
    "bio",
    "tags",
    "taglist",
    "topics",
    "skip",
    "dialog",
    "disclaimer",
    "footer",
    "crosslinks",
    "linklist",
    "copyright",
    "upsell",
    "marketing",
    "poll",
    "quiz",
    "betting",
    "podcast",
    "inlinerelated",
    "morefrom",
    "readnext",
    "moreon",
    "affiliate",
    "notification",
    "follow",
    "swiper",
    "carousel",
    "infobox",
    "factbox",
    "embed",
    "player",
    "tweet",
    "tiktok",
    "instagram",
];
const STANDFIRST_WORDS: &[&str] = &[
    "standfirst",
    "dek",
    "deck",
    "lede",
    "lead",
    "leadin",
    "leadtext",
    "intro",
    "introduction",
    "subtitle",
    "subheadline",
    "subheading",
    "subhead",
    "summary",
    "excerpt",
    "chapo",
    "chapeau",
    "sapo",
    "sottotitolo",
    "occhiello",
    "ingress",
    "manchet",
    "description",
    "abstract",
    "vorspann",
    "entradilla",
    "bajada",
    "spot",
    "perex",
    "preamble",
    "underrubrik",
    "strapline",
    "synopsis",
];
const COMMENT_WORDS: &[&str] = &[
    "comment",
    "comments",
    "commentlist",
    "commenting",
    "commentsection",
    "commentarea",
    "talkback",
    "talkbacks",
    "usercomments",
    "readercomments",
    "disqus",
    "kommentar",
    "kommentare",
    "kommentarer",
    "commentaire",
    "commentaires",
    "comentario",
    "comentarios",
    "commenti",
    "reacties",
    "reactie",
    "kommentera",
    "komentarze",
    "komentarz",
    "commenta",
    "commento",
    "coral",
    "viafoura",
    "livefyre",
    "hyvor",
    "spotim",
    "openweb",
];
/// Classes that common style sheets hide elements by.
const HIDING_CLASSES: &[&str] = &[
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader",
    "hidden-print",
    "u-hidden",
    "hidden",
    "is-hidden",
    "d-none",
    "hide",
    "invisible",
    "display-none",
    "offscreen",
    "show-for-sr",
    "a11y-hidden",
    "vh",
];
const HIDDEN_WORDS: &[&str] = &["visuallyhidden", "sronly", "noprint", "printonly"];
/// Beside a word for comments these make it a word on their state: `no-comments`, `comment-count`.
const STATE_WORDS: &[&str] = &["has", "no", "open", "closed", "count", "enabled", "with"];
const FIGURE_WORDS: &[&str] = &[
    "figure",
    "photo",
    "picture",
    "image",
    "img",
    "gallery",
    "slideshow",
    "thumbnail",
    "foto",
    "fotos",
    "bild",
    "bilde",
    "billede",
    "imagen",
    "immagine",
    "imagem",
    "afbeelding",
    "zdjecie",
    "obrazek",
    "kuva",
];
const CAPTION_WORDS: &[&str] = &[
    "cap",
    "bildunterschrift",
    "legend",
    "legenda",
    "cutline",
    "bildtext",
    "bildetekst",
    "billedtekst",
    "didascalia",
    "onderschrift",
    "bijschrift",
    "popisek",
    "kuvateksti",
];
const CREDIT_WORDS: &[&str] = &[
    "credit",
    "credits",
    "photographer",
    "photocredit",
    "imagecredit",
    "copyright",
    "bildquelle",
    "fotocredit",
];
const BYLINE_WORDS: &[&str] = &[
    "firma",
    "skribent",
    "redacteur",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "autora",
    "autores",
    "assinatura",
    "forfatter",
    "journalist",
    "by",
    "autor",
    "autoren",
    "contributor",
    "contributors",
    "reporter",
];
const TIME_WORDS: &[&str] = &["ago", "published", "pubdate"];
const BUTTON_WORDS: &[&str] = &[
    "reply",
    "like",
    "likes",
    "vote",
    "votes",
    "voting",
    "report",
    "flag",
    "share",
    "action",
    "actions",
    "toolbar",
    "rating",
    "button",
    "buttons",
    "btn",
    "recommend",
    "permalink",
    "edit",
    "avatar",
    "badge",
    "awaiting",
    "controls",
];
const USER_WORDS: &[&str] = &[
    "author",
    "user",
    "username",
    "name",
    "nickname",
    "nick",
    "commenter",
    "fn",
    "poster",
    "displayname",
    "commentauthor",
];

/// Words of names that set an element apart from the page's own text and its comments.
const ASIDE_WORDS: &[&str] = &[
    "nav",
    "navigation",
    "navbar",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "related",
    "recommended",
    "recommendations",
    "popular",
    "trending",
    "mostread",
    "teaser",
    "teasers",
    "promo",
    "newsletter",
    "outbrain",
    "taboola",
];
const TALK_WORDS: &[&str] = &["conversation", "conversations", "guestbook"];
/// Words that make a list of comments a digest of them.
const DIGEST_WORDS: &[&str] = &["recent", "latest", "popular", "top", "ticker", "teaser"];
/// Words that the whole list of comments goes by, even where one of [`DIGEST_WORDS`] stands beside it.
const LIST_WORDS: &[&str] = &["list", "thread", "area", "section", "wrapper", "container"];
const BODY_WORDS: &[&str] = &[
    "articlebody",
    "storybody",
    "articlecontent",
    "storycontent",
    "postcontent",
    "entrycontent",
    "articletext",
    "contentbody",
    "bodytext",
];

/// What each word of a class or an id tells.
static WORDS: LazyLock<HashMap<&str, Flags>> = LazyLock::new(|| {
    let lists = [
        (BOILERPLATE_WORDS, BOILERPLATE),
        (STANDFIRST_WORDS, STANDFIRST),
        (COMMENT_WORDS, COMMENTS),
        (HIDDEN_WORDS, HIDDEN),
        (STATE_WORDS, STATE),
        (FIGURE_WORDS, FIGURE),
        (CAPTION_WORDS, CAPTION),
        (CREDIT_WORDS, CREDIT),
        (BYLINE_WORDS, BYLINE),
        (TIME_WORDS, TIME),
        (BUTTON_WORDS, BUTTONS),
        (USER_WORDS, USER),
        (ASIDE_WORDS, ASIDE),
        (TALK_WORDS, TALK),
        (DIGEST_WORDS, DIGEST),
        (LIST_WORDS, LIST),
        (&["top"], TOP),
        (&["level"], LEVEL),
        (BODY_WORDS, NAMED_BODY),
        (&["article", "story", "post", "entry", "news"], OF_ARTICLE),
        (&["body", "content", "text"], OF_BODY),
    ];
    let mut words: HashMap<&str, Flags> = HashMap::new();
    for (list, flag) in lists {
        for &word in list {
            *words.entry(word).or_default() |= flag;
        }
    }
    words
});

/// What a class or an id tells: its words together, and those at its ends, which may tell more beside another name.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameTold {
    all: Flags,
    first: Flags,
    last: Flags,
    hides: bool,
}

impl NameTold {
    /// Reads a class or an id.
    pub fn of(name: &str) -> NameTold {
        let words: Vec<Flags> = words_of(name).iter().map(|word| told_by(word)).collect();
        let pairs = words.windows(2).map(|pair| together(pair[0], pair[1]));
        NameTold {
            all: words.iter().copied().chain(pairs).fold(0, |all, f| all | f),
            first: words.first().copied().unwrap_or(0),
            last: words.last().copied().unwrap_or(0),
            hides: hides(name),
        }
    }

    /// What a class and the id beside it tell.
    pub fn with_id(self, id: NameTold) -> Flags {
        let mut told = self.all | id.all | together(self.last, id.first);
        if told & STATE != 0 {
            told &= !COMMENTS;
        }
        if told & LIST != 0 {
            told &= !DIGEST;
        }
        if self.hides {
            told |= HIDDEN;
        }
        told & (OF_ELEMENTS | ASIDE | TALK | DIGEST | NAMED_BODY)
    }
}

fn told_by(word: &str) -> Flags {
    let mut told = WORDS.get(word).copied().unwrap_or(0);
    if word.contains("caption") {
        told |= CAPTION;
    }
    if word.contains("byline") || word.contains("author") {
        told |= BYLINE;
    }
    if word.contains("date") && word != "update" && word != "updates"
        || word.contains("timestamp")
        || word.ends_with("time")
    {
        told |= TIME;
    }
    told
}

/// What two words tell that follow each other.
fn together(first: Flags, second: Flags) -> Flags {
    if first & OF_ARTICLE != 0 && second & OF_BODY != 0 {
        NAMED_BODY
    } else if first & TOP != 0 && second & LEVEL != 0 {
        LIST // `comment--top-level` is no digest.
    } else {
        0
    }
}

/// Whether common style sheets hide what has the class, on narrow screens and on wide ones.
fn hides(class: &str) -> bool {
    let shown_wider = |c: &str| {
        c.ends_with("block") || c.ends_with("flex") || c.ends_with("grid") || c.ends_with("inline")
    };
    class
        .split_whitespace()
        .any(|c| HIDING_CLASSES.contains(&c))
        && !class.split_whitespace().any(shown_wider)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn class_and_id_together() {
        let told = |class, id| NameTold::of(class).with_id(NameTold::of(id));
        for (class, id, expected) in [
            ("story-body", "", NAMED_BODY),
            ("story", "body", NAMED_BODY),
            ("body", "story", 0),
            ("comments", "", COMMENTS),
            ("comments", "count", 0),
            ("recent-comments", "", COMMENTS | DIGEST),
            ("recent-comments", "list", COMMENTS),
            ("comment--top-level", "", COMMENTS),
            ("comment--top is-level", "", COMMENTS | DIGEST),
            ("d-none", "", HIDDEN),
            ("d-none d-md-block", "", 0),
            ("", "d-none", 0),
            ("guestbook", "sidebar", TALK | BOILERPLATE | ASIDE),
        ] {
            assert_eq!(told(class, id), expected, "{class} {id}");
        }
    }

    #[test]
    fn splits_names_of_classes() {
        assert_eq!(
            words_of("article__body-text StoryCaption h2"),
            ["article", "body", "text", "story", "caption", "h"]
        );
        assert_eq!(words_of("--"), Vec::<String>::new());
    }
}
