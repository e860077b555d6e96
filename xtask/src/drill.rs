//! Drills over generated pages: being killed, and being given the same pile in other ways.

use crate::command::{capture, output};
use crate::generated_page::write_pages;
use crate::picked::Picks;
use crate::project::{Outcome, Profile, dateline, scratch};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The commands whose output must be the same.
const VIEWS: &[&[&str]] = &[&["export"], &["timeline"], &["claims"], &["disputes"]];

/// A folder with pages, and the binary to try on them.
struct Drill {
    binary: PathBuf,
    folder: tempfile::TempDir,
    pages: Vec<PathBuf>,
}

impl Drill {
    fn over(binary: Option<PathBuf>, n_pages: u64, seed: u64) -> Outcome<Drill> {
        let binary = dateline(binary, Profile::Release)?;
        let folder = scratch()?;
        let pages = write_pages(&folder.path().join("pile"), n_pages, seed)?
            .into_iter()
            .map(|path| Path::new("pile").join(path.file_name().expect("a page has a file name")))
            .collect();
        Ok(Drill {
            binary,
            folder,
            pages,
        })
    }

    fn dateline(&self, dossier: &str, args: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command
            .current_dir(self.folder.path())
            .args(["--dossier", dossier])
            .args(args);
        command
    }

    fn views(&self, dossier: &str) -> Outcome<Vec<String>> {
        VIEWS
            .iter()
            .map(|view| capture(&mut self.dateline(dossier, view)))
            .collect()
    }

    /// How many documents the dossier holds by its own check; 0 when there is none yet.
    fn checked_documents(&self, dossier: &str) -> Outcome<u64> {
        let path = self.folder.path().join(dossier);
        if !std::fs::metadata(path).is_ok_and(|file| file.len() > 0) {
            return Ok(0);
        }
        let line = capture(&mut self.dateline(dossier, &["check", "--json"]))?;
        number(&line, "documents")
    }
}

/// A number in a line of JSON.
fn number(line: &str, field: &str) -> Outcome<u64> {
    let value: serde_json::Value =
        serde_json::from_str(line).map_err(|error| format!("`{line}` is not JSON: {error}"))?;
    value[field]
        .as_u64()
        .ok_or_else(|| format!("no number `{field}` in `{line}`"))
}

/// Kills `dateline add` at random moments. Each time: what was committed is there, `check` passes, and a second
/// run leaves out just the pages that were there and comes to the same output as one uninterrupted run.
pub fn kill(binary: Option<PathBuf>, count: u64, n_pages: u64, seed: u64) -> Outcome {
    let drill = Drill::over(binary, n_pages, seed)?;
    // The first run warms the disk cache; the second is what the kills are spread over.
    capture(&mut drill.dateline("warm", &["add", "pile"]))?;
    let began = Instant::now();
    capture(&mut drill.dateline("whole", &["add", "pile"]))?;
    let whole_micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
    let whole = drill.views("whole")?;
    println!(
        "{n_pages} pages, {:.2} s for an uninterrupted run",
        Duration::from_micros(whole_micros).as_secs_f64()
    );
    let mut picks = Picks::of(seed, 0);
    let (mut n_early, mut n_between, mut n_late) = (0, 0, 0);
    for round in 0..count {
        let moment = Duration::from_micros(picks.below(whole_micros));
        let dossier = format!("killed-{round}");
        // A look from outside tells what was committed before the kill; half of the kills go without one.
        let killed = kill_one(&drill, &dossier, moment, round % 2 == 0).map_err(|message| {
            format!("kill {} of {count}, after {moment:?}: {message}", round + 1)
        })?;
        match killed {
            0 => n_early += 1,
            n if n < n_pages => n_between += 1,
            _ => n_late += 1,
        }
        let finished = drill.views(&dossier)?;
        if let Some(index) = (0..VIEWS.len()).find(|&index| finished[index] != whole[index]) {
            return Err(format!(
                "kill {} of {count}, after {moment:?}: `dateline {}` differs from that of an uninterrupted run",
                round + 1,
                VIEWS[index].join(" ")
            ));
        }
        for suffix in ["", "-journal"] {
            // A file that is not there needs no removing.
            let _ = std::fs::remove_file(drill.folder.path().join(format!("{dossier}{suffix}")));
        }
    }
    println!(
        "killed before anything was committed: {n_early}; between commits: {n_between}; with all pages committed: {n_late}"
    );
    println!(
        "{count} of {count}: what was committed was there, `check` passed, and a second run came to the same bytes"
    );
    Ok(())
}

