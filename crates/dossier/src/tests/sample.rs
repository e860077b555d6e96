//! Documents and weavings out of a number: the same number gives the same records.

use dateline_vocabulary::*;
use jiff::civil::{Date, date};

/// Numbers that look thrown (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides.max(1)
    }

    fn coin(&mut self) -> bool {
        self.throw(2) == 0
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.throw(of.len() as u64) as usize].clone()
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        if self.coin() { Some(value(self)) } else { None }
    }

    fn maybe_of<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        if of.is_empty() || self.coin() {
            None
        } else {
            Some(self.pick(of))
        }
    }

    fn list<T>(&mut self, most: u64, mut value: impl FnMut(&mut Dice) -> T) -> Vec<T> {
        (0..self.throw(most + 1)).map(|_| value(self)).collect()
    }

    fn some_of<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.coin()).cloned().collect()
    }

    pub fn words(&mut self, most: u64) -> String {
        const WORDS: [&str; 20] = [
            "ferry",
            "harbour",
            "Maren",
            "Tolvik’s",
            "“never”",
            "é",
            "🙂",
            "sank",
            "\n",
            "\0",
            "",
            "'",
            "\"",
            "a;b",
            "<b>",
            "2031",
            "the",
            "\u{1}x\u{2}",
            "\u{E000}",
            "İstasyon",
        ];
        let n = self.throw(most + 1);
        (0..n)
            .map(|_| self.pick(&WORDS))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn day(&mut self) -> Date {
        date(2031, 1, 1) + jiff::Span::new().days(self.throw(3000) as i64)
    }

    fn days(&mut self) -> Days {
        Days {
            from: self.maybe(Dice::day),
            to: self.maybe(Dice::day),
        }
    }

    fn span(&mut self, n: u32) -> Span {
        let (a, b) = (
            self.throw(n as u64 + 2) as u32,
            self.throw(n as u64 + 2) as u32,
        );
        Span {
            start: a.min(b),
            end: a.max(b),
        }
    }

    fn found(&mut self, n: u32) -> Words {
        Words {
            span: self.span(n),
            text: self.words(4),
        }
    }

    fn moment(&mut self) -> Moment {
        Moment {
            at: "2031-10-07".to_owned(),
            evidence: self.words(2),
        }
    }

    fn pieces(&mut self, n: u32) -> Fragments {
        Fragments {
            hull: self.span(n),
            text: self.words(9),
            spans: self.list(3, |dice| dice.span(n)),
        }
    }
}

