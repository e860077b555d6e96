//! Words of a page as text of XML.

/// The text with what is markup in XML as characters, and without what XML 1.0 cannot hold.
pub(crate) fn escape_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_what_xml_cannot_hold_go() {
        assert_eq!(
            escape_xml("a<b> & \"c\"\u{1}\u{FFFF}\n'"),
            "a&lt;b&gt; &amp; &quot;c&quot; &apos;"
        );
    }
}
