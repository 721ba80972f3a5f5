//! Moves a clock that does not run, so that everything happens at its own instant and nothing is
//! skipped.

use chrono::{DateTime, Utc};

use super::Bot;
use crate::clock::ManualClock;
use crate::store::StoreError;

impl Bot {
    /// Moves `clock`, which must be the bot's own, to `goal`: from one due instant to the next,
    /// letting everything happen that is due there.
    pub async fn advance_to(
        &self,
        clock: &ManualClock,
        goal: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.settle().await?;
        while let Some(due_at) = self.next_due_until(goal).await? {
            clock.advance_to(due_at);
            self.settle().await?;
        }
        clock.advance_to(goal);
        self.settle().await
    }

    /// Does everything that is due now.
    pub async fn settle(&self) -> Result<(), StoreError> {
        self.engine.tick_until_idle(self.clock.now()).await.map(drop)
    }

    async fn next_due_until(
        &self,
        goal: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let now = self.clock.now();
        let due_at = self.engine.next_due(now).await?;
        Ok(due_at.filter(|due_at| *due_at > now && *due_at <= goal))
    }
}
