//! Why a directory is refused, pointed at in the text.

use std::ops::Range;
use std::sync::Arc;

use miette::{GraphicalReportHandler, GraphicalTheme};
use thiserror::Error;

use super::merge::{DirectoryText, ranges};
use crate::toml_file::Problem;

/// Why a directory is refused. Nothing of it was applied.
#[derive(Debug, Clone, Error)]
#[error("{name} has {} problem{}; nothing was applied", problems.len(), if problems.len() == 1 { "" } else { "s" })]
pub struct DirectoryRefused {
    /// The file, or the folder of the files, as the operator named it.
    pub name: String,
    /// In the order of the texts.
    pub problems: Vec<Problem>,
    files: Vec<RefusedFile>,
}

#[derive(Debug, Clone)]
struct RefusedFile {
    name: String,
    text: Arc<str>,
    /// Where it is among all texts.
    at: Range<usize>,
}

impl DirectoryRefused {
    /// Puts the problems in the order of the texts.
    pub(super) fn new(name: &str, texts: &[DirectoryText], mut problems: Vec<Problem>) -> Self {
        problems.sort_by(|a, b| (a.at.start, &a.what).cmp(&(b.at.start, &b.what)));
        let file = |(text, at): (&DirectoryText, Range<usize>)| RefusedFile {
            name: text.name.clone(),
            text: Arc::from(text.text.as_str()),
            at,
        };
        let files = texts.iter().zip(ranges(texts)).map(file).collect();
        Self { name: name.to_owned(), problems, files }
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
            let Some(file) = self.files.iter().find(|file| file.at.contains(&problem.at.start))
            else {
                continue;
            };
            let start = file.at.start;
            let at = problem.at.start - start..problem.at.end.max(start) - start;
            let own = Problem { at, ..problem.clone() };
            let report = own.report(&file.name, &file.text, Some("here"));
            // Writing to a String does not fail.
            let _ = handler.render_report(&mut told, report.as_ref());
            told.push('\n');
        }
        told + &format!("{self}\n")
    }
}
