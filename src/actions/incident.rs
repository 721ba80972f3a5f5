//! One act on an incident, or the opening of one.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::decide::{Committed, Decided, Deciding};
use super::origin::Origin;
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::domain::incident::{ActContext, Changed, Incident, Opening, Refused};
use crate::ids::IncidentNumber;
use crate::store::Commit;

impl Actions {
    /// Opens an incident; whoever asked from elsewhere reads the receipt too. `describe` says what
    /// is known, given the directory.
    pub async fn open(
        &self,
        origin: &Origin,
        now: DateTime<Utc>,
        describe: impl Fn(&Directory) -> Opening + Sync,
    ) -> Result<Committed, ActionError> {
        self.open_with(origin, now, describe, Commit::default).await
    }

    /// The same, committed together with what `besides` names.
    pub(super) async fn open_with(
        &self,
        origin: &Origin,
        now: DateTime<Utc>,
        describe: impl Fn(&Directory) -> Opening + Sync,
        besides: impl Fn() -> Commit + Sync,
    ) -> Result<Committed, ActionError> {
        let (describe, besides) = (&describe, &besides);
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let (incident, mut decision) = self.opened(&directory, describe(&directory), now);
                origin.add_reply(&mut decision, &directory);
                let decided = Decided::opening((incident, decision));
                Ok(Some(Decided { commit: besides(), ..decided }))
            })
        };
        self.decide(Some(origin), &[], now, decide).await?.ok_or(ActionError::Contended)
    }

    pub(super) fn opened(
        &self,
        directory: &Directory,
        opening: Opening,
        now: DateTime<Utc>,
    ) -> Changed {
        let contract_ref = opening.contract_ref.clone();
        self.in_act_context(directory, &contract_ref, now, |act_context| {
            Incident::open(opening, act_context)
        })
    }

    /// Carries out an act on an incident: loads it, decides, commits. Whatever the decision says to
    /// the room the act came from is the reply; where it says nothing there, the caller is told
    /// that it is done.
    ///
    /// `takes` is the code of a confirmation that the act uses up.
    pub async fn act(
        &self,
        origin: &Origin,
        number: IncidentNumber,
        used_confirmation: Option<&str>,
        now: DateTime<Utc>,
        act: impl Fn(Incident, &mut ActContext<'_>) -> Result<Changed, Refused> + Sync,
    ) -> Result<Committed, ActionError> {
        let act = &act;
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let Some(loaded) = self.load(&directory, number).await? else { return Ok(None) };
                let (contract_ref, before) = (loaded.contract_ref.clone(), loaded.clone());
                let (incident, mut decision) =
                    self.in_act_context(&directory, &contract_ref, now, |act_context| {
                        act(loaded, act_context)
                    })?;
                origin.add_reply(&mut decision, &directory);
                let commit = Commit {
                    used_confirmation: used_confirmation.map(str::to_owned),
                    ..Commit::default()
                };
                Ok(Some(Decided { commit, ..Decided::on(&before, (incident, decision)) }))
            })
        };
        self.decide(Some(origin), &[number], now, decide).await?.ok_or(ActionError::Contended)
    }
}
