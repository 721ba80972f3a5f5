//! Opening an incident as an express ticket: it is opened and paid for in one transaction, or neither.

use chrono::{DateTime, Utc};

use super::act::answer_origin;
use super::commit::{Committed, Origin, Tried};
use super::{ActionError, Actions, Asked, TRIES};
use crate::domain::directory::{Customer, Directory};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Opening, SpentExpress};
use crate::domain::ledger::express::{Balance, Entry};
use crate::ids::{ChannelId, CustomerId, IncidentId};
use crate::store::{Commit, StoreError};

/// Who opens an express ticket, and by which yes.
#[derive(Debug, Clone, Copy)]
pub struct ExpressBuyer<'a> {
    pub customer: &'a CustomerId,
    pub channel: &'a ChannelId,
    /// The code of the confirmation that is used up.
    pub code: &'a str,
}

impl Actions {
    /// What a customer has left at an instant, and the account it follows from. Days are those of the customer's
    /// zone. Empty where the tier has no express tickets.
    pub async fn express_balance(
        &self,
        customer: &Customer,
        terms: &Entitlement,
        now: DateTime<Utc>,
    ) -> Result<(Balance, Vec<Entry>), StoreError> {
        let account = self.store.express_account(&customer.id).await?;
        let Some(express) = terms.express() else { return Ok((Balance::default(), account)) };
        let today = now.with_timezone(&customer.zone).date_naive();
        let included = express.included_in(&terms.tier);
        Ok((Balance::on(today, included, &customer.express_packs, &account), account))
    }

    /// Opens an express ticket, paid from the first purse that has one left. None when nothing is left: somebody may
    /// have spent the last one since it was shown.
    pub async fn open_express(
        &self,
        origin: &Origin,
        buyer: ExpressBuyer<'_>,
        now: DateTime<Utc>,
        describe: impl Fn(&Directory, IncidentId, SpentExpress) -> Opening,
    ) -> Result<Option<Committed>, ActionError> {
        for _ in 0..TRIES {
            let directory = self.store.directory();
            let Some(customer) = directory.customers.get(buyer.customer) else { return Ok(None) };
            let Some(terms) = self.entitlement(&directory, customer, buyer.channel) else {
                return Ok(None);
            };
            let (balance, _) = self.express_balance(customer, &terms, now).await?;
            let Some(spent) = spend(&terms, &balance) else { return Ok(None) };
            let opening = describe(&directory, IncidentId(self.random.id(now)), spent);
            let (incident, mut decision) = self.opened(&directory, opening, now);
            answer_origin(&mut decision, &directory, origin);
            let account_stands_at = Some(balance.last_seq);
            let asked = Asked { incident, decision, shown: None, account_stands_at };
            let commit =
                Commit { used_confirmation: Some(buyer.code.to_owned()), ..Commit::default() };
            let proposal = self.proposal(&directory, asked, Some(origin), commit, now)?;
            match self.try_commit(proposal).await? {
                Tried::Committed(committed) => return Ok(Some(*committed)),
                Tried::Again => {}
                Tried::Stale => break,
            }
        }
        Err(ActionError::Contended)
    }
}

fn spend(terms: &Entitlement, balance: &Balance) -> Option<SpentExpress> {
    let severity = terms.express()?.severity.clone();
    let pool = balance.next()?.pool;
    Some(SpentExpress { severity, pool, left: balance.left() - 1, is_given_back: false })
}
