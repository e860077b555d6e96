//! What is read back is what was added.

use super::sample::{Dice, records, weaving};
use crate::*;
use dateline_vocabulary::*;
use proptest::prelude::*;

/// Everything that can be read from a dossier.
pub fn everything(
    dossier: &Dossier,
) -> Result<(Vec<DocumentRecords>, Vec<Unread>, Weaving, bool), DossierError> {
    let mut documents = Vec::new();
    dossier.for_each_document(&mut |records| documents.push(records))?;
    let filled = |_| Default::default();
    let mut woven = Weaving {
        entities: dossier.entities()?,
        happenings: dossier.happenings()?,
        claims: dossier.claims()?,
        disputes: dossier.disputes()?,
        timeline: dossier.timeline()?,
        ..filled(())
    };
    for records in &documents {
        let mentions = records.mentions.iter();
        woven
            .entity_of_mention
            .extend(mentions.filter_map(|one| Some((one.id.clone(), one.entity.clone()?))));
        let events = records.events.iter();
        woven
            .happening_of_event
            .extend(events.filter_map(|one| Some((one.id.clone(), one.happening.clone()?))));
    }
    Ok((documents, dossier.unread()?, woven, dossier.is_woven()?))
}

fn new_dossier(folder: &tempfile::TempDir, name: &str) -> Dossier {
    Dossier::open_or_create(&folder.path().join(name)).unwrap()
}

fn by_id(mut documents: Vec<DocumentRecords>) -> Vec<DocumentRecords> {
    documents.sort_by(|a, b| a.document.id.cmp(&b.document.id));
    documents
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_and_weaving_come_back_as_they_went_in(seed in any::<u64>(), size in 0u64..12, n in 1u64..6) {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new_dossier(&folder, "d");
        let documents: Vec<_> = (0..n).map(|nth| records(seed.wrapping_add(nth), size)).collect();
        prop_assert_eq!(dossier.add(&documents).unwrap(), documents.len());
        prop_assert!(!dossier.is_woven().unwrap());
        let (found, ..) = everything(&dossier).unwrap();
        let documents = by_id(documents);
        prop_assert_eq!(&found, &documents);

        let woven = weaving(seed, &documents);
        dossier.store_weaving(&woven).unwrap();
        let (found, _, found_woven, is_woven) = everything(&dossier).unwrap();
        prop_assert!(is_woven);
        prop_assert_eq!(&found_woven, &woven);
        prop_assert_eq!(dossier.check().unwrap(), CheckReport { documents: n, damage: vec![] });

        let ids: Vec<DocumentId> = found.iter().rev().map(|records| records.document.id.clone()).collect();
        let asked: Vec<_> = found.iter().rev().cloned().collect();
        prop_assert_eq!(dossier.documents(&ids).unwrap(), asked);
        for records in &found {
            let events: Vec<EventId> = records.events.iter().map(|event| event.id.clone()).collect();
            prop_assert_eq!(&dossier.events(&events).unwrap(), &records.events);
            let attributions: Vec<AttributionId> = records.attributions.iter().map(|one| one.id.clone()).collect();
            prop_assert_eq!(&dossier.attributions(&attributions).unwrap(), &records.attributions);
        }
        let list: Vec<Document> =
            found.into_iter().map(|records| Document { text: String::new(), ..records.document }).collect();
        prop_assert_eq!(dossier.document_list().unwrap(), list);
    }

    #[test]
    fn a_weaving_in_place_of_another_is_stored_as_if_nothing_had_been_there(seed in any::<u64>(), n in 1u64..4) {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = new_dossier(&folder, "d");
        let documents = by_id((0..n).map(|nth| records(seed.wrapping_add(nth), 6)).collect());
        dossier.add(&documents).unwrap();
        let first = weaving(seed, &documents);
        let other = weaving(seed.wrapping_add(77), &documents);
        // Some of each; and the lines in another order.
        let mut mixed = first.clone();
        mixed.entities = other.entities.clone();
        mixed.entity_of_mention = other.entity_of_mention.clone();
        mixed.disputes.truncate(1);
        mixed.claims.retain(|claim| claim.attributions.len() > 1);
        mixed.timeline.reverse();
        for entry in &mut mixed.timeline {
            entry.order += 1;
        }
        let own_entities: Vec<&EntityId> = mixed.entities.iter().map(|entity| &entity.id).collect();
        let known = |participants: &mut Vec<NamedParticipant>| {
            participants.retain(|it| it.entity.as_ref().is_none_or(|id| own_entities.contains(&id)));
        };
        mixed.happenings.iter_mut().for_each(|it| known(&mut it.participants));
        mixed.timeline.iter_mut().for_each(|it| known(&mut it.participants));
        for woven in [&first, &mixed, &other, &Weaving::default(), &first] {
            dossier.store_weaving(woven).unwrap();
            let (_, _, found, is_woven) = everything(&dossier).unwrap();
            prop_assert!(is_woven);
            prop_assert_eq!(&found, woven);
            prop_assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
        }
    }

    #[test]
    fn the_order_and_the_slices_of_adding_do_not_show(seed in any::<u64>()) {
        let folder = tempfile::tempdir().unwrap();
        let mut documents: Vec<_> = (0..6).map(|nth| records(seed.wrapping_add(nth), 4)).collect();
        // The same bytes under two more paths.
        for file in ["pile/0/a.html", "z.html"] {
            let mut again = documents[0].clone();
            again.document.file = file.to_owned();
            documents.push(again);
        }
        let mut one = new_dossier(&folder, "one");
        prop_assert_eq!(one.add(&documents).unwrap(), 6);
        let mut other = new_dossier(&folder, "other");
        let mut dice = Dice(seed);
        let mut rest = documents.clone();
        while !rest.is_empty() {
            let next = rest.swap_remove(dice.throw(rest.len() as u64) as usize);
            other.add(&[next]).unwrap();
        }
        prop_assert_eq!(everything(&one).unwrap(), everything(&other).unwrap());
        // Once more changes nothing.
        prop_assert_eq!(other.add(&documents).unwrap(), 0);
        prop_assert_eq!(everything(&one).unwrap(), everything(&other).unwrap());
        prop_assert_eq!(other.check().unwrap().damage, Vec::<String>::new());
    }
}

