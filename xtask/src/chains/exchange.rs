//! Dateline's exchange form as answers.

use super::record::{Attribution, Record, Run};
use crate::project::{Outcome, read_articles};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// A source, cue or content in exchange form.
#[derive(Deserialize)]
struct Fragments {
    spans: Vec<Run>,
}

/// The fields of an `attribution` that are scored.
#[derive(Deserialize)]
struct Exchanged {
    id: String,
    source: Option<Fragments>,
    cue: Option<Fragments>,
    content: Fragments,
    source_type: Option<String>,
    stance: Option<String>,
    #[serde(default)]
    withheld: bool,
    count: Option<u32>,
    reason: Option<String>,
    within: Option<String>,
    #[serde(default)]
    chain: Vec<String>,
}

/// Has Dateline read the records, each by itself. It is given outlet and headline too, to use or not.
pub fn answers_of_dateline(
    binary: &Path,
    records: &[Record],
) -> Outcome<BTreeMap<String, Vec<Attribution>>> {
    let articles = records.iter().map(|record| {
        json!({"id": record.id, "text": record.text, "outlet": record.outlet, "headline": record.headline})
    });
    of_exchange(&read_articles(binary, articles)?, records)
}

fn of_exchange(lines: &str, records: &[Record]) -> Outcome<BTreeMap<String, Vec<Attribution>>> {
    let texts: BTreeMap<&str, &str> = records
        .iter()
        .map(|record| (record.id.as_str(), record.text.as_str()))
        .collect();
    let mut read: BTreeMap<String, Vec<Exchanged>> = BTreeMap::new();
    let no_json = |error| format!("`dateline read` printed what was not expected: {error}");
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).map_err(no_json)?;
        match line["kind"].as_str() {
            Some("document") => {
                let id = line["id"].as_str().unwrap_or("");
                // Offsets mean nothing in another text.
                if line["text"].as_str() != texts.get(id).copied() {
                    return Err(format!("`dateline read` changed the text of `{id}`"));
                }
                read.insert(id.to_owned(), Vec::new());
            }
            Some("attribution") => {
                let document = line["document"].as_str().unwrap_or("").to_owned();
                let exchanged = serde_json::from_value(line).map_err(no_json)?;
                read.entry(document).or_default().push(exchanged);
            }
            _ => {}
        }
    }
    Ok(read
        .into_iter()
        .map(|(document, read)| (document, in_form_of_gold(read)))
        .collect())
}

fn in_form_of_gold(read: Vec<Exchanged>) -> Vec<Attribution> {
    let numbers: BTreeMap<String, usize> = read
        .iter()
        .enumerate()
        .map(|(number, exchanged)| (exchanged.id.clone(), number))
        .collect();
    let runs = |fragments: Option<Fragments>| fragments.map_or_else(Vec::new, |it| it.spans);
    read.into_iter()
        .map(|exchanged| Attribution {
            source: runs(exchanged.source),
            cue: runs(exchanged.cue),
            content: exchanged.content.spans,
            source_type: exchanged.source_type,
            stance: exchanged.stance,
            withheld: exchanged.withheld,
            count: exchanged.count,
            reason: exchanged.reason,
            chain: exchanged.chain,
            within: exchanged
                .within
                .and_then(|outer| numbers.get(&outer).copied()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchange_form_becomes_the_form_of_the_gold() {
        let record = Record {
            id: "r".into(),
            kind: "sentence".into(),
            outlet: None,
            headline: None,
            text: "Dell said Vos lied.".into(),
            attributions: Vec::new(),
        };
        let attribution = |id: &str, within: Value| {
            json!({"kind": "attribution", "id": id, "document": "r",
                "source": {"start": 0, "end": 4, "text": "Dell", "spans": [[0, 4]], "mention": null},
                "cue": null, "content": {"start": 10, "end": 18, "text": "Vos lied", "spans": [[10, 18]]},
                "source_type": "named", "stance": "asserts", "withheld": false, "count": null, "reason": null,
                "within": within, "chain": ["Dell"]})
        };
        let document = json!({"kind": "document", "id": "r", "text": record.text});
        let lines = [
            document,
            attribution("r.a2", json!("r.a1")),
            attribution("r.a1", Value::Null),
        ];
        let lines = lines.map(|line| line.to_string()).join("\n");
        let answers = of_exchange(&lines, &[record]).expect("well-formed");
        let found = &answers["r"];
        assert_eq!(found[0].within, Some(1));
        assert_eq!(found[1].within, None);
        assert_eq!(found[0].source, [[0, 4]]);
        assert!(found[0].cue.is_empty());
        assert!(of_exchange(&lines, &[]).is_err(), "another text");
    }
}
