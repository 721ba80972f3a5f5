//! Acts that hurt are asked about first: the question states the consequence, is bound to the caller and the
//! room, expires after two minutes and is used up by the yes.

use chat::Message;

use super::caller::Hearing;
use super::question::{Asked, Question, is_theirs, pending};
use super::wish::Wish;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::actions::{ActionError, Committed};
use crate::commands::Verb;
use crate::commands::command::{Command, ConfirmationCode, PageCode, Target};
use crate::domain::directory::{Destination, Role, Side};
use crate::domain::incident::Incident;
use crate::domain::notice::{Intent, Lane, Notice, Recipient};
use crate::ids::{IncidentNumber, IntakeItemId, SeverityId};
use crate::store::Commit;

/// The question to ask before a command takes effect; none when it may happen at once.
pub(super) fn needs_a_yes(
    hearing: &Hearing<'_>,
    command: &Command,
    incident: &Incident,
    rank_of: impl Fn(&SeverityId) -> Option<u8>,
) -> Result<Option<Question>, Words> {
    match command {
        Command::Level { severity, reason, .. } => {
            let is_lower = rank_of(severity).is_some_and(|rank| rank > incident.rank);
            if !is_lower || incident.severity.is_none() {
                return Ok(None);
            }
            lowering(hearing, incident, severity, reason.clone().unwrap_or_default()).map(Some)
        }
        Command::Close { outcome, reason, .. } => {
            Ok(Some(Question::Close { outcome: *outcome, reason: reason.clone() }))
        }
        Command::Silence { until, .. } => {
            let until = hearing.end(*until, hearing.now, incident.zone).ok_or(Words::NoSuchEnd)?;
            let refused = |refused| Words::Refused {
                refused: Box::new(refused),
                incident: Box::new(incident.clone()),
                entitlement: hearing.entitlement.clone(),
            };
            incident.refuse_to_be_silenced(hearing.now, until).map_err(refused)?;
            Ok(Some(Question::Silence { until }))
        }
        _ => Ok(None),
    }
}

/// A customer's own administrators and the support side may lower; the support side says why.
fn lowering(
    hearing: &Hearing<'_>,
    incident: &Incident,
    to: &SeverityId,
    reason: String,
) -> Result<Question, Words> {
    if hearing.role() == Role::Customer {
        return Err(Words::MayNotLower { incident: incident.number });
    }
    if hearing.role().side() == Side::Support && reason.is_empty() {
        return Err(Words::ReasonMissing { verb: Verb::Level });
    }
    Ok(Question::Lower { to: to.clone(), reason })
}

impl Desk {
    pub(super) async fn ask_for_a_yes(
        &self,
        hearing: &Hearing<'_>,
        incident: &Incident,
        question: Question,
    ) -> Result<Said, Stopped> {
        let code = self.actions.confirmation_code();
        let asked = Asked { incident: incident.number, question: question.clone() };
        let pending =
            pending(hearing, code.clone(), serde_json::to_string(&asked).unwrap_or_default());
        let entitlement = self.actions.entitlement_on(hearing.directory, &incident.footing);
        let words = Words::ConfirmationAsked {
            question: Box::new(question),
            code,
            incident: Box::new(incident.clone()),
            entitlement,
        };
        let message = words.message(hearing);
        let transcript = self.lines_of_exchange(hearing, &message, true).await?;
        let commit = Commit { asks: Some(pending), transcript, ..Commit::default() };
        self.commit_words(hearing, &message, true, commit).await.map(Said::Asked)
    }

    /// Commits words together with rows that belong to them.
    pub(super) async fn commit_words(
        &self,
        hearing: &Hearing<'_>,
        message: &Message,
        private: bool,
        commit: Commit,
    ) -> Result<Committed, Stopped> {
        self.commit_words_and_tell(hearing, message, private, Vec::new(), commit).await
    }

