//! A dispute: its sides next to each other.

use crate::corrections::Beside;
use crate::days::day_phrase;
use crate::look::{Look, columns, wrap};
use crate::pages::PageNotes;
use crate::plain::one_line;
use dateline_vocabulary::{Days, Dispute, DisputeKind, DocumentId, Side, Stance};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The words that a side rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideWords {
    /// The document they stand in.
    pub document: DocumentId,
    /// The statement or content, verbatim.
    pub text: String,
}

/// Columns from which two sides stand next to each other instead of under each other.
const NEXT_TO_EACH_OTHER: usize = 100;

/// What the dispute is about, then each side with its value, who says so, and the words, by record id.
pub fn dispute_text(
    dispute: &Dispute,
    words: &BTreeMap<String, SideWords>,
    notes: &mut PageNotes<'_>,
    beside: &Beside,
    look: Look,
) -> String {
    let heading = format!(
        "{} {}{}",
        look.warn(&format!("[{}]", dispute.about)),
        look.strong(&one_line(&dispute.subject)),
        beside.after(dispute.id.as_str(), look)
    );
    let mut out = wrap(&heading, look.width, "", "  ");
    if dispute.sides.len() == 2 && look.width >= NEXT_TO_EACH_OTHER {
        let half = Look {
            width: look.width / 2 - 4,
            ..look
        };
        let [left, right] =
            [0, 1].map(|n| side_text(&dispute.sides[n], dispute.about, words, notes, half));
        out.push_str(&in_columns(&left, &right, half.width));
    } else {
        let inner = Look {
            width: look.width.saturating_sub(4),
            ..look
        };
        for side in &dispute.sides {
            for line in side_text(side, dispute.about, words, notes, inner).lines() {
                out.push_str(&format!("    {line}\n"));
            }
        }
    }
    out
}

fn side_text(
    side: &Side,
    about: DisputeKind,
    words: &BTreeMap<String, SideWords>,
    notes: &mut PageNotes<'_>,
    look: Look,
) -> String {
    let value = side_value(side, about);
    let stance = match side.stance {
        Some(Stance::Denies) => "denied: ",
        Some(Stance::Asserts) => "asserted: ",
        _ => "",
    };
    let mut out = wrap(
        &format!("{stance}{}", look.strong(&value)),
        look.width,
        "- ",
        "  ",
    );
    let who: Vec<String> = side.who.iter().map(|name| one_line(name)).collect();
    let reference = notes.reference(&side.documents);
    out.push_str(&wrap(
        &format!("{} {reference}", who.join("; ")),
        look.width,
        "  ",
        "  ",
    ));
    for quoted in side.records.iter().filter_map(|id| words.get(id)) {
        let number = notes.reference([&quoted.document]);
        out.push_str(&wrap(
            &look.faint(&format!("“{}” {number}", one_line(&quoted.text))),
            look.width,
            "    ",
            "    ",
        ));
    }
    out
}

/// The value of a side as people write it: days in words, everything else as it stands.
pub fn side_value(side: &Side, about: DisputeKind) -> String {
    let days = || -> Option<Days> {
        let (from, to) = match side
            .value
            .split_once("..")
            .or_else(|| side.value.split_once('/'))
        {
            Some((from, to)) => (from, to),
            None => (side.value.as_str(), side.value.as_str()),
        };
        Some(Days::between(
            from.trim().parse::<Date>().ok()?,
            to.trim().parse::<Date>().ok()?,
        ))
    };
    match about {
        DisputeKind::Date => days().map_or_else(|| one_line(&side.value), day_phrase),
        _ => one_line(&side.value),
    }
}

/// Two texts next to each other, the left one `width` columns wide.
fn in_columns(left: &str, right: &str, width: usize) -> String {
    let (mut left, mut right) = (left.lines(), right.lines());
    let mut out = String::new();
    loop {
        let (l, r) = (left.next(), right.next());
        if l.is_none() && r.is_none() {
            return out;
        }
        let l = l.unwrap_or("");
        let line = format!(
            "    {l}{}  {}",
            " ".repeat(width.saturating_sub(columns(l))),
            r.unwrap_or("")
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dispute() -> (Dispute, BTreeMap<String, SideWords>) {
        let side = |value: &str, who: &str, record: &str, document: &str| Side {
            value: value.into(),
            stance: None,
            who: vec![who.into()],
            records: vec![record.into()],
            documents: vec![document.into()],
        };
        let words = |document: &str, text: &str| SideWords {
            document: document.into(),
            text: text.into(),
        };
        (
            Dispute {
                id: "x1".into(),
                about: DisputeKind::Date,
                subject: "The gates were opened".into(),
                happening: None,
                sides: vec![
                    side("2011-09-10", "Harbour Post", "e1", "d1"),
                    side(
                        "2011-09-26..2011-10-02",
                        "The Bell, citing an aide",
                        "e2",
                        "d2",
                    ),
                ],
            },
            BTreeMap::from([
                ("e1".into(), words("d1", "opened on 10 September")),
                ("e2".into(), words("d2", "opened last week")),
            ]),
        )
    }

    #[test]
    fn sides_stand_under_each_other_where_it_is_narrow() {
        let (dispute, words) = dispute();
        let pages = BTreeMap::new();
        assert_eq!(
            dispute_text(
                &dispute,
                &words,
                &mut PageNotes::on(&pages),
                &Beside::default(),
                Look::PLAIN
            ),
            "\
[date] The gates were opened
    - 10 September 2011
      Harbour Post [1]
        “opened on 10 September” [1]
    - 26 September – 2 October 2011
      The Bell, citing an aide [2]
        “opened last week” [2]
"
        );
    }

    #[test]
    fn sides_stand_next_to_each_other_where_there_is_room() {
        let (dispute, words) = dispute();
        let pages = BTreeMap::new();
        let text = dispute_text(
            &dispute,
            &words,
            &mut PageNotes::on(&pages),
            &Beside::default(),
            Look {
                width: 100,
                colour: false,
            },
        );
        let expected = [
            ("- 10 September 2011", "- 26 September – 2 October 2011"),
            ("  Harbour Post [1]", "  The Bell, citing an aide [2]"),
            (
                "    “opened on 10 September” [1]",
                "    “opened last week” [2]",
            ),
        ];
        let expected: String = expected
            .iter()
            .map(|(l, r)| format!("    {l:<46}  {r}\n"))
            .collect();
        assert_eq!(text, format!("[date] The gates were opened\n{expected}"));
    }

    #[test]
    fn a_value_that_is_no_day_stays_as_it_is() {
        let (mut dispute, _) = dispute();
        dispute.sides[0].value = "the week before".into();
        assert_eq!(
            side_value(&dispute.sides[0], DisputeKind::Date),
            "the week before"
        );
        assert_eq!(
            side_value(&dispute.sides[1], DisputeKind::Number),
            "2011-09-26..2011-10-02"
        );
    }
}
