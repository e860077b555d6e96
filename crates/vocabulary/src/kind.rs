//! The closed lists of the design: each value has one spelling, in code, exports and the dossier alike.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A word that names no kind of the list it was read for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind {
    /// The list, such as `passage role`.
    pub list: &'static str,
    /// The word that was found.
    pub found: String,
    /// The words that would be right.
    pub expected: Vec<&'static str>,
}

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown {} `{}`; expected one of {}",
            self.list,
            self.found,
            self.expected.join(", ")
        )
    }
}

impl std::error::Error for UnknownKind {}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $list:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant,)*
        }

        impl $name {
            /// All values, in the order of the design.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The value as the exchange form and the dossier spell it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownKind;

            fn from_str(text: &str) -> Result<Self, UnknownKind> {
                $name::ALL.iter().copied().find(|kind| kind.as_str() == text).ok_or_else(|| UnknownKind {
                    list: $list,
                    found: text.to_owned(),
                    expected: $name::ALL.iter().map(|kind| kind.as_str()).collect(),
                })
            }
        }
    )*};
}

kinds! {
    /// What a passage is on its page.
    PassageRole "passage role" {
        /// The title of the article; at most once.
        Headline = "headline",
        /// The sentence or two under the headline that sum the article up.
        Standfirst = "standfirst",
        /// Who wrote it, or which agency.
        Byline = "byline",
        /// Where, and perhaps when, it was written: `ISLAMABAD (Reuters) -`; or the line that prints the day.
        Dateline = "dateline",
        /// Running text of the article.
        Paragraph = "paragraph",
        /// A heading inside the article.
        Heading = "heading",
        /// An item of a list inside the article.
        ListItem = "list_item",
        /// What a picture shows.
        Caption = "caption",
        /// Who made a picture, or who else reported, wrote and edited.
        Credit = "credit",
        /// A correction, an update or a word on how the article came about.
        Note = "note",
        /// A reader's own words. Never evidence for what the article says.
        Comment = "comment",
        /// What the site put there: buttons, menus, layout words, counts, footers.
        Residue = "residue",
    }

    /// What a passage is beside its role.
    PassagePart "passage part" {
        /// A block quotation: others' words at length.
        BlockQuote = "block_quote",
        /// A row of a table, its cells parted by ` | `.
        TableRow = "table_row",
        /// Words of the article, printed once more to catch the eye.
        PullQuote = "pull_quote",
        /// Of an entry of a live page, which has a time of its own.
        LiveEntry = "live_entry",
        /// A moderator's word on a comment.
        Moderation = "moderation",
    }

    /// What a mention names.
    MentionType "mention type" {
        /// A human being.
        Person = "person",
        /// A body with an office: a ministry, an agency, a company, a newspaper.
        Organization = "organization",
        /// An armed, political or ethnic group.
        Group = "group",
        /// A country, town, river, region.
        Place = "place",
        /// A building or installation.
        Facility = "facility",
        /// An office or function: `Pakistan's army chief`.
        Role = "role",
        /// A report, a cable, a book.
        Work = "work",
        /// A thing with a name: a ship, a type of aircraft or weapon, a product, an index.
        Object = "object",
    }

    /// TIMEX3 types (ISO 24617-1).
    TimexType "time type" {
        /// A calendar date of any grain.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// An amount of time.
        Duration = "DURATION",
        /// A recurring time.
        Set = "SET",
    }

    /// What the basis of an attribution's source is.
    SourceType "source type" {
        /// The words, or what a pronoun stands for, give a name.
        Named = "named",
        /// An office or function that tells who it is.
        Role = "role",
        /// A body, or its papers.
        Organization = "organization",
        /// People whom the words do not identify.
        Anonymous = "anonymous",
        /// Another news outlet.
        Outlet = "outlet",
    }

    /// What the source does with the content.
    Stance "stance" {
        /// States it.
        Asserts = "asserts",
        /// States that it is not so.
        Denies = "denies",
        /// Asks, demands, requests it.
        Asks = "asks",
        /// Announces an own future act for the other side's good.
        Promises = "promises",
        /// Announces an own future act for the other side's ill.
        Threatens = "threatens",
        /// Cannot confirm it, or withholds.
        Doubts = "doubts",
    }

    /// What the page commits to about an event.
    Factuality "factuality" {
        /// The page says, on its own word, that it happened.
        Happened = "happened",
        /// It stands only inside an attribution.
        Reported = "reported",
        /// It is said not to have happened.
        Denied = "denied",
        /// It is to happen.
        Planned = "planned",
        /// It may have happened, or may happen.
        Possible = "possible",
    }

    /// How two events of a page follow each other.
    OrderRelation "order of events" {
        /// This one is before the other.
        Before = "before",
        /// This one is after the other.
        After = "after",
    }

    /// PLOVER event types (Open Event Data Alliance, PLOVER manual).
    Plover "PLOVER type" {
        /// Agree to cooperate or settle.
        Agree = "AGREE",
        /// Meet, visit, telephone, negotiate.
        Consult = "CONSULT",
        /// Praise, endorse, apologise, defend verbally.
        Support = "SUPPORT",
        /// Yield, release, ease.
        Concede = "CONCEDE",
        /// Cooperate materially, share, sign.
        Cooperate = "COOPERATE",
        /// Give economic, military or humanitarian aid.
        Aid = "AID",
        /// Withdraw, cease fire, demobilise.
        Retreat = "RETREAT",
        /// Ask, demand, urge.
        Request = "REQUEST",
        /// Accuse, criticise, denounce, investigate.
        Accuse = "ACCUSE",
        /// Refuse, reject, veto.
        Reject = "REJECT",
        /// Threaten.
        Threaten = "THREATEN",
        /// Demonstrate, strike, riot.
        Protest = "PROTEST",
        /// Reduce or break relations, embargo, expel.
        Sanction = "SANCTION",
        /// Deploy, put on alert.
        Mobilize = "MOBILIZE",
        /// Arrest, seize, ban, repress.
        Coerce = "COERCE",
        /// Attack, kill, bomb, fight.
        Assault = "ASSAULT",
    }

    /// What a participant does in an event.
    ParticipantRole "participant role" {
        /// Who does it.
        Agent = "agent",
        /// To whom, or to what, it is done.
        Recipient = "recipient",
        /// Who else takes part.
        Other = "other",
    }

    /// What a dispute is about.
    DisputeKind "dispute kind" {
        /// One side says that it is so, the other that it is not.
        Denial = "denial",
        /// The day.
        Date = "date",
        /// A number, such as of the dead.
        Number = "number",
        /// The place.
        Place = "place",
        /// Who took part.
        Participant = "participant",
    }

    /// What a correction is about.
    RecordKind "kind of record" {
        /// What mentions refer to.
        Entity = "entity",
        /// What events are.
        Happening = "happening",
        /// What attributions say.
        Claim = "claim",
        /// Sides that differ.
        Dispute = "dispute",
        /// Words that name somebody or something.
        Mention = "mention",
        /// Something that a page says happens.
        Event = "event",
        /// Who is said to have said what.
        Attribution = "attribution",
    }

    /// What somebody changes.
    ChangeKind "change" {
        /// Several are one.
        Merge = "merge",
        /// Part of it is something else.
        Split = "split",
        /// It is called otherwise.
        Rename = "rename",
        /// It is not so: a record that does not say what was read in it, a dispute that is none.
        Reject = "reject",
        /// It was looked at, and is right.
        Confirm = "confirm",
        /// It was on other days.
        Redate = "redate",
        /// Something to be remembered about it, in the words of `why`. It changes nothing.
        Note = "note",
    }

    /// What became of a correction.
    Outcome "outcome" {
        /// It holds.
        Applied = "applied",
        /// A later correction says otherwise.
        Overruled = "overruled",
        /// Its words are not there, or nothing is read in them any more.
        Unresolved = "unresolved",
    }
}

