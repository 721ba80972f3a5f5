//! Reading what an operator wrote in TOML, so that every problem is told at once and points at the
//! text.
//!
//! A derived deserializer stops at the first thing it dislikes. A [`Section`] continues: what is
//! missing, of the wrong kind or unknown is noted in [`Problems`] and reading continues with the
//! rest. Plans and holiday calendars are both read this way.
//!
//! Nothing here touches the disk; the text comes as an argument.

mod section;

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

pub use section::Section;

/// One thing wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in a sentence without full stop.
    pub message: String,
    /// What would be right, if that can be said.
    pub help: Option<String>,
    /// The bytes of the file that are meant.
    pub span: Range<usize>,
}

/// The problems found so far. Sections of one file share it.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Notes a problem.
    pub fn add(&self, span: Range<usize>, message: impl Into<String>) {
        self.0.borrow_mut().push(Problem { message: message.into(), help: None, span });
    }

    /// Notes a problem together with what would be right.
    pub fn add_with_help(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Problem { message: message.into(), help: Some(help.into()), span };
        self.0.borrow_mut().push(problem);
    }

    /// All of them in the order of the text.
    pub fn into_sorted(self) -> Vec<Problem> {
        let mut problems = self.0.into_inner();
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        problems.dedup();
        problems
    }
}

/// Parses TOML as far as it goes; syntax errors become problems and what could be read is returned.
pub fn parse<'t>(text: &'t str, problems: &Problems) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        problems
            .add(error.span().unwrap_or(0..0), format!("this is not TOML: {}", error.message()));
    }
    table
}
