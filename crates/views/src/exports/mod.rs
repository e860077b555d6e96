//! Exports: what was found, in the forms that other tools read. Each says in its own words what the form cannot hold.

mod annotations;
mod csl;
mod ftm;
mod graphml;
mod timelinejs;

pub use annotations::annotation_lines;
pub use csl::csl_item;
pub use ftm::{ftm_document, ftm_woven};
pub use graphml::graphml;
pub use timelinejs::timelinejs;
