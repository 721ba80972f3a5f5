//! The phones of everybody on a platform: what they write and press, and what they read.

use std::net::SocketAddr;

use chat::rehearsal::{Pressed, Said, Shown};
use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;
use tokio::runtime::Runtime;

pub(super) struct Phones {
    runtime: Runtime,
    client: reqwest::Client,
    base: Url,
}

impl Phones {
    /// Of a stand-in that listens at `address`.
    pub(super) fn of(address: SocketAddr) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let base = Url::parse(&format!("http://{address}/_fake/")).unwrap();
        Self { runtime, client: chat_welink::http::client().unwrap(), base }
    }

    pub(super) fn say(&self, said: &Said) -> Result<(), String> {
        self.act("say", said)
    }

    pub(super) fn press(&self, pressed: &Pressed) -> Result<(), String> {
        self.act("press", pressed)
    }

    /// Everything that can now be read in a room; nothing while the stand-in cannot be asked.
    pub(super) fn read(&self, room: &str) -> Vec<Shown> {
        let mut url = self.base.join("messages").unwrap();
        url.query_pairs_mut().append_pair("room", room);
        let asked = self.runtime.block_on(async { self.client.get(url).send().await?.bytes().await });
        asked.ok().and_then(|body| serde_json::from_slice(&body).ok()).unwrap_or_default()
    }

    fn act(&self, what: &str, body: &impl Serialize) -> Result<(), String> {
        let post = self.client.post(self.base.join(what).unwrap()).header(CONTENT_TYPE, "application/json");
        let post = post.body(serde_json::to_string(body).unwrap());
        self.runtime.block_on(async {
            let answer = post.send().await.map_err(|error| error.to_string())?;
            let status = answer.status();
            let why = answer.text().await.unwrap_or_default();
            if status.is_success() { Ok(()) } else { Err(format!("{status} {why}")) }
        })
    }
}
