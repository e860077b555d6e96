//! What is to be known of a page: the form of the gold, and of the answers that are held against it.

use serde::Deserialize;

/// One page. Fields that a tool does not know may be left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Path of the page from the folder of the test set.
    pub page: String,
    /// Gold only: `dev` or `held`.
    pub split: Option<String>,
    /// The title.
    pub headline: Option<String>,
    /// The lines under it that sum the article up.
    pub standfirst: Option<String>,
    /// Names of the authors.
    pub bylines: Vec<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// The part of the paper.
    pub section: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// Time of publication.
    pub published_time: Option<String>,
    /// Time of the last change.
    pub updated: Option<String>,
    /// Time at which the page was saved.
    pub captured: Option<String>,
    /// Other days that the page gives.
    pub contradicting: Vec<String>,
    /// Place.
    pub dateline: Option<String>,
    /// Texts of the article, in order: paragraphs, list items, block quotations, rows of tables.
    pub paragraphs: Vec<String>,
    /// Headings in the article.
    pub headings: Vec<String>,
    /// Those of `paragraphs` that are block quotations.
    pub block_quotes: Vec<String>,
    /// Words printed once more.
    pub pull_quotes: Vec<String>,
    /// Those of `paragraphs` that are rows of tables.
    pub table_rows: Vec<String>,
    /// Captions of pictures.
    pub captions: Vec<String>,
    /// Credits of pictures.
    pub credits: Vec<String>,
    /// Corrections and the like.
    pub notes: Vec<String>,
    /// Notes at the foot of the text.
    pub footnotes: Vec<String>,
    /// Entries of a live page.
    pub entries: Vec<Entry>,
    /// Whether the page holds only the beginning of the article.
    pub partial: bool,
    /// Gold: words that are neither the article's nor a reader's. Answer: what the tool set apart; not scored.
    pub residue: Vec<String>,
    /// Readers' comments in the order of the page.
    pub comments: Vec<Comment>,
}

/// An entry of a live page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// Its time.
    pub time: Option<String>,
    /// How its text begins.
    pub first_words: String,
}

/// A reader's comment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Comment {
    /// Who.
    pub author: Option<String>,
    /// When: ISO 8601 local time, or as printed.
    pub posted: Option<String>,
    /// Place in the list of the comment that it answers.
    pub reply_to: Option<usize>,
    /// Its words.
    pub text: String,
    /// What readers gave it.
    pub votes: Option<Votes>,
    /// What a moderator put there.
    pub note: Option<String>,
}

/// Counts of readers' votes.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default)]
pub struct Votes {
    /// For it.
    pub up: Option<i64>,
    /// Against it.
    pub down: Option<i64>,
    /// The balance.
    pub score: Option<i64>,
}

/// Letters and digits alone, in lower case.
pub fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
