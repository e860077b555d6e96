//! Corrections: the forms that make them, and the list of what was made.

use crate::adding::{PATIENCE, shaped_by};
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Place, Shell, record_address};
use crate::views::range;
use crate::work::{Job, Standing};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::{correction_phrase, correction_state, signature_phrase};
use dateline_vocabulary::{
    Anchor, ChangeKind, Correction, CorrectionId, Days, Entity, RecordKind, Signature, Target,
};
use jiff::Timestamp;

#[derive(Template)]
#[template(path = "corrections.html")]
struct CorrectionsPage {
    shell: Shell,
    by: String,
    corrections: Vec<CorrectionShown>,
}

struct CorrectionShown {
    id: String,
    what: String,
    made: String,
    /// Whether it holds, and if not why.
    state: String,
    is_undone: bool,
    /// The records that it shaped.
    records: Vec<(String, String)>,
}

/// The corrections, the latest first.
pub(crate) fn corrections(desk: &mut Desk<'_>, _: &Query) -> Result<Answer, Fault> {
    let (corrections, effects) = (desk.dossier.corrections()?, desk.dossier.effects()?);
    let shown = corrections.iter().rev().map(|correction| {
        let effect = effects.iter().find(|it| it.correction == correction.id);
        let records = effect.map_or(&[][..], |it| &it.records);
        CorrectionShown {
            id: correction.id.to_string(),
            what: correction_phrase(correction),
            made: signature_phrase(&correction.made),
            state: correction_state(correction, effect).unwrap_or_default(),
            is_undone: correction.undone.is_some(),
            records: records
                .iter()
                .filter_map(|id| Some((record_address(id)?, id.clone())))
                .collect(),
        }
    });
    let page = CorrectionsPage {
        shell: desk.shell("Corrections", Place::Corrections),
        by: desk.by.to_owned(),
        corrections: shown.collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// Makes the correction that a form asks for, and goes to what it shaped.
pub(crate) fn correct(desk: &mut Desk<'_>, form: &Query) -> Result<Answer, Fault> {
    let change: ChangeKind = form.get("change").parse()?;
    let (id, what, whole) = record(desk, form.get("record"))?;
    if !change.is_for(what) {
        return Err(Fault::Wrong(format!(
            "Nobody can {change} a record of the kind {what}."
        )));
    }
    let (mut name, mut days) = (None, Days::UNKNOWN);
    let targets = match change {
        ChangeKind::Merge => merged(desk, (id, what, whole), form.get("other"))?,
        ChangeKind::Split => split(desk, &id, what, whole, form)?,
        ChangeKind::Rename => {
            name = Some(needed(form, "name", "Write the new name.")?);
            vec![whole]
        }
        ChangeKind::Redate => {
            let from = needed(form, "from", "Write the first day, or the only one.")?;
            let to = form.get("to");
            days = range(&from, if to.is_empty() { &from } else { to })?;
            if days.from > days.to {
                return Err(Fault::Wrong(
                    "The last day comes before the first.".to_owned(),
                ));
            }
            vec![whole]
        }
        ChangeKind::Reject | ChangeKind::Confirm => vec![whole],
        ChangeKind::Note => {
            needed(form, "why", "Write what is to be remembered.")?;
            let note = Correction::of(change, what, vec![whole], signed(desk, form)?);
            desk.dossier.note(&note, &id)?;
            let address = record_address(&id).unwrap_or_else(|| "/corrections".to_owned());
            return Ok(Answer::Elsewhere(address));
        }
    };
    let correction = Correction {
        name,
        days,
        ..Correction::of(change, what, targets, signed(desk, form)?)
    };
    let id = desk.dossier.correct(&correction)?;
    finish(desk, &id)
}

/// Takes a correction back.
pub(crate) fn undo(desk: &mut Desk<'_>, id: &str, form: &Query) -> Result<Answer, Fault> {
    let undone = signed(desk, form)?;
    match desk.dossier.undo_correction(&id.into(), &undone)? {
        Some(_) => finish(desk, &id.into()),
        None => Err(Fault::no_such("correction", id)),
    }
}

/// Weaves anew, and goes to what the correction shaped; to a page that waits, where that takes its time.
fn finish(desk: &mut Desk<'_>, id: &CorrectionId) -> Result<Answer, Fault> {
    let ticket = desk.work.ask(Job::Weave);
    Ok(Answer::Elsewhere(match desk.work.wait(ticket, PATIENCE) {
        Standing::Done(Err(error)) => return Err(Fault::Broken(error)),
        Standing::Done(Ok(_)) => shaped_by(desk, id)?,
        _ => format!("/work?ticket={ticket}&correction={id}"),
    }))
}

fn record(desk: &Desk<'_>, id: &str) -> Result<(String, RecordKind, Target), Fault> {
    desk.dossier
        .target(id)?
        .ok_or_else(|| Fault::no_such("record", id))
}

/// Entities that are looked through for a name.
const MOST_NAMED: u32 = 500;

fn merged(
    desk: &Desk<'_>,
    (id, what, whole): (String, RecordKind, Target),
    other: &str,
) -> Result<Vec<Target>, Fault> {
    let found = match desk.dossier.target(other)? {
        Some(found) => Some(found),
        None if what == RecordKind::Entity && !other.is_empty() => {
            let (_, named) = desk.dossier.entities_part(None, other, 0, MOST_NAMED)?;
            let called = |it: &&Entity| {
                let mut names = it.aliases.iter().chain([&it.name]);
                names.any(|name| name.to_lowercase() == other.to_lowercase())
            };
            let exact: Vec<&Entity> = named.iter().filter(called).collect();
            match exact.as_slice() {
                [entity] => desk.dossier.target(entity.id.as_str())?,
                [] => None,
                several => {
                    let ids: Vec<&str> = several.iter().map(|it| it.id.as_str()).collect();
                    return Err(Fault::Wrong(format!(
                        "Several are called “{other}”; write the id of one: {}.",
                        ids.join(", ")
                    )));
                }
            }
        }
        None => None,
    };
    let Some((other_id, other_what, other)) = found else {
        return Err(Fault::Wrong(format!(
            "There is nothing called “{other}” that it could be one with."
        )));
    };
    if other_what != what {
        return Err(Fault::Wrong(format!(
            "A record of the kind {what} and one of the kind {other_what} cannot be one."
        )));
    }
    if other_id == id {
        return Err(Fault::Wrong("These are one already.".to_owned()));
    }
    Ok(vec![whole, other])
}

/// What stays, and what is set apart: the records, names and pages that were ticked.
fn split(
    desk: &Desk<'_>,
    id: &str,
    what: RecordKind,
    whole: Target,
    form: &Query,
) -> Result<Vec<Target>, Fault> {
    let mut apart: Vec<Anchor> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for record in form.all("part") {
        let (_, _, target) = self::record(desk, record)?;
        labels.push(target.label);
        apart.extend(target.anchors);
    }
    for name in form.all("called") {
        labels.push(name.to_owned());
        apart.extend(desk.dossier.part_of_name(id, name)?);
    }
    for page in form.all("page") {
        let page = page.into();
        if let Some(head) = desk
            .dossier
            .document_heads(std::slice::from_ref(&page))?
            .pop()
        {
            labels.push(head.headline.unwrap_or(head.file));
        }
        apart.extend(desk.dossier.part_on_page(what, id, &page)?);
    }
    if apart.is_empty() {
        return Err(Fault::Wrong("Tick what is something else.".to_owned()));
    }
    let both = whole.split(apart, labels.join(", ")).ok_or_else(|| {
        Fault::Wrong("Everything is ticked; nothing would be left to set it apart from.".to_owned())
    })?;
    Ok(both.into())
}

fn needed(form: &Query, field: &str, otherwise: &str) -> Result<String, Fault> {
    match form.get(field) {
        "" => Err(Fault::Wrong(otherwise.to_owned())),
        value => Ok(value.to_owned()),
    }
}

/// Who corrects, why, and when: now.
fn signed(desk: &Desk<'_>, form: &Query) -> Result<Signature, Fault> {
    let by = match form.get("by") {
        "" => desk.by,
        by => by,
    };
    if by.is_empty() {
        return Err(Fault::Wrong("Write who corrects.".to_owned()));
    }
    let why = Some(form.get("why")).filter(|why| !why.is_empty());
    Ok(sign(by.to_owned(), why.map(str::to_owned)))
}

/// What somebody does now.
pub fn sign(by: String, why: Option<String>) -> Signature {
    let at = now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    Signature { at, by, why }
}

/// The day of today, in UTC, as `2011-10-06`.
pub fn today() -> String {
    now().strftime("%Y-%m-%d").to_string()
}

#[expect(
    clippy::disallowed_methods,
    reason = "when somebody corrects or packs is known from the clock alone"
)]
fn now() -> Timestamp {
    Timestamp::now()
}
