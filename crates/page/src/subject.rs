//! What a text speaks of, by the words that it uses: the title of a page shares them, and what a site prints around it does not.

use std::collections::HashSet;

/// How many paragraphs tell what a text speaks of.
const N_PARAGRAPHS: usize = 6;

/// The words of a text's first paragraphs.
#[derive(Debug)]
pub struct Subject {
    stems: HashSet<String>,
}

impl Subject {
    /// What these paragraphs speak of; the first few tell it.
    pub fn of<T: AsRef<str>>(paragraphs: impl Iterator<Item = T>) -> Subject {
        let stems = paragraphs
            .take(N_PARAGRAPHS)
            .flat_map(|paragraph| stems(paragraph.as_ref()))
            .collect();
        Subject { stems }
    }

    /// How many different words of a line the text uses too.
    pub fn n_shared(&self, line: &str) -> usize {
        stems(line)
            .iter()
            .filter(|stem| self.stems.contains(*stem))
            .count()
    }
}

/// The beginnings of a line's longer words, so that `struck` and `strike` stay apart but `drone` and `drones` do not; none out
/// of scripts that set no words apart.
fn stems(line: &str) -> HashSet<String> {
    line.split(|c: char| !c.is_alphanumeric())
        .filter(|word| (4..=24).contains(&word.chars().count()))
        .map(|word| word.chars().flat_map(char::to_lowercase).take(5).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_words_in_any_form() {
        let text = [
            "Six drones struck the refinery at Port Merim.",
            "The fire was out by dawn.",
        ];
        let subject = Subject::of(text.iter());
        for (line, expected) in [
            ("Drone strike on Port Merim refinery", 4),
            ("DRONES", 1),
            ("Log in / Register", 0),
            ("", 0),
        ] {
            assert_eq!(subject.n_shared(line), expected, "{line}");
        }
    }
}
