//! Input that is no page, and dossiers that are none: named, with the right exit code, and the rest goes on.

use crate::sandbox::Sandbox;

/// A page of markup that holds an article.
fn markup(article: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Lorne</title></head><body><article><h1>Lorne</h1>\
         <p>The bridge at Lorne was closed on Monday, the mayor said.</p><p>{article}</p></article></body></html>"
    )
}

const GOOD: &str =
    "Bridge at Lorne closed\n\nThe bridge at Lorne was closed on Monday, the mayor said.\n";

/// The files of the documents in the dossier.
fn files(sandbox: &Sandbox) -> Vec<String> {
    let export = sandbox.run(&["export"]).expect(0);
    let mut files: Vec<String> = (export.json().iter())
        .filter(|record| record["kind"] == "document")
        .map(|record| record["file"].as_str().expect("a path").to_owned())
        .collect();
    files.sort();
    files
}

#[test]
fn each_bad_page_is_named_and_the_good_one_is_there() {
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let latin: Vec<u8> = [GOOD.as_bytes(), b"\xff\xfe\x80 broken \xc3\x28\n"].concat();
    let nested = format!(
        "<html><body>{}<p>{GOOD}</p></body></html>",
        "<div>".repeat(100_000)
    );
    let comments =
        "<html><body><div class=\"comments\"><p>first!</p><p>second!</p></div></body></html>";
    // (file, bytes, whether it is named as unreadable; None: either way, but it must not stop the run)
    let cases: Vec<(&str, Vec<u8>, Option<bool>)> = vec![
        ("empty.html", vec![], Some(true)),
        (
            "binary.txt",
            (0..=255u8).cycle().take(4096).collect(),
            Some(true),
        ),
        ("utf16.txt", utf16, Some(false)),
        ("invalid.txt", latin, None),
        ("nested.html", nested.into_bytes(), None),
        ("comments.html", comments.into(), None),
        (
            "picture.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            Some(true),
        ),
        ("old.mhtml", b"x".to_vec(), Some(true)),
        ("many.warc.gz", b"x".to_vec(), Some(true)),
        ("pile.zip", b"PK".to_vec(), Some(true)),
    ];
    for (file, bytes, is_named) in cases {
        let sandbox = Sandbox::new();
        sandbox.write(file, bytes);
        sandbox.write("good.txt", GOOD);
        let ran = sandbox.run(&["add", file, "good.txt"]);
        let named = ran.stderr.contains(&format!(": {file}: "));
        assert_eq!(
            ran.code,
            Some(if named { 1 } else { 0 }),
            "{file}: {}",
            ran.stderr
        );
        if let Some(is_named) = is_named {
            assert_eq!(named, is_named, "{file}: {}", ran.stderr);
        }
        assert!(files(&sandbox).contains(&"good.txt".to_owned()), "{file}");
        sandbox.run(&["check"]).expect(0);
        let read = sandbox
            .run(&["read", file, "good.txt"])
            .expect(if named { 1 } else { 0 });
        assert!(read.stdout.contains("\"file\":\"good.txt\""), "{file}");
    }
}

#[test]
fn a_line_of_fifty_megabytes_costs_at_most_its_own_reading() {
    let sandbox = Sandbox::new();
    sandbox.write("long.txt", "word ".repeat(10_000_000));
    sandbox.write("good.txt", GOOD);
    let ran = sandbox.run(&["add", "long.txt", "good.txt"]);
    assert!(matches!(ran.code, Some(0 | 1)), "{}", ran.stderr);
    assert!(files(&sandbox).contains(&"good.txt".to_owned()));
}