#[test]
fn a_known_document_gains_the_path_and_is_shown_under_the_smallest() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    let mut page = records(1, 3);
    let id = page.document.id.clone();
    page.document.file = "m.html".to_owned();
    assert_eq!(dossier.holds(&id, "m.html").unwrap(), Holding::No);
    dossier.add(std::slice::from_ref(&page)).unwrap();
    dossier.store_weaving(&Weaving::default()).unwrap();
    assert_eq!(dossier.holds(&id, "m.html").unwrap(), Holding::Yes);
    assert_eq!(dossier.holds(&id, "n.html").unwrap(), Holding::OtherFile);

    page.document.file = "n.html".to_owned();
    assert_eq!(dossier.add(std::slice::from_ref(&page)).unwrap(), 0);
    assert_eq!(dossier.holds(&id, "n.html").unwrap(), Holding::Yes);
    assert_eq!(dossier.document_list().unwrap()[0].file, "m.html");
    assert!(
        dossier.is_woven().unwrap(),
        "a path that is not shown changes nothing of the weaving"
    );

    page.document.file = "B.html".to_owned();
    dossier.add(std::slice::from_ref(&page)).unwrap();
    assert_eq!(dossier.document_list().unwrap()[0].file, "B.html");
    assert!(
        !dossier.is_woven().unwrap(),
        "the path that is shown is another now"
    );
}

