//! Golden dossiers: what the example piles come to, in files that people can read and compare.
//!
//! `UPDATE_EXPECT=1 cargo xtask golden` rewrites them; read the difference before it is kept.

use crate::arithmetic;
use crate::command::capture;
use crate::drill::first_difference;
use crate::project::{Outcome, Profile, dateline, read_text, root, scratch, write_text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const PILES: &[&str] = &["harbour", "strike"];
const VIEWS: &[&str] = &["timeline", "claims", "disputes"];

/// Makes the dossiers of the piles, and compares or rewrites the golden ones.
pub fn run(binary: Option<PathBuf>) -> Outcome {
    let binary = dateline(binary, Profile::Dev)?;
    let rewrite =
        std::env::var_os("UPDATE_EXPECT").is_some_and(|value| !value.is_empty() && value != "0");
    if rewrite {
        arithmetic::note()?;
    }
    let written_here = arithmetic::is_the_same()?;
    let mut differences = Vec::new();
    for pile in PILES {
        let golden = root().join("xtask/golden").join(pile);
        for (name, text) in dossier_of(&binary, pile)? {
            let path = golden.join(&name);
            let shown = format!("xtask/golden/{pile}/{name}");
            if rewrite {
                std::fs::create_dir_all(&golden)
                    .map_err(|error| format!("`{}` cannot be made: {error}", golden.display()))?;
                write_text(&path, &text)?;
                println!("wrote {shown}");
            } else if !path.exists() {
                differences.push(format!("{shown} is not there"));
            } else {
                let expected = read_text(&path)?.replace("\r\n", "\n");
                if !arithmetic::agrees(&expected, &text, written_here) {
                    differences.push(format!("{shown}: {}", first_difference(&expected, &text)));
                }
            }
        }
    }
    if differences.is_empty() {
        let piles = PILES.join(" and ");
        if written_here {
            println!("the dossiers of {piles} are the golden ones");
        } else {
            println!(
                "the dossiers of {piles} have most words of the golden ones, which a machine made that sums differently"
            );
        }
        return Ok(());
    }
    Err(format!(
        "dossiers of the examples differ from the golden ones:\n  {}\n`UPDATE_EXPECT=1 cargo xtask golden` rewrites them; read the difference before you keep it",
        differences.join("\n  ")
    ))
}

/// The files of a golden dossier, by name.
fn dossier_of(binary: &Path, pile: &str) -> Outcome<BTreeMap<String, String>> {
    let folder = scratch()?;
    let dossier = folder.path().join("golden.dateline");
    let dateline = |args: &[&str]| {
        let mut command = Command::new(binary);
        command
            .current_dir(root())
            .env("NO_COLOR", "1")
            .arg("--dossier")
            .arg(&dossier)
            .args(args);
        capture(&mut command)
    };
    dateline(&["add", &format!("examples/{pile}")])?;
    let mut files = BTreeMap::new();
    for view in VIEWS {
        files.insert(format!("{view}.txt"), dateline(&[view])?);
    }
    files.insert("records.txt".to_owned(), listing(&dateline(&["export"])?)?);
    Ok(files)
}

/// The records of an export with their words, without ids and offsets, page by page in the order of the files.
fn listing(export: &str) -> Outcome<String> {
    let mut records = Vec::new();
    for line in export.lines() {
        let record: Value = serde_json::from_str(line)
            .map_err(|error| format!("the export has a line that is not JSON: {error}"))?;
        records.push(record);
    }
    let file_of: BTreeMap<&str, &str> = records
        .iter()
        .filter(|record| record["kind"] == "document")
        .map(|record| (word(&record["id"]), word(&record["file"])))
        .collect();
    let text_of: BTreeMap<&str, Vec<char>> = records
        .iter()
        .filter(|record| record["kind"] == "document")
        .map(|record| (word(&record["id"]), word(&record["text"]).chars().collect()))
        .collect();
    let name_of: BTreeMap<&str, &str> = records
        .iter()
        .filter(|record| record["kind"] == "entity")
        .map(|record| (word(&record["id"]), word(&record["name"])))
        .collect();
    let mut lines: Vec<(&str, u64, String)> = Vec::new();
    for record in &records {
        let document = match word(&record["kind"]) {
            "document" => word(&record["id"]),
            _ => word(&record["document"]),
        };
        let Some(file) = file_of.get(document) else {
            continue;
        };
        let start = ["trigger", "cue"]
            .iter()
            .find_map(|part| record[part]["start"].as_u64())
            .or_else(|| record["start"].as_u64())
            .unwrap_or(0);
        let line = match word(&record["kind"]) {
            "document" => describe_document(record),
            "passage" => describe_passage(record, &text_of[document]),
            "mention" => format!(
                "mention {} \"{}\" = {}",
                word(&record["type"]),
                one_line(word(&record["text"])),
                name_of.get(word(&record["entity"])).unwrap_or(&"-")
            ),
            "time" => format!(
                "time \"{}\" {} {}",
                one_line(word(&record["text"])),
                or_dash(&record["value"]),
                days(record)
            ),
            "attribution" => describe_attribution(record),
            "event" => describe_event(record),
            _ => continue,
        };
        lines.push((file, start, line));
    }
    lines.sort_by(|a, b| {
        let is_not_document = |line: &str| !line.starts_with("document");
        (a.0, is_not_document(&a.2), a.1, &a.2).cmp(&(b.0, is_not_document(&b.2), b.1, &b.2))
    });
    let mut out = String::new();
    let mut last_file = "";
    for (file, _, line) in lines {
        if file != last_file {
            let gap = if last_file.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}== {file}").expect("writing to a string");
            last_file = file;
        }
        writeln!(out, "{line}").expect("writing to a string");
    }
    Ok(out)
}

