//! A robot that is called back: answers on its own response, by `response_url`, and through the
//! group's webhook.

use std::time::Duration;

use chat::{
    Address, Button, ChatPlatform as _, EventOutcome, Inbound, Line, Mention, Message, MessageKind,
    RawResponse, SendError, SendOptions,
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use simulator::{CallFault, Fault, FaultRequest, Simulator as _};

use crate::kit::{Pair, notice};
use wecom_simulator::{Act, Mode, Route, Utterance, errcode};

const GROUP: &str = "robot:wrOPS";

fn outcome(message: Message, private: bool) -> EventOutcome {
    EventOutcome { reply: Some(message), private }
}

/// What is in a sealed answer of the robot.
fn clear(pair: &Pair, answer: &RawResponse) -> Value {
    let body: Value = serde_json::from_slice(&answer.body).unwrap();
    let key = wecom_simulator::Setup::default().robot_key().unwrap();
    let stamp = pair.now().timestamp().to_string();
    let text = |field: &str| body[field].as_str().unwrap();
    assert!(key.is_signed(text("msgsignature"), &stamp, text("nonce"), text("encrypt")));
    serde_json::from_str(&key.open(text("encrypt")).unwrap()).unwrap()
}

#[tokio::test]
async fn an_answer_is_a_stream_that_is_finished_at_once() {
    let pair = Pair::start().await;
    let event = pair.said("报障 一级 支付返回 500");
    let answer = pair.adapter.respond(Some(&event), &outcome(notice("[INC-128] 已登记"), false));
    assert_eq!(
        clear(&pair, &answer),
        json!({"msgtype": "stream",
               "stream": {"id": "answer-m-1", "finish": true, "content": "**[INC-128] 已登记**"}})
    );
    assert_eq!(answer.content_type, "text/plain; charset=utf-8");
}

#[tokio::test]
async fn an_answer_with_buttons_has_a_card_beside_its_text() {
    let pair = Pair::start().await;
    let event = pair.said("报障 一级 支付返回 500");
    let mut receipt = notice("[INC-128] 已登记");
    receipt.buttons = vec![Button::new("升级", "escalate:128")];
    let answer = clear(&pair, &pair.adapter.respond(Some(&event), &outcome(receipt, false)));
    assert_eq!(
        (&answer["msgtype"], &answer["stream"]["finish"]),
        (&json!("stream_with_template_card"), &json!(true))
    );
    assert_eq!(answer["template_card"]["button_list"][0]["key"], "escalate:128");
}

#[tokio::test]
async fn a_press_turns_the_card_into_its_answer_for_all_or_for_the_presser() {
    let pair = Pair::start().await;
    for (private, only_for) in [(false, Value::Null), (true, json!(["wangwu"]))] {
        let act = Act::Press("ack:5531", "INC-128-abc");
        let press = Utterance { id: "e-1", chat: Some("wrOPS"), account: "wangwu", act };
        let event = pair.received(&pair.fake.robot_callback(&press, pair.now()));
        let answer =
            pair.adapter.respond(Some(&event), &outcome(notice("INC-128 由王五认领"), private));
        let answer = clear(&pair, &answer);
        assert_eq!(
            (&answer["response_type"], &answer["userids"]),
            (&json!("update_template_card"), &only_for)
        );
        assert_eq!(answer["template_card"]["task_id"], "INC-128-abc");
        assert_eq!(answer["template_card"]["button_list"][0]["key"], "watchbell-settled");
    }
}

#[tokio::test]
async fn with_nothing_to_say_the_response_is_empty() {
    let pair = Pair::start().await;
    let event = pair.said("hello");
    assert!(pair.adapter.respond(Some(&event), &EventOutcome::default()).body.is_empty());
    assert!(pair.adapter.respond(None, &EventOutcome::default()).body.is_empty());
}

#[tokio::test]
async fn a_platform_that_missed_the_end_of_a_stream_hears_it_again() {
    let pair = Pair::start().await;
    let event = pair.said("hello");
    pair.adapter.respond(Some(&event), &outcome(notice("the answer"), false));
    let poll = json!({"msgid": "m-2", "aibotid": "AIB-fake-01", "chattype": "group", "chatid": "wrOPS",
                      "from": {"userid": "zhangsan"}, "msgtype": "stream", "stream": {"id": "answer-m-1"}});
    let request = pair.fake.robot_callback_of(&poll, pair.now());
    let Ok(Inbound::Challenge(again)) = pair.adapter.receive(&request, pair.now()) else {
        panic!("no answer")
    };
    assert_eq!(clear(&pair, &again)["stream"]["content"], "**the answer**");
}

#[tokio::test]
async fn the_app_and_the_old_group_robot_are_answered_in_their_own_form() {
    let pair = Pair::start().await;
    let said = Utterance { id: "7001", chat: None, account: "lisi", act: Act::Say("谁在值班") };
    let event = pair.received(&pair.fake.app_callback(&said, pair.now()));
    let answer = pair.adapter.respond(Some(&event), &outcome(notice("张三"), false));
    assert_eq!(pair.fake.take_app_answer("lisi", None, &answer.body), Ok(()));
    let delivery = pair.fake.deliveries().remove(0);
    assert_eq!((delivery.room.as_str(), delivery.content.text.as_str()), ("lisi", "张三"));
    let old = "<xml><ChatId>wrG1</ChatId><ChatType>group</ChatType><From><UserId>u</UserId></From>\
               <MsgType>text</MsgType><Text><Content>@Bot x</Content></Text><MsgId>m1</MsgId></xml>";
    let event = pair.received(&pair.fake.group_callback_of(old, pair.now()));
    let answer = pair.adapter.respond(Some(&event), &outcome(notice("ok"), false));
    assert_eq!(pair.fake.group_answer(&answer.body), Ok("**ok**".to_owned()));
}

#[tokio::test]
async fn a_press_on_the_apps_card_is_answered_on_the_card() {
    let pair = Pair::start().await;
    let mut page = notice("[INC-128] 支付不可用");
    page.buttons = vec![Button::new("认领", "ack:5531")];
    let to = Address::person("app:lisi");
    let sent = pair.adapter.send(&to, &page, &SendOptions::keyed("k")).await.unwrap();
    let task_id = sent.reference.unwrap().0;
    let press =
        Utterance { id: "e", chat: None, account: "lisi", act: Act::Press("ack:5531", &task_id) };
    let event = pair.received(&pair.fake.app_callback(&press, pair.now()));
    let answer = pair.adapter.respond(Some(&event), &outcome(notice("由李四认领"), false));
    assert_eq!(pair.fake.take_app_answer("lisi", Some(&task_id), &answer.body), Ok(()));
    let card = pair.fake.deliveries().remove(0);
    assert!(card.edits == 1 && card.content.text.contains("由李四认领"));
}

#[tokio::test]
async fn a_response_url_carries_one_answer_and_the_webhook_the_next() {
    let pair = Pair::start().await;
    let reply_to = pair.said("hello").reply_to;
    for words in ["first", "second"] {
        assert!(pair.reply(GROUP, words, reply_to.clone()).await.is_ok());
    }
    let routes: Vec<_> =
        pair.fake.deliveries().into_iter().map(|delivery| delivery.route).collect();
    assert_eq!(routes, [Route::ResponseUrl, Route::Webhook("fake-key-oncall".into())]);
}

#[tokio::test]
async fn a_response_url_is_used_only_for_the_room_it_came_from() {
    let pair = Pair::start().await;
    for (to, route) in [
        (GROUP, Route::ResponseUrl),
        ("webhook:oncall", Route::ResponseUrl),
        ("app:zhangsan", Route::App),
        ("user:zhangsan", Route::App),
    ] {
        let reply_to = pair.said("hello").reply_to;
        assert!(pair.reply(to, &format!("to {to}"), reply_to).await.is_ok(), "{to}");
        assert_eq!(pair.fake.deliveries().last().unwrap().route, route, "{to}");
    }
}

#[tokio::test]
async fn a_robot_that_cannot_speak_first_says_what_is_missing() {
    let pair = Pair::with(Mode::Callback, |settings| settings.app = None).await;
    for to in ["robot:wrELSE", "user:zhangsan", "app:zhangsan", "appchat:inc42"] {
        let refused = pair.send(to, "hello").await;
        assert!(
            matches!(refused, Err(SendError::Permanent { gone: false, .. })),
            "{to}: {refused:?}"
        );
    }
    let unknown = pair.send("webhook:none", "hello").await;
    assert!(matches!(unknown, Err(SendError::Permanent { gone: true, .. })), "{unknown:?}");
}

#[tokio::test]
async fn whoever_is_called_gets_text_and_everything_else_is_markdown() {
    let pair = Pair::start().await;
    let mut page = Message::new(MessageKind::Page, "[INC-128] 支付不可用");
    page.mentions = vec![Mention { account: "zhangsan".into(), display: "张三".into() }];
    let to = Address::room("webhook:oncall");
    assert!(pair.adapter.send(&to, &page, &SendOptions::keyed("k1")).await.is_ok());
    assert!(pair.send("webhook:oncall", "hello").await.is_ok());
    let arrived = pair.fake.deliveries();
    assert_eq!(
        (arrived[0].content.is_markdown, &arrived[0].content.mentioned),
        (false, &vec!["zhangsan".to_owned()])
    );
    assert!(arrived[1].content.is_markdown && arrived[1].content.mentioned.is_empty());
}

#[tokio::test]
async fn a_long_markdown_keeps_its_four_thousand_bytes() {
    let pair = Pair::start().await;
    let mut long = notice("[INC-128] timeline");
    long.lines = (0..400).map(|n| Line::text(format!("第 {n} 行，完整"))).collect();
    let to = Address::room("webhook:oncall");
    assert!(pair.adapter.send(&to, &long, &SendOptions::keyed("k")).await.is_ok());
    let text = pair.fake.deliveries().remove(0).content.text;
    assert!((3900..=4096).contains(&text.len()) && text.ends_with('…'), "{}", text.len());
}

#[tokio::test]
async fn the_twenty_first_message_in_a_minute_blocks_the_webhook_for_a_minute() {
    let pair = Pair::start().await;
    for n in 0..20 {
        assert!(pair.send("webhook:oncall", &format!("message {n}")).await.is_ok(), "{n}");
    }
    let wait = Err(SendError::RetryAfter(Duration::from_mins(1)));
    assert_eq!(pair.send("webhook:oncall", "one too many").await, wait);
    pair.advance(TimeDelta::seconds(59));
    assert_eq!(pair.send("webhook:oncall", "still blocked").await, wait);
    pair.advance(TimeDelta::seconds(1));
    assert!(pair.send("webhook:oncall", "heard again").await.is_ok());
    let figures = pair.fake.figures();
    assert_eq!((figures.over_limit, figures.busiest_minute["webhook:oncall"]), (2, 20));
}

#[tokio::test]
async fn trouble_on_the_way_becomes_another_try_and_says_nothing_secret() {
    let pair = Pair::start().await;
    let slow = CallFault::Slow(Duration::from_secs(2));
    for fault in [slow, CallFault::LoseResponse, CallFault::Respond(502, "".into()), errcode(-1)] {
        pair.fake.fail_next_call(fault.clone());
        let error = pair.send("webhook:oncall", "hello").await.unwrap_err();
        let may_be_there = matches!(fault, CallFault::LoseResponse | CallFault::Slow(_));
        assert!(error.may_have_arrived() || !may_be_there, "{fault:?}: {error:?}");
        assert!(error.is_worth_another_try(), "{fault:?}: {error:?}");
        let words = error.to_string();
        assert!(
            !words.contains("fake-key") && !words.contains("http://") && !words.contains("203.0"),
            "{words}"
        );
    }
}

#[tokio::test]
async fn the_simulator_can_misbehave_in_every_way_it_promises() {
    let pair = Pair::start().await;
    for fault in [Fault::Slow, Fault::Drop, Fault::RateLimited, Fault::Unavailable] {
        assert_eq!(pair.fake.inject(FaultRequest { fault, times: 1, millis: 1 }), Ok(()));
    }
    assert!(pair.send("webhook:oncall", "slow").await.is_ok());
    assert!(matches!(pair.send("webhook:oncall", "lost").await, Err(SendError::Uncertain(_))));
    assert!(matches!(pair.send("webhook:oncall", "fast").await, Err(SendError::RetryAfter(_))));
    assert!(matches!(pair.send("webhook:oncall", "down").await, Err(SendError::Away(_))));
    let closed = FaultRequest { fault: Fault::CloseSocket, times: 1, millis: 0 };
    assert!(pair.fake.inject(closed).is_err());
}
