//! Walks through the whole record in one snapshot.

use std::collections::HashMap;

use super::fault::{Fault, Finding, Place};
use super::{ChainRow, StoredAct, history, incident};
use crate::domain::incident::ActHash;
use crate::ids::IncidentNumber;
use crate::store::backend::reading;
use crate::store::chain::Table;
use crate::store::rows::act_id;
use crate::store::snapshot::{Snapshot, in_snapshot};
use crate::store::{Store, StoreError};

/// Incidents that are read at once.
const PAGE: i64 = 100;
/// Acts that are read at once.
const ACTS: i64 = 2000;

/// The last act or row of a chain when it was looked at. Kept elsewhere, it shows whether somebody
/// has written a whole chain anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub place: Place,
    /// The number of its first fact, or of the row.
    pub at: i64,
    pub hash: ActHash,
}

/// What a walk through the record has found.
#[derive(Debug, Default)]
pub struct Audit {
    pub incidents: usize,
    pub acts: usize,
    /// Rows of the history of the directory and of the operations.
    pub rows: usize,
    pub findings: Vec<Finding>,
    pub heads: Vec<Head>,
}

impl Store {
    /// Walks through everything that is chained, and compares it with heads that were kept.
    pub async fn audit(&self, kept: &[Head]) -> Result<Audit, StoreError> {
        let kept = kept.iter().map(|head| (head.place, (head.at, head.hash))).collect();
        let mut walk = Walk { kept, audit: Audit::default(), next: 1 };
        let mut snapshot = Snapshot::of(&self.backend).await?;
        walk.incidents(&mut snapshot).await?;
        walk.table(&mut snapshot, Table::DirectoryHistory).await?;
        walk.table(&mut snapshot, Table::Operations).await?;
        walk.audit.findings.sort();
        Ok(walk.audit)
    }

    /// The last number that was given to an incident.
    pub async fn last_number(&self) -> Result<IncidentNumber, StoreError> {
        Ok(reading!(self.backend, audit::last_number()).map(IncidentNumber)?)
    }
}

struct Walk {
    kept: HashMap<Place, (i64, ActHash)>,
    audit: Audit,
    /// The number of the incident that comes next.
    next: i64,
}

impl Walk {
    async fn incidents(&mut self, snapshot: &mut Snapshot) -> Result<(), StoreError> {
        let last = in_snapshot!(*snapshot, audit::last_number())?;
        loop {
            let page = in_snapshot!(*snapshot, audit::incidents(self.next - 1, PAGE))?;
            let end = page.last().map_or(i64::MAX, |row| act_id(row.number + 1, 0));
            let acts = acts_in(snapshot, (act_id(self.next, 0), end)).await?;
            let mut of = group(acts);
            for row in &page {
                self.removed(self.next, row.number - 1);
                self.next = row.number + 1;
                let number = IncidentNumber(row.number);
                let place = Place::Incident(number);
                let acts = of.remove(&row.number).unwrap_or_default();
                let (faults, head) = incident::check(row, &acts, self.kept.get(&place));
                self.audit.incidents += 1;
                self.audit.acts += acts.len();
                self.audit.heads.extend(head.map(|(at, hash)| Head { place, at, hash }));
                self.found(place, faults);
                if row.number > last {
                    self.found(place, [Fault::IncidentAdded]);
                }
            }
            // Acts of incidents that were never opened; of one that was removed, that is told.
            let strangers = of.keys().filter(|number| **number > last);
            let strangers: Vec<_> = strangers.copied().collect();
            for number in strangers {
                self.found(Place::Incident(IncidentNumber(number)), [Fault::IncidentAdded]);
            }
            if page.is_empty() {
                self.removed(self.next, last);
                return Ok(());
            }
        }
    }

    fn removed(&mut self, from: i64, to: i64) {
        for number in from..=to {
            self.found(Place::Incident(IncidentNumber(number)), [Fault::IncidentRemoved]);
        }
    }

    async fn table(&mut self, snapshot: &mut Snapshot, table: Table) -> Result<(), StoreError> {
        let mut rows: Vec<ChainRow> = Vec::new();
        loop {
            let after = rows.last().map_or(0, |row| row.id);
            let page = in_snapshot!(*snapshot, audit::rows(table, after, PAGE))?;
            if page.is_empty() {
                break;
            }
            rows.extend(page);
        }
        let place = match table {
            Table::DirectoryHistory => Place::DirectoryHistory,
            Table::Operations => Place::Operations,
        };
        let told = in_snapshot!(*snapshot, audit::chain(table))?;
        let faults = history::check(table, &rows, told.as_ref(), self.kept.get(&place));
        self.audit.rows += rows.len();
        let head = rows.last().and_then(|row| Some((row.id, row.hash.parse().ok()?)));
        self.audit.heads.extend(head.map(|(at, hash)| Head { place, at, hash }));
        self.found(place, faults);
        Ok(())
    }

    fn found(&mut self, place: Place, faults: impl IntoIterator<Item = Fault>) {
        self.audit.findings.extend(faults.into_iter().map(|fault| Finding { place, fault }));
    }
}

async fn acts_in(
    snapshot: &mut Snapshot,
    (mut from, end): (i64, i64),
) -> Result<Vec<StoredAct>, StoreError> {
    let mut acts = Vec::new();
    loop {
        let page: Vec<StoredAct> = in_snapshot!(*snapshot, audit::acts((from, end), ACTS))?;
        let Some(last) = page.last() else { return Ok(acts) };
        from = last.id + 1;
        acts.extend(page);
    }
}

fn group(acts: Vec<StoredAct>) -> HashMap<i64, Vec<StoredAct>> {
    let mut of: HashMap<i64, Vec<StoredAct>> = HashMap::new();
    for act in acts {
        of.entry(act.incident).or_default().push(act);
    }
    of
}
