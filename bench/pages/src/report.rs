//! The table, and the lines for each page and tool.

use crate::authors::AuthorsVerdict;
use crate::gold::GoldPage;
use crate::publication::{DayVerdict, InstantVerdict};
use crate::score::{PageScore, Part, ToolScore};
use std::fmt::Write;

/// A Markdown table with one column for each tool.
pub fn table(tools: &[ToolScore]) -> String {
    let mut table = String::new();
    row(&mut table, "", tools, |tool| {
        format!("{} {}", tool.name, tool.version)
    });
    row(&mut table, "---", tools, |_| "---".to_owned());
    row(&mut table, "pages", tools, |tool| {
        tool.pages.len().to_string()
    });
    row(&mut table, "pages failed", tools, |tool| {
        tool.n_failed().to_string()
    });
    row(&mut table, "body F1", tools, |tool| {
        format!("{:.3}", tool.body().2)
    });
    row(&mut table, "body precision", tools, |tool| {
        format!("{:.3}", tool.body().0)
    });
    row(&mut table, "body recall", tools, |tool| {
        format!("{:.3}", tool.body().1)
    });
    row(&mut table, "paragraphs whole", tools, |tool| {
        share(tool.sum(|page| (page.n_whole, page.n_paragraphs)))
    });
    row(&mut table, "captions leaked", tools, |tool| {
        share(tool.sum(|page| (page.n_leaked, page.n_captions)))
    });
    for (name, wanted) in [
        ("day right", DayVerdict::Right),
        ("day wrong", DayVerdict::Wrong),
        ("day missing", DayVerdict::Missing),
    ] {
        row(&mut table, name, tools, |tool| {
            share(tool.verdicts(|page| page.day, &[wanted]))
        });
    }
    row(&mut table, "instant exact", tools, |tool| {
        let not_given = tool.verdicts(|page| page.instant, &[InstantVerdict::NotGiven]);
        if not_given.n == not_given.of {
            return "not given".to_owned();
        }
        share(tool.verdicts(|page| page.instant, &[InstantVerdict::Exact]))
    });
    row(&mut table, "authors exact", tools, |tool| {
        share(tool.verdicts(|page| page.authors, &[AuthorsVerdict::Exact]))
    });
    row(&mut table, "all authors found", tools, |tool| {
        let wanted = [AuthorsVerdict::Exact, AuthorsVerdict::AllFound];
        share(tool.verdicts(|page| page.authors, &wanted))
    });
    row(&mut table, "title exact", tools, |tool| {
        share(tool.sum(|page| (usize::from(page.title), 1)))
    });
    row(&mut table, "pages per CPU-second", tools, |tool| {
        format!("{:.1}", tool.pages_per_cpu_s())
    });
    table
}

fn row(table: &mut String, name: &str, tools: &[ToolScore], cell: impl Fn(&ToolScore) -> String) {
    table.push_str("| ");
    table.push_str(name);
    for tool in tools {
        table.push_str(" | ");
        table.push_str(&cell(tool));
    }
    table.push_str(" |\n");
}

fn share(part: Part) -> String {
    if part.of == 0 {
        return "none to judge".to_owned();
    }
    format!(
        "{:.3} ({}/{})",
        part.n as f64 / part.of as f64,
        part.n,
        part.of
    )
}

/// Tab-separated, with a head line: one line for each page and tool, pages in the order of the gold.
pub fn details(pages: &[GoldPage], tools: &[ToolScore]) -> String {
    let mut lines = String::from(
        "page\ttool\tprecision\trecall\tparagraphs\tparagraphs_missing\tcaptions\tcaptions_leaked\tday\tinstant\t\
         authors\ttitle\tfailure\n",
    );
    for (i_page, page) in pages.iter().enumerate() {
        for tool in tools {
            lines.push_str(&detail(page, tool, &tool.pages[i_page]));
        }
    }
    lines
}

