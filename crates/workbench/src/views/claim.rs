//! Claims: what is said, on whose word, through whom.

use super::MOST;
use super::happening::{WitnessShown, witnesses};
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Paging, Place, Shell, Source, record_address, skipped, words_address};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::sources_phrase;
use dateline_vocabulary::{Attribution, Claim, ClaimId};

#[derive(Template)]
#[template(path = "claims.html")]
struct ClaimsPage {
    shell: Shell,
    words: String,
    claims: Vec<ClaimLine>,
    paging: Paging,
}

struct ClaimLine {
    href: String,
    label: String,
    sources: String,
    witnesses: Vec<String>,
    n_pages: usize,
    by_people: Vec<String>,
}

#[derive(Template)]
#[template(path = "claim.html")]
struct ClaimPage {
    shell: Shell,
    id: String,
    by: String,
    label: String,
    sources: String,
    witnesses: Vec<WitnessShown>,
    reasons: Vec<String>,
    sayings: Vec<Saying>,
    by_people: Vec<String>,
}

/// One way in which it reached the pile.
pub(crate) struct Saying {
    pub(crate) id: String,
    pub(crate) source: Source,
    pub(crate) href: String,
    pub(crate) text: String,
    /// Outlet first, the far end last.
    pub(crate) chain: Vec<String>,
    pub(crate) stance: String,
    pub(crate) source_type: String,
    /// The stated reason for not naming the source.
    pub(crate) reason: String,
    pub(crate) count: Option<u32>,
}

impl Saying {
    pub(crate) fn of(attribution: &Attribution, source: Source) -> Saying {
        Saying {
            id: attribution.id.to_string(),
            href: words_address(&attribution.document, attribution.content.hull),
            source,
            text: attribution.content.text.clone(),
            chain: attribution.chain.clone(),
            stance: match attribution.withheld {
                true => format!("{}, withholding", attribution.stance),
                false => attribution.stance.to_string(),
            },
            source_type: attribution
                .source_type
                .map_or("unnamed".to_owned(), |it| it.to_string()),
            reason: attribution.reason.clone().unwrap_or_default(),
            count: attribution.count.filter(|n| *n > 1),
        }
    }
}

pub(crate) fn claims(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let words = query.get("q");
    let (all, claims) = desk.dossier.claims_part(words, skipped(query), MOST)?;
    let changes = desk.changes()?;
    let line = |claim: &Claim| ClaimLine {
        href: record_address(claim.id.as_str()).unwrap_or_default(),
        label: claim.label.clone(),
        sources: sources_phrase(claim.independent),
        witnesses: claim.witnesses.iter().map(|it| it.name.clone()).collect(),
        n_pages: claim.documents.len(),
        by_people: changes.marks(claim.id.as_str()),
    };
    let page = ClaimsPage {
        shell: desk.shell("Claims", Place::Claims),
        words: words.to_owned(),
        paging: Paging::of(query, "/claims", MOST, claims.len(), all),
        claims: claims.iter().map(line).collect(),
    };
    Ok(Answer::Page(page.render()?))
}

pub(crate) fn claim(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<Answer, Fault> {
    let Some(claim) = desk.dossier.claim(&ClaimId::from(id))? else {
        return desk.moved("claim", id);
    };
    let sources = desk.sources(&claim.documents)?;
    let attributions = desk.dossier.attributions(&claim.attributions)?;
    let page = ClaimPage {
        shell: desk.shell(&claim.label, Place::Claims),
        id: id.to_owned(),
        by: desk.by.to_owned(),
        sources: sources_phrase(claim.independent),
        witnesses: witnesses(&claim.witnesses, &sources),
        reasons: claim.reasons.clone(),
        sayings: attributions
            .iter()
            .map(|it| Saying::of(it, sources.get(&it.document).cloned().unwrap_or_default()))
            .collect(),
        by_people: desk.changes()?.marks(id),
        label: claim.label,
    };
    Ok(Answer::Page(page.render()?))
}
