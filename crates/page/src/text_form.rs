//! Pages that somebody scraped into plain text or Markdown: title, day, paragraphs, comments and layout
//! words one after another, with nothing but the words and the line ends to tell them apart.

use crate::byline::split_names;
use crate::mail_head::{MailHead, mail_head};
use crate::markdown::{self, FrontMatter};
use crate::naming::{is_name_like, names_outlet, without_legal_form};
use crate::part::{Part, residue_between};
use crate::printed_date::find_dates;
use crate::text_comments::{CommentRegion, comment_region, read_comments};
use crate::text_furniture::{find_furniture, is_furniture, outlet_of};
use crate::text_lines::{TextLine, lines, unwrap};
use crate::text_marks::is_transcript;
use crate::text_masthead::{find_masthead, name_over_menu};
use crate::text_rough::{authors_over, find_rough_article};
use crate::text_section::section_over;
use crate::wording;
use dateline_vocabulary::{DateBasis, Moment, PassageRole, Publication};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines over a rough page's text in which its author and its day are looked for.
const N_ROUGH_HEAD: usize = 80;

/// What was read from a text page.
#[derive(Debug, Default)]
pub struct TextReading {
    /// Blocks, residue included.
    pub parts: Vec<Part>,
    /// The title.
    pub headline: Option<String>,
    /// Authors and agencies.
    pub bylines: Vec<String>,
    /// Place.
    pub dateline: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Day.
    pub published: Option<Publication>,
    /// Language.
    pub language: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Part of the paper.
    pub section: Option<String>,
    /// Last change.
    pub updated: Option<Moment>,
}

/// Reads a text page; with `markdown`, front matter, headings and lists are taken as such.
pub fn read_text(text: &str, markdown: bool) -> TextReading {
    let markdown = markdown || markdown::is_markdown(text);
    let mut page = TextPage {
        text,
        markdown,
        reading: TextReading::default(),
        outlet_hint: None,
        sender: None,
        is_transcript: false,
        is_release: false,
        is_rough: false,
    };
    let body_from =
        match markdown::front_matter(text).filter(|_| markdown || text.starts_with("---")) {
            Some(front) => page.take_front_matter(front),
            None => mail_head(text).map_or(0, |head| page.take_mail_head(head)),
        };
    let mut all = lines(text, body_from);
    let rough = find_rough_article(text, &all);
    let prose_at = rough.as_ref().map(|rough| all[rough.prose].range.start);
    if let Some(rough) = &rough {
        page.outlet_around(&all, &rough.lines);
        all.drain(..rough.lines.start);
    }
    // What stands below a rough page's article is the site's, but for comments.
    let n_article = rough.as_ref().map(|rough| rough.lines.len());
    let below = n_article.unwrap_or(0);
    let region = comments_below(text, &all[below..])
        .map(|region| without_tail(text, &all, region.moved_by(below)));
    let n_body = n_article.unwrap_or_else(|| region.as_ref().map_or(all.len(), |r| r.start));
    page.is_rough = rough.is_some();
    let furniture = find_furniture(text, &all[..n_body], markdown);
    let own = (all[..n_body].iter().zip(&furniture))
        .filter(|(_, out)| !**out)
        .map(|(line, _)| line.clone());
    let body = unwrap(text, own.collect());
    page.furniture_outlet(&all[..n_body], &furniture);
    page.is_transcript = is_transcript(text, &body);
    let masthead = find_masthead(text, &body)
        .or_else(|| name_over_menu(text, &all[..n_body], &furniture))
        .filter(|_| page.reading.outlet.is_none() && page.reading.headline.is_none());
    let n_head = page.read_head(&body, masthead.as_ref());
    if let Some(prose_at) = prose_at {
        page.read_rough_head(&body, prose_at);
    }
    page.read_body(&body, n_head);
    if let Some(region) = region {
        let comments = read_comments(text, &all, &region);
        let shift = page.reading.parts.len();
        page.reading
            .parts
            .extend(comments.into_iter().map(|mut part| {
                part.reply_to = part.reply_to.map(|to| to + shift);
                part
            }));
    }
    let mut reading = page.reading;
    reading.outlet = reading.outlet.or(page.outlet_hint);
    if let Some(title) = &reading.headline {
        let every = lines(text, body_from);
        reading.section = section_over(text, &every, title, reading.outlet.as_deref());
    }
    reading.parts.extend(residue_between(text, &reading.parts));
    reading
}

