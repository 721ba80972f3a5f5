//! `watchbell transcript export`: everything that was said and done about one incident, as a
//! document.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::anyhow;
use secrecy::ExposeSecret;
use tokio_util::task::TaskTracker;

use super::arguments::{LanguageArgument, incident_number};
use super::config::ConfigFile;
use super::plan_problems;
use super::runtime::block_on;
use crate::actions::{Actions, SeededRandom};
use crate::config::Config;
use crate::domain::directory::{Languages, Side};
use crate::ids::IncidentNumber;
use crate::plans::Plans;
use crate::render::lang::Language;
use crate::render::transcript::{self, Record};
use crate::store::Store;
use crate::wake::WakeSignals;

/// What was said about an incident.
#[derive(Debug, clap::Args)]
pub(super) struct TranscriptArguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, clap::Subcommand)]
enum Question {
    /// Writes all messages and actions of an incident to standard output.
    Export(ExportArguments),
}

#[derive(Debug, clap::Args)]
struct ExportArguments {
    /// The number of the incident: 128, #128 or INC-128.
    #[arg(long, value_name = "NUMBER", value_parser = incident_number)]
    incident: IncidentNumber,
    #[arg(long, value_enum)]
    format: Format,
    /// Who reads it. A document for a customer contains nothing internal.
    #[arg(long, value_enum, default_value = "customer")]
    audience: Reader,
    /// The language of the bot's own words; the incident's by default.
    #[arg(long, value_enum)]
    lang: Option<LanguageArgument>,
    #[command(flatten)]
    config: ConfigFile,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    Markdown,
    Json,
    Html,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Reader {
    Customer,
    Staff,
}

pub(super) fn run(
    arguments: &TranscriptArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Question::Export(export) = &arguments.question;
    let Some(config) = export.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let plans = match Plans::load(config.plans.dir.as_deref(), config.calendars.dir.as_deref()) {
        Ok(plans) => plans,
        Err(errors) => {
            plan_problems::report(&errors, err)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let document = block_on(document(export, &config, plans))??;
    let Some(document) = document else {
        writeln!(err, "There is no {}.", export.incident)?;
        return Ok(ExitCode::FAILURE);
    };
    out.write_all(document.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The document; none when there is no such incident.
async fn document(
    export: &ExportArguments,
    config: &Config,
    plans: Plans,
) -> anyhow::Result<Option<String>> {
    // A mistyped path must not leave an empty database behind.
    let url = config.database.url.expose_secret();
    let store = Store::open_existing(url, &TaskTracker::new()).await?;
    let random = Arc::new(SeededRandom::from_seed(0));
    let actions = Actions::new(store, Arc::new(plans), random, Arc::new(WakeSignals::default()));
    let document = export.document(&actions).await;
    actions.store.close().await;
    document
}

impl ExportArguments {
    async fn document(&self, actions: &Actions) -> anyhow::Result<Option<String>> {
        let store = &actions.store;
        let incident = store.incident(self.incident).await?;
        let Some(incident) = incident else { return Ok(None) };
        let directory = store.directory();
        let entitlement = actions.entitlement_on(&directory, &incident.contract_ref);
        let record = Record {
            incident: &incident,
            timeline: &store.timeline_of(incident.number).await?,
            lines: &store.last_lines(incident.number, i64::MAX).await?,
            directory: &directory,
            entitlement: entitlement.as_deref(),
            audience: self.audience.side(),
            language: self.language(incident.language),
        };
        self.format.written(&record).map(Some)
    }

    /// A document is in one language; of an incident in two it is in Chinese.
    fn language(&self, of_incident: Languages) -> Language {
        match self.lang {
            Some(LanguageArgument::En) => Language::En,
            Some(LanguageArgument::Zh) => Language::Zh,
            None => of_incident.first(),
        }
    }
}

impl Reader {
    fn side(self) -> Side {
        match self {
            Self::Customer => Side::Customer,
            Self::Staff => Side::Support,
        }
    }
}

impl Format {
    fn written(self, record: &Record<'_>) -> anyhow::Result<String> {
        match self {
            Self::Markdown => Ok(transcript::markdown(record)),
            Self::Json => Ok(transcript::json(record)?),
            Self::Html => transcript::html(record)
                .map_err(|error| anyhow!("the page cannot be written: {error}")),
        }
    }
}
