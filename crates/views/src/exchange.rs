//! The exchange form: one JSON object a line, `kind` first.

use dateline_vocabulary::{
    Attribution, Claim, Correction, Dispute, Document, DocumentRecords, Effect, Entity, Entry,
    Event, Happening, Mention, Outcome, Passage, Time, Weaving,
};
use serde::Serialize;

/// A record of the exchange form under its `kind`.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Line<'r> {
    /// One saved page.
    Document(&'r Document),
    /// A block of a document.
    Passage(&'r Passage),
    /// Words that name somebody or something.
    Mention(&'r Mention),
    /// A temporal expression.
    Time(&'r Time),
    /// Who is said to have said what.
    Attribution(&'r Attribution),
    /// Something that a page says happens.
    Event(&'r Event),
    /// What mentions refer to.
    Entity(&'r Entity),
    /// Events that are the same thing in the world.
    Happening(&'r Happening),
    /// Attributed contents that say the same.
    Claim(&'r Claim),
    /// Sides that differ.
    Dispute(&'r Dispute),
    /// A line of the timeline.
    Entry(&'r Entry),
    /// What somebody changed.
    Correction(Corrected<'r>),
}

/// A correction with what became of it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Corrected<'r> {
    #[serde(flatten)]
    correction: &'r Correction,
    outcome: Option<Outcome>,
    detail: Option<&'r str>,
    records: &'r [String],
}

/// The corrections in the order in which they were made, each with what became of it: nothing, where it was taken back.
pub fn correction_lines<'r>(
    corrections: &'r [Correction],
    effects: &'r [Effect],
) -> impl Iterator<Item = Line<'r>> {
    corrections.iter().map(|correction| {
        let effect = effects.iter().find(|it| it.correction == correction.id);
        Line::Correction(Corrected {
            correction,
            outcome: effect.map(|it| it.outcome),
            detail: effect.and_then(|it| it.detail.as_deref()),
            records: effect.map_or(&[], |it| &it.records),
        })
    })
}

/// Any record as one line of JSON, ended by a line feed.
pub fn to_json_line<R: Serialize>(record: &R) -> String {
    let mut line =
        serde_json::to_string(record).expect("records hold text keys and plain values only");
    line.push('\n');
    line
}

/// The document and what was read in it: document, passages, mentions, times, attributions, events.
pub fn document_lines(records: &DocumentRecords) -> impl Iterator<Item = Line<'_>> {
    std::iter::once(Line::Document(&records.document))
        .chain(records.passages.iter().map(Line::Passage))
        .chain(records.mentions.iter().map(Line::Mention))
        .chain(records.times.iter().map(Line::Time))
        .chain(records.attributions.iter().map(Line::Attribution))
        .chain(records.events.iter().map(Line::Event))
}

/// What the pile says together: entities, happenings, claims, disputes.
pub fn weaving_lines(weaving: &Weaving) -> impl Iterator<Item = Line<'_>> {
    (weaving.entities.iter().map(Line::Entity))
        .chain(weaving.happenings.iter().map(Line::Happening))
        .chain(weaving.claims.iter().map(Line::Claim))
        .chain(weaving.disputes.iter().map(Line::Dispute))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::*;

    #[test]
    fn kind_comes_first_and_fields_in_the_order_of_the_design() {
        let document = DocumentId::from("d");
        let passage = Passage {
            author: Some("Ann".into()),
            ..Passage::new(
                "d.p00001".into(),
                document.clone(),
                PassageRole::Comment,
                Span::new(3, 9),
            )
        };
        assert_eq!(
            to_json_line(&Line::Passage(&passage)),
            concat!(
                r#"{"kind":"passage","id":"d.p00001","document":"d","role":"comment","start":3,"end":9,"#,
                r#""author":"Ann","posted":null,"reply_to":null,"part":null,"votes":null,"element":null}"#,
                "\n"
            )
        );
        let time = Time {
            id: "d.t00001".into(),
            document: document.clone(),
            words: Words {
                span: Span::new(0, 4),
                text: "June".into(),
            },
            timex_type: TimexType::Date,
            value: Some("2011-06".into()),
            days: Days::between(
                jiff::civil::date(2011, 6, 1),
                jiff::civil::date(2011, 6, 30),
            ),
            rule: None,
            anchor: None,
        };
        assert_eq!(
            to_json_line(&Line::Time(&time)),
            concat!(
                r#"{"kind":"time","id":"d.t00001","document":"d","start":0,"end":4,"text":"June","type":"DATE","#,
                r#""value":"2011-06","from":"2011-06-01","to":"2011-06-30","rule":null,"anchor":null}"#,
                "\n"
            )
        );
        let attribution = Attribution {
            id: "d.a00001".into(),
            document,
            source: None,
            cue: None,
            content: Fragments {
                hull: Span::new(0, 9),
                text: "a … b".into(),
                spans: vec![Span::new(0, 1), Span::new(8, 9)],
            },
            source_type: None,
            stance: Stance::Doubts,
            withheld: true,
            count: None,
            reason: None,
            within: None,
            chain: vec!["Post".into()],
        };
        let line = to_json_line(&Line::Attribution(&attribution));
        assert!(line.starts_with(r#"{"kind":"attribution","id":"d.a00001","document":"d","source":null,"cue":null,"content":{"start":0,"end":9,"text":"a … b","spans":[[0,1],[8,9]]}"#), "{line}");
    }
}
