//! The command line: these definitions also give the help, the completions and the manual.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use dateline_views::Table;
use dateline_vocabulary::{Days, Plover};
use jiff::civil::Date;
use std::num::NonZeroUsize;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  done, but some pages could not be read; each is named
  2  wrong use, or the output could not be written
  3  the dossier cannot be opened or is damaged";

/// Reads a pile of saved news pages and writes the chronology a careful historian would: what happened, when,
/// where, who, on whose word, who denies it, and how many independent sources there are.
///
/// Nothing leaves this machine. Dateline never says what is true; it says who says so.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, after_help = EXIT_CODES, max_term_width = 100)]
pub struct Args {
    #[command(flatten)]
    pub everywhere: Everywhere,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Clone, Debug, ClapArgs)]
pub struct Everywhere {
    /// The dossier: one file that keeps the pages and what was read in them
    #[arg(
        long,
        global = true,
        env = "DATELINE_DOSSIER",
        default_value = "dossier.dateline",
        value_name = "FILE"
    )]
    pub dossier: PathBuf,
    /// Print JSON for programs, one object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// Print ids beside what is printed, as `dateline correct` takes them
    #[arg(long, global = true)]
    pub ids: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages into the dossier; pages that are there already are left alone
    Add(InputArgs),
    /// Print what is read in each input on its own, as JSON lines; needs no dossier
    Read(InputArgs),
    /// What happened, in order
    Timeline(TimelineArgs),
    /// Who somebody is, under all names, and what they did, said and had said of them
    Who(WhoArgs),
    /// Who says so: each claim with its sources and how it reached the page
    Claims,
    /// What the pages disagree about, side by side
    Disputes,
    /// Put right what Dateline joined, named, dated or read wrongly: a layer of its own, which can be taken back
    #[command(subcommand)]
    Correct(CorrectCommand),
    /// What was corrected, by whom and why, and what became of it
    Corrections,
    /// Find the passages that hold some words
    Search(SearchArgs),
    /// Show a page with what was read in it, marked
    Show(ShowArgs),
    /// Print the whole dossier, or one table of it
    Export(ExportArgs),
    /// Open the workbench: read and correct the dossier in a browser, on this machine only
    Serve(ServeArgs),
    /// Check the dossier's own integrity
    Check(CheckArgs),
    /// Count what is in the dossier
    Stats,
    /// Print the completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// How to check.
#[derive(Debug, ClapArgs)]
pub struct CheckArgs {
    /// Before that, put together anew what the pages say, whatever is stored of it
    #[arg(long)]
    pub mend: bool,
}

/// Which pages to read, and how.
#[derive(Debug, ClapArgs)]
pub struct InputArgs {
    /// Pages (.html, .htm, .xhtml, .txt, .md), what pages are saved in (.mhtml, .mht, .eml, .zip, .warc, .warc.gz,
    /// .warc.zst), folders of all these, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Take the input as a saved page, or as an article's plain text exactly as it stands
    #[arg(long = "as", value_enum, default_value_t = TakenAs::Page, value_name = "FORM")]
    pub taken_as: TakenAs,
    /// The day of publication of every input, as YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = one_day)]
    pub published: Option<Date>,
    /// Take each input as what it is, or as lines {"id", "text" or "html", "published"?, "url"?}
    #[arg(long, value_enum, default_value_t = InputFormat::Files, value_name = "FORMAT")]
    pub from: InputFormat,
    /// Read with the model in this folder (encoder.onnx, reading.bin) rather than the one that comes with Dateline
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,
    /// How many pages to read at the same time [default: one per processor]
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
}

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TakenAs {
    /// A saved page with everything a site puts around an article.
    Page,
    /// An article's plain text; nothing is cut.
    Article,
}

/// How inputs are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Each file is a page, or holds pages.
    Files,
    /// Each line is a page.
    Jsonl,
}

