//! The form of the gold and of answers.

use serde::Deserialize;

/// Start and end of a run of words, in Unicode code points of the text, the end excluded.
pub type Run = [usize; 2];

/// A sentence or an article of the test set.
#[derive(Debug, Deserialize)]
pub struct Record {
    /// Its name.
    pub id: String,
    /// `sentence` or `article`.
    pub kind: String,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// The headline of an article.
    pub headline: Option<String>,
    /// The words; an empty line stands between paragraphs.
    pub text: String,
    /// What a careful reader finds.
    pub attributions: Vec<Attribution>,
}

/// What a tool finds in a record.
#[derive(Debug, Deserialize)]
pub struct Answer {
    /// The record.
    pub id: String,
    /// What it finds; fields it does not know may be left out.
    pub attributions: Vec<Attribution>,
}

/// Who is said to have said what.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Attribution {
    /// Whose word it is; empty where the words name no source.
    pub source: Vec<Run>,
    /// The words that say that it is said.
    pub cue: Vec<Run>,
    /// What is said.
    pub content: Vec<Run>,
    /// `named`, `role`, `organization`, `outlet`, `anonymous`; `None` without a source.
    pub source_type: Option<String>,
    /// `asserts`, `denies`, `asks`, `promises`, `threatens`, `doubts`.
    pub stance: Option<String>,
    /// Whether the source withholds.
    pub withheld: bool,
    /// How many people the source stands for, where the words tell.
    pub count: Option<u32>,
    /// The stated reason for anonymity.
    pub reason: Option<String>,
    /// Names from the page's outlet inwards, without that outlet, the innermost source last.
    pub chain: Vec<String>,
    /// The attribution of the same record that this one stands in.
    pub within: Option<usize>,
}
