//! What the model keeps outside the encoder's graph: its vocabulary with embeddings, its labels, and the small
//! matrices that join two words.
//!
//! Layout of the file, all numbers little-endian: [`MAGIC`]; the SHA-256 of what follows; the pieces (count as u32,
//! each a u16 length and UTF-8); the width of an embedding (u32), a scale (f32) for each piece, then the embeddings as
//! signed bytes, row by row; the tags, the relations, the kinds and the events (lists like the pieces, the last two with
//! `none` first); the forms whose tags are known (count; of each the form, a count as u8 and the numbers of its tags, a byte
//! each); the columns of the heads (count, then name
//! and width of each); five matrices (rows and columns as u32, then f32 row by row): relation weights, relation bias,
//! role weights, role bias, distances. `training/model/export.py` writes it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use dateline_syntax::{Deprel, EventKind, Kind, Upos, Xpos};
use sha2::{Digest, Sha256};

use crate::wordpiece::WordPiece;

/// First bytes of the file.
pub(crate) const MAGIC: &[u8] = b"dateline reading 2\n";

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Not such a file, or of another version.
    #[error("reading.bin is not of this version: take the model released with this program")]
    Magic,
    /// The checksum does not match.
    #[error("reading.bin is damaged: its checksum does not match; take the file as released")]
    Checksum,
    /// The bytes end early, or a count goes past them.
    #[error("reading.bin ends early, at byte {at}: take the file as released")]
    Short {
        /// Where, 0-based, behind the checksum.
        at: usize,
    },
    /// A name that is not UTF-8, or a label this program does not know.
    #[error(
        "reading.bin names the unknown label {label:?}: take the model released with this program"
    )]
    Label {
        /// The label, as far as it can be shown.
        label: String,
    },
    /// A part that is missing or of another size.
    #[error("reading.bin lacks {what}: take the model released with this program")]
    Part {
        /// What is missing.
        what: &'static str,
    },
    /// The encoder's graph cannot be loaded.
    #[error("encoder.onnx cannot be loaded: {0}")]
    Encoder(String),
}

/// A matrix, row by row.
#[derive(Debug)]
pub(crate) struct Matrix {
    pub(crate) columns: usize,
    values: Vec<f32>,
}

impl Matrix {
    pub(crate) fn rows(&self) -> usize {
        self.values.len() / self.columns.max(1)
    }

    pub(crate) fn row(&self, row: usize) -> &[f32] {
        &self.values[row * self.columns..][..self.columns]
    }
}

/// The columns of each head in the encoder's answer.
#[derive(Debug)]
pub(crate) struct Columns {
    pub(crate) tag: Range<usize>,
    pub(crate) kind: Range<usize>,
    pub(crate) event: Range<usize>,
    pub(crate) arc_dependent: Range<usize>,
    pub(crate) arc_head: Range<usize>,
    pub(crate) arc_root: Range<usize>,
    pub(crate) relation_dependent: Range<usize>,
    pub(crate) relation_head: Range<usize>,
    pub(crate) anchor: Range<usize>,
    pub(crate) role_anchor: Range<usize>,
    pub(crate) role_word: Range<usize>,
    /// Columns in all.
    pub(crate) all: usize,
}

/// The whole file.
#[derive(Debug)]
pub(crate) struct Weights {
    pub(crate) wordpiece: WordPiece,
    /// Numbers in an embedding.
    pub(crate) width: usize,
    scales: Vec<f32>,
    embeddings: Cow<'static, [u8]>,
    pub(crate) tags: Vec<(Upos, Xpos)>,
    pub(crate) relations: Vec<Deprel>,
    pub(crate) kinds: Vec<Option<Kind>>,
    pub(crate) events: Vec<Option<EventKind>>,
    /// The numbers of the tags that a small-written form can have, where the treebank shows them all.
    pub(crate) forms: HashMap<Box<str>, Vec<u8>>,
    pub(crate) columns: Columns,
    pub(crate) relation: Matrix,
    pub(crate) relation_bias: Matrix,
    pub(crate) role: Matrix,
    pub(crate) role_bias: Matrix,
    pub(crate) distance: Matrix,
}

