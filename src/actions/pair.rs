//! An act that changes two incidents: both or neither (ADR 0016).

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::commit::messages;
use super::decide::{Committed, Decided, Deciding};
use super::origin::Origin;
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::domain::incident::{ActContext, Changed, Incident, Refused};
use crate::ids::IncidentNumber;
use crate::store::{About, Commit, SecondIncident};

impl Actions {
    /// Carries out an act about the first incident that changes the second as well. Each is decided
    /// in the context of its own contract, and may look at the other as it was.
    pub async fn act_on_two(
        &self,
        origin: &Origin,
        (first, second): (IncidentNumber, IncidentNumber),
        now: DateTime<Utc>,
        act: impl Fn(Incident, &Incident, &ActContext<'_>) -> Result<Changed, Refused> + Sync,
        act_on_second: impl Fn(Incident, &Incident, &ActContext<'_>) -> Result<Changed, Refused> + Sync,
    ) -> Result<Committed, ActionError> {
        let (act, act_on_second) = (&act, &act_on_second);
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let Some(one) = self.load(&directory, first).await? else { return Ok(None) };
                let Some(other) = self.load(&directory, second).await? else { return Ok(None) };
                let (before, contract_ref, other_contract_ref) =
                    (one.clone(), one.contract_ref.clone(), other.contract_ref.clone());
                let changed =
                    self.in_act_context(&directory, &other_contract_ref, now, |act_context| {
                        act_on_second(other.clone(), &one, act_context)
                    });
                let (incident, mut decision) =
                    self.in_act_context(&directory, &contract_ref, now, |s| act(one, &other, s))?;
                origin.add_reply(&mut decision, &directory);
                let commit = with_second(&directory, changed?, origin, now);
                Ok(Some(Decided { commit, ..Decided::on(&before, (incident, decision)) }))
            })
        };
        let about = [first, second];
        self.decide(Some(origin), &about, now, decide).await?.ok_or(ActionError::Contended)
    }
}

/// What the second change adds to the commit of the first.
fn with_second(
    directory: &Directory,
    (mut incident, mut decision): Changed,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Commit {
    let entries = incident.apply(&mut decision, now);
    let about = About::Incident(incident.number);
    let outbox = messages(directory, about, decision.notices, Some(origin), now);
    let second = Some(SecondIncident { incident: Box::new(incident), entries });
    Commit { outbox, second, ..Commit::default() }
}
