//! Lines of transcripts as their table holds them, and the order in which they stand.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use sqlx::FromRow;

use super::error::StoreError;
use super::rows::{from_json, incident_id, inconsistent, to_json, visibility_in, visibility_word};
use crate::domain::directory::Destination;
use crate::domain::transcript::{Tie, TranscriptLine};

/// What becomes of an incident's transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TranscriptEnd {
    /// It is kept until then.
    At(DateTime<Utc>),
    /// The incident is open again, so nothing ends yet.
    Open,
}

/// Gives lines their places: microseconds since 1970, and one more than the last where two lines meet.
#[derive(Debug, Default)]
pub(super) struct Places(AtomicI64);

impl Places {
    fn next(&self, at: DateTime<Utc>) -> i64 {
        let now = at.timestamp_micros();
        let last = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(now.max(last + 1)));
        last.map_or(now, |last| now.max(last + 1))
    }

    /// Lines as rows, in the order given.
    pub(super) fn rows(&self, lines: &[TranscriptLine]) -> Result<Vec<TranscriptRow>, StoreError> {
        lines.iter().map(|line| TranscriptRow::encode(line, self.next(line.at))).collect()
    }
}

/// One row of `transcript`.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct TranscriptRow {
    pub(crate) incident_id: String,
    pub(crate) place: i64,
    pub(crate) id: String,
    pub(crate) at: DateTime<Utc>,
    pub(crate) room: String,
    pub(crate) visibility: String,
    pub(crate) speaker: String,
    pub(crate) tie: String,
    pub(crate) words: String,
}

impl TranscriptRow {
    fn encode(line: &TranscriptLine, place: i64) -> Result<Self, StoreError> {
        Ok(Self {
            incident_id: line.incident.0.to_string(),
            place,
            id: line.id.clone(),
            at: line.at,
            room: line.room.to_string(),
            visibility: visibility_word(line.visibility).to_owned(),
            speaker: to_json("transcript", "speaker", &line.speaker)?,
            tie: line.tie.word().to_owned(),
            words: line.words.clone(),
        })
    }

    pub(crate) fn decode(self) -> Result<TranscriptLine, StoreError> {
        let unfit = |column, why| inconsistent("transcript", column, &self.id, why);
        let room = self.room.split_once(':').ok_or_else(|| unfit("room", "is no destination"))?;
        Ok(TranscriptLine {
            incident: incident_id("transcript", &self.incident_id)?,
            at: self.at,
            room: Destination { platform: room.0.to_owned(), address: room.1.to_owned() },
            visibility: visibility_in("transcript", &self.id, &self.visibility)?,
            speaker: from_json("transcript", "speaker", &self.id, &self.speaker)?,
            tie: Tie::from_word(&self.tie).ok_or_else(|| unfit("tie", "is no tie"))?,
            words: self.words,
            id: self.id,
        })
    }
}

/// One row of `transcript_ends` to be written or, without an instant, removed.
#[derive(Debug, Clone)]
pub(crate) struct TranscriptEndRow {
    pub(crate) incident_id: String,
    pub(crate) forget_at: Option<DateTime<Utc>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_grow_with_time_and_never_meet() {
        let (places, at) = (Places::default(), DateTime::from_timestamp_millis);
        let taken = [5, 5, 6, 5, 9].map(|millis| places.next(at(millis).unwrap()));
        assert_eq!(taken, [5000, 5001, 6000, 6001, 9000]);
    }
}
