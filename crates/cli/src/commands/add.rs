//! `dateline add`: reads pages into the dossier.

use crate::args::{Everywhere, InputArgs};
use crate::command_error::{CommandError, Outcome};
use crate::inputs::{Input, find_pages};
use crate::output::{Output, tell};
use crate::pipeline::{Reading, Reception, read_all, reader, without_reading};
use crate::progress::Progress;
use crate::weaving::{WEAVING, weave_with};
use dateline_dossier::{Dossier, DossierError, Holding, Unread};
use dateline_views::{one_line, to_json_line};
use dateline_vocabulary::{Document, DocumentId, DocumentRecords};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Pages that are committed together, at most.
const BATCH_PAGES: usize = 64;
/// Bytes of text that are committed together, give or take a page.
const BATCH_BYTES: usize = 4 * 1024 * 1024;

/// Adds the pages, weaves, and tells on standard error what was done.
pub fn run(
    everywhere: &Everywhere,
    inputs: &InputArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let summary = add(
        &everywhere.dossier,
        inputs,
        Progress::of(READING),
        &mut Progress::of(WEAVING),
    )?;
    if everywhere.json {
        out.print(&to_json_line(&summary))?;
    }
    tell(&summary.text());
    Ok(
        if summary.unreadable.is_empty() && summary.partly_read.is_empty() {
            Outcome::Done
        } else {
            Outcome::SomeUnread
        },
    )
}

/// What is counted while pages are read.
pub(super) const READING: &str = "pages read";

/// Adds the pages and weaves.
pub(super) fn add(
    dossier: &Path,
    inputs: &InputArgs,
    reading: Progress<'_>,
    weaving: &mut Progress<'_>,
) -> Result<Summary, CommandError> {
    let reader = reader(inputs.model.as_deref())?;
    let mut addition = Addition {
        dossier: Dossier::open_or_create(dossier)?,
        batch: Vec::new(),
        batch_bytes: 0,
        unread: Vec::new(),
        given_ids: BTreeMap::new(),
        summary: Summary::default(),
        progress: Some(reading),
    };
    read_all(reader, find_pages(inputs), inputs.jobs, &mut addition)?;
    addition.commit()?;
    addition.progress = None;
    weave_with(&mut addition.dossier, weaving)?;
    Ok(addition.summary)
}

/// What was done.
#[derive(Debug, Default, Serialize)]
#[serde(tag = "kind", rename = "added")]
pub(super) struct Summary {
    /// Pages that are new in the dossier.
    added: usize,
    /// Pages that were there before.
    already_there: usize,
    /// What could not be read at all.
    unreadable: Vec<Named>,
    /// Pages that could be read only in part.
    partly_read: Vec<Named>,
}

/// A file with the reason why it could not be read.
#[derive(Debug, Serialize)]
struct Named {
    file: String,
    reason: String,
}

impl Summary {
    /// In words.
    pub(super) fn text(&self) -> String {
        let pages = |n: usize| {
            if n == 1 {
                "1 page".to_owned()
            } else {
                format!("{n} pages")
            }
        };
        let mut parts = vec![format!("{} added", pages(self.added))];
        if self.already_there > 0 {
            parts.push(format!("{} already there", self.already_there));
        }
        let mut text = String::new();
        for (files, what) in [
            (&self.unreadable, "could not be read"),
            (&self.partly_read, "read only in part"),
        ] {
            if !files.is_empty() {
                parts.push(format!("{} {what}", files.len()));
                for Named { file, reason } in files {
                    text.push_str(&format!(
                        "\n{what}: {}: {}",
                        one_line(file),
                        one_line(reason)
                    ));
                }
            }
        }
        format!("{}{text}", parts.join(", "))
    }
}

/// Pages on their way into the dossier.
struct Addition<'t> {
    dossier: Dossier,
    batch: Vec<DocumentRecords>,
    batch_bytes: usize,
    unread: Vec<Unread>,
    /// Digests of the pages of this run whose id came with the input.
    given_ids: BTreeMap<DocumentId, String>,
    summary: Summary,
    progress: Option<Progress<'t>>,
}

