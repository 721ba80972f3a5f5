//! Who of a customer may what: the answers to `contacts`, and the refusal of what was not allowed.

use chat::{Line, Message};

use super::block::Block;
use super::lang::Tongue;
use super::scene::Scene;
use crate::domain::directory::{Customer, Person, Role};
use crate::domain::plan::{Right, RightsOfPeople};

/// A decision about one person.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    pub name: &'a str,
    pub right: Right,
    pub allowed: bool,
}

/// The administrators, every person with their rights, and what holds for the others.
pub fn contacts(customer: &Customer, by_plan: &RightsOfPeople, scene: &Scene<'_>) -> Message {
    let mut people: Vec<&Person> = scene.directory.people.values().collect();
    people.retain(|person| {
        person.customer.as_ref() == Some(&customer.id) && person.role == Role::Customer
    });
    people.sort_by(|a, b| a.id.cmp(&b.id));
    scene.reply(|tongue| {
        Block::new(administrators(customer, scene, tongue))
            .with_all(people.iter().map(|person| rights_of(person, by_plan, scene, tongue)))
            .with(tongue.line(
                "contacts-undecided",
                &[("rights", in_words(tongue, &by_plan.people).into())],
            ))
            .with(tongue.line("contacts-strangers", &[]))
            .with(tongue.line("contacts-how", &[]))
    })
}

fn administrators(customer: &Customer, scene: &Scene<'_>, tongue: Tongue) -> Line {
    let people = scene.directory.administrators_of(&customer.id);
    if people.is_empty() {
        return tongue.line("contacts-no-administrators", &[]);
    }
    let names: Vec<String> =
        people.iter().map(|person| by_rank(customer, person, tongue)).collect();
    tongue.line("contacts-administrators", &[("names", tongue.join(&names).into())])
}

/// The name, and whether this is the primary or the backup where that was declared.
fn by_rank(customer: &Customer, person: &Person, tongue: Tongue) -> String {
    let Some(primary) = &customer.primary_administrator else { return person.name.clone() };
    let key = if *primary == person.id { "contact-primary" } else { "contact-backup" };
    tongue.say(key, &[("name", person.name.as_str().into())])
}

fn names(customer: &Customer, scene: &Scene<'_>) -> Vec<String> {
    scene
        .directory
        .administrators_of(&customer.id)
        .into_iter()
        .map(|person| person.name.clone())
        .collect()
}

/// What somebody may, and whether that was decided or is the plan's.
fn rights_of(person: &Person, by_plan: &RightsOfPeople, scene: &Scene<'_>, tongue: Tongue) -> Line {
    let has: Vec<Right> = Right::ALL
        .into_iter()
        .filter(|right| scene.directory.has_right(person, *right, by_plan))
        .collect();
    let is_decided = scene.directory.permission_of(person).is_some();
    let key = if is_decided { "contacts-decided" } else { "contacts-by-plan" };
    let words = [("name", person.name.as_str().into()), ("rights", in_words(tongue, &has).into())];
    tongue.line(key, &words)
}

fn in_words(tongue: Tongue, rights: &[Right]) -> String {
    if rights.is_empty() {
        return tongue.say("right-none", &[]);
    }
    let words: Vec<String> = rights.iter().map(|right| in_word(tongue, *right)).collect();
    tongue.join(&words)
}

fn in_word(tongue: Tongue, right: Right) -> String {
    tongue.say(&format!("right-{}", right.word()), &[])
}

/// Asks an administrator for a yes.
pub fn asked(change: Change<'_>, code: &str, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        let key = if change.allowed { "contacts-ask-allow" } else { "contacts-ask-deny" };
        Block::new(about(change, key, tongue))
            .with(tongue.line("confirmation-how", &[("code", code.into())]))
    })
}

/// The decision holds from now on.
pub fn decided(change: Change<'_>, scene: &Scene<'_>) -> Message {
    let key = if change.allowed { "contacts-allowed" } else { "contacts-denied" };
    scene.reply(|tongue| Block::new(about(change, key, tongue)))
}

fn about(change: Change<'_>, key: &str, tongue: Tongue) -> Line {
    tongue
        .line(key, &[("name", change.name.into()), ("right", in_word(tongue, change.right).into())])
}

/// An administrator's rights are not decided about.
pub fn administrators_may_all(name: &str, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        Block::saying(tongue, "contacts-administrators-may-all", &[("name", name.into())])
    })
}

/// Somebody who is not an administrator of the customer wanted to decide.
pub fn not_yours_to_decide(customer: &Customer, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        let words = [("who", who(Some(customer), scene, tongue).into())];
        Block::saying(tongue, "contacts-not-yours", &words)
    })
}

/// The caller lacks a right; says who can give it and what can be done without.
pub fn not_allowed(right: Right, customer: Option<&Customer>, scene: &Scene<'_>) -> Message {
    scene.reply(|tongue| {
        let words = [
            ("right", in_word(tongue, right).into()),
            ("who", who(customer, scene, tongue).into()),
        ];
        Block::saying(tongue, "right-lacking", &words)
            .with(tongue.line(&format!("right-lacking-{}", right.word()), &[]))
    })
}

/// The administrators by name; in words where there are none.
pub(super) fn who(customer: Option<&Customer>, scene: &Scene<'_>, tongue: Tongue) -> String {
    let names = customer.map(|customer| names(customer, scene)).unwrap_or_default();
    let role = tongue.say("role-customer-admin", &[]);
    if names.is_empty() {
        return role;
    }
    tongue.say("role-with-names", &[("role", role.into()), ("names", tongue.join(&names).into())])
}
