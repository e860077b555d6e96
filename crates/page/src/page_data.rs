//! What a page says of itself in its head: meta elements, title, canonical address, language.

use crate::dom::{Dom, NodeId, collapse};

/// Values of the page's head.
#[derive(Debug, Default)]
pub struct PageData {
    /// (name in lower case, value), in page order.
    metas: Vec<(String, String)>,
    /// The `title` element.
    pub title: Option<String>,
    /// `link rel=canonical`.
    pub canonical: Option<String>,
    /// `lang` of the `html` element.
    pub language: Option<String>,
    /// `href` of the `base` element.
    pub base: Option<String>,
}

impl PageData {
    /// Reads the head, wherever the elements stand.
    pub fn of(dom: &Dom, elements: &[NodeId]) -> PageData {
        let mut data = PageData::default();
        for &id in elements {
            let Some(name) = dom.name(id) else { continue };
            match &**name {
                "meta" => {
                    let key = ["property", "name", "itemprop", "http-equiv"]
                        .iter()
                        .find_map(|a| dom.attr(id, a));
                    if let (Some(key), Some(value)) = (key, dom.attr(id, "content")) {
                        let value = collapse(value);
                        if !value.is_empty() {
                            data.metas.push((key.trim().to_lowercase(), value));
                        }
                    }
                }
                "title" if data.title.is_none() && !dom.ancestors(id).any(|a| dom.is(a, "svg")) => {
                    data.title = Some(collapse(&dom.raw_text(id))).filter(|t| !t.is_empty());
                }
                "link"
                    if dom
                        .attr(id, "rel")
                        .is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
                {
                    if let Some(href) = dom.attr(id, "href") {
                        data.canonical.get_or_insert(href.trim().to_owned());
                    }
                }
                "base" => {
                    if let Some(href) = dom.attr(id, "href") {
                        data.base.get_or_insert(href.trim().to_owned());
                    }
                }
                "html" => {
                    data.language = dom
                        .attr(id, "lang")
                        .or_else(|| dom.attr(id, "xml:lang"))
                        .map(str::to_owned)
                }
                _ => {}
            }
        }
        data
    }

    /// The first value under any of the names, in the order of the names.
    pub fn meta(&self, names: &[&str]) -> Option<&str> {
        self.named(names).map(|(_, value)| value)
    }

    /// The first name and value under any of the names, in the order of the names.
    pub fn named(&self, names: &[&str]) -> Option<(&str, &str)> {
        names.iter().find_map(|name| {
            self.metas
                .iter()
                .find(|(key, _)| key == name)
                .map(|(key, value)| (key.as_str(), value.as_str()))
        })
    }

    /// All values under a name.
    pub fn all<'d>(&'d self, name: &'d str) -> impl Iterator<Item = &'d str> {
        self.metas
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// A BCP 47 tag out of what pages write: `en_US`, `en-us`, `EN`.
pub fn language_tag(written: &str) -> Option<String> {
    let written = written
        .trim()
        .split([',', ';', '.', ' '])
        .next()?
        .replace('_', "-");
    let mut parts = written.split('-');
    let primary = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    match parts.next() {
        Some(region) if region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic()) => {
            Some(format!("{primary}-{}", region.to_ascii_uppercase()))
        }
        Some(script) if script.len() == 4 => Some(format!("{primary}-{script}")),
        _ => Some(primary),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_languages() {
        for (written, tag) in [
            ("en_US", Some("en-US")),
            ("EN", Some("en")),
            ("de-at", Some("de-AT")),
            ("english", None),
            ("", None),
        ] {
            assert_eq!(language_tag(written).as_deref(), tag, "{written}");
        }
    }
}
