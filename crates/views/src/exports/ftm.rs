//! Pages, people, bodies and happenings as FollowTheMoney entities, one a line, for OpenAleph and the `ftm` command.
//!
//! What the model cannot hold is left out or put into words: a claim with its chain becomes a `Note` that says on whose word it rests;
//! where in a page the words stand goes into a summary. Days are `startDate` and `endDate`, never with a qualifier, which `ftm` would drop.

use crate::days::day_phrase;
use crate::plain::one_line;
use crate::sourcing::sources_phrase;
use dateline_vocabulary::{Claim, Document, DocumentId, Entity, Happening, MentionType, Weaving};
use serde_json::{Map, Value, json};

/// A page as an `Article`.
pub fn ftm_document(document: &Document) -> Value {
    let mut properties = Properties::default();
    let title = document.headline.as_deref().unwrap_or(&document.file);
    properties.put("title", [title]);
    properties.put(
        "fileName",
        [document.file.rsplit(['/', '\\']).next().unwrap_or_default()],
    );
    properties.put("publisher", document.outlet.as_deref());
    properties.put("author", document.bylines.iter().map(String::as_str));
    properties.put(
        "sourceUrl",
        document
            .url
            .as_deref()
            .filter(|url| url.starts_with("http")),
    );
    let published = &document.published;
    if let (Some(from), true) = (published.from, published.from == published.to) {
        properties.put("publishedAt", [from.to_string().as_str()]);
    }
    let digest = format!("SHA-256 {}", document.sha256);
    properties.put(
        "summary",
        (!document.sha256.is_empty()).then_some(digest.as_str()),
    );
    entity(&article(&document.id), "Article", properties)
}

/// People, bodies and groups; happenings with who took part and the pages that tell them; claims as notes.
pub fn ftm_woven(weaving: &Weaving) -> impl Iterator<Item = Value> {
    let named = weaving.entities.iter().filter_map(somebody);
    let happenings = weaving
        .happenings
        .iter()
        .filter_map(|it| happening(it, weaving));
    let claims = weaving.claims.iter().map(claim);
    named.chain(happenings).chain(claims)
}

/// The schema for a type of entity, where the model has one that fits.
fn schema(kind: MentionType) -> Option<&'static str> {
    match kind {
        MentionType::Person => Some("Person"),
        MentionType::Organization | MentionType::Group => Some("Organization"),
        MentionType::Place => Some("Address"),
        _ => None,
    }
}

fn somebody(it: &Entity) -> Option<Value> {
    let schema = schema(it.entity_type)?;
    let mut properties = Properties::default();
    if schema == "Address" {
        properties.put("full", [it.name.as_str()]);
        if let Some(place) = &it.location {
            properties.put("country", [place.country.to_lowercase().as_str()]);
            let degrees = |degrees: Option<dateline_vocabulary::Degrees>| {
                degrees.map(|it| it.to_f64().to_string())
            };
            properties.put("latitude", degrees(place.latitude).as_deref());
            properties.put("longitude", degrees(place.longitude).as_deref());
        }
    } else {
        properties.put("name", [it.name.as_str()]);
        if schema == "Person" {
            properties.put("position", it.roles.iter().map(|held| held.role.as_str()));
        }
        properties.put("alias", it.aliases.iter().map(String::as_str));
    }
    properties.put("notes", it.reasons.iter().map(String::as_str));
    properties.put_ids("proof", it.documents.iter().map(article));
    Some(entity(&record(it.id.as_str()), schema, properties))
}

fn happening(it: &Happening, weaving: &Weaving) -> Option<Value> {
    if !it.factuality.is_of_fact() {
        return None;
    }
    let mut properties = Properties::default();
    properties.put("name", [unquoted(&it.label)]);
    properties.put(
        "startDate",
        it.days.from.map(|day| day.to_string()).as_deref(),
    );
    properties.put("endDate", it.days.to.map(|day| day.to_string()).as_deref());
    properties.put("location", it.place.as_deref());
    properties.put("keywords", it.plover.map(|plover| plover.as_str()));
    let witnesses: Vec<&str> = it
        .witnesses
        .iter()
        .map(|witness| witness.name.as_str())
        .collect();
    let inferred = if it.inferred { ", inferred" } else { "" };
    let summary = format!(
        "{}{inferred}. On the word of {}: {}.",
        day_phrase(it.days),
        sources_phrase(it.independent),
        witnesses.join("; ")
    );
    properties.put("summary", [summary.as_str()]);
    properties.put("recordId", [it.id.as_str()]);
    let is_somebody = |id: &&dateline_vocabulary::EntityId| {
        let found = weaving
            .entities
            .binary_search_by(|entity| entity.id.cmp(id));
        let kind = found
            .ok()
            .and_then(|k| schema(weaving.entities[k].entity_type));
        kind.is_some_and(|schema| schema != "Address")
    };
    let involved = it
        .participants
        .iter()
        .filter_map(|it| it.entity.as_ref())
        .filter(is_somebody);
    properties.put_ids("involved", involved.map(|id| record(id.as_str())));
    properties.put_ids("proof", it.documents.iter().map(article));
    Some(entity(&record(it.id.as_str()), "Event", properties))
}

