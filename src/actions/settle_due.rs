//! Counts provisional due times again.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::decide::{Decided, Deciding};
use super::{ActionError, Actions};
use crate::domain::directory::Directory;
use crate::ids::IncidentNumber;

impl Actions {
    /// Makes the due times of an incident final, where the calendars now know the year. Tells
    /// whether anything was.
    pub async fn settle_due_times(
        &self,
        number: IncidentNumber,
        now: DateTime<Utc>,
    ) -> Result<bool, ActionError> {
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let Some(loaded) = self.load(&directory, number).await? else { return Ok(None) };
                let (contract_ref, before) = (loaded.contract_ref.clone(), loaded.clone());
                let changed = self.in_act_context(&directory, &contract_ref, now, |act_context| {
                    loaded.settle_due_times(act_context)
                });
                Ok(changed.map(|changed| Decided::on(&before, changed)))
            })
        };
        Ok(self.decide(None, &[number], now, decide).await?.is_some())
    }
}
