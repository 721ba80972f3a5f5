//! The long connection, seen from the platform: who may hold it, and what each frame does.

use std::collections::HashSet;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures::stream::{FuturesUnordered, StreamExt as _};
use serde_json::{Value, json};
use simulator::CallFault;
use tokio::sync::mpsc;

use crate::Shared;
use crate::content::{self, Content};
use crate::state::{CONVERSATION_LIMIT, Inner, Listener, Refused, Route, Ticket};
use chat_wecom::protocol::{CARD_UPDATE_LIFE, STREAM_LIFE};

pub(crate) async fn open(State(inner): State<Shared>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| async move { hold(&inner, socket).await })
}

/// What becomes of a frame: the errcode, how late the answer is, and whether there is one at all.
struct Fate {
    errcode: i64,
    delay: Duration,
    is_answered: bool,
}

async fn hold(inner: &Inner, mut socket: WebSocket) {
    let Some((number, frames)) = subscribed(inner, &mut socket).await else { return };
    exchange(inner, &mut socket, frames).await;
    let mut state = inner.state();
    if state.listener.as_ref().is_some_and(|listener| listener.number == number) {
        state.listener = None;
    }
}

/// Frames both ways until either side ends it.
async fn exchange(
    inner: &Inner,
    socket: &mut WebSocket,
    mut frames: mpsc::UnboundedReceiver<Value>,
) {
    let mut in_flight: HashSet<String> = HashSet::new();
    let mut answers = FuturesUnordered::new();
    loop {
        tokio::select! {
            frame = frames.recv() => match frame {
                Some(Value::Null) | None => break,
                Some(frame) => if send(socket, &frame).await.is_err() { break },
            },
            Some(done) = answers.next() => {
                let (req_id, errcode): (String, i64) = done;
                in_flight.remove(&req_id);
                if send(socket, &answer(&req_id, errcode)).await.is_err() { break }
            }
            read = socket.recv() => {
                let Some(Ok(message)) = read else { break };
                let Some((req_id, frame)) = frame_in(&message) else { continue };
                if frame["cmd"] == "ping" && inner.state().is_deaf { continue }
                let fate = fate(inner, &frame, in_flight.contains(&req_id));
                if !fate.is_answered { break }
                in_flight.insert(req_id.clone());
                answers.push(later(fate, req_id));
            }
        }
    }
}

async fn later(fate: Fate, req_id: String) -> (String, i64) {
    #[expect(clippy::disallowed_methods, reason = "a simulator that is slow on purpose")]
    tokio::time::sleep(fate.delay).await;
    (req_id, fate.errcode)
}

/// The first frame subscribes; whoever held the connection before is told and cut off.
async fn subscribed(
    inner: &Inner,
    socket: &mut WebSocket,
) -> Option<(usize, mpsc::UnboundedReceiver<Value>)> {
    let message = socket.recv().await?.ok()?;
    let (req_id, frame) = frame_in(&message)?;
    let body = &frame["body"];
    let is_ours = frame["cmd"] == "aibot_subscribe"
        && body["bot_id"] == inner.setup.bot_id.as_str()
        && body["secret"] == inner.setup.bot_secret.as_str();
    if !is_ours {
        inner.state().tally.refuse("853000 invalid bot_id or secret");
        let _ = send(socket, &answer(&req_id, 853_000)).await;
        return None;
    }
    send(socket, &answer(&req_id, 0)).await.ok()?;
    let (frames, receiver) = mpsc::unbounded_channel();
    let mut state = inner.state();
    state.connections += 1;
    let number = state.connections;
    if let Some(older) = state.listener.replace(Listener { number, frames }) {
        let event = json!({"msgtype": "event", "event": {"eventtype": "disconnected_event"}});
        let req_id = format!("fake-bye-{}", older.number);
        let _ = older.frames.send(callback("aibot_event_callback", &req_id, &event));
        let _ = older.frames.send(Value::Null);
    }
    Some((number, receiver))
}

/// A callback frame.
pub(crate) fn callback(cmd: &str, req_id: &str, body: &Value) -> Value {
    json!({"cmd": cmd, "headers": {"req_id": req_id}, "body": body})
}

