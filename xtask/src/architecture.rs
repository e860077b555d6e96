//! Which crate may depend on which. The table below is the architecture; ARCHITECTURE.md tells why.

use crate::command::capture;
use crate::project::{Outcome, cargo, metadata};
use crate::purity;
use std::collections::BTreeMap;

/// A crate with the crates of ours that it may depend on.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("dateline-vocabulary", &[]),
    ("dateline-container", &["dateline-vocabulary"]),
    ("dateline-page", &["dateline-vocabulary"]),
    ("dateline-syntax", &[]),
    ("dateline-model", &["dateline-syntax"]),
    (
        "dateline-reading",
        &[
            "dateline-vocabulary",
            "dateline-page",
            "dateline-syntax",
            "dateline-model",
        ],
    ),
    ("dateline-dossier", &["dateline-vocabulary"]),
    ("dateline-gazetteer", &[]),
    (
        "dateline-weave",
        &[
            "dateline-vocabulary",
            "dateline-model",
            "dateline-gazetteer",
        ],
    ),
    ("dateline-views", &["dateline-vocabulary"]),
    (
        "dateline-workbench",
        &["dateline-vocabulary", "dateline-dossier", "dateline-views"],
    ),
    (
        "dateline",
        &[
            "dateline-vocabulary",
            "dateline-container",
            "dateline-page",
            "dateline-reading",
            "dateline-dossier",
            "dateline-weave",
            "dateline-views",
            "dateline-workbench",
        ],
    ),
    ("xtask", &[]),
];

/// What tests and examples of a crate may use besides: steps before it, to make records from pages.
const TESTS_MAY_USE: &[(&str, &[&str])] = &[
    ("dateline-weave", &["dateline-page", "dateline-reading"]),
    (
        "dateline-workbench",
        &["dateline-page", "dateline-reading", "dateline-weave"],
    ),
];

/// A package that a manifest names.
#[derive(Clone)]
struct Named {
    name: String,
    /// Whether only tests and examples use it.
    in_tests_only: bool,
}

/// Packages from outside that only some crates may reach, directly or through others.
const KEPT_TO: &[(&str, &[&str])] = &[
    (
        "rusqlite",
        &["dateline-dossier", "dateline-workbench", "dateline"],
    ),
    (
        "libsqlite3-sys",
        &["dateline-dossier", "dateline-workbench", "dateline"],
    ),
    ("axum", &["dateline-workbench", "dateline"]),
    (
        "html5ever",
        &["dateline-page", "dateline-reading", "dateline"],
    ),
    ("mail-parser", &["dateline-container", "dateline"]),
    (
        "zip",
        &["dateline-container", "dateline-workbench", "dateline"],
    ),
    (
        "rten",
        &[
            "dateline-model",
            "dateline-reading",
            "dateline-weave",
            "dateline",
        ],
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
    for (package, also) in TESTS_MAY_USE {
        println!("tests of {package} may use besides: {}", also.join(", "));
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
fn named_dependencies() -> Outcome<BTreeMap<String, Vec<Named>>> {
    let metadata = metadata()?;
    let packages = metadata["packages"]
        .as_array()
        .ok_or("cargo metadata lists no packages")?;
    let name_of = |value: &serde_json::Value| value["name"].as_str().unwrap_or_default().to_owned();
    Ok(packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().into_iter().flatten();
            let named = dependencies.map(|dependency| Named {
                name: name_of(dependency),
                in_tests_only: dependency["kind"] == "dev",
            });
            (name_of(package), named.collect())
        })
        .collect())
}

fn check_named(named: &BTreeMap<String, Vec<Named>>) -> Vec<String> {
    let mut broken = Vec::new();
    for (package, dependencies) in named {
        let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(name, _)| name == package) else {
            broken.push(format!(
                "`{package}` is not in the table; say in xtask/src/architecture.rs and ARCHITECTURE.md what it may depend on"
            ));
            continue;
        };
        let in_tests = (TESTS_MAY_USE.iter().find(|(name, _)| name == package))
            .map_or(&[][..], |(_, also)| also);
        for Named {
            name: dependency,
            in_tests_only,
        } in dependencies
        {
            let is_allowed = |name: &str| {
                allowed.contains(&name) || (*in_tests_only && in_tests.contains(&name))
            };
            if named.contains_key(dependency) && !is_allowed(dependency) {
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
    fn named_with(package: &str, more: Named) -> BTreeMap<String, Vec<Named>> {
        let mut named: BTreeMap<String, Vec<Named>> = MAY_DEPEND_ON
            .iter()
            .map(|(package, allowed)| {
                let allowed = allowed.iter().map(|name| Named {
                    name: (*name).to_owned(),
                    in_tests_only: false,
                });
                ((*package).to_owned(), allowed.collect())
            })
            .collect();
        named.entry(package.to_owned()).or_default().push(more);
        named
    }

    #[test]
    fn a_step_must_not_know_a_later_one() {
        for (package, dependency, in_tests_only, is_broken) in [
            ("dateline-reading", "dateline-page", false, false),
            ("dateline-page", "dateline-reading", false, true),
            ("dateline-page", "dateline-reading", true, true),
            ("dateline-views", "dateline-dossier", false, true),
            ("dateline-views", "serde_json", false, false),
            ("dateline-weave", "rusqlite", false, true),
            ("dateline-weave", "dateline-reading", true, false),
            ("dateline-weave", "dateline-reading", false, true),
            ("dateline-weave", "dateline-dossier", true, true),
            ("dateline", "rusqlite", false, true),
            ("dateline", "rusqlite", true, true),
            ("dateline-dossier", "rusqlite", false, false),
            ("dateline-newcomer", "serde", false, true),
        ] {
            let more = Named {
                name: dependency.to_owned(),
                in_tests_only,
            };
            let broken = check_named(&named_with(package, more));
            assert_eq!(
                !broken.is_empty(),
                is_broken,
                "{package} -> {dependency}, tests only: {in_tests_only}"
            );
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
