//! Everything that must hold before a change is kept: the same at home and in CI.

use crate::command::{run, run_and_watch};
use crate::project::{Outcome, cargo};
use crate::{anatomy, architecture, golden, seeds, tour};
use std::path::PathBuf;
use std::time::Instant;

/// Runs the steps and stops at the first that fails.
pub fn run_everything(binary: Option<PathBuf>) -> Outcome {
    let began = Instant::now();
    let mut n_passed = 0;
    step("format", &mut || {
        run(&mut cargo(["fmt", "--all", "--check"]))
    })?;
    step("architecture", &mut architecture::run)?;
    step("lints", &mut || {
        run(
            cargo(["clippy", "--locked", "--workspace", "--all-targets"])
                .args(["--", "-D", "warnings"]),
        )
    })?;
    step("tests and doc tests", &mut || {
        run_and_watch(
            &mut cargo(["test", "--locked", "--workspace"]),
            &mut |line| {
                n_passed += passed_in(line);
            },
        )
    })?;
    step("docs", &mut || {
        run(cargo(["doc", "--locked", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"))
    })?;
    step("golden dossiers", &mut || golden::run(binary.clone()))?;
    step("tour of the README", &mut || {
        tour::run(binary.clone(), true)
    })?;
    step("test set of pages", &mut || {
        let wish = anatomy::Wish {
            answers: None,
            split: None,
            faults: false,
            gate: true,
        };
        anatomy::run(binary.clone(), &wish)
    })?;
    step("quality gate", &mut || {
        let wish = seeds::Wish {
            floor: None,
            set_floors: false,
            allow_regression: false,
        };
        seeds::run(binary.clone(), &wish)
    })?;
    println!(
        "\nall steps passed: {n_passed} tests, {} s",
        began.elapsed().as_secs()
    );
    Ok(())
}

fn step(name: &str, work: &mut dyn FnMut() -> Outcome) -> Outcome {
    println!("\n== {name}");
    work().map_err(|message| format!("{name}: {message}"))
}

/// How many tests passed, by a line such as `test result: ok. 12 passed; 0 failed; ...`.
fn passed_in(line: &str) -> u64 {
    (line.strip_prefix("test result: ok. "))
        .and_then(|rest| rest.split(' ').next())
        .and_then(|count| count.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_passed() {
        for (line, expected) in [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.1s",
                12,
            ),
            ("test result: FAILED. 3 passed; 1 failed; 0 ignored", 0),
            ("running 4 tests", 0),
        ] {
            assert_eq!(passed_in(line), expected, "{line}");
        }
    }
}
