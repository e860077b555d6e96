//! `dateline correct`: put right what was joined, named, dated or read wrongly.

use super::corrections::print_corrections;
use crate::args::{CorrectCommand, Everywhere, Made};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, tell};
use crate::weaving::{open_woven, weave_when_stale};
use dateline_dossier::Dossier;
use dateline_views::find_entities;
use dateline_vocabulary::{
    Anchor, ChangeKind, Correction, CorrectionId, Days, RecordKind, Signature, Target,
};
use dateline_workbench::sign;

/// Keeps the correction, weaves anew, and prints it with what became of it.
pub fn run(
    everywhere: &Everywhere,
    command: &CorrectCommand,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    use CorrectCommand::{Confirm, Merge, Note, Redate, Reject, Rename, Split, Undo};
    let mut dossier = open_woven(&everywhere.dossier)?;
    let id = match command {
        Merge { records, made } => {
            let found = merged(&dossier, records)?;
            keep(&mut dossier, ChangeKind::Merge, found, New::Nothing, made)?
        }
        Split { whole, parts, made } => {
            let found = split(&dossier, whole, parts)?;
            keep(&mut dossier, ChangeKind::Split, found, New::Nothing, made)?
        }
        Rename { record, name, made } => {
            let found = one(&dossier, record)?;
            keep(
                &mut dossier,
                ChangeKind::Rename,
                found,
                New::Name(name),
                made,
            )?
        }
        Redate { record, days, made } => {
            let found = one(&dossier, record)?;
            keep(
                &mut dossier,
                ChangeKind::Redate,
                found,
                New::Days(*days),
                made,
            )?
        }
        Reject { record, made } => {
            let found = one(&dossier, record)?;
            keep(&mut dossier, ChangeKind::Reject, found, New::Nothing, made)?
        }
        Confirm { record, made } => {
            let found = one(&dossier, record)?;
            keep(&mut dossier, ChangeKind::Confirm, found, New::Nothing, made)?
        }
        Note { record, text, by } => {
            let (id, what, target) = self::record(&dossier, record)?;
            let made = Made {
                by: by.clone(),
                why: Some(text.clone()),
            };
            let note = Correction::of(ChangeKind::Note, what, vec![target], signed(&made)?);
            dossier.note(&note, &id)?
        }
        Undo { correction, made } => {
            undo(&mut dossier, &CorrectionId::from(correction.as_str()), made)?
        }
    };
    weave_when_stale(&mut dossier)?;
    let mut kept = dossier.corrections()?;
    kept.retain(|it| it.id == id);
    print_corrections(&kept, &dossier.effects()?, everywhere, out)?;
    Ok(Outcome::Done)
}

/// What a correction gives that was not there before.
enum New<'a> {
    Nothing,
    Name(&'a str),
    Days(Days),
}

/// Keeps a correction, where it can be made of what it is about.
fn keep(
    dossier: &mut Dossier,
    change: ChangeKind,
    (what, targets): (RecordKind, Vec<Target>),
    new: New<'_>,
    made: &Made,
) -> Result<CorrectionId, CommandError> {
    if !change.is_for(what) {
        let can = match change {
            ChangeKind::Redate => "a happening or an event",
            _ => "a person, body, place, happening or claim",
        };
        return Err(CommandError::CannotCorrect {
            reason: format!("cannot {change} the {what}; take {can}"),
        });
    }
    let correction = Correction {
        name: match new {
            New::Name(name) => Some(name.to_owned()),
            _ => None,
        },
        days: match new {
            New::Days(days) => days,
            _ => Days::UNKNOWN,
        },
        ..Correction::of(change, what, targets, signed(made)?)
    };
    Ok(dossier.correct(&correction)?)
}

fn undo(
    dossier: &mut Dossier,
    id: &CorrectionId,
    made: &Made,
) -> Result<CorrectionId, CommandError> {
    match dossier.undo_correction(id, &signed(made)?)? {
        Some(true) => {}
        Some(false) => tell(&format!("note: correction `{id}` was taken back before")),
        None => {
            return Err(CommandError::CannotCorrect {
                reason: format!("there is no correction `{id}`; `dateline corrections` lists them"),
            });
        }
    }
    Ok(id.clone())
}

fn one(dossier: &Dossier, name: &str) -> Result<(RecordKind, Vec<Target>), CommandError> {
    let (_, what, target) = record(dossier, name)?;
    Ok((what, vec![target]))
}

