//! The adapter against the simulator: conformance, limits, tokens, and what happens when things
//! break.

use std::time::Duration;

use crate::kit::{ConformanceRig, Pair};
use chat::conformance;
use chat::{
    Address, ChatPlatform as _, Health, Inbound, Line, Mention, Message, MessageKind, ReplyAddress,
    SendError, SendOptions, Sent,
};
use chrono::TimeDelta;
use simulator::CallFault;

use dingtalk_simulator::{DingTalkSimulator, Route, Utterance, flood_control};

const GROUP: &str = "group:cidOPS==";

fn notice(words: &str) -> Message {
    Message::new(MessageKind::Notice, words)
}

/// The way to answer which a callback brings along.
fn reply_to(pair: &Pair, conversation: &str) -> Option<ReplyAddress> {
    let callback = pair.fake.callback(conversation, "user123", "张三", "hello");
    match pair.adapter.receive(&DingTalkSimulator::request(callback), pair.now()) {
        Ok(Inbound::Event(event)) => event.reply_to,
        other => panic!("not an event: {other:?}"),
    }
}

async fn send(pair: &Pair, to: &str, words: &str) -> Result<Sent, SendError> {
    pair.adapter.send(&Address::room(to), &notice(words), &SendOptions::keyed("k")).await
}

#[tokio::test]
async fn the_adapter_passes_every_case_of_the_suite() {
    let report = conformance::run(&ConformanceRig::start().await).await;
    insta::assert_snapshot!(report, @"22 cases hold");
}

