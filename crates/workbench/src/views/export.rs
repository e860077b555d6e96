//! Handing on: what can be saved, and saving it.

use super::timeline::wanted;
use crate::address::Query;
use crate::fault::Fault;
use crate::handing_on::{Form, brief, hand_on};
use crate::shell::{Place, Shell};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::one_entry_a_statement;
use dateline_vocabulary::HappeningId;

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
            .collect(),
    };
    Ok(Answer::Page(page.render()?))
}

/// The dossier in one form, to be saved; the brief, of the lines of the timeline that are asked for, or of those that were ticked.
pub(crate) fn export(desk: &mut Desk<'_>, name: &str, query: &Query) -> Result<Answer, Fault> {
    let Some((form, name, ending, _)) = Form::ALL.into_iter().find(|(_, it, ..)| *it == name)
    else {
        return Err(Fault::no_such("form", name));
    };
    let mut body = String::new();
    let ticked: Vec<HappeningId> = query.all("happening").map(HappeningId::from).collect();
    if form == Form::Html && !ticked.is_empty() {
        let entries = desk.dossier.timeline_of(&ticked)?;
        body = brief(desk.dossier, &one_entry_a_statement(entries))?;
    } else if form == Form::Html {
        let (wanted, meant) = wanted(desk, query)?;
        if meant.is_none() && !query.get("who").is_empty() {
            return Err(Fault::Wrong(
                "Nobody in this dossier is called so.".to_owned(),
            ));
        }
        let entries = desk.dossier.timeline_part(&wanted, 0, i32::MAX as u32)?;
        body = brief(desk.dossier, &one_entry_a_statement(entries))?;
    } else {
        hand_on(desk.dossier, form, desk.name, &mut |piece| {
            body.push_str(piece);
            Ok::<(), Fault>(())
        })?;
    }
    let is_kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let stem: String = desk.name.chars().filter(is_kept).collect();
    let stem = if stem.is_empty() {
        "dossier".to_owned()
    } else {
        stem
    };
    Ok(Answer::File {
        name: format!("{stem}-{name}.{ending}"),
        body,
    })
}
