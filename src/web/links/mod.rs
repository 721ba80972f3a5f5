//! The pages behind signed links, for people on platforms whose bots cannot receive messages.
//!
//! `GET` shows what would happen and one button; only `POST` acts. So a preview, a scanner and a
//! finger that slips change nothing. Pages are small HTML without scripts, never stored, never
//! indexed, and say what is wrong in the reader's language. What a link may do is decided by
//! [`Links`] and the handlers; nothing here knows more than the link says. Start reading at
//! [`router`].

mod act_page;
mod form;
mod language;
mod open_page;
mod page;

use std::sync::Arc;

use async_trait::async_trait;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chat::{ChatEvent, NotSaved};
use chrono::{DateTime, Utc};
use tower_http::set_header::SetResponseHeaderLayer;

use super::{Limits, guarded};
use crate::actions::Random;
use crate::clock::Clock;
use crate::domain::directory::Destination;
use crate::links::{About, Acted, Level, Links};
use crate::store::Store;

/// Longest form that is read, in bytes.
const LONGEST_FORM: usize = 8 * 1024;

const STYLE: &str = include_str!("../../../templates/links/links.css");

/// Carries out what a link asks for.
#[async_trait]
pub trait LinkHandler: Send + Sync {
    /// Carries it out. The event's id is the link's mark; an event that was handled before does
    /// nothing more.
    async fn act(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<Acted, NotSaved>;

    /// The incident that a button would act on, if it may be seen from there.
    async fn about(&self, event: &ChatEvent, now: DateTime<Utc>)
    -> Result<Option<About>, NotSaved>;

    /// The levels an incident of this room can have, the most urgent first.
    fn levels(&self, room: &Destination, now: DateTime<Utc>) -> Vec<Level>;
}

pub struct LinkPages {
    pub links: Arc<Links>,
    pub handlers: Arc<dyn LinkHandler>,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
}

/// The pages' routes.
pub fn router(pages: LinkPages, limits: Limits) -> Router {
    let routes = Router::new()
        .route("/act/{token}", get(act_page::ask).post(act_page::act))
        .route("/open/{token}", get(open_page::ask).post(open_page::open))
        .with_state(Arc::new(pages))
        .route("/links.css", get(style))
        .layer(DefaultBodyLimit::max(LONGEST_FORM));
    let routes = HEADERS.into_iter().fold(routes, |routes, (name, value)| {
        let name = HeaderName::from_static(name);
        routes.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    });
    guarded(routes, limits)
}

/// No scripts, no frames, no caching, no indexing, and no referrer that could leak a link.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
];

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// A name, a title or an answer as somebody typed it, on one line and not longer than `most`
/// characters; none when nothing is left of it.
fn typed(text: Option<&str>, most: usize) -> Option<String> {
    let line = chat::neutralise::one_line(text?);
    let cut: String = line.trim().chars().take(most).collect();
    (!cut.is_empty()).then_some(cut)
}
