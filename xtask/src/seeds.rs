//! The quality gate: how much of what a careful reader expects of the seed pages is found.
//!
//! The pages and their scorer lie beside the project, not in it. Where they are not there, the gate says so and
//! lets everything pass. The floors are in `xtask/quality.toml`.

use crate::command::capture;
use crate::project::{
    Outcome, Profile, dateline, files_below, read_text, root, scratch, write_text,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the caller wants beside the floors.
pub struct Wish {
    /// The least total.
    pub floor: Option<u64>,
    /// Whether the present counts become the floors.
    pub set_floors: bool,
    /// Whether a floor may be lowered by that.
    pub allow_regression: bool,
}

/// `xtask/quality.toml`.
#[derive(Debug, Deserialize, PartialEq)]
struct Quality {
    /// SHA-256 over the seed files that the floors were set with.
    corpus: String,
    /// The least number found, part by part.
    floors: BTreeMap<String, u64>,
}

/// Found, and expected, part by part.
type Score = BTreeMap<String, [u64; 2]>;

/// Scores, compares with the floors, and prints the table.
pub fn run(binary: Option<PathBuf>, wish: &Wish) -> Outcome {
    let shared = root().join("../shared");
    let (seeds, scorer) = (shared.join("seeds"), shared.join("eval/check_expected.py"));
    for needed in [&seeds.join("expected.json"), &scorer] {
        if !needed.exists() {
            println!("quality gate skipped: `{}` is not there", needed.display());
            return Ok(());
        }
    }
    let Some(python) = python() else {
        println!("quality gate skipped: there is no python3");
        return Ok(());
    };
    let quality_path = root().join("xtask/quality.toml");
    let quality: Quality = toml::from_str(&read_text(&quality_path)?)
        .map_err(|error| format!("xtask/quality.toml: {error}"))?;
    let corpus = corpus_digest(&seeds)?;
    let binary = dateline(binary, Profile::Dev)?;
    let folder = scratch()?;
    let export = export_of(&binary, &seeds, folder.path())?;
    let scorer = |form: &str| {
        let mut command = Command::new(python);
        command
            .arg(&scorer)
            .arg(seeds.join("expected.json"))
            .arg(&export)
            .arg(form);
        capture(&mut command)
    };
    print!("{}", scorer("--verbose")?);
    let score: Score = serde_json::from_str(scorer("--json")?.trim())
        .map_err(|error| format!("the scorer's figures are not as expected: {error}"))?;
    if wish.set_floors {
        return set_floors(
            &quality_path,
            &quality,
            &corpus,
            &score,
            wish.allow_regression,
        );
    }
    if corpus != quality.corpus {
        println!(
            "note: the seed pages are not those that the floors were set with (now {corpus}); `cargo xtask score-seeds --set-floors` takes the new ones"
        );
    }
    let below = below_floors(&quality.floors, &score, wish.floor);
    if below.is_empty() {
        println!("quality gate passed: nothing is below its floor");
        return Ok(());
    }
    Err(format!(
        "the reading of the seed pages got worse:\n  {}\nthe table above says what is missed; a floor is lowered by hand in xtask/quality.toml, with the reason in the commit",
        below.join("\n  ")
    ))
}

fn python() -> Option<&'static str> {
    ["python3", "python"].into_iter().find(|name| {
        Command::new(name)
            .args(["-c", "import sys; sys.exit(sys.version_info < (3, 8))"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    })
}

/// Adds the seed pages to a dossier and exports it. Where the export is.
fn export_of(binary: &Path, seeds: &Path, folder: &Path) -> Outcome<PathBuf> {
    let dateline = || {
        let mut command = Command::new(binary);
        command.arg("--dossier").arg(folder.join("seeds.dateline"));
        command
    };
    let pages: Vec<PathBuf> = (files_below(seeds)?.into_iter())
        .filter(|path| path.extension().is_none_or(|extension| extension != "json"))
        .collect();
    capture(dateline().arg("add").args(pages))?;
    let export = folder.join("seeds.jsonl");
    write_text(&export, &capture(dateline().arg("export"))?)?;
    Ok(export)
}

/// SHA-256 over names and contents of the files of a folder, in the order of their names.
fn corpus_digest(folder: &Path) -> Outcome<String> {
    let mut digest = Sha256::new();
    for path in files_below(folder)? {
        let name = path
            .strip_prefix(folder)
            .unwrap_or(&path)
            .to_string_lossy()
            .replace('\\', "/");
        let bytes = std::fs::read(&path)
            .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
        digest.update(name.as_bytes());
        digest.update([0]);
        digest.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        digest.update(bytes);
    }
    Ok(digest
        .finalize()
        .iter()
        .fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string");
            hex
        }))
}

