//! `dateline disputes`: what the pages disagree about.

use super::{Changes, page_refs};
use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_dossier::Dossier;
use dateline_views::{Line, PageNotes, SideWords, dispute_text, to_json_line};
use dateline_vocabulary::{AttributionId, Dispute, EventId};
use std::collections::BTreeMap;

/// Prints each dispute with its sides.
pub fn run(everywhere: &Everywhere, out: &mut Output) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let disputes = dossier.disputes()?;
    if everywhere.json {
        for dispute in &disputes {
            out.print(&to_json_line(&Line::Dispute(dispute)))?;
        }
        return Ok(Outcome::Done);
    }
    if disputes.is_empty() {
        tell("there are no disputes");
        return Ok(Outcome::Done);
    }
    let changes = Changes::of(&dossier, everywhere)?;
    let beside = changes.beside();
    let pages = page_refs(&dossier)?;
    let mut notes = PageNotes::on(&pages);
    for dispute in &disputes {
        let words = words_of(&dossier, dispute)?;
        out.print(&dispute_text(dispute, &words, &mut notes, &beside, look()))?;
        out.print("\n")?;
    }
    out.print(&notes.text(look()))?;
    Ok(Outcome::Done)
}

/// The words of each record that a side rests on, by record id.
fn words_of(
    dossier: &Dossier,
    dispute: &Dispute,
) -> Result<BTreeMap<String, SideWords>, CommandError> {
    let mut events = Vec::new();
    let mut attributions = Vec::new();
    for id in dispute.sides.iter().flat_map(|side| &side.records) {
        // Record ids end in the letter of their kind and a number: `….e00001`.
        match id.rsplit_once('.') {
            Some((_, last)) if last.starts_with('e') => events.push(EventId(id.clone())),
            Some((_, last)) if last.starts_with('a') => {
                attributions.push(AttributionId(id.clone()))
            }
            _ => {}
        }
    }
    let mut words = BTreeMap::new();
    for event in dossier.events(&events)? {
        words.insert(
            event.id.0,
            SideWords {
                document: event.document,
                text: event.statement.text,
            },
        );
    }
    for attribution in dossier.attributions(&attributions)? {
        words.insert(
            attribution.id.0,
            SideWords {
                document: attribution.document,
                text: attribution.content.text,
            },
        );
    }
    Ok(words)
}