#[test]
fn the_weaving_is_out_of_date_when_a_document_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    assert!(!dossier.is_woven().unwrap());
    let (first, second) = (records(1, 4), records(2, 4));
    dossier.add(std::slice::from_ref(&first)).unwrap();
    let woven = weaving(7, std::slice::from_ref(&first));
    dossier.store_weaving(&woven).unwrap();
    dossier.add(std::slice::from_ref(&first)).unwrap();
    assert!(dossier.is_woven().unwrap(), "nothing new came");
    dossier.add(std::slice::from_ref(&second)).unwrap();
    assert!(!dossier.is_woven().unwrap());
    let (documents, ..) = everything(&dossier).unwrap();
    assert!(documents.iter().all(|records| {
        records
            .mentions
            .iter()
            .all(|mention| mention.entity.is_none())
    }));
    dossier.store_weaving(&woven).unwrap();
    assert!(dossier.is_woven().unwrap());
}

#[test]
fn an_unread_path_is_forgotten_when_its_page_comes() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    let page = records(1, 2);
    let unread = |file: &str, reason: &str| Unread {
        file: file.to_owned(),
        reason: reason.to_owned(),
    };
    dossier
        .note_unread(&[
            unread(&page.document.file, "may not be read"),
            unread("gone", "vanished"),
        ])
        .unwrap();
    dossier.note_unread(&[unread("gone", "is a loop")]).unwrap();
    dossier.add(std::slice::from_ref(&page)).unwrap();
    assert_eq!(dossier.unread().unwrap(), [unread("gone", "is a loop")]);
    assert_eq!(dossier.stats().unwrap().unread, 1);
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
}

#[test]
fn records_that_contradict_each_other_are_refused_with_nothing_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    let sound = records(1, 6);
    type Spoil = fn(&mut DocumentRecords);
    let cases: [(&str, Spoil); 6] = [
        ("belongs to `other`", |page| {
            page.passages[0].document = "other".into()
        }),
        ("two records passage", |page| {
            page.passages[1].id = page.passages[0].id.clone()
        }),
        ("refers to the passage `nowhere`", |page| {
            page.passages[0].reply_to = Some("nowhere".into())
        }),
        ("refers to the attribution `nowhere`", |page| {
            page.attributions[0].within = Some("nowhere".into())
        }),
        ("refers to the time `nowhere`", |page| {
            page.events[0].time = Some("nowhere".into())
        }),
        ("refers to the mention `nowhere`", |page| {
            let words = Words::default();
            page.events[0].place = Some(PlaceWords {
                mention: Some("nowhere".into()),
                words,
            });
        }),
    ];
    for (told, spoil) in cases {
        let mut page = (1..).map(|seed| records(seed, 6)).find(|page| {
            page.passages.len() > 1 && !page.attributions.is_empty() && !page.events.is_empty()
        });
        spoil(page.as_mut().unwrap());
        let error = dossier.add(&[sound.clone(), page.unwrap()]).unwrap_err();
        assert!(
            matches!(error, DossierError::Contradiction { .. }),
            "{error}"
        );
        assert!(error.to_string().contains(told), "{error}");
        assert_eq!(dossier.stats().unwrap().documents, 0);
    }
    // The same record id in two documents.
    let mut thief = records(2, 6);
    thief.passages.truncate(1);
    thief.passages[0] = Passage {
        document: thief.document.id.clone(),
        reply_to: None,
        ..sound.passages[0].clone()
    };
    let error = dossier.add(&[sound.clone(), thief]).unwrap_err();
    assert!(
        matches!(error, DossierError::Contradiction { .. }),
        "{error}"
    );
    // A weaving of what is not there.
    dossier.add(std::slice::from_ref(&sound)).unwrap();
    let woven = weaving(3, &[sound, records(3, 5)]);
    let error = dossier.store_weaving(&woven).unwrap_err();
    assert!(
        matches!(error, DossierError::Contradiction { .. }),
        "{error}"
    );
    assert_eq!(dossier.entities().unwrap(), []);
}