/// What is below its floor, a line each.
fn below_floors(floors: &BTreeMap<String, u64>, score: &Score, floor: Option<u64>) -> Vec<String> {
    let wished = floor.map(|floor| ("total".to_owned(), floor));
    (floors.iter().map(|(part, floor)| (part.clone(), *floor)))
        .chain(wished)
        .filter_map(|(part, floor)| match score.get(&part) {
            Some([found, of]) if *found < floor => Some(format!(
                "{part}: {found} of {of}, below the floor of {floor}"
            )),
            Some(_) => None,
            None => Some(format!("{part}: not scored, and the floor is {floor}")),
        })
        .collect()
}

fn set_floors(
    path: &Path,
    quality: &Quality,
    corpus: &str,
    score: &Score,
    allow_regression: bool,
) -> Outcome {
    let lowered = below_floors(&quality.floors, score, None);
    if !lowered.is_empty() && !allow_regression {
        return Err(format!(
            "floors would be lowered:\n  {}\n`--allow-regression` does so; give the reason in the commit",
            lowered.join("\n  ")
        ));
    }
    write_text(path, &quality_text(corpus, score))?;
    println!("wrote xtask/quality.toml");
    Ok(())
}

fn quality_text(corpus: &str, score: &Score) -> String {
    let mut text = format!(
        "# The least that must be found in the seed pages, part by part: see `cargo xtask score-seeds --help`.\n\
         # `corpus` is the SHA-256 over the seed files that these floors were set with.\n\n\
         corpus = \"{corpus}\"\n\n[floors]\n"
    );
    for (part, [found, _]) in score {
        writeln!(text, "{part} = {found}").expect("writing to a string");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score() -> Score {
        BTreeMap::from([
            ("times".to_owned(), [13, 15]),
            ("total".to_owned(), [40, 71]),
        ])
    }

    #[test]
    fn floors_hold_or_do_not() {
        for (part, floor, wished, is_below) in [
            ("times", 13, None, false),
            ("times", 14, None, true),
            ("times", 13, Some(40), false),
            ("times", 13, Some(41), true),
            ("events", 1, None, true),
        ] {
            let floors = BTreeMap::from([(part.to_owned(), floor)]);
            let below = below_floors(&floors, &score(), wished);
            assert_eq!(!below.is_empty(), is_below, "{part} {floor} {wished:?}");
        }
    }

    #[test]
    fn floors_are_read_as_they_are_written() {
        let written: Quality = toml::from_str(&quality_text("abc", &score())).expect("it is TOML");
        let floors = BTreeMap::from([("times".to_owned(), 13), ("total".to_owned(), 40)]);
        assert_eq!(
            written,
            Quality {
                corpus: "abc".to_owned(),
                floors
            }
        );
    }

    #[test]
    fn digest_depends_on_names_and_contents() {
        let digest = |files: &[(&str, &str)]| {
            let folder = scratch().expect("a folder");
            for (name, text) in files {
                write_text(&folder.path().join(name), text).expect("a file");
            }
            corpus_digest(folder.path()).expect("a digest")
        };
        assert_eq!(
            digest(&[("a", "1"), ("b", "2")]),
            digest(&[("b", "2"), ("a", "1")])
        );
        assert_ne!(
            digest(&[("a", "1"), ("b", "2")]),
            digest(&[("a", "2"), ("b", "1")])
        );
        assert_ne!(digest(&[("a", "12")]), digest(&[("a", "1"), ("b", "2")]));
    }
}
