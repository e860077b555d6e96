//! The commands, a file each: take the arguments, ask the dossier, print a view.

mod add;
mod check;
mod claims;
mod completions;
mod correct;
mod corrections;
mod disputes;
mod export;
mod man;
mod read;
mod search;
mod serve;
mod show;
mod stats;
mod timeline;
mod who;

use crate::args::{Args, Command, Everywhere};
use crate::command_error::{CommandError, Outcome};
use crate::output::Output;
use dateline_dossier::Dossier;
use dateline_views::{Beside, PageRef};
use dateline_vocabulary::DocumentId;
use std::collections::BTreeMap;

/// Does what the arguments ask for.
///
/// # Errors
///
/// What keeps the command from doing it; pages that cannot be read do not.
pub fn run(args: Args) -> Result<Outcome, CommandError> {
    let everywhere = &args.everywhere;
    let mut out = Output::new();
    let outcome = match &args.command {
        Command::Add(inputs) => add::run(everywhere, inputs, &mut out),
        Command::Read(inputs) => read::run(inputs, &mut out),
        Command::Timeline(filter) => timeline::run(everywhere, filter, &mut out),
        Command::Who(who) => who::run(everywhere, who, &mut out),
        Command::Claims => claims::run(everywhere, &mut out),
        Command::Disputes => disputes::run(everywhere, &mut out),
        Command::Correct(correct) => correct::run(everywhere, correct, &mut out),
        Command::Corrections => corrections::run(everywhere, &mut out),
        Command::Search(search) => search::run(everywhere, search, &mut out),
        Command::Serve(serve) => serve::run(everywhere, serve, &mut out),
        Command::Show(show) => show::run(everywhere, show, &mut out),
        Command::Export(export) => export::run(everywhere, export, &mut out),
        Command::Check(args) => check::run(everywhere, args, &mut out),
        Command::Stats => stats::run(everywhere, &mut out),
        Command::Completions(completions) => completions::run(completions, &mut out),
        Command::Man(man) => man::run(man, &mut out),
    }?;
    out.finish()?;
    Ok(outcome)
}

/// What is printed beside records: what people changed in them, and their ids where they are asked for.
fn beside(dossier: &Dossier, everywhere: &Everywhere) -> Result<Beside, CommandError> {
    Ok(Beside::of(&dossier.corrections()?, &dossier.effects()?).with_ids(everywhere.ids))
}

/// All documents by id, as they are named to readers.
fn page_refs(dossier: &Dossier) -> Result<BTreeMap<DocumentId, PageRef>, CommandError> {
    let documents = dossier.document_list()?;
    Ok(documents
        .iter()
        .map(|document| (document.id.clone(), PageRef::from(document)))
        .collect())
}
