//! An HTML page as typed blocks.

use crate::article::{ArticleRange, find_article, is_running_text, is_scrap, letters};
use crate::byline::split_names;
use crate::dateline::find_dateline;
use crate::dom::{Dom, NodeId, ROOT};
use crate::headline::{headline_of, outlet_of};
use crate::html_comments::{HtmlComment, find_comments};
use crate::html_dating::{day_around, day_of_address, day_of_data, day_of_line};
use crate::json_ld::{LinkedArticle, linked_article};
use crate::markup_words as mw;
use crate::masthead::site_names;
use crate::page_data::{PageData, language_tag};
use crate::parse_html::parse_html;
use crate::part::Part;
use crate::piece::{Piece, pieces};
use crate::printed_date::{local_iso, parse_stamp};
use crate::signature::signature;
use crate::text_comments::time_with_author;
use crate::text_form::same_words;
use crate::wording::{self, Posted};
use dateline_vocabulary::{DateBasis, PassageRole, Publication};
use std::collections::BTreeSet;

/// What was read from an HTML page.
#[derive(Debug, Default)]
pub struct HtmlReading {
    /// The text that is shown: the blocks, a blank line between two.
    pub text: String,
    /// Blocks, in bytes of the text.
    pub parts: Vec<Part>,
    /// The title.
    pub headline: Option<String>,
    /// Authors.
    pub bylines: Vec<String>,
    /// Place.
    pub dateline: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day.
    pub published: Option<Publication>,
    /// Language.
    pub language: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// What of the page was not read.
    pub problem: Option<String>,
}

/// Reads an HTML page; `url` is its address, where the input gives it.
pub fn read_html(html: &str, url: Option<&str>) -> HtmlReading {
    let (dom, cut) = parse_html(html);
    let elements = dom.elements(ROOT);
    let data = PageData::of(&dom, &elements);
    let linked = linked_article(&dom, &elements);
    let mut pieces = pieces(&dom);
    let (comments, of_comment) = find_comments(&dom, &pieces, &elements);
    for (piece, _) in pieces
        .iter_mut()
        .zip(&of_comment)
        .filter(|(_, of_comment)| **of_comment)
    {
        piece.flags |= mw::COMMENTS;
    }
    // Looking each piece up in the body that the page's data holds is worth it on any real page.
    let known = linked
        .body
        .as_deref()
        .map(letters)
        .filter(|k| !k.is_empty() && k.len().saturating_mul(pieces.len()) < 1 << 31);
    let article = find_article(&dom, &pieces, known.as_deref());
    let text_from = article
        .as_ref()
        .and_then(|a| pieces[a.start..a.end].iter().find(|p| is_running_text(p)))
        .map_or(NodeId::MAX, |p| p.element);
    let names = site_names(&dom, &elements, &pieces, text_from);
    let printed_alone = |words: &str| {
        pieces
            .iter()
            .take(400)
            .any(|p| !p.has(mw::COMMENTS) && same_words(&p.text, words))
    };
    let outlet = outlet_of(&data, &linked, &names, &printed_alone);
    let headline = headline_of(&dom, &elements, &data, &linked, outlet.as_deref());
    let mut writer = Writer {
        reading: HtmlReading::default(),
        headline: headline.clone(),
        outlet: outlet.clone(),
        printed: None,
        printed_names: Vec::new(),
        written: BTreeSet::new(),
        seen_paragraph: false,
        seen_standfirst: false,
        scraps: !pieces.iter().any(is_running_text),
        title_at: None,
    };
    writer.write_article(
        &dom,
        &pieces,
        article.as_ref(),
        &summaries(&linked, &data),
        known.as_deref().unwrap_or(""),
    );
    writer.write_comments(&comments, &linked);
    let mut reading = writer.reading;
    let in_article = |id: NodeId| {
        article.as_ref().is_some_and(|a| {
            let near = dom
                .ancestors(a.container)
                .find(|&up| dom.is(up, "article"))
                .unwrap_or(a.container);
            id == near || dom.ancestors(id).any(|up| up == near)
        })
    };
    reading.url = data
        .canonical
        .clone()
        .or_else(|| data.meta(&["og:url"]).map(str::to_owned))
        .or_else(|| linked.url.clone());
    reading.url = reading
        .url
        .filter(|u| u.starts_with("http"))
        .or_else(|| url.map(str::to_owned));
    reading.published = day_of_data(&dom, &elements, &data, &linked, &in_article)
        .or_else(|| reading.url.as_deref().and_then(day_of_address))
        .or_else(|| url.and_then(day_of_address))
        .or(writer.printed)
        .or_else(|| {
            let range = article.as_ref().map_or(0..0, |a| a.start..a.end);
            day_around(&pieces, writer.title_at.unwrap_or(range.start), range.end)
        });
    reading.bylines = authors(&data, &linked, &writer.printed_names, outlet.as_deref());
    if reading.bylines.is_empty()
        && let Some(range) = &article
    {
        let last = pieces[range.start..range.end]
            .iter()
            .rposition(is_running_text);
        let from = last.map_or(range.end, |k| range.start + k + 1);
        reading.bylines = names_below(&pieces, from, outlet.as_deref());
    }
    reading.language = data
        .language
        .as_deref()
        .and_then(language_tag)
        .or_else(|| linked.language.as_deref().and_then(language_tag))
        .or_else(|| {
            data.meta(&["og:locale", "content-language", "language", "dc.language"])
                .and_then(language_tag)
        });
    reading.headline = headline;
    reading.outlet = reading.outlet.or(outlet);
    let reads = |part: &Part| {
        matches!(
            part.role,
            PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Comment
        )
    };
    if !reading.parts.iter().any(reads) {
        reading.problem = Some("no article was found on the page".to_owned());
    }
    if cut {
        reading.problem = Some(
            "only the first part was read: more markup or text than a page can have".to_owned(),
        );
    }
    reading
}