fn detail(page: &GoldPage, tool: &ToolScore, score: &PageScore) -> String {
    let ratio =
        |ratio: Option<f64>| ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.3}"));
    let mut line = String::new();
    let failure = score.failure.as_deref().unwrap_or("");
    writeln!(
        line,
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
        page.file,
        tool.name,
        ratio(score.precision),
        ratio(score.recall),
        score.n_paragraphs,
        score.n_paragraphs - score.n_whole,
        score.n_captions,
        score.n_leaked,
        match score.day {
            Some(DayVerdict::Right) => "right",
            Some(DayVerdict::Wrong) => "wrong",
            Some(DayVerdict::Missing) => "missing",
            None => "-",
        },
        match score.instant {
            Some(InstantVerdict::Exact) => "exact",
            Some(InstantVerdict::Off) => "off",
            Some(InstantVerdict::NotGiven) => "not given",
            None => "-",
        },
        match score.authors {
            Some(AuthorsVerdict::Exact) => "exact",
            Some(AuthorsVerdict::AllFound) => "all found",
            Some(AuthorsVerdict::NotAll) => "not all",
            None => "-",
        },
        if score.title { "exact" } else { "other" },
        failure.replace(['\t', '\n'], " "),
    )
    .expect("a string takes whatever is written to it");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tool() -> ToolScore {
        let page = PageScore {
            precision: Some(0.5),
            recall: Some(1.0),
            n_paragraphs: 4,
            n_whole: 3,
            n_captions: 2,
            n_leaked: 1,
            day: Some(DayVerdict::Right),
            instant: Some(InstantVerdict::NotGiven),
            authors: Some(AuthorsVerdict::AllFound),
            title: true,
            failure: None,
        };
        let failed = PageScore {
            precision: None,
            recall: Some(0.0),
            n_whole: 0,
            n_leaked: 0,
            day: None,
            instant: None,
            authors: None,
            title: false,
            failure: Some("not\tso".to_owned()),
            ..page.clone()
        };
        ToolScore {
            name: "tool".to_owned(),
            version: "1.2".to_owned(),
            pages: vec![page, failed],
            cpu_s: 0.5,
        }
    }

    #[test]
    fn the_table_has_a_row_for_each_metric() {
        assert_eq!(
            table(&[tool()]),
            "|  | tool 1.2 |\n\
             | --- | --- |\n\
             | pages | 2 |\n\
             | pages failed | 1 |\n\
             | body F1 | 0.500 |\n\
             | body precision | 0.500 |\n\
             | body recall | 0.500 |\n\
             | paragraphs whole | 0.375 (3/8) |\n\
             | captions leaked | 0.250 (1/4) |\n\
             | day right | 1.000 (1/1) |\n\
             | day wrong | 0.000 (0/1) |\n\
             | day missing | 0.000 (0/1) |\n\
             | instant exact | not given |\n\
             | authors exact | 0.000 (0/1) |\n\
             | all authors found | 1.000 (1/1) |\n\
             | title exact | 0.500 (1/2) |\n\
             | pages per CPU-second | 4.0 |\n"
        );
    }

    #[test]
    fn each_page_and_tool_has_a_line_of_details() {
        let page = |file: &str| GoldPage {
            file: file.to_owned(),
            ..GoldPage::default()
        };
        let details = details(&[page("a"), page("b")], &[tool()]);
        let lines: Vec<&str> = details.lines().collect();
        assert_eq!(
            lines[1],
            "a\ttool\t0.500\t1.000\t4\t1\t2\t1\tright\tnot given\tall found\texact\t"
        );
        assert_eq!(
            lines[2],
            "b\ttool\t-\t0.000\t4\t4\t2\t0\t-\t-\t-\tother\tnot so"
        );
        let n_columns = lines[0].split('\t').count();
        assert!(
            lines
                .iter()
                .all(|line| line.split('\t').count() == n_columns)
        );
    }
}
