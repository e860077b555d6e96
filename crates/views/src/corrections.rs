//! What people changed: beside the records that it shaped, and as a list of its own.

use crate::days::day_phrase;
use crate::look::{Look, wrap};
use crate::plain::one_line;
use dateline_vocabulary::{ChangeKind, Correction, CorrectionId, Effect, Outcome, Signature};
use std::collections::BTreeMap;

/// What is printed beside records: their ids, where they are asked for, and what people changed in them.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    ids: bool,
    /// By record: `redated by Ann Lee`.
    corrected: BTreeMap<String, Vec<String>>,
}

impl Beside {
    /// Of these corrections and what became of them.
    pub fn of(corrections: &[Correction], effects: &[Effect]) -> Beside {
        let by_id: BTreeMap<&CorrectionId, &Correction> =
            corrections.iter().map(|it| (&it.id, it)).collect();
        let mut corrected: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for effect in effects.iter().filter(|it| it.outcome == Outcome::Applied) {
            let Some(correction) = by_id.get(&effect.correction) else {
                continue;
            };
            let mut mark = format!(
                "{} by {}",
                past(correction.change),
                one_line(&correction.made.by)
            );
            if correction.change == ChangeKind::Note {
                mark.push_str(": ");
                mark.push_str(&one_line(
                    correction.made.why.as_deref().unwrap_or_default(),
                ));
            }
            for record in &effect.records {
                let marks = corrected.entry(record.clone()).or_default();
                if marks.last() != Some(&mark) {
                    marks.push(mark.clone());
                }
            }
        }
        Beside {
            ids: false,
            corrected,
        }
    }

    /// With the ids of the records as well, if `ids`.
    pub fn with_ids(self, ids: bool) -> Beside {
        Beside { ids, ..self }
    }

    /// What is said of a record: `redated by Ann Lee`, then its id.
    pub fn marks(&self, record: &str) -> Vec<String> {
        let mut marks = self.corrected.get(record).cloned().unwrap_or_default();
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
        ChangeKind::Note => "noted",
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
        (ChangeKind::Note, [whole, ..]) => format!("a note on the {what} {whole}"),
        (change, _) => format!("{change} of nothing"),
    }
}

/// Who did something, when and why.
pub fn signature_phrase(made: &Signature) -> String {
    let why = made.why.as_deref();
    let why = why.map_or(String::new(), |why| format!(": {}", one_line(why)));
    format!("{}, {}{why}", one_line(&made.by), made.at)
}

/// Why a correction does not hold, where it does not.
pub fn correction_state(correction: &Correction, effect: Option<&Effect>) -> Option<String> {
    match (&correction.undone, effect) {
        (Some(undone), _) => Some(format!("taken back by {}", signature_phrase(undone))),
        (None, Some(effect)) if effect.outcome != Outcome::Applied => {
            let detail = effect.detail.as_deref().unwrap_or_default();
            Some(format!("{}: {}", effect.outcome, one_line(detail)))
        }
        _ => None,
    }
}

/// A correction: its id, what was done to what, by whom, when and why, and what became of it.
pub fn correction_text(correction: &Correction, effect: Option<&Effect>, look: Look) -> String {
    let id = look.strong(correction.id.as_str());
    let line = format!("{id} {}", correction_phrase(correction));
    let mut out = wrap(&line, look.width, "", "      ");
    let by = signature_phrase(&correction.made);
    out.push_str(&wrap(&look.faint(&by), look.width, "      ", "      "));
    if let Some(state) = correction_state(correction, effect) {
        out.push_str(&wrap(&look.warn(&state), look.width, "      ", "      "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::{Days, RecordKind, Target};

    fn correction() -> Correction {
        Correction {
            id: "k0001".into(),
            made: Signature {
                at: "2031-05-02T09:30:00Z".into(),
                by: "Ann\u{1b}[31m Lee".into(),
                why: Some("the log says so".into()),
            },
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
        correction.undone = Some(Signature {
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
