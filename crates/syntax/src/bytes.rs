//! Reading and writing of the packed tables.

/// Why a packed table cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes end early.
    #[error("language tables end early, at byte {at}: take the file as released")]
    Short {
        /// Where, 0-based.
        at: usize,
    },
    /// Not a table file, or of another version.
    #[error("not language tables of this version: take the file as released with this program")]
    Magic,
    /// The checksum does not match.
    #[error("language tables are damaged: checksum {found:016x}, expected {expected:016x}")]
    Checksum {
        /// The checksum of the bytes.
        found: u64,
        /// The checksum they came with.
        expected: u64,
    },
    /// A count past any limit.
    #[error("language tables claim {found} entries, past any limit")]
    Size {
        /// The count claimed.
        found: usize,
    },
    /// A label that this program does not know.
    #[error("language tables name the unknown label {label:?}")]
    Label {
        /// The label.
        label: String,
    },
}

/// A cursor over packed bytes.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0 }
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], ReadError> {
        let end = self.at.checked_add(len).filter(|&e| e <= self.bytes.len());
        let end = end.ok_or(ReadError::Short { at: self.at })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, ReadError> {
        Ok(self.take(1)?[0])
    }

    pub(crate) fn varint(&mut self) -> Result<u32, ReadError> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21, 28] {
            let b = self.byte()?;
            value |= u32::from(b & 0x7f) << shift;
            if b & 0x80 == 0 {
                break;
            }
        }
        Ok(value)
    }

    /// A length and that many bytes of text.
    pub(crate) fn text(&mut self) -> Result<&'a str, ReadError> {
        let len = self.varint()? as usize;
        let at = self.at;
        std::str::from_utf8(self.take(len)?).map_err(|_| ReadError::Short { at })
    }
}

#[cfg(feature = "train")]
pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(feature = "train")]
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put_varint(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}
