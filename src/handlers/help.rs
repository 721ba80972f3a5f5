//! `help`: what is open here, and what the caller would do next about it. `help all` lists every
//! command that the caller may use here and that the plan and the installation have.

use super::context::{CommandContext, View};
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use super::unknown_people::whom_to_ask;
use super::{Handlers, rights};
use crate::commands::command::HelpTopic;
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::domain::incident::{Incident, IncidentState};

/// How many commands the short help shows.
const STEPS: usize = 3;
/// How many incidents are looked through for the one that help is about.
const LOOKED_THROUGH: i64 = 20;

impl Handlers {
    pub(super) async fn help(
        &self,
        context: &CommandContext<'_>,
        topic: Option<HelpTopic>,
    ) -> Result<Outcome, Stopped> {
        let reply = match topic {
            None if context.is_unknown_alone() => whom_to_ask(context),
            None => self.next_steps(context).await?,
            Some(HelpTopic::All) => {
                let verbs = grammar::verbs().map(|row| row.verb);
                Reply::HelpAll { verbs: verbs.filter(|it| self.is_usable(context, *it)).collect() }
            }
            Some(HelpTopic::Verb(verb)) => Reply::HelpOn { verb },
        };
        Ok(Outcome::Reply(reply))
    }

    /// What is open here, the one that matters most to the caller first, with its next steps.
    async fn next_steps(&self, context: &CommandContext<'_>) -> Result<Reply, Stopped> {
        let mut incidents = match context.view() {
            View::EveryCustomer => self.unanswered_of(context).await?,
            View::Group(_) | View::OutOfContract(_) => Vec::new(),
        };
        if incidents.is_empty() {
            incidents = self.all_in_view(context, true, LOOKED_THROUGH).await?;
        }
        let own = |incident: &Incident| {
            incident.owner.is_some() && incident.owner.as_ref() == context.person.map(|it| &it.id)
        };
        incidents.sort_by_key(|incident| (!own(incident), incident.deadline_at().is_none()));
        let steps = steps(context.is_support(), incidents.first()).iter().copied();
        let steps = steps.filter(|verb| self.is_usable(context, *verb)).take(STEPS).collect();
        Ok(Reply::Help { incidents, steps })
    }

    /// Nobody is led to a verb that they may not use here, that their plan does not have, or that
    /// this installation cannot carry out.
    pub(super) fn is_usable(&self, context: &CommandContext<'_>, verb: Verb) -> bool {
        if rights::check_verb(context, verb).is_err() {
            return false;
        }
        if matches!(verb, Verb::Subscribe | Verb::Unsubscribe) && self.mail.is_none() {
            return false;
        }
        let Some(terms) = context.entitlement.as_deref() else { return true };
        match verb {
            Verb::Express | Verb::Quota => terms.express().is_some(),
            Verb::CreditShow | Verb::CreditApprove | Verb::CreditRefuse | Verb::CreditReverse => {
                terms.plan.behaviour.credits.is_some()
            }
            Verb::Intake | Verb::Skip => !terms.plan.required_info.is_empty(),
            Verb::Access | Verb::DowngradeAccess => !terms.access_severities().is_empty(),
            Verb::Dispatch | Verb::Arrived => !terms.onsite_severities().is_empty(),
            Verb::WarRoom => {
                !terms.expert_severities().is_empty()
                    || !terms.escort_expert_severities().is_empty()
            }
            _ => true,
        }
    }
}

/// What one side would do next about an incident, the nearest first; more than is shown, because
/// not everybody may use everything.
fn steps(is_support: bool, incident: Option<&Incident>) -> &'static [Verb] {
    let Some(incident) = incident else {
        return if is_support {
            &[Verb::Board, Verb::Oncall, Verb::List, Verb::Plan]
        } else {
            &[Verb::Open, Verb::Plan, Verb::List]
        };
    };
    match (&incident.state, is_support) {
        (IncidentState::Open, true) => &[Verb::Ack, Verb::Show, Verb::Note],
        (IncidentState::Acknowledged { .. }, true) if incident.is_parked() => {
            &[Verb::Resume, Verb::Update, Verb::Show]
        }
        (IncidentState::Acknowledged { .. }, true) => &[Verb::Update, Verb::Wait, Verb::Solve],
        (IncidentState::Resolved { .. } | IncidentState::Closed { .. }, true) => {
            &[Verb::Show, Verb::Note, Verb::Catchup]
        }
        (IncidentState::Resolved { .. }, false) => {
            &[Verb::Confirm, Verb::Reject, Verb::Show, Verb::Say, Verb::Escalate]
        }
        (IncidentState::Acknowledged { .. }, false) if incident.is_parked() => {
            &[Verb::Say, Verb::Show, Verb::Escalate]
        }
        (_, false) => &[Verb::Show, Verb::Say, Verb::Escalate],
    }
}
