//! `dateline corrections`: what was corrected, by whom and why.

use crate::args::Everywhere;
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_views::{correction_lines, correction_text, to_json_line};
use dateline_vocabulary::{Correction, Effect};

/// Prints the corrections in the order in which they were made, those that were taken back among them.
pub fn run(everywhere: &Everywhere, out: &mut Output) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let (corrections, effects) = (dossier.corrections()?, dossier.effects()?);
    if corrections.is_empty() && !everywhere.json {
        tell("nothing was corrected");
    }
    print_corrections(&corrections, &effects, everywhere, out)?;
    Ok(Outcome::Done)
}

/// Prints these corrections, each with what became of it.
pub(super) fn print_corrections(
    corrections: &[Correction],
    effects: &[Effect],
    everywhere: &Everywhere,
    out: &mut Output,
) -> Result<(), CommandError> {
    if everywhere.json {
        return correction_lines(corrections, effects)
            .try_for_each(|line| out.print(&to_json_line(&line)));
    }
    for correction in corrections {
        let effect = effects.iter().find(|it| it.correction == correction.id);
        out.print(&correction_text(correction, effect, look()))?;
    }
    Ok(())
}
