//! From the paths of the command line to the pages that lie there, in a fixed order.

use crate::args::{InputArgs, InputFormat, TakenAs};
use crate::given_lines::GivenLines;
use crate::packed::{pages_packed_in, pages_packed_in_stream};
use dateline_container::{Packing, Sort, packing_of_bytes, sort_of_name};
use dateline_dossier::Unread;
use dateline_page::{Form, Given};
use dateline_vocabulary::DocumentId;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Pages with more bytes than this are kept by name and digest only.
pub const MAX_PAGE_BYTES: u64 = 128 * 1024 * 1024;

/// What a page is made from.
#[derive(Debug)]
pub struct Input {
    /// Its id: the digest of its bytes, or the id that its line gave.
    pub id: DocumentId,
    /// The path, as the user gave it, with the place in the file where that holds several pages: `pages.jsonl:7`,
    /// `pile.zip/inner/name.html`, `pages.warc.gz@1234`.
    pub file: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Whether the id came with the input, so that other bytes may claim it too.
    pub id_is_given: bool,
    /// Its bytes; `None` where they are more than [`MAX_PAGE_BYTES`].
    pub bytes: Option<Vec<u8>>,
    /// What is known beside the bytes.
    pub given: Given,
    /// Why the bytes may not be the whole page.
    pub problem: Option<String>,
}

/// What lies at a path.
#[derive(Debug)]
pub enum Found {
    /// A page.
    Page(Box<Input>),
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

/// Pages that are found one after another.
pub type Pages = Box<dyn Iterator<Item = Found>>;

/// What is at hand of a stream to see by it what the stream is.
const HEAD_BYTES: usize = 8 * 1024;

/// All pages at the paths of the command line: paths in their order, the files of a folder sorted by name, deeper
/// ones where their folder stands. Hidden files and folders are passed over, as are files that are no pages by their
/// name, unless they were named themselves. Each page is read from disk only when it is asked for.
pub fn find_pages(args: &InputArgs) -> Pages {
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

fn pages_at(path: PathBuf, format: InputFormat, given: Given) -> Pages {
    if path.as_os_str() == "-" {
        return match format {
            InputFormat::Files => pages_of_stream("-".to_owned(), io::stdin(), given),
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
fn pages_in(path: PathBuf, format: InputFormat, given: Given, named: bool) -> Pages {
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
    let sort = sort_of_name(&file);
    if sort == Sort::Other && !named {
        return Box::new(std::iter::empty());
    }
    let opened = match File::open(&path) {
        Ok(opened) => opened,
        Err(error) => return Box::new(std::iter::once(Found::unread(file, reason(&error)))),
    };
    match sort {
        Sort::Packed(packing) => pages_packed_in(packing, file, opened, given),
        Sort::Other => pages_of_stream(file, opened, given),
        Sort::Page(media_type) => {
            let media_type = Some(media_type);
            Box::new(std::iter::once(load(
                file,
                opened,
                Given {
                    media_type,
                    ..given
                },
            )))
        }
    }
}

/// The pages of a stream whose name does not tell what it is.
fn pages_of_stream(file: String, from: impl Read + 'static, given: Given) -> Pages {
    let mut from = BufReader::with_capacity(HEAD_BYTES, from);
    let head = match from.fill_buf() {
        Ok(head) => head,
        Err(error) => return Box::new(std::iter::once(Found::unread(file, reason(&error)))),
    };
    match packing_of_bytes(head) {
        // An article's text stands exactly as it is, however much it looks like a mail.
        Some(Packing::Mail | Packing::Mhtml) if given.form == Form::Article => {
            Box::new(std::iter::once(load(file, from, given)))
        }
        Some(packing) => pages_packed_in_stream(packing, file, from, given),
        None => Box::new(std::iter::once(load(file, from, given))),
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
        return Found::Page(Box::new(Input {
            id,
            file,
            sha256,
            id_is_given: false,
            bytes: Some(bytes),
            given,
            problem: None,
        }));
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
    Found::Page(Box::new(Input {
        id: DocumentId(sha256.clone()),
        file,
        sha256,
        id_is_given: false,
        bytes: None,
        given,
        problem: None,
    }))
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
            InputFormat::Files => sort_of_name(&name(path)) != Sort::Other,
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
