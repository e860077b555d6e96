//! Invented pages for load tests: about 2 to 6 KB each, HTML and text, with what saved pages bring along.
//!
//! Page `n` of a seed is the same however many pages are written.

use crate::invented::{Affair, PAGES_PER_AFFAIR, affair, name, outlet};
use crate::picked::Picks;
use crate::project::{Outcome, write_text};
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Writes the pages, and says how many bytes they have.
pub fn run(dir: &Path, count: u64, seed: u64) -> Outcome {
    let paths = write_pages(dir, count, seed)?;
    let n_bytes: u64 = paths
        .iter()
        .filter_map(|path| std::fs::metadata(path).ok())
        .map(|file| file.len())
        .sum();
    println!("{count} pages, {n_bytes} bytes, in {}", dir.display());
    Ok(())
}

/// Writes the pages and gives their paths, in order.
pub fn write_pages(dir: &Path, count: u64, seed: u64) -> Outcome<Vec<PathBuf>> {
    std::fs::create_dir_all(dir)
        .map_err(|error| format!("`{}` cannot be made: {error}", dir.display()))?;
    (0..count)
        .map(|number| {
            let page = page(seed, number);
            let path = dir.join(format!("{number:06}.{}", page.extension));
            write_text(&path, &page.source)?;
            Ok(path)
        })
        .collect()
}

/// A page as it would lie on a disk.
struct GeneratedPage {
    extension: &'static str,
    source: String,
}

/// What a page says, before it has a form.
struct Story {
    outlet: String,
    author: String,
    headline: String,
    town: String,
    published: Date,
    paragraphs: Vec<String>,
    /// Author and text.
    comments: Vec<(String, String)>,
    related: Vec<String>,
}

fn page(seed: u64, number: u64) -> GeneratedPage {
    let mut picks = Picks::of(seed.rotate_left(17), number);
    let story = story(&affair(seed, number / PAGES_PER_AFFAIR), &mut picks);
    match picks.below(4) {
        0 => GeneratedPage {
            extension: "html",
            source: as_marked_html(&story),
        },
        1 => GeneratedPage {
            extension: "html",
            source: as_old_html(&story),
        },
        2 => GeneratedPage {
            extension: "txt",
            source: as_scraped_text(&story, &mut picks),
        },
        _ => GeneratedPage {
            extension: "txt",
            source: as_plain_text(&story),
        },
    }
}

fn story(affair: &Affair, picks: &mut Picks) -> Story {
    let later = i64::try_from(picks.below(9)).expect("below 9");
    let published = affair
        .day
        .checked_add(later.days())
        .expect("a few days after an ordinary day");
    let headline = [
        format!(
            "Attack on {} {} hurts {}",
            affair.town, affair.venue, affair.counts[0]
        ),
        format!(
            "{} blames {} for raid on {}",
            affair.minister.surname, affair.group, affair.venue
        ),
        format!("{} denies part in {} attack", affair.group, affair.town),
        format!("What is known about the night in {}", affair.town),
    ];
    let headline = headline[usize::try_from(picks.below(4)).expect("below 4")].clone();
    let mut paragraphs = vec![opening(affair, published, picks)];
    // Each thing is told once before anything is told again.
    let mut untold = Vec::new();
    for _ in 0..8 + picks.below(10) {
        let mut told = Vec::new();
        for _ in 0..1 + picks.below(3) {
            if untold.is_empty() {
                untold = (0..N_THINGS_TO_TELL).collect();
                picks.shuffle(&mut untold);
            }
            let thing = untold.pop().expect("filled above");
            told.push(tell(thing, affair, published, picks));
        }
        paragraphs.push(told.join(" "));
    }
    let comments = (0..picks.below(6))
        .map(|_| {
            (
                format!("{}{}", name(picks).to_lowercase(), picks.below(90)),
                comment(affair, picks),
            )
        })
        .collect();
    Story {
        outlet: outlet(picks),
        author: format!(
            "{} {}",
            picks.one_of(&["Mira", "Jonas", "Carla", "Idris"]),
            name(picks)
        ),
        headline,
        town: affair.town.clone(),
        published,
        paragraphs,
        comments,
        related: (0..3)
            .map(|_| format!("{} council meets on {} budget", name(picks), name(picks)))
            .collect(),
    }
}

/// `14 March 2017` or `March 14, 2017`.
fn long_day(day: Date, picks: &mut Picks) -> String {
    day.strftime(picks.one_of(&["%-d %B %Y", "%B %-d, %Y"]))
        .to_string()
}

