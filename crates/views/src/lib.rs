//! The views: what was read and woven, as text for people and as exchange form, tables and pages for programs.
//!
//! Pure: records in, text out. No files, no terminal, no SQL. Words that come from a page never carry control
//! characters into a text, formulas into a table, or markup into a page.

mod claims;
mod corrections;
mod csv;
mod days;
mod disputes;
mod exchange;
mod exports;
mod html;
mod look;
mod marks;
mod names;
mod pages;
mod plain;
mod profile;
mod show;
mod sourcing;
mod tables;
mod timeline;
mod xml;

pub use claims::claim_text;
pub use corrections::{
    Beside, correction_phrase, correction_state, correction_text, signature_phrase,
};
pub use csv::{csv_row, safe_cell};
pub use days::day_phrase;
pub use disputes::{SideWords, dispute_text, side_value};
pub use exchange::{
    Corrected, Line, correction_lines, document_lines, to_json_line, weaving_lines,
};
pub use exports::{annotation_lines, csl_item, ftm_document, ftm_woven, graphml, timelinejs};
pub use look::{Look, wrap};
pub use marks::{Mark, mark_text};
pub use names::{find_entities, name_holds, near_names};
pub use pages::{PageNotes, PageRef, published_phrase};
pub use plain::{harmless, one_line};
pub use profile::{Meeting, Profile, Said, Told, profile_text, told_when};
pub use show::show_text;
pub use sourcing::{chain_in_short, chain_in_steps, sources_phrase};
pub use tables::Table;
pub use timeline::{
    Account, TimelineFilter, entry_marks, one_entry_a_statement, select_entries, timeline_html,
    timeline_text, when, who_and_where,
};
