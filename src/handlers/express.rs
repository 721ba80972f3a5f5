//! `express` and `quota`. Express tickets are asked about with what is left, opened and paid for by
//! the yes, and shown by `quota`.

use std::sync::Arc;

use super::confirmation::Waiting;
use super::context::CommandContext;
use super::open::{describe, title_and_items};
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use super::{Handlers, contacts};
use crate::actions::{ActionError, ExpressBuyer};
use crate::commands::command::Command;
use crate::domain::directory::{Customer, Group};
use crate::domain::entitlement::Entitlement;
use crate::domain::incident::{Actor, Opening};
use crate::domain::ledger::express::Balance;
use crate::domain::plan::Right;
use crate::ids::SeverityId;
use crate::render::express as say;

/// Reads a command that names the severity of an express ticket after another verb. Opening one
/// always takes a confirmation, and no open incident becomes one.
pub(super) fn as_meant(context: &CommandContext<'_>, command: Command) -> Result<Command, Reply> {
    let is_express = |severity: &SeverityId| {
        context.entitlement.as_ref().is_some_and(|terms| terms.express_as(severity).is_some())
    };
    match command {
        Command::Open { severity: Some(severity), title, .. } if is_express(&severity) => {
            // A stranger may not spend and is not turned away either: the receipt offers the other
            // levels.
            let is_stranger = matches!(context.actor, Actor::Guest { .. });
            Ok(if is_stranger {
                Command::Open { severity: None, title, other_level: None }
            } else {
                Command::Express { title }
            })
        }
        Command::Level { severity, .. } | Command::Regrade { severity, .. }
            if is_express(&severity) =>
        {
            let message =
                say::never_later(&context.render_context(context.entitlement.as_deref(), None));
            Err(Reply::ready(message))
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

impl Handlers {
    /// Asks for the confirmation and shows the balance, or says why no ticket can be opened. The
    /// whole text is kept until then.
    pub(super) async fn express(
        &self,
        context: &CommandContext<'_>,
        words: String,
    ) -> Result<Outcome, Stopped> {
        let buyer = buyer(context, &words)?;
        let (balance, _) =
            self.actions.express_balance(buyer.customer, &buyer.terms, context.now).await?;
        if balance.next().is_none() {
            return Err(used_up(context, &words, &balance).into());
        }
        let (title, _) = title_and_items(context, words.clone());
        self.ask_first(context, &Waiting::Express { words }, |code| {
            say::asked(&title, &balance, code, &context.render_context(Some(&buyer.terms), None))
        })
        .await
    }

    /// Opens it; the clock starts here. Required information that the text contains is not asked
    /// for again.
    pub(super) async fn open_express(
        &self,
        context: &CommandContext<'_>,
        code: &str,
        words: String,
    ) -> Result<Outcome, Stopped> {
        contacts::check(context, Right::Spend)?;
        let buyer = buyer(context, &words)?;
        let (title, report) = self.read_report(context, words.clone()).await;
        let paid =
            ExpressBuyer { customer: &buyer.customer.id, channel: &buyer.group.channel, code };
        let opened = self.actions.open_express(&context.origin, paid, context.now, |_, spent| {
            let opening = describe(context, Some(spent.severity.clone()), title.clone());
            Opening { report: report.clone(), ..opening }.paid_with(spent)
        });
        match opened.await {
            Ok(Some(committed)) => Ok(Outcome::Done(committed)),
            Ok(None) => Err(self.used_up_meanwhile(context, &buyer, &words).await?.into()),
            Err(ActionError::Store(error)) => Err(error.into()),
            Err(ActionError::Refused(_) | ActionError::Contended) => Err(Reply::Contended.into()),
        }
    }

    async fn used_up_meanwhile(
        &self,
        context: &CommandContext<'_>,
        buyer: &Buyer<'_>,
        title: &str,
    ) -> Result<Reply, Stopped> {
        let (balance, _) =
            self.actions.express_balance(buyer.customer, &buyer.terms, context.now).await?;
        Ok(used_up(context, title, &balance))
    }

    /// What is left, what was spent, by whom, and when it ends.
    pub(super) async fn quota(&self, context: &CommandContext<'_>) -> Result<Outcome, Stopped> {
        let customer = context.customer.ok_or(Reply::NoGroupHere)?;
        let terms = context.entitlement.as_deref();
        let render_context = context.render_context(terms, None);
        let Some(terms) = terms.filter(|terms| terms.express().is_some()) else {
            return Ok(Outcome::Reply(Reply::ready(say::nothing_by_number(&render_context))));
        };
        let (balance, account) = self.actions.express_balance(customer, terms, context.now).await?;
        Ok(Outcome::Reply(Reply::ready(say::quota(&balance, &account, &render_context))))
    }
}

fn buyer<'a>(context: &CommandContext<'a>, title: &str) -> Result<Buyer<'a>, Reply> {
    let terms = context.entitlement.clone().filter(|terms| terms.express().is_some());
    if let (Some(customer), Some(group), Some(terms)) = (context.customer, context.group, terms) {
        return Ok(Buyer { customer, group, terms });
    }
    let render_context = context.render_context(context.entitlement.as_deref(), None);
    Err(Reply::ready(say::not_offered(title, &render_context)))
}

fn used_up(context: &CommandContext<'_>, title: &str, balance: &Balance) -> Reply {
    let render_context = context.render_context(context.entitlement.as_deref(), None);
    Reply::ready(say::used_up(title, balance, &render_context))
}
