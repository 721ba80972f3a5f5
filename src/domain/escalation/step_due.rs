//! What happens when a step is due: whom to page, what to tell, and when to look again.
//!
//! Guarantees: a step that finds nobody costs no time, the next one leaves in its place; when a
//! whole round finds nobody the fallback is paged; whatever found nobody is told; there is always a
//! next instant, later than now. A due step pages nobody only if the last page is less than a
//! minute old. Only acknowledging, closing or a silence ends the chain; the caller does that.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::policy::SHORTEST_PAUSE;
use super::step::{Capacity, Context, StepOutcome, Why, step_targets};
use super::target::Target;
use super::timing::{EscalationPlan, Position, times};
use crate::ids::PersonId;

/// A step that is not due yet: what a timer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingStep {
    pub position: Position,
    /// When it is due. This is the planned instant, not the one at which a worker got to it.
    #[serde(with = "chrono::serde::ts_milliseconds")]
    pub due_at: DateTime<Utc>,
}

/// The effect of a step that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueSteps {
    /// Whom to page now, each once.
    pub pages: Vec<(PersonId, Why)>,
    /// The targets that named nobody, with the steps they belong to.
    pub unfilled: Vec<(Position, Target)>,
    /// Who is told of the unfilled targets: the duty manager, or the fallback while there is none.
    /// `None` when every target was filled.
    pub tell: Option<PersonId>,
    /// What leaves next unless somebody acknowledges; always due later than now.
    pub next: PendingStep,
}

impl EscalationPlan<'_> {
    /// What to wait for first.
    pub fn first(&self) -> PendingStep {
        PendingStep { position: Position::FIRST, due_at: self.step_due_at(0, 0) }
    }

    /// Carries out the pending step, together with any later one that is overdue at `now`.
    ///
    /// After an outage nobody is paged more than once: of what was missed, the last round counts,
    /// and the chain continues at the instants it would have had. After an empty step the chain
    /// runs earlier by the wait that was saved.
    pub fn fire_due_steps(
        &self,
        pending: PendingStep,
        context: &Context<'_>,
        now: DateTime<Utc>,
    ) -> DueSteps {
        let mut walk = Walk::new(self, context, self.skip_missed_rounds(pending, now), now);
        while walk.goes_on() {
            walk.fire_one();
        }
        walk.due_steps()
    }

    /// Whole cycles that were missed are left out, but for the last, so that everybody in it is
    /// paged.
    fn skip_missed_rounds(&self, pending: PendingStep, now: DateTime<Utc>) -> PendingStep {
        if self.slows_down_now() {
            return self.skip_slower_rounds(pending, now);
        }
        let cycle = self.cycle_length();
        let overdue = self.hours.between(pending.due_at, now);
        let missed = whole(overdue, cycle).saturating_sub(1).max(0);
        let cycles = u32::try_from(missed).unwrap_or(u32::MAX);
        let position =
            Position { cycle: pending.position.cycle.saturating_add(cycles), ..pending.position };
        let due_at = match missed {
            0 => pending.due_at,
            _ => self.hours.later(pending.due_at, times(cycle, missed)),
        };
        PendingStep { position, due_at }
    }

    /// The same where every cycle has a length of its own.
    fn skip_slower_rounds(&self, mut pending: PendingStep, now: DateTime<Utc>) -> PendingStep {
        loop {
            let (cycle, overdue) =
                (pending.position.cycle, self.hours.between(pending.due_at, now));
            let length = self.length_of(cycle);
            if overdue < length + self.length_of(cycle.saturating_add(1)) {
                return pending;
            }
            pending.position.cycle = cycle.saturating_add(1);
            pending.due_at = self.hours.later(pending.due_at, length);
        }
    }
}

/// The steps that leave at one instant.
struct Walk<'a> {
    plan: &'a EscalationPlan<'a>,
    context: &'a Context<'a>,
    now: DateTime<Utc>,
    /// What is due up to here leaves. Later than `now` only when called before the step is due.
    until: DateTime<Utc>,
    pending: PendingStep,
    /// Between the last page and the pending step.
    waited: TimeDelta,
    empty_in_a_row: usize,
    left: Vec<(Position, StepOutcome)>,
}