#[test]
fn what_is_not_there_is_named_and_noted() {
    let sandbox = Sandbox::new();
    sandbox.write("good.txt", GOOD);
    sandbox
        .run(&["add", "gone.txt", "good.txt"])
        .expect(1)
        .tells("1 page added, 1 could not be read")
        .tells("could not be read: gone.txt: there is no such file or folder");
    let stats = sandbox.run(&["stats"]).expect(0);
    assert!(
        stats
            .stdout
            .contains("could not be read: gone.txt: there is no such file or folder")
    );
    sandbox.write("gone.txt", "Now it is here.\n");
    sandbox
        .run(&["add", "gone.txt"])
        .expect(0)
        .tells("1 page added");
    assert!(
        !sandbox
            .run(&["stats"])
            .expect(0)
            .stdout
            .contains("gone.txt")
    );
}

#[test]
fn a_folder_gives_its_pages_and_passes_over_the_rest() {
    let sandbox = Sandbox::new();
    for file in [
        "pile/b.txt",
        "pile/a.html",
        "pile/deep/c.md",
        "pile/d.HTM",
        "pile/style.css",
        "pile/.hidden.txt",
        "pile/.git/e.txt",
    ] {
        let article = format!("{GOOD}{file}");
        let is_markup = file.to_lowercase().contains(".htm");
        sandbox.write(file, if is_markup { markup(&article) } else { article });
    }
    sandbox
        .run(&["add", "pile"])
        .expect(0)
        .tells("4 pages added");
    assert_eq!(
        files(&sandbox),
        ["pile/a.html", "pile/b.txt", "pile/d.HTM", "pile/deep/c.md"]
    );
    sandbox
        .run(&["add", "pile"])
        .expect(0)
        .tells("0 pages added, 4 already there");
    sandbox
        .run(&["add", "pile/style.css"])
        .expect(0)
        .tells("1 page added");
}

#[cfg(unix)]
#[test]
fn a_loop_of_folders_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("pile/deep/a.txt", GOOD);
    std::os::unix::fs::symlink("..", sandbox.path("pile/deep/up")).expect("a link");
    std::os::unix::fs::symlink("nowhere.txt", sandbox.path("pile/lost.txt")).expect("a link");
    sandbox
        .run(&["add", "pile"])
        .expect(1)
        .tells("1 page added, 2 could not be read")
        .tells("could not be read: pile/deep/up: the link leads back to a folder above it")
        .tells("could not be read: pile/lost.txt: there is no such file or folder");
}

#[cfg(unix)]
#[test]
fn no_permission_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    sandbox.write("secret.txt", GOOD);
    sandbox.write("good.txt", GOOD);
    let none = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(sandbox.path("secret.txt"), none).expect("permissions are taken away");
    if std::fs::read(sandbox.path("secret.txt")).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    sandbox
        .run(&["add", "secret.txt", "good.txt"])
        .expect(1)
        .tells("could not be read: secret.txt: permission denied");
}

#[test]
fn standard_input_is_a_page() {
    let sandbox = Sandbox::new();
    sandbox
        .run_with(&["add", "-"], GOOD.as_bytes())
        .expect(0)
        .tells("1 page added");
    assert_eq!(files(&sandbox), ["-"]);
    let read = sandbox
        .run_with(
            &["read", "-", "--as", "article", "--published", "2011-10-06"],
            GOOD.as_bytes(),
        )
        .expect(0);
    let document = &read.json()[0];
    assert_eq!(document["text"], GOOD);
    assert_eq!(document["published"]["from"], "2011-10-06");
    assert_eq!(document["published"]["basis"], "metadata");
}

