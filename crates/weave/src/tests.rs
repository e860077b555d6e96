//! The weave as a whole, on small piles of one's own making that are read as pages are.

use crate::{Weaver, apply};
use dateline_page::{Given, read_page};
use dateline_reading::{Reader, Source};
use dateline_vocabulary::{DisputeKind, DocumentId, DocumentRecords, MentionType, Weaving};
use proptest::prelude::*;

fn read(id: &str, published: &str, text: &str) -> DocumentRecords {
    let given = Given {
        published: Some(published.parse().expect("a day")),
        media_type: Some("text/plain"),
        ..Given::default()
    };
    let page = read_page(text.as_bytes(), &given);
    let source = Source {
        id: DocumentId::from(id),
        file: format!("{id}.txt"),
        sha256: String::new(),
    };
    Reader::bundled().read(&source, &page)
}

fn weave(pages: &[DocumentRecords]) -> Weaving {
    let mut weaver = Weaver::new();
    pages.iter().for_each(|page| weaver.add(page));
    weaver.finish()
}

/// The names of the entities of a type, with their aliases.
fn entities(weaving: &Weaving, kind: MentionType) -> Vec<Vec<&str>> {
    weaving
        .entities
        .iter()
        .filter(|entity| entity.entity_type == kind)
        .map(|entity| {
            std::iter::once(entity.name.as_str())
                .chain(entity.aliases.iter().map(String::as_str))
                .collect()
        })
        .collect()
}

#[test]
fn one_man_under_several_names_is_one_and_namesakes_are_not() {
    let pages = [
        read(
            "a",
            "2017-03-15",
            "Foreign Minister Rustem Dalgat met General Anna Orlo in Velm on Tuesday. Dalgat said the talks were useful.\n\nGeneral Orlo left on Wednesday.",
        ),
        read(
            "b",
            "2017-03-16",
            "Rustem Dalghat, the foreign minister, flew home on Wednesday.\n\nPeter Orlo, a baker in Velm, said he had seen him.",
        ),
    ];
    let persons = entities(&weave(&pages), MentionType::Person)
        .into_iter()
        .map(|names| names.join(" / "))
        .collect::<Vec<_>>();
    let holding = |name: &str| persons.iter().filter(|names| names.contains(name)).count();
    assert_eq!(holding("Dalg"), 1, "{persons:?}");
    assert_eq!(holding("Anna Orlo"), 1, "{persons:?}");
    assert_eq!(holding("Peter Orlo"), 1, "{persons:?}");
    assert!(
        !persons
            .iter()
            .any(|names| names.contains("Anna Orlo") && names.contains("Peter Orlo")),
        "{persons:?}"
    );
}

#[test]
fn a_rank_tells_namesakes_apart() {
    let pages = [
        read(
            "a",
            "2017-03-15",
            "Colonel Marko Varga of the garrison said two men were shot on Tuesday.",
        ),
        read(
            "b",
            "2017-03-16",
            "Foreign Minister Ilse Varga met the families on Wednesday and Col. Varga met the crews.",
        ),
    ];
    let persons = entities(&weave(&pages), MentionType::Person)
        .into_iter()
        .map(|names| names.join(" / "))
        .collect::<Vec<_>>();
    assert!(
        persons
            .iter()
            .any(|names| names.contains("Marko Varga") && names.contains("Col. Varga")),
        "{persons:?}"
    );
    assert!(
        !persons
            .iter()
            .any(|names| names.contains("Ilse Varga") && names.contains("Col. Varga")),
        "{persons:?}"
    );
}

