//! Questions about incidents, their timelines and their transcripts.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::audit::StoredAct;
use super::backend::reading;
use super::cache::TITLES;
use super::commit::{AnonymisedAct, PendingConfirmation, RecordedAct, RecordedReply};
use super::job::{Job, Output};
use super::prepared::recorded_reply;
use super::rows::{ActRow, StoredIncident, millis};
use super::transcript::TranscriptRow;
use super::{Store, StoreError};
use crate::domain::directory::Destination;
use crate::domain::incident::{Incident, OpenTitle, TimelineEntry};
use crate::domain::transcript::TranscriptLine;
use crate::ids::{IncidentNumber, PersonId};

/// Single incidents.
impl Store {
    /// The incident of this number, whichever customer's it is. For the staff in their own rooms,
    /// and for the engine.
    pub async fn incident(&self, number: IncidentNumber) -> Result<Option<Incident>, StoreError> {
        if let Some(kept) = self.kept(number).filter(|_| !self.is_shared()) {
            return Ok(Some(Incident::clone(&kept)));
        }
        Ok(self.read_incident(number).await?.map(|read| Incident::clone(&read)))
    }

    /// The incident to decide on: as this process knows it, which the commit checks.
    pub async fn incident_to_change(
        &self,
        number: IncidentNumber,
    ) -> Result<Option<Arc<Incident>>, StoreError> {
        if let Some(kept) = self.kept(number) {
            return Ok(Some(kept));
        }
        // Not from the cache: a conflict of another act may have emptied it meanwhile.
        self.read_incident(number).await
    }

    /// Reads incidents that are about to be changed, in one question for those that are not known.
    pub async fn keep_at_hand(&self, numbers: &[IncidentNumber]) -> Result<(), StoreError> {
        let unknown = numbers.iter().filter(|number| self.kept(**number).is_none());
        let unknown: Vec<i64> = unknown.map(|number| number.0).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        for row in reading!(self.backend, incidents::by_numbers(&unknown))? {
            match row.decode() {
                Ok(incident) => self.listeners.cache.put(&Arc::new(incident)),
                // Whoever wants to change it meets the error again.
                Err(error) => tracing::error!(%error, "an incident cannot be read"),
            }
        }
        Ok(())
    }

    /// Forgets what this process knows of an incident, where another process may know better.
    pub fn forget_incident(&self, number: IncidentNumber) {
        self.listeners.cache.forget(number);
    }

    /// The incidents of these numbers, in no order; a number that is nobody's is passed over. For
    /// the engine.
    pub async fn incidents(
        &self,
        numbers: &[IncidentNumber],
    ) -> Result<HashMap<IncidentNumber, Arc<Incident>>, StoreError> {
        let mut found = HashMap::with_capacity(numbers.len());
        let mut unknown = Vec::new();
        for number in numbers {
            match self.kept(*number).filter(|_| !self.is_shared()) {
                Some(kept) => drop(found.insert(*number, kept)),
                None => unknown.push(number.0),
            }
        }
        if !unknown.is_empty() {
            unknown.sort_unstable();
            unknown.dedup();
            for row in reading!(self.backend, incidents::by_numbers(&unknown))? {
                let incident = Arc::new(row.decode()?);
                found.insert(incident.number, incident);
            }
        }
        Ok(found)
    }

    /// The incident of this number, if it belongs to this room.
    pub async fn incident_in(
        &self,
        room: &Destination,
        number: IncidentNumber,
    ) -> Result<Option<Incident>, StoreError> {
        if let Some(kept) = self.kept(number).filter(|_| !self.is_shared()) {
            return Ok((kept.room == *room).then(|| Incident::clone(&kept)));
        }
        let Some(room) = self.find_destination(room).await? else { return Ok(None) };
        let row = reading!(self.backend, incidents::by_number_in_room(number.0, room))?;
        row.map(StoredIncident::decode).transpose()
    }