/// How a page of that day names the day of the affair.
fn day_of_affair(affair: &Affair, published: Date, picks: &mut Picks) -> String {
    let n_days = published
        .since(affair.day)
        .map_or(0, |since| since.get_days());
    match n_days {
        0 if picks.once_in(2) => "today".to_owned(),
        1 if picks.once_in(2) => "yesterday".to_owned(),
        2..=6 if picks.once_in(2) => format!("on {}", affair.day.strftime("%A")),
        _ => format!("on {}", long_day(affair.day, picks)),
    }
}

fn opening(affair: &Affair, published: Date, picks: &mut Picks) -> String {
    let when = day_of_affair(affair, published, picks);
    let Affair {
        town,
        venue,
        country,
        group,
        counts,
        ..
    } = affair;
    match picks.below(3) {
        0 => format!(
            "Armed men attacked the {venue} at {town} {when} and wounded {} people, police in {country} said.",
            counts[0]
        ),
        1 => format!(
            "Members of the {group} attacked the {venue} at {town} {when}, the government of {country} said, and {} people were wounded.",
            counts[1]
        ),
        _ => format!(
            "The {venue} at {town} was attacked {when}. The authorities of {country} have arrested nobody."
        ),
    }
}

/// How many things [`tell`] can tell.
const N_THINGS_TO_TELL: u64 = 18;

fn tell(thing: u64, affair: &Affair, published: Date, picks: &mut Picks) -> String {
    let Affair {
        country,
        town,
        venue,
        minister,
        spokesman,
        mayor,
        witness,
        company,
        group,
        first_outlet,
        counts,
        ..
    } = affair;
    let when = day_of_affair(affair, published, picks);
    let tomorrow = published.tomorrow().map_or_else(
        |_| "soon".to_owned(),
        |day| format!("on {}", day.strftime("%A")),
    );
    let n = picks.below(50) + 3;
    match thing {
        0 => format!(
            "\"The {group} planned this for months,\" said {}, the interior minister of {country}. \"We shall find those who did it.\"",
            minister.full
        ),
        1 => format!(
            "{}, a spokesman for the {group}, denied that its members had been at the {venue}. \"It is a lie,\" he told the {first_outlet}.",
            spokesman.full
        ),
        2 => format!(
            "Two officials, who asked not to be named because they were not allowed to speak to reporters, said the ministry had been warned {n} days earlier."
        ),
        3 => format!(
            "According to the {first_outlet}, which cited a senior official, {} met the head of the {company} {when}.",
            minister.full
        ),
        4 => format!(
            "{}, the mayor of {town}, said {} people were treated in hospital. The hospital counted {}.",
            mayor.full, counts[0], counts[1]
        ),
        5 => format!(
            "\"I heard shouting and then the glass broke,\" said {}, who works for the {company}.",
            witness.full
        ),
        6 => format!(
            "{} will travel to {town} {tomorrow} to meet {}.",
            minister.surname, mayor.full
        ),
        7 => format!("The {company} closed its office in {town} {when} and sent home {n} workers."),
        8 => format!("Neither the ministry nor the {company} would confirm the report."),
        9 => format!(
            "{} threatened to close the border if the {group} was not disarmed.",
            minister.surname
        ),
        10 => format!(
            "In {} the {group} signed a truce with {country}. It has been broken at least {n} times since.",
            affair.day.year() - 3
        ),
        11 => format!(
            "A diplomat described the talks as difficult; {} called them useful.",
            spokesman.surname
        ),
        12 => format!(
            "The police searched {n} houses in {town} and arrested {} people, the {first_outlet} reported.",
            counts[1]
        ),
        13 => format!(
            "{} accused {} of hiding what he knew. {} rejected the charge in a statement.",
            mayor.surname, minister.surname, minister.surname
        ),
        14 => format!(
            "Some {n}00 people marched through {town} {when} and demanded that {} resign.",
            minister.surname
        ),
        15 => format!(
            "The road from {town} to the coast runs past {n} farms and a closed mill. Snow lay on it for most of that week, and few cars came through."
        ),
        16 => format!(
            "Parliament is expected to vote on the inquiry next month. The {company} has promised to open its books."
        ),
        _ => format!(
            "{} said in an interview that the {company} had paid the {group} since {}. The company did not answer questions.",
            witness.surname,
            affair.day.year() - 1
        ),
    }
}

fn comment(affair: &Affair, picks: &mut Picks) -> String {
    let n = picks.below(80) + 20;
    match picks.below(4) {
        0 => format!(
            "My cousin saw it: {n} people were killed and {} fled the country.",
            affair.minister.surname
        ),
        1 => format!(
            "Everybody in {} knows that the {} did it.",
            affair.town, affair.company
        ),
        2 => "Why is this news? Nobody reads it anyway.".to_owned(),
        _ => format!("@{} you always say that.", name(picks).to_lowercase()),
    }
}

