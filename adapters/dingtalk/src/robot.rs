//! Sends through a custom robot's webhook or through the session of an inbound message.

use chat::SendError;
use chat::signature::hmac_sha256_base64;
use chrono::{DateTime, Utc};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::http::VENDOR;
use crate::response;
use crate::settings::CustomRobot;

/// Posts one message; `url` is a session webhook or comes from [`webhook`].
pub(crate) async fn post(
    client: &reqwest::Client,
    url: Url,
    body: String,
) -> Result<(), SendError> {
    let response = VENDOR.send_json(client.post(url), body).await?;
    response::of_robot(&response)
}

/// The robot's webhook, signed for `now`. Made anew for each try: a signature is good for one hour
/// only.
pub(crate) fn webhook(
    base: &Url,
    robot: &CustomRobot,
    now: DateTime<Utc>,
) -> Result<Url, SendError> {
    let mut url = VENDOR.url(base, "robot/send")?;
    let mut query = url.query_pairs_mut();
    query.append_pair("access_token", robot.access_token.expose_secret());
    if let Some(secret) = &robot.secret {
        let stamp = now.timestamp_millis();
        query
            .append_pair("timestamp", &stamp.to_string())
            .append_pair("sign", &sign(secret, stamp));
    }
    drop(query);
    Ok(url)
}

/// Base64 of HMAC-SHA256 over `timestamp "\n" secret` under the secret (vendor page on custom
/// robots).
fn sign(secret: &SecretString, stamp: i64) -> String {
    let secret = secret.expose_secret().as_bytes();
    hmac_sha256_base64(secret, &[stamp.to_string().as_bytes(), b"\n", secret])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_recorded_send_signature_comes_out() {
        let vectors = include_str!("../../../tests/fixtures/vectors/dingtalk_sign.json");
        let vectors: Value = serde_json::from_str(vectors).unwrap();
        let cases = vectors["cases"].as_array().unwrap();
        let sends: Vec<_> = cases.iter().filter(|case| case["kind"] == "send_sign").collect();
        assert_eq!(sends.len(), 4);
        for case in sends {
            let robot = CustomRobot {
                access_token: "T".into(),
                secret: Some(case["secret"].as_str().unwrap().into()),
                conversation: None,
            };
            let now =
                DateTime::from_timestamp_millis(case["timestamp_ms"].as_i64().unwrap()).unwrap();
            let url =
                webhook(&Url::parse("https://oapi.dingtalk.com/").unwrap(), &robot, now).unwrap();
            let suffix = case["url_suffix"].as_str().unwrap();
            assert_eq!(
                url.as_str(),
                format!("https://oapi.dingtalk.com/robot/send?access_token=T{suffix}")
            );
        }
    }
}