/// Which entries, and in which form.
#[derive(Debug, ClapArgs)]
pub struct TimelineArgs {
    /// From this day on: YYYY-MM-DD, YYYY-MM or YYYY
    #[arg(long, value_name = "DATE")]
    pub from: Option<Days>,
    /// Up to this day: YYYY-MM-DD, YYYY-MM or YYYY
    #[arg(long, value_name = "DATE")]
    pub to: Option<Days>,
    /// Only where this person, organisation or group takes part, under any of its names
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Only at this place
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// Only of these PLOVER types, such as CONSULT or ASSAULT, separated by commas
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',', ignore_case = true, value_parser = plover_types())]
    pub types: Vec<Plover>,
    /// Only with at least so many independent sources
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub min_sources: u32,
    /// The form
    #[arg(long, value_enum, default_value_t = TimelineFormat::Text)]
    pub format: TimelineFormat,
}

/// The forms of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimelineFormat {
    /// For people.
    Text,
    /// One entry a line.
    Jsonl,
    /// For spreadsheets.
    Csv,
    /// One page that needs nothing else.
    Html,
}

/// Whom to show.
#[derive(Debug, ClapArgs)]
pub struct WhoArgs {
    /// A name, or some words of one
    #[arg(required = true, value_name = "NAME")]
    pub name: Vec<String>,
}

/// What to put right. A RECORD is an id as `--ids` prints it, the beginning of one, or the name of a person, body or place.
#[derive(Debug, Subcommand)]
pub enum CorrectCommand {
    /// Two or more are one: `merge "Col. Varga" "Marko Varga"`
    Merge {
        /// The people, happenings or claims that are one
        #[arg(required = true, num_args = 2.., value_name = "RECORD")]
        records: Vec<String>,
        #[command(flatten)]
        made: Made,
    },
    /// Part of one is something else: `split "Peter Orlo" page.html`
    Split {
        /// The person, happening or claim
        #[arg(value_name = "RECORD")]
        whole: String,
        /// What is set apart: pages on which it is meant, names of it, or ids of its mentions, events or attributions
        #[arg(required = true, value_name = "PART")]
        parts: Vec<String>,
        #[command(flatten)]
        made: Made,
    },
    /// It is called otherwise
    Rename {
        /// The person, happening or claim
        #[arg(value_name = "RECORD")]
        record: String,
        /// The new name
        name: String,
        #[command(flatten)]
        made: Made,
    },
    /// It is not so: nothing of the kind, or not what the words say
    Reject {
        /// Anything that has an id
        #[arg(value_name = "RECORD")]
        record: String,
        #[command(flatten)]
        made: Made,
    },
    /// It was looked at, and is right
    Confirm {
        /// Anything that has an id
        #[arg(value_name = "RECORD")]
        record: String,
        #[command(flatten)]
        made: Made,
    },
    /// A happening was on other days, or an event's words mean other days
    Redate {
        /// The happening, or the event
        #[arg(value_name = "RECORD")]
        record: String,
        /// The days: YYYY-MM-DD, YYYY-MM, YYYY, or two of them with .. between
        #[arg(value_name = "DAYS", value_parser = days_or_range)]
        days: Days,
        #[command(flatten)]
        made: Made,
    },
    /// Something to be remembered about it; it changes nothing
    Note {
        /// Anything that has an id
        #[arg(value_name = "RECORD")]
        record: String,
        /// What it says
        text: String,
        /// Who writes it [default: the name of the user account]
        #[arg(long, env = "DATELINE_BY", value_name = "NAME")]
        by: Option<String>,
    },
    /// Take a correction back; it is kept as taken back
    Undo {
        /// Its id, as `dateline corrections` prints it
        #[arg(value_name = "CORRECTION")]
        correction: String,
        #[command(flatten)]
        made: Made,
    },
}

/// Who makes a correction, and why.
#[derive(Debug, ClapArgs)]
pub struct Made {
    /// Who makes it [default: the name of the user account]
    #[arg(long, env = "DATELINE_BY", value_name = "NAME")]
    pub by: Option<String>,
    /// Why: what somebody who sees it later should know
    #[arg(long, value_name = "TEXT")]
    pub why: Option<String>,
}

