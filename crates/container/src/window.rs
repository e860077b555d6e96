//! A stream that can be looked ahead in, and gone back in as far as its last bytes are kept.

use std::io::{self, Read};

/// Bytes that are read at a time.
const STEP: usize = 64 * 1024;

/// See the module.
#[derive(Debug)]
pub struct Window<R> {
    inner: R,
    buffer: Vec<u8>,
    /// Where in `buffer` the next byte stands.
    at: usize,
    /// Where in the stream `buffer` begins.
    base: u64,
    /// From here on bytes are kept when they have been passed.
    kept_from: u64,
    max_kept: usize,
    is_over: bool,
    failure: Option<String>,
}

impl<R: Read> Window<R> {
    /// A window that can go back by `max_kept` bytes.
    pub fn new(inner: R, max_kept: usize) -> Window<R> {
        Window {
            inner,
            buffer: Vec::new(),
            at: 0,
            base: 0,
            kept_from: 0,
            max_kept,
            is_over: false,
            failure: None,
        }
    }

    /// What it reads from.
    pub fn inner(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Where the next byte stands in the stream.
    pub fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    /// Why the system did not give more of the stream, where it failed.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// What comes next: at least `n` bytes unless the stream ends before.
    pub fn ahead(&mut self, n: usize) -> &[u8] {
        while self.buffer.len() - self.at < n && !self.is_over {
            self.read_on(n);
        }
        &self.buffer[self.at..]
    }

    /// Passes over `n` bytes, which have been looked at.
    pub fn pass(&mut self, n: usize) {
        self.at = (self.at + n).min(self.buffer.len());
    }

    /// Keeps what comes from here on, as far as there is room.
    pub fn keep_from_here(&mut self) {
        self.kept_from = self.offset();
    }

    /// Goes back to `offset`, or to the first byte that is still kept. Says where it is.
    pub fn go_back(&mut self, offset: u64) -> u64 {
        let at = offset.saturating_sub(self.base);
        self.at = usize::try_from(at).unwrap_or(usize::MAX).min(self.at);
        self.offset()
    }

    /// Reads on although the inner reader was at an end: it may have more now.
    pub fn reopen(&mut self) {
        self.is_over = false;
    }

    /// Begins anew, with nothing read.
    pub fn restart(&mut self) {
        self.buffer.clear();
        self.buffer.shrink_to(STEP);
        (self.at, self.base, self.kept_from) = (0, 0, 0);
        self.is_over = false;
    }

    fn read_on(&mut self, n_wanted: usize) {
        let wanted_from = (self.kept_from.saturating_sub(self.base) as usize)
            .max(self.at.saturating_sub(self.max_kept))
            .min(self.at);
        // Moving what is left costs its length: only when as much can go.
        if wanted_from > STEP && wanted_from >= self.buffer.len() - wanted_from {
            self.buffer.drain(..wanted_from);
            self.at -= wanted_from;
            self.base += wanted_from as u64;
        }
        let filled = self.buffer.len();
        let n_missing = (n_wanted + self.at).saturating_sub(filled);
        // As much again as there is, so that what is read zero by zero costs no more than its length.
        let step = n_missing.min(filled.max(STEP)).max(STEP);
        self.buffer.resize(filled + step, 0);
        let n = loop {
            match self.inner.read(&mut self.buffer[filled..]) {
                Ok(n) => break n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error.to_string());
                    break 0;
                }
            }
        };
        self.buffer.truncate(filled + n);
        self.is_over = n == 0;
    }
}

impl<R: Read> Read for Window<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let ahead = self.ahead(1.min(into.len()));
        let n = ahead.len().min(into.len());
        into[..n].copy_from_slice(&ahead[..n]);
        self.pass(n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goes_back_as_far_as_is_kept() {
        let bytes: Vec<u8> = (0..1_000_000u32).map(|n| n as u8).collect();
        let mut window = Window::new(&bytes[..], 300_000);
        assert_eq!(window.ahead(5)[..5], bytes[..5]);
        window.pass(100_000);
        window.ahead(200_000);
        window.pass(100_000);
        window.keep_from_here();
        let from = window.offset();
        for _ in 0..20 {
            window.ahead(10_000);
            window.pass(10_000);
        }
        assert_eq!(window.go_back(from), from);
        assert_eq!(window.ahead(10)[..10], bytes[from as usize..][..10]);
        for _ in 0..79 {
            window.ahead(10_000);
            window.pass(10_000);
        }
        let back = window.go_back(from);
        assert!(back > from && back <= 1_000_000 - 300_000, "{back}");
        assert_eq!(window.ahead(10)[..10], bytes[back as usize..][..10]);
        assert!(window.ahead(usize::MAX / 2).len() < 1_000_000);
    }
}
