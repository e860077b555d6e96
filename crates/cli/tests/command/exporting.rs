//! Exports for other tools, on a dossier that was made by hand.

use crate::made_dossier::made_dossier;
use serde_json::Value;

#[test]
fn each_form_holds_what_the_dossier_holds() {
    let sandbox = made_dossier();
    let export = |format: &str| {
        sandbox
            .run(&["export", "--format", format])
            .expect(0)
            .stdout
    };
    let lines = |text: &str| -> Vec<Value> {
        text.lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    };

    let ftm = lines(&export("ftm"));
    let of = |schema: &str| ftm.iter().filter(|it| it["schema"] == schema).count();
    assert_eq!(
        (of("Article"), of("Event") > 0, of("Person") > 0),
        (2, true, true),
        "{ftm:?}"
    );
    let is_kept = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    assert!(
        ftm.iter()
            .all(|it| it["id"].as_str().is_some_and(|id| id.chars().all(is_kept)))
    );

    let annotations = lines(&export("webannotation"));
    assert!(
        annotations
            .iter()
            .all(|it| it["@context"] == "http://www.w3.org/ns/anno.jsonld")
    );
    assert!(
        annotations
            .iter()
            .any(|it| it["motivation"] == "describing")
    );

    let timeline: Value = serde_json::from_str(&export("timelinejs")).expect("JSON");
    assert_eq!(timeline["events"][0]["start_date"]["year"], 2011);

    let cited: Value = serde_json::from_str(&export("csl")).expect("JSON");
    assert_eq!(cited.as_array().map(Vec::len), Some(2));

    let graph = export("graphml");
    assert!(graph.starts_with("<?xml version=\"1.0\"") && graph.ends_with("</graphml>\n"));

    let brief = export("html");
    assert!(
        brief.starts_with("<!DOCTYPE html>") && brief.contains("<li id=\"page-1\">"),
        "{brief}"
    );
    assert!(brief.contains("SHA-256 <code>"), "{brief}");
}