fn describe_document(record: &Value) -> String {
    let published = &record["published"];
    let bylines: Vec<&str> = record["bylines"]
        .as_array()
        .into_iter()
        .flatten()
        .map(word)
        .collect();
    format!(
        "document {} | {} | {} | {} | {} {}",
        or_dash(&record["outlet"]),
        or_dash(&record["headline"]),
        bylines.join(" + "),
        or_dash(&record["dateline"]),
        days(published),
        word(&published["basis"])
    )
}

fn describe_passage(record: &Value, text: &[char]) -> String {
    let place = |field: &str| {
        let offset = record[field]
            .as_u64()
            .and_then(|offset| usize::try_from(offset).ok());
        offset.unwrap_or(0).min(text.len())
    };
    let (start, end) = (place("start"), place("end"));
    let words: String = text.get(start..end).unwrap_or_default().iter().collect();
    let signed = match word(&record["author"]) {
        "" => String::new(),
        author => format!(" by {author}"),
    };
    let shown: String = one_line(&words).chars().take(80).collect();
    format!("passage {}{signed} \"{shown}\"", word(&record["role"]))
}

fn describe_attribution(record: &Value) -> String {
    let chain: Vec<&str> = record["chain"]
        .as_array()
        .into_iter()
        .flatten()
        .map(word)
        .collect();
    let withheld = if record["withheld"] == true {
        " withheld"
    } else {
        ""
    };
    format!(
        "attribution {} {}{withheld} | {} | {} | {} | {}",
        or_dash(&record["source_type"]),
        word(&record["stance"]),
        one_line(word(&record["source"]["text"])),
        one_line(word(&record["cue"]["text"])),
        one_line(word(&record["content"]["text"])),
        chain.join(" < ")
    )
}

fn describe_event(record: &Value) -> String {
    let participants: Vec<String> = (record["participants"].as_array().into_iter().flatten())
        .map(|it| format!("{} \"{}\"", word(&it["role"]), one_line(word(&it["text"]))))
        .collect();
    format!(
        "event \"{}\" {} {} {} | {} | at {}",
        word(&record["trigger"]["text"]),
        or_dash(&record["plover"]),
        word(&record["factuality"]),
        days(record),
        participants.join(", "),
        or_dash(&record["place"]["text"])
    )
}

/// A text field; empty where there is none.
fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn or_dash(value: &Value) -> String {
    value.as_str().map_or("-".to_owned(), one_line)
}

fn days(record: &Value) -> String {
    format!("{}..{}", or_dash(&record["from"]), or_dash(&record["to"]))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn listing_goes_by_file_and_place() {
        let export = [
            r#"{"kind":"document","id":"b","file":"b.txt","headline":"B","outlet":null,"bylines":["X","Y"],"dateline":null,"published":{"from":"2017-03-14","to":"2017-03-14","basis":"printed"},"text":"Met\ntoday"}"#,
            r#"{"kind":"document","id":"a","file":"a.txt","headline":"A","bylines":[],"published":{"from":null,"to":null,"basis":"unknown"},"text":""}"#,
            r#"{"kind":"time","document":"b","start":4,"end":9,"text":"today","value":"2017-03-14","from":"2017-03-14","to":"2017-03-14"}"#,
            r#"{"kind":"passage","document":"b","role":"paragraph","start":0,"end":9}"#,
            r#"{"kind":"happening","id":"h"}"#,
        ]
        .join("\n");
        let expected = "== a.txt\ndocument - | A |  | - | -..- unknown\n\n== b.txt\n\
                        document - | B | X + Y | - | 2017-03-14..2017-03-14 printed\n\
                        passage paragraph \"Met today\"\ntime \"today\" 2017-03-14 2017-03-14..2017-03-14\n";
        assert_eq!(listing(&export).as_deref(), Ok(expected));
        assert!(listing("not JSON").is_err());
    }
}
