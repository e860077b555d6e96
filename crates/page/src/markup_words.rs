//! What the names that a site gives its elements tell: class, id, role and microdata as flags.

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

/// The words of class and id: split at signs, digits and changes of case, in lower case.
pub fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut lower_before = false;
    for c in name.chars().take(400) {
        if (!c.is_alphabetic() || c.is_uppercase() && lower_before) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphabetic() {
            word.extend(c.to_lowercase());
        }
        lower_before = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
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

/// A word on the state of something; never a flag of an element.
const OF_STATE: Flags = 1 << 31;

/// What each word of a class or an id tells.
static WORDS: LazyLock<HashMap<&str, Flags>> = LazyLock::new(|| {
    let lists = [
        (BOILERPLATE_WORDS, BOILERPLATE),
        (STANDFIRST_WORDS, STANDFIRST),
        (COMMENT_WORDS, COMMENTS),
        (HIDDEN_WORDS, HIDDEN),
        (STATE_WORDS, OF_STATE),
        (FIGURE_WORDS, FIGURE),
        (CAPTION_WORDS, CAPTION),
        (CREDIT_WORDS, CREDIT),
        (BYLINE_WORDS, BYLINE),
        (TIME_WORDS, TIME),
        (BUTTON_WORDS, BUTTONS),
        (USER_WORDS, USER),
    ];
    let mut words: HashMap<&str, Flags> = HashMap::new();
    for (list, flag) in lists {
        for &word in list {
            *words.entry(word).or_default() |= flag;
        }
    }
    words
});

/// The flags of one element by itself. Worked out once for a page, and then looked up.
pub fn own_flags(dom: &Dom, id: NodeId) -> Flags {
    marks(dom, id) & !(7 << BODY_SHIFT)
}

/// Above the flags of an element, in three bits, stands how plainly it says that it holds the body.
const BODY_SHIFT: u32 = 26;

fn marks(dom: &Dom, id: NodeId) -> u32 {
    let all = dom.marks.get_or_init(|| {
        (0..dom.len() as NodeId)
            .map(|id| flags_of(dom, id) | u32::from(body_of(dom, id)) << BODY_SHIFT)
            .collect()
    });
    all.get(id as usize).copied().unwrap_or(0)
}

fn flags_of(dom: &Dom, id: NodeId) -> Flags {
    let Some(name) = dom.name(id) else { return 0 };
    let mut flags = match &**name {
        "nav" | "footer" | "aside" | "dialog" | "menu" => BOILERPLATE,
        "figure" | "picture" => FIGURE,
        "figcaption" => FIGURE | CAPTION,
        "caption" => CAPTION,
        "time" => TIME,
        "li" | "dd" | "dt" => ITEM,
        "p" => PARAGRAPH,
        "blockquote" => QUOTE,
        "button" => BUTTONS,
        _ => 0,
    };
    let class = dom.attr(id, "class").unwrap_or("");
    let element_id = dom.attr(id, "id").unwrap_or("");
    let hidden_style = dom.attr(id, "style").is_some_and(|style| {
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    if dom.attr(id, "hidden").is_some()
        || hidden_style
        || dom.attr(id, "aria-hidden") == Some("true")
    {
        flags |= HIDDEN;
    }
    if let Some(
        "navigation" | "banner" | "contentinfo" | "complementary" | "dialog" | "search" | "menu"
        | "toolbar",
    ) = dom.attr(id, "role")
    {
        flags |= BOILERPLATE;
    }
    match dom.attr(id, "itemprop") {
        Some(prop) if prop.contains("articleBody") => flags |= BODY,
        Some("author" | "creator") => flags |= BYLINE | USER,
        Some("datePublished" | "dateCreated" | "dateModified" | "commentTime") => flags |= TIME,
        Some("caption") => flags |= CAPTION,
        Some("copyrightHolder" | "copyrightNotice") => flags |= CREDIT,
        _ => {}
    }
    if dom
        .attr(id, "rel")
        .is_some_and(|rel| rel.split_whitespace().any(|r| r == "author"))
    {
        flags |= BYLINE | USER;
    }
    if class.is_empty() && element_id.is_empty() {
        return flags;
    }
    let shown_wider = class.split_whitespace().any(|c| {
        c.ends_with("block") || c.ends_with("flex") || c.ends_with("grid") || c.ends_with("inline")
    });
    if class
        .split_whitespace()
        .any(|c| HIDING_CLASSES.contains(&c))
        && !shown_wider
    {
        flags |= HIDDEN;
    }
    let mut words = words_of(class);
    words.extend(words_of(element_id));
    let mut known: Flags = 0;
    for word in &words {
        known |= WORDS.get(word.as_str()).copied().unwrap_or(0);
        if word.contains("caption") {
            flags |= CAPTION;
        }
        if word.contains("byline") || word.contains("author") {
            flags |= BYLINE;
        }
        if word.contains("date") && word != "update" && word != "updates"
            || word.contains("timestamp")
            || word.ends_with("time")
        {
            flags |= TIME;
        }
    }
    if known & OF_STATE != 0 {
        known &= !COMMENTS;
    }
    flags |= known & !OF_STATE;
    flags
}

/// How plainly an element says that it holds the article's body, up to 4; 0 where it does not.
pub fn says_body(dom: &Dom, id: NodeId) -> u8 {
    (marks(dom, id) >> BODY_SHIFT & 7) as u8
}

fn body_of(dom: &Dom, id: NodeId) -> u8 {
    if dom
        .attr(id, "itemprop")
        .is_some_and(|prop| prop.contains("articleBody"))
    {
        return 4;
    }
    if dom.name(id).is_none() {
        return 0;
    }
    let written = [dom.attr(id, "class"), dom.attr(id, "id")];
    let words: Vec<String> = written.into_iter().flatten().flat_map(words_of).collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    let joined = [
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
    if has(&joined) || words.windows(2).any(|w| is_body_pair(&w[0], &w[1])) {
        return 3;
    }
    if dom.is(id, "article") {
        return 2;
    }
    u8::from(dom.is(id, "main") || dom.attr(id, "role") == Some("main"))
}

fn is_body_pair(first: &str, second: &str) -> bool {
    ["article", "story", "post", "entry", "news"].contains(&first)
        && ["body", "content", "text"].contains(&second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_names_of_classes() {
        assert_eq!(
            words_of("article__body-text StoryCaption h2"),
            ["article", "body", "text", "story", "caption", "h"]
        );
        assert_eq!(words_of("--"), Vec::<String>::new());
    }
}
