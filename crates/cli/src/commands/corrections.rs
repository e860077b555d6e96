//! `dateline corrections`: what was corrected, by whom and why.

use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_views::{correction_lines, correction_text, to_json_line};

/// Prints the corrections in the order in which they were made, those that were taken back among them.
pub fn run(everywhere: &Everywhere, out: &mut Output) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let (corrections, effects) = (dossier.corrections()?, dossier.effects()?);
    if everywhere.json {
        for line in correction_lines(&corrections, &effects) {
            out.print(&to_json_line(&line))?;
        }
        return Ok(Outcome::Done);
    }
    if corrections.is_empty() {
        tell("nothing was corrected");
    }
    for correction in &corrections {
        let effect = effects.iter().find(|it| it.correction == correction.id);
        out.print(&correction_text(correction, effect, look()))?;
    }
    Ok(Outcome::Done)
}
