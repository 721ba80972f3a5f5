//! Ends the subscription of a mailbox that the mail server does not know.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::decide::{Decided, Deciding};
use super::{ActionError, Actions};
use crate::domain::directory::{Destination, Directory};
use crate::ids::IncidentNumber;

impl Actions {
    /// Ends the updates of an incident to a mailbox that does not exist, and tells the room. Does
    /// nothing the second time.
    pub async fn lose_subscriber(
        &self,
        number: IncidentNumber,
        mail: &Destination,
        now: DateTime<Utc>,
    ) -> Result<(), ActionError> {
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let loaded = self.store.incident_to_change(number).await?;
                let Some(loaded) = loaded.filter(|loaded| loaded.subscribers.contains(mail)) else {
                    return Ok(None);
                };
                let before = loaded.as_ref().clone();
                let changed = before.clone().without_lost_mirrors(&directory).lose_subscriber(mail);
                Ok(Some(Decided::on(&before, changed)))
            })
        };
        self.decide(None, &[number], now, decide).await.map(drop)
    }
}
