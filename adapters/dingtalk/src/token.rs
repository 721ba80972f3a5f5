//! Fetches the app's access token.

use chat::SendError;
use chat::token::{NoToken, Token};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use serde_json::json;
use url::Url;

use crate::http::VENDOR;
use crate::response;
use crate::settings::App;

/// A token is renewed this long before it ends, so that none expires on its way.
const EARLY: TimeDelta = TimeDelta::minutes(5);

/// A new token for the app.
pub(crate) async fn fetch(
    client: &reqwest::Client,
    api: &Url,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Token, NoToken> {
    let url = VENDOR.url(api, "v1.0/oauth2/accessToken")?;
    let body = json!({"appKey": app.key, "appSecret": app.secret.expose_secret()});
    let response = VENDOR.send_json(client.post(url), body.to_string()).await?;
    let is_refused = (400..=499).contains(&response.status);
    response::of_open_api(&response).map_err(|error| match error {
        SendError::Retryable(reason) if is_refused => SendError::Unauthorized(reason),
        other => other.about_credentials(),
    })?;
    let value = response::text(&response.body, "accessToken");
    if value.is_empty() {
        return Err(SendError::Retryable("DingTalk gave no access token".into()).into());
    }
    let life = response::number(&response.body, "expireIn");
    Ok(Token::issued(value.into(), life, now, EARLY))
}
