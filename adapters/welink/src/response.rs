//! What WeLink's responses mean: its error table, as typed errors.
//!
//! WeLink responds with HTTP 200 with a `code`, which is a text in its documents and a number in
//! some responses; both are read. Codes of the robot are from a mirror of the vendor's page, those
//! of tokens and limits from the vendor. What an HTTP status means is inferred.

use std::time::Duration;

use chat::SendError;
use chat::http::Response;
use serde_json::Value;

/// The platform's own window of calls is a minute long.
const RATE_WAIT: Duration = Duration::from_mins(1);

/// Longest piece of the vendor's own words that goes into an error.
const LONGEST_WORDS: usize = 200;

/// Reads the response of a group robot.
pub fn of_robot(response: &Response) -> Result<(), SendError> {
    by_status(response)?;
    let code = code(&response.body);
    let words = words(&code, &response.body);
    match code.as_str() {
        "0" => Ok(()),
        "" => Err(unreadable()),
        "58404" | "58602" => Err(SendError::gone(words)),
        "48503" => Err(too_fast(response)),
        "58601" => Err(SendError::refused(words)),
        // 58500, and what the table does not know: it is from a mirror and may lack codes, and a
        // page must not die of one.
        _ => Err(SendError::Retryable(words)),
    }
}

/// Reads the response of a call with an access token.
pub fn of_call(response: &Response) -> Result<(), SendError> {
    by_status(response)?;
    let code = code(&response.body);
    let words = words(&code, &response.body);
    match code.as_str() {
        "0" => Ok(()),
        "" => Err(unreadable()),
        "48503" => Err(too_fast(response)),
        "501" => Err(SendError::Unauthorized(words)),
        _ if is_about_the_token(&code) => Err(SendError::Unauthorized(words)),
        _ => Err(SendError::Retryable(words)),
    }
}

/// Reads the response to a request for an access token: what is refused there, only an operator can
/// change.
pub fn of_ticket(response: &Response) -> Result<(), SendError> {
    by_status(response)?;
    let code = code(&response.body);
    match code.as_str() {
        "0" => Ok(()),
        "" => Err(unreadable()),
        "48503" => Err(too_fast(response)),
        "41500" => Err(SendError::Retryable(words(&code, &response.body))),
        _ => Err(SendError::Unauthorized(words(&code, &response.body))),
    }
}

/// Whether a call was refused because of its access token, so that a new one may help.
pub(crate) fn rejects_token(response: &Response) -> bool {
    response.status == 401 || is_about_the_token(&code(&response.body))
}

/// Whether the account is locked after too many wrong tries; every further one keeps it locked.
pub(crate) fn is_locked(response: &Response) -> bool {
    code(&response.body) == "41403"
}

/// All documented codes about tokens are of this family.
fn is_about_the_token(code: &str) -> bool {
    code.len() == 5 && code.starts_with("41")
}

fn by_status(response: &Response) -> Result<(), SendError> {
    match response.status {
        200..=299 => Ok(()),
        429 => Err(too_fast(response)),
        403 => {
            let words = "HTTP 403: is this machine's address on the robot's list?";
            Err(SendError::Unauthorized(words.into()))
        }
        _ => Err(response.trouble()),
    }
}

fn too_fast(response: &Response) -> SendError {
    SendError::RetryAfter(response.retry_after().unwrap_or(RATE_WAIT).max(Duration::from_secs(1)))
}

fn unreadable() -> SendError {
    SendError::Uncertain("WeLink's response is not readable".into())
}

fn code(body: &Value) -> String {
    text(body, "code")
}

/// A field as text, also when it came as a number; empty when absent.
pub(crate) fn text(body: &Value, field: &str) -> String {
    match body.get(field) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn words(code: &str, body: &Value) -> String {
    let said: String =
        text(body, "message").chars().filter(|c| !c.is_control()).take(LONGEST_WORDS).collect();
    format!("code {code}: {said}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn response(status: u16, body: Value) -> Response {
        Response::new(status, body)
    }

    fn robot(status: u16, body: Value) -> Result<(), SendError> {
        of_robot(&response(status, body))
    }

    #[test]
    fn every_code_of_the_robots_table_is_typed_as_text_and_as_number() {
        for (code, kind) in [
            (0, "ok"),
            (58404, "gone"),
            (58500, "again"),
            (58601, "final"),
            (58602, "gone"),
            (48503, "later"),
            (12345, "again"),
        ] {
            for body in [json!({"code": code.to_string()}), json!({"code": code})] {
                let got = match robot(200, body) {
                    Ok(()) => "ok",
                    Err(SendError::Permanent { gone: true, .. }) => "gone",
                    Err(SendError::Permanent { gone: false, .. }) => "final",
                    Err(SendError::Retryable(_)) => "again",
                    Err(SendError::Away(_)) => "away",
                    Err(SendError::Uncertain(_)) => "uncertain",
                    Err(SendError::RetryAfter(_)) => "later",
                    Err(SendError::Unauthorized(_)) => "operator",
                };
                assert_eq!(got, kind, "{code}");
            }
        }
    }

    #[test]
    fn statuses_outside_the_table_are_typed_too() {
        assert!(matches!(robot(403, Value::Null), Err(SendError::Unauthorized(_))));
        assert!(matches!(robot(429, Value::Null), Err(SendError::RetryAfter(_))));
        assert!(matches!(robot(503, Value::Null), Err(SendError::Away(_))));
        assert!(matches!(robot(502, Value::Null), Err(SendError::Uncertain(_))));
        assert!(matches!(robot(302, Value::Null), Err(SendError::Retryable(_))));
        assert!(matches!(robot(404, Value::Null), Err(SendError::Permanent { gone: false, .. })));
        assert!(matches!(robot(200, Value::Null), Err(SendError::Uncertain(_))));
    }

    #[test]
    fn a_ticket_that_is_refused_is_a_matter_for_an_operator() {
        for code in ["10007", "41403", "41579", "41580", "501"] {
            let refused = of_ticket(&response(200, json!({"code": code})));
            assert!(matches!(refused, Err(SendError::Unauthorized(_))), "{code}");
        }
        let unavailable = of_ticket(&response(200, json!({"code": "41500"})));
        assert!(matches!(unavailable, Err(SendError::Retryable(_))));
    }
}