#[tokio::test]
async fn in_stream_mode_with_cards_it_passes_every_case_but_those_of_webhooks() {
    let report = conformance::run(&ConformanceRig::streaming().await).await;
    insta::assert_snapshot!(report, @r#"
    15 cases hold
    a genuine message comes out with its words: Excluded("the platform receives no webhooks")
    a second delivery carries the same id, another message another: Excluded("the platform receives no webhooks")
    a request without a signature is refused: Excluded("the platform receives no webhooks")
    a request with a wrong signature is refused: Excluded("the platform receives no webhooks")
    a timestamp too far in the past is refused: Excluded("the platform receives no webhooks")
    a timestamp too far in the future is refused: Excluded("the platform receives no webhooks")
    a body larger than any genuine one is refused: Excluded("the platform receives no webhooks")
    "#);
}

#[tokio::test]
async fn the_twenty_first_message_in_a_minute_mutes_the_robot_for_ten_minutes() {
    let pair = Pair::start().await;
    for n in 0..20 {
        assert!(send(&pair, "robot:oncall", &format!("message {n}")).await.is_ok(), "{n}");
    }
    let wait = Err(SendError::RetryAfter(Duration::from_mins(1)));
    assert_eq!(send(&pair, "robot:oncall", "one too many").await, wait);
    pair.advance(TimeDelta::minutes(9));
    assert_eq!(send(&pair, "robot:oncall", "still mute").await, wait);
    pair.advance(TimeDelta::minutes(1));
    assert!(send(&pair, "robot:oncall", "heard again").await.is_ok());
    assert_eq!(pair.fake.deliveries().len(), 21);
}

#[tokio::test]
async fn ten_senders_at_once_fetch_one_token() {
    let pair = Pair::start().await;
    let sends = (0..10).map(|n| {
        let pair = &pair;
        async move { send(pair, GROUP, &format!("message {n}")).await }
    });
    for sent in futures::future::join_all(sends).await {
        assert!(sent.is_ok());
    }
    assert_eq!((pair.fake.token_fetches(), pair.fake.deliveries().len()), (1, 10));
}

#[tokio::test]
async fn a_token_is_renewed_five_minutes_before_it_ends_and_not_earlier() {
    let pair = Pair::start().await;
    for (minutes_on, fetches) in [(0, 1), (114, 1), (1, 2)] {
        pair.advance(TimeDelta::minutes(minutes_on));
        assert!(send(&pair, GROUP, "hello").await.is_ok());
        assert_eq!(pair.fake.token_fetches(), fetches, "{minutes_on} minutes on");
    }
}

#[tokio::test]
async fn a_revoked_token_is_replaced_once_within_the_same_send() {
    let pair = Pair::start().await;
    assert!(send(&pair, GROUP, "first").await.is_ok());
    pair.fake.expire_tokens();
    assert!(send(&pair, GROUP, "second").await.is_ok());
    assert_eq!((pair.fake.token_fetches(), pair.fake.requests()), (2, 3));
    pair.fake.expire_tokens();
    pair.fake.refuse_app(true);
    assert!(matches!(send(&pair, GROUP, "third").await, Err(SendError::Unauthorized(_))));
}

#[tokio::test]
async fn a_person_who_left_or_is_protected_is_a_failure_in_an_answer_that_says_ok() {
    let pair = Pair::start().await;
    pair.fake.staff_leaves("gone1");
    pair.fake.control_flow_to("busy1");
    assert!(send(&pair, "user:user123", "hello").await.is_ok());
    assert!(matches!(
        send(&pair, "user:gone1", "x").await,
        Err(SendError::Permanent { gone: true, .. })
    ));
    assert!(matches!(send(&pair, "user:busy1", "x").await, Err(SendError::RetryAfter(_))));
    let routes: Vec<_> =
        pair.fake.deliveries().into_iter().map(|delivery| delivery.route).collect();
    assert_eq!(routes, [Route::Person("user123".into())]);
}

#[tokio::test]
async fn a_session_is_used_only_for_the_room_it_came_from() {
    let pair = Pair::start().await;
    let table = [
        (GROUP, Route::Session("cidOPS==".into())),
        ("robot:oncall", Route::Session("cidOPS==".into())),
        ("group:cidOTHER==", Route::Group("cidOTHER==".into())),
        ("user:user123", Route::Person("user123".into())),
    ];
    for (to, route) in table {
        let options = SendOptions::keyed("k").replying(reply_to(&pair, "cidOPS=="));
        assert!(pair.adapter.send(&Address::room(to), &notice("hello"), &options).await.is_ok());
        assert_eq!(pair.fake.take_deliveries()[0].route, route, "{to}");
    }
}

#[tokio::test]
async fn a_session_that_closed_early_gives_way_to_the_room() {
    let pair = Pair::start().await;
    let options = SendOptions::keyed("k").replying(reply_to(&pair, "cidOPS=="));
    pair.fake.close_sessions();
    assert!(pair.adapter.send(&Address::room(GROUP), &notice("hello"), &options).await.is_ok());
    assert_eq!(pair.fake.deliveries()[0].route, Route::Group("cidOPS==".into()));
}

#[tokio::test]
async fn somebody_outside_is_answered_by_session_and_never_written_to_first() {
    let pair = Pair::start().await;
    let utterance = Utterance { id: "m", nick: "访客", text: "hello", ..Utterance::default() };
    let request = DingTalkSimulator::request(pair.fake.callback_at(utterance, pair.now()));
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else {
        panic!("not an event")
    };
    let (to, hello) = (event.room.to_address(), notice("hello"));
    let options = SendOptions::keyed("k").replying(event.reply_to);
    assert!(pair.adapter.send(&to, &hello, &options).await.is_ok());
    let first = pair.adapter.send(&to, &hello, &SendOptions::keyed("k")).await;
    assert!(matches!(first, Err(SendError::Permanent { gone: false, .. })));
}

#[tokio::test]
async fn trouble_on_the_way_becomes_another_try_and_says_nothing_secret() {
    let pair = Pair::start().await;
    let slow = Duration::from_secs(2);
    for fault in [
        CallFault::Drop,
        CallFault::LoseResponse,
        CallFault::Slow(slow),
        CallFault::Respond(502, "".into()),
    ] {
        pair.fake.fail_next_call(fault.clone());
        let error = send(&pair, "robot:oncall", "hello").await.unwrap_err();
        let may_be_there = matches!(fault, CallFault::LoseResponse | CallFault::Slow(_));
        assert!(error.may_have_arrived() || !may_be_there, "{fault:?}: {error:?}");
        assert!(error.is_worth_another_try(), "{fault:?}: {error:?}");
        let words = error.to_string();
        assert!(!words.contains("fake-token") && !words.contains("http://"), "{words}");
    }
    pair.fake.fail_next_call(flood_control(5));
    let flooded = send(&pair, "robot:oncall", "hello").await;
    assert_eq!(flooded, Err(SendError::RetryAfter(Duration::from_secs(5))));
}

#[tokio::test]
async fn a_lost_answer_had_been_delivered() {
    let pair = Pair::start().await;
    pair.fake.fail_next_call(CallFault::LoseResponse);
    assert!(send(&pair, "robot:oncall", "hello").await.is_err());
    pair.fake.fail_next_call(CallFault::Drop);
    assert!(send(&pair, "robot:oncall", "hello").await.is_err());
    assert_eq!(pair.fake.deliveries().len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_a_matter_for_an_operator() {
    let pair = Pair::start_with_skew(TimeDelta::hours(2)).await;
    assert!(matches!(send(&pair, "robot:oncall", "hello").await, Err(SendError::Unauthorized(_))));
}

#[tokio::test]
async fn a_message_without_the_robots_keyword_is_refused_for_good() {
    let pair = Pair::start().await;
    let refused = send(&pair, "robot:keyword", "hello").await;
    assert!(matches!(refused, Err(SendError::Permanent { gone: false, .. })), "{refused:?}");
    assert!(send(&pair, "robot:keyword", "故障 hello").await.is_ok());
}

#[tokio::test]
async fn a_card_keeps_its_title_and_its_mention_in_the_markdown() {
    let pair = Pair::start().await;
    let mut card = Message::new(MessageKind::Card, "[INC-128] 支付不可用");
    card.lines = vec![Line::text("待响应")];
    card.mentions = vec![Mention { account: "user123".into(), display: "张强".into() }];
    let to = Address::room("robot:oncall");
    assert!(pair.adapter.send(&to, &card, &SendOptions::keyed("k")).await.is_ok());
    let delivery = pair.fake.deliveries().remove(0);
    assert_eq!(delivery.title.as_deref(), Some("[INC-128] 支付不可用"));
    assert!(delivery.text.contains("@user123") && delivery.at == ["user123"] && !delivery.at_all);
}

#[tokio::test]
async fn health_follows_the_app_credentials() {
    let pair = Pair::start().await;
    assert_eq!(pair.adapter.check().await, Health::Up);
    pair.advance(TimeDelta::hours(3));
    pair.fake.refuse_app(true);
    assert!(matches!(pair.adapter.check().await, Health::Down(_)));
}
