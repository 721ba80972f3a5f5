use chat::{
    Attachment, ChatEvent, ChatPlatform as _, EventBody, Inbound, MembershipChange, Quoted,
    RoomKind,
};
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::*;
use crate::crypto::CallbackKey;
use crate::platform::WeCom;
use crate::settings::{App, Receive, Robot};

const NOW: i64 = 1_750_000_000;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_secs(NOW).unwrap()
}

fn adapter_of(settings: Settings) -> WeCom {
    let _ = rustls::crypto::ring::default_provider().install_default();
    WeCom::new(
        settings,
        crate::http::client().unwrap(),
        std::sync::Arc::new(now),
        std::sync::Arc::new(|| [7; 16]),
    )
    .unwrap()
}

fn key(token: &str, aes: &str, receiver: &str) -> CallbackKey {
    CallbackKey::new(token.into(), &aes.into(), receiver).unwrap()
}

const AES: &str = "DWdM8TVWzZRBb0WLaAUvFMZ44k8cRvicmQivfnSqy3e";

fn settings() -> Settings {
    let robot = Robot {
        bot_id: "AIB-demo-01".into(),
        display_name: Some("值班 助手".into()),
        receive: Receive::Callback(key("t", AES, "")),
        mentions: true,
    };
    let app = App {
        agent_id: 1_000_002,
        corp_id: "wwdemo0000000001".into(),
        secret: "s".into(),
        callback: Some(key("t", AES, "wwdemo0000000001")),
    };
    Settings {
        corp_id: Some("wwdemo0000000001".into()),
        robot: Some(robot),
        app: Some(app),
        group_robot: Some(key("t", AES, "")),
        ..Settings::new("wecom").unwrap()
    }
}

fn signed(tail: &str, receiver: &str, clear: &str) -> RawRequest {
    let key = key("t", AES, receiver);
    let sealed = key.seal(clear, [1; 16]);
    let stamp = NOW.to_string();
    let query =
        format!("msg_signature={}&timestamp={stamp}&nonce=n1", key.sign(&stamp, "n1", &sealed));
    let body = match tail {
        "robot" => json!({"encrypt": sealed}).to_string(),
        _ => format!("<xml><Encrypt>{sealed}</Encrypt></xml>"),
    };
    RawRequest {
        method: "POST".into(),
        path_tail: tail.into(),
        query,
        body: body.into_bytes(),
        ..RawRequest::default()
    }
}

fn robot(body: &Value) -> Result<Inbound, Refusal> {
    adapter_of(settings()).receive(&signed("robot", "", &body.to_string()), now())
}

fn app(fields: &str) -> Result<Inbound, Refusal> {
    let clear = format!(
        "<xml><ToUserName>wwdemo0000000001</ToUserName><FromUserName>lisi</FromUserName>\
         <CreateTime>{NOW}</CreateTime><AgentID>1000002</AgentID>{fields}</xml>"
    );
    adapter_of(settings()).receive(&signed("app", "wwdemo0000000001", &clear), now())
}

fn group_robot(fields: &str) -> Result<Inbound, Refusal> {
    let clear = format!(
        "<xml><WebhookUrl>https://evil.example/?key=K</WebhookUrl><ChatId>wrG1</ChatId><ChatType>group</ChatType>\
         <From><UserId>zhangsan</UserId><Name>张三</Name></From><MsgId>m1</MsgId>{fields}</xml>"
    );
    adapter_of(settings()).receive(&signed("group", "", &clear), now())
}

fn event(outcome: Result<Inbound, Refusal>) -> ChatEvent {
    match outcome {
        Ok(Inbound::Event(event)) => *event,
        other => panic!("not an event: {other:?}"),
    }
}

fn words(event: &ChatEvent) -> &str {
    match &event.body {
        EventBody::Message { text, .. } => text,
        other => panic!("not a message: {other:?}"),
    }
}

fn group_message(content: &str) -> Value {
    json!({
        "msgid": "m1", "aibotid": "AIB-demo-01", "chatid": "wrG1", "chattype": "group",
        "from": {"userid": "zhangsan"}, "msgtype": "text", "text": {"content": content},
        "response_url": "https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=CODE",
    })
}

