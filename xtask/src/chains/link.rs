//! When two chains tell the same.

/// Titles that may stand before a name without being part of it. A lone title is kept: it is all there is.
const TITLES: &[&str] = &[
    "adm",
    "admiral",
    "ambassador",
    "bishop",
    "brother",
    "capt",
    "captain",
    "chancellor",
    "chief",
    "col",
    "colonel",
    "commander",
    "commissioner",
    "consul",
    "cpl",
    "councillor",
    "dame",
    "dr",
    "father",
    "gen",
    "general",
    "gov",
    "governor",
    "inspector",
    "judge",
    "justice",
    "king",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "maj",
    "major",
    "mayor",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mx",
    "president",
    "prof",
    "professor",
    "queen",
    "rep",
    "representative",
    "rev",
    "reverend",
    "secretary",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "sheriff",
    "sir",
    "sister",
    "supervisor",
];

const ARTICLES: &[&str] = &["a", "an", "the"];

/// The words of a link that count: in lower case, without marks, possessive endings, articles, and titles that stand
/// before other words.
pub fn words(link: &str) -> Vec<String> {
    let lower = link.to_lowercase().replace('’', "'");
    let mut words: Vec<String> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '/'))
        .map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let word = word.strip_suffix("'s").unwrap_or(word);
            word.chars().filter(|c| c.is_alphanumeric()).collect()
        })
        .filter(|word: &String| !word.is_empty() && !ARTICLES.contains(&word.as_str()))
        .collect();
    let titles = words
        .iter()
        .take_while(|word| TITLES.contains(&word.as_str()))
        .count();
    words.drain(..titles.min(words.len().saturating_sub(1)));
    words
}

/// A chain as it is compared. The page's own outlet is not in the gold's chains, and a tool is not always told which
/// it is: leading links that name it, in full or in part ("the Mirror"), are left out.
pub fn links(chain: &[String], outlet: Option<&str>) -> Vec<Vec<String>> {
    let outlet = words(outlet.unwrap_or(""));
    let names_outlet =
        |link: &Vec<String>| !link.is_empty() && link.iter().all(|word| outlet.contains(word));
    chain
        .iter()
        .map(|link| words(link))
        .skip_while(names_outlet)
        .collect()
}

/// Whether two chains have as many links, and of each two links one has all the words of the other: "Costin" and
/// "Aurel Costin", "officials" and "two officials".
pub fn same_but_shortened(a: &[Vec<String>], b: &[Vec<String>]) -> bool {
    let holds = |long: &[String], short: &[String]| {
        !short.is_empty() && short.iter().all(|word| long.contains(word))
    };
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(a, b)| a == b || holds(a, b) || holds(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(links: &[&str]) -> Vec<String> {
        links.iter().map(|link| (*link).to_owned()).collect()
    }

    #[test]
    fn links_are_the_same_without_case_articles_and_titles() {
        for (a, b, same) in [
            ("Gen. Bohdan Sire", "Bohdan Sire", true),
            ("Mr. O’Brien", "O'Brien", true),
            ("Dr. Prof. Vos", "vos", true),
            ("The Halmere Mirror", "Halmere Mirror", true),
            ("the weavers’", "weavers", true),
            ("the sheriff's", "The sheriff", true),
            ("president", "the President", true),
            ("two officials", "officials", false),
            ("Bohdan Sire", "Sire", false),
            ("the mayor", "the governor", false),
        ] {
            assert_eq!(words(a) == words(b), same, "{a} {b}");
        }
    }

    #[test]
    fn the_pages_own_outlet_is_no_link() {
        for (links_given, outlet, left) in [
            (
                &["the Mirror", "an aide"][..],
                Some("The Halmere Mirror"),
                1,
            ),
            (&["the Mirror", "an aide"], Some("The Orlane Record"), 2),
            (&["an aide", "the Mirror"], Some("The Halmere Mirror"), 2),
            (&["an aide"], None, 1),
        ] {
            assert_eq!(
                links(&chain(links_given), outlet).len(),
                left,
                "{links_given:?}"
            );
        }
    }

    #[test]
    fn shortened_links_are_known_again() {
        for (a, b, same) in [
            (&["Aurel Costin"][..], &["Costin"][..], true),
            (&["two officials"], &["officials"], true),
            (&["officials"], &["officers"], false),
            (&["Record", "Costin"], &["Costin"], false),
            (&["Costin", "Record"], &["Record", "Costin"], false),
        ] {
            let (a, b) = (links(&chain(a), None), links(&chain(b), None));
            assert_eq!(same_but_shortened(&a, &b), same, "{a:?} {b:?}");
        }
    }
}
