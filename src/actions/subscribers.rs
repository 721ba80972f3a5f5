//! A mailbox that the mail server does not know gets no more news.

use chrono::{DateTime, Utc};

use super::commit::Tried;
use super::{ActionError, Actions, Asked, TRIES};
use crate::domain::directory::Destination;
use crate::ids::IncidentId;
use crate::store::Commit;

impl Actions {
    /// Ends the news of an incident to a mailbox that does not exist, and has it told. Where that was done before,
    /// nothing happens.
    pub async fn lose_subscriber(
        &self,
        incident: IncidentId,
        mail: &Destination,
        now: DateTime<Utc>,
    ) -> Result<(), ActionError> {
        for _ in 0..TRIES {
            let Some(loaded) = self.store.incident(incident).await? else { return Ok(()) };
            if !loaded.subscribers.contains(mail) {
                return Ok(());
            }
            let directory = self.store.directory();
            let shown = Some(loaded.face());
            let (incident, decision) =
                loaded.without_lost_mirrors(&directory).lose_subscriber(mail);
            let asked = Asked { incident, decision, shown, account_stands_at: None };
            let proposal = self.proposal(&directory, asked, None, Commit::default(), now)?;
            match self.try_commit(proposal).await? {
                Tried::Committed(_) | Tried::Stale => return Ok(()),
                Tried::Again => {}
            }
        }
        Err(ActionError::Contended)
    }
}
