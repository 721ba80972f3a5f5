//! One open socket: frames are taken as they come, answered when their work is done, and silence is
//! noticed.

use std::time::Duration;

use chat::ConnectError;
use futures::future::BoxFuture;
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, interval_at, timeout};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use url::Url;

use super::frame::Frame;
use super::handler::FrameHandler;

/// Longer than any genuine frame.
const LONGEST_FRAME_BYTES: usize = 1 << 20;

/// How long the handshake may take.
const HANDSHAKE_TIME: Duration = Duration::from_secs(10);

/// The platform closes ten seconds after it asked us to leave; answers that are later than this
/// reach nobody.
const LAST_WORDS_TIME: Duration = Duration::from_secs(8);

/// How long the platform may take to close its side.
const GOODBYE_TIME: Duration = Duration::from_secs(2);

/// Frames that are being worked on at once. Above it nothing more is read, and the platform's own
/// buffers fill.
const MOST_AT_ONCE: usize = 64;

/// Intervals without any sign of life after which a connection is taken for lost.
const LONGEST_SILENCE: u32 = 2;

/// How a connection came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// The platform asked us to come again on another connection.
    Moved,
    /// It broke, was closed, or fell silent.
    Lost(&'static str),
}

/// An open connection and the answers that are still to be given on it.
pub(super) struct Held<'h> {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    handler: &'h FrameHandler<'h>,
    answers: FuturesUnordered<BoxFuture<'h, Option<String>>>,
    silent_for: u32,
    frames: u64,
}

impl<'h> Held<'h> {
    /// Opens the socket. The address holds the ticket, and so do the library's errors: neither is
    /// told on.
    pub(super) async fn open(
        endpoint: Url,
        handler: &'h FrameHandler<'_>,
    ) -> Result<Held<'h>, ConnectError> {
        let limits = WebSocketConfig::default()
            .max_message_size(Some(LONGEST_FRAME_BYTES))
            .max_frame_size(Some(LONGEST_FRAME_BYTES));
        let opening = connect_async_with_config(endpoint.as_str(), Some(limits), true);
        let lost = |why: &str| ConnectError::Lost(why.to_owned());
        match timeout(HANDSHAKE_TIME, opening).await {
            Ok(Ok((socket, _))) => Ok(Held {
                socket,
                handler,
                answers: FuturesUnordered::new(),
                silent_for: 0,
                frames: 0,
            }),
            Ok(Err(Error::Http(_))) => {
                Err(lost("the socket was refused: the ticket is no longer good"))
            }
            Ok(Err(_)) => Err(lost("the socket could not be opened")),
            Err(_) => Err(lost("the socket was not opened in time")),
        }
    }

    /// Receives until the connection is over.
    pub(super) async fn until_it_ends(&mut self, keepalive: Duration) -> Ended {
        let mut pulse = interval_at(Instant::now() + keepalive, keepalive);
        loop {
            let has_room = self.answers.len() < MOST_AT_ONCE;
            let ended = tokio::select! {
                message = self.socket.next(), if has_room => self.take(message),
                Some(answer) = self.answers.next(), if !self.answers.is_empty() => self.say(answer).await,
                _ = pulse.tick() => self.ask_for_life(has_room).await,
            };
            if let Some(ended) = ended {
                return ended;
            }
        }
    }

    /// Whether anything but the request to leave came.
    pub(super) fn received_something(&self) -> bool {
        self.frames > 0
    }

    /// Ends what was begun. An event that was received is stored even when its answer reaches
    /// nobody any more: the platform does not bring it again.
    pub(super) async fn finish(mut self) {
        let rest = async {
            while let Some(answer) = self.answers.next().await {
                let _ = self.say(answer).await;
            }
        };
        if timeout(LAST_WORDS_TIME, rest).await.is_err() {
            tracing::warn!("a Stream connection was left with events that are not stored");
        }
        self.say_goodbye().await;
    }

    /// Reads until the platform has closed too. A socket that is dropped with frames unread is
    /// reset by the system, and a reset takes the last answers with it.
    async fn say_goodbye(mut self) {
        let goodbye = async {
            let _ = self.socket.close(None).await;
            while let Some(Ok(_)) = self.socket.next().await {}
        };
        let _ = timeout(GOODBYE_TIME, goodbye).await;
    }

    fn take(&mut self, message: Option<Result<Message, Error>>) -> Option<Ended> {
        self.silent_for = 0;
        match message {
            Some(Ok(Message::Text(json))) => self.handle(json.as_str()),
            // Pings are answered by the library, with the next thing that is written or read.
            Some(Ok(
                Message::Ping(_) | Message::Pong(_) | Message::Binary(_) | Message::Frame(_),
            )) => None,
            Some(Ok(Message::Close(_))) | None => {
                Some(Ended::Lost("the platform closed the connection"))
            }
            Some(Err(_)) => Some(Ended::Lost("the connection broke")),
        }
    }

    fn handle(&mut self, json: &str) -> Option<Ended> {
        let Some(frame) = Frame::read(json) else {
            tracing::debug!("a frame that cannot be read");
            return None;
        };
        if frame.is_disconnect() {
            return Some(Ended::Moved);
        }
        self.frames += 1;
        self.answers.push(self.handler.answer(frame).boxed());
        None
    }

    async fn say(&mut self, answer: Option<String>) -> Option<Ended> {
        let sent = self.socket.send(Message::text(answer?)).await;
        sent.err().map(|_| Ended::Lost("an answer could not be sent"))
    }

    /// A full table is no silence of the platform's: then it is we who do not listen.
    async fn ask_for_life(&mut self, listens: bool) -> Option<Ended> {
        self.silent_for = if listens { self.silent_for + 1 } else { 0 };
        if self.silent_for > LONGEST_SILENCE {
            return Some(Ended::Lost("the platform fell silent"));
        }
        let sent = self.socket.send(Message::Ping(Vec::new().into())).await;
        sent.err().map(|_| Ended::Lost("the connection broke"))
    }
}
