//! `watchbell config check`: whether the program would start with this configuration.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::config::Config;

/// Checks the configuration without starting anything.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigArguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, clap::Subcommand)]
enum Question {
    /// Reads the configuration and its secrets and lists all problems.
    Check(ConfigFile),
}

/// Which configuration.
#[derive(Debug, clap::Args)]
pub(super) struct ConfigFile {
    /// The configuration file; config.default.toml shows the defaults.
    #[arg(long, value_name = "FILE", env = "WATCHBELL_CONFIG")]
    config: Option<PathBuf>,
}

impl ConfigFile {
    /// The configuration. On problems they are all written to `err` and `None` comes back.
    pub(super) fn load(&self, err: &mut dyn Write) -> anyhow::Result<Option<Config>> {
        match Config::load(self.config.as_deref()) {
            Ok(config) => Ok(Some(config)),
            Err(refused) => {
                write!(err, "{refused}")?;
                Ok(None)
            }
        }
    }

    /// What the file is called in answers.
    fn name(&self) -> String {
        self.config.as_deref().map_or_else(|| "the default configuration".to_owned(), shown)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

pub(super) fn run(
    arguments: &ConfigArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Question::Check(file) = &arguments.question;
    let Some(config) = file.load(err)? else { return Ok(ExitCode::FAILURE) };
    let platforms: Vec<&str> = config.platforms.keys().map(String::as_str).collect();
    let named = if platforms.is_empty() { "none".to_owned() } else { platforms.join(", ") };
    writeln!(
        out,
        "{} is valid. Listens on {}; platforms: {named}",
        file.name(),
        config.http.listen
    )?;
    for remark in config.remarks() {
        writeln!(out, "! {remark}")?;
    }
    Ok(ExitCode::SUCCESS)
}