/// The region of the comments. "0 comments" over an article is a button, and the region may be further down.
fn comments_below(text: &str, lines: &[TextLine]) -> Option<CommentRegion> {
    let region = comment_region(text, lines)?;
    let is_prose = |line: &TextLine| {
        let words = line.words(text);
        words.chars().count() >= 80 && wording::ends_sentence(words)
    };
    let first_prose = lines.iter().position(is_prose);
    if region.count != Some(0) || first_prose.is_none_or(|prose| prose < region.start) {
        return Some(region);
    }
    let from = region.first;
    let below = comment_region(text, &lines[from..])?;
    (below.count != Some(0) || below.start + from > first_prose?).then(|| below.moved_by(from))
}

/// The region of the comments without what the site sets behind them: a section of other articles, small print.
fn without_tail(text: &str, lines: &[TextLine], mut region: CommentRegion) -> CommentRegion {
    let words = |k: usize| text[lines[k].range.clone()].trim();
    let behind = (region.first..region.end).find(|&k| {
        let level = markdown::heading_level(words(k));
        level > 0 && wording::comment_header(words(k)[level..].trim()).is_none()
    });
    region.end = behind.unwrap_or(region.end);
    while region.end > region.first
        && (is_furniture(words(region.end - 1), true)
            || wording::is_promotion(words(region.end - 1))
            || wording::is_copyright(words(region.end - 1)))
    {
        region.end -= 1;
    }
    region
}

pub(crate) struct TextPage<'t> {
    pub(crate) text: &'t str,
    pub(crate) markdown: bool,
    pub(crate) reading: TextReading,
    /// An outlet told less plainly than by a footer: used where nothing better comes.
    pub(crate) outlet_hint: Option<String>,
    /// Who sent the mail, where the page is one.
    pub(crate) sender: Option<String>,
    /// Whether speakers are named in capitals at the head of what they say.
    pub(crate) is_transcript: bool,
    /// Whether the page was scraped whole, so that short lines in the text are the site's.
    pub(crate) is_rough: bool,
    /// Whether a line such as `FOR IMMEDIATE RELEASE` stands above the text.
    pub(crate) is_release: bool,
}

