//! The same for programs: JSON under `/api/v1`, records in the exchange form.
//!
//! A list answers `{"total", "skipped", "items"}`, a record an object. `openapi.json` describes all of it, made from the table below.

use crate::address::Query;
use crate::fault::Fault;
use crate::programs::{hit_line, stats_line};
use crate::shell::skipped;
use crate::views::{kind, pages_wanted, range, wanted};
use crate::{Answer, Desk};
use dateline_views::{Line, correction_lines, document_lines, to_json_line};
use dateline_vocabulary::{
    ClaimId, DisputeId, DisputeKind, EntityId, HappeningId, MentionType, Plover,
};
use serde_json::{Value, json};

/// Where it begins; the version changes when something that was there is not any more, or means something else.
pub(crate) const ROOT: &str = "/api/v1";

/// Records of a list, where nobody asks for another number, and at most.
const USUAL: u32 = 100;
/// Passages that are counted, at most.
const MOST_HITS: usize = 10_000;
const MOST: u32 = 1000;

/// An answer to `{id}` and what stands behind the `?`.
type Answers = fn(&mut Desk<'_>, &str, &Query) -> Result<String, Fault>;

/// One kind of question.
pub(crate) struct Question {
    /// Its path below [`ROOT`], in the notation of the router and of OpenAPI.
    pub(crate) path: &'static str,
    /// What it answers, for people.
    summary: &'static str,
    /// What may stand behind the `?`, and what that is.
    parameters: &'static [(&'static str, &'static str)],
    pub(crate) answers: Answers,
}

const PAGING: [(&str, &str); 2] = [
    ("skip", "How many to leave out at the beginning"),
    ("most", "How many to give, at most 1000; 100 if not said"),
];
const LINES: [(&str, &str); 9] = [
    (
        "from",
        "First day, month or year: 2011-10-06, 2011-10 or 2011",
    ),
    ("to", "Last day, month or year"),
    ("who", "A name, or the id of one"),
    ("place", "Words of the place"),
    ("type", "PLOVER type, such as ASSAULT"),
    ("sources", "Least number of certainly independent witnesses"),
    ("disputed", "`yes` for what something is disputed about"),
    PAGING[0],
    PAGING[1],
];

/// All questions.
pub(crate) const QUESTIONS: [Question; 16] = [
    Question {
        path: "/timeline",
        summary: "The lines of the timeline, in order",
        parameters: &LINES,
        answers: timeline,
    },
    Question {
        path: "/happenings/{id}",
        summary: "A happening, its events, their attributions, and the disputes about it",
        parameters: &[],
        answers: happening,
    },
    Question {
        path: "/names",
        summary: "People, bodies, groups, places and things, those on most pages first",
        parameters: &[
            ("q", "Part of a name"),
            ("type", "person, organization, group, place, …"),
            PAGING[0],
            PAGING[1],
        ],
        answers: names,
    },
    Question {
        path: "/names/{id}",
        summary: "An entity",
        parameters: &[],
        answers: name,
    },
    Question {
        path: "/claims",
        summary: "Claims, those with most witnesses first",
        parameters: &[("q", "Words of the claim"), PAGING[0], PAGING[1]],
        answers: claims,
    },
    Question {
        path: "/claims/{id}",
        summary: "A claim and its attributions",
        parameters: &[],
        answers: claim,
    },
    Question {
        path: "/disputes",
        summary: "Disputes",
        parameters: &[
            ("about", "denial, date, number, place or participant"),
            PAGING[0],
            PAGING[1],
        ],
        answers: disputes,
    },
    Question {
        path: "/disputes/{id}",
        summary: "A dispute, with the events and attributions that its sides rest on",
        parameters: &[],
        answers: dispute,
    },
    Question {
        path: "/pages",
        summary: "Documents without their text, the latest first",
        parameters: &[("only", "`undated` or `problem`"), PAGING[0], PAGING[1]],
        answers: pages,
    },
    Question {
        path: "/pages/{id}",
        summary: "A document with all that was read in it",
        parameters: &[],
        answers: page,
    },
    Question {
        path: "/search",
        summary: "Passages that hold words, the best first",
        parameters: &[
            (
                "q",
                "Words; a phrase in quote marks; the beginning of a word with *",
            ),
            PAGING[1],
        ],
        answers: search,
    },
    Question {
        path: "/network",
        summary: "Who had to do with whom, those with most happenings first",
        parameters: &[LINES[0], LINES[1], LINES[4], PAGING[1]],
        answers: network,
    },
    Question {
        path: "/coverage",
        summary: "How much of everything there is, and what could not be read",
        parameters: &[],
        answers: coverage,
    },
    Question {
        path: "/corrections",
        summary: "What people changed, in the order in which they did",
        parameters: &[],
        answers: corrections,
    },
    Question {
        path: "/evidence/{id}",
        summary: "An event or an attribution, by its id",
        parameters: &[],
        answers: evidence,
    },
    Question {
        path: "/openapi.json",
        summary: "This description",
        parameters: &[],
        answers: description,
    },
];

/// Answers a question with JSON, faults as well.
pub(crate) fn ask(desk: &mut Desk<'_>, question: &Question, id: &str, query: &Query) -> Answer {
    match (question.answers)(desk, id, query) {
        Ok(body) => Answer::Json { status: 200, body },
        Err(fault) => {
            let (status, message) = fault.told();
            Answer::Json {
                status: status.as_u16(),
                body: to_json_line(&json!({ "error": message })),
            }
        }
    }
}

fn most(query: &Query) -> u32 {
    query.get("most").parse().unwrap_or(USUAL).min(MOST)
}

/// A part of a list, of records that are JSON already.
fn list(total: usize, query: &Query, items: impl IntoIterator<Item = String>) -> String {
    part_of_list(total, skipped(query), items)
}

/// The beginning of a list, or all of it.
fn beginning(total: usize, items: impl IntoIterator<Item = String>) -> String {
    part_of_list(total, 0, items)
}

fn part_of_list(total: usize, skipped: u32, items: impl IntoIterator<Item = String>) -> String {
    format!(
        "{{\"total\":{total},\"skipped\":{skipped},\"items\":[{}]}}\n",
        joined(items)
    )
}

fn joined(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items
        .into_iter()
        .map(|it| it.trim_end().to_owned())
        .collect();
    items.join(",")
}

fn lines<'l>(lines: impl IntoIterator<Item = Line<'l>>) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| to_json_line(&line))
}

