//! Marks set around words of a text.

use dateline_vocabulary::Span;

/// Something to set around a range of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which words, in the document's code points.
    pub span: Span,
    /// Set before them.
    pub open: String,
    /// Set after them.
    pub close: String,
}

/// The words of `window` in `text`, with the marks that reach into it; a mark is cut at the window's edges.
///
/// Where several marks meet, the inner one closes first and the outer one opens first. Marks may overlap.
pub fn mark_text(text: &str, window: Span, marks: &[Mark]) -> String {
    let mut marks: Vec<(u32, u32, &Mark)> = marks
        .iter()
        .map(|mark| {
            (
                mark.span.start.max(window.start),
                mark.span.end.min(window.end),
                mark,
            )
        })
        .filter(|(start, end, _)| start < end)
        .collect();
    marks.sort_by_key(|&(start, end, _)| (start, std::cmp::Reverse(end)));
    let mut opening = marks.iter().peekable();
    // What is open, the last opened one at the end.
    let mut open: Vec<(u32, &Mark)> = Vec::new();
    let mut out = String::new();
    let words = text
        .chars()
        .skip(window.start as usize)
        .take(window.len() as usize);
    for (at, c) in (window.start..).zip(words) {
        close_marks(&mut out, &mut open, at);
        while let Some((start, end, mark)) = opening.peek() {
            if *start > at {
                break;
            }
            out.push_str(&mark.open);
            open.push((*end, mark));
            opening.next();
        }
        out.push(c);
    }
    close_marks(&mut out, &mut open, u32::MAX);
    out
}

/// Closes what ends at or before `at`, the last opened one first.
fn close_marks(out: &mut String, open: &mut Vec<(u32, &Mark)>, at: u32) {
    for n in (0..open.len()).rev() {
        if open[n].0 <= at {
            out.push_str(&open.remove(n).1.close);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mark_cases() {
        let mark = |start, end, open: &str, close: &str| Mark {
            span: Span { start, end },
            open: open.into(),
            close: close.into(),
        };
        for (text, window, marks, expected) in [
            (
                "the dam broke",
                (0, 13),
                vec![mark(4, 7, "[", "]")],
                "the [dam] broke",
            ),
            (
                "the dam broke",
                (4, 13),
                vec![mark(0, 7, "[", "]")],
                "[dam] broke",
            ),
            (
                "the dam broke",
                (0, 6),
                vec![mark(4, 13, "[", "]")],
                "the [da]",
            ),
            (
                "the dam broke",
                (0, 13),
                vec![mark(4, 7, "[", "]"), mark(4, 13, "{", "}")],
                "the {[dam] broke}",
            ),
            (
                "the dam broke",
                (0, 13),
                vec![mark(8, 13, "[", "]"), mark(0, 13, "{", "}")],
                "{the dam [broke]}",
            ),
            (
                "the dam broke",
                (0, 13),
                vec![mark(0, 7, "[", "]"), mark(4, 13, "{", "}")],
                "[the {dam] broke}",
            ),
            (
                "the dam",
                (0, 7),
                vec![mark(0, 3, "[", "]"), mark(3, 7, "{", "}")],
                "[the]{ dam}",
            ),
            ("né à", (0, 4), vec![mark(3, 4, "[", "]")], "né [à]"),
            (
                "the",
                (0, 3),
                vec![mark(2, 2, "[", "]"), mark(9, 12, "{", "}")],
                "the",
            ),
            ("short", (0, 99), vec![mark(3, 99, "[", "]")], "sho[rt]"),
        ] {
            let window = Span {
                start: window.0,
                end: window.1,
            };
            assert_eq!(mark_text(text, window, &marks), expected);
        }
    }
}
