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

/// One session at a time, and the connection that carries it.
#[derive(Default)]
pub(crate) struct Sessions {
    id: Option<String>,
    log: Vec<Value>,
    connection: Option<UnboundedSender<Push>>,
    /// Receives nothing and sends nothing, on connections of all kinds.
    pub(crate) is_deaf: bool,
    pub(crate) identified: usize,
    pub(crate) resumed: usize,
}

impl Sessions {
    /// Whether a bot has a session, connected or to be resumed.
    pub(crate) fn is_open(&self) -> bool {
        self.id.is_some()
    }

    /// Numbers an event, keeps it for a resume, and sends it if somebody is connected.
    pub(crate) fn deliver(&mut self, name: &str, event: &Value) {
        let payload = json!({"op": 0, "t": name, "s": self.log.len() + 1, "d": event});
        self.log.push(payload.clone());
        self.push(Push::Payload(payload));
    }

    pub(crate) fn push(&mut self, push: Push) {
        if let Some(connection) = self.connection.as_ref().filter(|_| !self.is_deaf) {
            let _ = connection.send(push);
        }
    }

    /// Forgets the session, so that it cannot be resumed.
    pub(crate) fn invalidate(&mut self) {
        self.id = None;
        self.push(Push::Payload(json!({"op": 9, "d": false, "s": null, "t": null})));
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
    let mut state = inner.state();
    if state.sessions.connection.as_ref().is_some_and(|current| current.same_channel(&push)) {
        state.sessions.connection = None;
    }
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
    let sessions = &mut state.sessions;
    (sessions.id, sessions.connection) = (Some(id), Some(connection.clone()));
    sessions.log.clear();
    sessions.identified += 1;
    sessions.deliver("READY", &ready);
    sessions.deliver("GUILD_CREATE", &show::guild(&inner.setup));
    Vec::new()
}

/// What was missed, then RESUMED; a session that is not known has to begin anew.
fn resume(inner: &Inner, said: &Value, connection: &UnboundedSender<Push>) -> Vec<Push> {
    if !is_token(inner, said) {
        return vec![Push::Close(4004)];
    }
    let mut state = inner.state();
    let sessions = &mut state.sessions;
    let seen = said["seq"].as_u64().and_then(|seen| usize::try_from(seen).ok());
    let is_known = sessions.id.is_some() && sessions.id.as_deref() == said["session_id"].as_str();
    let Some(seen) = seen.filter(|seen| is_known && *seen <= sessions.log.len()) else {
        return vec![Push::Payload(json!({"op": 9, "d": false, "s": null, "t": null}))];
    };
    let mut missed: Vec<Push> = sessions.log[seen..].iter().cloned().map(Push::Payload).collect();
    let resumed =
        json!({"op": 0, "t": "RESUMED", "s": sessions.log.len() + 1, "d": {"_trace": []}});
    sessions.log.push(resumed.clone());
    missed.push(Push::Payload(resumed));
    sessions.connection = Some(connection.clone());
    sessions.resumed += 1;
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
