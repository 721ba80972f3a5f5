//! The self-built app: pages with a button, tokens, people who are gone, groups for one incident.

use chat::{
    Address, Button, ChatPlatform as _, Health, Message, MessageKind, SendError, SendOptions, Sent,
};
use chrono::TimeDelta;
use simulator::{Fault, FaultRequest, Simulator as _};

use crate::kit::{Pair, notice};
use chat_wecom::NewGroup;
use wecom_simulator::{Act, Mode, Route, Utterance};

const PERSON: &str = "app:zhangsan";

fn page() -> Message {
    let mut page = Message::new(MessageKind::Page, "[INC-128] 支付不可用");
    page.incident = Some("INC-128".into());
    page.buttons =
        vec![Button { reply: Some("收到 5531".into()), ..Button::new("认领", "ack:5531") }];
    page
}

async fn only_app() -> Pair {
    Pair::with(Mode::Callback, |settings| (settings.robot, settings.group_robot) = (None, None))
        .await
}

async fn send_page(pair: &Pair, message: &Message, key: &str) -> Result<Sent, SendError> {
    pair.adapter.send(&Address::person(PERSON), message, &SendOptions::keyed(key)).await
}

#[tokio::test]
async fn a_page_is_a_card_with_its_button_and_comes_once_under_one_key() {
    let pair = only_app().await;
    let again = Message { repeat: true, ..page() };
    for message in [&page(), &again] {
        assert!(send_page(&pair, message, "row-1").await.is_ok());
    }
    assert!(send_page(&pair, &page(), "row-2").await.is_ok());
    let arrived = pair.fake.deliveries();
    assert_eq!(arrived.len(), 2);
    assert_eq!(arrived[0].content.buttons, [("认领".to_owned(), "ack:5531".to_owned())]);
    assert!(arrived[0].content.text.contains("INC-128"));
}

#[tokio::test]
async fn the_answer_to_a_press_stands_on_the_card_and_the_next_one_is_a_message() {
    let pair = only_app().await;
    let sent = send_page(&pair, &page(), "row-1").await.unwrap();
    let task_id = sent.reference.unwrap().0;
    let press = Utterance {
        id: "e",
        chat: None,
        account: "zhangsan",
        act: Act::Press("ack:5531", &task_id),
    };
    let event = pair.received(&pair.fake.app_callback(&press, pair.now()));
    for words in ["INC-128 由张三认领", "INC-128 已解决"] {
        assert!(pair.reply(PERSON, words, event.reply_to.clone()).await.is_ok());
    }
    let arrived = pair.fake.deliveries();
    assert_eq!((arrived.len(), arrived[0].edits, arrived[0].content.buttons.len()), (2, 1, 0));
    assert!(
        arrived[0].content.text.contains("由张三认领")
            && arrived[1].content.text == "INC-128 已解决"
    );
}

#[tokio::test]
async fn ten_senders_at_once_fetch_one_token() {
    let pair = only_app().await;
    let sends = (0..10).map(|n| {
        let pair = &pair;
        async move { pair.send(PERSON, &format!("message {n}")).await }
    });
    for sent in futures::future::join_all(sends).await {
        assert!(sent.is_ok_and(|sent| sent.reference.is_some()));
    }
    assert_eq!((pair.fake.token_fetches(), pair.fake.deliveries().len()), (1, 10));
}

#[tokio::test]
async fn a_token_is_renewed_three_minutes_before_it_ends_and_not_earlier() {
    let pair = only_app().await;
    for (minutes_on, fetches) in [(0, 1), (116, 1), (1, 2)] {
        pair.advance(TimeDelta::minutes(minutes_on));
        assert!(pair.send(PERSON, "hello").await.is_ok());
        assert_eq!(pair.fake.token_fetches(), fetches, "{minutes_on} minutes on");
    }
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once_within_the_same_send() {
    let pair = only_app().await;
    assert!(pair.send(PERSON, "first").await.is_ok());
    let expire = FaultRequest { fault: Fault::ExpireTokens, times: 1, millis: 0 };
    assert_eq!(pair.fake.inject(expire), Ok(()));
    assert!(pair.send(PERSON, "second").await.is_ok());
    assert_eq!((pair.fake.token_fetches(), pair.fake.requests()), (2, 3));
    pair.fake.expire_tokens();
    pair.fake.refuse_app(true);
    assert!(matches!(pair.send(PERSON, "third").await, Err(SendError::Unauthorized(_))));
}

#[tokio::test]
async fn a_person_who_left_is_a_failure_and_nobody_can_be_smuggled_in() {
    let pair = only_app().await;
    pair.fake.leaves("gone1");
    for to in ["app:gone1", "app:@all", "app:a|b", "app:wwother/zhangsan"] {
        let refused = pair.send(to, "hello").await;
        assert!(
            matches!(refused, Err(SendError::Permanent { gone: true, .. })),
            "{to}: {refused:?}"
        );
    }
    assert!(pair.fake.deliveries().is_empty());
}

#[tokio::test]
async fn an_incident_gets_a_group_of_its_own() {
    let pair = only_app().await;
    let members = ["zhangsan".to_owned(), "lisi".to_owned()];
    let group = NewGroup {
        name: "INC-42 作战室",
        owner: "zhangsan",
        members: &members,
        chat: Some("inc42"),
    };
    let address = pair.adapter.create_group(&group).await.unwrap();
    assert_eq!(address, Address::room("appchat:inc42"));
    assert!(pair.adapter.send(&address, &notice("大家好"), &SendOptions::keyed("k")).await.is_ok());
    assert_eq!(pair.fake.deliveries()[0].route, Route::AppChat);
    let alone = NewGroup { members: &members[..1], ..group };
    assert!(pair.adapter.create_group(&alone).await.is_err());
    let unknown = pair.send("appchat:other", "hello").await;
    assert!(matches!(unknown, Err(SendError::Permanent { gone: true, .. })), "{unknown:?}");
}

#[tokio::test]
async fn health_follows_the_app_credentials() {
    let pair = only_app().await;
    assert_eq!(pair.adapter.check().await, Health::Up);
    pair.advance(TimeDelta::hours(3));
    pair.fake.refuse_app(true);
    assert!(matches!(pair.adapter.check().await, Health::Down(_)));
}
