//! Words of a page made safe to print: a page may hold terminal commands, and text that turns direction.

/// Whether a character would steer a terminal or reorder what a reader sees.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text on one line: blanks of all kinds collapse into single ones, steering characters are dropped.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace()) {
        let start = out.len();
        if start > 0 {
            out.push(' ');
        }
        let before = out.len();
        out.extend(word.chars().filter(|&c| !steers(c)));
        if out.len() == before {
            out.truncate(start);
        }
    }
    out
}

/// The text with the same number of characters, in which each steering character but the line feed is `\u{fffd}`
/// and each tab and carriage return a blank; so offsets still count.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' => '\n',
            '\t' | '\r' => ' ',
            c if steers(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_cases() {
        for (text, expected) in [
            ("plain words", "plain words"),
            ("  two\n lines\tand a tab ", "two lines and a tab"),
            ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
            ("a \u{1b} b", "a b"),
            ("turned \u{202e}drow", "turned drow"),
            ("\u{9b}31m", "31m"),
            ("", ""),
            ("\n\n", ""),
        ] {
            assert_eq!(one_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn harmless_keeps_the_count_of_characters() {
        let text = "a\u{1b}[2Jb\r\n\tc\u{202e}é\u{0}";
        let safe = harmless(text);
        assert_eq!(safe.chars().count(), text.chars().count());
        assert_eq!(safe, "a\u{fffd}[2Jb \n c\u{fffd}é\u{fffd}");
    }
}
