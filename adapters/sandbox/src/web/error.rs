//! Errors as JSON: always `{"error": "a sentence"}`.

use std::io;

use axum::Json;
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::world::WorldError;

/// A status and a sentence for the person who asked.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    sentence: String,
}

impl ApiError {
    pub(super) fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into() }
    }

    pub(super) fn invalid(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, sentence)
    }

    pub(super) fn not_found(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, sentence)
    }

    pub(super) fn forbidden(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, sentence)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.sentence }))).into_response()
    }
}

impl From<WorldError> for ApiError {
    fn from(error: WorldError) -> Self {
        let status = match error {
            WorldError::NotFound(_) => StatusCode::NOT_FOUND,
            WorldError::Forbidden(_) => StatusCode::FORBIDDEN,
            WorldError::Invalid(_) => StatusCode::BAD_REQUEST,
            WorldError::Conflict(_) => StatusCode::CONFLICT,
            WorldError::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self::new(status, error.to_string())
    }
}

impl From<io::Error> for ApiError {
    fn from(error: io::Error) -> Self {
        tracing::error!(%error, "the sandbox could not write a message down");
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
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
                ApiError::invalid(format!("The query does not fit: {}.", fault.body_text()))
            })?;
        Ok(Self(parameters))
    }
}

pub(super) async fn no_such_path() -> ApiError {
    ApiError::not_found(
        "There is nothing at this path. The page is at /, the state at /sandbox/state.",
    )
}

pub(super) async fn wrong_method() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "This path exists, but not with this method.")
}
