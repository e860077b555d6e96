//! Whether a page is in the language that is read here. A page's own word on its language is a template's as often as
//! an author's, so a text of some length speaks for itself.

use dateline_page::Page;
use dateline_vocabulary::CodePoints;

/// Words that every English text is full of and that no other language in Latin letters writes so.
const ENGLISH: [&str; 24] = [
    "the", "of", "and", "that", "with", "from", "this", "which", "would", "were", "they", "their",
    "his", "been", "by", "it", "he", "she", "are", "has", "who", "said", "not", "but",
];
/// Words of a text that speak for its language.
const ENOUGH: usize = 50;
/// Of a hundred words, English has more than twenty of the list, others hardly one.
const LEAST_SHARE: usize = 8;
/// The terse English of bulletins and lists has fewer; then the page must be found to be in English besides.
const LEAST_OF_TERSE: usize = 3;

/// Whether the page is in English, as far as it can be told.
pub(crate) fn is_english(page: &Page, code_points: &CodePoints) -> bool {
    let read = page
        .blocks
        .iter()
        .filter(|block| crate::passage::is_read(block.role))
        .map(|block| code_points.slice(&page.text, block.span));
    let told = page.language.as_deref();
    let is_told = |tag: &str| tag.to_lowercase().starts_with("en");
    match share_of_english(read) {
        Some(share) => share >= LEAST_SHARE || share >= LEAST_OF_TERSE && told.is_some_and(is_told),
        None => told.is_none_or(is_told),
    }
}

/// How many of a hundred words stand in the list; `None` for too few words to tell. Words in any script count.
fn share_of_english<'t>(texts: impl Iterator<Item = &'t str>) -> Option<usize> {
    let mut words = 0;
    let mut english = 0;
    for word in texts.flat_map(str::split_whitespace) {
        let word = word.trim_matches(|c: char| !c.is_alphabetic());
        if !word.is_empty() {
            words += 1;
            english += usize::from(ENGLISH.contains(&word.to_lowercase().as_str()));
        }
    }
    (words >= ENOUGH).then(|| english * 100 / words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        let cases = [
            (
                "The council of the town met on Monday, and its members said that they would not sell the old harbour. \
              The owner of the yard, who has been in talks with the mayor, was not there, but his lawyer was. They are \
              to meet again. It was the third meeting of the year.",
                true,
            ),
            (
                "Der Rat der Stadt kam am Montag zusammen, und seine Mitglieder sagten, dass sie den alten Hafen nicht \
              verkaufen wollten. Der Eigentümer der Werft, der mit dem Bürgermeister spricht, war nicht da, aber sein \
              Anwalt war es. Sie wollen wieder zusammenkommen, hieß es. Es war das dritte Treffen in diesem Jahr.",
                false,
            ),
            (
                "Le conseil de la ville s’est réuni lundi et ses membres ont dit qu’ils ne vendraient pas le vieux port. Le \
              propriétaire du chantier, qui négocie avec le maire, n’était pas là, mais son avocat y était. Ils se \
              reverront bientôt. C’était la troisième réunion de cette année, selon le journal de la ville.",
                false,
            ),
            (
                "De raad van de stad kwam maandag bijeen en de leden zeiden dat ze de oude haven niet zouden verkopen. De \
              eigenaar van de werf, die met de burgemeester praat, was er niet, maar zijn advocaat was er wel. Het was \
              de derde bijeenkomst van het jaar, en de laatste voor de zomer, zo is te horen in de stad.",
                false,
            ),
        ];
        for (text, english) in cases {
            let share = share_of_english(std::iter::once(text)).expect("enough words");
            assert_eq!(share >= LEAST_SHARE, english, "{share}: {text}");
        }
        assert_eq!(share_of_english(std::iter::once("the mayor said")), None);
    }
}
