//! Speaking, reading and moving the clock.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chat::{
    Address, Button, ChatPlatform as _, EventBody, Message, MessageKind, RoomKind, SendOptions,
};
use chat_sandbox::WorldError;
use serde_json::{Value, json};

use crate::kit::{Sandbox, posting};

const HARBOUR: &str = "/sandbox/groups/harbour/messages";

#[tokio::test]
async fn what_is_said_is_kept_heard_and_answered() {
    let sandbox = Sandbox::new();
    let answer = sandbox.says("wang-wei", "@值班助手 报障 一级 支付中断").await;
    let event = sandbox.last_received();
    assert_eq!(answer["event_id"], event.id);
    assert_eq!(answer["replies"][0]["text"], "noted");
    assert_eq!((event.platform.as_str(), event.room.kind), ("sandbox", RoomKind::Group));
    assert_eq!(
        (event.room.address.as_str(), event.sender.account.as_str()),
        ("harbour", "wang-wei")
    );
    let EventBody::Message { text, addressed, .. } = event.body else { panic!("{:?}", event.body) };
    assert_eq!((text.as_str(), addressed), ("报障 一级 支付中断", true));

    let (_, all) = sandbox.get(HARBOUR).await;
    let said = &all[0];
    assert_eq!(
        (&said["seq"], &said["from"], &said["kind"]),
        (&json!(1), &json!("wang-wei"), &json!("said"))
    );
    assert_eq!(said["at"], "2026-10-12T02:00:00Z");
    let (_, later) = sandbox.get(&format!("{HARBOUR}?after=1")).await;
    assert_eq!(later.as_array().map(Vec::len), Some(1));
    assert_eq!((&later[0]["from"], &later[0]["kind"]), (&json!("bot"), &json!("reply")));
}

#[tokio::test]
async fn mere_chat_is_heard_but_not_addressed() {
    let sandbox = Sandbox::new();
    for (text, addressed) in [("午饭吃什么", false), ("@值班助手 查看", true), ("/工单 查看", true)]
    {
        let body = json!({ "user": "wang-wei", "text": text, "addressed": false });
        sandbox.post(HARBOUR, &body).await;
        let EventBody::Message { addressed: received, .. } = sandbox.last_received().body else {
            panic!("{text}")
        };
        assert_eq!(received, addressed, "{text}");
    }
}

