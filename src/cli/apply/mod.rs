//! `watchbell apply PATH`: shows what a directory would change, asks, changes it whole or not at
//! all, and waits until every running process works with it.
//!
//! A second run finds nothing to change. Covers and swaps that were agreed in chat are left as they
//! are. Exit codes besides the usual ones: 3 when a dry run would change something, 4 when the
//! directory was applied and a process has not taken it up in time.

mod difference;
#[cfg(feature = "sandbox")]
mod embedded;
pub(super) mod offered;
mod shown;
mod taken_up;
mod turns;
mod warnings;

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::TimeDelta;
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use tokio_util::task::TaskTracker;

use super::config::ConfigFile;
use super::directory_texts;
use super::runtime::block_on;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::directory_file::{self, DirectoryText};
use crate::domain::directory::Directory;
use crate::host;
use crate::plans::Plans;
use crate::store::directory::{kind, put};
use crate::store::{
    Application, AppliedFile, AppliedFiles, Commit, DirectoryChange, Outcome, Store,
};
use difference::{Change, Difference, documents};
use shown::{Counts, Shown};

#[cfg(feature = "sandbox")]
pub(super) use embedded::apply_embedded;
#[cfg(feature = "sandbox")]
pub(super) use offered::on_any_platform;

/// The exit code when a dry run found something to change.
const WOULD_CHANGE: u8 = 3;
/// How many hexadecimal digits of a file's SHA-256 are kept.
const DIGEST: usize = 12;

/// Shows what a directory changes, and applies it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Exit codes: 0 done or nothing to change, 1 refused, 2 wrong arguments, 3 a dry \
                        run would change something, 4 applied, and a process has not taken it up \
                        in time."
)]
pub(super) struct ApplyArguments {
    /// The directory: a file, or a folder whose *.toml files are read in the order of their names.
    path: PathBuf,
    #[command(flatten)]
    config: ConfigFile,
    /// Show the changes and stop; the exit code is 3 if there are any.
    #[arg(long)]
    dry_run: bool,
    /// Show the changes as one JSON object.
    #[arg(long, requires = "dry_run")]
    json: bool,
    /// Apply without asking. Needed where there is no terminal.
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// Who applies it, for `watchbell directory history`; the account on this machine by default.
    #[arg(long, value_name = "NAME", env = "WATCHBELL_OPERATOR")]
    by: Option<String>,
    /// How many seconds to wait for the running processes.
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    wait: u32,
}

/// What to do once the changes have been shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Consent {
    Given,
    Refused,
    ToBeAsked,
}

/// A directory that was read, and how to go on with it.
struct Task<'a> {
    declared: &'a Directory,
    /// What to warn of in the directory itself.
    warnings: &'a [String],
    consent: Consent,
    as_json: bool,
    /// Who applies which files.
    by: String,
    files: Vec<AppliedFile>,
    patience: TimeDelta,
}

pub(super) fn run(
    arguments: &ApplyArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let consent = arguments.consent();
    if consent == Consent::ToBeAsked && !std::io::stdin().is_terminal() {
        writeln!(
            err,
            "Nothing was applied: without a terminal nobody can be asked. Add --yes to apply, or \
             --dry-run to see the changes."
        )?;
        return Ok(ExitCode::FAILURE);
    }
    let Some(config) = arguments.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let texts = directory_texts::read(&arguments.path)?;
    let Some((directory, warnings)) = read(arguments, &texts, &config, err)? else {
        return Ok(ExitCode::FAILURE);
    };
    let task = Task {
        declared: &directory,
        warnings: &warnings,
        consent,
        as_json: arguments.json,
        by: arguments.by.as_deref().map_or_else(host::operator, host::operator_named),
        files: texts.iter().map(applied_file).collect(),
        patience: TimeDelta::seconds(arguments.wait.into()),
    };
    block_on(async {
        let store = Store::open(config.database.url.expose_secret(), &TaskTracker::new()).await?;
        let applied = apply(&store, task, &SystemClock, out).await;
        store.close().await;
        applied
    })?
}

impl ApplyArguments {
    fn consent(&self) -> Consent {
        match (self.dry_run, self.yes) {
            (true, _) => Consent::Refused,
            (false, true) => Consent::Given,
            (false, false) => Consent::ToBeAsked,
        }
    }
}

