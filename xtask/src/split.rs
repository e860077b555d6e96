//! The halves of a test set: `dev` to work with, `held` to measure on.

use crate::project::Outcome;

/// Both halves.
pub const SPLITS: [&str; 2] = ["dev", "held"];

/// Which halves to score, and whether their faults are told.
#[derive(clap::Args)]
pub struct SplitWish {
    /// Only one split: `dev` to work with, `held` to measure on
    #[arg(long, value_name = "SPLIT")]
    pub split: Option<String>,
    /// Tell each fault; of `dev` only
    #[arg(long)]
    pub faults: bool,
    /// Let --faults tell those of `held` too, which then measures unseen text no more
    #[arg(long, requires = "faults")]
    pub reveal: bool,
}

impl SplitWish {
    /// The splits asked for; all where none is named. Who tunes with the faults of the held split before their eyes
    /// measures nothing with it.
    pub fn splits(&self) -> Outcome<Vec<&'static str>> {
        let wanted = |split: &&str| self.split.as_deref().is_none_or(|wanted| wanted == *split);
        let splits: Vec<&'static str> = SPLITS.into_iter().filter(wanted).collect();
        if splits.is_empty() {
            return Err("there is no such split; splits are `dev` and `held`".to_owned());
        }
        if self.faults && !self.reveal && splits.contains(&"held") {
            return Err(
                "the held split is for measuring, its faults are not for looking at; use `--split dev`, \
                 or --reveal where it has done its work"
                    .to_owned(),
            );
        }
        Ok(splits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_held_split_keeps_its_faults_to_itself() {
        let wish = |split: Option<&str>, faults, reveal| SplitWish {
            split: split.map(str::to_owned),
            faults,
            reveal,
        };
        for (wish, splits) in [
            (wish(None, false, false), Some(2)),
            (wish(Some("held"), false, false), Some(1)),
            (wish(Some("dev"), true, false), Some(1)),
            (wish(None, true, false), None),
            (wish(Some("held"), true, false), None),
            (wish(Some("held"), true, true), Some(1)),
            (wish(Some("other"), false, true), None),
        ] {
            assert_eq!(wish.splits().ok().map(|splits| splits.len()), splits);
        }
    }
}
