//! What a page says of itself in JSON-LD, in the terms of schema.org.

use crate::dom::{Dom, NodeId, collapse};
use dateline_vocabulary::Votes;
use serde_json::Value;
use std::collections::BTreeMap;

/// The article of a page, as its JSON-LD has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinkedArticle {
    /// `headline`, or `name`.
    pub headline: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `datePublished` as written.
    pub date_published: Option<String>,
    /// `dateCreated` as written.
    pub date_created: Option<String>,
    /// `dateModified` as written.
    pub date_modified: Option<String>,
    /// `articleSection`, the first where there are several.
    pub section: Option<String>,
    /// Names of the trail that leads to the page, the front page first.
    pub trail: Vec<String>,
    /// Names of `author` or `creator`, bodies left out.
    pub authors: Vec<String>,
    /// Names of those of them that are organisations.
    pub bodies: Vec<String>,
    /// Name of `publisher`.
    pub publisher: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// `isAccessibleForFree`.
    pub is_free: Option<bool>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// `url`.
    pub url: Option<String>,
    /// `comment`.
    pub comments: Vec<LinkedComment>,
}

/// A comment in JSON-LD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkedComment {
    /// Name of its author.
    pub author: Option<String>,
    /// When, as written.
    pub date: Option<String>,
    /// Its words.
    pub text: String,
    /// What readers gave it.
    pub votes: Option<Votes>,
    /// Index of the comment that it answers; it stands earlier.
    pub reply_to: Option<usize>,
}

/// Comments after this many are left out.
const MAX_COMMENTS: usize = 20_000;

/// Types of an article, the more telling first.
const ARTICLES: &[&str] = &[
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "BlogPosting",
    "Article",
    "SocialMediaPosting",
    "Report",
    "TechArticle",
    "WebPage",
    "ItemPage",
];

/// Reads all JSON-LD of the page and merges what its articles say, the most telling one first.
pub fn linked_article(dom: &Dom, elements: &[NodeId]) -> LinkedArticle {
    let values: Vec<Value> = elements
        .iter()
        .filter(|&&id| {
            dom.is(id, "script")
                && dom
                    .attr(id, "type")
                    .is_some_and(|t| t.trim().eq_ignore_ascii_case("application/ld+json"))
        })
        .filter_map(|&id| parse_loosely(&dom.raw_text(id)))
        .collect();
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let mut articles: Vec<(usize, &serde_json::Map<String, Value>)> = Vec::new();
    let mut trail: Vec<String> = Vec::new();
    let mut open: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(object) => {
                if let (Some(Value::String(id)), Some(Value::String(name))) =
                    (object.get("@id"), object.get("name"))
                {
                    names.entry(id).or_insert(name);
                }
                if let Some(rank) = types(object)
                    .filter_map(|t| ARTICLES.iter().position(|a| *a == t))
                    .min()
                {
                    articles.push((rank, object));
                }
                if trail.is_empty() && types(object).any(|t| t == "BreadcrumbList") {
                    trail = trail_of(object);
                }
                for key in [
                    "@graph",
                    "breadcrumb",
                    "mainEntity",
                    "mainEntityOfPage",
                    "author",
                    "publisher",
                    "hasPart",
                ] {
                    open.extend(object.get(key));
                }
            }
            _ => {}
        }
    }
    articles.sort_by_key(|(rank, _)| *rank);
    let mut merged = LinkedArticle {
        trail,
        ..LinkedArticle::default()
    };
    for (rank, object) in articles {
        merge(
            &mut merged,
            object,
            &names,
            ARTICLES[rank] == "WebPage" || ARTICLES[rank] == "ItemPage",
        );
    }
    merged
}

fn merge(
    merged: &mut LinkedArticle,
    object: &serde_json::Map<String, Value>,
    names: &BTreeMap<&str, &str>,
    generic: bool,
) {
    let text = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .map(unescape)
            .filter(|t| !t.is_empty())
    };
    let fill = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    fill(
        &mut merged.headline,
        text("headline").or_else(|| if generic { None } else { text("name") }),
    );
    fill(&mut merged.description, text("description"));
    fill(&mut merged.date_published, text("datePublished"));
    fill(&mut merged.date_created, text("dateCreated"));
    fill(&mut merged.date_modified, text("dateModified"));
    fill(
        &mut merged.section,
        first_text(object.get("articleSection")),
    );
    fill(&mut merged.url, text("url"));
    fill(&mut merged.language, text("inLanguage"));
    if merged.body.is_none() {
        merged.body = object
            .get("articleBody")
            .and_then(Value::as_str)
            .map(str::to_owned);
    }
    if merged.is_free.is_none() {
        merged.is_free = match object.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => Some(*free),
            Some(Value::String(free)) => Some(!free.eq_ignore_ascii_case("false")),
            _ => None,
        };
    }
    if merged.authors.is_empty() && merged.bodies.is_empty() {
        let told = ["author", "creator"]
            .iter()
            .map(|key| person_names(object.get(*key), names))
            .find(|n| !n.is_empty())
            .unwrap_or_default();
        let bodies: Vec<String> = ["author", "creator"]
            .iter()
            .flat_map(|key| body_names(object.get(*key)))
            .collect();
        (merged.bodies, merged.authors) = told.into_iter().partition(|name| bodies.contains(name));
    }
    if merged.publisher.is_none() {
        merged.publisher = person_names(object.get("publisher"), names)
            .into_iter()
            .next();
    }
    if merged.comments.is_empty() {
        merged.comments = comments_of(object, names);
    }
}

