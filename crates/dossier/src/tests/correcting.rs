//! What people corrected is kept as they made it, whatever becomes of the rest.

use super::sample::{records, weaving};
use crate::*;
use dateline_vocabulary::*;

/// A correction of an event of a page.
pub fn correction(page: &DocumentRecords) -> Correction {
    let event = page.events.first().expect("the page tells an event");
    Correction {
        days: Days::day(jiff::civil::date(2031, 5, 1)),
        ..Correction::of(
            ChangeKind::Redate,
            RecordKind::Event,
            vec![Target {
                label: event.statement.text.clone(),
                about: None,
                anchors: vec![Anchor {
                    record: RecordKind::Event,
                    document: page.document.id.clone(),
                    words: event.trigger.clone(),
                }],
            }],
            Signature {
                at: "2031-05-02T09:30:00Z".to_owned(),
                by: "Ann Lee".to_owned(),
                why: Some("the log gives another day".to_owned()),
            },
        )
    }
}

fn dossier_with_a_page(folder: &tempfile::TempDir) -> (Dossier, DocumentRecords) {
    let mut dossier = Dossier::open_or_create(&folder.path().join("d")).unwrap();
    let page = records(4, 9);
    dossier.add(std::slice::from_ref(&page)).unwrap();
    (dossier, page)
}

#[test]
fn corrections_come_back_as_they_were_made_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dossier, page) = dossier_with_a_page(&folder);
    let made = correction(&page);
    let first = dossier.correct(&made).unwrap();
    let second = dossier.correct(&made).unwrap();
    assert_eq!((first.as_str(), second.as_str()), ("k0001", "k0002"));
    let undone = Signature {
        at: "2031-05-03T08:00:00Z".to_owned(),
        by: "Ben Roe".to_owned(),
        why: None,
    };
    assert_eq!(
        dossier.undo_correction(&second, &undone).unwrap(),
        Some(true)
    );
    assert_eq!(
        dossier.undo_correction(&second, &undone).unwrap(),
        Some(false)
    );
    assert_eq!(
        dossier.undo_correction(&"k9".into(), &undone).unwrap(),
        None
    );
    let expected = [
        Correction {
            id: first,
            ..made.clone()
        },
        Correction {
            id: second,
            undone: Some(undone),
            ..made
        },
    ];
    assert_eq!(dossier.corrections().unwrap(), expected);
    drop(dossier);
    let dossier = Dossier::open(&folder.path().join("d")).unwrap();
    assert_eq!(dossier.corrections().unwrap(), expected);
    assert!(dossier.check().unwrap().damage.is_empty());
}

#[test]
fn a_weaving_is_out_of_date_when_a_correction_is_made_or_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dossier, page) = dossier_with_a_page(&folder);
    let mut woven = weaving(1, std::slice::from_ref(&page));
    dossier.store_weaving(&woven).unwrap();
    assert!(dossier.is_woven().unwrap());
    let id = dossier.correct(&correction(&page)).unwrap();
    assert!(!dossier.is_woven().unwrap());
    woven.effects = vec![Effect {
        correction: id.clone(),
        outcome: Outcome::Applied,
        detail: None,
        records: vec![page.events[0].id.to_string()],
    }];
    dossier.store_weaving(&woven).unwrap();
    assert!(dossier.is_woven().unwrap());
    assert_eq!(dossier.effects().unwrap(), woven.effects);
    assert!(dossier.check().unwrap().damage.is_empty());
    let undone = Signature {
        at: "2031-05-03T08:00:00Z".to_owned(),
        by: "Ann Lee".to_owned(),
        why: None,
    };
    dossier.undo_correction(&id, &undone).unwrap();
    assert!(!dossier.is_woven().unwrap());
}

#[test]
fn a_record_is_found_with_the_words_that_it_rests_on() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dossier, page) = dossier_with_a_page(&folder);
    let woven = weaving(1, std::slice::from_ref(&page));
    dossier.store_weaving(&woven).unwrap();
    let event = &page.events[0];
    let (id, kind, target) = dossier
        .target(event.id.as_str())
        .unwrap()
        .expect("it is there");
    assert_eq!((id.as_str(), kind), (event.id.as_str(), RecordKind::Event));
    assert_eq!(target.anchors[0].words, event.trigger);
    for happening in &woven.happenings {
        let (_, kind, target) = dossier
            .target(happening.id.as_str())
            .unwrap()
            .expect("it is there");
        assert_eq!(kind, RecordKind::Happening);
        assert_eq!(target.label, happening.label);
        assert_eq!(target.anchors.len(), happening.events.len());
    }
    assert_eq!(dossier.target("nobody").unwrap(), None);
}

#[test]
fn a_note_changes_nothing_that_was_woven() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dossier, page) = dossier_with_a_page(&folder);
    dossier
        .store_weaving(&weaving(1, std::slice::from_ref(&page)))
        .unwrap();
    let note = Correction {
        change: ChangeKind::Note,
        days: Days::UNKNOWN,
        ..correction(&page)
    };
    let on = page.events[0].id.as_str();
    let id = dossier.note(&note, on).unwrap();
    assert!(dossier.is_woven().unwrap());
    assert!(dossier.check().unwrap().damage.is_empty());
    let effects = dossier.effects().unwrap();
    assert_eq!(
        (&effects[0].correction, effects[0].records.as_slice()),
        (&id, &[on.to_owned()][..])
    );
    dossier.undo_correction(&id, &note.made).unwrap();
    assert!(dossier.is_woven().unwrap());
    assert!(dossier.effects().unwrap().is_empty());
    assert!(dossier.check().unwrap().damage.is_empty());
}

#[test]
fn what_is_corrected_while_it_is_woven_is_woven_in_later() {
    let folder = tempfile::tempdir().unwrap();
    let (mut dossier, page) = dossier_with_a_page(&folder);
    let woven = weaving(1, std::slice::from_ref(&page));
    let made_from = dossier.to_weave().unwrap();
    let note = Correction {
        change: ChangeKind::Note,
        ..correction(&page)
    };
    let noted = dossier.note(&note, page.events[0].id.as_str()).unwrap();
    dossier.correct(&correction(&page)).unwrap();
    dossier.store_weaving_of(&woven, &made_from).unwrap();
    assert!(!dossier.is_woven().unwrap());
    assert_eq!(dossier.effects().unwrap()[0].correction, noted);
    assert!(dossier.check().unwrap().damage.is_empty());
    let made_from = dossier.to_weave().unwrap();
    dossier.store_weaving_of(&woven, &made_from).unwrap();
    assert!(dossier.is_woven().unwrap());
}
