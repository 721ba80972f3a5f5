//! How events reach the bot: over the gateway it holds or, without one, as signed HTTP requests.

use chat::RawRequest;
use chrono::{DateTime, Utc};
use ed25519_dalek::Signer as _;
use serde_json::Value;
use simulator::Turn;

use crate::DiscordSimulator;
use crate::webhooks::first_answer;

impl DiscordSimulator {
    /// Brings an event, as the faults want it.
    pub(crate) async fn bring(&self, name: &'static str, event: Value) -> Result<(), String> {
        let turn = self.inner.state().faults.turn((name, event));
        for (name, event) in turn.into_iter().flat_map(Turn::into_events) {
            self.bring_one(name, &event).await?;
        }
        Ok(())
    }

    async fn bring_one(&self, name: &'static str, event: &Value) -> Result<(), String> {
        let endpoint = {
            let mut state = self.inner.state();
            if state.sessions.is_open() {
                state.sessions.deliver(name, event);
                return Ok(());
            }
            state.endpoint.clone()
        };
        let endpoint =
            endpoint.ok_or("the bot is neither connected nor does it have an endpoint")?;
        if name != "INTERACTION_CREATE" {
            return Err("without a gateway connection a bot receives no messages".into());
        }
        self.post(&endpoint, event).await
    }

    /// Posts a signed interaction and takes the answer as the first one.
    async fn post(&self, endpoint: &url::Url, event: &Value) -> Result<(), String> {
        let request = self.signed(event.to_string().into_bytes(), self.inner.now());
        let client = chat_discord::http::client().map_err(|error| error.to_string())?;
        let mut call = client.post(endpoint.clone()).body(request.body);
        for (name, value) in request.headers {
            call = call.header(name, value);
        }
        let response = call.send().await.map_err(|_| "the bot's endpoint cannot be reached")?;
        let status = response.status().as_u16();
        let body = response.bytes().await.map_err(|_| "the bot's endpoint broke off")?;
        if status != 200 {
            return Err(format!("the bot's endpoint answered {status}"));
        }
        let body: Value =
            serde_json::from_slice(&body).map_err(|_| "the bot's endpoint answered no JSON")?;
        let text = |field: &str| event[field].as_str().unwrap_or_default().to_owned();
        let taken = first_answer(&self.inner, &text("id"), &text("token"), &body);
        self.inner.changed();
        taken.map(drop).map_err(|refused| refused.words())
    }

    /// Takes a first answer as if the bot had given it; for interactions that need no bot.
    pub fn take_first_answer(&self, id: &str, token: &str, answer: &Value) -> bool {
        first_answer(&self.inner, id, token, answer).is_ok()
    }

    /// A request as Discord signs it.
    pub fn signed(&self, body: Vec<u8>, at: DateTime<Utc>) -> RawRequest {
        let stamp = at.timestamp().to_string();
        let key = self.inner.setup.signing_key();
        let signature = key.sign(&[stamp.as_bytes(), &body].concat());
        let headers = vec![
            ("Content-Type".into(), "application/json".into()),
            ("X-Signature-Ed25519".into(), hex::encode(signature.to_bytes())),
            ("X-Signature-Timestamp".into(), stamp),
        ];
        RawRequest { method: "POST".into(), headers, body, ..RawRequest::default() }
    }
}
