//! Handing on: what can be saved, and saving it.

use super::timeline::wanted;
use crate::address::Query;
use crate::correcting::today;
use crate::fault::Fault;
use crate::handing_on::{Form, brief, hand_on};
use crate::packing::pack;
use crate::shell::{Place, Shell};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::one_entry_a_statement;
use dateline_vocabulary::HappeningId;
use std::io::{self, Seek, Write};

#[derive(Template)]
#[template(path = "export.html")]
struct ExportPage {
    shell: Shell,
    forms: Vec<(String, &'static str)>,
}

/// The forms that there are.
pub(crate) fn exports(desk: &mut Desk<'_>, _: &Query) -> Result<Answer, Fault> {
    let page = ExportPage {
        shell: desk.shell("Hand on", Place::Export),
        forms: Form::ALL
            .iter()
            .map(|(_, name, _, what)| (format!("/export/{name}"), *what))
            .chain([(format!("/export/{CASE}"), WHAT_A_CASE_IS)])
            .collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// The case pack, as addresses name it.
const CASE: &str = "case";
const WHAT_A_CASE_IS: &str = "The case pack: the pages as they were saved, the dossier, brief and export, with a SHA-256 of each (zip, RO-Crate)";

/// What files are called that are made of the dossier.
fn stem(desk: &Desk<'_>) -> String {
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let stem: String = desk.name.chars().filter(is_kept).collect();
    match stem.is_empty() {
        true => "dossier".to_owned(),
        false => stem,
    }
}

/// The dossier in one form, to be saved; the brief, of the lines of the timeline that are asked for, or of those that were ticked.
pub(crate) fn export(desk: &mut Desk<'_>, name: &str, query: &Query) -> Result<Answer, Fault> {
    if name == CASE {
        return Ok(Answer::File {
            name: format!("{}-case.zip", stem(desk)),
            body: pack(desk.dossier, desk.name, &today())?,
        });
    }
    let Some((form, name, ending, _)) = Form::ALL.into_iter().find(|(_, it, ..)| *it == name)
    else {
        return Err(Fault::no_such("form", name));
    };
    let mut body = io::BufWriter::new(tempfile::tempfile().map_err(Fault::written)?);
    let ticked: Vec<HappeningId> = query.all("happening").map(HappeningId::from).collect();
    if form == Form::Html && !query.get("ticked").is_empty() {
        let entries = desk.dossier.timeline_of(&ticked)?;
        if entries.is_empty() {
            return Err(Fault::Wrong(
                "Tick the lines that the brief is to hold; what was ticked before may have been joined to another since.".to_owned(),
            ));
        }
        let html = brief(desk.dossier, &one_entry_a_statement(entries))?;
        body.write_all(html.as_bytes()).map_err(Fault::written)?;
    } else if form == Form::Html {
        let (wanted, meant) = wanted(desk, query)?;
        if meant.is_none() && !query.get("who").is_empty() {
            return Err(Fault::Wrong(
                "Nobody in this dossier is called so.".to_owned(),
            ));
        }
        let entries = desk.dossier.timeline_part(&wanted, 0, i32::MAX as u32)?;
        let html = brief(desk.dossier, &one_entry_a_statement(entries))?;
        body.write_all(html.as_bytes()).map_err(Fault::written)?;
    } else {
        hand_on(desk.dossier, form, desk.name, &mut |piece| {
            body.write_all(piece.as_bytes()).map_err(Fault::written)
        })?;
    }
    let body = body.into_inner().map_err(io::IntoInnerError::into_error);
    let mut body = body.map_err(Fault::written)?;
    body.rewind().map_err(Fault::written)?;
    Ok(Answer::File {
        name: format!("{}-{name}.{ending}", stem(desk)),
        body,
    })
}
