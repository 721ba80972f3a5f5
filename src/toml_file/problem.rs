//! What is wrong with a file, and where.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};

/// One thing wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in a sentence without full stop.
    pub what: String,
    /// What would be right, if that can be said.
    pub help: Option<String>,
    /// The bytes of the file that are meant.
    pub at: Range<usize>,
}

impl Problem {
    /// The problem with `file:line:column` and a pointer at the text; `label` stands at its point.
    pub fn report(&self, file: &str, text: &Arc<str>, label: Option<&str>) -> Report {
        let label = LabeledSpan::new(label.map(str::to_owned), self.at.start, self.at.len());
        let mut diagnostic = MietteDiagnostic::new(self.what.clone()).with_label(label);
        diagnostic.help.clone_from(&self.help);
        Report::new(diagnostic).with_source_code(NamedSource::new(file, Arc::clone(text)))
    }
}

/// The problems found so far. Everything that reads one file shares it.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Notes a problem.
    pub fn add(&self, at: Range<usize>, what: impl Into<String>) {
        self.0.borrow_mut().push(Problem { what: what.into(), help: None, at });
    }

    /// Notes a problem together with what would be right.
    pub fn add_with_help(
        &self,
        at: Range<usize>,
        what: impl Into<String>,
        help: impl Into<String>,
    ) {
        let problem = Problem { what: what.into(), help: Some(help.into()), at };
        self.0.borrow_mut().push(problem);
    }

    /// Whether none was found yet.
    pub fn is_empty(&self) -> bool {
        self.0.borrow().is_empty()
    }

    /// All of them in the order of the text.
    pub fn into_sorted(self) -> Vec<Problem> {
        let mut problems = self.0.into_inner();
        problems.sort_by_key(|problem| (problem.at.start, problem.at.end));
        problems.dedup();
        problems
    }
}
