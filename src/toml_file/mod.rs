//! Reading what an operator wrote in TOML, so that every problem is told at once and points at the
//! text.
//!
//! A derived deserializer stops at the first thing it dislikes. Reading goes on here: what is
//! missing, of the wrong kind or unknown is noted in [`Problems`], and the rest is read too. A
//! [`Section`] gives values with their places, which plans and calendars need to point at what
//! contradicts itself, and values by their own type, as the directory declares them.
//! Nothing here touches the disk; the text comes as an argument.

mod problem;
mod section;
mod typed;
mod unknown;
mod value;

pub use problem::{Problem, Problems};
pub use section::Section;
pub use unknown::help_for_unknown;
pub use value::{parse, read_value};
