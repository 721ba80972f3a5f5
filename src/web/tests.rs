mod connections;
mod health;

use std::net::SocketAddr;
use std::sync::Mutex as PlainMutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chat::{
    Address, Buttons, Capabilities, ChatEvent, Choice, EarlyResponse, EventBody, EventOutcome,
    Health, Inbound, LengthLimit, MentionSupport, Message, NotSaved, Question, RawRequest,
    RawResponse, Refusal, Room, RoomKind, SendError, SendOptions, Sender, Sent,
};
use chrono::{DateTime, Utc};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::*;
use crate::clock::ManualClock;
use crate::engine::platform_checks::PlatformChecks;
use crate::engine::status::{EngineStatus, WorkerStatus};
use crate::engine::verdict::VITAL;

/// A platform whose body says what becomes of the request.
struct Tiny {
    capabilities: Capabilities,
    health: PlainMutex<Health>,
    asked: AtomicUsize,
    /// How handling ended after an early answer: saved or not.
    late: mpsc::UnboundedSender<bool>,
    told_late: tokio::sync::Mutex<mpsc::UnboundedReceiver<bool>>,
}

impl Tiny {
    fn new() -> Arc<Self> {
        let capabilities = Capabilities {
            receives: true,
            edit: false,
            buttons: Buttons::None,
            thread: false,
            private_reply: false,
            passive_reply: None,
            mention: MentionSupport::None,
            length: LengthLimit::Bytes(1000),
            rate: None,
            idempotency_key: false,
        };
        let (late, told_late) = mpsc::unbounded_channel();
        Arc::new(Self {
            capabilities,
            health: PlainMutex::new(Health::Up),
            asked: AtomicUsize::new(0),
            late,
            told_late: tokio::sync::Mutex::new(told_late),
        })
    }
}

#[async_trait]
impl ChatPlatform for Tiny {
    fn name(&self) -> &'static str {
        "tiny"
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        if request.header("x-key") != Some("right") {
            return Err(Refusal::BadSignature);
        }
        match request.body.as_slice() {
            b"hello?" => Ok(Inbound::Challenge(RawResponse::text(request.query.clone()))),
            b"sticker" => Ok(Inbound::Ignored("sticker")),
            b"garbage" => Err(Refusal::Malformed),
            words => Ok(Inbound::Event(Box::new(event(&String::from_utf8_lossy(words), now)))),
        }
    }

    fn respond(&self, _event: Option<&ChatEvent>, outcome: &EventOutcome) -> RawResponse {
        RawResponse::text(if outcome.reply.is_some() { "with an answer" } else { "taken" })
    }

    fn early_response(&self, event: &ChatEvent) -> Option<EarlyResponse> {
        let EventBody::Message { text, .. } = &event.body else { return None };
        let after = Duration::from_millis(if text.contains("bell") { 20 } else { 60_000 });
        let early = || EarlyResponse { after, response: RawResponse::text("patience") };
        text.starts_with("impatient").then(early)
    }

    async fn handled_late(&self, _event: &ChatEvent, outcome: Result<EventOutcome, NotSaved>) {
        self.late.send(outcome.is_ok()).unwrap();
    }

    async fn send(&self, _: &Address, _: &Message, _: &SendOptions) -> Result<Sent, SendError> {
        Err(SendError::refused("tiny only receives"))
    }

    async fn check(&self) -> Health {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.health.lock().unwrap().clone()
    }
}

fn event(words: &str, now: DateTime<Utc>) -> ChatEvent {
    ChatEvent {
        id: "e1".to_owned(),
        platform: "tiny".to_owned(),
        room: Room { address: "r".to_owned(), kind: RoomKind::Group, title: None },
        sender: Sender { account: "a".to_owned(), display: "A".to_owned() },
        body: EventBody::Message {
            text: words.to_owned(),
            addressed: true,
            mentioned: Vec::new(),
            quoted: None,
            thread: None,
        },
        reply_to: None,
        sent_at: now,
    }
}

/// Does what the words of the event say.
#[derive(Default)]
struct Handlers {
    handled: PlainMutex<Vec<String>>,
    bell: Notify,
}

#[async_trait]
impl EventHandler for Handlers {
    async fn handle(
        &self,
        event: ChatEvent,
        _now: DateTime<Utc>,
    ) -> Result<EventOutcome, NotSaved> {
        let EventBody::Message { text, .. } = event.body else {
            return Ok(EventOutcome::default());
        };
        match text.as_str() {
            "the database is away" | "impatient, the database is away" => {
                return Err(NotSaved("away".to_owned()));
            }
            "fail" => panic!("as the test asks"),
            "hang" => std::future::pending().await,
            "impatient, wait for the bell" => self.bell.notified().await,
            "impatient, wait for the bell in vain" => {
                self.bell.notified().await;
                return Err(NotSaved("away".to_owned()));
            }
            _ => self.handled.lock().unwrap().push(text),
        }
        Ok(EventOutcome::default())
    }

