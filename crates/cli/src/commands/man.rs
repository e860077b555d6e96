//! `dateline man`: the manual page, or that of a command.

use crate::args::{Args, ManArgs};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use clap::CommandFactory;

/// Prints the page in roff.
pub fn run(args: &ManArgs, out: &mut Output) -> Result<Outcome, CommandError> {
    let mut definitions = Args::command();
    definitions.build();
    let command = match &args.command {
        None => definitions,
        Some(name) => match definitions.find_subcommand(name) {
            Some(command) => {
                // A page of its own is found as `man dateline-add`.
                let page: &'static str =
                    Box::leak(format!("dateline-{}", command.get_name()).into_boxed_str());
                command.clone().name(page)
            }
            None => {
                let commands = definitions
                    .get_subcommands()
                    .map(|command| command.get_name().to_owned())
                    .collect();
                return Err(CommandError::NoSuchCommand {
                    name: name.clone(),
                    commands,
                });
            }
        },
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|source| CommandError::Output { source })?;
    out.print(&String::from_utf8_lossy(&page))?;
    Ok(Outcome::Done)
}