#[tokio::test]
async fn a_phone_is_a_direct_chat_whose_pages_are_listed_apart() {
    let sandbox = Sandbox::new();
    let phone = Address::person("zhang-qiang");
    for (kind, key) in [(MessageKind::Page, "p"), (MessageKind::Notice, "n")] {
        let message = Message::new(kind, format!("{kind:?}"));
        sandbox.platform.send(&phone, &message, &SendOptions::keyed(key)).await.unwrap();
    }
    let path = "/sandbox/people/zhang-qiang/messages";
    let (status, _) = sandbox.post(path, &json!({ "text": "收到 5531" })).await;
    assert_eq!(status, StatusCode::OK);
    let event = sandbox.last_received();
    assert_eq!((event.room.kind, event.room.to_address()), (RoomKind::Direct, phone));
    let (_, pages) = sandbox.get("/sandbox/people/zhang-qiang/pages").await;
    let (_, whole) = sandbox.get(path).await;
    let kinds = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|it| it["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(&pages), ["page"]);
    assert_eq!(kinds(&whole), ["page", "notice", "said", "reply"]);
}

async fn with_button(sandbox: &Sandbox, only_for: Option<&str>) -> u64 {
    let mut message = Message::new(MessageKind::Card, "[INC-1] open");
    message.incident = Some("INC-1".into());
    message.buttons = vec![Button::new("认领", "ack:1")];
    let options = SendOptions { only_for: only_for.map(str::to_owned), ..SendOptions::default() };
    let sent = sandbox.platform.send(&Address::room("harbour"), &message, &options).await.unwrap();
    sent.reference.unwrap().as_str().parse().unwrap()
}

#[tokio::test]
async fn a_press_is_heard_with_the_message_that_holds_the_button() {
    let sandbox = Sandbox::new();
    let seq = with_button(&sandbox, None).await;
    let press = json!({ "user": "zhang-qiang", "key": "ack:1", "message_seq": seq });
    let (status, answer) = sandbox.post("/sandbox/groups/harbour/actions", &press).await;
    assert_eq!(status, StatusCode::OK, "{answer}");
    let EventBody::Action { key, message } = sandbox.last_received().body else {
        panic!("no action")
    };
    assert_eq!((key.as_str(), message.unwrap().as_str()), ("ack:1", seq.to_string().as_str()));
}

#[tokio::test]
async fn only_a_button_that_stands_there_for_this_person_can_be_pressed() {
    let sandbox = Sandbox::new();
    let (open, private) =
        (with_button(&sandbox, None).await, with_button(&sandbox, Some("wang-wei")).await);
    let table = [
        ("zhang-qiang", "ack:2", open),
        ("zhang-qiang", "ack:1", 99),
        ("zhang-qiang", "ack:1", private),
    ];
    for (user, key, seq) in table {
        let press = json!({ "user": user, "key": key, "message_seq": seq });
        let (status, _) = sandbox.post("/sandbox/groups/harbour/actions", &press).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{user} {key} {seq}");
    }
    assert!(sandbox.world.received.lock().unwrap().is_empty());
}

#[tokio::test]
async fn every_refusal_is_a_status_and_a_sentence() {
    let sandbox = Sandbox::new();
    let said = |user: &str, text: &str| json!({ "user": user, "text": text });
    let table = [
        ("/sandbox/groups/nowhere/messages", said("wang-wei", "hi"), 404, "harbour, lantern"),
        (HARBOUR, said("nobody", "hi"), 404, "wang-wei, zhang-qiang, sun-yue"),
        (HARBOUR, said("sun-yue", "hi"), 403, "not a member"),
        (HARBOUR, said("wang-wei", "  "), 400, "empty"),
        (HARBOUR, said("wang-wei", &"长".repeat(4_001)), 400, "4000"),
        (HARBOUR, said("wang-wei", &"x".repeat(70_000)), 413, "body"),
        (HARBOUR, json!({ "text": "hi" }), 422, "user"),
        ("/sandbox/people/nobody/messages", json!({ "text": "hi" }), 404, "wang-wei"),
        ("/sandbox/clock/advance", json!({ "seconds": -1 }), 422, "body"),
        ("/sandbox/clock/advance", json!({ "seconds": 5_184_001 }), 400, "at most 60 days, and 61"),
        ("/sandbox/clock/advance-to-next-due", json!({}), 409, "Nothing is due"),
        ("/sandbox/nothing", json!({}), 404, "/sandbox/state"),
        ("/sandbox/state", json!({}), 405, "method"),
    ];
    for (path, body, status, words) in table {
        let (got, answer) = sandbox.post(path, &body).await;
        let sentence = answer["error"].as_str().unwrap_or_default();
        assert!(got == status && sentence.contains(words), "{path}: {got} {answer}");
    }
    for path in ["/sandbox/incidents/9/timeline", "/sandbox/incidents/nine/timeline"] {
        let (status, _) = sandbox.get(path).await;
        assert!(status.is_client_error(), "{path}: {status}");
    }
    let (status, _) = sandbox.get("/sandbox/people/nobody/pages").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(sandbox.world.received.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_answer_that_storage_refused_is_not_called_saved() {
    let sandbox = Sandbox::new();
    *sandbox.world.fails.lock().unwrap() = Some(WorldError::Unavailable("Not saved.".into()));
    let (status, answer) =
        sandbox.post(HARBOUR, &json!({ "user": "wang-wei", "text": "报障" })).await;
    assert_eq!(
        (status, answer["error"].as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, Some("Not saved."))
    );
}

#[tokio::test]
async fn the_clock_moves_by_as_much_as_was_asked_and_answers_with_the_state() {
    let sandbox = Sandbox::new();
    let (status, state) = sandbox.post("/sandbox/clock/advance", &json!({ "seconds": 3600 })).await;
    assert_eq!((status, &state["clock"]), (StatusCode::OK, &json!("manual")));
    for (seconds, expected) in [(5_184_000, 200), (5_184_001, 400), (u32::MAX, 400)] {
        let (status, answer) =
            sandbox.post("/sandbox/clock/advance", &json!({ "seconds": seconds })).await;
        assert_eq!(status, expected, "{seconds}: {answer}");
        assert_eq!(answer["code"] == "too_far", expected == 400, "{seconds}: {answer}");
    }
    assert_eq!(*sandbox.world.moved.lock().unwrap(), [3600, 5_184_000]);
}

#[tokio::test]
async fn an_incident_opens_to_its_timeline_in_the_readers_language() {
    let sandbox = Sandbox::new();
    for (query, language) in [("", "zh"), ("?language=en", "en"), ("?language=zh", "zh")] {
        let (status, told) = sandbox.get(&format!("/sandbox/incidents/1/timeline{query}")).await;
        assert_eq!((status, &told["language"]), (StatusCode::OK, &json!(language)), "{query}");
    }
}

#[tokio::test]
async fn hostile_words_stay_words() {
    let sandbox = Sandbox::new();
    let hostile = "<script>alert(1)</script>\u{202E}\"};\n[INC-9] @all 👩‍🚒\0";
    sandbox.says("wang-wei", hostile).await;
    let mut echo = Message::new(MessageKind::Card, "[INC-1] open");
    echo.lines = vec![chat::Line::default().and_typed(hostile)];
    sandbox.platform.send(&Address::room("harbour"), &echo, &SendOptions::default()).await.unwrap();
    let (_, all) = sandbox.get(HARBOUR).await;
    assert_eq!(all[0]["text"], hostile);
    assert_eq!(all[0]["mentions"], json!([]));
    let echoed = all[2]["lines"][1][0]["text"].as_str().unwrap();
    assert!(
        echoed.contains("<script>") && !echoed.contains('\n') && !echoed.contains('\u{202E}'),
        "{echoed:?}"
    );
}

#[tokio::test]
async fn another_sites_page_can_neither_speak_nor_borrow_a_name() {
    let sandbox = Sandbox::new();
    let body = json!({ "user": "wang-wei", "text": "hi" });
    let table = [
        ("origin", "http://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("host", "rebound.evil.example:8080"),
    ];
    for (name, value) in table {
        let mut request = posting(HARBOUR, &body);
        request.headers_mut().insert("host", "127.0.0.1:8080".parse().unwrap());
        request.headers_mut().insert(name, value.parse().unwrap());
        assert_eq!(sandbox.call(request).await.status(), StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let form = Request::post(HARBOUR)
        .header("content-type", "text/plain")
        .body(Body::from(body.to_string()));
    assert_eq!(sandbox.call(form.unwrap()).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert!(sandbox.world.received.lock().unwrap().is_empty());
}
