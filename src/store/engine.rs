//! What the engine and the outbox ask and do: due incidents, messages that wait, leases, what may
//! be forgotten.

use chrono::{DateTime, Utc};

use super::backend::reading;
use super::fence::Partition;
use super::job::{Job, Output};
use super::outbox::{
    ClaimRequest, ClaimedMessage, DeadLetter, DeadLetterRow, NewMessage, RecentlySent, SendRecord,
    SentBefore, WaitingMessage,
};
use super::record::PreparedRecord;
use super::row_ids::first_id_at;
use super::rows::{from_json, instant, millis, to_json};
use super::{Store, StoreError};
use crate::domain::directory::Destination;
use crate::domain::notice::Intent;
use crate::ids::IncidentNumber;

/// Timers.
impl Store {
    /// Incidents of some partitions with a timer due at `now`, the one due first before the others,
    /// at most `limit`.
    pub async fn due_incidents(
        &self,
        partitions: &[Partition],
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<IncidentNumber>, StoreError> {
        let set = set_of(partitions);
        let numbers = reading!(self.backend, incidents::due(set, millis(now), limit))?;
        Ok(numbers.into_iter().map(IncidentNumber).collect())
    }

    /// How many incidents have a timer that was due before an instant and has not fired.
    pub async fn overdue_incidents(&self, before: DateTime<Utc>) -> Result<i64, StoreError> {
        Ok(reading!(self.backend, incidents::overdue(millis(before)))?)
    }

    /// When the next timer of some partitions is due.
    pub async fn next_timer(
        &self,
        partitions: &[Partition],
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let set = set_of(partitions);
        Ok(reading!(self.backend, incidents::next_timer(set))?.map(instant))
    }
}

/// Partitions as one number: bit n for the n-th one.
fn set_of(partitions: &[Partition]) -> i64 {
    partitions.iter().fold(0, |set, partition| set | partition.bit())
}

/// Messages that wait.
impl Store {
    /// Everything that waits to be sent, or only what was queued since an instant.
    pub async fn waiting_messages(
        &self,
        since: Option<DateTime<Utc>>,
    ) -> Result<Vec<WaitingMessage>, StoreError> {
        let from = since.map_or(0, |since| first_id_at(millis(since)));
        let waiting = reading!(self.backend, outbox::waiting(from))?;
        let is_unknown = |message: &WaitingMessage| self.destination(message.destination).is_none();
        if waiting.iter().any(is_unknown) {
            // Another process has numbered a destination meanwhile.
            self.learn_destinations().await?;
        }
        Ok(waiting)
    }

    /// The destination behind its number in a [`WaitingMessage`].
    pub fn destination(&self, id: i64) -> Option<Destination> {
        self.keys.destinations.get(id)
    }

    /// The number of a destination; none where nothing was ever sent there.
    pub fn destination_id(&self, destination: &Destination) -> Option<i64> {
        self.keys.destinations.id(destination)
    }

    /// Claims messages until the claim ends. Those that are gone or somebody else's are left out,
    /// and so are those that cannot be read, which is logged. None where another process holds the
    /// partition by now.
    pub async fn claim_messages(
        &self,
        request: ClaimRequest,
    ) -> Result<Option<Vec<ClaimedMessage>>, StoreError> {
        let fence = request.fence;
        let rows = match self.writer.run(Job::Claim(request)).await? {
            Output::Claimed(rows) => rows,
            Output::Fenced => return Ok(None),
            _ => return Err(StoreError::Closed),
        };
        let decoded = rows.into_iter().map(|row| row.decode(&self.keys.destinations, fence));
        let readable = |message: Result<ClaimedMessage, StoreError>| {
            message.inspect_err(|error| tracing::error!(%error, "a message cannot be sent")).ok()
        };
        Ok(Some(decoded.filter_map(readable).collect()))
    }

    /// Records how attempts ended; tells for each whether the message was still this process's to
    /// record.
    pub async fn record_sends(&self, records: Vec<SendRecord>) -> Result<Vec<bool>, StoreError> {
        let instead = records.iter().flat_map(|record| record.result.instead());
        self.number_destinations(instead.map(|message| &message.destination)).await?;
        let records = records.into_iter().map(|record| PreparedRecord::new(&self.keys, record));
        match self.writer.run(Job::Record(records.collect::<Result<_, _>>()?)).await? {
            Output::Recorded(were_ours) => Ok(were_ours),
            _ => Err(StoreError::Closed),
        }
    }

