//! `level` and `regrade`: how severe an incident is. Lowering takes a confirmation.

use super::Handlers;
use super::confirmed_act::ConfirmedAct;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::verb::Verb;
use crate::domain::directory::{Role, Side};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Incident, Refused};
use crate::ids::{IncidentNumber, SeverityId};

impl Handlers {
    pub(super) async fn change_severity(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        severity: SeverityId,
        reason: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        // Nobody is asked to confirm a level that the duty manager has already ruled out.
        if let Err(refused) = incident.refuse_if_ruled() {
            return Err(self.refused_before_asking(context, &incident, refused));
        }
        let reason = reason.unwrap_or_default();
        if self.is_lower(context, &incident, &severity) {
            may_lower(context, &incident, &reason)?;
            let act = ConfirmedAct::Lower { to: severity, reason };
            return self.ask_to_confirm(context, &incident, act).await;
        }
        self.act(context, &incident, |i, s| {
            i.change_severity(s, &context.actor, severity.clone(), reason.clone())
        })
        .await
    }

    pub(super) async fn regrade(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        severity: SeverityId,
        reason: String,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        if self.is_lower(context, &incident, &severity) {
            let act = ConfirmedAct::Regrade { to: severity, reason };
            return self.ask_to_confirm(context, &incident, act).await;
        }
        self.act(context, &incident, |i, s| {
            i.rule_on_severity(s, &context.actor, severity.clone(), reason.clone())
        })
        .await
    }

    fn is_lower(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        severity: &SeverityId,
    ) -> bool {
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let rank = terms.as_deref().and_then(|terms: &Entitlement| terms.rank(severity));
        incident.severity.is_some() && rank.is_some_and(|rank| rank > incident.rank)
    }

    /// Why an act would not be applied, found before a confirmation is asked for. Outside of every
    /// contract the terms of the caller's group are shown.
    pub(super) fn refused_before_asking(
        &self,
        context: &CommandContext<'_>,
        incident: &Incident,
        refused: Refused,
    ) -> Stopped {
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        let entitlement = terms.or_else(|| context.entitlement.clone());
        let (refused, incident) = (Box::new(refused), Box::new(incident.clone()));
        Reply::Refused { refused, incident, entitlement }.into()
    }
}

/// A customer's own administrators and the support side may lower; the support side says why.
fn may_lower(context: &CommandContext<'_>, incident: &Incident, reason: &str) -> Result<(), Reply> {
    if context.role() == Role::Customer {
        return Err(Reply::MayNotLower { incident: incident.number });
    }
    if context.role().side() == Side::Support && reason.is_empty() {
        return Err(Reply::ReasonMissing { verb: Verb::Level });
    }
    Ok(())
}
