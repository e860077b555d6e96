//! Pages made to be costly. Each must be read in bounded time, without a panic.

use dateline_page::{Given, Page, read_page};
use std::time::{Duration, Instant};

/// Generous: the bound is against work that grows with the square of the page.
const LIMIT: Duration = Duration::from_secs(10);

fn read(bytes: &[u8], media_type: &'static str) -> Page {
    let start = Instant::now();
    let page = read_page(
        bytes,
        &Given {
            media_type: Some(media_type),
            ..Given::default()
        },
    );
    let took = start.elapsed();
    assert!(took < LIMIT, "took {took:?}");
    page
}

fn html(page: impl AsRef<str>) -> Page {
    read(page.as_ref().as_bytes(), "text/html")
}

const PARAGRAPH: &str =
    "<p>Both gates of the lock stayed shut on Monday, the harbour master said in a notice.</p>";

#[test]
fn nested_a_hundred_thousand_deep() {
    for open in [
        "<div>",
        "<b>",
        "<ul><li>",
        "<table><tr><td>",
        "<blockquote>",
        "<font color=red>",
        "<i><p>",
        "<a href=x>",
        "<svg>",
        "<button>",
        "<select>",
    ] {
        html(format!("{}{PARAGRAPH}", open.repeat(100_000)));
    }
    let page = html(format!(
        "{}{PARAGRAPH}{}",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    ));
    assert!(page.text.contains("harbour master"), "{:?}", page.problem);
}

#[test]
fn unclosed_formatting_with_ever_new_attributes() {
    let soup: String = (0..50_000)
        .map(|k| format!("<font color={k}><p>"))
        .collect();
    html(soup);
}

#[test]
fn a_million_attributes() {
    let attributes: String = (0..1_000_000).map(|k| format!(" a{k}")).collect();
    let page = html(format!("<p{attributes}>x</p>{PARAGRAPH}"));
    assert!(page.text.contains("harbour master"));
    html(format!("<script>a<b=\"</script><p {attributes}\">"));
    html("<a".repeat(2_000_000));
    html(format!("{}>", "<a".repeat(1_000_000)));
}

#[test]
fn one_line_of_fifty_megabytes() {
    let line = "The gates of the lock stay shut. ".repeat(50 * 1024 * 1024 / 33);
    let page = read(line.as_bytes(), "text/plain");
    assert!(page.problem.expect("told").contains("only the first"));
    let page = read(line.as_bytes(), "text/html");
    assert!(page.problem.expect("told").contains("only the first"));
}

#[test]
fn a_script_that_nobody_closes() {
    let page = html(format!(
        "<h1>Gates shut</h1>{PARAGRAPH}<script>{}",
        "a<b;".repeat(1_000_000)
    ));
    assert!(page.text.contains("harbour master"));
}

#[test]
fn millions_of_small_elements() {
    let page = html(format!("{PARAGRAPH}{}", "<br>".repeat(3_000_000)));
    assert!(page.problem.expect("told").contains("more markup"));
    html("<p>a".repeat(400_000));
    html("<li class=comment><p>No.".repeat(100_000));
}

#[test]
fn many_short_lines() {
    read("Comments (3)\n".repeat(200_000).as_bytes(), "text/plain");
    read(
        "• Tove\nJun 3, 2014 - 3:50PM\n@Tove no\n"
            .repeat(50_000)
            .as_bytes(),
        "text/plain",
    );
    read("Gates shut\n".repeat(200_000).as_bytes(), "text/plain");
    read(
        format!("Gates\n{}", "Gates of the lock\n\n".repeat(200_000)).as_bytes(),
        "text/markdown",
    );
}

#[test]
fn zeros_and_nothing() {
    let page = read(&[0; 1 << 20], "text/html");
    assert_eq!(
        (page.media_type, page.text.as_str()),
        ("application/octet-stream", "")
    );
    assert!(page.problem.expect("told").contains("binary"));
    let page = read(b"", "text/plain");
    assert!(page.problem.expect("told").contains("empty"));
    let page = read(format!("a\0b{PARAGRAPH}").repeat(3).as_bytes(), "text/html");
    assert!(page.text.contains("harbour master"));
}

#[test]
fn json_that_nests_too_deep() {
    let json = format!("{}{}", "[".repeat(500_000), "]".repeat(500_000));
    let page = html(format!(
        "<script type=\"application/ld+json\">{json}</script>{PARAGRAPH}"
    ));
    assert!(page.text.contains("harbour master"));
}

#[test]
fn a_text_longer_than_any_page_is_cut_and_says_so() {
    let line = "The dam above the town broke on Monday night, the mayor said. ";
    let text = line.repeat((9 << 20) / line.len());
    let page = read_page(text.as_bytes(), &Given::default());
    assert!(page.text.len() <= 2 << 20 && page.text.len() > 1 << 20);
    assert!(page.problem.is_some_and(|p| p.contains("2 MiB")));
}

#[test]
fn a_second_title_over_the_text() {
    let titles = "<h1 class=t>Gates shut</h1>".to_owned()
        + &PARAGRAPH
            .repeat(3)
            .replace("<p>", "<div>")
            .replace("</p>", "</div>")
        + "<h1 class=t>Gates open</h1>";
    let page = html(format!(
        "{titles}<div itemprop=articleBody>{}</div>",
        PARAGRAPH.repeat(4)
    ));
    assert!(page.text.contains("harbour master"));
}

#[test]
fn thousands_of_lists_of_other_articles() {
    let list = |k: usize| format!("<h2>Related</h2><a href=x>Other {k}</a>");
    let among_text = |k| format!("{PARAGRAPH}{}", list(k));
    let in_ever_new_boxes = |k| format!("<div class=c{k}>{PARAGRAPH}</div>{}", list(k));
    let pages: [String; 3] = [
        (0..20_000).map(among_text).collect(),
        (0..20_000).map(in_ever_new_boxes).collect(),
        (0..40_000).map(list).collect::<String>() + &PARAGRAPH.repeat(200),
    ];
    for text in pages {
        let page = html(format!("<h1>Gates shut</h1><div>{text}</div>"));
        assert!(page.text.contains("harbour master"));
    }
}

#[test]
fn thousands_of_short_lines_beside_one_picture() {
    let lines: String = (0..30_000)
        .map(|k| format!("{PARAGRAPH}<div>Short {k} words here</div>"))
        .collect();
    for (open, close) in [
        ("<table><tr><td>", "</table>"),
        ("<div class=photo-page><article>", "</article></div>"),
    ] {
        let page = html(format!("<h1>Gates shut</h1>{open}{lines}{close}"));
        assert!(page.text.contains("harbour master"));
    }
}
