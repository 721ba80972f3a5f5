//! Stream mode: the bot opens sockets to DingTalk and receives events through them, without a
//! public address.
//!
//! Each connection begins with a call that gives an address and a ticket (good once, for 90 s), so
//! it is made anew for every connection ([`open`]). A connection carries frames that are to be
//! answered ([`frame`], [`handler`]) and is held by [`socket`]. Several connections of one app
//! share the load: each event comes through one of them. A connection that was lost comes back by
//! itself while another still receives; when the last is lost, [`StreamClient::listen`] ends and
//! whoever called it decides when to try again.
//!
//! Source: the vendor's page on the Stream protocol and its published clients.

mod frame;
mod handler;
mod open;
mod socket;

use std::future::{Future, pending};
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chat::{ConnectError, EventSink, Inbound, Now, Refusal};
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use futures::future::select_all;
use futures::stream::FuturesUnordered;

use crate::settings::{App, Settings, Stream};
use frame::Frame;
pub use frame::{CARD_TOPIC, MESSAGE_TOPIC};
use handler::FrameHandler;
use socket::{Ended, Held};

/// The longest pause before a connection is opened again (protocol page: 1 s to 60 s).
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// A platform that moves us on time and again without saying anything else is in trouble: then
/// there is a pause, as after a loss, instead of a storm of new connections.
const MOST_EMPTY_MOVES: u32 = 3;

/// What the text of a frame brings in, as a connection of this app reads it. None for a text that
/// is no frame; a refused one is answered as malformed and changes nothing.
pub fn read_frame(
    settings: &Settings,
    app: &App,
    text: &str,
    now: DateTime<Utc>,
) -> Option<Result<Inbound, Refusal>> {
    let frame = Frame::read(text)?;
    let is_news = frame.is_news();
    Some(if is_news {
        handler::read(settings, app, &frame, now)
    } else {
        Ok(Inbound::Ignored("a frame about the connection"))
    })
}

/// All connections of one app.
pub(crate) struct StreamClient<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) app: &'a App,
    pub(crate) stream: &'a Stream,
    pub(crate) client: &'a reqwest::Client,
    pub(crate) now: &'a Now,
    pub(crate) sink: &'a dyn EventSink,
}

impl StreamClient<'_> {
    /// Receives until the platform refuses the app or no connection is left.
    pub(crate) async fn listen(&self) -> Result<(), ConnectError> {
        let handler = FrameHandler {
            settings: self.settings,
            app: self.app,
            stream: self.stream,
            now: self.now,
            sink: self.sink,
        };
        let up = AtomicUsize::new(0);
        let connections =
            (0..self.stream.connections).map(|nth| Box::pin(self.keep(nth, &handler, &up)));
        let (over, _, _) = select_all(connections).await;
        Err(over)
    }

    /// Holds one connection, and the one that follows it, until there is no sense in another.
    async fn keep(&self, nth: usize, handler: &FrameHandler<'_>, up: &AtomicUsize) -> ConnectError {
        let mut leaving = FuturesUnordered::new();
        let (mut empty_moves, mut losses) = (0, 0);
        loop {
            let (held, ended) =
                match alongside(Box::pin(self.hold_one(handler, up)), &mut leaving).await {
                    Ok(held) => held,
                    Err(ConnectError::Lost(why)) if up.load(Ordering::SeqCst) > 0 => {
                        losses += 1;
                        self.rest(nth, losses, &why).await;
                        continue;
                    }
                    Err(over) => return over,
                };
            losses = 0;
            empty_moves = if held.received_something() { 0 } else { empty_moves + 1 };
            match ended {
                Ended::Moved if empty_moves < MOST_EMPTY_MOVES => leaving.push(held.finish()),
                Ended::Moved => return lost_after(held, "moved on time and again").await,
                Ended::Lost(why) if up.load(Ordering::SeqCst) == 0 => {
                    return lost_after(held, why).await;
                }
                Ended::Lost(why) => {
                    held.finish().await;
                    losses += 1;
                    self.rest(nth, losses, why).await;
                }
            }
        }
    }

    async fn hold_one<'h>(
        &self,
        handler: &'h FrameHandler<'_>,
        up: &AtomicUsize,
    ) -> Result<(Held<'h>, Ended), ConnectError> {
        let endpoint = open::open(self.client, self.settings, self.app, self.stream).await?;
        let mut held = Held::open(endpoint, handler).await?;
        tracing::info!(platform = self.settings.name, "a Stream connection is open");
        let _up = Counted::of(up);
        let ended = held.until_it_ends(self.stream.keepalive).await;
        Ok((held, ended))
    }

    async fn rest(&self, nth: usize, losses: u32, why: &str) {
        tracing::warn!(
            platform = self.settings.name,
            why,
            "a Stream connection was lost; another still receives"
        );
        let _ = tokio::time::timeout(pause(nth, losses), pending::<()>()).await;
    }
}

/// Doubles from loss to loss; connections of different numbers never come back in step.
fn pause(nth: usize, losses: u32) -> Duration {
    let doubled = Duration::from_secs(1) * 2_u32.saturating_pow(losses.saturating_sub(1).min(6));
    let apart = Duration::from_millis(250) * u32::try_from(nth).unwrap_or(u32::MAX);
    (doubled + apart).min(LONGEST_PAUSE)
}

async fn lost_after(held: Held<'_>, why: &'static str) -> ConnectError {
    held.finish().await;
    ConnectError::Lost(why.into())
}

/// Counts a connection for as long as it is open.
struct Counted<'a>(&'a AtomicUsize);

impl<'a> Counted<'a> {
    fn of(up: &'a AtomicUsize) -> Self {
        up.fetch_add(1, Ordering::SeqCst);
        Self(up)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Runs `main` to its end while connections that were moved away say their last answers.
async fn alongside<T>(
    main: impl Future<Output = T>,
    leaving: &mut FuturesUnordered<impl Future<Output = ()>>,
) -> T {
    let mut main = pin!(main);
    loop {
        tokio::select! {
            done = &mut main => return done,
            Some(()) = leaving.next(), if !leaving.is_empty() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_minute_and_are_never_in_step() {
        let seconds: Vec<f64> = (1..=8).map(|losses| pause(0, losses).as_secs_f64()).collect();
        assert_eq!(seconds, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]);
        assert_eq!(pause(2, 1), Duration::from_millis(1500));
    }
}
