//! Commits a reply together with the rows that belong to it.

use chat::Message;

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::actions::{ActionError, Committed};
use crate::domain::directory::Destination;
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::store::{Commit, DirectoryChange};

impl Handlers {
    pub(super) async fn commit_reply(
        &self,
        context: &CommandContext<'_>,
        message: &Message,
        private: bool,
        commit: Commit,
    ) -> Result<Committed, Stopped> {
        self.commit_reply_and_tell(context, message, private, Vec::new(), commit).await
    }

    /// Commits a reply together with messages for other people.
    pub(super) async fn commit_reply_and_tell(
        &self,
        context: &CommandContext<'_>,
        message: &Message,
        private: bool,
        for_others: Vec<Notice>,
        commit: Commit,
    ) -> Result<Committed, Stopped> {
        let notice = context.answer(message, private);
        match self
            .actions
            .answer_with(&context.origin, notice, for_others, commit, context.now)
            .await
        {
            Ok(committed) => Ok(committed),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    /// Writes one document of the directory, unless the directory has changed since the command was
    /// read.
    pub(super) async fn write_directory(
        &self,
        context: &CommandContext<'_>,
        change: DirectoryChange,
        reply: Reply,
    ) -> Result<Outcome, Stopped> {
        let commit = Commit {
            directory: vec![change],
            directory_version: Some(context.directory.version),
            ..Commit::default()
        };
        let message = reply.message(context);
        self.commit_reply(context, &message, false, commit).await.map(Outcome::Done)
    }
}

/// A message that is complete as it is, for one room.
pub(super) fn ready_notice(room: Destination, message: Message) -> Notice {
    Notice {
        to: Recipient::Room(room),
        priority: Priority::Reply,
        intent: Intent::Answer { message: Box::new(message), only_for: None },
    }
}
