//! The gateway: first answers in time, and connections that end in every way Discord knows.

use std::sync::Arc;
use std::time::Duration;

use chat::{
    Address, Attachment, ChatPlatform as _, ConnectError, EventBody, EventOutcome, Message,
    MessageKind, NotSaved, Quoted, SendOptions,
};
use serde_json::json;
use simulator::CallFault;
use tokio::task::JoinSet;

use crate::kit::Pair;
use discord_simulator::{DiscordSimulator, Setup, Written};

/// A connection in the background, for as long as the test holds it.
async fn connected(pair: &Pair) -> JoinSet<Result<(), ConnectError>> {
    let mut connection = JoinSet::new();
    let (adapter, handlers) = (Arc::clone(&pair.adapter), Arc::clone(&pair.handlers));
    connection.spawn(async move { adapter.connect(handlers).await });
    assert!(pair.fake.connected((1, 0)).await, "the bot does not connect");
    connection
}

async fn end(mut connection: JoinSet<Result<(), ConnectError>>) -> ConnectError {
    let ended = tokio::time::timeout(Duration::from_secs(20), connection.join_next()).await;
    ended.expect("the connection ends").unwrap().unwrap().unwrap_err()
}

#[tokio::test]
async fn commands_are_registered_once_and_not_on_every_new_session() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    pair.fake.write("3001", "42", "hello", None).await.unwrap();
    pair.handlers.receives(1).await;
    assert!(pair.fake.registered(1).await);
    let roots: Vec<_> = pair
        .fake
        .commands()
        .0
        .as_array()
        .unwrap()
        .iter()
        .map(|root| root["name"].clone())
        .collect();
    assert_eq!(roots, [json!("incident"), json!("duty")]);
    pair.fake.invalidate();
    assert!(pair.fake.connected((2, 0)).await);
    pair.fake.write("3001", "42", "hello", None).await.unwrap();
    pair.handlers.receives(2).await;
    assert_eq!(pair.fake.commands().1, 1);
}

#[tokio::test]
async fn a_command_is_heard_at_once_and_answered_through_its_token() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    pair.handlers.answer_next(Ok(EventOutcome { private: true, ..EventOutcome::default() }));
    let token =
        pair.fake.command("3001", "42", ("incident", "show"), &[("number", "128")]).await.unwrap();
    let event = pair.handlers.receives(1).await.remove(0);
    assert!(matches!(&event.body, EventBody::Message { text, .. } if text == "show 128"));
    assert_eq!(event.sender.account, "42");
    let options = SendOptions::keyed("row").replying(event.reply_to.clone());
    let answer = Message::new(MessageKind::Reply, "INC-128");
    pair.adapter.send(&event.room.to_address(), &answer, &options).await.unwrap();
    assert_eq!(
        pair.fake.answer_to(&token).await.unwrap(),
        json!({"type": 5, "data": {"flags": 64}})
    );
    let posted = pair.fake.posted();
    assert_eq!(
        (posted.len(), posted[0].only_for.as_deref(), posted[0].is_loading),
        (1, Some("42"), false)
    );
}

#[tokio::test]
async fn a_slow_handler_is_deferred_first_and_the_private_answer_still_reaches_one_person() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    pair.handlers.be_slow(Duration::from_millis(2300));
    pair.handlers.answer_next(Ok(EventOutcome { private: true, ..EventOutcome::default() }));
    let token = pair.fake.command("3001", "42", ("duty", "ack"), &[]).await.unwrap();
    assert_eq!(pair.fake.answer_to(&token).await.unwrap(), json!({"type": 5}));
    let event = pair.handlers.receives(1).await.remove(0);
    let options = SendOptions::keyed("row").replying(event.reply_to.clone());
    let answer = Message::new(MessageKind::Reply, "无法认领");
    pair.adapter.send(&event.room.to_address(), &answer, &options).await.unwrap();
    let posted = pair.fake.posted();
    assert_eq!((posted.len(), posted[0].only_for.as_deref()), (1, Some("42")));
}

