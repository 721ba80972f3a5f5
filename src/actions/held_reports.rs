//! Reports beyond the limits on opening: kept at first, and opened together by a yes.

use chrono::{DateTime, Utc};

use super::commit::messages;
use super::decide::Committed;
use super::origin::Origin;
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::domain::incident::Opening;
use crate::store::{About, Commit, OpenedReports, PendingConfirmation};

/// The yes to held reports.
#[derive(Debug, Clone, Copy)]
pub struct HeldYes<'a> {
    /// The code that is used up.
    pub code: &'a str,
    pub reports: &'a OpenedReports,
    /// The question about those that one incident does not take.
    pub next: Option<&'a PendingConfirmation>,
}

impl Actions {
    /// Keeps a report without a reply, once however often it is delivered.
    pub async fn keep_report(
        &self,
        origin: &Origin,
        commit: Commit,
        now: DateTime<Utc>,
    ) -> Result<(), ActionError> {
        let directory = self.store.directory();
        let extra = origin.extra.iter().cloned().collect();
        let outbox = messages(&directory, About::Nothing, extra, Some(origin), now);
        let commit = Commit { event: Some(origin.event(None, now)), outbox, ..commit };
        self.store.commit(commit).await?;
        Ok(())
    }

    /// Opens one incident for held reports. They are removed and the yes is used up with the same
    /// commit, so that no report is opened twice and none is lost.
    pub async fn open_held(
        &self,
        origin: &Origin,
        yes: HeldYes<'_>,
        now: DateTime<Utc>,
        describe: impl Fn(&Directory) -> Opening + Sync,
    ) -> Result<Committed, ActionError> {
        let besides = || Commit {
            used_confirmation: Some(yes.code.to_owned()),
            opened_reports: Some(yes.reports.clone()),
            new_confirmation: yes.next.cloned(),
            ..Commit::default()
        };
        self.open_with(origin, now, describe, besides).await
    }
}
