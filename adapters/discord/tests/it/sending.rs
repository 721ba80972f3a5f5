//! Which way a message goes, and what comes back.

use std::time::Duration;

use chat::{
    Address, Button, ChatPlatform as _, EventOutcome, Health, Inbound, Message, MessageKind,
    ReplyAddress, SendError, SendOptions, ThreadRef,
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use simulator::CallFault;

use crate::kit::Pair;
use discord_simulator::{Use, command_data};

const ROOM: &str = "channel:3001";

fn notice(words: &str) -> Message {
    Message::new(MessageKind::Notice, words)
}

fn reply(pair: &Pair, token: &str) -> ReplyAddress {
    ReplyAddress::new(
        format!("{ROOM} 7001 {token}"),
        pair.now() + chat_discord::protocol::REPLY_LIFE,
    )
}

/// An interaction of somebody in the first channel that had this first answer.
fn answered(pair: &Pair, answer: &Value) -> String {
    let data = command_data(("incident", "show"), &[], None);
    let (token, body) = pair.fake.interaction(Use::Command, "3001", "42", data, pair.now());
    assert!(pair.fake.take_first_answer(body["id"].as_str().unwrap(), &token, answer));
    token
}

#[tokio::test]
async fn an_incident_gets_a_thread_in_which_more_is_written() {
    let pair = Pair::start().await;
    let options = SendOptions {
        thread_name: Some("INC-128 支付不可用".into()),
        ..SendOptions::keyed("card")
    };
    let card = Message { buttons: vec![Button::new("认领", "ack:128")], ..notice("[INC-128]") };
    let sent = pair.adapter.send(&Address::room(ROOM), &card, &options).await.unwrap();
    let reference = sent.reference.unwrap();
    let more = Message { thread: Some(ThreadRef(reference.0.clone())), ..notice("进展") };
    pair.adapter.send(&Address::room(ROOM), &more, &SendOptions::keyed("more")).await.unwrap();
    let posted = pair.fake.posted();
    assert_eq!(posted[1].channel, posted[0].id, "a thread has the id of its first message");
    // A second try finds the thread that is there.
    let again = pair.adapter.send(&Address::room(ROOM), &card, &options).await.unwrap();
    assert_eq!((again.reference.unwrap(), pair.fake.posted().len()), (reference.clone(), 2));
    let edited = Message { buttons: Vec::new(), ..notice("[INC-128] 已认领") };
    pair.adapter.edit(&Address::room(ROOM), &reference, &edited).await.unwrap();
    let card = &pair.fake.posted()[0];
    assert_eq!(
        (card.content.as_str(), card.edits, &card.components),
        ("[INC-128] 已认领", 1, &json!([]))
    );
}

#[tokio::test]
async fn a_person_is_written_to_in_private_and_never_twice_introduced() {
    let pair = Pair::start().await;
    for key in ["a", "b"] {
        pair.adapter
            .send(&Address::person("user:42"), &notice("page"), &SendOptions::keyed(key))
            .await
            .unwrap();
    }
    let channel = pair.fake.direct_channel("42");
    assert!(pair.fake.posted().iter().all(|posted| posted.channel == channel));
    let introductions =
        pair.fake.calls().iter().filter(|call| call.ends_with("/users/@me/channels")).count();
    assert_eq!(introductions, 1);
}

#[tokio::test]
async fn an_answer_takes_the_place_of_thinking_and_stays_private() {
    let pair = Pair::start().await;
    for (flags, only_for) in [(64, Some("42".to_owned())), (0, None)] {
        let token = answered(&pair, &json!({"type": 5, "data": {"flags": flags}}));
        let options = SendOptions::keyed(&token).replying(Some(reply(&pair, &token)));
        let sent =
            pair.adapter.send(&Address::room(ROOM), &notice("状态"), &options).await.unwrap();
        let posted = pair.fake.posted().pop().unwrap();
        assert_eq!((posted.content.as_str(), posted.only_for), ("状态", only_for.clone()));
        assert_eq!(
            sent.reference.is_some(),
            only_for.is_none(),
            "what one person sees cannot be found again"
        );
    }
}

#[tokio::test]
async fn the_answer_to_a_press_never_overwrites_the_card_that_holds_the_button() {
    let pair = Pair::start().await;
    let card = Message { buttons: vec![Button::new("认领", "ack:128")], ..notice("[INC-128]") };
    let sent =
        pair.adapter.send(&Address::room(ROOM), &card, &SendOptions::keyed("card")).await.unwrap();
    let message = sent.reference.unwrap().0.split('/').nth(1).unwrap().to_owned();
    let data = json!({"custom_id": "ack:128", "component_type": 2});
    let (token, body) = pair.fake.interaction(Use::Press, "3001", "42", data, pair.now());
    assert!(pair.fake.take_first_answer(body["id"].as_str().unwrap(), &token, &json!({"type": 6})));
    let options = SendOptions::keyed("answer").replying(Some(reply(&pair, &token)));
    pair.adapter.send(&Address::room(ROOM), &notice("已认领"), &options).await.unwrap();
    let posted = pair.fake.posted();
    assert_eq!(
        (posted[0].id.as_str(), posted[0].content.as_str()),
        (message.as_str(), "[INC-128]")
    );
    assert_eq!((posted.len(), posted[1].content.as_str()), (2, "已认领"));
}

#[tokio::test]
async fn an_answer_that_outlives_its_token_becomes_an_ordinary_message() {
    let pair = Pair::start().await;
    let token = answered(&pair, &json!({"type": 5}));
    let reply = reply(&pair, &token);
    pair.advance(TimeDelta::minutes(15));
    let options = SendOptions::keyed("late").replying(Some(reply.clone()));
    pair.adapter.send(&Address::room(ROOM), &notice("late"), &options).await.unwrap();
    let posted = pair.fake.posted().pop().unwrap();
    assert_eq!((posted.content.as_str(), posted.through_token), ("late", false));
    // One that is for the caller alone goes to the caller.
    let options = SendOptions {
        only_for: Some("42".into()),
        ..SendOptions::keyed("secret").replying(Some(reply))
    };
    pair.adapter.send(&Address::room(ROOM), &notice("secret"), &options).await.unwrap();
    assert_eq!(pair.fake.posted().pop().unwrap().channel, pair.fake.direct_channel("42"));
}

#[tokio::test]
async fn an_answer_from_another_room_is_not_carried_by_the_token() {
    let pair = Pair::start().await;
    let token = answered(&pair, &json!({"type": 5}));
    let options = SendOptions::keyed("k").replying(Some(reply(&pair, &token)));
    pair.adapter.send(&Address::room("channel:3002"), &notice("x"), &options).await.unwrap();
    assert_eq!(pair.fake.posted().pop().unwrap().channel, "3002");
}

#[tokio::test]
async fn an_answer_that_comes_before_its_deferral_is_tried_again_shortly() {
    let pair = Pair::with_endpoint().await;
    let data = command_data(("incident", "show"), &[], None);
    let (_, interaction) = pair.fake.interaction(Use::Command, "3001", "42", data, pair.now());
    let request = pair.fake.signed(interaction.to_string().into_bytes(), pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    // This response defers the answer, and Discord has not received it yet.
    pair.adapter.respond(Some(&event), &EventOutcome::default());
    let options = SendOptions::keyed("k").replying(event.reply_to);
    let early = pair.adapter.send(&Address::room(ROOM), &notice("x"), &options).await;
    assert_eq!(early, Err(SendError::RetryAfter(Duration::from_millis(500))));
}

#[tokio::test]
async fn the_sixth_message_in_five_seconds_waits_without_being_sent() {
    let pair = Pair::start().await;
    for n in 0..5 {
        let sent = pair
            .adapter
            .send(&Address::room(ROOM), &notice("x"), &SendOptions::keyed(n.to_string()))
            .await;
        assert!(sent.is_ok(), "{n}");
    }
    let calls = pair.fake.calls().len();
    let sixth =
        pair.adapter.send(&Address::room(ROOM), &notice("x"), &SendOptions::keyed("6")).await;
    assert_eq!(sixth, Err(SendError::RetryAfter(Duration::from_secs(5))));
    assert_eq!(
        pair.fake.calls().len(),
        calls,
        "Discord's headers were obeyed, so it had nothing to refuse"
    );
    let (other, words) = (Address::room("channel:3002"), notice("x"));
    assert!(pair.adapter.send(&other, &words, &SendOptions::keyed("7")).await.is_ok());
}

#[tokio::test]
async fn trouble_on_the_way_is_worth_another_try_and_shows_no_second_copy() {
    let pair = Pair::start().await;
    pair.fake.fail_next_call(CallFault::LoseResponse);
    let options = SendOptions::keyed("row-1");
    let Err(SendError::Uncertain(words)) =
        pair.adapter.send(&Address::room(ROOM), &notice("x"), &options).await
    else {
        panic!("passed")
    };
    assert!(!words.contains("http") && !words.contains("TOKEN"), "{words}");
    assert!(pair.adapter.send(&Address::room(ROOM), &notice("x"), &options).await.is_ok());
    assert_eq!(pair.fake.posted().len(), 1);
    pair.fake.fail_next_call(CallFault::Slow(Duration::from_secs(3)));
    let slow =
        pair.adapter.send(&Address::room(ROOM), &notice("y"), &SendOptions::keyed("row-2")).await;
    assert_eq!(slow, Err(SendError::Uncertain("Discord did not answer in time".into())));
}

#[tokio::test]
async fn health_follows_the_token() {
    let pair = Pair::start().await;
    assert_eq!(pair.adapter.check().await, Health::Up);
    let wrong = Pair::with(|fake, name, menu| {
        fake.settings(name, menu)
            .map(|settings| chat_discord::Settings { token: "WRONG".into(), ..settings })
    });
    let wrong = wrong.await;
    let Health::Down(words) = wrong.adapter.check().await else { panic!("taken") };
    assert!(!words.contains("WRONG"), "{words}");
}
