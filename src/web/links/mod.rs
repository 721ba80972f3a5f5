//! The pages behind signed links, for people on platforms whose bots cannot receive messages.
//!
//! `GET` shows what would happen and one button; only `POST` acts. So a preview, a scanner and a
//! finger that slips change nothing. Pages are small HTML without scripts, never stored, never
//! indexed, and say what is wrong in the reader's language. What a link may do is decided by
//! [`Links`](crate::links::Links) and the handlers; nothing here knows more than the link says.
//! Start reading at [`router`].

mod act_page;
mod form;
mod language;
mod open_page;
mod page;
mod pages;
mod read_page;

pub use pages::{LinkEndpoints, LinkHandler, LinkPages};

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::set_header::SetResponseHeaderLayer;

use super::{Limits, guarded};

/// Longest form that is read, in bytes.
const LONGEST_FORM: usize = 8 * 1024;

const STYLE: &str = include_str!("../../../templates/links/links.css");

/// The pages' routes.
pub fn router(pages: LinkPages, limits: Limits) -> Router {
    let pages = Arc::new(pages);
    let documents = Router::new()
        .route("/read/{token}", get(read_page::read))
        .with_state(Arc::clone(&pages))
        .layer(policy(DOCUMENT_POLICY));
    let routes = Router::new()
        .route("/act/{token}", get(act_page::ask).post(act_page::act))
        .route("/open/{token}", get(open_page::ask).post(open_page::open))
        .with_state(pages)
        .route("/links.css", get(style))
        .layer(DefaultBodyLimit::max(LONGEST_FORM))
        .layer(policy(PAGE_POLICY));
    let routes = routes.merge(documents);
    let routes = HEADERS.into_iter().fold(routes, |routes, (name, value)| {
        let name = HeaderName::from_static(name);
        routes.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    });
    guarded(routes, limits)
}

const CONTENT_POLICY: HeaderName = HeaderName::from_static("content-security-policy");

/// No scripts and no frames.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same for a document, which has its style inside, so that it can be kept as one file.
const DOCUMENT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

fn policy(words: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(CONTENT_POLICY, HeaderValue::from_static(words))
}

/// No caching, no indexing, and no referrer that could leak a link.
const HEADERS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
];

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}
