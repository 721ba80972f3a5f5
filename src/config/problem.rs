//! Why a configuration is refused: everything at once, each with its path, its source and a way
//! out.

use std::fmt;

use chat::settings::Problem;

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
