//! Stream mode against the simulator: what is received, how it is answered, and how a connection
//! comes back.

use std::sync::Arc;
use std::time::Duration;

use chat::{
    Address, Button, ChatPlatform as _, ConnectError, Message, MessageKind, Refusal, SendOptions,
};
use serde_json::json;
use simulator::SayRequest;
use tokio::sync::Semaphore;

use crate::kit::{Listening, Pair, impatient, until};
use chat_dingtalk::protocol::{CARD_TOPIC, MESSAGE_TOPIC};
use chat_dingtalk::settings::Stream;
use dingtalk_simulator::DingTalkSimulator;

fn said(text: &str) -> SayRequest {
    SayRequest {
        room: "cidOPS==".into(),
        account: "user123".into(),
        text: text.into(),
        ..SayRequest::default()
    }
}

#[tokio::test]
async fn a_message_is_heard_and_answered_by_its_session() {
    let listening = Listening::start(impatient(2)).await;
    listening.pair.fake.stage().say(said("报障 支付不可用")).await.unwrap();
    let event = listening.memory.events.lock().unwrap().remove(0);
    assert_eq!(
        (event.room.address.as_str(), event.sender.account.as_str()),
        ("group:cidOPS==", "user123")
    );
    let options = SendOptions::keyed("k").replying(event.reply_to);
    let answer = Message::new(MessageKind::Reply, "好的");
    assert!(
        listening
            .pair
            .adapter
            .send(&Address::room("group:cidOPS=="), &answer, &options)
            .await
            .is_ok()
    );
    assert_eq!(listening.pair.fake.deliveries()[0].text, "好的");
}

#[tokio::test]
async fn a_frame_is_taken_only_when_its_event_is_stored() {
    let listening = Listening::start(impatient(1)).await;
    let stage = listening.pair.fake.stage();
    // Two more tries are made before the frame is given back.
    *listening.memory.failures.lock().unwrap() = 2;
    assert_eq!(stage.say(said("first")).await, Ok(()));
    *listening.memory.failures.lock().unwrap() = 3;
    assert_eq!(stage.say(said("second")).await, Err("the bot answered 500".into()));
    assert_eq!(listening.memory.words(), ["first"]);
}

#[tokio::test]
async fn every_kind_of_frame_gets_the_answer_of_its_kind() {
    let listening = Listening::start(impatient(1)).await;
    let (fake, memory) = (&listening.pair.fake, &listening.memory);
    let table = [
        ("SYSTEM", "ping", json!({"opaque": "o"}), 200, json!({"opaque": "o"})),
        ("CALLBACK", MESSAGE_TOPIC, json!({"msgId": "x"}), 400, json!({"response": null})),
        ("CALLBACK", CARD_TOPIC, json!({"userId": ""}), 400, json!({"response": null})),
        ("CALLBACK", "/v1.0/graph/api/invoke", json!({}), 404, json!({"response": null})),
        ("NEWS", "any", json!({}), 404, json!({"response": null})),
        (
            "EVENT",
            "*",
            json!({"eventType": "user_add_org"}),
            200,
            json!({"status": "SUCCESS", "message": "ok"}),
        ),
    ];
    for (kind, topic, data, code, answer) in table {
        let answered = fake.bring(kind, topic, &data).await.unwrap();
        assert_eq!((answered.code, answered.data), (code, answer), "{kind} {topic}");
    }
    let dissolved = json!({"eventType": "chat_disband", "openConversationId": "cidOPS=="});
    assert_eq!(fake.bring("EVENT", "*", &dissolved).await.unwrap().data["status"], "SUCCESS");
    *memory.failures.lock().unwrap() = 3;
    assert_eq!(fake.bring("EVENT", "*", &dissolved).await.unwrap().data["status"], "LATER");
    assert_eq!(memory.words(), ["RoomClosed"]);
}