    /// The same, with words for others.
    pub(super) async fn commit_words_and_tell(
        &self,
        hearing: &Hearing<'_>,
        message: &Message,
        private: bool,
        for_others: Vec<Notice>,
        commit: Commit,
    ) -> Result<Committed, Stopped> {
        let notice = hearing.answer(message, private);
        match self
            .actions
            .answer_with(&hearing.origin, notice, for_others, commit, hearing.now)
            .await
        {
            Ok(committed) => Ok(committed),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Words::Contended.into()),
        }
    }

    /// The caller's yes. Somebody else's code reads as no code at all.
    pub(super) async fn approve(
        &self,
        hearing: &Hearing<'_>,
        code: &ConfirmationCode,
    ) -> Result<Said, Stopped> {
        let pending = self.actions.store.confirmation(code.as_str()).await?;
        let pending = pending.filter(|pending| is_theirs(pending, hearing));
        if let Some(wish) = pending.as_ref().and_then(Wish::behind) {
            return self.grant(hearing, code.as_str(), wish).await;
        }
        let asked =
            pending.and_then(|pending| serde_json::from_str::<Asked>(&pending.command).ok());
        let Some(Asked { incident, question }) = asked else {
            return self.take_mailed_code(hearing, code).await;
        };
        let incident = self.find(hearing, Some(incident)).await?;
        let actor = hearing.actor.clone();
        self.act(hearing, &incident, Some(code.as_str()), |incident, situation| match &question {
            Question::Lower { to, reason } => {
                incident.change_severity(situation, &actor, to.clone(), reason.clone())
            }
            Question::Close { outcome, reason } => {
                incident.close_as(situation, &actor, *outcome, reason.clone())
            }
            Question::Silence { until } => {
                incident.silence(situation, &actor, *until, String::new())
            }
            Question::ApproveCredit { credit } => {
                incident.approve_credit(situation, &actor, *credit)
            }
            Question::ReverseCredit { credit, reason } => {
                incident.reverse_credit(situation, &actor, *credit, reason.clone())
            }
            Question::Regrade { to, reason } => {
                incident.rule_on_severity(situation, &actor, to.clone(), reason.clone())
            }
            Question::LowerWithoutAccess { .. } => incident.lower_without_access(situation, &actor),
        })
        .await
    }
}

/// Words that are complete as they are, for whoever reads in a room.
pub(super) fn in_full(room: Destination, message: &Message) -> Notice {
    Notice {
        to: Recipient::Room(room),
        lane: Lane::Echo,
        intent: Intent::Answer {
            message: serde_json::to_string(message).unwrap_or_default(),
            only_for: None,
        },
    }
}

/// What a pressed button asks for; none for a key that no message of ours carries.
pub(super) fn pressed(key: &str) -> Option<Command> {
    let (verb, about) = key.split_once(':')?;
    let number = || Some(IncidentNumber(object(key)?.trim_start_matches("INC-").parse().ok()?));
    let code = || about.parse().ok().map(PageCode);
    match verb {
        "ack" if about.starts_with("INC-") => {
            Some(Command::Ack { target: Some(Target::Incident(number()?)) })
        }
        "ack" => Some(Command::Ack { target: Some(Target::Page(code()?)) }),
        "pass" => {
            Some(Command::Handoff { target: Some(Target::Page(code()?)), person: None, text: None })
        }
        "confirm" => Some(Command::Confirm { incident: Some(number()?), text: None }),
        "reject" => Some(Command::Reject { incident: Some(number()?), text: None }),
        "escalate" => {
            Some(Command::Escalate { incident: Some(number()?), urgency: None, text: None })
        }
        "skip" => Some(Command::Skip { incident: Some(number()?), item: Some(item_in(key)?) }),
        _ => None,
    }
}

/// The incident that a button's key names by its number.
pub(super) fn number_in(key: &str) -> Option<IncidentNumber> {
    object(key)?.strip_prefix("INC-")?.parse().ok().map(IncidentNumber)
}

/// The item of the plan that a button's key names: `skip:INC-7:impact`.
pub(super) fn item_in(key: &str) -> Option<IntakeItemId> {
    key.splitn(3, ':').nth(2).map(IntakeItemId::from)
}

fn object(key: &str) -> Option<&str> {
    key.split(':').nth(1)
}
