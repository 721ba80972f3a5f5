//! The front desk: an event in, what it asks for carried out, the answer back.
//!
//! One straight road: who speaks and from where (`caller`), what they said (`parse`), whether they may
//! (`rights`), the act (`acts`, `looks`, `duty`), the answer (`words`). Every answer is committed with the
//! event's id, so a second delivery of an event changes nothing and gets the same answer.

mod acts;
mod asking;
mod by_link;
mod caller;
mod checking;
mod closing;
mod contacts;
mod credits;
mod duty;
mod express;
mod finding;
mod intake;
mod lately;
mod linking;
mod looks;
mod mailing;
mod measures;
mod memory;
mod mirrors;
mod opening;
mod overhearing;
mod question;
mod recalling;
mod request;
pub mod rights;
mod suggesting;
mod vocabularies;
mod wish;
mod words;

pub use checking::{Lookout, Sight};
pub use words::Words;

use std::sync::Arc;

use chat::{ChatEvent, EventBody, Heard, Message};
use chrono::{DateTime, Utc};

use crate::actions::{ActionError, Actions, Committed, RecordedAnswer};
use crate::commands::command::Command;
use crate::commands::error::ParseError;
use crate::commands::grammar::{Visibility, of};
use crate::domain::incident::Incident;
use crate::domain::notice::Intent;
use crate::store::{Commit, StoreError};
use caller::Hearing;
use memory::Memory;
use vocabularies::Vocabularies;

/// Where events are decided on. Cheap to clone.
#[derive(Clone)]
pub struct Desk {
    actions: Actions,
    memory: Arc<Memory>,
    vocabularies: Arc<Vocabularies>,
    /// Platforms whose own response carries the answer.
    answer_themselves: Arc<[String]>,
    /// Platforms on which an answer can be for the caller alone.
    answer_privately: Arc<[String]>,
    lookout: Arc<dyn Lookout>,
    /// The platform that takes news to mailboxes; none where there is no mail.
    mail: Option<Arc<str>>,
}