fn merged(dossier: &Dossier, names: &[String]) -> Result<(RecordKind, Vec<Target>), CommandError> {
    let mut found = Vec::new();
    for name in names {
        found.push(record(dossier, name)?);
    }
    let what = found[0].1;
    if let Some((_, other, _)) = found.iter().find(|(_, kind, _)| *kind != what) {
        return Err(CommandError::CannotCorrect {
            reason: format!("a {what} and a {other} cannot be one"),
        });
    }
    if let Some((id, _, _)) = (1..found.len())
        .map(|k| &found[k])
        .find(|(id, _, _)| *id == found[0].0)
    {
        return Err(CommandError::CannotCorrect {
            reason: format!("these are one already: `{id}`"),
        });
    }
    Ok((what, found.into_iter().map(|(_, _, it)| it).collect()))
}

fn split(
    dossier: &Dossier,
    whole: &str,
    parts: &[String],
) -> Result<(RecordKind, Vec<Target>), CommandError> {
    let (id, what, target) = record(dossier, whole)?;
    if !ChangeKind::Split.is_for(what) {
        return Ok((what, vec![target]));
    }
    let mut anchors: Vec<Anchor> = Vec::new();
    for part in parts {
        anchors.extend(part_of(dossier, what, &id, part)?);
    }
    let Some(both) = target.split(anchors, parts.join(", ")) else {
        return Err(CommandError::CannotCorrect {
            reason: format!("that is all of `{id}`; nothing would be left to set it apart from"),
        });
    };
    Ok((what, both.into()))
}

/// The records that `part` means of a whole: one by its id, those under a name, or those on a page.
fn part_of(
    dossier: &Dossier,
    what: RecordKind,
    id: &str,
    part: &str,
) -> Result<Vec<Anchor>, CommandError> {
    if let Some((_, kind, target)) = dossier.target(part)?
        && !ChangeKind::Split.is_for(kind)
    {
        return Ok(target.anchors);
    }
    if what == RecordKind::Entity {
        let named = dossier.part_of_name(id, part)?;
        if !named.is_empty() {
            return Ok(named);
        }
    }
    let pages = dossier.find_document(part)?;
    let [page] = pages.as_slice() else {
        return Err(match pages.len() {
            0 => CommandError::CannotCorrect {
                reason: format!("`{part}` is no record, no page and no name of `{id}`"),
            },
            _ => CommandError::AmbiguousRecord {
                name: part.to_owned(),
                candidates: pages
                    .iter()
                    .map(|page| format!("page {}", page.short()))
                    .collect(),
            },
        });
    };
    let found = dossier.part_on_page(what, id, page)?;
    if found.is_empty() {
        return Err(CommandError::CannotCorrect {
            reason: format!("`{id}` is not on the page `{part}`"),
        });
    }
    Ok(found)
}

/// The record that a name means: by its id, by the beginning of one, or by what somebody is called.
fn record(dossier: &Dossier, name: &str) -> Result<(String, RecordKind, Target), CommandError> {
    if let Some(found) = dossier.target(name)? {
        return Ok(found);
    }
    let entities = dossier.entities()?;
    let called: Vec<_> = {
        let all = find_entities(&entities, name);
        let exact: Vec<_> = all
            .iter()
            .copied()
            .filter(|it| it.name.eq_ignore_ascii_case(name))
            .collect();
        if exact.is_empty() { all } else { exact }
    };
    let mut candidates: Vec<(String, String)> = called
        .into_iter()
        .map(|it| (it.id.to_string(), it.name.clone()))
        .collect();
    if candidates.is_empty() && name.chars().count() >= SHORTEST_ID {
        candidates = dossier.ids_that_begin(name, MOST_CANDIDATES)?;
    }
    match candidates.as_slice() {
        [] => Err(CommandError::NoSuchRecord {
            name: name.to_owned(),
        }),
        [(id, _)] => dossier
            .target(id)?
            .ok_or_else(|| CommandError::NoSuchRecord {
                name: name.to_owned(),
            }),
        _ => Err(CommandError::AmbiguousRecord {
            name: name.to_owned(),
            candidates: candidates
                .iter()
                .take(MOST_CANDIDATES)
                .map(|(id, label)| format!("{label} ({id})"))
                .collect(),
        }),
    }
}

/// So many characters are taken as the beginning of an id.
const SHORTEST_ID: usize = 5;

/// Records that are offered where a name may mean several.
const MOST_CANDIDATES: usize = 8;

/// Who corrects, why, and when: now.
fn signed(made: &Made) -> Result<Signature, CommandError> {
    let by = who_corrects(made.by.as_deref()).ok_or(CommandError::NobodyCorrects)?;
    Ok(sign(by, made.why.clone()))
}

/// Who is named as the one who corrects, else the user of this machine.
pub(super) fn who_corrects(named: Option<&str>) -> Option<String> {
    let account = || {
        ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| std::env::var(name).ok())
    };
    (named.map(str::to_owned).or_else(account))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
}
