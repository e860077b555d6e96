//! From the paths of the command line to the pages that lie there, in a fixed order.

use crate::args::{InputArgs, InputFormat, TakenAs};
use crate::given_lines::GivenLines;
use dateline_dossier::Unread;
use dateline_page::{Form, Given};
use dateline_vocabulary::DocumentId;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Pages with more bytes than this are kept by name and digest only.
pub const MAX_PAGE_BYTES: u64 = 128 * 1024 * 1024;

/// What a page is made from.
#[derive(Debug)]
pub struct Input {
    /// Its id: the digest of its bytes, or the id that its line gave.
    pub id: DocumentId,
    /// The path, as the user gave it; with the line's number for a line: `pages.jsonl:7`.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Whether the id came with the input, so that other bytes may claim it too.
    pub id_is_given: bool,
    /// Its bytes; `None` where they are more than [`MAX_PAGE_BYTES`].
    pub bytes: Option<Vec<u8>>,
    /// What is known beside the bytes.
    pub given: Given,
}

/// What lies at a path.
#[derive(Debug)]
pub enum Found {
    /// A page.
    Page(Input),
    /// Nothing that could be had.
    Unread(Unread),
}

impl Found {
    pub(crate) fn unread(file: impl Into<String>, reason: impl Into<String>) -> Found {
        Found::Unread(Unread {
            file: file.into(),
            reason: reason.into(),
        })
    }
}

/// What a file is by its name.
enum Sort {
    Page(Option<&'static str>),
    NotYet,
    Other,
}

fn sort_of(path: &Path) -> Sort {
    let extension = path
        .extension()
        .and_then(OsStr::to_str)
        .unwrap_or("")
        .to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => Sort::Page(Some("text/html")),
        "txt" => Sort::Page(Some("text/plain")),
        "md" | "markdown" => Sort::Page(Some("text/markdown")),
        "mhtml" | "mht" | "warc" | "zip" => Sort::NotYet,
        "gz" if path.file_stem().is_some_and(|stem| {
            stem.to_string_lossy()
                .to_ascii_lowercase()
                .ends_with(".warc")
        }) =>
        {
            Sort::NotYet
        }
        _ => Sort::Other,
    }
}

/// All pages at the paths of the command line: paths in their order, the files of a folder sorted by name, deeper
/// ones where their folder stands. Hidden files and folders are passed over, as are files that are no pages by their
/// name, unless they were named themselves. Each page is read from disk only when it is asked for.
pub fn find_pages(args: &InputArgs) -> Box<dyn Iterator<Item = Found>> {
    let given = Given {
        form: match args.taken_as {
            TakenAs::Page => Form::Page,
            TakenAs::Article => Form::Article,
        },
        media_type: None,
        published: args.published,
        ..Given::default()
    };
    let format = args.from;
    Box::new(
        args.paths
            .clone()
            .into_iter()
            .flat_map(move |path| pages_at(path, format, given.clone())),
    )
}

fn pages_at(path: PathBuf, format: InputFormat, given: Given) -> Box<dyn Iterator<Item = Found>> {
    if path.as_os_str() == "-" {
        return match format {
            InputFormat::Files => Box::new(std::iter::once(load(
                "-".to_owned(),
                io::stdin().lock(),
                given,
            ))),
            InputFormat::Jsonl => Box::new(GivenLines::of(
                "-".to_owned(),
                io::BufReader::new(io::stdin()),
                given,
            )),
        };
    }
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_dir() => Box::new(Folder::walk(path, format).flat_map(
            move |found| match found {
                Ok(file) => pages_in(file, format, given.clone(), false),
                Err(unread) => Box::new(std::iter::once(Found::Unread(unread))),
            },
        )),
        Ok(_) => pages_in(path, format, given, true),
        Err(error) => Box::new(std::iter::once(Found::unread(name(&path), reason(&error)))),
    }
}

/// The pages of one file; `named` when the user named the file itself.
fn pages_in(
    path: PathBuf,
    format: InputFormat,
    given: Given,
    named: bool,
) -> Box<dyn Iterator<Item = Found>> {
    let file = name(&path);
    if format == InputFormat::Jsonl {
        let lines = match File::open(&path) {
            Ok(opened) => {
                GivenLines::of(file, io::BufReader::with_capacity(1 << 16, opened), given)
            }
            Err(error) => return Box::new(std::iter::once(Found::unread(file, reason(&error)))),
        };
        return Box::new(lines);
    }
    let found = match sort_of(&path) {
        Sort::NotYet => Found::unread(
            file,
            "files of this sort cannot be read yet; save the pages as .html",
        ),
        Sort::Other if !named => return Box::new(std::iter::empty()),
        Sort::Other => load_file(&path, given),
        Sort::Page(media_type) => load_file(
            &path,
            Given {
                media_type,
                ..given
            },
        ),
    };
    Box::new(std::iter::once(found))
}

