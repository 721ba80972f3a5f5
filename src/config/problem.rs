//! What is wrong with a configuration: everything at once, each with its path, its source and a way out.

use std::cell::RefCell;
use std::fmt;

/// One thing that is wrong. It never repeats the value of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The key, such as `http.listen`; empty when the file as a whole is meant.
    pub path: String,
    /// The file it was written in, or `the environment`.
    pub source: Option<String>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, source, what, help } = self;
        match (path.as_str(), source) {
            ("", Some(source)) => write!(f, "{source}: {what}")?,
            (path, Some(source)) => write!(f, "{path} (in {source}): {what}")?,
            (path, None) => write!(f, "{path}: {what}")?,
        }
        write!(f, "\n    {help}")
    }
}

/// Why a configuration is refused. None of it was put to use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigRefused {
    /// In the order in which the keys are read.
    pub problems: Vec<Problem>,
}

impl fmt::Display for ConfigRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.len();
        let noun = if count == 1 { "problem" } else { "problems" };
        writeln!(f, "the configuration has {count} {noun}; nothing was started")?;
        self.problems.iter().try_for_each(|problem| writeln!(f, "  {problem}"))
    }
}

/// Problems found so far. Shared by all sections, so that reading goes on after the first.
#[derive(Debug, Default)]
pub(super) struct Found(RefCell<Vec<Problem>>);

impl Found {
    pub(super) fn add(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// The value, if nothing is wrong.
    pub(super) fn or<T>(self, value: T) -> Result<T, ConfigRefused> {
        let problems = self.0.into_inner();
        if problems.is_empty() { Ok(value) } else { Err(ConfigRefused { problems }) }
    }
}
