//! The interactions endpoint as the web calls it: receive, handle, respond.

use chat::{
    Address, ChatPlatform as _, Choice, EventBody, EventOutcome, Inbound, Message, MessageKind,
    NotSaved, Question, RawResponse, SendOptions,
};
use serde_json::{Value, json};

use crate::kit::Pair;
use discord_simulator::{Use, command_data};

fn body(answer: &RawResponse) -> Value {
    serde_json::from_slice(&answer.body).unwrap()
}

#[tokio::test]
async fn a_ping_is_answered_and_nothing_happens() {
    let pair = Pair::with_endpoint().await;
    let request = pair.fake.signed(br#"{"type":1}"#.to_vec(), pair.now());
    let Ok(Inbound::Challenge(answer)) = pair.adapter.receive(&request, pair.now()) else {
        panic!()
    };
    assert_eq!((body(&answer), answer.content_type), (json!({"type": 1}), "application/json"));
}

#[tokio::test]
async fn a_command_is_heard_as_a_line_and_deferred_for_those_who_may_see_the_answer() {
    let pair = Pair::with_endpoint().await;
    let request =
        pair.request("9001", "open", &[("title", "支付返回 500"), ("level", "L1")], pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    assert!(
        matches!(&event.body, EventBody::Message { text, addressed: true, .. } if text == "open 支付返回 500 L1")
    );
    assert_eq!((event.id.as_str(), event.room.address.as_str()), ("9001", "channel:3001"));
    assert_eq!(
        body(&pair.adapter.respond(Some(&event), &EventOutcome::default())),
        json!({"type": 5})
    );
    let private = EventOutcome { private: true, ..EventOutcome::default() };
    let hidden = pair.adapter.respond(Some(&event), &private);
    assert_eq!(body(&hidden), json!({"type": 5, "data": {"flags": 64}}));
}

#[tokio::test]
async fn the_words_wait_for_the_answer_of_the_request() {
    let pair = Pair::with_endpoint().await;
    let data = command_data(("incident", "show"), &[], None);
    let (token, interaction) = pair.fake.interaction(Use::Command, "3001", "42", data, pair.now());
    let request = pair.fake.signed(interaction.to_string().into_bytes(), pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    let options = SendOptions::keyed("row").replying(event.reply_to.clone());
    let words = Message::new(MessageKind::Reply, "状态");
    let to = Address::room("channel:3001");
    let sending = pair.adapter.send(&to, &words, &options);
    let answering = async {
        let private = EventOutcome { private: true, ..EventOutcome::default() };
        let answer = body(&pair.adapter.respond(Some(&event), &private));
        assert!(pair.fake.take_first_answer(interaction["id"].as_str().unwrap(), &token, &answer));
    };
    let (sent, ()) = tokio::join!(sending, answering);
    assert!(sent.is_ok());
    let posted = pair.fake.posted();
    assert_eq!((posted.len(), posted[0].only_for.as_deref()), (1, Some("42")));
}

#[tokio::test]
async fn words_that_take_long_follow_upon_an_early_deferral() {
    let pair = Pair::with_endpoint().await;
    let data = command_data(("duty", "ack"), &[], None);
    let (token, interaction) = pair.fake.interaction(Use::Command, "3001", "42", data, pair.now());
    let request = pair.fake.signed(interaction.to_string().into_bytes(), pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    let early = pair.adapter.early_response(&event).unwrap();
    assert!(early.after < std::time::Duration::from_secs(3), "Discord waits three seconds");
    assert_eq!(body(&early.response), json!({"type": 5}));
    assert!(pair.fake.take_first_answer(
        interaction["id"].as_str().unwrap(),
        &token,
        &body(&early.response)
    ));
    pair.adapter.handled_late(&event, Ok(EventOutcome::default())).await;
    let options = SendOptions::keyed("row").replying(event.reply_to.clone());
    let words = Message::new(MessageKind::Reply, "状态");
    pair.adapter.send(&Address::room("channel:3001"), &words, &options).await.unwrap();
    let posted = pair.fake.posted();
    assert_eq!(
        (posted.len(), posted[0].content.as_str(), posted[0].is_loading),
        (1, "状态", false)
    );
}

#[tokio::test]
async fn what_could_not_be_saved_is_said_even_after_an_early_deferral() {
    let pair = Pair::with_endpoint().await;
    let data = command_data(("incident", "show"), &[], None);
    let (token, interaction) = pair.fake.interaction(Use::Command, "3001", "42", data, pair.now());
    let request = pair.fake.signed(interaction.to_string().into_bytes(), pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    let early = pair.adapter.early_response(&event).unwrap();
    assert!(pair.fake.take_first_answer(
        interaction["id"].as_str().unwrap(),
        &token,
        &body(&early.response)
    ));
    pair.adapter.handled_late(&event, Err(NotSaved("away".to_owned()))).await;
    assert!(pair.fake.posted()[0].content.contains("未做任何操作"), "{:?}", pair.fake.posted());
}

#[tokio::test]
async fn a_command_without_its_title_shows_a_form_and_the_form_is_heard() {
    let pair = Pair::with_endpoint().await;
    let request = pair.request("9001", "open", &[("level", "L1")], pair.now());
    let Ok(Inbound::Question(question)) = pair.adapter.receive(&request, pair.now()) else {
        panic!()
    };
    assert_eq!((question.command.as_str(), question.option.as_str()), ("open", Question::FIELDS));
    let impact = Choice { label: "影响 · impact".to_owned(), value: "item:impact".to_owned() };
    let form = body(&pair.adapter.offer(&question, &[impact]));
    assert_eq!((&form["type"], &form["data"]["custom_id"]), (&json!(9), &json!("form:open")));
    let shown = |at: usize| form["data"]["components"][at]["components"][0].clone();
    assert_eq!((&shown(1)["value"], &shown(2)["custom_id"]), (&json!("L1"), &json!("item:impact")));
    let field = |name: &str, value: &str| json!({"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]});
    let data = json!({"custom_id": "form:open", "components": [field("title", "支付失败"), field("level", " ")]});
    let (_, filled) = pair.fake.interaction(Use::Form, "3001", "42", data, pair.now());
    let request = pair.fake.signed(filled.to_string().into_bytes(), pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    assert!(matches!(&event.body, EventBody::Message { text, .. } if text == "open 支付失败"));
}

#[tokio::test]
async fn somebody_typing_asks_a_question_and_is_offered_choices() {
    let pair = Pair::with_endpoint().await;
    let data = command_data(("duty", "ack"), &[("number", "12")], Some("number"));
    let (_, typing) = pair.fake.interaction(Use::Typing, "3001", "42", data, pair.now());
    let request = pair.fake.signed(typing.to_string().into_bytes(), pair.now());
    let Ok(Inbound::Question(question)) = pair.adapter.receive(&request, pair.now()) else {
        panic!()
    };
    let asked = (question.command.as_str(), question.option.as_str(), question.typed.as_str());
    assert_eq!(asked, ("ack", "number", "12"));
    assert_eq!(body(&pair.adapter.offer(&question, &[]))["type"], 8);
}

#[tokio::test]
async fn what_could_not_be_saved_is_said_to_the_caller_alone() {
    let pair = Pair::with_endpoint().await;
    let request = pair.request("9001", "open", &[("title", "x")], pair.now());
    let Ok(Inbound::Event(event)) = pair.adapter.receive(&request, pair.now()) else { panic!() };
    let answer = pair.adapter.not_saved(&event);
    assert_eq!((answer.status, &body(&answer)["data"]["flags"]), (200, &json!(64)));
    insta::assert_snapshot!(body(&answer)["data"]["content"].as_str().unwrap(), @"
    系统暂时无法保存，未做任何操作，请稍后重试。
    Nothing could be saved. Nothing changed. Please try again shortly.
    ");
}
