//! What is wrong with a directory file, pointed at in the text.

use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, NamedSource, Report, SourceSpan};
use thiserror::Error;

/// One thing that is wrong, where it stands, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
#[error("{what}")]
pub struct Problem {
    /// What is wrong, in a sentence.
    pub what: String,
    /// The bytes of the file it is about.
    #[label("here")]
    pub at: SourceSpan,
    /// What to do about it.
    #[help]
    pub help: String,
}

/// Why a directory file is refused. Nothing of it was applied.
#[derive(Debug, Clone, Error)]
#[error("{name} has {} problem{}; nothing was applied", problems.len(), if problems.len() == 1 { "" } else { "s" })]
pub struct DirectoryRefused {
    /// The file as the operator named it.
    pub name: String,
    /// In the order of the text.
    pub problems: Vec<Problem>,
    text: Arc<str>,
}

impl DirectoryRefused {
    /// Puts the problems in the order of the text.
    pub(super) fn new(name: &str, text: &str, mut problems: Vec<Problem>) -> Self {
        problems.sort_by(|a, b| (a.at.offset(), &a.what).cmp(&(b.at.offset(), &b.what)));
        Self { name: name.to_owned(), problems, text: Arc::from(text) }
    }

    /// Every problem with `file:line:column` and a pointer at the text.
    pub fn render(&self, with_colours: bool) -> String {
        let theme = if with_colours {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(110);
        let mut told = String::new();
        for problem in &self.problems {
            let source = NamedSource::new(&self.name, Arc::clone(&self.text)).with_language("toml");
            let report = Report::new(problem.clone()).with_source_code(source);
            // Writing to a String does not fail.
            let _ = handler.render_report(&mut told, report.as_ref());
            told.push('\n');
        }
        told + &format!("{self}\n")
    }
}

/// Problems found so far.
#[derive(Debug, Default)]
pub(super) struct Found(Vec<Problem>);

impl Found {
    pub(super) fn add(
        &mut self,
        at: Range<usize>,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0.push(Problem { what: what.into(), at: at.into(), help: help.into() });
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.0
    }
}
