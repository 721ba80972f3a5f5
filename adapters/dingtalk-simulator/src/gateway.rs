//! Stream mode: tickets that are good once and for 90 s, sockets, frames and their answers.

use std::collections::{BTreeMap, HashMap};
use std::future::pending;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, interval_at, sleep_until, timeout};

use crate::Shared;
use crate::state::Inner;

/// How long a ticket is good (vendor page on Stream mode).
const TICKET_LIFE: TimeDelta = TimeDelta::seconds(90);

/// The platform closes a connection this long after it asked the other side to leave.
const LEAVE_TIME: Duration = Duration::from_secs(10);

/// How often a frame that is sent again is sent in all.
const MOST_SENDS: u32 = 3;

/// What a connection subscribed to: type and topic.
type Topics = Vec<(String, String)>;

#[derive(Default)]
pub(crate) struct GatewayState {
    tickets: HashMap<String, (DateTime<Utc>, Topics)>,
    lines: BTreeMap<u64, Line>,
    waiting: HashMap<String, Waiting>,
    /// How many were ever opened.
    pub(crate) opened: usize,
    /// How many frames each connection was given.
    pub(crate) frames: BTreeMap<u64, usize>,
}

/// An open connection, from the side of whoever has a frame for it.
struct Line {
    topics: Topics,
    orders: mpsc::UnboundedSender<Order>,
    leaving: bool,
}

enum Order {
    Send(String),
    Leave(String),
    /// Say nothing more and read nothing more, as behind a router that forgot the connection.
    Hush,
    Break,
}

/// Who waits for the answer to a frame, and what must be echoed.
struct Waiting {
    answer: oneshot::Sender<FrameResponse>,
    echo: Option<Value>,
}

/// How the other side answered a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameResponse {
    /// As in HTTP: 200, 400, 404, 500.
    pub code: i64,
    /// The JSON within `data`.
    pub data: Value,
}

impl GatewayState {
    pub(crate) fn connections(&self) -> usize {
        self.lines.values().filter(|line| !line.leaving).count()
    }

    /// One of the connections that want such frames, by `random`.
    fn pick(&self, kind: &str, topic: &str, reach: Reach, random: u64) -> Option<(u64, &Line)> {
        let wants = |line: &Line| {
            let wanted =
                |(known, want): &(String, String)| known == kind && (want == "*" || want == topic);
            !line.leaving && (reach == Reach::Anybody || line.topics.iter().any(wanted))
        };
        let lines: Vec<(u64, &Line)> = self
            .lines
            .iter()
            .filter(|(_, line)| wants(line))
            .map(|(id, line)| (*id, line))
            .collect();
        let count = u64::try_from(lines.len()).unwrap_or(u64::MAX).max(1);
        lines.get(usize::try_from(random % count).unwrap_or_default()).copied()
    }

    pub(crate) fn order_all_to_leave(&mut self, reason: &str) {
        self.order(usize::MAX, || Order::Leave(reason.to_owned()));
    }

    /// Breaks so many connections without a word.
    pub(crate) fn break_some(&mut self, count: usize) {
        self.order(count, || Order::Break);
    }

    pub(crate) fn hush_all(&mut self) {
        self.order(usize::MAX, || Order::Hush);
    }

    fn order(&mut self, count: usize, order: impl Fn() -> Order) {
        for line in self.lines.values_mut().filter(|line| !line.leaving).take(count) {
            line.leaving = true;
            let _ = line.orders.send(order());
        }
    }
}

/// Whom a frame may reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Connections that subscribed to it.
    Subscribed,
    /// Any connection.
    Anybody,
}

/// `POST /v1.0/gateway/connections/open`.
pub(crate) async fn open(State(inner): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let (status, answer) = match checked(&inner, &headers, &body) {
        Ok(topics) => (StatusCode::OK, give_ticket(&inner, topics)),
        Err((status, code)) => {
            inner.state().tally.refuse(code);
            (status, json!({"code": code, "message": "refused", "requestid": "fake"}))
        }
    };
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains("application/json") {
        return (status, Json(answer)).into_response();
    }
    (status, [(CONTENT_TYPE, "application/xml")], "<result/>").into_response()
}

