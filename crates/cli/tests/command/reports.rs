//! The reports on a dossier that was made by hand.

use crate::made_dossier::made_dossier;
use crate::sandbox::Sandbox;

const PAGES_POST_FIRST: &str = "\
Pages
  [1] Harbour Post, “Harbour Post on the meeting”, 14 September 2011 (pile/post.html) — show post
  [2] The Bell, “The Bell on the meeting”, 15 September 2011 (pile/bell.html) — show bell
";

#[test]
fn who_tells_what_somebody_did_met_and_said() {
    let sandbox = made_dossier();
    let who = sandbox.run(&["who", "ilse", "quint"]).expect(0);
    assert_eq!(
        who.stdout,
        "\
Ilse Quint (person)
  also: Quint
  in 2 pages [1, 2]

Met
  10 September 2011: General Oda Marsh met Ilse Quint on 10 September [2]

Said
  that she met Marsh — The Bell ← Ilse Quint, denies (named) [1]

Said of it by others
  General Oda Marsh met Ilse Quint on 10 September — Harbour Post ← an aide, asserts (anonymous) [2]

Pages
  [1] The Bell, “The Bell on the meeting”, 15 September 2011 (pile/bell.html) — show bell
  [2] Harbour Post, “Harbour Post on the meeting”, 14 September 2011 (pile/post.html) — show post
"
    );
    let json = sandbox.run(&["who", "MARSH", "--json"]).expect(0).json();
    assert_eq!(json.len(), 1);
    assert_eq!(json[0]["kind"], "profile");
    assert_eq!(json[0]["entity"]["name"], "Oda Marsh");
    assert_eq!(json[0]["met"][0]["with"][0], "Ilse Quint");
    assert_eq!(json[0]["said_of"].as_array().map(Vec::len), Some(1));
    sandbox
        .run(&["who", "Marshall"])
        .expect(0)
        .tells("nobody in the dossier is called `Marshall`; there are Oda Marsh");
}

#[test]
fn claims_show_each_chain_and_count_witnesses() {
    let sandbox = made_dossier();
    assert_eq!(
        sandbox.run(&["claims"]).expect(0).stdout,
        "\
General Oda Marsh met Ilse Quint on 10 September
    The Bell ← Ilse Quint, denies (named) [1]
    Harbour Post ← an aide, asserts (anonymous) [2]
    2 sources
      - Ilse Quint [1]
      - an aide (Harbour Post) [2]
    joined: same people, same act

Pages
  [1] The Bell, “The Bell on the meeting”, 15 September 2011 (pile/bell.html) — show bell
  [2] Harbour Post, “Harbour Post on the meeting”, 14 September 2011 (pile/post.html) — show post
"
    );
    let json = sandbox.run(&["claims", "--json"]).expect(0).json();
    assert_eq!(json[0]["kind"], "claim");
    assert_eq!(json[0]["independent"]["at_least"], 2);
}

#[test]
fn disputes_show_the_sides_with_their_words() {
    let sandbox = made_dossier();
    let disputes = sandbox.run(&["disputes"]).expect(0).stdout;
    let squeezed: Vec<String> = disputes
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for line in [
        "[denial] General Oda Marsh met Ilse Quint on 10 September",
        "- asserted: General Oda Marsh met Ilse Quint - denied: that she met Marsh",
        "[date] General Oda Marsh met Ilse Quint on 10 September",
        "- 10 September 2011 - 12 September 2011",
        "an aide (Harbour Post) [1] The Bell [2]",
    ] {
        assert!(
            squeezed.iter().any(|it| it == line),
            "`{line}` is not in\n{disputes}"
        );
    }
    assert!(
        disputes.contains("“Marsh met Quint on 12 September” [2]"),
        "{disputes}"
    );
    assert!(disputes.ends_with(PAGES_POST_FIRST), "{disputes}");
    let json = sandbox.run(&["disputes", "--json"]).expect(0).json();
    assert_eq!(json[1]["sides"][0]["value"], "2011-09-10");
}

