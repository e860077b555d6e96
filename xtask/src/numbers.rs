//! Scores which numbers Dateline sets against each other, on the pairs of pages of `testset/numbers`: one pile of them all.

use crate::command::capture;
use crate::project::{Outcome, Profile, dateline, read_text, root, scratch, write_text};
use crate::split::SplitWish;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the set.
#[derive(Deserialize)]
struct Pairs {
    pair: Vec<Pair>,
}

/// Two pages, and whether they disagree about a number.
#[derive(Deserialize)]
struct Pair {
    id: String,
    disputed: bool,
    why: String,
    a: Page,
    b: Page,
}

#[derive(Deserialize)]
struct Page {
    published: String,
    text: String,
}

/// Scores and prints precision and recall.
pub fn run(binary: Option<PathBuf>, wish: &SplitWish) -> Outcome {
    let binary = dateline(binary, Profile::Dev)?;
    for split in wish.splits()? {
        let name = format!("testset/numbers/pairs.{split}.toml");
        let pairs: Pairs = toml::from_str(&read_text(&root().join(&name))?)
            .map_err(|error| format!("{name}: {error}"))?;
        let found = disputed_pairs(&binary, &pairs.pair)?;
        let gold: BTreeSet<String> = pairs
            .pair
            .iter()
            .filter(|pair| pair.disputed)
            .map(|pair| format!("{0}a {0}b", pair.id))
            .collect();
        let right = found.intersection(&gold).count();
        println!(
            "{split:5} precision {:.2} recall {:.2}: {right} right, {} found, {} of {} pairs disagree",
            right as f64 / found.len().max(1) as f64,
            right as f64 / gold.len().max(1) as f64,
            found.len(),
            gold.len(),
            pairs.pair.len(),
        );
        if wish.faults {
            tell_faults(&pairs.pair, &gold, &found);
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Line {
    kind: String,
    id: String,
    #[serde(default)]
    file: String,
    #[serde(default)]
    about: String,
    #[serde(default)]
    sides: Vec<Side>,
}

#[derive(Deserialize)]
struct Side {
    documents: Vec<String>,
}

/// The pages, two by two, that stand on different sides of a dispute about a number.
fn disputed_pairs(binary: &Path, pairs: &[Pair]) -> Outcome<BTreeSet<String>> {
    let folder = scratch()?;
    let pages = pairs
        .iter()
        .flat_map(|pair| [("a", &pair.id, &pair.a), ("b", &pair.id, &pair.b)]);
    let lines: Vec<String> = pages
        .map(|(side, id, page)| {
            let id = format!("{id}{side}");
            json!({"id": id, "file": id, "text": page.text, "published": page.published})
                .to_string()
        })
        .collect();
    let input = folder.path().join("pages.jsonl");
    write_text(&input, &lines.join("\n"))?;
    let run = |arguments: &[&str]| {
        let mut command = Command::new(binary);
        command
            .arg("--dossier")
            .arg(folder.path().join("pairs.dateline"));
        capture(command.args(arguments))
    };
    run(&[
        "add",
        "--as",
        "article",
        "--from",
        "jsonl",
        &input.to_string_lossy(),
    ])?;
    let export = run(&["export", "--format", "jsonl"])?;
    let lines: Vec<Line> = export
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("the export: {error}")))
        .collect::<Outcome<_>>()?;
    // A page is known by the line of the file that it was on.
    let name_of = |file: &str| {
        let line: usize = file.rsplit(':').next()?.parse().ok()?;
        let pair = pairs.get((line - 1) / 2)?;
        Some(format!(
            "{}{}",
            pair.id,
            if line % 2 == 1 { "a" } else { "b" }
        ))
    };
    let file_of: BTreeMap<&str, String> = lines
        .iter()
        .filter(|line| line.kind == "document")
        .filter_map(|line| Some((line.id.as_str(), name_of(&line.file)?)))
        .collect();
    let mut found = BTreeSet::new();
    for dispute in lines
        .iter()
        .filter(|line| line.kind == "dispute" && line.about == "number")
    {
        let sides: Vec<BTreeSet<&str>> = dispute
            .sides
            .iter()
            .map(|side| {
                side.documents
                    .iter()
                    .filter_map(|d| file_of.get(d.as_str()).map(String::as_str))
                    .collect()
            })
            .collect();
        for (k, side) in sides.iter().enumerate() {
            for (one, other) in side
                .iter()
                .flat_map(|one| {
                    sides[k + 1..]
                        .iter()
                        .flatten()
                        .map(move |other| (one, other))
                })
                .filter(|(one, other)| one != other)
            {
                found.insert(format!("{} {}", one.min(other), one.max(other)));
            }
        }
    }
    Ok(found)
}

fn tell_faults(pairs: &[Pair], gold: &BTreeSet<String>, found: &BTreeSet<String>) {
    let told = |name: &String| {
        let pair = pairs
            .iter()
            .find(|pair| format!("{0}a {0}b", pair.id) == *name);
        pair.map_or_else(String::new, |pair| {
            format!("{}\n    {}\n    {}", pair.why, pair.a.text, pair.b.text)
        })
    };
    for name in gold.difference(found) {
        println!("missed {name}: {}", told(name));
    }
    for name in found.difference(gold) {
        println!("false  {name}: {}", told(name));
    }
}
