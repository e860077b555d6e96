//! What can lie at the path.

use super::sample::records;
use crate::*;
use dateline_vocabulary::{Document, Passage, PassageRole, Span};
use std::path::Path;
use std::time::Duration;

fn bytes_of(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

#[test]
fn what_is_no_dossier_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let other = rusqlite::Connection::open(folder.path().join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE notes (x)").unwrap();
    drop(other);
    let other = bytes_of(&folder.path().join("other.db"));
    let cases: [(&[u8], &str); 8] = [
        (b"plain words\n", "a text file"),
        (b"  <!doctype html><p>", "an HTML or XML page"),
        (b"PK\x03\x04rest", "a zip file"),
        (b"\x1F\x8B\x08", "a gzip file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"WARC/1.1\r\n", "a WARC file"),
        (b"\0\x01\x02", "a file of another kind"),
        (&other, "a SQLite file of another program"),
    ];
    let path = folder.path().join("d");
    for (content, expected) in cases {
        std::fs::write(&path, content).unwrap();
        for open in [Dossier::open, Dossier::open_or_create] {
            match open(&path) {
                Err(OpenDossierError::NotADossier { found, .. }) => assert_eq!(found, expected),
                other => panic!("{expected}: {other:?}"),
            }
            assert_eq!(bytes_of(&path), content);
        }
    }
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        2,
        "no file was laid beside it"
    );
    match Dossier::open_or_create(folder.path()) {
        Err(OpenDossierError::NotADossier { found, .. }) => assert_eq!(found, "a folder"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_of_no_bytes_can_become_a_dossier_but_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    std::fs::write(&path, b"").unwrap();
    let error = Dossier::open(&path).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("not a dossier but an empty file"),
        "{error}"
    );
    assert_eq!(bytes_of(&path), b"");
    Dossier::open_or_create(&path).unwrap();
    Dossier::open(&path).unwrap();
}

#[test]
fn a_missing_file_is_only_made_on_demand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    assert!(matches!(
        Dossier::open(&path),
        Err(OpenDossierError::Missing { .. })
    ));
    assert!(!path.exists());
    let lost = folder.path().join("no/such/folder/d");
    assert!(matches!(
        Dossier::open_or_create(&lost),
        Err(OpenDossierError::Sql { .. })
    ));
    assert!(Dossier::open_or_create(Path::new("")).is_err());
}

#[test]
fn at_rest_it_is_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = Dossier::open_or_create(&folder.path().join("d")).unwrap();
    dossier.add(&[records(1, 5)]).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_newer_dossier_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let dossier = Dossier::open_or_create(&path).unwrap();
    dossier
        .conn
        .pragma_update(None, "user_version", SCHEMA_VERSION + 1)
        .unwrap();
    drop(dossier);
    let before = bytes_of(&path);
    match Dossier::open_or_create(&path) {
        Err(OpenDossierError::Newer { found, known, .. }) => {
            assert_eq!((found, known), (known + 1, SCHEMA_VERSION))
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(bytes_of(&path), before);
}

#[test]
fn a_broken_dossier_is_told_from_a_strange_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let mut dossier = Dossier::open_or_create(&path).unwrap();
    dossier.add(&[records(1, 5)]).unwrap();
    drop(dossier);
    let whole = bytes_of(&path);
    for n_bytes in [30, 99, 100, 4096] {
        std::fs::write(&path, &whole[..n_bytes]).unwrap();
        let opened = Dossier::open(&path);
        let is_told = match &opened {
            Err(OpenDossierError::Damaged { .. }) => true,
            Err(_) => false,
            Ok(dossier) => match dossier.check() {
                Ok(report) => !report.damage.is_empty(),
                Err(error) => matches!(error, DossierError::Damaged { .. }),
            },
        };
        assert!(is_told, "cut to {n_bytes} bytes: {opened:?}");
    }
    // A version that does not fit the tables.
    let mut bytes = whole.clone();
    bytes[63] = 0;
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(
        Dossier::open_or_create(&path),
        Err(OpenDossierError::Damaged { .. })
    ));
    assert_eq!(bytes_of(&path), bytes);
}

#[test]
fn a_dossier_in_use_is_waited_for_and_then_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    Dossier::open_or_create(&path)
        .unwrap()
        .add(&[records(1, 2)])
        .unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let patience = Duration::from_millis(40);
    match crate::open::open(&path, true, patience) {
        Err(OpenDossierError::Locked { .. }) => {}
        other => panic!("{other:?}"),
    }
    other.execute_batch("COMMIT").unwrap();
    let mut dossier = crate::open::open(&path, false, patience).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(
        dossier.stats().unwrap().documents,
        1,
        "another's writing does not hinder reading"
    );
    assert!(matches!(
        dossier.add(&[records(2, 2)]),
        Err(DossierError::Locked { .. })
    ));
    assert!(matches!(dossier.check(), Err(DossierError::Locked { .. })));
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(dossier.add(&[records(2, 2)]).unwrap(), 1);
}

#[test]
fn what_may_only_be_read_can_be_read_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    Dossier::open_or_create(&path)
        .unwrap()
        .add(&[records(1, 4)])
        .unwrap();
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = rusqlite::Connection::open_with_flags(&path, flags).unwrap();
    let mut dossier = Dossier {
        path,
        conn,
        woven: Default::default(),
    };
    assert_eq!(dossier.document_list().unwrap().len(), 1);
    assert_eq!(
        dossier.check().unwrap(),
        CheckReport {
            documents: 1,
            damage: vec![]
        }
    );
    assert!(matches!(
        dossier.add(&[records(2, 4)]),
        Err(DossierError::ReadOnly { .. })
    ));
}

#[test]
fn names_that_mean_something_to_sqlite_are_files() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["file:d?mode=memory", "a ' b", "ä"] {
        let path = folder.path().join(name);
        Dossier::open_or_create(&path).unwrap();
        assert!(path.is_file(), "{name}");
    }
}

#[test]
fn a_dossier_of_the_first_version_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let mut conn = rusqlite::Connection::open(&path).unwrap();
    schema::migrate(&mut conn, &schema::MIGRATIONS[..1]).unwrap();
    conn.execute_batch(
        "INSERT INTO document (id, sha256, media_type, bylines, published_basis, digest, files_digest, text)
            VALUES ('a', 'ab', 'text/plain', '[]', 'unknown', x'00', x'00', 'The dam broke.');
         INSERT INTO document_file VALUES ('a', 'a.txt');
         INSERT INTO passage (id, document, position, role, start, \"end\", text)
            VALUES ('a.p00001', 'a', 0, 'paragraph', 0, 14, 'The dam broke.');
         INSERT INTO passage_fts (rowid, text) VALUES (1, 'The dam broke.');",
    )
    .unwrap();
    let path_digest = crate::digest::of_file("a.txt");
    conn.execute("UPDATE document SET files_digest = ?1", [path_digest])
        .unwrap();
    drop(conn);
    let dossier = Dossier::open(&path).unwrap();
    let page = dossier.documents(&["a".into()]).unwrap().remove(0);
    let text = "The dam broke.".to_owned();
    let document = Document {
        media_type: "text/plain".into(),
        text,
        ..Document::new("a".into(), "a.txt", "ab")
    };
    assert_eq!(page.document, document);
    let whole = Span::new(0, 14);
    let passage = Passage::new("a.p00001".into(), "a".into(), PassageRole::Paragraph, whole);
    assert_eq!(page.passages, [passage]);
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
}
