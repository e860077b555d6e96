//! What is read a screenful at a time is what is read at once.

use super::sample::{records, weaving};
use crate::*;
use dateline_vocabulary::*;
use proptest::prelude::*;

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
        let dated = salient.iter().filter(|it| it.from.is_some() || it.to.is_some()).count();
        prop_assert_eq!(months.iter().map(|it| it.lines as usize).sum::<usize>(), dated);
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
