//! An adapter and the simulator it talks to, on one clock that only the test moves.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chat::conformance::{Arrival, Fault, ReplyKind, Rig};
use chat::{
    Address, ChatEvent, ChatPlatform, Choice, EventOutcome, EventSink, Menu, NotSaved, Now,
    Question, RawRequest, ReplyAddress,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use simulator::CallFault;

use chat_discord::Discord;
use chat_discord::settings::Settings;
use discord_simulator::{
    DiscordSimulator, Posted, Setup, SmallMenu, Use, command_data, rate_limited,
};

const START_MS: i64 = 1_750_000_000_000;

/// The bot behind the adapter: records what it receives and answers as it was told.
#[derive(Default)]
pub(super) struct Handlers {
    received: Mutex<Vec<ChatEvent>>,
    asked: Mutex<Vec<Question>>,
    answers: Mutex<VecDeque<Result<EventOutcome, NotSaved>>>,
    /// Saving waits for this long.
    delay: Mutex<Duration>,
    changes: tokio::sync::Notify,
}

impl Handlers {
    pub(super) fn answer_next(&self, answer: Result<EventOutcome, NotSaved>) {
        self.answers.lock().unwrap().push_back(answer);
    }

    pub(super) fn be_slow(&self, delay: Duration) {
        *self.delay.lock().unwrap() = delay;
    }

    pub(super) fn received(&self) -> Vec<ChatEvent> {
        self.received.lock().unwrap().clone()
    }

    pub(super) fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }

    /// Waits until so many events were received.
    pub(super) async fn receives(&self, count: usize) -> Vec<ChatEvent> {
        let received = async {
            loop {
                let changed = self.changes.notified();
                if self.received().len() >= count {
                    return self.received();
                }
                changed.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), received).await.expect("the bot receives it")
    }
}

#[async_trait]
impl EventSink for Handlers {
    async fn accept(&self, event: ChatEvent) -> Result<EventOutcome, NotSaved> {
        let delay = *self.delay.lock().unwrap();
        if !delay.is_zero() {
            let never = std::future::pending::<()>();
            let _ = tokio::time::timeout(delay, never).await;
        }
        self.received.lock().unwrap().push(event);
        self.changes.notify_waiters();
        self.answers.lock().unwrap().pop_front().unwrap_or_else(|| Ok(EventOutcome::default()))
    }

    async fn suggest(&self, question: Question) -> Vec<Choice> {
        self.asked.lock().unwrap().push(question);
        vec![Choice { label: "INC-128 支付不可用".into(), value: "128".into() }]
    }
}

pub(super) struct Pair {
    pub(super) adapter: Arc<Discord>,
    pub(super) fake: DiscordSimulator,
    pub(super) handlers: Arc<Handlers>,
    clock: Arc<AtomicI64>,
}

impl Pair {
    pub(super) async fn start() -> Self {
        Self::with(DiscordSimulator::settings).await
    }

    pub(super) async fn with_endpoint() -> Self {
        Self::with(DiscordSimulator::endpoint_settings).await
    }

    pub(super) async fn with(
        settings: fn(&DiscordSimulator, &str, Arc<dyn Menu>) -> Option<Settings>,
    ) -> Self {
        Self::playing(Setup::default(), settings).await
    }

    pub(super) async fn playing(
        setup: Setup,
        settings: fn(&DiscordSimulator, &str, Arc<dyn Menu>) -> Option<Settings>,
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(AtomicI64::new(START_MS));
        let fake = DiscordSimulator::start(setup, reading(&clock)).await.unwrap();
        let settings = settings(&fake, "discord", Arc::new(SmallMenu::default())).unwrap();
        let settings = Settings { longest_silence: Duration::from_secs(5), ..settings };
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_millis(1500))
            .build()
            .unwrap();
        let adapter = Arc::new(Discord::new(settings, client, reading(&clock)).unwrap());
        Self { adapter, fake, handlers: Arc::default(), clock }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        reading(&self.clock)()
    }

    pub(super) fn advance(&self, by: TimeDelta) {
        self.clock.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }

    /// The request of a command used in the first channel.
    pub(super) fn request(
        &self,
        id: &str,
        name: &str,
        options: &[(&str, &str)],
        at: DateTime<Utc>,
    ) -> RawRequest {
        let data = command_data(("incident", name), options, None);
        let (_, mut body) = self.fake.interaction(Use::Command, "3001", "42", data, at);
        body["id"] = json!(id);
        self.fake.signed(body.to_string().into_bytes(), at)
    }
}

