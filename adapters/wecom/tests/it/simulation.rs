//! A simulation from end to end: people write, the simulator calls the bot over HTTP, and reads its
//! answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::routing::any;
use chat::{
    Address, Attachment, Button, ChatPlatform as _, EventBody, EventOutcome, Inbound, Message,
    MessageKind, Quoted, RawRequest, SendOptions,
};
use simulator::{Fault, FaultRequest, PressRequest, SayRequest, Simulator as _};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use url::Url;

use crate::kit::{Pair, notice};
use chat_wecom::WeCom;
use wecom_simulator::Mode;

/// A bot that repeats what it receives, once its database is there.
struct Parrot {
    adapter: Arc<WeCom>,
    outages: AtomicU32,
    received: AtomicU32,
}

struct Simulation {
    pair: Pair,
    parrot: Arc<Parrot>,
    server: AbortHandle,
}

impl Simulation {
    async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let bot = Url::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let pair = Pair::with_bot(Mode::Callback, Some(bot), |_| {}).await;
        let adapter = Arc::clone(&pair.adapter);
        let parrot =
            Arc::new(Parrot { adapter, outages: AtomicU32::new(0), received: AtomicU32::new(0) });
        let router =
            Router::new().route("/hooks/wecom/{tail}", any(hook)).with_state(Arc::clone(&parrot));
        #[expect(clippy::disallowed_methods, reason = "a bot for one test, ended with it")]
        let server =
            tokio::spawn(async move { axum::serve(listener, router).await }).abort_handle();
        Self { pair, parrot, server }
    }

    async fn say(&self, direct: bool, words: &str) -> Result<(), String> {
        let room = if direct { "zhangsan" } else { "wrOPS" }.to_owned();
        let (account, text) = ("zhangsan".to_owned(), words.to_owned());
        self.pair
            .fake
            .say(SayRequest { room, direct, account, text, ..SayRequest::default() })
            .await
    }

    fn texts(&self, room: &str) -> Vec<String> {
        self.pair.fake.messages(room).into_iter().map(|shown| shown.text).collect()
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn hook(
    State(parrot): State<Arc<Parrot>>,
    Path(path_tail): Path<String>,
    RawQuery(query): RawQuery,
    body: Bytes,
) -> (StatusCode, Vec<u8>) {
    let query = query.unwrap_or_default();
    let request = RawRequest {
        method: "POST".into(),
        path_tail,
        query,
        headers: Vec::new(),
        body: body.into(),
    };
    let now = chrono::DateTime::from_timestamp_secs(1_750_000_000).unwrap();
    let Ok(Inbound::Event(event)) = parrot.adapter.receive(&request, now) else {
        return (StatusCode::BAD_REQUEST, Vec::new());
    };
    if parrot.outages.load(Ordering::SeqCst) > 0 {
        parrot.outages.fetch_sub(1, Ordering::SeqCst);
        return (StatusCode::SERVICE_UNAVAILABLE, Vec::new());
    }
    parrot.received.fetch_add(1, Ordering::SeqCst);
    let words = match &event.body {
        EventBody::Message { text, quoted: Some(Quoted::Words(old)), .. } => {
            format!("heard: {text} ({old})")
        }
        EventBody::Message { text, .. } => format!("heard: {text}"),
        EventBody::Action { key, .. } => format!("pressed: {key}"),
        EventBody::Wordless { attachment } => format!("sent: {attachment:?}"),
        EventBody::Membership { .. } => String::new(),
    };
    let outcome = EventOutcome { reply: Some(notice(&words)), private: false };
    (StatusCode::OK, parrot.adapter.respond(Some(&event), &outcome).body)
}

#[tokio::test]
async fn what_is_said_in_a_group_is_answered_there() {
    let simulation = Simulation::start().await;
    assert_eq!(simulation.say(false, "报障").await, Ok(()));
    assert_eq!(simulation.texts("wrOPS"), ["**heard: 报障**"]);
}

#[tokio::test]
async fn the_platform_tries_again_until_the_bot_has_saved() {
    let simulation = Simulation::start().await;
    simulation.parrot.outages.store(1, Ordering::SeqCst);
    assert_eq!(simulation.say(false, "报障").await, Ok(()));
    assert_eq!(simulation.texts("wrOPS"), ["**heard: 报障**"]);
}

#[tokio::test]
async fn a_second_delivery_is_shown_once() {
    let simulation = Simulation::start().await;
    let duplicate = FaultRequest { fault: Fault::Duplicate, times: 1, millis: 0 };
    simulation.pair.fake.inject(duplicate).unwrap();
    assert_eq!(simulation.say(false, "报障").await, Ok(()));
    assert_eq!(simulation.parrot.received.load(Ordering::SeqCst), 2);
    assert_eq!(simulation.texts("wrOPS").len(), 1);
}

#[tokio::test]
async fn an_answer_brings_the_old_words_along_and_a_picture_says_what_it_is() {
    let simulation = Simulation::start().await;
    assert_eq!(simulation.say(false, "报障").await, Ok(()));
    let said = SayRequest {
        room: "wrOPS".into(),
        account: "zhangsan".into(),
        text: "收到".into(),
        quotes: Some(simulation.pair.fake.messages("wrOPS").remove(0).id),
        ..SayRequest::default()
    };
    assert_eq!(simulation.pair.fake.say(said.clone()).await, Ok(()));
    assert_eq!(simulation.texts("wrOPS")[1], "**heard: 收到 (heard: 报障)**");
    for (text, shown) in [("", "**sent: Picture**"), ("支付失败", "**heard: 支付失败**")] {
        let picture = SayRequest {
            text: text.into(),
            quotes: None,
            attachment: Some(Attachment::Picture),
            ..said.clone()
        };
        assert_eq!(simulation.pair.fake.say(picture).await, Ok(()));
        assert_eq!(simulation.texts("wrOPS").pop().unwrap(), shown);
    }
}

#[tokio::test]
async fn people_answer_a_page_where_it_came_and_press_its_button() {
    let simulation = Simulation::start().await;
    let mut page = Message::new(MessageKind::Page, "[INC-128] 支付不可用");
    page.buttons = vec![Button::new("认领", "ack:5531")];
    let to = Address::person("app:zhangsan");
    simulation.pair.adapter.send(&to, &page, &SendOptions::keyed("k")).await.unwrap();
    assert_eq!(simulation.say(true, "收到 5531").await, Ok(()));
    assert_eq!(simulation.texts("zhangsan")[1], "heard: 收到 5531");
    let card = simulation.pair.fake.messages("zhangsan").remove(0);
    let press =
        PressRequest { message: card.id, button: "认领".into(), account: "zhangsan".into() };
    assert_eq!(simulation.pair.fake.press(press).await, Ok(()));
    let card = simulation.pair.fake.messages("zhangsan").remove(0);
    assert!(card.text.starts_with("pressed: ack:5531") && card.buttons.is_empty(), "{card:?}");
}
