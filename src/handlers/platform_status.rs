//! How the platforms are, as far as a handler has to know.

use async_trait::async_trait;
use chat::{Capabilities, Health};

use crate::domain::directory::Destination;

/// What the handlers cannot know by themselves: how a platform is, and what it can do in a room.
#[async_trait]
pub trait PlatformStatus: Send + Sync {
    /// None for a platform that is not configured.
    async fn look(&self, room: &Destination) -> Option<RoomStatus>;
}

/// How a room can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomStatus {
    pub capabilities: Capabilities,
    pub health: Health,
    /// The names under which people see the bot there, as far as that is known.
    pub shown_names: Vec<String>,
}