/// `body` with some fields replaced; `null` takes a field away.
fn with(mut body: Value, changes: &Value) -> Value {
    for (field, value) in changes.as_object().unwrap() {
        if value.is_null() {
            body.as_object_mut().unwrap().remove(field);
        } else {
            body[field] = value.clone();
        }
    }
    body
}

/// Each recorded case as a whole request: the query and the body as they came over the wire.
#[test]
fn every_recorded_request_is_judged_as_recorded() {
    let vectors: Value =
        serde_json::from_str(include_str!("../../tests/vectors/wecom_callback.json")).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let text = |field: &str| case[field].as_str().unwrap_or_default();
        let key = key(text("token"), text("encoding_aes_key"), text("receiveid"));
        let is_robot = text("receiveid").is_empty();
        let mut settings = settings();
        if is_robot {
            settings.robot.as_mut().unwrap().receive = Receive::Callback(key);
        } else {
            settings.app.as_mut().unwrap().callback = Some(key);
        }
        let request = RawRequest {
            method: text("method").into(),
            path_tail: if is_robot { "robot" } else { "app" }.into(),
            query: text("query").into(),
            body: text("body").into(),
            ..RawRequest::default()
        };
        let signed_at = instant_from_seconds(text("timestamp")).unwrap();
        let got = adapter_of(settings).receive(&request, signed_at);
        assert_eq!(
            got.is_ok(),
            case["expect"]["ok"].as_bool().unwrap(),
            "{}: {got:?}",
            case["name"]
        );
        if text("kind") == "url_verify_get" {
            let plain = case["expect"]["plaintext"].as_str().unwrap();
            assert!(
                matches!(got, Ok(Inbound::Challenge(answer)) if answer.body == plain.as_bytes())
            );
        }
    }
}

#[test]
fn a_group_message_comes_out_without_the_mention_and_with_its_way_back() {
    let event = event(robot(&group_message("@值班助手 确认 INC-42")));
    assert_eq!(
        (event.id.as_str(), event.platform.as_str(), words(&event)),
        ("robot:m1", "wecom", "确认 INC-42")
    );
    assert_eq!((event.room.address.as_str(), event.room.kind), ("robot:wrG1", RoomKind::Group));
    assert_eq!(event.sender.account, "zhangsan");
    assert_eq!(event.reply_to.unwrap().expires_at, now() + TimeDelta::hours(1));
}

#[test]
fn the_mention_goes_whatever_the_robot_is_called() {
    for (content, said) in [
        ("@Bot status", "status"),
        ("@值班\u{2005}status", "status"),
        ("@值班 助手 status", "status"),
        ("@Bot", ""),
        ("status @Bot", "status @Bot"),
    ] {
        assert_eq!(words(&event(robot(&group_message(content)))), said, "{content}");
    }
}

#[test]
fn a_direct_chat_is_addressed_by_its_person_and_keeps_every_word() {
    let body = with(group_message("@all hello"), &json!({"chatid": null, "chattype": "single"}));
    let event = event(robot(&body));
    assert_eq!((event.room.address.as_str(), event.room.kind), ("user:zhangsan", RoomKind::Direct));
    assert_eq!(words(&event), "@all hello");
}

#[test]
fn speech_and_mixed_messages_are_words_too() {
    let voice = with(group_message(""), &json!({"msgtype": "voice", "voice": {"content": "开单"}}));
    assert_eq!(words(&event(robot(&voice))), "开单");
    let items = json!([{"msgtype": "text", "text": {"content": "@Bot 开单"}}, {"msgtype": "image"},
                       {"msgtype": "text", "text": {"content": "支付"}}]);
    let mixed = with(group_message(""), &json!({"msgtype": "mixed", "mixed": {"msg_item": items}}));
    assert_eq!(words(&event(robot(&mixed))), "开单 支付");
}

#[test]
fn somebody_of_another_organisation_never_passes_for_one_of_ours() {
    let of = |from: Value| {
        event(robot(&with(group_message("@B x"), &json!({"from": from})))).sender.account
    };
    assert_eq!(of(json!({"userid": "zhangsan", "corpid": "wwother"})), "wwother/zhangsan");
    assert_eq!(of(json!({"userid": "zhangsan", "corpid": "wwdemo0000000001"})), "zhangsan");
}

