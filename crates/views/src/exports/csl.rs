//! The documents as CSL-JSON, for Zotero, Pandoc and other reference managers.

use crate::plain::one_line;
use dateline_vocabulary::Document;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// A document as an item of CSL-JSON (`article-newspaper`). A day of publication that is not known is left out.
pub fn csl_item(document: &Document) -> Value {
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(name.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.as_deref().map(|text| json!(one_line(text)));
    put("id", Some(json!(document.id.as_str())));
    put("type", Some(json!("article-newspaper")));
    put("title", text(&document.headline));
    put("container-title", text(&document.outlet));
    let authors: Vec<Value> = (document.bylines.iter())
        .map(|name| json!({ "literal": one_line(name) }))
        .collect();
    put(
        "author",
        (!authors.is_empty()).then(|| Value::from(authors)),
    );
    let parts = |day: Date| json!([day.year(), day.month(), day.day()]);
    let published = &document.published;
    let issued = match (published.from, published.to) {
        (Some(from), Some(to)) if from == to => Some(json!({ "date-parts": [parts(from)] })),
        (Some(from), Some(to)) => Some(json!({ "date-parts": [parts(from), parts(to)] })),
        _ => None,
    };
    put("issued", issued);
    put("URL", text(&document.url));
    put("language", text(&document.language));
    put("section", text(&document.section));
    let note = format!("SHA-256 of the saved page: {}", document.sha256);
    put("note", (!document.sha256.is_empty()).then(|| json!(note)));
    Value::Object(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_cited() {
        let mut document = Document::new("d".into(), "d.html", "");
        document.headline = Some("Dam\nclosed".into());
        document.bylines = vec!["Ann Lee".into()];
        let day = jiff::civil::date(2011, 10, 6);
        (document.published.from, document.published.to) = (Some(day), Some(day));
        assert_eq!(
            csl_item(&document),
            json!({
                "id": "d", "type": "article-newspaper", "title": "Dam closed",
                "author": [{ "literal": "Ann Lee" }], "issued": { "date-parts": [[2011, 10, 6]] },
            })
        );
    }
}
