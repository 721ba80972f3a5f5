//! The directory: people who cannot be reached, turns without anybody, calendars and contracts that
//! run out.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::finding::Finding;
use crate::config::Config;
use crate::domain::directory::{ContactMethod, Customer, Directory, Person};
use crate::domain::escalation::on_call::on_call;
use crate::domain::escalation::rotation::Rotation;
use crate::plans::Plans;

/// How far ahead the rotations are looked through.
const ROTATIONS_AHEAD: TimeDelta = TimeDelta::days(14);
/// How far ahead public holidays have to be known.
const HOLIDAYS_AHEAD: TimeDelta = TimeDelta::days(60);
/// How long before its end a contract is told.
const CONTRACT_ENDS_WITHIN: TimeDelta = TimeDelta::days(30);

/// What is wrong or will be; one line that all is well where nothing is.
pub(super) fn findings(
    directory: &Directory,
    config: &Config,
    plans: &Plans,
    now: DateTime<Utc>,
) -> Vec<Finding> {
    if directory.customers.is_empty() {
        let what = "there are no customers; apply a directory file with `watchbell apply`";
        return vec![Finding::warning("directory", what)];
    }
    let platforms: BTreeSet<&str> = config.platforms.keys().map(String::as_str).collect();
    let mut findings = unreachable(directory, &platforms);
    findings.extend(directory.rotations.iter().flat_map(|each| gaps(each, directory, now)));
    findings.extend(of_customers(directory, now));
    findings.extend(calendars(directory, plans, now));
    if findings.is_empty() {
        let (customers, people) = (directory.customers.len(), directory.people.len());
        let what = format!("{customers} customers and {people} people, nothing to put right");
        findings.push(Finding::ok("directory", what));
    }
    findings
}

/// Groups and contact methods on platforms that are not configured, and people on call with one
/// contact method alone.
fn unreachable(directory: &Directory, platforms: &BTreeSet<&str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut groups: Vec<_> = directory.groups.values().collect();
    groups.sort_by_key(|group| &group.id);
    for group in groups {
        let platform = group.room.platform.as_str();
        if !platforms.contains(platform) {
            let what = format!("its platform {platform} is not configured");
            findings.push(Finding::fault(format!("group {}", group.id), what));
        }
    }
    let mut people: Vec<_> = directory.people.values().collect();
    people.sort_by_key(|person| &person.id);
    for person in &people {
        let missing = person.contact_methods.iter().filter_map(|way| match way {
            ContactMethod::Direct(to) => Some(to.platform.as_str()),
            ContactMethod::StaffGroup(_) => None,
        });
        let missing: BTreeSet<_> = missing.filter(|name| !platforms.contains(name)).collect();
        for platform in missing {
            let what = format!("a contact method is on {platform}, which is not configured");
            findings.push(Finding::fault(format!("person {}", person.id), what));
        }
    }
    let with_one = people
        .iter()
        .filter(|person| person.contact_methods.len() < 2 && is_on_a_rotation(person, directory));
    let with_one: Vec<_> = with_one.map(|person| person.id.as_str()).collect();
    if !with_one.is_empty() {
        let what = format!(
            "on call with one contact method, so nothing reaches them while that platform is away: {}",
            with_one.join(", ")
        );
        findings.push(Finding::warning("people", what));
    }
    findings
}

fn is_on_a_rotation(person: &Person, directory: &Directory) -> bool {
    let mut layers = directory.rotations.iter().flat_map(|rotation| &rotation.layers);
    layers.any(|layer| layer.people.contains(&person.id))
}

/// The stretches of the next days in which nobody is on call.
fn gaps(rotation: &Rotation, directory: &Directory, now: DateTime<Utc>) -> Vec<Finding> {
    let end = now + ROTATIONS_AHEAD;
    let mut findings = Vec::new();
    let mut at = now;
    while at < end {
        let turn = on_call(rotation, &directory.overrides, at);
        let until = turn.until.unwrap_or(end);
        if turn.person.is_none() {
            findings.push(gap(rotation, at, until));
        }
        at = until;
    }
    findings
}

fn gap(rotation: &Rotation, from: DateTime<Utc>, until: DateTime<Utc>) -> Finding {
    let time = |at: DateTime<Utc>| at.with_timezone(&rotation.zone).format("%a %Y-%m-%d %H:%M");
    let (from, until, zone) = (time(from), time(until), rotation.zone);
    let subject = format!("rotation {}", rotation.id);
    let when = format!("nobody is on call from {from} until {until} ({zone})");
    match &rotation.fallback {
        Some(person) => Finding::warning(subject, format!("{when}; {person} is paged instead")),
        None => Finding::fault(subject, format!("{when}, and there is no fallback")),
    }
}

/// Contracts that are over or end soon.
fn of_customers(directory: &Directory, now: DateTime<Utc>) -> Vec<Finding> {
    let mut customers: Vec<_> = directory.customers.values().collect();
    customers.sort_by_key(|customer| &customer.id);
    customers.into_iter().filter_map(|customer| contract(customer, now)).collect()
}

fn contract(customer: &Customer, now: DateTime<Utc>) -> Option<Finding> {
    let today = now.with_timezone(&customer.zone).date_naive();
    let ends_on = customer.contract.ends_on();
    let what = match (ends_on - today).num_days() {
        left if left < 0 => format!("the contract ended on {ends_on}"),
        left if left <= CONTRACT_ENDS_WITHIN.num_days() => {
            format!("the contract ends on {ends_on}, in {left} days")
        }
        _ => return None,
    };
    Some(Finding::warning(format!("customer {}", customer.id), what))
}

/// Holiday calendars of plans in use that lack a year which is near.
fn calendars(directory: &Directory, plans: &Plans, now: DateTime<Utc>) -> Vec<Finding> {
    let in_use: BTreeSet<_> =
        directory.customers.values().map(|customer| &customer.contract.plan).collect();
    let plans_in_use = in_use.into_iter().filter_map(|id| plans.plan(id.as_str()));
    let coverages = plans_in_use.flat_map(|plan| &plan.coverages);
    let wanted: BTreeSet<&str> =
        coverages.filter_map(|coverage| coverage.rule.holidays.as_deref()).collect();
    let year = (now + HOLIDAYS_AHEAD).year();
    let lacking = plans.holiday_calendars().filter(|calendar| {
        wanted.contains(calendar.item.id.as_str()) && !calendar.item.is_published(year)
    });
    lacking
        .map(|calendar| {
            let what = format!(
                "the public holidays of {year} are not known, so due times in that year are \
                 provisional; add them to the calendars directory"
            );
            Finding::warning(format!("calendar {}", calendar.item.id), what)
        })
        .collect()
}

#[cfg(test)]
mod tests;
