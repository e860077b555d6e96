//! The stages are pure: their sources touch no disk, network, environment or clock, and print nothing.

use crate::project::{Outcome, files_below, read_text, root};

/// The crates whose `src` must be pure.
const PURE: &[&str] = &[
    "vocabulary",
    "container",
    "page",
    "syntax",
    "model",
    "reading",
    "weave",
    "views",
];

/// What must not stand in the code, with what to do instead.
const FORBIDDEN: &[(&str, &str)] = &[
    (
        "fs::",
        "take bytes or text as an argument; files are opened by the cli",
    ),
    (
        "File::open",
        "take bytes or text as an argument; files are opened by the cli",
    ),
    ("net::", "nothing leaves this machine"),
    (
        "env::",
        "take what is wanted as an argument; the environment is the cli's",
    ),
    (
        "process::",
        "return; how the program ends is for the cli to say",
    ),
    (
        "SystemTime",
        "take days from the page, never from the clock",
    ),
    ("Instant", "take days from the page, never from the clock"),
    (
        "Zoned::now",
        "take days from the page, never from the clock",
    ),
    (
        "Timestamp::now",
        "take days from the page, never from the clock",
    ),
    ("println!", "return text; the cli prints it"),
    ("print!", "return text; the cli prints it"),
    ("eprintln!", "return a notice; the cli prints it"),
    ("eprint!", "return a notice; the cli prints it"),
    ("dbg!", "take it out"),
];

/// Prints the rule.
pub fn print_rules() {
    println!(
        "pure, in code that is not a test: {} (not in them: {})",
        PURE.join(", "),
        FORBIDDEN
            .iter()
            .map(|(word, _)| *word)
            .collect::<Vec<_>>()
            .join(" ")
    );
}

/// What breaks the rule, a line each.
pub fn check() -> Outcome<Vec<String>> {
    let mut broken = Vec::new();
    for name in PURE {
        for path in files_below(&root().join("crates").join(name).join("src"))? {
            let shown = path.strip_prefix(root()).unwrap_or(&path);
            let shown = shown.to_string_lossy().replace('\\', "/");
            let is_code = shown.ends_with(".rs");
            let is_test = shown.ends_with("/tests.rs") || shown.contains("/tests/");
            if is_code && !is_test {
                broken.extend(
                    check_source(&read_text(&path)?)
                        .into_iter()
                        .map(|(line, word, way_out)| {
                            format!("{shown}:{line}: `{word}`: {way_out}")
                        }),
                );
            }
        }
    }
    Ok(broken)
}

/// Lines, counted from 1, that hold a forbidden word. Comments do not count, and nothing after `#[cfg(test)]`
/// that opens a module does: tests stand at the end of a file.
fn check_source(source: &str) -> Vec<(usize, &'static str, &'static str)> {
    let lines: Vec<&str> = source.lines().collect();
    let tests_begin = lines
        .windows(2)
        .position(|pair| {
            pair[0].trim() == "#[cfg(test)]"
                && pair[1].starts_with("mod ")
                && pair[1].ends_with('{')
        })
        .unwrap_or(lines.len());
    let mut found = Vec::new();
    for (index, line) in lines[..tests_begin].iter().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (word, way_out) in FORBIDDEN {
            if holds_word(code, word) {
                found.push((index + 1, *word, *way_out));
            }
        }
    }
    found
}

/// Whether the code holds the word, and not as the end or the beginning of a longer one.
fn holds_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(start, _)| {
        let before = code[..start].chars().next_back();
        let after = code[start + word.len()..].chars().next();
        let ends_open = word.ends_with(is_part) && after.is_some_and(is_part);
        !before.is_some_and(is_part) && !ends_open
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impure_sources() {
        for (source, expected) in [
            ("use std::fs;\nfs::read(path);", vec![(2, "fs::")]),
            ("let text = std::fs::read(path);", vec![(1, "fs::")]),
            (
                "use std::{env, io};\nlet home = env::var(\"HOME\");",
                vec![(2, "env::")],
            ),
            ("println!(\"{x}\");", vec![(1, "println!")]),
            ("eprintln!(\"{x}\");", vec![(1, "eprintln!")]),
            ("let began = Instant::now();", vec![(1, "Instant")]),
            // Near misses.
            ("/// println!(\"{x}\");", vec![]),
            ("let refs = refs::of(x); // std::fs::read", vec![]),
            ("const PATH: &str = env!(\"CARGO_MANIFEST_DIR\");", vec![]),
            ("struct Instants; enum InstantOf {}", vec![]),
            (
                "fn f() {}\n#[cfg(test)]\nmod tests {\n    use std::fs::read;\n}",
                vec![],
            ),
            (
                "#[cfg(test)]\nmod tests;\nfs::read(path);",
                vec![(3, "fs::")],
            ),
        ] {
            let found: Vec<(usize, &str)> = check_source(source)
                .into_iter()
                .map(|(line, word, _)| (line, word))
                .collect();
            assert_eq!(found, expected, "{source}");
        }
    }
}
