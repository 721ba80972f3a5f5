//! What all rounds showed.

use std::collections::BTreeMap;
use std::fmt;
use std::process::ExitCode;

use crate::checks::waits::Waits;
use crate::round::Outcome;

#[derive(Debug, Default)]
pub(crate) struct Report {
    rounds: usize,
    stories: usize,
    messages: usize,
    faults: BTreeMap<&'static str, usize>,
    waits: Waits,
    violations: usize,
}

impl Report {
    /// Adds a round, and prints what was wrong in it at once: the next one may take long.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        self.rounds += 1;
        self.stories += outcome.stories;
        self.messages += outcome.messages;
        self.violations += outcome.violations.len();
        for (kind, times) in outcome.faults {
            *self.faults.entry(kind).or_default() += times;
        }
        self.waits.add(outcome.waits);
        for violation in &outcome.violations {
            println!("  broken: {violation}");
        }
        if let Some(folder) = outcome.folder {
            println!("  see {}", folder.display());
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        if self.violations == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rounds, stories, messages, faults, waits, violations } = self;
        writeln!(f, "{rounds} rounds, {stories} stories, {messages} messages read")?;
        for (kind, times) in faults {
            writeln!(f, "  {times:>5} × {kind}")?;
        }
        write!(f, "{waits}{violations} promises broken")
    }
}
