//! What an operator should know before something is removed that is still in use.

use super::difference::Change;
use crate::domain::directory::Directory;
use crate::domain::incident::Incident;
use crate::store::directory::kind;
use crate::store::{Store, StoreError};

/// More open incidents than this are not looked through; the warning is a courtesy, no rule.
const LOOKED_THROUGH: i64 = 10_000;

/// One sentence for each removal that something open still depends on.
pub(super) async fn of(store: &Store, changes: &[Change]) -> Result<Vec<String>, StoreError> {
    let removed: Vec<(&str, &str)> = changes
        .iter()
        .filter(|change| matches!(change, Change::Removed { .. }))
        .map(Change::subject)
        .collect();
    if removed.is_empty() {
        return Ok(Vec::new());
    }
    let open = store.open_by_deadline(LOOKED_THROUGH).await?;
    let directory = store.directory();
    Ok(removed.into_iter().flat_map(|(kind, id)| about(kind, id, &open, &directory)).collect())
}

fn about(kind: &str, id: &str, open: &[Incident], directory: &Directory) -> Vec<String> {
    let mut warnings = Vec::new();
    let held: Vec<String> = open
        .iter()
        .filter(|incident| depends_on(incident, kind, id))
        .map(|i| i.number.to_string())
        .collect();
    if !held.is_empty() {
        warnings
            .push(format!("{kind} {id} is removed but has open incidents: {}", held.join(", ")));
    }
    let covers = directory.overrides.iter().filter(|cover| match kind {
        kind::PERSON => cover.person.as_str() == id,
        kind::ROTATION => cover.rotation.as_str() == id,
        _ => false,
    });
    match covers.count() {
        0 => {}
        count => warnings
            .push(format!("{kind} {id} is removed, but {count} override(s) made in chat name it")),
    }
    warnings
}

fn depends_on(incident: &Incident, kind: &str, id: &str) -> bool {
    match kind {
        kind::CUSTOMER => {
            incident.contract_ref.customer().is_some_and(|customer| customer.as_str() == id)
        }
        kind::GROUP => incident.group.as_ref().is_some_and(|group| group.as_str() == id),
        kind::PERSON => incident.owner.as_ref().is_some_and(|owner| owner.as_str() == id),
        _ => false,
    }
}
