use chat::{Line, Mention, MessageKind};

use super::*;

fn button(n: usize) -> Button {
    Button { reply: Some(format!("do {n}")), ..Button::new(format!("act {n}"), format!("key:{n}")) }
}

#[test]
fn a_card_is_its_variables_and_every_button_without_use_is_emptied() {
    let mut card = Message::new(MessageKind::Card, "[INC-128] 支付不可用");
    card.incident = Some("INC-128".into());
    card.lines =
        vec![Line::text("待响应"), Line::default().and_typed("# [good](https://evil.example)")];
    card.buttons = vec![Button { style: ButtonStyle::Primary, ..button(1) }];
    insta::assert_snapshot!(serde_json::to_string_pretty(&variables(&card)).unwrap(), @r#"
    {
      "button1_key": "key:1",
      "button1_label": "act 1",
      "button1_style": "primary",
      "button2_key": "",
      "button2_label": "",
      "button2_style": "",
      "button3_key": "",
      "button3_label": "",
      "button3_style": "",
      "button4_key": "",
      "button4_label": "",
      "button4_style": "",
      "headline": "[INC-128] 支付不可用",
      "lines": "待响应\n\n＃ ［good］（https://evil.example）",
      "number": "INC-128"
    }
    "#);
}

#[test]
fn buttons_beyond_those_of_the_template_are_said_in_words() {
    let mut card = Message::new(MessageKind::Card, "INC-128");
    card.buttons = (1..=6).map(button).collect();
    let variables = variables(&card);
    assert_eq!(variables["button4_label"], "act 4");
    assert_eq!(variables["lines"], "act 5「do 5」  act 6「do 6」");
}

#[test]
fn the_variables_keep_their_limit_and_the_number() {
    let mut card = Message::new(MessageKind::Card, "支付不可用");
    card.incident = Some("INC-128".into());
    card.lines = (0..400).map(|_| Line::text("\"\\".repeat(40))).collect();
    let variables = variables(&card);
    assert!(variables.to_string().len() <= LONGEST_VARIABLES);
    assert!(variables["headline"].as_str().unwrap().contains("INC-128"), "{variables}");
}

#[test]
fn only_members_of_the_organisation_are_called_by_a_card() {
    let mut card = Message::new(MessageKind::Page, "INC-128");
    let person = |account: &str| Mention { account: account.into(), display: "张强 @all".into() };
    card.mentions = vec![person("user123"), person("unlisted:$:x")];
    let (room, space) = space(Target::Group("cidA=="), &card, "dingAPP").unwrap();
    assert_eq!(room, "group:cidA==");
    assert_eq!(
        space["imGroupOpenDeliverModel"]["atUserIds"],
        json!({"user123": "张强 @\u{200D}all"})
    );
}

#[test]
fn an_answer_is_read_for_places_that_were_not_reached() {
    let answer = |body: Value| Response::new(200, body);
    let place = |success: bool| json!({"success": success, "errorMsg": "space not found"});
    let table = [
        (json!({"result": {"deliverResults": [place(true)]}}), None),
        (json!({"result": {}}), None),
        (Value::Null, None),
        (
            json!({"result": {"deliverResults": [place(true), place(false)]}}),
            Some(SendError::refused("the card was not delivered: space not found")),
        ),
    ];
    for (body, wanted) in table {
        assert_eq!(undelivered(&answer(body.clone())), wanted, "{body}");
    }
}
