//! The `dateline` command: files, terminal and threads around stages that know none of them.

mod args;
mod command_error;
mod commands;
mod given_lines;
mod inputs;
mod output;
mod packed;
mod pipeline;
mod progress;
mod weaving;

use args::Args;
use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// What one thread reads another takes in and frees, all the while: that costs the system's allocator twice the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let args = Args::parse();
    pipeline::keep_page_panics_quiet();
    match commands::run(args) {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        Err(error) => error.report(),
    }
}
