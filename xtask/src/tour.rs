//! The README's tour: real commands over `examples/harbour` with what they really print.
//!
//! A place in the README looks like this; everything between the two comments is written by
//! `cargo xtask readme-tour`, and `lines=N` keeps the first lines only:
//!
//! ```text
//! <!-- tour:begin lines=12 dateline timeline --from 2017-03-14 -->
//! <!-- tour:end -->
//! ```

use crate::arithmetic;
use crate::command::output;
use crate::drill::first_difference;
use crate::project::{Outcome, Profile, dateline, read_text, root, scratch, write_text};
use std::path::{Path, PathBuf};
use std::process::Command;

const BEGIN: &str = "<!-- tour:begin ";
const END: &str = "<!-- tour:end -->";

/// Rewrites the tour, or checks that it is up to date.
pub fn run(binary: Option<PathBuf>, check: bool) -> Outcome {
    let path = root().join("README.md");
    let readme = read_text(&path)?;
    let binary = dateline(binary, Profile::Dev)?;
    let folder = scratch()?;
    let dossier = folder.path().join("harbour.dateline");
    let fresh = fill(&readme, &mut |stop| run_stop(&binary, &dossier, stop))?;
    let written_here = arithmetic::is_the_same()?;
    if fresh == readme || check && arithmetic::agrees(&readme, &fresh, written_here) {
        println!("the tour of the README is up to date");
        return Ok(());
    }
    if check {
        return Err(format!(
            "the README prints what the commands no longer do: {}\n`cargo xtask readme-tour` rewrites the tour; read it before you keep it",
            first_difference(&readme, &fresh)
        ));
    }
    write_text(&path, &fresh)?;
    println!("wrote the tour of README.md");
    Ok(())
}

/// One command of the tour.
#[derive(Debug, PartialEq, Eq)]
struct Stop {
    /// Its words, `dateline` first.
    words: Vec<String>,
    /// How many lines of its output are shown.
    max_lines: Option<usize>,
}

/// Reads what stands in the opening comment.
fn parse_stop(text: &str) -> Outcome<Stop> {
    let mut words = split_words(text)?;
    let max_lines = match words.first().and_then(|word| word.strip_prefix("lines=")) {
        None => None,
        Some(count) => {
            let count = count
                .parse()
                .map_err(|_| format!("`lines={count}` in the README is no number"))?;
            words.remove(0);
            Some(count)
        }
    };
    match words.first().map(String::as_str) {
        Some("dateline") => Ok(Stop { words, max_lines }),
        _ => Err(format!(
            "the tour of the README runs `{text}`; it can only run dateline"
        )),
    }
}

/// Splits at blanks, but not within double quotes.
fn split_words(text: &str) -> Outcome<Vec<String>> {
    let mut words = Vec::new();
    for (index, part) in text.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    match text.matches('"').count() % 2 {
        0 => Ok(words),
        _ => Err(format!(
            "the tour of the README has an open quote mark in `{text}`"
        )),
    }
}

/// The README with each place of the tour filled anew.
fn fill(readme: &str, run_stop: &mut dyn FnMut(&Stop) -> Outcome<String>) -> Outcome<String> {
    let mut fresh = String::new();
    let mut lines = readme.split_inclusive('\n');
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        let Some(text) = line.trim_end().strip_prefix(BEGIN) else {
            continue;
        };
        let text = text
            .strip_suffix("-->")
            .ok_or_else(|| {
                format!(
                    "`{}` in the README does not end with `-->`",
                    line.trim_end()
                )
            })?
            .trim();
        if !lines.any(|line| line.trim_end() == END) {
            return Err(format!(
                "`{}` in the README has no `{END}`",
                line.trim_end()
            ));
        }
        let stop = parse_stop(text)?;
        let shown = text
            .strip_prefix("lines=")
            .and_then(|rest| rest.split_once(' '))
            .map_or(text, |(_, rest)| rest);
        fresh.push_str(&format!("```text\n$ {shown}\n"));
        fresh.push_str(&cut(&run_stop(&stop)?, stop.max_lines));
        fresh.push_str(&format!("```\n{END}\n"));
    }
    Ok(fresh)
}

/// The first lines, with a mark where some are left out.
fn cut(text: &str, max_lines: Option<usize>) -> String {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    let n_shown = max_lines.unwrap_or(lines.len()).min(lines.len());
    let mut shown = lines[..n_shown].join("\n").trim_end().to_owned();
    if !shown.is_empty() {
        shown.push('\n');
    }
    if n_shown < lines.len() {
        shown.push_str("…\n");
    }
    shown
}

/// What a command of the tour prints, on either stream. A failing command has no place in the tour.
fn run_stop(binary: &Path, dossier: &Path, stop: &Stop) -> Outcome<String> {
    let done = output(
        Command::new(binary)
            .current_dir(root())
            .env("DATELINE_DOSSIER", dossier)
            .env("NO_COLOR", "1")
            .args(&stop.words[1..]),
    )?;
    let text = [&done.stdout, &done.stderr]
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .concat();
    match done.status.success() {
        true => Ok(text),
        false => Err(format!(
            "`{}` in the tour of the README failed: {text}",
            stop.words.join(" ")
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(readme: &str) -> Outcome<String> {
        fill(readme, &mut |stop| {
            Ok(format!("{:?}\nsecond\n", &stop.words[1..]))
        })
    }

    #[test]
    fn places_are_filled_and_stay_filled() {
        let readme = "Before\n<!-- tour:begin lines=1 dateline who \"Ilse Varga\" -->\nold\n<!-- tour:end -->\nAfter\n";
        let expected = "Before\n<!-- tour:begin lines=1 dateline who \"Ilse Varga\" -->\n```text\n\
                        $ dateline who \"Ilse Varga\"\n[\"who\", \"Ilse Varga\"]\n…\n```\n<!-- tour:end -->\nAfter\n";
        assert_eq!(filled(readme).as_deref(), Ok(expected));
        assert_eq!(filled(expected).as_deref(), Ok(expected));
        assert_eq!(filled("No tour here.\n").as_deref(), Ok("No tour here.\n"));
    }

    #[test]
    fn odd_places_are_refused() {
        for readme in [
            "<!-- tour:begin dateline claims -->\nold\n",
            "<!-- tour:begin dateline claims\n<!-- tour:end -->\n",
            "<!-- tour:begin rm x -->\n<!-- tour:end -->\n",
            "<!-- tour:begin lines=few dateline claims -->\n<!-- tour:end -->\n",
            "<!-- tour:begin dateline who \"Ilse -->\n<!-- tour:end -->\n",
        ] {
            assert!(filled(readme).is_err(), "{readme}");
        }
    }
}
