//! `/hooks/PLATFORM`: where chat platforms call in. The hot path of the program.
//!
//! A request is verified by its platform before anything else looks at it, and refused with a fixed
//! short answer. Nothing is answered as taken before the event handler has saved it: while the
//! database is away the status is 503 and the platform tries again. No layers and no spans are laid
//! around this route, so that a request costs little more than its own bytes; time limit, body
//! limit and panics are dealt with here.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use chat::{
    ChatEvent, ChatPlatform, EarlyResponse, EventOutcome, Inbound, RawRequest, RawResponse, Refusal,
};
use metrics::{Counter, counter};
use tokio::sync::oneshot;
use tokio_util::task::TaskTracker;

use super::Limits;
use crate::clock::Clock;
use crate::inbox::{self, CutOff, EventHandler, Way};
use crate::worker::at_most;

const PREFIX: &str = "/hooks/";

/// The platforms that may call in, and who handles their events.
pub(super) struct Hooks {
    endpoints: HashMap<String, Endpoint>,
    handler: Arc<dyn EventHandler>,
    clock: Arc<dyn Clock>,
    /// How long a request may take to arrive, and then to be handled.
    time_limit: Duration,
    body_limit: usize,
    /// Events that are still handled after their request was answered.
    late: TaskTracker,
}

/// One platform and its counters, which are looked up once and not for each request.
#[derive(Clone)]
struct Endpoint {
    platform: Arc<dyn ChatPlatform>,
    inbox: inbox::Endpoint,
    ignored: Counter,
}

impl Hooks {
    pub(super) fn new(
        platforms: &[Arc<dyn ChatPlatform>],
        handler: Arc<dyn EventHandler>,
        clock: Arc<dyn Clock>,
        limits: Limits,
        late: TaskTracker,
    ) -> Self {
        let endpoints = platforms
            .iter()
            .map(|platform| (platform.name().to_owned(), Endpoint::of(platform, limits)))
            .collect();
        let Limits { time: time_limit, body: body_limit } = limits;
        Self { endpoints, handler, clock, time_limit, body_limit, late }
    }

    pub(super) fn router(self) -> Router {
        Router::new().route("/hooks/{*rest}", any(call_in)).with_state(Arc::new(self))
    }

    async fn take(&self, endpoint: &Endpoint, request: RawRequest) -> Response {
        match endpoint.platform.receive(&request, self.clock.now()) {
            Ok(Inbound::Event(event)) => self.hand_over(endpoint, *event).await,
            Ok(Inbound::Question(question)) => {
                let choices = self.handler.suggest((*question).clone(), self.clock.now()).await;
                respond(endpoint.platform.offer(&question, &choices))
            }
            Ok(Inbound::Challenge(answer)) => respond(answer),
            Ok(Inbound::Ignored(why)) => {
                tracing::debug!(platform = endpoint.platform.name(), why, "ignored a callback");
                endpoint.ignored.increment(1);
                respond(endpoint.platform.respond(None, &EventOutcome::default()))
            }
            Err(refusal) => endpoint.refuse(refusal),
        }
    }

    async fn hand_over(&self, endpoint: &Endpoint, event: ChatEvent) -> Response {
        if let Some(early) = endpoint.platform.early_response(&event) {
            return self.hand_over_in_time(endpoint, event, early).await;
        }
        let outcome = self.handler.handle(event.clone(), self.clock.now()).await;
        endpoint.inbox.count(&outcome);
        respond(match outcome {
            Ok(outcome) => endpoint.platform.respond(Some(&event), &outcome),
            Err(_) => endpoint.platform.not_saved(&event),
        })
    }

    /// For a platform that waits only so long: the event is handled by a task of its own, which
    /// outlives the request when that is answered early.
    async fn hand_over_in_time(
        &self,
        endpoint: &Endpoint,
        event: ChatEvent,
        early: EarlyResponse,
    ) -> Response {
        let (handler, now, received) = (Arc::clone(&self.handler), self.clock.now(), event.clone());
        let (tell, told) = oneshot::channel();
        let late = endpoint.clone();
        self.late.spawn(async move {
            let outcome = handler.handle(received.clone(), now).await;
            late.inbox.count(&outcome);
            // Nobody waits any more when the early answer has left.
            if let Err(outcome) = tell.send(outcome) {
                late.platform.handled_late(&received, outcome).await;
            }
        });
        match tokio::time::timeout(early.after, told).await {
            Ok(Ok(Ok(outcome))) => respond(endpoint.platform.respond(Some(&event), &outcome)),
            Ok(Ok(Err(_))) => respond(endpoint.platform.not_saved(&event)),
            Ok(Err(_panicked)) => endpoint.fail(),
            Err(_elapsed) => respond(early.response),
        }
    }

