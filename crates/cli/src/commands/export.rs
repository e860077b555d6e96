//! `dateline export`: the whole dossier as exchange form, one table of it, or what other tools read.

use crate::args::{Everywhere, ExportArgs, ExportFormat};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use crate::weaving::open_woven;
use dateline_dossier::Dossier;
use dateline_views::Table;
use dateline_workbench::{Form, hand_on, pack, today};

/// Prints the export.
pub fn run(
    everywhere: &Everywhere,
    args: &ExportArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let name = everywhere.dossier.file_stem().unwrap_or_default();
    let name = name.to_string_lossy();
    let form = match args.format {
        ExportFormat::Csv => {
            print_table(&dossier, args.table, out)?;
            return Ok(Outcome::Done);
        }
        ExportFormat::Case => {
            let mut file = pack(&dossier, &name, &today())?;
            out.copy(&mut file)?;
            return Ok(Outcome::Done);
        }
        ExportFormat::Jsonl => Form::Jsonl,
        ExportFormat::Html => Form::Html,
        ExportFormat::Timelinejs => Form::Timelinejs,
        ExportFormat::Ftm => Form::Ftm,
        ExportFormat::Webannotation => Form::Webannotation,
        ExportFormat::Graphml => Form::Graphml,
        ExportFormat::Csl => Form::Csl,
    };
    hand_on(&dossier, form, &name, &mut |piece| out.print(piece))?;
    Ok(Outcome::Done)
}

fn print_table(dossier: &Dossier, table: Table, out: &mut Output) -> Result<(), CommandError> {
    out.print(&table.header())?;
    if !table.is_of_documents() {
        return out.print(&table.weaving_rows(&dossier.woven()?));
    }
    dossier.try_for_each_document(|records| out.print(&table.document_rows(&records)))
}
