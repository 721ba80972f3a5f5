//! What Discord's answers mean: its table of errors, as typed errors.
//!
//! The HTTP status decides unless the JSON code says more (Discord documentation,
//! `topics/opcodes-and-status-codes`).

use std::time::Duration;

use chat::SendError;
use serde_json::Value;

use crate::http::{Response, seconds};

/// A 429 from in front of Discord carries no wait; then we take this one.
const UNNAMED_WAIT: Duration = Duration::from_secs(5);

/// The shortest wait that is worth a return to the queue.
const SHORTEST_WAIT: Duration = Duration::from_millis(50);

/// Longest piece of Discord's own words that goes into an error.
const LONGEST_WORDS: usize = 160;

/// JSON codes this adapter decides by.
pub mod code {
    /// The channel does not exist.
    pub const UNKNOWN_CHANNEL: i64 = 10_003;
    /// The message does not exist.
    pub const UNKNOWN_MESSAGE: i64 = 10_008;
    /// The webhook does not exist: for an interaction, nothing was deferred or the token is not
    /// known.
    pub const UNKNOWN_WEBHOOK: i64 = 10_015;
    /// The interaction is not known: answered too late.
    pub const UNKNOWN_INTERACTION: i64 = 10_062;
    /// The interaction had its first answer before.
    pub const ALREADY_ANSWERED: i64 = 40_060;
    /// The bot may not see the channel.
    pub const NO_ACCESS: i64 = 50_001;
    /// The person takes no direct messages from the bot.
    pub const NO_DIRECT_MESSAGE: i64 = 50_007;
    /// The bot lacks a permission.
    pub const NO_PERMISSION: i64 = 50_013;
    /// The token of an interaction is over.
    pub const TOKEN_OVER: i64 = 50_027;
    /// The message has a thread already.
    pub const THREAD_EXISTS: i64 = 160_004;
    /// Codes by which a message will never pass: empty, too large, malformed, about something that
    /// is gone or done already, or forbidden to the bot.
    pub const REFUSED: [i64; 10] = [
        UNKNOWN_MESSAGE,
        UNKNOWN_WEBHOOK,
        UNKNOWN_INTERACTION,
        ALREADY_ANSWERED,
        NO_PERMISSION,
        TOKEN_OVER,
        40_005,
        50_006,
        50_035,
        THREAD_EXISTS,
    ];
}

impl Response {
    /// The JSON code of a refusal; 0 if there is none.
    pub fn code(&self) -> i64 {
        self.body.get("code").and_then(Value::as_i64).unwrap_or_default()
    }

    /// Whether the call was taken.
    pub fn is_success(&self) -> bool {
        (200..=299).contains(&self.status)
    }

    /// How long a refused caller has to wait; `None` unless too much was sent.
    pub fn wait(&self) -> Option<Duration> {
        if self.status != 429 {
            return None;
        }
        let named = self.body.get("retry_after").and_then(|number| seconds(&number.to_string()));
        Some(named.max(self.quota.retry_after).unwrap_or(UNNAMED_WAIT).max(SHORTEST_WAIT))
    }

    /// Whether the token of an interaction no longer takes this, or does not yet.
    pub fn token_is_closed(&self) -> bool {
        let code = self.code();
        let by_code =
            [code::UNKNOWN_WEBHOOK, code::UNKNOWN_INTERACTION, code::TOKEN_OVER].contains(&code);
        !self.is_success() && (by_code || self.status == 404)
    }

    /// The body of a success, or what a caller can do about the refusal.
    pub fn read(self) -> Result<Value, SendError> {
        if self.is_success() { Ok(self.body) } else { Err(self.error()) }
    }

    fn error(&self) -> SendError {
        if let Some(wait) = self.wait() {
            return SendError::RetryAfter(wait);
        }
        let words = self.words();
        match (self.status, self.code()) {
            (_, code::UNKNOWN_CHANNEL | code::NO_ACCESS | code::NO_DIRECT_MESSAGE) => {
                SendError::gone(words)
            }
            (413, _) => SendError::refused(words),
            (_, refused) if code::REFUSED.contains(&refused) => SendError::refused(words),
            (401, _) => SendError::Unauthorized(words),
            (503, _) => SendError::Away(words),
            (500..=599, _) => SendError::Uncertain(words),
            // A code that was added, or a redirect: a page must not die of one.
            _ => SendError::Retryable(words),
        }
    }

    fn words(&self) -> String {
        let said = self.body.get("message").and_then(Value::as_str).unwrap_or_default();
        let said: String = said.chars().filter(|c| !c.is_control()).take(LONGEST_WORDS).collect();
        format!("HTTP {} code {}: {said}", self.status, self.code())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::http::QuotaHeaders;

    fn response(status: u16, body: Value) -> Response {
        Response { status, quota: QuotaHeaders::default(), body }
    }

    #[test]
    fn each_row_of_the_table_is_one_kind_of_error() {
        let kind =
            |status, code| match response(status, json!({"message": "m", "code": code})).read() {
                Ok(_) => "taken",
                Err(SendError::RetryAfter(_)) => "wait",
                Err(SendError::Retryable(_)) => "retry",
                Err(SendError::Away(_)) => "away",
                Err(SendError::Uncertain(_)) => "uncertain",
                Err(SendError::Permanent { gone: true, .. }) => "gone",
                Err(SendError::Permanent { gone: false, .. }) => "refused",
                Err(SendError::Unauthorized(_)) => "operator",
            };
        let table = [
            (200, 0, "taken"),
            (204, 0, "taken"),
            (302, 0, "retry"),
            (400, 50_035, "refused"),
            (400, 40_060, "refused"),
            (400, 50_006, "refused"),
            (400, 0, "retry"),
            (400, 299_999, "retry"),
            (404, 0, "retry"),
            (401, 0, "operator"),
            (401, 50_027, "refused"),
            (403, 50_001, "gone"),
            (403, 50_007, "gone"),
            (403, 50_013, "refused"),
            (404, 10_003, "gone"),
            (404, 10_008, "refused"),
            (413, 40_005, "refused"),
            (429, 0, "wait"),
            (500, 0, "uncertain"),
            (502, 0, "uncertain"),
            (503, 0, "away"),
        ];
        for (status, code, wanted) in table {
            assert_eq!(kind(status, code), wanted, "{status} {code}");
        }
    }

    #[test]
    fn the_longer_of_two_waits_counts_and_an_unnamed_one_is_five_seconds() {
        let mut limited = response(429, json!({"retry_after": 0.7, "global": false}));
        assert_eq!(limited.wait(), Some(Duration::from_millis(700)));
        limited.quota.retry_after = Some(Duration::from_secs(1));
        assert_eq!(limited.wait(), Some(Duration::from_secs(1)));
        assert_eq!(response(429, Value::Null).wait(), Some(UNNAMED_WAIT));
    }
}
