//! The unpacked bytes of a web archive, in stretches that begin where a record begins.
//!
//! A compressed web archive has one gzip member or zstd frame for each record, so that a reader can begin at any.
//! A stretch is a member; a file that is not compressed is one stretch. Where a member is damaged, the next stretch
//! is the next member that unpacks to a record.

use crate::unpack::{Fault, Method, Unpacker};
use crate::window::Window;
use std::io::{self, Read};

/// What every record begins with.
pub const RECORD_MAGIC: &[u8] = b"WARC/";

/// So many compressed bytes can be gone back in, to look for the next member in what a damaged one swallowed.
const MAX_COMPRESSED_KEPT: usize = 8 * 1024 * 1024;

/// The first bytes of a member come up by chance once in sixteen million. A file where they stand so often and no
/// member begins was made to keep its reader busy.
const MAX_TRIED: usize = 100_000;

/// How a stretch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With the member, or with the file where that is not compressed.
    Whole,
    /// In a fault.
    Fault(Fault),
}

/// Where the next stretch was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The first byte that was passed over, where some were.
    pub skipped_from: Option<u64>,
    /// The first byte of the stretch, in the file; `None` where the file has ended.
    pub start: Option<u64>,
}

/// Reads as the unpacked bytes of one stretch, until [`Stretches::next_stretch`] goes to another.
pub struct Stretches<R> {
    file: Window<R>,
    unpacker: Option<Unpacker>,
    /// Where the stretch begins.
    start: u64,
    /// Where the member begins that is being read.
    member_start: u64,
    /// Unpacked bytes that were looked at and not handed on yet.
    looked_at: Vec<u8>,
    /// Whether a member was opened that begins with a record, for the next stretch.
    is_open: bool,
    ending: Option<Ending>,
    /// How far the file had been read when the last fault showed.
    fault_at: u64,
}

impl<R: Read> Stretches<R> {
    /// Those of `file`; whether and how it is compressed is seen by its first bytes.
    pub fn new(file: R) -> Stretches<R> {
        let mut file = Window::new(file, MAX_COMPRESSED_KEPT);
        pass_skippable_frames(&mut file);
        let method = [Method::Gzip, Method::Zstd]
            .into_iter()
            .find(|method| file.ahead(4).starts_with(method.magic()));
        Stretches {
            file,
            unpacker: method.map(Unpacker::new),
            start: 0,
            member_start: 0,
            looked_at: Vec::new(),
            is_open: false,
            ending: None,
            fault_at: 0,
        }
    }

    /// How the stretch ended, once nothing more came of it.
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// Whether each stretch is a compressed member.
    pub fn is_compressed(&self) -> bool {
        self.unpacker.is_some()
    }

    /// How far the file had been read when the last fault showed.
    pub fn fault_at(&self) -> u64 {
        self.fault_at
    }

    /// Where in the file the stretch begins.
    pub fn start(&self) -> u64 {
        self.start
    }

    /// How far the file has been read.
    pub fn file_offset(&self) -> u64 {
        self.file.offset()
    }

    /// Why the system did not give more of the file, where it failed.
    pub fn failure(&self) -> Option<&str> {
        self.file.failure()
    }

    /// After a whole member: whether the next goes on where it stopped, not with a record. It is then read as part
    /// of the same stretch.
    pub fn goes_on(&mut self) -> bool {
        if self.ending != Some(Ending::Whole) || self.is_open || !self.open_member() {
            return false;
        }
        if self.looked_at.starts_with(RECORD_MAGIC) {
            self.is_open = true;
            return false;
        }
        self.ending = None;
        true
    }

    /// Goes to the next stretch. After a fault that is the next member which begins with a record, wherever it stands.
    pub fn next_stretch(&mut self) -> Passage {
        let ending = self.ending.take();
        let passage = if !self.is_compressed() {
            // One stretch is all there is.
            let is_first = ending.is_none() && !self.file.ahead(1).is_empty();
            Passage {
                skipped_from: None,
                start: is_first.then_some(0),
            }
        } else if matches!(ending, Some(Ending::Fault(_))) {
            self.seek_member(self.member_start)
        } else if std::mem::take(&mut self.is_open) {
            self.at_member()
        } else if self.file.ahead(1).is_empty() {
            Passage {
                skipped_from: None,
                start: None,
            }
        } else if self.open_member() {
            self.at_member()
        } else {
            self.seek_member(self.file.offset())
        };
        self.start = passage.start.unwrap_or(self.start);
        passage
    }

