//! What must be true in the end, whatever went wrong on the way.

pub(crate) mod health;
pub(crate) mod logs;
pub(crate) mod messages;
pub(crate) mod records;
pub(crate) mod waits;
