//! Who speaks, by name: words that name an outlet or a body, and titles that carry such a name.

use crate::byline::same_outlet;
use crate::text_form::same_words;
use crate::wording::ends_sentence;

/// What titles set between an article and its site. The flag tells a sign that hardly stands in a headline itself.
pub const SEPARATORS: &[(&str, bool)] = &[
    (" | ", true),
    (" :: ", true),
    (" » ", true),
    (" « ", true),
    (" · ", true),
    (" • ", true),
    (" - ", false),
    (" – ", false),
    (" — ", false),
    (" -- ", false),
    (" : ", false),
    (": ", false),
];

/// Words that names of outlets are made with.
const OUTLET_WORDS: &str = "advertiser advocate agency argus beacon blog broadcasting bugle bulletin chronicle clarion courant \
    courier daily dispatch echo enquirer evening examiner express fm gazette globe guardian herald \
    independent inquirer journal ledger magazine mail mercury messenger mirror monitor news newspaper \
    observer online post press radio recorder register reporter review sentinel spectator standard star \
    statesman sun tablet telegraph television tidings times tribune tv weekly wire anzeiger nachrichten \
    rundschau tagblatt tageblatt zeitung diario noticias corriere gazzetta giornale dagblad tidning avis";

/// Those of them that names of outlets begin with.
const LEADING_WORDS: &str = "radio tv television daily evening diario corriere gazzetta giornale";

/// Words that names of public bodies, firms and unions are made with.
const BODY_WORDS: &str = "academy administration agency army assembly association authority bank board brigade bureau cabinet \
    command commission committee company confederation congress consulate corporation council court \
    department directorate embassy federation forces foundation front government headquarters \
    inspectorate institute league limited ltd inc ministry mission movement office organisation \
    organization parliament party plc police presidency secretariat service services society syndicate \
    trust union university";

/// Words that a body heads its own paper with.
const STATEMENT_WORDS: &str = "announcement bulletin circular communique communiqué declaration leaflet memorandum newsletter \
    notice press release resolution statement";

/// Parts of a site, which titles name between article and site.
const SECTION_WORDS: &str = "home start index welcome news local world national nation international regional region politics \
    business economy money sport sports opinion comment comments editorial analysis culture arts life \
    lifestyle travel weather video videos audio live latest breaking article articles story stories post \
    posts blog archive archives print page pages today feed rss atom subscribe search menu login listen \
    and the logo letters features foreign abroad front exclusive update updated part more top most read \
    popular our all your key daily weekly";

/// Legal forms at the end of a firm's name.
const LEGAL_FORMS: &str = "ltd limited inc llc plc gmbh ag corp co sa pty bv ab";

/// Words of firms that publish several papers, and are none.
const HOLDING_WORDS: &str = "newspapers media group holdings holding publications publishing publishers company verlag network \
    networks enterprises corporation";

/// Small words inside of names.
const JOINTS: &str =
    "of the and for in on de la le du del der die das und et y & + to at von el al da do";

