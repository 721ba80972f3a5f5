//! Acts that hurt are asked about first: the question states the consequence, is bound to the caller and the
//! room, expires after two minutes and is used up by the yes.

use chat::Message;

use super::confirmation::{AskedConfirmation, Question, is_theirs, pending};
use super::confirmed_request::Wish;
use super::context::CommandContext;
use super::reply::Reply;
use super::{Handlers, Outcome, Stopped};
use crate::actions::{ActionError, Committed};
use crate::commands::Verb;
use crate::commands::command::{Command, ConfirmationCode, PageCode, Target};
use crate::domain::directory::{Destination, Role, Side};
use crate::domain::incident::Incident;
use crate::domain::notice::{Intent, Notice, Priority, Recipient};
use crate::ids::{IncidentNumber, IntakeItemId, SeverityId};
use crate::store::Commit;

/// The question to ask before a command takes effect; none when it may happen at once.
pub(super) fn needs_a_yes(
    context: &CommandContext<'_>,
    command: &Command,
    incident: &Incident,
    rank_of: impl Fn(&SeverityId) -> Option<u8>,
) -> Result<Option<Question>, Reply> {
    match command {
        Command::Level { severity, reason, .. } => {
            let is_lower = rank_of(severity).is_some_and(|rank| rank > incident.rank);
            if !is_lower || incident.severity.is_none() {
                return Ok(None);
            }
            lowering(context, incident, severity, reason.clone().unwrap_or_default()).map(Some)
        }
        Command::Close { outcome, reason, .. } => {
            Ok(Some(Question::Close { outcome: *outcome, reason: reason.clone() }))
        }
        Command::Silence { until, .. } => {
            let until = context.end(*until, context.now, incident.zone).ok_or(Reply::NoSuchEnd)?;
            let refused = |refused| Reply::Refused {
                refused: Box::new(refused),
                incident: Box::new(incident.clone()),
                entitlement: context.entitlement.clone(),
            };
            incident.refuse_to_be_silenced(context.now, until).map_err(refused)?;
            Ok(Some(Question::Silence { until }))
        }
        _ => Ok(None),
    }
}

/// A customer's own administrators and the support side may lower; the support side says why.
fn lowering(
    context: &CommandContext<'_>,
    incident: &Incident,
    to: &SeverityId,
    reason: String,
) -> Result<Question, Reply> {
    if context.role() == Role::Customer {
        return Err(Reply::MayNotLower { incident: incident.number });
    }
    if context.role().side() == Side::Support && reason.is_empty() {
        return Err(Reply::ReasonMissing { verb: Verb::Level });
    }
    Ok(Question::Lower { to: to.clone(), reason })
}

impl Handlers {
    pub(super) async fn ask_for_a_yes(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        question: Question,
    ) -> Result<Outcome, Stopped> {
        let code = self.actions.confirmation_code();
        let asked = AskedConfirmation { incident: incident.number, question: question.clone() };
        let pending =
            pending(context, code.clone(), serde_json::to_string(&asked).unwrap_or_default());
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let words = Reply::ConfirmationAsked {
            question: Box::new(question),
            code,
            incident: Box::new(incident.clone()),
            entitlement,
        };
        let message = words.message(context);
        let transcript = self.lines_of_exchange(context, &message, true).await?;
        let commit = Commit { new_confirmation: Some(pending), transcript, ..Commit::default() };
        self.commit_words(context, &message, true, commit).await.map(Outcome::AskedConfirmation)
    }

    /// Commits words together with rows that belong to them.
    pub(super) async fn commit_words(
        &self,
        context: &CommandContext<'_>,
        message: &Message,
        private: bool,
        commit: Commit,
    ) -> Result<Committed, Stopped> {
        self.commit_words_and_tell(context, message, private, Vec::new(), commit).await
    }

    /// The same, with words for others.
    pub(super) async fn commit_words_and_tell(
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

    /// The caller's yes. Somebody else's code reads as no code at all.
    pub(super) async fn approve(
        &self,
        context: &CommandContext<'_>,
        code: &ConfirmationCode,
    ) -> Result<Outcome, Stopped> {
        let pending = self.actions.store.confirmation(code.as_str()).await?;
        let pending = pending.filter(|pending| is_theirs(pending, context));
        if let Some(wish) = pending.as_ref().and_then(Wish::behind) {
            return self.grant(context, code.as_str(), wish).await;
        }
        let asked = pending
            .and_then(|pending| serde_json::from_str::<AskedConfirmation>(&pending.command).ok());
        let Some(AskedConfirmation { incident, question }) = asked else {
            return self.take_mailed_code(context, code).await;
        };
        let incident = self.find(context, Some(incident)).await?;
        let actor = context.actor.clone();
        self.act(context, &incident, Some(code.as_str()), |incident, situation| match &question {
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
        priority: Priority::Reply,
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
