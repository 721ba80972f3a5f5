//! `watchbell backup` and `watchbell restore`: a copy of the database, and the way back.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use secrecy::ExposeSecret;

use super::config::ConfigFile;
use super::runtime::block_on;
use crate::clock::Clock;
use crate::host;
use crate::store::backup::{self, BackupError};

/// Copies a SQLite database while the bot works with it.
#[derive(Debug, clap::Args)]
pub(super) struct BackupArguments {
    /// The new file. One that exists is not written over.
    file: PathBuf,
    #[command(flatten)]
    config: ConfigFile,
}

/// Puts a backup into the place of the database, while the bot does not run.
#[derive(Debug, clap::Args)]
pub(super) struct RestoreArguments {
    /// A file that `watchbell backup` made. It stays as it is.
    file: PathBuf,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(
    arguments: &BackupArguments,
    clock: &dyn Clock,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let url = config.database.url.expose_secret();
    match block_on(backup::back_up(url, &arguments.file, &host::operator(), clock.now()))? {
        Ok(bytes) => {
            let file = arguments.file.display();
            writeln!(out, "{file} is a whole copy, checked, {bytes} bytes.")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => failed("No backup was made", &error, err),
    }
}

pub(super) fn restore(
    arguments: &RestoreArguments,
    clock: &dyn Clock,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let url = config.database.url.expose_secret();
    match block_on(backup::restore(url, &arguments.file, &host::operator(), clock.now()))? {
        Ok(restored) => {
            let taken_at = restored.taken_at.format("%Y-%m-%d %H:%M:%S UTC");
            writeln!(out, "The database is the backup of {taken_at}.")?;
            if let Some(before) = restored.before {
                writeln!(out, "The one that was there before is kept as {}.", before.display())?;
            }
            writeln!(
                out,
                "When `watchbell serve` starts, it pages again for what was open, and tells the \
                 staff rooms and the duty manager what may be missing."
            )?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => failed("Nothing was restored", &error, err),
    }
}

fn failed(what: &str, error: &BackupError, err: &mut dyn Write) -> anyhow::Result<ExitCode> {
    writeln!(err, "{what}: {error}.")?;
    Ok(ExitCode::FAILURE)
}
