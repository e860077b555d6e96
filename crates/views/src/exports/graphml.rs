//! Who had to do with whom, as GraphML 1.0, for Gephi, yEd, Cytoscape and NetworkX.

use crate::plain::one_line;
use crate::xml::escape_xml;
use dateline_vocabulary::{Entity, EntityId, Happening, ParticipantRole};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The attributes of nodes and edges: where it stands, its name, its type.
const KEYS: [(&str, &str, &str); 11] = [
    ("node", "name", "string"),
    ("node", "type", "string"),
    ("node", "pages", "int"),
    ("edge", "relation", "string"),
    ("edge", "happening", "string"),
    ("edge", "label", "string"),
    ("edge", "type", "string"),
    ("edge", "from", "string"),
    ("edge", "to", "string"),
    ("edge", "at_least", "int"),
    ("edge", "at_most", "int"),
];

/// Entities as nodes, and for each happening that the pages tell as done, an edge from each who acts to each acted on (`relation` is
/// `acts on`), and one between those who act together (`with`, which has no direction: readers refuse graphs that mix the two). Places are nodes only where they act. An edge has the happening's id, days and witnesses.
pub fn graphml(entities: &[Entity], happenings: &[Happening]) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
        xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n"
        .to_owned();
    for (of, name, kind) in KEYS {
        push(
            &mut out,
            format_args!(
                "<key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
            ),
        );
    }
    let edges: Vec<(&Happening, &EntityId, &EntityId, bool)> =
        happenings.iter().flat_map(edges_of).collect();
    let linked: BTreeSet<&EntityId> = edges.iter().flat_map(|(_, a, b, _)| [*a, *b]).collect();
    out.push_str("<graph id=\"dateline\" edgedefault=\"directed\">\n");
    for entity in entities.iter().filter(|entity| linked.contains(&entity.id)) {
        push(
            &mut out,
            format_args!("<node id=\"{}\">", escape_xml(entity.id.as_str())),
        );
        data(&mut out, "node-name", &entity.name);
        data(&mut out, "node-type", entity.entity_type.as_str());
        data(&mut out, "node-pages", &entity.documents.len().to_string());
        out.push_str("</node>\n");
    }
    for (n, (happening, one, other, is_directed)) in edges.into_iter().enumerate() {
        push(
            &mut out,
            format_args!(
                "<edge id=\"e{}\" source=\"{}\" target=\"{}\">",
                n + 1,
                escape_xml(one.as_str()),
                escape_xml(other.as_str())
            ),
        );
        let relation = if is_directed { "acts on" } else { "with" };
        data(&mut out, "edge-relation", relation);
        data(&mut out, "edge-happening", happening.id.as_str());
        data(&mut out, "edge-label", &happening.label);
        if let Some(plover) = happening.plover {
            data(&mut out, "edge-type", plover.as_str());
        }
        if let Some(from) = happening.days.from {
            data(&mut out, "edge-from", &from.to_string());
        }
        if let Some(to) = happening.days.to {
            data(&mut out, "edge-to", &to.to_string());
        }
        data(
            &mut out,
            "edge-at_least",
            &happening.independent.at_least.to_string(),
        );
        data(
            &mut out,
            "edge-at_most",
            &happening.independent.at_most.to_string(),
        );
        out.push_str("</edge>\n");
    }
    out.push_str("</graph>\n</graphml>\n");
    out
}

/// Who had to do with whom in a happening, and whether one acted on the other.
fn edges_of(happening: &Happening) -> Vec<(&Happening, &EntityId, &EntityId, bool)> {
    if !happening.factuality.is_of_fact() || happening.plover.is_none() {
        return Vec::new();
    }
    let of = |role: ParticipantRole| -> Vec<&EntityId> {
        let mut all: Vec<&EntityId> = (happening.participants.iter())
            .filter(|it| it.role == role)
            .filter_map(|it| it.entity.as_ref())
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let (agents, recipients) = (of(ParticipantRole::Agent), of(ParticipantRole::Recipient));
    let mut edges = Vec::new();
    for (k, one) in agents.iter().enumerate() {
        edges.extend(
            agents[k + 1..]
                .iter()
                .map(|other| (happening, *one, *other, false)),
        );
        let acted_on = recipients.iter().filter(|other| *other != one);
        edges.extend(acted_on.map(|other| (happening, *one, *other, true)));
    }
    edges
}

fn data(out: &mut String, key: &str, value: &str) {
    let value = escape_xml(&one_line(value));
    push(out, format_args!("<data key=\"{key}\">{value}</data>"));
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("writing to a string does not fail");
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::{Factuality, MentionType, NamedParticipant, Plover};

    #[test]
    fn those_who_act_lead_to_those_acted_on() {
        let entity = |id: &str, name: &str| Entity {
            id: id.into(),
            entity_type: MentionType::Person,
            name: name.into(),
            aliases: Vec::new(),
            roles: Vec::new(),
            location: None,
            documents: vec!["d".into()],
            reasons: Vec::new(),
        };
        let participant = |role: ParticipantRole, id: &str| NamedParticipant {
            role,
            name: id.into(),
            entity: Some(id.into()),
        };
        let happening = Happening {
            id: "h-1".into(),
            label: "A & B <met>".into(),
            plover: Some(Plover::Consult),
            days: dateline_vocabulary::Days::day(jiff::civil::date(2011, 9, 26)),
            inferred: false,
            place: None,
            participants: vec![
                participant(ParticipantRole::Agent, "a"),
                participant(ParticipantRole::Agent, "b"),
                participant(ParticipantRole::Recipient, "c"),
            ],
            factuality: Factuality::Happened,
            events: Vec::new(),
            documents: Vec::new(),
            witnesses: Vec::new(),
            independent: Default::default(),
            reasons: Vec::new(),
        };
        let entities = [
            entity("a", "A"),
            entity("b", "B"),
            entity("c", "C"),
            entity("z", "Z"),
        ];
        let xml = graphml(&entities, std::slice::from_ref(&happening));
        assert_eq!(xml.matches("<node ").count(), 3, "{xml}");
        for edge in [
            "source=\"a\" target=\"b\"><data key=\"edge-relation\">with",
            "source=\"a\" target=\"c\"><data key=\"edge-relation\">acts on",
            "source=\"b\" target=\"c\"><data key=\"edge-relation\">acts on",
        ] {
            assert!(xml.contains(edge), "{edge} in {xml}");
        }
        assert!(xml.contains("<data key=\"edge-label\">A &amp; B &lt;met&gt;</data>"));
        let denied = Happening {
            factuality: Factuality::Denied,
            ..happening
        };
        assert!(!graphml(&entities, &[denied]).contains("<edge "));
    }
}
