//! `dateline search`: which passages hold some words.

use crate::args::{Everywhere, SearchArgs};
use crate::command_error::{CommandError, Outcome};
use crate::output::{Output, look, tell};
use crate::weaving::open_woven;
use dateline_dossier::{MATCH_END, MATCH_START, SearchHit};
use dateline_views::{Look, PageRef, one_line, wrap};
use dateline_vocabulary::PassageRole;
use dateline_workbench::{hit_line, page_of};

/// Prints the passages, the best first. Readers' comments are named as such.
pub fn run(
    everywhere: &Everywhere,
    args: &SearchArgs,
    out: &mut Output,
) -> Result<Outcome, CommandError> {
    let dossier = open_woven(&everywhere.dossier)?;
    let query = args.query.join(" ");
    let hits = dossier.search(&query, args.limit)?;
    if hits.is_empty() && !everywhere.json {
        tell(&format!("no passage holds `{query}`"));
    }
    for hit in &hits {
        let page = page_of(hit);
        let text = match everywhere.json {
            true => hit_line(hit),
            false => hit_text(hit, &page, look()),
        };
        out.print(&text)?;
    }
    Ok(Outcome::Done)
}

fn hit_text(hit: &SearchHit, page: &PageRef, look: Look) -> String {
    let mut text = wrap(&look.strong(&page.in_a_line()), look.width, "", "  ");
    let mut snippet = String::new();
    for (n, part) in hit.snippet.split(MATCH_START).enumerate() {
        match part.split_once(MATCH_END) {
            Some((found, rest)) if n > 0 => {
                snippet.push_str(&look.warn(&format!("[{}]", one_line(found))));
                snippet.push_str(&spaced(rest));
            }
            _ => snippet.push_str(&spaced(part)),
        }
    }
    let role = match hit.role {
        PassageRole::Paragraph => String::new(),
        PassageRole::Comment => "a reader's comment: ".to_owned(),
        role => format!("{}: ", role.as_str().replace('_', " ")),
    };
    text.push_str(&wrap(
        &format!("{}{snippet}", look.faint(&role)),
        look.width,
        "    ",
        "    ",
    ));
    text.push_str(&look.faint(&format!(
        "    show {}, characters {} to {}\n",
        hit.document.short(),
        hit.span.start,
        hit.span.end
    )));
    text
}

/// The part of a snippet on one line, with the blanks at its ends kept.
fn spaced(part: &str) -> String {
    let blank = |is: bool| if is { " " } else { "" };
    let before = blank(part.starts_with(char::is_whitespace));
    let after = blank(part.len() > 1 && part.ends_with(char::is_whitespace));
    format!("{before}{}{after}", one_line(part).trim())
}
