//! `/hooks/PLATFORM`: where chat platforms call in. The hot path of the program.
//!
//! A request is verified by its platform before anything else looks at it, and refused with a fixed short
//! answer. Nothing is answered as taken before the front desk has saved it: while the database is away the
//! status is 503 and the platform tries again. No layers and no spans are laid around this route, so that a
//! request costs little more than its own bytes; time limit, body limit and panics are dealt with here.

use std::collections::HashMap;
use std::sync::Arc;

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

const PREFIX: &str = "/hooks/";

/// The platforms that may call in, and who hears them.
pub(super) struct Hooks {
    doors: HashMap<String, Door>,
    front: Arc<dyn EventHandler>,
    clock: Arc<dyn Clock>,
    body_limit: usize,
    /// Events that are still heard after their request was answered.
    late: TaskTracker,
}

/// One platform and its counters, which are looked up once and not for each request.
#[derive(Clone)]
struct Door {
    platform: Arc<dyn ChatPlatform>,
    inbox: inbox::Door,
    ignored: Counter,
}

impl Hooks {
    pub(super) fn new(
        platforms: &[Arc<dyn ChatPlatform>],
        front: Arc<dyn EventHandler>,
        clock: Arc<dyn Clock>,
        limits: Limits,
        late: TaskTracker,
    ) -> Self {
        let doors = platforms
            .iter()
            .map(|platform| (platform.name().to_owned(), Door::of(platform, limits)))
            .collect();
        Self { doors, front, clock, body_limit: limits.body, late }
    }

    pub(super) fn router(self) -> Router {
        Router::new().route("/hooks/{*rest}", any(call_in)).with_state(Arc::new(self))
    }

    async fn take(&self, door: &Door, tail: String, request: Request) -> Response {
        let request = match self.read(tail, request).await {
            Ok(request) => request,
            Err(refusal) => return door.refuse(refusal),
        };
        match door.platform.receive(&request, self.clock.now()) {
            Ok(Inbound::Event(event)) => self.hand_over(door, *event).await,
            Ok(Inbound::Question(question)) => {
                let choices = self.front.suggest((*question).clone(), self.clock.now()).await;
                respond(door.platform.offer(&question, &choices))
            }
            Ok(Inbound::Challenge(answer)) => respond(answer),
            Ok(Inbound::Ignored(why)) => {
                tracing::debug!(platform = door.platform.name(), why, "ignored a callback");
                door.ignored.increment(1);
                respond(door.platform.answer(None, &EventOutcome::default()))
            }
            Err(refusal) => door.refuse(refusal),
        }
    }

    async fn hand_over(&self, door: &Door, event: ChatEvent) -> Response {
        if let Some(early) = door.platform.early_response(&event) {
            return self.hand_over_in_time(door, event, early).await;
        }
        let heard = self.front.handle(event.clone(), self.clock.now()).await;
        door.inbox.count(&heard);
        respond(match heard {
            Ok(heard) => door.platform.answer(Some(&event), &heard),
            Err(_) => door.platform.not_saved(&event),
        })
    }

    /// For a platform that waits only so long: the event is heard by a task of its own, which outlives the request
    /// when that is answered early.
    async fn hand_over_in_time(
        &self,
        door: &Door,
        event: ChatEvent,
        early: EarlyResponse,
    ) -> Response {
        let (front, now, heard_event) = (Arc::clone(&self.front), self.clock.now(), event.clone());
        let (tell, told) = oneshot::channel();
        let late = door.clone();
        self.late.spawn(async move {
            let heard = front.handle(heard_event.clone(), now).await;
            late.inbox.count(&heard);
            // Nobody waits any more when the early answer has left.
            if let Err(heard) = tell.send(heard) {
                late.platform.handled_late(&heard_event, heard).await;
            }
        });
        match tokio::time::timeout(early.after, told).await {
            Ok(Ok(Ok(heard))) => respond(door.platform.answer(Some(&event), &heard)),
            Ok(Ok(Err(_))) => respond(door.platform.not_saved(&event)),
            Ok(Err(_panicked)) => door.fail(),
            Err(_elapsed) => respond(early.answer),
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

    /// A body that breaks off is told from one that is too long only by somebody who is no longer there.
    async fn read_body(&self, body: Body) -> Result<Vec<u8>, Refusal> {
        to_bytes(body, self.body_limit).await.map(Vec::from).map_err(|_| Refusal::TooLarge)
    }
}

impl Door {
    fn of(platform: &Arc<dyn ChatPlatform>, limits: Limits) -> Self {
        let name = platform.name();
        Self {
            platform: Arc::clone(platform),
            inbox: inbox::Door::new(Way::Webhook, name, limits.time),
            ignored: counter!("watchbell_events_ignored_total", "via" => "webhook", "platform" => name.to_owned()),
        }
    }

    fn fail(&self) -> Response {
        self.inbox.fail();
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }

    /// Forgers are counted, not logged at a level that they could fill a disk with.
    fn refuse(&self, refusal: Refusal) -> Response {
        let platform = self.platform.name();
        tracing::debug!(platform, %refusal, "refused a callback");
        counter!("watchbell_events_refused_total", "via" => "webhook", "platform" => platform.to_owned(), "why" => word_of(refusal))
            .increment(1);
        respond(refusal.answer())
    }
}

async fn call_in(State(hooks): State<Arc<Hooks>>, request: Request) -> Response {
    let path = request.uri().path().strip_prefix(PREFIX).unwrap_or_default();
    let (name, tail) = path.split_once('/').unwrap_or((path, ""));
    let Some(door) = hooks.doors.get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let taken = hooks.take(door, tail.to_owned(), request);
    match door.inbox.within_limits(taken).await {
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
