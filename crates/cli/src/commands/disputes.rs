//! `dateline disputes`: what the pages disagree about.

use super::{beside, page_refs};
use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_dossier::Dossier;
use dateline_views::{Line, PageNotes, SideWords, dispute_text, to_json_line};
use dateline_vocabulary::Dispute;
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
    let beside = beside(&dossier, everywhere)?;
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
    let (events, attributions) = dossier.records_of_sides(std::slice::from_ref(dispute))?;
    let mut words = BTreeMap::new();
    for event in events {
        words.insert(
            event.id.0,
            SideWords {
                document: event.document,
                text: event.statement.text,
            },
        );
    }
    for attribution in attributions {
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