    async fn read(&self, path_tail: String, request: Request) -> Result<RawRequest, Refusal> {
        let (head, body) = request.into_parts();
        if announced_length(&head.headers).is_some_and(|length| length > self.body_limit) {
            return Err(Refusal::TooLarge);
        }
        Ok(RawRequest {
            method: head.method.as_str().to_owned(),
            path_tail,
            query: head.uri.query().unwrap_or_default().to_owned(),
            headers: texts_of(&head.headers),
            body: self.read_body(body).await?,
        })
    }

    /// A body that breaks off is told from one that is too long only by somebody who is no longer
    /// there.
    async fn read_body(&self, body: Body) -> Result<Vec<u8>, Refusal> {
        to_bytes(body, self.body_limit).await.map(Vec::from).map_err(|_| Refusal::TooLarge)
    }
}

impl Endpoint {
    fn of(platform: &Arc<dyn ChatPlatform>, limits: Limits) -> Self {
        let name = platform.name();
        Self {
            platform: Arc::clone(platform),
            inbox: inbox::Endpoint::new(Way::Webhook, name, limits.time),
            ignored: counter!("watchbell_events_ignored_total", "via" => "webhook", "platform" => name.to_owned()),
        }
    }

    fn fail(&self) -> Response {
        self.inbox.fail();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }

    fn refuse_incomplete(&self) -> Response {
        self.count_refused("incomplete");
        StatusCode::REQUEST_TIMEOUT.into_response()
    }

    fn count_refused(&self, why: &'static str) {
        let platform = self.platform.name().to_owned();
        counter!("watchbell_events_refused_total", "via" => "webhook", "platform" => platform, "why" => why)
            .increment(1);
    }

    /// Forgers are counted, not logged at a level that they could fill a disk with.
    fn refuse(&self, refusal: Refusal) -> Response {
        let platform = self.platform.name();
        tracing::info!(platform, %refusal, "refused a callback");
        self.count_refused(word_of(refusal));
        respond(refusal.response())
    }
}

async fn call_in(State(hooks): State<Arc<Hooks>>, request: Request) -> Response {
    let path = request.uri().path().strip_prefix(PREFIX).unwrap_or_default();
    let (name, tail) = path.split_once('/').unwrap_or((path, ""));
    let Some(endpoint) = hooks.endpoints.get(name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Whoever sends half a request is told so and counted as a stranger: what alarms about events
    // that were not saved is for those that a platform signed.
    let request = match at_most(hooks.time_limit, hooks.read(tail.to_owned(), request)).await {
        Some(Ok(request)) => request,
        Some(Err(refusal)) => return endpoint.refuse(refusal),
        None => return endpoint.refuse_incomplete(),
    };
    let taken = hooks.take(endpoint, request);
    match endpoint.inbox.within_limits(taken).await {
        Ok(response) => response,
        Err(CutOff::Panic) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Err(CutOff::TimeLimit) => try_again(),
    }
}

fn announced_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Headers that are no text are left out: no platform signs or sends one.
fn texts_of(headers: &HeaderMap) -> Vec<(String, String)> {
    let as_text = |(name, value): (&header::HeaderName, &header::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    headers.iter().filter_map(as_text).collect()
}

fn respond(answer: RawResponse) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, answer.content_type)], answer.body).into_response()
}

fn try_again() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, "not saved, try again").into_response()
}

fn word_of(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Missing => "missing",
        Refusal::BadSignature => "bad_signature",
        Refusal::Expired => "expired",
        Refusal::Replayed => "replayed",
        Refusal::TooLarge => "too_large",
        Refusal::Malformed => "malformed",
    }
}
