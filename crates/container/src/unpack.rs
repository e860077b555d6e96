//! One compressed member of a file: a gzip member (RFC 1952) or a zstd frame (RFC 8878).

use crate::is_bomb;
use crate::window::Window;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::io::Read;

/// The name and the comment in the head of a gzip member are not longer in any real file.
const MAX_GZIP_TEXT: usize = 4096;

/// Why a member gave no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its bytes are wrong, or they stop.
    Damaged,
    /// It unpacks to far more than it is.
    Bomb,
}

/// How members are compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// gzip.
    Gzip,
    /// zstd.
    Zstd,
}

impl Method {
    /// What a member begins with.
    pub fn magic(self) -> &'static [u8] {
        match self {
            Method::Gzip => &[0x1f, 0x8b, 8],
            Method::Zstd => &[0x28, 0xb5, 0x2f, 0xfd],
        }
    }
}

/// Unpacks members, one after the other.
pub struct Unpacker {
    decoder: Decoder,
    /// Where the member begins, in the file.
    start: u64,
    n_out: u64,
    is_over: bool,
}

enum Decoder {
    Gzip { inflate: Box<Decompress>, crc: Crc },
    Zstd(Box<FrameDecoder>),
}

impl Unpacker {
    /// An unpacker of this method.
    pub fn new(method: Method) -> Unpacker {
        let decoder = match method {
            Method::Gzip => Decoder::Gzip {
                inflate: Box::new(Decompress::new(false)),
                crc: Crc::new(),
            },
            Method::Zstd => Decoder::Zstd(Box::new(FrameDecoder::new())),
        };
        Unpacker {
            decoder,
            start: 0,
            n_out: 0,
            is_over: true,
        }
    }

    /// The method.
    pub fn method(&self) -> Method {
        match self.decoder {
            Decoder::Gzip { .. } => Method::Gzip,
            Decoder::Zstd(_) => Method::Zstd,
        }
    }

    /// Begins with the member that stands next in the file.
    pub fn open<R: Read>(&mut self, file: &mut Window<R>) -> Result<(), Fault> {
        self.start = file.offset();
        self.n_out = 0;
        self.is_over = false;
        match &mut self.decoder {
            Decoder::Gzip { inflate, crc } => {
                inflate.reset(false);
                crc.reset();
                pass_gzip_head(file).ok_or(Fault::Damaged)
            }
            Decoder::Zstd(frame) => frame.init(file).map_err(|_| Fault::Damaged),
        }
    }

    /// Unpacks on; `Ok(0)` at the end of the member, when it has been found to be whole.
    pub fn read<R: Read>(&mut self, file: &mut Window<R>, into: &mut [u8]) -> Result<usize, Fault> {
        if self.is_over || into.is_empty() {
            return Ok(0);
        }
        let n = match &mut self.decoder {
            Decoder::Gzip { inflate, crc } => inflate_on(inflate, crc, file, into)?,
            Decoder::Zstd(frame) => unfold(frame, file, into)?,
        };
        self.is_over = n == 0;
        self.n_out += n as u64;
        if is_bomb(file.offset() - self.start, self.n_out) {
            return Err(Fault::Bomb);
        }
        Ok(n)
    }
}

fn inflate_on<R: Read>(
    inflate: &mut Decompress,
    crc: &mut Crc,
    file: &mut Window<R>,
    into: &mut [u8],
) -> Result<usize, Fault> {
    loop {
        let (n_in, n_out) = (inflate.total_in(), inflate.total_out());
        let status = inflate
            .decompress(file.ahead(1), into, FlushDecompress::None)
            .map_err(|_| Fault::Damaged)?;
        let n_in = (inflate.total_in() - n_in) as usize;
        let n_out = (inflate.total_out() - n_out) as usize;
        file.pass(n_in);
        crc.update(&into[..n_out]);
        if n_out > 0 {
            return Ok(n_out);
        }
        match status {
            Status::StreamEnd => {
                let [a, b, c, d, e, f, g, h, ..] = *file.ahead(8) else {
                    return Err(Fault::Damaged);
                };
                file.pass(8);
                let is_whole = u32::from_le_bytes([a, b, c, d]) == crc.sum()
                    && u32::from_le_bytes([e, f, g, h]) == crc.amount();
                return if is_whole { Ok(0) } else { Err(Fault::Damaged) };
            }
            // Nothing taken and nothing given: the file is at its end.
            _ if n_in == 0 => return Err(Fault::Damaged),
            _ => {}
        }
    }
}

fn unfold<R: Read>(
    frame: &mut FrameDecoder,
    file: &mut Window<R>,
    into: &mut [u8],
) -> Result<usize, Fault> {
    loop {
        let n = frame.read(into).map_err(|_| Fault::Damaged)?;
        if n > 0 {
            return Ok(n);
        }
        if frame.is_finished() {
            let is_whole = frame.get_checksum_from_data().is_none()
                || frame.get_checksum_from_data() == frame.get_calculated_checksum();
            return if is_whole { Ok(0) } else { Err(Fault::Damaged) };
        }
        frame
            .decode_blocks(&mut *file, BlockDecodingStrategy::UptoBlocks(1))
            .map_err(|_| Fault::Damaged)?;
    }
}

/// Passes over the head of a gzip member; `None` where there is none.
fn pass_gzip_head<R: Read>(file: &mut Window<R>) -> Option<()> {
    const HEAD_CRC: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let [0x1f, 0x8b, 8, flags, ..] = *file.ahead(10) else {
        return None;
    };
    if flags & 0xe0 != 0 || file.ahead(10).len() < 10 {
        return None;
    }
    file.pass(10);
    if flags & EXTRA != 0 {
        let [a, b, ..] = *file.ahead(2) else {
            return None;
        };
        let n = 2 + usize::from(u16::from_le_bytes([a, b]));
        if file.ahead(n).len() < n {
            return None;
        }
        file.pass(n);
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let ahead = file.ahead(MAX_GZIP_TEXT);
            let end = memchr::memchr(0, &ahead[..ahead.len().min(MAX_GZIP_TEXT)])?;
            file.pass(end + 1);
        }
    }
    if flags & HEAD_CRC != 0 {
        if file.ahead(2).len() < 2 {
            return None;
        }
        file.pass(2);
    }
    Some(())
}
