//! From claimed rows to sent messages. Nothing else in the program sends or changes one.
//!
//! Rows are claimed for a short time, looked at in the light of what is true now, sent, and
//! recorded one by one. A crash in between repeats a message once, marked as a repeat; what is
//! recorded as sent is never sent again (`promises`, 7).

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chat::{Capabilities, ChatPlatform, SendError};
use chrono::{DateTime, TimeDelta, Utc};
use tokio_util::sync::CancellationToken;

use super::destination::DestinationState;
use super::platform_state::PlatformState;
use super::rate_limit::Limits;
use super::renderer::Renderer;
use super::selection::{Step, next_step, priority_at};
use super::send_queue::SendQueue;
use super::sends::Sends;
use super::turns::{DueMessage, Party};
use crate::actions::{Actions, Random};
use crate::clock::Clock;
use crate::domain::directory::{Destination, Group};
use crate::domain::notice::Priority;
use crate::partitions::Partitions;
use crate::store::{
    ClaimRequest, ClaimedMessage, Fence, Partition, RecentlySent, SendRecord, SendResult,
    SentBefore, Store, StoreError,
};

/// How long a claim on pages lasts. The next process takes them after that.
const PAGE_CLAIM: TimeDelta = TimeDelta::seconds(10);
/// How long other claims last: what a dead process had claimed leaves within 15 s too, and a row
/// still has the time of a call that is slow.
const CLAIM: TimeDelta = TimeDelta::seconds(13);
/// The priorities of pages, as the queue numbers them.
const PAGES: (i64, i64) = (0, 0);
/// Characters or bytes that one line of a merged message usually needs.
const LINE: usize = 80;
/// The most rows that one message lists, however long it may be.
const LISTED: usize = 50;

/// Sends what waits for a destination, within its limits.
pub struct Dispatcher {
    pub(super) store: Store,
    pub(super) platforms: HashMap<String, Arc<dyn ChatPlatform>>,
    pub(super) renderer: Arc<dyn Renderer>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) random: Arc<dyn Random>,
    pub(super) actions: Actions,
    /// Cancelled when the program ends: what has begun is finished, what is claimed is given back.
    pub(super) stopping: CancellationToken,
    pub(super) queue: Arc<SendQueue>,
    pub(super) partitions: Arc<Partitions>,
    /// Held while a list of messages is claimed and rendered. When many rooms are owed one at the
    /// same moment, rendering them all would keep the processor from whoever is writing now.
    list_turn: tokio::sync::Mutex<()>,
    destination_states: Mutex<HashMap<i64, Arc<tokio::sync::Mutex<Option<DestinationState>>>>>,
    platform_states: Mutex<HashMap<String, PlatformState>>,
}

/// What came of looking at a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// Rows that were sent, put off or given up.
    pub handled: usize,
    /// When to look again, if something waits.
    pub next: Option<DateTime<Utc>>,
}

/// What the dispatcher is built from.
pub struct DispatcherDeps {
    pub store: Store,
    pub platforms: Vec<Arc<dyn ChatPlatform>>,
    pub renderer: Arc<dyn Renderer>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub actions: Actions,
    pub queue: Arc<SendQueue>,
    pub partitions: Arc<Partitions>,
}

/// Messages claimed together.
pub(super) struct Batch {
    pub(super) messages: Vec<ClaimedMessage>,
    /// From then on they may be somebody else's.
    pub(super) until: DateTime<Utc>,
    /// The right in which they were claimed.
    pub(super) fence: Fence,
}

impl Dispatcher {
    pub fn new(deps: DispatcherDeps) -> Self {
        let DispatcherDeps {
            store,
            platforms,
            renderer,
            clock,
            random,
            actions,
            queue,
            partitions,
        } = deps;
        let platforms =
            platforms.into_iter().map(|platform| (platform.name().to_owned(), platform));
        Self {
            store,
            platforms: platforms.collect(),
            renderer,
            clock,
            random,
            actions,
            stopping: CancellationToken::new(),
            queue,
            partitions,
            list_turn: tokio::sync::Mutex::default(),
            destination_states: Mutex::default(),
            platform_states: Mutex::default(),
        }
    }

