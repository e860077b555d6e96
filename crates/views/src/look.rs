//! How text looks where it is printed: its width and whether it has colours.

/// Where text is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns; lines are wrapped to it. 0 means never wrap.
    pub width: usize,
    /// Whether ANSI colours may be used. Nothing is told by colour alone.
    pub colour: bool,
}

impl Look {
    /// No colours, 80 columns: what a file gets.
    pub const PLAIN: Look = Look {
        width: 80,
        colour: false,
    };

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    /// Headings and names.
    pub fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// What stands beside the words: outlets, files, offsets.
    pub fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// What deserves a second look: disputed, inferred, denied.
    pub fn warn(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// Times.
    pub fn time(self, text: &str) -> String {
        self.paint("36", text)
    }
}

/// Columns that a text takes: its characters, without colours.
pub(crate) fn columns(text: &str) -> usize {
    let mut n = 0;
    let mut in_escape = false;
    for c in text.chars() {
        match (in_escape, c) {
            (false, '\u{1b}') => in_escape = true,
            (true, 'm') => in_escape = false,
            (true, _) => {}
            (false, _) => n += 1,
        }
    }
    n
}

/// Breaks `text` at blanks into lines of at most `width` columns, the first one indented by `first`, the others
/// by `rest`. A word longer than a line stays whole. Each line ends with a line feed; an empty text gives none.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for word in text.split_ascii_whitespace() {
        let word_columns = columns(word);
        if column == 0 {
            out.push_str(first);
            column = columns(first);
        } else if width > 0 && column + 1 + word_columns > width {
            out.push('\n');
            out.push_str(rest);
            column = columns(rest);
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word_columns;
    }
    if column > 0 {
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrap_cases() {
        for (text, width, first, rest, expected) in [
            ("one two three", 8, "", "", "one two\nthree\n"),
            ("one two three", 7, "", "", "one two\nthree\n"),
            ("one two three", 6, "", "", "one\ntwo\nthree\n"),
            ("one two three", 9, "- ", "  ", "- one two\n  three\n"),
            (
                "incomprehensibilities are long",
                10,
                "",
                "",
                "incomprehensibilities\nare long\n",
            ),
            ("one two three", 0, "", "", "one two three\n"),
            ("", 10, "- ", "", ""),
            (
                "\u{1b}[1mone\u{1b}[0m two",
                7,
                "",
                "",
                "\u{1b}[1mone\u{1b}[0m two\n",
            ),
            ("né été", 6, "", "", "né été\n"),
        ] {
            assert_eq!(
                wrap(text, width, first, rest),
                expected,
                "{text:?} in {width}"
            );
        }
    }

    #[test]
    fn colours_only_where_they_are_wanted() {
        let bright = Look {
            width: 80,
            colour: true,
        };
        assert_eq!(bright.strong("x"), "\u{1b}[1mx\u{1b}[0m");
        assert_eq!(bright.strong(""), "");
        assert_eq!(Look::PLAIN.strong("x"), "x");
    }
}
