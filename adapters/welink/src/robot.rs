//! Messages to a group, by its webhook robot: plain text of at most 500 characters.
//!
//! Every call carries its own instant (good for ten minutes) and a uuid that was never used before,
//! so a call is built anew for each try. The rules are from a mirror of the vendor's page on group
//! robots.

use chat::{Button, Draft, LengthLimit, Message, SendError, Span, neutralise};
use chrono::{DateTime, Utc};
use reqwest::header::ACCEPT_CHARSET;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use url::Url;

use crate::address::can_be_called;
use crate::http::VENDOR;
use crate::response;
use crate::settings::Robot;

/// Longest text, in characters.
pub const LONGEST_TEXT: usize = 500;

/// As many characters of acts survive every cut; of a message that lists many incidents, the others
/// go with the lines of the body.
const LONGEST_TAIL: usize = 360;

/// The most people one message may call.
pub const MOST_CALLED: usize = 10;

/// Posts one message at `now` under a uuid made of `fresh` bytes.
pub(crate) async fn send(
    client: &reqwest::Client,
    base: &Url,
    robot: &Robot,
    message: &Message,
    call: Call<'_>,
) -> Result<(), SendError> {
    let url = webhook(base, robot)?;
    let request = client.post(url).header(ACCEPT_CHARSET, "UTF-8");
    let response = VENDOR.send_json(request, body(message, call).to_string()).await?;
    response::of_robot(&response)
}

/// What is different in each call.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) now: DateTime<Utc>,
    /// 32 hexadecimal digits that no call had before.
    pub(crate) uuid: &'a str,
    /// Whether words that are typed in the group come in, so that it is worth saying what to type.
    pub(crate) is_heard: bool,
}

fn webhook(base: &Url, robot: &Robot) -> Result<Url, SendError> {
    let mut url = base
        .join("api/werobot/v1/webhook/send")
        .map_err(|_| SendError::refused("the address of WeLink is unusable"))?;
    url.query_pairs_mut()
        .append_pair("token", robot.token.expose_secret())
        .append_pair("channel", "standard");
    Ok(url)
}

fn body(message: &Message, call: Call<'_>) -> Value {
    let called = called(message);
    let text = fit(&draft(message, &called, call.is_heard));
    // A mention needs the id in the list and in the text; whoever was cut off the text is not
    // called.
    let called: Vec<&str> =
        called.into_iter().filter(|id| text.contains(&format!("@{id}"))).collect();
    let mut body = json!({
        "messageType": "text",
        "content": {"text": text},
        "timeStamp": call.now.timestamp_millis(),
        "uuid": call.uuid,
        "isAt": !called.is_empty(),
        "isAtAll": false,
    });
    if !called.is_empty() {
        body["atAccounts"] = json!(called);
    }
    body
}

/// Accounts that are notified; the others who are mentioned are only named.
fn called(message: &Message) -> Vec<&str> {
    let accounts = message.everyone_mentioned().into_iter().map(|mention| mention.account.as_str());
    accounts.filter(|account| can_be_called(account)).take(MOST_CALLED).collect()
}

fn draft(message: &Message, called: &[&str], is_heard: bool) -> Draft {
    let mut draft = message.draft(|span| match span {
        Span::Mention(mention) if called.contains(&mention.account.as_str()) => {
            format!("@{} ", mention.account)
        }
        Span::Mention(mention) => neutralise::plain(&mention.display),
        Span::Text(_) | Span::Typed(_) => span.plain(),
    });
    for act in message.buttons.iter().map(|button| act_in_words(button, is_heard)) {
        let kept: usize = draft.tail.iter().map(|line| line.chars().count()).sum();
        let has_room = kept + act.chars().count() <= LONGEST_TAIL;
        if has_room { draft.tail.push(act) } else { draft.body.push(act) }
    }
    draft
}

/// A button as a line: its label and its link. What to type instead is said where typed commands
/// arrive, and if there is no link and nothing better to say.
fn act_in_words(button: &Button, is_heard: bool) -> String {
    match &button.link {
        Some(link) if is_heard && button.reply.is_some() => format!("{} {link}", button.in_words()),
        Some(link) => format!("{} {link}", button.label),
        None => button.in_words(),
    }
}

