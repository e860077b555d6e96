//! Scores who is said to have said what in the test set `testset/chains`: Dateline's reading, or any other tool's
//! answers in the form of the gold.

mod exchange;
mod link;
mod pairing;
mod record;
mod score;
mod table;
mod words;

use crate::project::{Outcome, Profile, dateline, read_text, root};
use crate::split::SplitWish;
use record::{Answer, Attribution, Record};
use score::Score;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What to score.
pub struct Wish {
    /// Answers of another tool, one JSON object a line: `id` and `attributions`; without it Dateline is asked.
    pub answers: Option<PathBuf>,
    /// Which halves, and whether each fault is told, with its record.
    pub splits: SplitWish,
}

const KINDS: [&str; 2] = ["sentences", "articles"];

/// Scores and prints the table.
pub fn run(binary: Option<PathBuf>, wish: &Wish) -> Outcome {
    let splits = wish.splits.splits()?;
    let set = root().join("testset/chains");
    let mut records: Vec<Record> = Vec::new();
    for split in splits {
        for kind in KINDS {
            records.extend(lines_of(&set.join(format!("{kind}.{split}.jsonl")))?);
        }
    }
    let answers = match &wish.answers {
        Some(path) => lines_of::<Answer>(path)?
            .into_iter()
            .map(|answer| (answer.id, answer.attributions))
            .collect(),
        None => exchange::answers_of_dateline(&dateline(binary, Profile::Dev)?, &records)?,
    };
    let score = score_all(&records, &answers)?;
    if wish.splits.faults {
        for fault in &score.faults {
            println!("{fault}");
        }
    }
    print!("{}", table::of(&score));
    Ok(())
}

fn score_all(records: &[Record], answers: &BTreeMap<String, Vec<Attribution>>) -> Outcome<Score> {
    let mut score = Score::default();
    for record in records {
        let found = answers
            .get(&record.id)
            .ok_or_else(|| format!("there is no answer for `{}`", record.id))?;
        let outer_is_missing = |a: &Attribution| a.within.is_some_and(|outer| outer >= found.len());
        if found.iter().any(outer_is_missing) {
            return Err(format!(
                "`{}`: `within` is no index of its attributions",
                record.id
            ));
        }
        score.add(record, found);
    }
    Ok(score)
}

/// A JSON object a line.
fn lines_of<T: DeserializeOwned>(path: &Path) -> Outcome<Vec<T>> {
    read_text(path)?
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| {
            serde_json::from_str(line)
                .map_err(|error| format!("`{}`, line {}: {error}", path.display(), n + 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The set's own promises: spans inside the text, chains that grow from the outer attribution's, reasons verbatim.
    #[test]
    fn the_gold_is_whole() {
        let set = root().join("testset/chains");
        for split in crate::split::SPLITS {
            for kind in KINDS {
                let records: Vec<Record> =
                    lines_of(&set.join(format!("{kind}.{split}.jsonl"))).expect("the set is there");
                for record in &records {
                    whole(record);
                }
                let own: BTreeMap<String, Vec<Attribution>> = records
                    .iter()
                    .map(|record| (record.id.clone(), record.attributions.clone()))
                    .collect();
                let score = score_all(&records, &own).expect("every record is answered");
                assert_eq!(score.faults, Vec::<String>::new(), "gold against itself");
            }
        }
    }

    fn whole(record: &Record) {
        let id = &record.id;
        let length = record.text.chars().count();
        for attribution in &record.attributions {
            let spans = [&attribution.source, &attribution.cue, &attribution.content];
            for [start, end] in spans.into_iter().flatten() {
                assert!(start < end && *end <= length, "{id}: {start}..{end}");
            }
            assert!(!attribution.cue.is_empty(), "{id}: no cue");
            assert!(!attribution.content.is_empty(), "{id}: no content");
            assert_eq!(
                attribution.source.is_empty(),
                attribution.source_type.is_none(),
                "{id}: a source and its type"
            );
            if let Some(reason) = &attribution.reason {
                assert!(record.text.contains(reason.as_str()), "{id}: {reason}");
            }
            if let Some(outer) = attribution.within {
                let outer = &record.attributions[outer].chain;
                assert!(attribution.chain.starts_with(outer), "{id}: {outer:?}");
            }
        }
    }
}
