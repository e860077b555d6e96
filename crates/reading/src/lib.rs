//! The reading stage: what one page says.
