//! Prints what reading a page costs: seconds and peak memory of the process before and after `read_page`.
//!
//! `cargo run --release -p dateline-page --example page_cost -- FILE`, on a system with `/proc`.

use dateline_page::{Given, read_page};

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let before = peak_kib();
        let started = std::time::Instant::now();
        let page = read_page(&bytes, &Given::default());
        println!(
            "{path}: {} MB, {:.2} s, peak {} MiB before and {} MiB after, {} blocks, {} MB of text, problem {:?}",
            bytes.len() / 1_000_000,
            started.elapsed().as_secs_f64(),
            before / 1024,
            peak_kib() / 1024,
            page.blocks.len(),
            page.text.len() / 1_000_000,
            page.problem
        );
    }
    Ok(())
}

/// The largest resident size so far, in KiB; 0 where the system does not tell.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
