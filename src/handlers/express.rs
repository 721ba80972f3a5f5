//! Express tickets: asked about with what is left, opened and paid for by the yes, and shown by `quota`.

use std::sync::Arc;

use super::caller::Hearing;
use super::opening::{describe, title_and_items};
use super::wish::Wish;
use super::words::Words;
use super::{Desk, Said, Stopped, contacts};
use crate::actions::{ActionError, ExpressBuyer};
use crate::commands::command::Command;
use crate::domain::directory::{Customer, Group};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Actor, Opening};
use crate::domain::ledger::express::Balance;
use crate::domain::plan::Right;
use crate::ids::SeverityId;
use crate::render::express as say;

/// What somebody meant who typed the level of an express ticket after another verb: to open one takes a yes, however
/// it is said, and no incident becomes one later.
pub(super) fn as_meant(hearing: &Hearing<'_>, command: Command) -> Result<Command, Words> {
    let is_express = |severity: &SeverityId| {
        hearing.entitlement.as_ref().is_some_and(|terms| terms.express_as(severity).is_some())
    };
    match command {
        Command::Open { severity: Some(severity), title } if is_express(&severity) => {
            // A stranger may not spend and is not turned away either: the receipt offers the other levels.
            let is_stranger = matches!(hearing.actor, Actor::Guest { .. });
            Ok(if is_stranger {
                Command::Open { severity: None, title }
            } else {
                Command::Express { title }
            })
        }
        Command::Level { severity, .. } | Command::Regrade { severity, .. }
            if is_express(&severity) =>
        {
            let message = say::never_later(&hearing.scene(hearing.entitlement.as_deref(), None));
            Err(Words::Ready { message: Box::new(message) })
        }
        other => Ok(other),
    }
}

/// For whom an express ticket is opened, and under which terms.
struct Buyer<'a> {
    customer: &'a Customer,
    group: &'a Group,
    terms: Arc<Entitlement>,
}

impl Desk {
    /// Asks for the yes, with what is left; says why where there is nothing to ask. The words wait whole for the yes.
    pub(super) async fn express(
        &self,
        hearing: &Hearing<'_>,
        words: String,
    ) -> Result<Said, Stopped> {
        let buyer = buyer(hearing, &words)?;
        let (balance, _) =
            self.actions.express_balance(buyer.customer, &buyer.terms, hearing.now).await?;
        if balance.next().is_none() {
            return Err(used_up(hearing, &words, &balance).into());
        }
        let (title, _) = title_and_items(hearing, words.clone());
        self.ask_for(hearing, &Wish::Express { title: words }, |code| {
            say::asked(&title, &balance, code, &hearing.scene(Some(&buyer.terms), None))
        })
        .await
    }

    /// Opens it: the clock runs from here. What the words carry already is not asked for again.
    pub(super) async fn open_express(
        &self,
        hearing: &Hearing<'_>,
        code: &str,
        words: String,
    ) -> Result<Said, Stopped> {
        contacts::check(hearing, Right::Spend)?;
        let buyer = buyer(hearing, &words)?;
        let (title, report) = self.read_report(hearing, words.clone()).await;
        let paid =
            ExpressBuyer { customer: &buyer.customer.id, channel: &buyer.group.channel, code };
        let opened =
            self.actions.open_express(&hearing.origin, paid, hearing.now, |_, id, spent| {
                let opening = describe(hearing, id, Some(spent.severity.clone()), title.clone());
                Opening { report: report.clone(), ..opening }.paid_with(spent)
            });
        match opened.await {
            Ok(Some(committed)) => Ok(Said::Done(committed)),
            Ok(None) => Err(self.used_up_meanwhile(hearing, &buyer, &words).await?.into()),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Words::Contended.into()),
        }
    }

    async fn used_up_meanwhile(
        &self,
        hearing: &Hearing<'_>,
        buyer: &Buyer<'_>,
        title: &str,
    ) -> Result<Words, Stopped> {
        let (balance, _) =
            self.actions.express_balance(buyer.customer, &buyer.terms, hearing.now).await?;
        Ok(used_up(hearing, title, &balance))
    }

    /// What is left, what was spent, by whom, and when it ends.
    pub(super) async fn quota(&self, hearing: &Hearing<'_>) -> Result<Words, Stopped> {
        let customer = hearing.customer.ok_or(Words::NoGroupHere)?;
        let terms = hearing.entitlement.as_deref();
        let scene = hearing.scene(terms, None);
        let Some(terms) = terms.filter(|terms| terms.express().is_some()) else {
            return Ok(Words::Ready { message: Box::new(say::nothing_by_number(&scene)) });
        };
        let (balance, account) = self.actions.express_balance(customer, terms, hearing.now).await?;
        Ok(Words::Ready { message: Box::new(say::quota(&balance, &account, &scene)) })
    }
}

fn buyer<'a>(hearing: &Hearing<'a>, title: &str) -> Result<Buyer<'a>, Words> {
    let terms = hearing.entitlement.clone().filter(|terms| terms.express().is_some());
    if let (Some(customer), Some(group), Some(terms)) = (hearing.customer, hearing.group, terms) {
        return Ok(Buyer { customer, group, terms });
    }
    let scene = hearing.scene(hearing.entitlement.as_deref(), None);
    Err(Words::Ready { message: Box::new(say::not_offered(title, &scene)) })
}

fn used_up(hearing: &Hearing<'_>, title: &str, balance: &Balance) -> Words {
    let scene = hearing.scene(hearing.entitlement.as_deref(), None);
    Words::Ready { message: Box::new(say::used_up(title, balance, &scene)) }
}
