//! Pages per second and peak memory of `dateline add`.

use crate::generated_page::write_pages;
use crate::project::{Outcome, Profile, dateline, scratch};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Measures each count with each number of threads, and prints a line for each.
pub fn run(binary: Option<PathBuf>, counts: &[u64], jobs: &[u64]) -> Outcome {
    let binary = dateline(binary, Profile::Release)?;
    println!(
        "{:>8} {:>5} {:>9} {:>9} {:>10} {:>12}",
        "pages", "jobs", "seconds", "pages/s", "peak MiB", "dossier MiB"
    );
    for &count in counts {
        let folder = scratch()?;
        write_pages(&folder.path().join("pile"), count, 1)?;
        for jobs in jobs {
            let dossier = format!("jobs-{jobs}.dateline");
            let (elapsed, peak_kib) = add(&binary, folder.path(), &dossier, *jobs)?;
            let n_bytes =
                std::fs::metadata(folder.path().join(&dossier)).map_or(0, |file| file.len());
            let peak = peak_kib.map_or("?".to_owned(), |kib| format!("{:.0}", kib as f64 / 1024.0));
            println!(
                "{count:>8} {jobs:>5} {:>9.2} {:>9.1} {peak:>10} {:>12.1}",
                elapsed.as_secs_f64(),
                count as f64 / elapsed.as_secs_f64(),
                n_bytes as f64 / (1024.0 * 1024.0)
            );
        }
    }
    Ok(())
}

/// One `add`: how long it took, and its peak memory in KiB where the system tells.
fn add(binary: &Path, folder: &Path, dossier: &str, jobs: u64) -> Outcome<(Duration, Option<u64>)> {
    let began = Instant::now();
    let mut child = Command::new(binary)
        .current_dir(folder)
        .args([
            "--dossier",
            dossier,
            "add",
            "pile",
            "--jobs",
            &jobs.to_string(),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("dateline could not be started: {error}"))?;
    let mut peak_kib = None;
    loop {
        peak_kib = peak_kib.max(peak_so_far(child.id()));
        let ended = child
            .try_wait()
            .map_err(|error| format!("lost dateline: {error}"))?;
        match ended {
            None => std::thread::sleep(Duration::from_millis(5)),
            Some(status) if status.success() => return Ok((began.elapsed(), peak_kib)),
            Some(status) => return Err(format!("`dateline add` failed ({status})")),
        }
    }
}

/// The peak resident memory of a running process in KiB, on Linux.
fn peak_so_far(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
