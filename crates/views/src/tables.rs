//! Records as flat tables, for spreadsheets.

use crate::csv::csv_row;
use dateline_vocabulary::{
    Claim, Days, Degrees, Dispute, DocumentRecords, Entity, Entry, Fragments, Happening,
    Independent, Location, UnknownKind, Weaving,
};
use std::fmt;
use std::str::FromStr;

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident = $name:literal: $($column:literal)*;)*) => {
        /// A table of the CSV export.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Table {
            $($(#[$doc])* $variant,)*
        }

        impl Table {
            /// All tables.
            pub const ALL: &'static [Table] = &[$(Table::$variant,)*];

            /// Its name on the command line.
            pub fn as_str(self) -> &'static str {
                match self { $(Table::$variant => $name,)* }
            }

            /// Its columns.
            pub fn columns(self) -> &'static [&'static str] {
                match self { $(Table::$variant => &[$($column),*],)* }
            }
        }
    };
}

tables! {
    /// The timeline, an entry a row.
    Timeline = "timeline": "order" "from" "to" "precision" "label" "type" "factuality" "disputed" "inferred" "place"
        "participants" "chain" "sources_at_least" "sources_at_most" "happening" "documents" "words";
    /// The documents.
    Documents = "documents": "id" "file" "sha256" "media_type" "outlet" "headline" "bylines" "dateline"
        "published_from" "published_to" "published_basis" "published_at" "updated" "captured" "language" "section" "url"
        "partial" "problem";
    /// The passages with their words, readers' comments included.
    Passages = "passages": "id" "document" "role" "start" "end" "part" "author" "posted" "reply_to" "up" "down" "score"
        "text";
    /// The mentions.
    Mentions = "mentions": "id" "document" "start" "end" "text" "type" "entity";
    /// The time expressions.
    Times = "times": "id" "document" "start" "end" "text" "type" "value" "from" "to";
    /// The attributions.
    Attributions = "attributions": "id" "document" "source" "cue" "content" "content_start" "content_end" "source_type"
        "stance" "withheld" "count" "reason" "within" "chain";
    /// The events.
    Events = "events": "id" "document" "start" "end" "trigger" "lemma" "type" "mode" "participants" "place" "from" "to"
        "factuality" "attribution" "happening" "statement";
    /// The entities.
    Entities = "entities": "id" "type" "name" "aliases" "documents" "country" "latitude" "longitude";
    /// The happenings.
    Happenings = "happenings": "id" "label" "type" "from" "to" "inferred" "place" "participants" "factuality" "events"
        "documents" "witnesses" "sources_at_least" "sources_at_most";
    /// The claims.
    Claims = "claims": "id" "label" "attributions" "documents" "witnesses" "sources_at_least" "sources_at_most";
    /// The disputes, a side a row.
    Disputes = "disputes": "id" "about" "subject" "happening" "side" "value" "stance" "who" "records" "documents";
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Table {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Table, UnknownKind> {
        Table::ALL
            .iter()
            .copied()
            .find(|table| table.as_str() == text)
            .ok_or_else(|| UnknownKind {
                list: "table",
                found: text.to_owned(),
                expected: Table::ALL.iter().map(|table| table.as_str()).collect(),
            })
    }
}

impl Table {
    /// The row of column names.
    pub fn header(self) -> String {
        csv_row(self.columns())
    }

    /// Whether its rows come from documents one by one, not from the weave.
    pub fn is_of_documents(self) -> bool {
        use Table::*;
        matches!(
            self,
            Documents | Passages | Mentions | Times | Attributions | Events
        )
    }

    /// The rows that one document gives; none for a table of the weave.
    pub fn document_rows(self, records: &DocumentRecords) -> String {
        match self {
            Table::Documents => document_row(records),
            Table::Passages => passage_rows(records),
            Table::Mentions => (records.mentions.iter())
                .map(|m| {
                    let span = m.words.span;
                    row([
                        m.id.to_string(),
                        m.document.to_string(),
                        span.start.to_string(),
                        span.end.to_string(),
                        m.words.text.clone(),
                        m.mention_type.to_string(),
                        show(&m.entity),
                    ])
                })
                .collect(),
            Table::Times => (records.times.iter())
                .map(|t| {
                    let span = t.words.span;
                    let [from, to] = ends(t.days);
                    row([
                        t.id.to_string(),
                        t.document.to_string(),
                        span.start.to_string(),
                        span.end.to_string(),
                        t.words.text.clone(),
                        t.timex_type.to_string(),
                        show(&t.value),
                        from,
                        to,
                    ])
                })
                .collect(),
            Table::Attributions => attribution_rows(records),
            Table::Events => event_rows(records),
            _ => String::new(),
        }
    }

    /// The rows that the weave gives; none for a table of documents.
    pub fn weaving_rows(self, weaving: &Weaving) -> String {
        match self {
            Table::Timeline => weaving.timeline.iter().map(entry_row).collect(),
            Table::Entities => weaving.entities.iter().map(entity_row).collect(),
            Table::Happenings => weaving.happenings.iter().map(happening_row).collect(),
            Table::Claims => weaving.claims.iter().map(claim_row).collect(),
            Table::Disputes => weaving.disputes.iter().map(dispute_rows).collect(),
            _ => String::new(),
        }
    }
}

fn row<const N: usize>(cells: [String; N]) -> String {
    csv_row(&cells)
}

fn show<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

fn list<T: ToString>(values: &[T]) -> String {
    values
        .iter()
        .map(T::to_string)
        .collect::<Vec<_>>()
        .join("; ")
}

fn ends(days: Days) -> [String; 2] {
    [show(&days.from), show(&days.to)]
}

fn counts(independent: Independent) -> [String; 2] {
    [
        independent.at_least.to_string(),
        independent.at_most.to_string(),
    ]
}

fn document_row(records: &DocumentRecords) -> String {
    let d = &records.document;
    let [from, to] = ends(d.published.days());
    row([
        d.id.to_string(),
        d.file.clone(),
        d.sha256.clone(),
        d.media_type.clone(),
        show(&d.outlet),
        show(&d.headline),
        list(&d.bylines),
        show(&d.dateline),
        from,
        to,
        d.published.basis.as_str().to_owned(),
        show(&d.published.at),
        show(&d.updated.as_ref().map(|moment| &moment.at)),
        show(&d.captured.as_ref().map(|moment| &moment.at)),
        show(&d.language),
        show(&d.section),
        show(&d.url),
        show(&d.partial),
        show(&d.problem),
    ])
}

fn passage_rows(records: &DocumentRecords) -> String {
    let text = &records.document.text;
    let index = dateline_vocabulary::CodePoints::of(text);
    (records.passages.iter())
        .map(|p| {
            row([
                p.id.to_string(),
                p.document.to_string(),
                p.role.to_string(),
                p.span.start.to_string(),
                p.span.end.to_string(),
                show(&p.part),
                show(&p.author),
                show(&p.posted),
                show(&p.reply_to),
                show(&p.votes.and_then(|votes| votes.up)),
                show(&p.votes.and_then(|votes| votes.down)),
                show(&p.votes.and_then(|votes| votes.score)),
                index.slice(text, p.span).to_owned(),
            ])
        })
        .collect()
}

fn attribution_rows(records: &DocumentRecords) -> String {
    let words =
        |fragments: &Option<&Fragments>| fragments.map(|it| it.text.clone()).unwrap_or_default();
    (records.attributions.iter())
        .map(|a| {
            row([
                a.id.to_string(),
                a.document.to_string(),
                words(&a.source.as_ref().map(|source| &source.words)),
                words(&a.cue.as_ref()),
                a.content.text.clone(),
                a.content.hull.start.to_string(),
                a.content.hull.end.to_string(),
                show(&a.source_type),
                a.stance.to_string(),
                a.withheld.to_string(),
                show(&a.count),
                show(&a.reason),
                show(&a.within),
                a.chain.join(" ← "),
            ])
        })
        .collect()
}

fn event_rows(records: &DocumentRecords) -> String {
    (records.events.iter())
        .map(|e| {
            let participants: Vec<String> = e
                .participants
                .iter()
                .map(|p| format!("{}: {}", p.role, p.words.text))
                .collect();
            let [from, to] = ends(e.days);
            row([
                e.id.to_string(),
                e.document.to_string(),
                e.trigger.span.start.to_string(),
                e.trigger.span.end.to_string(),
                e.trigger.text.clone(),
                e.lemma.clone(),
                show(&e.plover),
                show(&e.mode),
                list(&participants),
                e.place
                    .as_ref()
                    .map(|place| place.words.text.clone())
                    .unwrap_or_default(),
                from,
                to,
                e.factuality.to_string(),
                show(&e.attribution),
                show(&e.happening),
                e.statement.text.clone(),
            ])
        })
        .collect()
}

fn entry_row(entry: &Entry) -> String {
    let [from, to] = ends(Days {
        from: entry.from,
        to: entry.to,
    });
    let [at_least, at_most] = counts(entry.independent);
    let precision = serde_json::to_value(entry.precision)
        .ok()
        .and_then(|it| it.as_str().map(str::to_owned));
    let participants: Vec<&str> = entry
        .participants
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    let mut documents: Vec<&str> = entry.events.iter().map(|it| it.document.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    let words: Vec<String> = (entry.events.iter())
        .map(|it| {
            format!(
                "{}:{}-{} {}",
                it.document.short(),
                it.words.span.start,
                it.words.span.end,
                it.words.text
            )
        })
        .collect();
    row([
        entry.order.to_string(),
        from,
        to,
        precision.unwrap_or_default(),
        entry.label.clone(),
        show(&entry.plover),
        entry.factuality.to_string(),
        list(&entry.disputed),
        entry.inferred.to_string(),
        show(&entry.place),
        participants.join("; "),
        entry.chain.join(" ← "),
        at_least,
        at_most,
        entry.happening.to_string(),
        documents.join("; "),
        words.join("; "),
    ])
}

fn entity_row(entity: &Entity) -> String {
    let degrees = |of: fn(&Location) -> Option<Degrees>| {
        let degrees = entity.location.as_ref().and_then(of);
        degrees.map_or_else(String::new, |it| it.to_f64().to_string())
    };
    row([
        entity.id.to_string(),
        entity.entity_type.to_string(),
        entity.name.clone(),
        list(&entity.aliases),
        list(&entity.documents),
        entity
            .location
            .as_ref()
            .map_or_else(String::new, |it| it.country.clone()),
        degrees(|it| it.latitude),
        degrees(|it| it.longitude),
    ])
}

fn happening_row(happening: &Happening) -> String {
    let [from, to] = ends(happening.days);
    let [at_least, at_most] = counts(happening.independent);
    let participants: Vec<&str> = happening
        .participants
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    let witnesses: Vec<&str> = happening
        .witnesses
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    row([
        happening.id.to_string(),
        happening.label.clone(),
        show(&happening.plover),
        from,
        to,
        happening.inferred.to_string(),
        show(&happening.place),
        participants.join("; "),
        happening.factuality.to_string(),
        list(&happening.events),
        list(&happening.documents),
        witnesses.join("; "),
        at_least,
        at_most,
    ])
}

fn claim_row(claim: &Claim) -> String {
    let [at_least, at_most] = counts(claim.independent);
    let witnesses: Vec<&str> = claim.witnesses.iter().map(|it| it.name.as_str()).collect();
    row([
        claim.id.to_string(),
        claim.label.clone(),
        list(&claim.attributions),
        list(&claim.documents),
        witnesses.join("; "),
        at_least,
        at_most,
    ])
}

fn dispute_rows(dispute: &Dispute) -> String {
    (dispute.sides.iter().enumerate())
        .map(|(n, side)| {
            row([
                dispute.id.to_string(),
                dispute.about.to_string(),
                dispute.subject.clone(),
                show(&dispute.happening),
                (n + 1).to_string(),
                side.value.clone(),
                show(&side.stance),
                side.who.join("; "),
                side.records.join("; "),
                list(&side.documents),
            ])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::samples::entry;
    use dateline_vocabulary::{EntryEvent, Side, Span, Words};

    #[test]
    fn table_names_read_back() {
        for table in Table::ALL {
            assert_eq!(table.as_str().parse::<Table>(), Ok(*table));
        }
        assert!(
            "people"
                .parse::<Table>()
                .unwrap_err()
                .to_string()
                .contains("expected one of timeline, documents")
        );
    }

    #[test]
    fn a_timeline_row_points_at_its_words() {
        let mut met = entry(1, "2011-10-06", "2011-10-06", "=met, in secret");
        met.chain.push("an aide".into());
        met.events = vec![EntryEvent {
            id: "e".into(),
            document: "d1".into(),
            words: Words {
                span: Span { start: 4, end: 7 },
                text: "met".into(),
            },
        }];
        let weaving = Weaving {
            timeline: vec![met],
            ..Weaving::default()
        };
        assert_eq!(
            Table::Timeline.weaving_rows(&weaving),
            "1,2011-10-06,2011-10-06,day,\"'=met, in secret\",,happened,,false,,,Harbour Post ← an aide,1,1,h1,d1,d1:4-7 met\r\n"
        );
        assert_eq!(Table::Claims.weaving_rows(&weaving), "");
    }

    #[test]
    fn each_side_of_a_dispute_is_a_row_as_wide_as_the_header() {
        let side = |value: &str| Side {
            value: value.into(),
            stance: None,
            who: vec!["A".into(), "B".into()],
            records: vec![],
            documents: vec![],
        };
        let dispute = Dispute {
            id: "x".into(),
            about: dateline_vocabulary::DisputeKind::Number,
            subject: "the dead".into(),
            happening: None,
            sides: vec![side("12"), side("40")],
        };
        assert_eq!(
            dispute_rows(&dispute),
            "x,number,the dead,,1,12,,A; B,,\r\nx,number,the dead,,2,40,,A; B,,\r\n"
        );
        assert_eq!(Table::Disputes.columns().len(), 10);
    }
}
