//! Cards to one person, by the app: short, with one page to open. Limits are in bytes (vendor page
//! on messages).

use chat::draft::cut_inside;
use chat::http::Response;
use chat::token::TokenCache;
use chat::{LengthLimit, Message, MessageKind, SendError, Sent, Span};
use chrono::{DateTime, Utc};
use reqwest::header::HeaderName;
use secrecy::SecretString;
use serde_json::{Value, json};
use url::Url;

use crate::http::VENDOR;
use crate::response;
use crate::settings::App;
use crate::token;

/// Longest name of who a card is from, in bytes.
pub const LONGEST_OWNER: usize = 18;
/// Longest title, in bytes.
pub const LONGEST_TITLE: usize = 128;
/// Longest content, in bytes.
pub const LONGEST_CONTENT: usize = 512;

/// Precedes what opening the card does.
const OPENS: &str = "▶ ";

const TOKEN_HEADER: HeaderName = HeaderName::from_static("x-wlk-authorization");

/// The card interface of one app.
pub(crate) struct Cards<'a> {
    pub(crate) client: &'a reqwest::Client,
    pub(crate) base: &'a Url,
    pub(crate) app: &'a App,
    pub(crate) tokens: &'a TokenCache,
}

impl Cards<'_> {
    /// Sends a card to one person. WeLink answers "ok" for a list and names those it left out, so
    /// for our list of one, being named is the failure.
    pub(crate) async fn send(
        &self,
        account: &str,
        message: &Message,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let response = self.call(&card(self.app, account, message).to_string(), now).await?;
        if names(&response.body, account) {
            return Err(SendError::gone("WeLink could not give the card to this person"));
        }
        Ok(Sent::default())
    }

    /// Whether an access token can be had.
    pub(crate) async fn check(&self, now: DateTime<Utc>) -> Result<(), SendError> {
        let fetch = token::fetch(self.client, self.base, self.app, now);
        self.tokens.get(now, fetch).await.map(drop)
    }

    async fn call(&self, body: &str, now: DateTime<Utc>) -> Result<Response, SendError> {
        let fetch = || token::fetch(self.client, self.base, self.app, now);
        let send = |token| self.post(token, body);
        let response = self.tokens.call(now, fetch, send, response::rejects_token).await?;
        response::of_call(&response).map(|()| response)
    }

    async fn post(&self, token: SecretString, body: &str) -> Result<Response, SendError> {
        let url = VENDOR.url(self.base, "api/messages/v2/card/common")?;
        let headers = VENDOR.token_header(TOKEN_HEADER, &token)?;
        VENDOR.send_json(self.client.post(url).headers(headers), body).await
    }
}

fn card(app: &App, account: &str, message: &Message) -> Value {
    let (title, content) = words(message);
    let mut card = json!({
        "msgRange": "0",
        "toUserList": [account],
        "msgOwner": cut_inside(&app.owner, LengthLimit::Bytes(LONGEST_OWNER)),
        "msgTitle": title,
        "msgContent": content,
        "isForceTips": u8::from(message.kind == MessageKind::Page),
    });
    if let Some(account) = &app.public_account {
        card["publicAccID"] = json!(account);
    }
    if let Some(link) = message.buttons.first().and_then(|button| button.link.as_ref()) {
        card["urlType"] = json!("html");
        card["urlPath"] = json!(link);
        card["desktopUrlPath"] = json!(link);
    }
    card
}

/// Title and content. The headline is the title, and is in the content only where the title had to
/// be cut. The first act opens with the card; the other links come last, because a link is long and
/// the room is small.
fn words(message: &Message) -> (String, String) {
    let mut draft = message.draft(Span::plain);
    let title = cut_inside(&draft.head, LengthLimit::Bytes(LONGEST_TITLE));
    if title == draft.head && !draft.body.is_empty() {
        draft.head = draft.body.remove(0);
        // The number is in the title, which is never cut.
        draft.keep = draft.keep.filter(|number| !title.contains(number.as_str()));
    }
    for (index, button) in message.buttons.iter().enumerate() {
        match &button.link {
            Some(_) if index == 0 => draft.tail.push(format!("{OPENS}{}", button.label)),
            Some(link) => draft.body.push(format!("{} {link}", button.label)),
            None => draft.tail.push(button.in_words()),
        }
    }
    (title, draft.fit(LengthLimit::Bytes(LONGEST_CONTENT)))
}

