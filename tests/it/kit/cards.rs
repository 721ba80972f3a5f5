//! A platform that can do everything but answer on its own response: cards that change, threads,
//! quoting.

use chat::MessageRef;
use memory_simulator::SentMessage;

use super::Database;
use super::bot::{Chat, TestBot};

/// A bot on such a platform.
pub(crate) async fn lively(database: &Database) -> TestBot {
    TestBot::on(database, Chat::Gateway).await
}

impl TestBot {
    /// The card of an incident in a group, as it can be read now.
    pub(crate) fn card(&self, group: &str, number: i64) -> SentMessage {
        let number = format!("INC-{number}");
        let of_incident = |sent: &SentMessage| {
            sent.thread_name.is_some() && sent.message.incident.as_deref() == Some(number.as_str())
        };
        let card = self.platform.sent_to(group).into_iter().find(of_incident);
        card.unwrap_or_else(|| panic!("no card of {number} in {group}"))
    }

    /// What can be read in the thread of an incident, the oldest first.
    pub(crate) fn thread(&self, group: &str, number: i64) -> Vec<String> {
        let card = self.card(group, number).reference.0;
        let sent = self.platform.sent_to(group).into_iter();
        sent.filter(|sent| sent.thread.as_ref().is_some_and(|thread| thread.0 == card))
            .map(|sent| sent.text)
            .collect()
    }

    /// Somebody writes in answer to a message of the bot.
    pub(crate) async fn says_quoting(
        &self,
        who: &str,
        group: &str,
        text: &str,
        quoted: &MessageRef,
    ) -> String {
        self.handle(self.platform.says_quoting(group, who, text, quoted)).await
    }

    /// Somebody writes in the thread of an incident.
    pub(crate) async fn says_in_thread(
        &self,
        who: &str,
        group: &str,
        text: &str,
        number: i64,
    ) -> String {
        let card = self.card(group, number).reference;
        self.handle(self.platform.says_in_thread(group, who, text, &card)).await
    }
}
