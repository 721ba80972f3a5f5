//! Reads the settings of a platform from its section of the configuration.
//!
//! Each adapter owns its settings: it reads them from a [`Section`], key by key, and notes every
//! problem with its path, its source and a way out instead of stopping at the first.

mod section;

use std::cell::RefCell;
use std::fmt;

pub use section::{Section, http_address};

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

/// Problems found so far. All sections share it, so that reading continues after the first problem.
#[derive(Debug, Default)]
pub struct Problems(RefCell<Vec<Problem>>);

impl Problems {
    /// Adds a problem.
    pub fn add(&self, problem: Problem) {
        self.0.borrow_mut().push(problem);
    }

    /// The problems in the order in which they were found.
    pub fn into_vec(self) -> Vec<Problem> {
        self.0.into_inner()
    }
}

/// The known word that somebody may have meant by another one: the nearest, where it is near.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let distance = |each: &'k str| (strsim::damerau_levenshtein(each, word), each);
    let (distance, nearest) = known.into_iter().map(distance).min_by_key(|(far, _)| *far)?;
    (distance <= 3).then_some(nearest)
}
