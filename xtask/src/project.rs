//! Where things are, and the `dateline` binary.

use crate::command::{capture, run};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What a chore comes to: an error says what is wrong and what to do.
pub type Outcome<T = ()> = Result<T, String>;

/// The root of the workspace.
///
/// Cargo tells at run time where the crate lies. Where it was built need not be the same place: two clones may
/// share a target folder.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        crate_folder
            .parent()
            .expect("xtask lies in the root of the workspace")
            .to_owned()
    })
}

/// The cargo that runs this chore, in the root of the workspace.
pub fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let mut command =
        Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.args(args).current_dir(root());
    command
}

/// How the binary is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// As the tests build it: checks of what it prints.
    Dev,
    /// As users build it: whatever takes long or is measured.
    Release,
}

/// The dateline binary: the one given, or a new build.
pub fn dateline(given: Option<PathBuf>, profile: Profile) -> Outcome<PathBuf> {
    if let Some(path) = given {
        return path.canonicalize().map_err(|error| {
            format!(
                "no dateline binary at `{}` ({error}); leave --binary out to build one",
                path.display()
            )
        });
    }
    let mut build = cargo(["build", "--locked", "--quiet", "--package", "dateline"]);
    if profile == Profile::Release {
        build.arg("--release");
    }
    run(&mut build)?;
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    let name = format!("dateline{}", std::env::consts::EXE_SUFFIX);
    Ok(target_dir()?.join(folder).join(name))
}

/// Where cargo puts what it builds.
fn target_dir() -> Outcome<PathBuf> {
    let metadata = metadata()?;
    let folder = metadata["target_directory"]
        .as_str()
        .ok_or("cargo metadata names no target folder")?;
    Ok(PathBuf::from(folder))
}

/// What cargo knows of the workspace, without the packages from outside.
pub fn metadata() -> Outcome<serde_json::Value> {
    let text = capture(&mut cargo([
        "metadata",
        "--no-deps",
        "--locked",
        "--format-version",
        "1",
    ]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata is not JSON: {error}"))
}

/// A folder that goes away with the value.
pub fn scratch() -> Outcome<tempfile::TempDir> {
    tempfile::tempdir().map_err(|error| format!("no folder for temporary files: {error}"))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path)
        .map_err(|error| format!("`{}` cannot be read: {error}", path.display()))
}

/// Writes a file.
pub fn write_text(path: &Path, text: &str) -> Outcome {
    std::fs::write(path, text)
        .map_err(|error| format!("`{}` cannot be written: {error}", path.display()))
}

/// What `dateline read` prints of article texts, each read by itself: an object with `id` and `text` each.
pub fn read_articles(
    binary: &Path,
    articles: impl Iterator<Item = serde_json::Value>,
) -> Outcome<String> {
    let folder = scratch()?;
    let input = folder.path().join("articles.jsonl");
    let lines: Vec<String> = articles.map(|article| article.to_string()).collect();
    write_text(&input, &lines.join("\n"))?;
    let mut command = Command::new(binary);
    command.args(["read", "--as", "article", "--from", "jsonl"]);
    capture(command.arg(&input))
}

/// Files below a folder, sorted, with their names relative to it.
pub fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let cannot = |error: std::io::Error| format!("`{}` cannot be read: {error}", folder.display());
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).map_err(cannot)? {
            let entry = entry.map_err(cannot)?;
            if entry.file_type().map_err(cannot)?.is_dir() {
                folders.push(entry.path());
            } else {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