/// Whether `word` is one of the words of `list`.
fn is_one_of(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Whether the words can be a name: few, capitalised but for small ones, no sentence.
pub fn is_name_like(name: &str, max_words: usize) -> bool {
    let parts: Vec<&str> = name.split_whitespace().collect();
    (2..=80).contains(&name.chars().count())
        && (1..=max_words).contains(&parts.len())
        && !name.ends_with(['.', '!', '?', ',', ';', ':', '…'])
        && !name.contains(['"', '“', '”', '@', '{', '<', '=', '\n'])
        && parts.iter().all(|part| {
            let bare = part.trim_start_matches(|c: char| !c.is_alphanumeric());
            bare.is_empty()
                || bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || is_one_of(JOINTS, &bare.to_lowercase())
        })
        && parts
            .first()
            .is_some_and(|p| p.chars().any(char::is_alphabetic))
}

/// Whether the name is made as those of outlets are: `The Alder Post`, `Radio Alder`, `alderpost.com`.
pub fn names_outlet(name: &str) -> bool {
    let all = words(name);
    let kind = |word: Option<&String>| word.is_some_and(|w| is_one_of(OUTLET_WORDS, w));
    let article = all.first().is_some_and(|w| w == "the");
    let named = &all[usize::from(article)..];
    let site = !name.contains(' ')
        && [".com", ".org", ".net", ".news", ".info"]
            .iter()
            .any(|end| name.to_lowercase().ends_with(end));
    site || (2..=4).contains(&named.len())
        && is_name_like(name, 5)
        && !is_section(name)
        && (kind(named.last())
            || named.first().is_some_and(|w| is_one_of(LEADING_WORDS, w))
            || named[1..].iter().any(|w| w == "fm" || w == "tv"))
}

/// Whether the name is made as those of public bodies, firms and unions are.
pub fn names_body(name: &str) -> bool {
    let all = words(name);
    is_name_like(name, 10) && all.len() >= 2 && all.iter().any(|w| is_one_of(BODY_WORDS, w))
}

/// Whether the line heads a body's own paper: `Press statement`, `Notice to passengers`.
pub fn heads_statement(line: &str) -> bool {
    line.chars().count() <= 120
        && !ends_sentence(line)
        && words(line)
            .iter()
            .take(3)
            .any(|w| is_one_of(STATEMENT_WORDS, w))
}

/// Whether the line says only what kind of paper it heads: `PRESS RELEASE`, `For immediate release`.
pub fn is_kind_of_paper(line: &str) -> bool {
    let all = words(line);
    (1..=4).contains(&all.len())
        && all.iter().any(|w| is_one_of(STATEMENT_WORDS, w))
        && all.iter().all(|w| {
            is_one_of(STATEMENT_WORDS, w)
                || [
                    "for",
                    "immediate",
                    "a",
                    "the",
                    "to",
                    "joint",
                    "media",
                    "official",
                ]
                .contains(&w.as_str())
        })
}

/// Whether the words are a part of a site and no name.
pub fn is_section(name: &str) -> bool {
    words(name).iter().all(|w| is_one_of(SECTION_WORDS, w))
}

/// The name of a publisher without its legal form; `None` where the firm is plainly another thing than its paper.
pub fn without_legal_form(owner: &str) -> Option<&str> {
    let mut owner = owner.trim().trim_end_matches(['.', ',']);
    while let Some((head, tail)) = owner.rsplit_once(' ')
        && is_one_of(LEGAL_FORMS, &tail.trim_matches(['.', ',']).to_lowercase())
    {
        owner = head.trim_end_matches([',', ' ']);
    }
    let all = words(owner);
    let plausible = !all.is_empty() && !all.iter().any(|w| is_one_of(HOLDING_WORDS, w));
    if plausible && !is_section(owner) {
        Some(owner)
    } else {
        None
    }
}

/// A title parted into the site and the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleParts<'t> {
    /// The name of the site.
    pub outlet: &'t str,
    /// The title of the article.
    pub article: &'t str,
}

/// Parts a title at one of its separators, where the page bears out which side is the site: `said` tells whether it
/// names itself so elsewhere, `printed` whether it prints the words as a title of their own.
pub fn part_title<'t>(
    title: &'t str,
    said: &dyn Fn(&str) -> bool,
    printed: &dyn Fn(&str) -> bool,
) -> Option<TitleParts<'t>> {
    let title = title.trim();
    if title.chars().count() > 300 {
        return None;
    }
    if let Some(head) = title.strip_suffix(')')
        && let Some((article, outlet)) = head.rsplit_once(" (From ").or(head.rsplit_once(" (from "))
        && is_name_like(outlet, 6)
    {
        return Some(TitleParts { outlet, article });
    }
    let mut best: Option<(i32, TitleParts<'t>)> = None;
    for &(separator, telling) in SEPARATORS {
        let ends = [
            title.rsplit_once(separator).map(|(a, o)| (o, a)),
            title.split_once(separator),
        ];
        for (outlet, article) in ends.into_iter().flatten() {
            let (outlet, article) = (outlet.trim(), without_sections(article.trim(), separator));
            let n_words = outlet.split_whitespace().count();
            if outlet.chars().count() > 50
                || n_words > 6
                || outlet.chars().count() < 2
                || is_section(outlet)
                || ends_sentence(outlet)
                || !article.chars().any(char::is_alphabetic)
            {
                continue;
            }
            let (said, printed) = (said(outlet), printed(article));
            if separator == ": " && !(said && (printed || names_outlet(outlet))) {
                continue;
            }
            let score = 4 * i32::from(said)
                + 2 * i32::from(names_outlet(outlet))
                + 2 * i32::from(printed)
                + i32::from(telling)
                - 2 * i32::from(article.split_whitespace().count() < 3)
                - 2 * i32::from(!is_name_like(outlet, 6));
            if score >= 3 && best.as_ref().is_none_or(|(s, _)| *s < score) {
                best = Some((score, TitleParts { outlet, article }));
            }
        }
    }
    best.map(|(_, parts)| parts)
}

