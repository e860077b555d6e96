//! What people changed: beside the records that it shaped, and as a list of its own.

use crate::days::day_phrase;
use crate::look::{Look, wrap};
use crate::plain::one_line;
use dateline_vocabulary::{ChangeKind, Correction, CorrectionId, Effect, Outcome};
use std::collections::BTreeMap;

/// What is printed beside records: their ids, where they are asked for, and what people changed in them.
#[derive(Clone, Debug, Default)]
pub struct Beside<'c> {
    ids: bool,
    corrected: BTreeMap<&'c str, Vec<&'c Correction>>,
}

impl<'c> Beside<'c> {
    /// Of these corrections and what became of them.
    pub fn of(corrections: &'c [Correction], effects: &'c [Effect]) -> Beside<'c> {
        let by_id: BTreeMap<&CorrectionId, &Correction> =
            corrections.iter().map(|it| (&it.id, it)).collect();
        let mut corrected: BTreeMap<&str, Vec<&Correction>> = BTreeMap::new();
        for effect in effects.iter().filter(|it| it.outcome == Outcome::Applied) {
            for record in &effect.records {
                let of_record = corrected.entry(record).or_default();
                of_record.extend(by_id.get(&effect.correction));
            }
        }
        Beside {
            ids: false,
            corrected,
        }
    }

    /// With the ids of the records as well, if `ids`.
    pub fn with_ids(self, ids: bool) -> Beside<'c> {
        Beside { ids, ..self }
    }

    /// What is said of a record: `redated by Ann Lee`, then its id.
    pub fn marks(&self, record: &str) -> Vec<String> {
        let changes = self.corrected.get(record).into_iter().flatten();
        let mut marks: Vec<String> = changes
            .map(|it| format!("{} by {}", past(it.change), one_line(&it.by)))
            .collect();
        marks.dedup();
        if self.ids {
            marks.push(one_line(record));
        }
        marks
    }

    /// The marks in brackets, each after a blank.
    pub(crate) fn after(&self, record: &str, look: Look) -> String {
        let marks = self.marks(record).into_iter();
        marks
            .map(|mark| format!(" {}", look.faint(&format!("[{mark}]"))))
            .collect()
    }
}

fn past(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Merge => "joined",
        ChangeKind::Split => "parted",
        ChangeKind::Rename => "named",
        ChangeKind::Reject => "rejected",
        ChangeKind::Confirm => "confirmed",
        ChangeKind::Redate => "redated",
    }
}

/// What a correction does, in a sentence.
pub fn correction_phrase(correction: &Correction) -> String {
    let labels: Vec<String> = correction
        .targets
        .iter()
        .map(|target| format!("“{}”", one_line(&target.label)))
        .collect();
    let what = correction.what;
    match (correction.change, labels.as_slice()) {
        (ChangeKind::Merge, _) => format!("{} are one {what}", labels.join(" and ")),
        (ChangeKind::Split, [whole, part]) => {
            format!("{part} is set apart from the {what} {whole}")
        }
        (ChangeKind::Rename, [whole, ..]) => {
            let name = one_line(correction.name.as_deref().unwrap_or_default());
            format!("the {what} {whole} is called “{name}”")
        }
        (ChangeKind::Redate, [whole, ..]) => {
            format!("the {what} {whole} was {}", day_phrase(correction.days))
        }
        (ChangeKind::Reject, [whole, ..]) => format!("the {what} {whole} is rejected"),
        (ChangeKind::Confirm, [whole, ..]) => format!("the {what} {whole} is confirmed"),
        (change, _) => format!("{change} of nothing"),
    }
}

/// Who did something, when and why.
pub fn made_phrase(by: &str, at: &str, why: Option<&str>) -> String {
    let why = why.map_or(String::new(), |why| format!(": {}", one_line(why)));
    format!("{}, {at}{why}", one_line(by))
}

/// A correction: its id, what was done to what, by whom, when and why, and what became of it.
pub fn correction_text(correction: &Correction, effect: Option<&Effect>, look: Look) -> String {
    let id = look.strong(correction.id.as_str());
    let line = format!("{id} {}", correction_phrase(correction));
    let mut out = wrap(&line, look.width, "", "      ");
    let by = made_phrase(&correction.by, &correction.at, correction.why.as_deref());
    out.push_str(&wrap(&look.faint(&by), look.width, "      ", "      "));
    let state = match (&correction.undone, effect) {
        (Some(undone), _) => {
            let by = made_phrase(&undone.by, &undone.at, undone.why.as_deref());
            Some(format!("taken back by {by}"))
        }
        (None, Some(effect)) if effect.outcome != Outcome::Applied => {
            let detail = effect.detail.as_deref().unwrap_or_default();
            Some(format!("{}: {}", effect.outcome, one_line(detail)))
        }
        _ => None,
    };
    if let Some(state) = state {
        out.push_str(&wrap(&look.warn(&state), look.width, "      ", "      "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::{Days, RecordKind, Target, Undone};

    fn correction() -> Correction {
        Correction {
            id: "k0001".into(),
            at: "2031-05-02T09:30:00Z".into(),
            by: "Ann\u{1b}[31m Lee".into(),
            why: Some("the log says so".into()),
            change: ChangeKind::Redate,
            what: RecordKind::Happening,
            targets: vec![Target {
                label: "The gates were opened".into(),
                about: None,
                anchors: Vec::new(),
            }],
            name: None,
            days: Days::day(jiff::civil::date(2031, 5, 1)),
            undone: None,
        }
    }

    #[test]
    fn says_what_was_changed_by_whom_and_why() {
        let mut correction = correction();
        assert_eq!(
            correction_text(&correction, None, Look::PLAIN),
            "\
k0001 the happening “The gates were opened” was 1 May 2031
      Ann[31m Lee, 2031-05-02T09:30:00Z: the log says so
"
        );
        correction.undone = Some(Undone {
            at: "2031-05-03T08:00:00Z".into(),
            by: "Ann Lee".into(),
            why: None,
        });
        assert!(
            correction_text(&correction, None, Look::PLAIN)
                .ends_with("taken back by Ann Lee, 2031-05-03T08:00:00Z\n")
        );
    }

    #[test]
    fn stands_beside_the_records_that_it_shaped() {
        let corrections = [correction()];
        let mut effects = [Effect {
            correction: "k0001".into(),
            outcome: Outcome::Applied,
            detail: None,
            records: vec!["h-1".into()],
        }];
        let beside = Beside::of(&corrections, &effects);
        assert_eq!(beside.marks("h-1"), ["redated by Ann[31m Lee"]);
        assert!(beside.marks("h-2").is_empty());
        assert_eq!(beside.with_ids(true).marks("h-2"), ["h-2"]);
        effects[0].outcome = Outcome::Overruled;
        assert!(Beside::of(&corrections, &effects).marks("h-1").is_empty());
    }
}