impl TextPage<'_> {
    pub(crate) fn push(&mut self, role: PassageRole, range: Range<usize>) {
        self.reading.parts.push(Part::new(role, range));
    }

    /// Takes day and authors from the lines over a rough page's text, where nothing has told them so far.
    fn read_rough_head(&mut self, body: &[TextLine], prose_at: usize) {
        let mut head: Vec<&str> = (body.iter())
            .take_while(|line| line.range.start < prose_at)
            .map(|line| line.words(self.text))
            .filter(|words| words.chars().count() <= 160)
            .collect();
        // What stands far above the text is the site's again.
        head.drain(..head.len().saturating_sub(N_ROUGH_HEAD));
        if self.reading.bylines.is_empty() {
            let outlet = self
                .reading
                .outlet
                .as_deref()
                .or(self.outlet_hint.as_deref());
            self.reading.bylines = authors_over(&head, outlet.as_slice());
        }
        if self.reading.published.is_none() {
            let dated = head
                .iter()
                .find_map(|line| Some((line, find_dates(line).first()?.date)));
            if let Some((line, date)) = dated {
                self.set_day(line, date);
            }
        }
    }

    /// The outlet that a rough page names around its article: as the owner of its words, or at its head.
    fn outlet_around(&mut self, lines: &[TextLine], article: &Range<usize>) {
        let words = |k: usize| lines[k].words(self.text);
        let owner = (article.end..lines.len())
            .rev()
            .take(60)
            .find_map(|k| wording::copyright_owner(words(k)))
            .and_then(|owner| without_legal_form(&owner).map(str::to_owned));
        let at_head = || {
            let head = (0..article.start.min(12)).map(words);
            let mut named = head.filter(|line| names_outlet(line) && is_name_like(line, 5));
            named.next().map(str::to_owned)
        };
        self.outlet_hint = owner.or_else(at_head);
    }

    /// The outlet that the furniture at either end of the page names.
    fn furniture_outlet(&mut self, lines: &[TextLine], furniture: &[bool]) {
        let at_an_end = |k: &usize| *k < 8 || k + 8 > lines.len();
        let named = (0..lines.len())
            .filter(|&k| furniture[k])
            .filter(at_an_end)
            .find_map(|k| outlet_of(lines[k].words(self.text)));
        self.outlet_hint = named.map(str::to_owned).or(self.outlet_hint.take());
    }

    pub(crate) fn take_front_matter(&mut self, front: FrontMatter) -> usize {
        let names: Vec<String> = front
            .authors
            .iter()
            .flat_map(|a| split_names(a, front.outlet.as_deref()))
            .collect();
        self.reading.bylines = names;
        self.reading.outlet = front.outlet;
        self.reading.language = front.language;
        self.reading.url = front.url;
        self.reading.published = front
            .published
            .map(|(day, line)| Publication::day(day, DateBasis::Metadata, line));
        if let Some(title) = front.title {
            let again = self.text[front.n_bytes..]
                .lines()
                .any(|line| same_words(line.trim_start_matches('#'), &self.text[title.clone()]));
            self.reading.headline = Some(self.text[title.clone()].to_owned());
            if !again {
                self.push(PassageRole::Headline, title);
            }
        }
        front.n_bytes
    }

    pub(crate) fn take_mail_head(&mut self, head: MailHead) -> usize {
        // A paper's letter comes from the paper.
        if names_outlet(&head.from) || head.from.starts_with("The ") {
            self.reading.outlet = Some(head.from.clone());
        } else {
            self.reading.bylines = split_names(&head.from, None);
        }
        self.sender = Some(head.from).filter(|from| !from.is_empty());
        if let Some(subject) = head.subject {
            self.reading.headline = Some(self.text[subject.clone()].to_owned());
            self.push(PassageRole::Headline, subject);
        }
        if let Some((line, stamp)) = head.sent {
            let mut published =
                Publication::day(stamp.date, DateBasis::Printed, &self.text[line.clone()]);
            published.at = stamp.time.map(|_| stamp.to_iso());
            self.reading.published = Some(published);
            self.push(PassageRole::Dateline, line);
        }
        if let Some(line) = head.from_line.filter(|_| !self.reading.bylines.is_empty()) {
            self.push(PassageRole::Byline, line);
        }
        head.n_bytes
    }

    /// The line's words and where they are, without the signs of a list or a heading, and the heading's level.
    pub(crate) fn bare(&self, line: &TextLine) -> (Range<usize>, usize) {
        let words = &self.text[line.range.clone()];
        let level = if self.markdown {
            markdown::heading_level(words)
        } else {
            0
        };
        if level == 0 {
            let range = behind_signs(self.text, line.content());
            return (
                if self.markdown {
                    markdown::unmarked(self.text, range)
                } else {
                    range
                },
                0,
            );
        }
        let start =
            line.range.start + level + (words[level..].len() - words[level..].trim_start().len());
        let end = line.range.start + words.trim_end_matches(['#', ' ']).len();
        (start..end.max(start), level)
    }
}

/// The bytes of a line without the pictures and signs before its first word.
fn behind_signs(text: &str, range: Range<usize>) -> Range<usize> {
    let words = &text[range.clone()];
    let is_sign =
        |c: char| c == ' ' || c >= '\u{2190}' && !c.is_alphanumeric() && !"「『《【（".contains(c);
    let bare = words.trim_start_matches(is_sign);
    if bare.is_empty() {
        range
    } else {
        range.end - bare.len()..range.end
    }
}

/// The words of a line without the marks of links, Markdown's and those of a text browser's dump.
pub fn plain_words(line: &str) -> String {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[\d{1,3}\]").expect("a pattern of this crate compiles"));
    if !line.contains('[') {
        return line.to_owned();
    }
    NUMBER
        .replace_all(&markdown::with_link_words(line), "")
        .into_owned()
}

/// Whether two lines say the same, whatever their quotes, blanks and case.
pub fn same_words(a: &str, b: &str) -> bool {
    fn bare(text: &str) -> impl Iterator<Item = char> + '_ {
        let signs = text.chars().filter(|c| c.is_alphanumeric());
        signs.flat_map(char::to_lowercase)
    }
    bare(a).next().is_some() && bare(a).eq(bare(b))
}
