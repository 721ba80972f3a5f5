//! Discord's REST calls, each by its name. Every call passes the quota first and one attempt is
//! made.

use chat::{Now, SendError};
use reqwest::Method;
use reqwest::header::HeaderValue;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::http::{self, Response};
use crate::quota::Quota;
use crate::reply::Token;
use crate::response::code;
use crate::settings::Settings;
use crate::snowflake::Snowflake;

/// Discord's REST interface as one bot sees it.
pub(crate) struct Rest {
    client: reqwest::Client,
    base: url::Url,
    authorization: Option<HeaderValue>,
    application: Snowflake,
    quota: Quota,
    now: Now,
}

/// One call: what is in the path besides ids makes its bucket.
struct Call<'a> {
    method: Method,
    path: String,
    bucket: String,
    /// Calls by an interaction's token need no other right, and do not count to the limit of the
    /// whole bot.
    by_bot: bool,
    body: Option<&'a Value>,
}

impl Rest {
    pub(crate) fn new(settings: &Settings, client: reqwest::Client, now: Now) -> Self {
        let header = HeaderValue::from_str(&format!("Bot {}", settings.token.expose_secret()));
        let authorization = header.ok().map(|mut value| {
            value.set_sensitive(true);
            value
        });
        let (base, application) = (settings.base.clone(), settings.application.clone());
        Self { client, base, authorization, application, quota: Quota::default(), now }
    }

    /// Posts a message; the body of the answer is the message.
    pub(crate) async fn post_message(
        &self,
        channel: &Snowflake,
        body: &Value,
    ) -> Result<Value, SendError> {
        self.by_bot(Method::POST, format!("channels/{channel}/messages"), Some(body)).await
    }

    pub(crate) async fn edit_message(
        &self,
        channel: &Snowflake,
        message: &Snowflake,
        body: &Value,
    ) -> Result<Value, SendError> {
        let path = format!("channels/{channel}/messages/{message}");
        let bucket = format!("PATCH channels/{channel}/messages");
        let call = Call { method: Method::PATCH, path, bucket, by_bot: true, body: Some(body) };
        self.call(call).await?.read()
    }

    /// Starts a thread from a message, or finds the one that was started before.
    pub(crate) async fn start_thread(
        &self,
        channel: &Snowflake,
        message: &Snowflake,
        body: &Value,
    ) -> Result<(), SendError> {
        let path = format!("channels/{channel}/messages/{message}/threads");
        let bucket = format!("POST channels/{channel}/threads");
        let call = Call { method: Method::POST, path, bucket, by_bot: true, body: Some(body) };
        let response = self.call(call).await?;
        if response.code() == code::THREAD_EXISTS {
            return Ok(());
        }
        response.read().map(drop)
    }

    /// The channel in which one person is written to.
    pub(crate) async fn direct_channel(&self, person: &Snowflake) -> Result<Snowflake, SendError> {
        let body = json!({"recipient_id": person.as_str()});
        let response = self.by_bot(Method::POST, "users/@me/channels".into(), Some(&body)).await;
        let response = response.map_err(SendError::before_sending)?;
        Snowflake::of(&response, "id").ok_or_else(|| unreadable("direct channel").before_sending())
    }

    pub(crate) async fn channel(&self, channel: &Snowflake) -> Result<Value, SendError> {
        self.by_bot(Method::GET, format!("channels/{channel}"), None).await
    }

    /// The bot itself; fails when the token is not taken.
    pub(crate) async fn me(&self) -> Result<Value, SendError> {
        self.by_bot(Method::GET, "users/@me".into(), None).await
    }

    /// Where the gateway is, and how many sessions may be begun.
    pub(crate) async fn gateway(&self) -> Result<Value, SendError> {
        self.by_bot(Method::GET, "gateway/bot".into(), None).await
    }

    /// The registered commands of a server or, without one, of all servers.
    pub(crate) async fn commands(&self, guild: Option<&Snowflake>) -> Result<Value, SendError> {
        let path = format!("{}?with_localizations=true", self.commands_path(guild));
        self.by_bot(Method::GET, path, None).await
    }

    /// Replaces the registered commands.
    pub(crate) async fn register(
        &self,
        guild: Option<&Snowflake>,
        commands: &Value,
    ) -> Result<(), SendError> {
        self.by_bot(Method::PUT, self.commands_path(guild), Some(commands)).await.map(drop)
    }

    /// Gives an interaction its first answer.
    pub(crate) async fn first_answer(
        &self,
        interaction: &Snowflake,
        token: &Token,
        body: &Value,
    ) -> Result<Response, SendError> {
        let path = format!("interactions/{interaction}/{}/callback", token.reveal());
        self.by_token(Method::POST, path, "callback", token, Some(body)).await
    }

    /// What stands for an interaction now.
    pub(crate) async fn original(&self, token: &Token) -> Result<Response, SendError> {
        self.by_token(Method::GET, self.original_path(token), "GET original", token, None).await
    }

    pub(crate) async fn edit_original(
        &self,
        token: &Token,
        body: &Value,
    ) -> Result<Response, SendError> {
        self.by_token(Method::PATCH, self.original_path(token), "PATCH original", token, Some(body))
            .await
    }

    pub(crate) async fn delete_original(&self, token: &Token) -> Result<Response, SendError> {
        self.by_token(Method::DELETE, self.original_path(token), "DELETE original", token, None)
            .await
    }

    /// Says more about an interaction that was answered.
    pub(crate) async fn follow_up(
        &self,
        token: &Token,
        body: &Value,
    ) -> Result<Response, SendError> {
        let path = format!("webhooks/{}/{}", self.application, token.reveal());
        self.by_token(Method::POST, path, "POST webhook", token, Some(body)).await
    }

    fn commands_path(&self, guild: Option<&Snowflake>) -> String {
        match guild {
            Some(guild) => format!("applications/{}/guilds/{guild}/commands", self.application),
            None => format!("applications/{}/commands", self.application),
        }
    }

    fn original_path(&self, token: &Token) -> String {
        format!("webhooks/{}/{}/messages/@original", self.application, token.reveal())
    }

    async fn by_bot(
        &self,
        method: Method,
        path: String,
        body: Option<&Value>,
    ) -> Result<Value, SendError> {
        let bucket = format!("{method} {path}");
        self.call(Call { method, path, bucket, by_bot: true, body }).await?.read()
    }

    async fn by_token(
        &self,
        method: Method,
        path: String,
        what: &str,
        token: &Token,
        body: Option<&Value>,
    ) -> Result<Response, SendError> {
        let bucket = format!("{what} {}", token.reveal());
        self.call(Call { method, path, bucket, by_bot: false, body }).await
    }

    async fn call(&self, call: Call<'_>) -> Result<Response, SendError> {
        if let Some(wait) = self.quota.wait(&call.bucket, call.by_bot, (self.now)()) {
            return Err(SendError::RetryAfter(wait));
        }
        let url = self.base.join(&format!("api/v10/{}", call.path));
        let url = url.map_err(|_| SendError::refused("the base address is unusable"))?;
        let authorization = self.authorization.clone().filter(|_| call.by_bot);
        let response = http::call(&self.client, call.method, url, authorization, call.body).await?;
        let global =
            response.quota.global || response.body.get("global") == Some(&Value::Bool(true));
        let quota = http::QuotaHeaders { global, ..response.quota };
        self.quota.note(&call.bucket, quota, response.wait(), (self.now)());
        Ok(response)
    }
}

pub(crate) fn unreadable(what: &str) -> SendError {
    SendError::Uncertain(format!("Discord's answer holds no {what}"))
}
