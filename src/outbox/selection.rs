//! Which rows of a destination leave next, and whether by themselves or merged. Pure.

use chrono::{DateTime, Utc};

use super::destination::DestinationState;
use super::rate_limit::Allowance;
use crate::domain::notice::Priority;

/// The most rows that are claimed together to be sent one by one: each must leave before the claim
/// ends.
const BATCH: usize = 16;

/// The most messages other than pages that one message lists. Nobody reads a longer list; a flood
/// of pages must get through all the same.
const LISTED: usize = 20;

/// What waits for one destination with one priority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingPriority {
    /// The index of the priority, the most urgent first.
    pub priority: i64,
    /// How many may be claimed now; 64 stand for as many or more.
    pub due: usize,
    /// When the first may be claimed, or could have been.
    pub next_at: DateTime<Utc>,
}

/// What to do for a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing can leave before this instant; none when nothing waits.
    Rest { until: Option<DateTime<Utc>> },
    /// Claim these rows and send each by itself.
    OneByOne { priorities: (i64, i64), limit: usize },
    /// Claim these rows and send one message that lists them.
    Merged { priorities: (i64, i64), limit: usize },
}

/// The next step for a destination, given what waits there, the most urgent priority first, and how
/// many rows one message can list. `has_new_party` tells whether one of the pages is about a
/// customer of whom nothing left there lately: it takes those that are gathered with it.
pub fn next_step(
    destination_state: &mut DestinationState,
    waiting: &[WaitingPriority],
    listable: usize,
    has_new_party: bool,
    now: DateTime<Utc>,
) -> Step {
    let gathered_until = |it: &WaitingPriority| {
        let is_page = priority_at(it.priority) == Priority::Page && !has_new_party;
        is_page.then(|| destination_state.gathers_pages_until(it.next_at, now)).flatten()
    };
    let Some(first) = waiting.iter().find(|it| it.due > 0 && gathered_until(it).is_none()) else {
        let next = |it: &WaitingPriority| gathered_until(it).unwrap_or(it.next_at).max(it.next_at);
        return Step::Rest { until: waiting.iter().map(next).min() };
    };
    let priority = priority_at(first.priority);
    if priority == Priority::Page && destination_state.turns_pages_away(now) {
        return Step::OneByOne { priorities: (first.priority, first.priority), limit: BATCH };
    }
    match destination_state.allows(priority, now) {
        Allowance::Now(_)
            if priority == Priority::Page && destination_state.is_one_persons && first.due > 1 =>
        {
            Step::Merged { priorities: (first.priority, first.priority), limit: listable.max(2) }
        }
        Allowance::Now(messages) => leave(first, waiting, messages, listable),
        Allowance::From(opens) => {
            Step::Rest { until: Some(opens.min(next_change(waiting, now, opens))) }
        }
    }
}

/// Rows that may all leave by themselves do so; of more, those that fit do, and the last place is
/// for the rest.
fn leave(
    first: &WaitingPriority,
    waiting: &[WaitingPriority],
    messages: usize,
    listable: usize,
) -> Step {
    let alone = if first.due <= messages { first.due } else { messages - 1 };
    if alone > 0 {
        return Step::OneByOne {
            priorities: (first.priority, first.priority),
            limit: alone.min(BATCH),
        };
    }
    // Pages are listed with nothing else; priorities below them share a message.
    let (last, listable) = if priority_at(first.priority) == Priority::Page {
        (first.priority, listable)
    } else {
        let last = waiting.iter().map(|priority| priority.priority).max();
        (last.unwrap_or(first.priority), listable.min(LISTED))
    };
    Step::Merged { priorities: (first.priority, last), limit: listable.max(2) }
}

/// When something else becomes due, which may be more urgent than what waits for `opens`.
fn next_change(
    waiting: &[WaitingPriority],
    now: DateTime<Utc>,
    opens: DateTime<Utc>,
) -> DateTime<Utc> {
    waiting.iter().map(|priority| priority.next_at).filter(|at| *at > now).min().unwrap_or(opens)
}