fn reading(clock: &Arc<AtomicI64>) -> Now {
    let clock = Arc::clone(clock);
    Arc::new(move || DateTime::from_timestamp_millis(clock.load(Ordering::SeqCst)).unwrap())
}

/// The conformance suite's view of a pair; a second simulator plays the host a forger would like
/// called.
pub(super) struct ConformanceRig {
    pair: Pair,
    foreign: Pair,
}

impl ConformanceRig {
    pub(super) async fn start() -> Self {
        Self { pair: Pair::with_endpoint().await, foreign: Pair::start().await }
    }
}

impl Rig for ConformanceRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &*self.pair.adapter
    }

    fn now(&self) -> DateTime<Utc> {
        // Each look takes a second and a bit, so that the suite as a whole stays below the
        // channel's limit.
        self.pair.advance(TimeDelta::milliseconds(1100));
        self.pair.now()
    }

    fn room(&self) -> Address {
        self.pair.advance(TimeDelta::milliseconds(1100));
        Address::room("channel:3001")
    }

    fn account(&self) -> String {
        "42".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        self.pair
            .fake
            .posted()
            .into_iter()
            .filter(|posted| !posted.is_loading)
            .map(as_read)
            .collect()
    }

    /// The suite's words as the command that says the same.
    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        let id = id.trim_start_matches("m-");
        Some(match text.strip_prefix("ack ") {
            Some(number) => self.pair.request(id, "ack", &[("number", number)], at),
            None => self.pair.request(id, "open", &[("title", text)], at),
        })
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.pair.now())?;
        for (name, value) in &mut request.headers {
            if name == "X-Signature-Ed25519" {
                *value = "8353076a62f2bb7f134feac1845608f913f596a21b887455422bdb757223a1da4c7ac76db8cc35abce545cac98454a4ddfca6f57e1053b9f99b91e431882a00e".into();
            }
        }
        Some(request)
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.pair.now())?;
        request.headers.retain(|(name, _)| name != "X-Signature-Ed25519");
        Some(request)
    }

    fn reply_address(&self, kind: ReplyKind) -> Option<ReplyAddress> {
        let life = if kind == ReplyKind::Closed {
            TimeDelta::zero()
        } else {
            chat_discord::protocol::REPLY_LIFE
        };
        let application = "7001";
        let token = match kind {
            ReplyKind::Foreign => {
                format!("{}api/v10/webhooks/7001/fake-token", self.foreign.fake.base())
            }
            ReplyKind::Open | ReplyKind::Closed => self.deferred(),
        };
        let text = format!("channel:3001 {application} {token}");
        Some(ReplyAddress::new(text, self.pair.now() + life))
    }

    fn foreign_calls(&self) -> usize {
        self.foreign.fake.calls().len()
    }

    fn fail_next(&self, fault: Fault) -> bool {
        let answer =
            |status, code| CallFault::Respond(status, json!({"message": "spoiled", "code": code}));
        self.pair.fake.fail_next_call(match fault {
            Fault::RateLimited => rate_limited(0.7),
            Fault::Unavailable => CallFault::Respond(503, Value::Null),
            Fault::CredentialsRefused => answer(401, 0),
            Fault::Gone => answer(404, 10_003),
        });
        true
    }
}

impl ConformanceRig {
    /// An interaction that was deferred for everybody; gives its token.
    fn deferred(&self) -> String {
        let data = command_data(("incident", "ack"), &[], None);
        let (token, body) =
            self.pair.fake.interaction(Use::Command, "3001", "42", data, self.pair.now());
        let id = body["id"].as_str().unwrap();
        self.pair.fake.take_first_answer(id, &token, &json!({"type": 5}));
        token
    }
}

fn as_read(posted: Posted) -> Arrival {
    let rows = posted.components.as_array().cloned().unwrap_or_default();
    let buttons =
        rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    Arrival {
        text: posted.content,
        markup: true,
        mentioned: posted.mentioned,
        buttons: buttons
            .filter_map(|button| button["custom_id"].as_str().map(str::to_owned))
            .collect(),
        through_reply: posted.through_token,
    }
}