#[tokio::test]
async fn what_was_not_saved_is_said_at_once_and_also_after_a_deferral() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    pair.handlers.answer_next(Err(NotSaved("away".into())));
    let token = pair.fake.command("3001", "42", ("duty", "ack"), &[]).await.unwrap();
    assert_eq!(pair.fake.answer_to(&token).await.unwrap()["data"]["flags"], 64);
    pair.handlers.be_slow(Duration::from_millis(2200));
    pair.handlers.answer_next(Err(NotSaved("away".into())));
    pair.fake.command("3001", "42", ("duty", "ack"), &[]).await.unwrap();
    let told = pair.fake.until(|posted| {
        let last = posted.last().filter(|last| posted.len() == 2 && !last.is_loading)?;
        Some(last.content.clone())
    });
    assert!(told.await.is_some_and(|words| words.contains("未做任何操作")));
}

#[tokio::test]
async fn a_press_a_question_and_a_form_are_each_answered_in_their_kind() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    let card = Message {
        buttons: vec![chat::Button::new("认领", "ack:128")],
        ..Message::new(MessageKind::Card, "INC")
    };
    pair.adapter
        .send(&Address::room("channel:3001"), &card, &SendOptions::keyed("c"))
        .await
        .unwrap();
    let message = pair.fake.posted()[0].id.clone();
    let pressed = pair.fake.press_key(&message, "ack:128", "42").await.unwrap();
    assert_eq!(pair.fake.answer_to(&pressed).await.unwrap(), json!({"type": 6}));
    let event = pair.handlers.receives(1).await.remove(0);
    assert!(matches!(&event.body, EventBody::Action { key, message: Some(m) }
        if key == "ack:128" && m.0 == format!("3001/{message}")));
    let typing =
        pair.fake.typing("3001", "42", ("duty", "ack"), &[("number", "12")]).await.unwrap();
    let offered = pair.fake.answer_to(&typing).await.unwrap();
    assert_eq!(
        offered["data"]["choices"][0],
        json!({"name": "INC-128 支付不可用", "value": "128"})
    );
    assert_eq!(pair.handlers.asked()[0].typed, "12");
    let bare = pair.fake.command("3001", "42", ("incident", "open"), &[]).await.unwrap();
    assert_eq!(pair.fake.answer_to(&bare).await.unwrap()["type"], 9);
    pair.fake.submit("3001", "42", "form:open", &[("title", "支付失败")]).await.unwrap();
    let event = pair.handlers.receives(2).await.remove(1);
    assert!(matches!(&event.body, EventBody::Message { text, .. } if text == "open 支付失败"));
}

#[tokio::test]
async fn messages_are_heard_in_rooms_threads_and_private_talks() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    let options = SendOptions { thread_name: Some("INC-128".into()), ..SendOptions::keyed("card") };
    let card = Message::new(MessageKind::Card, "INC-128");
    let sent = pair.adapter.send(&Address::room("channel:3001"), &card, &options).await.unwrap();
    let reference = sent.reference.unwrap();
    let thread = reference.0.split('/').nth(1).unwrap();
    pair.fake.write(thread, "42", "进展 #128 已切换", None).await.unwrap();
    pair.fake.write(&pair.fake.direct_channel("43"), "43", "收到", None).await.unwrap();
    let mut received = pair.handlers.receives(2).await;
    received.sort_by(|a, b| a.room.address.cmp(&b.room.address));
    let in_thread = matches!(&received[0].body, EventBody::Message { text, thread: Some(thread), .. }
        if text == "进展 #128 已切换" && thread.0 == reference.0);
    assert!(in_thread && received[0].room.address == "channel:3001", "{:?}", received[0]);
    assert_eq!(
        (received[1].room.address.as_str(), received[1].sender.account.as_str()),
        ("user:43", "43")
    );
}

