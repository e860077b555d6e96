//! Pages: which there are, and one with what was read in it.

use super::MOST;
use super::claim::Saying;
use crate::address::{Query, part};
use crate::fault::Fault;
use crate::marked::{HERE, Mark, Piece, pieces};
use crate::shell::{Paging, Place, Shell, Source, name_address, record_address, skipped};
use crate::{Answer, Desk};
use askama::Template;
use dateline_dossier::{PagesWanted, Unread};
use dateline_views::{day_phrase, published_phrase};
use dateline_vocabulary::{CodePoints, DocumentRecords, EntityId, Passage, PassageRole, Span};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "pages.html")]
struct PagesPage {
    shell: Shell,
    only: String,
    pages: Vec<PageLine>,
    unread: Vec<Unread>,
    paging: Paging,
}

struct PageLine {
    source: Source,
    language: String,
    problem: String,
}

#[derive(Template)]
#[template(path = "page.html")]
struct PagePage {
    shell: Shell,
    source: Source,
    facts: Vec<(&'static str, String)>,
    problem: String,
    article: Vec<PassageShown>,
    comments: Vec<PassageShown>,
    residue: Vec<PassageShown>,
    sayings: Vec<Saying>,
    times: Vec<(String, String)>,
    /// Where the page as saved is shown; `None` where its file is gone.
    original: Option<String>,
}

struct PassageShown {
    role: String,
    author: String,
    pieces: Vec<Piece>,
}

pub(crate) fn pages(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let only = query.get("only");
    let wanted = pages_wanted(only)?;
    let (all, documents) = desk.dossier.pages_part(wanted, skipped(query), MOST)?;
    let page = PagesPage {
        shell: desk.shell("Pages", Place::Pages),
        only: only.to_owned(),
        paging: Paging::of(query, "/pages", MOST, documents.len(), all),
        pages: documents
            .iter()
            .map(|document| PageLine {
                source: Source::of(document),
                language: document.language.clone().unwrap_or_default(),
                problem: document.problem.clone().unwrap_or_default(),
            })
            .collect(),
        unread: match only {
            "problem" => desk.dossier.unread()?,
            _ => Vec::new(),
        },
    };
    Ok(Answer::Page(page.render()?))
}

/// Which pages a word in an address asks for.
pub(crate) fn pages_wanted(only: &str) -> Result<PagesWanted, Fault> {
    match only {
        "" => Ok(PagesWanted::All),
        "undated" => Ok(PagesWanted::Undated),
        "problem" => Ok(PagesWanted::WithProblem),
        other => Err(Fault::Wrong(format!(
            "There is no list of pages “{other}”."
        ))),
    }
}

pub(crate) fn page(desk: &mut Desk<'_>, id: &str, query: &Query) -> Result<Answer, Fault> {
    let found = desk.dossier.find_document(id)?;
    let [id] = found.as_slice() else {
        return Err(Fault::no_such("page", id));
    };
    let Some(records) = desk.dossier.documents(std::slice::from_ref(id))?.pop() else {
        return Err(Fault::no_such("page", id.as_str()));
    };
    let document = &records.document;
    let marks = marks(desk, &records, span_of(query.get("at")))?;
    let index = CodePoints::of(&document.text);
    let shown = |passage: &Passage| PassageShown {
        role: passage.role.to_string(),
        author: match (&passage.author, &passage.posted) {
            (Some(author), Some(posted)) => format!("{author}, {posted}"),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (None, None) => String::new(),
        },
        pieces: pieces(&document.text, &index, passage.span, &marks),
    };
    let of = |wanted: fn(PassageRole) -> bool| {
        let passages = records.passages.iter();
        passages.filter(|it| wanted(it.role)).map(shown).collect()
    };
    let source = Source::of(document);
    let page = PagePage {
        shell: desk.shell(&source.headline, Place::Pages),
        facts: facts(&records),
        problem: document.problem.clone().unwrap_or_default(),
        article: of(|role| !matches!(role, PassageRole::Comment | PassageRole::Residue)),
        comments: of(|role| role == PassageRole::Comment),
        residue: of(|role| role == PassageRole::Residue),
        sayings: records
            .attributions
            .iter()
            .map(|it| Saying::of(it, source.clone()))
            .collect(),
        times: records
            .times
            .iter()
            .map(|time| {
                let anchor = time
                    .anchor
                    .as_ref()
                    .map_or(String::new(), |it| format!(" ({it})"));
                let days = match time.days.is_unknown() {
                    true => time.value.clone().unwrap_or_else(|| "no day".to_owned()),
                    false => day_phrase(time.days),
                };
                (time.words.text.clone(), format!("{days}{anchor}"))
            })
            .collect(),
        original: super::original::may_be_there(document)
            .then(|| format!("/original/{}", part(document.id.short()))),
        source,
    };
    Ok(Answer::Page(page.render()?))
}

/// The words that an address asks for: `120-131`.
fn span_of(at: &str) -> Option<Span> {
    let (start, end) = at.split_once('-')?;
    let span = Span {
        start: start.parse().ok()?,
        end: end.parse().ok()?,
    };
    (span.start < span.end).then_some(span)
}

fn facts(records: &DocumentRecords) -> Vec<(&'static str, String)> {
    let document = &records.document;
    let published = &document.published;
    let basis = match &published.evidence {
        Some(evidence) => format!(
            "{} ({}: {evidence})",
            published_phrase(published),
            published.basis.as_str()
        ),
        None => format!(
            "{} ({})",
            published_phrase(published),
            published.basis.as_str()
        ),
    };
    let dated = |moment: &Option<dateline_vocabulary::Moment>| {
        moment
            .as_ref()
            .map_or(String::new(), |it| format!("{} ({})", it.at, it.evidence))
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let facts = [
        ("Outlet", text(&document.outlet)),
        ("By", document.bylines.join("; ")),
        ("Published", basis),
        ("Changed", dated(&document.updated)),
        ("Saved", dated(&document.captured)),
        ("Written in", text(&document.dateline)),
        ("Language", text(&document.language)),
        ("Address", text(&document.url)),
        ("Only a beginning", text(&document.partial)),
        ("File", document.file.clone()),
        ("SHA-256", document.sha256.clone()),
    ];
    facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// What was read on a page, as marks in its text.
fn marks(
    desk: &Desk<'_>,
    records: &DocumentRecords,
    target: Option<Span>,
) -> Result<Vec<Mark>, Fault> {
    let entities: Vec<EntityId> = records
        .mentions
        .iter()
        .filter_map(|it| it.entity.clone())
        .collect();
    let names: BTreeMap<EntityId, String> = desk.dossier.names_of(&entities)?.into_iter().collect();
    let mut marks = Vec::new();
    let mut put = |span: Span, class: &'static str, title: String, href: Option<String>| {
        marks.push(Mark {
            span,
            class,
            title,
            href,
        });
    };
    for attribution in &records.attributions {
        let kind = attribution
            .source_type
            .map_or("unnamed".to_owned(), |it| it.to_string());
        let who = attribution.chain.last().cloned().unwrap_or_default();
        for span in &attribution.content.spans {
            let title = format!("{who} {} ({kind})", attribution.stance);
            put(*span, "said", title, None);
        }
        for span in attribution.source.iter().flat_map(|it| &it.words.spans) {
            put(*span, "source", format!("source: {kind}"), None);
        }
        let claim = desk.dossier.claim_of(&attribution.id)?;
        let claim = claim.and_then(|id| record_address(id.as_str()));
        for span in attribution.cue.iter().flat_map(|it| &it.spans) {
            put(*span, "cue", String::new(), claim.clone());
        }
    }
    for mention in &records.mentions {
        let entity = mention.entity.as_ref();
        let title = match entity.and_then(|id| names.get(id)) {
            Some(name) if *name != mention.words.text => {
                format!("{}: {name}", mention.mention_type)
            }
            _ => mention.mention_type.to_string(),
        };
        let href = entity.map(name_address);
        put(mention.words.span, "name", title, href);
    }
    for time in &records.times {
        let title = match time.days.is_unknown() {
            true => time.value.clone().unwrap_or_default(),
            false => day_phrase(time.days),
        };
        put(time.words.span, "time", title, None);
    }
    for event in &records.events {
        let kind = event.plover.map_or("event".to_owned(), |it| it.to_string());
        let days = match event.days.is_unknown() {
            true => String::new(),
            false => format!(", {}", day_phrase(event.days)),
        };
        let href = event
            .happening
            .as_ref()
            .and_then(|id| record_address(id.as_str()));
        put(
            event.trigger.span,
            "event",
            format!("{kind}: {}{days}", event.factuality),
            href,
        );
    }
    if let Some(span) = target {
        put(span, HERE, String::new(), None);
    }
    Ok(marks)
}
