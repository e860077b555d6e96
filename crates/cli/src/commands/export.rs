//! `dateline export`: the whole dossier as exchange form, one table of it, or what other tools read.

use super::Changes;
use super::timeline::accounts_of;
use crate::args::{Everywhere, ExportArgs, ExportFormat};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use crate::weaving::open_woven;
use dateline_dossier::Dossier;
use dateline_views::{
    Table, TimelineFilter, annotation_line, correction_lines, csl_item, document_lines,
    ftm_document, ftm_woven, graphml, select_entries, timeline_html, timelinejs, to_json_line,
    weaving_lines,
};
use dateline_vocabulary::{DocumentRecords, Entry, Weaving};

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
        ExportFormat::Html => {
            let entries = chronology(&dossier)?;
            let accounts = accounts_of(&dossier, &entries)?;
            let changes = Changes::of(&dossier, everywhere)?;
            let documents = dossier.document_list()?;
            let beside = changes.beside();
            out.print(&timeline_html(&entries, &accounts, &documents, &beside))?;
        }
        ExportFormat::Timelinejs => {
            let title = everywhere.dossier.file_stem().unwrap_or_default();
            out.print(&timelinejs(
                &chronology(&dossier)?,
                &title.to_string_lossy(),
            ))?;
        }
        ExportFormat::Ftm => {
            for document in dossier.document_list()? {
                out.print(&to_json_line(&ftm_document(&document)))?;
            }
            for entity in ftm_woven(&woven(&dossier)?) {
                out.print(&to_json_line(&entity))?;
            }
        }
        ExportFormat::Webannotation => print_documents(&dossier, |records| {
            annotation_line(records).try_for_each(|line| out.print(&line))
        })?,
        ExportFormat::Graphml => {
            out.print(&graphml(&dossier.entities()?, &dossier.happenings()?))?;
        }
        ExportFormat::Csl => {
            let items: Vec<_> = dossier.document_list()?.iter().map(csl_item).collect();
            out.print(&to_json_line(&items))?;
        }
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

/// The timeline of the pile, as `dateline timeline` prints it without a filter.
fn chronology(dossier: &Dossier) -> Result<Vec<Entry>, CommandError> {
    Ok(select_entries(
        dossier.timeline()?,
        &TimelineFilter::default(),
        &[],
    ))
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
