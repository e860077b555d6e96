//! Corrections as a user makes them, on pages that are read.

use crate::sandbox::{Ran, Sandbox};

/// Two namesakes on two pages, and a meeting.
fn pile() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("pile/minister.txt", "Talks at Velm\n\nBy Ann Lee\n\n15 March 2017\n\nForeign Minister Anna Orlo met Rustem Dalgat in Velm on Tuesday. The two talked for three hours, officials said.\n");
    sandbox.write("pile/baker.txt", "Mill burns\n\nBy Ben Roe\n\n16 March 2017\n\nAnna Orlo, a baker, burned down a mill in Port Seren on Monday. Police arrested her, they said.\n");
    sandbox.run(&["add", "pile"]).expect(0);
    sandbox
}

fn correct(sandbox: &Sandbox, args: &[&str]) -> Ran {
    sandbox.run(&[&["correct"], args, &["--by", "Ann Lee"]].concat())
}

/// The ids of those who are called so.
fn ids_of(sandbox: &Sandbox, name: &str) -> Vec<String> {
    let lines = sandbox.run(&["--json", "who", name]).expect(0).json();
    lines
        .iter()
        .map(|line| line["entity"]["id"].as_str().expect("an id").to_owned())
        .collect()
}

#[test]
fn namesakes_are_set_apart_by_page_and_joined_again() {
    let sandbox = pile();
    assert_eq!(ids_of(&sandbox, "Anna Orlo").len(), 1);
    let split = correct(
        &sandbox,
        &[
            "split",
            "Anna Orlo",
            "baker.txt",
            "--why",
            "the baker is another",
        ],
    )
    .expect(0);
    assert!(
        split.stdout.starts_with(
            "k0001 “baker.txt” is set apart from the entity “Anna Orlo”\n      Ann Lee, 20"
        ),
        "{}",
        split.stdout
    );
    assert!(
        split.stdout.ends_with(": the baker is another\n"),
        "{}",
        split.stdout
    );
    assert_eq!(ids_of(&sandbox, "Anna Orlo").len(), 2);
    // It stays when a page comes, and the new page goes with the one that kept the name.
    sandbox.write("pile/more.txt", "More talks\n\n17 March 2017\n\nMs Orlo, the foreign minister, left Velm on Thursday. Anna Orlo will return in May.\n");
    sandbox.run(&["add", "pile"]).expect(0);
    assert_eq!(ids_of(&sandbox, "Anna Orlo").len(), 2);
    sandbox
        .run(&["who", "Anna Orlo"])
        .expect(0)
        .stdout
        .contains("[parted by Ann Lee]")
        .then_some(())
        .expect("it is told who parted them");
    // A name that means two is refused with both.
    let refused = correct(&sandbox, &["confirm", "Anna Orlo"]).expect(2);
    for id in ids_of(&sandbox, "Anna Orlo") {
        assert!(refused.stderr.contains(&id), "{}", refused.stderr);
    }
    correct(&sandbox, &["undo", "k0001", "--why", "one after all"]).expect(0);
    assert_eq!(ids_of(&sandbox, "Anna Orlo").len(), 1);
    let list = sandbox.run(&["corrections"]).expect(0).stdout;
    assert!(
        list.contains("taken back by Ann Lee, 20") && list.contains(": one after all"),
        "{list}"
    );
    sandbox.run(&["check"]).expect(0);
}

#[test]
fn a_happening_is_redated_named_and_exported() {
    let sandbox = pile();
    let entry = |sandbox: &Sandbox| {
        let entries = sandbox
            .run(&["timeline", "--format", "jsonl"])
            .expect(0)
            .json();
        let found = entries.into_iter().find(|it| {
            it["events"]
                .as_array()
                .is_some_and(|all| all.iter().any(|e| e["text"] == "met"))
        });
        found.expect("the meeting is a line")
    };
    let before = entry(&sandbox);
    let id = before["happening"].as_str().expect("an id").to_owned();
    correct(&sandbox, &["redate", &id, "2017-03-01..2017-03-03"]).expect(0);
    correct(&sandbox, &["rename", &id, "=The talks at Velm"]).expect(0);
    correct(&sandbox, &["confirm", &id]).expect(0);
    let after = entry(&sandbox);
    assert_eq!(after["from"], "2017-03-01");
    assert_eq!(after["to"], "2017-03-03");
    assert_eq!(after["inferred"], false);
    assert_eq!(after["label"], "=The talks at Velm");
    let text = sandbox.run(&["timeline", "--ids"]).expect(0).stdout;
    let (flat, mark) = (
        text.split_whitespace().collect::<Vec<_>>().join(" "),
        format!("[redated by Ann Lee] [named by Ann Lee] [confirmed by Ann Lee] [{id}]"),
    );
    assert!(flat.contains(&mark), "{text}");
    let lines = sandbox.run(&["export"]).expect(0).json();
    let corrections: Vec<_> = lines
        .iter()
        .filter(|it| it["kind"] == "correction")
        .collect();
    assert_eq!(corrections.len(), 3);
    assert_eq!(corrections[0]["outcome"], "applied");
    assert_eq!(corrections[0]["records"][0], id);
    // What was read stays as it was read.
    let read = lines
        .iter()
        .find(|it| it["kind"] == "event" && it["trigger"]["text"] == "met");
    assert_eq!(read.expect("the event")["from"], before["from"]);
}

#[test]
fn what_cannot_be_done_is_refused_with_a_reason() {
    let sandbox = pile();
    for (args, told) in [
        (
            &["merge", "Anna Orlo", "Anna Orlo"][..],
            "these are one already",
        ),
        (
            &["merge", "Anna Orlo", "nobody at all"],
            "there is no record `nobody at all`",
        ),
        (
            &["split", "Anna Orlo", "minister.txt", "baker.txt"],
            "nothing would be left",
        ),
        (
            &["split", "Anna Orlo", "elsewhere.txt"],
            "is no record, no page and no name of",
        ),
        (
            &["redate", "Anna Orlo", "2017"],
            "cannot redate the entity; take a happening or an event",
        ),
        (
            &["redate", "Anna Orlo", "2017-13"],
            "expected a day, month or year",
        ),
        (
            &["redate", "Anna Orlo", "2018..2017"],
            "the last day comes before the first",
        ),
        (&["undo", "k0009"], "there is no correction `k0009`"),
    ] {
        let ran = correct(&sandbox, args).expect(2);
        assert!(ran.stderr.contains(told), "{args:?}: {}", ran.stderr);
    }
    assert_eq!(sandbox.run(&["corrections"]).expect(0).stdout, "");
}