    /// Sends what can leave for a destination now, while its partition is this process's.
    /// `at_least` is the instant of the tick; the clock may be past it.
    pub async fn dispatch(&self, id: i64, at_least: DateTime<Utc>) -> Result<Round, StoreError> {
        let Some(destination) = self.store.destination(id) else {
            tracing::error!(id, "a destination has no address");
            return Ok(Round { handled: 0, next: None });
        };
        let partition = Partition::of_destination(id);
        let Some(under_way) = self.partitions.begin(partition, self.now(at_least)) else {
            return Ok(Round { handled: 0, next: None });
        };
        let destination_state = self.state_of(id);
        let mut destination_state = destination_state.lock().await;
        let destination_state = self.refreshed(&mut destination_state, &destination).await?;
        let mut handled = 0;
        while !self.stopping.is_cancelled() {
            let now = self.now(at_least);
            if !self.partitions.allow(under_way.fence(), now) {
                break;
            }
            destination_state.follow_clock(now);
            let waiting = self.queue.waiting_for(id, now);
            let listable = self.listable(&destination);
            let pages = || self.due(id, PAGES, now);
            let has_new_party = destination_state.has_page_of_new_party(pages, now);
            let step = next_step(destination_state, &waiting, listable, has_new_party, now);
            let (priorities, limit, turn) = match step {
                Step::Rest { until } => return Ok(Round { handled, next: until }),
                Step::OneByOne { priorities, limit } => (priorities, limit, None),
                Step::Merged { priorities, limit } => {
                    (priorities, limit, Some(self.list_turn.lock().await))
                }
            };
            let due = self.due(id, priorities, now);
            let chosen = destination_state.turns.take(&due, limit);
            let ids = chosen.iter().map(|message| message.id).collect();
            let Some(batch) = self.claim(ids, priorities.0, under_way.fence(), now).await? else {
                break;
            };
            handled += batch.messages.len();
            match turn {
                Some(turn) => {
                    self.deliver_merged(destination_state, batch, turn, at_least).await?;
                }
                None => self.deliver_one_by_one(destination_state, batch, at_least).await?,
            }
            if priority_at(priorities.0) == Priority::Page {
                destination_state.note_pages(&chosen, now);
            }
        }
        Ok(Round { handled, next: None })
    }

    /// What is due for a destination, with the customers whose it is.
    fn due(&self, id: i64, priorities: (i64, i64), now: DateTime<Utc>) -> Vec<DueMessage> {
        let directory = self.store.directory();
        self.queue.due_for(id, priorities, now, |room| {
            let group = self.store.destination(room);
            let group = group.as_ref().and_then(|room| directory.group_in(room));
            group.and_then(Group::customer).cloned().map_or(Party::Room(room), Party::Customer)
        })
    }

    /// Forgets what the destinations of a partition took recently; whoever takes it reads that from
    /// the store.
    pub fn forget(&self, partition: Partition) {
        let mut states = self.destination_states.lock().unwrap_or_else(PoisonError::into_inner);
        states.retain(|id, _| Partition::of_destination(*id) != partition);
    }

