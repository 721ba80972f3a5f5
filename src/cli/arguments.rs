//! Arguments that several subcommands take.

use std::io::Write;
use std::path::PathBuf;

use super::plan_problems::report;
use crate::commands::incident_named;
use crate::domain::names::Language;
use crate::ids::IncidentNumber;
use crate::plans::Plans;

/// Where the operator's own plans and calendars are.
#[derive(Debug, clap::Args)]
pub(super) struct PlanFiles {
    /// A directory of plan files; one with the id of a shipped plan replaces it.
    #[arg(long = "plans", value_name = "DIR", env = "WATCHBELL_PLANS", global = true)]
    pub(super) plans: Option<PathBuf>,
    /// A directory of holiday calendars; one with the id of a shipped calendar replaces it.
    #[arg(long, value_name = "DIR", env = "WATCHBELL_CALENDARS", global = true)]
    pub(super) calendars: Option<PathBuf>,
}

impl PlanFiles {
    /// Loads the library. On problems they are all written to `err` and `None` comes back.
    pub(super) fn load(&self, err: &mut dyn Write) -> anyhow::Result<Option<Plans>> {
        match Plans::load(self.plans.as_deref(), self.calendars.as_deref()) {
            Ok(plans) => Ok(Some(plans)),
            Err(errors) => {
                report(&errors, err)?;
                Ok(None)
            }
        }
    }
}

/// The number of an incident in any spelling that people use: `128`, `#128`, `INC-128`.
pub(super) fn incident_number(text: &str) -> Result<IncidentNumber, String> {
    incident_named(text).ok_or_else(|| "write 128, #128 or INC-128".to_owned())
}

/// The language of explanations.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum LanguageArgument {
    Zh,
    En,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Zh => Self::Zh,
            LanguageArgument::En => Self::En,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_in_every_spelling() {
        for text in ["128", "#128", "INC-128", "inc-128", " ＃128 ", "１２８", "INC－128"] {
            assert_eq!(incident_number(text), Ok(IncidentNumber(128)), "{text}");
        }
        for text in ["", "#", "INC-", "-128", "0", "12a", "128 129"] {
            assert!(incident_number(text).is_err(), "{text}");
        }
    }
}
