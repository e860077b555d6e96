//! A flipped bit is harmless to all content, or it is found.

use super::round_trip::everything;
use super::sample::{Dice, records, weaving};
use crate::*;

/// How many flips are tried; `DATELINE_BIT_FLIPS` asks for more.
const N_FLIPS: u64 = 800;

/// What a user can read.
fn content(dossier: &Dossier) -> Option<impl PartialEq + use<>> {
    let everything = everything(dossier).ok()?;
    let hits: Result<Vec<_>, _> = ["ferry", "tolvik*", "\"the ferry\"", "istasyon", "2031"]
        .map(|query| dossier.search(query, 50))
        .into_iter()
        .collect();
    Some((everything, hits.ok()?, dossier.corrections().ok()?))
}

#[test]
fn no_flipped_bit_goes_unnoticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let mut dossier = Dossier::open_or_create(&path).unwrap();
    let pages: Vec<_> = (0..5).map(|seed| records(seed, 7)).collect();
    for page in &pages {
        dossier.add(std::slice::from_ref(page)).unwrap();
    }
    let unread = Unread {
        file: "gone.html".to_owned(),
        reason: "vanished".to_owned(),
    };
    dossier.note_unread(&[unread]).unwrap();
    let mut sorted = pages.clone();
    sorted.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    dossier.store_weaving(&weaving(3, &sorted)).unwrap();
    dossier
        .correct(&super::correcting::correction(&sorted[0]))
        .unwrap();
    let sound = content(&dossier);
    assert!(sound.is_some());
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
    // Small pages, so that little of the file is unused room, where flips do no harm.
    dossier
        .conn
        .execute_batch("PRAGMA page_size = 512; VACUUM")
        .unwrap();
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
    drop(dossier);

    let bytes = std::fs::read(&path).unwrap();
    let n_flips = std::env::var("DATELINE_BIT_FLIPS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(N_FLIPS);
    let mut dice = Dice(2031);
    let (mut refused, mut found, mut harmless, mut silent) = (0, 0, 0, Vec::new());
    for _ in 0..n_flips {
        let bit = dice.throw(bytes.len() as u64 * 8);
        let (byte, mask) = ((bit / 8) as usize, 1 << (bit % 8));
        let mut flipped = bytes.clone();
        flipped[byte] ^= mask;
        std::fs::write(&path, &flipped).unwrap();
        match Dossier::open(&path) {
            Err(_) => refused += 1,
            Ok(dossier) => match dossier.check() {
                Ok(report) if report.damage.is_empty() => {
                    if content(&dossier) == sound {
                        harmless += 1;
                    } else {
                        silent.push((byte, mask));
                    }
                }
                Ok(_) => found += 1,
                Err(error) => panic!(
                    "a check reports damage, it does not fail: byte {byte}, bit {mask}: {error}"
                ),
            },
        }
    }
    println!(
        "{} bytes, {n_flips} flips: {refused} refused, {found} found, {harmless} harmless, {} silent",
        bytes.len(),
        silent.len()
    );
    assert_eq!(silent, []);
    assert!(
        found * 4 > n_flips,
        "only {found} found: the dossier of this test is too empty"
    );
}

#[test]
fn a_changed_word_is_reported_with_its_document() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("d");
    let mut dossier = Dossier::open_or_create(&path).unwrap();
    let page = (0..)
        .map(|seed| records(seed, 7))
        .find(|page| !page.mentions.is_empty())
        .unwrap();
    dossier.add(std::slice::from_ref(&page)).unwrap();
    let changes = [
        "UPDATE document SET headline = 'another'",
        "UPDATE document SET text = text || 'x'",
        "UPDATE mention SET type = 'person', text = 'another' WHERE position = 0",
        "UPDATE mention SET type = 'pers' WHERE position = 0",
        "UPDATE document_file SET file = 'another'",
        "UPDATE passage SET text = 'another' WHERE position = 0",
        "UPDATE passage SET role = 'comment' WHERE role <> 'comment'",
        "DELETE FROM mention WHERE position = 0 AND id NOT IN (SELECT coalesce(mention, '') FROM participant)",
    ];
    for change in changes {
        dossier
            .conn
            .execute_batch("PRAGMA foreign_keys = OFF; SAVEPOINT s")
            .unwrap();
        dossier.conn.execute_batch(change).unwrap();
        if dossier.conn.changes() > 0 {
            let damage = dossier.check().unwrap().damage.join("\n");
            assert!(
                damage.contains(page.document.id.as_str()),
                "{change}: {damage}"
            );
        }
        dossier
            .conn
            .execute_batch("ROLLBACK TO s; RELEASE s; PRAGMA foreign_keys = ON")
            .unwrap();
    }
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
}