#[test]
fn a_press_is_an_action_on_its_card_nested_or_flat() {
    let nested = json!({"eventtype": "template_card_event",
                        "template_card_event": {"event_key": "ack:1", "task_id": "INC-42-1"}});
    let flat =
        json!({"eventtype": "template_card_event", "event_key": "ack:1", "task_id": "INC-42-1"});
    for pressed in [nested, flat] {
        let event =
            event(robot(&with(group_message(""), &json!({"msgtype": "event", "event": pressed}))));
        let action = EventBody::Action { key: "ack:1".into(), message: Some("INC-42-1".into()) };
        assert_eq!(event.body, action);
    }
}

#[test]
fn what_holds_no_act_is_ignored_without_error() {
    let entered = json!({"msgtype": "event", "event": {"eventtype": "enter_chat"}});
    let settled = json!({"msgtype": "event", "event": {"eventtype": "template_card_event",
                         "template_card_event": {"event_key": "watchbell-settled", "task_id": "t"}}});
    let system = json!({"from": {"userid": "sys"}});
    let stream = json!({"msgtype": "stream", "stream": {"id": "unknown"}});
    for change in [entered, settled, system, stream, json!({"chatid": null})] {
        let got = robot(&with(group_message("@B x"), &change));
        assert!(matches!(got, Ok(Inbound::Ignored(_))), "{change}: {got:?}");
    }
}

#[test]
fn a_quoted_message_comes_along_by_its_words() {
    let old =
        json!({"msgtype": "text", "text": {"content": "🔴 [INC-42][一级] 支付失败 | 待响应"}});
    let parts =
        json!([{"msgtype": "text", "text": {"content": "[INC-42] 支付"}}, {"msgtype": "image"}]);
    let mixed = json!({"msgtype": "mixed", "mixed": {"msg_item": parts}});
    let spoken = json!({"msgtype": "voice", "voice": {"content": "INC-42 好了"}});
    for (quote, words) in [
        (old, Some("🔴 [INC-42][一级] 支付失败 | 待响应")),
        (mixed, Some("[INC-42] 支付")),
        (spoken, Some("INC-42 好了")),
        (json!({"msgtype": "image", "image": {"url": "https://x"}}), None),
        (Value::Null, None),
    ] {
        let event = event(robot(&with(group_message("@Bot 收到"), &json!({"quote": quote}))));
        let EventBody::Message { text, quoted, .. } = event.body else { panic!("not a message") };
        let words = words.map(|words| Quoted::Words(words.to_owned()));
        assert_eq!((text.as_str(), quoted), ("收到", words));
    }
}

#[test]
fn what_holds_no_words_is_named_for_what_it_is() {
    let sent = |change: Value| match event(robot(&with(group_message(""), &change))).body {
        EventBody::Wordless { attachment } => Some(attachment),
        _ => None,
    };
    let mixed = |text: &str| {
        let items = json!([{"msgtype": "text", "text": {"content": text}}, {"msgtype": "image"}]);
        json!({"msgtype": "mixed", "mixed": {"msg_item": items}})
    };
    for (change, attachment) in [
        (json!({"msgtype": "image", "image": {"url": "https://x"}}), Some(Attachment::Picture)),
        (json!({"msgtype": "file", "file": {"url": "https://x"}}), Some(Attachment::File)),
        (json!({"msgtype": "video", "video": {"url": "https://x"}}), Some(Attachment::Video)),
        (json!({"msgtype": "voice", "voice": {"content": ""}}), Some(Attachment::Voice)),
        (json!({"msgtype": "chatrecord"}), Some(Attachment::Forwarded)),
        (json!({"msgtype": "made up"}), Some(Attachment::Other)),
        (mixed("@Bot"), Some(Attachment::Picture)),
        (mixed("@Bot 支付失败"), None),
        (json!({"text": {"content": "@Bot"}}), None),
    ] {
        assert_eq!(sent(change.clone()), attachment, "{change}");
    }
    let to_app = event(app("<MsgType>image</MsgType><MediaId>m</MediaId><MsgId>7002</MsgId>"));
    assert_eq!(to_app.body, EventBody::Wordless { attachment: Attachment::Picture });
    let item = "<MsgItem><MsgType>image</MsgType></MsgItem>";
    let mixed =
        event(group_robot(&format!("<MsgType>mixed</MsgType><MixedMessage>{item}</MixedMessage>")));
    assert_eq!(mixed.body, EventBody::Wordless { attachment: Attachment::Picture });
}