    /// Forgets how platforms were. For a process that begins to send.
    pub fn forget_platforms(&self) {
        self.platform_states.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// How the calls to each platform go.
    pub fn sends(&self) -> BTreeMap<String, Sends> {
        let platform_states = self.platform_states.lock().unwrap_or_else(PoisonError::into_inner);
        platform_states.iter().map(|(name, state)| (name.clone(), state.sends)).collect()
    }

    /// The instant now, not before that of the tick.
    pub(super) fn now(&self, at_least: DateTime<Utc>) -> DateTime<Utc> {
        self.clock.now().max(at_least)
    }

    pub(super) fn platform_of(&self, destination: &Destination) -> Option<&Arc<dyn ChatPlatform>> {
        self.platforms.get(&destination.platform)
    }

    /// What the platform can do at a destination.
    pub(super) fn capabilities_at(&self, destination: &Destination) -> Option<&Capabilities> {
        Some(self.platform_of(destination)?.capabilities_at(&destination.address))
    }

    pub(super) async fn record(
        &self,
        message: &ClaimedMessage,
        result: SendResult,
    ) -> Result<(), StoreError> {
        self.record_all(vec![record_of(message, result)]).await
    }

    /// Records how attempts ended, and takes what is settled out of the queue.
    pub(super) async fn record_all(&self, records: Vec<SendRecord>) -> Result<(), StoreError> {
        let is_dead = |record: &SendRecord| matches!(record.result, SendResult::Dead { .. });
        let what = |r: &SendRecord| (r.message.id, again_at(&r.result), is_dead(r));
        let recorded: Vec<_> = records.iter().map(what).collect();
        let were_ours = self.store.record_sends(records).await?;
        for ((id, again, is_dead), was_ours) in recorded.into_iter().zip(were_ours) {
            if is_dead && was_ours {
                self.queue.note_dead();
            }
            match again.filter(|_| was_ours) {
                Some(Again::InItsPlace { not_before }) => self.queue.hold(id, not_before),
                Some(Again::At(due_at)) => self.queue.put_off(id, due_at),
                None => self.queue.remove(id),
            }
        }
        Ok(())
    }

    /// Takes note of how an attempt in a right ended: for the destination, for its platform, and
    /// for the limits, also those of the process that sends there next.
    pub(super) async fn note(
        &self,
        destination_state: &mut DestinationState,
        (destination, fence): (&Destination, Fence),
        (priority, result): (Priority, Result<(), &SendError>),
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let was_failing = destination_state.is_failing();
        destination_state.note(priority, result, now);
        if was_failing
            && result.is_ok()
            && let Some(id) = self.store.destination_id(destination)
        {
            self.queue.release(id);
        }
        self.note_platform(destination_state, &destination.platform, (was_failing, result), now);
        if destination_state.limits.is_none() {
            return Ok(());
        }
        let sent =
            destination_state.window.sent().map(|(at, priority)| SentBefore { at, priority });
        let (destination, sent) = (destination.clone(), sent.collect());
        let recent = RecentlySent { destination, fence, sent };
        self.store.remember_sent(recent).await
    }

    /// What an attempt says about the platform. One that answers is not away, whatever it answers.
    fn note_platform(
        &self,
        destination_state: &mut DestinationState,
        platform: &str,
        (was_failing, result): (bool, Result<(), &SendError>),
        now: DateTime<Utc>,
    ) {
        let mut platform_states =
            self.platform_states.lock().unwrap_or_else(PoisonError::into_inner);
        let state = platform_states.entry(platform.to_owned()).or_default();
        state.sends.note(result, now);
        if let Err(SendError::Away(_) | SendError::Uncertain(_)) = result {
            let rested = destination_state.rests_until().unwrap_or(now);
            destination_state.rest_until(state.fail(rested, now));
            return;
        }
        let is_back = state.answer(was_failing && result.is_ok(), now);
        drop(platform_states);
        if is_back {
            tracing::info!(platform, "the platform takes messages again");
            let is_there = |id: &i64| {
                self.store.destination(*id).is_some_and(|known| known.platform == platform)
            };
            let there: Vec<i64> = self.queue.destinations().into_iter().filter(is_there).collect();
            self.queue.look_again(&there, now);
        }
    }

    fn recovered_at(&self, platform: &str) -> Option<DateTime<Utc>> {
        let platform_states = self.platform_states.lock().unwrap_or_else(PoisonError::into_inner);
        platform_states.get(platform)?.recovered_at()
    }

    fn state_of(&self, id: i64) -> Arc<tokio::sync::Mutex<Option<DestinationState>>> {
        let mut destination_states =
            self.destination_states.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(destination_states.entry(id).or_default())
    }

    /// Reads what was sent recently on first use, and the limits each time, since the directory may
    /// say otherwise by now.
    async fn refreshed<'o>(
        &self,
        slot: &'o mut Option<DestinationState>,
        destination: &Destination,
    ) -> Result<&'o mut DestinationState, StoreError> {
        let limits = self.limits_of(destination);
        let mut destination_state = match slot.take() {
            Some(destination_state) => destination_state,
            None => self.remembered(destination, limits).await?,
        };
        destination_state.limits = limits;
        let directory = self.store.directory();
        destination_state.is_one_persons = directory.person_at(destination).is_some();
        destination_state.is_paged = directory.carries_pages(destination);
        if let Some(recovered_at) = self.recovered_at(&destination.platform) {
            destination_state.heal(recovered_at);
        }
        Ok(slot.insert(destination_state))
    }

    async fn remembered(
        &self,
        destination: &Destination,
        limits: Option<Limits>,
    ) -> Result<DestinationState, StoreError> {
        let mut destination_state = DestinationState::default();
        if limits.is_some() {
            for sent in self.store.recently_sent(destination).await? {
                destination_state.window.note(sent.at, sent.priority);
            }
        }
        Ok(destination_state)
    }

    fn limits_of(&self, destination: &Destination) -> Option<Limits> {
        let limits = Limits::below(self.capabilities_at(destination)?.rate?);
        let has_pages = self.store.directory().carries_pages(destination);
        Some(if has_pages { limits } else { limits.without_pages() })
    }

    /// How many messages are claimed at most for one list at a destination. How many of them it has
    /// room for is known when they are rendered.
    fn listable(&self, destination: &Destination) -> usize {
        let length =
            self.capabilities_at(destination).map(|capabilities| capabilities.length.most());
        (length.unwrap_or_default() / LINE).clamp(2, LISTED)
    }

    /// Claims messages in the order of their keys in the queue. Those that are gone or somebody
    /// else's are looked at again later. None where another instance has the partition by now.
    async fn claim(
        &self,
        ids: Vec<i64>,
        priority: i64,
        fence: Fence,
        now: DateTime<Utc>,
    ) -> Result<Option<Batch>, StoreError> {
        let is_urgent = priority_at(priority) == Priority::Page;
        let until = now + if is_urgent { PAGE_CLAIM } else { CLAIM };
        let request = ClaimRequest { ids: ids.clone(), now, until, is_urgent, fence };
        let Some(claimed) = self.store.claim_messages(request).await? else {
            self.partitions.lose(fence);
            return Ok(None);
        };
        let mut claimed: HashMap<i64, ClaimedMessage> =
            claimed.into_iter().map(|message| (message.id, message)).collect();
        let mut messages = Vec::with_capacity(ids.len());
        for id in ids {
            match claimed.remove(&id) {
                Some(message) => messages.push(message),
                None => self.queue.miss(id, now),
            }
        }
        Ok(Some(Batch { messages, until, fence }))
    }
}

/// How a message is tried again.
enum Again {
    /// Others may pass it until then.
    InItsPlace { not_before: DateTime<Utc> },
    /// As if it had been due then.
    At(DateTime<Utc>),
}

/// How a message is tried again; none when it is settled.
fn again_at(result: &SendResult) -> Option<Again> {
    match result {
        SendResult::Later { not_before, .. } => Some(Again::InItsPlace { not_before: *not_before }),
        SendResult::Postponed { due_at } => Some(Again::At(*due_at)),
        SendResult::Sent { .. }
        | SendResult::Obsolete { .. }
        | SendResult::Moved { .. }
        | SendResult::Dead { .. } => None,
    }
}

pub(super) fn record_of(message: &ClaimedMessage, result: SendResult) -> SendRecord {
    SendRecord { message: message.clone(), result, said: Vec::new() }
}
