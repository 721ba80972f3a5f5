//! Service credits for late responses, and the duty manager's decisions on them.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::act_context::{ActContext, Changed, tell_staff, warn_staff_and_manager};
use super::timeline::Fact;
use super::{Escalation, Incident, Refused, ResponsePromise};
use crate::domain::actor::Actor;
use crate::domain::decision::Decision;
use crate::domain::entitlement::Entitlement;
use crate::domain::ledger::credit::{Claim, Credit, CreditState, LedgerEntry, OwedFor};
use crate::domain::notice::{Intent, Priority};
use crate::domain::sla;
use crate::ids::CreditNumber;

impl Incident {
    /// What is owed if the answer comes at this instant: whole periods of coverage time past due,
    /// less what was claimed for the same clock before. None where the plan has no credits or the
    /// overrun is too short for one.
    pub fn claim_at(
        &self,
        owed_for: OwedFor,
        terms: &Entitlement,
        now: DateTime<Utc>,
    ) -> Option<Claim> {
        let promise = match owed_for {
            OwedFor::Response => &self.response.promise,
            OwedFor::Escalation => &self.escalation.as_ref()?.promise,
        };
        let ResponsePromise::Due { at, coverage, .. } = promise else { return None };
        let rule = terms.plan.behaviour.credits.as_ref()?;
        let overrun_seconds = sla::judge(terms.calendars.get(coverage)?, *at, now).overrun_seconds;
        let days = rule.days_owed(overrun_seconds) - self.claimed_days(owed_for, *at);
        (days > 0).then_some(Claim { owed_for, due_at: *at, until: now, overrun_seconds, days })
    }

    /// Every promise has its own clock: each opening and reopening, and each escalation.
    fn claimed_days(&self, owed_for: OwedFor, due_at: DateTime<Utc>) -> i64 {
        let is_same_clock = |claim: &Claim| claim.owed_for == owed_for && claim.due_at == due_at;
        let claims = self.credits.iter().map(|credit| &credit.claim);
        claims.filter(|claim| is_same_clock(claim)).map(|claim| claim.days).sum()
    }

    /// The promise is broken at this instant: the customer gets an apology, and the duty manager
    /// the proposal of a credit where one is owed. Called before the answer is taken, or when the
    /// incident closes without one.
    pub(super) fn own_up_to_lateness(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        owed_for: OwedFor,
    ) {
        let due_at = match owed_for {
            OwedFor::Response => self.response.pending_due(),
            OwedFor::Escalation => self.escalation.as_ref().and_then(Escalation::pending_due),
        };
        let Some(due_at) = due_at.filter(|due_at| *due_at <= context.now) else { return };
        let proposed = self.credits.len();
        self.propose_credit(decision, context, owed_for);
        let credit = self.credits.len() > proposed;
        // The miss of an escalation was told when it happened.
        if credit || owed_for == OwedFor::Response {
            let intent = Intent::AnsweredLate { owed_for, due_at, credit };
            self.tell_customer(decision, Priority::StatusUpdate, &intent);
        }
    }

    fn propose_credit(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        owed_for: OwedFor,
    ) {
        let claim =
            context.entitlement.and_then(|terms| self.claim_at(owed_for, terms, context.now));
        let Some(claim) = claim else { return };
        let number = next_number(decision, context);
        decision.record_inside(&Actor::Bot, Fact::CreditProposed { number, claim: claim.clone() });
        let credit = Credit { number, claim, state: CreditState::Proposed };
        self.enter(decision, context, &credit, &Actor::Bot, "");
        self.credits.push(credit);
        let intent = Intent::CreditProposed { number };
        warn_staff_and_manager(decision, context, intent);
    }

    /// The duty manager approves: the contract ends that many days later, and the customer is told.
    pub fn approve_credit(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        number: CreditNumber,
    ) -> Result<Changed, Refused> {
        let mut decision = Decision::default();
        let credit =
            self.decide(&mut decision, context, (by, ""), (number, CreditState::Approved))?;
        decision.record(by, Fact::CreditApproved { number, days: credit.claim.days });
        let until = end_of_term(context, credit.claim.days);
        let intent = Intent::CreditApproved { number, by: by.name().to_owned(), until };
        self.tell_of_decision(&mut decision, context, &intent);
        Ok((self, decision))
    }

