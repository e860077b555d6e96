//! Who wrote the article of an HTML page.

use crate::byline::split_names;
use crate::json_ld::LinkedArticle;
use crate::markup_words as mw;
use crate::page_data::PageData;
use crate::piece::Piece;

/// The authors, by the page's data for machines, else by what it prints.
pub fn authors(
    data: &PageData,
    linked: &LinkedArticle,
    printed: &[String],
    outlet: Option<&str>,
) -> Vec<String> {
    let clean = |written: Vec<String>| {
        let mut names: Vec<String> = Vec::new();
        for name in written.iter().flat_map(|w| split_names(w, outlet)) {
            if !names.iter().any(|n| n.eq_ignore_ascii_case(&name)) {
                names.push(name);
            }
        }
        names
    };
    let metas: Vec<String> = [
        "article:author",
        "author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "byl",
        "article:author_name",
    ]
    .iter()
    .map(|name| data.all(name).map(str::to_owned).collect::<Vec<_>>())
    .map(clean)
    .find(|names| !names.is_empty())
    .unwrap_or_default();
    [
        clean(linked.authors.clone()),
        metas,
        clean(printed.to_vec()),
    ]
    .into_iter()
    .find(|names| !names.is_empty())
    .unwrap_or_default()
}

/// The names in a line such as `Posted by Ann Lee at 08:15` below the article.
pub fn names_below(pieces: &[Piece], from: usize, outlet: Option<&str>) -> Vec<String> {
    let below = pieces.get(from..).unwrap_or_default();
    for (k, piece) in below.iter().enumerate().take(8) {
        if piece.has(mw::COMMENTS) {
            return Vec::new();
        }
        let lead = ["Posted by", "Written by"]
            .iter()
            .find_map(|lead| piece.text.strip_prefix(lead));
        // The name may be set apart by its own element.
        let name = match (lead, below.get(k + 1)) {
            (Some(""), Some(next)) => next.text.as_str(),
            (Some(rest), _) => rest,
            (None, _) => continue,
        };
        let ends = [" at ", " on ", ", ", " | "];
        let end = ends
            .iter()
            .filter_map(|e| name.find(e))
            .min()
            .unwrap_or(name.len());
        let names = split_names(&name[..end], outlet);
        return if end <= 60 { names } else { Vec::new() };
    }
    Vec::new()
}
