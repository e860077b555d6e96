//! Web archives: one record after the other, whatever is damaged in between.
//!
//! A record says how long it is, and may lie: it is believed only when another record, or the end, follows. Where
//! it does not, the next head of a record tells where it really ends.

use crate::fields::{MAX_HEAD_BYTES, head_end};
use crate::record_bounds::{
    MAX_BLOCK_BYTES, find_record, is_record_start, length_to_record, pass_to_record, record_ends_at,
};
use crate::stretches::{Ending, Stretches};
use crate::unpack::Fault;
use crate::warc_record::RecordHead;
use crate::window::Window;
use crate::{Member, SavedPage};
use std::collections::{BTreeMap, VecDeque};
use std::io::Read;

/// The pages of a web archive, compressed or not; `name` is its path, which the names of the members begin with.
///
/// Responses with status 200 and resources that are HTML or plain text are pages. Requests, revisits, redirects,
/// pictures and the like are passed over. What is damaged is told with its place and the rest goes on.
pub fn warc_members<R: Read>(name: impl Into<String>, file: R) -> WarcMembers<R> {
    WarcMembers {
        name: name.into(),
        window: Window::new(Stretches::new(file), 0),
        ready: VecDeque::new(),
        is_in_stretch: false,
        fault: None,
        is_told: false,
        record_start: 0,
        cut_from: None,
        n_pages: 0,
        n_left: 0,
        passed_over: BTreeMap::new(),
        is_over: false,
    }
}

/// See [`warc_members`].
pub struct WarcMembers<R> {
    name: String,
    window: Window<Stretches<R>>,
    ready: VecDeque<Member>,
    is_in_stretch: bool,
    /// The fault that the stretch before ended in, with the address of the page that it cost.
    fault: Option<(Fault, Option<String>)>,
    /// Whether the fault was told with the page already.
    is_told: bool,
    /// Where the record begins that is being read, in the file.
    record_start: u64,
    /// Where the record begins in which a file that is not compressed ends.
    cut_from: Option<u64>,
    n_pages: usize,
    n_left: usize,
    /// How many records of each type held no page.
    passed_over: BTreeMap<String, usize>,
    is_over: bool,
}

impl<R: Read> Iterator for WarcMembers<R> {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while self.ready.is_empty() && !self.is_over {
            if self.is_in_stretch {
                self.read_record();
            } else {
                self.go_to_stretch();
            }
        }
        let member = self.ready.pop_front()?;
        match member {
            Member::Page(_) => self.n_pages += 1,
            Member::Left { .. } => self.n_left += 1,
        }
        Some(member)
    }
}

impl<R: Read> WarcMembers<R> {
    fn go_to_stretch(&mut self) {
        let passage = self.window.inner().next_stretch();
        self.window.restart();
        let fault = self.fault.take();
        match (passage.start, passage.skipped_from) {
            (Some(start), Some(from)) => self.tell_skipped(from, start, fault),
            (Some(_), None) => {}
            (None, skipped_from) => return self.finish(fault, skipped_from),
        }
        self.is_in_stretch = true;
    }

    fn tell_skipped(&mut self, from: u64, to: u64, fault: Option<(Fault, Option<String>)>) {
        // What was told with its page is not told again; but more may have been skipped than that.
        let from = if std::mem::take(&mut self.is_told) {
            from.max(self.window.inner().fault_at())
        } else {
            from
        };
        if from >= to {
            return;
        }
        let what = match fault {
            Some((Fault::Bomb, _)) => "unpack to more than 200 times their size",
            _ => "are damaged",
        };
        let page = fault
            .and_then(|(_, url)| url)
            .map_or(String::new(), |url| format!("; the page {url} is in them"));
        let name = format!("{}@{from}", self.name);
        self.leave(
            name,
            format!("bytes {from}-{to} {what} and were skipped{page}"),
        );
    }

    fn leave(&mut self, name: String, reason: String) {
        self.ready.push_back(Member::left(name, reason));
    }