/// One kill and one second run. How many documents the kill left.
fn kill_one(drill: &Drill, dossier: &str, moment: Duration, look_first: bool) -> Outcome<u64> {
    let mut child = drill
        .dateline(dossier, &["add", "pile"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("dateline could not be started: {error}"))?;
    std::thread::sleep(moment);
    // While the dossier is just being made, the look may find a file that is not one yet.
    let seen = match look_first {
        true => drill.checked_documents(dossier).unwrap_or(0),
        false => 0,
    };
    child
        .kill()
        .map_err(|error| format!("it could not be killed: {error}"))?;
    child
        .wait()
        .map_err(|error| format!("it did not end: {error}"))?;
    let left = drill.checked_documents(dossier)?;
    if left < seen {
        return Err(format!(
            "{seen} documents were committed, and {left} are left"
        ));
    }
    let summary = capture(&mut drill.dateline(dossier, &["add", "pile", "--json"]))?;
    let (added, there) = (
        number(&summary, "added")?,
        number(&summary, "already_there")?,
    );
    if there != left || added + there != drill.pages.len() as u64 {
        return Err(format!(
            "{left} documents were left; the second run found {there} of them and added {added} of {}",
            drill.pages.len()
        ));
    }
    drill.checked_documents(dossier)?;
    Ok(left)
}

/// Adds the same pile in other orders, with other numbers of threads, and in several runs.
pub fn order(binary: Option<PathBuf>, n_pages: u64, seed: u64) -> Outcome {
    let drill = Drill::over(binary, n_pages, seed)?;
    capture(&mut drill.dateline("whole", &["add", "pile"]))?;
    let whole = drill.views("whole")?;
    let mut picks = Picks::of(seed, 1);
    let mut n_tried = 0;
    for jobs in ["1", "2", "4"] {
        for (order_number, n_runs) in [1, 1, 3].into_iter().enumerate() {
            let mut pages = drill.pages.clone();
            picks.shuffle(&mut pages);
            let dossier = format!("jobs-{jobs}-order-{order_number}");
            for batch in pages.chunks(pages.len().div_ceil(n_runs).max(1)) {
                capture(
                    drill
                        .dateline(&dossier, &["add", "--jobs", jobs])
                        .args(batch),
                )?;
            }
            let found = drill.views(&dossier)?;
            if let Some(index) = (0..VIEWS.len()).find(|&index| found[index] != whole[index]) {
                return Err(format!(
                    "`dateline {}` differs for order {order_number} with {jobs} threads in {n_runs} runs:\n{}",
                    VIEWS[index].join(" "),
                    first_difference(&whole[index], &found[index])
                ));
            }
            n_tried += 1;
        }
    }
    // The output of `read` follows the order of its inputs; only the threads may not show.
    let read = |jobs: &str| {
        output(
            drill
                .dateline("none", &["read", "--jobs", jobs])
                .arg("pile"),
        )
        .map(|done| done.stdout)
    };
    if read("1")? != read("4")? {
        return Err("`dateline read` depends on the number of threads".to_owned());
    }
    println!(
        "{n_tried} of {n_tried}: the same export, timeline, claims and disputes for {n_pages} pages in any order, with 1, 2 and 4 threads, in one run and in three"
    );
    Ok(())
}

/// The first line in which two texts differ.
pub fn first_difference(expected: &str, found: &str) -> String {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut line_1based = 0;
    loop {
        line_1based += 1;
        match (expected.next(), found.next()) {
            (None, None) => return "they differ in the end of the last line".to_owned(),
            (a, b) if a != b => {
                let shown = |line: Option<&str>| {
                    line.unwrap_or("(nothing)")
                        .chars()
                        .take(300)
                        .collect::<String>()
                };
                return format!(
                    "line {line_1based}\n  expected: {}\n  found:    {}",
                    shown(a),
                    shown(b)
                );
            }
            _ => {}
        }
    }
}
