//! Fetches the app's access token (v2). After `WeLink` refused the app there is a pause: too many
//! wrong tries lock it (code 41403).

use chat::SendError;
use chat::token::{NoToken, Token};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use serde_json::json;
use url::Url;

use crate::http::VENDOR;
use crate::response;
use crate::settings::App;

/// A token is renewed this long before it ends, so that none expires on its way (vendor page on
/// tokens).
const EARLY: TimeDelta = TimeDelta::minutes(5);

/// The pauses after the app was refused, and after it was locked. Not documented; long enough to
/// stay away from the lock and short enough to notice that an operator has acted.
const AFTER_REFUSAL: TimeDelta = TimeDelta::minutes(5);
const AFTER_LOCK: TimeDelta = TimeDelta::hours(1);

/// A new token for the app.
pub(crate) async fn fetch(
    client: &reqwest::Client,
    base: &Url,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Token, NoToken> {
    let url = VENDOR.url(base, "api/auth/v2/tickets")?;
    let body =
        json!({"client_id": app.client_id, "client_secret": app.client_secret.expose_secret()});
    let response = VENDOR.send_json(client.post(url), body.to_string()).await?;
    response::of_ticket(&response).map_err(|error| {
        let is_final = matches!(error, SendError::Unauthorized(_));
        let pause = if response::is_locked(&response) { AFTER_LOCK } else { AFTER_REFUSAL };
        NoToken { error, pause: is_final.then_some(pause) }
    })?;
    let value = response::text(&response.body, "access_token");
    if value.is_empty() {
        return Err(SendError::Retryable("WeLink gave no access token".into()).into());
    }
    let life = response::text(&response.body, "expires_in").parse().ok();
    Ok(Token::issued(value.into(), life, now, EARLY))
}
