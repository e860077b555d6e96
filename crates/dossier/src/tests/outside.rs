//! A full disk and a writer that stops half-way.

use super::round_trip::everything;
use super::sample::{records, weaving};
use crate::*;

#[test]
fn on_a_full_disk_nothing_is_lost_and_adding_goes_on_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = Dossier::open_or_create(&folder.path().join("d")).unwrap();
    let pages: Vec<_> = (0..24).map(|seed| records(seed, 8)).collect();
    dossier.add(&pages[..4]).unwrap();
    let kept = everything(&dossier).unwrap();
    let n_pages: i64 = dossier
        .conn
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let mut n_full = 0;
    // Every size of disk, until one is large enough.
    for more in 0.. {
        dossier
            .conn
            .pragma_update(None, "max_page_count", n_pages + more)
            .unwrap();
        match dossier.add(&pages) {
            Ok(n_new) => {
                assert_eq!(n_new, 20);
                break;
            }
            Err(DossierError::Full { .. }) => n_full += 1,
            Err(error) => panic!("{error}"),
        }
        assert_eq!(everything(&dossier).unwrap(), kept);
    }
    assert!(n_full > 5, "{n_full}");
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());

    let n_pages: i64 = dossier
        .conn
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    dossier
        .conn
        .pragma_update(None, "max_page_count", n_pages)
        .unwrap();
    let woven = weaving(1, &pages);
    assert!(matches!(
        dossier.store_weaving(&woven),
        Err(DossierError::Full { .. })
    ));
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
}

#[test]
fn a_slice_is_added_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let mut dossier = Dossier::open_or_create(&path).unwrap();
    let pages: Vec<_> = (0..6).map(|seed| records(seed, 4)).collect();
    dossier.add(&pages[..2]).unwrap();
    let kept = everything(&dossier).unwrap();
    // The last one cannot be stored: its id is taken by the first.
    let mut bad = records(99, 4);
    bad.passages[0].id = pages[0].passages[0].id.clone();
    for passage in &mut bad.passages {
        passage.reply_to = None;
    }
    let mut slice = pages.clone();
    slice.push(bad);
    dossier.add(&slice).unwrap_err();
    assert_eq!(everything(&dossier).unwrap(), kept);
    drop(dossier);
    assert_eq!(everything(&Dossier::open(&path).unwrap()).unwrap(), kept);
}

#[test]
fn a_file_copied_while_a_writer_was_half_way_is_the_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let mut dossier = Dossier::open_or_create(&path).unwrap();
    let pages: Vec<_> = (0..40).map(|seed| records(seed, 12)).collect();
    dossier.add(&pages[..3]).unwrap();
    let kept = everything(&dossier).unwrap();
    drop(dossier);

    // With hardly any cache the pages of an unfinished transaction reach the file, and a journal lies beside.
    let dossier = Dossier::open(&path).unwrap();
    dossier
        .conn
        .execute_batch("PRAGMA cache_size = 2; PRAGMA cache_spill = 1; BEGIN IMMEDIATE")
        .unwrap();
    dossier
        .conn
        .execute_batch("DELETE FROM participant; UPDATE mention SET text = text || ' changed'")
        .unwrap();
    let copy = folder.path().join("copy");
    let journal = |path: &std::path::Path| {
        path.with_file_name(format!("{}-journal", path.file_name().unwrap().display()))
    };
    std::fs::copy(&path, &copy).unwrap();
    std::fs::copy(journal(&path), journal(&copy)).unwrap();
    assert_ne!(std::fs::read(&copy).unwrap().len(), 0);
    drop(dossier);

    let restored = Dossier::open(&copy).unwrap();
    assert_eq!(everything(&restored).unwrap(), kept);
    assert_eq!(restored.check().unwrap().damage, Vec::<String>::new());
    assert!(!journal(&copy).exists());
}

#[test]
fn a_shared_dossier_is_read_while_it_is_written_and_is_one_file_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.dateline");
    let mut one = Dossier::open_or_create(&path).unwrap();
    one.share().unwrap();
    let writer = Dossier::open(&path).unwrap();
    let write =
        "BEGIN IMMEDIATE; INSERT INTO unread (file, reason, digest) VALUES ('a', 'b', x'00')";
    writer
        .conn
        .execute_batch("PRAGMA cache_size = 2; PRAGMA cache_spill = 1")
        .unwrap();
    writer.conn.execute_batch(write).unwrap();
    // Who looks sees what was there, while somebody writes and after.
    assert_eq!(one.document_list().unwrap(), Vec::new());
    writer.conn.execute_batch("COMMIT").unwrap();
    let log = folder.path().join("shared.dateline-wal");
    assert!(log.exists());
    let copy = folder.path().join("copy.dateline");
    one.copy_to(&copy).unwrap();
    let mode = |path: &std::path::Path| std::fs::read(path).unwrap()[18];
    assert_eq!(mode(&copy), 1, "a copy has no log");
    drop(writer);
    one.stop_sharing();
    drop(one);
    assert!(!log.exists());
    assert_eq!(mode(&path), 1);
    // One that was killed leaves its log, and whoever comes next puts it back.
    let mut killed = Dossier::open(&path).unwrap();
    killed.share().unwrap();
    let left = folder.path().join("left.dateline");
    std::fs::copy(&path, &left).unwrap();
    std::fs::copy(&log, folder.path().join("left.dateline-wal")).unwrap();
    assert_eq!(mode(&left), 2);
    drop(Dossier::open(&left).unwrap());
    assert_eq!(mode(&left), 1);
    assert!(!folder.path().join("left.dateline-wal").exists());
}