/// The title without the sections that stand between it and the site.
fn without_sections<'t>(title: &'t str, separator: &str) -> &'t str {
    let mut title = title;
    while let Some((head, tail)) = title.rsplit_once(separator)
        && is_section(tail)
        && head.split_whitespace().count() >= 3
    {
        title = head.trim_end();
    }
    title
}

/// Whether any of the names is this one.
pub fn is_among<'n>(names: impl IntoIterator<Item = &'n str>, name: &str) -> bool {
    names
        .into_iter()
        .any(|n| same_outlet(n, name) || same_words(n, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_outlets_and_bodies() {
        for name in [
            "The Alder Post",
            "Radio Alder",
            "Alder FM 97.4",
            "Daily Alder",
            "alderpost.com",
            "Alder Weekly",
        ] {
            assert!(names_outlet(name), "{name}");
        }
        for name in [
            "Bridge falls into river",
            "News",
            "Local news",
            "Mayor quits his post",
            "The post",
            "Post",
            "Minister Takes Up New Government Post",
            "Port Alder",
            "Press Freedom Day",
            "Latest News",
        ] {
            assert!(!names_outlet(name), "{name}");
        }
        for name in [
            "MINISTRY OF WORKS",
            "Alder Ferry Company Limited",
            "Embassy of Westmark",
        ] {
            assert!(names_body(name), "{name}");
        }
        for name in ["Ministry denies all", "Police", "The union will march."] {
            assert!(!names_body(name), "{name}");
        }
        assert_eq!(
            without_legal_form("The Alder Post Ltd."),
            Some("The Alder Post")
        );
        assert_eq!(without_legal_form("Westmark Newspapers Ltd"), None);
    }

    #[test]
    fn parts_titles_only_where_the_page_bears_it_out() {
        /// Title, names said elsewhere, titles printed alone, and the two parts.
        type Case<'t> = (
            &'t str,
            &'t [&'t str],
            &'t [&'t str],
            Option<(&'t str, &'t str)>,
        );
        let cases: &[Case<'_>] = &[
            (
                "Bridge falls into river - The Alder Post",
                &[],
                &["Bridge falls into river"],
                Some(("The Alder Post", "Bridge falls into river")),
            ),
            (
                "The Alder Post - Bridge falls into river",
                &[],
                &["Bridge falls into river"],
                Some(("The Alder Post", "Bridge falls into river")),
            ),
            (
                "Bridge falls into river :: Lantern",
                &["Lantern"],
                &[],
                Some(("Lantern", "Bridge falls into river")),
            ),
            (
                "Bridge falls into river | World | Lantern",
                &["Lantern"],
                &[],
                Some(("Lantern", "Bridge falls into river")),
            ),
            (
                "oak & ash: Who built it?",
                &["oak & ash"],
                &["Who built it?"],
                Some(("oak & ash", "Who built it?")),
            ),
            (
                "Bridge falls into river (From Alder Echo)",
                &[],
                &[],
                Some(("Alder Echo", "Bridge falls into river")),
            ),
            (
                "Bridge falls into river | Local news",
                &[],
                &["Bridge falls into river"],
                None,
            ),
            (
                "Bridge falls - and nobody is to blame",
                &[],
                &["Bridge falls"],
                None,
            ),
            (
                "Bridge falls into river - Ann Lee",
                &[],
                &["Bridge falls into river"],
                None,
            ),
            ("Mayor: The Alder Post was wrong", &[], &[], None),
        ];
        for (title, said, printed, expected) in cases {
            let parts = part_title(title, &|n| is_among(said.iter().copied(), n), &|t| {
                printed.contains(&t)
            });
            assert_eq!(parts.map(|p| (p.outlet, p.article)), *expected, "{title}");
        }
    }
}
