//! From columns to values, one after the other.

use dateline_vocabulary::{Days, Fragments, Precision, Span, UnknownKind, Words};
use jiff::civil::Date;
use rusqlite::Row;
use rusqlite::types::{FromSql, Type};
use serde::de::DeserializeOwned;
use std::str::FromStr;

/// The columns of a row, taken from left to right.
pub(crate) struct Columns<'r> {
    row: &'r Row<'r>,
    next: usize,
}

impl<'r> Columns<'r> {
    /// All columns of `row`.
    pub(crate) fn of(row: &'r Row<'r>) -> Columns<'r> {
        Columns { row, next: 0 }
    }

    /// The next column.
    pub(crate) fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    /// The next column as an id.
    pub(crate) fn id<I: From<String>>(&mut self) -> rusqlite::Result<I> {
        Ok(I::from(self.take::<String>()?))
    }

    /// The next column as an id, where there is one.
    pub(crate) fn id_if_any<I: From<String>>(&mut self) -> rusqlite::Result<Option<I>> {
        Ok(self.take::<Option<String>>()?.map(I::from))
    }

    /// The next column as a word of a closed list.
    pub(crate) fn kind<K: FromStr<Err = UnknownKind>>(&mut self) -> rusqlite::Result<K> {
        let text: String = self.take()?;
        text.parse().map_err(|error: UnknownKind| self.unfit(error))
    }

    /// The next column as a word of a closed list, where there is one.
    pub(crate) fn kind_if_any<K: FromStr<Err = UnknownKind>>(
        &mut self,
    ) -> rusqlite::Result<Option<K>> {
        let text: Option<String> = self.take()?;
        text.map(|text| text.parse().map_err(|error: UnknownKind| self.unfit(error)))
            .transpose()
    }

    /// The next column as a day, where there is one.
    pub(crate) fn day(&mut self) -> rusqlite::Result<Option<Date>> {
        let text: Option<String> = self.take()?;
        text.map(|text| text.parse().map_err(|error: jiff::Error| self.unfit(error)))
            .transpose()
    }

    /// The next two columns as days.
    pub(crate) fn days(&mut self) -> rusqlite::Result<Days> {
        Ok(Days {
            from: self.day()?,
            to: self.day()?,
        })
    }

    /// The next column as JSON.
    pub(crate) fn json<T: DeserializeOwned>(&mut self) -> rusqlite::Result<T> {
        let text: String = self.take()?;
        serde_json::from_str(&text).map_err(|error| self.unfit(error))
    }

    /// The next column as JSON, where there is any.
    pub(crate) fn json_if_any<T: DeserializeOwned>(&mut self) -> rusqlite::Result<Option<T>> {
        let text: Option<String> = self.take()?;
        text.map(|text| serde_json::from_str(&text).map_err(|error| self.unfit(error)))
            .transpose()
    }

    /// The next column as a word that JSON spells, such as a precision or a basis.
    pub(crate) fn word<T: DeserializeOwned>(&mut self) -> rusqlite::Result<T> {
        let text: String = self.take()?;
        serde_json::from_value(serde_json::Value::String(text)).map_err(|error| self.unfit(error))
    }

    /// The next two columns as a span.
    pub(crate) fn span(&mut self) -> rusqlite::Result<Span> {
        Ok(Span {
            start: self.take()?,
            end: self.take()?,
        })
    }

    /// The next three columns as words.
    pub(crate) fn words(&mut self) -> rusqlite::Result<Words> {
        Ok(Words {
            span: self.span()?,
            text: self.take()?,
        })
    }

    /// The next three columns as words, where there are any.
    pub(crate) fn words_if_any(&mut self) -> rusqlite::Result<Option<Words>> {
        if self.is_null()? {
            self.next += 3;
            return Ok(None);
        }
        self.words().map(Some)
    }

    /// The next four columns as words in pieces.
    pub(crate) fn fragments(&mut self) -> rusqlite::Result<Fragments> {
        let Words { span, text } = self.words()?;
        let pairs: Vec<[u32; 2]> = self.json()?;
        let spans = pairs
            .into_iter()
            .map(|[start, end]| Span { start, end })
            .collect();
        Ok(Fragments {
            hull: span,
            text,
            spans,
        })
    }

    /// The next four columns as words in pieces, where there are any.
    pub(crate) fn fragments_if_any(&mut self) -> rusqlite::Result<Option<Fragments>> {
        if self.is_null()? {
            self.next += 4;
            return Ok(None);
        }
        self.fragments().map(Some)
    }

    /// Whether the next column is empty; it is not taken.
    fn is_null(&self) -> rusqlite::Result<bool> {
        Ok(self.row.get_ref(self.next)?.data_type() == Type::Null)
    }

    /// The column just taken holds what cannot be.
    fn unfit(&self, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
        rusqlite::Error::FromSqlConversionFailure(self.next - 1, Type::Text, Box::new(error))
    }
}

/// A day as stored.
pub(crate) fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// A list as stored.
pub(crate) fn json(list: &impl serde::Serialize) -> String {
    serde_json::to_string(list).expect("lists of text and numbers have a JSON form")
}

/// Pieces as stored: `[[start, end], …]`.
pub(crate) fn pairs(spans: &[Span]) -> String {
    json(
        &spans
            .iter()
            .map(|span| [span.start, span.end])
            .collect::<Vec<_>>(),
    )
}

/// A precision as stored.
pub(crate) fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Week => "week",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::Longer => "longer",
        Precision::Unknown => "unknown",
    }
}