fn answer(req_id: &str, errcode: i64) -> Value {
    let errmsg = if errcode == 0 { "ok" } else { "refused" };
    json!({"headers": {"req_id": req_id}, "errcode": errcode, "errmsg": errmsg})
}

async fn send(socket: &mut WebSocket, frame: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(frame.to_string().into())).await
}

fn frame_in(message: &Message) -> Option<(String, Value)> {
    let Message::Text(text) = message else { return None };
    let frame: Value = serde_json::from_str(text).ok()?;
    Some((frame["headers"]["req_id"].as_str()?.to_owned(), frame))
}

fn fate(inner: &Inner, frame: &Value, is_in_flight: bool) -> Fate {
    let at_once = |errcode| Fate { errcode, delay: Duration::ZERO, is_answered: true };
    if frame["cmd"] == "ping" {
        return at_once(0);
    }
    if is_in_flight {
        inner
            .state()
            .tally
            .refuse("6000 a second frame of one req_id before the answer to the first");
        return at_once(6000);
    }
    match inner.next_fault() {
        Some(CallFault::Respond(status, body)) => {
            at_once(if status == 200 { body["errcode"].as_i64().unwrap_or(-1) } else { -1 })
        }
        Some(CallFault::Drop) => Fate { is_answered: false, ..at_once(0) },
        Some(CallFault::LoseResponse) => Fate { is_answered: false, ..at_once(take(inner, frame)) },
        Some(CallFault::Slow(delay)) => Fate { delay, ..at_once(take(inner, frame)) },
        None => at_once(take(inner, frame)),
    }
}

fn take(inner: &Inner, frame: &Value) -> i64 {
    let req_id = frame["headers"]["req_id"].as_str().unwrap_or_default();
    let body = &frame["body"];
    let outcome = match frame["cmd"].as_str().unwrap_or_default() {
        "aibot_respond_msg" => answer_message(inner, req_id, body),
        "aibot_respond_update_msg" => answer_press(inner, req_id, body),
        "aibot_send_msg" => send_first(inner, body),
        _ => Err((40_058, "unknown cmd")),
    };
    match outcome {
        Ok(()) => 0,
        Err((errcode, why)) => {
            inner.state().tally.refuse(format!("{errcode} {why}"));
            errcode
        }
    }
}

fn answer_message(inner: &Inner, req_id: &str, body: &Value) -> Result<(), Refused> {
    let now = inner.now();
    let mut state = inner.state();
    let ticket = state.tickets.get(req_id).filter(|ticket| ticket.task_id.is_none());
    let Ticket { room, at, .. } = ticket.ok_or((846_605, "invalid req_id"))?;
    if now.signed_duration_since(*at) >= STREAM_LIFE {
        return Err((846_608, "stream expired"));
    }
    let room = room.clone();
    let Some(content) = content::stream(body)? else { return Ok(()) };
    state.take_task_id(&content)?;
    state.pass(&format!("robot:{room}"), CONVERSATION_LIMIT, now)?;
    state.deliver(Route::SocketAnswer, &room, content, now);
    Ok(())
}

fn answer_press(inner: &Inner, req_id: &str, body: &Value) -> Result<(), Refused> {
    let ticket = inner.state().tickets.remove(req_id).ok_or((846_605, "invalid req_id"))?;
    let task_id = ticket.task_id.ok_or((846_605, "invalid req_id"))?;
    if inner.now().signed_duration_since(ticket.at) >= CARD_UPDATE_LIFE {
        return Err((846_605, "more than 5 s after the press"));
    }
    inner.take_update(&task_id, body)
}

fn send_first(inner: &Inner, body: &Value) -> Result<(), Refused> {
    let chat = body["chatid"].as_str().unwrap_or_default();
    let content: Content = content::read(body, content::ROBOT)?;
    let now = inner.now();
    let mut state = inner.state();
    if !inner.knows(&state, chat) {
        return Err((93_006, "invalid chatid"));
    }
    state.take_task_id(&content)?;
    state.pass(&format!("robot:{chat}"), CONVERSATION_LIMIT, now)?;
    state.deliver(Route::SocketSend, chat, content, now);
    Ok(())
}