fn checked(
    inner: &Inner,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Topics, (StatusCode, &'static str)> {
    let content_type =
        headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    if !content_type.starts_with("application/json") || !body.is_object() {
        return Err((StatusCode::BAD_REQUEST, "invalidParameter.body"));
    }
    let is_ours = body["clientId"] == inner.setup.app_key.as_str()
        && body["clientSecret"] == inner.setup.app_secret.as_str();
    if !is_ours || inner.state().app_refused {
        return Err((StatusCode::UNAUTHORIZED, "authFailed"));
    }
    let subscriptions = body["subscriptions"].as_array().filter(|all| !all.is_empty());
    let wrong = (StatusCode::BAD_REQUEST, "invalidParameter.subscriptions");
    let read = |one: &Value| {
        let kind =
            one["type"].as_str().filter(|kind| matches!(*kind, "EVENT" | "CALLBACK" | "SYSTEM"))?;
        Some((kind.to_owned(), one["topic"].as_str()?.to_owned()))
    };
    subscriptions.ok_or(wrong)?.iter().map(read).collect::<Option<_>>().ok_or(wrong)
}

fn give_ticket(inner: &Inner, topics: Topics) -> Value {
    let mut state = inner.state();
    // A character that an address must escape, as the real ones have.
    let ticket = format!("fake+ticket/{}=", state.next_number());
    let ends = inner.now() + TICKET_LIFE;
    state.gateway.tickets.insert(ticket.clone(), (ends, topics));
    json!({"endpoint": format!("ws://{}/connect", inner.address), "ticket": ticket})
}

/// `GET /connect?ticket=…`.
pub(crate) async fn connect(
    State(inner): State<Shared>,
    Query(query): Query<HashMap<String, String>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let ticket = query.get("ticket").map_or("", String::as_str);
    let found = inner.state().gateway.tickets.remove(ticket);
    match found {
        Some((ends, topics)) if inner.now() < ends => {
            upgrade.on_upgrade(|socket| serve(inner, topics, socket))
        }
        _ => {
            inner.state().tally.refuse("a ticket that is not good");
            (StatusCode::UNAUTHORIZED, "ticket invalid").into_response()
        }
    }
}

async fn serve(inner: Shared, topics: Topics, mut socket: WebSocket) {
    let (id, mut orders) = join(&inner, topics);
    let mut pings = interval_at(Instant::now() + inner.setup.ping_every, inner.setup.ping_every);
    let mut closes_at = None;
    let mut heard_at = Instant::now();
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Send(frame)) => if socket.send(Message::text(frame)).await.is_err() { break },
                Some(Order::Leave(reason)) => {
                    closes_at = Some(Instant::now() + LEAVE_TIME);
                    let frame = inner.frame("SYSTEM", "disconnect", &json!({"reason": reason})).1;
                    if socket.send(Message::text(frame)).await.is_err() { break }
                }
                Some(Order::Hush) => pending().await,
                Some(Order::Break) | None => break,
            },
            message = socket.recv() => {
                heard_at = Instant::now();
                match message {
                    Some(Ok(Message::Text(answer))) => inner.take_answer(answer.as_str()),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                    Some(Ok(_)) => {}
                }
            }
            () = sleep_until(heard_at + inner.setup.silent_for) => break,
            _ = pings.tick() => {
                let opaque = json!({"opaque": format!("fake-opaque-{}", inner.state().next_number())});
                let (message_id, frame) = inner.frame("SYSTEM", "ping", &opaque);
                inner.expect_answer(&message_id, Some(opaque));
                if socket.send(Message::text(frame)).await.is_err() { break }
            }
            () = sleep_until(closes_at.unwrap_or_else(Instant::now)), if closes_at.is_some() => break,
        }
    }
    inner.state().gateway.lines.remove(&id);
}

