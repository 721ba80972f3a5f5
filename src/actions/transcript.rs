//! What becomes of the transcript of an incident: words are kept while it is open, and for as long after the closing
//! as the plan says.

use chrono::{DateTime, TimeDelta, Utc};

use super::commit::{Origin, seen};
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::domain::incident::{Fact, Incident, TimelineEntry};
use crate::domain::plan::TranscriptTerms;
use crate::domain::transcript::TranscriptLine;
use crate::store::{Commit, Outcome, TranscriptEnd};

impl Actions {
    /// Keeps what was overheard, once however often it is delivered, and tells the writer what there is to tell.
    pub async fn keep_ambient_message(
        &self,
        origin: &Origin,
        lines: Vec<TranscriptLine>,
        now: DateTime<Utc>,
    ) -> Result<(), ActionError> {
        let directory = self.store.directory();
        let besides = origin.besides.iter().cloned().collect();
        let outbox = self.outbox_rows(&directory, None, besides, Some(origin), now)?;
        let woken: Vec<String> = outbox.iter().map(|row| row.destination.clone()).collect();
        let commit = Commit {
            seen: Some(seen(origin, None, None, now)),
            transcript: lines,
            outbox,
            ..Commit::default()
        };
        if let Outcome::Done { .. } = self.store.commit(commit).await? {
            self.wake.wake(&woken, None);
        }
        Ok(())
    }

    /// What an act means for the transcript of its incident; none where it neither closes nor reopens it.
    pub(super) fn transcript_end(
        &self,
        directory: &Directory,
        incident: &Incident,
        entries: &[TimelineEntry],
        now: DateTime<Utc>,
    ) -> Option<TranscriptEnd> {
        entries.iter().rev().find_map(|entry| match entry.fact {
            Fact::Closed { .. } => {
                Some(TranscriptEnd::At(now + self.transcript_kept_for(directory, incident)))
            }
            Fact::Reopened { .. } => Some(TranscriptEnd::Open),
            _ => None,
        })
    }

    /// By the plan in force; outside every contract by the house rule.
    fn transcript_kept_for(&self, directory: &Directory, incident: &Incident) -> TimeDelta {
        let terms = self.entitlement_on(directory, &incident.contract_ref);
        let kept = |terms: &TranscriptTerms| terms.kept_for();
        terms.map_or_else(
            || kept(&TranscriptTerms::default()),
            |terms| kept(&terms.plan.behaviour.transcript),
        )
    }
}
