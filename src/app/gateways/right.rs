//! Which process holds the connections.

use async_trait::async_trait;

use crate::engine::Engine;

/// Whether this process is the one that holds the platforms' connections.
#[async_trait]
pub trait RightToConnect: Send + Sync {
    /// None where that cannot be known now: what is held stays held, and nothing is begun.
    async fn is_here(&self) -> Option<bool>;
}

/// The engine's lease decides: whoever fires and sends also hears.
#[async_trait]
impl RightToConnect for Engine {
    async fn is_here(&self) -> Option<bool> {
        self.holds_lease().await
    }
}
