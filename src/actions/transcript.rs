//! Keeps what was said in a room with the incidents that were open there.

use chrono::{DateTime, Utc};

use super::commit::messages;
use super::origin::Origin;
use super::{ActionError, Actions};
use crate::domain::transcript::TranscriptLine;
use crate::store::{About, Commit};

impl Actions {
    /// Keeps a message once, however often it is delivered, together with a notice for its author.
    pub async fn keep_ambient_message(
        &self,
        origin: &Origin,
        lines: Vec<TranscriptLine>,
        now: DateTime<Utc>,
    ) -> Result<(), ActionError> {
        let directory = self.store.directory();
        let extra = origin.extra.iter().cloned().collect();
        let commit = Commit {
            event: Some(origin.event(None, now)),
            transcript: lines,
            outbox: messages(&directory, About::Nothing, extra, Some(origin), now),
            ..Commit::default()
        };
        self.store.commit(commit).await?;
        Ok(())
    }
}
