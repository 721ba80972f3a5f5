//! Notes, once a day for each group, that its messages arrive. A group from which none ever came is
//! told to the operators.

use super::Handlers;
use super::context::CommandContext;

impl Handlers {
    pub(super) async fn note_received(&self, context: &CommandContext<'_>) {
        if context.is_direct || context.group.is_none() || !self.recent.is_first_today(context) {
            return;
        }
        let room = &context.origin.room;
        if let Err(error) = self.actions.store.note_message_from(room, context.now).await {
            tracing::warn!(%room, %error, "it was not noted that a message of this group came");
        }
    }
}
