//! What WeCom's responses mean: one table of errcodes for webhook, app and robot, as typed errors.
//!
//! Nearly every response is HTTP 200; the errcode decides, never the status nor the words (vendor
//! page 90313). The words are left out of errors, because they carry a trace id and the caller's
//! address.

use std::time::Duration;

use chat::SendError;
use chat::http::Response;
use serde_json::Value;

/// Above a limit per minute the sender is blocked for a minute (vendor page 90454).
const TOO_OFTEN_WAIT: Duration = Duration::from_mins(1);

/// After too many calls at the same time a short pause is enough.
const TOO_MANY_AT_ONCE_WAIT: Duration = Duration::from_secs(2);

/// The socket is open, but the robot's subscription on it has ended: only a new connection helps.
pub const NOT_SUBSCRIBED: i64 = 846_609;

/// Reads a response over HTTP.
pub fn of_http(response: &Response) -> Result<(), SendError> {
    match (response.status, errcode(&response.body)) {
        (200..=299, Some(errcode)) => of_errcode(errcode),
        (200..=299, None) => Err(SendError::Uncertain("WeCom's response is not readable".into())),
        (429, _) => Err(SendError::RetryAfter(TOO_OFTEN_WAIT)),
        _ => Err(response.trouble()),
    }
}

/// The errcode of a response's body, also when it came as text.
pub fn errcode(body: &Value) -> Option<i64> {
    match body.get("errcode")? {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) => digits.trim().parse().ok(),
        _ => None,
    }
}

/// Whether the access token was refused, so that another one may pass.
pub fn rejects_token(response: &Response) -> bool {
    matches!(errcode(&response.body), Some(40_014 | 42_001 | 41_001))
}

/// What an errcode means. An unknown one is tried again: the vendor adds codes, and a page must not
/// die of one.
pub fn of_errcode(errcode: i64) -> Result<(), SendError> {
    let said = |meaning: &str| format!("errcode {errcode}: {meaning}");
    Err(match errcode {
        0 => return Ok(()),
        -1 | 6000 => SendError::Away(said("busy")),
        45_009 => SendError::RetryAfter(TOO_OFTEN_WAIT),
        45_033 => SendError::RetryAfter(TOO_MANY_AT_ONCE_WAIT),
        93_000 => {
            SendError::gone(said("the webhook is invalid or its robot was taken out of the group"))
        }
        93_004 => SendError::gone(said("the robot is disabled")),
        93_008 => SendError::gone(said("the robot is not in the group")),
        93_006 | 86_000..=86_999 => {
            SendError::gone(said("no such group, or not one of this robot or app"))
        }
        81_013 => SendError::gone(said("no such person, or outside the app's visible range")),
        40_001 | 40_013 | 853_000 => SendError::Unauthorized(said("wrong id or secret")),
        40_014 | 42_001 | 41_001 => {
            SendError::Unauthorized(said("the access token is not accepted"))
        }
        40_056 | 301_002 => SendError::Unauthorized(said("no right to this app")),
        60_020 => SendError::Unauthorized(said(
            "this machine is not on the app's list of trusted addresses",
        )),
        60_011 | 48_002 => SendError::Unauthorized(said("no permission for this interface")),
        40_008 | 40_058 | 44_004 | 40_033 => {
            SendError::refused(said("the message is not accepted"))
        }
        846_605 => SendError::refused(said("the req_id takes no such response")),
        846_608 => SendError::refused(said("the stream is too old")),
        NOT_SUBSCRIBED => SendError::Away(said("the connection is not subscribed any more")),
        _ => SendError::Retryable(said("not in the vendor's tables")),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(status: u16, body: Value) -> Result<(), SendError> {
        of_http(&Response::new(status, body))
    }

    #[test]
    fn the_errcode_decides_and_its_words_are_left_out() {
        assert_eq!(of(200, json!({"errcode": 0, "errmsg": "ok"})), Ok(()));
        let error = of(
            200,
            json!({"errcode": 93000, "errmsg": "invalid, hint: [1], from ip: 203.0.113.9"}),
        );
        let Err(SendError::Permanent { reason, gone: true }) = error else { panic!("{error:?}") };
        assert!(reason.contains("93000") && !reason.contains("203.0.113.9"), "{reason}");
    }

    #[test]
    fn every_code_of_the_table_has_its_kind() {
        let minute = SendError::RetryAfter(Duration::from_mins(1));
        assert_eq!(of_errcode(45_009), Err(minute.clone()));
        assert_eq!(of(429, Value::Null), Err(minute));
        for code in [-1, 6000, NOT_SUBSCRIBED] {
            assert!(matches!(of_errcode(code), Err(SendError::Away(_))), "{code}");
        }
        for code in [99_999, 1] {
            assert!(matches!(of_errcode(code), Err(SendError::Retryable(_))), "{code}");
        }
        for code in [93_000, 93_004, 93_008, 93_006, 86_001, 86_215, 81_013] {
            assert!(
                matches!(of_errcode(code), Err(SendError::Permanent { gone: true, .. })),
                "{code}"
            );
        }
        for code in [40_001, 40_013, 40_056, 301_002, 60_020, 60_011, 48_002, 40_014, 853_000] {
            assert!(matches!(of_errcode(code), Err(SendError::Unauthorized(_))), "{code}");
        }
        for code in [40_008, 40_058, 44_004, 40_033, 846_605, 846_608] {
            assert!(
                matches!(of_errcode(code), Err(SendError::Permanent { gone: false, .. })),
                "{code}"
            );
        }
    }

    #[test]
    fn trouble_in_front_of_the_platform_is_another_try() {
        for (status, again) in [(500, true), (503, true), (302, true), (404, false)] {
            let error = of(status, json!({"errcode": 0})).unwrap_err();
            assert_eq!(error.is_worth_another_try(), again, "{status}");
        }
        assert!(of(200, Value::Null).unwrap_err().is_worth_another_try());
    }
}
