//! What the page shows of the bot's state.

use std::collections::HashMap;

use chat_sandbox::{
    ClockKind, GroupKind, GroupView, IncidentView, MemberView, PlatformLook, WorldState,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::app::Bot;
use crate::domain::directory::{Customer, Directory, Group, Languages, Person, Role, Side};
use crate::domain::escalation::rotation::Rotation;
use crate::domain::incident::{ContractRef, Incident};
use crate::domain::names;
use crate::ids::GroupId;

/// The whole state.
pub(super) fn state(
    bot: &Bot,
    looks: &HashMap<GroupId, PlatformLook>,
    incidents: &[Incident],
    clock: ClockKind,
    next_due_at: Option<DateTime<Utc>>,
) -> WorldState {
    let directory = bot.actions.store.directory();
    let mut groups: Vec<_> = directory.groups.values().collect();
    // Customers first; the staff room is where one looks afterwards.
    groups.sort_by_key(|group| (group.customer().is_none(), group.id.clone()));
    let mut people: Vec<_> = directory.people.values().collect();
    people.sort_by(|a, b| a.id.cmp(&b.id));
    WorldState {
        now: bot.clock.now(),
        clock,
        next_due_at,
        groups: groups.into_iter().map(|group| group_view(&directory, looks, group)).collect(),
        people: people.into_iter().map(|person| member_view(&directory, person)).collect(),
        incidents: incidents
            .iter()
            .map(|incident| incident_view(bot, &directory, incident))
            .collect(),
    }
}

fn group_view(
    directory: &Directory,
    looks: &HashMap<GroupId, PlatformLook>,
    group: &Group,
) -> GroupView {
    let customer = directory.customer_of(group);
    let contract = customer.map(|customer| &customer.contract);
    GroupView {
        id: group.id.to_string(),
        name: group.name.clone(),
        plan: contract.map(|contract| contract.plan.to_string()).unwrap_or_default(),
        tier: contract.map(|contract| contract.tier.to_string()).unwrap_or_default(),
        language: language_word(group.language).to_owned(),
        zone: customer
            .map_or_else(|| vendors_zone(directory), |customer| customer.zone)
            .to_string(),
        platform_look: looks.get(&group.id).copied().unwrap_or(PlatformLook::Plain),
        bot_name: group.bot_name.clone(),
        kind: if customer.is_some() { GroupKind::Customer } else { GroupKind::Internal },
        members: speakers(directory, group)
            .into_iter()
            .map(|person| member_view(directory, person))
            .collect(),
    }
}

/// Who may be played in a group: those the file lists, and a whole side of which it lists nobody.
fn speakers<'a>(directory: &'a Directory, group: &'a Group) -> Vec<&'a Person> {
    let mut speakers: Vec<&Person> =
        group.members.iter().filter_map(|id| directory.people.get(id)).collect();
    // Sorted only where a side is missing: the page asks after every message.
    let whole = |side: Side| {
        let people = directory.people.values().filter(|person| person.role.side() == side);
        let mut people: Vec<&Person> = people.collect();
        people.sort_by_key(|person| (person.role as u8, &person.id));
        people
    };
    if let Some(customer) = group.customer()
        && speakers.iter().all(|person| person.role.side() == Side::Support)
    {
        let own = whole(Side::Customer).into_iter();
        speakers.splice(0..0, own.filter(|person| person.customer.as_ref() == Some(customer)));
    }
    if speakers.iter().all(|person| person.role.side() == Side::Customer) {
        speakers.extend(whole(Side::Support));
    }
    speakers
}

/// The zone of the vendor's first rotation.
fn vendors_zone(directory: &Directory) -> Tz {
    directory.rotations.first().map_or(Tz::UTC, |rotation| rotation.zone)
}

/// The zone a person lives by: that of their customer, or of the first rotation they take turns in.
fn zone_of(directory: &Directory, person: &Person) -> Tz {
    let customer = person.customer.as_ref().and_then(|id| directory.customers.get(id));
    let takes_turns = |rotation: &&Rotation| {
        rotation.layers.iter().any(|layer| layer.people.contains(&person.id))
    };
    let rotation = || directory.rotations.iter().find(takes_turns).map(|rotation| rotation.zone);
    let of_customers = || {
        let tam_of =
            |customer: &&Customer| customer.tam.as_ref().is_some_and(|tam| tam.person == person.id);
        let mut served: Vec<&Customer> = directory.customers.values().filter(tam_of).collect();
        served.sort_by(|a, b| a.id.cmp(&b.id));
        served.first().map(|customer| customer.zone)
    };
    customer
        .map(|customer| customer.zone)
        .or_else(rotation)
        .or_else(of_customers)
        .unwrap_or_else(|| vendors_zone(directory))
}

fn member_view(directory: &Directory, person: &Person) -> MemberView {
    MemberView {
        id: person.id.to_string(),
        name: person.name.clone(),
        role: role_word(person.role).to_owned(),
        zone: zone_of(directory, person).to_string(),
    }
}

fn incident_view(bot: &Bot, directory: &Directory, incident: &Incident) -> IncidentView {
    let name_of =
        |id: &crate::ids::PersonId| directory.people.get(id).map(|person| person.name.clone());
    let paged: Vec<&Person> =
        incident.paging.open.iter().filter_map(|page| directory.people.get(&page.person)).collect();
    let customer = incident.contract_ref.customer().and_then(|id| directory.customers.get(id));
    IncidentView {
        id: incident.number.0.to_string(),
        number: incident.number.0,
        label: incident.number.to_string(),
        group: incident.group.as_ref().map(ToString::to_string).unwrap_or_default(),
        customer: customer.map(|customer| customer.name.clone()).unwrap_or_default(),
        title: incident.title.clone(),
        severity: incident.severity.as_ref().map(ToString::to_string).unwrap_or_default(),
        severity_name: severity_name(bot, incident),
        rank: u32::from(incident.rank),
        state: incident.state.word().to_owned(),
        opened_at: incident.opened_at,
        response_due_at: incident.response.due_at(),
        responded_at: incident.response.given.as_ref().map(|given| given.at),
        next_update_at: incident.updates.next_at,
        owner: incident.owner.as_ref().and_then(name_of),
        paged: paged.iter().map(|person| person.name.clone()).collect(),
        paged_ids: paged.iter().map(|person| person.id.to_string()).collect(),
        zone: incident.zone.to_string(),
    }
}

fn severity_name(bot: &Bot, incident: &Incident) -> String {
    let ContractRef::Contract { plan, .. } = &incident.contract_ref else { return String::new() };
    let plan = bot.actions.plans.plan(plan.as_str());
    let severity = plan.zip(incident.severity.as_ref()).and_then(|(plan, id)| plan.severity(id));
    let language =
        if incident.language == Languages::En { names::Language::En } else { names::Language::Zh };
    severity.map(|severity| severity.names.in_language(language).to_owned()).unwrap_or_default()
}

fn language_word(language: Languages) -> &'static str {
    match language {
        Languages::Zh => "zh",
        Languages::En => "en",
        Languages::Both => "both",
    }
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Customer => "customer",
        Role::CustomerAdmin => "customer_admin",
        Role::Engineer => "engineer",
        Role::Tam => "tam",
        Role::DutyManager => "duty_manager",
        Role::Admin => "admin",
    }
}
