//! When the steps of a policy leave. Everything is computed from the start of paging, so that fifty
//! repeats and any number of restarts leave the instants where they were (`promises`, 4). Delays
//! count in the hours in which people are paged.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::paging_hours::PagingHours;
use super::policy::{EscalationPolicy, SHORTEST_PAUSE};

/// Pauses that grow do not grow beyond this. House rule: no document of a vendor says it.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(2);
/// Beyond so many cycles every pause is the longest.
const DOUBLINGS: u32 = 6;

/// What shares are shares of when no first response is promised.
const WITHOUT_PROMISE: TimeDelta = TimeDelta::minutes(30);

/// The promise of a first response: when its clock started and when it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResponseWindow {
    /// When the clock started.
    pub starts_at: DateTime<Utc>,
    /// When the response is due.
    pub due_at: DateTime<Utc>,
}

/// A step of a cycle, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// How often the policy has been used up before.
    pub cycle: u32,
    /// The step's place in the policy.
    pub step: usize,
}

impl Position {
    /// The first step of the first cycle.
    pub const FIRST: Self = Self { cycle: 0, step: 0 };
}

/// A policy with its delays worked out for one start of paging.
#[derive(Debug, Clone)]
pub struct EscalationPlan<'a> {
    pub(super) policy: &'a EscalationPolicy,
    pub(super) hours: PagingHours,
    starts_at: DateTime<Utc>,
    /// From the start of paging to each step of the first cycle.
    offsets: Vec<TimeDelta>,
    /// From the last step of a cycle to the first of the next.
    pause: TimeDelta,
    /// Whether that grows from cycle to cycle.
    slows_down: bool,
}

impl<'a> EscalationPlan<'a> {
    /// The plan for paging that starts at `starts_at`.
    ///
    /// Shares count between `starts_at` and the due instant. Once that has passed, the promised
    /// length is shared out again, so that a broken promise is paged for at the pace of a kept one;
    /// without any promise, half an hour is. A step whose delay turns out shorter than that of a
    /// step before it leaves together with that one, never before it.
    pub fn new(
        policy: &'a EscalationPolicy,
        starts_at: DateTime<Utc>,
        response: Option<ResponseWindow>,
        hours: PagingHours,
    ) -> Self {
        let target = shared_out(starts_at, response, &hours);
        let mut latest = TimeDelta::zero();
        let in_order = |after: TimeDelta| {
            latest = latest.max(after);
            latest
        };
        let offsets = policy.steps.iter().map(|step| step.after.of(target)).map(in_order).collect();
        let pause = policy.repeat_after.of(target).max(SHORTEST_PAUSE);
        Self { policy, hours, starts_at, offsets, pause, slows_down: false }
    }

    /// Lets the pause between cycles grow: for what is not most urgent, whoever has not answered
    /// ten calls will not answer the eleventh sooner.
    #[must_use]
    pub fn slowing_down(self, slows_down: bool) -> Self {
        Self { slows_down, ..self }
    }

    /// When the step leaves if no step before it was empty: `t0`, its delay, and as many whole
    /// cycles as have gone by. A cycle's length is the time from its first step to its last, and
    /// `repeat_after`.
    pub fn step_due_at(&self, cycle: u32, step: usize) -> DateTime<Utc> {
        let offset = self.offsets.get(step).or(self.offsets.last()).copied().unwrap_or_default();
        let in_cycle = self.hours.later(self.starts_at, offset);
        self.hours.later(in_cycle, times(self.cycle_length(), i64::from(cycle)))
    }

    /// How long after this step the one that follows it leaves.
    pub fn wait_after(&self, position: Position) -> TimeDelta {
        match (self.offsets.get(position.step), self.offsets.get(position.step + 1)) {
            (Some(this), Some(next)) => *next - *this,
            _ => self.pause_after(position.cycle),
        }
    }

    /// From the last step of a cycle to the first of the next: `repeat_after`, but a minute at
    /// least.
    pub(super) fn pause_after(&self, cycle: u32) -> TimeDelta {
        if !self.slows_down {
            return self.pause;
        }
        let grown = times(self.pause, 1_i64 << cycle.min(DOUBLINGS));
        grown.min(LONGEST_PAUSE).max(self.pause)
    }

    /// How long before this step the one that it follows left.
    pub fn wait_before(&self, step: usize) -> TimeDelta {
        let before = step.checked_sub(1).map(|step| Position { cycle: 0, step });
        before.map_or(self.pause, |before| self.wait_after(before))
    }

    /// The position that follows, in this cycle or the next.
    pub fn following(&self, position: Position) -> Position {
        if position.step + 1 < self.offsets.len() {
            Position { step: position.step + 1, ..position }
        } else {
            Position { cycle: position.cycle.saturating_add(1), step: 0 }
        }
    }

    /// How many steps the policy has.
    pub fn steps(&self) -> usize {
        self.offsets.len()
    }

    /// From the first step of the first cycle to the first step of the next.
    pub fn cycle_length(&self) -> TimeDelta {
        self.length_of(0)
    }

    /// The same for a later cycle.
    pub(super) fn length_of(&self, cycle: u32) -> TimeDelta {
        let ends = self.offsets.first().zip(self.offsets.last());
        ends.map_or(TimeDelta::zero(), |(first, last)| *last - *first) + self.pause_after(cycle)
    }

    /// Whether the pause between cycles grows.
    pub(super) fn slows_down_now(&self) -> bool {
        self.slows_down
    }
}

fn shared_out(
    starts_at: DateTime<Utc>,
    response: Option<ResponseWindow>,
    hours: &PagingHours,
) -> TimeDelta {
    let Some(ResponseWindow { starts_at: promised_at, due_at }) = response else {
        return WITHOUT_PROMISE;
    };
    let (left, promised) = (hours.between(starts_at, due_at), hours.between(promised_at, due_at));
    [left, promised]
        .into_iter()
        .find(|length| *length > TimeDelta::zero())
        .unwrap_or(WITHOUT_PROMISE)
}

pub(super) fn times(length: TimeDelta, count: i64) -> TimeDelta {
    TimeDelta::try_milliseconds(length.num_milliseconds().saturating_mul(count))
        .unwrap_or(TimeDelta::MAX)
}

#[cfg(test)]
mod tests;
