//! A chat platform in memory, for tests.
