//! What pages tell of, by cases of our own.

use crate::{Reader, Source};
use dateline_page::{Form, Given, read_page};
use dateline_vocabulary::{DocumentId, DocumentRecords, Event, OrderRelation};

/// A page of Wednesday, 15 March 2017.
fn read(text: &str) -> DocumentRecords {
    let given = Given {
        form: Form::Page,
        media_type: Some("text/plain"),
        published: "2017-03-15".parse().ok(),
        ..Given::default()
    };
    let page = read_page(text.as_bytes(), &given);
    let source = Source {
        id: DocumentId::from("d"),
        file: "case".to_owned(),
        sha256: String::new(),
    };
    Reader::bundled().read(&source, &page)
}

fn event<'r>(records: &'r DocumentRecords, lemma: &str) -> &'r Event {
    let all: Vec<&str> = records.events.iter().map(|e| e.lemma.as_str()).collect();
    records
        .events
        .iter()
        .find(|event| event.lemma == lemma)
        .unwrap_or_else(|| panic!("no {lemma} among {all:?}"))
}

const HEADLINE: &str = "Council shuts mill in Velm\n\n";

#[test]
fn a_lead_in_the_past_has_the_day_of_its_report_and_the_background_none() {
    /// A text, an event, its days (`*` marks inferred ones).
    const CASES: &[(&str, &str, &str)] = &[
        (
            "The council closed the mill in Velm.\n\nIt rejected two offers.\n\nThe firm built it there.\n\nThe old owners sold the house to Norrfly.",
            "close",
            "2017-03-15 *",
        ),
        (
            "The council closed the mill in Velm.\n\nIt rejected two offers.\n\nThe firm built it there.\n\nThe old owners sold the house to Norrfly.",
            "sell",
            "-",
        ),
        // Its own words are stronger, and the story goes on on the day they name.
        (
            "The council closed the mill in Velm on Monday.\n\nGuards arrested four men at the gate.",
            "close",
            "2017-03-13",
        ),
        (
            "The council closed the mill in Velm on Monday.\n\nGuards arrested four men at the gate.",
            "arrest",
            "2017-03-13 *",
        ),
        // What had been, what will be and what may be has no day of the report.
        ("The council had closed the mill in Velm.", "close", "-"),
        ("The council will close the mill in Velm.", "close", "-"),
        ("The council may close the mill in Velm.", "close", "-"),
        // A morning paper, whose own words name the day before.
        (
            "The council closed the mill in Velm.\n\nThe mayor left yesterday and came back on Tuesday.",
            "close",
            "2017-03-14 *",
        ),
        // What somebody says to a report is said on its day.
        (
            "The mill in Velm stood on a hill.\n\nIt had four floors.\n\nIt had no roof.\n\nNobody lived there.\n\nThe mayor, Anna Orlo, said that it was old.",
            "say",
            "2017-03-15 *",
        ),
    ];
    for (text, lemma, expected) in CASES {
        let records = read(&format!("{HEADLINE}{text}\n"));
        let event = event(&records, lemma);
        let mark = if event.time.is_none() { " *" } else { "" };
        let days = match event.days.single() {
            Some(day) => format!("{day}{mark}"),
            None => "-".to_owned(),
        };
        assert_eq!(days, *expected, "{lemma} in {text}");
    }
}

#[test]
fn a_page_of_no_day_has_no_day_of_report() {
    let given = Given {
        media_type: Some("text/plain"),
        ..Given::default()
    };
    let page = read_page(b"The council closed the mill in Velm.\n", &given);
    let source = Source {
        id: DocumentId::from("d"),
        file: "case".to_owned(),
        sha256: String::new(),
    };
    let records = Reader::bundled().read(&source, &page);
    assert!(records.events.iter().all(|event| event.days.is_unknown()));
}

#[test]
fn words_put_events_in_order_without_a_day() {
    const CASES: &[(&str, &str, &str, OrderRelation)] = &[
        (
            "Anna Orlo resigned after the council rejected her plan.",
            "resign",
            "reject",
            OrderRelation::After,
        ),
        (
            "Before he left Velm, the minister met the mayor.",
            "meet",
            "leave",
            OrderRelation::Before,
        ),
        (
            "The mayor resigned following a raid on her house in Velm.",
            "resign",
            "raid",
            OrderRelation::After,
        ),
        (
            "Troops withdrew from Velm ahead of the visit by the king.",
            "withdraw",
            "visit",
            OrderRelation::Before,
        ),
    ];
    for (text, first, second, expected) in CASES {
        let records = read(&format!("{HEADLINE}{text}\n"));
        let (one, other) = (event(&records, first), event(&records, second));
        let link = one.order.iter().find(|link| link.event == other.id);
        assert_eq!(link.map(|link| link.relation), Some(*expected), "{text}");
        let back = other.order.iter().find(|link| link.event == one.id);
        assert_ne!(back.map(|link| link.relation), Some(*expected), "{text}");
        assert!(back.is_some(), "{text}");
    }
}

