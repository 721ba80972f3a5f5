//! What people say among themselves where the bot reads along, and what is kept of it.

use chat::{ChatEvent, ChatPlatform, EventBody, MessageRef, Quoted, ThreadRef};
use watchbell::domain::transcript::TranscriptLine;

use super::bot::TestBot;

/// More lines than any journey has.
const ALL: i64 = 1000;

impl TestBot {
    /// Somebody talks in a group, not to the bot; gives back what can be read there because of it.
    pub(crate) async fn talks(&self, who: &str, group: &str, text: &str) -> String {
        self.handle(self.talk(who, group, text)).await
    }

    /// The same as an event that has not arrived yet.
    pub(crate) fn talk(&self, who: &str, group: &str, text: &str) -> ChatEvent {
        self.talk_under(who, group, text, (None, None))
    }

    /// The same in answer to a message, or in a thread.
    pub(crate) fn talk_under(
        &self,
        who: &str,
        group: &str,
        text: &str,
        (quoted, thread): (Option<MessageRef>, Option<ThreadRef>),
    ) -> ChatEvent {
        let text = text.to_owned();
        let quoted = quoted.map(Quoted::Message);
        let body =
            EventBody::Message { text, addressed: false, mentioned: Vec::new(), quoted, thread };
        self.platform.event(group, who, body)
    }

    /// Whether the platform can show an answer to the caller alone.
    pub(crate) fn platform_answers_privately(&self) -> bool {
        self.platform.capabilities().private_reply
    }

    /// Everything that was kept with an incident, the oldest first.
    pub(crate) async fn transcript(&self, number: i64) -> Vec<TranscriptLine> {
        let incident = self.incident(number).await;
        self.bot.actions.store.last_lines(incident.number, ALL).await.unwrap()
    }

    /// What people said, of that.
    pub(crate) async fn talk_about(&self, number: i64) -> Vec<String> {
        let lines = self.transcript(number).await;
        let of_people = lines.into_iter().filter(|line| !line.speaker.name().is_empty());
        of_people.map(|line| line.words).collect()
    }
}