/// The text, also short enough for a server that counts UTF-16 units: the page says only "1 to
/// 500".
fn fit(draft: &Draft) -> String {
    let mut allowed = LONGEST_TEXT;
    loop {
        let text = draft.fit(LengthLimit::Chars(allowed));
        let surplus = text.encode_utf16().count().saturating_sub(LONGEST_TEXT);
        if surplus == 0 || allowed == 0 {
            return text;
        }
        allowed = allowed.saturating_sub(surplus);
    }
}

#[cfg(test)]
mod tests {
    use chat::{Line, Mention, MessageKind};

    use super::*;

    const UUID: &str = "0123456789abcdef0123456789abcdef";

    fn body_of(message: &Message) -> Value {
        let now = DateTime::from_timestamp_millis(1_750_000_000_000).unwrap();
        body(message, Call { now, uuid: UUID, is_heard: false })
    }

    fn mention(account: &str) -> Mention {
        Mention { account: account.into(), display: format!("{account} (shown)") }
    }

    #[test]
    fn a_message_has_the_fields_of_the_page() {
        let mut message = Message::new(MessageKind::Page, "[INC-42] 支付超时");
        message.mentions = vec![mention("zhangsan@demo")];
        assert_eq!(
            body_of(&message),
            json!({"messageType": "text", "content": {"text": "[INC-42] 支付超时\n@zhangsan@demo "},
                "timeStamp": 1_750_000_000_000_i64, "uuid": UUID,
                "isAt": true, "isAtAll": false, "atAccounts": ["zhangsan@demo"]})
        );
    }

    #[test]
    fn nobody_called_means_no_list() {
        let body = body_of(&Message::new(MessageKind::Notice, "hello"));
        assert_eq!((&body["isAt"], body.get("atAccounts")), (&json!(false), None));
    }

    #[test]
    fn ten_are_called_and_the_eleventh_is_named() {
        let mut message = Message::new(MessageKind::Notice, "hello");
        message.mentions = (0..11).map(|n| mention(&format!("u{n}@demo"))).collect();
        let body = body_of(&message);
        assert_eq!(body["atAccounts"].as_array().unwrap().len(), 10);
        assert!(body["content"]["text"].as_str().unwrap().contains("u10@\u{200D}demo (shown)"));
    }

    #[test]
    fn a_button_is_its_label_and_its_link() {
        let mut message = Message::new(MessageKind::Card, "[INC-42]");
        let button = Button {
            reply: Some("同意关闭 42".into()),
            ..Button::new("同意关闭", "confirm:INC-42")
        };
        message.buttons =
            vec![Button { link: Some("https://bot.example/act/T".into()), ..button.clone() }];
        let text =
            |message: &Message| body_of(message)["content"]["text"].as_str().unwrap().to_owned();
        assert_eq!(text(&message), "[INC-42]\n同意关闭 https://bot.example/act/T");
        message.buttons = vec![button];
        assert_eq!(text(&message), "[INC-42]\n同意关闭「同意关闭 42」");
    }

    #[test]
    fn more_links_than_have_room_leave_the_words() {
        let mut message = Message::new(MessageKind::Notice, "3 notices");
        message.lines = vec![Line::text("· [INC-1] one"), Line::text("· [INC-2] two")];
        let link = |n: usize| Some(format!("https://bot.example/act/{n}{}", "x".repeat(90)));
        message.buttons = (0..6)
            .map(|n| Button { link: link(n), ..Button::new("升级", format!("escalate:INC-{n}")) })
            .collect();
        let text = body_of(&message)["content"]["text"].as_str().unwrap().to_owned();
        assert!(text.starts_with("3 notices\n· [INC-1] one\n· [INC-2] two\n"), "{text}");
        assert_eq!(text.matches("https://").count(), 3);
    }

    #[test]
    fn a_text_full_of_pictures_keeps_the_limit_by_either_count() {
        let mut message = Message::new(MessageKind::Notice, "[INC-42] all");
        message.lines = (0..40).map(|_| Line::text("🔥".repeat(20))).collect();
        message.incident = Some("INC-42".into());
        let text = body_of(&message)["content"]["text"].as_str().unwrap().to_owned();
        assert!(text.encode_utf16().count() <= LONGEST_TEXT && text.contains("INC-42"), "{text}");
    }
}
