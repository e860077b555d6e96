//! What the house says in a place for comments: that one was removed, that one was edited, what a moderator answers.

use crate::wording;

/// Whether the words stand where a comment was that nobody is to read any more.
pub fn is_removal(text: &str) -> bool {
    text.chars().count() <= 240 && wording::is_removed_comment(text)
}

/// Whether the words are a moderator's, set into somebody's comment.
pub fn is_house_note(text: &str, words: &[String]) -> bool {
    let says = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    says(&[
        "moderator",
        "moderation",
        "mod",
        "staff",
        "admin",
        "editor",
        "editorial",
    ]) && says(&["note", "notes", "message", "notice", "comment", "edit"])
        || wording::is_moderators_note(text)
}
