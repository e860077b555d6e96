//! A claim: what is said, on whose word, through whom.

use crate::corrections::Beside;
use crate::look::{Look, wrap};
use crate::pages::PageNotes;
use crate::plain::one_line;
use crate::sourcing::{chain_in_steps, sources_phrase};
use dateline_vocabulary::{Attribution, AttributionId, Claim, Stance};
use std::collections::BTreeMap;

/// The claim's words; each way it reached the pile as a chain of steps with its stance and kind of source; then
/// how many independent witnesses, and why accounts were counted as one.
pub fn claim_text(
    claim: &Claim,
    attributions: &BTreeMap<AttributionId, Attribution>,
    notes: &mut PageNotes<'_>,
    beside: &Beside,
    look: Look,
) -> String {
    let heading = look.strong(&one_line(&claim.label)) + &beside.after(claim.id.as_str(), look);
    let mut out = wrap(&heading, look.width, "", "  ");
    for attribution in claim
        .attributions
        .iter()
        .filter_map(|id| attributions.get(id))
    {
        let reference = notes.reference([&attribution.document]);
        out.push_str(&wrap(
            &format!("{} {reference}", voice(attribution, look)),
            look.width,
            "    ",
            "        ",
        ));
    }
    let mut counted = sources_phrase(claim.independent);
    if claim.documents.len() > claim.attributions.len() {
        counted.push_str(&format!(" in {} pages", claim.documents.len()));
    }
    out.push_str(&wrap(&look.faint(&counted), look.width, "    ", "    "));
    for witness in &claim.witnesses {
        let reference = notes.reference(&witness.documents);
        let mut line = format!("{} {reference}", one_line(&witness.name));
        if !witness.reasons.is_empty() {
            let reasons: Vec<String> = witness
                .reasons
                .iter()
                .map(|reason| one_line(reason))
                .collect();
            line.push_str(&format!(" — counted once: {}", reasons.join("; ")));
        }
        out.push_str(&wrap(&line, look.width, "      - ", "        "));
    }
    if !claim.reasons.is_empty() {
        let reasons: Vec<String> = claim
            .reasons
            .iter()
            .map(|reason| one_line(reason))
            .collect();
        out.push_str(&wrap(
            &look.faint(&format!("joined: {}", reasons.join("; "))),
            look.width,
            "    ",
            "    ",
        ));
    }
    out
}

/// How one attribution reached the page: `Harbour Post ← an aide, denies (anonymous, “fearing for his job”)`.
pub(crate) fn voice(attribution: &Attribution, look: Look) -> String {
    let chain = chain_in_steps(&attribution.chain);
    let mut line = match (chain.is_empty(), &attribution.source) {
        (false, _) => chain,
        (true, Some(source)) => one_line(&source.words.text),
        (true, None) => "no source named".to_owned(),
    };
    let stance = match attribution.withheld {
        true => "withholds".to_owned(),
        false => attribution.stance.to_string(),
    };
    line.push_str(", ");
    match attribution.stance {
        Stance::Denies | Stance::Doubts => line.push_str(&look.warn(&stance)),
        _ => line.push_str(&stance),
    }
    let mut kinds = Vec::new();
    if let Some(source_type) = attribution.source_type {
        kinds.push(source_type.to_string());
    }
    if let Some(count) = attribution.count {
        kinds.push(format!("{count} people"));
    }
    if let Some(reason) = &attribution.reason {
        kinds.push(format!("“{}”", one_line(reason)));
    }
    if !kinds.is_empty() {
        line.push_str(&format!(" ({})", kinds.join(", ")));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_vocabulary::*;

    pub(crate) fn attribution(id: &str, document: &str, chain: &[&str]) -> Attribution {
        Attribution {
            id: id.into(),
            document: document.into(),
            source: None,
            cue: None,
            content: Fragments::default(),
            source_type: Some(SourceType::Anonymous),
            stance: Stance::Asserts,
            withheld: false,
            count: None,
            reason: None,
            within: None,
            chain: chain.iter().map(|name| name.to_string()).collect(),
        }
    }

    #[test]
    fn a_claim_shows_each_way_and_why_it_counts_once() {
        let mut two = attribution("a1", "d1", &["Harbour Post", "two aides"]);
        two.count = Some(2);
        two.reason = Some("fearing for their jobs".into());
        let mut passed_on = attribution("a2", "d2", &["The Bell", "Harbour Post", "two aides"]);
        passed_on.stance = Stance::Denies;
        let claim = Claim {
            id: "c1".into(),
            label: "the dam was unsafe".into(),
            attributions: vec!["a1".into(), "a2".into()],
            documents: vec!["d1".into(), "d2".into()],
            witnesses: vec![Witness {
                name: "two aides (Harbour Post)".into(),
                documents: vec!["d1".into(), "d2".into()],
                reasons: vec!["The Bell cites Harbour Post".into()],
            }],
            independent: Independent {
                at_least: 1,
                at_most: 1,
            },
            reasons: vec!["same words".into()],
        };
        let attributions = [two, passed_on]
            .into_iter()
            .map(|a| (a.id.clone(), a))
            .collect();
        let pages = BTreeMap::new();
        let text = claim_text(
            &claim,
            &attributions,
            &mut PageNotes::on(&pages),
            &Beside::default(),
            Look {
                width: 0,
                colour: false,
            },
        );
        assert_eq!(
            text,
            "\
the dam was unsafe
    Harbour Post ← two aides, asserts (anonymous, 2 people, “fearing for their jobs”) [1]
    The Bell ← Harbour Post ← two aides, denies (anonymous) [2]
    1 source
      - two aides (Harbour Post) [1, 2] — counted once: The Bell cites Harbour Post
    joined: same words
"
        );
    }

    #[test]
    fn without_a_source_it_says_so() {
        let mut nobody = attribution("a1", "d1", &[]);
        nobody.source_type = None;
        nobody.stance = Stance::Doubts;
        nobody.withheld = true;
        assert_eq!(voice(&nobody, Look::PLAIN), "no source named, withholds");
    }
}
