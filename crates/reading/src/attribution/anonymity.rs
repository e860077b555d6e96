//! Why a source is not named: the words that give the reason, as they stand on the page.

use super::cue::Cue;
use crate::passage::ReadPassage;
use dateline_syntax::Sentence;
use regex::Regex;
use std::ops::Range;
use std::sync::OnceLock;

/// Words that keep a name back.
const KEPT_BACK: &str = r"(?ix)\b(?:
    anonymity | anonymously | unnamed | off\ the\ record | on\ background | not\ for\ attribution
  | (?:not|n['’]t|cannot|never|nobody|none|no\ one)\b [^.;“”]{0,30}? \b(?:be|being)\ (?:publicly\ )?(?:named|identified|quoted)(?:\ by\ name)?
  | (?:declined|refused|reluctant|unwilling)\ to\ (?:be\ (?:named|identified|quoted)|give\ (?:his|her|their)\ (?:full\ )?names?)
  | without\ (?:being\ (?:named|identified|quoted)|giving\ (?:his|her|their|a|any)\ (?:full\ |real\ )?names?)
  | names?\ (?:(?:to\ )?be\ |was\ |were\ |been\ |is\ |are\ )?(?:left\ out|withheld|kept\ (?:out|back|secret)|changed|not\ (?:to\ )?be\ \w+)
  | (?:not|n['’]t)\b [^.;“”]{0,30}? \bnames?\ (?:used|given|printed|published|in\ print|to\ be\ \w+)
  | whom\ we\ are\ not\ naming
)\b";

/// What begins a reason.
const BEGINS: &str = r"(?ix)\b(?:
    because | since | given | citing | fearing | (?:out\ of\ |for\ )fear | for\ the\ sake
  | for\ (?:his|her|their)\ (?:own\ )?(?:safety|security|sake|protection|job|life|family)
  | due\ to | owing\ to | thanks\ to | in\ (?:view|light)\ of | on\ account\ of | on\ the\ grounds | on\ grounds
  | under\ (?:the\ |its\ |their\ |his\ |her\ )?\w*\ ?(?:rules|terms|policy|policies|orders|protocol)
  | in\ (?:line|keeping|accordance)\ with | lest | so\ as | so\ that | in\ order
  | to\ (?:describe|discuss|speak|talk|avoid|protect|share|disclose|recount|keep|comment|explain|give|provide|detail|preserve|reveal|tell)
  | as\ (?:he|she|they|it|the|his|her|their|this|these|its|no|many|any|such|a|an)
)\b";

/// Who says of himself that he may not speak.
const FORBIDDEN: &str = r"(?i)\b(?:not|n['’]t|never) (?:been )?(?:authori[sz]ed|allowed|permitted|cleared|empowered) to (?:speak|talk|comment|discuss|brief|give|be quoted)\b(?: [\w’'-]+)*?(?: and so| and | but |[.;,”]|$)";

/// Where a reason ends before its sentence does.
const ENDS: &str = r"(?i)[;“”]|, (?:but|and|would|said|says|told|in|who|has|had|which|added|also)\b|,? (?:said|says|told|added)\b";

/// The most characters between the words that keep a name back and the reason.
const BETWEEN: usize = 48;

/// The stated reason why the source is not named, in bytes of the passage: in the sentence of the source behind its first
/// word, or in the one that follows and speaks of it.
pub(super) fn reason(
    passage: &ReadPassage<'_>,
    sentence_idx: usize,
    source: &Range<usize>,
    cue: &Cue,
) -> Option<Range<usize>> {
    let here = &passage.sentences[sentence_idx];
    // What is said ends the reason, and so does the word that says it.
    let ends = |start: usize| {
        let marks = cue
            .words
            .iter()
            .chain(&cue.content)
            .map(|range| range.start);
        marks.filter(|mark| *mark > start).min()
    };
    if let Some(mut found) = reason_in(passage.text, source.start..here.end) {
        let told = |range: &Range<usize>| range.contains(&found.start);
        if !cue.content.iter().any(told) {
            found.end = ends(found.start).map_or(found.end, |end| found.end.min(end));
            return trimmed(passage.text, found);
        }
    }
    let next = passage.sentences.get(sentence_idx + 1)?;
    if !goes_on_about(next) {
        return None;
    }
    reason_in(passage.text, next.start..next.end).and_then(|found| trimmed(passage.text, found))
}

/// `not to be identified because he feared for his post`: it arranges the speech and says nothing of the world.
pub(super) fn only_keeps_name_back(content: &str) -> bool {
    let first = content.split(' ').next().unwrap_or_default();
    let arranges = matches!(
        first.to_lowercase().as_str(),
        "not"
            | "never"
            | "to"
            | "that"
            | "his"
            | "her"
            | "their"
            | "he"
            | "she"
            | "they"
            | "anonymity"
    );
    let kept = patterns().kept_back.find(content);
    arranges && kept.is_some_and(|kept| kept.start() <= 24)
}

/// Whether the words of a source say that its name is kept back.
pub(super) fn keeps_name_back(source: &str) -> bool {
    patterns().kept_back.is_match(source)
}

/// Whether a sentence may speak of the source of the one before: it begins with a pronoun or with what is known.
fn goes_on_about(sentence: &Sentence) -> bool {
    sentence.tokens.first().is_some_and(|token| {
        matches!(
            token.lower.as_str(),
            "he" | "she" | "they" | "the" | "both" | "all" | "none" | "neither"
        )
    })
}

/// The reason that a stretch of text gives for a name kept back.
fn reason_in(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let said = &text[within.clone()];
    let reason = patterns().kept_back.find_iter(said).find_map(|kept| {
        let rest = &said[kept.end()..];
        let begins = patterns().begins.find(rest)?;
        let between = &rest[..begins.start()];
        let near = between.chars().count() <= BETWEEN && !between.contains(['.', ';']);
        near.then(|| {
            let mut start = kept.end() + begins.start();
            if between.ends_with(['“', '"', '‘']) {
                start -= between.chars().last().map_or(0, char::len_utf8);
            }
            // The mark that a reason opens with is not the one that ends it.
            let after = kept.end() + begins.end();
            let quoted = said[start..].starts_with(['“', '"', '‘']);
            let end = if quoted {
                said[after..]
                    .find(['”', '"', '’'])
                    .map(|k| after + k + said[after + k..].chars().next().map_or(0, char::len_utf8))
            } else {
                patterns()
                    .ends
                    .find(&said[after..])
                    .map(|end| after + end.start())
            };
            start..end.unwrap_or(said.len())
        })
    });
    let forbidden = || {
        let found = patterns().forbidden.find(said)?;
        let words = found.as_str();
        let end = [" and so", " and ", " but "]
            .iter()
            .find_map(|end| words.strip_suffix(end))
            .unwrap_or(words);
        Some(found.start()..found.start() + end.len())
    };
    reason
        .or_else(forbidden)
        .map(|range| within.start + range.start..within.start + range.end)
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text[range.clone()].trim_end_matches([',', ' ', '.', ';', '\n', '–', '—', '-']);
    words
        .contains(' ')
        .then_some(range.start..range.start + words.len())
}

/// The patterns, compiled on first use.
struct Patterns {
    kept_back: Regex,
    begins: Regex,
    forbidden: Regex,
    ends: Regex,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    let regex = |source| Regex::new(source).expect("well-formed: a test runs it");
    PATTERNS.get_or_init(|| Patterns {
        kept_back: regex(KEPT_BACK),
        begins: regex(BEGINS),
        forbidden: regex(FORBIDDEN),
        ends: regex(ENDS),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = reason_in(text, 0..text.len()).and_then(|range| trimmed(text, range));
        assert_eq!(found.map(|range| &text[range]), expected, "{text}");
    }

    #[test]
    fn reasons_are_found() {
        check(
            "two clerks, speaking on condition of anonymity because they feared for their posts, said",
            Some("because they feared for their posts"),
        );
        check(
            "a nurse who did not want to be named for fear of reprisals.",
            Some("for fear of reprisals"),
        );
        check(
            "The envoy, who asked not to be identified under embassy rules, told them.",
            Some("under embassy rules"),
        );
        check(
            "a minister who was granted anonymity to discuss the draft.",
            Some("to discuss the draft"),
        );
        check(
            "an aide who is not authorised to speak to reporters.",
            Some("not authorised to speak to reporters"),
        );
        check(
            "asking that his name be withheld “because walls have ears”, he said",
            Some("“because walls have ears”"),
        );
        check(
            "a guard, who could not be quoted by name since an inquiry is open.",
            Some("since an inquiry is open"),
        );
    }

    #[test]
    fn other_reasons_are_none() {
        check("He left because the road was shut.", None);
        check(
            "two officials, speaking on condition of anonymity, said the road was shut.",
            None,
        );
        check(
            "The anonymous letter was burnt. It rained because of the wind.",
            None,
        );
        check("The guard was not allowed to leave the house.", None);
    }
}
