//! Lines of transcripts as their table holds them.

use sqlx::FromRow;

use super::error::StoreError;
use super::row_ids::RowIds;
use super::rows::{
    from_json, inconsistent, instant, millis, to_json, visibility_in, visibility_word,
};
use crate::domain::directory::Destination;
use crate::domain::transcript::{Attribution, TranscriptLine};
use crate::ids::IncidentNumber;

/// One row of `transcript`. The position puts the lines of an incident in the order in which they
/// were said.
#[derive(Debug, Clone, FromRow)]
pub(crate) struct TranscriptRow {
    pub(crate) incident: i64,
    pub(crate) position: i64,
    pub(crate) id: String,
    pub(crate) at: i64,
    pub(crate) room: String,
    pub(crate) visibility: String,
    pub(crate) speaker: String,
    pub(crate) attribution: String,
    pub(crate) words: String,
}

impl TranscriptRow {
    /// Lines as rows, in the order given.
    pub(crate) fn encode_all(
        lines: &[TranscriptLine],
        ids: &RowIds,
    ) -> Result<Vec<Self>, StoreError> {
        lines.iter().map(|line| Self::encode(line, ids.next(millis(line.at)))).collect()
    }

    fn encode(line: &TranscriptLine, position: i64) -> Result<Self, StoreError> {
        Ok(Self {
            incident: line.incident.0,
            position,
            id: line.id.clone(),
            at: millis(line.at),
            room: line.room.to_string(),
            visibility: visibility_word(line.visibility).to_owned(),
            speaker: to_json("transcript", "speaker", &line.speaker)?,
            attribution: line.attribution.word().to_owned(),
            words: line.words.clone(),
        })
    }

    pub(crate) fn decode(self) -> Result<TranscriptLine, StoreError> {
        let unfit = |column, why| inconsistent("transcript", column, &self.id, why);
        let room = self.room.split_once(':').ok_or_else(|| unfit("room", "is no destination"))?;
        let attribution = Attribution::from_word(&self.attribution);
        Ok(TranscriptLine {
            incident: IncidentNumber(self.incident),
            at: instant(self.at),
            room: Destination { platform: room.0.to_owned(), address: room.1.to_owned() },
            visibility: visibility_in("transcript", &self.id, &self.visibility)?,
            speaker: from_json("transcript", "speaker", &self.id, &self.speaker)?,
            attribution: attribution.ok_or_else(|| unfit("attribution", "is no attribution"))?,
            words: self.words,
            id: self.id,
        })
    }
}