#[test]
fn lines_keep_their_ids_and_bad_ones_are_named() {
    let sandbox = Sandbox::new();
    let lines = concat!(
        "{\"id\":\"wire-1\",\"text\":\"The dam held.\",\"published\":\"2011-10-06\"}\n",
        "no line\n",
        "\n",
        "{\"id\":\"wire-2\",\"html\":\"<html><body><h1>Dam</h1><p>The dam at Lorne broke on Monday, the mayor said.</p></body></html>\"}\n",
        "{\"id\":\"wire-1\",\"text\":\"Another page.\"}\n",
        "{\"id\":\"wire-1\",\"text\":\"The dam held.\",\"published\":\"2011-10-06\"}\n",
    );
    sandbox.write("pages.jsonl", lines);
    let ran = sandbox
        .run(&["add", "--from", "jsonl", "pages.jsonl"])
        .expect(1)
        .tells("2 pages added, 1 already there, 2 could not be read")
        .tells("could not be read: pages.jsonl:5: the id `wire-1` is already that of another page");
    assert!(
        ran.stderr
            .contains("could not be read: pages.jsonl:2: not a line of pages: expected"),
        "{}",
        ran.stderr
    );
    let ids: Vec<String> = (sandbox.run(&["export"]).expect(0).json().iter())
        .filter(|record| record["kind"] == "document")
        .map(|record| record["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(ids, ["wire-1", "wire-2"]);
    sandbox
        .run_with(
            &["add", "--from", "jsonl", "-"],
            b"{\"id\":\"wire-2\",\"text\":\"Yet another.\"}",
        )
        .expect(1)
        .tells("could not be read: -:1: the id `wire-2` is already that of another page");
    let read = sandbox
        .run_with(&["read", "--from", "jsonl", "-"], lines.as_bytes())
        .expect(1);
    assert_eq!(
        read.json()
            .iter()
            .filter(|record| record["kind"] == "document")
            .count(),
        4
    );
}

#[test]
fn a_dossier_that_is_none_is_refused_and_left_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("good.txt", GOOD);
    sandbox.write("notes.txt", "my notes");
    for command in [
        &["timeline"][..],
        &["claims"],
        &["stats"],
        &["check"],
        &["search", "dam"],
        &["export"],
        &["show", "x"],
    ] {
        let ran = sandbox.run(command).expect(3);
        assert_eq!(
            ran.stderr,
            "dateline: there is no dossier at `dossier.dateline`; make one with `dateline add`, or name another with `--dossier`\n"
        );
        assert!(!sandbox.path("dossier.dateline").exists());
    }
    for command in [&["timeline"][..], &["add", "good.txt"]] {
        let ran = sandbox
            .run(&[command, &["--dossier", "notes.txt"]].concat())
            .expect(3);
        assert!(
            ran.stderr
                .starts_with("dateline: `notes.txt` is not a dossier but"),
            "{}",
            ran.stderr
        );
        assert_eq!(
            std::fs::read(sandbox.path("notes.txt")).expect("still there"),
            b"my notes"
        );
    }
    let ran = sandbox
        .run(&["add", "good.txt", "--dossier", "no/folder/case.dateline"])
        .expect(3);
    assert!(
        ran.stderr
            .starts_with("dateline: cannot open the dossier `no/folder/case.dateline`"),
        "{}",
        ran.stderr
    );
    let ran = sandbox
        .run(&["add", "good.txt", "--dossier", "."])
        .expect(3);
    assert!(ran.stderr.starts_with("dateline: "), "{}", ran.stderr);
}

#[test]
fn a_damaged_dossier_is_told_with_exit_code_three() {
    let sandbox = Sandbox::new();
    sandbox.write("good.txt", GOOD.repeat(200));
    sandbox.run(&["add", "good.txt"]).expect(0);
    let path = sandbox.path("dossier.dateline");
    let mut bytes = std::fs::read(&path).expect("the dossier");
    let at = bytes
        .windows(9)
        .position(|window| window == b"the mayor")
        .expect("the words lie in the file");
    bytes[at + 4..at + 9].copy_from_slice(b"queen");
    std::fs::write(&path, bytes).expect("the damage");
    let ran = sandbox.run(&["check"]).expect(3);
    assert!(ran.stdout.contains("damaged: "), "{}", ran.stdout);
    let json = sandbox.run(&["check", "--json"]).expect(3).json();
    assert!(!json[0]["damage"].as_array().expect("a list").is_empty());
}

#[test]
fn output_that_nobody_reads_is_no_failure() {
    let sandbox = Sandbox::new();
    sandbox.write("long.txt", GOOD.repeat(100));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["read", "long.txt", "--as", "article"])
        .current_dir(sandbox.root())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
