//! An adapter and the stand-in it talks to, on one clock that only the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chat::conformance::{Arrival, Fault, ReplyKind, Rig};
use chat::{Address, ChatPlatform, RawRequest, ReplyAddress};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use crate::fake_server::{Delivery, FakeDingTalk, Route, Setup, SetupRobot, Trouble, Utterance};
use crate::platform::{DingTalk, Now};
use crate::session;

const START_MS: i64 = 1_750_000_000_000;

pub(super) struct Pair {
    pub(super) adapter: DingTalk,
    pub(super) fake: FakeDingTalk,
    clock: Arc<AtomicI64>,
}

impl Pair {
    pub(super) async fn start() -> Self {
        Self::start_with_skew(TimeDelta::zero()).await
    }

    /// A pair in which the adapter's clock is wrong by `skew`.
    pub(super) async fn start_with_skew(skew: TimeDelta) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let clock = Arc::new(AtomicI64::new(START_MS));
        let keyword = SetupRobot {
            secret: None,
            keyword: Some("故障".into()),
            ..SetupRobot::signing("keyword", "cidOTHER==")
        };
        let mut setup = Setup::default();
        setup.robots.push(keyword);
        let fake = FakeDingTalk::start(setup, reading(&clock, TimeDelta::zero())).await.unwrap();
        let settings = fake.settings("dingtalk").unwrap();
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_millis(500))
            .build()
            .unwrap();
        let adapter = DingTalk::new(settings, client, reading(&clock, skew)).unwrap();
        Self { adapter, fake, clock }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        reading(&self.clock, TimeDelta::zero())()
    }

    pub(super) fn advance(&self, by: TimeDelta) {
        self.clock.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

fn reading(clock: &Arc<AtomicI64>, skew: TimeDelta) -> Now {
    let clock = Arc::clone(clock);
    Arc::new(move || DateTime::from_timestamp_millis(clock.load(Ordering::SeqCst)).unwrap() + skew)
}

/// The conformance suite's view of a pair; a second stand-in plays the host a forger would like called.
pub(super) struct ConformanceRig {
    pair: Pair,
    foreign: Pair,
}

impl ConformanceRig {
    pub(super) async fn start() -> Self {
        Self { pair: Pair::start().await, foreign: Pair::start().await }
    }
}

impl Rig for ConformanceRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &self.pair.adapter
    }

    fn now(&self) -> DateTime<Utc> {
        self.pair.now()
    }

    fn room(&self) -> Address {
        Address::room("robot:oncall")
    }

    fn account(&self) -> String {
        "user123".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        self.pair.fake.deliveries().into_iter().map(as_read).collect()
    }

    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        let utterance = Utterance {
            id,
            conversation: Some("cidOPS=="),
            staff: Some("user123"),
            nick: "张三",
            text,
            mentioned: &[],
        };
        Some(FakeDingTalk::request(self.pair.fake.callback_at(utterance, at)))
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.now())?;
        request.headers.retain(|(name, _)| name != "sign");
        request.headers.push(("sign".into(), "IOEgMZc3+4jGR5Rt/QZ0hmhCmF//7IYcb/kaaNz+eY0=".into()));
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
        let life = if kind == ReplyKind::Closed { TimeDelta::zero() } else { TimeDelta::minutes(90) };
        Some(session::reply_address("group:cidOPS==", &webhook, self.now() + life))
    }

    fn foreign_calls(&self) -> usize {
        self.foreign.fake.requests()
    }

    fn fail_next(&self, fault: Fault) -> bool {
        self.pair.fake.trouble(match fault {
            Fault::RateLimited => Trouble::errcode(130_101, "send too fast, exceed 20 times per minute"),
            Fault::Unavailable => Trouble::Answer(503, json!({})),
            Fault::CredentialsRefused => Trouble::errcode(310_000, "sign not match"),
            Fault::Gone => Trouble::errcode(400_013, "group dissolved"),
        });
        true
    }
}

fn as_read(delivery: Delivery) -> Arrival {
    let everybody = delivery.at_all.then(|| "all".to_owned());
    Arrival {
        markup: delivery.title.is_some(),
        text: delivery.text,
        mentioned: delivery.at.into_iter().chain(everybody).collect(),
        buttons: Vec::new(),
        through_reply: matches!(delivery.route, Route::Session(_)),
    }
}