/// What to look for.
#[derive(Debug, ClapArgs)]
pub struct SearchArgs {
    /// The words; put a phrase in quote marks
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Print at most so many passages
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
}

/// Which page.
#[derive(Debug, ClapArgs)]
pub struct ShowArgs {
    /// The beginning of its id, its path, or its file name
    pub document: String,
}

/// In which form.
#[derive(Debug, ClapArgs)]
pub struct ExportArgs {
    /// The form
    #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
    pub format: ExportFormat,
    /// Which table, for CSV
    #[arg(long, default_value = "timeline", value_parser = tables())]
    pub table: Table,
}

/// The forms of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Everything, one record a line.
    Jsonl,
    /// One flat table.
    Csv,
    /// The timeline as a brief: one page that needs nothing else, each statement numbered to its words.
    Html,
    /// The timeline for TimelineJS.
    Timelinejs,
    /// FollowTheMoney entities, one a line, for OpenAleph and ftm.
    Ftm,
    /// What was read on each page as W3C Web Annotations, one a line.
    Webannotation,
    /// Who had to do with whom, for Gephi, yEd and NetworkX.
    Graphml,
    /// The pages as CSL-JSON, for Zotero and Pandoc.
    Csl,
    /// The case pack, a zip: pages as saved, dossier, brief, export, SHA-256 of each, RO-Crate metadata.
    Case,
}

/// How the workbench is opened.
#[derive(Debug, ClapArgs)]
pub struct ServeArgs {
    /// Listen on this port of this machine; 0 for any that is free
    #[arg(long, short, value_name = "PORT", default_value_t = 8001)]
    pub port: u16,
    /// Print the answer to one address, such as /timeline?from=2017, and exit
    #[arg(long, value_name = "ADDRESS")]
    pub get: Option<String>,
    /// Who corrects, where a form does not say [default: the name of the user account]
    #[arg(long, env = "DATELINE_BY", value_name = "NAME")]
    pub by: Option<String>,
}

/// Which shell.
#[derive(Debug, ClapArgs)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Which page of the manual.
#[derive(Debug, ClapArgs)]
pub struct ManArgs {
    /// A command; without one, the page on dateline itself
    pub command: Option<String>,
}

/// Parses one day.
pub fn one_day(text: &str) -> Result<Date, String> {
    (text.parse().ok().and_then(Days::single))
        .ok_or_else(|| "expected a day such as 2011-10-06".to_owned())
}

/// Parses a day, a month or a year, or two of them with `..` between.
fn days_or_range(text: &str) -> Result<Days, String> {
    let parse = |text: &str| text.parse::<Days>().map_err(|error| error.to_string());
    let Some((from, to)) = text.split_once("..") else {
        return parse(text);
    };
    let (from, to) = (parse(from)?, parse(to)?);
    match (from.from, to.to) {
        (Some(first), Some(last)) if first <= last => Ok(Days::between(first, last)),
        _ => Err("the last day comes before the first".to_owned()),
    }
}

fn plover_types() -> impl TypedValueParser<Value = Plover> {
    PossibleValuesParser::new(Plover::ALL.iter().map(|plover| plover.as_str()))
        .try_map(|name| name.to_uppercase().parse::<Plover>())
}

fn tables() -> impl TypedValueParser<Value = Table> {
    PossibleValuesParser::new(Table::ALL.iter().map(|table| table.as_str()))
        .try_map(|name| name.parse::<Table>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn definitions_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn days_cases() {
        for (text, expected) in [
            ("2011-10-06", Some(("2011-10-06", "2011-10-06"))),
            ("2012-02", Some(("2012-02-01", "2012-02-29"))),
            ("2011", Some(("2011-01-01", "2011-12-31"))),
            ("2011-02-30", None),
            ("2011-13", None),
            ("11-10-06", None),
            ("+011", None),
            ("2011-10-06T10:00", None),
            ("yesterday", None),
            ("", None),
        ] {
            let expected = expected
                .map(|(from, to)| Days::between(from.parse().unwrap(), to.parse().unwrap()));
            assert_eq!(text.parse::<Days>().ok(), expected, "{text:?}");
        }
    }
}