fn load_file(path: &Path, given: Given) -> Found {
    match File::open(path) {
        Ok(opened) => load(name(path), opened, given),
        Err(error) => Found::unread(name(path), reason(&error)),
    }
}

/// Reads one page whole; of one that is too large only the digest is taken.
fn load(file: String, mut from: impl Read, given: Given) -> Found {
    let mut bytes = Vec::new();
    if let Err(error) = (&mut from).take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes) {
        return Found::unread(file, reason(&error));
    }
    if bytes.len() as u64 <= MAX_PAGE_BYTES {
        let id = DocumentId::of_bytes(&bytes);
        let sha256 = id.to_string();
        return Found::Page(Input {
            id,
            file,
            sha256,
            id_is_given: false,
            bytes: Some(bytes),
            given,
        });
    }
    let mut digest = Sha256::new();
    digest.update(&bytes);
    bytes.truncate(1 << 16);
    loop {
        match from.read(&mut bytes) {
            Ok(0) => break,
            Ok(n) => digest.update(&bytes[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Found::unread(file, reason(&error)),
        }
    }
    let sha256: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Found::Page(Input {
        id: DocumentId(sha256.clone()),
        file,
        sha256,
        id_is_given: false,
        bytes: None,
        given,
    })
}

/// The path as it is named to the user and kept in the dossier.
fn name(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Why the system did not give a file, for people.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// The files below a folder, depth first, sorted by name.
struct Folder {
    format: InputFormat,
    /// The folders from the outermost inwards: where each really is, and what is still to visit in it.
    open: Vec<(PathBuf, std::vec::IntoIter<PathBuf>)>,
    /// Where each folder that was entered really is: a folder that several links lead to is walked once.
    visited: BTreeSet<PathBuf>,
    /// Told before the next file.
    unread: Option<Unread>,
}

impl Folder {
    fn walk(path: PathBuf, format: InputFormat) -> Folder {
        let mut folder = Folder {
            format,
            open: Vec::new(),
            visited: BTreeSet::new(),
            unread: None,
        };
        folder.enter(&path);
        folder
    }

    fn enter(&mut self, path: &Path) {
        let entered = fs::canonicalize(path).and_then(|real| {
            if self.open.iter().any(|(above, _)| *above == real) {
                return Err(io::Error::other("the link leads back to a folder above it"));
            }
            let mut inside = Vec::new();
            if !self.visited.insert(real.clone()) {
                return Ok((real, inside.into_iter()));
            }
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                if !entry.file_name().to_string_lossy().starts_with('.') {
                    inside.push(entry.path());
                }
            }
            inside.sort();
            Ok((real, inside.into_iter()))
        });
        match entered {
            Ok(folder) => self.open.push(folder),
            Err(error) => {
                self.unread = Some(Unread {
                    file: name(path),
                    reason: reason(&error),
                })
            }
        }
    }

    /// Whether a file of this name may hold pages.
    fn is_wanted(&self, path: &Path) -> bool {
        match self.format {
            InputFormat::Files => !matches!(sort_of(path), Sort::Other),
            InputFormat::Jsonl => path
                .extension()
                .is_some_and(|it| it == "jsonl" || it == "ndjson"),
        }
    }
}

impl Iterator for Folder {
    type Item = Result<PathBuf, Unread>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(unread) = self.unread.take() {
                return Some(Err(unread));
            }
            let (_, inside) = self.open.last_mut()?;
            let Some(path) = inside.next() else {
                self.open.pop();
                continue;
            };
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => self.enter(&path),
                // A pipe or a device in a folder is no saved page, and opening it could wait for ever.
                Ok(metadata) if metadata.is_file() && self.is_wanted(&path) => {
                    return Some(Ok(path));
                }
                Ok(_) => {}
                Err(error) => {
                    return Some(Err(Unread {
                        file: name(&path),
                        reason: reason(&error),
                    }));
                }
            }
        }
    }
}