    async fn suggest(&self, question: Question, _now: DateTime<Utc>) -> Vec<Choice> {
        vec![Choice { label: format!("{} fits", question.typed), value: question.typed }]
    }
}

/// An engine whose state a test writes down.
#[derive(Default)]
struct Pulse(PlainMutex<EngineStatus>);

impl EnginePulse for Pulse {
    fn status(&self) -> EngineStatus {
        self.0.lock().unwrap().clone()
    }
}

impl Pulse {
    /// Both vital workers have succeeded.
    fn ticks(&self, now: DateTime<Utc>) {
        for name in VITAL {
            self.note(name, worker(now, Some(now)));
        }
    }

    fn note(&self, name: &'static str, worker: WorkerStatus) {
        self.0.lock().unwrap().workers.insert(name, worker);
    }

    /// How a call to the platform ended.
    fn sends(&self, result: Result<(), &SendError>, now: DateTime<Utc>) {
        let mut status = self.0.lock().unwrap();
        let sends = status.sends.entry("tiny".to_owned()).or_default();
        sends.note(result, now);
    }
}

fn worker(seen_at: DateTime<Utc>, succeeded_at: Option<DateTime<Utc>>) -> WorkerStatus {
    let failing_since = (succeeded_at != Some(seen_at)).then_some(seen_at);
    WorkerStatus { seen_at, succeeded_at, failing_since, is_standby: false, error: None }
}

/// What is wrong with the connection of every platform.
#[derive(Default)]
struct Connections(PlainMutex<Option<String>>);

impl GatewayPulse for Connections {
    fn trouble(&self, _platform: &str) -> Option<String> {
        self.0.lock().unwrap().clone()
    }
}

struct Running {
    address: SocketAddr,
    metrics_address: SocketAddr,
    client: reqwest::Client,
    clock: Arc<ManualClock>,
    platform: Arc<Tiny>,
    handlers: Arc<Handlers>,
    pulse: Arc<Pulse>,
    gateways: Arc<Connections>,
    store: Store,
    stop: CancellationToken,
    tasks: TaskTracker,
    _folder: tempfile::TempDir,
}

fn start_of_test() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(1_767_225_600_000).unwrap()
}

impl Running {
    async fn start() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let tasks = TaskTracker::new();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = Store::open(&url, &tasks).await.unwrap();
        let (platform, handlers) = (Tiny::new(), Arc::<Handlers>::default());
        let clock = Arc::new(ManualClock::starting_at(start_of_test()));
        let pulse = Arc::<Pulse>::default();
        let save_check = Arc::new(SaveCheck::new(store.clone()));
        let gateways = Arc::<Connections>::default();
        let recorder = PrometheusBuilder::new().build_recorder();
        let metrics = recorder.handle();
        // Counters are made while the router is; figures that are set later go to no recorder in
        // tests.
        let limits = Limits { time: Duration::from_millis(300), body: 1000 };
        let figures =
            metrics_router(metrics, pulse.clone(), save_check.clone(), clock.clone(), limits);
        let router = metrics::with_local_recorder(&recorder, || {
            let platform_checks = PlatformChecks::new(vec![platform.clone()], clock.clone());
            router(Web {
                platforms: vec![platform.clone()],
                platform_checks: Arc::new(platform_checks),
                handler: handlers.clone(),
                store: store.clone(),
                save_check,
                pulse: pulse.clone(),
                gateways: gateways.clone(),
                clock: clock.clone(),
                limits,
                stalled_after: TimeDelta::seconds(30),
                late: tasks.clone(),
            })
        });
        let stop = CancellationToken::new();
        let listening = async |router| {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tasks.spawn(serve(listener, router, ConnectionLimits::default(), stop.clone()));
            address
        };
        let (address, metrics_address) = (listening(router).await, listening(figures).await);
        let client = reqwest::Client::builder().build().unwrap();
        Self {
            address,
            metrics_address,
            client,
            clock,
            platform,
            handlers,
            pulse,
            gateways,
            store,
            stop,
            tasks,
            _folder: folder,
        }
    }

    async fn call(&self, path: &str, key: &str, body: impl Into<String>) -> (u16, String) {
        let request =
            self.client.post(format!("http://{}{path}", self.address)).header("x-key", key);
        let response = request.body(body.into()).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("http://{}{path}", self.address)).send().await.unwrap()
    }

    async fn metrics(&self) -> String {
        let page = self.client.get(format!("http://{}/metrics", self.metrics_address));
        page.send().await.unwrap().text().await.unwrap()
    }

    async fn health(&self) -> (u16, Value) {
        let response = self.get("/health").await;
        (response.status().as_u16(), serde_json::from_str(&response.text().await.unwrap()).unwrap())
    }
}