fn join(inner: &Inner, topics: Topics) -> (u64, mpsc::UnboundedReceiver<Order>) {
    let (orders, receiver) = mpsc::unbounded_channel();
    let mut state = inner.state();
    let id = state.next_number();
    state.gateway.opened += 1;
    state.gateway.lines.insert(id, Line { topics, orders, leaving: false });
    (id, receiver)
}

impl Inner {
    /// Brings something to one of the connections and waits for its answer; what is sent again is
    /// brought once more where there is none.
    pub(crate) async fn bring(
        &self,
        kind: &str,
        topic: &str,
        data: &Value,
        reach: Reach,
    ) -> Result<FrameResponse, String> {
        let (message_id, frame) = self.frame(kind, topic, data);
        let mut answer = self.expect_answer(&message_id, (topic == "ping").then(|| data.clone()));
        let is_sent_again = kind == "EVENT" || self.setup.resends_messages;
        for _ in 0..if is_sent_again { MOST_SENDS } else { 1 } {
            if !self.send_to_one(kind, topic, &frame, reach) {
                return Err("nobody is connected who wants that".into());
            }
            if let Ok(answered) = timeout(self.setup.resend_after, &mut answer).await {
                return answered.map_err(|_| "the answer was lost".into());
            }
        }
        Err("nobody answered".into())
    }

    fn send_to_one(&self, kind: &str, topic: &str, frame: &str, reach: Reach) -> bool {
        let mut state = self.state();
        let random = spread(state.next_number());
        let Some((id, line)) = state.gateway.pick(kind, topic, reach, random) else { return false };
        let sent = line.orders.send(Order::Send(frame.to_owned())).is_ok();
        *state.gateway.frames.entry(id).or_default() += 1;
        sent
    }

    fn expect_answer(
        &self,
        message_id: &str,
        echo: Option<Value>,
    ) -> oneshot::Receiver<FrameResponse> {
        let (answer, receiver) = oneshot::channel();
        self.state().gateway.waiting.insert(message_id.to_owned(), Waiting { answer, echo });
        receiver
    }

    /// A frame and its id.
    fn frame(&self, kind: &str, topic: &str, data: &Value) -> (String, String) {
        let number = self.state().next_number();
        let message_id = format!("fake-frame-{number}");
        let mut headers = json!({
            "appId": "fake-app", "connectionId": "fake-connection", "contentType": "application/json",
            "messageId": message_id, "time": self.now().timestamp_millis().to_string(), "topic": topic,
        });
        if kind == "EVENT" {
            headers["eventType"] = data["eventType"].clone();
            headers["eventId"] = json!(format!("fake-event-{number}"));
            headers["eventCorpId"] = json!(self.setup.corp_id);
            headers["eventBornTime"] = json!(self.now().timestamp_millis().to_string());
            headers["eventUnifiedAppId"] = json!("fake-unified-app");
        }
        let frame = json!({"specVersion": "1.0", "type": kind, "headers": headers, "data": data.to_string()});
        (message_id, frame.to_string())
    }

    fn take_answer(&self, json: &str) {
        if let Err(why) = self.settle(json) {
            self.state().tally.refuse(why);
        }
    }

    fn settle(&self, json: &str) -> Result<(), &'static str> {
        let answer: Value = serde_json::from_str(json).map_err(|_| "an answer that is not JSON")?;
        let code = answer["code"].as_i64().ok_or("an answer without a code")?;
        let message_id =
            answer["headers"]["messageId"].as_str().ok_or("an answer without a messageId")?;
        let waiting = self.state().gateway.waiting.remove(message_id);
        // A frame that was sent twice may be answered twice.
        let Some(waiting) = waiting else { return Ok(()) };
        let data = match &answer["data"] {
            Value::String(json) => {
                serde_json::from_str(json).map_err(|_| "an answer whose data is no JSON")?
            }
            data => data.clone(),
        };
        if waiting.echo.is_some_and(|echo| echo != data) {
            return Err("a ping without its echo");
        }
        let _ = waiting.answer.send(FrameResponse { code, data });
        Ok(())
    }
}

/// An even spread that is the same in every run (the finaliser of splitmix64).
fn spread(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
