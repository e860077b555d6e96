//! What tells in a text page that the article ends, pauses or is of a special kind; and sentences that only open like
//! the words of a site.

use crate::naming::is_name_like;
use crate::text_lines::TextLine;
use crate::wording;

/// Whether three lines and more open with a speaker in capitals: `ANN LEE: And then?`
pub fn is_transcript(text: &str, body: &[TextLine]) -> bool {
    let speaks = |line: &&TextLine| {
        line.words(text)
            .split_once(": ")
            .is_some_and(|(speaker, _)| {
                speaker.len() <= 40
                    && speaker.chars().any(char::is_alphabetic)
                    && speaker
                        .chars()
                        .all(|c| !c.is_lowercase() && !c.is_ascii_digit())
            })
    };
    body.iter().filter(speaks).take(3).count() == 3
}

/// `About the Northwater Board`
pub fn is_about(line: &str) -> bool {
    line.strip_prefix("About ")
        .or_else(|| line.strip_prefix("ABOUT "))
        .is_some_and(|name| is_name_like(name.strip_prefix("the ").unwrap_or(name), 8))
}

/// Whether a name follows the first "by" or "from": "Photos by Ann Lee", not "Photos from the hall hang there".
pub fn names_someone(line: &str) -> bool {
    let at = [" by ", " from "]
        .iter()
        .filter_map(|by| Some(line.find(by)? + by.len()))
        .min();
    at.is_some_and(|at| line[at..].starts_with(char::is_uppercase))
}

/// Whether the line ends the copy: `###`, `-30-`, `ENDS`.
pub fn is_end_mark(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| "-–—#*()[]. ".contains(c));
    bare.is_empty() && line.contains("##")
        || [
            "30",
            "ENDS",
            "ENDE",
            "END OF TRANSCRIPT",
            "END TRANSCRIPT",
            "FIN",
        ]
        .contains(&bare)
            && (bare != "30" || line.len() > 3)
}

/// A whole sentence that speaks to nobody, whatever word opens it: "Sign up was open until noon, and …".
pub fn is_whole(line: &str) -> bool {
    let lower = line.to_lowercase();
    let to_reader = lower
        .split(|c: char| !c.is_alphabetic())
        .any(|word| matches!(word, "you" | "your" | "us" | "our" | "here" | "now"));
    wording::ends_sentence(line)
        && line.split_whitespace().count() >= 8
        && !to_reader
        && !line.contains(['@', ':'])
        && !line.contains("http")
}

/// A heading's words without the asterisks that letters by mail set before them.
pub fn heading_words(line: &str) -> &str {
    line.trim_start_matches("**").trim_start()
}

/// Whether the line heads a list of what the article is about.
pub fn is_topics(line: &str) -> bool {
    ["topics", "tags", "keywords", "categories"]
        .contains(&line.to_lowercase().trim_end_matches(':'))
}
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_sentences() {
        for line in ["###", "-30-", "ENDS", "END OF TRANSCRIPT"] {
            assert!(is_end_mark(line), "{line}");
        }
        for line in ["30", "The end", "ENDS MEET", "# A"] {
            assert!(!is_end_mark(line), "{line}");
        }
        assert!(is_whole(
            "Sign up for the clean-up was open until noon, and four hundred came."
        ));
        assert!(!is_whole(
            "Sign up for our letter and read what others do not yet know."
        ));
        assert!(
            names_someone("Photos by Ann Lee")
                && !names_someone("Photos from the hall hang there.")
        );
        assert!(
            is_about("About the Northwater Board") && !is_about("About a third of the boats sank.")
        );
    }
}
