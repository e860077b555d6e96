//! Progress of long work, on standard error only.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A count that grows: a line that is redrawn on a terminal, a plain line each five seconds elsewhere; or told to somebody.
pub struct Progress<'t> {
    what: &'static str,
    n_done: u64,
    tell: Option<&'t dyn Fn(&'static str, u64)>,
    on_terminal: bool,
    last_shown: Instant,
    is_drawn: bool,
}

impl<'t> Progress<'t> {
    /// Starts counting for somebody who wants to be told of each step.
    pub fn told(what: &'static str, tell: &'t dyn Fn(&'static str, u64)) -> Progress<'t> {
        Progress {
            tell: Some(tell),
            ..Progress::of(what)
        }
    }

    /// Starts counting; `what` names the work, such as `pages read`.
    pub fn of(what: &'static str) -> Progress<'t> {
        Progress {
            what,
            n_done: 0,
            tell: None,
            on_terminal: io::stderr().is_terminal(),
            last_shown: Instant::now(),
            is_drawn: false,
        }
    }

    /// Counts one more, and shows it when it is time.
    pub fn step(&mut self) {
        self.n_done += 1;
        if let Some(tell) = self.tell {
            tell(self.what, self.n_done);
            return;
        }
        let pause = if self.on_terminal {
            Duration::from_millis(100)
        } else {
            Duration::from_secs(5)
        };
        if self.last_shown.elapsed() >= pause {
            self.last_shown = Instant::now();
            let line = match self.on_terminal {
                true => format!("\r\u{1b}[K{}: {}", self.what, self.n_done),
                false => format!("{}: {}\n", self.what, self.n_done),
            };
            self.is_drawn = self.on_terminal;
            let _ = io::stderr().write_all(line.as_bytes());
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if self.is_drawn {
            let _ = io::stderr().write_all(b"\r\x1b[K");
        }
    }
}
