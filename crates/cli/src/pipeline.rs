//! Reads pages on all cores and hands them on in the order in which they came.

use crate::command_error::CommandError;
use crate::inputs::{Found, Input};
use dateline_dossier::Unread;
use dateline_page::Given;
use dateline_reading::{Reader, Source};
use dateline_vocabulary::{Document, DocumentRecords};
use std::any::Any;
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

/// Stack of a thread that reads pages: a page nested deeper than any real one must not reach its end.
const STACK_BYTES: usize = 16 * 1024 * 1024;
/// Pages that may be under way at the same time, for each thread.
const PAGES_PER_JOB: usize = 16;
/// Bytes that may be under way at the same time; one page may exceed it alone.
const BYTES_UNDER_WAY: usize = 64 * 1024 * 1024;
/// Threads that read pages have names that begin so.
const THREAD_NAME: &str = "reading";

/// What became of an input.
pub enum Reading {
    /// It was read; a problem is told in its document.
    Read(Box<DocumentRecords>),
    /// No page could be had.
    Unread(Unread),
}

/// Who wants pages to be read.
pub trait Reception {
    /// Whether this page is to be read at all; if not, nothing more is heard of it. `Err` refuses it with a reason.
    fn wants(&mut self, input: &Input) -> Result<Result<bool, String>, CommandError>;

    /// Takes what became of an input. Called in the order of the inputs.
    fn receive(&mut self, reading: Reading) -> Result<(), CommandError>;
}

/// The reader with the model of a folder, or with the one that comes with the program.
///
/// # Errors
///
/// Where a file of the model cannot be opened or is no model of this version.
pub fn reader(folder: Option<&Path>) -> Result<Reader, CommandError> {
    let Some(folder) = folder else {
        return Ok(Reader::bundled());
    };
    let open = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(|source| CommandError::ModelFile { path, source })
    };
    Reader::with_model(open("encoder.onnx")?, open("reading.bin")?).map_err(|source| {
        CommandError::Model {
            folder: folder.to_owned(),
            source,
        }
    })
}

/// Reads all `inputs` with `jobs` threads. What is under way at the same time is bounded, so memory stays flat.
///
/// # Errors
///
/// What `reception` returns, as soon as it does; or that no thread can be started.
pub fn read_all(
    reader: Reader,
    inputs: impl Iterator<Item = Found>,
    jobs: Option<NonZeroUsize>,
    reception: &mut dyn Reception,
) -> Result<(), CommandError> {
    let n_jobs = jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let (to_readers, jobs_in) = mpsc::channel::<(u64, Input)>();
    let jobs_in = Arc::new(Mutex::new(jobs_in));
    let (from_readers, readings) = mpsc::channel::<(u64, Reading)>();
    thread::scope(|scope| {
        for n in 0..n_jobs {
            let (jobs_in, from_readers) = (Arc::clone(&jobs_in), from_readers.clone());
            thread::Builder::new()
                .name(format!("{THREAD_NAME} {n}"))
                .stack_size(STACK_BYTES)
                .spawn_scoped(scope, move || {
                    loop {
                        // The lock ends with this statement, before the page is read: as the condition of a
                        // `while let` it would be held over the body and only one reader would work at a time.
                        // A reader cannot panic while it holds the lock: it only waits for the next job there.
                        let job = jobs_in.lock().expect("no reader panics here").recv();
                        let Ok((number, input)) = job else { return };
                        if from_readers
                            .send((number, read_input(reader, input)))
                            .is_err()
                        {
                            return;
                        }
                    }
                })
                .map_err(|source| CommandError::Threads { source })?;
        }
        // Dropped at the end of this closure, whichever way it ends; the readers then stop.
        let mut queue = Queue {
            to_readers,
            readings,
            waiting: BTreeMap::new(),
            sizes: BTreeMap::new(),
            n_sent: 0,
            n_received: 0,
        };
        for found in inputs {
            match found {
                Found::Unread(unread) => queue.put_done(Reading::Unread(unread)),
                Found::Page(input) => match reception.wants(&input)? {
                    Ok(true) => queue.put(*input),
                    Ok(false) => continue,
                    Err(reason) => queue.put_done(Reading::Unread(Unread {
                        file: input.file,
                        reason,
                    })),
                },
            }
            queue.hand_on(reception, n_jobs * PAGES_PER_JOB, BYTES_UNDER_WAY)?;
        }
        queue.hand_on(reception, 0, 0)
    })
}

