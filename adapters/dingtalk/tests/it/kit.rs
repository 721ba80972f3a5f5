//! An adapter and the simulator it talks to, on one clock that only the test moves.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use chat::conformance::{Arrival, Fault, ReplyKind, Rig};
use chat::{
    Address, ChatEvent, ChatPlatform, Choice, ConnectError, EventOutcome, EventSink, NotSaved, Now,
    Question, RawRequest, ReplyAddress,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use simulator::CallFault;
use tokio::task::JoinSet;

use chat_dingtalk::DingTalk;
use chat_dingtalk::session;
use chat_dingtalk::settings::{Settings, Stream};
use dingtalk_simulator::{
    Delivery, DingTalkSimulator, Route, Setup, SetupRobot, Utterance, errcode,
};

const START_MS: i64 = 1_750_000_000_000;

/// Longer than any test waits, also on a busy machine.
const NEVER: Duration = Duration::from_mins(1);

pub(super) struct Pair {
    pub(super) adapter: Arc<DingTalk>,
    pub(super) fake: DingTalkSimulator,
    client: reqwest::Client,
    clock: Arc<AtomicI64>,
}

impl Pair {
    pub(super) async fn start() -> Self {
        Self::start_with_skew(TimeDelta::zero()).await
    }

    /// A pair in which the adapter's clock is wrong by `skew`.
    pub(super) async fn start_with_skew(skew: TimeDelta) -> Self {
        Self::of(|fake| fake.settings("dingtalk").unwrap(), skew, NEVER).await
    }

    /// A pair in which the adapter receives through connections and sends cards.
    pub(super) async fn streaming(stream: Stream) -> Self {
        Self::streaming_and_resending(stream, NEVER).await
    }

    async fn streaming_and_resending(stream: Stream, after: Duration) -> Self {
        let settings = |fake: &DingTalkSimulator| {
            let settings = fake.stream_settings("dingtalk").unwrap();
            Settings { stream: Some(stream), ..settings }
        };
        Self::of(settings, TimeDelta::zero(), after).await
    }

    async fn of(
        settings: impl FnOnce(&DingTalkSimulator) -> Settings,
        skew: TimeDelta,
        resend_after: Duration,
    ) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(AtomicI64::new(START_MS));
        let keyword = SetupRobot {
            secret: None,
            keyword: Some("故障".into()),
            ..SetupRobot::signing("keyword", "cidOTHER==")
        };
        let mut setup = Setup {
            resend_after,
            resends_messages: true,
            ping_every: Duration::from_millis(20),
            ..Setup::default()
        };
        setup.robots.push(keyword);
        let fake =
            DingTalkSimulator::start(setup, reading(&clock, TimeDelta::zero())).await.unwrap();
        let settings = settings(&fake);
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_millis(500))
            .build()
            .unwrap();
        let adapter =
            Arc::new(DingTalk::new(settings, client.clone(), reading(&clock, skew)).unwrap());
        Self { adapter, fake, client, clock }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        reading(&self.clock, TimeDelta::zero())()
    }

    /// A ticket as the platform's own clients get it.
    pub(super) async fn ticket(&self) -> String {
        let body = json!({
            "clientId": "dingFAKEAPP", "clientSecret": "fake-app-secret",
            "subscriptions": [{"type": "EVENT", "topic": "*"}],
        });
        let url = format!("{}v1.0/gateway/connections/open", self.fake.base());
        let call = self.client.post(url).header("Accept", "application/json").json(&body);
        let answer: serde_json::Value = call.send().await.unwrap().json().await.unwrap();
        answer["ticket"].as_str().unwrap().to_owned()
    }

    /// The status of an attempt to open a socket.
    pub(super) async fn handshake(&self, ticket: &str) -> u16 {
        let call = self
            .client
            .get(format!("{}connect", self.fake.base()))
            .query(&[("ticket", ticket)])
            .header("Connection", "Upgrade")
            .header("Upgrade", "websocket")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        call.send().await.unwrap().status().as_u16()
    }

    pub(super) fn advance(&self, by: TimeDelta) {
        self.clock.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

fn reading(clock: &Arc<AtomicI64>, skew: TimeDelta) -> Now {
    let clock = Arc::clone(clock);
    Arc::new(move || DateTime::from_timestamp_millis(clock.load(Ordering::SeqCst)).unwrap() + skew)
}

/// Whoever takes the events; told how many times to fail, and what to answer.
#[derive(Default)]
pub(super) struct Memory {
    pub(super) events: Mutex<Vec<ChatEvent>>,
    pub(super) failures: Mutex<u32>,
    pub(super) answer: Mutex<Option<chat::Message>>,
    /// Events wait here until they are let go, one permit each; none given lets all pass.
    pub(super) gate: Mutex<Option<Arc<tokio::sync::Semaphore>>>,
}

#[async_trait]
impl EventSink for Memory {
    async fn accept(&self, event: ChatEvent) -> Result<EventOutcome, NotSaved> {
        let gate = self.gate.lock().unwrap().clone();
        if let Some(gate) = gate {
            gate.acquire().await.unwrap().forget();
        }
        let mut failures = self.failures.lock().unwrap();
        if *failures > 0 {
            *failures -= 1;
            return Err(NotSaved("the database is away".into()));
        }
        self.events.lock().unwrap().push(event);
        Ok(EventOutcome { reply: self.answer.lock().unwrap().clone(), private: false })
    }

    async fn suggest(&self, _question: Question) -> Vec<Choice> {
        Vec::new()
    }
}

impl Memory {
    pub(super) fn ids(&self) -> Vec<String> {
        self.events.lock().unwrap().iter().map(|event| event.id.clone()).collect()
    }

    pub(super) fn words(&self) -> VecDeque<String> {
        let word = |event: &ChatEvent| match &event.body {
            chat::EventBody::Message { text, .. } => text.clone(),
            chat::EventBody::Action { key, .. } => format!("press {key}"),
            chat::EventBody::Wordless { attachment } => format!("{attachment:?}"),
            chat::EventBody::Membership { change, .. } => format!("{change:?}"),
        };
        self.events.lock().unwrap().iter().map(word).collect()
    }
}

/// A streaming pair whose adapter listens.
pub(super) struct Listening {
    pub(super) pair: Pair,
    pub(super) memory: Arc<Memory>,
    tasks: JoinSet<Result<(), ConnectError>>,
}

impl Listening {
    pub(super) async fn start(stream: Stream) -> Self {
        Self::resending(stream, NEVER).await
    }

    /// The platform brings a frame again when it has no answer after this time.
    pub(super) async fn resending(stream: Stream, after: Duration) -> Self {
        let connections = stream.connections;
        let pair = Pair::streaming_and_resending(stream, after).await;
        let mut listening = Self { pair, memory: Arc::default(), tasks: JoinSet::new() };
        listening.listen();
        listening.until_connected(connections).await;
        listening
    }

    /// What a supervisor does after a loss.
    pub(super) fn listen(&mut self) {
        let (adapter, sink) = (Arc::clone(&self.pair.adapter), Arc::clone(&self.memory));
        self.tasks.spawn(async move { adapter.connect(sink).await });
    }

    pub(super) async fn until_connected(&self, connections: usize) {
        until(|| self.pair.fake.connections() == connections).await;
    }

    /// Sends every connection away as soon as it is there, until the adapter has had enough.
    pub(super) async fn sent_away_time_and_again(&mut self) -> ConnectError {
        let mut looks = tokio::time::interval(Duration::from_millis(2));
        loop {
            self.pair.fake.ask_all_to_leave("again");
            if let Some(over) = self.tasks.try_join_next() {
                return over.unwrap().unwrap_err();
            }
            looks.tick().await;
        }
    }

    /// Why listening is over.
    pub(super) async fn over(&mut self) -> ConnectError {
        let over = tokio::time::timeout(Duration::from_secs(20), self.tasks.join_next()).await;
        over.expect("still listening").unwrap().unwrap().unwrap_err()
    }
}

/// Looks until something is so, and fails after twenty seconds.
pub(super) async fn until(is_so: impl Fn() -> bool) {
    let mut looks = tokio::time::interval(Duration::from_millis(2));
    let look = async {
        while !is_so() {
            looks.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), look).await.expect("it never became so");
}

/// Connections as tests want them: quick to notice silence, and without long pauses.
pub(super) fn impatient(connections: usize) -> Stream {
    Stream {
        connections,
        keepalive: Duration::from_secs(5),
        second_tries: vec![Duration::ZERO; 2],
        ..Stream::default()
    }
}

/// The conformance suite's view of a pair; a second simulator plays the host a forger would like
/// called.
pub(super) struct ConformanceRig {
    pair: Pair,
    foreign: Pair,
    /// Whether the adapter receives through Stream mode and its room takes cards.
    streams: bool,
}

impl ConformanceRig {
    pub(super) async fn start() -> Self {
        Self { pair: Pair::start().await, foreign: Pair::start().await, streams: false }
    }

    pub(super) async fn streaming() -> Self {
        let pair = Pair::streaming(Stream::default()).await;
        Self { pair, foreign: Pair::start().await, streams: true }
    }
}

impl Rig for ConformanceRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &*self.pair.adapter
    }

    fn now(&self) -> DateTime<Utc> {
        self.pair.now()
    }

    fn room(&self) -> Address {
        Address::room(if self.streams { "group:cidOPS==" } else { "robot:oncall" })
    }

    fn account(&self) -> String {
        "user123".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        self.pair.fake.deliveries().into_iter().map(as_read).collect()
    }

    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        if self.streams {
            return None;
        }
        let utterance = Utterance {
            id,
            conversation: Some("cidOPS=="),
            staff: Some("user123"),
            nick: "张三",
            text,
            ..Utterance::default()
        };
        Some(DingTalkSimulator::request(self.pair.fake.callback_at(utterance, at)))
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.now())?;
        request.headers.retain(|(name, _)| name != "sign");
        request
            .headers
            .push(("sign".into(), "IOEgMZc3+4jGR5Rt/QZ0hmhCmF//7IYcb/kaaNz+eY0=".into()));
        Some(request)
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.now())?;
        request.headers.retain(|(name, _)| name != "sign");
        Some(request)
    }

    fn reply_address(&self, kind: ReplyKind) -> Option<ReplyAddress> {
        let host = if kind == ReplyKind::Foreign { &self.foreign } else { &self.pair };
        let webhook = host.fake.open_session("cidOPS==", self.now());
        let life =
            if kind == ReplyKind::Closed { TimeDelta::zero() } else { TimeDelta::minutes(90) };
        Some(session::reply_address("group:cidOPS==", &webhook, self.now() + life))
    }

    fn foreign_calls(&self) -> usize {
        self.foreign.fake.requests()
    }

    fn fail_next(&self, fault: Fault) -> bool {
        self.pair.fake.fail_next_call(if self.streams {
            open_api_trouble(fault)
        } else {
            robot_trouble(fault)
        });
        true
    }
}

fn open_api_trouble(fault: Fault) -> CallFault {
    let (status, code) = match fault {
        Fault::RateLimited => (403, "Forbidden.AccessDenied.QpsLimitForApi"),
        Fault::Unavailable => (500, "system.error"),
        Fault::CredentialsRefused => (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"),
        Fault::Gone => (400, "group.disbanded"),
    };
    CallFault::Respond(status, json!({"code": code}))
}

fn robot_trouble(fault: Fault) -> CallFault {
    match fault {
        Fault::RateLimited => errcode(130_101, "send too fast, exceed 20 times per minute"),
        Fault::Unavailable => CallFault::Respond(503, json!({})),
        Fault::CredentialsRefused => errcode(310_000, "sign not match"),
        Fault::Gone => errcode(400_013, "group dissolved"),
    }
}

fn as_read(delivery: Delivery) -> Arrival {
    let everybody = delivery.at_all.then(|| "all".to_owned());
    Arrival {
        markup: delivery.title.is_some(),
        text: delivery.text,
        mentioned: delivery.at.into_iter().chain(everybody).collect(),
        buttons: delivery.buttons.into_iter().map(|(_, key)| key).collect(),
        through_reply: matches!(delivery.route, Route::Session(_)),
    }
}
