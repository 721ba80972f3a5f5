//! One act on an incident, or the opening of one.

use chrono::{DateTime, Utc};

use super::commit::{Committed, Origin, Tried};
use super::{ActionError, Actions, Asked, TRIES};
use crate::domain::directory::Directory;
use crate::domain::incident::{Changed, Incident, Opening, Refused, Situation};
use crate::domain::notice::{Intent, Priority, Recipient};
use crate::ids::IncidentId;
use crate::store::Commit;

impl Actions {
    /// Opens an incident; whoever asked from elsewhere reads the receipt too. `describe` says what is known, given
    /// the directory and an id for the incident.
    pub async fn open(
        &self,
        origin: &Origin,
        now: DateTime<Utc>,
        describe: impl Fn(&Directory, IncidentId) -> Opening,
    ) -> Result<Committed, ActionError> {
        for _ in 0..TRIES {
            let directory = self.store.directory();
            let opening = describe(&directory, IncidentId(self.random.id(now)));
            let (incident, mut decision) = self.opened(&directory, opening, now);
            answer_origin(&mut decision, &directory, origin);
            let asked = Asked { incident, decision, shown: None, account_stands_at: None };
            let proposal =
                self.proposal(&directory, asked, Some(origin), Commit::default(), now)?;
            match self.try_commit(proposal).await? {
                Tried::Committed(committed) => return Ok(*committed),
                Tried::Again | Tried::Stale => {}
            }
        }
        Err(ActionError::Contended)
    }

    pub(super) fn opened(
        &self,
        directory: &Directory,
        opening: Opening,
        now: DateTime<Utc>,
    ) -> Changed {
        let contract_ref = opening.contract_ref.clone();
        self.in_situation(directory, &contract_ref, now, |situation| {
            Incident::open(opening, situation)
        })
    }

    /// Carries out an act on an incident: loads it, decides, commits. Whatever the decision says to the room
    /// the act came from is its answer; where it says nothing there, the caller is told that it is done.
    ///
    /// `used_confirmation` is the code of a confirmation that the act uses up.
    pub async fn act(
        &self,
        origin: &Origin,
        incident: IncidentId,
        used_confirmation: Option<&str>,
        now: DateTime<Utc>,
        decide: impl Fn(Incident, &mut Situation<'_>) -> Result<Changed, Refused>,
    ) -> Result<Committed, ActionError> {
        for _ in 0..TRIES {
            let Some(loaded) = self.store.incident(incident).await? else { break };
            let directory = self.store.directory();
            let loaded = loaded.without_lost_mirrors(&directory).without_strangers(&directory);
            let (contract_ref, shown) = (loaded.contract_ref.clone(), Some(loaded.face()));
            let (incident, mut decision) =
                self.in_situation(&directory, &contract_ref, now, |situation| {
                    decide(loaded, situation)
                })?;
            answer_origin(&mut decision, &directory, origin);
            let asked = Asked { incident, decision, shown, account_stands_at: None };
            let commit = Commit {
                used_confirmation: used_confirmation.map(str::to_owned),
                ..Commit::default()
            };
            let proposal = self.proposal(&directory, asked, Some(origin), commit, now)?;
            match self.try_commit(proposal).await? {
                Tried::Committed(committed) => return Ok(*committed),
                Tried::Again => {}
                Tried::Stale => break,
            }
        }
        Err(ActionError::Contended)
    }
}

/// Somebody who acts from elsewhere reads what the incident's own room reads; where that is nothing, that it
/// is done.
pub(super) fn answer_origin(
    decision: &mut crate::domain::decision::Decision,
    directory: &Directory,
    origin: &Origin,
) {
    let reaches_origin = |to: &Recipient| {
        super::destination_of(directory, to, 0)
            .is_some_and(|(destination, _)| destination == origin.room)
    };
    if decision.notices.iter().any(|notice| reaches_origin(&notice.to)) {
        return;
    }
    let is_for_a_person =
        |to: &Recipient| matches!(to, Recipient::Person(_) | Recipient::Subscriber(_));
    let main = decision.notices.iter().find(|notice| !is_for_a_person(&notice.to));
    let intent = main.map_or(Intent::Recorded, |notice| notice.intent.clone());
    decision.say(Recipient::Room(origin.room.clone()), Priority::Reply, intent);
}
