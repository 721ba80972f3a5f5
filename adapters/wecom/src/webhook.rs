//! Sends through a group webhook (消息推送, vendor page 99110), and answers through a
//! `response_url`.

use chat::{Message, MessageKind, SendError};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use url::Url;

use crate::http::VENDOR;
use crate::settings::Webhook;
use crate::text::{self, Buttons, Calling, LONGEST_MARKDOWN, LONGEST_TEXT};
use crate::{card, response};

/// Posts one message into the webhook's group.
pub(crate) async fn post(
    client: &reqwest::Client,
    api: &Url,
    webhook: &Webhook,
    message: &Message,
) -> Result<(), SendError> {
    let mut url = VENDOR.url(api, "cgi-bin/webhook/send")?;
    url.query_pairs_mut().append_pair("key", webhook.key.expose_secret());
    let response = VENDOR.send_json(client.post(url), body(message).to_string()).await?;
    response::of_http(&response)
}

/// Answers a robot's message, once.
pub(crate) async fn respond(
    client: &reqwest::Client,
    response_url: Url,
    message: &Message,
    calling: Calling,
) -> Result<(), SendError> {
    // A card is taken in one-to-one chats only, as the vendor's plugin does it; markdown is taken
    // everywhere.
    let content = text::markdown(message, LONGEST_MARKDOWN, calling, Buttons::AsWords);
    let body = json!({"msgtype": "markdown", "markdown": {"content": content}});
    let response = VENDOR.send_json(client.post(response_url), body.to_string()).await?;
    response::of_http(&response)
}

/// Text where somebody is called, because only there `mentioned_list` works; a card where the
/// buttons are links; markdown for everything else.
fn body(message: &Message) -> Value {
    let called = text::called(message);
    if !called.is_empty() {
        let content = text::plain(message, LONGEST_TEXT);
        return json!({"msgtype": "text", "text": {"content": content, "mentioned_list": called}});
    }
    let notice = (message.kind == MessageKind::Card).then(|| card::notice(message)).flatten();
    if let Some(card) = notice {
        return json!({"msgtype": "template_card", "template_card": card});
    }
    let content = text::markdown(message, LONGEST_MARKDOWN, Calling::ByAccount, Buttons::AsWords);
    json!({"msgtype": "markdown", "markdown": {"content": content}})
}
