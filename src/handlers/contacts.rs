//! A customer's administrators say who of their people may open, spend and confirm. The plan counts until they do.

use std::collections::BTreeMap;

use super::caller::Hearing;
use super::finding::customers_person_named;
use super::wish::Wish;
use super::words::Words;
use super::{Desk, Said, Stopped};
use crate::commands::command::ContactDecision;
use crate::domain::directory::{Customer, Permission, Person, Role};
use crate::domain::plan::{Right, RightsOfPeople};
use crate::ids::PersonId;
use crate::render::contacts as say;
use crate::store::{Commit, directory};

/// Refuses what the caller's administrators did not allow, and names them. Only a customer's own people are asked
/// about: the others are judged by their role.
pub(super) fn check(hearing: &Hearing<'_>, right: Right) -> Result<(), Words> {
    let may = hearing
        .person
        .is_some_and(|person| hearing.directory.has_right(person, right, &rights_by_plan(hearing)));
    if may {
        return Ok(());
    }
    let scene = hearing.scene(hearing.entitlement.as_deref(), None);
    Err(ready(say::not_allowed(right, hearing.customer, &scene)))
}

fn rights_by_plan(hearing: &Hearing<'_>) -> RightsOfPeople {
    hearing.entitlement.as_ref().map(|terms| terms.plan.rights.clone()).unwrap_or_default()
}

fn ready(message: chat::Message) -> Words {
    Words::Ready { message: Box::new(message) }
}

impl Desk {
    pub(super) async fn contacts(
        &self,
        hearing: &Hearing<'_>,
        decision: Option<ContactDecision>,
    ) -> Result<Said, Stopped> {
        let customer = hearing.customer.ok_or(Words::NoGroupHere)?;
        match decision {
            None => Ok(Said::Words(shown(hearing, customer))),
            Some(decision) => self.ask_to_permit(hearing, customer, decision).await,
        }
    }

    async fn ask_to_permit(
        &self,
        hearing: &Hearing<'_>,
        customer: &Customer,
        decision: ContactDecision,
    ) -> Result<Said, Stopped> {
        let ContactDecision { allowed, person, right } = decision;
        administrator(hearing, customer)?;
        let person = customers_person_named(hearing, customer, &person)?;
        let scene = hearing.scene(hearing.entitlement.as_deref(), None);
        if person.role == Role::CustomerAdmin {
            return Err(ready(say::administrators_may_all(&person.name, &scene)).into());
        }
        let wish = Wish::Permit { person: person.id.clone(), right, allowed };
        let changed = say::Change { name: &person.name, right, allowed };
        self.ask_for(hearing, &wish, |code| say::asked(changed, code, &scene)).await
    }

    /// Writes the decision down, after the yes.
    pub(super) async fn permit(
        &self,
        hearing: &Hearing<'_>,
        code: &str,
        person: &PersonId,
        right: Right,
        allowed: bool,
    ) -> Result<Said, Stopped> {
        let customer = hearing.customer.ok_or(Words::NoGroupHere)?;
        let by = administrator(hearing, customer)?;
        let unknown = || Words::UnknownPerson { name: person.to_string() };
        let person = hearing.directory.people.get(person).ok_or_else(unknown)?;
        let permission = decided(hearing, customer, (by, person), (right, allowed));
        let changed = say::Change { name: &person.name, right, allowed };
        let message = say::decided(changed, &hearing.scene(hearing.entitlement.as_deref(), None));
        let commit = Commit {
            takes: Some(code.to_owned()),
            directory: vec![directory::put(
                directory::kind::PERMISSION,
                person.id.as_str(),
                &permission,
            )?],
            directory_version: Some(hearing.directory.version),
            ..Commit::default()
        };
        self.commit_words(hearing, &message, false, commit).await.map(Said::Done)
    }
}

/// What stands about a person after one more decision. What another customer decided about them is left behind.
fn decided(
    hearing: &Hearing<'_>,
    customer: &Customer,
    (by, person): (&Person, &Person),
    (right, allowed): (Right, bool),
) -> Permission {
    let before =
        hearing.directory.permission_of(person).map(|permission| permission.decided.clone());
    let mut decided: BTreeMap<Right, bool> = before.unwrap_or_default();
    decided.insert(right, allowed);
    Permission {
        person: person.id.clone(),
        customer: customer.id.clone(),
        decided,
        by: by.id.clone(),
        at: hearing.now,
    }
}

/// The caller, if they are an administrator of this customer. Nobody of the vendor decides for a customer.
fn administrator<'a>(hearing: &Hearing<'a>, customer: &Customer) -> Result<&'a Person, Words> {
    let is_own = |person: &&Person| {
        person.role == Role::CustomerAdmin && person.customer.as_ref() == Some(&customer.id)
    };
    let scene = hearing.scene(hearing.entitlement.as_deref(), None);
    hearing.person.filter(is_own).ok_or_else(|| ready(say::not_yours_to_decide(customer, &scene)))
}

fn shown(hearing: &Hearing<'_>, customer: &Customer) -> Words {
    let rights = rights_by_plan(hearing);
    let scene = hearing.scene(hearing.entitlement.as_deref(), None);
    ready(say::contacts(customer, &rights, &scene))
}
