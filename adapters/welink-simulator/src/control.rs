//! The simulator as a program: people who read, open links and, by a gateway, write.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chat::{Now, RawRequest};
use chrono::Utc;
use simulator::{
    self, CallFault, Fault, FaultRequest, Figures, PressRequest, SayRequest, Simulator,
    VisibleMessage,
};
use tokio::net::TcpListener;
use url::Url;

use crate::people::forwarded;
use crate::setup::Setup;
use crate::state::{Delivery, Inner, Route, error_code};
use crate::{Shared, router};
use chat_welink::door::Forwarded;
use chat_welink::http;

/// Runs the simulator as a program until it is stopped. `bot` is the bot's own base address; without it nobody can
/// write.
pub async fn run(listener: TcpListener, bot: Option<Url>) -> io::Result<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a program of its own, with the clock of its machine"
    )]
    let now: Now = Arc::new(Utc::now);
    let inner = Arc::new(Inner::new(Setup::default(), now));
    let client = http::client().map_err(io::Error::other)?;
    let stage = Stage { inner: Arc::clone(&inner), bot, client, gateway: Mutex::default() };
    let routes = router(inner).merge(simulator::router(Arc::new(stage)));
    axum::serve(listener, routes.into_make_service_with_connect_info::<SocketAddr>()).await
}

/// The section of a bot's configuration that makes it talk to the simulator of [`run`].
///
/// Links need a section of their own (`[links]`), as in every deployment.
pub fn configuration(address: SocketAddr) -> String {
    let setup = Setup::default();
    let mut text = format!(
        "# People act by links: give [links] a key of 32 bytes, and [http] the public_url of the bot.\n\
         [platforms.welink]\nkind = \"welink\"\nbase = \"http://{address}\"\nallow_loopback = true\n\
         client_id = \"{}\"\nclient_secret = \"{}\"\nowner = \"值班\"\ntenant_callback = true\n\
         tenant_id = \"{}\"\ndoor_secret = \"{}\"\n",
        setup.client_id,
        setup.client_secret,
        setup.tenant_id,
        setup.door_secret.unwrap_or_default(),
    );
    for robot in &setup.robots {
        let _ =
            write!(text, "[platforms.welink.robots.{}]\ntoken = \"{}\"\n", robot.name, robot.token);
    }
    text
}

/// People in front of their phones.
struct Stage {
    inner: Shared,
    bot: Option<Url>,
    client: reqwest::Client,
    gateway: Mutex<Gateway>,
}

/// How the customer's gateway misbehaves.
#[derive(Default)]
struct Gateway {
    twice: u32,
    swaps: u32,
    held_back: Option<RawRequest>,
}

impl Gateway {
    /// How many faults are still to come; what waits to be overtaken counts as one.
    fn left(&self) -> usize {
        usize::try_from(self.twice + self.swaps).unwrap_or(usize::MAX)
            + usize::from(self.held_back.is_some())
    }
}

#[async_trait]
impl Simulator for Stage {
    async fn say(&self, said: SayRequest) -> Result<(), String> {
        if self.inner.setup.door_secret.is_none() {
            return Err("WeLink bots cannot hear".into());
        }
        let id = said.id.unwrap_or_else(|| format!("msg-{}", self.inner.state().next_number()));
        let message = Forwarded {
            event_id: id,
            chat_id: if said.direct { String::new() } else { said.room },
            user_name: said.account.split('@').next().unwrap_or_default().to_owned(),
            user_id: said.account,
            text: said.text,
            is_mention: true,
        };
        for request in self.through_the_gateway(forwarded(&self.inner, &message, self.inner.now()))
        {
            self.knock(request).await?;
        }
        Ok(())
    }

    async fn press(&self, pressed: PressRequest) -> Result<(), String> {
        let link = self.link_of(&pressed)?;
        let url = Url::parse(&link).map_err(|_| "the link is no address".to_owned())?;
        let page = self
            .client
            .get(url.clone())
            .send()
            .await
            .map_err(|error| error.without_url().to_string())?;
        let status = page.status();
        let text = page.text().await.unwrap_or_default();
        if !status.is_success() || !text.contains("<form") {
            return Err(format!(
                "the page of the link answers {status} and offers nothing to press"
            ));
        }
        let act = self.client.post(url).form(&[("name", &pressed.account)]).send().await;
        let status = act.map_err(|error| error.without_url().to_string())?.status();
        if status.is_success() { Ok(()) } else { Err(format!("the act was answered {status}")) }
    }

    fn messages(&self, room: &str) -> Vec<VisibleMessage> {
        let state = self.inner.state();
        let numbered = state.deliveries.iter().enumerate();
        numbered
            .filter(|(_, sent)| sent.route.room() == room)
            .map(|(at, sent)| shown(at, sent))
            .collect()
    }

