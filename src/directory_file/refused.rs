//! Why a directory file is refused, pointed at in the text.

use std::sync::Arc;

use miette::{GraphicalReportHandler, GraphicalTheme};
use thiserror::Error;

use crate::toml_file::Problem;

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
        problems.sort_by(|a, b| (a.at.start, &a.what).cmp(&(b.at.start, &b.what)));
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
            let report = problem.report(&self.name, &self.text, Some("here"));
            // Writing to a String does not fail.
            let _ = handler.render_report(&mut told, report.as_ref());
            told.push('\n');
        }
        told + &format!("{self}\n")
    }
}