#[test]
fn what_is_meant_for_others_or_incomplete_is_refused() {
    for change in [json!({"aibotid": "OTHER"}), json!({"aibotid": null}), json!({"msgid": null})] {
        assert_eq!(
            robot(&with(group_message("@B x"), &change)),
            Err(Refusal::Malformed),
            "{change}"
        );
    }
    let told = "<MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId>";
    assert!(app(told).is_ok());
    assert_eq!(app(&format!("{told}<!DOCTYPE x>")), Err(Refusal::Malformed));
    let elsewhere = signed("robot", "wwdemo0000000001", &group_message("x").to_string());
    assert_eq!(adapter_of(settings()).receive(&elsewhere, now()), Err(Refusal::Malformed));
}

#[test]
fn a_request_for_a_door_that_is_not_there_is_not_believed() {
    let adapter = adapter_of(Settings { group_robot: None, ..settings() });
    for tail in ["group", "other"] {
        let request = RawRequest { path_tail: tail.into(), ..signed("robot", "", "{}") };
        assert_eq!(adapter.receive(&request, now()), Err(Refusal::BadSignature), "{tail}");
    }
    let nameless = RawRequest {
        path_tail: String::new(),
        ..signed("robot", "", &group_message("@B x").to_string())
    };
    assert!(adapter.receive(&nameless, now()).is_ok());
}

#[test]
fn a_parameter_that_comes_twice_is_not_believed() {
    let adapter = adapter_of(settings());
    let mut request = signed("robot", "", &group_message("@B x").to_string());
    request.query.push_str("&timestamp=1750000000");
    assert_eq!(adapter.receive(&request, now()), Err(Refusal::Missing));
}

#[test]
fn what_a_member_writes_to_the_app_is_a_direct_message() {
    let event = event(app(
        "<MsgType>text</MsgType><Content><![CDATA[收到 5531]]></Content><MsgId>7001</MsgId>",
    ));
    assert_eq!((event.id.as_str(), words(&event)), ("app:7001", "收到 5531"));
    assert_eq!((event.room.address.as_str(), event.sender.account.as_str()), ("app:lisi", "lisi"));
}

#[test]
fn a_menu_entry_says_its_key_and_a_press_on_the_apps_card_acts() {
    let click =
        event(app("<MsgType>event</MsgType><Event>click</Event><EventKey>oncall</EventKey>"));
    assert_eq!((words(&click), click.id.as_str()), ("oncall", "app:lisi+1750000000+click+oncall+"));
    let press = "<MsgType>event</MsgType><Event>template_card_event</Event><EventKey>ack:1</EventKey>\
                 <TaskId>INC-1-x</TaskId><ResponseCode>CODE</ResponseCode>";
    let pressed = event(app(press));
    assert_eq!(
        pressed.body,
        EventBody::Action { key: "ack:1".into(), message: Some("INC-1-x".into()) }
    );
    assert!(!format!("{pressed:?}").contains("CODE"));
    let entered = app("<MsgType>event</MsgType><Event>enter_agent</Event>");
    assert!(matches!(entered, Ok(Inbound::Ignored(_))), "{entered:?}");
}

#[test]
fn an_old_group_robot_is_still_heard() {
    let said =
        event(group_robot("<MsgType>text</MsgType><Text><Content>@Bot status</Content></Text>"));
    assert_eq!(
        (words(&said), said.room.address.as_str(), said.id.as_str()),
        ("status", "robot:wrG1", "group:m1")
    );
    assert_eq!(said.sender.display, "张三");
    let joined = event(group_robot(
        "<MsgType>event</MsgType><Event><EventType>add_to_chat</EventType></Event>",
    ));
    let change = MembershipChange::BotJoined;
    assert_eq!(joined.body, EventBody::Membership { change, accounts: Vec::new() });
    let attachment = "<Attachment><CallbackId>c</CallbackId><Actions><Name>n</Name><Value>ack:1</Value></Actions></Attachment>";
    let pressed = event(group_robot(&format!("<MsgType>attachment</MsgType>{attachment}")));
    assert_eq!(pressed.body, EventBody::Action { key: "ack:1".into(), message: None });
}
