//! Coverage: how much there is, and what was not read, not dated, not placed.

use crate::address::Query;
use crate::fault::Fault;
use crate::shell::{Place, Shell};
use crate::{Answer, Desk};
use askama::Template;
use dateline_dossier::Unread;

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage {
    shell: Shell,
    read: Vec<(&'static str, u64)>,
    woven: Vec<(&'static str, u64)>,
    missing: Vec<(&'static str, u64, &'static str)>,
    passages: Vec<(String, u64)>,
    unread: Vec<Unread>,
}

pub(crate) fn coverage(desk: &mut Desk<'_>, _: &Query) -> Result<Answer, Fault> {
    let stats = desk.dossier.stats()?;
    let page = CoveragePage {
        shell: desk.shell("Coverage", Place::Coverage),
        read: vec![
            ("pages", stats.documents),
            (
                "mentions of people, bodies, groups, places and works",
                stats.mentions,
            ),
            ("times", stats.times),
            ("attributions", stats.attributions),
            ("events", stats.events),
            ("readers’ comments", stats.comments),
        ],
        woven: vec![
            ("people, bodies, groups, places and things", stats.entities),
            ("happenings", stats.happenings),
            ("claims", stats.claims),
            ("disputes", stats.disputes),
            ("lines of the timeline", stats.timeline),
        ],
        missing: vec![
            (
                "pages that could not be read at all",
                stats.unreadable,
                "/pages?only=problem",
            ),
            (
                "pages read only in part, or with a problem",
                stats.with_problem,
                "/pages?only=problem",
            ),
            (
                "pages without any day of publication",
                stats.undated,
                "/pages?only=undated",
            ),
        ],
        passages: stats
            .passages
            .iter()
            .map(|(role, n)| (role.to_string(), *n))
            .collect(),
        unread: desk.dossier.unread()?,
    };
    Ok(Answer::Page(page.render()?))
}
