//! What the adapter has learned about channels: which are threads, and where a person is written
//! to.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chat::SendError;
use serde_json::Value;

use crate::rest::Rest;
use crate::snowflake::Snowflake;

/// Above so many channels the memory starts anew; each is one call away.
const REMEMBERED: usize = 10_000;

/// Channels as far as they are known. Lost with the process, and found again by asking.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// The channel above each thread; none for a channel that is no thread.
    parents: Mutex<HashMap<Snowflake, Option<Snowflake>>>,
    /// The direct channel of each person.
    direct: Mutex<HashMap<Snowflake, Snowflake>>,
}

impl Places {
    pub(crate) fn remember_thread(&self, thread: &Snowflake, parent: &Snowflake) {
        insert(&self.parents, thread.clone(), Some(parent.clone()));
    }

    pub(crate) async fn direct_channel(
        &self,
        rest: &Rest,
        person: &Snowflake,
    ) -> Result<Snowflake, SendError> {
        if let Some(known) = locked(&self.direct).get(person) {
            return Ok(known.clone());
        }
        let channel = rest.direct_channel(person).await?;
        insert(&self.direct, person.clone(), channel.clone());
        Ok(channel)
    }

    /// The channel above a thread; none for a channel that is no thread. A message does not tell,
    /// so unknown channels are asked about once.
    pub(crate) async fn parent_of(
        &self,
        rest: &Rest,
        channel: &Snowflake,
    ) -> Result<Option<Snowflake>, SendError> {
        if let Some(known) = locked(&self.parents).get(channel) {
            return Ok(known.clone());
        }
        let parent = thread_parent(&rest.channel(channel).await?);
        insert(&self.parents, channel.clone(), parent.clone());
        Ok(parent)
    }
}

/// The channel above, if `channel` is a thread (types 10 to 12). Other channels have a category
/// above them.
pub(crate) fn thread_parent(channel: &Value) -> Option<Snowflake> {
    let is_thread =
        channel.get("type").and_then(Value::as_u64).is_some_and(|kind| (10..=12).contains(&kind));
    if is_thread { Snowflake::of(channel, "parent_id") } else { None }
}

fn locked<K, V>(map: &Mutex<HashMap<K, V>>) -> MutexGuard<'_, HashMap<K, V>> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}

fn insert<K: std::hash::Hash + Eq, V>(map: &Mutex<HashMap<K, V>>, key: K, value: V) {
    let mut map = locked(map);
    if map.len() >= REMEMBERED {
        map.clear();
    }
    map.insert(key, value);
}
