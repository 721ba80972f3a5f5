//! The simulator as it is driven from outside.

use std::sync::Arc;

use chat::{Address, Button, ChatPlatform as _, EventBody, Message, MessageKind, SendOptions};
use simulator::{Fault, FaultRequest, PressRequest, SayRequest, Simulator as _};
use tokio::task::JoinSet;

use crate::kit::Pair;
use discord_simulator::{Use, command_data, configuration, configuration_of_endpoint};

fn said(text: &str) -> SayRequest {
    SayRequest {
        room: "channel:3001".into(),
        account: "42".into(),
        text: text.into(),
        ..SayRequest::default()
    }
}

#[tokio::test]
async fn a_person_says_presses_and_reads() {
    let pair = Pair::start().await;
    let mut connection = JoinSet::new();
    let (adapter, handlers) = (Arc::clone(&pair.adapter), Arc::clone(&pair.handlers));
    connection.spawn(async move { adapter.connect(handlers).await });
    assert!(pair.fake.connected((1, 0)).await && pair.fake.registered(1).await);
    pair.fake.say(said("/工单 报障 标题:支付失败 级别:L1")).await.unwrap();
    pair.fake.say(said("查看")).await.unwrap();
    let received = pair.handlers.receives(2).await;
    let texts = received.iter().filter_map(|event| match &event.body {
        EventBody::Message { text, .. } => Some(text.as_str()),
        _ => None,
    });
    let mut texts: Vec<_> = texts.collect();
    texts.sort_unstable();
    assert_eq!(texts, ["open 支付失败 L1", "查看"]);
    let card = Message {
        buttons: vec![Button::new("认领", "ack:128")],
        ..Message::new(MessageKind::Card, "INC")
    };
    pair.adapter
        .send(&Address::room("channel:3001"), &card, &SendOptions::keyed("c"))
        .await
        .unwrap();
    let shown = pair.fake.messages("3001").pop().unwrap();
    assert_eq!(
        (shown.room.as_str(), shown.buttons.as_slice()),
        ("3001", ["认领".to_owned()].as_slice())
    );
    let pressed = PressRequest { message: shown.id, button: "认领".into(), account: "43".into() };
    pair.fake.press(pressed).await.unwrap();
    assert_eq!(pair.handlers.receives(3).await[2].sender.account, "43");
    let twice = FaultRequest { fault: Fault::Duplicate, times: 1, millis: 0 };
    pair.fake.inject(twice).unwrap();
    pair.fake.say(said("hello")).await.unwrap();
    let received = pair.handlers.receives(5).await;
    assert_eq!(received[3].id, received[4].id);
    assert_eq!(pair.fake.figures().refused, Vec::<String>::new());
}

#[tokio::test]
async fn a_person_fills_in_the_form_that_a_bare_command_shows() {
    let pair = Pair::start().await;
    let mut connection = JoinSet::new();
    let (adapter, handlers) = (Arc::clone(&pair.adapter), Arc::clone(&pair.handlers));
    connection.spawn(async move { adapter.connect(handlers).await });
    assert!(pair.fake.connected((1, 0)).await && pair.fake.registered(1).await);
    let unfilled = pair.fake.say(said("/工单 报障 级别:L1")).await;
    assert_eq!(unfilled, Err("the form asks for 标题 · title".to_owned()));
    pair.fake.say(said("/工单 报障 级别:L1\n标题：支付失败")).await.unwrap();
    let received = pair.handlers.receives(1).await;
    assert!(
        matches!(&received[0].body, EventBody::Message { text, .. } if text == "open 支付失败 L1"),
        "{received:?}"
    );
}

#[test]
fn the_configuration_is_plainly_fictitious() {
    let address = "127.0.0.1:9100".parse().unwrap();
    insta::assert_snapshot!(configuration(address), @r#"
    [platforms.discord]
    kind = "discord"
    mode = "gateway"
    application_id = "7001"
    token = "FAKE.DISCORD.TOKEN"
    guild_id = "2001"
    base = "http://127.0.0.1:9100"
    allow_loopback = true
    "#);
    insta::assert_snapshot!(configuration_of_endpoint(address), @r#"
    [platforms.discord]
    kind = "discord"
    mode = "interactions"
    public_key = "05c1be1535998d01f01826adc5c15870b771f5088b05119428f524e90261958c"
    application_id = "7001"
    token = "FAKE.DISCORD.TOKEN"
    guild_id = "2001"
    base = "http://127.0.0.1:9100"
    allow_loopback = true
    "#);
}

#[tokio::test]
async fn what_the_simulator_brings_is_read_by_the_client_library() {
    let pair = Pair::start().await;
    let data = command_data(("incident", "show"), &[("number", "128")], None);
    let (_, body) = pair.fake.interaction(Use::Command, "3001", "42", data, pair.now());
    let read = serde_json::from_value::<serenity::all::Interaction>(body);
    assert!(read.is_ok(), "{read:?}");
}
