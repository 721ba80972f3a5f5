//! Faults of single calls to a simulator.

use std::future::Future;
use std::io;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// A fault that spoils one call.
#[derive(Debug, Clone, PartialEq)]
pub enum CallFault {
    /// The response takes this long.
    Slow(Duration),
    /// The connection ends before the simulator accepts anything.
    Drop,
    /// The simulator accepts the call, but the connection ends before the response.
    LoseResponse,
    /// This status and body instead of anything else.
    Respond(u16, Value),
}

/// Makes one call, spoiled by the fault if there is one.
pub async fn apply(fault: Option<CallFault>, call: impl Future<Output = Response>) -> Response {
    match fault {
        None => call.await,
        Some(CallFault::Slow(pause)) => {
            // The call comes first: a caller that stops waiting must not undo what it asked for.
            let response = call.await;
            #[expect(clippy::disallowed_methods, reason = "a simulator is slow on purpose")]
            tokio::time::sleep(pause).await;
            response
        }
        Some(CallFault::Drop) => broken_off(),
        Some(CallFault::LoseResponse) => {
            call.await;
            broken_off()
        }
        Some(CallFault::Respond(status, body)) => respond((status, body)),
    }
}

/// A response in JSON.
pub fn respond((status, body): (u16, Value)) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(body)).into_response()
}

/// A response whose body breaks off, so that the connection ends under the caller.
fn broken_off() -> Response {
    let broken =
        futures::stream::once(std::future::ready(Err::<Bytes, _>(io::Error::other("dropped"))));
    Response::new(Body::from_stream(broken))
}
