//! `dateline who`: who somebody is, under all names.

use super::{beside, page_refs};
use crate::args::{Everywhere, WhoArgs};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_views::{PageNotes, Profile, find_entities, near_names, profile_text, to_json_line};
use dateline_vocabulary::{EntityId, MentionType};
use std::collections::BTreeMap;

/// Documents that are held at the same time.
const DOCUMENTS_AT_ONCE: usize = 32;

/// Prints a profile of each entity that the name may mean, people first.
pub fn run(
    everywhere: &Everywhere,
    args: &WhoArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let query = args.name.join(" ");
    let entities = dossier.entities()?;
    let mut meant = find_entities(&entities, &query);
    meant.sort_by_key(|entity| {
        (
            entity.entity_type != MentionType::Person,
            std::cmp::Reverse(entity.documents.len()),
        )
    });
    if meant.is_empty() {
        let near = near_names(&entities, &query, 8);
        let hint = if near.is_empty() {
            String::new()
        } else {
            format!("; there are {}", near.join(", "))
        };
        tell(&format!("nobody in the dossier is called `{query}`{hint}"));
        return Ok(Outcome::Done);
    }
    let names: BTreeMap<EntityId, String> = entities
        .iter()
        .map(|entity| (entity.id.clone(), entity.name.clone()))
        .collect();
    let beside = beside(&dossier, everywhere)?;
    let pages = page_refs(&dossier)?;
    for (n, entity) in meant.iter().enumerate() {
        let mut profile = Profile::new(entity);
        for ids in entity.documents.chunks(DOCUMENTS_AT_ONCE) {
            for records in dossier.documents(ids)? {
                profile.read(&records, &names);
            }
        }
        let profile = profile.in_order();
        if everywhere.json {
            out.print(&to_json_line(&profile))?;
        } else {
            let mut notes = PageNotes::on(&pages);
            let separator = if n > 0 { "\n\n" } else { "" };
            out.print(&format!(
                "{separator}{}\n{}",
                profile_text(&profile, &mut notes, &beside, look()),
                notes.text(look())
            ))?;
        }
    }
    Ok(Outcome::Done)
}
