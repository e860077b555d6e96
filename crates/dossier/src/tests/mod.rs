//! What a dossier promises, held against pages that nobody wrote.

mod bit_flips;
mod browsing;
mod correcting;
mod opening;
mod outside;
mod round_trip;
mod sample;
mod schema_page;
mod searching;
