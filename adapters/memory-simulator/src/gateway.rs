//! The fake as a platform that delivers events through a connection of its own, which a test
//! scripts.
//!
//! What a test puts in waits until somebody is connected, so no test has to know when that is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chat::{ChatEvent, Choice, ConnectError, EventOutcome, EventSink, NotSaved, Question};
use tokio::sync::{mpsc, oneshot};

use crate::MemoryPlatform;

/// What the connection brings next.
enum Frame {
    Event(Box<ChatEvent>, oneshot::Sender<Result<EventOutcome, NotSaved>>),
    Question(Box<Question>, oneshot::Sender<Vec<Choice>>),
    End(Result<(), ConnectError>),
    Fault,
}

/// The platform's side of its connections.
pub(crate) struct Gateway {
    frames: mpsc::UnboundedSender<Frame>,
    inbox: tokio::sync::Mutex<mpsc::UnboundedReceiver<Frame>>,
    connections: AtomicUsize,
    at_end: Mutex<Option<oneshot::Sender<()>>>,
}

impl Gateway {
    pub(crate) fn new() -> Arc<Self> {
        let (frames, inbox) = mpsc::unbounded_channel();
        let inbox = tokio::sync::Mutex::new(inbox);
        Arc::new(Self { frames, inbox, connections: AtomicUsize::new(0), at_end: Mutex::default() })
    }

    pub(crate) async fn hold(&self, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
        self.connections.fetch_add(1, Ordering::SeqCst);
        let mut inbox = self.inbox.lock().await;
        let _gone = Gone(&self.at_end);
        while let Some(frame) = inbox.recv().await {
            match frame {
                Frame::Event(event, told) => drop(told.send(sink.accept(*event).await)),
                Frame::Question(question, told) => drop(told.send(sink.suggest(*question).await)),
                Frame::End(how) => return how,
                Frame::Fault => {
                    std::panic::resume_unwind(Box::new("a fault of the adapter, as the test asks"));
                }
            }
        }
        Ok(())
    }
}

/// Tells a test that waits for it that the connection is gone.
struct Gone<'a>(&'a Mutex<Option<oneshot::Sender<()>>>);

impl Drop for Gone<'_> {
    fn drop(&mut self) {
        if let Some(told) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = told.send(());
        }
    }
}

impl MemoryPlatform {
    /// The same platform, delivering events through a connection of its own.
    #[must_use]
    pub fn with_gateway(mut self) -> Self {
        self.gateway = Some(Gateway::new());
        self
    }

    /// Brings an event over the connection, now or as soon as there is one, and gives back how it
    /// was taken; none when the connection was given up before that.
    pub async fn brings(&self, event: ChatEvent) -> Option<Result<EventOutcome, NotSaved>> {
        let (told, answer) = oneshot::channel();
        self.put(Frame::Event(Box::new(event), told));
        answer.await.ok()
    }

    /// Asks over the connection what fits where somebody is typing.
    pub async fn asks(&self, question: Question) -> Option<Vec<Choice>> {
        let (told, answer) = oneshot::channel();
        self.put(Frame::Question(Box::new(question), told));
        answer.await.ok()
    }

    /// Ends the connection, now or as soon as there is one.
    pub fn ends_connection(&self, how: Result<(), ConnectError>) {
        self.put(Frame::End(how));
    }

    /// Lets the adapter itself panic.
    pub fn fails_in_connection(&self) {
        self.put(Frame::Fault);
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.gateway.as_ref().map_or(0, |gateway| gateway.connections.load(Ordering::SeqCst))
    }

    /// Ends when the connection that is held, or the next one, is gone.
    pub fn connection_gone(&self) -> oneshot::Receiver<()> {
        let (told, gone) = oneshot::channel();
        if let Some(gateway) = &self.gateway {
            *gateway.at_end.lock().unwrap_or_else(PoisonError::into_inner) = Some(told);
        }
        gone
    }

    fn put(&self, frame: Frame) {
        if let Some(gateway) = &self.gateway {
            let _ = gateway.frames.send(frame);
        }
    }
}