impl<'a> Walk<'a> {
    fn new(
        plan: &'a EscalationPlan<'a>,
        context: &'a Context<'a>,
        pending: PendingStep,
        now: DateTime<Utc>,
    ) -> Self {
        let (until, waited) = (now.max(pending.due_at), plan.wait_before(pending.position.step));
        Self { plan, context, now, until, pending, waited, empty_in_a_row: 0, left: Vec::new() }
    }

    fn goes_on(&self) -> bool {
        !self.found_nobody() && self.pending.due_at <= self.until
    }

    /// Whether a whole round of steps was empty.
    fn found_nobody(&self) -> bool {
        self.empty_in_a_row >= self.plan.steps()
    }

    fn fire_one(&mut self) {
        let position = self.pending.position;
        let following = self.plan.following(position);
        let outcome = step_targets(self.plan.policy, position, self.context, self.now);
        let wait = if outcome.people.is_empty() {
            self.empty_in_a_row += 1;
            let wait = self.wait_after_empty(following);
            self.waited += wait;
            wait
        } else {
            self.empty_in_a_row = 0;
            self.waited = self.plan.wait_after(position);
            self.waited
        };
        let due_at = self.plan.hours.later(self.pending.due_at, wait);
        self.pending = PendingStep { position: following, due_at };
        self.left.push((position, outcome));
    }

    /// Nothing; but a new cycle does not begin within a minute of the last page, or a policy with
    /// one working step would page that person without pause.
    fn wait_after_empty(&self, following: Position) -> TimeDelta {
        if following.step > 0 {
            TimeDelta::zero()
        } else {
            (SHORTEST_PAUSE - self.waited).max(TimeDelta::zero())
        }
    }

    fn due_steps(self) -> DueSteps {
        let mut pages = self.pages();
        let mut next = self.pending;
        if self.found_nobody() {
            let why =
                Why::new(self.plan.policy, self.last_position(), None, Capacity::PolicyFallback);
            pages.push((self.plan.policy.fallback.clone(), why));
            next.due_at = self.first_after(next.due_at, self.plan.pause_after(next.position.cycle));
        }
        let unfilled = self.unfilled();
        let manager = || self.context.duty_manager_at(self.now);
        let told = || manager().unwrap_or_else(|| self.plan.policy.fallback.clone());
        let tell = (!unfilled.is_empty()).then(told);
        DueSteps { pages, unfilled, tell, next }
    }

    /// The first of the instants `due_at + wait`, `due_at + 2 wait`, … that is later than now.
    fn first_after(&self, due_at: DateTime<Utc>, wait: TimeDelta) -> DateTime<Utc> {
        let hours = &self.plan.hours;
        hours.later(due_at, times(wait, whole(hours.between(due_at, self.now), wait) + 1))
    }

    /// Everybody the steps name, each for the latest of them.
    fn pages(&self) -> Vec<(PersonId, Why)> {
        let mut pages: Vec<(PersonId, Why)> = Vec::new();
        for page in self.left.iter().rev().flat_map(|(_, outcome)| &outcome.people) {
            if pages.iter().all(|(paged, _)| *paged != page.0) {
                pages.push(page.clone());
            }
        }
        pages
    }

    /// Every target that named nobody, once.
    fn unfilled(&self) -> Vec<(Position, Target)> {
        let mut unfilled: Vec<(Position, Target)> = Vec::new();
        for (position, outcome) in &self.left {
            for target in &outcome.empty {
                if unfilled.iter().all(|(_, told)| told != target) {
                    unfilled.push((*position, target.clone()));
                }
            }
        }
        unfilled
    }

    fn last_position(&self) -> Position {
        self.left.last().map_or(self.pending.position, |(position, _)| *position)
    }
}

/// How many whole times `length` fits into `span`.
fn whole(span: TimeDelta, length: TimeDelta) -> i64 {
    span.num_milliseconds().checked_div_euclid(length.num_milliseconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests;