    /// At the end of the file: tells whether it is the end of the archive too, and whether there was one.
    fn finish(&mut self, fault: Option<(Fault, Option<String>)>, skipped_from: Option<u64>) {
        self.is_over = true;
        let source = self.window.inner();
        let (end, failure) = (source.file_offset(), source.failure().map(str::to_owned));
        let name = self.name.clone();
        if let Some(failure) = failure {
            self.leave(
                name,
                format!("after {end} bytes the file could not be read on: {failure}"),
            );
        } else if let Some(from) = skipped_from.or(self.cut_from) {
            if matches!(fault, Some((Fault::Bomb, _))) {
                self.tell_skipped(from, end, fault);
            } else if !self.is_told || self.window.inner().fault_at() < end {
                let reason = format!(
                    "the archive is cut off, or damaged at its end: of its {end} bytes those from {from} on are no whole record"
                );
                self.leave(name, reason);
            }
        } else if self.n_pages + self.n_left + self.ready.len() == 0 {
            let mut reason = "there is no page in the archive".to_owned();
            if end == 0 {
                reason = "the file is empty".to_owned();
            } else if !self.passed_over.is_empty() {
                let counts: Vec<String> = (self.passed_over.iter())
                    .map(|(what, n)| format!("{n} {what}"))
                    .collect();
                reason = format!("{reason}; records passed over: {}", counts.join(", "));
            }
            self.leave(name, reason);
        }
    }

    /// At least `n` bytes of the record, unless it stops before; they may lie in several members.
    fn ahead(&mut self, n: usize) -> &[u8] {
        while self.window.ahead(n).len() < n && self.window.inner().goes_on() {
            self.window.reopen();
        }
        self.window.ahead(0)
    }

    /// The length of the head that stands next, where one does.
    fn head_len(&mut self) -> Option<usize> {
        loop {
            let ahead = self.window.ahead(MAX_HEAD_BYTES);
            if !is_record_start(ahead) {
                return None;
            }
            if let Some(end) = head_end(ahead) {
                return Some(end);
            }
            if ahead.len() >= MAX_HEAD_BYTES || !self.window.inner().goes_on() {
                return None;
            }
            self.window.reopen();
        }
    }

    /// How the stretch ended, where all of it is there.
    fn fault(&mut self) -> Option<Fault> {
        match self.window.inner().ending() {
            Some(Ending::Fault(fault)) => Some(fault),
            _ => None,
        }
    }

    /// Where in the file what comes next stands, or the member that it is in.
    fn file_place(&mut self) -> u64 {
        let at = self.window.offset();
        let source = self.window.inner();
        if source.is_compressed() {
            source.start()
        } else {
            at
        }
    }

    /// The place of what comes next, as the names of members give it.
    fn place(&mut self) -> String {
        let at = self.window.offset();
        let source = self.window.inner();
        if !source.is_compressed() {
            return format!("{}@{at}", self.name);
        }
        let start = source.start();
        if at == 0 {
            format!("{}@{start}", self.name)
        } else {
            format!("{}@{start}+{at}", self.name)
        }
    }

    /// The stretch has nothing more to give.
    fn leave_stretch(&mut self, url: Option<String>) {
        self.is_in_stretch = false;
        self.fault = self.fault().map(|fault| (fault, url));
    }

    fn read_record(&mut self) {
        loop {
            let blank = self
                .window
                .ahead(1)
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            if blank == 0 {
                break;
            }
            self.window.pass(blank);
        }
        if self.window.ahead(1).is_empty() {
            return self.leave_stretch(None);
        }
        let place = self.place();
        let Some(head_len) = self.head_len() else {
            return self.pass_over_what_is_no_record(place);
        };
        self.record_start = self.file_place();
        let head = RecordHead::read(&self.window.ahead(head_len)[..head_len]);
        self.window.pass(head_len);
        if head
            .length
            .is_some_and(|length| length > MAX_BLOCK_BYTES as u64)
        {
            self.read_long_record(place, &head);
        } else {
            self.read_block(place, &head);
        }
    }

    /// Passes over bytes that stand where a record should begin.
    fn pass_over_what_is_no_record(&mut self, place: String) {
        let n = pass_to_record(&mut self.window, u64::MAX, 1);
        if self.fault().is_some() && self.window.ahead(1).is_empty() {
            return self.leave_stretch(None);
        }
        let is_all = self.n_pages + self.n_left == 0
            && self.passed_over.is_empty()
            && self.window.ahead(1).is_empty();
        let (name, reason) = if is_all {
            (
                self.name.clone(),
                "the file holds no record of a web archive".to_owned(),
            )
        } else {
            (
                place,
                format!("{n} bytes here are no record and were skipped"),
            )
        };
        self.leave(name, reason);
    }

