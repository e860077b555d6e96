//! A dossier of two pages made by hand, so that the reports can be held against every word.

use crate::sandbox::Sandbox;
use dateline_dossier::Dossier;
use dateline_vocabulary::*;
use jiff::civil::{Date, date};

const POST: &str =
    "General Oda Marsh met Ilse Quint on 10 September, an aide said.\nNonsense, dear Post";
const BELL: &str = "Marsh met Quint on 12 September. Quint denied that she met Marsh.";

/// A sandbox with the dossier in its usual place.
pub fn made_dossier() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut dossier =
        Dossier::open_or_create(&sandbox.path("dossier.dateline")).expect("a new dossier");
    assert_eq!(dossier.add(&[post(), bell()]).expect("the pages fit"), 2);
    dossier.store_weaving(&weaving()).expect("the weaving fits");
    sandbox
}

/// The range of the first place where `words` stand; both texts are ASCII.
fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words stand in the text") as u32;
    Span {
        start,
        end: start + words.len() as u32,
    }
}

fn words(text: &str, some: &str) -> Words {
    Words {
        span: span(text, some),
        text: some.into(),
    }
}

fn fragments(text: &str, some: &str) -> Fragments {
    let span = span(text, some);
    Fragments {
        hull: span,
        text: some.into(),
        spans: vec![span],
    }
}

fn document(id: &str, outlet: &str, day: Date, text: &str) -> Document {
    let sha256 = DocumentId::of_bytes(text.as_bytes()).to_string();
    Document {
        media_type: "text/html".into(),
        outlet: Some(outlet.into()),
        headline: Some(format!("{outlet} on the meeting")),
        published: Publication::day(day, DateBasis::Printed, "on top"),
        language: Some("en".into()),
        text: text.into(),
        ..Document::new(id.into(), format!("pile/{id}.html"), sha256)
    }
}

fn passage(document: &str, n: usize, role: PassageRole, text: &str, some: &str) -> Passage {
    let document = DocumentId::from(document);
    let id = PassageId(document.record('p', n));
    Passage::new(id, document, role, span(text, some))
}

fn mention(document: &str, n: usize, text: &str, some: &str) -> Mention {
    let document = DocumentId::from(document);
    Mention {
        id: MentionId(document.record('m', n)),
        document,
        words: words(text, some),
        mention_type: MentionType::Person,
        entity: None,
    }
}

fn met(
    document: &str,
    n: usize,
    text: &str,
    statement: &str,
    day: Date,
    attribution: Option<&str>,
) -> Event {
    let document = DocumentId::from(document);
    let participant = |role, n: usize, some: &str| Participant {
        role,
        mention: Some(MentionId(document.record('m', n))),
        words: words(text, some),
    };
    let names = if text == POST {
        ["Oda Marsh", "Ilse Quint"]
    } else {
        ["Marsh", "Quint"]
    };
    Event {
        id: EventId(document.record('e', n)),
        trigger: words(text, "met"),
        lemma: "meet".into(),
        plover: Some(Plover::Consult),
        participants: vec![
            participant(ParticipantRole::Agent, 1, names[0]),
            participant(ParticipantRole::Other, 2, names[1]),
        ],
        place: None,
        days: Days::day(day),
        time: None,
        factuality: if attribution.is_some() {
            Factuality::Reported
        } else {
            Factuality::Happened
        },
        attribution: attribution.map(AttributionId::from),
        mode: None,
        order: vec![],
        again: None,
        statement: words(text, statement),
        happening: None,
        document,
    }
}

fn post() -> DocumentRecords {
    DocumentRecords {
        document: document("post", "Harbour Post", date(2011, 9, 14), POST),
        passages: vec![
            passage(
                "post",
                1,
                PassageRole::Paragraph,
                POST,
                "General Oda Marsh met Ilse Quint on 10 September, an aide said.",
            ),
            passage("post", 2, PassageRole::Comment, POST, "Nonsense, dear Post"),
        ],
        mentions: vec![
            mention("post", 1, POST, "Oda Marsh"),
            mention("post", 2, POST, "Ilse Quint"),
        ],
        times: vec![],
        attributions: vec![Attribution {
            id: "post.a00001".into(),
            document: "post".into(),
            source: Some(SourceWords {
                words: fragments(POST, "an aide"),
                mention: None,
            }),
            cue: Some(fragments(POST, "said")),
            content: fragments(POST, "General Oda Marsh met Ilse Quint on 10 September"),
            source_type: Some(SourceType::Anonymous),
            stance: Stance::Asserts,
            withheld: false,
            count: None,
            reason: None,
            within: None,
            chain: vec!["Harbour Post".into(), "an aide".into()],
        }],
        events: vec![met(
            "post",
            1,
            POST,
            "General Oda Marsh met Ilse Quint on 10 September",
            date(2011, 9, 10),
            Some("post.a00001"),
        )],
    }
}

