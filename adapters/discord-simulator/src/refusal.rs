//! Answers of the simulator in Discord's form: errors with a code, rate limits with their headers.

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A call that is not taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Refused {
    /// A status, a code and words.
    Code(u16, i64, &'static str),
    /// A field that breaks a rule: its path and what is wrong.
    Field(String, &'static str),
    /// Too much was sent.
    TooMuch { wait: TimeDelta, global: bool },
}

/// A status and a body, or why not.
pub(crate) type Verdict = Result<(u16, Value), Refused>;

pub(crate) const UNKNOWN_CHANNEL: Refused = Refused::Code(404, 10_003, "Unknown Channel");
pub(crate) const UNKNOWN_MESSAGE: Refused = Refused::Code(404, 10_008, "Unknown Message");
pub(crate) const UNKNOWN_WEBHOOK: Refused = Refused::Code(404, 10_015, "Unknown Webhook");
pub(crate) const UNKNOWN_INTERACTION: Refused = Refused::Code(404, 10_062, "Unknown interaction");
pub(crate) const TOKEN_OVER: Refused = Refused::Code(401, 50_027, "Invalid Webhook Token");
pub(crate) const UNAUTHORIZED: Refused = Refused::Code(401, 0, "401: Unauthorized");

pub(crate) fn field(path: impl Into<String>, what: &'static str) -> Refused {
    Refused::Field(path.into(), what)
}

impl Refused {
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Code(status, code, words) => format!("{status} {code} {words}"),
            Self::Field(path, what) => format!("400 50035 {path}: {what}"),
            Self::TooMuch { .. } => "429".into(),
        }
    }

    fn parts(&self) -> (u16, Value) {
        match self {
            Self::Code(status, code, words) => (*status, json!({"message": words, "code": code})),
            Self::Field(path, what) => {
                let leaf = json!({"_errors": [{"code": "INVALID", "message": what}]});
                let tree = path.rsplit('.').fold(leaf, |below, key| json!({key: below}));
                (400, json!({"message": "Invalid Form Body", "code": 50_035, "errors": tree}))
            }
            Self::TooMuch { wait, global } => {
                let body = json!({"message": "You are being rate limited.", "retry_after": seconds(*wait), "global": global});
                (429, body)
            }
        }
    }
}

/// The answer as it goes over the wire; `left` is what remains in the bucket.
pub(crate) fn respond(verdict: &Verdict, left: Option<u32>) -> Response {
    let (status, body) = match verdict {
        Ok((status, body)) => (*status, body.clone()),
        Err(refused) => refused.parts(),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = if status == StatusCode::NO_CONTENT {
        status.into_response()
    } else {
        (status, Json(body)).into_response()
    };
    let mut say = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    };
    if let Some(left) = left {
        say("x-ratelimit-limit", "5".into());
        say("x-ratelimit-remaining", left.to_string());
        say("x-ratelimit-reset-after", "5.000".into());
        say("x-ratelimit-bucket", "fake".into());
    }
    if let Err(Refused::TooMuch { wait, global }) = verdict {
        let (wait, global) = (*wait, *global);
        say("retry-after", seconds(wait).ceil().to_string());
        say("x-ratelimit-reset-after", format!("{:.3}", seconds(wait)));
        say("x-ratelimit-scope", if global { "global" } else { "user" }.into());
        if global {
            say("x-ratelimit-global", "true".into());
        }
    }
    response
}

fn seconds(wait: TimeDelta) -> f64 {
    wait.as_seconds_f64().max(0.001)
}