    fn kept(&self, number: IncidentNumber) -> Option<Arc<Incident>> {
        self.listeners.cache.incident(number)
    }

    async fn read_incident(
        &self,
        number: IncidentNumber,
    ) -> Result<Option<Arc<Incident>>, StoreError> {
        let row = reading!(self.backend, incidents::by_numbers(&[number.0]))?.pop();
        let incident = row.map(StoredIncident::decode).transpose()?.map(Arc::new);
        if let Some(incident) = &incident {
            self.listeners.cache.put(incident);
        }
        Ok(incident)
    }
}

/// Several incidents.
impl Store {
    /// Open incidents of a room, the newest first, at most `limit`.
    pub async fn open_incidents_in(
        &self,
        room: &Destination,
        limit: i64,
    ) -> Result<Vec<Incident>, StoreError> {
        let Some(room) = self.find_destination(room).await? else { return Ok(Vec::new()) };
        decode_all(reading!(self.backend, incidents::open_in_room(room, limit))?)
    }

    /// The titles of the newest open incidents of a room.
    pub async fn open_titles_in(
        &self,
        room: &Destination,
        now: DateTime<Utc>,
    ) -> Result<Vec<Arc<OpenTitle>>, StoreError> {
        if let Some(kept) = self.listeners.cache.open_titles(room, now) {
            return Ok(kept);
        }
        let reader = self.listeners.cache.begin_titles(room, now);
        let limit = i64::try_from(TITLES).unwrap_or(i64::MAX);
        let open = self.open_incidents_in(room, limit).await?;
        let titles: Vec<_> =
            open.iter().map(|incident| Arc::new(OpenTitle::of(incident))).collect();
        self.listeners.cache.put_titles(room, titles.clone(), now, reader);
        Ok(titles)
    }

    /// Incidents of a room, open or closed, the newest first, at most `limit`.
    pub async fn incidents_in(
        &self,
        room: &Destination,
        limit: i64,
    ) -> Result<Vec<Incident>, StoreError> {
        let Some(room) = self.find_destination(room).await? else { return Ok(Vec::new()) };
        let mut found = decode_all(reading!(self.backend, incidents::in_room(room, limit))?)?;
        found.sort_by_key(|incident| std::cmp::Reverse(incident.number));
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// Open incidents of all customers, the nearest deadline first, at most `limit`. For the staff.
    pub async fn open_by_deadline(&self, limit: i64) -> Result<Vec<Incident>, StoreError> {
        decode_all(reading!(self.backend, incidents::open_by_deadline(limit))?)
    }

    /// The open incidents with a due time that may still move, the nearest deadline first. It reads
    /// their numbers and not the incidents, because there are few among many.
    pub async fn with_provisional_due(&self) -> Result<Vec<IncidentNumber>, StoreError> {
        let numbers = reading!(self.backend, incidents::provisional())?;
        Ok(numbers.into_iter().map(IncidentNumber).collect())
    }

    /// The incident that the page with this code to this person was about: the open one, or the last
    /// that is closed.
    pub async fn paged(
        &self,
        person: &PersonId,
        code: &str,
    ) -> Result<Option<Incident>, StoreError> {
        match reading!(self.backend, incidents::by_code(code, person.as_str()))? {
            Some(number) => self.incident(IncidentNumber(number)).await,
            None => Ok(None),
        }
    }

    /// The incidents a person was paged for since an instant, the latest page first.
    pub async fn paged_since(
        &self,
        person: &PersonId,
        since: DateTime<Utc>,
    ) -> Result<Vec<Incident>, StoreError> {
        let since = millis(since);
        let mut numbers = reading!(self.backend, incidents::paged_since(person.as_str(), since))?;
        let mut seen = std::collections::HashSet::new();
        numbers.retain(|number| seen.insert(*number));
        let numbers: Vec<_> = numbers.into_iter().map(IncidentNumber).collect();
        let found = self.incidents(&numbers).await?;
        Ok(numbers
            .iter()
            .filter_map(|number| found.get(number))
            .map(|i| Incident::clone(i))
            .collect())
    }

    /// The number of the incident that goes on with this one; the latest, if there are several.
    pub async fn continuation_of(
        &self,
        number: IncidentNumber,
    ) -> Result<Option<IncidentNumber>, StoreError> {
        Ok(reading!(self.backend, incidents::continuation_of(number.0))?.map(IncidentNumber))
    }
}

/// Timelines, transcripts, confirmations and events.
impl Store {
    /// The timeline of an incident, in order.
    pub async fn timeline_of(
        &self,
        number: IncidentNumber,
    ) -> Result<Vec<TimelineEntry>, StoreError> {
        Ok(self.acts_of(number).await?.concat())
    }

