//! The project's own chores: `cargo xtask --help` lists them.
//!
//! Each chore is a module with one `run`. A chore that finds something wrong says what, and what to do about it.

mod anatomy;
mod architecture;
mod arithmetic;
mod browser;
mod chains;
mod command;
mod drill;
mod generated_page;
mod golden;
mod invented;
mod load;
mod mentions;
mod numbers;
mod picked;
mod project;
mod purity;
mod readers;
mod seeds;
mod split;
mod test_suite;
mod tour;

use clap::{Parser, Subcommand};
use split::SplitWish;
use std::path::PathBuf;
use std::process::ExitCode;

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask", max_term_width = 100)]
struct Args {
    /// Use this dateline binary instead of building one
    #[arg(long, global = true, value_name = "FILE")]
    binary: Option<PathBuf>,
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Run every check: format, lints, architecture, tests, docs, golden dossiers, tour, quality gate
    Test,
    /// Check which crate depends on which, and that the stages touch no disk, network or clock
    CheckArchitecture,
    /// Compare the dossiers of the example piles with the golden ones (UPDATE_EXPECT=1 rewrites those)
    Golden,
    /// Fill the README's tour with what the commands really print
    ReadmeTour {
        /// Change nothing; fail where the README is out of date
        #[arg(long)]
        check: bool,
    },
    /// Hold the reading of the seed pages against what a careful reader expects, and against the floors
    ScoreSeeds {
        /// Fail below this total, whatever the floors say
        #[arg(long, value_name = "N")]
        floor: Option<u64>,
        /// Make the present counts the floors
        #[arg(long)]
        set_floors: bool,
        /// Let --set-floors lower a floor
        #[arg(long, requires = "set_floors")]
        allow_regression: bool,
    },
    /// Score the test set of pages in `testset/anatomy`
    ScoreAnatomy {
        /// Score these answers, JSON lines in the form of the gold, instead of Dateline's
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        /// Only the pages of one split: `dev` to work with, `held` to measure on
        #[arg(long, value_name = "SPLIT")]
        split: Option<String>,
        /// Tell each fault
        #[arg(long)]
        faults: bool,
        /// Fail below the floors in `testset/anatomy/floors.toml`
        #[arg(long)]
        gate: bool,
    },
    /// Score the test set of attributions in `testset/chains`: who said what, through which chain
    ScoreChains {
        /// Score these answers, JSON lines in the form of the gold, instead of Dateline's
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
        #[command(flatten)]
        splits: SplitWish,
    },
    /// Score the test set of names in `testset/mentions`: which they are, and what each one names
    ScoreMentions {
        #[command(flatten)]
        splits: SplitWish,
    },
    /// Score the test set of numbers in `testset/numbers`: which pages disagree about one
    ScoreNumbers {
        #[command(flatten)]
        splits: SplitWish,
    },
    /// Write invented pages, HTML and text, for load tests; the same seed gives the same pages
    GeneratePages {
        /// Where to write them
        dir: PathBuf,
        /// How many
        count: u64,
        /// Another seed gives other pages
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Kill `dateline add` at random moments, and see that nothing committed is lost and a second run completes it
    KillDrill {
        /// How often to kill
        #[arg(default_value_t = 50)]
        count: u64,
        /// Over how many pages
        #[arg(long, default_value_t = 400)]
        pages: u64,
        /// Another seed gives other moments
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Open the workbench in a real Chromium: by mouse, by keys, without scripts, narrow, dark, with axe, and on hostile pages; see that
    /// its script is what the sources give. Needs Node and Chromium (`CHROMIUM` says where, if not /usr/bin/chromium)
    BrowserTest,
    /// Open every export in the program that reads it: FollowTheMoney, Datasette, NetworkX, libxml2, citeproc, rocrate. Needs Python
    ReadersTest,
    /// See that the export is the same for any order of the files, number of threads and number of runs
    OrderDrill {
        /// Over how many pages
        #[arg(long, default_value_t = 150)]
        pages: u64,
        /// Another seed gives other orders
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Measure pages per second and peak memory of `dateline add` over generated pages
    Load {
        /// How many pages; one measurement each
        #[arg(default_values_t = [1000, 10000])]
        counts: Vec<u64>,
        /// With so many threads; one measurement each
        #[arg(long, value_delimiter = ',', default_values_t = [1, 2])]
        jobs: Vec<u64>,
    },
}

fn main() -> ExitCode {
    let Args { binary, chore } = Args::parse();
    let outcome = match chore {
        Chore::Test => test_suite::run_everything(binary),
        Chore::CheckArchitecture => architecture::run(),
        Chore::Golden => golden::run(binary),
        Chore::ReadmeTour { check } => tour::run(binary, check),
        Chore::ScoreAnatomy {
            answers,
            split,
            faults,
            gate,
        } => anatomy::run(
            binary,
            &anatomy::Wish {
                answers,
                split,
                faults,
                gate,
            },
        ),
        Chore::ScoreSeeds {
            floor,
            set_floors,
            allow_regression,
        } => seeds::run(
            binary,
            &seeds::Wish {
                floor,
                set_floors,
                allow_regression,
            },
        ),
        Chore::ScoreMentions { splits } => mentions::run(binary, &splits),
        Chore::ScoreNumbers { splits } => numbers::run(binary, &splits),
        Chore::ScoreChains { answers, splits } => {
            chains::run(binary, &chains::Wish { answers, splits })
        }
        Chore::GeneratePages { dir, count, seed } => generated_page::run(&dir, count, seed),
        Chore::KillDrill { count, pages, seed } => drill::kill(binary, count, pages, seed),
        Chore::BrowserTest => browser::test(binary),
        Chore::ReadersTest => readers::test(binary),
        Chore::OrderDrill { pages, seed } => drill::order(binary, pages, seed),
        Chore::Load { counts, jobs } => load::run(binary, &counts, &jobs),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
