//! A row that is written to find out whether rows can be written.

use tokio::sync::OwnedSemaphorePermit;

/// One row of `write_probes`.
#[derive(Debug)]
pub(crate) struct Probe {
    pub(crate) process: i64,
    pub(crate) filling: String,
    /// Held until the writer has dealt with it.
    _turn: OwnedSemaphorePermit,
}

impl Probe {
    pub(crate) fn new(process: i64, filling: String, turn: OwnedSemaphorePermit) -> Self {
        Self { process, filling, _turn: turn }
    }
}
