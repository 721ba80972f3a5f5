//! What the fake remembers: messages people can read, and for each address its failures and its
//! rate.

use std::collections::VecDeque;

use chat::{MessageRef, RateLimit, SendError, ThreadRef};
use chrono::{DateTime, Utc};
use simulator::RateGate;

use crate::Rooms;
use crate::outbound::SentMessage;

#[derive(Default)]
pub(crate) struct State {
    pub(crate) sent: Vec<SentMessage>,
    pub(crate) rooms: Rooms,
    /// What it says about itself when it is asked.
    pub(crate) illness: Option<String>,
    pub(crate) shown_names: Vec<String>,
    /// What every call fails with, while the platform is away.
    pub(crate) away: Option<SendError>,
    /// Texts that are refused wherever they go.
    pub(crate) refused_texts: Vec<(String, SendError)>,
    numbers: u64,
}

#[derive(Default)]
pub(crate) struct RoomState {
    pub(crate) faults: VecDeque<SendError>,
    pub(crate) loses_answer: bool,
    pub(crate) attempts: usize,
    gate: Option<RateGate>,
}

impl State {
    pub(crate) fn room(&mut self, address: &str) -> &mut RoomState {
        self.rooms.entry(address.to_owned()).or_default()
    }

    /// The fault of a call that has nothing to do with its address. It counts as an attempt.
    pub(crate) fn fault_of(&mut self, address: &str, text: &str) -> Result<(), SendError> {
        let refused = self.refused_texts.iter().find(|(part, _)| text.contains(part));
        let fault = self.away.clone().or_else(|| refused.map(|(_, error)| error.clone()));
        let Some(error) = fault else { return Ok(()) };
        self.room(address).attempts += 1;
        Err(error)
    }

    pub(crate) fn next_number(&mut self) -> u64 {
        self.numbers += 1;
        self.numbers
    }

    /// Whether a thread was started in a room and is still there.
    pub(crate) fn has_thread(&self, address: &str, thread: &ThreadRef) -> bool {
        let begins =
            |sent: &SentMessage| sent.thread_name.is_some() && sent.reference.0 == thread.0;
        self.sent.iter().any(|sent| sent.to.text == address && begins(sent))
    }

    pub(crate) fn sent_under(&self, address: &str, key: &str) -> Option<MessageRef> {
        let mut of_room = self.sent.iter().filter(|sent| sent.to.text == address);
        of_room.find(|sent| !key.is_empty() && sent.key == key).map(|sent| sent.reference.clone())
    }
}

impl RoomState {
    /// Counts one attempt, and refuses it if a failure waits or the rate is used up.
    pub(crate) fn admit(
        &mut self,
        limit: Option<RateLimit>,
        now: DateTime<Utc>,
    ) -> Result<(), SendError> {
        self.attempts += 1;
        if let Some(error) = self.faults.pop_front() {
            return Err(error);
        }
        let Some(limit) = limit else { return Ok(()) };
        let gate = self.gate.get_or_insert_with(|| RateGate::new(limit));
        gate.pass(now).map_err(|wait| SendError::RetryAfter(wait.to_std().unwrap_or_default()))
    }
}