/// What the page's data for machines sums the article up with, letters alone.
fn summaries(linked: &LinkedArticle, data: &PageData) -> Vec<String> {
    [
        linked.description.as_deref(),
        data.meta(&["og:description"]),
        data.meta(&["description", "twitter:description"]),
    ]
    .into_iter()
    .flatten()
    .map(letters)
    .filter(|s| s.len() > 20)
    .collect()
}

/// The authors, by the page's data for machines, else by what it prints.
fn authors(
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
fn names_below(pieces: &[Piece], from: usize, outlet: Option<&str>) -> Vec<String> {
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

struct Writer {
    reading: HtmlReading,
    headline: Option<String>,
    outlet: Option<String>,
    printed: Option<Publication>,
    printed_names: Vec<String>,
    /// Letters of the blocks that are written, so that nothing stands twice.
    written: BTreeSet<String>,
    /// Whether a paragraph, a standfirst is written.
    seen_paragraph: bool,
    seen_standfirst: bool,
    /// Whether the article is no more than a scrap.
    scraps: bool,
    /// The piece that prints the title.
    title_at: Option<usize>,
}

impl Writer {
    fn put(&mut self, role: PassageRole, words: &str) -> usize {
        let text = &mut self.reading.text;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(words);
        self.reading.parts.push(Part::new(role, start..text.len()));
        self.seen_paragraph |= role == PassageRole::Paragraph;
        self.seen_standfirst |= role == PassageRole::Standfirst;
        self.reading.parts.len() - 1
    }

    fn last_is_headline(&self) -> bool {
        self.reading
            .parts
            .last()
            .is_some_and(|part| part.role == PassageRole::Headline)
    }

    /// Writes the block unless one that says the same is written.
    fn put_once(&mut self, role: PassageRole, words: &str) -> bool {
        let bare = letters(words);
        if bare.is_empty() || !self.written.insert(bare) {
            return false;
        }
        self.put(role, words);
        true
    }

    fn write_article(
        &mut self,
        dom: &Dom,
        pieces: &[Piece],
        article: Option<&ArticleRange>,
        summaries: &[String],
        known: &str,
    ) {
        let range = article.map_or(0..0, |a| a.start..a.end);
        let title_at = self.headline.as_deref().and_then(|h| {
            let hit = |p: &Piece| same_words(&p.text, h) && !p.has(mw::COMMENTS);
            let heads = |p: &Piece| {
                dom.is(p.element, "h1")
                    || dom.ancestors(p.element).take(3).any(|id| dom.is(id, "h1"))
            };
            pieces
                .iter()
                .position(|p| hit(p) && heads(p))
                .or_else(|| pieces[..range.end.min(pieces.len())].iter().position(hit))
        });
        if title_at.is_none()
            && let Some(headline) = self.headline.clone()
        {
            self.put_once(PassageRole::Headline, &headline);
        }
        self.title_at = title_at;
        let from = title_at
            .filter(|&at| at < range.start)
            .unwrap_or(range.start);
        // Some sites print the day, and nothing else, just over the title.
        if let Some(over) = title_at
            .filter(|&at| at > 0 && at <= range.start)
            .map(|at| &pieces[at - 1])
            && !over.has(mw::COMMENTS | mw::BOILERPLATE)
            && wording::date_line(&over.text).is_some()
        {
            self.take_day(over);
        }
        let last_text = pieces[range.clone()]
            .iter()
            .rposition(is_running_text)
            .map_or(0, |k| range.start + k);
        let weight = |piece: &Piece| {
            if is_running_text(piece) {
                piece.len()
            } else {
                0
            }
        };
        let whole: usize = pieces[range.clone()].iter().map(weight).sum();
        let mut passed = 0;
        for (at, piece) in pieces.iter().enumerate().take(range.end).skip(from) {
            if at > range.start
                && is_heading_element(dom, piece)
                && wording::leads_on(&piece.text)
                && passed * 2 >= whole
            {
                break;
            }
            if at < range.start {
                self.write_head_piece(dom, piece, at, summaries);
            } else {
                passed += weight(piece);
                self.write_body_piece(
                    dom,
                    piece,
                    at < last_text,
                    summaries,
                    Some(at) == title_at,
                    known,
                );
            }
        }
        // A picture may stand just below the element that holds the text.
        for piece in pieces.iter().skip(range.end).take(3) {
            if piece.has(mw::CAPTION) && !piece.has(mw::BOILERPLATE | mw::COMMENTS | mw::BUTTONS) {
                self.take_figure(dom, piece);
            }
        }
        self.close_headings();
    }

    /// The comments of the page, or, where it shows none, those of its data for machines.
    fn write_comments(&mut self, comments: &[HtmlComment], linked: &LinkedArticle) {
        let mut places: Vec<usize> = Vec::new();
        for comment in comments {
            let shown = comment.paragraphs.join("\n");
            let k = self.put(PassageRole::Comment, &shown);
            let part = &mut self.reading.parts[k];
            part.author = comment.author.clone();
            part.posted = comment.posted.clone();
            // Some sites print both in one: "Tove wrote on 3 June 2014 at 11:05:".
            if let Some(both) = part.author.as_deref().filter(|_| part.posted.is_none())
                && let Some((author, Posted::At(date, time))) =
                    time_with_author(both.trim_end_matches([':', ' ']))
            {
                (part.author, part.posted) = (author, Some(local_iso(date, time)));
            }
            part.reply_to = comment.reply_to.and_then(|to| places.get(to).copied());
            places.push(k);
        }
        if comments.is_empty() {
            for comment in &linked.comments {
                let k = self.put(PassageRole::Comment, &comment.text);
                let part = &mut self.reading.parts[k];
                part.author = comment.author.clone();
                part.posted = comment
                    .date
                    .as_deref()
                    .and_then(parse_stamp)
                    .map(|s| s.to_local());
            }
        }
    }

    /// A piece between the headline and the running text.
    fn write_head_piece(&mut self, dom: &Dom, piece: &Piece, at: usize, summaries: &[String]) {
        let n = piece.len();
        if self.title_at == Some(at) {
            self.put_once(PassageRole::Headline, &piece.text);
            return;
        }
        if piece.has(mw::BOILERPLATE | mw::COMMENTS | mw::BUTTONS)
            || wording::is_residue(&piece.text)
        {
            return;
        }
        if self.take_summary(piece, summaries)
            || self.take_figure(dom, piece)
            || self.take_day(piece)
            || self.take_names(piece)
        {
            return;
        }
        let under_title = self.title_at.map(|at| at + 1) == Some(at);
        if (piece.has(mw::STANDFIRST) || under_title && is_line_of_words(piece))
            && (20..=600).contains(&n)
            && piece.link_share() < 0.5
        {
            self.put_once(PassageRole::Standfirst, &piece.text);
        } else if is_running_text(piece)
            && n >= 60
            && (piece.has(mw::PARAGRAPH) || is_heading_element(dom, piece))
        {
            let first = !self.seen_standfirst && !self.seen_paragraph;
            self.put_once(
                if first && n <= 400 {
                    PassageRole::Standfirst
                } else {
                    PassageRole::Paragraph
                },
                &piece.text,
            );
        }
    }

    fn write_body_piece(
        &mut self,
        dom: &Dom,
        piece: &Piece,
        text_follows: bool,
        summaries: &[String],
        is_title: bool,
        known: &str,
    ) {
        let text = piece.text.as_str();
        let n = piece.len();
        let seen_paragraph = self.seen_paragraph;
        if piece.has(mw::COMMENTS) {
            return;
        }
        if is_title
            || self
                .headline
                .as_deref()
                .is_some_and(|h| same_words(h, text))
        {
            self.put_once(PassageRole::Headline, text);
            return;
        }
        let told = n > 30 && !known.is_empty() && known.contains(&letters(text));
        if piece.has(mw::BOILERPLATE | mw::BUTTONS) && !told {
            return;
        }
        if !seen_paragraph
            && (!piece.has(mw::PARAGRAPH) || piece.has(mw::STANDFIRST))
            && self.take_summary(piece, summaries)
            || self.take_figure(dom, piece)
        {
            return;
        }
        if n < 200
            && (self.take_day(piece)
                || !(piece.has(mw::PARAGRAPH) && n > 80) && self.take_names(piece))
        {
            return;
        }
        if let Some((_, day)) = wording::published_in(text) {
            self.printed
                .get_or_insert(Publication::day(day, DateBasis::Printed, text));
            self.put_once(PassageRole::Dateline, text);
            return;
        }
        if wording::is_clock(text) && text_follows {
            // Entries of a live page are told apart by their times alone.
            self.put(PassageRole::Dateline, text);
            return;
        }
        if wording::is_residue(text) {
            return;
        }
        if wording::is_promotion(text)
            || wording::is_copyright(text)
            || piece.link_share() > 0.8 && !(wording::ends_sentence(text) && n > 60) && !told
        {
            if n >= 20 && piece.link_share() < 0.8 {
                self.put_once(PassageRole::Residue, text);
            }
            return;
        }
        let under_title = self.last_is_headline() && !piece.has(mw::PARAGRAPH);
        if under_title && is_line_of_words(piece) && !wording::ends_sentence(text) && text_follows {
            self.put_once(PassageRole::Standfirst, text);
        } else if wording::is_credit(text) {
            self.put_once(PassageRole::Credit, text);
        } else if wording::is_note(text) {
            self.put_once(PassageRole::Note, text);
        } else if is_heading_element(dom, piece) {
            if n <= 200 && text_follows {
                self.put_once(PassageRole::Heading, text);
            }
        } else if piece.has(mw::STANDFIRST)
            && !seen_paragraph
            && (20..=600).contains(&n)
            && !piece.has(mw::BODY)
        {
            self.put_once(PassageRole::Standfirst, text);
        } else if piece.has(mw::ITEM) && !told {
            if piece.link_share() < 0.6 && (n >= 25 || wording::ends_sentence(text)) {
                self.put_once(PassageRole::ListItem, text);
            }
        } else if told
            || piece.has(mw::PARAGRAPH | mw::QUOTE)
            || wording::ends_sentence(text) && n >= 30
            || self.scraps && is_scrap(piece)
            || n >= 120
        {
            self.write_paragraph(text, !seen_paragraph);
        } else if n >= 40 && piece.link_share() < 0.5 {
            self.put_once(PassageRole::Residue, text);
        }
    }

    fn write_paragraph(&mut self, text: &str, first: bool) {
        let bare = letters(text);
        if bare.is_empty() {
            return;
        }
        if bare.len() > 40 && self.written.contains(&bare) {
            // A summary that repeats the first paragraph is the site's; the paragraph is the article's.
            let text_of = |part: &Part| letters(&self.reading.text[part.range.clone()]);
            let twin = if self.seen_standfirst {
                self.reading
                    .parts
                    .iter()
                    .take(40)
                    .position(|p| p.role == PassageRole::Standfirst && text_of(p) == bare)
            } else {
                None
            };
            let Some(twin) = twin else { return };
            self.reading.parts[twin].role = PassageRole::Residue;
        }
        self.written.insert(bare);
        match find_dateline(text).filter(|_| first) {
            Some(found) => {
                self.reading.dateline = found.place;
                if let Some(agency) = found.agency.filter(|_| self.outlet.is_none()) {
                    self.reading.outlet.get_or_insert(agency);
                }
                // Dateline and paragraph stand in one line, as on the page.
                let k = self.put(PassageRole::Paragraph, text);
                let range = self.reading.parts[k].range.clone();
                self.reading.parts[k].range = range.start + found.text_start..range.end;
                self.reading.parts.insert(
                    k,
                    Part::new(
                        PassageRole::Dateline,
                        range.start..range.start + found.n_bytes,
                    ),
                );
            }
            None => {
                self.put(PassageRole::Paragraph, text);
            }
        }
    }

    /// The page's own summary, printed under the headline.
    fn take_summary(&mut self, piece: &Piece, summaries: &[String]) -> bool {
        if piece.has(mw::CAPTION | mw::CREDIT) || self.seen_standfirst {
            return false;
        }
        let bare = letters(&piece.text);
        let marked = piece.has(mw::STANDFIRST);
        let is_summary = bare.len() > 20
            && (summaries.contains(&bare) && (marked || !piece.has(mw::BODY))
                || marked && summaries.iter().any(|s| s.starts_with(&bare)));
        is_summary && self.put_once(PassageRole::Standfirst, &piece.text)
    }

    /// A caption or the credit of a picture; other words in a figure are swallowed.
    fn take_figure(&mut self, dom: &Dom, piece: &Piece) -> bool {
        if piece.has(mw::CREDIT) && piece.has(mw::FIGURE | mw::CAPTION)
            || piece.has(mw::CREDIT) && piece.len() < 120
        {
            self.put_once(PassageRole::Credit, &piece.text);
            return true;
        }
        if piece.has(mw::CAPTION) && !is_heading_element(dom, piece) {
            match wording::picture_credit(&piece.text) {
                Some(at) => {
                    self.put_once(PassageRole::Caption, piece.text[..at].trim());
                    self.put_once(PassageRole::Credit, piece.text[at..].trim());
                }
                None => {
                    self.put_once(PassageRole::Caption, &piece.text);
                }
            }
            return true;
        }
        let in_figure = piece.has(mw::FIGURE)
            && dom
                .ancestors(piece.element)
                .chain([piece.element])
                .any(|id| dom.is(id, "figure"));
        in_figure && !is_running_text(piece)
    }

    fn take_day(&mut self, piece: &Piece) -> bool {
        let n = piece.len();
        if !self.seen_paragraph && n <= 140 && self.take_signature(piece) {
            return true;
        }
        let is_line = wording::date_line(&piece.text).is_some();
        if !(is_line || piece.has(mw::TIME) && n <= 120) {
            return false;
        }
        if self.printed.is_none()
            && let Some(day) = day_of_line(&piece.text)
        {
            self.printed = Some(day);
        }
        if is_line || piece.text.chars().any(|c| c.is_ascii_digit()) {
            self.put_once(PassageRole::Dateline, &piece.text);
        }
        true
    }

    /// A line over the running text that gives the day beside other things.
    fn take_signature(&mut self, piece: &Piece) -> bool {
        let text = piece.text.as_str();
        if wording::date_line(text).is_some() || wording::ends_sentence(text) {
            return false;
        }
        let printed = |day| Publication::day(day, DateBasis::Printed, text);
        let Some(read) = signature(text) else {
            let day = wording::day_among_bits(text).or_else(|| wording::labelled_day(text));
            let Some(day) = day.filter(|_| !text.to_lowercase().contains("updat")) else {
                return false;
            };
            self.printed.get_or_insert(printed(day));
            if !piece.has(mw::BYLINE) {
                self.put_once(PassageRole::Dateline, text);
                return true;
            }
            return false;
        };
        if !read.is_update {
            self.printed.get_or_insert(printed(read.date));
        }
        let role = if read.names.is_empty() {
            PassageRole::Dateline
        } else {
            PassageRole::Byline
        };
        for name in read.names {
            if !self.printed_names.contains(&name) && name.contains(' ') {
                self.printed_names.push(name);
            }
        }
        if self.reading.dateline.is_none() {
            self.reading.dateline = read.place;
        }
        self.put_once(role, text);
        true
    }

    fn take_names(&mut self, piece: &Piece) -> bool {
        let n = piece.len();
        let by = wording::byline_words(&piece.text);
        if by.is_none() && !(piece.has(mw::BYLINE) && n <= 150) {
            return false;
        }
        if self.printed.is_none()
            && let Some(day) = day_of_line(&piece.text)
        {
            self.printed = Some(day);
        }
        let names = split_names(by.unwrap_or(&piece.text), self.outlet.as_deref());
        if names.is_empty() {
            return piece.has(mw::BYLINE) && n <= 60;
        }
        if n <= 150 {
            self.put_once(PassageRole::Byline, &piece.text);
        }
        for name in names {
            if !self.printed_names.contains(&name) && name.contains(' ') {
                self.printed_names.push(name);
            }
        }
        true
    }

    /// Headings at the end lead nowhere: they are the site's.
    fn close_headings(&mut self) {
        for part in self.reading.parts.iter_mut().rev() {
            match part.role {
                PassageRole::Heading => part.role = PassageRole::Residue,
                PassageRole::Paragraph | PassageRole::ListItem | PassageRole::Caption => break,
                _ => {}
            }
        }
    }
}

/// Whether a piece right under the title has the looks of a standfirst: some words, no link, no label.
fn is_line_of_words(piece: &Piece) -> bool {
    let other = mw::FIGURE | mw::CAPTION | mw::CREDIT | mw::BYLINE | mw::TIME | mw::USER | mw::ITEM;
    !piece.has(other)
        && piece.n_linked == 0
        && (30..=300).contains(&piece.len())
        && piece.text.split_whitespace().count() >= 5
        && !wording::is_copyright(&piece.text)
        && !wording::is_promotion(&piece.text)
}

fn is_heading_element(dom: &Dom, piece: &Piece) -> bool {
    std::iter::once(piece.element)
        .chain(dom.ancestors(piece.element).take(3))
        .any(|id| {
            dom.name(id)
                .is_some_and(|name| matches!(&**name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6"))
        })
}
