//! The app's access token (v2): fetched once for everybody who waits, renewed before it ends, and not asked
//! for again soon after WeLink refused the app: too many wrong tries lock it (code 41403).

use chat::SendError;
use chat::token::Token;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use tokio::sync::Mutex;
use url::Url;

use crate::answer;
use crate::http;
use crate::settings::App;

/// A token is renewed this long before it ends, so that none ends on its way (vendor page on tokens).
const EARLY: TimeDelta = TimeDelta::minutes(5);

/// The vendor's usual life of a token, taken when an answer names none.
const USUAL_LIFE_SECONDS: i64 = 7200;

/// How long nothing is asked after the app was refused, and after it was locked. Not documented; long enough
/// to stay away from the lock and short enough to notice that an operator has acted.
const AFTER_REFUSAL: TimeDelta = TimeDelta::minutes(5);
const AFTER_LOCK: TimeDelta = TimeDelta::hours(1);

#[derive(Clone)]
enum Held {
    Token(Token),
    Refused { why: SendError, until: DateTime<Utc> },
}

/// The one token all senders share.
#[derive(Default)]
pub(crate) struct TokenCache {
    /// Held while a token is fetched: whoever comes meanwhile waits and takes the same one.
    held: Mutex<Option<Held>>,
}

impl TokenCache {
    /// A token that is good at `now`.
    pub(crate) async fn get(
        &self,
        client: &reqwest::Client,
        base: &Url,
        app: &App,
        now: DateTime<Utc>,
    ) -> Result<SecretString, SendError> {
        let mut held = self.held.lock().await;
        match held.as_ref() {
            Some(Held::Token(token)) if now < token.renew_at => return Ok(token.value.clone()),
            Some(Held::Refused { why, until }) if now < *until => return Err(why.clone()),
            _ => {}
        }
        match fetch(client, base, app, now).await {
            Ok(token) => {
                let value = token.value.clone();
                *held = Some(Held::Token(token));
                Ok(value)
            }
            Err(Failed { why, quiet }) => {
                *held = quiet.map(|quiet| Held::Refused { why: why.clone(), until: now + quiet });
                Err(why)
            }
        }
    }

    /// Forgets a token the platform no longer takes, unless somebody else has replaced it already.
    pub(crate) async fn forget(&self, rejected: &SecretString) {
        let mut held = self.held.lock().await;
        let is_it = |held: &Held| matches!(held, Held::Token(token) if token.value.expose_secret() == rejected.expose_secret());
        if held.as_ref().is_some_and(is_it) {
            *held = None;
        }
    }
}

/// Why there is no token, and how long not to ask again.
struct Failed {
    why: SendError,
    quiet: Option<TimeDelta>,
}

impl From<SendError> for Failed {
    fn from(why: SendError) -> Self {
        Self { why, quiet: None }
    }
}

async fn fetch(
    client: &reqwest::Client,
    base: &Url,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Token, Failed> {
    let url = base
        .join("api/auth/v2/tickets")
        .map_err(|_| SendError::refused("the address of WeLink is unusable"))?;
    let body =
        json!({"client_id": app.client_id, "client_secret": app.client_secret.expose_secret()});
    let answer = http::post(client, url, HeaderMap::new(), body.to_string()).await?;
    answer::of_ticket(&answer).map_err(|why| {
        let is_final = matches!(why, SendError::Unauthorized(_));
        let quiet = if answer::is_locked(&answer) { AFTER_LOCK } else { AFTER_REFUSAL };
        Failed { why, quiet: is_final.then_some(quiet) }
    })?;
    let value = answer::text(&answer.body, "access_token");
    if value.is_empty() {
        return Err(SendError::Retryable("WeLink gave no access token".into()).into());
    }
    let named = answer::text(&answer.body, "expires_in").parse().unwrap_or(USUAL_LIFE_SECONDS);
    let life = TimeDelta::seconds(named.clamp(0, USUAL_LIFE_SECONDS));
    Ok(Token::given(value.into(), now, life, EARLY))
}
