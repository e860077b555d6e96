//! The one place where an error becomes a message, a hint and an exit code.

use dateline_dossier::{DossierError, OpenDossierError};
use dateline_reading::ModelError;
use dateline_workbench::{PackError, WorkbenchError};
use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a command ended when it did what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything is done.
    Done,
    /// Done, but some pages could not be read.
    SomeUnread,
    /// The dossier was found to be damaged.
    Damaged,
}

impl Outcome {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::SomeUnread => 1,
            Outcome::Damaged => 3,
        }
    }
}

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The dossier could not be opened.
    #[error(transparent)]
    Open(#[from] OpenDossierError),
    /// The dossier could not do its part.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The workbench could not do its part.
    #[error(transparent)]
    Workbench(#[from] WorkbenchError),
    /// A case could not be packed.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// The address has no answer.
    #[error("the workbench answers `{address}` with status {status}")]
    NoAnswer {
        /// What was asked for.
        address: String,
        /// The HTTP status.
        status: u16,
    },
    /// The output could not be written.
    #[error("cannot write the output")]
    Output {
        /// What the system said.
        source: io::Error,
    },
    /// The threads that read pages could not be started.
    #[error("cannot start a thread to read pages")]
    Threads {
        /// What the system said.
        source: io::Error,
    },
    /// A file of a model could not be opened.
    #[error("cannot open the model's file {}", path.display())]
    ModelFile {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The files of a folder are no model that can be used.
    #[error("cannot use the model in {}", folder.display())]
    Model {
        /// Which folder.
        folder: PathBuf,
        /// What is wrong with it.
        source: ModelError,
    },
    /// No record goes by that id or name.
    #[error("there is no record `{name}` in the dossier")]
    NoSuchRecord {
        /// What was asked for.
        name: String,
    },
    /// Several do.
    #[error("`{name}` may be {}", candidates.join(", or "))]
    AmbiguousRecord {
        /// What was asked for.
        name: String,
        /// What it may be, with ids.
        candidates: Vec<String>,
    },
    /// A correction that cannot be made of this sort of record.
    #[error("{reason}")]
    CannotCorrect {
        /// Why.
        reason: String,
    },
    /// Nobody is named as the one who corrects.
    #[error("nobody is named as the one who corrects")]
    NobodyCorrects,
    /// No page goes by that name.
    #[error("no page in the dossier is called `{name}`")]
    NoSuchDocument {
        /// The name that was given.
        name: String,
    },
    /// Several pages go by that name.
    #[error("`{name}` may be any of {}", candidates.join(", "))]
    AmbiguousDocument {
        /// The name that was given.
        name: String,
        /// Their files and short ids.
        candidates: Vec<String>,
    },
    /// There is no such command to write a manual page for.
    #[error("there is no command `{name}`")]
    NoSuchCommand {
        /// The name that was given.
        name: String,
        /// The commands there are.
        commands: Vec<String>,
    },
}

impl CommandError {
    /// What the user can do about it, where the message does not say so already.
    fn hint(&self) -> Option<String> {
        match self {
            CommandError::NoSuchDocument { .. } => {
                Some("give the beginning of an id, a path or a file name; `dateline export --format csv --table documents` lists them".to_owned())
            }
            CommandError::NoSuchRecord { .. } => Some("give an id as `--ids` prints it beside timelines, people, claims and disputes, or a name as `dateline who` prints it".to_owned()),
            CommandError::AmbiguousRecord { .. } => Some("give one of the ids".to_owned()),
            CommandError::NobodyCorrects => Some("say who with `--by NAME`, or set DATELINE_BY".to_owned()),
            CommandError::AmbiguousDocument { .. } => Some("give more of the path or of the id".to_owned()),
            CommandError::NoSuchCommand { commands, .. } => Some(format!("the commands are {}", commands.join(", "))),
            CommandError::ModelFile { .. } => Some("`--model` wants a folder with `encoder.onnx` and `reading.bin`; without it Dateline reads with its own".to_owned()),
            CommandError::Threads { .. } => Some("try a smaller `--jobs`".to_owned()),
            CommandError::Open(_)
            | CommandError::Dossier(_)
            | CommandError::Model { .. }
            | CommandError::CannotCorrect { .. }
            | CommandError::Workbench(_)
            | CommandError::Pack(_)
            | CommandError::NoAnswer { .. }
            | CommandError::Output { .. } => None,
        }
    }

    fn exit_code(&self) -> u8 {
        match self {
            CommandError::Open(_) | CommandError::Dossier(_) => 3,
            CommandError::Output { .. }
            | CommandError::Threads { .. }
            | CommandError::ModelFile { .. }
            | CommandError::Model { .. }
            | CommandError::NoSuchDocument { .. }
            | CommandError::AmbiguousDocument { .. }
            | CommandError::NoSuchRecord { .. }
            | CommandError::AmbiguousRecord { .. }
            | CommandError::CannotCorrect { .. }
            | CommandError::NobodyCorrects
            | CommandError::Workbench(_)
            | CommandError::Pack(_)
            | CommandError::NoAnswer { .. }
            | CommandError::NoSuchCommand { .. } => 2,
        }
    }

    /// The message with its causes, joined by `: `, and the hint below.
    fn message(&self) -> String {
        let mut message = format!("dateline: {self}");
        let mut cause = self.source();
        while let Some(error) = cause {
            message.push_str(&format!(": {error}"));
            cause = error.source();
        }
        message.push('\n');
        if let Some(hint) = self.hint() {
            message.push_str(&format!("hint: {hint}\n"));
        }
        message
    }

    /// Tells the user on standard error and gives the exit code. Who reads the output and stops early, as `head`
    /// does, gets silence and success.
    pub fn report(&self) -> ExitCode {
        if let CommandError::Output { source } = self
            && source.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        // Where standard error is gone too there is nobody left to tell.
        let _ = io::stderr().write_all(self.message().as_bytes());
        ExitCode::from(self.exit_code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    #[test]
    fn every_message_a_user_can_meet() {
        let path = || PathBuf::from("case.dateline");
        let refused = || io::Error::new(io::ErrorKind::PermissionDenied, "permission denied");
        let cases: Vec<(CommandError, u8, &str)> = vec![
            (
                CommandError::Output {
                    source: io::Error::other("disk full"),
                },
                2,
                "dateline: cannot write the output: disk full\n",
            ),
            (
                CommandError::Threads {
                    source: io::Error::other("no more"),
                },
                2,
                "dateline: cannot start a thread to read pages: no more\nhint: try a smaller `--jobs`\n",
            ),
            (
                CommandError::NoSuchDocument {
                    name: "harbour".into(),
                },
                2,
                "dateline: no page in the dossier is called `harbour`\n\
                 hint: give the beginning of an id, a path or a file name; \
                 `dateline export --format csv --table documents` lists them\n",
            ),
            (
                CommandError::AmbiguousDocument {
                    name: "a".into(),
                    candidates: vec!["a.txt (1f)".into(), "b/a.txt (2e)".into()],
                },
                2,
                "dateline: `a` may be any of a.txt (1f), b/a.txt (2e)\nhint: give more of the path or of the id\n",
            ),
            (
                CommandError::NoSuchRecord { name: "x".into() },
                2,
                "dateline: there is no record `x` in the dossier\nhint: give an id as `--ids` prints it beside timelines, \
                 people, claims and disputes, or a name as `dateline who` prints it\n",
            ),
            (
                CommandError::AmbiguousRecord {
                    name: "Orlo".into(),
                    candidates: vec!["Anna Orlo (1)".into(), "Peter Orlo (2)".into()],
                },
                2,
                "dateline: `Orlo` may be Anna Orlo (1), or Peter Orlo (2)\nhint: give one of the ids\n",
            ),
            (
                CommandError::NobodyCorrects,
                2,
                "dateline: nobody is named as the one who corrects\nhint: say who with `--by NAME`, or set DATELINE_BY\n",
            ),
            (
                CommandError::NoSuchCommand {
                    name: "x".into(),
                    commands: vec!["add".into(), "read".into()],
                },
                2,
                "dateline: there is no command `x`\nhint: the commands are add, read\n",
            ),
            (
                OpenDossierError::Missing { path: path() }.into(),
                3,
                "dateline: there is no dossier at `case.dateline`; make one with `dateline add`, or name another with `--dossier`\n",
            ),
            (
                OpenDossierError::Locked { path: path() }.into(),
                3,
                "dateline: the dossier `case.dateline` is in use by another program; wait until that one is done and try again\n",
            ),
            (
                OpenDossierError::Io {
                    path: path(),
                    source: refused(),
                }
                .into(),
                3,
                "dateline: cannot open the dossier `case.dateline`; see that the folder exists and that you may read and write there: permission denied\n",
            ),
            (
                DossierError::Full { path: path() }.into(),
                3,
                "dateline: no room is left on the disk for the dossier `case.dateline`; nothing is lost: free some space and repeat the command\n",
            ),
        ];
        for (error, code, message) in cases {
            assert_eq!(error.message(), message);
            assert_eq!(error.exit_code(), code, "{message}");
        }
    }
}
