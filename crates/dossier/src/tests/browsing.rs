//! What is read a screenful at a time is what is read at once.

use super::sample::{records, weaving};
use crate::*;
use dateline_vocabulary::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn screenfuls_make_up_the_whole(seed in any::<u64>(), most in 1u32..7) {
        let folder = tempfile::tempdir().unwrap();
        let mut dossier = Dossier::open_or_create(&folder.path().join("d")).unwrap();
        let mut pages: Vec<DocumentRecords> = (0..4).map(|n| records(seed.wrapping_add(n), 8)).collect();
        pages.sort_by(|a, b| a.document.id.cmp(&b.document.id));
        pages.dedup_by(|a, b| a.document.id == b.document.id);
        dossier.add(&pages).unwrap();
        let woven = weaving(seed, &pages);
        dossier.store_weaving(&woven).unwrap();
        let wanted = LinesWanted::default();
        let (all, months) = dossier.timeline_months(&wanted).unwrap();
        let mut lines = Vec::new();
        while lines.len() < all as usize {
            let part = dossier.timeline_part(&wanted, lines.len() as u32, most).unwrap();
            prop_assert!(!part.is_empty());
            lines.extend(part);
        }
        let salient: Vec<Entry> = woven.timeline.iter().filter(|it| it.salient).cloned().collect();
        prop_assert_eq!(&lines, &salient);
        let mut by_place: Vec<&Entry> = salient.iter().collect();
        by_place.sort_by_key(|it| (it.place.is_none(), it.place.clone().map(std::cmp::Reverse)));
        let sorted = dossier.timeline_sorted(&wanted, LinesBy::Place, true, 0, 1000).unwrap();
        prop_assert_eq!(sorted.iter().collect::<Vec<_>>(), by_place);
        let mut by_pages: Vec<&Entry> = salient.iter().collect();
        by_pages.sort_by_key(|it| it.events.iter().map(|event| &event.document).collect::<BTreeSet<_>>().len());
        let sorted = dossier.timeline_sorted(&wanted, LinesBy::Pages, false, 0, 1000).unwrap();
        prop_assert_eq!(sorted.iter().collect::<Vec<_>>(), by_pages);
        let dated = salient.iter().filter(|it| it.from.is_some() || it.to.is_some()).count();
        prop_assert_eq!(months.iter().map(|it| it.lines as usize).sum::<usize>(), dated);
        // Every dated line lies in the lanes of the outlets that tell it, those of pages without one in a lane of its own.
        let mut by_outlet: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for line in salient.iter().filter(|it| it.from.is_some() || it.to.is_some()) {
            let outlet = |event: &EntryEvent| {
                let page = pages.iter().find(|page| page.document.id == event.document).unwrap();
                page.document.outlet.as_deref().filter(|outlet| !outlet.is_empty())
            };
            for outlet in line.events.iter().map(outlet).collect::<BTreeSet<_>>() {
                *by_outlet.entry(outlet).or_default() += 1;
            }
        }
        let lanes = dossier.timeline_lanes(&wanted, LanesBy::Outlet, 100, 1000).unwrap();
        let found = lanes.iter().map(|lane| (lane.name.as_deref(), lane.lines as usize));
        prop_assert_eq!(found.collect::<BTreeMap<_, _>>(), by_outlet.clone());
        let few = dossier.timeline_lanes(&wanted, LanesBy::Outlet, 1, 1000).unwrap();
        prop_assert_eq!(few.len(), by_outlet.len().min(1));
        let has_nobodys = by_outlet.contains_key(&None);
        prop_assert_eq!(few.first().is_some_and(|lane| lane.name.is_none()), has_nobodys);
        for entity in &woven.entities {
            let found = dossier.entity(&entity.id).unwrap();
            prop_assert_eq!(found.as_ref(), Some(entity));
            let of_it = LinesWanted { entity: Some(entity.id.clone()), ..wanted.clone() };
            let lines = dossier.timeline_part(&of_it, 0, 1000).unwrap();
            let takes_part = |it: &&Entry| it.participants.iter().any(|p| p.entity.as_ref() == Some(&entity.id));
            prop_assert_eq!(lines.len(), woven.timeline.iter().filter(takes_part).count());
        }
        let (n, mut named) = dossier.entities_part(None, "", 0, 1000).unwrap();
        prop_assert_eq!(n as usize, woven.entities.len());
        named.sort_by(|a, b| a.id.cmp(&b.id));
        prop_assert_eq!(named, woven.entities);
        for happening in &woven.happenings {
            let found = dossier.happening(&happening.id).unwrap();
            prop_assert_eq!(found.as_ref(), Some(happening));
        }
        for claim in &woven.claims {
            let found = dossier.claim(&claim.id).unwrap();
            prop_assert_eq!(found.as_ref(), Some(claim));
        }
        let (n, disputes) = dossier.disputes_part(None, 0, 1000).unwrap();
        prop_assert_eq!((n as usize, disputes), (woven.disputes.len(), woven.disputes));
        let (n, heads) = dossier.pages_part(PagesWanted::All, 0, 1000).unwrap();
        prop_assert_eq!((n as usize, heads.len()), (pages.len(), pages.len()));
    }
}
