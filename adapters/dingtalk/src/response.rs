//! What DingTalk's responses mean: the two error tables, as typed errors.
//!
//! The old interface (`oapi`: custom robots and sessions) responds with HTTP 200 whatever happened
//! and uses one number for several troubles, so the words are read too. The new one (`v1.0`) uses
//! HTTP statuses and dotted codes. Gateway flood control responds in a third shape, from in front
//! of either.

use std::time::Duration;

use chat::SendError;
use chat::http::Response;
use serde_json::Value;

/// After "send too fast" the vendor wants at least a minute of quiet, and may want ten.
const TOO_FAST_WAIT: Duration = Duration::from_mins(1);

/// Where flood control or a full queue names no time.
const SHORTEST_WAIT: Duration = Duration::from_secs(1);

/// Longest piece of the vendor's own words that goes into an error.
const LONGEST_WORDS: usize = 200;

/// What the codes of the `v1.0` interface begin with when the message itself is not accepted.
const REFUSED_CODES: [&str; 3] = ["invalidParameter", "miss.param", "template."];

/// Reads the response of a custom robot or a session.
pub fn of_robot(response: &Response) -> Result<(), SendError> {
    let errcode = number(&response.body, "errcode");
    if let Some(wait) = flood_control(response) {
        let least =
            if matches!(errcode, Some(130_101 | 410_100)) { TOO_FAST_WAIT } else { SHORTEST_WAIT };
        return Err(SendError::RetryAfter(wait.max(least)));
    }
    match (response.status, errcode) {
        (200..=299, Some(0)) => Ok(()),
        (200..=299, Some(errcode)) => Err(of_errcode(errcode, &response.body)),
        (200..=299, None) => {
            Err(SendError::Uncertain("DingTalk's response is not readable".into()))
        }
        (status, _) => Err(of_status(status, response)),
    }
}

/// Reads the response of the `v1.0` interface; `Err` says what a caller can do about it.
pub fn of_open_api(response: &Response) -> Result<(), SendError> {
    if let Some(wait) = flood_control(response) {
        return Err(SendError::RetryAfter(wait.max(SHORTEST_WAIT)));
    }
    if (200..=299).contains(&response.status) {
        return Ok(());
    }
    let code = text(&response.body, "code");
    let has = |part: &str| code.contains(part);
    Err(match response.status {
        429 => throttled(response),
        _ if has("Throttling") || has("QpsLimit") => throttled(response),
        _ if has("InvalidAuthentication") || has("Forbidden.AccessDenied") => {
            SendError::Unauthorized(words(&code, &response.body, "message"))
        }
        400 if has("group.disbanded") || has("bot.stopped") => {
            SendError::gone(words(&code, &response.body, "message"))
        }
        _ if has("system.error") => SendError::Away(words(&code, &response.body, "message")),
        400 if REFUSED_CODES.iter().any(|part| has(part)) => {
            SendError::refused(words(&code, &response.body, "message"))
        }
        400 => SendError::Retryable(words(&code, &response.body, "message")),
        status => of_status(status, response),
    })
}

/// The errcodes of custom robots. Numbers beyond 130101, 310000 and 300005 come from mirrors of the
/// vendor's table, so an unknown one is tried again: a page must not die of one.
fn of_errcode(errcode: i64, body: &Value) -> SendError {
    let words = words(&format!("errcode {errcode}"), body, "errmsg");
    match errcode {
        -1 => SendError::Away(words),
        130_101 | 410_100 | 90_018 | 90_006 => SendError::RetryAfter(TOO_FAST_WAIT),
        // One number for four troubles: a missing keyword is about this text, the others
        // (signature, timestamp, address list) are about our credentials, our clock or our network.
        310_000 if words.to_lowercase().contains("keyword") => SendError::refused(words),
        310_000 => SendError::Unauthorized(words),
        88 => SendError::Unauthorized(format!(
            "{words} {} {}",
            text(body, "sub_code"),
            text(body, "sub_msg")
        )),
        300_001 | 300_005 | 400_101 | 400_013 | 400_102 | 400_106 => SendError::gone(words),
        40_035 | 43_002 | 43_004 | 400_105 | 460_100..=460_199 => SendError::refused(words),
        _ => SendError::Retryable(words),
    }
}

fn of_status(status: u16, response: &Response) -> SendError {
    match status {
        429 => throttled(response),
        _ => response.trouble(),
    }
}

fn throttled(response: &Response) -> SendError {
    SendError::RetryAfter(response.retry_after().unwrap_or(TOO_FAST_WAIT).max(SHORTEST_WAIT))
}

/// The wait named by `{"status":1111,"wait":5,"punish":"deny",…}`, seen from the vendor's gateway.
fn flood_control(response: &Response) -> Option<Duration> {
    let is_flood = number(&response.body, "status") == Some(1111)
        || !text(&response.body, "punish").is_empty();
    let wait = number(&response.body, "wait").and_then(|seconds| u64::try_from(seconds).ok());
    is_flood.then(|| Duration::from_secs(wait.unwrap_or_default()))
}

/// A field as a number, also when it came as text.
pub(crate) fn number(body: &Value, field: &str) -> Option<i64> {
    match body.get(field)? {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// A field as text, also when it came as a number; empty when absent.
pub(crate) fn text(body: &Value, field: &str) -> String {
    match body.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

pub(crate) fn words(code: &str, body: &Value, field: &str) -> String {
    let said: String =
        text(body, field).chars().filter(|c| !c.is_control()).take(LONGEST_WORDS).collect();
    format!("{code}: {said}")
}

#[cfg(test)]
mod tests;
