//! An `add` that is killed leaves a dossier that is whole, and doing it again completes it.

use crate::sandbox::Sandbox;
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn a_killed_add_can_be_repeated() {
    let sandbox = Sandbox::new();
    for n in 0..300 {
        sandbox.write(
            &format!("pile/{n:03}.txt"),
            format!(
                "Gate {n} opened\n\nEngineers opened gate {n} at Lorne on Monday, the mayor said.\n"
            ),
        );
    }
    sandbox
        .run(&["add", "pile", "--dossier", "whole"])
        .expect(0);
    let whole = sandbox
        .run(&["export", "--dossier", "whole"])
        .expect(0)
        .stdout;
    for milliseconds in [0, 5, 15, 30, 60, 120, 240] {
        let name = format!("killed-{milliseconds}");
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["add", "pile", "--dossier", &name])
            .current_dir(sandbox.root())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().expect("the command is killed, or done");
        child.wait().expect("the command ends");
        // Killed before anything was committed, it leaves no file or an empty one.
        if std::fs::metadata(sandbox.path(&name)).is_ok_and(|file| file.len() > 0) {
            sandbox.run(&["check", "--dossier", &name]).expect(0);
        }
        sandbox.run(&["add", "pile", "--dossier", &name]).expect(0);
        let export = sandbox
            .run(&["export", "--dossier", &name])
            .expect(0)
            .stdout;
        assert!(export == whole, "killed after {milliseconds} ms");
        sandbox.run(&["check", "--dossier", &name]).expect(0);
    }
}
