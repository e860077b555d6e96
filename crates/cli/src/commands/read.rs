//! `dateline read`: prints what is read in each input on its own.

use crate::args::InputArgs;
use crate::command_error::{CommandError, Outcome};
use crate::inputs::{Input, find_pages};
use crate::output::{Output, tell};
use crate::pipeline::{Reading, Reception, read_all, reader};
use crate::progress::Progress;
use crate::weaving::weave_alone;
use dateline_views::{document_lines, one_line, to_json_line, weaving_lines};

/// Prints each input as it is done, in the order of the inputs.
pub fn run(inputs: &InputArgs, out: &mut Output) -> Result<Outcome, CommandError> {
    let mut printing = Printing {
        out,
        some_unread: false,
        progress: Progress::of("pages read"),
    };
    read_all(
        reader(inputs.model.as_deref())?,
        find_pages(inputs),
        inputs.jobs,
        &mut printing,
    )?;
    Ok(if printing.some_unread {
        Outcome::SomeUnread
    } else {
        Outcome::Done
    })
}

struct Printing<'o> {
    out: &'o mut Output,
    some_unread: bool,
    progress: Progress<'o>,
}

impl Printing<'_> {
    fn name(&mut self, what: &str, file: &str, reason: &str) {
        self.some_unread = true;
        tell(&format!("{what}: {}: {}", one_line(file), one_line(reason)));
    }
}

impl Reception for Printing<'_> {
    fn wants(&mut self, _input: &Input) -> Result<Result<bool, String>, CommandError> {
        Ok(Ok(true))
    }

    fn receive(&mut self, reading: Reading) -> Result<(), CommandError> {
        self.progress.step();
        let mut records = match reading {
            Reading::Unread(unread) => {
                self.name("could not be read", &unread.file, &unread.reason);
                return Ok(());
            }
            Reading::Read(records) => records,
        };
        if let Some(problem) = &records.document.problem {
            let what = if records.passages.is_empty() {
                "could not be read"
            } else {
                "read only in part"
            };
            self.name(what, &records.document.file, problem);
        }
        let weaving = weave_alone(&mut records);
        for line in document_lines(&records).chain(weaving_lines(&weaving)) {
            self.out.print(&to_json_line(&line))?;
        }
        Ok(())
    }
}
