//! A Discord on loopback that enforces what the real one does, for tests, simulations and load
//! tests.
//!
//! It speaks the gateway, REST and signed interactions; it checks tokens, fields, limits, the three
//! seconds of a first answer and the quarter of an hour of a token, and answers with Discord's
//! codes. Its clock is injected. Troubles are queued with [`DiscordSimulator::fail_next_call`];
//! each spoils one call.
//!
//! Its own inventions, because Discord documents no numbers: five messages in five seconds for a
//! channel, and five minutes for a nonce.

mod control;
mod form;
mod inbound;
mod menu;
mod people;
mod refusal;
mod registry;
mod rest;
mod routes;
mod session;
mod setup;
mod show;
mod slash;
mod state;
mod webhooks;
mod written;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use chat::{Menu, Now};
use chrono::TimeDelta;
use serde_json::Value;
use simulator::{CallFault, Server};
use tokio::net::TcpListener;
use url::Url;

use chat_discord::Snowflake;
use chat_discord::settings::{Mode, Settings};

pub use control::rate_limited;
pub use menu::SmallMenu;
pub use people::{Use, Written, command_data};
use session::Push;
pub use setup::Setup;
use state::Inner;
pub use state::Posted;

type Shared = Arc<Inner>;

/// A running simulator; it stops when dropped.
pub struct DiscordSimulator {
    address: SocketAddr,
    inner: Shared,
    /// None where somebody else runs the server.
    _server: Option<Server>,
}

impl DiscordSimulator {
    /// Starts on a free port of this machine.
    pub async fn start(setup: Setup, now: Now) -> io::Result<Self> {
        let listener = simulator::listen().await?;
        let address = listener.local_addr()?;
        let inner = Arc::new(Inner::new(setup, now));
        let server = Server::start(listener, routes::router(Arc::clone(&inner)));
        Ok(Self { address, inner, _server: Some(server) })
    }

    fn driving(address: SocketAddr, inner: Shared) -> Self {
        Self { address, inner, _server: None }
    }

    /// Its address.
    pub fn base(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Settings for an adapter that holds a gateway connection to this simulator.
    pub fn settings(&self, name: &str, menu: Arc<dyn Menu>) -> Option<Settings> {
        let setup = &self.inner.setup;
        let application = Snowflake::parse(&setup.application)?;
        let settings = Settings::new(name, application, setup.token.clone().into(), menu).ok()?;
        let (base, guild) = (Url::parse(&self.base()).ok()?, Snowflake::parse(&setup.guild));
        Some(Settings { base, guild, allow_loopback: true, ..settings })
    }

    /// The same for an adapter with an interactions endpoint.
    pub fn endpoint_settings(&self, name: &str, menu: Arc<dyn Menu>) -> Option<Settings> {
        let mode =
            Mode::interactions(&self.inner.setup.public_key_hex(), TimeDelta::minutes(5)).ok()?;
        Some(Settings { mode, ..self.settings(name, menu)? })
    }

    /// Where interactions are posted to while nobody holds a gateway connection.
    pub fn post_to(&self, endpoint: Url) {
        self.inner.state().endpoint = Some(endpoint);
    }

    /// Spoils the next call that is not spoiled yet.
    pub fn fail_next_call(&self, fault: CallFault) {
        self.inner.state().faults.push(fault);
    }

    /// Everything that is in a channel, oldest first; what only says "thinking…" too.
    pub fn posted(&self) -> Vec<Posted> {
        self.inner.state().messages.clone()
    }

    /// Waits until something is so.
    pub async fn until<T>(&self, mut found: impl FnMut(&[Posted]) -> Option<T>) -> Option<T> {
        self.inner.until(Duration::from_secs(10), |state| found(&state.messages)).await
    }

    /// The calls that were made: method and path, without tokens of interactions.
    pub fn calls(&self) -> Vec<String> {
        self.inner.state().calls.clone()
    }

    /// The commands that are registered, and how often they were.
    pub fn commands(&self) -> (Value, usize) {
        let state = self.inner.state();
        (state.commands.clone(), state.registrations)
    }

    /// Waits until commands were registered so often.
    pub async fn registered(&self, times: usize) -> bool {
        let found = |state: &mut state::State| (state.registrations >= times).then_some(());
        self.inner.until(Duration::from_secs(10), found).await.is_some()
    }

    /// How many sessions were begun, and how many resumed.
    pub fn sessions(&self) -> (usize, usize) {
        let state = self.inner.state();
        (state.sessions.identified, state.sessions.resumed)
    }

    /// Waits until so many sessions were begun and resumed.
    pub async fn connected(&self, sessions: (usize, usize)) -> bool {
        let counted =
            |state: &mut state::State| (state.sessions.identified, state.sessions.resumed);
        let found = self
            .inner
            .until(Duration::from_secs(15), |state| (counted(state) >= sessions).then_some(()));
        found.await.is_some()
    }

    /// Closes the gateway connection with a code.
    pub fn close(&self, code: u16) {
        self.inner.state().sessions.push(&Push::Close(code));
    }

    /// Ends the gateway connection without a word.
    pub fn abort(&self) {
        self.inner.state().sessions.push(&Push::Abort);
    }

    /// Asks the bot to connect again and resume.
    pub fn ask_to_reconnect(&self) {
        let payload = serde_json::json!({"op": 7, "d": null, "s": null, "t": null});
        self.inner.state().sessions.push(&Push::Payload(payload));
    }

    /// Makes the session invalid, so that a new one has to be begun.
    pub fn invalidate(&self) {
        self.inner.state().sessions.invalidate();
    }

    /// Keeps connections open, but neither receives nor sends anything on them from now on.
    pub fn go_deaf(&self) {
        self.inner.state().sessions.is_deaf = true;
    }

    /// The id of the channel of one person and the bot.
    pub fn direct_channel(&self, person: &str) -> String {
        let now = self.inner.now();
        self.inner.state().direct_channel(person, now)
    }
}

/// Runs the simulator as a program, until it is dropped. With `bot`, interactions are posted to
/// that bot's endpoint while it holds no gateway connection.
pub async fn run(listener: TcpListener, bot: Option<Url>) -> io::Result<()> {
    routes::serve(listener, Setup::for_simulations(), simulator::machine_clock(), bot).await
}

/// The section of a configuration that makes a bot talk to a simulator at `address` over the
/// gateway.
pub fn configuration(address: SocketAddr) -> String {
    section(address, "mode = \"gateway\"")
}

/// The same over an interactions endpoint.
pub fn configuration_of_endpoint(address: SocketAddr) -> String {
    let key = Setup::for_simulations().public_key_hex();
    section(address, &format!("mode = \"interactions\"\npublic_key = \"{key}\""))
}

fn section(address: SocketAddr, mode: &str) -> String {
    let setup = Setup::for_simulations();
    format!(
        "[platforms.discord]\nkind = \"discord\"\n{mode}\napplication_id = \"{}\"\ntoken = \"{}\"\n\
         guild_id = \"{}\"\nbase = \"http://{address}\"\nallow_loopback = true\n",
        setup.application, setup.token, setup.guild,
    )
}
