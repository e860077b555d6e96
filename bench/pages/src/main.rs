//! Compares Dateline's page stage with other extractors, in one run, on the same pages with gold.
//!
//! `README.md` beside this tells what is measured and how to run it.

mod authors;
mod captions;
mod dateline_page_stage;
mod decode;
mod dom_smoothie_crate;
mod extraction;
mod gold;
mod guarded_run;
mod letters;
mod publication;
mod python_trafilatura;
mod report;
mod score;
mod shingles;
mod title;
mod trafilatura_crate;

use clap::Parser;
use extraction::Tool;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

/// Compares Dateline's page stage with other extractors on news pages with gold.
#[derive(Parser)]
#[command(max_term_width = 100)]
struct Args {
    /// Folder with gold.jsonl and the pages that it names
    #[arg(value_name = "PAGES_DIR")]
    pages: PathBuf,
    /// The Python that has trafilatura; without it the column is left out
    #[arg(long, value_name = "PYTHON", default_value = "python3")]
    python: PathBuf,
    /// Write one line for each page and tool to this file
    #[arg(long, value_name = "FILE")]
    details: Option<PathBuf>,
}

/// The extractors that run in this process, in the order of the table's columns.
const TOOLS: &[Tool] = &[
    dateline_page_stage::TOOL,
    trafilatura_crate::TOOL,
    dom_smoothie_crate::TOOL,
];

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let pages = Arc::new(gold::load(&args.pages)?);
    guarded_run::keep_panics_quiet();
    let mut runs = guarded_run::run(TOOLS, &pages);
    match python_trafilatura::run(&args.python, &args.pages, &pages) {
        Ok(run) => runs.push(run),
        Err(reason) => eprintln!(
            "skipped: trafilatura (Python): {reason}; README.md tells how to install it, --python names the Python"
        ),
    }
    let scored = score::score(&pages, &runs);
    print!("{}", report::table(&scored));
    if let Some(file) = &args.details {
        std::fs::write(file, report::details(&pages, &scored))
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    Ok(())
}
