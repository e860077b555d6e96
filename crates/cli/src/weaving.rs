//! What pages say together: of a whole dossier, and of a page on its own.

use crate::command_error::CommandError;
use crate::output::tell;
use crate::progress::Progress;
use dateline_dossier::Dossier;
use dateline_vocabulary::{DocumentRecords, Weaving};
use dateline_weave::Weaver;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::sync_channel;

/// Weaves the dossier anew when pages were added since it was woven last. Whether it was.
pub fn weave_when_stale(dossier: &mut Dossier) -> Result<bool, CommandError> {
    weave_with(dossier, &mut Progress::of(WEAVING))
}

/// Documents that are read before they are taken in.
const READ_AHEAD: usize = 64;

/// What is counted while pages are put together.
pub const WEAVING: &str = "pages woven";

/// Likewise, with a count of its own.
pub fn weave_with(
    dossier: &mut Dossier,
    progress: &mut Progress<'_>,
) -> Result<bool, CommandError> {
    if dossier.is_woven()? {
        return Ok(false);
    }
    // What comes while this goes on is woven in the next time.
    let made_from = dossier.to_weave()?;
    let mut weaver = Weaver::corrected(dossier.corrections()?);
    // One thread reads what the other takes in.
    let (hand_on, handed) = sync_channel::<DocumentRecords>(READ_AHEAD);
    let weaver = std::thread::scope(|scope| {
        let taking_in = scope.spawn(move || {
            handed.iter().for_each(|records| weaver.add(&records));
            weaver
        });
        let read = dossier.for_each_document(&mut |records| {
            // Where nobody takes it, joining the thread tells why.
            let _ = hand_on.send(records);
            progress.step();
        });
        drop(hand_on);
        let weaver = taking_in
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic));
        read.map(|()| weaver)
    })?;
    dossier.store_weaving_of(&weaver.finish(), &made_from)?;
    Ok(true)
}

/// Opens a dossier to be read. One whose last `add` was interrupted is woven first.
pub fn open_woven(path: &Path) -> Result<Dossier, CommandError> {
    let mut dossier = Dossier::open(path)?;
    if !dossier.is_woven()? {
        tell("note: pages were added without being put together; doing that first");
        weave_when_stale(&mut dossier)?;
    }
    Ok(dossier)
}

/// Weaves a document on its own, and enters in it what its mentions refer to and what its events are part of.
pub fn weave_alone(records: &mut DocumentRecords) -> Weaving {
    let mut weaver = Weaver::new();
    weaver.add(records);
    let weaving = weaver.finish();
    dateline_weave::apply(&weaving, records);
    weaving
}
