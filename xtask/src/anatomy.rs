//! Scores what a reader of pages takes from the test set in `testset/anatomy`: Dateline, or any other tool whose
//! answers are given in the form of the gold.

mod answer;
mod exchange;
mod match_comments;
mod score;

use crate::project::{Outcome, Profile, dateline, files_below, read_text, root};
use answer::Answer;
use score::Table;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to score.
pub struct Wish {
    /// Answers of another tool, one JSON object a line in the form of the gold; without it Dateline is asked.
    pub answers: Option<PathBuf>,
    /// Only pages of this split, `dev` or `held`.
    pub split: Option<String>,
    /// Whether each fault is told, with its page.
    pub faults: bool,
    /// Whether to fail below the floors in `testset/anatomy/floors.toml`.
    pub gate: bool,
}

/// `testset/anatomy/floors.toml`: for each measure the least share right, in thousandths.
#[derive(Debug, Deserialize)]
struct Floors {
    floors: BTreeMap<String, u64>,
}

/// Scores and prints the table.
pub fn run(binary: Option<PathBuf>, wish: &Wish) -> Outcome {
    let set = root().join("testset/anatomy");
    let mut gold: Vec<Answer> = Vec::new();
    for path in files_below(&set.join("gold"))? {
        if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            gold.push(parse(&read_text(&path)?, &path)?);
        }
    }
    if let Some(split) = &wish.split {
        gold.retain(|page| page.split.as_deref() == Some(split));
    }
    if gold.is_empty() {
        return Err("no page of the test set is left; splits are `dev` and `held`".to_owned());
    }
    let answers = match &wish.answers {
        Some(path) => given_answers(path)?,
        None => {
            let binary = dateline(binary, Profile::Dev)?;
            exchange::answers_of_dateline(&binary, &set, &gold)?
        }
    };
    let mut table = Table::default();
    for page in &gold {
        match answers.get(&page.page) {
            Some(answer) => table.score(page, answer),
            None => return Err(format!("there is no answer for `{}`", page.page)),
        }
    }
    if wish.faults {
        for fault in &table.faults {
            println!("{fault}");
        }
    }
    print!("{}", table.text(gold.len()));
    if !wish.gate {
        return Ok(());
    }
    let path = set.join("floors.toml");
    let floors: Floors = toml::from_str(&read_text(&path)?)
        .map_err(|error| format!("`{}`: {error}", path.display()))?;
    let below = table.below(&floors.floors);
    if below.is_empty() {
        println!("nothing is below its floor");
        return Ok(());
    }
    Err(format!(
        "the reading of the test set got worse:\n  {}\n`cargo xtask score-anatomy --faults` tells where",
        below.join("\n  ")
    ))
}

fn parse(json: &str, path: &Path) -> Outcome<Answer> {
    serde_json::from_str(json).map_err(|error| format!("`{}`: {error}", path.display()))
}

fn given_answers(path: &Path) -> Outcome<BTreeMap<String, Answer>> {
    let text = read_text(path)?;
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| parse(line, path).map(|answer| (answer.page.clone(), answer)))
        .collect()
}
