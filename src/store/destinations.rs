//! Destinations as numbers. Rows and indexes hold eight bytes in the place of a platform's long
//! address.
//!
//! A number never changes and is never given twice, so what was read once stays true. A destination
//! that is new is numbered by the writer before the commit that uses it.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use crate::domain::directory::Destination;

/// A destination's number and the two parts of its text, as its table holds them.
pub(crate) type DestinationRow = (i64, String, String);

/// The destinations this process knows.
#[derive(Debug, Default)]
pub(crate) struct Destinations(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    ids: HashMap<Destination, i64>,
    destinations: HashMap<i64, Destination>,
}

impl Destinations {
    pub(crate) fn learn(&self, rows: Vec<DestinationRow>) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        for (id, platform, address) in rows {
            let destination = Destination { platform, address };
            known.ids.insert(destination.clone(), id);
            known.destinations.insert(id, destination);
        }
    }

    pub(crate) fn id(&self, destination: &Destination) -> Option<i64> {
        self.known().ids.get(destination).copied()
    }

    pub(crate) fn get(&self, id: i64) -> Option<Destination> {
        self.known().destinations.get(&id).cloned()
    }

    /// Those that have no number yet, each once.
    pub(crate) fn unknown<'d>(
        &self,
        destinations: impl Iterator<Item = &'d Destination>,
    ) -> Vec<Destination> {
        let known = self.known();
        let mut unknown: Vec<Destination> = Vec::new();
        for destination in destinations {
            if !known.ids.contains_key(destination) && !unknown.contains(destination) {
                unknown.push(destination.clone());
            }
        }
        unknown
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}
