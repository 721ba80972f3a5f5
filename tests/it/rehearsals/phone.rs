//! The phones of everybody on a platform: what they write and press, and what they read. And the
//! two dials beside them: what the platform counts, and what the bot counts.

use std::net::SocketAddr;

use reqwest::Url;
use reqwest::header::CONTENT_TYPE;
use serde::Serialize;
use serde::de::DeserializeOwned;
use simulator::{FaultRequest, Figures, PressRequest, SayRequest, VisibleMessage};
use tokio::runtime::Runtime;

/// Whoever looks at pages of other programs.
struct Browser {
    runtime: Runtime,
    client: reqwest::Client,
}

impl Browser {
    fn new() -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        Self { runtime, client: chat_welink::http::client().unwrap() }
    }

    /// What is there; nothing while it cannot be asked.
    fn page(&self, url: Url) -> Option<String> {
        let asked =
            self.runtime.block_on(async { self.client.get(url).send().await?.text().await });
        asked.ok()
    }

    fn post(&self, url: Url, body: &impl Serialize) -> Result<(), String> {
        let post = self.client.post(url).header(CONTENT_TYPE, "application/json");
        let post = post.body(serde_json::to_string(body).unwrap());
        self.runtime.block_on(async {
            let answer = post.send().await.map_err(|error| error.to_string())?;
            let status = answer.status();
            let why = answer.text().await.unwrap_or_default();
            if status.is_success() { Ok(()) } else { Err(format!("{status} {why}")) }
        })
    }
}

pub(super) struct Phones {
    browser: Browser,
    base: Url,
}

impl Phones {
    /// Of a simulator that listens at `address`.
    pub(super) fn of(address: SocketAddr) -> Self {
        Self {
            browser: Browser::new(),
            base: Url::parse(&format!("http://{address}/_simulator/")).unwrap(),
        }
    }

    pub(super) fn say(&self, said: &SayRequest) -> Result<(), String> {
        self.browser.post(self.at("say"), said)
    }

    pub(super) fn press(&self, pressed: &PressRequest) -> Result<(), String> {
        self.browser.post(self.at("press"), pressed)
    }

    /// Everything that can now be read in a room; nothing while the simulator cannot be asked.
    pub(super) fn read(&self, room: &str) -> Vec<VisibleMessage> {
        let mut url = self.at("messages");
        url.query_pairs_mut().append_pair("room", room);
        self.json(url).unwrap_or_default()
    }

    pub(super) fn misbehave(&self, how: &FaultRequest) -> Result<(), String> {
        self.browser.post(self.at("fault"), how)
    }

    pub(super) fn figures(&self) -> Option<Figures> {
        self.json(self.at("figures"))
    }

    fn json<T: DeserializeOwned>(&self, url: Url) -> Option<T> {
        serde_json::from_str(&self.browser.page(url)?).ok()
    }

    fn at(&self, what: &str) -> Url {
        self.base.join(what).unwrap()
    }
}

/// What an operator's monitoring reads of the bot.
pub(super) struct Dials {
    browser: Browser,
    page: Url,
}

impl Dials {
    /// Of a bot that listens at `address`.
    pub(super) fn of(address: SocketAddr) -> Self {
        Self {
            browser: Browser::new(),
            page: Url::parse(&format!("http://{address}/metrics")).unwrap(),
        }
    }

    /// A gauge as it is now; nothing while the bot cannot be asked.
    pub(super) fn read(&self, gauge: &str) -> Option<usize> {
        let page = self.browser.page(self.page.clone())?;
        let value = page.lines().find_map(|line| line.strip_prefix(gauge)?.strip_prefix(' '))?;
        value.trim().parse().ok()
    }
}
