//! `watchbell serve`: checks everything, then runs until told to stop.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::anyhow;

use super::config::ConfigFile;
use crate::app;
use crate::clock::Clock;
use crate::config::LogFormat;
use crate::telemetry;
use crate::telemetry::logging::{self, Lines};

/// Runs the program until SIGTERM or SIGINT.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    config: ConfigFile,
}

/// Reads the configuration, starts logs and metrics, and runs the bot with them. Nothing is opened
/// and nobody is listened to before the whole configuration is found sound.
pub(super) fn run(
    arguments: &ServeArguments,
    clock: Arc<dyn Clock>,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let lines = match config.log.format {
        LogFormat::Text => Lines::Text,
        LogFormat::Json => Lines::Json,
    };
    logging::start(lines, &config.log.level)?;
    // With two providers compiled in by somebody else's feature, rustls would refuse to guess.
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow!("a TLS provider was installed twice"))?;
    let metrics = telemetry::start_metrics()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(app::serve(config, metrics, clock))?;
    Ok(ExitCode::SUCCESS)
}
