//! Adding pages: files that are dropped on the workbench are kept in a folder beside the dossier and read from there.

use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Place, Shell, record_address};
use crate::work::{Job, Standing, Ticket};
use crate::{Answer, Desk, Workbench};
use askama::Template;
use axum::extract::Multipart;
use dateline_vocabulary::{CorrectionId, Outcome};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage {
    shell: Shell,
    folder: String,
}

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage {
    shell: Shell,
    /// What is counted and how many; `None` when it is done.
    under_way: Option<(String, u64)>,
    told: Vec<String>,
}

/// Bytes that may be sent at once.
pub(crate) const MOST_BYTES: usize = i32::MAX as usize;
/// Bytes of a file's name that are kept: with a number before its ending, it stays within what file systems take.
const MOST_NAME_BYTES: usize = 200;
/// How long an answer waits for work that may be short.
pub(crate) const PATIENCE: Duration = Duration::from_millis(1500);

/// The form that takes files.
pub(crate) fn form(desk: &mut Desk<'_>, _: &Query) -> Result<Answer, Fault> {
    let page = AddPage {
        shell: desk.shell("Add pages", Place::Add),
        folder: desk.folder.display().to_string(),
    };
    Ok(Answer::Page(page.render()?))
}

/// Where a piece of work stands: a page that looks again by itself; when it is done, what came of it.
pub(crate) fn work(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let ticket: Ticket = query.get("ticket").parse().unwrap_or(0);
    let correction = query.get("correction");
    let (under_way, told) = match desk.work.standing(ticket) {
        Standing::Unknown => return Ok(Answer::Elsewhere("/timeline".to_owned())),
        Standing::UnderWay(step) => (Some((step.what.to_owned(), step.done)), Vec::new()),
        Standing::Done(Err(error)) => return Err(Fault::Broken(error)),
        Standing::Done(Ok(_)) if !correction.is_empty() => {
            return Ok(Answer::Elsewhere(shaped_by(desk, &correction.into())?));
        }
        Standing::Done(Ok(told)) => (None, told.lines().map(str::to_owned).collect()),
    };
    let title = match under_way {
        Some(_) => "Working",
        None => "Pages were added",
    };
    let page = WorkPage {
        shell: desk.shell(title, Place::Add),
        under_way,
        told,
    };
    Ok(Answer::Page(page.render()?))
}

/// The address of what a correction shaped; the list, where that is nothing that can be shown.
pub(crate) fn shaped_by(desk: &Desk<'_>, id: &CorrectionId) -> Result<String, Fault> {
    let effects = desk.dossier.effects()?;
    let shaped = effects.iter().find(|it| it.correction == *id);
    let address = shaped
        .filter(|it| it.outcome == Outcome::Applied)
        .and_then(|it| record_address(it.records.first()?));
    Ok(address.unwrap_or_else(|| format!("/corrections#{id}")))
}

/// Takes the files of a form, keeps them, and asks for them to be read.
pub(crate) async fn take(workbench: &Workbench, mut form: Multipart) -> Result<String, Fault> {
    let cut = |error: axum::extract::multipart::MultipartError| {
        Fault::Wrong(format!("The files did not arrive whole: {error}"))
    };
    let mut files = Vec::new();
    while let Some(mut field) = form.next_field().await.map_err(cut)? {
        let Some(name) = field.file_name().filter(|name| !name.is_empty()) else {
            continue;
        };
        let mut kept = Kept::begin(&workbench.folder, name).map_err(Fault::kept)?;
        while let Some(bytes) = field.chunk().await.map_err(cut)? {
            kept.file.write_all(&bytes).map_err(Fault::kept)?;
        }
        files.push(kept.finish().map_err(Fault::kept)?);
    }
    if files.is_empty() {
        return Err(Fault::Wrong("Choose the files of saved pages.".to_owned()));
    }
    let ticket = workbench.work.ask(Job::Add(files));
    Ok(format!("/work?ticket={ticket}"))
}

/// A file on its way into the folder.
struct Kept {
    file: tempfile::NamedTempFile,
    folder: PathBuf,
    name: String,
}

impl Kept {
    fn begin(folder: &Path, name: &str) -> io::Result<Kept> {
        std::fs::create_dir_all(folder)?;
        Ok(Kept {
            file: tempfile::NamedTempFile::new_in(folder)?,
            folder: folder.to_owned(),
            name: safe_name(name),
        })
    }

    /// Puts the file under its name; under `name-2` where another file has that. One that is there already, byte for byte, is taken.
    fn finish(self) -> io::Result<PathBuf> {
        let bytes = self.file.as_file().metadata()?.len();
        let (stem, ending) = match self.name.split_once('.') {
            Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
            None => (self.name.clone(), String::new()),
        };
        let mut file = self.file;
        for n in 1.. {
            let name = match n {
                1 => self.name.clone(),
                n => format!("{stem}-{n}{ending}"),
            };
            let path = self.folder.join(name);
            match file.persist_noclobber(&path) {
                Ok(_) => return Ok(path),
                Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                    let same = std::fs::metadata(&path)?.len() == bytes
                        && same_bytes(&path, refused.file.path())?;
                    if same {
                        return Ok(path);
                    }
                    file = refused.file;
                }
                Err(refused) => return Err(refused.error),
            }
        }
        unreachable!("some number is free")
    }
}

/// A file's name without its folders, and without what has a meaning for a file system or a terminal.
fn safe_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c))
        .collect();
    let mut kept = kept.trim().trim_start_matches(['.', ' ']);
    // The ending tells what it is.
    let mut letters = kept.chars();
    while kept.len() > MOST_NAME_BYTES && letters.next().is_some() {
        kept = letters.as_str();
    }
    match kept {
        "" => "page".to_owned(),
        name => name.to_owned(),
    }
}

/// Whether two files of one length hold the same.
fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let mut one = BufReader::new(File::open(one)?);
    let mut other = BufReader::new(File::open(other)?);
    loop {
        let (a, b) = (one.fill_buf()?, other.fill_buf()?);
        let n = a.len().min(b.len());
        if a[..n] != b[..n] {
            return Ok(false);
        }
        if n == 0 {
            return Ok(a.is_empty() && b.is_empty());
        }
        one.consume(n);
        other.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder() {
        for (given, expected) in [
            ("page.html", "page.html"),
            ("../../etc/passwd", "passwd"),
            (r"C:\pile\page.html", "page.html"),
            (".hidden", "hidden"),
            (" .hidden.html", "hidden.html"),
            ("\u{1} ..", "page"),
            ("..", "page"),
            ("a\u{1b}[31m\nb.txt", "a[31mb.txt"),
            ("", "page"),
        ] {
            assert_eq!(safe_name(given), expected, "{given:?}");
        }
        assert!(safe_name(&format!("{}.html", "x".repeat(500))).ends_with("xx.html"));
    }

    #[test]
    fn another_file_of_a_name_gets_another_name_and_the_same_file_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let keep = |text: &str| {
            let mut kept = Kept::begin(folder.path(), "x/page.tar.gz").expect("a file");
            kept.file.write_all(text.as_bytes()).expect("room");
            let path = kept.finish().expect("a name");
            path.file_name().map(|it| it.to_string_lossy().into_owned())
        };
        assert_eq!(keep("one").as_deref(), Some("page.tar.gz"));
        assert_eq!(keep("two").as_deref(), Some("page-2.tar.gz"));
        assert_eq!(keep("one").as_deref(), Some("page.tar.gz"));
        let n = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(n, 2);
    }
}
