//! Every sentence people read. Nothing here decides anything.
//!
//! The sentences themselves are in the language files under `lang`; the functions here choose among them
//! and fill them in.

pub mod help;
pub mod lang;
pub mod parse_error;
