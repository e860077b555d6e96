//! People, bodies, groups, places and things: under all their names.

use super::claim::Saying;
use super::{MOST, kind};
use crate::address::{Query, part};
use crate::fault::Fault;
use crate::shell::{
    Paging, Place, Shell, Source, name_address, record_address, skipped, words_address,
};
use crate::{Answer, Desk};
use askama::Template;
use dateline_views::{Profile, Said, Told, day_phrase, told_when};
use dateline_vocabulary::{DocumentId, Entity, EntityId, MentionType};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage {
    shell: Shell,
    words: String,
    kind: String,
    kinds: &'static [MentionType],
    names: Vec<NameLine>,
    paging: Paging,
}

struct NameLine {
    href: String,
    name: String,
    kind: String,
    others: String,
    n_pages: usize,
    by_people: Vec<String>,
}

#[derive(Template)]
#[template(path = "name.html")]
struct NamePage {
    shell: Shell,
    id: String,
    by: String,
    name: String,
    kind: String,
    aliases: Vec<String>,
    /// The offices that pages give it, each with when.
    roles: Vec<String>,
    location: String,
    reasons: Vec<String>,
    timeline: String,
    pages: Vec<Source>,
    /// Pages that were not gone through, since there are too many.
    n_unread: usize,
    did: Vec<ToldShown>,
    had_part_in: Vec<ToldShown>,
    met: Vec<MetShown>,
    said: Vec<Saying>,
    said_of: Vec<Saying>,
    by_people: Vec<String>,
}

/// Something that it took part in.
struct ToldShown {
    days: String,
    statement: String,
    href: String,
    happening: Option<String>,
    source: Source,
}

struct MetShown {
    with: String,
    told: ToldShown,
}

/// Pages that are gone through for what somebody did and said, at most: those first printed come first.
const MOST_PAGES: usize = 200;
/// Pages that are held at the same time.
const PAGES_AT_ONCE: usize = 32;
/// Names that are shown in a list.
const MOST_NAMES: usize = 4;

pub(crate) fn names(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let kind: Option<MentionType> = kind(query.get("type"))?;
    let words = query.get("q");
    let (all, entities) = desk
        .dossier
        .entities_part(kind, words, skipped(query), MOST)?;
    let changes = desk.changes()?;
    let line = |entity: &Entity| NameLine {
        href: name_address(&entity.id),
        name: entity.name.clone(),
        kind: entity.entity_type.to_string(),
        others: {
            let mut others: Vec<&str> = entity
                .aliases
                .iter()
                .take(MOST_NAMES)
                .map(String::as_str)
                .collect();
            if entity.aliases.len() > MOST_NAMES {
                others.push("…");
            }
            others.join("; ")
        },
        n_pages: entity.documents.len(),
        by_people: changes.marks(entity.id.as_str()),
    };
    let page = NamesPage {
        shell: desk.shell("Who and where", Place::Names),
        words: words.to_owned(),
        kind: query.get("type").to_owned(),
        kinds: MentionType::ALL,
        paging: Paging::of(query, "/names", MOST, entities.len(), all),
        names: entities.iter().map(line).collect(),
    };
    Ok(Answer::Page(page.render()?))
}

pub(crate) fn name(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<Answer, Fault> {
    let Some(entity) = desk.dossier.entity(&EntityId::from(id))? else {
        return Err(Fault::no_such("person, body or place", id));
    };
    let (profile, n_unread) = profile(desk, &entity)?;
    let sources = desk.sources(&entity.documents)?;
    let source = |document: &DocumentId| sources.get(document).cloned().unwrap_or_default();
    let told = |told: &Told| ToldShown {
        days: match told.days.is_unknown() {
            true => "undated".to_owned(),
            false => day_phrase(told.days),
        },
        statement: told.statement.text.clone(),
        href: words_address(&told.document, told.statement.span),
        happening: told
            .happening
            .as_ref()
            .and_then(|id| record_address(id.as_str())),
        source: source(&told.document),
    };
    let said = |said: &Said| Saying::of(&said.attribution, source(&said.attribution.document));
    let page = NamePage {
        shell: desk.shell(&entity.name, Place::Names),
        id: id.to_owned(),
        by: desk.by.to_owned(),
        kind: entity.entity_type.to_string(),
        aliases: entity.aliases.clone(),
        roles: (entity.roles.iter())
            .map(|held| format!("{}: {}", held.role, told_when(held)))
            .collect(),
        location: entity.location.as_ref().map_or(String::new(), |place| {
            format!("{} ({}): {}", place.name, place.country, place.reason)
        }),
        reasons: entity.reasons.clone(),
        timeline: format!("/timeline?who={}", part(id)),
        pages: entity.documents.iter().map(source).collect(),
        n_unread,
        did: once(&profile.did).map(told).collect(),
        had_part_in: once(&profile.had_part_in).map(told).collect(),
        met: profile
            .met
            .iter()
            .map(|meeting| MetShown {
                with: meeting.with.join(", "),
                told: told(&meeting.event),
            })
            .collect(),
        said: profile.said.iter().map(said).collect(),
        said_of: profile.said_of.iter().map(said).collect(),
        by_people: desk.changes()?.marks(id),
        name: entity.name,
    };
    Ok(Answer::Page(page.render()?))
}

/// What several pages tell of one happening, and what one sentence tells twice, is listed once.
fn once(told: &[Told]) -> impl Iterator<Item = &Told> {
    let (mut happenings, mut statements) = (BTreeSet::new(), BTreeSet::new());
    told.iter().filter(move |it| {
        let is_new = it
            .happening
            .as_ref()
            .is_none_or(|happening| happenings.insert(happening));
        statements.insert((&it.document, it.statement.span)) && is_new
    })
}

/// What the pages tell of an entity, and how many of them were not gone through.
fn profile(desk: &Desk<'_>, entity: &Entity) -> Result<(Profile, usize), Fault> {
    let read = &entity.documents[..entity.documents.len().min(MOST_PAGES)];
    let mut profile = Profile::new(entity);
    for ids in read.chunks(PAGES_AT_ONCE) {
        for records in desk.dossier.documents(ids)? {
            let mentioned: BTreeSet<EntityId> = records
                .mentions
                .iter()
                .filter_map(|it| it.entity.clone())
                .collect();
            let mentioned: Vec<EntityId> = mentioned.into_iter().collect();
            let names: BTreeMap<EntityId, String> =
                desk.dossier.names_of(&mentioned)?.into_iter().collect();
            profile.read(&records, &names);
        }
    }
    Ok((profile.in_order(), entity.documents.len() - read.len()))
}
