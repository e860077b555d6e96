//! The timeline in all its forms, on a dossier that was made by hand.

use crate::made_dossier::made_dossier;

#[test]
fn as_text() {
    assert_eq!(
        made_dossier().run(&["timeline"]).expect(0).stdout,
        "\
10–12 September 2011
  General Oda Marsh met Ilse Quint on 10 September
      place: Lorne · Harbour Post, citing an aide · 1-2 sources [disputed: denial, date] [1, 2]

Pages
  [1] The Bell, “The Bell on the meeting”, 15 September 2011 (pile/bell.html) — show bell
  [2] Harbour Post, “Harbour Post on the meeting”, 14 September 2011 (pile/post.html) — show post
"
    );
}

#[test]
fn filters() {
    let sandbox = made_dossier();
    for (filter, n_entries) in [
        (&[][..], 1),
        (&["--from", "2011-09-12"], 1),
        (&["--from", "2011-09-13"], 0),
        (&["--to", "2011-09"], 1),
        (&["--to", "2011-08"], 0),
        (&["--from", "2011", "--to", "2011"], 1),
        (&["--who", "marsh"], 1),
        (&["--who", "quint"], 1),
        (&["--who", "mayor"], 0),
        (&["--place", "lorne"], 1),
        (&["--place", "orne"], 0),
        (&["--type", "consult"], 1),
        (&["--type", "ASSAULT,CONSULT"], 1),
        (&["--type", "ASSAULT"], 0),
        (&["--min-sources", "1"], 1),
        (&["--min-sources", "2"], 0),
    ] {
        let ran = sandbox
            .run(&[&["timeline", "--format", "jsonl"], filter].concat())
            .expect(0);
        assert_eq!(ran.stdout.lines().count(), n_entries, "{filter:?}");
    }
    sandbox
        .run(&["timeline", "--from", "2012"])
        .expect(0)
        .tells("no entry of the timeline is such");
}

#[test]
fn as_lines_tables_and_a_page() {
    let sandbox = made_dossier();
    let lines = sandbox.run(&["timeline", "--format", "jsonl"]).expect(0);
    assert!(
        lines.stdout.starts_with("{\"kind\":\"entry\",\"order\":1,\"from\":\"2011-09-10\",\"to\":\"2011-09-12\",\"precision\":\"week\","),
        "{}",
        lines.stdout
    );
    assert_eq!(lines.json()[0]["events"][1]["document"], "post");
    assert_eq!(
        lines.stdout,
        sandbox.run(&["timeline", "--json"]).expect(0).stdout
    );
    let csv = sandbox
        .run(&["timeline", "--format", "csv"])
        .expect(0)
        .stdout;
    assert_eq!(
        csv,
        sandbox.run(&["export", "--format", "csv"]).expect(0).stdout
    );
    assert!(csv.contains("\r\n1,2011-09-10,2011-09-12,week,General Oda Marsh met Ilse Quint on 10 September,CONSULT,happened,"), "{csv}");
    let html = sandbox
        .run(&["timeline", "--format", "html"])
        .expect(0)
        .stdout;
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
    assert!(html.contains("<h2>10–12 September 2011</h2>"));
    assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"));
}