#[test]
fn an_office_is_held_at_a_time() {
    let named = |id, day, who: &str| {
        let text = format!("The NSI chief, {who}, flew to Velm on Monday and met the mayor.");
        read(id, day, &text)
    };
    let unnamed = |id, day| {
        let text =
            "The town was calm on Monday.\n\nThe mayor met the NSI chief in Velm in the evening.";
        read(id, day, text)
    };
    let pages = [
        named("a", "2011-05-03", "Anna Orlo"),
        unnamed("b", "2011-06-14"),
        named("c", "2013-05-07", "Peter Brandt"),
        unnamed("d", "2013-05-14"),
        unnamed("e", "2019-05-14"),
    ];
    let weaving = weave(&pages);
    let holder = |page: &DocumentRecords| {
        let role = |m: &&dateline_vocabulary::Mention| m.mention_type == MentionType::Role;
        let mention = page.mentions.iter().rfind(role);
        let mention = mention.unwrap_or_else(|| panic!("no office: {:?}", page.mentions));
        let entity = weaving.entity_of_mention.get(&mention.id)?;
        let entity = weaving.entities.iter().find(|it| it.id == *entity)?;
        Some(entity.name.clone())
    };
    let holders: Vec<Option<String>> = pages.iter().map(holder).collect();
    let (orlo, brandt) = (
        Some("Anna Orlo".to_owned()),
        Some("Peter Brandt".to_owned()),
    );
    assert_eq!(holders, [orlo.clone(), orlo, brandt.clone(), brandt, None]);
    let orlo = weaving.entities.iter().find(|it| it.name == "Anna Orlo");
    let roles = &orlo.expect("Orlo").roles;
    assert_eq!(roles.len(), 1, "{roles:?}");
    assert_eq!(roles[0].role, "NSI chief");
    assert_eq!(roles[0].days, "2011-05-03".parse().expect("a day"));
    // Where two had it around that day, it is nobody's.
    let pages = [
        named("a", "2011-05-03", "Anna Orlo"),
        unnamed("b", "2011-06-14"),
        named("c", "2011-09-07", "Peter Brandt"),
    ];
    let weaving = weave(&pages);
    let open = &pages[1];
    let role = open
        .mentions
        .iter()
        .rfind(|m| m.mention_type == MentionType::Role);
    let role = role.expect("an office");
    assert_eq!(weaving.entity_of_mention.get(&role.id), None);
}

#[test]
fn acronyms_join_and_a_group_is_not_the_person_it_is_named_after() {
    let pages = [read(
        "a",
        "2017-03-15",
        "The Northern Shore Liberation Front (NSLF) denied it. The NSLF has a camp near Velm.\n\nAnselm Daru founded it in 1999. The Daru network claimed the raid, and the Darus have done so before.",
    )];
    let weaving = weave(&pages);
    let groups = entities(&weaving, MentionType::Group);
    assert!(
        groups
            .iter()
            .any(|names| names.contains(&"Daru network") && names.contains(&"the Darus")),
        "{groups:?}"
    );
    assert!(
        !groups
            .iter()
            .any(|names| names.iter().any(|name| name.contains("Anselm"))),
        "{groups:?}"
    );
    let all: Vec<Vec<&str>> = [MentionType::Group, MentionType::Organization]
        .into_iter()
        .flat_map(|kind| entities(&weaving, kind))
        .collect();
    assert!(
        all.iter()
            .any(|names| names.contains(&"Northern Shore Liberation Front")
                && names.contains(&"NSLF")),
        "{all:?}"
    );
}

const RAID_A: &str =
    "Gunmen attacked the customs house in Port Seren on Tuesday, killing four guards, police said.";
const RAID_B: &str = "The men who attacked the customs house in Port Seren on March 11 killed five guards, the embassy of Ostren said.";

#[test]
fn accounts_of_one_raid_are_one_happening_with_its_disputes() {
    let weaving = weave(&[
        read("a", "2017-03-15", RAID_A),
        read("b", "2017-03-16", RAID_B),
    ]);
    let raid = weaving
        .happenings
        .iter()
        .find(|h| h.documents.len() == 2)
        .expect("the raid is one happening");
    assert_eq!(raid.independent.at_most, 2, "{raid:?}");
    let mut kinds: Vec<DisputeKind> = weaving
        .disputes
        .iter()
        .filter(|d| d.happening.as_ref() == Some(&raid.id))
        .map(|d| d.about)
        .collect();
    kinds.sort();
    assert_eq!(
        kinds,
        [DisputeKind::Date, DisputeKind::Number],
        "{:?}",
        weaving.disputes
    );
    let values: Vec<&str> = weaving
        .disputes
        .iter()
        .flat_map(|d| &d.sides)
        .map(|side| side.value.as_str())
        .collect();
    assert!(
        values.contains(&"2017-03-11") && values.contains(&"2017-03-14"),
        "{values:?}"
    );
    assert!(
        values.contains(&"4 killed") && values.contains(&"5 killed"),
        "{values:?}"
    );
}

