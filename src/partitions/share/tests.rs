use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::store::{Holding, InstanceRow, Partition};

/// All partitions and who holds them; every instance in `living` lives.
#[derive(Debug, Clone)]
struct World {
    living: Vec<String>,
    division: Division,
}

impl World {
    /// `holders` has one entry for each partition; empty for nobody.
    fn of(living: &[&str], holders: &[&str]) -> Self {
        let holding = |(partition, holder): (Partition, &&str)| Holding {
            fence: Fence { partition, term: 1 },
            holder: Some((*holder).to_owned()).filter(|holder| !holder.is_empty()),
        };
        let instances =
            living.iter().map(|id| InstanceRow { id: (*id).to_owned(), until: 0 }).collect();
        let holdings = Partition::all().zip(holders).map(holding).collect();
        let living = living.iter().map(|id| (*id).to_owned()).collect();
        Self { living, division: Division { instances, holdings } }
    }

    fn change(&self, me: &str) -> Change {
        change_for(me, &self.division, |id| self.living.iter().any(|living| living == id))
    }

    /// An instance does what it has to; whether that was anything.
    fn turn(&mut self, me: &str) -> bool {
        let change = self.change(me);
        let is_any = change != Change::default();
        for holding in &mut self.division.holdings {
            if change.take.contains(&holding.fence) {
                holding.holder = Some(me.to_owned());
                holding.fence.term += 1;
            } else if change.leave.contains(&holding.fence) {
                holding.holder = None;
            }
        }
        is_any
    }

    /// How many each instance holds, the fewest first.
    fn shares(&self) -> Vec<usize> {
        let mut held: BTreeMap<&str, usize> =
            self.living.iter().map(|id| (id.as_str(), 0)).collect();
        for holding in &self.division.holdings {
            if let Some(holder) = holding.holder.as_deref() {
                *held.entry(holder).or_default() += 1;
            }
        }
        let mut shares: Vec<usize> = held.into_values().collect();
        shares.sort_unstable();
        shares
    }
}

#[test]
fn one_instance_alone_takes_everything_at_once() {
    let mut world = World::of(&["a"], &[""; PARTITIONS]);
    assert!(world.turn("a"));
    assert_eq!(world.shares(), [16]);
    assert!(!world.turn("a"));
}

#[test]
fn a_second_and_a_third_instance_get_their_share() {
    let mut world = World::of(&["a", "b", "c"], &["b"; PARTITIONS]);
    assert!(!world.turn("a"), "nothing is free yet");
    assert!(world.turn("b"));
    assert_eq!(world.shares(), [0, 0, 5]);
    assert!(world.turn("a") && world.turn("c"));
    assert_eq!(world.shares(), [5, 5, 6]);
}

#[test]
fn what_a_dead_instance_held_is_taken() {
    let mut world = World::of(&["a"], &["dead"; PARTITIONS]);
    world.division.instances.push(InstanceRow { id: "dead".to_owned(), until: 0 });
    assert!(world.turn("a"));
    assert_eq!(world.shares(), [16]);
}

#[test]
fn of_more_instances_than_partitions_some_stand_by() {
    let ids: Vec<String> = (0..20).map(|n| format!("{n:02}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let mut world = World::of(&ids, &["00"; PARTITIONS]);
    for _ in 0..2 {
        for id in &ids {
            world.turn(id);
        }
    }
    assert_eq!(world.shares(), [[0; 4].as_slice(), &[1; 16]].concat());
}

proptest! {
    /// Whoever held what before, and in whichever order the instances look: after each has looked
    /// twice everything is held, the shares differ by one at most, and nobody moves any more.
    #[test]
    fn shares_get_even_and_stay_so(
        count in 1_usize..8,
        holders in prop::collection::vec(0_usize..10, PARTITIONS),
        first in prop::collection::vec(0_usize..8, 0..30),
    ) {
        let ids: Vec<String> = (0..10).map(|n| format!("instance-{n}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let holders: Vec<&str> =
            holders.iter().map(|n| if *n == 9 { "" } else { ids[*n] }).collect();
        let mut world = World::of(&ids[..count], &holders);
        for turn in first {
            world.turn(ids[turn % count]);
        }
        for _ in 0..2 {
            for id in &ids[..count] {
                world.turn(id);
            }
        }
        let shares = world.shares();
        prop_assert_eq!(shares.iter().sum::<usize>(), PARTITIONS);
        prop_assert!(shares[shares.len() - 1] - shares[0] <= 1, "{:?}", shares);
        for id in &ids[..count] {
            prop_assert_eq!(world.change(id), Change::default());
        }
    }
}
