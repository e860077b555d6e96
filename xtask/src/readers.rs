//! What Dateline hands on, opened by the programs that read it. Needs Python, and once a registry of packages.

use crate::command::{capture, run};
use crate::project::{Outcome, Profile, dateline, root, scratch};
use std::path::PathBuf;
use std::process::Command;

/// The forms of export, by their names on the command line.
const FORMS: [&str; 8] = [
    "jsonl",
    "ftm",
    "webannotation",
    "timelinejs",
    "graphml",
    "csl",
    "html",
    "case",
];
const TABLES: [&str; 3] = ["timeline", "events", "attributions"];

/// Exports the example piles in every form, and has each opened.
pub fn test(binary: Option<PathBuf>) -> Outcome {
    let binary = dateline(binary, Profile::Dev)?;
    let folder = scratch()?;
    let here = |args: &[&str]| {
        let mut command = Command::new(&binary);
        command.args(args).current_dir(folder.path());
        command
    };
    let mut add = here(&["add"]);
    let piles = ["harbour", "strike"].map(|pile| root().join("examples").join(pile));
    capture(add.args(piles))?;
    let forms = FORMS.map(|form| (vec!["--format", form], format!("dossier.{form}")));
    let tables = TABLES.map(|table| {
        let args = vec!["--format", "csv", "--table", table];
        (args, format!("{table}.csv"))
    });
    for (args, name) in forms.into_iter().chain(tables) {
        let path = folder.path().join(&name);
        let file = std::fs::File::create(&path)
            .map_err(|error| format!("`{}` cannot be made: {error}", path.display()))?;
        let status = here(&["export"])
            .args(args)
            .stdout(file)
            .status()
            .map_err(|error| format!("dateline could not be started: {error}"))?;
        if !status.success() {
            return Err(format!("{name} could not be exported ({status})"));
        }
    }
    let readers = root().join("xtask/readers");
    let environment = folder.path().join("readers");
    run(Command::new("python3")
        .args(["-m", "venv"])
        .arg(&environment))?;
    let python = environment.join("bin/python");
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(readers.join("requirements.txt")))?;
    run(Command::new(&python)
        .arg(readers.join("open_exports.py"))
        .arg(folder.path()))
}
