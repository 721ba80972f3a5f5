//! Groups from which no message has ever come, though the bot should receive them.

use chrono::{DateTime, TimeDelta, Utc};

use super::job::Job;
use super::rows::instant;
use super::{Store, StoreError, reading};
use crate::domain::directory::{Destination, Group};
use crate::ids::GroupId;

/// How long a group may be declared before its silence is told: people need time to add the bot.
const PATIENCE: TimeDelta = TimeDelta::hours(24);

impl Store {
    /// From now on messages are expected from a room; the first call counts.
    pub async fn expect_messages_from(
        &self,
        room: &Destination,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.number_destinations(std::iter::once(room)).await?;
        let destination = self.keys.id_of(room)?;
        self.writer.run(Job::Expect { destination, at: now }).await.map(drop)
    }

    /// Keeps that a message came from a room, without waiting.
    pub async fn note_message_from(
        &self,
        room: &Destination,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.number_destinations(std::iter::once(room)).await?;
        let destination = self.keys.id_of(room)?;
        self.writer.leave(Job::Receive { destination, at: now }).await
    }

    /// The groups from which messages are expected for a day and longer and none has ever come, by
    /// their ids.
    pub async fn silent_groups(&self, now: DateTime<Utc>) -> Result<Vec<GroupId>, StoreError> {
        let directory = self.directory();
        let mut silent = Vec::new();
        for group in directory.groups.values() {
            if self.is_silent(group, now).await? {
                silent.push(group.id.clone());
            }
        }
        silent.sort();
        Ok(silent)
    }

    async fn is_silent(&self, group: &Group, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let Some(id) = self.find_destination(&group.room).await? else { return Ok(false) };
        let (since, received) = reading!(self.backend, destinations::received(id))?;
        let is_overdue = since.is_some_and(|since| instant(since) + PATIENCE <= now);
        Ok(is_overdue && received.is_none())
    }
}
