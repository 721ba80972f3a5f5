//! Fetches the app's access token.

use chat::SendError;
use chat::token::Token;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::header::HeaderMap;
use secrecy::ExposeSecret as _;
use serde_json::json;
use url::Url;

use crate::answer;
use crate::http;
use crate::settings::App;

/// A token is renewed this long before it ends, so that none ends on its way.
const EARLY: TimeDelta = TimeDelta::minutes(5);

/// The vendor's usual life of a token, taken when an answer names none.
const USUAL_LIFE_SECONDS: i64 = 7200;

/// A new token for the app.
pub(crate) async fn fetch(
    client: &reqwest::Client,
    api: &Url,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Token, SendError> {
    let url = api
        .join("v1.0/oauth2/accessToken")
        .map_err(|_| SendError::refused("the address of api is unusable"))?;
    let body = json!({"appKey": app.key, "appSecret": app.secret.expose_secret()});
    let answer = http::post(client, url, HeaderMap::new(), body.to_string()).await?;
    answer::of_open_api(&answer).map_err(refused_app)?;
    let value = answer::text(&answer.body, "accessToken");
    if value.is_empty() {
        return Err(SendError::Retryable("DingTalk gave no access token".into()));
    }
    let life = answer::number(&answer.body, "expireIn")
        .unwrap_or(USUAL_LIFE_SECONDS)
        .clamp(0, USUAL_LIFE_SECONDS);
    let life = TimeDelta::seconds(life);
    Ok(Token::given(value.into(), now, life, EARLY))
}

/// Whatever the platform has against the app's key and secret, only an operator can change it.
fn refused_app(error: SendError) -> SendError {
    match error {
        SendError::Permanent { reason, .. } => SendError::Unauthorized(reason),
        other => other,
    }
}
