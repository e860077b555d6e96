//! Dateline's exchange form as answers.

use super::answer::{Answer, Comment, Entry};
use crate::command::capture_or;
use crate::project::Outcome;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Has Dateline read the pages of the test set.
pub fn answers_of_dateline(
    binary: &Path,
    set: &Path,
    gold: &[Answer],
) -> Outcome<BTreeMap<String, Answer>> {
    let mut command = Command::new(binary);
    command.current_dir(set).arg("read");
    command.args(gold.iter().map(|page| &page.page));
    let mut answers: BTreeMap<String, Answer> = BTreeMap::new();
    let mut page = (String::new(), Vec::new());
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for line in capture_or(&mut command, &[0, 1])?.lines() {
        let record: Value = serde_json::from_str(line)
            .map_err(|error| format!("`dateline read` printed no JSON: {error}"))?;
        match record["kind"].as_str() {
            Some("document") => {
                let answer = of_document(&record);
                let text = record["text"].as_str().unwrap_or("").chars().collect();
                page = (answer.page.clone(), text);
                places.clear();
                answers.insert(answer.page.clone(), answer);
            }
            Some("passage") => {
                if let Some(answer) = answers.get_mut(&page.0) {
                    take_passage(answer, &record, &page.1, &mut places);
                }
            }
            _ => {}
        }
    }
    Ok(answers)
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn of_document(record: &Value) -> Answer {
    let published = &record["published"];
    let day = text_of(&published["from"]).filter(|_| published["from"] == published["to"]);
    let list = |value: &Value, key: Option<&str>| -> Vec<String> {
        let items = value.as_array().into_iter().flatten();
        items
            .filter_map(|item| text_of(key.map_or(item, |key| &item[key])))
            .collect()
    };
    Answer {
        page: text_of(&record["file"])
            .unwrap_or_default()
            .replace('\\', "/"),
        headline: text_of(&record["headline"]),
        bylines: list(&record["bylines"], None),
        outlet: text_of(&record["outlet"]),
        section: text_of(&record["section"]),
        language: text_of(&record["language"]),
        published: day,
        published_time: text_of(&published["at"]),
        updated: text_of(&record["updated"]["at"]),
        captured: text_of(&record["captured"]["at"]),
        contradicting: list(&published["contradicting"], Some("at")),
        dateline: text_of(&record["dateline"]),
        partial: !record["partial"].is_null(),
        ..Answer::default()
    }
}

fn take_passage(
    answer: &mut Answer,
    record: &Value,
    text: &[char],
    places: &mut BTreeMap<String, usize>,
) {
    let offset = |key: &str| record[key].as_u64().map_or(0, |n| n as usize);
    let words: String = text
        .get(offset("start")..offset("end"))
        .unwrap_or_default()
        .iter()
        .collect();
    let part = record["part"].as_str();
    let reply_to = record["reply_to"]
        .as_str()
        .and_then(|id| places.get(id).copied());
    match record["role"].as_str().unwrap_or("") {
        "paragraph" | "list_item" => {
            match part {
                Some("block_quote") => answer.block_quotes.push(words.clone()),
                Some("table_row") => answer.table_rows.push(words.clone()),
                _ => {}
            }
            if let Some(time) = text_of(&record["posted"]) {
                answer.entries.push(Entry {
                    time: Some(time),
                    first_words: words.clone(),
                });
            }
            answer.paragraphs.push(words);
        }
        "heading" => answer.headings.push(words),
        "standfirst" => answer.standfirst = Some(words),
        "caption" => answer.captions.push(words),
        "credit" => answer.credits.push(words),
        "note" if part == Some("moderation") => match reply_to {
            Some(to) => answer.comments[to].note = Some(words),
            None => answer.comments.push(Comment {
                note: Some(words),
                author: text_of(&record["author"]),
                posted: text_of(&record["posted"]),
                ..Comment::default()
            }),
        },
        "note" => answer.notes.push(words),
        "comment" => {
            if let Some(id) = record["id"].as_str() {
                places.insert(id.to_owned(), answer.comments.len());
            }
            answer.comments.push(Comment {
                author: text_of(&record["author"]),
                posted: text_of(&record["posted"]),
                reply_to,
                text: words,
                votes: serde_json::from_value(record["votes"].clone()).unwrap_or_default(),
                note: None,
            });
        }
        "residue" if part == Some("pull_quote") => answer.pull_quotes.push(words),
        "residue" => answer.residue.push(words),
        _ => {}
    }
}
