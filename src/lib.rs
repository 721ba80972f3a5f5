//! Watchbell: a vendor's support promises, kept where the customer already is.

pub mod cli {
    //! The program's arguments, and what each subcommand does.
    pub mod parse;
}
pub mod clock;
pub mod commands;
pub mod domain;
pub mod ids;
pub mod render;
