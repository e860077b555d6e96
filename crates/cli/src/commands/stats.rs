//! `dateline stats`: how much of everything there is.

use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use crate::weaving::open_woven;
use dateline_dossier::Unread;
use dateline_views::one_line;
use dateline_workbench::{stats_counts, stats_line};

/// Prints the counts, and which paths gave no page.
pub fn run(everywhere: &Everywhere, out: &mut Output) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let (stats, unread) = (dossier.stats()?, dossier.unread()?);
    if everywhere.json {
        out.print(&stats_line(&stats, &unread))?;
        return Ok(Outcome::Done);
    }
    for (name, count) in stats_counts(&stats) {
        out.print(&format!("{:<28} {count:>12}\n", name.replace('_', " ")))?;
    }
    for Unread { file, reason } in &unread {
        out.print(&format!(
            "could not be read: {}: {}\n",
            one_line(file),
            one_line(reason)
        ))?;
    }
    Ok(Outcome::Done)
}
