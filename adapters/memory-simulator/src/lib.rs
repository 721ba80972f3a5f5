//! A chat platform in memory, for tests.
//!
//! It keeps the same promises as a real adapter (the conformance suite runs on it too), so a
//! journey that passes on it means something: typed words are made harmless, long texts are cut,
//! closed reply addresses are skipped, requests are signed and checked. What people can read is in
//! [`MemoryPlatform::sent`].
//!
//! Start at [`MemoryPlatform::rich`] for a platform that can do everything and at
//! [`MemoryPlatform::poorest`] for text in and text out. Inbound events are made in [`inbound`].

mod gateway;
pub mod inbound;
mod outbound;
mod room;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chat::{
    Address, Buttons, Capabilities, ChatEvent, ChatPlatform, ConnectError, EventOutcome, EventSink,
    Health, Inbound, LengthLimit, MentionSupport, Message, MessageRef, Now, RateLimit, RawRequest,
    RawResponse, Refusal, SendError, SendOptions, Sent,
};
use chrono::{DateTime, Utc};
use tokio::sync::watch;

use gateway::Gateway;
pub use outbound::SentMessage;
use room::{RoomState, State};

/// Reply addresses of this platform begin so; any other text points elsewhere and is not used.
pub const REPLY_PREFIX: &str = "fake-reply:";

/// A chat platform in memory.
pub struct MemoryPlatform {
    name: String,
    capabilities: Capabilities,
    now: Now,
    state: Mutex<State>,
    gateway: Option<Arc<Gateway>>,
    sends_email: bool,
    hung: watch::Sender<Hung>,
}

/// Addresses whose sends hang, and how many do.
#[derive(Default)]
struct Hung {
    addresses: HashSet<String>,
    calls: usize,
}

/// A call that hangs, also when it is given up.
struct HungCall<'a>(&'a watch::Sender<Hung>);

impl Drop for HungCall<'_> {
    fn drop(&mut self) {
        self.0.send_modify(|hung| hung.calls -= 1);
    }
}

impl MemoryPlatform {
    /// A platform with the given abilities. Its clock stands at 1970 until
    /// [`MemoryPlatform::with_now`].
    pub fn new(name: &str, capabilities: Capabilities) -> Self {
        let now: Now = Arc::new(|| DateTime::UNIX_EPOCH);
        Self {
            name: name.to_owned(),
            capabilities,
            now,
            state: Mutex::default(),
            gateway: None,
            sends_email: false,
            hung: watch::Sender::default(),
        }
    }

    /// A platform that can do everything: edits, buttons, threads, private and passive answers.
    pub fn rich(name: &str) -> Self {
        Self::new(name, rich_capabilities())
    }

    /// Text in, text out, 500 characters, nothing else: the least that every journey must work on.
    pub fn poorest(name: &str) -> Self {
        Self::new(name, poorest_capabilities())
    }

    /// Everything but an answer on its own response: what a platform with a connection of its own
    /// can do.
    pub fn lively(name: &str) -> Self {
        Self::new(name, Capabilities { passive_reply: None, ..rich_capabilities() })
    }

    /// A platform of mailboxes: it receives nothing and mentions nobody.
    pub fn of_mailboxes(name: &str) -> Self {
        let mention = MentionSupport::None;
        let can = Capabilities {
            receives: false,
            mention,
            length: LengthLimit::Chars(10_000),
            ..poorest_capabilities()
        };
        Self { sends_email: true, ..Self::new(name, can) }
    }

    /// The same platform with another clock.
    #[must_use]
    pub fn with_now(mut self, now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        self.now = Arc::new(now);
        self
    }

    /// The same platform refusing what goes above `limit`, counted for each address.
    #[must_use]
    pub fn with_rate(mut self, limit: RateLimit) -> Self {
        self.capabilities.rate = Some(limit);
        self
    }

    /// Everything people can read, oldest first; an edited message is there once, as edited.
    pub fn sent(&self) -> Vec<SentMessage> {
        self.state().sent.clone()
    }

    /// What people can read at one address.
    pub fn sent_to(&self, address: &str) -> Vec<SentMessage> {
        self.state().sent.iter().filter(|sent| sent.to.text == address).cloned().collect()
    }

    /// How often a send to this address was tried, with or without success.
    pub fn attempts(&self, address: &str) -> usize {
        self.state().rooms.get(address).map_or(0, |room| room.attempts)
    }

    /// Makes the next `times` sends to this address fail with `error`.
    pub fn fail_next(&self, address: &str, times: usize, error: &SendError) {
        let mut state = self.state();
        let faults = &mut state.room(address).faults;
        faults.extend(std::iter::repeat_n(error.clone(), times));
    }

    /// Lets the next message to this address arrive, but loses the platform's answer: the sender
    /// cannot know, and its next try makes a second copy unless it uses the same key on a platform
    /// with keys.
    pub fn lose_answer_of_next(&self, address: &str) {
        self.state().room(address).loses_answer = true;
    }

    /// From now on every send and edit fails with `error`, at every address.
    pub fn go_away(&self, error: &SendError) {
        self.state().away = Some(error.clone());
    }

    /// Ends what [`MemoryPlatform::go_away`] began.
    pub fn come_back(&self) {
        self.state().away = None;
    }

    /// From now on every message with this text in it fails with `error`.
    pub fn refuse_text(&self, text: &str, error: &SendError) {
        self.state().refused_texts.push((text.to_owned(), error.clone()));
    }

    /// Sends to this address get no answer until [`MemoryPlatform::let_go`].
    pub fn hang(&self, address: &str) {
        self.hung.send_modify(|hung| {
            hung.addresses.insert(address.to_owned());
        });
    }

