//! The answer to `group check`: whether everything is in place for the group it is asked in.

use chat::{Capabilities, Health};
use chrono::TimeDelta;

use super::Handlers;
use super::context::CommandContext;
use super::outcome::{Outcome, Stopped};
use super::reply::Reply;
use crate::domain::directory::{GroupKind, Person, Roster, Side};
use crate::domain::escalation::step::step_targets;
use crate::domain::escalation::target::Target;
use crate::domain::escalation::timing::Position;
use crate::ids::PersonId;
use crate::render::group_check::{Binding, BotName, GroupFindings};

impl Handlers {
    pub(super) async fn check_group(
        &self,
        context: &CommandContext<'_>,
    ) -> Result<Outcome, Stopped> {
        if context.is_direct {
            return Err(Reply::NoGroupHere.into());
        }
        let status = self.platform_status.look(&context.origin.room).await;
        let (capabilities, health, shown_names) = match status {
            Some(status) => (Some(status.capabilities), status.health, status.shown_names),
            None => (None, Health::Unknown, Vec::new()),
        };
        let around = people_around(context);
        let ids = |is_meant: &dyn Fn(&Person) -> bool| -> Vec<PersonId> {
            around
                .iter()
                .filter(|person| is_meant(person))
                .map(|person| person.id.clone())
                .collect()
        };
        let platform = &context.origin.platform;
        let findings = GroupFindings {
            name: context
                .group
                .map_or_else(|| context.origin.room.to_string(), |group| group.name.clone()),
            binding: binding(context),
            sent_recently: self.sent_recently(context, capabilities.as_ref()).await?,
            capabilities,
            health,
            bot_name: context.group.map(|group| BotName {
                declared: group.bot_name.clone(),
                differs: !group.is_bot_shown_as(&shown_names),
                shown: shown_names,
            }),
            silent_groups: self.silent_groups(context).await?,
            on_call: on_call(context),
            without_account: ids(&|person| person.account_on(platform).is_none()),
            unreachable: ids(&|person| {
                person.role.side() == Side::Support && person.contact_methods.is_empty()
            }),
            members: context.group.map(|group| group.members.clone()).unwrap_or_default(),
        };
        Ok(Outcome::Reply(Reply::GroupCheck { findings: Box::new(findings) }))
    }

    /// Groups from which nothing ever came, which cannot ask for themselves; told inside only.
    async fn silent_groups(&self, context: &CommandContext<'_>) -> Result<Vec<String>, Stopped> {
        if context.is_in_customers_room() {
            return Ok(Vec::new());
        }
        let silent = self.actions.store.silent_groups(context.now).await?;
        let groups = silent.iter().filter_map(|id| context.directory.groups.get(id));
        Ok(groups.map(|group| group.name.clone()).collect())
    }

    async fn sent_recently(
        &self,
        context: &CommandContext<'_>,
        can: Option<&Capabilities>,
    ) -> Result<usize, Stopped> {
        let Some(limit) = can.and_then(|can| can.rate) else { return Ok(0) };
        let since = context.now - TimeDelta::from_std(limit.per).unwrap_or_default();
        let sent = self.actions.store.recently_sent(&context.origin.room).await?;
        Ok(sent.iter().filter(|sent| sent.at > since).count())
    }
}

fn binding(context: &CommandContext<'_>) -> Binding {
    match (context.group.map(|group| &group.kind), context.customer, &context.entitlement) {
        (Some(GroupKind::Staff), ..) => Binding::Staff,
        (Some(_), Some(customer), Some(_)) => {
            Binding::Customer { name: customer.name.clone(), until: customer.contract.ends_on() }
        }
        (Some(_), Some(customer), None) => Binding::NoPlan { name: customer.name.clone() },
        _ => Binding::Nothing,
    }
}

fn roster<'a>(context: &CommandContext<'a>) -> Roster<'a> {
    let terms = context.entitlement.as_ref();
    let tam_in_coverage = terms.is_none_or(|terms| terms.tam_is_in_coverage(context.now));
    Roster { directory: context.directory, customer: context.customer, tam_in_coverage }
}

/// Whom the first step of the policy would page now; failing that, the policy's fallback.
fn on_call(context: &CommandContext<'_>) -> Vec<PersonId> {
    let roster = roster(context);
    let Some(policy) = roster.policy(context.now) else { return Vec::new() };
    let first = step_targets(&policy, Position::FIRST, &roster.context(), context.now);
    if first.people.is_empty() {
        return vec![policy.fallback.clone()];
    }
    first.people.into_iter().map(|(person, _)| person).collect()
}

/// The members of the group, the customer's people, the TAM, the duty manager, and everybody whom
/// the customer's policy may page; each once, by id.
fn people_around<'a>(context: &CommandContext<'a>) -> Vec<&'a Person> {
    let Some(group) = context.group else { return Vec::new() };
    let mut ids: Vec<PersonId> = group.members.clone();
    if let Some(customer) = context.customer {
        let people = context.directory.people.values();
        ids.extend(
            people.filter(|p| p.customer.as_ref() == Some(&customer.id)).map(|p| p.id.clone()),
        );
        ids.extend(customer.tam.iter().map(|tam| tam.person.clone()));
        ids.extend(roster(context).duty_manager(context.now));
        ids.extend(people_of_policy(context));
    }
    ids.sort();
    ids.dedup();
    ids.iter().filter_map(|id| context.directory.people.get(id)).collect()
}

fn people_of_policy(context: &CommandContext<'_>) -> Vec<PersonId> {
    let Some(policy) = roster(context).policy(context.now) else { return Vec::new() };
    let mut people = vec![policy.fallback.clone()];
    for target in policy.steps.iter().flat_map(|step| &step.targets) {
        match target {
            Target::Person(person) => people.push(person.clone()),
            Target::OnCall(id) | Target::NextOnCall(id) => {
                let rotations =
                    context.directory.rotations.iter().filter(|rotation| rotation.id == *id);
                let layers = rotations.flat_map(|rotation| &rotation.layers);
                people.extend(layers.flat_map(|layer| layer.people.iter().cloned()));
            }
            Target::DutyManager | Target::Tam | Target::AccountRepresentative => {}
        }
    }
    people
}
