//! `contacts`: a customer's administrators say who of their people may open, spend and confirm. The
//! plan counts until they do.

use std::collections::BTreeMap;

use super::Handlers;
use super::confirmation::Waiting;
use super::context::CommandContext;
use super::lookup::customers_person_named;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::ContactDecision;
use crate::domain::directory::{Customer, Permission, Person, Role};
use crate::domain::plan::{Right, RightsOfPeople};
use crate::ids::PersonId;
use crate::render::contacts as say;
use crate::store::{Commit, directory};

/// Refuses what the caller's administrators did not allow, and names them. Only a customer's own
/// people are asked about: the others are judged by their role.
pub(super) fn check(context: &CommandContext<'_>, right: Right) -> Result<(), Reply> {
    let may = context
        .person
        .is_some_and(|person| context.directory.has_right(person, right, &rights_by_plan(context)));
    if may {
        return Ok(());
    }
    let render_context = context.render_context(context.entitlement.as_deref(), None);
    Err(Reply::ready(say::not_allowed(right, context.customer, &render_context)))
}

fn rights_by_plan(context: &CommandContext<'_>) -> RightsOfPeople {
    context.entitlement.as_ref().map(|terms| terms.plan.rights.clone()).unwrap_or_default()
}

impl Handlers {
    pub(super) async fn contacts(
        &self,
        context: &CommandContext<'_>,
        decision: Option<ContactDecision>,
    ) -> Result<Outcome, Stopped> {
        let customer = context.customer.ok_or(Reply::NoGroupHere)?;
        match decision {
            None => Ok(Outcome::Reply(shown(context, customer))),
            Some(decision) => self.ask_to_permit(context, customer, decision).await,
        }
    }

    async fn ask_to_permit(
        &self,
        context: &CommandContext<'_>,
        customer: &Customer,
        decision: ContactDecision,
    ) -> Result<Outcome, Stopped> {
        administrator(context, customer)?;
        let (allowed, typed, right) = match decision {
            ContactDecision::Right { allowed, person, right } => (allowed, person, right),
            ContactDecision::Registered { registered: true, person } => {
                return self.ask_to_register(context, customer, &person, None).await;
            }
            ContactDecision::Registered { registered: false, person } => {
                return self.ask_to_remove_guest(context, customer, &person).await;
            }
        };
        let person = match customers_person_named(context, customer, &typed) {
            Ok(person) => person,
            Err(_) if allowed => {
                return self.ask_to_register(context, customer, &typed, Some(right)).await;
            }
            Err(unknown) => return Err(unknown.into()),
        };
        let render_context = context.render_context(context.entitlement.as_deref(), None);
        if person.role == Role::CustomerAdmin {
            return Err(
                Reply::ready(say::administrators_may_all(&person.name, &render_context)).into()
            );
        }
        let waiting = Waiting::Permission { person: person.id.clone(), right, allowed };
        let changed = say::Change { name: &person.name, right, allowed };
        self.ask_first(context, &waiting, |code| say::asked(changed, code, &render_context)).await
    }

    /// Saves the decision once it is confirmed.
    pub(super) async fn permit(
        &self,
        context: &CommandContext<'_>,
        code: &str,
        person: &PersonId,
        right: Right,
        allowed: bool,
    ) -> Result<Outcome, Stopped> {
        let customer = context.customer.ok_or(Reply::NoGroupHere)?;
        let by = administrator(context, customer)?;
        let unknown = || Reply::UnknownPerson { name: person.to_string() };
        let person = context.directory.people.get(person).ok_or_else(unknown)?;
        let before =
            context.directory.permission_of(person).map(|permission| permission.decided.clone());
        let permission = decided(context, customer, (by, &person.id), before, (right, allowed));
        let changed = say::Change { name: &person.name, right, allowed };
        let message =
            say::decided(changed, &context.render_context(context.entitlement.as_deref(), None));
        let commit = Commit {
            used_confirmation: Some(code.to_owned()),
            directory: vec![directory::put(
                directory::kind::PERMISSION,
                person.id.as_str(),
                &permission,
            )?],
            directory_version: Some(context.directory.version),
            ..Commit::default()
        };
        self.commit_reply(context, &message, false, commit).await.map(Outcome::Done)
    }
}

/// The decisions about a person after one more. Those of another customer are dropped.
pub(super) fn decided(
    context: &CommandContext<'_>,
    customer: &Customer,
    (by, person): (&Person, &PersonId),
    before: Option<BTreeMap<Right, bool>>,
    (right, allowed): (Right, bool),
) -> Permission {
    let mut decided = before.unwrap_or_default();
    decided.insert(right, allowed);
    Permission {
        person: person.clone(),
        customer: customer.id.clone(),
        decided,
        by: by.id.clone(),
        at: context.now,
    }
}

/// The caller, if they are an administrator of this customer. Nobody of the vendor decides for a
/// customer.
pub(super) fn administrator<'a>(
    context: &CommandContext<'a>,
    customer: &Customer,
) -> Result<&'a Person, Reply> {
    let is_own = |person: &&Person| {
        person.role == Role::CustomerAdmin && person.customer.as_ref() == Some(&customer.id)
    };
    let render_context = context.render_context(context.entitlement.as_deref(), None);
    context
        .person
        .filter(is_own)
        .ok_or_else(|| Reply::ready(say::not_yours_to_decide(customer, &render_context)))
}

fn shown(context: &CommandContext<'_>, customer: &Customer) -> Reply {
    let rights = rights_by_plan(context);
    let render_context = context.render_context(context.entitlement.as_deref(), None);
    Reply::ready(say::contacts(customer, &rights, &render_context))
}
