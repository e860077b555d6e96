//! Zip files of saved pages.

use crate::metered::{Meter, Metered};
use crate::sort::{Packing, Sort, sort_of_name};
use crate::zip_list::n_members_of_large;
use crate::{MAX_PAGE_BYTES, Member, SavedPage, is_bomb, mail_members, mhtml_members};
use std::collections::{BTreeMap, VecDeque};
use std::io::{Read, Seek};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

/// A zip file may have so many members.
const MAX_MEMBERS: usize = 100_000;
/// For so many members room may be made, to list them.
const MAX_LISTED: u64 = 400_000;
/// The list of members at the end of a zip file may be this long: it is held in memory.
const MAX_LIST_BYTES: u64 = 24 * 1024 * 1024;
/// All members together may unpack to this.
const MAX_TOTAL_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// The pages of a zip file; `name` is its path, which the names of the members begin with.
///
/// Members that are no pages by their name are passed over, as are hidden ones. A mail or an MHTML file in it gives
/// its pages; a zip file or a web archive in it is left.
pub fn zip_members<R: Read + Seek>(name: impl Into<String>, mut file: R) -> ZipMembers<R> {
    let n_listed = n_members_of_large(&mut file).unwrap_or(0);
    let file = Metered::new(file, MAX_LIST_BYTES);
    let meter = file.meter();
    let mut members = ZipMembers {
        name: name.into(),
        archive: None,
        meter: meter.clone(),
        taken: BTreeMap::new(),
        n_overlapping: 0,
        next: 0,
        n_out: 0,
        n_found: 0,
        ready: VecDeque::new(),
    };
    if n_listed > MAX_LISTED {
        members.leave("the zip file has more members than can be listed; unpack it first");
        return members;
    }
    match ZipArchive::new(file) {
        Ok(archive) => {
            if archive.has_duplicate_names() {
                members.leave("several members have the same name; only the last of each was read");
            }
            if archive.len() > MAX_MEMBERS {
                members.leave(format!(
                    "the zip file has {} members; only the first {MAX_MEMBERS} were read",
                    archive.len()
                ));
            }
            members.archive = Some(archive);
        }
        Err(_) if meter.is_spent() => {
            members.leave("the list of its members is longer than 24 MiB")
        }
        Err(error) => members.leave(format!(
            "the zip file is damaged or cut off: {}",
            told(&error)
        )),
    }
    meter.lift();
    members
}

/// See [`zip_members`].
pub struct ZipMembers<R> {
    name: String,
    archive: Option<ZipArchive<Metered<R>>>,
    meter: Meter,
    /// Where the members that were read lie: the end of each, by its beginning.
    taken: BTreeMap<u64, u64>,
    /// How many were left because they lie in others.
    n_overlapping: usize,
    next: usize,
    /// Bytes unpacked so far.
    n_out: u64,
    n_found: usize,
    ready: VecDeque<Member>,
}

impl<R: Read + Seek> Iterator for ZipMembers<R> {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        loop {
            if let Some(member) = self.ready.pop_front() {
                self.n_found += 1;
                return Some(member);
            }
            let n_members = self.archive.as_ref()?.len().min(MAX_MEMBERS);
            if self.next == n_members {
                self.archive = None;
                if self.n_overlapping > 0 {
                    self.leave(format!(
                        "{} members share their bytes with others and were not read",
                        self.n_overlapping
                    ));
                } else if self.n_found == 0 {
                    self.leave("there is no page in the zip file");
                }
            } else if self.n_out > MAX_TOTAL_BYTES {
                self.archive = None;
                self.leave(format!(
                    "the zip file unpacks to more than 4 GiB; its last {} members were not read",
                    n_members - self.next
                ));
            } else {
                self.next += 1;
                self.read_member(self.next - 1);
            }
        }
    }
}

impl<R: Read + Seek> ZipMembers<R> {
    fn leave(&mut self, reason: impl Into<String>) {
        self.ready
            .push_back(Member::left(self.name.clone(), reason));
    }