    /// Queues messages that belong to no change of an incident.
    pub async fn queue(&self, messages: Vec<NewMessage>) -> Result<(), StoreError> {
        self.number_destinations(messages.iter().map(|message| &message.destination)).await?;
        self.writer.run(Job::Queue(self.keys.message_rows(messages)?)).await.map(drop)
    }

    /// What was sent to a destination recently, as the process that sent it has kept it; the oldest
    /// first.
    pub async fn recently_sent(
        &self,
        destination: &Destination,
    ) -> Result<Vec<SentBefore>, StoreError> {
        let Some(id) = self.find_destination(destination).await? else { return Ok(Vec::new()) };
        let recent = reading!(self.backend, destinations::recent(id))?;
        recent.map_or(Ok(Vec::new()), |text| {
            from_json("destinations", "recent", &id.to_string(), &text)
        })
    }

    /// Keeps what was sent to a destination recently, without waiting: it is kept before the records
    /// that follow it.
    pub async fn remember_sent(&self, recently: RecentlySent) -> Result<(), StoreError> {
        let destination = self.keys.id_of(&recently.destination)?;
        let recent = to_json("destinations", "recent", &recently.sent)?;
        self.writer.leave(Job::Remember { destination, recent, fence: recently.fence }).await
    }

    /// How many pages were queued before an instant and still wait.
    pub async fn pages_waiting_since(&self, before: DateTime<Utc>) -> Result<i64, StoreError> {
        let id = first_id_at(millis(before));
        Ok(reading!(self.backend, outbox::pages_older_than(id))?)
    }
}

/// Messages that were sent, or never will be.
impl Store {
    /// The reference of the card of an incident in a place: the first message of its own that
    /// showed how it stands.
    pub async fn card_in(
        &self,
        incident: IncidentNumber,
        place: &Destination,
    ) -> Result<Option<String>, StoreError> {
        let Some(place) = self.find_destination(place).await? else { return Ok(None) };
        Ok(reading!(self.backend, messages::card_in(incident.0, place))?)
    }

    /// The number of the incident that a message in a place was about; none when it was about none
    /// or several.
    pub async fn spoken_of(
        &self,
        place: &Destination,
        reference: &str,
    ) -> Result<Option<IncidentNumber>, StoreError> {
        let Some(place) = self.find_destination(place).await? else { return Ok(None) };
        let numbers = reading!(self.backend, messages::spoken_of(place, reference))?;
        let [number] = numbers.as_slice() else { return Ok(None) };
        Ok(Some(IncidentNumber(*number)))
    }

    /// What a message in a place said about incidents. A row that cannot be read is left out.
    pub async fn said_in(
        &self,
        place: &Destination,
        reference: &str,
    ) -> Result<Vec<Intent>, StoreError> {
        let Some(place) = self.find_destination(place).await? else { return Ok(Vec::new()) };
        let stored = reading!(self.backend, messages::intents(place, reference))?;
        Ok(stored.iter().filter_map(|intent| serde_json::from_str(intent).ok()).collect())
    }

    /// Dead letters, the newest first, at most `limit`.
    pub async fn dead_letters(&self, limit: i64) -> Result<Vec<DeadLetter>, StoreError> {
        let rows: Vec<DeadLetterRow> = reading!(self.backend, messages::dead(limit))?;
        rows.into_iter().map(|row| row.decode(&self.keys.destinations)).collect()
    }

    /// How many dead letters there are. Counts them all, so it is asked when a process begins and
    /// not again.
    pub async fn count_dead_letters(&self) -> Result<i64, StoreError> {
        Ok(reading!(self.backend, messages::count_dead())?)
    }
}

/// Leases and retention.
impl Store {
    /// Takes or renews a lease; gives back its fence, or none while another holder has it.
    pub async fn take_lease(
        &self,
        name: &str,
        holder: &str,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Option<i64>, StoreError> {
        let job = Job::TakeLease { name: name.to_owned(), holder: holder.to_owned(), now, until };
        match self.writer.run(job).await? {
            Output::Fence(fence) => Ok(fence),
            _ => Err(StoreError::Closed),
        }
    }

    /// Gives a lease back.
    pub async fn release_lease(&self, name: &str, holder: &str) -> Result<(), StoreError> {
        let job = Job::ReleaseLease { name: name.to_owned(), holder: holder.to_owned() };
        self.writer.run(job).await.map(drop)
    }

    /// Forgets events, confirmations, held reports and references of sent messages from before an
    /// instant.
    pub async fn forget_before(&self, instant: DateTime<Utc>) -> Result<(), StoreError> {
        self.writer.run(Job::Forget { before: instant }).await.map(drop)
    }
}
