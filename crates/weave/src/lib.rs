//! The weave: what a pile of pages says together.
