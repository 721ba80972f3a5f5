//! What the database holds: it opens, nothing in it waits for long, and the directory in it is
//! sound.

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret;
use tokio_util::task::TaskTracker;

use super::directory;
use super::finding::Finding;
use crate::config::Config;
use crate::plans::Plans;
use crate::store::{Store, StoreError};

/// Work that is overdue for so long has nobody who does it.
const OVERDUE: TimeDelta = TimeDelta::minutes(2);

/// Two clocks that differ by more make pages early or late: what one process wrote, another reads.
const CLOCKS_APART: TimeDelta = TimeDelta::seconds(30);

/// Everything that is read from the database.
pub(super) async fn findings(config: &Config, plans: &Plans, now: DateTime<Utc>) -> Vec<Finding> {
    let url = config.database.url.expose_secret();
    let store = match Store::open_existing(url, &TaskTracker::new()).await {
        Ok(store) => store,
        Err(error) => return vec![Finding::fault("database", error.to_string())],
    };
    let mut findings = match waiting(&store, now).await {
        Ok(findings) => findings,
        Err(error) => vec![Finding::fault("database", error.to_string())],
    };
    findings.extend(directory::findings(&store.directory(), config, plans, now));
    store.close().await;
    findings
}

async fn waiting(store: &Store, now: DateTime<Utc>) -> Result<Vec<Finding>, StoreError> {
    store.check().await?;
    let mut findings = vec![Finding::ok("database", "it opens, and the schema is this version's")];
    findings.extend(store.clock().await?.map(|theirs| clock(theirs, now)));
    let overdue = store.overdue_incidents(now - OVERDUE).await?;
    let pages = store.pages_waiting_since(now - OVERDUE).await?;
    let minutes = OVERDUE.num_minutes();
    if overdue + pages > 0 {
        let what = format!(
            "{overdue} incidents and {pages} pages are overdue for more than {minutes} minutes; \
             is `watchbell serve` running?"
        );
        findings.push(Finding::fault("engine", what));
    }
    let dead = store.count_dead_letters().await?;
    if dead > 0 {
        let what = format!("{dead} messages could not be delivered by any contact method");
        findings.push(Finding::warning("messages", what));
    }
    for group in store.silent_groups(now).await? {
        let what = "no message of this group has ever come; is the bot in it?";
        findings.push(Finding::warning(format!("group {group}"), what));
    }
    Ok(findings)
}

fn clock(theirs: DateTime<Utc>, ours: DateTime<Utc>) -> Finding {
    let apart = theirs - ours;
    if apart.abs() <= CLOCKS_APART {
        return Finding::ok("clock", "it agrees with that of the database's machine");
    }
    let (seconds, word) =
        (apart.num_seconds().abs(), if apart > TimeDelta::zero() { "behind" } else { "ahead of" });
    let what = format!(
        "it is {seconds} s {word} that of the database's machine, so timers fire at the wrong time; \
         synchronise both, for example with chrony"
    );
    Finding::fault("clock", what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_by_more_than_half_a_minute_is_a_fault() {
        let ours = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        for (seconds, words) in [
            (30, "agrees"),
            (-30, "agrees"),
            (31, "it is 31 s behind that"),
            (-3600, "it is 3600 s ahead of that"),
        ] {
            let told = clock(ours + TimeDelta::seconds(seconds), ours);
            assert!(told.what.contains(words), "{seconds}: {told:?}");
        }
    }
}