    fn read_member(&mut self, n: usize) {
        let Some(archive) = &mut self.archive else {
            return;
        };
        let inner = match archive.name_for_index(n) {
            Some(Ok(name)) => cleaned(&name),
            _ => format!("member {}", n + 1),
        };
        let sort = sort_of_name(&inner);
        let is_hidden = inner
            .split('/')
            .any(|part| part.starts_with('.') || part == "__MACOSX");
        if sort == Sort::Other || is_hidden {
            return;
        }
        let name = format!("{}/{inner}", self.name);
        let left = |reason: String| Member::left(name.clone(), reason);
        let member = match sort {
            Sort::Packed(Packing::Zip) => {
                left("a zip file in a zip file is not read; unpack it first".to_owned())
            }
            Sort::Packed(Packing::Warc) => {
                left("a web archive in a zip file is not read; unpack it first".to_owned())
            }
            _ => match archive.by_index(n) {
                Err(error) => left(told(&error)),
                Ok(file) if file.is_dir() || file.is_symlink() => return,
                Ok(file)
                    if !matches!(
                        file.compression(),
                        CompressionMethod::Stored | CompressionMethod::Deflated
                    ) =>
                {
                    left("it is compressed in an unusual way; unpack it first".to_owned())
                }
                Ok(file)
                    if overlaps(&mut self.taken, file.header_start(), file.compressed_size()) =>
                {
                    self.n_overlapping += 1;
                    return;
                }
                Ok(mut file) => match unpack(&mut file, &self.meter) {
                    Err(reason) => left(reason),
                    Ok((bytes, problem)) => {
                        self.n_out += bytes.len() as u64;
                        match sort {
                            Sort::Packed(packing) => {
                                let members: Box<dyn Iterator<Item = Member>> = match packing {
                                    Packing::Mail => Box::new(mail_members(name, &bytes[..])),
                                    _ => Box::new(mhtml_members(name, &bytes[..])),
                                };
                                self.ready.extend(members);
                                return;
                            }
                            Sort::Page(media_type) => Member::Page(Box::new(SavedPage {
                                name,
                                bytes,
                                media_type: Some(media_type),
                                problem,
                                ..SavedPage::default()
                            })),
                            Sort::Other => return,
                        }
                    }
                },
            },
        };
        self.ready.push_back(member);
    }
}

/// Whether a member lies where another one does, as they do in a zip file that was made to be endless. If not, its
/// place is taken.
fn overlaps(taken: &mut BTreeMap<u64, u64>, start: u64, length: u64) -> bool {
    let end = start.saturating_add(length).saturating_add(1);
    let is_taken =
        (taken.range(..end).next_back()).is_some_and(|(_, other_end)| *other_end > start);
    if !is_taken {
        taken.insert(start, end);
    }
    is_taken
}

/// The bytes of a member up to the limit of a page, with what is wrong with them; `Err` for one not to be read.
fn unpack<R: Read>(
    file: &mut zip::read::ZipFile<'_, R>,
    meter: &Meter,
) -> Result<(Vec<u8>, Option<String>), String> {
    let n_read_before = meter.n_read();
    let mut bytes = Vec::new();
    let mut piece = vec![0; 32 * 1024];
    while bytes.len() < MAX_PAGE_BYTES {
        match file.read(&mut piece) {
            Ok(0) => break,
            Ok(n) => bytes.extend_from_slice(&piece[..n]),
            Err(error) if bytes.is_empty() => {
                return Err(format!("the member is damaged: {error}"));
            }
            Err(_) => {
                let n = bytes.len();
                let problem =
                    format!("the page is damaged in the zip file; {n} bytes of it were had");
                return Ok((bytes, Some(problem)));
            }
        }
        if is_bomb(meter.n_read() - n_read_before, bytes.len() as u64) {
            return Err("it unpacks to more than 200 times its size".to_owned());
        }
    }
    bytes.truncate(MAX_PAGE_BYTES);
    Ok((bytes, None))
}

/// The name of a member as it is shown: nothing in it leads out of the zip file.
fn cleaned(name: &str) -> String {
    let name = name.replace('\\', "/");
    let parts: Vec<&str> = (name.split('/'))
        .filter(|part| !matches!(*part, "" | "." | ".."))
        .collect();
    parts.join("/")
}

/// Why the zip file, or a member, cannot be read.
fn told(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => {
            "it is encrypted; unpack it first".to_owned()
        }
        ZipError::UnsupportedArchive(text) => format!("it cannot be read: {text}"),
        error => error.to_string(),
    }
}
