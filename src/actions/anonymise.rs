//! Letting the words of an incident go.

use chrono::{DateTime, Utc};

use super::Actions;
use crate::domain::incident::TimelineEntry;
use crate::ids::IncidentId;
use crate::store::{Commit, IncidentChange, Outcome, StoreError};

impl Actions {
    /// Reduces a closed incident to its figures, when the years of its plan are over. False when it was not due, or
    /// somebody changed it at the same moment; then it is tried again another time.
    pub async fn anonymise(&self, id: IncidentId, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let Some(incident) = self.store.incident(id).await? else { return Ok(false) };
        if !incident.is_due_for_reduction(now) {
            return Ok(false);
        }
        let timeline = self.store.timeline_of(id).await?;
        let commit = Commit {
            incident: IncidentChange::Update(Box::new(incident.anonymised())),
            anonymised: timeline.into_iter().map(TimelineEntry::anonymised).collect(),
            ..Commit::default()
        };
        Ok(matches!(self.store.commit(commit).await?, Outcome::Done { .. }))
    }
}