#[tokio::test]
async fn a_second_delivery_carries_the_same_id() {
    let listening = Listening::start(impatient(2)).await;
    for _ in 0..2 {
        let again = SayRequest { id: Some("msgSAME==".into()), ..said("hello") };
        listening.pair.fake.stage().say(again).await.unwrap();
    }
    assert_eq!(listening.memory.ids(), ["msgSAME==", "msgSAME=="]);
}

#[tokio::test]
async fn a_frame_that_is_answered_late_is_brought_again_under_the_same_id() {
    let listening = Listening::resending(impatient(1), Duration::from_millis(500)).await;
    let gate = Arc::new(Semaphore::new(0));
    *listening.memory.gate.lock().unwrap() = Some(Arc::clone(&gate));
    let stage = listening.pair.fake.stage();
    let (told, ()) = tokio::join!(stage.say(said("slow")), async {
        until(|| gate.available_permits() == 0 && listening.pair.fake.frames() == [2]).await;
        gate.add_permits(10);
    });
    assert_eq!(told, Ok(()));
    until(|| listening.memory.ids().len() == 2).await;
    let ids = listening.memory.ids();
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn events_are_spread_over_all_connections_and_all_are_heard() {
    let listening = Listening::start(impatient(3)).await;
    let stage = listening.pair.fake.stage();
    for n in 0..30 {
        stage.say(said(&format!("message {n}"))).await.unwrap();
    }
    assert_eq!(listening.memory.words().len(), 30);
    assert_eq!(stage.figures().connections, 3);
    let frames = listening.pair.fake.frames();
    assert!(frames.len() == 3 && frames.iter().all(|count| *count > 3), "{frames:?}");
}

#[tokio::test]
async fn a_request_to_leave_is_followed_at_once_with_a_new_ticket() {
    let listening = Listening::start(impatient(2)).await;
    for round in 1..=2 {
        listening.pair.fake.stage().say(said("before")).await.unwrap();
        listening.pair.fake.ask_all_to_leave("maintenance");
        listening.until_connected(2).await;
        assert_eq!(listening.pair.fake.stage().figures().connections, 2 + 2 * round);
    }
    listening.pair.fake.stage().say(said("after")).await.unwrap();
    assert_eq!(listening.memory.words(), ["before", "before", "after"]);
    assert_eq!(listening.pair.fake.stage().figures().refused, Vec::<String>::new());
}

#[tokio::test]
async fn what_was_heard_before_leaving_is_stored_and_still_answered() {
    let listening = Listening::start(impatient(1)).await;
    let gate = Arc::new(Semaphore::new(0));
    *listening.memory.gate.lock().unwrap() = Some(Arc::clone(&gate));
    let stage = listening.pair.fake.stage();
    let (told, ()) = tokio::join!(stage.say(said("last words")), async {
        until(|| listening.pair.fake.frames() == [1]).await;
        listening.pair.fake.ask_all_to_leave("maintenance");
        listening.until_connected(1).await;
        gate.add_permits(10);
    });
    assert_eq!(told, Ok(()));
    assert_eq!(listening.memory.words()[0], "last words");
}

#[tokio::test]
async fn the_last_connection_that_breaks_ends_listening_and_a_new_call_brings_it_back() {
    let mut listening = Listening::start(impatient(2)).await;
    listening.pair.fake.break_connections(2);
    assert!(matches!(listening.over().await, ConnectError::Lost(_)));
    listening.listen();
    listening.until_connected(2).await;
    listening.pair.fake.stage().say(said("here again")).await.unwrap();
    assert_eq!(listening.memory.words(), ["here again"]);
}

#[tokio::test]
async fn one_connection_that_breaks_comes_back_while_the_other_hears() {
    let listening = Listening::start(impatient(2)).await;
    listening.pair.fake.break_connections(1);
    listening.until_connected(1).await;
    listening.pair.fake.stage().say(said("by the other")).await.unwrap();
    listening.until_connected(2).await;
    assert_eq!(listening.memory.words(), ["by the other"]);
}

#[tokio::test]
async fn a_platform_that_falls_silent_is_taken_for_lost() {
    let quick = Stream { keepalive: Duration::from_millis(20), ..impatient(1) };
    let mut listening = Listening::start(quick).await;
    listening.pair.fake.fall_silent();
    assert_eq!(listening.over().await, ConnectError::Lost("the platform fell silent".into()));
}

#[tokio::test]
async fn a_platform_that_only_ever_sends_away_is_taken_for_lost() {
    let mut listening = Listening::start(impatient(1)).await;
    let over = listening.sent_away_time_and_again().await;
    assert_eq!(over, ConnectError::Lost("moved on time and again".into()));
}

#[tokio::test]
async fn a_wrong_secret_is_a_matter_for_an_operator_and_says_nothing_secret() {
    let pair = Pair::streaming(impatient(2)).await;
    pair.fake.refuse_app(true);
    let over = pair.adapter.connect(Arc::<crate::kit::Memory>::default()).await.unwrap_err();
    assert!(matches!(over, ConnectError::Refused(_)), "{over:?}");
    assert!(!over.to_string().contains("fake-app-secret"), "{over}");
}

#[tokio::test]
async fn an_app_in_stream_mode_takes_no_callbacks_and_one_without_it_no_connections() {
    let pair = Pair::streaming(Stream::default()).await;
    let request =
        DingTalkSimulator::request(pair.fake.callback("cidOPS==", "user123", "张三", "hello"));
    assert_eq!(pair.adapter.receive(&request, pair.now()), Err(Refusal::BadSignature));
    let http = Pair::start().await;
    let over = http.adapter.connect(Arc::<crate::kit::Memory>::default()).await;
    assert_eq!(over, Err(ConnectError::NotAGateway));
}

#[tokio::test]
async fn a_ticket_opens_one_connection_and_only_for_ninety_seconds() {
    let pair = Pair::streaming(Stream::default()).await;
    let fresh = pair.ticket().await;
    assert_eq!(pair.handshake(&fresh).await, 101);
    assert_eq!(pair.handshake(&fresh).await, 401);
    let stale = pair.ticket().await;
    pair.advance(chrono::TimeDelta::seconds(90));
    assert_eq!(pair.handshake(&stale).await, 401);
}

#[tokio::test]
async fn a_press_becomes_an_action_and_its_answer_changes_the_card() {
    let listening = Listening::start(impatient(1)).await;
    let (pair, memory) = (&listening.pair, &listening.memory);
    let mut card = Message::new(MessageKind::Card, "[INC-128] 待响应");
    card.buttons = vec![Button::new("认领", "ack:5531")];
    let to = Address::room("group:cidOPS==");
    let sent =
        pair.adapter.send(&to, &card, &SendOptions::keyed("k")).await.unwrap().reference.unwrap();
    let press = |button: &str| simulator::PressRequest {
        message: sent.0.clone(),
        button: button.into(),
        account: "user9".into(),
    };
    let stage = pair.fake.stage();
    stage.press(press("认领")).await.unwrap();
    assert_eq!(pair.fake.private_variable(sent.as_str(), "user9", "answer").as_deref(), Some("✓"));
    *memory.answer.lock().unwrap() = Some(Message::new(MessageKind::Reply, "已由您认领"));
    stage.press(press("ack:5531")).await.unwrap();
    assert_eq!(
        pair.fake.private_variable(sent.as_str(), "user9", "answer").as_deref(),
        Some("已由您认领")
    );
    *memory.answer.lock().unwrap() = Some(Message::new(MessageKind::Card, "[INC-128] 已响应"));
    stage.press(press("认领")).await.unwrap();
    assert_eq!(pair.fake.deliveries()[0].text, "[INC-128] 已响应");
    assert_eq!(stage.press(press("认领")).await, Err("there is no such button on it".into()));
    assert_eq!(memory.words(), ["press ack:5531"; 3]);
    let event = memory.events.lock().unwrap().remove(0);
    assert_eq!(
        (event.room.address.as_str(), event.sender.account.as_str()),
        ("group:cidOPS==", "user9")
    );
}
