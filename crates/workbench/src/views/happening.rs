//! A happening: its accounts side by side, on whose word, and what they disagree about.

use super::dispute::{DisputeShown, shown};
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Place, Shell, Source, name_address, words_address};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::{chain_in_steps, day_phrase, sources_phrase};
use dateline_vocabulary::{AttributionId, Event, HappeningId, NamedParticipant, Witness};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "happening.html")]
struct HappeningPage {
    shell: Shell,
    id: String,
    by: String,
    label: String,
    days: String,
    is_inferred: bool,
    kind: String,
    factuality: String,
    place: String,
    participants: Vec<Participant>,
    /// Words for those who took part that name nobody.
    unnamed: Vec<String>,
    sources: String,
    witnesses: Vec<WitnessShown>,
    reasons: Vec<String>,
    accounts: Vec<AccountShown>,
    disputes: Vec<DisputeShown>,
    by_people: Vec<String>,
}

/// Who took part.
struct Participant {
    role: String,
    name: String,
    href: String,
}

/// On whose word, and why several pages count once.
pub(crate) struct WitnessShown {
    pub(crate) name: String,
    pub(crate) pages: Vec<Source>,
    pub(crate) reasons: Vec<String>,
}

/// What one page tells of it.
struct AccountShown {
    id: String,
    source: Source,
    href: String,
    before: String,
    trigger: String,
    after: String,
    days: String,
    factuality: String,
    chain: String,
}

pub(crate) fn happening(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<Answer, Fault> {
    let id = HappeningId::from(id);
    let Some(happening) = desk.dossier.happening(&id)? else {
        return desk.moved("happening", id.as_str());
    };
    let sources = desk.sources(&happening.documents)?;
    let events = desk.dossier.events(&happening.events)?;
    let attributions: Vec<AttributionId> = events
        .iter()
        .filter_map(|event| event.attribution.clone())
        .collect();
    let chains: BTreeMap<AttributionId, String> = desk
        .dossier
        .attributions(&attributions)?
        .into_iter()
        .map(|attribution| (attribution.id, chain_in_steps(&attribution.chain)))
        .collect();
    let mut accounts: Vec<AccountShown> = events
        .iter()
        .map(|event| {
            let source = sources.get(&event.document).cloned().unwrap_or_default();
            let chain = event.attribution.as_ref().and_then(|id| chains.get(id));
            let chain = chain.cloned().unwrap_or_else(|| source.name().to_owned());
            account(event, source, chain)
        })
        .collect();
    accounts.sort_by(|a, b| (&a.source.name(), &a.href).cmp(&(&b.source.name(), &b.href)));
    let disputes = desk.dossier.disputes_of(&id)?;
    let page = HappeningPage {
        shell: desk.shell(&happening.label, Place::Timeline),
        id: id.to_string(),
        by: desk.by.to_owned(),
        days: day_phrase(happening.days),
        is_inferred: happening.inferred,
        kind: happening
            .plover
            .map_or(String::new(), |plover| plover.to_string()),
        factuality: happening.factuality.to_string(),
        place: happening.place.clone().unwrap_or_default(),
        participants: happening
            .participants
            .iter()
            .filter_map(|participant| {
                Some(Participant {
                    role: participant.role.to_string(),
                    name: participant.name.clone(),
                    href: name_address(participant.entity.as_ref()?),
                })
            })
            .collect(),
        unnamed: unnamed(&happening.participants),
        sources: sources_phrase(happening.independent),
        witnesses: witnesses(&happening.witnesses, &sources),
        reasons: happening.reasons.clone(),
        accounts,
        disputes: shown(desk, &disputes)?,
        by_people: desk.changes()?.marks(id.as_str()),
        label: happening.label,
    };
    Ok(Answer::Page(page.render()?))
}

/// The words for those who took part that name nobody, each once whatever its case.
fn unnamed(participants: &[NamedParticipant]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    participants
        .iter()
        .filter(|participant| participant.entity.is_none())
        .map(|participant| participant.name.trim_matches(['"', '“', '”']).to_owned())
        .filter(|name| seen.insert(name.trim_start_matches("the ").to_lowercase()))
        .collect()
}

fn account(event: &Event, source: Source, chain: String) -> AccountShown {
    let [before, trigger, after] = event.statement.around(event.trigger.span);
    AccountShown {
        id: event.id.to_string(),
        href: words_address(&event.document, event.trigger.span),
        source,
        before,
        trigger,
        after,
        days: if event.days.is_unknown() {
            String::new()
        } else if event.time.is_none() {
            format!("{} (inferred)", day_phrase(event.days))
        } else {
            day_phrase(event.days)
        },
        factuality: event.factuality.to_string(),
        chain,
    }
}

/// Witnesses with the pages that lean on them.
pub(crate) fn witnesses(
    witnesses: &[Witness],
    sources: &BTreeMap<dateline_vocabulary::DocumentId, Source>,
) -> Vec<WitnessShown> {
    witnesses
        .iter()
        .map(|witness| WitnessShown {
            name: witness.name.clone(),
            pages: witness
                .documents
                .iter()
                .filter_map(|id| sources.get(id).cloned())
                .collect(),
            reasons: witness.reasons.clone(),
        })
        .collect()
}
