//! The conformance suite's view of the adapter, by each of its three ways.

use chat::conformance::{Arrival, Fault, ReplyKind, Rig};
use chat::{Address, ChatPlatform, RawRequest, ReplyAddress};
use chrono::{DateTime, Utc};
use serde_json::json;
use simulator::{CallFault, SayRequest, Simulator as _};

use crate::kit::{Connected, Pair};
use wecom_simulator::{Act, Delivery, Mode, Route, Utterance, WeComSimulator, errcode};

/// Robot by callback, speaking through the group's webhook. A second simulator plays the host a
/// forger would like called.
pub(super) struct CallbackRig {
    pair: Pair,
    foreign: Pair,
}

/// Robot by long connection.
pub(super) struct SocketRig {
    connected: Connected,
    replies: Vec<ReplyAddress>,
}

/// The app, to one person.
pub(super) struct AppRig {
    pair: Pair,
}

impl CallbackRig {
    pub(super) async fn start() -> Self {
        Self { pair: Pair::start().await, foreign: Pair::start().await }
    }
}

impl SocketRig {
    pub(super) async fn start() -> Self {
        let connected = Connected::start().await;
        let said = SayRequest {
            room: "wrOPS".into(),
            account: "zhangsan".into(),
            text: "hello".into(),
            ..SayRequest::default()
        };
        connected.pair.fake.say(said).await.unwrap();
        let reply = connected.ears.next().await.reply_to.unwrap();
        Self { connected, replies: vec![reply] }
    }
}

impl AppRig {
    pub(super) async fn start() -> Self {
        let only_app = |settings: &mut chat_wecom::Settings| {
            (settings.robot, settings.group_robot) = (None, None);
            settings.webhooks.clear();
        };
        Self { pair: Pair::with(Mode::Callback, only_app).await }
    }
}

impl Rig for CallbackRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &*self.pair.adapter
    }

    fn now(&self) -> DateTime<Utc> {
        self.pair.now()
    }

    fn room(&self) -> Address {
        Address::room("robot:wrOPS")
    }

    fn account(&self) -> String {
        "zhangsan".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        arrivals(&self.pair.fake)
    }

    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        Some(self.pair.fake.robot_callback(&utterance(id, text), at))
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        Some(forged(self.request("m-9", text, self.now())?))
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        Some(unsigned(self.request("m-9", text, self.now())?))
    }

    /// Both simulators have the same keys, so a message of the foreign one is genuine but for its
    /// address.
    fn reply_address(&self, kind: ReplyKind) -> Option<ReplyAddress> {
        let host = if kind == ReplyKind::Foreign { &self.foreign } else { &self.pair };
        let reply = self
            .pair
            .received(&host.fake.robot_callback(&utterance("m-r", "x"), self.now()))
            .reply_to?;
        let ends = if kind == ReplyKind::Closed { self.now() } else { reply.expires_at };
        Some(ReplyAddress::new(reply.reveal(), ends))
    }

    fn foreign_calls(&self) -> usize {
        self.foreign.fake.requests()
    }

    fn fail_next(&self, fault: Fault) -> bool {
        self.pair.fake.fail_next_call(trouble(fault, 40_001, 93_000));
        true
    }
}

impl Rig for SocketRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &*self.connected.pair.adapter
    }

    fn now(&self) -> DateTime<Utc> {
        self.connected.pair.now()
    }

    fn room(&self) -> Address {
        Address::room("robot:wrOPS")
    }

    fn account(&self) -> String {
        "zhangsan".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        arrivals(&self.connected.pair.fake)
    }

    fn request(&self, _: &str, _: &str, _: DateTime<Utc>) -> Option<RawRequest> {
        None
    }

    fn forged_request(&self, _: &str) -> Option<RawRequest> {
        None
    }

    fn unsigned_request(&self, _: &str) -> Option<RawRequest> {
        None
    }

    fn reply_address(&self, kind: ReplyKind) -> Option<ReplyAddress> {
        let reply = self.replies.first()?;
        match kind {
            ReplyKind::Open => Some(reply.clone()),
            ReplyKind::Closed => Some(ReplyAddress::new(reply.reveal(), self.now())),
            // An answer goes back through the connection itself, whatever a message says.
            ReplyKind::Foreign => None,
        }
    }

    fn foreign_calls(&self) -> usize {
        0
    }

    fn fail_next(&self, fault: Fault) -> bool {
        self.connected.pair.fake.fail_next_call(trouble(fault, 853_000, 93_006));
        true
    }
}

impl Rig for AppRig {
    fn platform(&self) -> &dyn ChatPlatform {
        &*self.pair.adapter
    }

    fn now(&self) -> DateTime<Utc> {
        self.pair.now()
    }

    fn room(&self) -> Address {
        Address::person("app:zhangsan")
    }

    fn account(&self) -> String {
        "zhangsan".into()
    }

    fn arrived(&self) -> Vec<Arrival> {
        arrivals(&self.pair.fake)
    }

    fn request(&self, id: &str, text: &str, at: DateTime<Utc>) -> Option<RawRequest> {
        Some(self.pair.fake.app_callback(&utterance(id, text), at))
    }

    fn forged_request(&self, text: &str) -> Option<RawRequest> {
        Some(forged(self.request("m-9", text, self.now())?))
    }

    fn unsigned_request(&self, text: &str) -> Option<RawRequest> {
        Some(unsigned(self.request("m-9", text, self.now())?))
    }

    /// Only a press brings a way to answer, and only for its own card.
    fn reply_address(&self, _: ReplyKind) -> Option<ReplyAddress> {
        None
    }

    fn foreign_calls(&self) -> usize {
        0
    }

    /// A refused token is fetched again once, so it takes two refusals.
    fn fail_next(&self, fault: Fault) -> bool {
        let times = if fault == Fault::CredentialsRefused { 2 } else { 1 };
        (0..times).for_each(|_| self.pair.fake.fail_next_call(trouble(fault, 40_014, 81_013)));
        true
    }
}

fn utterance<'a>(id: &'a str, text: &'a str) -> Utterance<'a> {
    Utterance { id, chat: Some("wrOPS"), account: "zhangsan", act: Act::Say(text) }
}

fn forged(mut request: RawRequest) -> RawRequest {
    let wrong = "msg_signature=0000000000000000000000000000000000000000&";
    request.query = wrong.to_owned() + request.query.split_once('&').unwrap().1;
    request
}

fn unsigned(mut request: RawRequest) -> RawRequest {
    request.query = request.query.split_once('&').unwrap().1.to_owned();
    request
}

fn trouble(fault: Fault, credentials: i64, gone: i64) -> CallFault {
    match fault {
        Fault::RateLimited => errcode(45_009),
        Fault::Unavailable => CallFault::Respond(503, json!({})),
        Fault::CredentialsRefused => errcode(credentials),
        Fault::Gone => errcode(gone),
    }
}

fn arrivals(fake: &WeComSimulator) -> Vec<Arrival> {
    fake.deliveries().into_iter().map(as_read).collect()
}

fn as_read(delivery: Delivery) -> Arrival {
    Arrival {
        text: delivery.content.text,
        markup: delivery.content.is_markdown,
        mentioned: delivery.content.mentioned,
        buttons: delivery.content.buttons.into_iter().map(|(_, key)| key).collect(),
        through_reply: matches!(
            delivery.route,
            Route::ResponseUrl | Route::SocketAnswer | Route::Passive
        ),
    }
}
