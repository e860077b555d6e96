//! The dossier: one SQLite file that keeps every page and reading.