#[tokio::test]
async fn a_mention_of_the_bots_own_role_is_a_mention_of_the_bot() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    let told = |role: &'static str, text: &'static str| Written {
        text,
        to_role: Some(role),
        ..Written::default()
    };
    pair.fake.write_as("3001", "42", &told("6002", "to some other role")).await.unwrap();
    pair.fake.write_as("3001", "42", &told("6001", "谁在值班")).await.unwrap();
    pair.handlers.receives(1).await;
    pair.fake.write("3001", "42", "hello", None).await.unwrap();
    let received = pair.handlers.receives(2).await;
    let words: Vec<&str> = received
        .iter()
        .filter_map(|event| match &event.body {
            EventBody::Message { text, addressed: true, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(words, ["谁在值班", "hello"]);
}

#[tokio::test]
async fn a_reply_names_the_message_and_a_picture_is_no_word() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    let reply = Written { text: "收到", answers: Some("9000"), ..Written::default() };
    pair.fake.write_as("3001", "42", &reply).await.unwrap();
    pair.handlers.receives(1).await;
    let picture = Written { attachment: Some(Attachment::Picture), ..Written::default() };
    pair.fake.write_as("3001", "42", &picture).await.unwrap();
    let received = pair.handlers.receives(2).await;
    assert!(
        matches!(&received[0].body, EventBody::Message { text, quoted: Some(Quoted::Message(m)), .. }
        if text == "收到" && m.0 == "3001/9000")
    );
    assert_eq!(received[1].body, EventBody::Wordless { attachment: Attachment::Picture });
}

#[tokio::test]
async fn a_lost_answer_to_the_deferral_is_no_second_deferral() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    pair.fake.fail_next_call(CallFault::LoseResponse);
    pair.fake.command("3001", "42", ("duty", "ack"), &[]).await.unwrap();
    let event = pair.handlers.receives(1).await.remove(0);
    let options = SendOptions::keyed("row").replying(event.reply_to.clone());
    pair.adapter
        .send(&event.room.to_address(), &Message::new(MessageKind::Reply, "ok"), &options)
        .await
        .unwrap();
    let posted = pair.fake.posted();
    assert_eq!((posted.len(), posted[0].through_token, posted[0].is_loading), (1, true, false));
}

#[tokio::test]
async fn a_broken_connection_is_resumed_and_nothing_is_missed() {
    let pair = Pair::start().await;
    let _connection = connected(&pair).await;
    for (resumed, break_off) in [(1, "abort"), (2, "close"), (3, "reconnect")] {
        match break_off {
            "abort" => pair.fake.abort(),
            "close" => pair.fake.close(4000),
            _ => pair.fake.ask_to_reconnect(),
        }
        pair.fake.write("3001", "42", break_off, None).await.unwrap();
        assert!(pair.fake.connected((1, resumed)).await, "{break_off}");
        let received = pair.handlers.receives(resumed).await;
        assert!(
            matches!(&received[resumed - 1].body, EventBody::Message { text, .. } if text == break_off)
        );
    }
    assert_eq!(pair.fake.sessions(), (1, 3));
}

#[tokio::test]
async fn a_bot_that_is_refused_is_a_matter_for_an_operator() {
    for code in [4004, 4013, 4014] {
        let pair = Pair::start().await;
        let connection = connected(&pair).await;
        pair.fake.close(code);
        assert!(matches!(end(connection).await, ConnectError::Refused(_)), "{code}");
    }
}

#[tokio::test]
async fn no_session_is_begun_where_none_may_be() {
    let wanted = "the bot is on too many servers for one connection".to_owned();
    let table = [
        (Setup { shards: 2, ..Setup::default() }, ConnectError::Refused(wanted)),
        (
            Setup { sessions_left: 0, ..Setup::default() },
            ConnectError::Lost("no more sessions may be begun today".into()),
        ),
    ];
    for (setup, wanted) in table {
        let pair = Pair::playing(setup, DiscordSimulator::settings).await;
        assert_eq!(pair.adapter.connect(Arc::clone(&pair.handlers) as _).await, Err(wanted));
        assert_eq!(pair.fake.sessions(), (0, 0));
    }
}

#[tokio::test]
async fn a_connection_that_is_deaf_is_given_up() {
    let pair = Pair::start().await;
    let connection = connected(&pair).await;
    pair.fake.go_deaf();
    let ended = end(connection).await;
    assert_eq!(ended, ConnectError::Lost("connected, but without a sign of life".into()));
}

#[tokio::test]
async fn an_endpoint_has_no_connection_but_its_commands_are_registered() {
    let pair = Pair::with_endpoint().await;
    for _ in 0..2 {
        let ended = pair.adapter.connect(Arc::clone(&pair.handlers) as _).await;
        assert_eq!(ended, Err(ConnectError::NotAGateway));
    }
    assert_eq!(pair.fake.commands().1, 1);
}