fn claim(it: &Claim) -> Value {
    let mut properties = Properties::default();
    let label = unquoted(&it.label);
    properties.put("name", [label]);
    let witnesses: Vec<&str> = it
        .witnesses
        .iter()
        .map(|witness| witness.name.as_str())
        .collect();
    let description = format!(
        "“{}” On the word of {}: {}.",
        one_line(label),
        sources_phrase(it.independent),
        witnesses.join("; ")
    );
    properties.put("description", [description.as_str()]);
    properties.put_ids("proof", it.documents.iter().map(article));
    entity(&record(it.id.as_str()), "Note", properties)
}

/// A name without a quotation mark at each end, which `ftm` would take off.
fn unquoted(name: &str) -> &str {
    let is_quotation_mark = |c: char| c == '"' || c == '\'';
    let inner = name.strip_prefix(is_quotation_mark);
    inner
        .and_then(|inner| inner.strip_suffix(is_quotation_mark))
        .unwrap_or(name)
}

/// Ids that no other program's meet; ASCII letters, digits, dots and hyphens, since `ftm` drops others without a word.
fn record(id: &str) -> String {
    let mut ascii = "dateline-".to_owned();
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' => ascii.push(c),
            c => ascii.push_str(&format!("-u{:04x}-", u32::from(c))),
        }
    }
    ascii
}

fn article(id: &DocumentId) -> String {
    record(&format!("page-{id}"))
}

fn entity(id: &str, schema: &str, properties: Properties) -> Value {
    json!({ "id": id, "schema": schema, "properties": properties.0 })
}

/// The properties of an entity: each a list of texts, none empty.
#[derive(Default)]
struct Properties(Map<String, Value>);

impl Properties {
    fn put<'t>(&mut self, name: &str, values: impl IntoIterator<Item = &'t str>) {
        self.put_ids(name, values.into_iter().map(one_line));
    }

    fn put_ids(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let mut all: Vec<Value> = Vec::new();
        for value in values
            .into_iter()
            .filter(|value| !value.is_empty())
            .map(Value::from)
        {
            if !all.contains(&value) {
                all.push(value);
            }
        }
        if !all.is_empty() {
            self.0.insert(name.to_owned(), Value::from(all));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::{Days, Factuality, Independent, NamedParticipant, ParticipantRole};

    #[test]
    fn a_name_loses_a_pair_of_quotation_marks_and_no_single_one() {
        assert_eq!(unquoted("\"in April\""), "in April");
        for name in ["\"No,\" he said", "the '11 strike", "\"", ""] {
            assert_eq!(unquoted(name), name);
        }
    }

    #[test]
    fn a_happening_has_days_without_qualifiers_and_ids_that_are_kept() {
        let somebody = Entity {
            id: "person-zoë".into(),
            entity_type: MentionType::Person,
            name: "Zoë".into(),
            aliases: Vec::new(),
            roles: Vec::new(),
            location: None,
            documents: vec!["d".into()],
            reasons: Vec::new(),
        };
        let happening = Happening {
            id: "h-1".into(),
            label: "Zoë\nleft".into(),
            plover: None,
            days: Days::between(
                jiff::civil::date(2011, 9, 1),
                jiff::civil::date(2011, 9, 30),
            ),
            inferred: true,
            place: Some("Lorne".into()),
            participants: vec![NamedParticipant {
                role: ParticipantRole::Agent,
                name: "Zoë".into(),
                entity: Some(somebody.id.clone()),
            }],
            factuality: Factuality::Happened,
            events: Vec::new(),
            documents: vec!["d".into()],
            witnesses: Vec::new(),
            independent: Independent::default(),
            reasons: Vec::new(),
        };
        let weaving = Weaving {
            entities: vec![somebody],
            happenings: vec![happening],
            ..Weaving::default()
        };
        let all: Vec<Value> = ftm_woven(&weaving).collect();
        assert_eq!(all[0]["id"], "dateline-person-zo-u00eb-");
        let event = &all[1]["properties"];
        assert_eq!(event["name"], json!(["Zoë left"]));
        assert_eq!(event["startDate"], json!(["2011-09-01"]));
        assert_eq!(event["endDate"], json!(["2011-09-30"]));
        assert_eq!(event["involved"], json!(["dateline-person-zo-u00eb-"]));
        assert_eq!(event["proof"], json!(["dateline-page-d"]));
        assert_eq!(
            event["summary"],
            json!(["September 2011, inferred. On the word of no source: ."])
        );
    }
}