/// Whether somebody is among those whom an answer names as left out: in a list, or in one text.
fn names(body: &Value, account: &str) -> bool {
    let inner = body.get("data").unwrap_or(&Value::Null);
    [body, inner].into_iter().filter_map(|part| part.get("failedUserId")).any(|failed| match failed
    {
        Value::Array(list) => list.iter().any(|one| one.as_str() == Some(account)),
        Value::String(list) => list.split([',', ';', '|', ' ']).any(|one| one == account),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use chat::{Button, Line};

    use super::*;

    fn app() -> App {
        App {
            client_id: "id".into(),
            client_secret: "secret".into(),
            owner: "值班机器人（技术支持）".into(),
            public_account: None,
        }
    }

    fn page() -> Message {
        let mut page = Message::new(MessageKind::Page, "呼叫 5531 · INC-42 一级 支付超时");
        page.lines = (1..=9)
            .map(|n| Line::text(format!("第 {n} 行，说明为什么呼叫您、承诺了什么")))
            .collect();
        page.incident = Some("INC-42".into());
        let link = |act: &str| Some(format!("https://bot.example/act/{act}"));
        page.buttons = vec![
            Button { link: link("A"), ..Button::new("认领", "ack:5531") },
            Button { link: link("P"), ..Button::new("转交", "pass:5531") },
        ];
        page
    }

    #[test]
    fn a_card_keeps_every_limit_in_bytes_and_opens_the_first_act() {
        let card = card(&app(), "zhangsan@demo", &page());
        for (field, most) in [
            ("msgOwner", LONGEST_OWNER),
            ("msgTitle", LONGEST_TITLE),
            ("msgContent", LONGEST_CONTENT),
        ] {
            assert!(card[field].as_str().unwrap().len() <= most, "{field}: {card}");
        }
        assert_eq!(
            (&card["urlPath"], &card["isForceTips"]),
            (&json!("https://bot.example/act/A"), &json!(1))
        );
        let content = card["msgContent"].as_str().unwrap();
        assert!(content.starts_with("第 1 行") && content.ends_with("…\n▶ 认领"), "{content}");
    }

    #[test]
    fn the_other_links_stand_in_the_content_where_there_is_room() {
        let mut short = page();
        short.lines.truncate(2);
        let (title, content) = words(&short);
        assert_eq!(title, "呼叫 5531 · INC-42 一级 支付超时");
        assert!(content.contains("转交 https://bot.example/act/P\n"), "{content}");
    }

    #[test]
    fn without_links_the_words_to_type_stay_and_nothing_opens() {
        let mut plain = Message::new(MessageKind::Reply, "INC-42");
        plain.buttons =
            vec![Button { reply: Some("收到 5531".into()), ..Button::new("认领", "ack:5531") }];
        let card = card(&app(), "zhangsan@demo", &plain);
        assert_eq!(card.get("urlPath"), None);
        assert!(card["msgContent"].as_str().unwrap().contains("认领「收到 5531」"));
    }

    #[test]
    fn whoever_was_left_out_is_found_in_every_form_of_the_list() {
        for body in [
            json!({"failedUserId": ["x@demo", "a@demo"]}),
            json!({"failedUserId": "x@demo,a@demo"}),
            json!({"data": {"failedUserId": "a@demo"}}),
        ] {
            assert!(names(&body, "a@demo"), "{body}");
        }
        assert!(!names(&json!({"failedUserId": ""}), "a@demo"));
        assert!(!names(&json!({"failedUserId": "aa@demo"}), "a@demo"));
    }
}