impl Weights {
    /// Reads the file.
    pub(crate) fn unpack(bytes: Cow<'static, [u8]>) -> Result<Weights, LoadError> {
        let payload = bytes.strip_prefix(MAGIC).ok_or(LoadError::Magic)?;
        let (sum, payload) = payload
            .split_first_chunk::<32>()
            .ok_or(LoadError::Short { at: 0 })?;
        if Sha256::digest(payload).as_slice() != sum {
            return Err(LoadError::Checksum);
        }
        let offset = bytes.len() - payload.len();
        let mut reader = Reader {
            bytes: payload,
            at: 0,
        };
        let wordpiece = WordPiece::new(reader.names()?).ok_or(LoadError::Part {
            what: "a mark of the vocabulary",
        })?;
        let pieces = wordpiece.len();
        let width = reader.count()?;
        let scales = reader.floats(pieces)?;
        let from = reader.at + offset;
        let size = pieces
            .checked_mul(width)
            .ok_or(LoadError::Short { at: reader.at })?;
        reader.take(size)?;
        let tags = reader
            .names()?
            .iter()
            .map(|name| tag(name))
            .collect::<Result<_, _>>()?;
        let relations = reader
            .names()?
            .iter()
            .map(|name| Deprel::from_treebank(name))
            .collect::<Vec<_>>();
        let kinds = reader.names()?;
        let kinds = labels(&kinds, Kind::exact)?;
        let events = reader.names()?;
        let events = labels(&events, EventKind::exact)?;
        let forms = (0..reader.count()?)
            .map(|_| {
                let form = reader.name()?;
                let [length] = reader.array()?;
                Ok((form, reader.take(usize::from(length))?.to_vec()))
            })
            .collect::<Result<_, LoadError>>()?;
        let columns = reader.columns()?;
        let [relation, relation_bias, role, role_bias, distance] = [
            reader.matrix()?,
            reader.matrix()?,
            reader.matrix()?,
            reader.matrix()?,
            reader.matrix()?,
        ];
        let embeddings = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[from..from + size]),
            Cow::Owned(bytes) => Cow::Owned(bytes[from..from + size].to_vec()),
        };
        let weights = Weights {
            wordpiece,
            width,
            scales,
            embeddings,
            tags,
            relations,
            kinds,
            events,
            forms,
            columns,
            relation,
            relation_bias,
            role,
            role_bias,
            distance,
        };
        weights.check()?;
        Ok(weights)
    }

    /// Whether the parts fit each other, so that nothing is looked up outside them later.
    fn check(&self) -> Result<(), LoadError> {
        let columns = &self.columns;
        let fits = |fits: bool, what| fits.then_some(()).ok_or(LoadError::Part { what });
        fits(
            self.tags.len() == columns.tag.len(),
            "a column for each tag",
        )?;
        fits(
            self.kinds.len() == columns.kind.len() && self.events.len() == columns.event.len(),
            "a column for each kind and event",
        )?;
        fits(
            self.forms
                .values()
                .flatten()
                .all(|tag| usize::from(*tag) < self.tags.len()),
            "a tag of a form",
        )?;
        fits(
            columns.arc_dependent.len() == columns.arc_head.len(),
            "arcs of one width",
        )?;
        fits(
            self.relation.rows() == self.relations.len()
                && self.relation_bias.columns == self.relations.len()
                && self.relation_bias.rows() == 1
                && self.relation.columns == columns.relation_dependent.len()
                && self.relation.columns == columns.relation_head.len(),
            "a matrix of relations",
        )?;
        fits(
            self.role.rows() == crate::roles::LABELS
                && self.role_bias.columns == crate::roles::LABELS
                && self.role_bias.rows() == 1
                && self.role.columns == columns.role_anchor.len()
                && self.role.columns == columns.role_word.len(),
            "a matrix of roles",
        )?;
        fits(
            self.distance.columns == self.role.columns
                && self.distance.rows() == crate::roles::DISTANCES,
            "a row for each distance",
        )
    }

    /// Writes the embedding of a piece.
    pub(crate) fn embed(&self, piece: u32, into: &mut [f32]) {
        let piece = piece as usize;
        let scale = self.scales[piece];
        for (to, from) in into.iter_mut().zip(&self.embeddings[piece * self.width..]) {
            *to = f32::from(from.cast_signed()) * scale;
        }
    }
}