/// Pages under way, and those that wait for an earlier one.
struct Queue {
    to_readers: mpsc::Sender<(u64, Input)>,
    readings: mpsc::Receiver<(u64, Reading)>,
    waiting: BTreeMap<u64, Reading>,
    /// Bytes of each page that was not handed on yet.
    sizes: BTreeMap<u64, usize>,
    n_sent: u64,
    n_received: u64,
}

impl Queue {
    fn put(&mut self, input: Input) {
        self.sizes
            .insert(self.n_sent, input.bytes.as_ref().map_or(0, Vec::len));
        // Fails only when all readers are gone, and they stay until this end is dropped.
        let _ = self.to_readers.send((self.n_sent, input));
        self.n_sent += 1;
    }

    fn put_done(&mut self, reading: Reading) {
        self.sizes.insert(self.n_sent, 0);
        self.waiting.insert(self.n_sent, reading);
        self.n_sent += 1;
    }

    /// Hands on what is done, in order, and waits until no more than so much is under way.
    fn hand_on(
        &mut self,
        reception: &mut dyn Reception,
        max_pages: usize,
        max_bytes: usize,
    ) -> Result<(), CommandError> {
        loop {
            while let Ok((number, reading)) = self.readings.try_recv() {
                self.waiting.insert(number, reading);
            }
            while let Some(reading) = self.waiting.remove(&self.n_received) {
                self.sizes.remove(&self.n_received);
                self.n_received += 1;
                reception.receive(reading)?;
            }
            let n_bytes: usize = self.sizes.values().sum();
            if self.sizes.is_empty() || (self.sizes.len() <= max_pages && n_bytes <= max_bytes) {
                return Ok(());
            }
            match self.readings.recv() {
                Ok((number, reading)) => self.waiting.insert(number, reading),
                Err(_) => return Ok(()),
            };
        }
    }
}

/// Reads one page. A fault of Dateline in it costs this page only.
fn read_input(reader: Reader, input: Input) -> Reading {
    let Input {
        id,
        file,
        sha256,
        bytes,
        given,
        problem,
        ..
    } = input;
    let source = Source { id, file, sha256 };
    let mut records = match bytes {
        None => without_reading(unreadable(
            &source,
            "the page is larger than 128 MiB; it was not read".to_owned(),
        )),
        Some(bytes) => catch_unwind(AssertUnwindSafe(|| {
            read_document(reader, &source, &bytes, &given)
        }))
        .unwrap_or_else(|panic| {
            without_reading(unreadable(
                &source,
                format!("Dateline failed on this page: {}", said(&*panic)),
            ))
        }),
    };
    // What is wrong with the bytes comes first: the rest may follow from it.
    records.document.problem = match (problem, records.document.problem.take()) {
        (Some(one), Some(other)) => Some(format!("{one}; {other}")),
        (one, other) => one.or(other),
    };
    Reading::Read(Box::new(records))
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no reason given")
}

/// Keeps the panics of single pages off standard error: they are told as the problem of their page.
pub fn keep_page_panics_quiet() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !thread::current()
            .name()
            .is_some_and(|name| name.starts_with(THREAD_NAME))
        {
            tell(panic);
        }
    }));
}

/// The page with its reading.
pub fn read_document(
    reader: Reader,
    source: &Source,
    bytes: &[u8],
    given: &Given,
) -> DocumentRecords {
    let page = dateline_page::read_page(bytes, given);
    reader.read(source, &page)
}

/// A document of which nothing could be read, with the reason.
fn unreadable(source: &Source, problem: String) -> Document {
    Document {
        problem: Some(problem),
        ..Document::new(source.id.clone(), &source.file, &source.sha256)
    }
}

/// A document with nothing read in it.
pub fn without_reading(document: Document) -> DocumentRecords {
    DocumentRecords {
        document,
        passages: Vec::new(),
        mentions: Vec::new(),
        times: Vec::new(),
        attributions: Vec::new(),
        events: Vec::new(),
    }
}
