//! Tests of the weave as a whole.
