//! Running other programs.

use crate::project::Outcome;
use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

/// The command as one would type it, for messages.
fn typed(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program());
    let mut typed = name
        .file_stem()
        .unwrap_or(name.as_os_str())
        .to_string_lossy()
        .into_owned();
    for arg in command.get_args() {
        typed.push(' ');
        typed.push_str(&arg.to_string_lossy());
    }
    match typed.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &typed[..end]),
        None => typed,
    }
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}", typed(command))
}

/// Runs a command that talks to the user itself.
pub fn run(command: &mut Command) -> Outcome {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| not_started(command, &error))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("`{}` failed ({status})", typed(command))),
    }
}

/// Runs a command and gives all it says, whatever it comes to.
pub fn output(command: &mut Command) -> Outcome<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| not_started(command, &error))
}

/// Runs a command and gives its standard output.
pub fn capture(command: &mut Command) -> Outcome<String> {
    capture_or(command, &[0])
}

/// As [`capture`], where other exit codes than 0 are no failure either: `dateline read` ends with 1 when it could not
/// read all pages, each of them named.
pub fn capture_or(command: &mut Command, fine: &[i32]) -> Outcome<String> {
    let done = output(command)?;
    if !done.status.code().is_some_and(|code| fine.contains(&code)) {
        return Err(format!(
            "`{}` failed ({}):\n{}",
            typed(command),
            done.status,
            String::from_utf8_lossy(&done.stderr).trim_end()
        ));
    }
    String::from_utf8(done.stdout)
        .map_err(|_| format!("`{}` printed what is not UTF-8", typed(command)))
}

/// Runs a command, shows its standard output line by line, and hands each line on as well.
pub fn run_and_watch(command: &mut Command, watch: &mut dyn FnMut(&str)) -> Outcome {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let lines = child.stdout.take().expect("standard output is piped");
    for line in BufReader::new(lines).split(b'\n') {
        let line = line.map_err(|error| format!("lost `{}`: {error}", typed(command)))?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        watch(&line);
    }
    let status = child
        .wait()
        .map_err(|error| format!("lost `{}`: {error}", typed(command)))?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("`{}` failed ({status})", typed(command))),
    }
}
