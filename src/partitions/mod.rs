//! The parts of the work that this instance does.
//!
//! The work is divided into partitions ([`Partition`]). An instance says every second that it
//! lives, and holds its share of them (`share`); what a dead one held is taken by the others when
//! its ten seconds are over. Work on a partition begins only while it is held
//! ([`Partitions::begin`]). One that is to go to another instance is given back when what has begun
//! is finished, so that nothing is sent twice and nothing is sent beyond a limit. A process that
//! was frozen holds what it believes to hold only until its ten seconds are over by its own clock;
//! and the store refuses what it writes in an old term.

mod share;
mod signs;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use crate::store::{Division, Fence, Partition, Store, StoreError};
use share::change_for;
pub use signs::LASTS;
use signs::Signs;

/// How often an instance says that it lives, where others may be waiting for its work.
const SAID_EVERY: TimeDelta = TimeDelta::seconds(1);
/// How often the only process does.
const SAID_EVERY_ALONE: TimeDelta = TimeDelta::seconds(2);

/// See the module.
pub struct Partitions {
    store: Store,
    id: String,
    said: tokio::sync::Mutex<Said>,
    held: Arc<Mutex<Held>>,
}

/// When this instance last said that it lives, and what it has seen of the others.
#[derive(Default)]
struct Said {
    at: Option<DateTime<Utc>>,
    signs: Signs,
}

/// What this instance holds.
#[derive(Debug, Default)]
struct Held {
    /// Until when, by its own clock.
    until: DateTime<Utc>,
    /// By partition, in which term, and whether it is about to be given back.
    terms: BTreeMap<Partition, (i64, bool)>,
    /// How much is under way in which right.
    under_way: BTreeMap<Fence, usize>,
}

/// Something that is under way in a partition. The partition is not given back before it is
/// dropped.
#[derive(Debug)]
pub struct UnderWay {
    fence: Fence,
    held: Arc<Mutex<Held>>,
}

impl UnderWay {
    /// The right in which it is done.
    pub fn fence(&self) -> Fence {
        self.fence
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut held = lock(&self.held);
        if let Some(count) = held.under_way.get_mut(&self.fence) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                held.under_way.remove(&self.fence);
            }
        }
    }
}

impl Partitions {
    /// `id` names this instance among those on the same database.
    pub fn new(store: Store, id: String) -> Self {
        Self { store, id, said: tokio::sync::Mutex::default(), held: Arc::default() }
    }

    /// Says that this instance lives, where that is due, and takes or gives back what its share
    /// asks for. Gives back how many partitions it holds.
    pub async fn hold(&self, now: DateTime<Utc>) -> Result<usize, StoreError> {
        let mut said = self.said.lock().await;
        let every = if self.store.is_shared() { SAID_EVERY } else { SAID_EVERY_ALONE };
        let is_due = said.at.is_none_or(|at| now < at || now - at >= every);
        if is_due {
            let division = self.store.renew_instance(&self.id, now, now + LASTS).await?;
            said.signs.note(&division.instances, now);
            let is_settled = self.divide(&division, &said.signs, now).await?;
            said.at = Some(now).filter(|_| is_settled);
        }
        Ok(self.held().terms.len())
    }

    /// Takes and gives back what the share asks for. False where somebody else was first, so that
    /// it has to be looked at again.
    async fn divide(
        &self,
        division: &Division,
        signs: &Signs,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let change = change_for(&self.id, division, |id| signs.lives(id, now));
        let holdings = division.holdings.iter();
        let mine = holdings.filter(|holding| holding.holder.as_deref() == Some(&self.id));
        let finished = self.note_held(mine.map(|holding| holding.fence), &change.leave, now);
        if !finished.is_empty() {
            self.store.give_back_partitions(finished).await?;
        }
        let wanted = change.take.len();
        if wanted > 0 {
            let taken = self.store.take_partitions(&self.id, change.take).await?;
            tracing::info!(partitions = taken.len(), "took partitions of the work");
            let mut held = self.held();
            held.terms.extend(taken.iter().map(|fence| (fence.partition, (fence.term, false))));
            return Ok(taken.len() == wanted);
        }
        Ok(true)
    }

    /// Takes note of what is held according to the store; gives back those of `leave` in which
    /// nothing is under way, which are held no longer.
    fn note_held(
        &self,
        mine: impl Iterator<Item = Fence>,
        leave: &[Fence],
        now: DateTime<Utc>,
    ) -> Vec<Fence> {
        let mut held = self.held();
        held.until = now + LASTS;
        held.terms =
            mine.map(|fence| (fence.partition, (fence.term, leave.contains(&fence)))).collect();
        let is_finished = |fence: &&Fence| !held.under_way.contains_key(fence);
        let finished: Vec<Fence> = leave.iter().filter(is_finished).copied().collect();
        for fence in &finished {
            held.terms.remove(&fence.partition);
        }
        finished
    }

    /// What is held at `now`, also what is about to be given back.
    pub fn all(&self, now: DateTime<Utc>) -> Vec<Fence> {
        let held = self.held();
        let terms = held.terms.iter().filter(|_| now < held.until);
        terms.map(|(partition, (term, _))| Fence { partition: *partition, term: *term }).collect()
    }

    /// The right to begin something in a partition at `now`; none where it is another's.
    pub fn fence(&self, partition: Partition, now: DateTime<Utc>) -> Option<Fence> {
        let held = self.held();
        let (term, is_leaving) = held.terms.get(&partition).copied()?;
        (now < held.until && !is_leaving).then_some(Fence { partition, term })
    }

    /// Whether something may still be begun in a right.
    pub fn allow(&self, fence: Fence, now: DateTime<Utc>) -> bool {
        self.fence(fence.partition, now) == Some(fence)
    }

    /// Begins something in a partition; none where it is another's.
    pub fn begin(&self, partition: Partition, now: DateTime<Utc>) -> Option<UnderWay> {
        let fence = self.fence(partition, now)?;
        *self.held().under_way.entry(fence).or_default() += 1;
        Some(UnderWay { fence, held: Arc::clone(&self.held) })
    }

    /// The store has refused a right: another instance has it. What else is held is asked for when
    /// that is due.
    pub fn lose(&self, fence: Fence) {
        let mut held = self.held();
        if held.terms.get(&fence.partition).is_some_and(|(term, _)| *term == fence.term) {
            held.terms.remove(&fence.partition);
        }
    }

    /// Gives everything back: nothing is under way any more.
    pub async fn give_up(&self) -> Result<(), StoreError> {
        let mut said = self.said.lock().await;
        said.at = None;
        self.held().terms.clear();
        self.store.end_instance(&self.id).await
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        lock(&self.held)
    }
}

fn lock(held: &Mutex<Held>) -> MutexGuard<'_, Held> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}