/// A document with all sorts of records, about `size` of each.
pub fn records(seed: u64, size: u64) -> DocumentRecords {
    let dice = &mut Dice(seed);
    let text = (0..size)
        .map(|_| dice.words(12))
        .collect::<Vec<_>>()
        .join("\n");
    let n = text.chars().count() as u32;
    let id = if dice.throw(4) == 0 {
        DocumentId(format!("wire-{seed:x}"))
    } else {
        DocumentId::of_bytes(&seed.to_le_bytes())
    };
    let document = Document {
        id: id.clone(),
        file: format!("pile/{}/page-{seed:x}.html", dice.throw(9)),
        sha256: DocumentId::of_bytes(text.as_bytes()).0,
        media_type: dice.pick(&["text/html", "text/plain"]).to_owned(),
        outlet: dice.maybe(|dice| dice.words(3)),
        headline: dice.maybe(|dice| dice.words(6)),
        bylines: dice.list(2, |dice| dice.words(2)),
        dateline: dice.maybe(|dice| dice.words(1)),
        published: Publication {
            from: dice.maybe(Dice::day),
            to: dice.maybe(Dice::day),
            basis: dice.pick(&[
                DateBasis::Metadata,
                DateBasis::Printed,
                DateBasis::Inferred,
                DateBasis::Unknown,
            ]),
            evidence: dice.maybe(|dice| dice.words(3)),
            at: dice.maybe(|_| "2031-10-06T15:50:00+02:00".to_owned()),
            contradicting: dice.list(2, Dice::moment),
        },
        language: dice.maybe(|_| "en".to_owned()),
        url: dice.maybe(|dice| format!("https://example.org/{}", dice.throw(99))),
        problem: dice.maybe(|dice| dice.words(3)),
        section: dice.maybe(|dice| dice.words(1)),
        updated: dice.maybe(Dice::moment),
        captured: dice.maybe(Dice::moment),
        partial: dice.maybe(|dice| dice.words(4)),
        evidence: Origins {
            headline: dice.maybe(|dice| dice.words(2)),
            ..Origins::default()
        },
        text,
    };

    let mut passages: Vec<Passage> = Vec::new();
    let mut start = 0;
    for (nth, line) in (1..).zip(document.text.split('\n')) {
        let end = start + line.chars().count() as u32;
        let answered: Vec<PassageId> = passages.iter().map(|passage| passage.id.clone()).collect();
        passages.push(Passage {
            id: PassageId(id.record('p', nth)),
            document: id.clone(),
            role: dice.pick(PassageRole::ALL),
            span: Span { start, end },
            author: dice.maybe(|dice| dice.words(2)),
            posted: dice.maybe(|_| "2031-10-06T15:50".to_owned()),
            reply_to: dice.maybe_of(&answered),
            part: dice.maybe(|dice| dice.pick(PassagePart::ALL)),
            votes: dice.maybe(|dice| Votes {
                up: dice.maybe(|dice| dice.throw(99) as i64),
                ..Votes::default()
            }),
            element: dice.maybe(|dice| ElementRange {
                path: format!("/html/body/p[{}]", dice.throw(9)),
                start: 0,
                end: end - start,
            }),
        });
        start = end + 1;
    }
    let mentions: Vec<Mention> = (1..=dice.throw(2 * size + 1) as usize)
        .map(|nth| Mention {
            id: MentionId(id.record('m', nth)),
            document: id.clone(),
            words: dice.found(n),
            mention_type: dice.pick(MentionType::ALL),
            entity: None,
        })
        .collect();
    let mention_ids: Vec<MentionId> = mentions.iter().map(|mention| mention.id.clone()).collect();
    let times: Vec<Time> = (1..=dice.throw(size + 1) as usize)
        .map(|nth| Time {
            id: TimeId(id.record('t', nth)),
            document: id.clone(),
            words: dice.found(n),
            timex_type: dice.pick(TimexType::ALL),
            value: dice.maybe(|_| "2031-W39".to_owned()),
            days: dice.days(),
            rule: dice.maybe(|dice| dice.words(1)),
            anchor: dice.maybe(|dice| dice.words(1)),
        })
        .collect();
    let time_ids: Vec<TimeId> = times.iter().map(|time| time.id.clone()).collect();
    let mut attributions: Vec<Attribution> = Vec::new();
    for nth in 1..=dice.throw(size + 1) as usize {
        let outer: Vec<AttributionId> = attributions
            .iter()
            .map(|attribution| attribution.id.clone())
            .collect();
        attributions.push(Attribution {
            id: AttributionId(id.record('a', nth)),
            document: id.clone(),
            source: dice.maybe(|dice| SourceWords {
                words: dice.pieces(n),
                mention: dice.maybe_of(&mention_ids),
            }),
            cue: dice.maybe(|dice| dice.pieces(n)),
            content: dice.pieces(n),
            source_type: dice.maybe_of(SourceType::ALL),
            stance: dice.pick(Stance::ALL),
            withheld: dice.coin(),
            count: dice.maybe(|dice| dice.throw(u64::from(u32::MAX)) as u32),
            reason: dice.maybe(|dice| dice.words(4)),
            within: dice.maybe_of(&outer),
            chain: dice.list(3, |dice| dice.words(2)),
        });
    }
    let attribution_ids: Vec<AttributionId> = attributions
        .iter()
        .map(|attribution| attribution.id.clone())
        .collect();
    let events = (1..=dice.throw(size + 1) as usize)
        .map(|nth| Event {
            id: EventId(id.record('e', nth)),
            document: id.clone(),
            trigger: dice.found(n),
            lemma: dice.words(1),
            plover: dice.maybe_of(Plover::ALL),
            participants: dice.list(3, |dice| Participant {
                role: dice.pick(ParticipantRole::ALL),
                mention: dice.maybe_of(&mention_ids),
                words: dice.found(n),
            }),
            place: dice.maybe(|dice| PlaceWords {
                mention: dice.maybe_of(&mention_ids),
                words: dice.found(n),
            }),
            days: dice.days(),
            time: dice.maybe_of(&time_ids),
            factuality: dice.pick(Factuality::ALL),
            attribution: dice.maybe_of(&attribution_ids),
            order: dice.list(2, |dice| EventOrder {
                relation: dice.pick(OrderRelation::ALL),
                event: EventId(id.record('e', 1)),
                words: dice.found(n),
            }),
            mode: dice.maybe(|dice| dice.words(1)),
            again: (nth > 1 && dice.coin()).then(|| EventId(id.record('e', nth - 1))),
            statement: dice.found(n),
            happening: None,
        })
        .collect();
    DocumentRecords {
        document,
        passages,
        mentions,
        times,
        attributions,
        events,
    }
}

