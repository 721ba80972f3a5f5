//! The faults that a simulator still has to produce.

use std::collections::VecDeque;
use std::time::Duration;

use crate::{CallFault, Fault, FaultRequest};

/// Faults in the queue: of single calls, and of events on their way to the bot.
#[derive(Debug)]
pub struct Faults<E> {
    calls: VecDeque<CallFault>,
    duplicates: u32,
    swaps: u32,
    held_back: Option<E>,
}

/// An event that is delivered now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn<E> {
    /// The event.
    pub event: E,
    /// Whether the event is delivered twice.
    pub twice: bool,
    /// An earlier event that this one overtook; it is delivered last.
    pub earlier: Option<E>,
}

impl<E> Default for Faults<E> {
    fn default() -> Self {
        Self { calls: VecDeque::new(), duplicates: 0, swaps: 0, held_back: None }
    }
}

impl<E> Faults<E> {
    /// Puts a fault of one call at the end of the queue.
    pub fn push(&mut self, fault: CallFault) {
        self.calls.push_back(fault);
    }

    /// Takes the fault of the next call, if there is one.
    pub fn next_call(&mut self) -> Option<CallFault> {
        self.calls.pop_front()
    }

    /// Queues what the request asks for. `rate_limited` and `unavailable` are the platform's own
    /// refusals. Returns [`Fault::ExpireTokens`] and [`Fault::CloseSocket`], which only the
    /// platform can produce.
    pub fn inject(
        &mut self,
        request: &FaultRequest,
        rate_limited: CallFault,
        unavailable: CallFault,
    ) -> Option<Fault> {
        let fault = match request.fault {
            Fault::Slow => CallFault::Slow(Duration::from_millis(request.millis)),
            Fault::Drop => CallFault::LoseResponse,
            Fault::RateLimited => rate_limited,
            Fault::Unavailable => unavailable,
            Fault::Duplicate => {
                self.duplicates += request.times;
                return None;
            }
            Fault::Reorder => {
                self.swaps += request.times;
                return None;
            }
            own @ (Fault::ExpireTokens | Fault::CloseSocket) => return Some(own),
        };
        self.calls.extend((0..request.times).map(|_| fault.clone()));
        None
    }

    /// What is delivered now that an event comes up; none while it waits to be overtaken by the
    /// next one.
    pub fn turn(&mut self, event: E) -> Option<Turn<E>> {
        if self.swaps > 0 && self.held_back.is_none() {
            self.swaps -= 1;
            self.held_back = Some(event);
            return None;
        }
        Some(Turn { event, twice: self.twice(), earlier: self.held_back.take() })
    }

    /// Whether the event that comes up is delivered twice. For events that never wait; others take
    /// a [`Faults::turn`].
    pub fn twice(&mut self) -> bool {
        let twice = self.duplicates > 0;
        self.duplicates = self.duplicates.saturating_sub(1);
        twice
    }

    /// The number of faults to come. An event that waits to be overtaken counts as one.
    pub fn left(&self) -> usize {
        let inbound = usize::try_from(self.duplicates + self.swaps).unwrap_or(usize::MAX);
        self.calls.len() + inbound + usize::from(self.held_back.is_some())
    }
}

impl<E: Clone> Turn<E> {
    /// The events in the order of their delivery.
    pub fn into_events(self) -> Vec<E> {
        let again = self.twice.then(|| self.event.clone());
        [Some(self.event), again, self.earlier].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(fault: Fault) -> FaultRequest {
        FaultRequest { fault, times: 1, millis: 0 }
    }

    fn injected(fault: Fault) -> Faults<u8> {
        let mut faults = Faults::default();
        let own = faults.inject(&request(fault), CallFault::Drop, CallFault::Drop);
        assert_eq!(own, None);
        assert_eq!(faults.left(), 1);
        faults
    }

    #[test]
    fn a_duplicate_comes_twice_and_once() {
        let mut faults = injected(Fault::Duplicate);
        let events = [1, 2].map(|event| faults.turn(event).map(Turn::into_events));
        assert_eq!(events, [Some(vec![1, 1]), Some(vec![2])]);
        assert_eq!(faults.left(), 0);
    }

    #[test]
    fn a_later_event_overtakes_the_one_before() {
        let mut faults = injected(Fault::Reorder);
        assert_eq!(faults.turn(1), None);
        assert_eq!(faults.left(), 1);
        assert_eq!(faults.turn(2).map(Turn::into_events), Some(vec![2, 1]));
        assert_eq!(faults.left(), 0);
    }

    #[test]
    fn what_only_the_platform_can_do_comes_back() {
        let mut faults: Faults<u8> = Faults::default();
        let own = faults.inject(&request(Fault::CloseSocket), CallFault::Drop, CallFault::Drop);
        assert_eq!((own, faults.left()), (Some(Fault::CloseSocket), 0));
    }
}
