//! Long work beside the views: reading pages that were handed in, and putting together what they say.
//!
//! One piece of work is done at a time, on a thread of its own with its own connection to the dossier, so that the views answer
//! meanwhile.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How far a piece of work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What is counted, such as `pages read`.
    pub what: &'static str,
    /// How many.
    pub done: u64,
}

/// What the workbench does not do itself: the program that serves it does.
pub trait Worker: Send + Sync + 'static {
    /// Puts together what the pages say, where that is not done yet. `tell` is told each step.
    ///
    /// # Errors
    /// In words for people.
    fn weave(&self, tell: &dyn Fn(Step)) -> Result<(), String>;

    /// Reads these files into the dossier and weaves; says what was added and what could not be read.
    ///
    /// # Errors
    /// In words for people.
    fn add(&self, files: &[PathBuf], tell: &dyn Fn(Step)) -> Result<String, String>;
}

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Job {
    Weave,
    Add(Vec<PathBuf>),
}

/// Number of a piece of work, from 1 in the order of asking.
pub(crate) type Ticket = u64;

/// Where a piece of work stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It was never asked for, or is long forgotten.
    Unknown,
    /// It is under way, or waits for another.
    UnderWay(Step),
    /// It is done: what there is to tell, or why it failed.
    Done(Result<String, String>),
}

/// Stack of the thread that works: as much as that of the program itself.
const STACK_BYTES: usize = 8 * 1024 * 1024;
/// Outcomes that are kept to be told.
const MOST_OUTCOMES: usize = 100;

#[derive(Default)]
struct State {
    waiting: VecDeque<(Ticket, Job)>,
    is_working: bool,
    /// What is worked on, and how far it is.
    current: Ticket,
    step: Step,
    last: Ticket,
    outcomes: BTreeMap<Ticket, Result<String, String>>,
}

/// The work of a workbench.
#[derive(Clone)]
pub(crate) struct Work(Arc<Shared>);

struct Shared {
    worker: Box<dyn Worker>,
    state: Mutex<State>,
    done: Condvar,
}

impl Work {
    pub(crate) fn of(worker: Box<dyn Worker>) -> Work {
        Work(Arc::new(Shared {
            worker,
            state: Mutex::default(),
            done: Condvar::new(),
        }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks for a piece of work; it begins when what was asked for before is done.
    pub(crate) fn ask(&self, job: Job) -> Ticket {
        let mut state = self.state();
        state.last += 1;
        let ticket = state.last;
        state.waiting.push_back((ticket, job));
        if !state.is_working {
            state.is_working = true;
            let work = self.clone();
            let started = std::thread::Builder::new()
                .name("work".to_owned())
                .stack_size(STACK_BYTES)
                .spawn(move || work.run());
            if let Err(error) = started {
                state.is_working = false;
                state.waiting.clear();
                let told = Err(format!("no thread can be started: {error}"));
                state.outcomes.insert(ticket, told);
            }
        }
        ticket
    }

    /// Works until nothing waits.
    fn run(&self) {
        loop {
            let next = {
                let mut state = self.state();
                state.step = Step::default();
                let next = state.waiting.pop_front();
                state.is_working = next.is_some();
                state.current = next.as_ref().map_or(0, |(ticket, _)| *ticket);
                next
            };
            let Some((ticket, job)) = next else { return };
            let tell = |step: Step| self.state().step = step;
            let work = || match &job {
                Job::Weave => self.0.worker.weave(&tell).map(|()| String::new()),
                Job::Add(files) => self.0.worker.add(files, &tell),
            };
            // A fault of ours costs this piece of work and not those behind it.
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
                .unwrap_or_else(|_| Err("Dateline failed; please report it".to_owned()));
            let mut state = self.state();
            state.outcomes.insert(ticket, outcome);
            while state.outcomes.len() > MOST_OUTCOMES {
                state.outcomes.pop_first();
            }
            self.0.done.notify_all();
        }
    }

    pub(crate) fn standing(&self, ticket: Ticket) -> Standing {
        let state = self.state();
        match state.outcomes.get(&ticket) {
            Some(outcome) => Standing::Done(outcome.clone()),
            None if state.is_working && state.current == ticket => Standing::UnderWay(state.step),
            None if state.waiting.iter().any(|(it, _)| *it == ticket) => {
                Standing::UnderWay(Step::default())
            }
            None => Standing::Unknown,
        }
    }

    /// Waits for a piece of work, no longer than `patience`.
    pub(crate) fn wait(&self, ticket: Ticket, patience: Duration) -> Standing {
        let until = Instant::now() + patience;
        let mut state = self.state();
        while !state.outcomes.contains_key(&ticket) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            let waited = self.0.done.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(state);
        self.standing(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Slow;

    impl Worker for Slow {
        fn weave(&self, tell: &dyn Fn(Step)) -> Result<(), String> {
            tell(Step {
                what: "pages woven",
                done: 3,
            });
            std::thread::sleep(Duration::from_millis(50));
            Ok(())
        }

        fn add(&self, files: &[PathBuf], _: &dyn Fn(Step)) -> Result<String, String> {
            assert!(!files.is_empty(), "no files");
            Ok(format!("{} pages added", files.len()))
        }
    }

    #[test]
    fn work_is_done_in_its_order_and_a_failure_costs_itself() {
        let work = Work::of(Box::new(Slow));
        assert_eq!(work.standing(1), Standing::Unknown);
        let weave = work.ask(Job::Weave);
        let broken = work.ask(Job::Add(Vec::new()));
        let add = work.ask(Job::Add(vec!["a".into(), "b".into()]));
        assert!(matches!(work.standing(add), Standing::UnderWay(_)));
        let patience = Duration::from_secs(20);
        let told = |text: &str| Standing::Done(Ok(text.to_owned()));
        assert_eq!(work.wait(add, patience), told("2 pages added"));
        assert_eq!(work.standing(weave), told(""));
        assert!(matches!(work.standing(broken), Standing::Done(Err(_))));
        assert_eq!(work.standing(add + 1), Standing::Unknown);
    }
}
