//! What spoils single calls to a stand-in.

use std::future::Future;
use std::io;
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// Something that spoils one call.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The answer takes this long.
    Slow(Duration),
    /// The connection ends before anything is taken.
    Drop,
    /// The call is taken, but the connection ends before the answer.
    LoseAnswer,
    /// This status and body instead of anything else.
    Answer(u16, Value),
}

/// Makes one call, through the trouble that waits for it, if there is one. `rest` is how the stand-in waits.
pub async fn through<R: Future<Output = ()>>(
    trouble: Option<Trouble>,
    call: impl Future<Output = Response>,
    rest: impl FnOnce(Duration) -> R,
) -> Response {
    match trouble {
        None => call.await,
        Some(Trouble::Slow(pause)) => {
            // Taken first: whoever no longer waits for the answer must not undo what was asked for.
            let response = call.await;
            rest(pause).await;
            response
        }
        Some(Trouble::Drop) => broken_off(),
        Some(Trouble::LoseAnswer) => {
            call.await;
            broken_off()
        }
        Some(Trouble::Answer(status, body)) => answer((status, body)),
    }
}

/// An answer in JSON.
pub fn answer((status, body): (u16, Value)) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, Json(body)).into_response()
}

/// An answer whose body breaks off, so that the connection ends under the caller.
fn broken_off() -> Response {
    let broken =
        futures::stream::once(std::future::ready(Err::<Bytes, _>(io::Error::other("dropped"))));
    Response::new(Body::from_stream(broken))
}
