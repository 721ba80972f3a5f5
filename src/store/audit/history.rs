//! Whether the rows of a table with one chain are as the bot wrote them. Pure.

use super::ChainRow;
use super::fault::Fault;
use crate::domain::incident::ActHash;
use crate::store::chain::{self, Table};

/// What is wrong with rows, of which there should be as many and a last one as the table of heads
/// tells, and the same as when `kept` was kept.
pub(super) fn check(
    table: Table,
    rows: &[ChainRow],
    told: Option<&(i64, String)>,
    kept: Option<&(i64, ActHash)>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut before = ActHash::default();
    for row in rows {
        let hash = chain::row(before, table, (row.id, row.at), &row.body);
        let stored = row.hash.parse().ok();
        if stored != Some(hash) {
            faults.push(Fault::Changed { at: row.id });
        }
        before = stored.unwrap_or_default();
    }
    let found = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    match told {
        Some((length, _)) if *length != found => {
            faults.push(Fault::Length { told: *length, found });
        }
        Some((_, head)) if head.parse() == Ok(before) => {}
        _ if faults.is_empty() => {
            faults.push(Fault::Changed { at: rows.last().map_or(0, |row| row.id) });
        }
        _ => {}
    }
    if let Some((id, hash)) = kept {
        let now = rows.iter().find(|row| row.id == *id);
        if now.is_none_or(|row| row.hash.parse() != Ok(*hash)) {
            faults.push(Fault::Rewritten { at: *id });
        }
    }
    faults
}
