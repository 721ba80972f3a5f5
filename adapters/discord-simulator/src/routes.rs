//! The routes of the simulator, and what spoils a call on its way.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, patch, post};
use chat::Now;
use simulator::call_fault;
use tokio::net::TcpListener;
use url::Url;

use crate::{DiscordSimulator, Inner, Setup, Shared, registry, rest, session, webhooks};

/// Runs a simulator together with the calls that drive it.
pub(crate) async fn serve(
    listener: TcpListener,
    setup: Setup,
    now: Now,
    bot: Option<Url>,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let inner = Arc::new(Inner::new(setup, now));
    if let Some(endpoint) = bot.and_then(|bot| bot.join("/hooks/discord").ok()) {
        inner.state().endpoint = Some(endpoint);
    }
    let simulator = Arc::new(DiscordSimulator::driving(address, Arc::clone(&inner)));
    simulator::serve(listener, router(inner).merge(simulator::router(simulator))).await
}

pub(crate) fn router(inner: Shared) -> Router {
    let api = Router::new()
        .route("/gateway", get(rest::gateway))
        .route("/gateway/bot", get(rest::gateway_bot))
        .route("/users/@me", get(rest::me))
        .route("/users/@me/channels", post(rest::open_direct))
        .route("/oauth2/applications/@me", get(rest::application))
        .route("/applications/@me", get(rest::application))
        .route("/channels/{channel}", get(rest::get_channel))
        .route("/channels/{channel}/messages", post(rest::post_message))
        .route("/channels/{channel}/messages/{message}", patch(rest::edit_message))
        .route("/channels/{channel}/messages/{message}/threads", post(rest::start_thread))
        .route(
            "/applications/{application}/commands",
            get(registry::get_commands).put(registry::put_commands),
        )
        .route(
            "/applications/{application}/guilds/{guild}/commands",
            get(registry::get_commands).put(registry::put_commands),
        )
        .route("/interactions/{id}/{token}/callback", post(webhooks::callback))
        .route("/webhooks/{application}/{token}", post(webhooks::follow_up))
        .route(
            "/webhooks/{application}/{token}/messages/@original",
            get(webhooks::get_original)
                .patch(webhooks::edit_original)
                .delete(webhooks::delete_original),
        )
        .layer(from_fn_with_state(Arc::clone(&inner), with_fault));
    Router::new()
        .nest("/api/v10", api)
        .route("/gw", get(session::connect))
        .route("/gw/", get(session::connect))
        .with_state(inner)
}

/// Notes each call, and lets the next fault in the queue spoil those that change something.
async fn with_fault(State(inner): State<Shared>, request: Request, next: Next) -> Response {
    let fault = {
        let mut state = inner.state();
        let call = without_token(request.method(), request.uri().path());
        state.calls.push(call);
        if request.method() == Method::GET { None } else { state.faults.next_call() }
    };
    call_fault::apply(fault, next.run(request)).await
}

fn without_token(method: &Method, path: &str) -> String {
    let parts =
        path.split('/').map(|part| if part.starts_with("fake-token-") { "TOKEN" } else { part });
    format!("{method} {}", parts.collect::<Vec<_>>().join("/"))
}