#[tokio::test]
async fn each_way_a_callback_can_go_has_its_own_answer() {
    let running = Running::start().await;
    for (path, key, body, status, answer) in [
        ("/hooks/tiny", "right", "help", 200, "taken"),
        ("/hooks/tiny/tail?q=1", "right", "hello?", 200, "q=1"),
        ("/hooks/tiny", "right", "sticker", 200, "taken"),
        ("/hooks/tiny", "wrong", "help", 401, "refused"),
        ("/hooks/tiny", "right", "garbage", 400, "malformed"),
        ("/hooks/huge", "right", "help", 404, ""),
        ("/hooks/tiny", "right", "the database is away", 503, "not saved, try again"),
        ("/hooks/tiny", "right", "hang", 503, "not saved, try again"),
        ("/hooks/tiny", "right", "fail", 500, ""),
    ] {
        assert_eq!(
            running.call(path, key, body).await,
            (status, answer.to_owned()),
            "{path} {key} {body}"
        );
    }
    assert_eq!(*running.handlers.handled.lock().unwrap(), ["help"]);
}

#[tokio::test]
async fn a_platform_that_does_not_wait_is_answered_early_and_told_the_rest_late() {
    let running = Running::start().await;
    for (words, is_saved) in
        [("impatient, wait for the bell", true), ("impatient, wait for the bell in vain", false)]
    {
        assert_eq!(running.call("/hooks/tiny", "right", words).await, (200, "patience".to_owned()));
        running.handlers.bell.notify_one();
        assert_eq!(running.platform.told_late.lock().await.recv().await, Some(is_saved), "{words}");
    }
}

#[tokio::test]
async fn a_platform_that_does_not_wait_gets_the_true_answer_when_that_is_ready_in_time() {
    let running = Running::start().await;
    for (words, status, answer) in [
        ("impatient help", 200, "taken"),
        ("impatient, the database is away", 503, "not saved, try again"),
    ] {
        assert_eq!(
            running.call("/hooks/tiny", "right", words).await,
            (status, answer.to_owned()),
            "{words}"
        );
    }
    assert!(running.platform.told_late.lock().await.is_empty(), "nothing was late");
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_announced_or_not() {
    let running = Running::start().await;
    let long = "x".repeat(1001);
    assert_eq!(running.call("/hooks/tiny", "right", long).await, (413, "too large".to_owned()));
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head = "POST /hooks/tiny HTTP/1.1\r\nhost: x\r\nx-key: right\r\ntransfer-encoding: chunked\r\n\r\n";
    stream
        .write_all(format!("{head}{:x}\r\n{}\r\n0\r\n\r\n", 1001, "x".repeat(1001)).as_bytes())
        .await
        .unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
    assert!(running.handlers.handled.lock().unwrap().is_empty());
}

#[tokio::test]
async fn strangers_who_send_half_a_request_ring_no_alarm_about_events_not_saved() {
    let running = Running::start().await;
    let head = "POST /hooks/tiny HTTP/1.1\r\nhost: x\r\nx-key: right\r\n";
    for rest in [
        "content-length: 100\r\n\r\nhalf",
        "content-length: 5\r\n\r\n",
        "transfer-encoding: chunked\r\n\r\n40\r\nhalf",
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(format!("{head}{rest}").as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 408", "{rest}");
    }
    let page = running.metrics().await;
    let alarm = r#"watchbell_events_not_saved_total{via="webhook",platform="tiny"} 0"#;
    assert!(page.contains(alarm), "{page}");
    assert!(running.handlers.handled.lock().unwrap().is_empty());
}

#[tokio::test]
async fn pages_give_back_the_request_id() {
    let running = Running::start().await;
    assert!(running.get("/health").await.headers().contains_key("x-request-id"));
}

#[tokio::test]
async fn the_server_ends_when_it_is_told_to() {
    let running = Running::start().await;
    running.stop.cancel();
    drop(running.client);
    running.store.close().await;
    let Running { store, tasks, .. } = running;
    drop(store);
    tasks.close();
    tokio::time::timeout(Duration::from_secs(5), tasks.wait()).await.unwrap();
}
