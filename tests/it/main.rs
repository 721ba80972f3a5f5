//! Everything that needs a database or the whole program, in one binary, so that it is linked once.

mod kit;
mod migrations;
mod store;