#[test]
fn a_noun_with_its_article_goes_back_to_what_was_told() {
    let records = read(&format!(
        "{HEADLINE}Rebels of the Red Column raided a mill in Velm on Monday.\n\nThe raid was the third this year.\n\nA raid on the port of Tolvey was feared.\n"
    ));
    let raids: Vec<&Event> = records
        .events
        .iter()
        .filter(|e| e.lemma == "raid")
        .collect();
    assert!(raids.len() >= 2, "{raids:?}");
    assert_eq!(raids[0].again, None);
    assert_eq!(raids[1].trigger.text, "raid");
    assert_eq!(raids[1].again.as_ref(), Some(&raids[0].id));
    // Another raid is another one.
    assert!(raids[2..].iter().all(|raid| raid.again.is_none()));
}

/// Agents and others of an event, by what their mentions are called.
fn who(records: &DocumentRecords, event: &Event) -> Vec<String> {
    event
        .participants
        .iter()
        .map(|participant| {
            let id = participant.mention.as_ref();
            let mention = id.and_then(|id| records.mentions.iter().find(|m| m.id == *id));
            let name = mention.map_or("-", |mention| mention.words.text.as_str());
            format!("{} {}: {name}", participant.role, participant.words.text)
        })
        .collect()
}

#[test]
fn definite_nouns_and_lists_take_part_by_name() {
    const CASES: &[(&str, &str, &str)] = &[
        (
            "The airline Norrfly bought ten jets. The airline opened a base in Velm.",
            "open",
            "agent The airline: Norrfly",
        ),
        (
            "The Velm Harbour Council met on Monday. The council closed the port.",
            "close",
            "agent The council: Velm Harbour Council",
        ),
        (
            "The Delmar 350 left Velm on Monday. The plane hit a mast.",
            "hit",
            "agent The plane: Delmar 350",
        ),
        (
            "Maravel, Lowmere and Ostrenia condemned an attack by the Red Column.",
            "condemn",
            "agent Lowmere: Lowmere",
        ),
        (
            "Maravel restored its ties with Ostrenia on Monday.",
            "restore",
            "recipient Ostrenia: Ostrenia",
        ),
        (
            "Norrfly signed a contract to buy ten jets from Delmar.",
            "buy",
            "agent Norrfly: Norrfly",
        ),
        (
            "Norrfly is the first airline to fly the Delmar 350 to Velm.",
            "fly",
            "agent Norrfly: Norrfly",
        ),
        (
            "Two of the Delmar 350s landed in Velm on Monday.",
            "land",
            "agent Two of the Delmar 350s: Delmar 350s",
        ),
    ];
    for (text, lemma, expected) in CASES {
        let records = read(&format!("{HEADLINE}{text}\n"));
        let found = who(&records, event(&records, lemma));
        assert!(found.iter().any(|one| one == expected), "{text}: {found:?}");
    }
}

#[test]
fn a_day_of_saying_is_not_the_day_that_goes_on() {
    let records = read(&format!(
        "{HEADLINE}The ministry was warned on March 5, the paper reported on Monday.\n\nIt shut the gates of Velm that night.\n"
    ));
    let shut = event(&records, "shut");
    assert_eq!(
        shut.days.single().map(|day| day.to_string()).as_deref(),
        Some("2017-03-05")
    );
}

#[test]
fn a_not_denies_only_what_stands_under_it() {
    /// A text, an event, what is committed to about it.
    const CASES: &[(&str, &str, &str)] = &[
        (
            "The mayor denied that the guards shot Anna Orlo.",
            "shoot",
            "denied",
        ),
        (
            "The union did not order the attack in Velm and has expelled Anna Orlo, the mayor said.",
            "order",
            "denied",
        ),
        (
            "The union did not order the attack in Velm and has expelled Anna Orlo, the mayor said.",
            "expel",
            "reported",
        ),
        (
            "The police searched no houses in Velm and arrested Anna Orlo.",
            "search",
            "denied",
        ),
        (
            "The police searched no houses in Velm and arrested Anna Orlo.",
            "arrest",
            "happened",
        ),
        (
            "The election was not held in Velm on Monday.",
            "election",
            "denied",
        ),
        (
            "The mayor denied that nobody guarded Velm and that guards shot Anna Orlo.",
            "shoot",
            "denied",
        ),
        // Not so certain an attack as one that everybody knows of.
        (
            "The union did not order an attack in Velm, the mayor said.",
            "attack",
            "denied",
        ),
    ];
    for (text, lemma, expected) in CASES {
        let records = read(&format!("{HEADLINE}{text}"));
        let found = event(&records, lemma).factuality;
        assert_eq!(found.as_str(), *expected, "{lemma} in {text:?}");
    }
}

#[test]
fn a_town_is_the_place_that_its_description_names() {
    let records = read(&format!(
        "{HEADLINE}Government troops raided the town of Anrak on Monday and killed 19 people there."
    ));
    let raided = event(&records, "raid");
    let town = (raided.participants.iter()).find(|it| it.words.text == "the town of Anrak");
    let mention = town.and_then(|it| it.mention.as_ref());
    let named = records.mentions.iter().find(|it| Some(&it.id) == mention);
    assert_eq!(named.map(|it| it.words.text.as_str()), Some("Anrak"));
    let killed = event(&records, "kill").place.as_ref();
    assert_eq!(killed.map(|it| it.words.text.as_str()), Some("Anrak"));
}
