//! Acts on one incident.

use chrono::TimeDelta;

use super::confirming::needs_a_yes;
use super::context::CommandContext;
use super::lookup::staff_named;
use super::reply::Reply;
use super::{Handlers, Outcome, Stopped, measures};
use crate::actions::{ActionError, Committed};
use crate::commands::command::{Command, PageTarget, Urgency};
use crate::commands::verb::Verb;
use crate::domain::escalation::on_call::on_call;
use crate::domain::incident::{Changed, Incident, Refused, Situation, Utterance};
use crate::ids::{PersonId, SeverityId};

impl Handlers {
    /// Finds the incident a command means and carries the command out on it.
    pub(super) async fn act_on_incident(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Outcome, Stopped> {
        let incident = self.meant_by(context, &command).await?;
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let rank_of = |severity: &SeverityId| terms.as_ref()?.rank(severity);
        let question = match measures::needs_a_yes(context, &command, &incident, terms.as_ref())? {
            None => needs_a_yes(context, &command, &incident, rank_of)?,
            asked => asked,
        };
        if let Some(question) = question {
            return self.ask_for_a_yes(context, &incident, question).await;
        }
        let actor = context.actor.clone();
        match command {
            Command::Say { text, .. } => self.say(context, &incident, text).await,
            Command::Escalate { urgency, text, .. } => {
                let urgent = urgency == Some(Urgency::Urgent);
                let reason = text.unwrap_or_default();
                self.act(context, &incident, None, |i, s| {
                    i.escalate(s, &actor, urgent, reason.clone())
                })
                .await
            }
            Command::Confirm { .. } => {
                self.act(context, &incident, None, |i, s| i.confirm(s, &actor)).await
            }
            Command::Reject { text, .. } => {
                let reason = text.unwrap_or_default();
                self.act(context, &incident, None, |i, s| i.reject(s, &actor, reason.clone())).await
            }
            Command::Subscribe { address, .. } => self.subscribe(context, &incident, address).await,
            Command::Unsubscribe { address, .. } => {
                self.unsubscribe(context, &incident, address).await
            }
            Command::Reopen { text, .. } => {
                self.reopen(context, &incident, text.unwrap_or_default()).await
            }
            Command::Level { severity, reason, .. } => {
                let reason = reason.unwrap_or_default();
                self.act(context, &incident, None, |i, s| {
                    i.change_severity(s, &actor, severity.clone(), reason.clone())
                })
                .await
            }
            staff_command => self.act_as_staff(context, staff_command, &incident).await,
        }
    }

    async fn act_as_staff(
        &self,
        context: &CommandContext<'_>,
        command: Command,
        incident: &Incident,
    ) -> Result<Outcome, Stopped> {
        let actor = context.actor.clone();
        match command {
            Command::Ack { .. } => {
                self.act(context, incident, None, |i, s| i.acknowledge(s, &actor)).await
            }
            Command::Assign { person, .. } => {
                let to = staff_named(context, &person)?.id.clone();
                self.act(context, incident, None, |i, s| i.assign(s, &actor, to.clone())).await
            }
            Command::Update { relief, text, .. } => {
                self.act(context, incident, None, |i, s| {
                    i.update_with_relief(s, &actor, text.clone(), relief)
                })
                .await
            }
            Command::Note { text, .. } => {
                let words = Utterance { text, from: context.spoken_in().cloned() };
                self.act(context, incident, None, |i, _| Ok(i.note(&actor, words.clone()))).await
            }
            Command::Every { minutes, .. } => {
                let every = TimeDelta::minutes(minutes.into());
                self.act(context, incident, None, |i, s| i.agree_on_rhythm(s, &actor, every)).await
            }
            Command::Next { time, .. } => {
                let next_at =
                    context.instant(time, incident.zone).ok_or(Reply::NoSuchTime { time })?;
                self.act(context, incident, None, |i, s| i.agree_on_next(s, &actor, next_at)).await
            }
            Command::Page { target, .. } => {
                let person = paged_by_hand(context, &target)?;
                self.act(context, incident, None, |i, s| i.page_by_hand(s, &actor, person.clone()))
                    .await
            }
            Command::Handoff { person: Some(person), text, .. } => {
                let to = staff_named(context, &person)?.id.clone();
                let summary = text.unwrap_or_default();
                self.act(context, incident, None, |i, s| {
                    i.offer_handoff(s, &actor, to.clone(), summary.clone())
                })
                .await
            }
            Command::Handoff { person: None, .. } => {
                self.act(context, incident, None, |i, s| i.pass_on(s, &actor)).await
            }
            Command::Mirror { change, group, .. } => {
                self.mirror(context, incident, change, &group).await
            }
            Command::Takeover { .. } => {
                self.act(context, incident, None, |i, s| i.take_over(s, &actor)).await
            }
            other => self.take_measure(context, other, incident).await,
        }
    }

    /// Carries out one act; a refusal by the incident's state becomes a sentence.
    pub(super) async fn act(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        approved: Option<&str>,
        decide: impl Fn(Incident, &mut Situation<'_>) -> Result<Changed, Refused>,
    ) -> Result<Outcome, Stopped> {
        match self.actions.act(&context.origin, incident.id, approved, context.now, decide).await {
            Ok(committed @ (Committed::Now { .. } | Committed::Before { .. })) => {
                Ok(Outcome::Done(committed))
            }
            Err(ActionError::Refused(refused)) => {
                let incident = self
                    .actions
                    .store
                    .incident(incident.id)
                    .await?
                    .unwrap_or_else(|| incident.clone());
                let entitlement =
                    self.actions.entitlement_on(context.directory, &incident.contract_ref);
                Err(Reply::Refused {
                    refused: Box::new(refused),
                    incident: Box::new(incident),
                    entitlement,
                }
                .into())
            }
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    pub(super) async fn meant_by(
        &self,
        context: &CommandContext<'_>,
        command: &Command,
    ) -> Result<Incident, Stopped> {
        match command {
            Command::Ack { target } | Command::Handoff { target, .. } => {
                self.find_target(context, *target).await
            }
            Command::Say { incident, .. }
            | Command::Level { incident, .. }
            | Command::Escalate { incident, .. }
            | Command::Confirm { incident, .. }
            | Command::Reject { incident, .. }
            | Command::Assign { incident, .. }
            | Command::Update { incident, .. }
            | Command::Note { incident, .. }
            | Command::Solve { incident, .. }
            | Command::Every { incident, .. }
            | Command::Next { incident, .. }
            | Command::Page { incident, .. }
            | Command::Close { incident, .. }
            | Command::Mirror { incident, .. }
            | Command::Subscribe { incident, .. }
            | Command::Unsubscribe { incident, .. }
            | Command::Takeover { incident }
            | Command::Wait { incident, .. }
            | Command::Resume { incident }
            | Command::Silence { incident, .. }
            | Command::Access { incident, .. }
            | Command::Regrade { incident, .. }
            | Command::DowngradeAccess { incident }
            | Command::Dispatch { incident, .. }
            | Command::Arrived { incident }
            | Command::WarRoom { incident } => self.find(context, *incident).await,
            Command::Reopen { incident, .. } => match incident {
                Some(_) => self.find(context, *incident).await,
                // No closed incident can be "the only open one".
                None => Err(Reply::NumberMissing { verb: Verb::Reopen }.into()),
            },
            _ => Err(Reply::NothingOpen.into()),
        }
    }
}

/// The person a manual page goes to: somebody by name, or whoever is on call on a team's rotation.
fn paged_by_hand(context: &CommandContext<'_>, target: &PageTarget) -> Result<PersonId, Reply> {
    match target {
        PageTarget::Person(name) => staff_named(context, name).map(|person| person.id.clone()),
        PageTarget::Team(team) => {
            let directory = context.directory;
            let rotation = directory.rotations.iter().find(|rotation| rotation.id.as_str() == team);
            let Some(rotation) = rotation else {
                return Err(Reply::UnknownTeam { team: team.clone() });
            };
            let holder = on_call(rotation, &directory.overrides, context.now).person;
            holder
                .or_else(|| rotation.fallback.clone())
                .ok_or(Reply::NobodyOnCall { team: team.clone() })
        }
    }
}
