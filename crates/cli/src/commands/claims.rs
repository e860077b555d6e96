//! `dateline claims`: who says so.

use super::{beside, page_refs};
use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_views::{Line, PageNotes, claim_text, to_json_line};
use std::cmp::Reverse;

/// Prints the claims: for people those with the most witnesses first, for programs by id.
pub fn run(everywhere: &Everywhere, out: &mut Output) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let mut claims = dossier.claims()?;
    if everywhere.json {
        for claim in &claims {
            out.print(&to_json_line(&Line::Claim(claim)))?;
        }
        return Ok(Outcome::Done);
    }
    if claims.is_empty() {
        tell("there are no claims");
        return Ok(Outcome::Done);
    }
    claims.sort_by_key(|claim| {
        (
            Reverse(claim.independent.at_least),
            Reverse(claim.documents.len()),
            claim.id.clone(),
        )
    });
    let beside = beside(&dossier, everywhere)?;
    let pages = page_refs(&dossier)?;
    let mut notes = PageNotes::on(&pages);
    for claim in &claims {
        let attributions = dossier.attributions(&claim.attributions)?;
        let attributions = attributions
            .into_iter()
            .map(|it| (it.id.clone(), it))
            .collect();
        out.print(&claim_text(
            claim,
            &attributions,
            &mut notes,
            &beside,
            look(),
        ))?;
        out.print("\n")?;
    }
    out.print(&notes.text(look()))?;
    Ok(Outcome::Done)
}
