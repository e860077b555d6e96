//! What holds for every input, sensible or not.

mod invariants;

use dateline_page::{Form, Given, Page, read_page};
use dateline_vocabulary::PassageRole;
use invariants::check;
use proptest::prelude::*;

/// Letters of a text page that no block holds; the marks of lists and headings are in none.
fn uncovered(page: &Page) -> String {
    let held = |k: usize| {
        page.blocks
            .iter()
            .any(|b| (b.span.start as usize..b.span.end as usize).contains(&k))
    };
    page.text
        .chars()
        .enumerate()
        .filter(|(k, c)| c.is_alphabetic() && !held(*k))
        .map(|(_, c)| c)
        .collect()
}

/// Lines that make up text pages, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z’“” .,:!-]{0,90}",
        prop::sample::select(vec![
            "",
            "",
            "Published: June 3, 2014",
            "3 June 2014",
            "Comments (3)",
            "COMMENTS",
            "  • Tove",
            "    Jun 3, 2014 - 3:50PM",
            "  1. One",
            "  2. Two",
            "@Tove no",
            "Reply",
            "Recommend",
            "Comments are closed.",
            "PORT ALDER (Norwire) - The gates of the lock stay shut until Friday.",
            "By Ann Lee",
            "© 2014 Alder Post",
            "Correction: the year was wrong.",
            "0 : 0",
            "# Title",
            "---",
            "title: x",
            "2 hours ago",
            "A quay. PHOTO: NORWIRE/ FILE",
            "Image caption The quay",
            "Home  News  Sport  Weather",
            "[1]Home [2]News [3]Sport",
            "[4]Front page",
            "References",
            "   1. https://alder.example/",
            "BYLINE: Ann Lee",
            "LENGTH: 96 words",
            "Title: Gates shut",
            "Subject: Gates shut",
            "List-Id: <alder.example>",
            "Transcript",
            "ANN LEE: And then?",
            "FOR IMMEDIATE RELEASE",
            "About the Harbour Board",
            "###",
            "| Year | Tonnes |",
            "|---|---|",
            "![A quay by night](quay.jpg)",
            "[Home](/) | [News](/news)",
            "## Related",
            "** ALSO THIS WEEK",
            "Eel quotas (https://alder.example/1)",
            "12          The Alder Review",
            "The Alder Review          13",
            "📷 Photo: Ann Lee",
            "⚡️ Gates shut",
            "← Older   Newer →",
            "The harbour master closed both gates of the lock on Monday,",
            "and the coun-",
        ])
        .prop_map(str::to_owned),
    ]
}

/// Bits of markup, closed or not.
fn tag() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z’é .,<>&;\"=/-]{0,40}",
        prop::sample::select(vec![
            "<p>", "</p>", "<div class=comment id=comment-1>", "<li class=comment>", "</li>", "<ol class=commentlist>", "</ol>", "<b class=fn>Tove</b>",
            "<time datetime='2014-06-03T10:00'>", "</time>", "<h1>Gates shut</h1>", "<article>", "</article>", "<table><tr><td>", "</table>", "<figure><figcaption>",
            "</figure>", "<br><br>", "<script>", "</script>", "<aside>", "</div>", "<div style='display:none'>", "<blockquote>", "<svg><title>", "<template>",
            "<!--", "-->", "Both gates of the lock stayed shut on Monday, the harbour master said in a notice.", "<select><p>", "<a href=x>", "\0",
            "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"Gates\"}</script>",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn bears_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for media_type in [None, Some("text/html"), Some("text/plain"), Some("text/markdown")] {
            for form in [Form::Page, Form::Article] {
                let given = Given { form, media_type, ..Given::default() };
                let page = read_page(&bytes, &given);
                check(&page);
                prop_assert_eq!(&page, &read_page(&bytes, &given));
            }
        }
    }

    #[test]
    fn loses_no_line_of_a_text_page(lines in prop::collection::vec(line(), 0..25)) {
        let text = lines.join("\n");
        for media_type in [Some("text/plain"), Some("text/markdown")] {
            let page = read_page(text.as_bytes(), &Given { media_type, ..Given::default() });
            check(&page);
            prop_assert_eq!(uncovered(&page), "");
        }
    }

    #[test]
    fn bears_any_soup_of_tags(tags in prop::collection::vec(tag(), 0..60)) {
        let html = tags.concat();
        let given = Given { media_type: Some("text/html"), ..Given::default() };
        let page = read_page(html.as_bytes(), &given);
        check(&page);
        prop_assert!(!page.text.contains('\0'));
        prop_assert_eq!(&page, &read_page(html.as_bytes(), &given));
    }

    #[test]
    fn an_article_stands_as_it_is(text in "[A-Za-zé ’.\r\n-]{0,300}") {
        let page = read_page(text.as_bytes(), &Given { form: Form::Article, ..Given::default() });
        check(&page);
        prop_assert_eq!(&page.text, &text);
        prop_assert_eq!(uncovered(&page), "");
        prop_assert!(page.blocks.iter().all(|b| b.role == PassageRole::Paragraph));
    }
}
