use chat::Attachment;
use chrono::TimeDelta;
use serde_json::json;

use super::*;

const NOW_MS: i64 = 1_750_000_000_000;

fn settings(secret: &str) -> Settings {
    let app = App { key: "dingAPP".into(), secret: secret.into(), robot_code: "dingAPP".into() };
    let corp_id = Some("dingCORP".into());
    Settings { app: Some(app), corp_id, ..Settings::new("dingtalk").unwrap() }
}

/// The body of the vendor's page on receiving messages, with plainly fictitious values.
fn group_message() -> Value {
    json!({
        "conversationId": "cidXXX==", "conversationType": "2", "conversationTitle": "值班群",
        "atUsers": [
            {"dingtalkId": "$:LWCP_v1:$abc", "staffId": "user9"},
            {"dingtalkId": "$:LWCP_v1:$guest"},
            {"dingtalkId": "$:LWCP_v1:$bot"}
        ],
        "isInAtList": true, "chatbotCorpId": "dingCORP", "chatbotUserId": "$:LWCP_v1:$bot",
        "msgId": "msgAAA==", "senderId": "$:LWCP_v1:$u", "senderNick": "张三", "senderCorpId": "dingCORP",
        "senderStaffId": "user123", "isAdmin": true, "createAt": 1_750_000_000_000_i64,
        "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=S",
        "sessionWebhookExpiredTime": 1_750_005_400_000_i64, "robotCode": "dingAPP", "msgtype": "text",
        "text": {"content": " 确认 INC-42"}
    })
}

fn signed(body: &Value) -> RawRequest {
    let stamp = NOW_MS.to_string();
    let sign = hmac_sha256_base64(b"s", &[stamp.as_bytes(), b"\n", b"s"]);
    RawRequest {
        method: "POST".into(),
        headers: vec![("Timestamp".into(), stamp), ("Sign".into(), sign)],
        body: body.to_string().into_bytes(),
        ..RawRequest::default()
    }
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(NOW_MS).unwrap()
}

fn outcome(body: &Value) -> Result<Inbound, Refusal> {
    receive(&settings("s"), &signed(body), now())
}

fn event(body: &Value) -> ChatEvent {
    match outcome(body) {
        Ok(Inbound::Event(event)) => *event,
        other => panic!("not an event: {other:?}"),
    }
}

/// `body` with some fields replaced; `null` takes a field away.
fn with(changes: &Value) -> Value {
    let mut body = group_message();
    for (field, value) in changes.as_object().unwrap() {
        if value.is_null() {
            body.as_object_mut().unwrap().remove(field);
        } else {
            body[field] = value.clone();
        }
    }
    body
}

fn words_of(body: &Value) -> String {
    match event(body).body {
        EventBody::Message { text, .. } => text,
        other => panic!("not a message: {other:?}"),
    }
}

#[test]
fn every_recorded_receive_signature_is_judged_as_recorded() {
    let vectors = include_str!("../../../../tests/fixtures/vectors/dingtalk_sign.json");
    let vectors: Value = serde_json::from_str(vectors).unwrap();
    let cases: Vec<_> = vectors["cases"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|case| case["kind"] == "receive_sign")
        .collect();
    assert_eq!(cases.len(), 12);
    for case in cases {
        // The vendor's own window; ours is narrower unless configured.
        let settings = Settings {
            window: crate::settings::WIDEST_WINDOW,
            ..settings(case["app_secret"].as_str().unwrap())
        };
        let headers = case["headers"].as_object().unwrap();
        let request = RawRequest {
            headers: headers
                .iter()
                .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
                .collect(),
            body: group_message().to_string().into_bytes(),
            ..RawRequest::default()
        };
        let at = DateTime::from_timestamp_millis(case["now_ms"].as_i64().unwrap()).unwrap();
        let got = receive(&settings, &request, at);
        assert_eq!(
            got.is_ok(),
            case["expect"]["ok"].as_bool().unwrap(),
            "{}: {got:?}",
            case["name"]
        );
    }
}

#[test]
fn the_vendors_example_comes_out_whole() {
    let event = event(&group_message());
    assert_eq!((event.id.as_str(), event.platform.as_str()), ("msgAAA==", "dingtalk"));
    let title = Some("值班群".to_owned());
    assert_eq!(event.room, Room { address: "group:cidXXX==".into(), kind: RoomKind::Group, title });
    assert_eq!(event.sender, Sender { account: "user123".into(), display: "张三".into() });
    assert_eq!(event.sent_at, now());
    assert_eq!(event.reply_to.unwrap().expires_at, now() + TimeDelta::minutes(90));
    let EventBody::Message { text, addressed, mentioned, .. } = event.body else {
        panic!("not a message")
    };
    assert_eq!((text.as_str(), addressed), ("确认 INC-42", true));
    assert_eq!(mentioned, ["user9", "unlisted:$:LWCP_v1:$guest"]);
}

#[test]
fn a_direct_chat_is_addressed_by_its_person() {
    let body = with(&json!({"conversationType": 1, "isInAtList": null, "conversationTitle": null}));
    let event = event(&body);
    assert_eq!((event.room.address.as_str(), event.room.kind), ("user:user123", RoomKind::Direct));
}