#[test]
fn what_only_seems_to_disagree_is_no_dispute() {
    for (name, other) in [
        (
            "another place",
            "Gunmen attacked the customs house in Anrak on March 11, killing five guards, police said.",
        ),
        (
            "another year",
            "Gunmen attacked the customs house in Port Seren on March 11, 2009, killing five guards, police said.",
        ),
        (
            "a coarser day",
            "Gunmen attacked the customs house in Port Seren this month, killing four guards, police said.",
        ),
        (
            "a bound",
            "Gunmen attacked the customs house in Port Seren on Tuesday, killing at least three guards, police said.",
        ),
    ] {
        let weaving = weave(&[
            read("a", "2017-03-15", RAID_A),
            read("b", "2017-03-15", other),
        ]);
        assert!(
            weaving.disputes.is_empty(),
            "{name}: {:?}",
            weaving.disputes
        );
    }
}

#[test]
fn a_deed_put_at_two_towns_or_on_two_bodies_is_disputed() {
    /// What two papers print on one day, and what they disagree about.
    const CASES: &[(&str, &str, &[DisputeKind])] = &[
        (
            "Gunmen of the Daru Column attacked the customs house in Anrak on Tuesday, killing four guards, police said.",
            "Gunmen of the Daru Column attacked the customs house in Velmar on Tuesday, killing four guards, the embassy of Ostren said.",
            &[DisputeKind::Place],
        ),
        (
            "The Daru Column attacked the customs house in Anrak on Tuesday, killing four guards, police said.",
            "The Norte Brigade attacked the customs house in Anrak on Tuesday, killing four guards, the embassy of Ostren said.",
            &[DisputeKind::Participant],
        ),
        // One within the other, as a page tells.
        (
            "Gunmen of the Daru Column attacked the customs house in Anrak on Tuesday, killing four guards, police said.",
            "Gunmen of the Daru Column attacked the customs house in Velmar on Tuesday, killing four guards, the embassy of Ostren said.\n\nThe port of Anrak, Velmar, has a harbour.",
            &[],
        ),
        // A town in a country, and a house in a town.
        (
            "Gunmen of the Daru Column attacked the customs house in Anrak on Tuesday, killing four guards, police said.",
            "Gunmen of the Daru Column attacked the customs house in Germany on Tuesday, killing four guards, the embassy of Ostren said.",
            &[],
        ),
        // Somebody and their own body.
        (
            "The Daru Column attacked the customs house in Anrak on Tuesday, killing four guards, police said.",
            "Ilyas Venn attacked the customs house in Anrak on Tuesday, killing four guards, the embassy of Ostren said.",
            &[],
        ),
    ];
    for (one, other, expected) in CASES {
        let weaving = weave(&[read("a", "2017-03-15", one), read("b", "2017-03-16", other)]);
        let found: Vec<DisputeKind> = weaving.disputes.iter().map(|it| it.about).collect();
        assert_eq!(found, *expected, "{one}\n{other}\n{:?}", weaving.disputes);
    }
}

#[test]
fn a_story_printed_twice_has_one_witness() {
    let story = "Gunmen attacked the customs house in Port Seren on Tuesday and burned its archive to the ground before they left by boat.";
    let pages = [
        read("a", "2017-03-15", story),
        read("b", "2017-03-15", &format!("Harbour burns\n\n{story}")),
    ];
    let weaving = weave(&pages);
    let raid = weaving
        .happenings
        .iter()
        .find(|h| h.documents.len() == 2)
        .expect("both pages tell it");
    assert_eq!(
        (raid.independent.at_least, raid.independent.at_most),
        (1, 1),
        "{raid:?}"
    );
    assert!(
        raid.witnesses[0]
            .reasons
            .iter()
            .any(|reason| reason.contains("printed again")),
        "{raid:?}"
    );
}

#[test]
fn an_accused_who_denies_is_a_dispute() {
    let pages = [
        read(
            "a",
            "2017-03-15",
            "Interior Minister Teodor Halvek accused the Ostren Security Directorate of arming the Lantern network.",
        ),
        read(
            "b",
            "2017-03-16",
            "The Ostren Security Directorate denied that it had armed the Lantern network.",
        ),
    ];
    let weaving = weave(&pages);
    let denial = weaving
        .disputes
        .iter()
        .find(|d| d.about == DisputeKind::Denial)
        .expect("a denial is found");
    assert_eq!(denial.sides.len(), 2);
    assert!(
        denial.sides[0].who.iter().any(|who| who.contains("Halvek")),
        "{denial:?}"
    );
    assert!(
        denial.sides[1]
            .who
            .iter()
            .any(|who| who.contains("Directorate")),
        "{denial:?}"
    );
}

