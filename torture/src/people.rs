//! The phones of everybody on one platform: what they write and press, and what they read.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use reqwest::header::CONTENT_TYPE;
use reqwest::{Client, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;
use simulator::{FaultRequest, Figures, PressRequest, SayRequest, VisibleMessage};

/// Longer than any simulator waits for the bot.
const ANSWERED_WITHIN: Duration = Duration::from_secs(15);

/// A client for other programs on this machine.
pub(crate) fn client() -> anyhow::Result<Client> {
    Client::builder().no_proxy().timeout(ANSWERED_WITHIN).build().context("no HTTP client")
}

/// The control of a simulator, see [`simulator::router`].
#[derive(Debug, Clone)]
pub(crate) struct Phones {
    client: Client,
    base: Url,
}

impl Phones {
    pub(crate) fn of(address: SocketAddr, client: Client) -> anyhow::Result<Self> {
        Ok(Self { client, base: Url::parse(&format!("http://{address}/_simulator/"))? })
    }

    pub(crate) async fn say(&self, said: &SayRequest) -> Result<(), String> {
        self.post("say", said).await
    }

    pub(crate) async fn press(&self, pressed: &PressRequest) -> Result<(), String> {
        self.post("press", pressed).await
    }

    pub(crate) async fn misbehave(&self, how: &FaultRequest) -> Result<(), String> {
        self.post("fault", how).await
    }

    /// Everything that can now be read in a room; nothing while the simulator cannot be asked.
    pub(crate) async fn read(&self, room: &str) -> Vec<VisibleMessage> {
        let Ok(mut url) = self.base.join("messages") else { return Vec::new() };
        url.query_pairs_mut().append_pair("room", room);
        self.json(url).await.unwrap_or_default()
    }

    pub(crate) async fn figures(&self) -> Option<Figures> {
        self.json(self.base.join("figures").ok()?).await
    }

    async fn json<T: DeserializeOwned>(&self, url: Url) -> Option<T> {
        let text = self.client.get(url).send().await.ok()?.text().await.ok()?;
        serde_json::from_str(&text).ok()
    }

    async fn post(&self, what: &str, body: &impl Serialize) -> Result<(), String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let url = self.base.join(what).map_err(|error| told(&error))?;
        let body = serde_json::to_string(body).map_err(|error| told(&error))?;
        let post = self.client.post(url).header(CONTENT_TYPE, "application/json").body(body);
        let response = post.send().await.map_err(|error| told(&error))?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        Err(format!("{status} {}", response.text().await.unwrap_or_default()))
    }
}
