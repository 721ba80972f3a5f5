//! What was said and done so far, for somebody who comes late.

use super::caller::Hearing;
use super::words::Words;
use super::{Desk, Stopped};
use crate::commands::command::Command;
use crate::domain::incident::{Actor, Incident, Visibility};
use crate::domain::transcript::{Tie, TranscriptLine};

/// So many of the last lines are looked through for words of the customer.
const LOOKED_THROUGH: i64 = 50;
/// How many lines `transcript` shows.
const SHOWN: i64 = 10;

impl Desk {
    pub(super) async fn recall(
        &self,
        hearing: &Hearing<'_>,
        command: Command,
    ) -> Result<Words, Stopped> {
        match command {
            Command::Catchup { incident } => {
                let incident = self.find(hearing, incident).await?;
                self.catch_up(hearing, incident).await
            }
            Command::Transcript { incident } => {
                let incident = self.find(hearing, incident).await?;
                let lines = self.actions.store.last_lines(incident.id, SHOWN).await?;
                let entitlement = self.actions.entitlement_on(hearing.directory, &incident.footing);
                Ok(Words::Transcript { incident: Box::new(incident), lines, entitlement })
            }
            _ => Err(Words::NothingOpen.into()),
        }
    }

    async fn catch_up(&self, hearing: &Hearing<'_>, incident: Incident) -> Result<Words, Stopped> {
        let timeline = self.actions.store.timeline_of(incident.id).await?;
        let mut lines = self.actions.store.last_lines(incident.id, LOOKED_THROUGH).await?;
        let sees_inside = hearing.is_support() && !hearing.is_in_customers_room();
        lines.retain(|line| {
            let may_be_read = sees_inside || line.visibility == Visibility::Customer;
            may_be_read && line.tie != Tie::Room && !self.is_question(hearing, line)
        });
        let entitlement = self.actions.entitlement_on(hearing.directory, &incident.footing);
        Ok(Words::Catchup { incident: Box::new(incident), timeline, lines, entitlement })
    }

    /// Whether words asked the bot for something; such are no news about the incident.
    fn is_question(&self, hearing: &Hearing<'_>, line: &TranscriptLine) -> bool {
        let words = self.vocabularies.of(hearing);
        let understood = crate::commands::parse_addressed(&line.words, "", true, &words);
        line.speaker != Actor::Bot && matches!(understood, Some(Ok(_)))
    }
}
