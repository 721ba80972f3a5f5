//! Hasty people who say the same thing twice.

use super::Handlers;
use super::context::CommandContext;
use super::reply::Reply;
use crate::commands::command::Command;
use crate::commands::verb::Verb;
use crate::store::StoreError;

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
}
