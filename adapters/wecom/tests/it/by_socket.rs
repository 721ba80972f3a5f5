//! The robot's long connection: who receives, who sends, and who gives way.

use std::sync::atomic::Ordering;
use std::time::Duration;

use chat::{
    Address, Button, ChatPlatform as _, ConnectError, EventBody, EventOutcome, Mention, Quoted,
    SendError, SendOptions,
};
use chrono::TimeDelta;
use simulator::{CallFault, Fault, FaultRequest, PressRequest, SayRequest, Simulator as _};

use crate::kit::{Connected, Ears, Pair, connect, notice, short_pings, until};
use chat_wecom::settings::Receive;
use wecom_simulator::{Mode, Route};

const GROUP: &str = "robot:wrOPS";

fn said(words: &str) -> SayRequest {
    SayRequest {
        room: "wrOPS".into(),
        account: "zhangsan".into(),
        text: words.into(),
        ..SayRequest::default()
    }
}

fn fault(fault: Fault) -> FaultRequest {
    FaultRequest { fault, times: 1, millis: 0 }
}

#[tokio::test]
async fn what_is_said_is_heard_and_answered_under_its_own_number() {
    let connected = Connected::start().await;
    connected.pair.fake.say(said("谁在值班")).await.unwrap();
    let event = connected.ears.next().await;
    assert!(matches!(&event.body, EventBody::Message { text, .. } if text == "谁在值班"));
    assert!(connected.pair.reply(GROUP, "张三", event.reply_to).await.is_ok());
    let delivery = connected.pair.fake.deliveries().remove(0);
    assert_eq!((delivery.route, delivery.room.as_str()), (Route::SocketAnswer, "wrOPS"));
}

