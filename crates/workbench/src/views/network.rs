//! The network: who met, accused or attacked whom.

use super::drawing::{Drawing, drawing};
use super::{kind, range};
use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Place, Shell, name_address, record_address};
use crate::{Answer, Desk};
use askama::Template;
use dateline_vocabulary::Plover;

#[derive(Template)]
#[template(path = "network.html")]
struct NetworkPage {
    shell: Shell,
    from: String,
    to: String,
    plover: String,
    plovers: &'static [Plover],
    pairs: Vec<PairShown>,
    drawing: Option<Drawing>,
}

struct PairShown {
    one: (String, String),
    other: (String, String),
    is_directed: bool,
    /// Address, type, day.
    happenings: Vec<(String, String, String)>,
}

/// Pairs that are shown.
const MOST_PAIRS: u32 = 200;

pub(crate) fn network(desk: &mut Desk<'_>, query: &Query) -> Result<Answer, Fault> {
    let plover: Option<Plover> = kind(query.get("type"))?;
    let days = range(query.get("from"), query.get("to"))?;
    let pairs = desk.dossier.pairs(plover, days, MOST_PAIRS)?;
    let page = NetworkPage {
        shell: desk.shell("Network", Place::Network),
        from: query.get("from").to_owned(),
        to: query.get("to").to_owned(),
        plover: query.get("type").to_owned(),
        plovers: Plover::ALL,
        drawing: drawing(&pairs),
        pairs: pairs
            .into_iter()
            .map(|pair| PairShown {
                one: (pair.one_name, name_address(&pair.one)),
                other: (pair.other_name, name_address(&pair.other)),
                is_directed: pair.is_directed,
                happenings: pair
                    .happenings
                    .iter()
                    .filter_map(|(id, plover, day)| {
                        let day = day.clone().unwrap_or_default();
                        Some((record_address(id.as_str())?, plover.to_lowercase(), day))
                    })
                    .collect(),
            })
            .collect(),
    };
    Ok(Answer::Page(page.render()?))
}