/// The priority behind an index of the store.
pub fn priority_at(index: i64) -> Priority {
    usize::try_from(index)
        .ok()
        .and_then(|index| Priority::ALL.get(index))
        .copied()
        .unwrap_or(Priority::Low)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chat::{RateLimit, SendError};
    use chrono::TimeDelta;

    use super::*;
    use crate::outbox::rate_limit::Limits;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn waiting(priority: i64, due: usize, next_at: i64) -> WaitingPriority {
        WaitingPriority { priority, due, next_at: at(next_at) }
    }

    fn limited(sent_others: usize) -> DestinationState {
        let rate =
            RateLimit { count: 20, per: Duration::from_mins(1), mute: Duration::from_mins(10) };
        let mut destination_state = DestinationState::default();
        destination_state.limits = Some(Limits::below(rate));
        for _ in 0..sent_others {
            destination_state.note(Priority::Reply, Ok(()), at(0));
        }
        destination_state
    }

    #[test]
    fn pages_go_first_and_alone_while_there_is_room() {
        let step =
            next_step(&mut limited(0), &[waiting(0, 15, 0), waiting(4, 90, 0)], 50, false, at(1));
        assert_eq!(step, Step::OneByOne { priorities: (0, 0), limit: 13 });
        let step = next_step(&mut limited(12), &[waiting(0, 2, 0)], 50, false, at(1));
        assert_eq!(step, Step::OneByOne { priorities: (0, 0), limit: 2 });
    }

    #[test]
    fn pages_without_enough_room_share_the_last_places() {
        let step = next_step(&mut limited(12), &[waiting(0, 9, 0)], 50, false, at(1));
        assert_eq!(step, Step::OneByOne { priorities: (0, 0), limit: 1 });
        let step =
            next_step(&mut limited(13), &[waiting(0, 8, 0), waiting(1, 3, 0)], 50, false, at(1));
        assert_eq!(step, Step::Merged { priorities: (0, 0), limit: 50 });
        let step = next_step(&mut limited(18), &[waiting(0, 8, 0)], 50, false, at(1));
        assert_eq!(step, Step::Rest { until: Some(at(60)) });
    }

    #[test]
    fn the_other_priorities_share_one_message_when_they_are_many() {
        let priorities = [waiting(1, 30, 0), waiting(4, 9, 0)];
        let step = next_step(&mut limited(3), &priorities, 50, false, at(8));
        assert_eq!(step, Step::Merged { priorities: (1, 4), limit: 20 });
        let step = next_step(&mut limited(3), &priorities, 50, false, at(1));
        assert_eq!(step, Step::Rest { until: Some(at(0) + TimeDelta::milliseconds(7500)) });
    }

    #[test]
    fn pages_to_one_person_within_a_minute_are_one_message() {
        let mut state = DestinationState::default();
        state.is_one_persons = true;
        let first = next_step(&mut state, &[waiting(0, 1, 0)], 50, false, at(0));
        assert_eq!(first, Step::OneByOne { priorities: (0, 0), limit: 1 });
        state.note(Priority::Page, Ok(()), at(0));
        let step = next_step(&mut state, &[waiting(0, 3, 5)], 50, false, at(5));
        assert_eq!(step, Step::Rest { until: Some(at(60)) });
        let step = next_step(&mut state, &[waiting(0, 3, 5), waiting(1, 1, 5)], 50, false, at(5));
        assert_eq!(
            step,
            Step::OneByOne { priorities: (1, 1), limit: 1 },
            "an answer waits for none"
        );
        let step = next_step(&mut state, &[waiting(0, 3, 5)], 50, false, at(60));
        assert_eq!(step, Step::Merged { priorities: (0, 0), limit: 50 });
        state.note(Priority::Page, Ok(()), at(60));
        let step = next_step(&mut state, &[waiting(0, 1, 70)], 50, false, at(119));
        assert_eq!(step, Step::Rest { until: Some(at(120)) });
        let step = next_step(&mut state, &[waiting(0, 2, 70)], 50, true, at(75));
        assert_eq!(
            step,
            Step::Merged { priorities: (0, 0), limit: 50 },
            "one of them is about another customer"
        );
        let mut room = DestinationState::default();
        room.note(Priority::Page, Ok(()), at(0));
        let step = next_step(&mut room, &[waiting(0, 3, 5)], 50, false, at(5));
        assert_eq!(
            step,
            Step::OneByOne { priorities: (0, 0), limit: 3 },
            "rooms have many readers"
        );
    }

    #[test]
    fn a_mute_destination_still_has_its_pages_claimed_so_that_they_go_elsewhere() {
        let mut destination_state = limited(0);
        destination_state.note(
            Priority::Reply,
            Err(&SendError::RetryAfter(Duration::from_mins(10))),
            at(0),
        );
        let step = next_step(
            &mut destination_state,
            &[waiting(0, 1, 0), waiting(1, 1, 0)],
            50,
            false,
            at(1),
        );
        assert_eq!(step, Step::OneByOne { priorities: (0, 0), limit: 16 });
        let step = next_step(
            &mut destination_state,
            &[waiting(0, 0, 40), waiting(1, 1, 0)],
            50,
            false,
            at(1),
        );
        assert_eq!(
            step,
            Step::Rest { until: Some(at(40)) },
            "the page due later is not slept through"
        );
    }

    #[test]
    fn with_nothing_due_the_next_due_instant_is_told() {
        let priorities = [waiting(0, 0, 70), waiting(3, 0, 40)];
        assert_eq!(
            next_step(&mut limited(0), &priorities, 50, false, at(1)),
            Step::Rest { until: Some(at(40)) }
        );
        assert_eq!(next_step(&mut limited(0), &[], 50, false, at(1)), Step::Rest { until: None });
    }
}