    /// The timeline of an incident, act by act.
    pub async fn acts_of(&self, number: IncidentNumber) -> Result<Vec<RecordedAct>, StoreError> {
        let rows: Vec<ActRow> = reading!(self.backend, incidents::acts_of(number.0))?;
        rows.iter().map(|row| row.decode(number.0)).collect()
    }

    /// The acts of an incident, each with the digest of what it said.
    pub async fn acts_to_anonymise(
        &self,
        number: IncidentNumber,
    ) -> Result<Vec<AnonymisedAct>, StoreError> {
        let rows = reading!(self.backend, anonymising::acts_of(number.0))?;
        let act = |row: StoredAct| {
            let digest = row.content()?;
            Ok(AnonymisedAct { entries: row.row().decode(number.0)?, digest })
        };
        rows.into_iter().map(act).collect()
    }

    /// The last lines kept with an incident, the oldest of them first, at most `limit`.
    pub async fn last_lines(
        &self,
        number: IncidentNumber,
        limit: i64,
    ) -> Result<Vec<TranscriptLine>, StoreError> {
        let rows = reading!(self.backend, transcript::last_lines(number.0, limit))?;
        rows.into_iter().rev().map(TranscriptRow::decode).collect()
    }

    /// Keeps lines without waiting until they are durable: nothing that was promised depends on
    /// them.
    pub async fn keep_soon(&self, lines: &[TranscriptLine]) -> Result<(), StoreError> {
        let rows = TranscriptRow::encode_all(lines, &self.keys.row_ids)?;
        self.writer.leave(Job::Transcribe(rows)).await
    }

    /// Forgets the transcripts whose time is over at `now`, at most `limit`; gives back how many.
    pub async fn forget_transcripts(
        &self,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<usize, StoreError> {
        match self.writer.run(Job::ForgetTranscripts { now, limit }).await? {
            Output::Forgotten(count) => Ok(count),
            _ => Err(StoreError::Closed),
        }
    }

    /// Incidents whose words are due to be removed, those due first, at most `limit`.
    pub async fn due_to_anonymise(
        &self,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<IncidentNumber>, StoreError> {
        let numbers = reading!(self.backend, anonymising::due(millis(now), limit))?;
        Ok(numbers.into_iter().map(IncidentNumber).collect())
    }

    /// An act that waits for a yes under this code.
    pub async fn confirmation(
        &self,
        code: &str,
    ) -> Result<Option<PendingConfirmation>, StoreError> {
        Ok(reading!(self.backend, confirmations::pending(code))?)
    }

    /// The reply an inbound event got, where one was recorded; none when the event is new.
    pub async fn reply_to(
        &self,
        platform: &str,
        event_id: &str,
    ) -> Result<Option<Option<RecordedReply>>, StoreError> {
        Ok(reading!(self.backend, events::reply_to(platform, event_id))?.map(recorded_reply))
    }
}

fn decode_all(rows: Vec<StoredIncident>) -> Result<Vec<Incident>, StoreError> {
    rows.into_iter().map(StoredIncident::decode).collect()
}
