//! What the page shows of the bot's state.

use chat_sandbox::{
    ClockKind, GroupKind, GroupView, IncidentView, MemberView, PlatformLook, WorldState,
};
use chrono::{DateTime, Utc};

use crate::app::Bot;
use crate::domain::directory::{Directory, Group, Languages, Person, Role};
use crate::domain::incident::{ContractRef, Incident};
use crate::domain::names;

/// The whole state.
pub(super) fn state(
    bot: &Bot,
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
        groups: groups.into_iter().map(|group| group_view(&directory, group)).collect(),
        people: people.into_iter().map(member_view).collect(),
        incidents: incidents
            .iter()
            .map(|incident| incident_view(bot, &directory, incident))
            .collect(),
    }
}

fn group_view(directory: &Directory, group: &Group) -> GroupView {
    let customer = directory.customer_of(group);
    let contract = customer.map(|customer| &customer.contract);
    let members = group.members.iter().filter_map(|id| directory.people.get(id));
    GroupView {
        id: group.id.to_string(),
        name: group.name.clone(),
        plan: contract.map(|contract| contract.plan.to_string()).unwrap_or_default(),
        tier: contract.map(|contract| contract.tier.to_string()).unwrap_or_default(),
        language: language_word(group.language).to_owned(),
        zone: customer.map_or("Asia/Shanghai", |customer| customer.zone.name()).to_owned(),
        platform_look: look_of(contract.map(|contract| contract.plan.as_str())),
        bot_name: group.bot_name.clone(),
        kind: if customer.is_some() { GroupKind::Customer } else { GroupKind::Internal },
        members: members.map(member_view).collect(),
    }
}

/// The platform each vendor's customers sit on, so that the page looks like it.
fn look_of(plan: Option<&str>) -> PlatformLook {
    match plan {
        Some("isoftstone") => PlatformLook::WeCom,
        Some("alibabacloud") => PlatformLook::DingTalk,
        Some("huaweicloud") => PlatformLook::WeLink,
        Some("zitadel") => PlatformLook::Discord,
        _ => PlatformLook::Plain,
    }
}

fn member_view(person: &Person) -> MemberView {
    MemberView {
        id: person.id.to_string(),
        name: person.name.clone(),
        role: role_word(person.role).to_owned(),
    }
}

fn incident_view(bot: &Bot, directory: &Directory, incident: &Incident) -> IncidentView {
    let name_of =
        |id: &crate::ids::PersonId| directory.people.get(id).map(|person| person.name.clone());
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
        paged: incident.paging.open.iter().filter_map(|page| name_of(&page.person)).collect(),
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
