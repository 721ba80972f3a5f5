//! How senders reach the connection that is held elsewhere.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chat::SendError;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use super::frame;
use crate::crypto::Salt;
use crate::response;

/// Frames that may wait for the connection to write them.
const WAITING_ROOM: usize = 64;

/// After so many refusals in a row the credentials are wrong and no accident.
const MOST_REFUSALS: u32 = 3;

/// A frame to write, and who waits for its answer.
pub(super) struct Request {
    pub(super) req_id: String,
    pub(super) text: String,
    pub(super) done: oneshot::Sender<i64>,
}

/// The robot's end of the long connection, whether one is held at the moment or not.
#[derive(Default)]
pub(crate) struct Link {
    current: Mutex<Option<mpsc::Sender<Request>>>,
    numbers: AtomicU64,
    refusals: AtomicU32,
    was_begun: AtomicBool,
}

impl Link {
    /// Writes one frame and waits for its answer.
    pub(crate) async fn ask(
        &self,
        cmd: &str,
        req_id: &str,
        body: &Value,
        within: Duration,
    ) -> Result<(), SendError> {
        let down = || SendError::Away("the long connection is down".into());
        let connection = self.lock().clone().ok_or_else(down)?;
        let (done, answered) = oneshot::channel();
        let request = Request {
            req_id: req_id.to_owned(),
            text: frame::write(cmd, req_id, Some(body)),
            done,
        };
        let round = async {
            connection.send(request).await.map_err(|_| down())?;
            answered.await.map_err(|_| SendError::Uncertain("the long connection broke".into()))
        };
        match tokio::time::timeout(within, round).await {
            Ok(answer) => response::of_errcode(answer?),
            Err(_) => Err(SendError::Uncertain("WeCom did not answer in time".into())),
        }
    }

    /// A `req_id` that no other frame has: `salt` tells processes apart, a number tells frames
    /// apart.
    pub(crate) fn fresh_req_id(&self, cmd: &str, salt: Salt) -> String {
        let number = self.numbers.fetch_add(1, Ordering::Relaxed);
        format!("{cmd}-{}-{number}", hex::encode(&salt[..8]))
    }

    /// Whether a connection is held.
    pub(crate) fn is_up(&self) -> bool {
        self.lock().is_some()
    }

    /// Notes that this process tries to hold the connection.
    pub(crate) fn begin(&self) {
        self.was_begun.store(true, Ordering::Relaxed);
    }

    /// Whether this process ever tried to hold the connection. Another one may hold it.
    pub(crate) fn was_begun(&self) -> bool {
        self.was_begun.load(Ordering::Relaxed)
    }

    /// Lets senders reach a connection until the returned guard is dropped.
    pub(super) fn attach(&self) -> (Attached<'_>, mpsc::Receiver<Request>) {
        let (sender, receiver) = mpsc::channel(WAITING_ROOM);
        *self.lock() = Some(sender);
        self.refusals.store(0, Ordering::Relaxed);
        (Attached(self), receiver)
    }

    /// Counts a refusal of the credentials; whether it was one too many.
    pub(super) fn is_refused_for_good(&self) -> bool {
        self.refusals.fetch_add(1, Ordering::Relaxed) + 1 >= MOST_REFUSALS
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<mpsc::Sender<Request>>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Takes the connection away from senders when it is over, however it ended.
pub(super) struct Attached<'a>(&'a Link);

impl Drop for Attached<'_> {
    fn drop(&mut self) {
        *self.0.lock() = None;
    }
}
