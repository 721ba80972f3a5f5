//! The moments at which something leaves this process for good: a transaction is committed, or a
//! message is sent.
//!
//! What a crash leaves behind is decided there, so a test must be able to end the process at each of
//! them. One watcher may be named for the whole process, as for logs and metrics; without one a
//! boundary costs an atomic read.

use std::sync::OnceLock;

/// A moment before or after which a crash makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boundary {
    /// A batch is about to be written in one transaction.
    BeforeCommit,
    /// The transaction is durable, and nobody has been told.
    AfterCommit,
    /// A message is about to be handed to a platform.
    BeforeSend,
    /// The platform has answered, and nothing is recorded.
    AfterSend,
}

type Watcher = Box<dyn Fn(Boundary) + Send + Sync>;

static WATCHER: OnceLock<Watcher> = OnceLock::new();

/// Names who is told of each boundary from now on. Only the first one counts.
pub fn watch(watcher: impl Fn(Boundary) + Send + Sync + 'static) {
    let _ = WATCHER.set(Box::new(watcher));
}

/// Tells the watcher, if there is one.
pub(crate) fn reach(boundary: Boundary) {
    if let Some(watcher) = WATCHER.get() {
        watcher(boundary);
    }
}
