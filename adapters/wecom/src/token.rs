//! The app's access token: fetched once for everybody who waits, renewed before it ends.

use chat::SendError;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Mutex;
use url::Url;

use crate::settings::App;
use crate::{answer, http};

/// A token is renewed this long before it ends, so that none ends on its way.
const EARLY: TimeDelta = TimeDelta::minutes(3);

/// The vendor's usual life of a token, taken when an answer names none.
const USUAL_LIFE_SECONDS: i64 = 7200;

#[derive(Clone)]
struct Token {
    value: SecretString,
    renew_at: DateTime<Utc>,
}

/// The one token all senders share.
#[derive(Default)]
pub(crate) struct TokenCache {
    /// Held while a token is fetched: whoever comes meanwhile waits and takes the same one. Fetching too often
    /// is limited by itself.
    held: Mutex<Option<Token>>,
}

impl TokenCache {
    /// A token that is good at `now`.
    pub(crate) async fn get(
        &self,
        client: &reqwest::Client,
        api: &Url,
        app: &App,
        now: DateTime<Utc>,
    ) -> Result<SecretString, SendError> {
        let mut held = self.held.lock().await;
        if let Some(token) = held.as_ref().filter(|token| now < token.renew_at) {
            return Ok(token.value.clone());
        }
        let token = fetch(client, api, app, now).await?;
        let value = token.value.clone();
        *held = Some(token);
        Ok(value)
    }

    /// Forgets a token the platform no longer takes, unless somebody else has replaced it already.
    pub(crate) async fn forget(&self, rejected: &SecretString) {
        let mut held = self.held.lock().await;
        if held.as_ref().is_some_and(|token| token.value.expose_secret() == rejected.expose_secret()) {
            *held = None;
        }
    }
}

async fn fetch(
    client: &reqwest::Client,
    api: &Url,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Token, SendError> {
    let query = [("corpid", app.corp_id.as_str()), ("corpsecret", app.secret.expose_secret())];
    let answer = http::get(client, http::url(api, "cgi-bin/gettoken", &query)?).await?;
    answer::of_http(&answer).map_err(refused_app)?;
    let value = answer.body["access_token"].as_str().unwrap_or_default();
    if value.is_empty() {
        return Err(SendError::Retryable("WeCom gave no access token".into()));
    }
    let life = answer.body["expires_in"].as_i64().unwrap_or(USUAL_LIFE_SECONDS).clamp(0, USUAL_LIFE_SECONDS);
    let life = TimeDelta::seconds(life);
    // A token shorter than twice the margin is used for half its life instead of being fetched each time.
    let used = (life - EARLY).max(life / 2);
    Ok(Token { value: value.into(), renew_at: now + used })
}

/// Whatever the platform has against the organisation's id and the secret, only an operator can change it.
fn refused_app(error: SendError) -> SendError {
    match error {
        SendError::Permanent { reason, .. } => SendError::Unauthorized(reason),
        other => other,
    }
}
