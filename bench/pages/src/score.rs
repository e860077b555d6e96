//! What each tool is worth, page by page and in sum.

use crate::authors::{AuthorsVerdict, judge_authors};
use crate::captions::{counted_captions, leaked};
use crate::extraction::{Extraction, RunOfTool};
use crate::gold::{GoldPage, Piece};
use crate::letters::{letters_of, whole_in};
use crate::publication::{DayVerdict, InstantVerdict, judge_day, judge_instant};
use crate::shingles::{GoldShingles, f1};
use crate::title::same_title;

/// A tool on one page.
#[derive(Clone, Debug)]
pub struct PageScore {
    /// Share of the body's shingles that are the gold's.
    pub precision: Option<f64>,
    /// Share of the gold's shingles that are in the body.
    pub recall: Option<f64>,
    /// Paragraphs of the gold.
    pub n_paragraphs: usize,
    /// Those that stand whole in the body.
    pub n_whole: usize,
    /// Captions that are counted.
    pub n_captions: usize,
    /// Those that stand in the body.
    pub n_leaked: usize,
    /// `None` where the gold has no day.
    pub day: Option<DayVerdict>,
    /// `None` where the gold has no instant.
    pub instant: Option<InstantVerdict>,
    /// `None` where the gold has no authors.
    pub authors: Option<AuthorsVerdict>,
    /// Whether the title is the gold's.
    pub title: bool,
    /// Why the tool failed: its error, a panic, no end, or no body.
    pub failure: Option<String>,
}

/// A tool on all pages.
pub struct ToolScore {
    /// The name over its column.
    pub name: String,
    /// Its version.
    pub version: String,
    /// In the order of the gold.
    pub pages: Vec<PageScore>,
    /// CPU seconds of the median pass.
    pub cpu_s: f64,
}

/// A count out of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many.
    pub n: usize,
    /// Out of how many.
    pub of: usize,
}

/// Scores all runs.
pub fn score(pages: &[GoldPage], runs: &[RunOfTool]) -> Vec<ToolScore> {
    let mut scores: Vec<ToolScore> = runs
        .iter()
        .map(|run| ToolScore {
            name: run.name.clone(),
            version: run.version.clone(),
            pages: Vec::new(),
            cpu_s: median(&run.cpu_s),
        })
        .collect();
    for (i_page, page) in pages.iter().enumerate() {
        let shingles = GoldShingles::of(page);
        let captions = counted_captions(page);
        for (run, score) in runs.iter().zip(&mut scores) {
            let outcome = &run.outcomes[i_page];
            score
                .pages
                .push(score_page(page, &shingles, &captions, outcome));
        }
    }
    scores
}

/// A failure is scored as a page on which the tool says nothing.
fn score_page(
    page: &GoldPage,
    shingles: &GoldShingles,
    captions: &[String],
    outcome: &Result<Extraction, String>,
) -> PageScore {
    let nothing = Extraction::default();
    let read = outcome.as_ref().unwrap_or(&nothing);
    let failure = match outcome {
        Err(reason) => Some(reason.clone()),
        Ok(read) if read.body.trim().is_empty() => Some("no body".to_owned()),
        Ok(_) => None,
    };
    let overlap = shingles.overlap(&read.body);
    let letters = letters_of(&read.body);
    let paragraphs = page.body.iter().filter_map(|piece| match piece {
        Piece::Paragraph(text) => Some(text.as_str()),
        Piece::Headline(_) => None,
    });
    let (n_whole, n_paragraphs) = whole_in(paragraphs, &letters);
    let gold = page.published.as_ref();
    PageScore {
        precision: overlap.precision(),
        recall: overlap.recall(),
        n_paragraphs,
        n_whole,
        n_captions: captions.len(),
        n_leaked: leaked(captions, &letters),
        day: gold.map(|gold| judge_day(gold, read.published.as_ref())),
        instant: gold.and_then(|gold| judge_instant(gold, read.published.as_ref())),
        authors: judge_authors(&page.authors, &read.authors),
        title: same_title(&page.title, read.title.as_deref()),
        failure,
    }
}

impl ToolScore {
    /// Means of precision and recall over the pages that have them, and F1 of the means.
    pub fn body(&self) -> (f64, f64, f64) {
        let precision = mean(self.pages.iter().filter_map(|page| page.precision));
        let recall = mean(self.pages.iter().filter_map(|page| page.recall));
        (precision, recall, f1(precision, recall))
    }

    /// Sums `part` of all pages.
    pub fn sum(&self, part: impl Fn(&PageScore) -> (usize, usize)) -> Part {
        let mut sum = Part::default();
        for (n, of) in self.pages.iter().map(part) {
            sum.n += n;
            sum.of += of;
        }
        sum
    }