impl Reception for Addition<'_> {
    fn wants(&mut self, input: &Input) -> Result<Result<bool, String>, CommandError> {
        if input.id_is_given
            && let Some(reason) = self.claimed_by_another(input)?
        {
            return Ok(Err(reason));
        }
        if self.dossier.holds(&input.id, &input.file)? == Holding::Yes {
            self.summary.already_there += 1;
            self.step();
            return Ok(Ok(false));
        }
        Ok(Ok(true))
    }

    fn receive(&mut self, reading: Reading) -> Result<(), CommandError> {
        self.step();
        match reading {
            Reading::Unread(unread) => {
                self.summary.unreadable.push(Named {
                    file: unread.file.clone(),
                    reason: unread.reason.clone(),
                });
                self.unread.push(unread);
            }
            Reading::Read(records) => {
                if let Some(problem) = &records.document.problem {
                    let named = Named {
                        file: records.document.file.clone(),
                        reason: problem.clone(),
                    };
                    let is_empty = records.passages.is_empty();
                    if is_empty {
                        &mut self.summary.unreadable
                    } else {
                        &mut self.summary.partly_read
                    }
                    .push(named);
                }
                self.batch_bytes += records.document.text.len();
                self.batch.push(*records);
            }
        }
        if self.batch.len() >= BATCH_PAGES
            || self.batch_bytes >= BATCH_BYTES
            || self.unread.len() >= BATCH_PAGES
        {
            self.commit()?;
        }
        Ok(())
    }
}

impl Addition<'_> {
    fn step(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress.step();
        }
    }

    /// Why this page cannot have the id that came with it: another page has it.
    fn claimed_by_another(&mut self, input: &Input) -> Result<Option<String>, CommandError> {
        let known = match self.given_ids.get(&input.id) {
            Some(sha256) => Some(sha256.clone()),
            None => self
                .dossier
                .documents(std::slice::from_ref(&input.id))?
                .pop()
                .map(|it| it.document.sha256),
        };
        match known {
            Some(sha256) if sha256 != input.sha256 => Ok(Some(format!(
                "the id `{}` is already that of another page",
                input.id
            ))),
            _ => {
                self.given_ids
                    .insert(input.id.clone(), input.sha256.clone());
                Ok(None)
            }
        }
    }

    /// Puts what was read so far into the dossier, in one transaction.
    fn commit(&mut self) -> Result<(), CommandError> {
        if !self.batch.is_empty() {
            let n_new = match self.dossier.add(&self.batch) {
                Err(DossierError::Contradiction { .. }) => self.add_one_by_one()?,
                done => done?,
            };
            self.summary.added += n_new;
            self.summary.already_there += self.batch.len().saturating_sub(n_new);
            self.batch.clear();
            self.batch_bytes = 0;
        }
        if !self.unread.is_empty() {
            self.dossier.note_unread(&self.unread)?;
            self.unread.clear();
        }
        Ok(())
    }

    /// Adds the batch page by page, because one reading in it does not fit together: a fault of Dateline, which
    /// costs that page its reading and nothing else.
    fn add_one_by_one(&mut self) -> Result<usize, CommandError> {
        let mut n_new = 0;
        for records in &self.batch {
            n_new += match self.dossier.add(std::slice::from_ref(records)) {
                Err(DossierError::Contradiction { detail, .. }) => {
                    let reason = format!("Dateline failed on this page: {detail}");
                    self.summary.unreadable.push(Named {
                        file: records.document.file.clone(),
                        reason: reason.clone(),
                    });
                    self.dossier.add(&[without_reading(Document {
                        problem: Some(reason),
                        ..records.document.clone()
                    })])?
                }
                done => done?,
            };
        }
        Ok(n_new)
    }
}
