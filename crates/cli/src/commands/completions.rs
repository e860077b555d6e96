//! `dateline completions`: what a shell needs to complete commands and options.

use crate::args::{Args, CompletionsArgs};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use clap::CommandFactory;

/// Prints the completions.
pub fn run(args: &CompletionsArgs, out: &mut Output) -> Result<Outcome, CommandError> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut text);
    out.print(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Done)
}
