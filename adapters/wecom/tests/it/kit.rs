//! An adapter and the simulator it talks to, on one clock that only the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chat::{
    Address, ChatEvent, ChatPlatform, Choice, ConnectError, EventOutcome, EventSink, Inbound,
    Message, MessageKind, NotSaved, Now, Question, RawRequest, ReplyAddress, SendError,
    SendOptions, Sent,
};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinHandle;
use url::Url;

use chat_wecom::settings::{Receive, Settings};
use chat_wecom::{Chance, WeCom};
use wecom_simulator::{Act, Mode, Setup, Utterance, WeComSimulator};

const START_SECONDS: i64 = 1_750_000_000;

/// No part of a test takes so long unless something is wrong.
const PATIENCE: Duration = Duration::from_secs(10);

pub(super) struct Pair {
    pub(super) adapter: Arc<WeCom>,
    pub(super) fake: Arc<WeComSimulator>,
    clock: Arc<AtomicI64>,
}

impl Pair {
    /// A robot that is called back, a webhook into `wrOPS`, and an app.
    pub(super) async fn start() -> Self {
        Self::with(Mode::Callback, |_| {}).await
    }

    pub(super) async fn with(mode: Mode, change: impl FnOnce(&mut Settings)) -> Self {
        Self::with_bot(mode, None, change).await
    }

    /// A pair whose simulator calls the bot at an address.
    pub(super) async fn with_bot(
        mode: Mode,
        bot: Option<Url>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(AtomicI64::new(START_SECONDS));
        let fake = Arc::new(
            WeComSimulator::start_for(Setup::default(), reading(&clock), bot).await.unwrap(),
        );
        let adapter = Arc::new(adapter(&fake, mode, &clock, change));
        Self { adapter, fake, clock }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        reading(&self.clock)()
    }

    pub(super) fn advance(&self, by: TimeDelta) {
        self.clock.fetch_add(by.num_seconds(), Ordering::SeqCst);
    }

    /// Another adapter with the same settings: a second instance, or the same one after a restart.
    pub(super) fn second_adapter(&self, mode: Mode) -> Arc<WeCom> {
        Arc::new(adapter(&self.fake, mode, &self.clock, short_pings))
    }

    pub(super) fn received(&self, request: &RawRequest) -> ChatEvent {
        match self.adapter.receive(request, self.now()) {
            Ok(Inbound::Event(event)) => *event,
            other => panic!("not an event: {other:?}"),
        }
    }

    /// What zhangsan says in the group `wrOPS`, as the adapter receives it.
    pub(super) fn said(&self, words: &str) -> ChatEvent {
        let utterance =
            Utterance { id: "m-1", chat: Some("wrOPS"), account: "zhangsan", act: Act::Say(words) };
        self.received(&self.fake.robot_callback(&utterance, self.now()))
    }

    pub(super) async fn send(&self, to: &str, words: &str) -> Result<Sent, SendError> {
        self.adapter.send(&Address::room(to), &notice(words), &SendOptions::keyed(words)).await
    }

    pub(super) async fn reply(
        &self,
        to: &str,
        words: &str,
        reply_to: Option<ReplyAddress>,
    ) -> Result<Sent, SendError> {
        let options = SendOptions::keyed(words).replying(reply_to);
        self.adapter.send(&Address::room(to), &notice(words), &options).await
    }
}

pub(super) fn notice(words: &str) -> Message {
    Message::new(MessageKind::Notice, words)
}

/// Pings so short that a test need not wait for them.
pub(super) fn short_pings(settings: &mut Settings) {
    settings.app = None;
    if let Some(robot) = &mut settings.robot
        && let Receive::LongConnection(long) = &mut robot.receive
    {
        long.ping_every = Duration::from_millis(20);
        long.answer_within = Duration::from_millis(500);
    }
}

fn adapter(
    fake: &WeComSimulator,
    mode: Mode,
    clock: &Arc<AtomicI64>,
    change: impl FnOnce(&mut Settings),
) -> WeCom {
    let mut settings = fake.settings("wecom", mode).unwrap();
    change(&mut settings);
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    WeCom::new(settings, client, reading(clock), chance()).unwrap()
}

fn reading(clock: &Arc<AtomicI64>) -> Now {
    let clock = Arc::clone(clock);
    Arc::new(move || DateTime::from_timestamp_secs(clock.load(Ordering::SeqCst)).unwrap())
}

/// Bytes that differ from call to call and from adapter to adapter.
fn chance() -> Chance {
    static THROWS: AtomicU64 = AtomicU64::new(1);
    Arc::new(|| {
        let throw = THROWS.fetch_add(1, Ordering::SeqCst);
        let mut salt = [0x5A; 16];
        salt[..8].copy_from_slice(&throw.to_be_bytes());
        salt
    })
}

/// Receives what a connection brings, and says what it is told to say.
pub(super) struct Ears {
    received: mpsc::UnboundedSender<ChatEvent>,
    events: Mutex<mpsc::UnboundedReceiver<ChatEvent>>,
    pub(super) answer: std::sync::Mutex<EventOutcome>,
    pub(super) refusals: AtomicU64,
}

impl Ears {
    pub(super) fn open() -> Arc<Self> {
        let (received, events) = mpsc::unbounded_channel();
        let (events, answer) = (Mutex::new(events), std::sync::Mutex::default());
        Arc::new(Self { received, events, answer, refusals: AtomicU64::new(0) })
    }

    pub(super) async fn next(&self) -> ChatEvent {
        tokio::time::timeout(PATIENCE, async { self.events.lock().await.recv().await })
            .await
            .unwrap()
            .unwrap()
    }
}

#[async_trait]
impl EventSink for Ears {
    async fn accept(&self, event: ChatEvent) -> Result<EventOutcome, NotSaved> {
        if self.refusals.load(Ordering::SeqCst) > 0 {
            self.refusals.fetch_sub(1, Ordering::SeqCst);
            return Err(NotSaved("the database is away".into()));
        }
        self.received.send(event).unwrap();
        Ok(self.answer.lock().unwrap().clone())
    }

    async fn suggest(&self, _: Question) -> Vec<Choice> {
        Vec::new()
    }
}

/// A pair whose adapter holds the long connection.
pub(super) struct Connected {
    pub(super) pair: Pair,
    pub(super) ears: Arc<Ears>,
    pub(super) connection: JoinHandle<Result<(), ConnectError>>,
}

impl Connected {
    pub(super) async fn start() -> Self {
        let pair = Pair::with(Mode::LongConnection, short_pings).await;
        let ears = Ears::open();
        let connection = connect(&pair.adapter, &ears).await;
        Self { pair, ears, connection }
    }
}

impl Drop for Connected {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

/// Connects, and waits until the connection is up.
pub(super) async fn connect(
    adapter: &Arc<WeCom>,
    ears: &Arc<Ears>,
) -> JoinHandle<Result<(), ConnectError>> {
    let (held, sink) = (Arc::clone(adapter), Arc::clone(ears));
    #[expect(
        clippy::disallowed_methods,
        reason = "a connection that the test watches from outside"
    )]
    let connection = tokio::spawn(async move { held.connect(sink).await });
    until(|| adapter.is_connected()).await;
    connection
}

/// Lets everything else continue until something is so.
pub(super) async fn until(is_so: impl Fn() -> bool) {
    let wait = async {
        while !is_so() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.expect("it never came to be");
}