/// A text, or the first of a list of texts.
fn first_text(value: Option<&Value>) -> Option<String> {
    let value = match value? {
        Value::Array(items) => items.first()?,
        value => value,
    };
    value.as_str().map(unescape).filter(|t| !t.is_empty())
}

/// The names of a `BreadcrumbList` in the order of their positions.
fn trail_of(list: &serde_json::Map<String, Value>) -> Vec<String> {
    let items = list.get("itemListElement").and_then(Value::as_array);
    let mut names: Vec<(u64, String)> = items
        .into_iter()
        .flatten()
        .take(20)
        .enumerate()
        .filter_map(|(k, item)| {
            let at = item.get("position").and_then(|p| {
                p.as_u64()
                    .or_else(|| p.as_str().and_then(|p| p.parse().ok()))
            });
            let name = first_text(item.get("name"))
                .or_else(|| first_text(item.get("item").and_then(|i| i.get("name"))))?;
            Some((at.unwrap_or(k as u64 + 1), name))
        })
        .collect();
    names.sort_by_key(|(at, _)| *at);
    names.into_iter().map(|(_, name)| name).collect()
}

/// The comments of an article, those in others behind them: by `comment`, or by the `parentItem` that they name.
fn comments_of(
    article: &serde_json::Map<String, Value>,
    names: &BTreeMap<&str, &str>,
) -> Vec<LinkedComment> {
    let mut found: Vec<LinkedComment> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    let mut open: Vec<(&Value, Option<usize>)> = Vec::new();
    open.extend(article.get("comment").map(|value| (value, None)));
    while let Some((value, around)) = open.pop() {
        let object = match value {
            Value::Array(items) => {
                open.extend(items.iter().rev().map(|item| (item, around)));
                continue;
            }
            Value::Object(object) if found.len() < MAX_COMMENTS => object,
            _ => continue,
        };
        let field = |key: &str| object.get(key).and_then(Value::as_str).map(unescape);
        let parent = match object.get("parentItem") {
            Some(Value::String(id)) => place.get(id.as_str()).copied(),
            Some(item) => item
                .get("@id")
                .or_else(|| item.get("url"))
                .and_then(Value::as_str)
                .and_then(|id| place.get(id).copied()),
            None => None,
        };
        let answers = parent.or(around);
        let mut here = answers;
        if let Some(text) = field("text")
            .or_else(|| field("commentText"))
            .filter(|text| !text.is_empty())
        {
            here = Some(found.len());
            let author = object.get("author").or_else(|| object.get("creator"));
            found.push(LinkedComment {
                author: person_names(author, names).into_iter().next(),
                date: field("dateCreated").or_else(|| field("datePublished")),
                text,
                votes: votes_of(object),
                reply_to: answers,
            });
        }
        if let Some(here) = here {
            for id in ["@id", "url"]
                .iter()
                .filter_map(|k| object.get(*k)?.as_str())
            {
                place.entry(id).or_insert(here);
            }
        }
        open.extend(object.get("comment").map(|value| (value, here)));
    }
    found
}

/// `upvoteCount` and `downvoteCount`, or the count of likes.
fn votes_of(comment: &serde_json::Map<String, Value>) -> Option<Votes> {
    let number = |value: Option<&Value>| match value? {
        Value::String(digits) => digits.trim().parse::<i64>().ok(),
        value => value.as_i64(),
    };
    let mut votes = Votes {
        up: number(comment.get("upvoteCount")),
        down: number(comment.get("downvoteCount")),
        score: None,
    };
    let statistics = match comment.get("interactionStatistic") {
        Some(Value::Array(items)) => items.as_slice(),
        Some(item) => std::slice::from_ref(item),
        None => &[],
    };
    for item in statistics {
        let kind = item.get("interactionType").map(|kind| {
            kind.as_str()
                .or_else(|| kind.get("@type").and_then(Value::as_str))
                .unwrap_or("")
        });
        let count = number(item.get("userInteractionCount"));
        match kind.map(|k| k.rsplit('/').next().unwrap_or(k)) {
            Some("LikeAction" | "AgreeAction") => votes.up = votes.up.or(count),
            Some("DislikeAction" | "DisagreeAction") => votes.down = votes.down.or(count),
            _ => {}
        }
    }
    (votes != Votes::default()).then_some(votes)
}

