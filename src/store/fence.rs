//! The parts of the work, and the right to do one of them.
//!
//! Whoever may send to a destination or fire the timers of an incident holds its partition. Every
//! write that follows from that right carries the term in which it was held, and is refused in any
//! other term.

use std::collections::HashMap;

use chrono::TimeDelta;
use sqlx::FromRow;

use crate::ids::IncidentNumber;

/// Clocks of machines that work together differ by less. A right that ends so long after any that
/// can be taken now was taken before the clocks were set back.
pub const CLOCKS_DIFFER_BY: TimeDelta = TimeDelta::seconds(60);

/// How many partitions there are. Rows of the table; another number is another migration, and no
/// instance of the version before may run beside it.
pub const PARTITIONS: usize = 16;
const DIVISOR: i64 = 16;

/// One part of the work, by its number from zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Partition(i64);

impl Partition {
    /// The partition with this number; none where there is no such one.
    pub fn new(number: i64) -> Option<Self> {
        (0..DIVISOR).contains(&number).then_some(Self(number))
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..DIVISOR).map(Self)
    }

    /// To which the messages for a destination belong, by its number.
    pub fn of_destination(id: i64) -> Self {
        Self(id.rem_euclid(DIVISOR))
    }

    /// To which the timers of an incident belong.
    pub fn of_incident(number: IncidentNumber) -> Self {
        Self(number.0.rem_euclid(DIVISOR))
    }

    pub fn number(self) -> i64 {
        self.0
    }

    /// Its bit in a set of partitions.
    pub(crate) fn bit(self) -> i64 {
        1 << self.0
    }
}

/// The right to do a part of the work, in one term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fence {
    pub partition: Partition,
    pub term: i64,
}

/// An instance, and until when it may work, in milliseconds by its own clock.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct InstanceRow {
    pub id: String,
    pub until: i64,
}

/// Who holds a partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    pub fence: Fence,
    /// None while nobody does.
    pub holder: Option<String>,
}

/// How the work is divided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Division {
    pub instances: Vec<InstanceRow>,
    /// In the order of their numbers.
    pub holdings: Vec<Holding>,
}

/// One row of `partitions`.
pub(crate) type PartitionRow = (i64, String, i64);

impl Division {
    pub(crate) fn of(instances: Vec<InstanceRow>, partitions: Vec<PartitionRow>) -> Self {
        let holding = |(id, holder, term): PartitionRow| {
            let fence = Fence { partition: Partition::new(id)?, term };
            Some(Holding { fence, holder: Some(holder).filter(|holder| !holder.is_empty()) })
        };
        Self { instances, holdings: partitions.into_iter().filter_map(holding).collect() }
    }
}

/// The present terms of some partitions. They stay until the transaction ends that has read them.
#[derive(Debug, Default)]
pub(crate) struct Terms(HashMap<i64, i64>);

impl Terms {
    pub(crate) fn of(rows: Vec<(i64, i64)>) -> Self {
        Self(rows.into_iter().collect())
    }

    /// Whether a right is still that of the present term.
    pub(crate) fn allow(&self, fence: Fence) -> bool {
        self.0.get(&fence.partition.number()) == Some(&fence.term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_destination_and_every_incident_has_a_partition() {
        let of_destinations = (1..100).map(Partition::of_destination);
        assert_eq!(of_destinations.map(Partition::number).max(), Some(15));
        assert_eq!(Partition::of_destination(33).number(), 1);
        assert_eq!(Partition::of_incident(IncidentNumber(48)).number(), 0);
        assert_eq!(Partition::all().count(), PARTITIONS);
        assert_eq!((Partition::new(16), Partition::new(-1)), (None, None));
    }

    #[test]
    fn a_right_of_another_term_is_none() {
        let [first, second] = [0, 1].map(|number| Partition::new(number).unwrap());
        let terms = Terms::of(vec![(0, 3)]);
        assert!(terms.allow(Fence { partition: first, term: 3 }));
        assert!(!terms.allow(Fence { partition: first, term: 2 }));
        assert!(!terms.allow(Fence { partition: second, term: 3 }));
    }
}
