//! Whether the connection still lives: events and acknowledged heartbeats are its signs of life.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serenity::gateway::ShardManager;
use tokio::time::{Instant, MissedTickBehavior};

/// The longest a farewell may take; the other side may be deaf.
const FAREWELL_TIME: Duration = Duration::from_secs(2);

/// Counts events.
#[derive(Debug, Clone, Default)]
pub(super) struct Liveness(Arc<AtomicU64>);

/// Events so far, and how long the last heartbeat of each shard took. A shard that starts anew has
/// had no heartbeat acknowledged yet, which is no sign of life.
type Signs = (u64, Vec<Duration>);

impl Liveness {
    pub(super) fn note(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns when nothing has come for `longest_silence`.
    pub(super) async fn watch(&self, shards: &ShardManager, longest_silence: Duration) {
        let mut pulse = tokio::time::interval(longest_silence / 10);
        pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut seen, mut moved_at) = (self.signs(shards).await, Instant::now());
        loop {
            pulse.tick().await;
            let signs = self.signs(shards).await;
            let is_new_heartbeat = !signs.1.is_empty() && signs.1 != seen.1;
            if signs.0 != seen.0 || is_new_heartbeat {
                (seen, moved_at) = (signs, Instant::now());
            } else if moved_at.elapsed() >= longest_silence {
                return;
            }
        }
    }

    async fn signs(&self, shards: &ShardManager) -> Signs {
        let runners = shards.runners.lock().await;
        (
            self.0.load(Ordering::Relaxed),
            runners.values().filter_map(|shard| shard.latency).collect(),
        )
    }
}

/// Ends the tasks that `serenity` started, also when the connection is dropped instead of ended.
pub(super) struct Farewell(Option<Arc<ShardManager>>);

impl Farewell {
    pub(super) fn to(shards: Arc<ShardManager>) -> Self {
        Self(Some(shards))
    }

    /// Closes the connection politely, if the other side listens.
    pub(super) async fn say(mut self) {
        if let Some(shards) = self.0.take() {
            close(shards).await;
        }
    }
}

impl Drop for Farewell {
    fn drop(&mut self) {
        let Some(shards) = self.0.take() else { return };
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(close(shards));
        }
    }
}

async fn close(shards: Arc<ShardManager>) {
    // What is not closed by then is closed by the end of the process or of the other side.
    let _ = tokio::time::timeout(FAREWELL_TIME, shards.shutdown_all()).await;
}
