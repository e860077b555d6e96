//! `dateline serve`: the dossier in a browser.

use super::correct::who_corrects;
use crate::args::{Everywhere, ServeArgs};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, tell};
use crate::weaving::{open_woven, weave_when_stale};
use dateline_workbench::Workbench;

/// Serves until it is interrupted; with `--get`, prints the answer to one address.
pub fn run(
    everywhere: &Everywhere,
    args: &ServeArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let name = everywhere.dossier.file_stem().unwrap_or_default();
    let by = who_corrects(args.by.as_deref()).unwrap_or_default();
    let workbench = Workbench::new(
        dossier,
        name.to_string_lossy().into_owned(),
        by,
        Box::new(|dossier| {
            weave_when_stale(dossier)
                .map(drop)
                .map_err(|error| error.to_string())
        }),
    )?;
    if let Some(address) = &args.get {
        let (status, body) = workbench.get(address)?;
        out.print(&String::from_utf8_lossy(&body))?;
        return match status {
            200 => Ok(Outcome::Done),
            status => Err(CommandError::NoAnswer {
                address: address.clone(),
                status,
            }),
        };
    }
    workbench.serve(args.port, |address| {
        tell(&format!(
            "The workbench is open at {address}\nThe address holds the key to this run: give it to nobody. Stop with Ctrl-C."
        ));
    })?;
    Ok(Outcome::Done)
}