/// The directory, and what to warn of in it. On problems they are all written to `err` and `None`
/// comes back.
fn read(
    arguments: &ApplyArguments,
    texts: &[DirectoryText],
    config: &Config,
    err: &mut dyn Write,
) -> anyhow::Result<Option<(Directory, Vec<String>)>> {
    let plans = match Plans::load(config.plans.dir.as_deref(), config.calendars.dir.as_deref()) {
        Ok(plans) => plans,
        Err(errors) => {
            super::plan_problems::report(&errors, err)?;
            return Ok(None);
        }
    };
    let offered = offered::offered(&plans, config);
    let name = arguments.path.display().to_string();
    match directory_file::read_all(&name, texts, &offered) {
        Ok(directory) => {
            let mut warnings = warnings::of_groups_without_agreement(&directory, &offered);
            warnings.extend(warnings::of_bot_names(&directory, config));
            Ok(Some((directory, warnings)))
        }
        Err(refused) => {
            err.write_all(refused.render(std::io::stderr().is_terminal()).as_bytes())?;
            Ok(None)
        }
    }
}

fn applied_file(text: &DirectoryText) -> AppliedFile {
    let digest = Sha256::digest(text.text.as_bytes());
    let digits = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(DIGEST);
    let digest = digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect();
    AppliedFile { path: text.name.clone(), digest }
}

async fn apply(
    store: &Store,
    task: Task<'_>,
    clock: &dyn Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let now = clock.now();
    let stored = store.reload_directory().await?;
    let difference =
        Difference::between(&store.directory_documents().await?, &documents(task.declared)?)?;
    let turns = turns::of(&difference.changes, &stored, task.declared, now);
    let mut warnings = task.warnings.to_vec();
    warnings.extend(warnings::of(store, &difference.changes).await?);
    let shown = Shown { changes: &difference.changes, turns: &turns.lines, warnings: &warnings };
    let would_change = !difference.is_empty();
    if task.as_json {
        shown.as_json(out)?;
    } else if would_change {
        shown.as_text(out)?;
    } else {
        warnings.iter().try_for_each(|warning| writeln!(out, "! {warning}"))?;
        writeln!(out, "Nothing to change.")?;
    }
    match task.consent {
        Consent::Refused => return dry_run(would_change, task.as_json, out),
        _ if !would_change => {}
        Consent::ToBeAsked if !says_yes(&mut std::io::stdin().lock(), out)? => {
            writeln!(out, "Nothing was applied.")?;
            return Ok(ExitCode::FAILURE);
        }
        Consent::ToBeAsked | Consent::Given => {
            let applied = task.application(&difference.changes);
            let mut directory = difference.into_commit();
            for kept in &turns.kept {
                let id = format!("turn-{}-{}", kept.rotation, now.timestamp_millis());
                directory.push(put(kind::OVERRIDE, &id, kept)?);
            }
            let applied = AppliedFiles { version: 0, at: now, what: applied };
            if !commit(store, stored.version, directory, applied, out).await? {
                return Ok(ExitCode::FAILURE);
            }
        }
    }
    let version = store.reload_directory().await?.version;
    taken_up::wait(store, version, task.patience, clock, out).await
}

impl Task<'_> {
    fn application(&self, changes: &[Change]) -> Application {
        let Counts { added, changed, removed } = Counts::of(changes);
        Application {
            by: self.by.clone(),
            files: self.files.clone(),
            added,
            changed,
            removed,
            changes: changes.iter().map(ToString::to_string).collect(),
        }
    }
}

fn dry_run(would_change: bool, as_json: bool, out: &mut dyn Write) -> anyhow::Result<ExitCode> {
    if !would_change {
        return Ok(ExitCode::SUCCESS);
    }
    if !as_json {
        writeln!(out, "Nothing was applied: this was a dry run.")?;
    }
    Ok(ExitCode::from(WOULD_CHANGE))
}

/// Whether the changes were made.
async fn commit(
    store: &Store,
    version: i64,
    directory: Vec<DirectoryChange>,
    applied: AppliedFiles,
    out: &mut dyn Write,
) -> anyhow::Result<bool> {
    let applied = Some(applied);
    let commit =
        Commit { directory_version: Some(version), directory, applied, ..Commit::default() };
    if let Outcome::Done { .. } = store.commit(commit).await? {
        writeln!(out, "Applied.")?;
        return Ok(true);
    }
    writeln!(
        out,
        "Nothing was applied: somebody else changed the directory meanwhile. Run it again."
    )?;
    Ok(false)
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
