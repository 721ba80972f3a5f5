//! Cards against the simulator: posted once, changed in place, replaced by text where the platform
//! refuses them.

use chat::{
    Address, Button, ButtonStyle, Buttons, ChatPlatform as _, Line, Mention, Message, MessageKind,
    MessageRef, SendError, SendOptions,
};
use chrono::TimeDelta;
use serde_json::json;
use simulator::CallFault;

use crate::kit::Pair;
use chat_dingtalk::settings::Stream;
use dingtalk_simulator::Route;

const GROUP: &str = "group:cidOPS==";

fn card(state: &str) -> Message {
    let mut card = Message::new(MessageKind::Card, "[INC-128] 支付不可用");
    card.lines = vec![Line::text(state)];
    card.buttons = vec![Button {
        style: ButtonStyle::Primary,
        reply: Some("收到 5531".into()),
        ..Button::new("认领", "ack:5531")
    }];
    card
}

async fn pair() -> Pair {
    Pair::streaming(Stream::default()).await
}

#[tokio::test]
async fn rooms_and_people_of_the_app_have_buttons_and_edits_and_robots_have_not() {
    let pair = pair().await;
    let table = [
        (GROUP, Buttons::Callback, true),
        ("user:user123", Buttons::Callback, true),
        ("user:unlisted:$:x", Buttons::None, false),
        ("robot:oncall", Buttons::None, false),
    ];
    for (address, buttons, edit) in table {
        let can = pair.adapter.capabilities_at(address);
        assert_eq!(
            (can.buttons, can.edit, can.idempotency_key),
            (buttons, edit, edit),
            "{address}"
        );
    }
    let without = Pair::start().await;
    assert_eq!(without.adapter.capabilities_at(GROUP).buttons, Buttons::None);
}

#[tokio::test]
async fn a_card_calls_its_people_and_reaches_a_person_too() {
    let pair = pair().await;
    let mut page = Message { kind: MessageKind::Page, ..card("待响应") };
    page.mentions = vec![Mention { account: "user123".into(), display: "张强".into() }];
    for (to, at) in [(GROUP, vec!["user123"]), ("user:user123", vec![])] {
        let sent =
            pair.adapter.send(&Address::room(to), &page, &SendOptions::keyed("k")).await.unwrap();
        let delivery = pair.fake.take_deliveries().remove(0);
        assert_eq!(sent.reference, Some(MessageRef(delivery.id)));
        assert_eq!(delivery.buttons, [("认领".to_owned(), "ack:5531".to_owned())]);
        assert_eq!(delivery.at, at, "{to}");
    }
}

#[tokio::test]
async fn a_card_is_changed_in_place() {
    let pair = pair().await;
    let to = Address::room(GROUP);
    let sent = pair.adapter.send(&to, &card("待响应"), &SendOptions::keyed("k")).await.unwrap();
    let done = Message { buttons: Vec::new(), ..card("已响应") };
    let again = pair.adapter.edit(&to, sent.reference.as_ref().unwrap(), &done).await.unwrap();
    assert_eq!(again, sent);
    let seen = pair.fake.deliveries();
    assert_eq!((seen.len(), seen[0].edits, seen[0].buttons.len()), (1, 1, 0));
    assert!(
        seen[0].text.contains("已响应") && !seen[0].text.contains("待响应"),
        "{}",
        seen[0].text
    );
}

#[tokio::test]
async fn only_a_card_of_the_same_room_can_be_changed() {
    let pair = pair().await;
    let sent = pair
        .adapter
        .send(&Address::room(GROUP), &card("x"), &SendOptions::keyed("k"))
        .await
        .unwrap();
    let card_here = sent.reference.unwrap();
    for (to, reference) in [("group:cidOTHER==", card_here), (GROUP, "fake-query-1".into())] {
        let edited = pair.adapter.edit(&Address::room(to), &reference, &card("y")).await;
        assert!(matches!(edited, Err(SendError::Permanent { gone: false, .. })), "{to}");
    }
    assert_eq!(pair.fake.deliveries()[0].edits, 0);
}

#[tokio::test]
async fn a_second_try_after_a_lost_answer_meets_the_card_of_the_first() {
    let pair = pair().await;
    let to = Address::room(GROUP);
    pair.fake.fail_next_call(CallFault::LoseResponse);
    let first = pair.adapter.send(&to, &card("x"), &SendOptions::keyed("row-1")).await;
    assert!(matches!(first, Err(SendError::Uncertain(_))), "{first:?}");
    assert!(pair.adapter.send(&to, &card("x"), &SendOptions::keyed("row-1")).await.is_ok());
    assert_eq!(pair.fake.deliveries().len(), 1);
    assert!(pair.adapter.send(&to, &card("x"), &SendOptions::keyed("row-2")).await.is_ok());
    assert_eq!(pair.fake.deliveries().len(), 2);
}

#[tokio::test]
async fn a_refused_template_gives_way_to_text_with_the_words_to_type() {
    let pair = pair().await;
    pair.fake.fail_next_call(CallFault::Respond(400, json!({"code": "template.notExist"})));
    assert!(
        pair.adapter
            .send(&Address::room(GROUP), &card("x"), &SendOptions::keyed("k"))
            .await
            .is_ok()
    );
    let seen = pair.fake.deliveries().remove(0);
    assert!(seen.buttons.is_empty() && seen.text.contains("收到 5531"), "{}", seen.text);
}

#[tokio::test]
async fn a_person_who_left_gets_neither_card_nor_text() {
    let pair = pair().await;
    pair.fake.staff_leaves("gone1");
    let sent = pair
        .adapter
        .send(&Address::person("user:gone1"), &card("x"), &SendOptions::keyed("k"))
        .await;
    assert!(matches!(sent, Err(SendError::Permanent { gone: true, .. })), "{sent:?}");
    assert!(pair.fake.deliveries().is_empty());
}

#[tokio::test]
async fn a_short_answer_takes_the_session_and_what_can_be_pressed_is_a_card() {
    let pair = pair().await;
    let webhook = pair.fake.open_session("cidOPS==", pair.now());
    let reply =
        chat_dingtalk::session::reply_address(GROUP, &webhook, pair.now() + TimeDelta::minutes(90));
    let options = SendOptions::keyed("k").replying(Some(reply));
    let short = Message::new(MessageKind::Reply, "好的");
    for (message, route) in
        [(short, Route::Session("cidOPS==".into())), (card("x"), Route::Group("cidOPS==".into()))]
    {
        assert!(pair.adapter.send(&Address::room(GROUP), &message, &options).await.is_ok());
        assert_eq!(pair.fake.take_deliveries()[0].route, route);
    }
}

#[tokio::test]
async fn a_token_that_was_revoked_is_replaced_for_edits_too() {
    let pair = pair().await;
    let to = Address::room(GROUP);
    let sent = pair.adapter.send(&to, &card("x"), &SendOptions::keyed("k")).await.unwrap();
    pair.fake.expire_tokens();
    assert!(pair.adapter.edit(&to, &sent.reference.unwrap(), &card("y")).await.is_ok());
    assert_eq!(pair.fake.token_fetches(), 2);
}
