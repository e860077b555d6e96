//! The table that people read.

use super::score::{Found, Score, Share};
use std::fmt::Write;

/// The measures, a line each.
pub fn of(score: &Score) -> String {
    let mut table = Table {
        text: format!(
            "{} records\n{:28} {:>6} {:>6} {:>6}\n",
            score.records, "", "P", "R", "F1"
        ),
    };
    let mut all = Found::default();
    for found in score.attributions.values() {
        all.gold += found.gold;
        all.answered += found.answered;
        all.right += found.right;
    }
    table.found("attributions", all);
    for (kind, found) in &score.attributions {
        table.found(&format!("  of each {kind}"), *found);
    }
    table.found("anonymous sources", score.anonymous);
    table.found("numbers of people", score.numbers);
    table.found("reasons for anonymity", score.reasons);
    table.found("withheld", score.withheld);
    table.share("whole chain", score.chains, "the gold's attributions");
    table.share(
        "  links may be shortened",
        score.shortened_chains,
        "the gold's attributions",
    );
    table.share(
        "  of two and more links",
        score.long_chains,
        "the gold's attributions with such a chain",
    );
    table.share("source type", score.source_types, "paired attributions");
    table.share("stance", score.stances, "paired attributions");
    table.share(
        "within",
        score.within,
        "paired attributions that stand within one",
    );
    table.line(&format!(
        "{:28} {:>6}  on {} sentences without any",
        "false attributions", score.false_on_near_misses, score.near_misses
    ));
    table.stances(score);
    table.text
}

struct Table {
    text: String,
}

impl Table {
    fn line(&mut self, line: &str) {
        writeln!(self.text, "{}", line.trim_end()).expect("writing to a string");
    }

    fn found(&mut self, name: &str, found: Found) {
        let precision = percent(found.right, found.answered);
        let recall = percent(found.right, found.gold);
        let f1 = percent(2 * found.right, found.answered + found.gold);
        self.line(&format!(
            "{name:28} {precision:6.1} {recall:6.1} {f1:6.1}  {} right, {} answered, {} in the gold",
            found.right, found.answered, found.gold
        ));
    }

    fn share(&mut self, name: &str, share: Share, of: &str) {
        let percent = percent(share.right, share.all);
        self.line(&format!(
            "{name:28} {percent:6.1}  {} of {} {of}",
            share.right, share.all
        ));
    }

    /// For each stance of the gold how many were found, and the stances that those were given.
    fn stances(&mut self, score: &Score) {
        self.line("stance of the gold, found, and as what");
        for (stance, share) in &score.stance_found {
            let given: Vec<String> = score
                .stance_by_stance
                .iter()
                .filter(|((wanted, _), _)| wanted == stance)
                .map(|((_, given), n)| match given.as_str() {
                    "" => format!("none {n}"),
                    given => format!("{given} {n}"),
                })
                .collect();
            self.line(&format!(
                "  {stance:12} {:>4} of {:<4} {}",
                share.right,
                share.all,
                given.join(", ")
            ));
        }
    }
}

fn percent(right: u64, all: u64) -> f64 {
    100.0 * right as f64 / all.max(1) as f64
}
