//! The gateway: hello, heartbeats, identify, resume with what was missed, and the ways it ends.

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::Shared;
use crate::show;
use crate::state::Inner;

/// The longest payload a bot may send.
const LONGEST_PAYLOAD: usize = 4096;

/// What the simulator does to the connection it holds.
#[derive(Debug, Clone)]
pub(crate) enum Push {
    /// Sends a payload.
    Payload(Value),
    /// Ends with this code.
    Close(u16),
    /// Ends without a word.
    Abort,
}

/// The sessions of one bot. Each gets every event: a bot that identifies twice without shards is
/// told everything twice.
#[derive(Default)]
pub(crate) struct Sessions {
    open: Vec<Session>,
    /// Receives nothing and sends nothing, on connections of all kinds.
    pub(crate) is_deaf: bool,
    pub(crate) identified: usize,
    pub(crate) resumed: usize,
}

/// A session, and the connection that carries it at the moment.
struct Session {
    id: String,
    /// What it was sent, for a resume.
    log: Vec<Value>,
    connection: Option<UnboundedSender<Push>>,
}

impl Session {
    /// Numbers an event and keeps it for a resume.
    fn keep(&mut self, name: &str, event: &Value) -> Push {
        let payload = json!({"op": 0, "t": name, "s": self.log.len() + 1, "d": event});
        self.log.push(payload.clone());
        Push::Payload(payload)
    }

    fn push(&self, push: Push) {
        if let Some(connection) = &self.connection {
            let _ = connection.send(push);
        }
    }

    fn is_carried_by(&self, connection: &UnboundedSender<Push>) -> bool {
        self.connection.as_ref().is_some_and(|current| current.same_channel(connection))
    }
}

impl Sessions {
    /// Whether a bot has a session, connected or to be resumed.
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Keeps an event in every session, and sends it to those that are connected.
    pub(crate) fn deliver(&mut self, name: &str, event: &Value) {
        for session in &mut self.open {
            let event = session.keep(name, event);
            if !self.is_deaf {
                session.push(event);
            }
        }
    }

    pub(crate) fn push(&mut self, push: &Push) {
        for session in self.open.iter().filter(|_| !self.is_deaf) {
            session.push(push.clone());
        }
    }

    /// Forgets the sessions, so that none can be resumed.
    pub(crate) fn invalidate(&mut self) {
        self.push(&Push::Payload(json!({"op": 9, "d": false, "s": null, "t": null})));
        self.open.clear();
    }

    /// A connection is gone; its session may be resumed.
    fn lose(&mut self, connection: &UnboundedSender<Push>) {
        for session in self.open.iter_mut().filter(|session| session.is_carried_by(connection)) {
            session.connection = None;
        }
    }
}

pub(crate) async fn connect(State(inner): State<Shared>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| hold(inner, socket))
}

async fn hold(inner: Shared, mut socket: WebSocket) {
    let (push, mut pushed) = unbounded_channel();
    inner.state().connections += 1;
    let interval = u64::try_from(inner.setup.heartbeat.as_millis()).unwrap_or(u64::MAX);
    let hello = json!({"op": 10, "d": {"heartbeat_interval": interval}, "s": null, "t": null});
    if socket.send(text(&hello)).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            frame = socket.recv() => {
                let Some(Ok(frame)) = frame else { break };
                let Message::Text(frame) = frame else { continue };
                for answer in answers(&inner, &frame, &push) {
                    if !carry_out(&mut socket, answer).await {
                        return;
                    }
                }
            }
            Some(next) = pushed.recv() => {
                if !carry_out(&mut socket, next).await {
                    return;
                }
            }
        }
    }
    inner.state().sessions.lose(&push);
}

/// Whether the connection continues.
async fn carry_out(socket: &mut WebSocket, push: Push) -> bool {
    match push {
        Push::Payload(payload) => socket.send(text(&payload)).await.is_ok(),
        Push::Close(code) => {
            let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
            false
        }
        Push::Abort => false,
    }
}

fn answers(inner: &Inner, frame: &str, connection: &UnboundedSender<Push>) -> Vec<Push> {
    if frame.len() > LONGEST_PAYLOAD {
        return vec![Push::Close(4002)];
    }
    let Ok(payload) = serde_json::from_str::<Value>(frame) else { return vec![Push::Close(4002)] };
    if inner.state().sessions.is_deaf {
        return Vec::new();
    }
    let answers = match payload["op"].as_u64() {
        Some(1) => vec![Push::Payload(json!({"op": 11, "d": null, "s": null, "t": null}))],
        Some(2) => identify(inner, &payload["d"], connection),
        Some(6) => resume(inner, &payload["d"], connection),
        Some(3 | 4 | 8) => Vec::new(),
        _ => vec![Push::Close(4001)],
    };
    inner.changed();
    answers
}

fn identify(inner: &Inner, said: &Value, connection: &UnboundedSender<Push>) -> Vec<Push> {
    const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;
    if !is_token(inner, said) {
        inner.state().tally.refuse("4004: not the bot's token");
        return vec![Push::Close(4004)];
    }
    if said["intents"].as_u64().is_none_or(|intents| intents & PRIVILEGED != 0) {
        inner.state().tally.refuse("4014: a privileged intent that is off");
        return vec![Push::Close(4014)];
    }
    let mut state = inner.state();
    let id = format!("session{}", state.next_number());
    let ready = json!({"v": 10, "user": show::bot(&inner.setup), "session_id": id, "shard": [0, 1],
        "guilds": [{"id": inner.setup.guild, "unavailable": true}], "resume_gateway_url": "ws://127.0.0.1:9",
        "application": {"id": inner.setup.application, "flags": 0}});
    state.sessions.identified += 1;
    let mut session = Session { id, log: Vec::new(), connection: Some(connection.clone()) };
    let greeting = vec![
        session.keep("READY", &ready),
        session.keep("GUILD_CREATE", &show::guild(&inner.setup)),
    ];
    state.sessions.open.push(session);
    greeting
}

/// What was missed, then RESUMED; a session that is not known has to begin anew.
fn resume(inner: &Inner, said: &Value, connection: &UnboundedSender<Push>) -> Vec<Push> {
    if !is_token(inner, said) {
        return vec![Push::Close(4004)];
    }
    let mut state = inner.state();
    let id = said["session_id"].as_str().unwrap_or_default();
    let seen = said["seq"].as_u64().and_then(|seen| usize::try_from(seen).ok());
    let known = state.sessions.open.iter_mut().find(|session| session.id == id);
    let Some((session, seen)) = known.zip(seen).filter(|(known, seen)| *seen <= known.log.len())
    else {
        return vec![Push::Payload(json!({"op": 9, "d": false, "s": null, "t": null}))];
    };
    let mut missed: Vec<Push> = session.log[seen..].iter().cloned().map(Push::Payload).collect();
    missed.push(session.keep("RESUMED", &json!({"_trace": []})));
    session.connection = Some(connection.clone());
    state.sessions.resumed += 1;
    missed
}

/// Some libraries put "Bot " before the token here too.
fn is_token(inner: &Inner, said: &Value) -> bool {
    let token = said["token"].as_str().unwrap_or_default();
    token.strip_prefix("Bot ").unwrap_or(token) == inner.setup.token
}

fn text(payload: &Value) -> Message {
    Message::Text(payload.to_string().into())
}
