//! The adapter against the simulator: conformance, limits, tokens, and what happens when things
//! break.

use std::time::Duration;

use crate::kit::{ConformanceRig, Pair};
use chat::{
    Address, Button, ChatPlatform as _, Health, Inbound, Message, MessageKind, SendError,
    SendOptions, Sent, conformance,
};
use chrono::TimeDelta;
use serde_json::json;
use simulator::CallFault;

use welink_simulator::Route;

const ROBOT: &str = "robot:tea";
const PERSON: &str = "user:zhangsan@demo";

async fn send(pair: &Pair, to: &str, words: &str) -> Result<Sent, SendError> {
    let message = Message::new(MessageKind::Notice, words);
    pair.adapter.send(&Address::room(to), &message, &SendOptions::keyed("k")).await
}

#[tokio::test]
async fn the_adapter_passes_every_case_of_the_suite_that_its_platform_leaves() {
    let report = conformance::run(&ConformanceRig::in_a_group().await).await;
    insta::assert_snapshot!(report, @r#"
    19 cases hold
    an open reply address is used: Excluded("the platform gives no such reply address")
    a closed reply address is skipped, or ends in a typed error: Excluded("the platform gives no such reply address")
    a reply address that points elsewhere is never called: Excluded("the platform gives no such reply address")
    "#);
}

#[tokio::test]
async fn a_robot_is_given_twenty_messages_a_minute_and_then_asks_to_wait() {
    let pair = Pair::start().await;
    for n in 0..20 {
        assert!(send(&pair, ROBOT, &format!("message {n}")).await.is_ok(), "{n}");
    }
    assert_eq!(
        send(&pair, ROBOT, "one more").await,
        Err(SendError::RetryAfter(Duration::from_mins(1)))
    );
    assert!(send(&pair, "robot:bank", "another robot").await.is_ok());
    pair.advance(TimeDelta::minutes(1));
    assert!(send(&pair, ROBOT, "a minute later").await.is_ok());
}

#[tokio::test]
async fn every_try_has_a_stamp_and_a_uuid_of_its_own() {
    let pair = Pair::start().await;
    for _ in 0..3 {
        assert!(send(&pair, ROBOT, "the same words").await.is_ok());
        pair.advance(TimeDelta::minutes(11));
    }
    assert_eq!((pair.fake.deliveries().len(), pair.fake.refused()), (3, Vec::new()));
}

#[tokio::test]
async fn a_clock_that_is_wrong_by_more_than_ten_minutes_is_refused_for_good() {
    let pair = Pair::start_with_skew(TimeDelta::minutes(11)).await;
    assert!(matches!(
        send(&pair, ROBOT, "hello").await,
        Err(SendError::Permanent { gone: false, .. })
    ));
}

#[tokio::test]
async fn robots_that_are_gone_off_or_fenced_in_are_told_apart() {
    let pair = Pair::start().await;
    pair.fake.switch_off("bank");
    assert!(matches!(
        send(&pair, "robot:bank", "x").await,
        Err(SendError::Permanent { gone: true, .. })
    ));
    assert!(matches!(
        send(&pair, "robot:nobody", "x").await,
        Err(SendError::Permanent { gone: true, .. })
    ));
    assert!(matches!(
        send(&pair, "group:c9", "x").await,
        Err(SendError::Permanent { gone: false, .. })
    ));
    pair.fake.allow_only(vec!["192.0.2.1".parse().unwrap()]);
    let Err(SendError::Unauthorized(words)) = send(&pair, ROBOT, "x").await else {
        panic!("was let in")
    };
    assert!(words.contains("list"), "{words}");
}

#[tokio::test]
async fn a_card_reaches_one_person_and_opens_the_first_act() {
    let pair = Pair::start().await;
    let mut page = Message::new(MessageKind::Page, "呼叫 5531 · INC-128");
    page.buttons = vec![Button {
        link: Some("https://bot.example/act/T".into()),
        ..Button::new("认领", "ack:5531")
    }];
    let sent = pair.adapter.send(&Address::person(PERSON), &page, &SendOptions::keyed("k")).await;
    assert_eq!(sent, Ok(Sent::default()));
    let card = pair.fake.deliveries().remove(0);
    assert_eq!(card.route, Route::Person("zhangsan@demo".into()));
    assert_eq!(card.opens.as_deref(), Some("https://bot.example/act/T"));
    assert_eq!(card.title.as_deref(), Some("呼叫 5531 · INC-128"));
}

#[tokio::test]
async fn a_card_to_somebody_unknown_is_a_failure_in_an_answer_that_says_ok() {
    let pair = Pair::start().await;
    assert!(matches!(
        send(&pair, "user:li@other", "x").await,
        Err(SendError::Permanent { gone: true, .. })
    ));
}

#[tokio::test]
async fn ten_senders_at_once_fetch_one_token() {
    let pair = Pair::start().await;
    let sends = (0..10).map(|n| {
        let pair = &pair;
        async move { send(pair, PERSON, &format!("message {n}")).await }
    });
    assert!(futures::future::join_all(sends).await.iter().all(Result::is_ok));
    assert_eq!((pair.fake.token_fetches(), pair.fake.deliveries().len()), (1, 10));
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_before_it_ends_or_when_it_is_refused() {
    let pair = Pair::start().await;
    for (minutes_on, fetches) in [(0, 1), (114, 1), (1, 2)] {
        pair.advance(TimeDelta::minutes(minutes_on));
        assert!(send(&pair, PERSON, "hello").await.is_ok());
        assert_eq!(pair.fake.token_fetches(), fetches, "{minutes_on} minutes on");
    }
    pair.fake.expire_tokens();
    assert!(send(&pair, PERSON, "hello").await.is_ok());
    assert_eq!(pair.fake.token_fetches(), 3);
}

#[tokio::test]
async fn a_refused_app_is_not_tried_until_it_is_locked() {
    let pair = Pair::start().await;
    pair.fake.refuse_app(true);
    for _ in 0..20 {
        assert!(matches!(send(&pair, PERSON, "x").await, Err(SendError::Unauthorized(_))));
    }
    assert_eq!(pair.fake.token_fetches(), 1);
    pair.fake.refuse_app(false);
    pair.advance(TimeDelta::minutes(5));
    assert!(send(&pair, PERSON, "x").await.is_ok());
}

#[tokio::test]
async fn trouble_on_the_way_becomes_another_try_and_says_nothing_secret() {
    let pair = Pair::start().await;
    for fault in [
        CallFault::Drop,
        CallFault::LoseResponse,
        CallFault::Slow(Duration::from_secs(2)),
        CallFault::Respond(502, json!({})),
    ] {
        pair.fake.fail_next_call(fault.clone());
        let error = send(&pair, ROBOT, "hello").await.unwrap_err();
        let may_be_there = matches!(fault, CallFault::LoseResponse | CallFault::Slow(_));
        assert!(error.may_have_arrived() || !may_be_there, "{fault:?}: {error:?}");
        assert!(error.is_worth_another_try(), "{fault:?}: {error:?}");
        let words = error.to_string();
        assert!(!words.contains("fake-token") && !words.contains("http://"), "{words}");
    }
}

#[tokio::test]
async fn a_person_has_the_limits_of_a_card_and_a_group_those_of_its_robot() {
    let pair = Pair::start().await;
    let in_group = pair.adapter.capabilities_at(ROBOT);
    let to_person = pair.adapter.capabilities_at(PERSON);
    assert_eq!((in_group.length.most(), to_person.length.most()), (500, 512));
    assert_eq!(in_group.rate.unwrap().count, 20);
}

#[tokio::test]
async fn the_address_book_is_heard_on_a_path_of_its_own() {
    let pair = Pair::start().await;
    let test = pair.fake.tenant_event("test", &json!([]));
    let Ok(Inbound::Challenge(answer)) = pair.adapter.receive(&test, pair.now()) else {
        panic!("refused")
    };
    assert_eq!(pair.fake.read_answer(&answer.body).unwrap()["msg"], "success");

    let left = pair
        .fake
        .tenant_event("corpDelUser", &json!([{"userId": "li@demo", "tenantId": "FAKETENANT01"}]));
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&left, pair.now()) else {
        panic!("no event")
    };
    let answer = pair.adapter.respond(Some(&event), &chat::EventOutcome::default());
    assert_eq!(pair.fake.read_answer(&answer.body).unwrap()["msg"], "success");

    let elsewhere = chat::RawRequest { path_tail: String::new(), ..test };
    assert_eq!(pair.adapter.receive(&elsewhere, pair.now()), Err(chat::Refusal::Malformed));
}

#[tokio::test]
async fn health_follows_the_app_credentials() {
    let pair = Pair::start().await;
    assert_eq!(pair.adapter.check().await, Health::Up);
    pair.fake.expire_tokens();
    pair.fake.refuse_app(true);
    pair.advance(TimeDelta::hours(3));
    assert!(matches!(pair.adapter.check().await, Health::Down(_)));
}