    /// Counts the pages whose verdict is in `wanted`, out of those that have one.
    pub fn verdicts<V: PartialEq>(
        &self,
        verdict: impl Fn(&PageScore) -> Option<V>,
        wanted: &[V],
    ) -> Part {
        self.sum(|page| match verdict(page) {
            Some(verdict) => (usize::from(wanted.contains(&verdict)), 1),
            None => (0, 0),
        })
    }

    /// Pages on which the tool failed.
    pub fn n_failed(&self) -> usize {
        self.pages
            .iter()
            .filter(|page| page.failure.is_some())
            .count()
    }

    /// Pages for each second of CPU.
    pub fn pages_per_cpu_s(&self) -> f64 {
        self.pages.len() as f64 / self.cpu_s
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0usize), |(sum, n), value| (sum + value, n + 1));
    if n == 0 { 0.0 } else { sum / n as f64 }
}

fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publication::Published;

    fn page() -> GoldPage {
        GoldPage {
            title: "Dam holds".to_owned(),
            authors: vec!["Ada Quist".to_owned()],
            published: Published::parse("2024-05-03 08:15:00+02:00"),
            body: vec![
                Piece::Paragraph("The dam held through the night.".to_owned()),
                Piece::Headline("Water".to_owned()),
                Piece::Paragraph("Nobody was hurt, she said.".to_owned()),
            ],
            captions: vec!["The spillway seen from the eastern bank of the river".to_owned()],
            ..GoldPage::default()
        }
    }

    fn run(outcome: Result<Extraction, String>) -> RunOfTool {
        RunOfTool {
            name: "tool".to_owned(),
            version: "1".to_owned(),
            outcomes: vec![outcome],
            cpu_s: vec![4.0, 0.5, 1.0],
        }
    }

    #[test]
    fn a_perfect_tool_a_poor_one_and_one_that_fails() {
        let perfect = Extraction {
            title: Some("Dam holds".to_owned()),
            authors: vec!["Ada Quist".to_owned()],
            published: Published::parse("2024-05-03T06:15:00Z"),
            body: "The dam held through the night.\nWater\nNobody was hurt, she said.".to_owned(),
        };
        let poor = Extraction {
            title: Some("Dam holds | The Courier".to_owned()),
            authors: vec![],
            published: Published::parse("2024-05-04"),
            body: "The dam held through the night. The spillway seen from the eastern bank of the river".to_owned(),
        };
        let runs = [
            run(Ok(perfect)),
            run(Ok(poor)),
            run(Err("panic".to_owned())),
        ];
        let scores = score(&[page()], &runs);

        assert_eq!(scores[0].body(), (1.0, 1.0, 1.0));
        // 3 of its 13 shingles are among the gold's 9.
        assert_eq!(
            (scores[1].pages[0].precision, scores[1].pages[0].recall),
            (Some(3.0 / 13.0), Some(3.0 / 9.0))
        );
        // A page without output weighs on recall alone.
        assert_eq!(
            (scores[2].pages[0].precision, scores[2].pages[0].recall),
            (None, Some(0.0))
        );

        let whole: Vec<usize> = scores
            .iter()
            .map(|score| score.sum(|page| (page.n_whole, page.n_paragraphs)).n)
            .collect();
        assert_eq!(whole, [2, 1, 0]);
        let leaks: Vec<usize> = scores.iter().map(|score| score.pages[0].n_leaked).collect();
        assert_eq!(leaks, [0, 1, 0]);
        let days: Vec<_> = scores.iter().map(|score| score.pages[0].day).collect();
        assert_eq!(
            days,
            [
                Some(DayVerdict::Right),
                Some(DayVerdict::Wrong),
                Some(DayVerdict::Missing)
            ]
        );
        let exact: Vec<usize> = scores
            .iter()
            .map(|score| {
                score
                    .verdicts(|page| page.instant, &[InstantVerdict::Exact])
                    .n
            })
            .collect();
        assert_eq!(exact, [1, 0, 0]);
        let failed: Vec<usize> = scores.iter().map(ToolScore::n_failed).collect();
        assert_eq!(failed, [0, 0, 1]);
    }

    #[test]
    fn speed_is_that_of_the_median_pass() {
        let scores = score(&[page()], &[run(Ok(Extraction::default()))]);
        assert_eq!(scores[0].pages_per_cpu_s(), 1.0);
        assert_eq!(scores[0].pages[0].failure.as_deref(), Some("no body"));
    }
}
