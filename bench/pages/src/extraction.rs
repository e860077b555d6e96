//! What an extractor gives for a page, in the one form in which all are scored.

use crate::publication::Published;

/// What one tool read on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// The title of the article.
    pub title: Option<String>,
    /// The authors, one name each.
    pub authors: Vec<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The running text of the article, with its headings, without comments and captions as far as the tool tells
    /// them apart.
    pub body: String,
}

/// An extractor that is called in this process.
#[derive(Clone, Copy)]
pub struct Tool {
    /// The name over its column.
    pub name: &'static str,
    /// Its crate, whose version `Cargo.lock` tells.
    pub package: &'static str,
    /// From the bytes and the address of a page to what it says; the error tells why there is nothing.
    pub extract: fn(&[u8], &str) -> Result<Extraction, String>,
}

/// What a tool did with all pages.
pub struct RunOfTool {
    /// The name over its column.
    pub name: String,
    /// Its version.
    pub version: String,
    /// For each page, in the order of the gold: what it read, or why it failed.
    pub outcomes: Vec<Result<Extraction, String>>,
    /// For each pass over all pages: seconds of user and system CPU in the extractor.
    pub cpu_s: Vec<f64>,
}

/// How often each tool reads all pages; the speed is that of the median pass.
pub const PASSES: usize = 3;

/// Seconds that a tool may take for a page before it has failed on it.
pub const LIMIT_S: u64 = 60;

/// The version of `package` that this was built with.
pub fn locked_version(package: &str) -> String {
    let lock = include_str!("../Cargo.lock");
    let head = format!("name = \"{package}\"\nversion = \"");
    lock.split_once(&head)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or_else(String::new, |(version, _)| version.to_owned())
}

/// Parts `Ada Quist; Bo Renner`, the form in which trafilatura gives authors.
pub fn names_by_semicolon(line: &str) -> Vec<String> {
    let names = line.split(';').map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Parts a line such as `By Ada Quist and Bo Renner` into names.
///
/// For a tool that gives the byline as it is printed. It knows the joining words of several languages, so that such
/// a tool comes to no harm.
pub fn names_in_line(line: &str) -> Vec<String> {
    const JOINTS: &[&str] = &[
        " and ", " und ", " et ", " y ", " e ", " og ", " och ", " en ", " ve ",
    ];
    const OPENINGS: &[&str] = &["by ", "von ", "par ", "por ", "di ", "av ", "af ", "door "];
    let mut line = line.to_owned();
    for joint in JOINTS {
        line = line.replace(joint, ";");
    }
    line.split([';', ',', '|', '&', '\n', '、', '،'])
        .map(|name| {
            let name = name.trim();
            OPENINGS
                .iter()
                .find_map(|opening| {
                    let head = name.get(..opening.len())?;
                    head.eq_ignore_ascii_case(opening)
                        .then(|| name[opening.len()..].trim())
                })
                .unwrap_or(name)
        })
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_names_is_parted() {
        let cases: &[(&str, &[&str])] = &[
            ("Ada Quist", &["Ada Quist"]),
            ("By Ada Quist and Bo Renner", &["Ada Quist", "Bo Renner"]),
            (
                "von Ada Quist, Bo Renner und Cem Tal",
                &["Ada Quist", "Bo Renner", "Cem Tal"],
            ),
            ("Ada Quist; Bo Renner", &["Ada Quist", "Bo Renner"]),
            ("Byron Tal", &["Byron Tal"]),
            ("Éva Tal", &["Éva Tal"]),
            ("  ", &[]),
        ];
        for (line, names) in cases {
            assert_eq!(names_in_line(line), *names, "{line}");
        }
        assert_eq!(
            names_by_semicolon(" Ada Quist, MP; Bo Renner;"),
            ["Ada Quist, MP", "Bo Renner"]
        );
    }

    #[test]
    fn the_lock_file_tells_the_versions_of_the_rivals() {
        assert_eq!(locked_version("dom_smoothie"), "0.19.0");
        assert_eq!(locked_version("trafilatura"), "0.6.0");
        assert_eq!(locked_version("no such package"), "");
    }
}