    fn inject(&self, how: FaultRequest) -> Result<(), String> {
        let times = how.times.max(1);
        let fault = match how.fault {
            Fault::Slow => CallFault::Slow(Duration::from_millis(how.millis)),
            Fault::Drop => CallFault::LoseResponse,
            Fault::RateLimited => error_code("48503", "too many calls"),
            Fault::Unavailable => CallFault::Respond(503, serde_json::Value::Null),
            Fault::ExpireTokens => {
                self.inner.state().tokens.clear();
                return Ok(());
            }
            Fault::Duplicate => {
                self.gateway().twice += times;
                return Ok(());
            }
            Fault::Reorder => {
                self.gateway().swaps += times;
                return Ok(());
            }
            Fault::CloseSocket => return Err("a WeLink bot holds no socket".into()),
        };
        let faults = std::iter::repeat_n(fault, usize::try_from(times).unwrap_or(1));
        self.inner.state().faults.extend(faults);
        Ok(())
    }

    fn figures(&self) -> Figures {
        let inbound = self.gateway().left();
        let state = self.inner.state();
        let refused = state.refused.iter().rev().take(20).rev().cloned().collect();
        Figures {
            busiest_minute: state.busiest_minute(),
            over_limit: state.over_limit,
            refused,
            connections: 0,
            faults_left: state.faults.len() + inbound,
        }
    }
}

impl Stage {
    fn gateway(&self) -> std::sync::MutexGuard<'_, Gateway> {
        self.gateway.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is delivered now that this message came: nothing, one message, or several.
    fn through_the_gateway(&self, request: RawRequest) -> Vec<RawRequest> {
        let mut gateway = self.gateway();
        if let Some(earlier) = gateway.held_back.take() {
            return vec![request, earlier];
        }
        if gateway.swaps > 0 {
            gateway.swaps -= 1;
            gateway.held_back = Some(request);
            return Vec::new();
        }
        if gateway.twice > 0 {
            gateway.twice -= 1;
            return vec![request.clone(), request];
        }
        vec![request]
    }

    /// Posts what the gateway forwards to the bot's door.
    async fn knock(&self, request: RawRequest) -> Result<(), String> {
        let bot = self.bot.as_ref().ok_or("nobody said where the bot is (--bot URL)")?;
        let url = bot
            .join(&format!("hooks/welink/{}", request.path_tail))
            .map_err(|error| error.to_string())?;
        let mut post = self.client.post(url).body(request.body);
        for (name, value) in request.headers {
            post = post.header(name, value);
        }
        let answer = post.send().await.map_err(|error| error.without_url().to_string())?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(format!("the bot answers {}", answer.status()))
        }
    }

    fn link_of(&self, pressed: &PressRequest) -> Result<String, String> {
        let state = self.inner.state();
        let index: Option<usize> = pressed.message.parse().ok();
        let delivery =
            index.and_then(|index| state.deliveries.get(index)).ok_or("no such message")?;
        let links = links(delivery);
        let named = links.iter().find(|(label, _)| *label == pressed.button);
        // A card of which only one thing can be opened needs no label.
        let only = matches!(delivery.route, Route::Person(_)).then(|| links.first()).flatten();
        named
            .or(only)
            .map(|(_, link)| link.clone())
            .ok_or_else(|| "no such link in the message".to_owned())
    }
}

/// Labels and links: what the card opens first, then lines of the text that end in an address.
fn links(delivery: &Delivery) -> Vec<(String, String)> {
    let label = delivery.text.lines().find_map(|line| line.strip_prefix("▶ ")).unwrap_or("open");
    let opened = delivery.opens.iter().map(|link| (label.to_owned(), link.clone()));
    let in_text = delivery.text.lines().filter_map(|line| {
        let at = line.find("http://").or_else(|| line.find("https://"))?;
        let label = line[..at].split('「').next().unwrap_or_default().trim();
        (!label.is_empty()).then(|| (label.to_owned(), line[at..].trim().to_owned()))
    });
    opened.chain(in_text).collect()
}

fn shown(index: usize, delivery: &Delivery) -> VisibleMessage {
    let title = delivery.title.iter().map(String::as_str);
    VisibleMessage {
        id: index.to_string(),
        room: delivery.route.room().to_owned(),
        text: title.chain([delivery.text.as_str()]).collect::<Vec<_>>().join("\n"),
        buttons: links(delivery).into_iter().map(|(label, _)| label).collect(),
        mentioned: delivery.called.clone(),
        only_for: match &delivery.route {
            Route::Person(account) => Some(account.clone()),
            Route::Group(_) => None,
        },
        thread: None,
        edits: 0,
    }
}
