//! What can go wrong: with the workbench as a whole, and with one question.

use crate::Desk;
use crate::packing::PackError;
use crate::shell::{Place, Shell};
use askama::Template;
use axum::http::StatusCode;
use dateline_dossier::DossierError;
use dateline_vocabulary::UnknownKind;
use std::io;

/// Why the workbench could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WorkbenchError {
    /// The port cannot be listened on.
    #[error(
        "cannot listen on port {port} of this machine; choose another with `--port`, or 0 for any that is free"
    )]
    Listen {
        /// Which port.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The address is no path on the workbench.
    #[error(
        "`{address}` is no address on the workbench; give a path such as `/timeline?from=2017`"
    )]
    Address {
        /// What was asked for.
        address: String,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers for the key to the workbench")]
    Token(#[source] getrandom::Error),
    /// The dossier cannot be looked at while it is written to.
    #[error(
        "the dossier cannot be shared with what is added while the workbench is open; close what else writes to it"
    )]
    Share(#[source] DossierError),
    /// The system refused something else.
    #[error("the workbench cannot run")]
    Run(#[source] io::Error),
}

/// Why a question has no answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is nothing of that name.
    Missing(String),
    /// The question cannot be understood, or what it asks for cannot be done.
    Wrong(String),
    /// Something that was begun could not be finished.
    Broken(String),
    /// The dossier could not do its part.
    Dossier(DossierError),
    /// A page could not be written.
    Page(askama::Error),
}

impl From<DossierError> for Fault {
    fn from(error: DossierError) -> Fault {
        Fault::Dossier(error)
    }
}

impl From<PackError> for Fault {
    fn from(error: PackError) -> Fault {
        match error {
            PackError::Dossier(error) => Fault::Dossier(error),
            PackError::Write(_) => Fault::Broken(error.to_string()),
        }
    }
}

impl From<UnknownKind> for Fault {
    fn from(error: UnknownKind) -> Fault {
        Fault::Wrong(error.to_string())
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Fault {
        Fault::Page(error)
    }
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    shell: Shell,
    message: String,
}

impl Fault {
    /// A file that was sent could not be kept.
    pub(crate) fn kept(error: io::Error) -> Fault {
        Fault::Broken(format!("the file could not be kept: {error}"))
    }

    /// What is handed on could not be written to a file.
    pub(crate) fn written(error: io::Error) -> Fault {
        Fault::Broken(format!(
            "the file could not be written ({error}); see that there is room where temporary files are kept"
        ))
    }

    pub(crate) fn nothing_at(path: &str) -> Fault {
        Fault::Missing(format!("There is nothing at {path}."))
    }

    pub(crate) fn no_such(kind: &str, id: &str) -> Fault {
        Fault::Missing(format!(
            "There is no {kind} {id} in this dossier. It may have been joined to another, or named otherwise, since this address was made."
        ))
    }

    /// Its status and what there is to say.
    pub(crate) fn told(&self) -> (StatusCode, String) {
        match self {
            Fault::Missing(message) => (StatusCode::NOT_FOUND, message.clone()),
            Fault::Wrong(message) => (StatusCode::BAD_REQUEST, message.clone()),
            Fault::Broken(error) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("What was begun failed: {error}. What was kept before stays."),
            ),
            Fault::Dossier(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
            Fault::Page(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }

    /// The page that tells it.
    pub(crate) fn page(&self, desk: &Desk<'_>) -> (StatusCode, String) {
        let (status, message) = self.told();
        let title = match status {
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::BAD_REQUEST => "That cannot be done",
            _ => "Something went wrong",
        };
        let page = FaultPage {
            shell: desk.shell(title, Place::Nowhere),
            message: message.clone(),
        };
        (status, page.render().unwrap_or(message))
    }
}