/// Nothing was saved; the platform should deliver the event again.
#[derive(Debug, thiserror::Error)]
#[error("not saved: {0}")]
pub struct Unsaved(#[from] StoreError);

/// What a handler came to.
enum Said {
    /// An act was carried out, now or by an earlier delivery.
    Done(Committed),
    /// The caller is asked whether to do it, and nobody else's yes counts.
    Asked(Committed),
    /// Nothing changed; these are the words.
    Words(Words),
}

/// Why a handler did not come to an end.
enum Stopped {
    Store(StoreError),
    Words(Words),
}

impl Desk {
    /// `answer_themselves` names the platforms whose own response carries the answer.
    pub fn new(
        actions: Actions,
        answer_themselves: Vec<String>,
        lookout: Arc<dyn Lookout>,
    ) -> Self {
        Self {
            actions,
            memory: Arc::default(),
            vocabularies: Arc::default(),
            answer_themselves: answer_themselves.into(),
            answer_privately: Arc::default(),
            lookout,
            mail: None,
        }
    }

    /// The same, able to have news sent to mailboxes by the platform of this name.
    #[must_use]
    pub fn with_mail(self, platform: Option<&str>) -> Self {
        Self { mail: platform.map(Arc::from), ..self }
    }

    /// The same, where an answer can be for the caller alone on these platforms. It is then not said in the group.
    #[must_use]
    pub fn answering_privately_on(self, platforms: Vec<String>) -> Self {
        Self { answer_privately: platforms.into(), ..self }
    }

    /// Decides and commits what an event asks for. Gives back the answer where the platform carries it on
    /// its own response; elsewhere the answer waits in the outbox.
    pub async fn hear(&self, event: ChatEvent, now: DateTime<Utc>) -> Result<Heard, Unsaved> {
        let directory = self.actions.store.directory();
        let (event, had_secrets) = overhearing::without_secrets(event);
        let hearing = Hearing::of(&self.actions, &directory, &event, &self.answer_themselves, now)
            .warned_of_secrets(had_secrets);
        let Some(said) = self.understand(&hearing, &event) else {
            return self.overhear(&hearing).await;
        };
        let said = match said {
            Err(error) => self.understand_by_incident(&hearing, &event, error).await,
            understood => understood,
        };
        let said = self.or_quoted_answer(&hearing, &event, said).await?;
        let (said, private) = self.come_to(&hearing, said).await?;
        let answer = self.answer(&hearing, said, private).await?;
        self.actions.follow_answer(&hearing.origin);
        Ok(Heard { answer, private })
    }

    /// What becomes of a command, understood or not, and whether that is for the caller alone.
    async fn come_to(
        &self,
        hearing: &Hearing<'_>,
        said: Result<Command, ParseError>,
    ) -> Result<(Said, bool), Unsaved> {
        let command = match said {
            Ok(command) => command,
            Err(error) => return Ok((Said::Words(self.not_understood(hearing, error)), true)),
        };
        if let Some(words) = self.answered_lately(hearing, &command) {
            return Ok((Said::Words(words), true));
        }
        let is_look = command.verb().is_some_and(|verb| of(verb).visibility == Visibility::Caller);
        // Boxed: whoever hears an event would otherwise carry room for every command there is.
        match Box::pin(self.carry_out(hearing, command)).await {
            Ok(said) => {
                let asks_back = matches!(said, Said::Asked(_));
                Ok((said, is_look || asks_back))
            }
            Err(Stopped::Words(words)) => Ok((Said::Words(words), true)),
            Err(Stopped::Store(error)) => Err(Unsaved(error)),
        }
    }

    /// The command in an event; none when it is not for the bot.
    fn understand(
        &self,
        hearing: &Hearing<'_>,
        event: &ChatEvent,
    ) -> Option<Result<Command, ParseError>> {
        match &event.body {
            EventBody::Message { text, addressed, .. } => {
                let words = self.vocabularies.of(hearing);
                crate::commands::parse_addressed(text, hearing.bot_name(), *addressed, &words)
            }
            EventBody::Action { key, .. } => asking::pressed(key).map(Ok),
            EventBody::Membership { .. } => None,
        }
    }

    fn not_understood(&self, hearing: &Hearing<'_>, error: ParseError) -> Words {
        let refused = error.verb().and_then(|verb| rights::check_verb(hearing, verb).err());
        refused.unwrap_or_else(|| self.memory.remember_suggestions(hearing, error))
    }

    /// The same person asked for the same thing here a moment ago.
    fn answered_lately(&self, hearing: &Hearing<'_>, command: &Command) -> Option<Words> {
        let (ago, answer) = self.memory.lately(hearing, command)?;
        Some(Words::AlreadyDone { ago, answer: Box::new(answer) })
    }

    async fn carry_out(&self, hearing: &Hearing<'_>, command: Command) -> Result<Said, Stopped> {
        let command = express::as_meant(hearing, command)?;
        rights::check(hearing, &command)?;
        let remembered = command.clone();
        let said = match command {
            Command::Open { severity, title } => self.open(hearing, severity, title).await,
            Command::Approve { code } => self.approve(hearing, &code).await,
            Command::Choose { number } => Ok(Said::Words(self.memory.chosen(hearing, number))),
            Command::Show { .. }
            | Command::List { .. }
            | Command::Why { .. }
            | Command::Plan
            | Command::Help { .. }
            | Command::Board
            | Command::Oncall { .. } => self.look(hearing, command).await.map(Said::Words),
            Command::Cover { .. } | Command::Lang { .. } => self.arrange(hearing, command).await,
            Command::UserLink { person, code } => self.link(hearing, person, code).await,
            Command::Catchup { .. } | Command::Transcript { .. } => {
                self.recall(hearing, command).await.map(Said::Words)
            }
            Command::GroupCheck => self.check_group(hearing).await.map(Said::Words),
            Command::CreditShow
            | Command::CreditApprove { .. }
            | Command::CreditRefuse { .. }
            | Command::CreditReverse { .. } => self.about_credits(hearing, command).await,
            Command::Express { title } => self.express(hearing, title).await,
            Command::Quota => self.quota(hearing).await.map(Said::Words),
            Command::Contacts { decision } => self.contacts(hearing, decision).await,
            Command::Intake { incident, text } => self.intake(hearing, incident, text).await,
            Command::Skip { .. } | Command::Duplicate { .. } | Command::Rate { .. } => {
                self.act_on_request(hearing, command).await
            }
            other => self.act_on_incident(hearing, other).await,
        }?;
        if let Said::Done(Committed::Now { incident, answer: Some(answer) }) = &said {
            self.memory.remember(hearing, &remembered, incident, answer);
        }
        Ok(said)
    }

    /// Brings the answer to the caller: on the platform's own response, or as a committed notice.
    async fn answer(
        &self,
        hearing: &Hearing<'_>,
        said: Said,
        private: bool,
    ) -> Result<Option<Message>, Unsaved> {
        match said {
            Said::Done(Committed::Now { incident, answer })
            | Said::Asked(Committed::Now { incident, answer }) => {
                let answer = answer.filter(|_| hearing.origin.answers_itself);
                let Some(notice) = answer else { return Ok(None) };
                let message = self.render(hearing, &notice.intent, Some(&incident));
                self.keep_answer(hearing, &incident, &message).await;
                Ok(Some(message))
            }
            Said::Done(Committed::Before { answer })
            | Said::Asked(Committed::Before { answer }) => self.repeat(hearing, answer).await,
            Said::Words(words) => {
                self.answer_in_words(hearing, &words.message(hearing), private).await
            }
        }
    }

    async fn answer_in_words(
        &self,
        hearing: &Hearing<'_>,
        message: &Message,
        private: bool,
    ) -> Result<Option<Message>, Unsaved> {
        let notice = hearing.answer(message, private);
        let transcript = match self.lines_of_exchange(hearing, message, private).await {
            Ok(lines) => lines,
            Err(Stopped::Store(error)) => return Err(Unsaved(error)),
            Err(Stopped::Words(_)) => Vec::new(),
        };
        let commit = Commit { transcript, ..Commit::default() };
        match self
            .actions
            .answer_with(&hearing.origin, notice, Vec::new(), commit, hearing.now)
            .await
        {
            Ok(Committed::Before { answer }) => self.repeat(hearing, answer).await,
            Ok(Committed::Now { .. }) | Err(ActionError::Refused(_) | ActionError::Contended) => {
                Ok(hearing.origin.answers_itself.then(|| message.clone()))
            }
            Err(ActionError::Store(error)) => Err(Unsaved(error)),
        }
    }

    /// The answer that was recorded with the event, rendered from what is true now.
    async fn repeat(
        &self,
        hearing: &Hearing<'_>,
        answer: Option<String>,
    ) -> Result<Option<Message>, Unsaved> {
        let recorded: Option<RecordedAnswer> =
            answer.and_then(|text| serde_json::from_str(&text).ok());
        let Some(recorded) = recorded.filter(|_| hearing.origin.answers_itself) else {
            return Ok(None);
        };
        let incident = match recorded.incident {
            Some(id) => self.actions.store.incident(id).await?,
            None => None,
        };
        Ok(Some(self.render(hearing, &recorded.notice.intent, incident.as_ref())))
    }

    fn render(
        &self,
        hearing: &Hearing<'_>,
        intent: &Intent,
        incident: Option<&Incident>,
    ) -> Message {
        let entitlement = incident
            .and_then(|incident| self.actions.entitlement_on(hearing.directory, &incident.footing))
            .or_else(|| hearing.entitlement.clone());
        crate::render::notice(intent, &hearing.scene(entitlement.as_deref(), incident))
    }
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Words> for Stopped {
    fn from(words: Words) -> Self {
        Self::Words(words)
    }
}
