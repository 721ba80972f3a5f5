//! What follows from an attempt that failed: another try, another way, or the end.

use chat::SendError;
use chrono::{DateTime, Utc};

use super::attempt::later;
use super::backoff::{self, Tried, Verdict};
use super::dead_letter;
use super::dispatcher::Dispatcher;
use crate::domain::notice::Intent;
use crate::outbox::metrics as names;
use crate::store::{ClaimedMessage, SendResult};

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
        let text = error.to_string();
        match self.verdict_on(row, error, now) {
            Verdict::Again { after, may_have_arrived } => later(now, after, text, may_have_arrived),
            Verdict::NotThisWay { after } => {
                self.by_next_way(row, &text, now).unwrap_or_else(|| later(now, after, text, false))
            }
            Verdict::GiveUp => {
                let way = self.by_next_way(row, &text, now);
                way.or_else(|| self.by_first_way_again(row, error, now))
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
        self.by_next_way(row, error, now).unwrap_or_else(|| self.bury(row, error, now))
    }

    fn bury(&self, row: &ClaimedMessage, error: &str, now: DateTime<Utc>) -> SendResult {
        tracing::error!(row = row.id, destination = %row.destination, error, "a dead letter");
        metrics::counter!(names::DEAD_LETTERS).increment(1);
        let instead = dead_letter::warnings(row, error, &self.store.directory(), now);
        SendResult::Dead { error: error.to_owned(), instead }
    }

    pub(super) fn by_next_way(
        &self,
        row: &ClaimedMessage,
        error: &str,
        now: DateTime<Utc>,
    ) -> Option<SendResult> {
        let directory = self.store.directory();
        let next = dead_letter::next_method(row, &directory, now)?;
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

    /// A page that no contact method took goes through them again, unless the last one refused it
    /// for good. People are told once.
    fn by_first_way_again(
        &self,
        row: &ClaimedMessage,
        error: &SendError,
        now: DateTime<Utc>,
    ) -> Option<SendResult> {
        let calls_until_answered =
            matches!(row.notice.intent, Intent::Page { .. } | Intent::EscalationPage { .. });
        if !calls_until_answered || matches!(error, SendError::Permanent { .. }) {
            return None;
        }
        let (directory, error) = (self.store.directory(), error.to_string());
        let mut instead = vec![dead_letter::next_round(row, &directory, now)?];
        if dead_letter::Progress::of(row, &directory).round == 0 {
            tracing::error!(row = row.id, destination = %row.destination, error, "no contact method took a page");
            instead.extend(dead_letter::warnings(row, &error, &directory, now));
        }
        Some(SendResult::Moved { error, instead })
    }
}
