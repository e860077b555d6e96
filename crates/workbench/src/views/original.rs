//! A page as it was saved, in a frame where nothing runs and nothing is loaded.

use crate::address::Query;
use crate::fault::Fault;
use crate::{Answer, Desk};
use dateline_vocabulary::{Document, DocumentId};

/// What a saved page may do in its frame: show its own text, styles and pictures that lie inside it. No script, no form, no way out.
pub(crate) const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The bytes of a page, from the file that it was read from, where they are still those that were read.
pub(crate) fn original(desk: &mut Desk<'_>, id: &str, _: &Query) -> Result<Answer, Fault> {
    let found = desk.dossier.find_document(id)?;
    let documents = desk.dossier.document_heads(&found)?;
    let [document] = documents.as_slice() else {
        return Err(Fault::no_such("page", id));
    };
    let Some(bytes) = saved(document) else {
        return Err(Fault::Missing(format!(
            "The file {} is not there, or is no longer what was read.",
            document.file
        )));
    };
    let is_html = document.media_type.contains("html");
    Ok(Answer::Saved {
        // A page of HTML names its own charset.
        media_type: if is_html {
            "text/html"
        } else {
            "text/plain; charset=utf-8"
        },
        bytes: if is_html {
            without_links(&bytes)
        } else {
            bytes
        },
    })
}

/// Bytes of a saved page that are shown, at most.
const MOST_BYTES: u64 = 64 << 20;

/// Whether a document's file may be there to be shown. A page from inside an archive has no file of its own; a path of another machine is
/// left alone.
pub(crate) fn may_be_there(document: &Document) -> bool {
    ![r"\\", "//"].iter().any(|it| document.file.starts_with(it))
        && std::fs::metadata(&document.file).is_ok_and(|it| it.is_file() && it.len() <= MOST_BYTES)
}

/// The bytes that a document was read from: a file that has changed, or that a stranger's dossier names, is not the page.
pub(crate) fn saved(document: &Document) -> Option<Vec<u8>> {
    let bytes = may_be_there(document)
        .then(|| std::fs::read(&document.file).ok())
        .flatten()?;
    (DocumentId::of_bytes(&bytes).as_str() == document.sha256).then_some(bytes)
}

/// A page of HTML without its `link`s, which no policy keeps from reaching out (`rel=preconnect`); each becomes an element without
/// a meaning.
fn without_links(html: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest
        .windows(5)
        .position(|it| it.eq_ignore_ascii_case(b"<link"))
    {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(b"<x-link");
        rest = &rest[at + 5..];
    }
    out.extend_from_slice(rest);
    out
}
