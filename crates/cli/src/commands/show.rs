//! `dateline show`: a page with what was read in it.

use crate::args::{Everywhere, ShowArgs};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look};
use crate::weaving::open_woven;
use dateline_views::{document_lines, show_text, to_json_line};
use dateline_vocabulary::{EntityId, MentionId};
use std::collections::BTreeMap;

/// Prints the page that goes by the name.
pub fn run(
    everywhere: &Everywhere,
    args: &ShowArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let name = args.document.clone();
    let ids = dossier.find_document(&name)?;
    let documents = dossier.documents(&ids)?;
    let records = match &documents[..] {
        [] => return Err(CommandError::NoSuchDocument { name }),
        [records] => records,
        several => {
            let candidates = several
                .iter()
                .map(|it| format!("{} ({})", it.document.file, it.document.id.short()))
                .collect();
            return Err(CommandError::AmbiguousDocument { name, candidates });
        }
    };
    if everywhere.json {
        for line in document_lines(records) {
            out.print(&to_json_line(&line))?;
        }
        return Ok(Outcome::Done);
    }
    let entities: BTreeMap<EntityId, String> = dossier
        .entities()?
        .into_iter()
        .map(|it| (it.id, it.name))
        .collect();
    let names: BTreeMap<MentionId, String> = (records.mentions.iter())
        .filter_map(|mention| {
            Some((
                mention.id.clone(),
                entities.get(mention.entity.as_ref()?)?.clone(),
            ))
        })
        .collect();
    out.print(&show_text(records, &names, look()))?;
    Ok(Outcome::Done)
}