#[test]
fn search_tells_a_comment_from_an_article() {
    let sandbox = made_dossier();
    let article = sandbox.run(&["search", "aide"]).expect(0).stdout;
    assert!(
        article.starts_with(
            "Harbour Post, “Harbour Post on the meeting”, 14 September 2011 (pile/post.html)\n"
        ),
        "{article}"
    );
    assert!(article.contains("an [aide] said."), "{article}");
    assert!(
        article.contains("show post, characters 0 to 63"),
        "{article}"
    );
    let comment = sandbox.run(&["search", "nonsense"]).expect(0).stdout;
    assert!(
        comment.contains("a reader's comment: [Nonsense], dear Post"),
        "{comment}"
    );
    sandbox
        .run(&["search", "zeppelin"])
        .expect(0)
        .tells("no passage holds `zeppelin`");
    let json = sandbox.run(&["search", "aide", "--json"]).expect(0).json();
    assert_eq!(json[0]["kind"], "hit");
    assert_eq!(json[0]["matches"], serde_json::json!([[53, 57]]));
    assert_eq!(json[0]["document"]["outlet"], "Harbour Post");
}

#[test]
fn show_marks_what_was_read() {
    let sandbox = made_dossier();
    let shown = sandbox.run(&["show", "post.html"]).expect(0).stdout;
    for part in [
        "«General [Oda Marsh] *met* [Ilse Quint] on 10 September», ‹an aide› _said_.",
        "    *met* CONSULT; agent: Oda Marsh; other: Ilse Quint; 10 September 2011 (inferred); reported",
        "Readers' comments (never evidence for what the article says)\n  no name\n    Nonsense, dear Post\n",
    ] {
        assert!(shown.contains(part), "`{part}` is not in\n{shown}");
    }
    let json = sandbox.run(&["show", "post", "--json"]).expect(0).json();
    assert_eq!(json[0]["kind"], "document");
    assert!(
        json.iter()
            .all(|record| record["kind"] == "document" || record["document"] == "post")
    );
    let ran = sandbox.run(&["show", "gazette"]).expect(2);
    assert!(
        ran.stderr
            .starts_with("dateline: no page in the dossier is called `gazette`\nhint: "),
        "{}",
        ran.stderr
    );
}

#[test]
fn check_and_stats_count() {
    let sandbox = made_dossier();
    assert_eq!(
        sandbox.run(&["check"]).expect(0).stdout,
        "2 pages checked: no damage\n"
    );
    let json = sandbox.run(&["stats", "--json"]).expect(0).json();
    assert_eq!(json[0]["kind"], "stats");
    for (name, count) in [
        ("documents", 2),
        ("mentions", 4),
        ("attributions", 2),
        ("happenings", 1),
        ("disputes", 2),
        ("passages_comment", 1),
    ] {
        assert_eq!(json[0][name], count, "{name}");
    }
    let text = sandbox.run(&["stats"]).expect(0).stdout;
    assert!(text.lines().any(|line| line.split_whitespace().collect::<Vec<_>>() == ["passages", "comment", "1"]), "{text}");
}

#[test]
fn each_table_is_as_wide_as_its_header() {
    let sandbox = made_dossier();
    for (table, n_rows) in [
        ("timeline", 1),
        ("documents", 2),
        ("passages", 3),
        ("mentions", 4),
        ("times", 0),
        ("attributions", 2),
        ("events", 2),
        ("entities", 2),
        ("happenings", 1),
        ("claims", 1),
        ("disputes", 4),
    ] {
        let csv = sandbox
            .run(&["export", "--format", "csv", "--table", table])
            .expect(0)
            .stdout;
        let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
        assert_eq!(rows.len(), n_rows + 1, "{table}: {csv}");
        let widths: Vec<usize> = rows.iter().map(|row| width(row)).collect();
        assert!(
            widths.iter().all(|width| *width == widths[0]),
            "{table}: {widths:?}"
        );
    }
}

/// Cells of a row: commas outside quote marks, and one more.
fn width(row: &str) -> usize {
    let outside = row
        .split('"')
        .step_by(2)
        .map(|part| part.matches(',').count())
        .sum::<usize>();
    outside + 1
}

#[test]
fn mending_a_sound_dossier_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "visit.txt",
        "The minister, Ana Holub, visited Brennik on 2 April 2015, an official said.",
    );
    sandbox.run(&["add", "visit.txt"]).expect(0);
    let export = || sandbox.run(&["export"]).expect(0).stdout;
    let before = export();
    assert!(before.contains("\"kind\":\"happening\""), "{before}");
    sandbox.run(&["check", "--mend"]).expect(0);
    assert_eq!(export(), before);
}

#[test]
fn the_dossier_may_be_named_in_the_environment() {
    let sandbox = made_dossier();
    std::fs::rename(
        sandbox.path("dossier.dateline"),
        sandbox.path("case.dateline"),
    )
    .expect("renamed");
    sandbox.run(&["check"]).expect(3);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .arg("check")
        .current_dir(sandbox.root())
        .env("DATELINE_DOSSIER", "case.dateline")
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(0));
}
