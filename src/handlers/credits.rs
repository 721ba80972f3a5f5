//! Service credits: what a customer has been granted, and the duty manager's decisions.

use super::confirmation::Question;
use super::context::{CommandContext, View};
use super::reply::Reply;
use super::{Handlers, Outcome, Stopped};
use crate::commands::command::Command;
use crate::domain::incident::Incident;
use crate::domain::ledger::credit::{CreditStanding, CreditState, standing};
use crate::ids::CreditNumber;

/// How many proposals are listed for the staff.
const LISTED: i64 = 20;

impl Handlers {
    pub(super) async fn about_credits(
        &self,
        context: &CommandContext<'_>,
        command: Command,
    ) -> Result<Outcome, Stopped> {
        let actor = context.actor.clone();
        match command {
            Command::CreditShow => self.show_credits(context).await.map(Outcome::Reply),
            Command::CreditApprove { credit } => {
                let incident = self.of_credit(context, credit, CreditState::Approved).await?;
                self.ask_for_a_yes(context, &incident, Question::ApproveCredit { credit }).await
            }
            Command::CreditRefuse { credit, reason } => {
                let incident = self.of_credit(context, credit, CreditState::Refused).await?;
                self.act(context, &incident, None, |i, s| {
                    i.refuse_credit(s, &actor, credit, reason.clone())
                })
                .await
            }
            Command::CreditReverse { credit, reason } => {
                let incident = self.of_credit(context, credit, CreditState::Reversed).await?;
                self.ask_for_a_yes(context, &incident, Question::ReverseCredit { credit, reason })
                    .await
            }
            _ => Err(Reply::NothingOpen.into()),
        }
    }

    /// In a customer's group the credits of that customer that count; for the staff what waits for a decision. Nobody
    /// sees another customer's.
    async fn show_credits(&self, context: &CommandContext<'_>) -> Result<Reply, Stopped> {
        let store = &self.actions.store;
        let shown = match (context.view(), context.customer) {
            (View::EveryCustomer, _) => standing(&store.undecided_credits(LISTED).await?),
            (View::Group(_), Some(customer)) => {
                counting(standing(&store.ledger_of(&customer.id).await?))
            }
            (View::Group(_) | View::OutOfContract(_), _) => return Err(Reply::NoGroupHere.into()),
        };
        Ok(Reply::Credits { standing: shown })
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
        if let Err(refused) = incident.refuse_to_decide(credit, to) {
            let entitlement =
                self.actions.entitlement_on(context.directory, &incident.contract_ref);
            let (refused, incident) = (Box::new(refused), Box::new(incident));
            return Err(Reply::Refused { refused, incident, entitlement }.into());
        }
        Ok(incident)
    }
}

fn counting(mut standing: Vec<CreditStanding>) -> Vec<CreditStanding> {
    standing.retain(|it| it.credit.state == CreditState::Approved);
    standing
}
