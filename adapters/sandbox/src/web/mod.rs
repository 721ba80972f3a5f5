//! The sandbox over HTTP: the page, the same things as JSON, and a live stream.
//!
//! The JSON is for tests and demonstrations; its shapes are those of [`crate::view`] and
//! [`crate::record`]. Every error is `{"error": "a sentence", "code": "a_word"}` with the status
//! that fits.

mod clock;
mod error;
mod events;
mod guard;
mod page;
mod read;
mod speak;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use crate::platform::SandboxPlatform;
use crate::world::World;

/// Longer than anything a person types, and than any request of the page.
const LARGEST_BODY_BYTES: usize = 64 * 1024;

/// What every handler needs.
#[derive(Clone)]
struct Sandbox {
    platform: Arc<SandboxPlatform>,
    world: Arc<dyn World>,
}

/// The whole sandbox: the page at `/`, everything else under `/sandbox`.
pub fn router(platform: Arc<SandboxPlatform>, world: Arc<dyn World>) -> Router {
    Router::new()
        .route("/sandbox/state", get(read::state))
        .route("/sandbox/groups/{id}/messages", get(read::group_messages).post(speak::say_in_group))
        .route("/sandbox/groups/{id}/actions", post(speak::press_in_group))
        .route("/sandbox/people/{id}/pages", get(read::pages))
        .route(
            "/sandbox/people/{id}/messages",
            get(read::person_messages).post(speak::say_in_private),
        )
        .route("/sandbox/people/{id}/actions", post(speak::press_in_private))
        .route("/sandbox/incidents/{number}/timeline", get(read::timeline))
        .route("/sandbox/clock/advance", post(clock::advance))
        .route("/sandbox/clock/advance-to-next-due", post(clock::advance_to_next_due))
        .route("/sandbox/events", get(events::stream))
        .merge(page::routes())
        .fallback(error::no_such_path)
        .method_not_allowed_fallback(error::wrong_method)
        .layer(DefaultBodyLimit::max(LARGEST_BODY_BYTES))
        .layer(middleware::from_fn(guard::same_site_only))
        .layer(middleware::map_response(guard::add_security_headers))
        .with_state(Sandbox { platform, world })
}
