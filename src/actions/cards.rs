//! Finds the cards that an act has made outdated.

use std::fmt;

use crate::domain::directory::Destination;

/// Tells where a message can be changed after it was sent.
pub trait Cards: Send + Sync {
    /// Whether what is sent there can be changed later.
    fn can_change(&self, destination: &Destination) -> bool;
}

/// No platform can change a message.
pub(super) struct NoCards;

impl Cards for NoCards {
    fn can_change(&self, _: &Destination) -> bool {
        false
    }
}

impl fmt::Debug for dyn Cards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cards")
    }
}