fn timeline(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let (wanted, meant) = wanted(desk, query)?;
    let who = query.get("who");
    if !who.is_empty() && meant.is_none() {
        return Err(Fault::no_such("person, body or place", who));
    }
    let (total, _) = desk.dossier.timeline_months(&wanted)?;
    let entries = desk
        .dossier
        .timeline_part(&wanted, skipped(query), most(query))?;
    Ok(list(
        total as usize,
        query,
        lines(entries.iter().map(Line::Entry)),
    ))
}

fn happening(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<String, Fault> {
    let happening = desk.dossier.happening(&HappeningId::from(id))?;
    let happening = happening.ok_or_else(|| Fault::no_such("happening", id))?;
    let events = desk.dossier.events(&happening.events)?;
    let attributions: Vec<_> = events
        .iter()
        .filter_map(|it| it.attribution.clone())
        .collect();
    let attributions = desk.dossier.attributions(&attributions)?;
    let disputes = desk.dossier.disputes_of(&happening.id)?;
    Ok(format!(
        "{{\"happening\":{},\"events\":[{}],\"attributions\":[{}],\"disputes\":[{}]}}\n",
        to_json_line(&Line::Happening(&happening)).trim_end(),
        joined(lines(events.iter().map(Line::Event))),
        joined(lines(attributions.iter().map(Line::Attribution))),
        joined(lines(disputes.iter().map(Line::Dispute))),
    ))
}

fn names(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let of_type: Option<MentionType> = kind(query.get("type"))?;
    let part = desk
        .dossier
        .entities_part(of_type, query.get("q"), skipped(query), most(query));
    let (total, entities) = part?;
    Ok(list(
        total as usize,
        query,
        lines(entities.iter().map(Line::Entity)),
    ))
}

fn name(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<String, Fault> {
    let entity = desk.dossier.entity(&EntityId::from(id))?;
    let entity = entity.ok_or_else(|| Fault::no_such("person, body or place", id))?;
    Ok(to_json_line(&Line::Entity(&entity)))
}

fn claims(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let (total, claims) = desk
        .dossier
        .claims_part(query.get("q"), skipped(query), most(query))?;
    Ok(list(
        total as usize,
        query,
        lines(claims.iter().map(Line::Claim)),
    ))
}

fn claim(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<String, Fault> {
    let claim = desk.dossier.claim(&ClaimId::from(id))?;
    let claim = claim.ok_or_else(|| Fault::no_such("claim", id))?;
    let attributions = desk.dossier.attributions(&claim.attributions)?;
    Ok(format!(
        "{{\"claim\":{},\"attributions\":[{}]}}\n",
        to_json_line(&Line::Claim(&claim)).trim_end(),
        joined(lines(attributions.iter().map(Line::Attribution))),
    ))
}

fn disputes(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let about: Option<DisputeKind> = kind(query.get("about"))?;
    let (total, disputes) = desk
        .dossier
        .disputes_part(about, skipped(query), most(query))?;
    Ok(list(
        total as usize,
        query,
        lines(disputes.iter().map(Line::Dispute)),
    ))
}

fn dispute(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<String, Fault> {
    let dispute = desk.dossier.dispute(&DisputeId::from(id))?;
    let dispute = dispute.ok_or_else(|| Fault::no_such("dispute", id))?;
    let (events, attributions) = desk
        .dossier
        .records_of_sides(std::slice::from_ref(&dispute))?;
    Ok(format!(
        "{{\"dispute\":{},\"events\":[{}],\"attributions\":[{}]}}\n",
        to_json_line(&Line::Dispute(&dispute)).trim_end(),
        joined(lines(events.iter().map(Line::Event))),
        joined(lines(attributions.iter().map(Line::Attribution))),
    ))
}

fn pages(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let wanted = pages_wanted(query.get("only"))?;
    let (total, pages) = desk
        .dossier
        .pages_part(wanted, skipped(query), most(query))?;
    Ok(list(
        total as usize,
        query,
        lines(pages.iter().map(Line::Document)),
    ))
}

fn page(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<String, Fault> {
    let found = desk.dossier.find_document(id)?;
    let records = match found.as_slice() {
        [id] => desk.dossier.documents(std::slice::from_ref(id))?.pop(),
        _ => None,
    };
    let records = records.ok_or_else(|| Fault::no_such("page", id))?;
    let all: Vec<String> = lines(document_lines(&records)).collect();
    Ok(beginning(all.len(), all))
}

fn search(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let hits = desk.dossier.search(query.get("q"), MOST_HITS)?;
    let shown = hits.iter().take(most(query) as usize);
    Ok(beginning(hits.len(), shown.map(hit_line)))
}

fn network(desk: &mut Desk<'_>, _: &str, query: &Query) -> Result<String, Fault> {
    let plover: Option<Plover> = kind(query.get("type"))?;
    let days = range(query.get("from"), query.get("to"))?;
    let pairs = desk.dossier.pairs(plover, days, u32::MAX)?;
    let items = pairs.iter().take(most(query) as usize).map(|pair| {
        let happenings = pair.happenings.iter();
        to_json_line(&json!({
            "kind": "pair",
            "one": { "id": pair.one, "name": pair.one_name },
            "other": { "id": pair.other, "name": pair.other_name },
            "directed": pair.is_directed,
            "happenings": happenings
                .map(|(id, plover, from)| json!({ "id": id, "plover": plover, "from": from }))
                .collect::<Vec<_>>(),
        }))
    });
    Ok(beginning(pairs.len(), items))
}

fn coverage(desk: &mut Desk<'_>, _: &str, _: &Query) -> Result<String, Fault> {
    Ok(stats_line(&desk.dossier.stats()?, &desk.dossier.unread()?))
}

fn corrections(desk: &mut Desk<'_>, _: &str, _: &Query) -> Result<String, Fault> {
    let (corrections, effects) = (desk.dossier.corrections()?, desk.dossier.effects()?);
    let items = lines(correction_lines(&corrections, &effects));
    Ok(beginning(corrections.len(), items))
}

fn evidence(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<String, Fault> {
    if let Some(event) = desk.dossier.events(&[id.into()])?.pop() {
        return Ok(to_json_line(&Line::Event(&event)));
    }
    let attribution = desk.dossier.attributions(&[id.into()])?.pop();
    let attribution = attribution.ok_or_else(|| Fault::no_such("event or attribution", id))?;
    Ok(to_json_line(&Line::Attribution(&attribution)))
}

fn description(_: &mut Desk<'_>, _: &str, _: &Query) -> Result<String, Fault> {
    let paths: serde_json::Map<String, Value> = QUESTIONS
        .iter()
        .map(|question| (format!("{ROOT}{}", question.path), operation(question)))
        .collect();
    Ok(to_json_line(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": "1",
            "description": "A dossier for programs. Records are those of `dateline export --format jsonl`; offsets count Unicode code points \
                in the text of the document. It listens on this machine only, and answers whoever holds the key of the run in its cookie.",
        },
        "components": {
            "securitySchemes": { "run": {
                "type": "apiKey", "in": "cookie", "name": "dateline-PORT",
                "description": "The key in the address that `dateline serve` prints, under the name `dateline-` and the port",
            } },
            "schemas": {
                "List": {
                    "type": "object",
                    "required": ["total", "skipped", "items"],
                    "properties": {
                        "total": { "type": "integer" },
                        "skipped": { "type": "integer" },
                        "items": { "type": "array", "items": { "$ref": "#/components/schemas/Record" } },
                    },
                },
                "Record": {
                    "type": "object",
                    "description": "A record of the exchange form; `kind` says which",
                    "properties": { "kind": { "type": "string" } },
                },
                "Object": {
                    "type": "object",
                    "description": "A record, and the records that belong to it, under their names",
                },
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": { "error": { "type": "string" } },
                },
            },
        },
        "security": [{ "run": [] }],
        "paths": paths,
    })))
}

fn operation(question: &Question) -> Value {
    let schema = match question.path {
        "/pages/{id}" => "List",
        "/coverage" | "/openapi.json" => "Object",
        "/names/{id}" | "/evidence/{id}" => "Record",
        path if path.contains("{id}") => "Object",
        _ => "List",
    };
    let mut parameters: Vec<Value> = Vec::new();
    if question.path.contains("{id}") {
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "schema": { "type": "string" },
        }));
    }
    parameters.extend(question.parameters.iter().map(|(name, what)| {
        json!({
            "name": name, "in": "query", "description": what, "schema": { "type": "string" },
        })
    }));
    let answer = |what: &str, schema: &str| {
        json!({
            "description": what,
            "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } },
        })
    };
    json!({ "get": {
        "summary": question.summary,
        "parameters": parameters,
        "responses": {
            "200": answer("Found", schema),
            "400": answer("The question cannot be understood", "Error"),
            "404": answer("There is no such record", "Error"),
        },
    } })
}
