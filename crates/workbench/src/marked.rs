//! Text with marks that may overlap, cut into pieces that do not.

use dateline_vocabulary::{CodePoints, Span};

/// Words with something found in them.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    /// What it is: a class for the style.
    pub(crate) class: &'static str,
    /// What it is, in words.
    pub(crate) title: String,
    /// Where more of it is told.
    pub(crate) href: Option<String>,
}

/// Characters that share their marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// The classes of its marks, with blanks between.
    pub(crate) classes: String,
    pub(crate) title: String,
    pub(crate) href: Option<String>,
    /// Whether it is the first piece of the words that were asked for.
    pub(crate) is_target: bool,
}

/// Class of the words that were asked for.
pub(crate) const HERE: &str = "here";

/// The pieces of a stretch of text, in order.
pub(crate) fn pieces(text: &str, index: &CodePoints, window: Span, marks: &[Mark]) -> Vec<Piece> {
    let inside: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.span.start < window.end && mark.span.end > window.start)
        .collect();
    let mut cuts: Vec<u32> = vec![window.start, window.end];
    for mark in &inside {
        cuts.push(mark.span.start.max(window.start));
        cuts.push(mark.span.end.min(window.end));
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut target_seen = false;
    cuts.windows(2)
        .map(|ends| {
            let span = Span {
                start: ends[0],
                end: ends[1],
            };
            let mut over: Vec<&&Mark> = inside
                .iter()
                .filter(|mark| mark.span.start <= span.start && mark.span.end >= span.end)
                .collect();
            // The narrowest last: it is what a click means.
            over.sort_by_key(|mark| std::cmp::Reverse(mark.span.end - mark.span.start));
            let mut classes: Vec<&str> = over.iter().map(|mark| mark.class).collect();
            classes.dedup();
            let titles: Vec<&str> = over
                .iter()
                .map(|mark| mark.title.as_str())
                .filter(|title| !title.is_empty())
                .collect();
            let is_target = classes.contains(&HERE) && !target_seen;
            target_seen |= is_target;
            Piece {
                text: index.slice(text, span).to_owned(),
                classes: classes.join(" "),
                title: titles.join("; "),
                href: over.iter().rev().find_map(|mark| mark.href.clone()),
                is_target,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_come_apart() {
        let text = "<b>Ünal</b> met Orlo";
        let index = CodePoints::of(text);
        let mark = |start, end, class, href: Option<&str>| Mark {
            span: Span { start, end },
            class,
            title: class.to_owned(),
            href: href.map(str::to_owned),
        };
        let marks = [
            mark(3, 20, "said", None),
            mark(3, 7, "name", Some("/name/u")),
            mark(12, 20, HERE, None),
        ];
        let window = Span { start: 0, end: 20 };
        let pieces = pieces(text, &index, window, &marks);
        let shown: Vec<(&str, &str)> = pieces
            .iter()
            .map(|piece| (piece.text.as_str(), piece.classes.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("<b>", ""),
                ("Ünal", "said name"),
                ("</b> ", "said"),
                ("met Orlo", "said here")
            ]
        );
        assert_eq!(pieces[1].href.as_deref(), Some("/name/u"));
        assert!(pieces[3].is_target);
    }
}
