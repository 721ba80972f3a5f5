//! The totals of the ledger of credits, kept in the directory and written with every line.

use crate::domain::directory::Directory;
use crate::domain::ledger::credit::LedgerEntry;
use crate::store::directory::{kind, put};
use crate::store::{DirectoryChange, StoreError};

/// The one document of its kind has no name of its own.
const TOTALS_ID: &str = "-";

/// What these lines change in the directory: nothing if there are none. It was decided on the same
/// snapshot as the lines, so of two acts that add to the same totals only one is committed, and the
/// other is decided again.
pub(super) fn totals_after(
    directory: &Directory,
    entries: &[LedgerEntry],
) -> Result<Option<DirectoryChange>, StoreError> {
    if entries.is_empty() {
        return Ok(None);
    }
    let totals = directory.credits.clone().with(entries);
    put(kind::CREDITS, TOTALS_ID, &totals).map(Some)
}
