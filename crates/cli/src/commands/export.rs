//! `dateline export`: the whole dossier as exchange form, or one table of it.

use crate::args::{Everywhere, ExportArgs, ExportFormat};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use crate::weaving::open_woven;
use dateline_dossier::Dossier;
use dateline_views::{Table, correction_lines, document_lines, to_json_line, weaving_lines};
use dateline_vocabulary::{DocumentRecords, Weaving};

/// Prints the export: documents by id, each followed by what was read in it, then what they say together, then what
/// people corrected.
pub fn run(
    everywhere: &Everywhere,
    args: &ExportArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    match args.format {
        ExportFormat::Jsonl => {
            print_documents(&dossier, |records| {
                document_lines(records).try_for_each(|line| out.print(&to_json_line(&line)))
            })?;
            for line in weaving_lines(&woven(&dossier)?) {
                out.print(&to_json_line(&line))?;
            }
            let (corrections, effects) = (dossier.corrections()?, dossier.effects()?);
            for line in correction_lines(&corrections, &effects) {
                out.print(&to_json_line(&line))?;
            }
        }
        ExportFormat::Csv => print_table(&dossier, args.table, out)?,
    }
    Ok(Outcome::Done)
}

fn print_table(dossier: &Dossier, table: Table, out: &mut Output) -> Result<(), CommandError> {
    out.print(&table.header())?;
    if table.is_of_documents() {
        return print_documents(dossier, |records| out.print(&table.document_rows(records)));
    }
    out.print(&table.weaving_rows(&woven(dossier)?))
}

/// Prints the documents one by one; after a failure nothing more is printed.
fn print_documents(
    dossier: &Dossier,
    mut print: impl FnMut(&DocumentRecords) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let mut printed = Ok(());
    dossier.for_each_document(&mut |records| {
        if printed.is_ok() {
            printed = print(&records);
        }
    })?;
    printed
}

/// What the dossier keeps of the weave.
fn woven(dossier: &Dossier) -> Result<Weaving, CommandError> {
    Ok(Weaving {
        entities: dossier.entities()?,
        happenings: dossier.happenings()?,
        claims: dossier.claims()?,
        disputes: dossier.disputes()?,
        timeline: dossier.timeline()?,
        ..Weaving::default()
    })
}
