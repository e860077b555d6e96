//! What comes out of containers, whole, damaged and hostile.

mod any_bytes;
mod made;
mod mail;
mod mhtml;
mod warc;
mod zip_file;
