//! Which partitions an instance takes and which it leaves to others. Pure.
//!
//! Every instance gets the same number, give or take one: the living ones in the order of their
//! names, those that come first one more. So each finds its own share by itself, all shares
//! together are all partitions, and nothing moves while the same instances live.

use crate::store::{Division, Fence, PARTITIONS};

/// What changes for one instance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// What to take, in the term it was seen in.
    pub(super) take: Vec<Fence>,
    /// What to give back once nothing of it is under way.
    pub(super) leave: Vec<Fence>,
}

/// The change for an instance; `lives` tells of each instance whether it can still be working.
pub(super) fn change_for(me: &str, division: &Division, lives: impl Fn(&str) -> bool) -> Change {
    let is_there = |id: &str| id == me || lives(id);
    let share = share_of(me, division, &is_there);
    let of = |holds: &dyn Fn(Option<&str>) -> bool| -> Vec<Fence> {
        let holdings = division.holdings.iter();
        let held = holdings.filter(|holding| holds(holding.holder.as_deref()));
        held.map(|holding| holding.fence).collect()
    };
    let mine = of(&|holder| holder == Some(me));
    let free = of(&|holder| holder.is_none_or(|holder| !is_there(holder)));
    let missing = share.saturating_sub(mine.len());
    Change {
        take: free.into_iter().take(missing).collect(),
        leave: mine.into_iter().skip(share).collect(),
    }
}

/// How many partitions an instance should hold.
fn share_of(me: &str, division: &Division, is_there: &impl Fn(&str) -> bool) -> usize {
    let ids = division.instances.iter().map(|instance| instance.id.as_str());
    let others: Vec<&str> = ids.filter(|id| *id != me && is_there(id)).collect();
    let before_me = others.iter().filter(|id| **id < me).count();
    let living = others.len() + 1;
    PARTITIONS / living + usize::from(before_me < PARTITIONS % living)
}

#[cfg(test)]
mod tests;
