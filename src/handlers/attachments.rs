//! Pictures, files, speech and forwarded chats that somebody sends the bot without a word: the bot
//! cannot read them, and says once what to do instead.

use chat::{Attachment, ChatEvent, EventBody};

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use super::rights;
use crate::commands::verb::Verb;
use crate::render::attachments::{self, NextStep};

impl Handlers {
    /// The reply to something without words; none where the same person was told a moment ago, or
    /// where the event is anything else.
    pub(super) async fn without_words(
        &self,
        context: &CommandContext<'_>,
        event: &ChatEvent,
    ) -> Result<Option<Outcome>, NotSaved> {
        let EventBody::Wordless { attachment } = event.body else { return Ok(None) };
        if !self.recent.may_tell_of_attachment(context) {
            return Ok(None);
        }
        let reply = match Box::pin(self.reply_to_attachment(context, attachment)).await {
            Ok(reply) => Outcome::Reply(reply),
            Err(stopped) => stopped.into_outcome()?,
        };
        Ok(Some(reply))
    }

    async fn reply_to_attachment(
        &self,
        context: &CommandContext<'_>,
        attachment: Attachment,
    ) -> Result<Reply, Stopped> {
        let open = self.open_in_group(context).await?;
        let next = match open.as_slice() {
            [] if rights::check_verb(context, Verb::Open).is_ok() && !context.is_support() => {
                NextStep::Report
            }
            [] => NextStep::Write,
            [only] => NextStep::Add { number: Some(only.number), by_staff: context.is_support() },
            _ => NextStep::Add { number: None, by_staff: context.is_support() },
        };
        let rendered = context.render_context(context.entitlement.as_deref(), None);
        let stays_in_group = !context.is_direct;
        Ok(Reply::ready(attachments::unread(attachment, next, stays_in_group, &rendered)))
    }
}
