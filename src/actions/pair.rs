//! An act that changes two incidents: both or neither (ADR 0016).

use chrono::{DateTime, Utc};

use super::act::answer_origin;
use super::commit::{Committed, Origin, Tried};
use super::{ActionError, Actions, Asked, TRIES};
use crate::domain::directory::Directory;
use crate::domain::incident::{Changed, Incident, Refused, Situation};
use crate::ids::IncidentId;
use crate::store::{Commit, PairedChange};

/// Two incidents as they are before an act, the one it is about first.
type Both = (Incident, Incident);

impl Actions {
    /// Carries out an act about the first incident that changes the second as well. Each is decided in the
    /// situation of its own contract, and may look at the other as it was.
    pub async fn act_on_two(
        &self,
        origin: &Origin,
        (first, second): (IncidentId, IncidentId),
        now: DateTime<Utc>,
        decide: impl Fn(Incident, &Incident, &Situation<'_>) -> Result<Changed, Refused>,
        decide_second: impl Fn(Incident, &Incident, &Situation<'_>) -> Result<Changed, Refused>,
    ) -> Result<Committed, ActionError> {
        for _ in 0..TRIES {
            let directory = self.store.directory();
            let Some((one, other)) = self.both(&directory, first, second).await? else { break };
            let shown = Some(one.face());
            let (contract_ref, other_footing) =
                (one.contract_ref.clone(), other.contract_ref.clone());
            let (loaded, paired) = (one.clone(), other.clone());
            let (incident, mut decision) =
                self.in_situation(&directory, &contract_ref, now, |situation| {
                    decide(loaded, &other, situation)
                })?;
            let changed = self.in_situation(&directory, &other_footing, now, |situation| {
                decide_second(paired, &one, situation)
            })?;
            answer_origin(&mut decision, &directory, origin);
            let commit = self.with_second(&directory, changed, origin, now)?;
            let asked = Asked { incident, decision, shown, account_stands_at: None };
            let proposal = self.proposal(&directory, asked, Some(origin), commit, now)?;
            match self.try_commit(proposal).await? {
                Tried::Committed(committed) => return Ok(*committed),
                Tried::Again => {}
                Tried::Stale => break,
            }
        }
        Err(ActionError::Contended)
    }

    async fn both(
        &self,
        directory: &Directory,
        first: IncidentId,
        second: IncidentId,
    ) -> Result<Option<Both>, ActionError> {
        let (one, other) = (self.store.incident(first).await?, self.store.incident(second).await?);
        let kept = |incident: Incident| incident.without_lost_mirrors(directory);
        Ok(one.map(kept).zip(other.map(kept)))
    }

    /// What the second change adds to the commit of the first.
    fn with_second(
        &self,
        directory: &Directory,
        (mut incident, mut decision): Changed,
        origin: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Commit, ActionError> {
        let entries = incident.number_facts(&mut decision, now);
        let outbox =
            self.outbox_rows(directory, Some(incident.id), decision.notices, Some(origin), now)?;
        let paired =
            PairedChange { incident: Box::new(incident), entries, timers: decision.timers };
        Ok(Commit { paired: Some(paired), outbox, ..Commit::default() })
    }
}