#[tokio::test]
async fn an_answer_that_comes_at_once_goes_back_at_once() {
    let connected = Connected::start().await;
    *connected.ears.answer.lock().unwrap() =
        EventOutcome { reply: Some(notice("at once")), private: false };
    connected.pair.fake.say(said("hello")).await.unwrap();
    until(|| !connected.pair.fake.deliveries().is_empty()).await;
    assert_eq!(connected.pair.fake.deliveries()[0].content.text, "**at once**");
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_a_message_of_its_own() {
    let connected = Connected::start().await;
    connected.pair.fake.say(said("hello")).await.unwrap();
    let event = connected.ears.next().await;
    connected.pair.advance(TimeDelta::minutes(6));
    assert!(connected.pair.reply(GROUP, "late", event.reply_to).await.is_ok());
    assert_eq!(connected.pair.fake.deliveries()[0].route, Route::SocketSend);
}

#[tokio::test]
async fn a_card_in_a_group_is_pressed_and_becomes_the_answer() {
    let connected = Connected::start().await;
    let mut page = notice("[INC-128] 支付不可用");
    page.buttons = vec![Button::new("认领", "ack:5531")];
    let to = Address::room(GROUP);
    let sent = connected.pair.adapter.send(&to, &page, &SendOptions::keyed("k")).await.unwrap();
    let card = connected.pair.fake.deliveries().remove(0);
    let press =
        PressRequest { message: card.id, button: "认领".into(), account: "wangwu".into() };
    connected.pair.fake.press(press).await.unwrap();
    let event = connected.ears.next().await;
    assert_eq!(event.body, EventBody::Action { key: "ack:5531".into(), message: sent.reference });
    assert!(connected.pair.reply(GROUP, "由王五认领", event.reply_to).await.is_ok());
    let card = connected.pair.fake.deliveries().remove(0);
    assert_eq!((card.edits, card.only_for.as_deref()), (1, Some("wangwu")));
    assert!(card.content.text.contains("由王五认领"));
}

#[tokio::test]
async fn in_a_group_a_call_goes_before_buttons() {
    let connected = Connected::start().await;
    let mut page = notice("[INC-128] 支付不可用");
    page.buttons =
        vec![Button { reply: Some("收到 5531".into()), ..Button::new("认领", "ack:5531") }];
    page.mentions = vec![Mention { account: "zhangsan".into(), display: "张三".into() }];
    let to = Address::room(GROUP);
    assert!(connected.pair.adapter.send(&to, &page, &SendOptions::keyed("k")).await.is_ok());
    let content = connected.pair.fake.deliveries().remove(0).content;
    assert_eq!(content.mentioned, ["zhangsan"]);
    assert!(content.text.contains("收到 5531") && content.buttons.is_empty());
}

#[tokio::test]
async fn a_newer_connection_ends_the_older_one_which_is_told_so() {
    let mut older = Connected::start().await;
    let newer = older.pair.second_adapter(Mode::LongConnection);
    let ears = Ears::open();
    let connection = connect(&newer, &ears).await;
    let ended = (&mut older.connection).await.unwrap();
    assert!(matches!(ended, Err(ConnectError::TakenOver(_))), "{ended:?}");
    older.pair.fake.say(said("hello")).await.unwrap();
    ears.next().await;
    assert_eq!(older.pair.fake.connections(), 2);
    connection.abort();
}

#[tokio::test]
async fn a_socket_that_closes_is_lost_and_a_new_one_hears_again() {
    let mut connected = Connected::start().await;
    connected.pair.fake.inject(fault(Fault::CloseSocket)).unwrap();
    let ended = (&mut connected.connection).await.unwrap();
    assert!(matches!(ended, Err(ConnectError::Lost(_))), "{ended:?}");
    let down = connected.pair.send(GROUP, "hello").await;
    assert!(matches!(down, Err(SendError::Away(_))), "{down:?}");
    connected.connection = connect(&connected.pair.adapter, &connected.ears).await;
    assert!(connected.pair.send(GROUP, "hello").await.is_ok());
}

#[tokio::test]
async fn an_open_socket_without_a_subscription_is_given_up_and_a_new_one_sends() {
    let mut connected = Connected::start().await;
    let ended = serde_json::json!({"errcode": 846_609, "errmsg": "not subscribed"});
    connected.pair.fake.fail_next_call(CallFault::Respond(200, ended));
    let sent = connected.pair.send(GROUP, "hello").await;
    assert!(matches!(&sent, Err(error) if error.is_worth_another_try()), "{sent:?}");
    let ended = (&mut connected.connection).await.unwrap();
    assert!(matches!(ended, Err(ConnectError::Lost(_))), "{ended:?}");
    let down = connected.pair.send(GROUP, "hello").await;
    assert!(matches!(down, Err(SendError::Away(_))), "{down:?}");
    connected.connection = connect(&connected.pair.adapter, &connected.ears).await;
    assert!(connected.pair.send(GROUP, "hello").await.is_ok());
}

#[tokio::test]
async fn two_pings_without_an_answer_end_the_connection() {
    let mut connected = Connected::start().await;
    connected.pair.fake.turn_deaf();
    let ended = (&mut connected.connection).await.unwrap();
    assert_eq!(ended, Err(ConnectError::Lost("two pings had no answer".into())));
}

#[tokio::test]
async fn wrong_credentials_are_refused_for_good_at_the_third_time() {
    let pair = Pair::with(Mode::LongConnection, |settings| {
        short_pings(settings);
        if let Some(Receive::LongConnection(long)) =
            settings.robot.as_mut().map(|robot| &mut robot.receive)
        {
            long.secret = "wrong".into();
        }
    })
    .await;
    let mut ends = Vec::new();
    for _ in 0..3 {
        ends.push(pair.adapter.connect(Ears::open()).await.unwrap_err());
    }
    assert!(matches!(ends[..2], [ConnectError::Lost(_), ConnectError::Lost(_)]), "{ends:?}");
    assert!(matches!(ends[2], ConnectError::Refused(_)), "{ends:?}");
    assert!(!format!("{ends:?}").contains("wrong\""));
}

#[tokio::test]
async fn a_second_frame_of_one_number_waits_for_the_answer_to_the_first() {
    let connected = Connected::start().await;
    connected.pair.fake.say(said("hello")).await.unwrap();
    let reply_to = connected.ears.next().await.reply_to;
    connected.pair.fake.fail_next_call(CallFault::Slow(Duration::from_millis(30)));
    let (first, second) = (
        connected.pair.reply(GROUP, "one", reply_to.clone()),
        connected.pair.reply(GROUP, "two", reply_to.clone()),
    );
    let (first, second) = tokio::join!(first, second);
    assert!(first.is_ok() && second.is_ok(), "{first:?} {second:?}");
    assert!(connected.pair.fake.figures().refused.is_empty());
}

#[tokio::test]
async fn an_answer_brings_the_old_words_along() {
    let connected = Connected::start().await;
    let page = notice("[INC-128] 支付不可用");
    let options = SendOptions::keyed("k");
    connected.pair.adapter.send(&Address::room(GROUP), &page, &options).await.unwrap();
    let quotes = Some(connected.pair.fake.deliveries().remove(0).id);
    connected.pair.fake.say(SayRequest { quotes, ..said("收到") }).await.unwrap();
    let event = connected.ears.next().await;
    assert!(
        matches!(&event.body, EventBody::Message { text, quoted: Some(Quoted::Words(old)), .. }
        if text == "收到" && old.contains("INC-128"))
    );
}

#[tokio::test]
async fn an_event_that_could_not_be_saved_is_tried_again() {
    let connected = Connected::start().await;
    connected.ears.refusals.store(1, Ordering::SeqCst);
    connected.pair.fake.say(said("hello")).await.unwrap();
    let event = connected.ears.next().await;
    assert!(matches!(&event.body, EventBody::Message { text, .. } if text == "hello"));
}

#[tokio::test]
async fn events_come_twice_or_in_the_wrong_order_when_the_platform_does_so() {
    let connected = Connected::start().await;
    connected.pair.fake.inject(fault(Fault::Duplicate)).unwrap();
    connected.pair.fake.say(said("hello")).await.unwrap();
    let (first, again) = (connected.ears.next().await, connected.ears.next().await);
    assert_eq!(first.id, again.id);
    connected.pair.fake.inject(fault(Fault::Reorder)).unwrap();
    for words in ["one", "two"] {
        connected.pair.fake.say(said(words)).await.unwrap();
    }
    let texts =
        [connected.ears.next().await, connected.ears.next().await].map(|event| match event.body {
            EventBody::Message { text, .. } => text,
            other => panic!("{other:?}"),
        });
    assert_eq!(texts, ["two", "one"]);
}

#[tokio::test]
async fn a_room_the_robot_does_not_know_is_gone() {
    let connected = Connected::start().await;
    let unknown = connected.pair.send("robot:wrUNKNOWN", "hello").await;
    assert!(matches!(unknown, Err(SendError::Permanent { gone: true, .. })), "{unknown:?}");
}

#[tokio::test]
async fn the_thirty_first_message_to_a_group_in_a_minute_has_to_wait() {
    let connected = Connected::start().await;
    for n in 0..30 {
        assert!(connected.pair.send(GROUP, &format!("message {n}")).await.is_ok(), "{n}");
    }
    let wait = Err(SendError::RetryAfter(Duration::from_mins(1)));
    assert_eq!(connected.pair.send(GROUP, "one too many").await, wait);
    assert!(connected.pair.send("robot:wrCUSTOMER", "another group").await.is_ok());
}
