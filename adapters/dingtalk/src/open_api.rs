//! Sends of the app robot through the `OpenAPI`: to a group first, or to one person.

use std::time::Duration;

use chat::http::Response;
use chat::token::TokenCache;
use chat::{SendError, Sent};
use chrono::{DateTime, Utc};
use reqwest::Method;
use reqwest::header::HeaderName;
use secrecy::SecretString;
use serde_json::{Value, json};
use url::Url;

use crate::http::VENDOR;
use crate::payload::MsgParam;
use crate::response;
use crate::settings::App;
use crate::token;

const TOKEN_HEADER: HeaderName = HeaderName::from_static("x-acs-dingtalk-access-token");

/// What the platform names a message by (`processQueryKey`) serves to ask who has read it. No
/// message of people and no edit ever names one by it, so it is not kept.
const UNNAMED: Sent = Sent { reference: None };

/// How long a person whom the platform protects from too many messages is left alone.
const FLOW_CONTROL_WAIT: Duration = Duration::from_mins(1);

/// The `OpenAPI` of one app.
pub(crate) struct OpenApi<'a> {
    pub(crate) client: &'a reqwest::Client,
    pub(crate) base: &'a Url,
    pub(crate) app: &'a App,
    pub(crate) tokens: &'a TokenCache,
}

impl OpenApi<'_> {
    /// Posts to a group by its conversation id.
    pub(crate) async fn to_group(
        &self,
        conversation: &str,
        param: &MsgParam,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let target = ("openConversationId", json!(conversation));
        self.post_message("v1.0/robot/groupMessages/send", target, param, now).await?;
        Ok(UNNAMED)
    }

    /// Posts to one person. The platform answers "ok" for a list and names those it left out in the
    /// body, so for our list of one, being named is the failure.
    pub(crate) async fn to_person(
        &self,
        staff_id: &str,
        param: &MsgParam,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let target = ("userIds", json!([staff_id]));
        let response =
            self.post_message("v1.0/robot/oToMessages/batchSend", target, param, now).await?;
        if names(&response.body, "invalidStaffIdList", staff_id) {
            return Err(SendError::gone("no such person in the organisation"));
        }
        if names(&response.body, "flowControlledStaffIdList", staff_id) {
            return Err(SendError::RetryAfter(FLOW_CONTROL_WAIT));
        }
        Ok(UNNAMED)
    }

    /// Whether an access token can be had.
    pub(crate) async fn check(&self, now: DateTime<Utc>) -> Result<(), SendError> {
        let fetch = token::fetch(self.client, self.base, self.app, now);
        self.tokens.get(now, fetch).await.map(drop)
    }

    async fn post_message(
        &self,
        path: &str,
        (field, target): (&str, Value),
        param: &MsgParam,
        now: DateTime<Utc>,
    ) -> Result<Response, SendError> {
        let body = json!({"robotCode": self.app.robot_code, field: target, "msgKey": param.key, "msgParam": param.json});
        self.call(Method::POST, path, &body, now).await
    }

    /// One call, repeated once with a new token when the platform rejects the one at hand.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<Response, SendError> {
        let body = body.to_string();
        let fetch = || token::fetch(self.client, self.base, self.app, now);
        let send = |token| self.request(method.clone(), path, token, body.clone());
        let response = self.tokens.call(now, fetch, send, rejects_token).await?;
        response::of_open_api(&response).map(|()| response)
    }

    async fn request(
        &self,
        method: Method,
        path: &str,
        token: SecretString,
        body: String,
    ) -> Result<Response, SendError> {
        let url = VENDOR.url(self.base, path)?;
        let headers = VENDOR.token_header(TOKEN_HEADER, &token)?;
        VENDOR.send_json(self.client.request(method, url).headers(headers), body).await
    }
}

fn rejects_token(response: &Response) -> bool {
    response.status == 401
        || response::text(&response.body, "code").contains("InvalidAuthentication")
}

fn names(body: &Value, list: &str, staff_id: &str) -> bool {
    let named = body.get(list).and_then(Value::as_array);
    named.is_some_and(|named| named.iter().any(|one| one.as_str() == Some(staff_id)))
}