    /// All sends that hang go on.
    pub fn let_go(&self) {
        self.hung.send_modify(|hung| hung.addresses.clear());
    }

    /// Ends when so many sends hang.
    pub async fn hanging(&self, calls: usize) {
        let _ = self.hung.subscribe().wait_for(|hung| hung.calls >= calls).await;
    }

    /// Ends when so many messages have arrived at an address.
    pub async fn arrived(&self, address: &str, messages: usize) {
        let has_all = |_: &Hung| self.sent_to(address).len() >= messages;
        let _ = self.hung.subscribe().wait_for(has_all).await;
    }

    fn take(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        let now = (self.now)();
        let mut state = self.state();
        state.fault_of(&to.text, &message.plain_text())?;
        state.room(&to.text).admit(self.capabilities.rate, now)?;
        if self.capabilities.idempotency_key
            && let Some(reference) = state.sent_under(&to.text, &options.key)
        {
            return Ok(Sent { reference: Some(reference) });
        }
        if let Some(thread) = message.thread.as_ref().filter(|_| self.capabilities.thread)
            && !state.has_thread(&to.text, thread)
        {
            return Err(SendError::refused("no such thread"));
        }
        let reference = MessageRef(format!("fake-{}", state.next_number()));
        let through_reply =
            options.reply_to.as_ref().is_some_and(|reply| inbound::is_usable(reply, now));
        let arrival = outbound::arrive(
            to,
            message,
            options,
            &self.capabilities,
            reference.clone(),
            through_reply,
            now,
        );
        state.sent.push(arrival);
        if std::mem::take(&mut state.room(&to.text).loses_answer) {
            return Err(SendError::Uncertain("the answer was lost".into()));
        }
        Ok(Sent { reference: Some(reference) })
    }

    async fn wait_while_hung(&self, address: &str) {
        if !self.hung.borrow().addresses.contains(address) {
            return;
        }
        self.hung.send_modify(|hung| hung.calls += 1);
        let _call = HungCall(&self.hung);
        let _ = self.hung.subscribe().wait_for(|hung| !hung.addresses.contains(address)).await;
    }

    /// Makes the platform say about itself that it is in trouble.
    pub fn fall_ill(&self, why: &str) {
        self.state().illness = Some(why.to_owned());
    }

    /// From now on people see the bot under this name.
    pub fn show_as(&self, name: &str) {
        self.state().shown_names = vec![name.to_owned()];
    }

    /// Takes all failures still waiting away.
    pub fn heal(&self) {
        self.state().illness = None;
        for room in self.state().rooms.values_mut() {
            room.faults.clear();
            room.loses_answer = false;
        }
    }

    /// Somebody takes a message away; the thread that was started from it goes with it.
    pub fn remove(&self, reference: &MessageRef) {
        self.state().sent.retain(|sent| sent.reference != *reference);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl ChatPlatform for MemoryPlatform {
    fn name(&self) -> &str {
        &self.name
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn sends_email(&self) -> bool {
        self.sends_email
    }

    fn shown_names(&self) -> Vec<String> {
        self.state().shown_names.clone()
    }

    fn receive(&self, request: &RawRequest, now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        inbound::verify_and_parse(&self.name, request, now)
    }

    fn respond(&self, _event: Option<&ChatEvent>, outcome: &EventOutcome) -> RawResponse {
        match outcome.reply.as_ref().filter(|_| self.capabilities.passive_reply.is_some()) {
            Some(message) => RawResponse::text(outbound::text_of(message, &self.capabilities)),
            None => RawResponse::json("{}"),
        }
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        self.wait_while_hung(&to.text).await;
        let sent = self.take(to, message, options);
        self.hung.send_modify(|_| {});
        sent
    }

    async fn edit(
        &self,
        to: &Address,
        sent: &MessageRef,
        message: &Message,
    ) -> Result<Sent, SendError> {
        if !self.capabilities.edit {
            return Err(SendError::refused("this platform cannot edit"));
        }
        let mut state = self.state();
        state.fault_of(&to.text, "")?;
        state.room(&to.text).admit(self.capabilities.rate, (self.now)())?;
        let known = state.sent.iter_mut().find(|known| known.reference == *sent);
        let known = known.ok_or_else(|| SendError::gone("no such message"))?;
        known.replace(message, &self.capabilities);
        Ok(Sent { reference: Some(sent.clone()) })
    }

    async fn check(&self) -> Health {
        self.state().illness.clone().map_or(Health::Up, Health::Down)
    }

    fn holds_connection(&self) -> bool {
        self.gateway.is_some()
    }

    async fn connect(&self, sink: Arc<dyn EventSink>) -> Result<(), ConnectError> {
        match &self.gateway {
            Some(gateway) => gateway.hold(sink).await,
            None => Err(ConnectError::NotAGateway),
        }
    }
}

fn rich_capabilities() -> Capabilities {
    Capabilities {
        receives: true,
        edit: true,
        buttons: Buttons::Callback,
        thread: true,
        private_reply: true,
        passive_reply: Some(Duration::from_secs(3)),
        mention: MentionSupport::Accounts { at_most: None },
        length: LengthLimit::Chars(2000),
        rate: None,
        idempotency_key: true,
    }
}

fn poorest_capabilities() -> Capabilities {
    Capabilities {
        receives: true,
        edit: false,
        buttons: Buttons::None,
        thread: false,
        private_reply: false,
        passive_reply: None,
        mention: MentionSupport::Accounts { at_most: Some(10) },
        length: LengthLimit::Chars(500),
        rate: None,
        idempotency_key: false,
    }
}

type Rooms = HashMap<String, RoomState>;

#[cfg(test)]
mod tests;
