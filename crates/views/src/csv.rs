//! Comma-separated values (RFC 4180) that a spreadsheet cannot mistake for formulas.

/// A cell that starts no formula: one that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets `'` in front
/// (OWASP ASVS 1.2.10). The JSON export is the unchanged one.
pub fn safe_cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// One record, ended by CR LF; cells with commas, quote marks or line breaks are quoted.
pub fn csv_row<S: AsRef<str>>(cells: &[S]) -> String {
    let mut out = String::new();
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        let cell = safe_cell(cell.as_ref());
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_cases() {
        for (cells, expected) in [
            (&["a", "b"][..], "a,b\r\n"),
            (&["a,b", ""], "\"a,b\",\r\n"),
            (&["she said \"no\""], "\"she said \"\"no\"\"\"\r\n"),
            (&["two\nlines"], "\"two\nlines\"\r\n"),
            (
                &["=1+1", "+1", "-1", "@x", "\tx"],
                "'=1+1,'+1,'-1,'@x,'\tx\r\n",
            ),
            (&["\rx"], "\"'\rx\"\r\n"),
            (
                &["=HYPERLINK(\"x\",\"y\")"],
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n",
            ),
            (&["a=b", "1-2", "'=x"], "a=b,1-2,'=x\r\n"),
            (&["2011-10-06"], "2011-10-06\r\n"),
        ] {
            assert_eq!(csv_row(cells), expected);
        }
    }
}