#[test]
fn a_document_is_found_by_what_people_call_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    let mut ids = Vec::new();
    for (seed, id, file) in [
        (1, "abcd1111", "pile/north/ferry.html"),
        (2, "abcd2222", "pile/south/ferry.html"),
        (3, "beef3333", "pile/south/ferry-2.html"),
        (4, "wire-1", "pile\\harbour.txt"),
    ] {
        let mut page = records(seed, 0);
        page.document.id = id.into();
        page.document.file = file.to_owned();
        page.passages.clear();
        (page.mentions, page.times, page.attributions, page.events) = Default::default();
        dossier.add(&[page]).unwrap();
        ids.push(id);
    }
    let cases: [(&str, &[&str]); 14] = [
        ("abcd1111", &["abcd1111"]),
        ("abcd", &["abcd1111", "abcd2222"]),
        ("abc", &[]),
        ("beef", &["beef3333"]),
        ("wire-1", &["wire-1"]),
        ("pile/north/ferry.html", &["abcd1111"]),
        ("north/ferry.html", &["abcd1111"]),
        ("orth/ferry.html", &[]),
        ("ferry.html", &["abcd1111", "abcd2222"]),
        ("ferry", &["abcd1111", "abcd2222", "beef3333"]),
        ("ferry-", &["beef3333"]),
        ("harbour.txt", &["wire-1"]),
        ("pile", &[]),
        ("", &[]),
    ];
    for (name, expected) in cases {
        let found = dossier.find_document(name).unwrap();
        assert_eq!(
            found.iter().map(DocumentId::as_str).collect::<Vec<_>>(),
            expected,
            "{name}"
        );
    }
}

#[test]
fn everything_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    let pages: Vec<_> = (0..9).map(|seed| records(seed, 5)).collect();
    dossier.add(&pages).unwrap();
    let woven = weaving(1, &by_id(pages.clone()));
    dossier.store_weaving(&woven).unwrap();
    let stats = dossier.stats().unwrap();
    let sum = |count: fn(&DocumentRecords) -> usize| {
        pages.iter().map(|page| count(page) as u64).sum::<u64>()
    };
    assert_eq!(stats.documents, 9);
    assert_eq!(
        stats.with_problem,
        sum(|page| page.document.problem.is_some() as usize)
    );
    assert_eq!(
        stats.undated,
        sum(|page| page.document.published.days().is_unknown() as usize)
    );
    assert_eq!(
        stats.passages.values().sum::<u64>(),
        sum(|page| page.passages.len())
    );
    let comments = |page: &DocumentRecords| {
        page.passages
            .iter()
            .filter(|passage| passage.role == PassageRole::Comment)
            .count()
    };
    assert_eq!(stats.comments, sum(comments));
    assert_eq!(stats.mentions, sum(|page| page.mentions.len()));
    assert_eq!(stats.times, sum(|page| page.times.len()));
    assert_eq!(stats.attributions, sum(|page| page.attributions.len()));
    assert_eq!(stats.events, sum(|page| page.events.len()));
    assert_eq!((stats.entities, stats.happenings, stats.claims), (7, 6, 5));
    assert_eq!((stats.disputes, stats.timeline), (4, 6));
    assert!(stats.woven && stats.file_bytes > 0 && stats.schema_version == SCHEMA_VERSION);
}

#[test]
fn a_damaged_weaving_is_written_whole_once_it_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let mut dossier = new_dossier(&folder, "d");
    let documents = by_id(vec![records(5, 7), records(6, 7)]);
    dossier.add(&documents).unwrap();
    let woven = weaving(5, &documents);
    dossier.store_weaving(&woven).unwrap();
    let damage = "UPDATE happening SET label = 'no such thing'";
    dossier.conn.execute(damage, []).unwrap();
    assert_eq!(dossier.check().unwrap().damage.len(), 1);
    dossier.forget_weaving().unwrap();
    assert!(!dossier.is_woven().unwrap());
    dossier.store_weaving(&woven).unwrap();
    assert_eq!(dossier.check().unwrap().damage, Vec::<String>::new());
    assert_eq!(dossier.happenings().unwrap(), woven.happenings);
}
