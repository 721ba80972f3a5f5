//! Interactions that wait for words: what was promised to Discord for each token.
//!
//! The answer leaves by the outbox and may be ready before the deferral has happened; it then waits
//! here. What is lost with the process is asked from Discord again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::reply::{LIFE, Token};

/// Discord gives up on an interaction that has no first answer by then.
const FIRST_ANSWER_TIME: Duration = Duration::from_secs(3);

/// What is in the channel for an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Promise {
    /// Nothing yet.
    Waiting,
    /// "Thinking…", for the caller alone.
    Hidden,
    /// "Thinking…", for everybody.
    Shown,
    /// "Thinking…" for everybody, but the answer is for the caller alone.
    ShownForPrivate,
    /// Nothing to be filled: a press, or an interaction that was lost.
    Nothing,
}

struct Flight {
    promise: watch::Sender<Promise>,
    /// Whether the menu means the answer for the caller alone.
    is_private: bool,
    /// The key of the message that has taken the place.
    filled_by: Option<String>,
    ends_at: DateTime<Utc>,
}

/// The interactions of the last quarter of an hour.
#[derive(Default)]
pub(crate) struct InFlight(Mutex<HashMap<Token, Flight>>);

impl InFlight {
    /// From now on an answer waits until [`InFlight::settle`].
    pub(crate) fn begin(&self, token: &Token, is_private: bool, now: DateTime<Utc>) {
        let mut flights = self.flights();
        flights.retain(|_, flight| flight.ends_at > now);
        flights.entry(token.clone()).or_insert_with(|| Flight {
            promise: watch::Sender::new(Promise::Waiting),
            is_private,
            filled_by: None,
            ends_at: now + LIFE,
        });
    }

    /// Whether the answer is meant for the caller alone, as far as the menu knows.
    pub(crate) fn is_private(&self, token: &Token) -> bool {
        self.flights().get(token).is_some_and(|flight| flight.is_private)
    }

    /// The first answer was given.
    pub(crate) fn settle(&self, token: &Token, promise: Promise) {
        if let Some(flight) = self.flights().get(token) {
            flight.promise.send_replace(promise);
        }
    }

    /// What was promised, once it was; none when this process knows nothing of the token.
    pub(crate) async fn promised(&self, token: &Token) -> Option<Promise> {
        let mut promise = self.flights().get(token)?.promise.subscribe();
        let settled = promise.wait_for(|promise| *promise != Promise::Waiting);
        let settled = tokio::time::timeout(FIRST_ANSWER_TIME, settled).await;
        // Without a first answer by now the token is dead, whatever comes of it.
        Some(settled.ok().and_then(Result::ok).map_or(Promise::Nothing, |promise| *promise))
    }

    /// Whether the message of `key` may take the place: nobody else has.
    pub(crate) fn fill(&self, token: &Token, key: &str) -> bool {
        match self.flights().get_mut(token) {
            Some(flight) => flight.filled_by.get_or_insert_with(|| key.to_owned()) == key,
            None => true,
        }
    }

    fn flights(&self) -> MutexGuard<'_, HashMap<Token, Flight>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str) -> Token {
        Token::parse(text).unwrap()
    }

    #[tokio::test]
    async fn an_answer_waits_for_the_deferral() {
        let (flights, token) = (InFlight::default(), token("a"));
        assert_eq!(flights.promised(&token).await, None);
        flights.begin(&token, false, DateTime::UNIX_EPOCH);
        let (promised, ()) = tokio::join!(flights.promised(&token), async {
            flights.settle(&token, Promise::Hidden);
        });
        assert_eq!(promised, Some(Promise::Hidden));
    }

    #[test]
    fn the_place_is_taken_by_one_message_however_often_it_is_tried() {
        let (flights, token) = (InFlight::default(), token("a"));
        flights.begin(&token, false, DateTime::UNIX_EPOCH);
        assert!(flights.fill(&token, "row-1") && flights.fill(&token, "row-1"));
        assert!(!flights.fill(&token, "row-2"));
    }

    #[test]
    fn interactions_are_forgotten_with_their_tokens() {
        let (flights, old) = (InFlight::default(), token("old"));
        flights.begin(&old, false, DateTime::UNIX_EPOCH);
        flights.begin(&token("new"), false, DateTime::UNIX_EPOCH + LIFE);
        assert_eq!(flights.flights().len(), 1);
    }
}