fn tag(name: &str) -> Result<(Upos, Xpos), LoadError> {
    name.split_once(' ')
        .and_then(|(upos, xpos)| Some((Upos::exact(upos)?, Xpos::exact(xpos)?)))
        .ok_or_else(|| LoadError::Label {
            label: name.to_owned(),
        })
}

/// Labels of which the first is that there is none.
fn labels<L>(
    names: &[Box<str>],
    exact: impl Fn(&str) -> Option<L>,
) -> Result<Vec<Option<L>>, LoadError> {
    let label = |name: &str| match name {
        "none" => Ok(None),
        name => exact(name).map(Some).ok_or_else(|| LoadError::Label {
            label: name.to_owned(),
        }),
    };
    names.iter().map(|name| label(name)).collect()
}

/// A cursor over the file.
struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], LoadError> {
        let end = self
            .at
            .checked_add(length)
            .filter(|end| *end <= self.bytes.len())
            .ok_or(LoadError::Short { at: self.at })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], LoadError> {
        let at = self.at;
        self.take(N)?
            .try_into()
            .map_err(|_| LoadError::Short { at })
    }

    fn count(&mut self) -> Result<usize, LoadError> {
        Ok(u32::from_le_bytes(self.array()?) as usize)
    }

    fn name(&mut self) -> Result<Box<str>, LoadError> {
        let length = u16::from_le_bytes(self.array()?);
        let bytes = self.take(usize::from(length))?;
        match std::str::from_utf8(bytes) {
            Ok(name) => Ok(name.into()),
            Err(_) => Err(LoadError::Label {
                label: String::from_utf8_lossy(bytes).into_owned(),
            }),
        }
    }

    fn names(&mut self) -> Result<Vec<Box<str>>, LoadError> {
        (0..self.count()?).map(|_| self.name()).collect()
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, LoadError> {
        let size = count
            .checked_mul(4)
            .ok_or(LoadError::Short { at: self.at })?;
        let (numbers, _) = self.take(size)?.as_chunks::<4>();
        Ok(numbers.iter().map(|n| f32::from_le_bytes(*n)).collect())
    }

    fn matrix(&mut self) -> Result<Matrix, LoadError> {
        let rows = self.count()?;
        let columns = self.count()?;
        let count = rows
            .checked_mul(columns)
            .ok_or(LoadError::Short { at: self.at })?;
        Ok(Matrix {
            columns,
            values: self.floats(count)?,
        })
    }

    fn columns(&mut self) -> Result<Columns, LoadError> {
        let mut all = 0;
        let mut found = Vec::new();
        for _ in 0..self.count()? {
            let name = self.name()?;
            let width = self.count()?;
            found.push((name, all..all + width));
            all += width;
        }
        let of = |what: &'static str| {
            found
                .iter()
                .find(|(name, _)| &**name == what)
                .map(|(_, columns)| columns.clone())
                .ok_or(LoadError::Part { what })
        };
        let one = |what| {
            of(what).and_then(|c| {
                if c.len() == 1 {
                    Ok(c)
                } else {
                    Err(LoadError::Part { what })
                }
            })
        };
        Ok(Columns {
            tag: of("tag")?,
            kind: of("kind")?,
            event: of("event")?,
            arc_dependent: of("arc_dependent")?,
            arc_head: of("arc_head")?,
            arc_root: one("arc_root")?,
            relation_dependent: of("relation_dependent")?,
            relation_head: of("relation_head")?,
            anchor: one("anchor")?,
            role_anchor: of("role_anchor")?,
            role_word: of("role_word")?,
            all,
        })
    }
}
