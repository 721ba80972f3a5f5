//! `watchbell apply FILE`: shows what a directory file would change, asks, and changes it whole or
//! not at all.
//!
//! A second run finds nothing to change. Covers and swaps that were agreed in chat are left as they
//! are.

mod difference;
#[cfg(feature = "sandbox")]
mod embedded;
mod offered;
mod turns;
mod warnings;

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;
use tokio_util::task::TaskTracker;

use super::config::ConfigFile;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::directory_file;
use crate::domain::directory::Directory;
use crate::plans::Plans;
use crate::store::directory::{kind, put};
use crate::store::{Commit, DirectoryChange, Outcome, Store};
use difference::{Change, Difference, documents};

#[cfg(feature = "sandbox")]
pub(super) use embedded::apply_embedded;
#[cfg(feature = "sandbox")]
pub(super) use offered::on_any_platform;

/// Shows what a directory file changes, and applies it.
#[derive(Debug, clap::Args)]
pub(super) struct ApplyArguments {
    /// The directory file: customers, groups, people, rotations and policies.
    file: PathBuf,
    #[command(flatten)]
    config: ConfigFile,
    /// Show the changes and stop.
    #[arg(long)]
    dry_run: bool,
    /// Apply without asking, as without a terminal.
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
}

/// What to do once the changes have been shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Consent {
    Given,
    Refused,
    ToBeAsked,
}

pub(super) fn run(
    arguments: &ApplyArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let Some(directory) = read(arguments, &config, err)? else { return Ok(ExitCode::FAILURE) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(config.database.url.expose_secret(), &TaskTracker::new()).await?;
        let now = SystemClock.now();
        let applied = apply(&store, &directory, arguments.consent(), now, out).await;
        store.close().await;
        applied
    })
}

impl ApplyArguments {
    fn consent(&self) -> Consent {
        if self.dry_run {
            Consent::Refused
        } else if self.yes || !std::io::stdin().is_terminal() {
            Consent::Given
        } else {
            Consent::ToBeAsked
        }
    }
}

/// The directory of the file. On problems they are all written to `err` and `None` comes back.
fn read(
    arguments: &ApplyArguments,
    config: &Config,
    err: &mut dyn Write,
) -> anyhow::Result<Option<Directory>> {
    let name = arguments.file.display().to_string();
    let text = std::fs::read_to_string(&arguments.file)
        .with_context(|| format!("{name} cannot be read"))?;
    let plans = match Plans::load(config.plans.dir.as_deref(), config.calendars.dir.as_deref()) {
        Ok(plans) => plans,
        Err(errors) => {
            super::plan_problems::report(&errors, err)?;
            return Ok(None);
        }
    };
    let offered = offered::offered(&plans, config);
    match directory_file::read(&name, &text, &offered) {
        Ok(directory) => {
            for warning in warnings::of_groups_without_agreement(&directory, &offered) {
                writeln!(err, "! {warning}")?;
            }
            Ok(Some(directory))
        }
        Err(refused) => {
            err.write_all(refused.render(std::io::stderr().is_terminal()).as_bytes())?;
            Ok(None)
        }
    }
}

async fn apply(
    store: &Store,
    declared: &Directory,
    consent: Consent,
    now: DateTime<Utc>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let stored = store.reload_directory().await?;
    let version = stored.version;
    let difference =
        Difference::between(&store.directory_documents().await?, &documents(declared)?)?;
    if difference.is_empty() {
        writeln!(out, "Nothing to change.")?;
        return Ok(ExitCode::SUCCESS);
    }
    show(&difference.changes, out)?;
    let turns = turns::of(&difference.changes, &stored, declared, now);
    for line in &turns.lines {
        writeln!(out, "{line}")?;
    }
    for warning in warnings::of(store, &difference.changes).await? {
        writeln!(out, "! {warning}")?;
    }
    match consent {
        Consent::Refused => {
            writeln!(out, "Nothing was applied: this was a dry run.")?;
            return Ok(ExitCode::SUCCESS);
        }
        Consent::ToBeAsked if !says_yes(&mut std::io::stdin().lock(), out)? => {
            writeln!(out, "Nothing was applied.")?;
            return Ok(ExitCode::FAILURE);
        }
        Consent::ToBeAsked | Consent::Given => {}
    }
    let mut directory = difference.into_commit();
    for kept in &turns.kept {
        let id = format!("turn-{}-{}", kept.rotation, now.timestamp_millis());
        directory.push(put(kind::OVERRIDE, &id, kept)?);
    }
    commit(store, version, directory, out).await
}

async fn commit(
    store: &Store,
    version: i64,
    directory: Vec<DirectoryChange>,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let commit = Commit { directory_version: Some(version), directory, ..Commit::default() };
    if let Outcome::Done { .. } = store.commit(commit).await? {
        writeln!(out, "Applied.")?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(
        out,
        "Nothing was applied: somebody else changed the directory meanwhile. Run it again."
    )?;
    Ok(ExitCode::FAILURE)
}

fn show(changes: &[Change], out: &mut dyn Write) -> std::io::Result<()> {
    changes.iter().try_for_each(|change| writeln!(out, "{change}"))?;
    let count = |is: fn(&Change) -> bool| changes.iter().filter(|change| is(change)).count();
    let added = count(|change| matches!(change, Change::Added { .. }));
    let altered = count(|change| matches!(change, Change::Changed { .. }));
    let removed = count(|change| matches!(change, Change::Removed { .. }));
    writeln!(out, "{added} added, {altered} changed, {removed} removed.")
}

fn says_yes(input: &mut dyn BufRead, out: &mut dyn Write) -> std::io::Result<bool> {
    write!(out, "Apply this? [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    input.read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

#[cfg(test)]
mod tests;
