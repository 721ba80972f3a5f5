//! What follows from an attempt that failed: another try, another way, or the end.

use std::time::Duration;

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};

use super::attempt::later;
use super::backoff::{self, Tried, Verdict};
use super::dead_letter;
use super::dispatcher::Dispatcher;
use crate::domain::notice::Intent;
use crate::outbox::metrics as names;
use crate::store::{ClaimedMessage, NewMessage, SendResult};

/// The longest that a page with several ways waits before it goes through them again.
pub(super) const BETWEEN_ROUNDS: TimeDelta = TimeDelta::seconds(4);

impl Dispatcher {
    pub(super) fn after_failure(
        &self,
        row: &ClaimedMessage,
        error: &SendError,
        now: DateTime<Utc>,
    ) -> SendResult {
        let platform = row.destination.platform.clone();
        metrics::counter!(names::SENDS_FAILED, "platform" => platform).increment(1);
        tracing::warn!(row = row.id, destination = %row.destination, attempt = row.attempts, %error, "not sent");
        let (text, arrived) = (error.to_string(), error.may_have_arrived());
        match self.verdict_on(row, error, now) {
            Verdict::Again { hold } => later(error, hold, now),
            Verdict::NotThisWay { after } => {
                let due_at =
                    now + TimeDelta::from_std(after).unwrap_or_default().min(BETWEEN_ROUNDS);
                self.by_next_way(row, (&text, false), now)
                    .or_else(|| self.by_first_way_again(row, (&text, false), due_at, now))
                    .unwrap_or_else(|| later(error, after, now))
            }
            Verdict::GiveUp => {
                let is_final = matches!(error, SendError::Permanent { .. });
                let again = || self.by_first_way_again(row, (&text, arrived), now, now);
                self.by_next_way(row, (&text, arrived), now)
                    .or_else(|| self.stays(row, error, now))
                    .or_else(|| if is_final { None } else { again() })
                    .unwrap_or_else(|| self.bury(row, &text, now))
            }
        }
    }

    /// What to do with a row whose attempt failed.
    pub(super) fn verdict_on(
        &self,
        row: &ClaimedMessage,
        error: &SendError,
        now: DateTime<Utc>,
    ) -> Verdict {
        let tried = Tried {
            priority: row.notice.priority,
            round: dead_letter::Progress::of(row, &self.store.directory()).round,
            attempts: row.attempts,
            age: now - row.created_at,
        };
        backoff::judge(&tried, error, self.random.fraction())
    }

    /// The end of a row by this way: the next way follows or, without one, people are warned.
    pub(super) fn give_up(
        &self,
        row: &ClaimedMessage,
        error: &str,
        now: DateTime<Utc>,
    ) -> SendResult {
        self.by_next_way(row, (error, false), now).unwrap_or_else(|| self.bury(row, error, now))
    }

    fn bury(&self, row: &ClaimedMessage, error: &str, now: DateTime<Utc>) -> SendResult {
        tracing::error!(row = row.id, destination = %row.destination, error, "a dead letter");
        metrics::counter!(names::DEAD_LETTERS).increment(1);
        let instead = dead_letter::warnings(row, error, &self.store.directory(), now);
        SendResult::Dead { error: error.to_owned(), instead }
    }

    /// The next way follows. `arrived` tells whether the attempt that failed with `error` may have
    /// arrived all the same.
    pub(super) fn by_next_way(
        &self,
        row: &ClaimedMessage,
        (error, arrived): (&str, bool),
        now: DateTime<Utc>,
    ) -> Option<SendResult> {
        let directory = self.store.directory();
        let next = dead_letter::next_method(row, &directory, arrived, now)?;
        tracing::warn!(
            row = row.id,
            from = %row.destination,
            to = %next.destination,
            error,
            "takes the next way"
        );
        metrics::counter!(names::CONTACT_METHODS_CHANGED).increment(1);
        let (error, instead) = (error.to_owned(), vec![next]);
        Some(match dead_letter::Progress::of(row, &directory).round {
            0 => SendResult::Dead { error, instead },
            _ => SendResult::Moved { error, instead },
        })
    }

    /// A page that no contact method took goes through them again. People are told once.
    pub(super) fn by_first_way_again(
        &self,
        row: &ClaimedMessage,
        (error, arrived): (&str, bool),
        due_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<SendResult> {
        if !calls_until_answered(row) {
            return None;
        }
        let directory = self.store.directory();
        let next = dead_letter::next_round(row, &directory, arrived, now)?;
        let mut instead = vec![NewMessage { due_at, ..next }];
        if dead_letter::Progress::of(row, &directory).round == 0 {
            tracing::error!(row = row.id, destination = %row.destination, error, "no contact method took a page");
            instead.extend(dead_letter::warnings(row, error, &directory, now));
        }
        Some(SendResult::Moved { error: error.to_owned(), instead })
    }

    /// A page whose only contact method failed again is tried there again; the destination rests
    /// meanwhile.
    fn stays(
        &self,
        row: &ClaimedMessage,
        error: &SendError,
        now: DateTime<Utc>,
    ) -> Option<SendResult> {
        let directory = self.store.directory();
        let is_again = dead_letter::Progress::of(row, &directory).round > 0;
        let has_ended = matches!(error, SendError::Permanent { .. });
        let stays = is_again && !has_ended && calls_until_answered(row) && self.has_one_way(row);
        stays.then(|| later(error, Duration::ZERO, now))
    }

    pub(super) fn has_one_way(&self, row: &ClaimedMessage) -> bool {
        dead_letter::Progress::of(row, &self.store.directory()).methods == 1
    }
}

/// Whether it is a page that goes on until somebody answers it.
pub(super) fn calls_until_answered(row: &ClaimedMessage) -> bool {
    matches!(row.notice.intent, Intent::Page { .. } | Intent::EscalationPage { .. })
}
