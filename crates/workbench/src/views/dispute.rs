//! Disputes: the sides next to each other.

use super::{MOST, kind};
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Paging, Place, Shell, Source, record_address, skipped, words_address};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::side_value;
use dateline_vocabulary::{Dispute, DisputeId, DisputeKind};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "disputes.html")]
struct DisputesPage {
    shell: Shell,
    about: String,
    kinds: &'static [DisputeKind],
    disputes: Vec<DisputeShown>,
    paging: Paging,
}

#[derive(Template)]
#[template(path = "dispute.html")]
struct DisputePage {
    shell: Shell,
    by: String,
    dispute: DisputeShown,
}

/// A dispute as it is shown.
pub(crate) struct DisputeShown {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) about: String,
    pub(crate) subject: String,
    pub(crate) happening: Option<String>,
    pub(crate) sides: Vec<SideShown>,
    pub(crate) by_people: Vec<String>,
}

pub(crate) struct SideShown {
    pub(crate) stance: String,
    pub(crate) value: String,
    pub(crate) who: Vec<String>,
    pub(crate) words: Vec<WordsShown>,
}

/// Words that a side rests on.
pub(crate) struct WordsShown {
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) source: Source,
}

pub(crate) fn disputes(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let about = query.get("about");
    let kind: Option<DisputeKind> = kind(about)?;
    let (all, disputes) = desk.dossier.disputes_part(kind, skipped(query), MOST)?;
    let page = DisputesPage {
        shell: desk.shell("Disputes", Place::Disputes),
        about: about.to_owned(),
        kinds: DisputeKind::ALL,
        paging: Paging::of(query, "/disputes", MOST, disputes.len(), all),
        disputes: shown(desk, &disputes)?,
    };
    Ok(Answer::Page(page.render()?))
}

pub(crate) fn dispute(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<Answer, Fault> {
    let found = desk.dossier.dispute(&DisputeId::from(id))?;
    let Some(dispute) = shown(desk, found.as_slice())?.pop() else {
        return Err(Fault::no_such("dispute", id));
    };
    let page = DisputePage {
        shell: desk.shell(&dispute.subject, Place::Disputes),
        by: desk.by.to_owned(),
        dispute,
    };
    Ok(Answer::Page(page.render()?))
}

/// Disputes with the words that their sides rest on.
pub(crate) fn shown(desk: &Desk<'_>, disputes: &[Dispute]) -> Result<Vec<DisputeShown>, Fault> {
    let (events, attributions) = desk.dossier.records_of_sides(disputes)?;
    let documents = disputes
        .iter()
        .flat_map(|it| &it.sides)
        .flat_map(|side| &side.documents);
    let sources = desk.sources(documents)?;
    let mut words: BTreeMap<String, (String, String, Source)> = BTreeMap::new();
    for event in events {
        let source = sources.get(&event.document).cloned().unwrap_or_default();
        let href = words_address(&event.document, event.trigger.span);
        words.insert(event.id.0, (event.statement.text, href, source));
    }
    for attribution in attributions {
        let source = sources
            .get(&attribution.document)
            .cloned()
            .unwrap_or_default();
        let href = words_address(&attribution.document, attribution.content.hull);
        words.insert(attribution.id.0, (attribution.content.text, href, source));
    }
    let changes = desk.changes()?;
    Ok(disputes
        .iter()
        .map(|dispute| DisputeShown {
            id: dispute.id.to_string(),
            href: record_address(dispute.id.as_str()).unwrap_or_default(),
            about: dispute.about.to_string(),
            subject: dispute.subject.clone(),
            happening: dispute
                .happening
                .as_ref()
                .and_then(|id| record_address(id.as_str())),
            by_people: changes.marks(dispute.id.as_str()),
            sides: dispute
                .sides
                .iter()
                .map(|side| SideShown {
                    stance: side
                        .stance
                        .map_or(String::new(), |stance| stance.to_string()),
                    value: side_value(side, dispute.about),
                    who: side.who.clone(),
                    words: side
                        .records
                        .iter()
                        .filter_map(|id| words.get(id))
                        .map(|(text, href, source)| WordsShown {
                            text: text.clone(),
                            href: href.clone(),
                            source: source.clone(),
                        })
                        .collect(),
                })
                .collect(),
        })
        .collect())
}
