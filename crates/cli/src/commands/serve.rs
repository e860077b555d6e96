//! `dateline serve`: the dossier in a browser.

use super::add::{READING, add};
use super::correct::who_corrects;
use crate::args::{Everywhere, InputArgs, InputFormat, ServeArgs, TakenAs};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, tell};
use crate::progress::Progress;
use crate::weaving::{WEAVING, open_woven, weave_with};
use dateline_dossier::Dossier;
use dateline_workbench::{Step, Workbench, Worker};
use std::path::PathBuf;

/// Serves until it is interrupted; with `--get`, prints the answer to one address.
pub fn run(
    everywhere: &Everywhere,
    args: &ServeArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let name = everywhere.dossier.file_stem().unwrap_or_default();
    let by = who_corrects(args.by.as_deref()).unwrap_or_default();
    let path = everywhere.dossier.clone();
    let workbench = Workbench::new(
        dossier,
        name.to_string_lossy().into_owned(),
        by,
        path.with_extension("pages"),
        Box::new(Work { dossier: path }),
    )?;
    if let Some(address) = &args.get {
        let (status, body) = workbench.get(address)?;
        out.copy(&mut body.as_slice())?;
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

/// What the workbench asks for.
struct Work {
    dossier: PathBuf,
}

impl Worker for Work {
    fn weave(&self, tell: &dyn Fn(Step)) -> Result<(), String> {
        let tell = |what, done| tell(Step { what, done });
        let weave = || {
            let mut dossier = Dossier::open(&self.dossier)?;
            weave_with(&mut dossier, &mut Progress::told(WEAVING, &tell))
        };
        weave().map(drop).map_err(|error| error.to_string())
    }

    fn add(&self, files: &[PathBuf], tell: &dyn Fn(Step)) -> Result<String, String> {
        let tell = |what, done| tell(Step { what, done });
        let inputs = InputArgs {
            paths: files.to_vec(),
            taken_as: TakenAs::Page,
            published: None,
            from: InputFormat::Files,
            model: None,
            jobs: None,
        };
        let reading = Progress::told(READING, &tell);
        let summary = add(
            &self.dossier,
            &inputs,
            reading,
            &mut Progress::told(WEAVING, &tell),
        );
        summary
            .map(|it| it.text())
            .map_err(|error| error.to_string())
    }
}
