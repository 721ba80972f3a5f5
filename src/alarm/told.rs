//! What one receiver has been told, and what it has to be told next. Pure.

use std::mem::{Discriminant, discriminant};

use chrono::{DateTime, TimeDelta, Utc};

use super::troubles::State;
use crate::domain::recent::is_within;
use crate::render::alarm::{Event, TroubleKind};

/// How soon a message that the receiver did not take is sent again.
const AGAIN_AFTER: TimeDelta = TimeDelta::seconds(15);

/// The memory about one receiver.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// What it knows; none while it has no reason to believe that something is wrong.
    open: Option<Open>,
    tried_at: Option<DateTime<Utc>>,
    /// How many messages it has taken.
    pub(super) count: u64,
}

#[derive(Debug)]
struct Open {
    since: DateTime<Utc>,
    at: DateTime<Utc>,
    kinds: Vec<Discriminant<TroubleKind>>,
}

/// What to tell, and since when something has been wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next {
    pub(super) event: Event,
    pub(super) since: DateTime<Utc>,
}

impl Told {
    /// What to tell at `now`; none when there is nothing new, or a try is just over.
    pub(super) fn next(
        &self,
        state: &State,
        reminder: TimeDelta,
        now: DateTime<Utc>,
    ) -> Option<Next> {
        if self.tried_at.is_some_and(|at| is_within(at, now, AGAIN_AFTER)) {
            return None;
        }
        let event = match (state.since, &self.open) {
            (None, Some(open)) => return Some(Next { event: Event::Over, since: open.since }),
            (Some(_), None) => Event::Raised,
            (Some(_), Some(open)) if !open.has_all(state) => Event::Raised,
            (Some(_), Some(open)) if now - open.at >= reminder => Event::Reminder,
            (None, None) | (Some(_), Some(_)) => return None,
        };
        // Between the last sign of trouble and the end there is nothing to tell.
        state.since.filter(|_| !state.troubles.is_empty()).map(|since| Next { event, since })
    }

    /// The receiver has taken it.
    pub(super) fn taken(&mut self, next: Next, state: &State, now: DateTime<Utc>) {
        let kinds = state.troubles.iter().map(|trouble| discriminant(&trouble.kind));
        let known = self.open.take().map(|open| open.kinds).unwrap_or_default();
        let open =
            Open { since: next.since, at: now, kinds: known.into_iter().chain(kinds).collect() };
        self.open = (next.event != Event::Over).then_some(open);
        self.tried_at = None;
        self.count += 1;
    }

    /// The receiver has not taken it.
    pub(super) fn refused(&mut self, now: DateTime<Utc>) {
        self.tried_at = Some(now);
    }
}

impl Open {
    fn has_all(&self, state: &State) -> bool {
        state.troubles.iter().all(|trouble| self.kinds.contains(&discriminant(&trouble.kind)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::alarm::Trouble;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn wrong(kinds: &[TroubleKind]) -> State {
        let troubles = kinds.iter().map(|kind| Trouble { kind: kind.clone(), since: at(0) });
        State { since: Some(at(0)), troubles: troubles.collect() }
    }

    /// What is told at an instant, and taken.
    fn told(told: &mut Told, state: &State, seconds: i64) -> Option<Event> {
        let next = told.next(state, TimeDelta::minutes(15), at(seconds))?;
        told.taken(next, state, at(seconds));
        Some(next.event)
    }

    #[test]
    fn it_is_told_once_reminded_every_quarter_and_told_the_end() {
        let mut receiver = Told::default();
        let saving = wrong(&[TroubleKind::NotSaving]);
        let mut events = Vec::new();
        for second in (0..2000).step_by(5) {
            events.extend(told(&mut receiver, &saving, second).map(|event| (second, event)));
        }
        let [raised, reminder] = [Event::Raised, Event::Reminder];
        assert_eq!(events, [(0, raised), (900, reminder), (1800, reminder)]);
        let calm = State { since: Some(at(0)), troubles: Vec::new() };
        assert_eq!(told(&mut receiver, &calm, 2800), None, "it may come back at once");
        assert_eq!(told(&mut receiver, &State::default(), 2860), Some(Event::Over));
        assert_eq!(told(&mut receiver, &State::default(), 2865), None);
    }

    #[test]
    fn what_comes_on_top_is_told_at_once_and_what_goes_is_not() {
        let mut receiver = Told::default();
        let (one, both) =
            ([TroubleKind::NotSaving], [TroubleKind::NotSaving, TroubleKind::NotSending]);
        assert_eq!(told(&mut receiver, &wrong(&one), 0), Some(Event::Raised));
        assert_eq!(told(&mut receiver, &wrong(&both), 5), Some(Event::Raised));
        assert_eq!(told(&mut receiver, &wrong(&one), 10), None);
        assert_eq!(told(&mut receiver, &wrong(&both), 15), None, "it came back");
        let overdue = |timers| wrong(&[TroubleKind::WorkOverdue { timers, pages: 0 }]);
        assert_eq!(told(&mut receiver, &overdue(1), 20), Some(Event::Raised));
        assert_eq!(told(&mut receiver, &overdue(9), 80), None, "another count is nothing new");
    }

    #[test]
    fn a_message_that_was_not_taken_is_tried_again_after_a_pause() {
        let mut receiver = Told::default();
        let saving = wrong(&[TroubleKind::NotSaving]);
        let next = |receiver: &Told, state: &State, seconds| {
            receiver.next(state, TimeDelta::minutes(15), at(seconds)).map(|next| next.event)
        };
        receiver.refused(at(0));
        assert_eq!(next(&receiver, &saving, 10), None);
        assert_eq!(next(&receiver, &saving, 15), Some(Event::Raised));
        assert_eq!(
            next(&receiver, &State::default(), 15),
            None,
            "what it never heard of is not over"
        );
        assert_eq!(told(&mut receiver, &saving, 15), Some(Event::Raised));
        receiver.refused(at(100));
        assert_eq!(next(&receiver, &State::default(), 110), None);
        assert_eq!(next(&receiver, &State::default(), 115), Some(Event::Over));
    }
}
