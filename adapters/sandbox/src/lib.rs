//! A chat platform in a browser page, with a clock one can move.
