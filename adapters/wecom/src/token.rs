//! Fetches the app's access token.

use chat::SendError;
use chat::token::Token;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use url::Url;

use crate::settings::App;
use crate::{answer, http};

/// A token is renewed this long before it ends, so that none ends on its way.
const EARLY: TimeDelta = TimeDelta::minutes(3);

/// The vendor's usual life of a token, taken when an answer names none.
const USUAL_LIFE_SECONDS: i64 = 7200;

/// A new token for the app.
pub(crate) async fn fetch(
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
    let life = answer.body["expires_in"]
        .as_i64()
        .unwrap_or(USUAL_LIFE_SECONDS)
        .clamp(0, USUAL_LIFE_SECONDS);
    let life = TimeDelta::seconds(life);
    Ok(Token::given(value.into(), now, life, EARLY))
}

/// Whatever the platform has against the organisation's id and the secret, only an operator can change it.
fn refused_app(error: SendError) -> SendError {
    match error {
        SendError::Permanent { reason, .. } => SendError::Unauthorized(reason),
        other => other,
    }
}