fn types(object: &serde_json::Map<String, Value>) -> impl Iterator<Item = &str> {
    let one = object.get("@type").and_then(Value::as_str);
    let many = object
        .get("@type")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    one.into_iter()
        .chain(many)
        .map(|t| t.rsplit(['/', ':']).next().unwrap_or(t))
}

/// Names out of a string, an object with a name, a reference to one, or a list of these.
fn person_names(value: Option<&Value>, names: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open: Vec<&Value> = value.into_iter().collect();
    while let Some(value) = open.pop() {
        let name = match value {
            Value::Array(items) => {
                open.extend(items.iter().rev());
                continue;
            }
            Value::String(name) => Some(name.as_str()),
            Value::Object(object) => match object.get("name") {
                Some(Value::Array(items)) => {
                    open.extend(items.iter().rev());
                    continue;
                }
                Some(name) => name.as_str(),
                None => object
                    .get("@id")
                    .and_then(Value::as_str)
                    .and_then(|id| names.get(id).copied()),
            },
            _ => None,
        };
        if let Some(name) = name.map(unescape).filter(|n| !n.is_empty())
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// The names of those in a list that are called organisations.
fn body_names(value: Option<&Value>) -> Vec<String> {
    let items = match value {
        Some(Value::Array(items)) => items.iter().collect(),
        Some(item) => vec![item],
        None => Vec::new(),
    };
    let objects = items.into_iter().filter_map(Value::as_object);
    objects
        .filter(|object| types(object).any(|t| t.ends_with("Organization")))
        .filter_map(|object| Some(unescape(object.get("name")?.as_str()?)))
        .collect()
}

/// JSON, or what remains of it after the slips that pages make: bare control characters, comment fences.
fn parse_loosely(text: &str) -> Option<Value> {
    let text = text
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[");
    let text = text
        .trim_end_matches("-->")
        .trim_end_matches("]]>")
        .trim_end_matches("//")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let plain: String = text
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str(&plain).ok()
    })
}

/// The text with the entities that pages leave in their JSON resolved, tags gone, blanks collapsed.
pub fn unescape(text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains('<') && text.contains('>') {
        let mut bare = String::new();
        let mut in_tag = false;
        for c in text.chars() {
            match c {
                '<' => in_tag = true,
                '>' if in_tag => {
                    in_tag = false;
                    bare.push(' ');
                }
                c if !in_tag => bare.push(c),
                _ => {}
            }
        }
        text = bare;
    }
    if text.contains('&') {
        for (entity, plain) in [
            ("&quot;", "\""),
            ("&#34;", "\""),
            ("&apos;", "'"),
            ("&#39;", "'"),
            ("&#039;", "'"),
            ("&#x27;", "'"),
            ("&rsquo;", "’"),
            ("&lsquo;", "‘"),
            ("&rdquo;", "”"),
            ("&ldquo;", "“"),
            ("&#8217;", "’"),
            ("&#8216;", "‘"),
            ("&#8220;", "“"),
            ("&#8221;", "”"),
            ("&#8211;", "–"),
            ("&#8212;", "—"),
            ("&ndash;", "–"),
            ("&mdash;", "—"),
            ("&nbsp;", " "),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
        ] {
            text = text.replace(entity, plain);
        }
    }
    collapse(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::ROOT;
    use crate::parse_html::parse_html;

    fn article(json: &str) -> LinkedArticle {
        let (dom, _) = parse_html(&format!(
            "<script type=\"application/ld+json\">{json}</script>"
        ));
        linked_article(&dom, &dom.elements(ROOT))
    }

    #[test]
    fn reads_graphs_references_and_lists() {
        let found = article(
            r##"{"@graph":[{"@type":"WebPage","name":"Site","url":"u"},{"@id":"#a","@type":"Person","name":"Ann Lee"},
            {"@type":["NewsArticle"],"headline":"Bridge &amp; river","datePublished":"2014-06-03","author":[{"@id":"#a"},{"name":"Bo Ek"}],
            "publisher":{"name":"Alder Post"},"comment":[{"author":{"name":"Cy"},"text":"Sad."}]}]}"##,
        );
        assert_eq!(found.headline.as_deref(), Some("Bridge & river"));
        assert_eq!(found.authors, ["Ann Lee", "Bo Ek"]);
        assert_eq!(found.publisher.as_deref(), Some("Alder Post"));
        assert_eq!(
            found.comments,
            [LinkedComment {
                author: Some("Cy".into()),
                text: "Sad.".into(),
                ..LinkedComment::default()
            }]
        );
    }

    #[test]
    fn bears_bare_line_ends_and_rubbish() {
        assert_eq!(
            article("{\"@type\":\"Article\",\"headline\":\"a\nb\"};")
                .headline
                .as_deref(),
            Some("a b")
        );
        assert_eq!(article("{\"@type\":"), LinkedArticle::default());
    }
}