#[test]
fn somebody_outside_the_organisation_gets_a_marked_account() {
    for missing in [json!({"senderStaffId": null}), json!({"senderStaffId": ""})] {
        assert_eq!(event(&with(&missing)).sender.account, "unlisted:$:LWCP_v1:$u");
    }
}

#[test]
fn numbers_may_come_as_text_and_the_other_way_round() {
    let body = with(&json!({
        "conversationType": 2, "createAt": "1750000000000", "sessionWebhookExpiredTime": "1750005400000",
        "senderStaffId": 123, "isInAtList": "true"
    }));
    let event = event(&body);
    assert_eq!((event.sender.account.as_str(), event.sent_at), ("123", now()));
    assert!(event.reply_to.is_some());
}

#[test]
fn words_are_taken_from_rich_text_and_from_speech() {
    let rich =
        json!([{"text": " 开单"}, {"type": "picture", "downloadCode": "d"}, {"text": "支付 "}]);
    let body = with(&json!({"msgtype": "richText", "text": null, "content": {"richText": rich}}));
    assert_eq!(words_of(&body), "开单 支付");
    let body = with(&json!({"msgtype": "audio", "text": null, "content": {"recognition": "开单"}}));
    assert_eq!(words_of(&body), "开单");
}

#[test]
fn a_mention_of_the_robot_and_nothing_else_is_heard() {
    for content in ["", " ", "\u{2005}", "\n"] {
        let body = with(&json!({"text": {"content": content}}));
        assert_eq!(words_of(&body), "", "{content:?}");
    }
}

#[test]
fn what_holds_no_words_is_named_for_what_it_is() {
    for (kind, attachment) in [
        ("picture", Attachment::Picture),
        ("audio", Attachment::Voice),
        ("video", Attachment::Video),
        ("file", Attachment::File),
        ("chatRecord", Attachment::Forwarded),
        ("unknownMsgType", Attachment::Other),
        ("made up", Attachment::Other),
    ] {
        let body = with(&json!({"msgtype": kind, "text": null, "content": {"downloadCode": "d"}}));
        assert_eq!(event(&body).body, EventBody::Wordless { attachment }, "{kind}");
    }
    let pictures = json!({"richText": [{"text": " "}, {"type": "picture", "downloadCode": "d"}]});
    let rich = json!({"msgtype": "richText", "text": null, "content": pictures});
    let picture = EventBody::Wordless { attachment: Attachment::Picture };
    assert_eq!(event(&with(&rich)).body, picture);
    let overheard = with(&json!({"msgtype": "picture", "text": null, "isInAtList": false}));
    assert_eq!(outcome(&overheard), Ok(Inbound::Ignored("a message without words")));
}

#[test]
fn an_answered_message_comes_along_by_its_words() {
    let old = "🔴 [INC-42][一级] 支付失败 | 待响应";
    let replied = |content: Value| json!({"msgType": "text", "msgId": "m", "content": content});
    let beside = |replied: Value| {
        with(&json!({"text": {"content": " 收到", "isReplyMsg": true, "repliedMsg": replied}}))
    };
    let rich = json!({"richText": [{"msgType": "text", "content": old}, {"msgType": "picture"}]});
    for (body, words) in [
        (beside(replied(json!({"text": old}))), Some(old)),
        (beside(replied(json!(json!({"text": old}).to_string()))), Some(old)),
        (beside(replied(rich)), Some(old)),
        (with(&json!({"repliedMsg": replied(json!({"content": old}))})), Some(old)),
        (beside(json!({"msgType": "interactiveCard", "msgId": "m"})), None),
        (beside(replied(json!({"downloadCode": "d"}))), None),
        (group_message(), None),
    ] {
        let EventBody::Message { quoted, .. } = event(&body).body else { panic!("not a message") };
        assert_eq!(quoted, words.map(|words| Quoted::Words(words.to_owned())), "{body}");
    }
}

#[test]
fn what_is_meant_for_others_or_incomplete_is_refused() {
    for change in [
        json!({"robotCode": "dingOTHER"}),
        json!({"robotCode": null}),
        json!({"chatbotCorpId": "dingOTHER"}),
        json!({"msgId": null}),
        json!({"conversationType": "3"}),
        json!({"conversationId": null}),
        json!({"senderStaffId": null, "senderId": null}),
    ] {
        assert_eq!(outcome(&with(&change)), Err(Refusal::Malformed), "{change}");
    }
    let garbage = RawRequest { body: b"{".to_vec(), ..signed(&Value::Null) };
    assert_eq!(receive(&settings("s"), &garbage, now()), Err(Refusal::Malformed));
}

#[test]
fn a_narrowed_window_is_kept_to_the_millisecond() {
    let narrow = Settings { window: TimeDelta::minutes(5), ..settings("s") };
    let request = signed(&group_message());
    let edge = now() + TimeDelta::minutes(5);
    assert!(receive(&narrow, &request, edge).is_ok());
    assert_eq!(
        receive(&narrow, &request, edge + TimeDelta::milliseconds(1)),
        Err(Refusal::Expired)
    );
}

#[test]
fn without_an_app_nothing_is_believed() {
    let deaf = Settings { app: None, ..settings("s") };
    assert_eq!(receive(&deaf, &signed(&group_message()), now()), Err(Refusal::BadSignature));
}
