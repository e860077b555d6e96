//! Identifiers. Each is text, stable for the same input, and sorts the way it prints.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $name(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                $name(text)
            }
        }
    )*};
}

ids! {
    /// A document: the SHA-256 of its bytes in lower-case hex, or the id its input line gave it.
    DocumentId
    /// A passage of a document.
    PassageId
    /// A mention in a document.
    MentionId
    /// A time expression in a document.
    TimeId
    /// An attribution in a document.
    AttributionId
    /// An event in a document.
    EventId
    /// An entity of the whole pile.
    EntityId
    /// A happening of the whole pile.
    HappeningId
    /// A claim of the whole pile.
    ClaimId
    /// A dispute of the whole pile.
    DisputeId
    /// A correction of the whole pile.
    CorrectionId
}

impl DocumentId {
    /// The id of a document with these bytes.
    pub fn of_bytes(bytes: &[u8]) -> DocumentId {
        DocumentId(hex(&Sha256::digest(bytes)))
    }

    /// The id of the `n`-th record (from 1) of a sort that `letter` names: `p`assage, `m`ention, `t`ime,
    /// `a`ttribution or `e`vent. Zero-padded, so that ids of a document sort in reading order.
    pub fn record(&self, letter: char, n: usize) -> String {
        format!("{}.{letter}{n:05}", self.short())
    }

    /// The id shortened to 16 characters when it is a digest, as people and record ids quote it;
    /// an id that came with the input stays whole.
    pub fn short(&self) -> &str {
        let is_digest = self.0.len() == 64 && self.0.bytes().all(|b| b.is_ascii_hexdigit());
        if is_digest { &self.0[..16] } else { &self.0 }
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_its_bytes() {
        let id = DocumentId::of_bytes(b"");
        assert_eq!(
            id.as_str(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(id.record('m', 7), "e3b0c44298fc1c14.m00007");
    }

    #[test]
    fn an_id_that_came_with_the_input_stays_whole() {
        assert_eq!(
            DocumentId::from("wire-0001").record('p', 1),
            "wire-0001.p00001"
        );
    }
}
