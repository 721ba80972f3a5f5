//! An adapter and the simulator it talks to, on one clock that only the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use chat::conformance::{Arrival, Fault, ReplyKind, Rig};
use chat::{Address, ChatPlatform, Now, RawRequest, ReplyAddress};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use simulator::CallFault;

use chat_welink::relay::{Forwarded, SIGNATURE_HEADER};
use chat_welink::{Fresh, WeLink};
use welink_simulator::{Delivery, Setup, WeLinkSimulator, error_code};

const START_MS: i64 = 1_750_000_000_000;

pub(super) struct Pair {
    pub(super) adapter: WeLink,
    pub(super) fake: WeLinkSimulator,
    clock: Arc<AtomicI64>,
}

impl Pair {
    pub(super) async fn start() -> Self {
        Self::start_with_skew(TimeDelta::zero()).await
    }

    /// A pair in which the adapter's clock is wrong by `skew`.
    pub(super) async fn start_with_skew(skew: TimeDelta) -> Self {
        let clock = Arc::new(AtomicI64::new(START_MS));
        let fake = WeLinkSimulator::start(Setup::default(), reading(&clock, TimeDelta::zero()))
            .await
            .unwrap();
        let adapter = adapter(&fake, reading(&clock, skew), counting());
        Self { adapter, fake, clock }
    }

    pub(super) fn now(&self) -> DateTime<Utc> {
        reading(&self.clock, TimeDelta::zero())()
    }

    pub(super) fn advance(&self, by: TimeDelta) {
        self.clock.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
    }
}

pub(super) fn adapter(fake: &WeLinkSimulator, now: Now, fresh: Fresh) -> WeLink {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_millis(500))
        .build()
        .unwrap();
    WeLink::new(fake.settings("welink").unwrap(), client, now, fresh).unwrap()
}

/// Bytes that never come twice.
fn counting() -> Fresh {
    let count = AtomicU64::new(0);
    Arc::new(move || {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&count.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        bytes
    })
}

fn reading(clock: &Arc<AtomicI64>, skew: TimeDelta) -> Now {
    let clock = Arc::clone(clock);
    Arc::new(move || DateTime::from_timestamp_millis(clock.load(Ordering::SeqCst)).unwrap() + skew)
}

/// The conformance suite's view of a pair: words come in by the relay.
pub(super) struct ConformanceRig {
    pair: Pair,
    room: Address,
    /// Accounts for whom everything that arrives is read; groups have none.
    account: &'static str,
}

impl ConformanceRig {
    pub(super) async fn in_a_group() -> Self {
        Self {
            pair: Pair::start().await,
            room: Address::room("robot:tea"),
            account: "zhangsan@demo",
        }
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
        self.room.clone()
    }

    fn account(&self) -> String {
        self.account.into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        self.pair.fake.deliveries().into_iter().map(as_read).collect()
    }

    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        let message = Forwarded {
            event_id: id.into(),
            chat_id: "tea".into(),
            user_id: self.account.into(),
            user_name: "张三".into(),
            text: text.into(),
            is_mention: true,
        };
        Some(self.pair.fake.forwarded(&message, at))
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.unsigned_request(text)?;
        request.headers.push((SIGNATURE_HEADER.into(), "0".repeat(64)));
        Some(request)
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        let mut request = self.request("m-9", text, self.now())?;
        request.headers.retain(|(name, _)| name != SIGNATURE_HEADER);
        Some(request)
    }

    fn reply_address(&self, _kind: ReplyKind) -> Option<ReplyAddress> {
        None
    }

    fn foreign_calls(&self) -> usize {
        0
    }

    fn fail_next(&self, fault: Fault) -> bool {
        self.pair.fake.fail_next_call(match fault {
            Fault::RateLimited => error_code("48503", "too many calls"),
            Fault::Unavailable => error_code("58500", "service error"),
            Fault::CredentialsRefused => CallFault::Respond(403, Value::Null),
            Fault::Gone => error_code("58404", "robot does not exist"),
        });
        true
    }
}

fn as_read(delivery: Delivery) -> Arrival {
    Arrival {
        text: delivery.text,
        markup: false,
        mentioned: delivery.called,
        buttons: delivery.opens.into_iter().collect(),
        through_reply: false,
    }
}
