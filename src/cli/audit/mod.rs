//! `watchbell audit`: who did what, from where and when; and whether the record is as the bot wrote
//! it.

mod filter;
mod heads;
mod shown;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use secrecy::ExposeSecret;
use tokio_util::task::TaskTracker;

use super::config::ConfigFile;
use super::runtime::block_on;
use crate::store::{AuditedAct, Store};
use filter::Filter;

/// Acts that are read at once.
const PAGE: i64 = 1000;
/// How many changes of the directory and operations are shown at most. They are made by hand.
const ROWS: i64 = 1_000_000;

/// Show who did what, from where and when, incident by incident; then changes of the directory, and
/// what operators did to the whole database.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Exit codes: 0 the record is whole, 1 something was changed, removed or added, 2 \
                  wrong arguments."
)]
pub(super) struct AuditArguments {
    #[command(subcommand)]
    question: Option<Question>,
    #[command(flatten)]
    listing: Listing,
}

#[derive(Debug, clap::Subcommand)]
enum Question {
    /// Check that no act was changed, removed or added since the bot wrote it.
    Verify(verify::VerifyArguments),
    /// Print the last hash of every chain. Kept on another machine, it shows with `audit verify
    /// --heads` whether somebody has written a whole chain anew.
    Heads(ConfigFile),
}

#[derive(Debug, clap::Args)]
struct Listing {
    #[command(flatten)]
    filter: Filter,
    /// One JSON object a line, with everything that was recorded, texts included. Sorted as text,
    /// the lines are in the order of time.
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    config: ConfigFile,
}

pub(super) fn run(
    arguments: &AuditArguments,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let file = match &arguments.question {
        None => &arguments.listing.config,
        Some(Question::Verify(verify)) => &verify.config,
        Some(Question::Heads(file)) => file,
    };
    let Some(config) = file.load(err)? else { return Ok(ExitCode::FAILURE) };
    block_on(async {
        let url = config.database.url.expose_secret();
        let store = Store::open_existing(url, &TaskTracker::new()).await?;
        let done = match &arguments.question {
            None => arguments.listing.show(&store, out).await.map(|()| ExitCode::SUCCESS),
            Some(Question::Verify(verify)) => verify.run(&store, out, err).await,
            Some(Question::Heads(_)) => heads::print(&store, out, err).await,
        };
        store.close().await;
        done
    })?
}

impl Listing {
    async fn show(&self, store: &Store, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut last: Option<AuditedAct> = None;
        loop {
            let page = store.audited_acts(self.filter.incident, last.as_ref(), PAGE).await?;
            for act in page.iter().filter(|act| self.filter.takes_act(act)) {
                shown::act(act, self.jsonl, out)?;
            }
            match page.into_iter().last() {
                Some(act) => last = Some(act),
                None => break,
            }
        }
        if self.filter.incident.is_some() {
            return Ok(());
        }
        for applied in store.directory_history(ROWS).await?.iter().rev() {
            if self.filter.takes(applied.at, &[&applied.what.by]) {
                shown::applied(applied, self.jsonl, out)?;
            }
        }
        for done in store.operations(ROWS).await?.iter().rev() {
            if self.filter.takes(done.at, &[&done.operation.by]) {
                shown::operation(done, self.jsonl, out)?;
            }
        }
        Ok(())
    }
}
