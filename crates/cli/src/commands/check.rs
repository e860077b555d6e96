//! `dateline check`: whether the dossier still holds what was written to it.

use crate::args::{CheckArgs, Everywhere};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use crate::weaving::weave_when_stale;
use dateline_dossier::Dossier;
use dateline_views::{one_line, to_json_line};
use serde::Serialize;

/// What was found, for programs.
#[derive(Serialize)]
#[serde(tag = "kind", rename = "check")]
struct CheckLine<'c> {
    documents: u64,
    damage: &'c [String],
}

/// Checks, and names each damage.
pub fn run(
    everywhere: &Everywhere,
    args: &CheckArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let mut dossier = Dossier::open(&everywhere.dossier)?;
    if args.mend {
        dossier.forget_weaving()?;
        weave_when_stale(&mut dossier)?;
    }
    let report = dossier.check()?;
    if everywhere.json {
        out.print(&to_json_line(&CheckLine {
            documents: report.documents,
            damage: &report.damage,
        }))?;
    } else {
        for damage in &report.damage {
            out.print(&format!("damaged: {}\n", one_line(damage)))?;
        }
        let found = match report.damage.len() {
            0 => "no damage".to_owned(),
            n => format!(
                "damage in {n} places; restore the dossier from a copy, or add the pages again to a new one"
            ),
        };
        let documents = if report.documents == 1 {
            "1 page".to_owned()
        } else {
            format!("{} pages", report.documents)
        };
        out.print(&format!("{documents} checked: {found}\n"))?;
    }
    Ok(if report.damage.is_empty() {
        Outcome::Done
    } else {
        Outcome::Damaged
    })
}
