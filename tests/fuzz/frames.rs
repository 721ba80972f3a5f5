//! Frames of the connections that the bot opens itself: DingTalk's Stream mode, WeCom's long connection and
//! Discord's gateway. Nothing
//! in them is signed; what is for another robot or organisation must not be believed all the same.

use std::sync::LazyLock;

use chat::{EventBody, Inbound};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// The texts of the corpus that are what the platform sends: those must be accepted.
const MESSAGE: &[u8] = include_bytes!("../corpus/dingtalk_frame/message.json");
const PRESS: &[u8] = include_bytes!("../corpus/dingtalk_frame/press.json");
const WECOM: [&[u8]; 2] = [
    include_bytes!("../corpus/wecom_frame/message.json"),
    include_bytes!("../corpus/wecom_frame/press.json"),
];

const DISCORD: [&[u8]; 2] = [
    include_bytes!("../corpus/discord_frame/mention.json"),
    include_bytes!("../corpus/discord_frame/direct.json"),
];

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap()
}

static DINGTALK: LazyLock<(chat_dingtalk::Settings, chat_dingtalk::App)> = LazyLock::new(|| {
    let mut settings = chat_dingtalk::Settings::new("dingtalk").unwrap();
    settings.corp_id = Some("dingCORP".to_owned());
    let app = chat_dingtalk::App {
        key: "k".to_owned(),
        secret: "s".into(),
        robot_code: "dingAPP".to_owned(),
    };
    (settings, app)
});

pub(crate) fn dingtalk_frame(bytes: &[u8]) {
    let (settings, app) = &*DINGTALK;
    let text = String::from_utf8_lossy(bytes);
    let read = chat_dingtalk::read_frame(settings, app, &text, now());
    let Some(Ok(Inbound::Event(event))) = read else {
        assert!(bytes != MESSAGE && bytes != PRESS, "{read:?}");
        return;
    };
    let frame: Value = serde_json::from_str(&text).unwrap();
    let data = match &frame["data"] {
        Value::String(json) => serde_json::from_str(json).unwrap_or_default(),
        data => data.clone(),
    };
    match event.body {
        EventBody::Message { .. } | EventBody::Wordless { .. } => {
            assert_eq!(
                (&data["robotCode"], &data["chatbotCorpId"]),
                (&"dingAPP".into(), &"dingCORP".into())
            );
            assert!(!event.sender.account.is_empty(), "{event:?}");
        }
        EventBody::Action { key, .. } => {
            assert_eq!(data["corpId"], "dingCORP");
            assert!(!key.is_empty() && !event.sender.account.is_empty());
        }
        EventBody::Membership { .. } => assert_eq!(frame["type"], "EVENT"),
    }
}

static WECOM_SETTINGS: LazyLock<chat_wecom::Settings> = LazyLock::new(|| {
    let mut settings = chat_wecom::Settings::new("wecom").unwrap();
    settings.robot = Some(chat_wecom::Robot {
        bot_id: "AIB-demo-01".to_owned(),
        display_name: None,
        receive: chat_wecom::Receive::LongConnection(
            chat_wecom::LongConnection::new("s".into()).unwrap(),
        ),
        mentions: true,
    });
    settings
});

pub(crate) fn wecom_frame(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let read = chat_wecom::read_frame(&WECOM_SETTINGS, &text, now());
    let Some(Ok(Inbound::Event(event))) = read else {
        assert!(!WECOM.contains(&bytes), "{read:?}");
        return;
    };
    let frame: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(frame["body"]["aibotid"], "AIB-demo-01");
    assert!(!event.id.is_empty() && !event.sender.account.is_empty(), "{event:?}");
}

/// Only people are read, and only what they say to the bot.
pub(crate) fn discord_frame(bytes: &[u8]) {
    const BOT: &str = "7001";
    let text = String::from_utf8_lossy(bytes);
    let Some(words) = chat_discord::read_frame(&text, BOT) else {
        assert!(!DISCORD.contains(&bytes));
        return;
    };
    assert!(words == "报障 支付失败" || !DISCORD.contains(&bytes), "{words}");
    let frame: Value = serde_json::from_str(&text).unwrap();
    let message = &frame["d"];
    assert_eq!(frame["t"], "MESSAGE_CREATE");
    assert_ne!(message["author"]["bot"], true);
    let is_direct = message["guild_id"].is_null();
    let is_mentioned = message["mentions"]
        .as_array()
        .is_some_and(|all| all.iter().any(|person| person["id"] == BOT || person["id"] == 7001));
    assert!(is_direct || is_mentioned, "{words}");
}
