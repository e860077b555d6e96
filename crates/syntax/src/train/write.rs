//! Packing of the trained tables.

use std::collections::BTreeMap;

use super::fit_parser::ParserModel;
use super::fit_tagger::TaggerModel;
use super::treebank::GoldSentence;
use crate::bytes::put_text;
use crate::bytes::put_varint;
use crate::hash;
use crate::labels::{Upos, Xpos};
use crate::lemma::{Bend, by_rule};
use crate::parser::Action;
use crate::syntax::MAGIC;
use crate::table::pack_rows;
use crate::words;

/// The tables as [`crate::Syntax::unpack`] reads them.
pub fn pack(
    tags: &[(Upos, Xpos)],
    tagger: &TaggerModel,
    parser: &ParserModel,
    bank: &[GoldSentence],
) -> Vec<u8> {
    let mut payload = vec![tags.len() as u8];
    for (upos, xpos) in tags {
        put_text(&mut payload, upos.as_str());
        put_text(&mut payload, xpos.as_str());
    }
    let actions = parser.moves.actions();
    payload.push(actions.len() as u8);
    for action in actions {
        match action {
            Action::Shift => payload.push(b'S'),
            Action::Left(label) => {
                payload.push(b'L');
                put_text(&mut payload, label.as_str());
            }
            Action::Right(label) => {
                payload.push(b'R');
                put_text(&mut payload, label.as_str());
            }
        }
    }
    pack_rows(&tagger.rows, &mut payload);
    pack_rows(&parser.rows, &mut payload);
    let exceptions = lemma_exceptions(bank);
    put_varint(&mut payload, exceptions.len() as u32);
    for ((upos, bend, form), lemma) in &exceptions {
        payload.extend([*upos, *bend]);
        put_text(&mut payload, form);
        put_text(&mut payload, lemma);
    }
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&hash::payload(&payload).to_le_bytes());
    out.extend_from_slice(&payload);
    out
}

/// Forms whose dictionary form the rules miss: the treebank's commonest one, where seen twice or where
/// every sight of the form (names, numbers and odd words apart) agrees.
fn lemma_exceptions(bank: &[GoldSentence]) -> BTreeMap<(u8, u8, String), String> {
    type Counts = BTreeMap<String, usize>;
    let mut seen: BTreeMap<(u8, u8, String), (Counts, String)> = BTreeMap::new();
    for token in bank.iter().flat_map(|s| &s.tokens) {
        let named = matches!(
            token.upos,
            Upos::Propn | Upos::Num | Upos::X | Upos::Sym | Upos::Punct
        );
        if named || token.lemma == "_" {
            continue;
        }
        let lower = words::lower(&token.form);
        let bend = Bend::of(token.xpos);
        let rule = by_rule(&token.form, &lower, token.upos, bend);
        let entry = seen
            .entry((token.upos.number(), bend as u8, lower))
            .or_insert_with(|| (Counts::new(), rule));
        *entry.0.entry(token.lemma.clone()).or_default() += 1;
    }
    seen.into_iter()
        .filter_map(|(key, (counts, rule))| {
            let total: usize = counts.values().sum();
            let (lemma, most) = counts.into_iter().max_by_key(|(_, n)| *n)?;
            let sure = most * 2 > total && (total > 1 || key.1 != 0);
            (sure && lemma != rule).then_some((key, lemma))
        })
        .collect()
}
