//! Standard output and standard error.

use crate::command_error::CommandError;
use dateline_views::Look;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Standard output, written through one buffer. Answers go here and nothing else does.
pub struct Output {
    out: BufWriter<StdoutLock<'static>>,
}

impl Output {
    /// Takes standard output for the rest of the run.
    pub fn new() -> Output {
        Output {
            out: BufWriter::with_capacity(64 * 1024, io::stdout().lock()),
        }
    }

    /// Writes text.
    pub fn print(&mut self, text: &str) -> Result<(), CommandError> {
        self.out
            .write_all(text.as_bytes())
            .map_err(|source| CommandError::Output { source })
    }

    /// Writes all of a file.
    pub fn copy(&mut self, from: &mut dyn io::Read) -> Result<(), CommandError> {
        io::copy(from, &mut self.out)
            .map(drop)
            .map_err(|source| CommandError::Output { source })
    }

    /// Writes out what is still in the buffer.
    pub fn finish(mut self) -> Result<(), CommandError> {
        self.out
            .flush()
            .map_err(|source| CommandError::Output { source })
    }
}

/// How text looks on standard output: as wide as the terminal and in colours there, 100 columns and plain elsewhere.
pub fn look() -> Look {
    if !io::stdout().is_terminal() {
        return Look {
            width: 100,
            colour: false,
        };
    }
    let width =
        terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0).clamp(40, 140));
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    Look {
        width,
        colour: !no_colour && !dumb,
    }
}

/// Tells the user something on standard error. When nobody can hear it, the work goes on.
pub fn tell(text: &str) {
    let _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}
