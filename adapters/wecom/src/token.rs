//! Fetches the app's access token.

use chat::SendError;
use chat::token::{NoToken, Token};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret as _;
use url::Url;

use crate::http::VENDOR;
use crate::response;
use crate::settings::App;

/// A token is renewed this long before it ends, so that none expires on its way.
const EARLY: TimeDelta = TimeDelta::minutes(3);

/// A new token for the app.
pub(crate) async fn fetch(
    client: &reqwest::Client,
    api: &Url,
    app: &App,
    now: DateTime<Utc>,
) -> Result<Token, NoToken> {
    let mut url = VENDOR.url(api, "cgi-bin/gettoken")?;
    let query = [("corpid", app.corp_id.as_str()), ("corpsecret", app.secret.expose_secret())];
    url.query_pairs_mut().extend_pairs(query);
    let response = VENDOR.call(client.get(url)).await?;
    response::of_http(&response).map_err(SendError::about_credentials)?;
    let value = response.body["access_token"].as_str().unwrap_or_default();
    if value.is_empty() {
        return Err(SendError::Retryable("WeCom gave no access token".into()).into());
    }
    Ok(Token::issued(value.into(), response.body["expires_in"].as_i64(), now, EARLY))
}
