//! The part of the paper that a text page stands in: the trail over its title, or the label there.

use crate::byline::same_outlet;
use crate::section::{STEPS, is_title_label};
use crate::text_form::{plain_words, same_words};
use crate::text_lines::TextLine;
use crate::text_menus::is_menu_entry;

/// The section that the line right over the title names; `site` is what the paper is called.
pub fn section_over(
    text: &str,
    lines: &[TextLine],
    title: &str,
    site: Option<&str>,
) -> Option<String> {
    let words = |k: usize| plain_words(lines[k].words(text));
    let at = (1..lines.len()).find(|&k| same_words(&words(k), title))?;
    let over = words(at - 1);
    let steps: Vec<&str> = over.split(STEPS).map(str::trim).collect();
    if let [_, .., last] = steps[..] {
        // A trail may end with the page itself.
        let last = if same_words(last, title) && steps.len() > 2 {
            steps[steps.len() - 2]
        } else {
            last
        };
        return is_title_label(last).then(|| last.to_owned());
    }
    let alone = lines[at].n_blank_before > 0 && lines[at - 1].n_blank_before > 0;
    let is_first = at == 1;
    let is_label = is_title_label(&over)
        && !site.is_some_and(|site| same_outlet(site, &over))
        && (is_menu_entry(&over) || alone && !is_first);
    // A column of a menu ends over the title, too.
    let in_menu = at >= 2 && is_menu_entry(&words(at - 2)) && lines[at - 1].n_blank_before == 0;
    (is_label && !in_menu).then_some(over)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_lines::lines;

    #[test]
    fn over_the_title() {
        for (over, expected) in [
            ("Alder Post\n\nLocal News\n\n", Some("Local News")),
            ("Alder Post\nHome > News > Council\n", Some("Council")),
            ("Alder Post\nHome » Rivers » Bridge falls\n", Some("Rivers")),
            ("Alder Post\n\nRivers and Seas\n\n", Some("Rivers and Seas")),
            ("Alder Post\n\n", None),
            ("Menu\n\nThe Alder Post\n\n", None),
            ("News\nSport\nBusiness\n", None),
            ("Alder Post\n\n3 June 2014\n\n", None),
            ("Alder Post\n\nBy Ann Lee\n\n", None),
        ] {
            let text = format!("{over}Bridge falls\n\nThe bridge fell.\n");
            let found = section_over(&text, &lines(&text, 0), "Bridge falls", Some("Alder Post"));
            assert_eq!(found.as_deref(), expected, "{over:?}");
        }
    }
}
