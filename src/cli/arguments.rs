//! Arguments that several subcommands take.

use std::io::Write;
use std::path::PathBuf;

use super::plan_problems::report;
use crate::domain::names::Language;
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
