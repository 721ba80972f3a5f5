//! One connection, from the subscription to its end.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use chat::{ConnectError, EventOutcome, EventSink, Message as ChatMessage, Now};
use futures::stream::{FuturesUnordered, SplitSink};
use futures::{SinkExt as _, StreamExt as _};
use secrecy::ExposeSecret as _;
use serde_json::json;
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::frame::{self, Frame};
use super::link::{Link, Request};
use super::{PING, RESPOND, SUBSCRIBE, UPDATE_CARD};
use crate::callback::robot::News;
use crate::crypto::Salt;
use crate::passive;
use crate::reply::ReplyRoute;
use crate::response::NOT_SUBSCRIBED;
use crate::settings::{LongConnection, Settings};
use crate::text::Calling;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Genuine frames have a few kilobytes.
const LONGEST_FRAME_BYTES: usize = 1 << 20;

/// How long opening and subscribing may take.
const OPENING_TIME: Duration = Duration::from_secs(10);

/// So many pings without an answer end the connection.
const MOST_UNANSWERED_PINGS: u32 = 2;

/// The platform does not bring an event again, so one that could not be saved is tried once a
/// second for a while.
const TRIES_TO_SAVE: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_secs(1);

/// What a connection needs to know.
pub(crate) struct Connection<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) bot_id: &'a str,
    pub(crate) long: &'a LongConnection,
    pub(crate) calling: Calling,
    pub(crate) link: &'a Link,
    pub(crate) salt: Salt,
    pub(crate) now: Now,
    pub(crate) sink: Arc<dyn EventSink>,
}

/// Whether to continue reading.
enum Step {
    GoOn,
    Handle(Box<chat::ChatEvent>),
}

impl Connection<'_> {
    /// Holds the connection until it is over; it never ends well.
    pub(crate) async fn hold(&self) -> ConnectError {
        let opened = timeout(OPENING_TIME, self.open()).await;
        let socket = match opened.unwrap_or_else(|_| Err(lost("WeCom did not answer in time"))) {
            Ok(socket) => socket,
            Err(error) => return error,
        };
        self.serve(socket).await
    }

    async fn open(&self) -> Result<Socket, ConnectError> {
        let limits = WebSocketConfig::default()
            .max_message_size(Some(LONGEST_FRAME_BYTES))
            .max_frame_size(Some(LONGEST_FRAME_BYTES));
        let opened = connect_async_with_config(self.long.socket.as_str(), Some(limits), true).await;
        let (mut socket, _) = opened.map_err(|_| lost("WeCom could not be reached"))?;
        let req_id = self.link.fresh_req_id(SUBSCRIBE, self.salt);
        let body = json!({"bot_id": self.bot_id, "secret": self.long.secret.expose_secret()});
        let subscribe = frame::write(SUBSCRIBE, &req_id, Some(&body));
        socket.send(Message::text(subscribe)).await.map_err(|_| lost("the connection broke"))?;
        loop {
            let Some(text) = next_text(&mut socket).await? else { continue };
            match frame::read(&text) {
                Some(Frame::Answered { req_id: known, errcode: 0 }) if known == req_id => {
                    return Ok(socket);
                }
                Some(Frame::Answered { req_id: known, errcode }) if known == req_id => {
                    return Err(self.refused(errcode));
                }
                _ => {}
            }
        }
    }

    fn refused(&self, errcode: i64) -> ConnectError {
        let is_credentials = matches!(errcode, 853_000 | 40_001 | 40_013);
        if is_credentials && self.link.is_refused_for_good() {
            return ConnectError::Refused(format!("errcode {errcode}: wrong robot id or secret"));
        }
        lost(&format!("errcode {errcode} to the subscription"))
    }

    async fn serve(&self, socket: Socket) -> ConnectError {
        let (attached, mut asked) = self.link.attach();
        let (writer, mut reader) = socket.split();
        let mut requests = Requests {
            writer,
            in_flight: HashMap::new(),
            waiting: VecDeque::new(),
            unanswered_pings: 0,
        };
        let mut pings = pings(self.long.ping_every);
        let mut handling = FuturesUnordered::new();
        tracing::info!(platform = self.settings.name, "long connection up");
        let ended = loop {
            tokio::select! {
                text = next_text(&mut reader) => match self.take(&mut requests, text).await {
                    Ok(Step::Handle(event)) => handling.push(self.handle(event)),
                    Ok(Step::GoOn) => {}
                    Err(end) => break end,
                },
                Some(request) = asked.recv() => if let Err(end) = requests.ask(request).await { break end },
                _ = pings.tick() => {
                    let req_id = self.link.fresh_req_id(PING, self.salt);
                    if let Err(end) = requests.ping(&req_id).await { break end }
                }
                Some(()) = handling.next() => {}
            }
        };
        drop(attached);
        // What was received is still saved, although the answers have to take another way now.
        while handling.next().await.is_some() {}
        ended
    }

    async fn take(
        &self,
        requests: &mut Requests,
        text: Result<Option<String>, ConnectError>,
    ) -> Result<Step, ConnectError> {
        let Some(frame) = text?.and_then(|text| frame::read(&text)) else {
            return Ok(Step::GoOn);
        };
        match frame {
            Frame::Answered { req_id, errcode } => {
                requests.answered(&req_id, errcode).await.map(|()| Step::GoOn)
            }
            Frame::Told { cmd, req_id, body } => {
                match frame::news(self.settings, &cmd, &req_id, &body, (self.now)()) {
                    Some(Ok(News::Event(event))) => Ok(Step::Handle(event)),
                    Some(Ok(News::TakenOver)) => {
                        Err(ConnectError::TakenOver("another connection of this robot".into()))
                    }
                    Some(Ok(News::StreamAsked(_) | News::Ignored(_)) | Err(_)) | None => {
                        Ok(Step::GoOn)
                    }
                }
            }
        }
    }

    async fn handle(&self, event: Box<chat::ChatEvent>) {
        tracing::debug!(platform = self.settings.name, room = event.room.address, "event received");
        let way = event.reply_to.as_ref().and_then(ReplyRoute::read);
        let Some(outcome) = self.save(*event).await else { return };
        // Answers usually come by the outbox; one that comes at once goes back under the same
        // req_id.
        if let (Some(way), EventOutcome { reply: Some(answer), private }) = (way, outcome) {
            let told = respond(self.link, self.long, &way, &answer, self.calling, private).await;
            if let Err(error) = told {
                tracing::warn!(platform = self.settings.name, %error, "an answer was not taken");
            }
        }
    }

    async fn save(&self, event: chat::ChatEvent) -> Option<EventOutcome> {
        let mut tries = interval(BETWEEN_TRIES);
        for _ in 0..TRIES_TO_SAVE {
            tries.tick().await;
            match self.sink.accept(event.clone()).await {
                Ok(outcome) => return Some(outcome),
                Err(not_saved) => {
                    tracing::warn!(platform = self.settings.name, %not_saved, "trying again");
                }
            }
        }
        tracing::error!(
            platform = self.settings.name,
            event = event.id,
            "an event could not be saved"
        );
        None
    }
}

