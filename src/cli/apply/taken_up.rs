//! Waits until every process that serves works with a new directory.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use chrono::TimeDelta;

use crate::clock::Clock;
use crate::store::{RunningProcess, Store, StoreError};
use crate::worker::at_most;

/// The exit code when the directory was applied and a process has not taken it up in time.
const NOT_TAKEN_UP: u8 = 4;
/// How often the processes are looked at.
const EVERY: Duration = Duration::from_millis(100);

/// Waits at most `patience` and says which processes work with this version of the directory, and
/// which do not.
pub(super) async fn wait(
    store: &Store,
    version: i64,
    patience: TimeDelta,
    clock: &dyn Clock,
    out: &mut dyn Write,
) -> anyhow::Result<ExitCode> {
    let processes = until_taken_up(store, version, patience, clock).await?;
    let (done, behind): (Vec<_>, Vec<_>) =
        processes.iter().partition(|process| process.directory >= version);
    match (done.len(), behind.len()) {
        (0, 0) => writeln!(out, "No process is running that has to take it up.")?,
        (1, 0) => writeln!(out, "The running process works with it.")?,
        (count, 0) => writeln!(out, "All {count} running processes work with it.")?,
        _ => {}
    }
    for process in &behind {
        writeln!(
            out,
            "! {} has not taken it up within {} s: it still works with version {}, not with {version}",
            process.name,
            patience.num_seconds(),
            process.directory
        )?;
    }
    Ok(if behind.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(NOT_TAKEN_UP) })
}

async fn until_taken_up(
    store: &Store,
    version: i64,
    patience: TimeDelta,
    clock: &dyn Clock,
) -> Result<Vec<RunningProcess>, StoreError> {
    let until = clock.now() + patience;
    loop {
        let now = clock.now();
        let processes = store.running_processes(now).await?;
        if now >= until || processes.iter().all(|process| process.directory >= version) {
            return Ok(processes);
        }
        at_most(EVERY, std::future::pending::<()>()).await;
    }
}
