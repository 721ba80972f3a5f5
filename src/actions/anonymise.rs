//! Removes the texts and names of an incident.

use chrono::{DateTime, Utc};

use super::Actions;
use super::commit::page_codes_of;
use crate::domain::incident::TimelineEntry;
use crate::ids::IncidentNumber;
use crate::store::{AnonymisedAct, Commit, IncidentChange, Outcome, StoreError};

impl Actions {
    /// Leaves only the figures of a closed incident once the retention of its plan is over. False
    /// if it was not due or somebody changed it at the same moment; it is then tried again later.
    pub async fn anonymise(
        &self,
        number: IncidentNumber,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let Some(incident) = self.store.incident(number).await? else { return Ok(false) };
        if !incident.is_due_for_reduction(now) {
            return Ok(false);
        }
        let acts = self.store.acts_to_anonymise(number).await?;
        let forgotten_codes = acts.iter().flat_map(|act| page_codes_of(&act.entries)).collect();
        let anonymised = |act: AnonymisedAct| {
            let entries = act.entries.into_iter().map(TimelineEntry::anonymised).collect();
            AnonymisedAct { entries, ..act }
        };
        let commit = Commit {
            incident: IncidentChange::Update(Box::new(incident.anonymised())),
            anonymised: acts.into_iter().map(anonymised).collect(),
            forgotten_codes,
            ..Commit::default()
        };
        Ok(matches!(self.store.commit(commit).await?, Outcome::Done { .. }))
    }
}
