//! The word lists that the sentence splitter and the tokenizer go by, from `data/`.

use std::collections::{BTreeMap, HashSet};
use std::sync::OnceLock;

/// Word lists by section.
#[derive(Debug)]
pub(crate) struct Lists(BTreeMap<&'static str, HashSet<&'static str>>);

impl Lists {
    /// Lists in sections: `[name]`, words parted by blanks, `#` comments.
    fn parse(text: &'static str) -> Lists {
        let mut lists: BTreeMap<&str, HashSet<&str>> = BTreeMap::new();
        let mut section = "";
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
            } else {
                lists
                    .entry(section)
                    .or_default()
                    .extend(line.split_whitespace());
            }
        }
        Lists(lists)
    }

    /// Whether a section has this word.
    pub(crate) fn has(&self, section: &str, word: &str) -> bool {
        self.0.get(section).is_some_and(|s| s.contains(word))
    }
}

/// Words around sentence ends.
pub(crate) fn sentence_words() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists::parse(include_str!("../data/sentence_words.txt")))
}

/// Words that the tokenizer takes apart or keeps whole.
pub(crate) fn token_words() -> &'static Lists {
    static LISTS: OnceLock<Lists> = OnceLock::new();
    LISTS.get_or_init(|| Lists::parse(include_str!("../data/token_words.txt")))
}
