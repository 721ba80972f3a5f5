//! The page and its files, carried inside the program.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;

use super::Sandbox;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! file {
    ($path:literal, $name:literal, $media:expr) => {
        ($path, $media, include_str!(concat!("../../page/", $name)))
    };
}

/// Path, media type and content of each file.
const FILES: &[(&str, &str, &str)] = &[
    file!("/", "index.html", HTML),
    file!("/assets/base.css", "base.css", CSS),
    file!("/assets/parts.css", "parts.css", CSS),
    file!("/assets/layout.css", "layout.css", CSS),
    file!("/assets/chat.css", "chat.css", CSS),
    file!("/assets/message.css", "message.css", CSS),
    file!("/assets/composer.css", "composer.css", CSS),
    file!("/assets/incidents.css", "incidents.css", CSS),
    file!("/assets/timeline.css", "timeline.css", CSS),
    file!("/assets/phones.css", "phones.css", CSS),
    file!("/assets/narrow.css", "narrow.css", CSS),
    file!("/assets/app.js", "app.js", SCRIPT),
    file!("/assets/api.js", "api.js", SCRIPT),
    file!("/assets/avatar.js", "avatar.js", SCRIPT),
    file!("/assets/chat.js", "chat.js", SCRIPT),
    file!("/assets/clock.js", "clock.js", SCRIPT),
    file!("/assets/composer.js", "composer.js", SCRIPT),
    file!("/assets/dom.js", "dom.js", SCRIPT),
    file!("/assets/groups.js", "groups.js", SCRIPT),
    file!("/assets/i18n.js", "i18n.js", SCRIPT),
    file!("/assets/incidents.js", "incidents.js", SCRIPT),
    file!("/assets/keys.js", "keys.js", SCRIPT),
    file!("/assets/log.js", "log.js", SCRIPT),
    file!("/assets/message.js", "message.js", SCRIPT),
    file!("/assets/phones.js", "phones.js", SCRIPT),
    file!("/assets/records.js", "records.js", SCRIPT),
    file!("/assets/store.js", "store.js", SCRIPT),
    file!("/assets/tabs.js", "tabs.js", SCRIPT),
    file!("/assets/timeline.js", "timeline.js", SCRIPT),
    file!("/assets/toast.js", "toast.js", SCRIPT),
    file!("/assets/words.js", "words.js", SCRIPT),
    file!("/assets/zones.js", "zones.js", SCRIPT),
    file!("/assets/favicon.svg", "favicon.svg", SVG),
];

pub(super) fn routes() -> Router<Sandbox> {
    FILES.iter().fold(Router::new(), |router, &(path, media, content)| {
        router.route(
            path,
            get(move || async move { ([(CONTENT_TYPE, media)], content).into_response() }),
        )
    })
}
