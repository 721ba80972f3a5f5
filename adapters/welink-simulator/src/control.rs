//! The simulator as a program: people who read, open links and, by a gateway, write.

use std::fmt::Write as _;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use async_trait::async_trait;
use chat::RawRequest;
use simulator::{
    CallFault, Fault, FaultRequest, Figures, PressRequest, SayRequest, Simulator, Turn,
    VisibleMessage,
};
use tokio::net::TcpListener;
use url::Url;

use crate::people::forwarded;
use crate::setup::Setup;
use crate::state::{Delivery, Inner, Route, error_code};
use crate::{Shared, router};
use chat_welink::http;
use chat_welink::relay::Forwarded;

/// Runs the simulator as a program until it is stopped. `bot` is the bot's own base address;
/// without it nobody can write.
pub async fn run(listener: TcpListener, bot: Option<Url>) -> io::Result<()> {
    let inner = Arc::new(Inner::new(Setup::default(), simulator::machine_clock()));
    let client = http::client().map_err(io::Error::other)?;
    let stage = Stage { inner: Arc::clone(&inner), bot, client };
    let routes = router(inner).merge(simulator::router(Arc::new(stage)));
    simulator::serve(listener, routes).await
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
         tenant_id = \"{}\"\nrelay_secret = \"{}\"\n",
        setup.client_id,
        setup.client_secret,
        setup.tenant_id,
        setup.relay_secret.unwrap_or_default(),
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
}

#[async_trait]
impl Simulator for Stage {
    async fn say(&self, said: SayRequest) -> Result<(), String> {
        if self.inner.setup.relay_secret.is_none() {
            return Err("WeLink bots cannot receive messages".into());
        }
        if said.quotes.is_some() || said.attachment.is_some() {
            return Err("the relay hands on plain words only".into());
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
        let request = forwarded(&self.inner, &message, self.inner.now());
        // The customer's gateway delivers twice and in the wrong order.
        let turn = self.inner.state().faults.turn(request);
        for request in turn.into_iter().flat_map(Turn::into_events) {
            self.relay(request).await?;
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

    fn inject(&self, request: FaultRequest) -> Result<(), String> {
        let mut state = self.inner.state();
        let unavailable = CallFault::Respond(503, serde_json::Value::Null);
        match state.faults.inject(&request, error_code("48503", "too many calls"), unavailable) {
            Some(Fault::CloseSocket) => return Err("a WeLink bot holds no socket".into()),
            Some(Fault::ExpireTokens) => state.tokens.clear(),
            _ => {}
        }
        Ok(())
    }

    fn figures(&self) -> Figures {
        let state = self.inner.state();
        state.tally.figures(0, state.faults.left())
    }
}

impl Stage {
    /// Posts what the gateway forwards to the bot's relay.
    async fn relay(&self, request: RawRequest) -> Result<(), String> {
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
