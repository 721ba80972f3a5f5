//! The program's arguments, and what each subcommand does.

pub mod parse;
