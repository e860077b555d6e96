//! Which crate may depend on which. The table below is the architecture; ARCHITECTURE.md tells why.

use crate::command::capture;
use crate::project::{Outcome, cargo, metadata};
use crate::purity;
use std::collections::BTreeMap;

/// A crate with the crates of ours that it may depend on. Tests and examples may use no others either.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("dateline-vocabulary", &[]),
    ("dateline-page", &["dateline-vocabulary"]),
    ("dateline-syntax", &[]),
    (
        "dateline-reading",
        &["dateline-vocabulary", "dateline-page", "dateline-syntax"],
    ),
    ("dateline-dossier", &["dateline-vocabulary"]),
    ("dateline-weave", &["dateline-vocabulary"]),
    ("dateline-views", &["dateline-vocabulary"]),
    (
        "dateline",
        &[
            "dateline-vocabulary",
            "dateline-page",
            "dateline-reading",
            "dateline-dossier",
            "dateline-weave",
            "dateline-views",
        ],
    ),
    ("xtask", &[]),
];

/// Packages from outside that only some crates may reach, directly or through others.
const KEPT_TO: &[(&str, &[&str])] = &[
    ("rusqlite", &["dateline-dossier", "dateline"]),
    ("libsqlite3-sys", &["dateline-dossier", "dateline"]),
    (
        "html5ever",
        &["dateline-page", "dateline-reading", "dateline"],
    ),
    ("clap", &["dateline", "xtask"]),
];

/// Packages from outside that one crate alone may name in its manifest.
const NAMED_BY: &[(&str, &str)] = &[
    ("rusqlite", "dateline-dossier"),
    ("html5ever", "dateline-page"),
];

/// Checks all rules, prints each, and fails when one is broken.
pub fn run() -> Outcome {
    let named = named_dependencies()?;
    let mut broken = check_named(&named);
    for package in named.keys() {
        let tree = capture(&mut cargo([
            "tree",
            "--locked",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
        ]))?;
        broken.extend(check_reached(package, &tree));
    }
    broken.extend(purity::check()?);
    for (package, allowed) in MAY_DEPEND_ON {
        let allowed = match allowed {
            [] => "none of ours".to_owned(),
            allowed => allowed.join(", "),
        };
        println!("{package} may depend on: {allowed}");
    }
    for (package, holders) in KEPT_TO {
        println!("only these may reach {package}: {}", holders.join(", "));
    }
    purity::print_rules();
    if broken.is_empty() {
        println!("the architecture holds");
        return Ok(());
    }
    Err(format!(
        "the architecture is broken:\n  {}",
        broken.join("\n  ")
    ))
}

/// The packages that each crate of the workspace names in its manifest, for whatever use.
fn named_dependencies() -> Outcome<BTreeMap<String, Vec<String>>> {
    let metadata = metadata()?;
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata lists no packages")?;
    let name_of = |value: &serde_json::Value| value["name"].as_str().unwrap_or_default().to_owned();
    Ok(packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().into_iter().flatten();
            (name_of(package), dependencies.map(name_of).collect())
        })
        .collect())
}

fn check_named(named: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let mut broken = Vec::new();
    for (package, dependencies) in named {
        let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(name, _)| name == package) else {
            broken.push(format!(
                "`{package}` is not in the table; say in xtask/src/architecture.rs and ARCHITECTURE.md what it may depend on"
            ));
            continue;
        };
        for dependency in dependencies {
            if named.contains_key(dependency) && !allowed.contains(&dependency.as_str()) {
                broken.push(format!(
                    "`{package}` depends on `{dependency}`; a step knows the steps before it and none after it: hand it what it needs as a record of dateline-vocabulary"
                ));
            }
            let keeper = NAMED_BY.iter().find(|(name, _)| name == dependency);
            if let Some((_, keeper)) = keeper
                && package != keeper
            {
                broken.push(format!(
                    "`{package}` names `{dependency}`, which is for `{keeper}` alone: add a function there"
                ));
            }
        }
    }
    for (package, _) in MAY_DEPEND_ON {
        if !named.contains_key(*package) {
            broken.push(format!(
                "`{package}` is in the table and not in the workspace; take it out of xtask/src/architecture.rs"
            ));
        }
    }
    broken
}

/// `tree` is what `cargo tree --prefix none` prints: a package a line, its name first.
fn check_reached(package: &str, tree: &str) -> Vec<String> {
    KEPT_TO
        .iter()
        .filter(|(_, holders)| !holders.contains(&package))
        .filter(|(kept, _)| tree.lines().any(|line| line.split(' ').next() == Some(kept)))
        .map(|(kept, _)| {
            format!("`{package}` reaches `{kept}`; `cargo tree -p {package} -i {kept}` shows through what")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as the workspace it allows, with one more dependency.
    fn named_with(package: &str, dependency: &str) -> BTreeMap<String, Vec<String>> {
        let mut named: BTreeMap<String, Vec<String>> = MAY_DEPEND_ON
            .iter()
            .map(|(name, allowed)| {
                let allowed = allowed.iter().map(|it| (*it).to_owned());
                ((*name).to_owned(), allowed.collect())
            })
            .collect();
        named
            .entry(package.to_owned())
            .or_default()
            .push(dependency.to_owned());
        named
    }

    #[test]
    fn a_step_must_not_know_a_later_one() {
        for (package, dependency, is_broken) in [
            ("dateline-reading", "dateline-page", false),
            ("dateline-page", "dateline-reading", true),
            ("dateline-views", "dateline-dossier", true),
            ("dateline-views", "serde_json", false),
            ("dateline-weave", "rusqlite", true),
            ("dateline", "rusqlite", true),
            ("dateline-dossier", "rusqlite", false),
            ("dateline-newcomer", "serde", true),
        ] {
            let broken = check_named(&named_with(package, dependency));
            assert_eq!(!broken.is_empty(), is_broken, "{package} -> {dependency}");
        }
    }

    #[test]
    fn what_is_reached_through_others_counts() {
        let tree = "dateline-weave v0.1.0 (here)\nserde v1.0.1\nrusqlite v0.40.2 (*)\n";
        assert_eq!(check_reached("dateline-weave", tree).len(), 1);
        assert!(check_reached("dateline-dossier", tree).is_empty());
        assert!(check_reached("dateline-weave", "rusqlite-like v1.0.0\n").is_empty());
    }
}
