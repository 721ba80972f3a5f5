//! Opening an incident as an express ticket: it is opened and paid for in one transaction, or
//! neither.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::decide::{Committed, Decided, Deciding};
use super::origin::Origin;
use super::{ActionError, Actions};
use crate::domain::directory::{Customer, Directory};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Opening, SpentExpress};
use crate::domain::ledger::express::{Balance, Entry};
use crate::ids::{ChannelId, CustomerId};
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
    /// What a customer has left at an instant, and the account it follows from. Days are those of
    /// the customer's zone. Empty where the tier has no express tickets.
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

    /// Opens an express ticket, paid from the first pool that has one left. None when nothing is
    /// left: somebody may have spent the last one since it was shown.
    pub async fn open_express(
        &self,
        origin: &Origin,
        buyer: ExpressBuyer<'_>,
        now: DateTime<Utc>,
        describe: impl Fn(&Directory, SpentExpress) -> Opening + Sync,
    ) -> Result<Option<Committed>, ActionError> {
        let describe = &describe;
        let decide = |directory: Arc<Directory>| -> Deciding<'_> {
            Box::pin(async move {
                let Some(customer) = directory.customers.get(buyer.customer) else {
                    return Ok(None);
                };
                let Some(terms) = self.entitlement(&directory, customer, buyer.channel) else {
                    return Ok(None);
                };
                let (balance, _) = self.express_balance(customer, &terms, now).await?;
                let Some(spent) = spend(&terms, &balance) else { return Ok(None) };
                let (incident, mut decision) =
                    self.opened(&directory, describe(&directory, spent), now);
                origin.add_reply(&mut decision, &directory);
                let commit =
                    Commit { used_confirmation: Some(buyer.code.to_owned()), ..Commit::default() };
                let account_seq = Some(balance.last_seq);
                let decided = Decided::opening((incident, decision));
                Ok(Some(Decided { account_seq, commit, ..decided }))
            })
        };
        self.decide(Some(origin), &[], now, decide).await
    }
}

fn spend(terms: &Entitlement, balance: &Balance) -> Option<SpentExpress> {
    let severity = terms.express()?.severity.clone();
    let pool = balance.next()?.pool;
    Some(SpentExpress { severity, pool, left: balance.left() - 1, is_given_back: false })
}
