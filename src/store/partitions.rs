//! How the instances divide the work: each says that it lives, and takes or gives back partitions.

use chrono::{DateTime, TimeDelta, Utc};

use super::fence::{Division, Fence};
use super::job::{Job, Output};
use super::{Store, StoreError};

/// Rows of instances that ended without saying so are removed after this.
const KEPT: TimeDelta = TimeDelta::hours(1);

impl Store {
    /// Says that an instance lives and may work until an instant; gives back how the work is
    /// divided. What the instance holds it goes on holding.
    pub async fn renew_instance(
        &self,
        id: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Division, StoreError> {
        let job = Job::RenewInstance { id: id.to_owned(), until, gone_before: now - KEPT };
        match self.writer.run(job).await? {
            Output::Division(division) => Ok(division),
            _ => Err(StoreError::Closed),
        }
    }

    /// Takes partitions whose holder is gone, each by the term it was last seen in; gives back what
    /// was taken, in the new term. One that somebody else took first is left out.
    pub async fn take_partitions(
        &self,
        id: &str,
        seen: Vec<Fence>,
    ) -> Result<Vec<Fence>, StoreError> {
        match self.writer.run(Job::TakePartitions { id: id.to_owned(), seen }).await? {
            Output::Taken(taken) => Ok(taken),
            _ => Err(StoreError::Closed),
        }
    }

    /// Gives partitions back that were held in these terms, for anybody to take at once.
    pub async fn give_back_partitions(&self, held: Vec<Fence>) -> Result<(), StoreError> {
        self.writer.run(Job::GiveBackPartitions { held }).await.map(drop)
    }

    /// The instance works no longer: others take what it held at once.
    pub async fn end_instance(&self, id: &str) -> Result<(), StoreError> {
        self.writer.run(Job::EndInstance { id: id.to_owned() }).await.map(drop)
    }
}
