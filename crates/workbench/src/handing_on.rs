//! Handing on: the dossier in the forms that others read, the same from the command line and from the browser.

use dateline_dossier::{Dossier, DossierError};
use dateline_views::{
    Account, Beside, TimelineFilter, annotation_lines, correction_lines, csl_item, document_lines,
    ftm_document, ftm_woven, graphml, select_entries, timeline_html, timelinejs, to_json_line,
    weaving_lines,
};
use dateline_vocabulary::{AttributionId, Entry, Event, EventId};
use std::collections::BTreeMap;

/// A form in which a dossier is handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The exchange form: everything, one record a line.
    Jsonl,
    /// The timeline as a brief: one page of HTML that needs nothing else.
    Html,
    /// The timeline for TimelineJS.
    Timelinejs,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// W3C Web Annotations, one a line.
    Webannotation,
    /// Who had to do with whom.
    Graphml,
    /// The pages as CSL-JSON.
    Csl,
}

impl Form {
    /// All forms: how addresses name them, how files of them end, and what they are, in words.
    pub const ALL: [(Form, &'static str, &'static str, &'static str); 7] = [
        (
            Form::Html,
            "brief",
            "html",
            "The timeline as a brief: one page that needs nothing else, each statement numbered to its words",
        ),
        (
            Form::Jsonl,
            "jsonl",
            "jsonl",
            "Everything, one record a line, as JSON",
        ),
        (
            Form::Timelinejs,
            "timelinejs",
            "json",
            "The timeline for TimelineJS",
        ),
        (
            Form::Ftm,
            "ftm",
            "ftm.jsonl",
            "FollowTheMoney entities for OpenAleph and ftm",
        ),
        (
            Form::Webannotation,
            "webannotation",
            "jsonld",
            "What was read on each page, as W3C Web Annotations",
        ),
        (
            Form::Graphml,
            "graphml",
            "graphml",
            "Who had to do with whom, for Gephi, yEd and NetworkX",
        ),
        (
            Form::Csl,
            "csl",
            "csl.json",
            "The pages as CSL-JSON for Zotero and Pandoc",
        ),
    ];
}

/// Writes a dossier that is woven in a form, piece by piece; `name` is what it is called. After a piece could not be written, nothing
/// more is.
///
/// # Errors
/// What `out` says, and what the dossier says.
pub fn hand_on<E: From<DossierError>>(
    dossier: &Dossier,
    form: Form,
    name: &str,
    out: &mut dyn FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    match form {
        Form::Jsonl => {
            dossier.try_for_each_document(|records| {
                document_lines(&records).try_for_each(|line| out(&to_json_line(&line)))
            })?;
            for line in weaving_lines(&dossier.woven()?) {
                out(&to_json_line(&line))?;
            }
            let (corrections, effects) = (dossier.corrections()?, dossier.effects()?);
            correction_lines(&corrections, &effects).try_for_each(|line| out(&to_json_line(&line)))
        }
        Form::Html => out(&brief(dossier, &chronology(dossier)?)?),
        Form::Timelinejs => out(&timelinejs(&chronology(dossier)?, name)),
        Form::Ftm => {
            for document in dossier.document_list()? {
                out(&to_json_line(&ftm_document(&document)))?;
            }
            ftm_woven(&dossier.woven()?).try_for_each(|entity| out(&to_json_line(&entity)))
        }
        Form::Webannotation => dossier.try_for_each_document(|records| {
            annotation_lines(&records).try_for_each(|line| out(&line))
        }),
        Form::Graphml => out(&graphml(&dossier.entities()?, &dossier.happenings()?)),
        Form::Csl => {
            let items: Vec<_> = dossier.document_list()?.iter().map(csl_item).collect();
            out(&to_json_line(&items))
        }
    }
}

/// These entries as a brief.
///
/// # Errors
/// What the dossier says.
pub fn brief(dossier: &Dossier, entries: &[Entry]) -> Result<String, DossierError> {
    let accounts = accounts_of(dossier, entries)?;
    let (corrections, effects) = (dossier.corrections()?, dossier.effects()?);
    let beside = Beside::of(&corrections, &effects);
    Ok(timeline_html(
        entries,
        &accounts,
        &dossier.document_list()?,
        &beside,
    ))
}

/// The timeline of the pile.
fn chronology(dossier: &Dossier) -> Result<Vec<Entry>, DossierError> {
    let all = dossier.timeline()?;
    Ok(select_entries(all, &TimelineFilter::default(), &[]))
}

/// The words that each event of these entries rests on, and on whose word.
fn accounts_of(
    dossier: &Dossier,
    entries: &[Entry],
) -> Result<BTreeMap<EventId, Account>, DossierError> {
    let ids = entries
        .iter()
        .flat_map(|entry| &entry.events)
        .map(|it| it.id.clone());
    let events = dossier.events(&ids.collect::<Vec<_>>())?;
    let attributions: Vec<AttributionId> = events
        .iter()
        .filter_map(|event| event.attribution.clone())
        .collect();
    let chains: BTreeMap<AttributionId, Vec<String>> = dossier
        .attributions(&attributions)?
        .into_iter()
        .map(|attribution| (attribution.id, attribution.chain))
        .collect();
    let account = |event: Event| {
        let chain = event.attribution.as_ref().and_then(|id| chains.get(id));
        let account = Account {
            statement: event.statement,
            chain: chain.cloned().unwrap_or_default(),
        };
        (event.id, account)
    };
    Ok(events.into_iter().map(account).collect())
}