    /// The duty manager refuses, with a reason that the customer reads.
    pub fn refuse_credit(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        number: CreditNumber,
        reason: String,
    ) -> Result<Changed, Refused> {
        let mut decision = Decision::default();
        self.decide(&mut decision, context, (by, &reason), (number, CreditState::Refused))?;
        decision.record(by, Fact::CreditRefused { number, reason: reason.clone() });
        let intent = Intent::CreditRefused { number, by: by.name().to_owned(), reason };
        self.tell_of_decision(&mut decision, context, &intent);
        Ok((self, decision))
    }

    /// The duty manager takes an approved credit back, with a reason that the customer reads.
    pub fn reverse_credit(
        mut self,
        context: &ActContext<'_>,
        by: &Actor,
        number: CreditNumber,
        reason: String,
    ) -> Result<Changed, Refused> {
        let mut decision = Decision::default();
        let credit =
            self.decide(&mut decision, context, (by, &reason), (number, CreditState::Reversed))?;
        decision.record(
            by,
            Fact::CreditReversed { number, days: credit.claim.days, reason: reason.clone() },
        );
        let until = end_of_term(context, -credit.claim.days);
        let intent = Intent::CreditReversed { number, by: by.name().to_owned(), reason, until };
        self.tell_of_decision(&mut decision, context, &intent);
        Ok((self, decision))
    }

    /// Says why a credit cannot come to a state, so that nobody is asked for a yes that would be
    /// refused.
    pub fn refuse_to_decide(
        &self,
        number: CreditNumber,
        to: CreditState,
    ) -> Result<&Credit, Refused> {
        let credit = self.credits.iter().find(|credit| credit.number == number);
        let Some(credit) = credit else { return Err(Refused::NoSuchCredit { number }) };
        let from = match to {
            CreditState::Reversed => CreditState::Approved,
            CreditState::Proposed | CreditState::Approved | CreditState::Refused => {
                CreditState::Proposed
            }
        };
        if credit.state != from {
            return Err(Refused::CreditStandsOtherwise { number, state: credit.state });
        }
        Ok(credit)
    }

    fn decide(
        &mut self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        (by, reason): (&Actor, &str),
        (number, to): (CreditNumber, CreditState),
    ) -> Result<Credit, Refused> {
        let decided = Credit { state: to, ..self.refuse_to_decide(number, to)?.clone() };
        for credit in self.credits.iter_mut().filter(|credit| credit.number == number) {
            credit.state = to;
        }
        self.enter(decision, context, &decided, by, reason);
        Ok(decided)
    }

    /// A line of the ledger for the state that a credit has come to.
    fn enter(
        &self,
        decision: &mut Decision,
        context: &ActContext<'_>,
        credit: &Credit,
        by: &Actor,
        reason: &str,
    ) {
        let Some(customer) = self.contract_ref.customer().cloned() else { return };
        decision.credits.push(LedgerEntry {
            number: credit.number,
            customer,
            incident: self.number,
            state: credit.state,
            at: context.now,
            by: by.clone(),
            reason: reason.to_owned(),
            claim: credit.claim.clone(),
        });
    }

    fn tell_of_decision(&self, decision: &mut Decision, context: &ActContext<'_>, intent: &Intent) {
        self.tell_rooms(decision, Priority::StatusUpdate, intent);
        tell_staff(decision, context, Priority::Low, intent);
    }
}

/// The first number that is free. Two decisions that find the same one cannot both be committed,
/// since both write the totals that they read it from.
fn next_number(decision: &Decision, context: &ActContext<'_>) -> CreditNumber {
    let last = context.roster.directory.credits.last_number;
    let of_this_act = decision.credits.iter().map(|entry| entry.number.0).max().unwrap_or_default();
    CreditNumber(last.max(of_this_act) + 1)
}

/// The last day of the contract once it has moved by so many days.
fn end_of_term(context: &ActContext<'_>, by_days: i64) -> Option<NaiveDate> {
    let until = context.roster.customer?.contract.ends_on();
    let days = Days::new(by_days.unsigned_abs());
    if by_days < 0 { until.checked_sub_days(days) } else { until.checked_add_days(days) }
}
