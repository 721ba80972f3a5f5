//! A simulation: the same story in both modes, with every fault.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use chat::signature::instant_from_millis;
use chat::{
    Address, ChatPlatform as _, EventBody, Inbound, Message, MessageKind, RawRequest, SendError,
    SendOptions,
};
use simulator::{Fault, FaultRequest, SayRequest};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use url::Url;

use crate::kit::{Listening, Pair, impatient, until};
use chat_dingtalk::DingTalk;
use dingtalk_simulator::run;

fn said(text: &str) -> SayRequest {
    SayRequest {
        room: "group:cidOPS==".into(),
        account: "user123".into(),
        text: text.into(),
        ..SayRequest::default()
    }
}

fn fault(fault: Fault) -> FaultRequest {
    FaultRequest { fault, times: 1, millis: 600 }
}

async fn speak(listening: &Listening, key: &str) -> Result<(), SendError> {
    let to = Address::room("group:cidOPS==");
    let message = Message::new(MessageKind::Notice, "hello");
    listening.pair.adapter.send(&to, &message, &SendOptions::keyed(key)).await.map(drop)
}

#[tokio::test]
async fn a_direct_chat_is_answered_where_the_person_reads_it() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    let alone = SayRequest { room: "user123".into(), direct: true, ..said("on call?") };
    stage.say(alone).await.unwrap();
    let event = listening.memory.events.lock().unwrap().remove(0);
    assert_eq!(event.room.address, "user:user123");
    let answer = Message::new(MessageKind::Reply, "张强");
    let options = SendOptions::keyed("k").replying(event.reply_to.clone());
    listening.pair.adapter.send(&event.room.to_address(), &answer, &options).await.unwrap();
    let read = stage.messages("user123");
    assert_eq!((read.len(), read[0].text.as_str()), (1, "张强"));
    assert!(stage.messages("cidOPS==").is_empty());
}

#[tokio::test]
async fn events_come_twice_or_in_the_wrong_order_when_told_so() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    stage.inject(fault(Fault::Duplicate)).unwrap();
    stage.say(said("one")).await.unwrap();
    stage.inject(fault(Fault::Reorder)).unwrap();
    for words in ["two", "three", "four"] {
        stage.say(said(words)).await.unwrap();
    }
    assert_eq!(listening.memory.words(), ["one", "one", "three", "two", "four"]);
}

#[tokio::test]
async fn sends_meet_every_fault_and_are_typed() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    let wait = Err(SendError::RetryAfter(Duration::from_secs(5)));
    let too_late = Err(SendError::Uncertain("DingTalk did not answer in time".into()));
    let broke = Err(SendError::Uncertain("the connection to DingTalk broke".into()));
    let table = [
        (Fault::RateLimited, wait),
        (Fault::Slow, too_late),
        (Fault::Drop, broke),
        (Fault::Unavailable, Err(SendError::Away("system.error: ".into()))),
        (Fault::ExpireTokens, Ok(())),
    ];
    for (nth, (kind, wanted)) in table.into_iter().enumerate() {
        stage.inject(fault(kind)).unwrap();
        assert_eq!(speak(&listening, &format!("k{nth}")).await, wanted, "{kind:?}");
    }
    // The slow, the dropped and the last one are read; nothing else was.
    until(|| stage.messages("cidOPS==").len() == 3).await;
}

#[tokio::test]
async fn closed_sockets_are_counted_when_they_come_back() {
    let mut listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    stage.inject(fault(Fault::CloseSocket)).unwrap();
    listening.over().await;
    assert_eq!(stage.say(said("unheard")).await, Err("nobody is connected who wants that".into()));
    listening.listen();
    listening.until_connected(1).await;
    assert_eq!(stage.figures().connections, 2);
}

#[tokio::test]
async fn the_figures_tell_the_busiest_minute_and_what_was_refused() {
    let listening = Listening::start(impatient(1)).await;
    let robot = Address::room("robot:oncall");
    let message = Message::new(MessageKind::Notice, "hello");
    for n in 0..21 {
        let _ =
            listening.pair.adapter.send(&robot, &message, &SendOptions::keyed(n.to_string())).await;
    }
    let unkeyed = Address::room("robot:keyword");
    let _ = listening.pair.adapter.send(&unkeyed, &message, &SendOptions::keyed("x")).await;
    let figures = listening.pair.fake.stage().figures();
    assert_eq!(figures.busiest_minute["robot:fake-token-oncall"], 20);
    assert_eq!(
        (figures.over_limit, figures.refused),
        (1, vec!["310000 keywords not in content".to_owned()])
    );
}

/// A bot that is called back: it takes what is genuine and asks for the hotline word, else it is
/// unavailable.
fn called_back(adapter: &DingTalk, headers: &HeaderMap, body: &Bytes) -> StatusCode {
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap().to_owned();
    let headers = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
    let request =
        RawRequest { method: "POST".into(), headers, body: body.to_vec(), ..RawRequest::default() };
    let now = instant_from_millis(request.header("timestamp").unwrap()).unwrap();
    match adapter.receive(&request, now) {
        Ok(Inbound::Event(event)) => match event.body {
            EventBody::Message { text, .. } if text == "hello" => StatusCode::OK,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        },
        _ => StatusCode::UNAUTHORIZED,
    }
}

#[tokio::test]
async fn a_bot_without_connections_is_called_back_with_a_signature() {
    let adapter = Arc::clone(&Pair::start().await.adapter);
    let hook = move |headers: HeaderMap, body: Bytes| async move {
        called_back(&adapter, &headers, &body)
    };
    let bot = Router::new().route("/hooks/dingtalk", post(hook));
    let (bot_door, door) = (
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
        TcpListener::bind("127.0.0.1:0").await.unwrap(),
    );
    let bot_url = Url::parse(&format!("http://{}/", bot_door.local_addr().unwrap())).unwrap();
    let address = door.local_addr().unwrap();
    let say = format!("http://{address}/_simulator/say");
    let mut programs = JoinSet::new();
    programs.spawn(async move { axum::serve(bot_door, bot).await });
    programs.spawn(run(door, address, Some(bot_url)));
    for (words, status, told) in
        [("hello", 204, ""), ("the database is away", 409, "the bot answered 503")]
    {
        let answer = chat_dingtalk::http::client()
            .unwrap()
            .post(&say)
            .json(&said(words))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status().as_u16(), status, "{words}");
        assert_eq!(answer.text().await.unwrap(), told);
    }
}
