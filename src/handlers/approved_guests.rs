//! `contacts allow @guest` and `contacts remove @guest`: a customer's administrators say who of
//! their people is a contact, beyond the operator's file.
//!
//! Only an account that the platform named, or that reported something in the customer's own group,
//! is taken: a name proves nothing. What another customer has is told to nobody.

use super::Handlers;
use super::confirmation::Waiting;
use super::contacts::{administrator, decided};
use super::context::CommandContext;
use super::lookup::customers_person_named;
use super::mentions;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::commands::command::PersonName;
use crate::domain::directory::{Account, ApprovedGuest, Customer};
use crate::domain::incident::{Actor, Incident};
use crate::domain::plan::Right;
use crate::ids::PersonId;
use crate::render::contacts as say;
use crate::store::{Commit, DirectoryChange, directory};

/// Accounts of people who act by links begin so; they are made from a name that anybody may type.
const BY_LINK: &str = "link:";

impl Handlers {
    pub(super) async fn ask_to_register(
        &self,
        context: &CommandContext<'_>,
        customer: &Customer,
        typed: &PersonName,
        right: Option<Right>,
    ) -> Result<Outcome, Stopped> {
        let render_context = context.render_context(context.entitlement.as_deref(), None);
        if let Ok(known) = customers_person_named(context, customer, typed) {
            return Err(Reply::ready(say::already_registered(&known.name, &render_context)).into());
        }
        let Some((account, name)) = self.guest_named(context, typed).await? else {
            return Err(Reply::ready(say::no_such_guest(&typed.0, &render_context)).into());
        };
        let waiting =
            Waiting::GuestApproved { account: account.clone(), name: name.clone(), right };
        let guest = say::Guest { name: &name, account: &account.id, right };
        self.ask_first(context, &waiting, |code| say::ask_to_register(guest, code, &render_context))
            .await
    }

    /// Saves the approval once it is confirmed.
    pub(super) async fn register_guest(
        &self,
        context: &CommandContext<'_>,
        code: &str,
        (account, name): (Account, String),
        right: Option<Right>,
    ) -> Result<Outcome, Stopped> {
        let customer = context.customer.ok_or(Reply::NoGroupHere)?;
        let group = context.group.ok_or(Reply::NoGroupHere)?;
        let by = administrator(context, customer)?;
        let render_context = context.render_context(context.entitlement.as_deref(), None);
        if context.directory.person_behind(&account.platform, &account.id).is_some() {
            return Err(Reply::ready(say::no_such_guest(&name, &render_context)).into());
        }
        let guest = ApprovedGuest {
            account,
            name,
            customer: customer.id.clone(),
            group: group.id.clone(),
            language: group.language,
            by: by.id.clone(),
            at: context.now,
        };
        let (key, person) = (guest.account.key(), guest.person_id());
        let mut changes = vec![directory::put(directory::kind::GUEST, &key, &guest)?];
        if let Some(right) = right {
            let permission = decided(context, customer, (by, &person), None, (right, true));
            let kind = directory::kind::PERMISSION;
            changes.push(directory::put(kind, person.as_str(), &permission)?);
        }
        tracing::info!(customer = %customer.id, by = %by.id, %person, "a contact was registered");
        let told = say::Guest { name: &guest.name, account: &guest.account.id, right };
        let message = say::registered(told, &render_context);
        let commit = Commit {
            used_confirmation: Some(code.to_owned()),
            directory: changes,
            directory_version: Some(context.directory.version),
            ..Commit::default()
        };
        self.commit_reply(context, &message, false, commit).await.map(Outcome::Done)
    }

    pub(super) async fn ask_to_remove_guest(
        &self,
        context: &CommandContext<'_>,
        customer: &Customer,
        typed: &PersonName,
    ) -> Result<Outcome, Stopped> {
        let person = customers_person_named(context, customer, typed)?;
        let render_context = context.render_context(context.entitlement.as_deref(), None);
        if context.directory.approval_of(&person.id).is_none() {
            let refused = say::registered_by_vendor(&person.name, &render_context);
            return Err(Reply::ready(refused).into());
        }
        let waiting = Waiting::GuestRemoved { person: person.id.clone() };
        self.ask_first(context, &waiting, |code| {
            say::ask_to_remove(&person.name, code, &render_context)
        })
        .await
    }

    /// Takes the approval back once that is confirmed, and what was decided about the person.
    pub(super) async fn remove_guest(
        &self,
        context: &CommandContext<'_>,
        code: &str,
        person: &PersonId,
    ) -> Result<Outcome, Stopped> {
        let customer = context.customer.ok_or(Reply::NoGroupHere)?;
        let by = administrator(context, customer)?;
        let approval = context.directory.approval_of(person);
        let Some(guest) = approval.filter(|guest| guest.customer == customer.id) else {
            return Err(Reply::UnknownPerson { name: person.to_string() }.into());
        };
        tracing::info!(customer = %customer.id, by = %by.id, %person, "a contact was removed");
        let render_context = context.render_context(context.entitlement.as_deref(), None);
        let message = say::removed(&guest.name, &render_context);
        let remove = |kind, id: String| DirectoryChange::Remove { kind, id };
        let commit = Commit {
            used_confirmation: Some(code.to_owned()),
            directory: vec![
                remove(directory::kind::GUEST, guest.account.key()),
                remove(directory::kind::PERMISSION, person.to_string()),
            ],
            directory_version: Some(context.directory.version),
            ..Commit::default()
        };
        self.commit_reply(context, &message, false, commit).await.map(Outcome::Done)
    }

    /// The account that is meant, which belongs to nobody yet, and what the person is called.
    async fn guest_named(
        &self,
        context: &CommandContext<'_>,
        typed: &PersonName,
    ) -> Result<Option<(Account, String)>, Stopped> {
        let account =
            |id: &str| Account { platform: context.origin.platform.clone(), id: id.to_owned() };
        let mut mentioned = mentions::guests_mentioned(context, &context.mentioned);
        if let Some((_, id)) = mentioned.find(|(guest, _)| guest.as_str() == typed.0) {
            let name = mentions::name_of_guest(context).unwrap_or_else(|| id.clone());
            return Ok(Some((account(id), name)));
        }
        let open = self.open_in_group(context).await?;
        let mut reporters: Vec<(String, String)> =
            open.iter().filter_map(|incident| reporter(context, incident, typed)).collect();
        reporters.sort();
        reporters.dedup_by(|a, b| a.0 == b.0);
        // Two people of one name: the platform has to say which.
        let [(id, name)] = reporters.as_slice() else { return Ok(None) };
        Ok(Some((account(id), name.clone())))
    }
}

/// The account and name of a guest who reported an incident on this platform, if they are meant.
fn reporter(
    context: &CommandContext<'_>,
    incident: &Incident,
    typed: &PersonName,
) -> Option<(String, String)> {
    let Actor::Guest { account, name } = &incident.reporter else { return None };
    let platform = context.origin.platform.as_str();
    let is_meant = typed.0 == *account || typed.0.eq_ignore_ascii_case(name);
    let is_here = incident.room.platform == platform && !account.starts_with(BY_LINK);
    let is_free = context.directory.person_behind(platform, account).is_none();
    let name = if name.is_empty() { account } else { name };
    (is_meant && is_here && is_free).then(|| (account.clone(), name.clone()))
}