/// A weaving of these documents.
pub fn weaving(seed: u64, documents: &[DocumentRecords]) -> Weaving {
    let dice = &mut Dice(seed);
    let document_ids: Vec<DocumentId> = documents
        .iter()
        .map(|records| records.document.id.clone())
        .collect();
    let entities: Vec<Entity> = (1..=7)
        .map(|nth| Entity {
            id: EntityId(format!("n{nth:03}")),
            entity_type: dice.pick(MentionType::ALL),
            name: dice.words(2),
            aliases: dice.list(3, |dice| dice.words(2)),
            roles: dice.list(2, |dice| HeldRole {
                role: dice.words(2),
                days: dice.days(),
                documents: dice.some_of(&document_ids),
            }),
            location: dice.maybe(|dice| Location {
                geonames: dice.throw(900) as u32,
                name: dice.words(1),
                country: dice.words(1),
                latitude: dice.maybe(|dice| Degrees::of(dice.throw(9_000) as f64 / 100.0)),
                longitude: dice.maybe(|dice| Degrees::of(dice.throw(18_000) as f64 / -100.0)),
                reason: dice.words(3),
            }),
            documents: dice.some_of(&document_ids),
            reasons: dice.list(2, |dice| dice.words(3)),
        })
        .collect();
    let entity_ids: Vec<EntityId> = entities.iter().map(|entity| entity.id.clone()).collect();
    let mentions = documents.iter().flat_map(|records| &records.mentions);
    let entity_of_mention = mentions
        .filter_map(|mention| Some((mention.id.clone(), dice.maybe_of(&entity_ids)?)))
        .collect();
    let events: Vec<&Event> = documents
        .iter()
        .flat_map(|records| &records.events)
        .collect();
    let event_ids: Vec<EventId> = events.iter().map(|event| event.id.clone()).collect();
    let attribution_ids: Vec<AttributionId> = documents
        .iter()
        .flat_map(|records| &records.attributions)
        .map(|one| one.id.clone())
        .collect();
    let takers = |dice: &mut Dice| {
        dice.list(3, |dice| NamedParticipant {
            role: dice.pick(ParticipantRole::ALL),
            name: dice.words(2),
            entity: dice.maybe_of(&entity_ids),
        })
    };
    let witnesses = |dice: &mut Dice| {
        dice.list(3, |dice| Witness {
            name: dice.words(2),
            documents: dice.some_of(&document_ids),
            reasons: dice.list(2, |dice| dice.words(3)),
        })
    };
    let happenings: Vec<Happening> = (1..=6)
        .map(|nth| Happening {
            id: HappeningId(format!("h{nth:03}")),
            label: dice.words(8),
            plover: dice.maybe_of(Plover::ALL),
            days: dice.days(),
            inferred: dice.coin(),
            place: dice.maybe(|dice| dice.words(1)),
            participants: takers(dice),
            factuality: dice.pick(Factuality::ALL),
            events: dice.some_of(&event_ids),
            documents: dice.some_of(&document_ids),
            witnesses: witnesses(dice),
            independent: Independent {
                at_least: dice.throw(9) as u32,
                at_most: dice.throw(9) as u32,
            },
            reasons: dice.list(2, |dice| dice.words(3)),
        })
        .collect();
    let happening_ids: Vec<HappeningId> = happenings
        .iter()
        .map(|happening| happening.id.clone())
        .collect();
    let happening_of_event = event_ids
        .iter()
        .filter_map(|id| Some((id.clone(), dice.maybe_of(&happening_ids)?)))
        .collect();
    let claims = (1..=5)
        .map(|nth| Claim {
            id: ClaimId(format!("c{nth:03}")),
            label: dice.words(8),
            attributions: dice.some_of(&attribution_ids),
            documents: dice.some_of(&document_ids),
            witnesses: witnesses(dice),
            independent: Independent {
                at_least: dice.throw(9) as u32,
                at_most: dice.throw(9) as u32,
            },
            reasons: dice.list(2, |dice| dice.words(3)),
        })
        .collect();
    let disputes = (1..=4)
        .map(|nth| Dispute {
            id: DisputeId(format!("d{nth:03}")),
            about: dice.pick(DisputeKind::ALL),
            subject: dice.words(5),
            happening: dice.maybe_of(&happening_ids),
            sides: dice.list(3, |dice| Side {
                value: dice.words(3),
                stance: dice.maybe_of(Stance::ALL),
                who: dice.list(2, |dice| dice.words(2)),
                records: event_ids.iter().take(3).map(|id| id.0.clone()).collect(),
                documents: dice.some_of(&document_ids),
            }),
        })
        .collect();
    const PRECISIONS: [Precision; 6] = [
        Precision::Day,
        Precision::Week,
        Precision::Month,
        Precision::Year,
        Precision::Longer,
        Precision::Unknown,
    ];
    let timeline = (1..=8)
        .zip(&happening_ids)
        .map(|(nth, happening)| Entry {
            order: nth / 2,
            from: dice.maybe(Dice::day),
            to: dice.maybe(Dice::day),
            precision: PRECISIONS[nth as usize % 6],
            label: dice.words(8),
            happening: happening.clone(),
            plover: dice.maybe_of(Plover::ALL),
            factuality: dice.pick(Factuality::ALL),
            disputed: dice.some_of(DisputeKind::ALL),
            inferred: dice.coin(),
            salient: dice.coin(),
            placed: dice.maybe(|dice| Placement {
                relation: dice.pick(OrderRelation::ALL),
                happening: dice.pick(&happening_ids),
                days: dice.days(),
            }),
            place: dice.maybe(|dice| dice.words(1)),
            participants: takers(dice),
            chain: dice.list(3, |dice| dice.words(2)),
            independent: Independent {
                at_least: dice.throw(9) as u32,
                at_most: dice.throw(9) as u32,
            },
            events: dice
                .some_of(&events)
                .into_iter()
                .map(|event| EntryEvent {
                    id: event.id.clone(),
                    document: event.document.clone(),
                    words: event.trigger.clone(),
                })
                .collect(),
        })
        .collect();
    Weaving {
        effects: Vec::new(),
        entities,
        entity_of_mention,
        happenings,
        happening_of_event,
        claims,
        disputes,
        timeline,
    }
}
