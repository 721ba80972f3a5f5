//! Everything that people read, and when each message was first seen.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use simulator::VisibleMessage;
use tokio_util::sync::CancellationToken;

use crate::patience::{pause, until};
use crate::people::Phones;

const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// A room of a platform.
pub(crate) type Room = (&'static str, &'static str);

/// A message and when somebody first saw it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) message: VisibleMessage,
    pub(crate) at: Instant,
}

/// Reads all rooms again and again.
#[derive(Clone, Default)]
pub(crate) struct Watcher {
    screens: Arc<Mutex<HashMap<Room, BTreeMap<usize, Seen>>>>,
}

impl Watcher {
    /// Reads the rooms until told to stop.
    pub(crate) async fn watch(self, rooms: Vec<(Room, Phones)>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            self.look(&rooms).await;
            pause(BETWEEN_LOOKS).await;
        }
        self.look(&rooms).await;
    }

    async fn look(&self, rooms: &[(Room, Phones)]) {
        for (room, phones) in rooms {
            let messages = phones.read(room.1).await;
            let at = Instant::now();
            let mut screens = self.screens();
            let screen = screens.entry(*room).or_default();
            for (place, message) in messages.into_iter().enumerate() {
                let first = screen.get(&place).map_or(at, |seen| seen.at);
                screen.insert(place, Seen { message, at: first });
            }
        }
    }

    /// The messages of a room, in the order in which they came.
    pub(crate) fn read(&self, room: Room) -> Vec<Seen> {
        self.screens()
            .get(&room)
            .map(|screen| screen.values().cloned().collect())
            .unwrap_or_default()
    }

    /// Waits for a message of the room whose one item holds all these words; gives back the newest.
    pub(crate) async fn wait_for(
        &self,
        room: Room,
        words: &[&str],
        patience: Duration,
    ) -> anyhow::Result<Seen> {
        let what = format!("somebody in {room:?} reads {words:?}");
        until(&what, patience, async || {
            self.read(room).into_iter().rfind(|seen| holds(&seen.message.text, words))
        })
        .await
    }

    fn screens(&self) -> MutexGuard<'_, HashMap<Room, BTreeMap<usize, Seen>>> {
        self.screens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether one item of a message holds all words. Several messages may have been merged into one
/// that lists each.
pub(crate) fn holds(text: &str, words: &[&str]) -> bool {
    text.split("\n· ").any(|item| words.iter().all(|word| contains(item, word)))
}

/// `INC-1` is no part of `INC-12`.
fn contains(text: &str, word: &str) -> bool {
    let is_number = word.starts_with("INC-");
    let goes_on =
        |behind: &str| is_number && behind.starts_with(|next: char| next.is_ascii_digit());
    text.split(word).skip(1).any(|behind| !goes_on(behind))
}
