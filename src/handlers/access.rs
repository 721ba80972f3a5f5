//! `access` and `downgrade access`: whether support may enter the customer's system, and what
//! follows when it may not.

use super::Handlers;
use super::confirmed_act::ConfirmedAct;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use crate::ids::IncidentNumber;

impl Handlers {
    pub(super) async fn answer_access(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
        granted: bool,
        text: Option<String>,
    ) -> Result<Outcome, Stopped> {
        let words = text.unwrap_or_default();
        self.act_on(context, number, |i, s| {
            i.answer_access(s, &context.actor, granted, words.clone())
        })
        .await
    }

    pub(super) async fn lower_without_access(
        &self,
        context: &CommandContext<'_>,
        number: Option<IncidentNumber>,
    ) -> Result<Outcome, Stopped> {
        let incident = self.find(context, number).await?;
        let terms = self.actions.entitlement_on(context.directory, &incident.contract_ref);
        match incident.severity_without_access(terms.as_deref()) {
            Ok(to) => {
                let act = ConfirmedAct::LowerWithoutAccess { to };
                self.ask_to_confirm(context, &incident, act).await
            }
            Err(refused) => Err(self.refused_before_asking(context, &incident, refused)),
        }
    }
}
