//! The timeline as a newsroom could paste it.

use super::{entry_marks, when, who_and_where};
use crate::corrections::Beside;
use crate::look::{Look, wrap};
use crate::pages::{PageNotes, PageRef};
use crate::plain::one_line;
use crate::sourcing::{chain_in_short, sources_phrase};
use dateline_vocabulary::{DocumentId, Entry};
use std::collections::BTreeMap;

/// The entries under their days, each with the words, then who and where, on whose word and how many, what is
/// doubtful, and the numbers of the pages; undated ones last, under `Undated`. The pages stand at the foot.
pub fn timeline_text(
    entries: &[Entry],
    pages: &BTreeMap<DocumentId, PageRef>,
    beside: &Beside,
    look: Look,
) -> String {
    let mut out = String::new();
    let mut notes = PageNotes::on(pages);
    let mut heading = None;
    for entry in entries {
        let phrase = when(entry);
        if heading.as_ref() != Some(&phrase) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&look.strong(&phrase));
            heading = Some(phrase);
            out.push('\n');
        }
        out.push_str(&wrap(&one_line(&entry.label), look.width, "  ", "  "));
        out.push_str(&wrap(
            &about_entry(entry, &mut notes, beside, look),
            look.width,
            "      ",
            "      ",
        ));
    }
    if !out.is_empty() {
        out.push('\n');
        out.push_str(&notes.text(look));
    }
    out
}

fn about_entry(entry: &Entry, notes: &mut PageNotes<'_>, beside: &Beside, look: Look) -> String {
    let mut parts = who_and_where(entry);
    let chain = chain_in_short(&entry.chain);
    if !chain.is_empty() {
        parts.push(chain);
    }
    parts.push(sources_phrase(entry.independent));
    let mut about = look.faint(&parts.join(" · "));
    for mark in entry_marks(entry) {
        about.push(' ');
        about.push_str(&look.warn(&format!("[{mark}]")));
    }
    about.push_str(&beside.after(entry.happening.as_str(), look));
    let reference = notes.reference(entry.events.iter().map(|event| &event.document));
    if !reference.is_empty() {
        about.push(' ');
        about.push_str(&reference);
    }
    about
}

#[cfg(test)]
mod tests {
    use super::super::samples::{entry, participant};
    use super::*;
    use dateline_vocabulary::*;

    #[test]
    fn reads_as_a_chronology() {
        let mut met = entry(
            1,
            "2011-09-26",
            "2011-10-02",
            "Envoys met Gen. Marsh in secret",
        );
        met.participants = vec![
            participant("Oda Marsh", Some("person-oda-marsh")),
            participant("Ilse Quint", Some("person-ilse-quint")),
            // Words that name nobody stay in the sentence they come from.
            participant("the other side", None),
        ];
        met.place = Some("Lorne".into());
        met.chain.push("a senior official".into());
        met.independent = Independent {
            at_least: 2,
            at_most: 3,
        };
        met.disputed = vec![DisputeKind::Date, DisputeKind::Denial];
        met.inferred = true;
        met.events = vec![EntryEvent {
            id: "e".into(),
            document: "d".into(),
            words: Words::default(),
        }];
        let mut talks = entry(
            2,
            "2011-09-26",
            "2011-10-02",
            "Talks in \u{1b}[2JLorne are to resume",
        );
        talks.place = Some("Lorne".into());
        talks.factuality = Factuality::Planned;
        let mut undated = entry(0, "", "", "The mill closed");
        undated.factuality = Factuality::Denied;
        undated.chain.clear();
        let text = timeline_text(
            &[met, talks, undated],
            &BTreeMap::new(),
            &Beside::default(),
            Look {
                width: 64,
                colour: false,
            },
        );
        assert_eq!(
            text,
            "\
26 September – 2 October 2011
  Envoys met Gen. Marsh in secret
      with Ilse Quint · place: Lorne · Harbour Post, citing a
      senior official · 2-3 sources [disputed: date, denial]
      [inferred day] [1]
  Talks in [2JLorne are to resume
      place: Lorne · Harbour Post · 1 source [planned]

Undated
  The mill closed
      1 source [denied]

Pages
  [1] d
"
        );
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(
            timeline_text(&[], &BTreeMap::new(), &Beside::default(), Look::PLAIN),
            ""
        );
    }
}
