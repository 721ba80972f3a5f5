//! `watchbell directory history`: which files were applied, by whom and when.

use std::io::Write;
use std::process::ExitCode;

use secrecy::ExposeSecret;
use serde_json::json;
use tokio_util::task::TaskTracker;

use super::config::ConfigFile;
use super::runtime::block_on;
use crate::store::{AppliedFile, AppliedFiles, Store};

/// The directory as it is stored.
#[derive(Debug, clap::Args)]
pub(super) struct DirectoryArguments {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, clap::Subcommand)]
enum Question {
    /// Shows who applied which files when, the newest first.
    History(HistoryArguments),
}

#[derive(Debug, clap::Args)]
struct HistoryArguments {
    /// How many to show.
    #[arg(long, value_name = "COUNT", default_value_t = 20)]
    last: u32,
    /// Also show what each changed.
    #[arg(long)]
    changes: bool,
    /// One JSON object a line, with the changes.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(
    arguments: &DirectoryArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let Question::History(history) = &arguments.question;
    let Some(config) = history.config.load(err)? else { return Ok(ExitCode::FAILURE) };
    let applied = block_on(async {
        let url = config.database.url.expose_secret();
        let store = Store::open_existing(url, &TaskTracker::new()).await?;
        let applied = store.directory_history(history.last.into()).await;
        store.close().await;
        applied
    })??;
    if applied.is_empty() && !history.json {
        writeln!(out, "Nothing was applied yet.")?;
    }
    for each in &applied {
        history.show(each, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl HistoryArguments {
    fn show(&self, applied: &AppliedFiles, out: &mut dyn Write) -> std::io::Result<()> {
        let AppliedFiles { version, at, what } = applied;
        if self.json {
            let at = at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
            let line = json!({ "version": version, "at": at, "applied": what });
            return writeln!(out, "{line}");
        }
        let at = at.format("%Y-%m-%d %H:%M:%S UTC");
        let files: Vec<String> = what.files.iter().map(file).collect();
        writeln!(out, "version {version}  {at}  {}  {}", what.by, files.join(", "))?;
        let (added, changed, removed) = (what.added, what.changed, what.removed);
        writeln!(out, "    {added} added, {changed} changed, {removed} removed")?;
        if self.changes {
            for line in what.changes.iter().flat_map(|change| change.lines()) {
                writeln!(out, "    {line}")?;
            }
        }
        Ok(())
    }
}

fn file(file: &AppliedFile) -> String {
    format!("{} ({})", file.path, file.digest)
}
