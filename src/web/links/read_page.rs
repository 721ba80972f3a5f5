//! `/read/TOKEN`: everything that was said and done about an incident, for whoever may read the room
//! that the link was sent to. It changes nothing, so it may be opened as often as wanted until it
//! expires.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};

use super::LinkPages;
use super::page::{self, End};
use crate::links::READ_KEY;

/// Shows the document.
pub(super) async fn read(
    State(pages): State<Arc<LinkPages>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    let visit = match pages.visit(&token, &headers).await {
        Ok(visit) if visit.act.key.starts_with(READ_KEY) => visit,
        Ok(visit) => return page::ended(visit.language, End::Unknown),
        Err(end) => return end,
    };
    match pages.handlers.document(&visit.pressed(), visit.now).await {
        Ok(Some(document)) => Html(document).into_response(),
        Ok(None) => page::ended(visit.language, End::Unknown),
        Err(error) => {
            tracing::warn!(%error, "a document behind a link could not be read");
            page::ended(visit.language, End::NotSaved)
        }
    }
}
