//! The Python library trafilatura, by way of `python_trafilatura.py` in its own process.

use crate::extraction::{Extraction, LIMIT_S, PASSES, RunOfTool, names_by_semicolon};
use crate::gold::GoldPage;
use crate::publication::Published;
use serde::Deserialize;
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const SCRIPT: &str = include_str!("../python_trafilatura.py");

#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Version { version: String },
    Page(PageLine),
}

#[derive(Deserialize)]
struct PageLine {
    pass: usize,
    file: String,
    cpu_s: f64,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    authors: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    text: Option<String>,
}

/// Lets `python` run the script on all pages below `folder`.
///
/// # Errors
///
/// Why there is no such column: no Python, no trafilatura in it, or a script that did not come to its end.
pub fn run(python: &Path, folder: &Path, pages: &[GoldPage]) -> Result<RunOfTool, String> {
    let cannot_start = |error| format!("cannot start {}: {error}", python.display());
    let probe = Command::new(python)
        .args(["-c", "import trafilatura"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(cannot_start)?;
    if !probe.success() {
        return Err(format!("{} cannot import trafilatura", python.display()));
    }
    eprintln!("trafilatura (Python) on {} pages", pages.len());
    let mut child = Command::new(python)
        .args(["-c", SCRIPT, &PASSES.to_string(), &LIMIT_S.to_string()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(cannot_start)?;
    let mut list = String::new();
    for page in pages {
        let path = folder.join(&page.file);
        let line = serde_json::json!({"file": page.file, "path": path, "url": page.url});
        list.push_str(&line.to_string());
        list.push('\n');
    }
    // The script reads its list to the end before it writes anything.
    let mut stdin = child.stdin.take().expect("standard input is piped");
    stdin
        .write_all(list.as_bytes())
        .map_err(|error| format!("cannot write to {}: {error}", python.display()))?;
    drop(stdin);
    let output = child
        .wait_with_output()
        .map_err(|error| format!("cannot read from {}: {error}", python.display()))?;
    if !output.status.success() {
        return Err(format!("the script ended with {}", output.status));
    }
    gather(&String::from_utf8_lossy(&output.stdout), pages)
}

fn gather(lines: &str, pages: &[GoldPage]) -> Result<RunOfTool, String> {
    let mut version = String::new();
    let mut first_pass: HashMap<String, Result<Extraction, String>> = HashMap::new();
    let mut cpu_s = vec![0.0; PASSES];
    for line in lines.lines() {
        let line = serde_json::from_str(line)
            .map_err(|error| format!("unexpected line from the script: {error}"))?;
        match line {
            Line::Version { version: told } => version = told,
            Line::Page(page) => {
                if let Some(pass_s) = cpu_s.get_mut(page.pass) {
                    *pass_s += page.cpu_s;
                }
                if page.pass == 0 {
                    first_pass.insert(page.file.clone(), outcome(page));
                }
            }
        }
    }
    let outcomes = pages
        .iter()
        .map(|page| {
            let outcome = first_pass.remove(&page.file);
            outcome.unwrap_or_else(|| Err("no line from the script".to_owned()))
        })
        .collect();
    Ok(RunOfTool {
        name: "trafilatura (Python)".to_owned(),
        version,
        outcomes,
        cpu_s,
    })
}

fn outcome(page: PageLine) -> Result<Extraction, String> {
    if let Some(error) = page.error {
        return Err(error);
    }
    let authors = page.authors.unwrap_or_default();
    Ok(Extraction {
        title: page.title.filter(|title| !title.is_empty()),
        authors: names_by_semicolon(&authors),
        published: page.date.as_deref().and_then(Published::parse),
        body: page.text.unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_script_are_put_beside_the_pages() {
        let pages: Vec<GoldPage> = ["a", "b", "c"]
            .map(|file| GoldPage {
                file: file.to_owned(),
                ..GoldPage::default()
            })
            .into();
        let lines = r#"{"version": "9.9"}
{"pass": 0, "file": "b", "cpu_s": 0.5, "error": "ValueError: no"}
{"pass": 0, "file": "a", "cpu_s": 0.25, "title": "T", "authors": "Ada Quist; Bo Renner", "date": "2024-05-03", "text": "Words"}
{"pass": 1, "file": "a", "cpu_s": 0.125}"#;
        let run = gather(lines, &pages).unwrap();
        assert_eq!(run.version, "9.9");
        assert_eq!(run.cpu_s, [0.75, 0.125, 0.0]);
        let read = run.outcomes[0].as_ref().unwrap();
        assert_eq!(
            (read.title.as_deref(), read.body.as_str()),
            (Some("T"), "Words")
        );
        assert_eq!(read.authors, ["Ada Quist", "Bo Renner"]);
        assert_eq!(run.outcomes[1].as_ref().unwrap_err(), "ValueError: no");
        assert!(run.outcomes[2].is_err());
        assert!(gather("no JSON", &pages).is_err());
    }

    #[test]
    fn a_python_that_is_not_there_is_told() {
        let told = run(Path::new("no-such-python"), Path::new("."), &[])
            .err()
            .unwrap();
        assert!(told.contains("no-such-python"), "{told}");
    }
}
