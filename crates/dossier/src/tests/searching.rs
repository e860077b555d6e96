//! What a search finds.

use super::sample::records;
use crate::*;
use dateline_vocabulary::*;
use proptest::prelude::*;

/// A page whose passages are these, one a line.
fn page(id: &str, passages: &[(PassageRole, &str)]) -> DocumentRecords {
    let mut page = records(5, 0);
    let text: Vec<&str> = passages.iter().map(|(_, text)| *text).collect();
    page.document.id = id.into();
    page.document.file = format!("{id}.html");
    page.document.text = text.join("\n");
    (
        page.passages,
        page.mentions,
        page.times,
        page.attributions,
        page.events,
    ) = Default::default();
    let mut start = 0;
    for (nth, (role, text)) in (1..).zip(passages) {
        let end = start + text.chars().count() as u32;
        page.passages.push(Passage::new(
            PassageId(page.document.id.record('p', nth)),
            page.document.id.clone(),
            *role,
            Span::new(start, end),
        ));
        start = end + 1;
    }
    page
}

fn pile(folder: &tempfile::TempDir) -> Dossier {
    let mut dossier = Dossier::open_or_create(&folder.path().join("d")).unwrap();
    dossier
        .add(&[
            page(
                "alpha",
                &[
                    (PassageRole::Headline, "🙂 Night ferry sinks off Tolvik"),
                    (PassageRole::Paragraph, "The night was calm. A ferry’s crew called it a safe haven, OR so they said."),
                    (PassageRole::Comment, "Café owners knew: NEAR the pier, text: rotten -- \"planks\"*"),
                ],
            ),
            page(
                "beta",
                &[
                    (PassageRole::Paragraph, "Ferries stop at Tolvik; the ferry, the ferry and again the ferry."),
                    (PassageRole::Paragraph, "nul\0ferry \u{1}mark\u{2} \u{E000} ferry"),
                    (PassageRole::Residue, ""),
                ],
            ),
        ])
        .unwrap();
    dossier
}

#[test]
fn words_phrases_and_beginnings_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = pile(&folder);
    // The passages found, sorted, and how many matches each has.
    let cases: [(&str, &[(&str, usize)]); 22] = [
        ("tolvik", &[("alpha.p00001", 1), ("beta.p00001", 1)]),
        ("night ferry", &[("alpha.p00001", 2), ("alpha.p00002", 2)]),
        ("\"night ferry\"", &[("alpha.p00001", 1)]),
        ("“night ferry”", &[("alpha.p00001", 1)]),
        ("\"ferry night\"", &[]),
        ("\"safe haven\" night", &[("alpha.p00002", 2)]),
        (
            "ferr*",
            &[
                ("alpha.p00001", 1),
                ("alpha.p00002", 1),
                ("beta.p00001", 4),
                ("beta.p00002", 2),
            ],
        ),
        (
            "ferry",
            &[
                ("alpha.p00001", 1),
                ("alpha.p00002", 1),
                ("beta.p00001", 3),
                ("beta.p00002", 2),
            ],
        ),
        ("ferry's", &[("alpha.p00002", 1)]),
        ("cafe", &[("alpha.p00003", 1)]),
        ("CAFÉ", &[("alpha.p00003", 1)]),
        ("tolvik OR calm", &[]),
        ("or", &[("alpha.p00002", 1)]),
        ("near", &[("alpha.p00003", 1)]),
        ("NEAR(ferry night)", &[]),
        ("text:rotten", &[("alpha.p00003", 1)]),
        ("-ferry -night", &[("alpha.p00001", 2), ("alpha.p00002", 2)]),
        ("ferry AND", &[("beta.p00001", 4)]),
        ("\"never closed", &[]),
        ("*", &[]),
        ("", &[]),
        ("\" \"", &[]),
    ];
    for (query, expected) in cases {
        let mut found: Vec<(String, usize)> = dossier
            .search(query, 10)
            .unwrap()
            .into_iter()
            .map(|hit| (hit.passage.0, hit.matches.len()))
            .collect();
        found.sort();
        let expected: Vec<(String, usize)> = expected
            .iter()
            .map(|(id, n)| ((*id).to_owned(), *n))
            .collect();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_hit_points_at_the_words_and_tells_whose_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = pile(&folder);
    let mut texts = std::collections::BTreeMap::new();
    dossier
        .for_each_document(&mut |page| drop(texts.insert(page.document.id, page.document.text)))
        .unwrap();
    let hits = dossier.search("ferry", 10).unwrap();
    assert_eq!(hits.len(), 4);
    for hit in &hits {
        let text = &texts[&hit.document];
        let index = CodePoints::of(text);
        for found in &hit.matches {
            assert!(hit.span.contains(*found));
            assert!(
                index
                    .slice(text, *found)
                    .to_lowercase()
                    .starts_with("ferry"),
                "{hit:?}"
            );
        }
        let n_marks = hit.snippet.matches(MATCH_START).count();
        assert_eq!(n_marks, hit.matches.len(), "{hit:?}");
        assert_eq!(n_marks, hit.snippet.matches(MATCH_END).count());
    }
    let comment = &dossier.search("planks", 10).unwrap()[0];
    assert_eq!(comment.role, PassageRole::Comment);
    assert_eq!(comment.file, "alpha.html");
    assert!(
        comment.snippet.contains("\"\u{1}planks\u{2}\"*"),
        "{comment:?}"
    );
}

#[test]
fn the_best_comes_first_and_the_limit_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = pile(&folder);
    let same = [(PassageRole::Paragraph, "A lighthouse stood there.")];
    dossier
        .add(&[
            page("zeta", &same),
            page("eta", &same),
            page("theta", &same),
        ])
        .unwrap();
    let ids = |limit| {
        dossier
            .search("lighthouse", limit)
            .unwrap()
            .into_iter()
            .map(|hit| hit.document.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(10), ["eta", "theta", "zeta"]);
    assert_eq!(ids(2), ["eta", "theta"]);
    assert_eq!(ids(0), Vec::<String>::new());
    assert_eq!(dossier.search("ferry", usize::MAX).unwrap().len(), 4);
}

#[test]
fn very_long_queries_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = pile(&folder);
    assert_eq!(dossier.search(&"ferry ".repeat(5000), 10).unwrap().len(), 4);
    assert_eq!(dossier.search(&"x".repeat(100_000), 10).unwrap(), []);
    assert_eq!(
        dossier
            .search(&format!("\"{}\"", "ferry ".repeat(5000)), 10)
            .unwrap(),
        []
    );
    assert_eq!(dossier.search(&"\"a\" ".repeat(2000), 10).unwrap().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_query_is_an_error(query in "([\"“”*:(){}^+-]|[a-z]{1,3}|AND|OR|NOT|NEAR|[ \u{0}\u{300}²½🙂]|\\PC){0,12}") {
        let folder = tempfile::tempdir().unwrap();
        let dossier = pile(&folder);
        dossier.search(&query, 3).unwrap();
    }
}
