//! What was read on a page as W3C Web Annotations (TR/annotation-model), one a line.
//!
//! Each points at its words twice: by the words with those around them, and by their place in the text that Dateline shows, in code
//! points. The source is the page's own address where it has one, else a name made of the digest of its bytes.

use dateline_vocabulary::{
    Attribution, CodePoints, Document, DocumentRecords, Event, Mention, Span, Time,
};
use serde_json::{Value, json};

/// Code points before and after the words, by which they are found again.
const AROUND: u32 = 32;

/// The annotations of a page, each as a line of JSON, in the order of its records: names, times, who says what, what happens.
pub fn annotation_lines(records: &DocumentRecords) -> impl Iterator<Item = String> + '_ {
    let index = CodePoints::of(&records.document.text);
    let target = move |span: Span| target(&records.document, &index, span);
    let mut lines = Vec::new();
    let mut put = |id: &str, motivation: &str, body: Vec<Value>, target: Value| {
        let annotation = json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": format!("urn:dateline:{id}"),
            "type": "Annotation",
            "motivation": motivation,
            "body": body,
            "target": target,
        });
        lines.push(format!("{annotation}\n"));
    };
    for it in &records.mentions {
        put(
            it.id.as_str(),
            "identifying",
            of_mention(it),
            target(it.words.span),
        );
    }
    for it in &records.times {
        put(
            it.id.as_str(),
            "tagging",
            of_time(it),
            target(it.words.span),
        );
    }
    for it in &records.attributions {
        let mut spans = it.content.spans.iter().map(|span| target(*span));
        let whole = match it.content.spans.len() {
            1 => spans.next().unwrap_or_default(),
            _ => Value::from(spans.collect::<Vec<_>>()),
        };
        put(it.id.as_str(), "describing", of_attribution(it), whole);
    }
    for it in &records.events {
        put(
            it.id.as_str(),
            "classifying",
            of_event(it),
            target(it.trigger.span),
        );
    }
    lines.into_iter()
}

fn target(document: &Document, index: &CodePoints, span: Span) -> Value {
    let cut = |start: u32, end: u32| index.slice(&document.text, Span { start, end });
    let source = match &document.url {
        Some(url) if url.starts_with("http") => url.clone(),
        _ => format!("urn:sha256:{}", document.sha256),
    };
    json!({
        "source": source,
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": cut(span.start, span.end),
                "prefix": cut(span.start.saturating_sub(AROUND), span.start),
                "suffix": cut(span.end, span.end.saturating_add(AROUND).min(index.len())),
            },
            { "type": "TextPositionSelector", "start": span.start, "end": span.end },
        ],
    })
}

fn text(purpose: &str, value: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain" })
}

fn of_mention(it: &Mention) -> Vec<Value> {
    let mut body = vec![text("tagging", it.mention_type.as_str())];
    body.extend(it.entity.iter().map(|id| text("identifying", id.as_str())));
    body
}

fn of_time(it: &Time) -> Vec<Value> {
    let mut body = vec![text("tagging", it.timex_type.as_str())];
    body.extend(it.value.iter().map(|value| text("describing", value)));
    body
}

fn of_attribution(it: &Attribution) -> Vec<Value> {
    let mut body = vec![text("tagging", it.stance.as_str())];
    body.extend(
        it.source_type
            .iter()
            .map(|kind| text("tagging", kind.as_str())),
    );
    body.push(text("describing", &it.chain.join(" ← ")));
    body
}

fn of_event(it: &Event) -> Vec<Value> {
    let mut body = vec![text("tagging", it.factuality.as_str())];
    body.extend(
        it.plover
            .iter()
            .map(|plover| text("tagging", plover.as_str())),
    );
    if let Some(from) = it.days.from {
        let to = it.days.to.map_or(String::new(), |to| format!("/{to}"));
        body.push(text("describing", &format!("{from}{to}")));
    }
    body.extend(
        it.happening
            .iter()
            .map(|id| text("identifying", id.as_str())),
    );
    body
}
