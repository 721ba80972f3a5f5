//! What the rest of the program is told of a commit, right after it became durable and by the
//! writer itself: a request that gave up waiting must not take the news with it.

use std::sync::{Arc, OnceLock};

use super::cache::Cache;
use super::outbox::WaitingMessage;
use crate::domain::incident::Incident;

/// What a commit left for others to do.
#[derive(Debug, Default)]
pub struct Committed {
    /// Messages that now wait to be sent.
    pub waiting: Vec<WaitingMessage>,
    /// The incidents that were written, as they are now.
    pub incidents: Vec<Arc<Incident>>,
}

/// Somebody who works on what was committed.
pub trait Listener: Send + Sync {
    /// Called after each commit, in their order. It must not wait.
    fn committed(&self, committed: Committed);
}

impl std::fmt::Debug for dyn Listener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Listener")
    }
}

/// Everybody who is told: the cache always, the engine once it is there.
#[derive(Debug)]
pub(crate) struct Listeners {
    pub(crate) cache: Cache,
    pub(crate) engine: OnceLock<Arc<dyn Listener>>,
}

impl Listeners {
    pub(crate) fn tell(&self, committed: Committed) {
        for incident in &committed.incidents {
            self.cache.wrote(incident);
        }
        if let Some(engine) = self.engine.get() {
            engine.committed(committed);
        }
    }
}
