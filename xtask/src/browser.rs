//! The workbench in a real browser. Needs Node, a Chromium, and once a registry of packages; nothing else of Dateline does.

use crate::command::run;
use crate::project::{Outcome, Profile, dateline, root};
use std::path::PathBuf;
use std::process::Command;

/// Sees that the script is what its sources give, then runs the tests in Chromium.
pub fn test(binary: Option<PathBuf>) -> Outcome {
    let binary = dateline(binary, Profile::Dev)?;
    let npm = |args: &[&str]| {
        let mut npm = Command::new("npm");
        npm.args(args)
            .current_dir(root().join("crates/workbench/islands"));
        npm
    };
    run(&mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    run(&mut npm(&["run", "check"]))?;
    run(npm(&["test"]).env("DATELINE", binary))
}
