//! `credits`, `credit approve`, `credit refuse` and `credit reverse`: what a customer has been
//! granted, and the duty manager's decisions.

use super::Handlers;
use super::confirmed_act::ConfirmedAct;
use super::context::{CommandContext, View};
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::domain::incident::Incident;
use crate::domain::ledger::credit::{CreditStanding, CreditState, standing};
use crate::ids::CreditNumber;

/// How many proposals are listed for the staff.
const LISTED: i64 = 20;

impl Handlers {
    /// In a customer's group the credits of that customer that count; for the staff what waits for
    /// a decision. Nobody sees another customer's.
    pub(super) async fn show_credits(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Outcome, Stopped> {
        let store = &self.actions.store;
        let shown = match (context.view(), context.customer) {
            (View::EveryCustomer, _) => standing(&store.undecided_credits(LISTED).await?),
            (View::Group(_), Some(customer)) => {
                counting(standing(&store.ledger_of(&customer.id).await?))
            }
            (View::Group(_) | View::OutOfContract(_), _) => return Err(Reply::NoGroupHere.into()),
        };
        Ok(Outcome::Reply(Reply::Credits { standing: shown }))
    }

    pub(super) async fn approve_credit(
        &self,
        context: &CommandContext<'_>,
        credit: CreditNumber,
    ) -> Result<Outcome, Stopped> {
        let incident = self.of_credit(context, credit, CreditState::Approved).await?;
        self.ask_to_confirm(context, &incident, ConfirmedAct::ApproveCredit { credit }).await
    }

    pub(super) async fn refuse_credit(
        &self,
        context: &CommandContext<'_>,
        credit: CreditNumber,
        reason: String,
    ) -> Result<Outcome, Stopped> {
        let incident = self.of_credit(context, credit, CreditState::Refused).await?;
        self.act(context, &incident, |i, s| {
            i.refuse_credit(s, &context.actor, credit, reason.clone())
        })
        .await
    }

    pub(super) async fn reverse_credit(
        &self,
        context: &CommandContext<'_>,
        credit: CreditNumber,
        reason: String,
    ) -> Result<Outcome, Stopped> {
        let incident = self.of_credit(context, credit, CreditState::Reversed).await?;
        let act = ConfirmedAct::ReverseCredit { credit, reason };
        self.ask_to_confirm(context, &incident, act).await
    }

    /// The incident of a credit that can come to a state now.
    async fn of_credit(
        &self,
        context: &CommandContext<'_>,
        credit: CreditNumber,
        to: CreditState,
    ) -> Result<Incident, Stopped> {
        let found = self.actions.store.incident_of_credit(credit).await?;
        let Some(incident) = found else { return Err(Reply::CreditNotFound { credit }.into()) };
        match incident.refuse_to_decide(credit, to) {
            Ok(_) => Ok(incident),
            Err(refused) => Err(self.refused(context, &incident, refused)),
        }
    }
}

fn counting(mut standing: Vec<CreditStanding>) -> Vec<CreditStanding> {
    standing.retain(|it| it.credit.state == CreditState::Approved);
    standing
}
