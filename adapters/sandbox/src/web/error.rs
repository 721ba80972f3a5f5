//! Errors as JSON: always `{"error": "a sentence", "code": "a_word"}`. The word lets a page say the
//! sentence in another language.

use std::io;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::world::{FARTHEST_MOVE, WorldError};

/// Storage was away; whatever was asked for did not happen.
const NOT_SAVED: &str = "not_saved";

/// A status, a word for the kind of fault, and a sentence for the person who asked.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    code: &'static str,
    sentence: String,
}

impl ApiError {
    pub(super) fn new(status: StatusCode, code: &'static str, sentence: impl Into<String>) -> Self {
        Self { status, code, sentence: sentence.into() }
    }

    pub(super) fn invalid(code: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, sentence)
    }

    pub(super) fn not_found(code: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, code, sentence)
    }

    pub(super) fn forbidden(code: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, code, sentence)
    }

    /// A move of the clock that is refused whole: a shorter one than was asked for would be a
    /// surprise.
    pub(super) fn too_far(seconds: u32) -> Self {
        const DAY: u64 = 24 * 3600;
        let (most, asked) = (FARTHEST_MOVE.as_secs() / DAY, u64::from(seconds).div_ceil(DAY));
        Self::invalid(
            "too_far",
            format!(
                "One move of the clock is at most {most} days, and {asked} days were asked for. \
                 The clock did not move. Go further in several moves."
            ),
        )
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.sentence, "code": self.code }))).into_response()
    }
}

impl From<WorldError> for ApiError {
    fn from(error: WorldError) -> Self {
        let (status, code) = match error {
            WorldError::NotFound(_) => (StatusCode::NOT_FOUND, "not_found"),
            WorldError::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden"),
            WorldError::Invalid(_) => (StatusCode::BAD_REQUEST, "invalid"),
            WorldError::TooFar(_) => (StatusCode::BAD_REQUEST, "too_far"),
            WorldError::Conflict(_) => (StatusCode::CONFLICT, "conflict"),
            WorldError::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, NOT_SAVED),
        };
        Self::new(status, code, error.to_string())
    }
}

impl From<io::Error> for ApiError {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "the sandbox could not write a message down");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            NOT_SAVED,
            "The message could not be written down; nothing was said.",
        )
    }
}

/// A JSON body whose faults are told like every other error.
pub(super) struct Body<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let Json(body) =
            Json::from_request(request, state).await.map_err(|fault: JsonRejection| {
                ApiError::new(
                    fault.status(),
                    "body",
                    format!("The body does not fit: {}.", fault.body_text()),
                )
            })?;
        Ok(Self(body))
    }
}

/// Query parameters whose faults are told like every other error.
pub(super) struct Parameters<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Parameters<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Query(parameters) =
            Query::from_request_parts(parts, state).await.map_err(|fault: QueryRejection| {
                let sentence = format!("The query does not fit: {}.", fault.body_text());
                ApiError::invalid("query", sentence)
            })?;
        Ok(Self(parameters))
    }
}

pub(super) async fn no_such_path() -> ApiError {
    ApiError::not_found(
        "no_such_path",
        "There is nothing at this path. The page is at /, the state at /sandbox/state.",
    )
}

pub(super) async fn wrong_method() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong_method",
        "This path exists, but not with this method.",
    )
}
