//! What names on a page are taken for, by all that the page shows of them.

/// The mentions of a text as `words/type`, in text order.
fn mentions(text: &str) -> Vec<String> {
    let records = crate::testing::read_article(text);
    let told = |m: &dateline_vocabulary::Mention| format!("{}/{}", m.words.text, m.mention_type);
    records.mentions.iter().map(told).collect()
}

#[track_caller]
fn check(text: &str, are: &[&str], are_not: &[&str]) {
    let found = mentions(text);
    for wanted in are {
        assert!(found.iter().any(|m| m == wanted), "{wanted}: {found:?}");
    }
    for unwanted in are_not {
        let names = |m: &String| {
            m.rsplit_once('/')
                .is_some_and(|(words, _)| words == *unwanted)
        };
        assert!(!found.iter().any(names), "{unwanted}: {found:?}");
    }
}

#[test]
fn a_country_shows_in_its_adjective_and_its_offices() {
    check(
        "Ostrenia condemned the attack. The Ostrenian ambassador left on Friday. Ostrenia's foreign minister stayed.",
        &["Ostrenia/place"],
        &["Ostrenian"],
    );
    check(
        "They met in Tolvey on Monday. Tolvey has no hotel.",
        &["Tolvey/place"],
        &[],
    );
}

#[test]
fn last_words_tell_papers_houses_and_bodies() {
    check(
        "The Harrow Report was read out in Corder House by the chairman of Penmark Mining.",
        &[
            "Harrow Report/work",
            "Corder House/facility",
            "Penmark Mining/organization",
        ],
        &[],
    );
}

#[test]
fn those_of_a_name_are_a_group_and_plurals_that_open_a_sentence_are_no_name() {
    check(
        "Fishermen on the island blame the Yellows for the fire.",
        &["the Yellows/group"],
        &["Fishermen"],
    );
}

#[test]
fn a_surname_is_the_person_who_was_named() {
    check(
        "Petra Lund left the board in May. Lund had led it for ten years.",
        &["Petra Lund/person", "Lund/person"],
        &[],
    );
}

#[test]
fn things_have_names_and_numbers() {
    check(
        "Corvane Air ordered ten Delmar 350 jets on Monday. The Delmar 350 flies at night. Its K-900 engine is new. The 350 is late, said the airline's chief, Anna Orlo.",
        &[
            "Delmar 350/object",
            "K-900/object",
            "350/object",
            "Anna Orlo/person",
        ],
        &[],
    );
    check(
        "The MV Sea Marigold sank off Velm on Tuesday with 350 passengers.",
        &["MV Sea Marigold/object"],
        &["350"],
    );
    check(
        "The F-160 flew over Velm on June 16. Its 160 percent rise made news, and the 160 was built here.",
        &["160/object"],
        &["16"],
    );
    // What numbers a room, a year or an article makes no thing of it; money is none either.
    check(
        "He met 20 Maravelians in Terminal 45 in May 2011 under Article 50, for US$350 a night.",
        &[],
        &["Terminal 45", "Article 50", "May 2011", "US$"],
    );
}

#[test]
fn an_office_of_business_tells_a_company() {
    check(
        "Avero CEO Petra Lund said sales fell. Avero closed two plants. The airline, Norrfly, said nothing.",
        &[
            "Avero/organization",
            "Petra Lund/person",
            "Norrfly/organization",
        ],
        &[],
    );
}