    /// A record of usual length, whose head has been passed.
    fn read_block(&mut self, place: String, head: &RecordHead) {
        let length = head.length.unwrap_or(0) as usize;
        let ahead = self.ahead(length);
        let mut n_block = ahead.len().min(length);
        let mut problem = None;
        if n_block < length {
            let within = find_record(&ahead[..n_block], 0);
            n_block = within.unwrap_or(n_block);
            if within.is_none() && !self.window.inner().is_compressed() {
                self.cut_from = Some(self.record_start);
            }
            problem = Some(format!(
                "the page is cut off after {n_block} of {length} bytes"
            ));
        } else if !record_ends_at(&mut self.window, length) || head.length.is_none() {
            let within = find_record(&self.window.ahead(length)[..length], 0);
            n_block = within.unwrap_or_else(|| length_to_record(&mut self.window, length));
            problem = Some(match head.length {
                Some(_) if n_block < length => {
                    format!("the page is cut off after {n_block} of {length} bytes")
                }
                Some(_) => format!("its record says that it has {length} bytes, and has {n_block}"),
                None => "its record does not say how long it is".to_owned(),
            });
        }
        // The checksum stands at the end of the member: it may be that only now the damage shows.
        let is_at_end = self.window.ahead(n_block + 64).len() < n_block + 64;
        let fault = if is_at_end { self.fault() } else { None };
        let is_cut = n_block < length;
        let block = &self.window.ahead(n_block)[..n_block];
        // Where the next record tells the end, the bytes that part the two are in it.
        let block = if n_block == length {
            block
        } else {
            block.trim_ascii_end()
        };
        let page = head.page(block);
        if fault.is_some() && matches!(page, Ok(Some(_))) {
            if problem.is_none() {
                problem = Some(
                    "the checksum of its record is wrong or missing; parts of the page may be damaged".to_owned(),
                );
                self.is_told = true;
            } else if fault == Some(Fault::Bomb) || !is_cut {
                self.pass_block(n_block);
                return self.leave_stretch(head.url.clone());
            }
        }
        if fault.is_some() && is_cut {
            // Whether it was cut off or damaged shows only when no good record comes after it.
            self.pass_block(n_block);
            self.leave_stretch(head.url.clone());
            return self.settle_cut(place, head, page, problem);
        }
        self.put(place, head, page, problem);
        self.pass_block(n_block);
    }

    /// A record that stops in a fault: damaged when others follow, cut off when the file ends.
    fn settle_cut(
        &mut self,
        place: String,
        head: &RecordHead,
        page: Result<Option<SavedPage>, String>,
        problem: Option<String>,
    ) {
        let n_ready = self.ready.len();
        self.go_to_stretch();
        if !self.is_in_stretch && head.may_hold_page() {
            // `finish` has told of the end; the page comes before that.
            let told: Vec<Member> = self.ready.drain(n_ready..).collect();
            self.put(place, head, page, problem);
            self.ready.extend(told);
        }
    }

    fn put(
        &mut self,
        place: String,
        head: &RecordHead,
        page: Result<Option<SavedPage>, String>,
        problem: Option<String>,
    ) {
        match page {
            Ok(Some(mut page)) => {
                page.name = place;
                page.problem = match (problem, page.problem) {
                    (Some(one), Some(other)) => Some(format!("{one}; {other}")),
                    (one, other) => one.or(other),
                };
                self.ready.push_back(Member::Page(Box::new(page)));
            }
            Ok(None) => {
                *self
                    .passed_over
                    .entry(head.record_type.clone())
                    .or_default() += 1
            }
            Err(reason) => self.leave(place, reason),
        }
    }

    fn pass_block(&mut self, n: usize) {
        self.window.ahead(n);
        self.window.pass(n);
    }

    /// A record longer than a page may be. Of what comes after the beginning nothing is held; it ends where it says,
    /// or where another record begins.
    fn read_long_record(&mut self, place: String, head: &RecordHead) {
        let length = head.length.unwrap_or(u64::MAX);
        let n_ahead = self.ahead(MAX_BLOCK_BYTES).len().min(MAX_BLOCK_BYTES);
        let block = &self.window.ahead(0)[..n_ahead];
        let n_block = find_record(block, 0).unwrap_or(n_ahead);
        let fault = if n_ahead < MAX_BLOCK_BYTES {
            self.fault()
        } else {
            None
        };
        if n_block == n_ahead && fault == Some(Fault::Bomb) {
            self.pass_block(n_block);
            return self.leave_stretch(head.url.clone());
        }
        let page = head.page(&self.window.ahead(0)[..n_block]);
        let problem = (n_block < MAX_BLOCK_BYTES)
            .then(|| format!("the page is cut off after {n_block} of {length} bytes"));
        self.pass_block(n_block);
        if fault.is_some() && n_block == n_ahead {
            self.leave_stretch(head.url.clone());
            return self.settle_cut(place, head, page, problem);
        }
        self.put(place, head, page, problem);
        if n_block == MAX_BLOCK_BYTES {
            pass_to_record(&mut self.window, length - MAX_BLOCK_BYTES as u64, 0);
        }
    }
}