#[test]
fn mentions_and_events_learn_what_they_belong_to() {
    let mut page = read("a", "2017-03-15", RAID_A);
    let weaving = weave(std::slice::from_ref(&page));
    apply(&weaving, &mut page);
    assert!(page.events.iter().all(|event| event.happening.is_some()));
    assert!(page.mentions.iter().any(|mention| mention.entity.is_some()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_order_of_documents_does_not_matter(order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let pages = [
            read("a", "2017-03-15", RAID_A),
            read("b", "2017-03-16", RAID_B),
            read("c", "2017-03-17", "Foreign Minister Rustem Dalgat met Anna Orlo in Velm on Thursday. Dalgat denied that Ostren had armed the Lantern network."),
            read("d", "2017-03-17", "Anna Orlo accused Ostren of arming the Lantern network. The Lanterns attacked the customs house in Port Seren on Tuesday."),
            read("e", "2017-03-18", "Rustem Dalghat and Ms Orlo held talks in Velm on Thursday, two officials said on condition of anonymity."),
        ];
        let shuffled: Vec<DocumentRecords> = order.iter().map(|k| pages[*k].clone()).collect();
        prop_assert_eq!(weave(&shuffled), weave(&pages));
    }
}

/// The lines of the timeline as `order from what`, with what they come before or after.
fn lines(weaving: &Weaving) -> Vec<String> {
    weaving
        .timeline
        .iter()
        .map(|entry| {
            let day = entry.from.map_or("-".to_owned(), |day| day.to_string());
            let placed = entry.placed.as_ref().map_or(String::new(), |placed| {
                format!(" {} {:?}", placed.relation, placed.days.from)
            });
            let words: Vec<&str> = entry.events.iter().map(|e| e.words.text.as_str()).collect();
            let salient = if entry.salient {
                ""
            } else {
                " (of those who took part)"
            };
            format!("{} {day} {}{placed}{salient}", entry.order, words.join("+"))
        })
        .collect()
}

#[test]
fn a_page_printed_no_earlier_than_years_later_tells_of_another_meeting() {
    let early = read(
        "a",
        "2011-07-15",
        "The meeting between the spy chiefs in Velm was useful, an official said.",
    );
    let mut late = read(
        "b",
        "2013-07-10",
        "The visiting chief held a meeting with his host, officials said.",
    );
    let mut told_by_both = |year| {
        late.document.published.from = Some(jiff::civil::date(year, 7, 10));
        late.document.published.to = None;
        let weaving = weave(&[early.clone(), late.clone()]);
        let both = weaving.happenings.iter();
        both.filter(|it| it.documents.len() == 2).count()
    };
    assert_eq!(told_by_both(2013), 0);
    assert_eq!(told_by_both(2011), 1);
}

#[test]
fn what_is_known_only_to_come_after_something_stands_behind_it() {
    let pages = [read(
        "a",
        "2017-03-20",
        "Mayor quits in Velm\n\nVelm stands on a hill.\n\nIt has four gates.\n\nIt has no walls.\n\nMayor Anna Orlo met General Rustem Dalgat on March 5, after Lowmere had expelled Peter Venn. Anna Orlo met Peter Venn on March 9.",
    )];
    let weaving = weave(&pages);
    let lines = lines(&weaving);
    let at = |words: &str| {
        lines
            .iter()
            .position(|line| line.contains(words))
            .unwrap_or_else(|| panic!("{words}: {lines:?}"))
    };
    let expelled = &weaving.timeline[at("expelled")];
    assert_eq!((expelled.from, expelled.to), (None, None), "{lines:?}");
    assert!(expelled.order > 0, "{lines:?}");
    assert!(at("expelled") < at("2017-03-05 met"), "{lines:?}");
    assert!(at("2017-03-05 met") < at("2017-03-09 met"), "{lines:?}");
}

#[test]
fn what_somebody_said_stands_in_their_own_timeline_only() {
    let pages = [read(
        "a",
        "2017-03-20",
        "Bridge shut\n\nThe mayor of Velm, Anna Orlo, closed the bridge on Monday. Anna Orlo said on Monday that it was old.",
    )];
    let lines = lines(&weave(&pages));
    let said: Vec<&String> = lines.iter().filter(|line| line.contains("said")).collect();
    assert_eq!(said.len(), 1, "{lines:?}");
    assert!(said[0].contains("of those who took part"), "{lines:?}");
    assert!(
        lines
            .iter()
            .any(|line| line.contains("closed") && !line.contains("of those")),
        "{lines:?}"
    );
}

#[test]
fn bodies_and_things_are_one_under_their_short_names() {
    let pages = [
        read(
            "a",
            "2017-03-20",
            "Norrfly orders jets\n\nThe Lowmere Institute of Aerospace (LIA) tested the Delmar 350 Kestrel on Monday. The Delmar 350 flew to Velm. LIA praised it.",
        ),
        read(
            "b",
            "2017-03-21",
            "Jets late\n\nThe United States Air Force ordered the Delmar 350 Kestrel on Monday. The Air Force paid for ten.",
        ),
        read(
            "c",
            "2017-03-21",
            "Jets seen\n\nThe Royal Air Force ordered no jets on Monday.",
        ),
    ];
    let weaving = weave(&pages);
    let bodies = entities(&weaving, MentionType::Organization);
    let of = |name: &str| {
        bodies
            .iter()
            .filter(|names| names.contains(&name))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(of("LIA").len(), 1, "{bodies:?}");
    assert!(
        of("LIA")[0].contains(&"Lowmere Institute of Aerospace"),
        "{bodies:?}"
    );
    assert!(
        of("Air Force")[0].contains(&"United States Air Force"),
        "{bodies:?}"
    );
    assert!(
        !of("Royal Air Force")[0].contains(&"Air Force"),
        "{bodies:?}"
    );
    let things = entities(&weaving, MentionType::Object);
    assert_eq!(things.len(), 1, "{things:?}");
}

#[test]
fn one_name_of_two_places_is_two_places() {
    let pages = [
        read(
            "a",
            "2017-03-20",
            "Fire in Paris\n\nA mill burned down in Paris, Texas, on Monday.",
        ),
        read(
            "b",
            "2017-03-21",
            "Talks in Paris\n\nThe ministers of France met in Paris on Monday.",
        ),
    ];
    let weaving = weave(&pages);
    let mut countries: Vec<&str> = weaving
        .entities
        .iter()
        .filter(|entity| entity.name == "Paris")
        .map(|entity| {
            entity
                .location
                .as_ref()
                .map_or("?", |place| place.country.as_str())
        })
        .collect();
    countries.sort_unstable();
    assert_eq!(countries, ["FR", "US"]);
}

#[test]
fn an_acronym_of_two_bodies_joins_none_and_a_name_may_be_an_article() {
    let pages = [
        read(
            "a",
            "2017-03-20",
            "Vote\n\nThe Democratic Party (DP) won in Velm on Monday. The DP thanked its voters.",
        ),
        read(
            "b",
            "2017-03-21",
            "Raid\n\nThe Defence Police (DP) searched a house in Velm on Monday. The DP found nothing.",
        ),
        read(
            "c",
            "2017-03-21",
            "Ranks\n\nTimes Higher Education Group (THE) ranked the university on Monday. THE praised it.",
        ),
    ];
    let weaving = weave(&pages);
    let both = |entity: &&dateline_vocabulary::Entity| {
        let holds =
            |name: &str| entity.name == name || entity.aliases.iter().any(|alias| alias == name);
        holds("Democratic Party") && holds("Defence Police")
    };
    assert_eq!(weaving.entities.iter().filter(both).count(), 0);
}

#[test]
fn an_army_that_attacks_many_towns_on_one_day_attacks_each_of_them() {
    let towns = ["Mosul", "Aleppo", "Benghazi", "Kandahar"];
    let told = |towns: &[&str]| -> String {
        let lines = towns.iter().map(|town| {
            format!("Government troops shelled the town of {town} on Monday, the army said.")
        });
        lines.collect::<Vec<_>>().join("\n\n")
    };
    let pages = [
        read("a", "2017-03-14", &told(&towns)),
        read(
            "b",
            "2017-03-14",
            &told(&[towns[3], towns[1], towns[0], towns[2]]),
        ),
    ];
    let weaving = weave(&pages);
    let mut of_town: Vec<std::collections::BTreeSet<&str>> = vec![Default::default(); towns.len()];
    for event in pages
        .iter()
        .flat_map(|page| &page.events)
        .filter(|it| it.lemma.starts_with("shell"))
    {
        let town = towns
            .iter()
            .position(|town| event.statement.text.contains(town))
            .expect("a town");
        of_town[town].insert(weaving.happening_of_event[&event.id].as_str());
    }
    for (k, one) in of_town.iter().enumerate() {
        assert!(!one.is_empty(), "{}: {of_town:?}", towns[k]);
        assert!(
            of_town[k + 1..].iter().all(|other| one.is_disjoint(other)),
            "{of_town:?}"
        );
    }
}

/// Corrections, made of records as they stand in some documents.
mod corrected {
    use super::*;
    use dateline_vocabulary::{
        Anchor, ChangeKind, Correction, CorrectionId, Days, Outcome, RecordKind, Signature, Target,
        Words,
    };

    /// Two namesakes, one of whom goes by two names; a meeting that two pages tell in words that share nothing.
    fn pile() -> [DocumentRecords; 3] {
        [
            read(
                "a",
                "2017-03-15",
                "Foreign Minister Anna Orlo met Rustem Dalgat in Velm on Tuesday.\n\nColonel Marko Varga was shot in Port Seren on Tuesday.",
            ),
            read(
                "b",
                "2017-03-16",
                "Anna Orlo, a baker, burned down a mill in Port Seren on Monday.",
            ),
            read(
                "c",
                "2017-03-16",
                "Dalghat had gone to Velm for talks with the minister, his office said.",
            ),
        ]
    }

    fn weave_corrected(pages: &[DocumentRecords], corrections: &[Correction]) -> Weaving {
        let mut weaver = Weaver::corrected(corrections.to_vec());
        pages.iter().for_each(|page| weaver.add(page));
        weaver.finish()
    }

    fn anchor(record: RecordKind, page: &DocumentRecords, words: &Words) -> Anchor {
        Anchor {
            record,
            document: page.document.id.clone(),
            words: words.clone(),
        }
    }

    /// The mentions of a page with these words.
    fn mentions(page: &DocumentRecords, text: &str) -> Target {
        let of_text = page.mentions.iter().filter(|it| it.words.text == text);
        let anchors: Vec<Anchor> = of_text
            .map(|it| anchor(RecordKind::Mention, page, &it.words))
            .collect();
        assert!(!anchors.is_empty(), "no `{text}` in {:?}", page.mentions);
        Target {
            label: text.to_owned(),
            about: None,
            anchors,
        }
    }

    /// The events of a page told with this word.
    fn events(page: &DocumentRecords, trigger: &str) -> Target {
        let of_word = page.events.iter().filter(|it| it.trigger.text == trigger);
        let anchors: Vec<Anchor> = of_word
            .map(|it| anchor(RecordKind::Event, page, &it.trigger))
            .collect();
        assert!(!anchors.is_empty(), "no `{trigger}` in {:?}", page.events);
        Target {
            label: trigger.to_owned(),
            about: None,
            anchors,
        }
    }

    fn correction(
        n: u32,
        change: ChangeKind,
        what: RecordKind,
        targets: Vec<Target>,
    ) -> Correction {
        Correction {
            id: CorrectionId(format!("k{n:04}")),
            ..Correction::of(
                change,
                what,
                targets,
                Signature {
                    at: "2031-01-01T00:00:00Z".to_owned(),
                    by: "Ann Lee".to_owned(),
                    why: None,
                },
            )
        }
    }

    fn outcomes(weaving: &Weaving) -> Vec<Outcome> {
        weaving.effects.iter().map(|it| it.outcome).collect()
    }

    /// The entity of the mention with these words.
    fn entity_of(weaving: &Weaving, page: &DocumentRecords, text: &str) -> Option<String> {
        let mention = page.mentions.iter().find(|it| it.words.text == text)?;
        weaving
            .entity_of_mention
            .get(&mention.id)
            .map(|it| it.to_string())
    }

    fn happening_of(weaving: &Weaving, page: &DocumentRecords, trigger: &str) -> Option<String> {
        let event = page.events.iter().find(|it| it.trigger.text == trigger)?;
        weaving
            .happening_of_event
            .get(&event.id)
            .map(|it| it.to_string())
    }

    #[test]
    fn namesakes_are_set_apart_and_stay_apart_when_pages_come() {
        let pages = pile();
        let split = correction(
            1,
            ChangeKind::Split,
            RecordKind::Entity,
            vec![
                mentions(&pages[0], "Anna Orlo"),
                mentions(&pages[1], "Anna Orlo"),
            ],
        );
        let before = weave(&pages);
        assert_eq!(
            entity_of(&before, &pages[0], "Anna Orlo"),
            entity_of(&before, &pages[1], "Anna Orlo"),
            "the weave by itself takes them for one"
        );
        for n in [2, 3] {
            let after = weave_corrected(&pages[..n], std::slice::from_ref(&split));
            let (minister, baker) = (
                entity_of(&after, &pages[0], "Anna Orlo"),
                entity_of(&after, &pages[1], "Anna Orlo"),
            );
            assert!(minister.is_some() && baker.is_some() && minister != baker);
            assert_eq!(outcomes(&after), [Outcome::Applied]);
            assert_eq!(after.effects[0].records.len(), 2);
        }
    }

    #[test]
    fn of_contradicting_corrections_the_later_holds() {
        let pages = pile();
        let targets = || {
            vec![
                mentions(&pages[0], "Anna Orlo"),
                mentions(&pages[1], "Anna Orlo"),
            ]
        };
        let split = |n| correction(n, ChangeKind::Split, RecordKind::Entity, targets());
        let merge = |n| correction(n, ChangeKind::Merge, RecordKind::Entity, targets());
        let one = |weaving: &Weaving| {
            entity_of(weaving, &pages[0], "Anna Orlo") == entity_of(weaving, &pages[1], "Anna Orlo")
        };
        let joined = weave_corrected(&pages, &[split(1), merge(2)]);
        assert!(one(&joined));
        assert_eq!(outcomes(&joined), [Outcome::Overruled, Outcome::Applied]);
        let parted = weave_corrected(&pages, &[merge(1), split(2)]);
        assert!(!one(&parted));
        assert_eq!(outcomes(&parted), [Outcome::Overruled, Outcome::Applied]);
    }

    #[test]
    fn happenings_are_joined_named_and_redated() {
        let pages = pile();
        let both = vec![events(&pages[0], "met"), events(&pages[2], "talks")];
        let merge = correction(1, ChangeKind::Merge, RecordKind::Happening, both);
        let mut redate = correction(
            2,
            ChangeKind::Redate,
            RecordKind::Happening,
            vec![events(&pages[2], "talks")],
        );
        redate.days = Days::day(jiff::civil::date(2017, 3, 13));
        let mut rename = correction(
            3,
            ChangeKind::Rename,
            RecordKind::Happening,
            vec![events(&pages[0], "met")],
        );
        rename.name = Some("The talks at Velm".to_owned());
        let before = weave(&pages);
        assert_ne!(
            happening_of(&before, &pages[0], "met"),
            happening_of(&before, &pages[2], "talks")
        );
        let after = weave_corrected(&pages, &[merge, redate.clone(), rename]);
        assert_eq!(outcomes(&after), [Outcome::Applied; 3]);
        let id = happening_of(&after, &pages[0], "met").expect("a happening");
        assert_eq!(happening_of(&after, &pages[2], "talks"), Some(id.clone()));
        let happening = after
            .happenings
            .iter()
            .find(|it| it.id.as_str() == id)
            .expect("it is there");
        assert_eq!(happening.days, redate.days);
        assert!(!happening.inferred);
        assert_eq!(happening.label, "The talks at Velm");
        assert!(
            happening
                .reasons
                .iter()
                .any(|it| it == "`met` and `talks` are one, says Ann Lee (k0001)"),
            "{:?}",
            happening.reasons
        );
        let entry = after
            .timeline
            .iter()
            .find(|it| it.happening.as_str() == id)
            .expect("a line");
        assert_eq!(
            (entry.from, entry.label.as_str()),
            (redate.days.from, "The talks at Velm")
        );
    }

    #[test]
    fn what_is_rejected_takes_no_part_until_somebody_confirms_it() {
        let pages = pile();
        let about = || vec![events(&pages[0], "shot")];
        let reject = correction(1, ChangeKind::Reject, RecordKind::Event, about());
        let confirm = correction(2, ChangeKind::Confirm, RecordKind::Event, about());
        let rejected = weave_corrected(&pages, std::slice::from_ref(&reject));
        assert_eq!(happening_of(&rejected, &pages[0], "shot"), None);
        assert!(
            rejected
                .happenings
                .iter()
                .all(|it| !it.label.contains("shot"))
        );
        assert_eq!(outcomes(&rejected), [Outcome::Applied]);
        let confirmed = weave_corrected(&pages, &[reject, confirm]);
        assert!(happening_of(&confirmed, &pages[0], "shot").is_some());
        assert_eq!(outcomes(&confirmed), [Outcome::Overruled, Outcome::Applied]);
    }

    #[test]
    fn an_event_read_with_a_wrong_day_gets_the_right_one() {
        let pages = pile();
        let mut redate = correction(
            1,
            ChangeKind::Redate,
            RecordKind::Event,
            vec![events(&pages[1], "burned down")],
        );
        redate.days = Days::day(jiff::civil::date(2017, 3, 6));
        let after = weave_corrected(&pages, &[redate]);
        let id = happening_of(&after, &pages[1], "burned down").expect("a happening");
        let happening = after
            .happenings
            .iter()
            .find(|it| it.id.as_str() == id)
            .expect("it is there");
        assert_eq!(happening.days.from, Some(jiff::civil::date(2017, 3, 6)));
        assert!(!happening.inferred);
        assert_eq!(after.effects[0].records, ["b.e00001"]);
    }

    #[test]
    fn words_are_found_again_when_a_page_is_read_anew() {
        let mut pages = pile();
        let split = correction(
            1,
            ChangeKind::Split,
            RecordKind::Entity,
            vec![
                mentions(&pages[0], "Anna Orlo"),
                mentions(&pages[1], "Anna Orlo"),
            ],
        );
        // The same page with a line more at its head: every offset and every id is another.
        pages[1] = read(
            "b",
            "2017-03-16",
            "Mr Pell of Velm saw it.\n\nAnna Orlo, a baker, burned down a mill in Port Seren on Monday.",
        );
        let after = weave_corrected(&pages, std::slice::from_ref(&split));
        assert_eq!(outcomes(&after), [Outcome::Applied]);
        assert_ne!(
            entity_of(&after, &pages[0], "Anna Orlo"),
            entity_of(&after, &pages[1], "Anna Orlo")
        );
        let gone = weave_corrected(&pages[..1], &[split]);
        assert_eq!(outcomes(&gone), [Outcome::Unresolved]);
        assert_eq!(gone.entities, weave(&pages[..1]).entities);
    }

    #[test]
    fn a_note_is_found_again_and_changes_nothing_else() {
        let pages = pile();
        let note = correction(
            1,
            ChangeKind::Note,
            RecordKind::Entity,
            vec![mentions(&pages[0], "Anna Orlo")],
        );
        let noted = weave_corrected(&pages, &[note]);
        let entity = entity_of(&noted, &pages[0], "Anna Orlo");
        assert_eq!(outcomes(&noted), [Outcome::Applied]);
        assert_eq!(
            noted.effects[0].records,
            [entity.expect("she is an entity")]
        );
        let plain = Weaving {
            effects: Vec::new(),
            ..noted
        };
        assert_eq!(plain, weave(&pages));
    }

    #[test]
    fn a_correction_that_was_taken_back_changes_nothing() {
        let pages = pile();
        let mut merge = correction(
            1,
            ChangeKind::Merge,
            RecordKind::Entity,
            vec![
                mentions(&pages[0], "Anna Orlo"),
                mentions(&pages[0], "Colonel Marko Varga"),
            ],
        );
        assert_ne!(
            weave_corrected(&pages, std::slice::from_ref(&merge)),
            weave(&pages)
        );
        merge.undone = Some(Signature {
            at: "2031-01-02T00:00:00Z".to_owned(),
            by: "Ann Lee".to_owned(),
            why: None,
        });
        assert_eq!(weave_corrected(&pages, &[merge]), weave(&pages));
    }
}
