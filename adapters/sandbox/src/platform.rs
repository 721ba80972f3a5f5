//! The sandbox as a chat platform: rooms and phones in memory, and in a file where one is wanted.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use chat::{
    Address, Buttons, Capabilities, ChatEvent, ChatPlatform, EventOutcome, Health, Inbound,
    MentionSupport, Message, MessageRef, Now, RawRequest, RawResponse, Refusal, SendError,
    SendOptions, Sent,
};
use chrono::{DateTime, Utc};

use crate::journal::Journal;
use crate::record::{LONGEST_MESSAGE, Place, Record, Words};
use crate::transcript::Transcript;

/// The name of the platform in addresses and events.
pub const NAME: &str = "sandbox";

/// How long an answer may be carried by the request that asked. The page waits for as long as it
/// takes.
const PASSIVE_REPLY: Duration = Duration::from_mins(1);

/// What the sandbox is given at its start.
pub struct SandboxOptions {
    /// Gives the present instant (UTC) on the world's clock.
    pub now: Now,
    /// A number unlike that of any earlier process. It is part of every event id, so that no event
    /// of this process is taken for one of an earlier process.
    pub seed: u64,
    /// Where the chats are kept; they end with the process when absent.
    pub data_dir: Option<PathBuf>,
}

/// The rooms of the sandbox.
pub struct SandboxPlatform {
    now: Now,
    seed: u64,
    capabilities: Capabilities,
    pub(crate) transcript: Transcript,
}

impl SandboxPlatform {
    /// Opens the sandbox and, with a data directory, everything said in it before.
    pub fn open(options: SandboxOptions) -> io::Result<Self> {
        let SandboxOptions { now, seed, data_dir } = options;
        let (journal, records) = match data_dir {
            Some(directory) => {
                let (journal, records) = Journal::open(&directory)?;
                (Some(journal), records)
            }
            None => (None, Vec::new()),
        };
        Ok(Self {
            now,
            seed,
            capabilities: capabilities(),
            transcript: Transcript::new(journal, records),
        })
    }

    /// What is in one room after `after`, oldest first.
    pub fn messages(&self, place: &Place, after: u64) -> Vec<Record> {
        self.transcript.said_after(place, after)
    }

    /// Tells open pages to read the state again: something changed that no message mentions.
    pub fn state_changed(&self) {
        self.transcript.state_changed();
    }

    /// Ends every live stream, so that the server can stop without waiting for open pages.
    pub fn end_streams(&self) {
        self.transcript.close();
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// The name of this process in event ids and in the ids of the live stream.
    pub(crate) fn process(&self) -> String {
        format!("{:016x}", self.seed)
    }

    pub(crate) fn keep(&self, place: &Place, words: Words) -> io::Result<Record> {
        let record = self.transcript.append(self.now(), place, words)?;
        self.transcript.state_changed();
        Ok(record)
    }
}

fn capabilities() -> Capabilities {
    Capabilities {
        receives: true,
        edit: true,
        buttons: Buttons::Callback,
        thread: false,
        private_reply: true,
        passive_reply: Some(PASSIVE_REPLY),
        mention: MentionSupport::Accounts { at_most: None },
        length: LONGEST_MESSAGE,
        rate: None,
        idempotency_key: true,
    }
}

fn sent(record: &Record) -> Sent {
    Sent { reference: Some(MessageRef(record.seq.to_string())) }
}

/// A full disk may be emptied, so another try is worth it.
fn not_written(error: &io::Error) -> SendError {
    SendError::Retryable(format!("the sandbox could not write the message down: {error}"))
}

#[async_trait]
impl ChatPlatform for SandboxPlatform {
    fn name(&self) -> &'static str {
        NAME
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// The sandbox receives through its own router only. A webhook in its name is always forged.
    fn receive(&self, _request: &RawRequest, _now: DateTime<Utc>) -> Result<Inbound, Refusal> {
        Err(Refusal::Missing)
    }

    fn respond(&self, _event: Option<&ChatEvent>, _outcome: &EventOutcome) -> RawResponse {
        RawResponse::text("")
    }

    async fn send(
        &self,
        to: &Address,
        message: &Message,
        options: &SendOptions,
    ) -> Result<Sent, SendError> {
        let key = (!options.key.is_empty()).then(|| options.key.clone());
        let words = Words { only_for: options.only_for.clone(), key, ..Words::of_bot(message) };
        self.keep(&Place::from(to), words)
            .map(|record| sent(&record))
            .map_err(|error| not_written(&error))
    }

    async fn edit(
        &self,
        to: &Address,
        of: &MessageRef,
        message: &Message,
    ) -> Result<Sent, SendError> {
        let unknown = || SendError::refused("there is no such message in this room");
        let seq = of.as_str().parse().map_err(|_| unknown())?;
        let edited = self.transcript.edit(&Place::from(to), seq, Words::of_bot(message));
        self.transcript.state_changed();
        edited.map_err(|error| not_written(&error))?.map(|record| sent(&record)).ok_or_else(unknown)
    }

    async fn check(&self) -> Health {
        Health::Up
    }
}

impl fmt::Debug for SandboxPlatform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxPlatform")
            .field("transcript", &self.transcript)
            .finish_non_exhaustive()
    }
}
