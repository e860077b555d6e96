//! Addresses: what stands behind the `?`, and how ids stand in paths.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What may stand in a path or a value as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A text as part of an address.
pub(crate) fn part(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

/// The fields of a form, or what stands behind the `?` of an address, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Takes apart `a=1&b=two+words`.
    pub(crate) fn of(encoded: &str) -> Query {
        let decode = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        Query(
            encoded
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| match pair.split_once('=') {
                    Some((name, value)) => (decode(name), decode(value)),
                    None => (decode(pair), String::new()),
                })
                .collect(),
        )
    }

    /// A field's value without blanks around it; empty where there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a field that are not empty.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(it, _)| it == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The address of a view with these fields, one of them changed; empty fields are left out.
    pub(crate) fn with(&self, path: &str, name: &str, value: &str) -> String {
        self.changed(path, &[(name, value)])
    }

    /// The address of a view with these fields, some of them changed; empty fields are left out.
    pub(crate) fn changed(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let kept = self
            .0
            .iter()
            .map(|(name, value)| (name.as_str(), value.trim()));
        let kept = kept.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let pairs: Vec<String> = kept
            .chain(changes.iter().copied())
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{}={}", part(name), part(value)))
            .collect();
        match pairs.is_empty() {
            true => path.to_owned(),
            false => format!("{path}?{}", pairs.join("&")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_apart_and_go_together() {
        let query = Query::of("q=two+w%C3%B6rds&empty=&part=a&part=b%26c");
        assert_eq!(query.get("q"), "two wörds");
        assert_eq!(query.get("empty"), "");
        assert_eq!(query.all("part").collect::<Vec<_>>(), ["a", "b&c"]);
        assert_eq!(
            query.with("/x", "skip", "50"),
            "/x?q=two%20w%C3%B6rds&part=a&part=b%26c&skip=50"
        );
        assert_eq!(Query::of("skip=50").with("/x", "skip", ""), "/x");
    }
}
