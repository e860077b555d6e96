//! Runs an extractor on all pages, on a thread that may panic or hang without taking the comparison with it.

use crate::extraction::{Extraction, LIMIT_S, PASSES, RunOfTool, Tool, locked_version};
use crate::gold::GoldPage;
use rustix::time::{ClockId, clock_gettime};
use std::panic::catch_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

const THREAD_NAME: &str = "extractor";

/// Some extractors recurse as deep as the page is nested.
const STACK_BYTES: usize = 512 << 20;

/// A panic of an extractor is told in the table, not on standard error.
pub fn keep_panics_quiet() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some(THREAD_NAME) {
            usual(panic);
        }
    }));
}

/// Lets the tools read all pages [`PASSES`] times, in turn, so that whatever else the machine does bears on all of
/// them. The outcomes are those of the first pass.
pub fn run(tools: &[Tool], pages: &Arc<Vec<GoldPage>>) -> Vec<RunOfTool> {
    let mut runs: Vec<RunOfTool> = tools
        .iter()
        .map(|tool| RunOfTool {
            name: tool.name.to_owned(),
            version: locked_version(tool.package),
            outcomes: Vec::new(),
            cpu_s: Vec::new(),
        })
        .collect();
    for pass in 0..PASSES {
        for (tool, run) in tools.iter().zip(&mut runs) {
            eprintln!("pass {} of {PASSES}: {}", pass + 1, tool.name);
            let (outcomes, cpu_s) = read_all(tool, pages);
            run.cpu_s.push(cpu_s);
            if pass == 0 {
                run.outcomes = outcomes;
            }
        }
    }
    runs
}

/// One pass: the outcomes, and the CPU seconds of all.
fn read_all(tool: &Tool, pages: &Arc<Vec<GoldPage>>) -> (Vec<Result<Extraction, String>>, f64) {
    let limit = Duration::from_secs(LIMIT_S);
    let mut worker = Worker::start(tool, pages);
    let mut outcomes = Vec::new();
    let mut pass_s = 0.0;
    for i_page in 0..pages.len() {
        let (outcome, page_s) = worker.read(i_page, limit).unwrap_or_else(|| {
            // The thread cannot be stopped. It is left to itself, and counts as long as it was waited for.
            worker = Worker::start(tool, pages);
            (Err(format!("no end within {LIMIT_S} s")), LIMIT_S as f64)
        });
        pass_s += page_s;
        outcomes.push(outcome);
    }
    (outcomes, pass_s)
}

type Outcome = (Result<Extraction, String>, f64);

struct Worker {
    asked: Sender<usize>,
    done: Receiver<Outcome>,
}

impl Worker {
    fn start(tool: &Tool, pages: &Arc<Vec<GoldPage>>) -> Worker {
        let (asked, to_do) = channel::<usize>();
        let (ready, done) = channel();
        let (extract, pages) = (tool.extract, Arc::clone(pages));
        thread::Builder::new()
            .name(THREAD_NAME.to_owned())
            .stack_size(STACK_BYTES)
            .spawn(move || {
                for i_page in to_do {
                    let page = &pages[i_page];
                    let before = thread_cpu_s();
                    let outcome = catch_unwind(|| extract(&page.bytes, &page.url))
                        .unwrap_or_else(|_| Err("panic".to_owned()));
                    let page_s = thread_cpu_s() - before;
                    if ready.send((outcome, page_s)).is_err() {
                        // Given up as hanging, and came to an end after all.
                        return;
                    }
                }
            })
            .expect("a system that runs this has room for one thread");
        Worker { asked, done }
    }

    /// `None` where there is no outcome within `limit`.
    fn read(&self, i_page: usize, limit: Duration) -> Option<Outcome> {
        self.asked.send(i_page).ok()?;
        self.done.recv_timeout(limit).ok()
    }
}

/// User and system CPU of this thread so far, in seconds.
fn thread_cpu_s() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(n: usize) -> Arc<Vec<GoldPage>> {
        let page = |n: usize| GoldPage {
            bytes: n.to_string().into_bytes(),
            ..GoldPage::default()
        };
        Arc::new((0..n).map(page).collect())
    }

    #[test]
    fn a_panic_costs_its_page_only() {
        let tool = Tool {
            name: "brittle",
            package: "none",
            extract: |bytes, _| {
                assert_ne!(bytes, b"1", "meant to fail");
                Ok(Extraction::default())
            },
        };
        keep_panics_quiet();
        let runs = run(&[tool], &pages(3));
        let failed: Vec<bool> = runs[0].outcomes.iter().map(Result::is_err).collect();
        assert_eq!(failed, [false, true, false]);
        assert_eq!(runs[0].cpu_s.len(), PASSES);
    }

    #[test]
    fn a_worker_that_hangs_is_given_up() {
        let tool = Tool {
            name: "slow",
            package: "none",
            extract: |_, _| {
                thread::sleep(Duration::from_secs(2));
                Ok(Extraction::default())
            },
        };
        let worker = Worker::start(&tool, &pages(1));
        assert!(worker.read(0, Duration::from_millis(20)).is_none());
    }

    #[test]
    fn cpu_time_is_that_of_work_not_of_waiting() {
        let start = thread_cpu_s();
        thread::sleep(Duration::from_millis(200));
        let waited = thread_cpu_s() - start;
        let mut sum = 0u64;
        while thread_cpu_s() - start < waited + 0.05 {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
        assert!(waited < 0.1, "{waited}");
    }
}
