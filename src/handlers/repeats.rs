//! Hasty people who say the same thing twice.

use std::sync::Arc;

use super::Handlers;
use super::context::CommandContext;
use super::recent_commands::MOMENT;
use super::reply::Reply;
use crate::commands::command::Command;
use crate::commands::verb::Verb;
use crate::domain::incident::Incident;
use crate::domain::notice::Intent;
use crate::domain::recent::is_within;
use crate::store::StoreError;

/// The incidents of a room that are looked through for the same report. More are hardly opened in a
/// room within a moment.
const NEWEST: i64 = 5;

impl Handlers {
    /// The reply to a hasty second message: the same person gave the same command here a moment
    /// ago, and it would change nothing now. A command is carried out again when something has
    /// happened to its incident since, such as a new page or another solution; a report, when the
    /// incident that it opened is closed already.
    pub(super) async fn repeated(
        &self,
        context: &CommandContext<'_>,
        command: &Command,
    ) -> Result<Option<Reply>, StoreError> {
        let Some(known) = self.recent.find(context, command) else { return Ok(None) };
        let Some(current) = self.actions.store.incident(known.incident.number).await? else {
            return Ok(None);
        };
        let changes_nothing = match command.verb() {
            Some(Verb::Open | Verb::Express) => !current.state.is_closed(),
            _ => current.version == known.incident.version,
        };
        Ok(changes_nothing.then(|| Reply::AlreadyDone {
            ago: context.now - known.at,
            first: Box::new(known.answer),
            incident: known.incident,
        }))
    }

    /// The same for a report that another instance took: memory is each instance's own.
    pub(super) async fn reported_elsewhere(
        &self,
        context: &CommandContext<'_>,
        title: &str,
    ) -> Result<Option<Reply>, StoreError> {
        if !self.actions.store.is_shared() {
            return Ok(None);
        }
        let room = context.group.map_or(&context.origin.room, |group| &group.room);
        let newest = self.actions.store.open_incidents_in(room, NEWEST).await?;
        let is_the_same = |incident: &Incident| {
            incident.title == title
                && incident.reporter == context.actor
                && is_within(incident.opened_at, context.now, MOMENT)
        };
        let known = newest.into_iter().find(is_the_same);
        Ok(known.map(|incident| Reply::AlreadyDone {
            ago: context.now - incident.opened_at,
            first: Box::new(Intent::Receipt),
            incident: Arc::new(incident),
        }))
    }
}