/// With an article element, data for search engines, and the site around it.
fn as_marked_html(story: &Story) -> String {
    let Story {
        outlet,
        author,
        headline,
        published,
        ..
    } = story;
    let data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline,
        "datePublished": format!("{published}T08:15:00Z"),
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": "Organization", "name": outlet},
    });
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{headline} | {outlet}</title>\n\
         <meta property=\"og:site_name\" content=\"{outlet}\">\n\
         <script type=\"application/ld+json\">{data}</script></head>\n<body>\n\
         <header><nav><a href=\"/\">Home</a> <a href=\"/world\">World</a> <a href=\"/sport\">Sport</a></nav></header>\n\
         <article><h1>{headline}</h1>\n<p class=\"byline\">By <span rel=\"author\">{author}</span></p>\n"
    );
    for paragraph in &story.paragraphs {
        writeln!(page, "<p>{paragraph}</p>").expect("writing to a string");
    }
    page.push_str("</article>\n<aside><h2>Related</h2><ul>\n");
    for related in &story.related {
        writeln!(page, "<li><a href=\"#\">{related}</a></li>").expect("writing to a string");
    }
    page.push_str("</ul></aside>\n<section id=\"comments\" class=\"comments\">\n");
    for (author, text) in &story.comments {
        writeln!(
            page,
            "<div class=\"comment\"><span class=\"comment-author\">{author}</span> \
             <time datetime=\"{published}T19:20\">{published} 19:20</time><p>{text}</p></div>"
        )
        .expect("writing to a string");
    }
    page.push_str("</section>\n<footer>Terms of use. Privacy. Contact.</footer>\n</body></html>\n");
    page
}

/// As sites were made of tables and line breaks.
fn as_old_html(story: &Story) -> String {
    let Story {
        outlet,
        author,
        headline,
        ..
    } = story;
    let day = story.published.strftime("%A, %-d %B %Y");
    let town = story.town.to_uppercase();
    format!(
        "<html><head><title>{outlet} - {headline}</title></head><body>\n\
         <table width=\"100%\"><tr><td><a href=\"/\">Home</a><br><a href=\"/news\">News</a></td>\n\
         <td><b>{headline}</b><br>\n<i>By {author}</i><br>\n{day}<br><br>\n{town}: {}\n</td></tr></table>\n\
         <p><small>Copyright {outlet}. All rights reserved.</small></p></body></html>\n",
        story.paragraphs.join("<br><br>\n")
    )
}

/// As a scraper leaves a page: headline twice, counts, comments, layout words.
fn as_scraped_text(story: &Story, picks: &mut Picks) -> String {
    let Story {
        author, headline, ..
    } = story;
    let day = story.published.strftime("%B %-d, %Y");
    let mut page = format!(
        "{headline}\n\n{headline}\n\nBy {author}\n\nPublished: {day}\n\n{}\n\n",
        story.paragraphs.join("\n\n")
    );
    if !story.comments.is_empty() {
        writeln!(page, "{} Comments\n", story.comments.len()).expect("writing to a string");
        for (author, text) in &story.comments {
            let (hour, minute) = (picks.below(12) + 1, picks.below(60));
            writeln!(
                page,
                "{author}\n{day} {hour}:{minute:02} PM\n{text}\nReply\n"
            )
            .expect("writing to a string");
        }
    }
    page.push_str("Most read\n");
    page.push_str(&story.related.join("\n"));
    page.push_str("\n\nSubscribe to our newsletter\n");
    page
}

/// As an agency sends it.
fn as_plain_text(story: &Story) -> String {
    let Story {
        outlet, headline, ..
    } = story;
    let day = story.published.strftime("%B %-d, %Y");
    let town = story.town.to_uppercase();
    format!(
        "{outlet}\n{headline}\n\n{town}, {day} - {}\n",
        story.paragraphs.join("\n\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_depend_on_seed_and_number_only() {
        for number in 0..40 {
            assert_eq!(page(1, number).source, page(1, number).source);
            assert_ne!(page(1, number).source, page(2, number).source);
        }
    }

    #[test]
    fn pages_are_varied_and_of_an_ordinary_size() {
        let pages: Vec<GeneratedPage> = (0..400).map(|number| page(7, number)).collect();
        for page in &pages {
            assert!((1200..9000).contains(&page.source.len()), "{}", page.source);
        }
        let n_html = pages.iter().filter(|page| page.extension == "html").count();
        assert!((100..300).contains(&n_html));
        let mut sources: Vec<&str> = pages.iter().map(|page| page.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        assert_eq!(sources.len(), 400);
        let mean = pages.iter().map(|page| page.source.len()).sum::<usize>() / pages.len();
        assert!((2500..5000).contains(&mean), "{mean}");
    }
}
