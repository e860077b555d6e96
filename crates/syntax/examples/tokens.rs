//! Cuts texts into paragraphs, sentences and tokens, as the reading stage does; the trainer of the reading model
//! learns from the same tokens that it will be shown.
//!
//! Reads lines `{"id", "text"}` from standard input, writes lines `{"id", "paragraphs"}`: for each paragraph (a line
//! of the text that is not blank) its sentences, for each sentence its tokens as `[start, end]` in code points.

use std::io::{BufRead, BufWriter, Write};

use dateline_syntax::sentence_tokens;
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a line without `text`")?;
        let mut paragraphs = Vec::new();
        let mut code_points = 0;
        for paragraph in text.split_inclusive('\n') {
            let place = |byte: usize| code_points + paragraph[..byte].chars().count();
            let cut: Vec<Vec<[usize; 2]>> = sentence_tokens(paragraph)
                .into_iter()
                .map(|tokens| {
                    tokens
                        .into_iter()
                        .map(|token| [place(token.start), place(token.end)])
                        .collect()
                })
                .collect();
            if !cut.is_empty() {
                paragraphs.push(cut);
            }
            code_points += paragraph.chars().count();
        }
        writeln!(
            out,
            "{}",
            json!({"id": record["id"], "paragraphs": paragraphs})
        )?;
    }
    Ok(())
}
