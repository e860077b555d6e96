//! The `dateline` command.
fn main() {}
