//! Confirmations. The question states the consequence; its code is bound to the caller and the
//! room, expires, and can be used once.

use chat::Message;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::Handlers;
use super::confirmed_act::ConfirmedAct;
use super::context::CommandContext;
use super::outcome::{NotSaved, Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::{Command, ConfirmationCode};
use crate::commands::error::ParseError;
use crate::domain::directory::{Account, Destination};
use crate::domain::incident::Incident;
use crate::domain::plan::Right;
use crate::ids::{IncidentNumber, PersonId};
use crate::store::{Commit, PendingConfirmation, StoreError};

const EXPIRES_AFTER: TimeDelta = TimeDelta::minutes(2);

/// What waits under a code.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "waits", rename_all = "snake_case")]
pub(super) enum Waiting {
    /// An act on one incident. The number is spelled out, so that the yes cannot come to mean
    /// another incident.
    Act { incident: IncidentNumber, act: ConfirmedAct },
    /// An express ticket. `words` are as they were typed, with what they say about the items of the
    /// plan.
    Express { words: String },
    /// What a customer's administrators decide about one of their people.
    Permission { person: PersonId, right: Right, allowed: bool },
    /// An account that becomes a contact of the customer, and what it may do besides.
    GuestApproved { account: Account, name: String, right: Option<Right> },
    /// A contact whom an administrator registered, and who becomes a guest again.
    GuestRemoved { person: PersonId },
    /// What was typed with a bare number, for the customer of that incident.
    Words { incident: IncidentNumber, text: String },
    /// An answer to the pages of these incidents.
    AllPages { incidents: Vec<IncidentNumber> },
    /// Reports of the caller that were kept in this room.
    HeldReports,
    /// The code was sent to the mailbox, so whoever brings it back reads that mailbox.
    Subscription { incident: IncidentNumber, mailbox: Destination },
}

impl Handlers {
    /// Keeps an act on an incident until the caller confirms it, and asks for the code.
    pub(super) async fn ask_to_confirm(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        act: ConfirmedAct,
    ) -> Result<Outcome, Stopped> {
        let code = self.actions.confirmation_code();
        let waiting = Waiting::Act { incident: incident.number, act: act.clone() };
        let pending = pending(context, code.clone(), &waiting, EXPIRES_AFTER);
        let entitlement = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let reply = Reply::ConfirmationAsked {
            act: Box::new(act),
            code,
            incident: Box::new(incident.clone()),
            entitlement,
        };
        let message = reply.message(context);
        let transcript = self.lines_of_exchange(context, &message, true).await?;
        let commit = Commit { new_confirmation: Some(pending), transcript, ..Commit::default() };
        self.commit_reply(context, &message, true, commit).await.map(Outcome::ConfirmationAsked)
    }

    /// Keeps an act without an incident until the caller confirms it; `question` renders the
    /// message from the code.
    pub(super) async fn ask_first(
        &self,
        context: &CommandContext<'_>,
        waiting: &Waiting,
        question: impl FnOnce(&str) -> Message,
    ) -> Result<Outcome, Stopped> {
        let code = self.actions.confirmation_code();
        let message = question(&code);
        let pending = pending(context, code, waiting, EXPIRES_AFTER);
        let commit = Commit { new_confirmation: Some(pending), ..Commit::default() };
        self.commit_reply(context, &message, true, commit).await.map(Outcome::ConfirmationAsked)
    }

    /// `confirm CODE`: the caller's yes. Somebody else's code reads as no code at all. Rights and
    /// account may have changed since it was asked for, so each act checks them again.
    pub(super) async fn approve(
        &self,
        context: &CommandContext<'_>,
        code: &ConfirmationCode,
    ) -> Result<Outcome, Stopped> {
        let waiting = self.waiting(context, code).await?.ok_or(Reply::ConfirmationUnknown)?;
        let code = code.as_str();
        let context = &CommandContext { confirmed: Some(code.to_owned()), ..context.clone() };
        match waiting {
            Waiting::Act { incident, act } => self.carry_out(context, incident, &act).await,
            Waiting::Express { words } => self.open_express(context, code, words).await,
            Waiting::Permission { person, right, allowed } => {
                self.permit(context, code, &person, right, allowed).await
            }
            Waiting::GuestApproved { account, name, right } => {
                self.register_guest(context, code, (account, name), right).await
            }
            Waiting::GuestRemoved { person } => self.remove_guest(context, code, &person).await,
            Waiting::AllPages { incidents } => {
                Box::pin(self.acknowledge_all(context, code, &incidents)).await
            }
            Waiting::HeldReports => Box::pin(self.open_held(context, code)).await,
            // Read before the command is carried out; what comes here was typed for another room.
            Waiting::Words { .. } => Err(Reply::ConfirmationUnknown.into()),
            Waiting::Subscription { incident, mailbox } => {
                self.subscribe_confirmed(context, incident, &mailbox).await
            }
        }
    }

    /// A code alone is the yes to what waits under it. Where nothing waits, it is what it was, such
    /// as a version that was asked for.
    pub(super) async fn or_bare_code(
        &self,
        context: &CommandContext<'_>,
        said: Result<Command, ParseError>,
    ) -> Result<Result<Command, ParseError>, NotSaved> {
        if !matches!(said, Err(ParseError::UnknownVerb { .. })) {
            return Ok(said);
        }
        let Some(code) = bare_code(context) else { return Ok(said) };
        let waits = self.waiting(context, &code).await?.is_some();
        Ok(if waits { Ok(Command::Approve { code }) } else { said })
    }

    /// What waits under a code of this caller.
    pub(super) async fn waiting(
        &self,
        context: &CommandContext<'_>,
        code: &ConfirmationCode,
    ) -> Result<Option<Waiting>, StoreError> {
        let pending = self.actions.store.confirmation(code.as_str()).await?;
        let pending = pending.filter(|pending| is_theirs(pending, context));
        Ok(pending.and_then(|pending| serde_json::from_str(&pending.command).ok()))
    }

    async fn carry_out(
        &self,
        context: &CommandContext<'_>,
        number: IncidentNumber,
        act: &ConfirmedAct,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, Some(number)).await?;
        let actor = &context.actor;
        self.act(context, &incident, |incident, act_context| match act {
            ConfirmedAct::Lower { to, reason } => {
                incident.change_severity(act_context, actor, to.clone(), reason.clone())
            }
            ConfirmedAct::Close { outcome, reason } => {
                incident.close_as(act_context, actor, *outcome, reason.clone())
            }
            ConfirmedAct::Silence { until } => {
                incident.silence(act_context, actor, *until, String::new())
            }
            ConfirmedAct::ApproveCredit { credit } => {
                incident.approve_credit(act_context, actor, *credit)
            }
            ConfirmedAct::ReverseCredit { credit, reason } => {
                incident.reverse_credit(act_context, actor, *credit, reason.clone())
            }
            ConfirmedAct::Regrade { to, reason } => {
                incident.rule_on_severity(act_context, actor, to.clone(), reason.clone())
            }
            ConfirmedAct::LowerWithoutAccess { .. } => {
                incident.lower_without_access(act_context, actor)
            }
        })
        .await
    }
}

/// The code that was typed and nothing else.
pub(super) fn bare_code(context: &CommandContext<'_>) -> Option<ConfirmationCode> {
    let is_mark = |c: char| !c.is_alphanumeric();
    ConfirmationCode::parse(context.said().trim_matches(is_mark))
}

/// Whether a confirmation was asked of this caller, here, and still waits.
fn is_theirs(pending: &PendingConfirmation, context: &CommandContext<'_>) -> bool {
    pending.platform == context.origin.platform
        && pending.account == context.account
        && pending.room == context.origin.room.to_string()
        && pending.expires_at > context.now
}

/// What waits under a code, bound to the caller and the room.
pub(super) fn pending(
    context: &CommandContext<'_>,
    code: String,
    waiting: &impl Serialize,
    expires_after: TimeDelta,
) -> PendingConfirmation {
    PendingConfirmation {
        code,
        platform: context.origin.platform.clone(),
        account: context.account.clone(),
        room: context.origin.room.to_string(),
        command: serde_json::to_string(waiting).unwrap_or_default(),
        expires_at: context.now + expires_after,
    }
}