/// Answers an event under its own `req_id`: a press by a new form of the card, a message by a
/// finished stream.
pub(crate) async fn respond(
    link: &Link,
    long: &LongConnection,
    way: &ReplyRoute,
    answer: &ChatMessage,
    calling: Calling,
    private: bool,
) -> Result<(), chat::SendError> {
    let (cmd, body) = match &way.task_id {
        Some(task_id) => {
            let only_for = private.then_some(way.account.as_str());
            (UPDATE_CARD, passive::update_of_card(answer, task_id, only_for))
        }
        None => (RESPOND, passive::stream(way, answer, calling)),
    };
    link.ask(cmd, &way.token, &body, long.answer_within).await
}

/// What is written, and who waits for an answer.
struct Requests {
    writer: SplitSink<Socket, Message>,
    in_flight: HashMap<String, oneshot::Sender<i64>>,
    /// Frames whose `req_id` has one in flight.
    waiting: VecDeque<Request>,
    unanswered_pings: u32,
}

impl Requests {
    async fn ask(&mut self, request: Request) -> Result<(), ConnectError> {
        // Whoever stopped waiting for an answer lets the next frame of that req_id go.
        self.in_flight.retain(|_, done| !done.is_closed());
        if self.in_flight.contains_key(&request.req_id) {
            self.waiting.push_back(request);
            return Ok(());
        }
        self.in_flight.insert(request.req_id, request.done);
        self.write(request.text).await
    }

    async fn answered(&mut self, req_id: &str, errcode: i64) -> Result<(), ConnectError> {
        if req_id.starts_with(PING) {
            self.unanswered_pings = 0;
            return Ok(());
        }
        if let Some(done) = self.in_flight.remove(req_id) {
            // Nobody may be waiting any more; the answer then changes nothing.
            let _ = done.send(errcode);
        }
        if errcode == NOT_SUBSCRIBED {
            return Err(lost("WeCom ended the subscription on an open connection"));
        }
        let next = self.waiting.iter().position(|request| request.req_id == req_id);
        match next.and_then(|at| self.waiting.remove(at)) {
            Some(request) => self.ask(request).await,
            None => Ok(()),
        }
    }

    async fn ping(&mut self, req_id: &str) -> Result<(), ConnectError> {
        if self.unanswered_pings >= MOST_UNANSWERED_PINGS {
            return Err(lost("two pings had no answer"));
        }
        self.unanswered_pings += 1;
        self.write(frame::write(PING, req_id, None)).await
    }

    async fn write(&mut self, text: String) -> Result<(), ConnectError> {
        self.writer.send(Message::text(text)).await.map_err(|_| lost("the connection broke"))
    }
}

/// The next frame of text; `None` for frames of other kinds.
async fn next_text<S>(reader: &mut S) -> Result<Option<String>, ConnectError>
where
    S: futures::Stream<Item = Result<Message, tokio_tungstenite::tungstenite::Error>> + Unpin,
{
    match reader.next().await {
        Some(Ok(Message::Text(text))) => Ok(Some(text.to_string())),
        Some(Ok(Message::Close(_))) | None => Err(lost("WeCom closed the connection")),
        Some(Ok(_)) => Ok(None),
        Some(Err(_)) => Err(lost("the connection broke")),
    }
}

fn pings(every: Duration) -> Interval {
    let mut pings = interval(every);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    pings
}

/// The library's own errors may hold the address, so they are told in our words.
fn lost(why: &str) -> ConnectError {
    ConnectError::Lost(why.to_owned())
}