    fn pass_all(&mut self) {
        loop {
            let n = self.file.ahead(1).len();
            if n == 0 {
                break;
            }
            self.file.pass(n);
        }
    }

    fn at_member(&self) -> Passage {
        Passage {
            skipped_from: None,
            start: Some(self.member_start),
        }
    }

    /// Opens the member that stands next and looks at its first bytes. Where there is none, nothing is passed.
    fn open_member(&mut self) -> bool {
        self.member_start = self.file.offset();
        self.file.keep_from_here();
        let is_member = self.look_at_member();
        if !is_member {
            self.file.go_back(self.member_start);
        }
        is_member
    }

    fn look_at_member(&mut self) -> bool {
        self.looked_at.clear();
        let Some(unpacker) = &mut self.unpacker else {
            return false;
        };
        if unpacker.open(&mut self.file).is_err() {
            return false;
        }
        let mut first = [0; RECORD_MAGIC.len()];
        while self.looked_at.len() < first.len() {
            let n_wanted = first.len() - self.looked_at.len();
            match unpacker.read(&mut self.file, &mut first[..n_wanted]) {
                Ok(0) => break,
                Ok(n) => self.looked_at.extend_from_slice(&first[..n]),
                Err(_) => return false,
            }
        }
        true
    }

    /// Goes to the next member after byte `damaged` that unpacks to a record.
    fn seek_member(&mut self, damaged: u64) -> Passage {
        let magic = self
            .unpacker
            .as_ref()
            .map_or(&[][..], |unpacker| unpacker.method().magic());
        self.file.go_back(damaged + 1);
        let mut n_tried = 0;
        let finder = memchr::memmem::Finder::new(magic);
        loop {
            self.file.keep_from_here();
            let ahead = self.file.ahead(magic.len());
            let n_ahead = ahead.len();
            if n_ahead < magic.len() || n_tried == MAX_TRIED {
                self.pass_all();
                return Passage {
                    skipped_from: Some(damaged),
                    start: None,
                };
            }
            let Some(at) = finder.find(ahead) else {
                self.file.pass(n_ahead + 1 - magic.len());
                continue;
            };
            self.file.pass(at);
            n_tried += 1;
            if self.open_member() && self.looked_at.starts_with(RECORD_MAGIC) {
                return Passage {
                    skipped_from: Some(damaged),
                    start: Some(self.member_start),
                };
            }
            self.file.go_back(self.member_start + 1);
            self.file
                .pass(usize::from(self.file.offset() == self.member_start));
        }
    }
}

impl<R: Read> Read for Stretches<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.ending.is_some() || into.is_empty() {
            return Ok(0);
        }
        if !self.looked_at.is_empty() {
            let n = self.looked_at.len().min(into.len());
            into[..n].copy_from_slice(&self.looked_at[..n]);
            self.looked_at.drain(..n);
            return Ok(n);
        }
        let Some(unpacker) = &mut self.unpacker else {
            let n = self.file.read(into)?;
            if n == 0 {
                self.ending = Some(Ending::Whole);
            }
            return Ok(n);
        };
        match unpacker.read(&mut self.file, into) {
            Ok(0) => self.ending = Some(Ending::Whole),
            Ok(n) => return Ok(n),
            Err(fault) => {
                self.ending = Some(Ending::Fault(fault));
                self.fault_at = self.file.offset();
            }
        }
        Ok(0)
    }
}

/// Passes over frames that carry no data of their own, such as an index. One may hold a dictionary: the frames
/// after it are then found to be damaged, and told.
fn pass_skippable_frames<R: Read>(file: &mut Window<R>) {
    while let [0x50..=0x5f, 0x2a, 0x4d, 0x18, a, b, c, d, ..] = *file.ahead(8) {
        let mut n_left = 8 + u64::from(u32::from_le_bytes([a, b, c, d]));
        while n_left > 0 {
            let n = (file.ahead(1).len() as u64).min(n_left);
            if n == 0 {
                return;
            }
            file.pass(n as usize);
            n_left -= n;
        }
    }
}