impl Factuality {
    /// Whether it is told as something that has happened, on the page's word or on another's.
    pub fn is_of_fact(self) -> bool {
        matches!(self, Factuality::Happened | Factuality::Reported)
    }
}

impl ChangeKind {
    /// Whether records of a kind can be changed so: what is made of many can be joined, parted and named, what has days redated,
    /// and anything rejected, confirmed and noted.
    pub fn is_for(self, what: RecordKind) -> bool {
        match self {
            ChangeKind::Merge | ChangeKind::Split | ChangeKind::Rename => matches!(
                what,
                RecordKind::Entity | RecordKind::Happening | RecordKind::Claim
            ),
            ChangeKind::Redate => matches!(what, RecordKind::Happening | RecordKind::Event),
            ChangeKind::Reject | ChangeKind::Confirm | ChangeKind::Note => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_as_it_prints() {
        for role in PassageRole::ALL {
            assert_eq!(role.as_str().parse(), Ok(*role));
            assert_eq!(serde_json::to_string(role).unwrap(), format!("\"{role}\""));
        }
        for kind in Plover::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
        }
    }

    #[test]
    fn an_unknown_word_is_told_with_what_would_be_right() {
        let error = "agrees".parse::<Stance>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "unknown stance `agrees`; expected one of asserts, denies, asks, promises, threatens, doubts"
        );
    }
}
