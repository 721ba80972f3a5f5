//! The self-built app's own calls: a message to a person, a card's new form, groups for one
//! incident.

use std::sync::Arc;

use chat::http::Response;
use chat::token::TokenCache;
use chat::{Message, MessageRef, SendError, Sent};
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use url::Url;

use crate::address::is_callable;
use crate::http::VENDOR;
use crate::settings::App;
use crate::text::{self, LONGEST_TEXT};
use crate::token;
use crate::{card, response};

/// How long the platform drops a second copy of the same card, in seconds (vendor page 90236; four
/// hours at most). Only cards use it: their `task_id` tells one message from another, while two
/// texts may be alike and both be meant.
const DUPLICATE_CHECK_SECONDS: u32 = 1800;

/// Fewest and most members of a group, and its longest name, in characters (vendor page 90245).
const FEWEST_MEMBERS: usize = 2;
const MOST_MEMBERS: usize = 2000;
const LONGEST_NAME: chat::LengthLimit = chat::LengthLimit::Chars(50);

/// A group to be made by the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup<'a> {
    /// What it is called; cut at 50 characters.
    pub name: &'a str,
    /// Whose group it is; one of the members.
    pub owner: &'a str,
    /// Two to two thousand accounts.
    pub members: &'a [String],
    /// Its id, digits and letters, at most 32; the platform chooses one when it is left out. An id
    /// that is in use is refused, so with an incident's own id a second try makes no second group.
    pub chat: Option<&'a str>,
}

/// The app with all that its calls need.
#[derive(Clone)]
pub(crate) struct AppApi {
    pub(crate) client: reqwest::Client,
    pub(crate) api: Url,
    pub(crate) app: App,
    pub(crate) tokens: Arc<TokenCache>,
}

impl AppApi {
    /// Writes to one person. The platform answers "ok" for a list and names those it left out, so
    /// for our list of one, being named is the failure.
    pub(crate) async fn to_person(
        &self,
        account: &str,
        message: &Message,
        key: &str,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        if !is_callable(account) {
            return Err(SendError::gone("not an account of this organisation"));
        }
        let (body, reference) = self.message_to(account, message, key);
        let response = self.call("cgi-bin/message/send", &body, now).await?;
        let left_out = response.body["invaliduser"].as_str().is_some_and(|named| !named.is_empty());
        if left_out {
            return Err(SendError::gone("no such person, or outside the app's visible range"));
        }
        let reference = reference.or_else(|| response.body["msgid"].as_str().map(str::to_owned));
        Ok(Sent { reference: reference.map(MessageRef) })
    }

    /// Shows an answer on the card that was pressed. `code` is good for one time within 72 hours.
    pub(crate) async fn update_card(
        &self,
        (account, task_id, code): (&str, &str, &str),
        answer: &Message,
        now: DateTime<Utc>,
    ) -> Result<(), SendError> {
        let body = json!({
            "userids": [account],
            "agentid": self.app.agent_id,
            "response_code": code,
            "template_card": card::settled_by_app(answer, task_id),
        });
        self.call("cgi-bin/message/update_template_card", &body, now).await.map(drop)
    }

    /// Writes into a group that the app made.
    pub(crate) async fn to_group(
        &self,
        chat: &str,
        message: &Message,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let content = text::plain(message, LONGEST_TEXT);
        let body =
            json!({"chatid": chat, "msgtype": "text", "text": {"content": content}, "safe": 0});
        self.call("cgi-bin/appchat/send", &body, now).await.map(|_| Sent::default())
    }

    /// Makes a group; gives its id. People see it with the first message.
    pub(crate) async fn create_group(
        &self,
        group: &NewGroup<'_>,
        now: DateTime<Utc>,
    ) -> Result<String, SendError> {
        if !(FEWEST_MEMBERS..=MOST_MEMBERS).contains(&group.members.len()) {
            return Err(SendError::refused("a group of WeCom has 2 to 2000 members"));
        }
        let mut body = json!({
            "name": chat::draft::cut_inside(group.name, LONGEST_NAME),
            "owner": group.owner,
            "userlist": group.members,
        });
        if let Some(chat) = group.chat {
            body["chatid"] = json!(chat);
        }
        let response = self.call("cgi-bin/appchat/create", &body, now).await?;
        let chat = response.body["chatid"].as_str().filter(|chat| !chat.is_empty());
        chat.map(str::to_owned).ok_or_else(|| SendError::Retryable("WeCom named no group".into()))
    }

    /// Whether an access token can be had.
    pub(crate) async fn check(&self, now: DateTime<Utc>) -> Result<(), SendError> {
        let fetch = token::fetch(&self.client, &self.api, &self.app, now);
        self.tokens.get(now, fetch).await.map(drop)
    }

    /// The body for one person, and the id of its card.
    fn message_to(&self, account: &str, message: &Message, key: &str) -> (Value, Option<String>) {
        let task_id = card::task_id(message, key);
        // A second copy under the same id is dropped by the platform, so it needs no mark and must
        // be the same.
        let first = Message { repeat: false, ..message.clone() };
        if let Some(card) = card::with_buttons(&first, &task_id, card::APP) {
            let body = json!({
                "touser": account, "msgtype": "template_card", "agentid": self.app.agent_id,
                "template_card": card, "enable_duplicate_check": 1,
                "duplicate_check_interval": DUPLICATE_CHECK_SECONDS,
            });
            return (body, Some(task_id));
        }
        let content = text::plain(message, LONGEST_TEXT);
        let body = json!({
            "touser": account, "msgtype": "text", "agentid": self.app.agent_id, "text": {"content": content},
        });
        (body, None)
    }

    async fn call(
        &self,
        path: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<Response, SendError> {
        let fetch = || token::fetch(&self.client, &self.api, &self.app, now);
        let send = |token| self.post(path, token, body);
        let response = self.tokens.call(now, fetch, send, response::rejects_token).await?;
        response::of_http(&response).map(|()| response)
    }

    async fn post(
        &self,
        path: &str,
        token: SecretString,
        body: &Value,
    ) -> Result<Response, SendError> {
        let mut url = VENDOR.url(&self.api, path)?;
        url.query_pairs_mut().append_pair("access_token", token.expose_secret());
        VENDOR.send_json(self.client.post(url), body.to_string()).await
    }
}
