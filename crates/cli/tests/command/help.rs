//! What the definitions of the command line give: help, completions, manual, wrong use.

use crate::sandbox::Sandbox;

const COMMANDS: [&str; 13] = [
    "add",
    "read",
    "timeline",
    "who",
    "claims",
    "disputes",
    "search",
    "show",
    "export",
    "check",
    "stats",
    "completions",
    "man",
];

#[test]
fn every_command_has_help_and_a_manual_page() {
    let sandbox = Sandbox::new();
    let all = sandbox.run(&["--help"]).expect(0);
    for command in COMMANDS {
        assert!(
            all.stdout.contains(&format!("\n  {command} ")),
            "{command} is not in the help"
        );
        let help = sandbox.run(&[command, "--help"]).expect(0);
        assert!(
            help.stdout.contains(&format!("Usage: dateline {command}")),
            "{}",
            help.stdout
        );
        assert!(help.stdout.contains("--dossier <FILE>"), "{}", help.stdout);
        let page = sandbox.run(&["man", command]).expect(0);
        assert!(
            page.stdout.contains(&format!(".TH dateline-{command} 1")),
            "{}",
            page.stdout
        );
    }
    assert!(
        all.stdout
            .contains("  3  the dossier cannot be opened or is damaged")
    );
    assert!(
        !sandbox.path("dossier.dateline").exists(),
        "help makes no dossier"
    );
}

#[test]
fn the_manual_page_holds_the_exit_codes() {
    let page = Sandbox::new().run(&["man"]).expect(0);
    assert!(page.stdout.contains(".TH dateline 1"));
    assert!(
        page.stdout
            .contains("1  done, but some pages could not be read"),
        "{}",
        page.stdout
    );
}

#[test]
fn each_shell_gets_completions() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let completions = sandbox.run(&["completions", shell]).expect(0);
        assert!(completions.stdout.contains("disputes"), "{shell}");
        assert!(completions.stdout.contains("min-sources"), "{shell}");
    }
}

#[test]
fn wrong_use_says_what_would_be_right() {
    let sandbox = Sandbox::new();
    for (args, told) in [
        (&[][..], "Usage: dateline [OPTIONS] <COMMAND>"),
        (&["ad"], "unrecognized subcommand 'ad'"),
        (&["add"], "<PATH>"),
        (
            &["add", "x", "--as", "book"],
            "[possible values: page, article]",
        ),
        (
            &["add", "x", "--published", "6 Oct"],
            "expected a day such as 2011-10-06",
        ),
        (
            &["add", "x", "--jobs", "0"],
            "invalid value '0' for '--jobs <N>'",
        ),
        (
            &["timeline", "--from", "soon"],
            "expected a day, month or year such as 2011-10-06, 2011-10 or 2011",
        ),
        (&["timeline", "--type", "BAKE"], "AGREE, CONSULT"),
        (
            &["timeline", "--format", "pdf"],
            "[possible values: text, jsonl, csv, html]",
        ),
        (
            &["export", "--table", "people"],
            "[possible values: timeline, documents",
        ),
        (
            &["man", "listen"],
            "dateline: there is no command `listen`\nhint: the commands are add, read, timeline,",
        ),
    ] {
        let ran = sandbox.run(args).expect(2);
        assert!(ran.stderr.contains(told), "{args:?}: {}", ran.stderr);
        assert_eq!(ran.stdout, "", "{args:?}");
    }
}
