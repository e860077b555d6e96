//! A reader of which is known how much it gave, and that gives so many bytes and no more.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

/// See the module.
pub struct Metered<R> {
    inner: R,
    meter: Meter,
}

/// What was read through a [`Metered`] and what still may be; it stays when the reader has gone elsewhere.
#[derive(Clone)]
pub struct Meter(Rc<Cell<(u64, u64)>>);

impl Meter {
    /// Bytes read so far.
    pub fn n_read(&self) -> u64 {
        self.0.get().0
    }

    /// Whether all that might be read was read.
    pub fn is_spent(&self) -> bool {
        let (n_read, n_most) = self.0.get();
        n_read >= n_most
    }

    /// Lets any number of bytes through.
    pub fn lift(&self) {
        self.0.set((self.n_read(), u64::MAX));
    }
}

impl<R> Metered<R> {
    /// A reader that fails after `n_most` bytes.
    pub fn new(inner: R, n_most: u64) -> Metered<R> {
        Metered {
            inner,
            meter: Meter(Rc::new(Cell::new((0, n_most)))),
        }
    }

    /// Its meter.
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let (n_read, n_most) = self.meter.0.get();
        if n_read >= n_most {
            return Err(io::Error::other("too much was read"));
        }
        let n = usize::try_from(n_most - n_read)
            .unwrap_or(usize::MAX)
            .min(into.len());
        let n = self.inner.read(&mut into[..n])?;
        self.meter.0.set((n_read + n as u64, n_most));
        Ok(n)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
