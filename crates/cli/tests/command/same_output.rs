//! The same pile gives the same export, whatever the order of the files and the number of threads.

use crate::sandbox::Sandbox;

fn pile() -> Sandbox {
    let sandbox = Sandbox::new();
    for n in 0..90 {
        let day = 1 + n % 28;
        sandbox.write(
            &format!("pile/{n:02}.txt"),
            format!(
                "Gate {n} of the dam opened\n\nPublished: May {day}, 2011\n\n\
                 Engineers opened gate {n} of the dam at Lorne on {day} May 2011, a senior official said.\n\n{}",
                format!("Mayor Ilse Quint denied that gate {n} was opened. ").repeat(n % 7)
            ),
        );
    }
    // The same bytes in two places.
    sandbox.write(
        "pile/zz.txt",
        std::fs::read(sandbox.path("pile/05.txt")).expect("written above"),
    );
    sandbox
}

#[test]
fn export_depends_on_the_pile_only() {
    let sandbox = pile();
    let mut backwards: Vec<String> = (0..90).rev().map(|n| format!("pile/{n:02}.txt")).collect();
    backwards.insert(0, "pile/zz.txt".to_owned());
    let backwards: Vec<&str> = backwards.iter().map(String::as_str).collect();
    sandbox
        .run(&["add", "pile", "--jobs", "1", "--dossier", "one"])
        .expect(0);
    sandbox
        .run(&["add", "pile", "--jobs", "8", "--dossier", "eight"])
        .expect(0);
    sandbox
        .run(
            &[
                &["add", "--jobs", "3", "--dossier", "backwards"],
                &backwards[..],
            ]
            .concat(),
        )
        .expect(0);
    sandbox
        .run(&["add", "pile/40.txt", "pile/zz.txt", "--dossier", "batches"])
        .expect(0);
    sandbox
        .run(&["add", "pile", "--dossier", "batches"])
        .expect(0)
        .tells("88 pages added, 3 already there");
    let one = sandbox
        .run(&["export", "--dossier", "one"])
        .expect(0)
        .stdout;
    assert_eq!(one.matches("{\"kind\":\"document\"").count(), 90);
    assert!(
        !one.contains("zz.txt"),
        "the smallest path stands for a document"
    );
    for other in ["eight", "backwards", "batches"] {
        assert!(
            one == sandbox
                .run(&["export", "--dossier", other])
                .expect(0)
                .stdout,
            "{other} differs"
        );
        for command in [&["timeline"][..], &["claims"], &["disputes"]] {
            let [a, b] = ["one", other].map(|dossier| {
                sandbox
                    .run(&[command, &["--dossier", dossier]].concat())
                    .expect(0)
                    .stdout
            });
            assert_eq!(a, b, "{command:?} of {other}");
        }
    }
}

#[test]
fn read_prints_in_the_order_of_the_inputs() {
    let sandbox = pile();
    let one = sandbox.run(&["read", "pile", "--jobs", "1"]).expect(0);
    let eight = sandbox.run(&["read", "pile", "--jobs", "8"]).expect(0);
    assert!(one.stdout == eight.stdout);
    let files: Vec<String> = (one.json().iter())
        .filter(|record| record["kind"] == "document")
        .map(|record| record["file"].as_str().expect("a path").to_owned())
        .collect();
    let mut sorted = files.clone();
    sorted.sort();
    assert_eq!(files, sorted);
    assert_eq!(files.len(), 91, "read takes each input on its own");
    assert!(!sandbox.path("dossier.dateline").exists());
}

#[test]
fn records_come_in_the_order_of_the_design() {
    let sandbox = pile();
    sandbox.run(&["add", "pile/01.txt"]).expect(0);
    let kinds: Vec<String> = (sandbox.run(&["export"]).expect(0).stdout.lines())
        .map(|line| {
            line.strip_prefix("{\"kind\":\"")
                .expect("kind comes first")
                .split('"')
                .next()
                .expect("a kind")
                .to_owned()
        })
        .collect();
    let order = [
        "document",
        "passage",
        "mention",
        "time",
        "attribution",
        "event",
        "entity",
        "happening",
        "claim",
        "dispute",
    ];
    let places: Vec<usize> = kinds
        .iter()
        .map(|kind| {
            order
                .iter()
                .position(|it| it == kind)
                .expect("a known kind")
        })
        .collect();
    assert!(places.is_sorted(), "{kinds:?}");
}
