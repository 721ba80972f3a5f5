//! Sends of the app robot through the `OpenAPI`: to a group first, or to one person.

use std::time::Duration;

use chat::token::TokenCache;
use chat::{MessageRef, SendError, Sent};
use chrono::{DateTime, Utc};
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use url::Url;

use crate::answer;
use crate::http::{self, Answer};
use crate::payload::MsgParam;
use crate::settings::App;
use crate::token;

const TOKEN_HEADER: HeaderName = HeaderName::from_static("x-acs-dingtalk-access-token");

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
        let answer = self.post_message("v1.0/robot/groupMessages/send", target, param, now).await?;
        Ok(sent(&answer))
    }

    /// Posts to one person. The platform answers "ok" for a list and names those it left out in the body,
    /// so for our list of one, being named is the failure.
    pub(crate) async fn to_person(
        &self,
        staff_id: &str,
        param: &MsgParam,
        now: DateTime<Utc>,
    ) -> Result<Sent, SendError> {
        let target = ("userIds", json!([staff_id]));
        let answer =
            self.post_message("v1.0/robot/oToMessages/batchSend", target, param, now).await?;
        if names(&answer.body, "invalidStaffIdList", staff_id) {
            return Err(SendError::gone("no such person in the organisation"));
        }
        if names(&answer.body, "flowControlledStaffIdList", staff_id) {
            return Err(SendError::RetryAfter(FLOW_CONTROL_WAIT));
        }
        Ok(sent(&answer))
    }

    /// Whether an access token can be had.
    pub(crate) async fn check(&self, now: DateTime<Utc>) -> Result<(), SendError> {
        self.token(now).await.map(|_| ())
    }

    async fn post_message(
        &self,
        path: &str,
        (field, target): (&str, Value),
        param: &MsgParam,
        now: DateTime<Utc>,
    ) -> Result<Answer, SendError> {
        let body = json!({"robotCode": self.app.robot_code, field: target, "msgKey": param.key, "msgParam": param.json});
        self.call(Method::POST, path, &body, now).await
    }

    /// One call, repeated once with a new token when the platform no longer takes the one at hand.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: &Value,
        now: DateTime<Utc>,
    ) -> Result<Answer, SendError> {
        let body = body.to_string();
        let token = self.token(now).await?;
        let first = self.request(method.clone(), path, &token, body.clone()).await?;
        if !rejects_token(&first) {
            return answer::of_open_api(&first).map(|()| first);
        }
        // Tokens are revoked early when a secret is changed or another program fetches one: once more.
        self.tokens.forget(&token).await;
        let second = self.request(method, path, &self.token(now).await?, body).await?;
        answer::of_open_api(&second).map(|()| second)
    }

    async fn token(&self, now: DateTime<Utc>) -> Result<SecretString, SendError> {
        self.tokens.get(now, token::fetch(self.client, self.base, self.app, now)).await
    }

    async fn request(
        &self,
        method: Method,
        path: &str,
        token: &SecretString,
        body: String,
    ) -> Result<Answer, SendError> {
        let url = self
            .base
            .join(path)
            .map_err(|_| SendError::refused("the address of api is unusable"))?;
        let mut value = HeaderValue::from_str(token.expose_secret())
            .map_err(|_| SendError::Retryable("DingTalk gave an unusable access token".into()))?;
        value.set_sensitive(true);
        let headers = HeaderMap::from_iter([(TOKEN_HEADER, value)]);
        http::send(self.client, method, url, headers, body).await
    }
}

fn rejects_token(answer: &Answer) -> bool {
    answer.status == 401 || answer::text(&answer.body, "code").contains("InvalidAuthentication")
}

fn names(body: &Value, list: &str, staff_id: &str) -> bool {
    let named = body.get(list).and_then(Value::as_array);
    named.is_some_and(|named| named.iter().any(|one| one.as_str() == Some(staff_id)))
}

fn sent(answer: &Answer) -> Sent {
    let key = answer::text(&answer.body, "processQueryKey");
    Sent { reference: (!key.is_empty()).then_some(MessageRef(key)) }
}