fn bell() -> DocumentRecords {
    DocumentRecords {
        document: document("bell", "The Bell", date(2011, 9, 15), BELL),
        passages: vec![passage("bell", 1, PassageRole::Paragraph, BELL, BELL)],
        mentions: vec![
            mention("bell", 1, BELL, "Marsh"),
            mention("bell", 2, BELL, "Quint"),
        ],
        times: vec![],
        attributions: vec![Attribution {
            id: "bell.a00001".into(),
            document: "bell".into(),
            source: Some(SourceWords {
                words: fragments(BELL, "Quint"),
                mention: Some("bell.m00002".into()),
            }),
            cue: Some(fragments(BELL, "denied")),
            content: fragments(BELL, "that she met Marsh"),
            source_type: Some(SourceType::Named),
            stance: Stance::Denies,
            withheld: false,
            count: None,
            reason: None,
            within: None,
            chain: vec!["The Bell".into(), "Ilse Quint".into()],
        }],
        events: vec![met(
            "bell",
            1,
            BELL,
            "Marsh met Quint on 12 September",
            date(2011, 9, 12),
            None,
        )],
    }
}

fn weaving() -> Weaving {
    let both = || vec![DocumentId::from("bell"), DocumentId::from("post")];
    let entity = |id: &str, name: &str, alias: &str| Entity {
        id: id.into(),
        entity_type: MentionType::Person,
        name: name.into(),
        aliases: vec![alias.into()],
        roles: Vec::new(),
        location: None,
        documents: both(),
        reasons: vec![],
    };
    let participant = |role, name: &str, id: &str| NamedParticipant {
        role,
        name: name.into(),
        entity: Some(id.into()),
    };
    let participants = vec![
        participant(ParticipantRole::Agent, "Oda Marsh", "n00001"),
        participant(ParticipantRole::Other, "Ilse Quint", "n00002"),
    ];
    let witness = |name: &str, document: &str| Witness {
        name: name.into(),
        documents: vec![document.into()],
        reasons: vec![],
    };
    let independent = Independent {
        at_least: 1,
        at_most: 2,
    };
    let witnesses = vec![
        witness("The Bell", "bell"),
        witness("an aide (Harbour Post)", "post"),
    ];
    let happening = Happening {
        id: "h00001".into(),
        label: "General Oda Marsh met Ilse Quint on 10 September".into(),
        plover: Some(Plover::Consult),
        days: Days::between(date(2011, 9, 10), date(2011, 9, 12)),
        inferred: false,
        place: Some("Lorne".into()),
        participants: participants.clone(),
        factuality: Factuality::Happened,
        events: vec!["bell.e00001".into(), "post.e00001".into()],
        documents: both(),
        witnesses: witnesses.clone(),
        independent,
        reasons: vec![],
    };
    let side = |value: &str, stance, who: &str, record: &str, document: &str| Side {
        value: value.into(),
        stance,
        who: vec![who.into()],
        records: vec![record.into()],
        documents: vec![document.into()],
    };
    let entry = Entry {
        order: 1,
        from: happening.days.from,
        to: happening.days.to,
        precision: Precision::Week,
        label: happening.label.clone(),
        happening: happening.id.clone(),
        plover: happening.plover,
        factuality: happening.factuality,
        disputed: vec![DisputeKind::Denial, DisputeKind::Date],
        inferred: false,
        salient: true,
        placed: None,
        place: happening.place.clone(),
        participants,
        chain: vec!["Harbour Post".into(), "an aide".into()],
        independent,
        events: vec![
            EntryEvent {
                id: "bell.e00001".into(),
                document: "bell".into(),
                words: words(BELL, "met"),
            },
            EntryEvent {
                id: "post.e00001".into(),
                document: "post".into(),
                words: words(POST, "met"),
            },
        ],
    };
    Weaving {
        effects: Vec::new(),
        entities: vec![
            entity("n00001", "Oda Marsh", "Marsh"),
            entity("n00002", "Ilse Quint", "Quint"),
        ],
        entity_of_mention: [
            ("post.m00001", "n00001"),
            ("post.m00002", "n00002"),
            ("bell.m00001", "n00001"),
            ("bell.m00002", "n00002"),
        ]
        .map(|(mention, entity)| (mention.into(), entity.into()))
        .into(),
        happening_of_event: [("post.e00001", "h00001"), ("bell.e00001", "h00001")]
            .map(|(event, happening)| (event.into(), happening.into()))
            .into(),
        claims: vec![Claim {
            id: "c00001".into(),
            label: "General Oda Marsh met Ilse Quint on 10 September".into(),
            attributions: vec!["bell.a00001".into(), "post.a00001".into()],
            documents: both(),
            witnesses: vec![
                witness("Ilse Quint", "bell"),
                witness("an aide (Harbour Post)", "post"),
            ],
            independent: Independent {
                at_least: 2,
                at_most: 2,
            },
            reasons: vec!["same people, same act".into()],
        }],
        disputes: vec![
            Dispute {
                id: "d00001".into(),
                about: DisputeKind::Denial,
                subject: happening.label.clone(),
                happening: Some("h00001".into()),
                sides: vec![
                    side(
                        "General Oda Marsh met Ilse Quint",
                        Some(Stance::Asserts),
                        "an aide",
                        "post.a00001",
                        "post",
                    ),
                    side(
                        "that she met Marsh",
                        Some(Stance::Denies),
                        "Ilse Quint",
                        "bell.a00001",
                        "bell",
                    ),
                ],
            },
            Dispute {
                id: "d00002".into(),
                about: DisputeKind::Date,
                subject: happening.label.clone(),
                happening: Some("h00001".into()),
                sides: vec![
                    side(
                        "2011-09-10",
                        None,
                        "an aide (Harbour Post)",
                        "post.e00001",
                        "post",
                    ),
                    side("2011-09-12", None, "The Bell", "bell.e00001", "bell"),
                ],
            },
        ],
        timeline: vec![entry],
        happenings: vec![happening],
    }
}
