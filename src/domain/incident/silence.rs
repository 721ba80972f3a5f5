//! Silence: paging pauses until an instant, and always goes on then.

use chrono::{DateTime, TimeDelta, Utc};

use super::act_context::{ActContext, Changed, tell_staff};
use super::timeline::Fact;
use super::{Incident, Refused};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::notice::{Intent, Priority};
use crate::domain::timer::TimerKind;

/// A rank 1 incident is never silent for longer (`commands`, section 3, duty manager).
const LONGEST_SILENCE_AT_RANK_ONE: TimeDelta = TimeDelta::minutes(60);

impl Incident {
    /// A silence was granted for a lower severity, so a rise ends it.
    pub(super) fn lift_silence(&mut self, decision: &mut Decision, context: &ActContext<'_>) {
        if self.silenced_until.take().is_some() {
            decision.record_inside(&Actor::Bot, Fact::SilenceEnded);
            decision.clear(TimerKind::SilenceEnds);
            tell_staff(decision, context, Priority::Warning, &Intent::SilenceEnded);
        }
    }

    /// Silences paging until an instant. A silence always ends, and is short at rank 1.
    pub fn silence(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        until: DateTime<Utc>,
        reason: String,
    ) -> Result<Changed, Refused> {
        self.refuse_to_be_silenced(context.now, until)?;
        let mut decision = Decision::default();
        self.silenced_until = Some(until);
        decision.record_inside(by, Fact::Silenced { until, reason });
        decision.clear(TimerKind::Escalation);
        decision.set(TimerKind::SilenceEnds, until);
        self.pause_special_handling(&mut decision);
        let intent = Intent::Silenced { until, by: by.name().to_owned() };
        tell_staff(&mut decision, context, Priority::Warning, &intent);
        Ok((self, decision))
    }

    /// Says why it cannot be silenced until an instant, so that nobody is asked for a yes that
    /// would be refused.
    pub fn refuse_to_be_silenced(
        &self,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<(), Refused> {
        self.refuse_if_closed()?;
        if self.paging.pending.is_none() {
            return Err(Refused::NobodyIsPaged);
        }
        if until <= now {
            return Err(Refused::NotInTheFuture);
        }
        if self.rank == 1 && until - now > LONGEST_SILENCE_AT_RANK_ONE {
            return Err(Refused::SilenceTooLong { at_most: LONGEST_SILENCE_AT_RANK_ONE });
        }
        Ok(())
    }

    /// The silence is over: whoever should have been paged meanwhile is paged now.
    pub(super) fn end_silence(mut self, context: &mut ActContext<'_>) -> Changed {
        let mut decision = Decision::default();
        let Some(until) = self.silenced_until else { return (self, decision) };
        if until > context.now {
            decision.set(TimerKind::SilenceEnds, until);
            return (self, decision);
        }
        self.silenced_until = None;
        decision.record_inside(&Actor::Bot, Fact::SilenceEnded);
        tell_staff(&mut decision, context, Priority::Warning, &Intent::SilenceEnded);
        self.let_steps_leave(&mut decision, context);
        (self, decision)
    }
}
