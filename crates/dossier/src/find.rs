//! Finding the document that a person means.

use crate::{Dossier, DossierError};
use dateline_vocabulary::DocumentId;
use std::collections::BTreeSet;

/// So many characters of an id are taken as a beginning of it.
const SHORTEST_ID: usize = 4;

impl Dossier {
    /// The documents that `name` may mean, by ascending id.
    ///
    /// A whole id or a whole path goes before everything. Otherwise these are found: a beginning of an id, of
    /// 4 characters or more; and the end of a path from a `/` on (`field/ferry.html`, `ferry.html`), or, where
    /// no path ends so, the start of a file name (`ferry`).
    pub fn find_document(&self, name: &str) -> Result<Vec<DocumentId>, DossierError> {
        if name.is_empty() {
            return Ok(Vec::new());
        }
        self.read("look for a document", |conn| {
            let mut statement = conn.prepare_cached("SELECT document, file FROM document_file")?;
            let mut rows = statement.query([])?;
            let (mut exact, mut by_id) = (BTreeSet::new(), BTreeSet::new());
            let (mut by_end, mut by_start) = (BTreeSet::new(), BTreeSet::new());
            while let Some(row) = rows.next()? {
                let (id, file) = (row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?);
                let note = |set: &mut BTreeSet<DocumentId>| set.insert(DocumentId::from(id));
                if id == name || file == name {
                    note(&mut exact);
                } else if name.chars().nth(SHORTEST_ID - 1).is_some() && id.starts_with(name) {
                    note(&mut by_id);
                } else if ends_with_path(file, name) {
                    note(&mut by_end);
                } else if file_name(file).starts_with(name) {
                    note(&mut by_start);
                }
            }
            if !exact.is_empty() {
                return Ok(exact.into_iter().collect());
            }
            by_id.extend(if by_end.is_empty() { by_start } else { by_end });
            Ok(by_id.into_iter().collect())
        })
    }
}

/// Whether `end` is the last parts of the path.
fn ends_with_path(file: &str, end: &str) -> bool {
    file.strip_suffix(end)
        .is_some_and(|rest| rest.ends_with(['/', '\\']))
}

/// The last part of a path.
fn file_name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}
