//! The `dateline` command as a user meets it: exit codes, standard output, standard error.

mod bad_input;
mod containers;
mod correcting;
mod exporting;
mod help;
mod interrupted;
mod made_dossier;
mod reports;
mod same_output;
mod sandbox;
mod serving;
mod timeline;
