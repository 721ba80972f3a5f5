//! The rights of a customer's people: the replies to `contacts`, and the refusal of what was not
//! allowed.

use chat::{Line, Message};

use crate::domain::directory::{Customer, Person, Role};
use crate::domain::plan::{Right, RightsOfPeople};
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::phrase::typed;

/// A decision about one person.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    pub name: &'a str,
    pub right: Right,
    pub allowed: bool,
}

/// The administrators, every person with their rights, and what holds for the others.
pub fn contacts(
    customer: &Customer,
    by_plan: &RightsOfPeople,
    context: &RenderContext<'_>,
) -> Message {
    let mut people: Vec<&Person> = context.directory.people.values().collect();
    people.retain(|person| {
        person.customer.as_ref() == Some(&customer.id) && person.role == Role::Customer
    });
    people.sort_by(|a, b| a.id.cmp(&b.id));
    context.reply(|language| {
        Block::new(administrators(customer, context, language))
            .with_all(people.iter().map(|person| rights_of(person, by_plan, context, language)))
            .with(language.line(
                "contacts-undecided",
                &[("rights", in_words(language, &by_plan.people).into())],
            ))
            .with(language.line("contacts-strangers", &[]))
            .with(language.line("contacts-how", &[]))
    })
}

fn administrators(customer: &Customer, context: &RenderContext<'_>, language: Language) -> Line {
    let people = context.directory.administrators_of(&customer.id);
    if people.is_empty() {
        return language.line("contacts-no-administrators", &[]);
    }
    let names: Vec<String> =
        people.iter().map(|person| by_rank(customer, person, language)).collect();
    language.line("contacts-administrators", &[("names", language.join(&names).into())])
}

/// The name, and whether this is the primary or the backup where that was declared.
fn by_rank(customer: &Customer, person: &Person, language: Language) -> String {
    let Some(primary) = &customer.primary_administrator else { return person.name.clone() };
    let key = if *primary == person.id { "contact-primary" } else { "contact-backup" };
    language.say(key, &[("name", person.name.as_str().into())])
}

fn names(customer: &Customer, context: &RenderContext<'_>) -> Vec<String> {
    context
        .directory
        .administrators_of(&customer.id)
        .into_iter()
        .map(|person| person.name.clone())
        .collect()
}

/// What somebody may, and whether that was decided or is the plan's.
fn rights_of(
    person: &Person,
    by_plan: &RightsOfPeople,
    context: &RenderContext<'_>,
    language: Language,
) -> Line {
    let has: Vec<Right> = Right::ALL
        .iter()
        .copied()
        .filter(|right| context.directory.has_right(person, *right, by_plan))
        .collect();
    let is_decided = context.directory.permission_of(person).is_some();
    let key = if is_decided { "contacts-decided" } else { "contacts-by-plan" };
    let name = match context.directory.approval_of(&person.id) {
        Some(_) => language.say("contact-approved", &[("name", person.name.as_str().into())]),
        None => person.name.clone(),
    };
    let words = [("name", name.into()), ("rights", in_words(language, &has).into())];
    language.line(key, &words)
}

fn in_words(language: Language, rights: &[Right]) -> String {
    if rights.is_empty() {
        return language.say("right-none", &[]);
    }
    let words: Vec<String> = rights.iter().map(|right| in_word(language, *right)).collect();
    language.join(&words)
}

fn in_word(language: Language, right: Right) -> String {
    language.say(&format!("right-{}", right.word()), &[])
}

/// Asks an administrator for a confirmation.
pub fn asked(change: Change<'_>, code: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let key = if change.allowed { "contacts-ask-allow" } else { "contacts-ask-deny" };
        Block::new(about(change, key, language))
            .with(language.line("confirmation-how", &[("code", code.into())]))
    })
}

/// The decision holds from now on.
pub fn decided(change: Change<'_>, context: &RenderContext<'_>) -> Message {
    let key = if change.allowed { "contacts-allowed" } else { "contacts-denied" };
    context.reply(|language| Block::new(about(change, key, language)))
}

fn about(change: Change<'_>, key: &str, language: Language) -> Line {
    language.line(
        key,
        &[("name", change.name.into()), ("right", in_word(language, change.right).into())],
    )
}

/// Somebody who is or becomes a contact though the operator's file does not name them.
#[derive(Debug, Clone, Copy)]
pub struct Guest<'a> {
    pub name: &'a str,
    /// The platform's id, by which an administrator can tell two people of one name apart.
    pub account: &'a str,
    /// What they are allowed at once.
    pub right: Option<Right>,
}

/// Asks an administrator for a confirmation that somebody is a contact.
pub fn ask_to_register(guest: Guest<'_>, code: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::new(about_guest(guest, "contacts-ask-register", language))
            .with(language.line("confirmation-how", &[("code", code.into())]))
    })
}

/// Somebody is a contact from now on.
pub fn registered(guest: Guest<'_>, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::new(about_guest(guest, "contacts-registered", language))
            .with(language.line("contacts-registered-next", &[("name", typed(guest.name))]))
    })
}

fn about_guest(guest: Guest<'_>, key: &str, language: Language) -> Line {
    let words = [
        ("name", typed(guest.name)),
        ("account", typed(guest.account)),
        ("right", guest.right.map(|right| in_word(language, right)).unwrap_or_default().into()),
    ];
    let with_right = format!("{key}-with-right");
    language.line(if guest.right.is_some() { &with_right } else { key }, &words)
}

/// Asks an administrator for a confirmation that somebody is no contact any more.
pub fn ask_to_remove(name: &str, code: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::saying(language, "contacts-ask-remove", &[("name", typed(name))])
            .with(language.line("confirmation-how", &[("code", code.into())]))
    })
}

/// Somebody is a guest again.
pub fn removed(name: &str, context: &RenderContext<'_>) -> Message {
    one_line("contacts-removed", name, context)
}

/// Somebody who is to be registered is a contact already.
pub fn already_registered(name: &str, context: &RenderContext<'_>) -> Message {
    one_line("contacts-already-registered", name, context)
}

/// Somebody cannot be removed here, because the operator's file names them.
pub fn registered_by_vendor(name: &str, context: &RenderContext<'_>) -> Message {
    one_line("contacts-of-vendor", name, context)
}

/// No account that could be registered is meant by these words.
pub fn no_such_guest(name: &str, context: &RenderContext<'_>) -> Message {
    one_line("contacts-no-such-guest", name, context)
}

fn one_line(key: &str, name: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| Block::saying(language, key, &[("name", typed(name))]))
}

/// An administrator's rights are not decided about.
pub fn administrators_may_all(name: &str, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        Block::saying(language, "contacts-administrators-may-all", &[("name", name.into())])
    })
}

/// Somebody who is not an administrator of the customer wanted to decide.
pub fn not_yours_to_decide(customer: &Customer, context: &RenderContext<'_>) -> Message {
    context.reply(|language| {
        let words = [("who", who(Some(customer), context, language).into())];
        Block::saying(language, "contacts-not-yours", &words)
    })
}

/// The caller lacks a right; says who can give it and what can be done without.
pub fn not_allowed(
    right: Right,
    customer: Option<&Customer>,
    context: &RenderContext<'_>,
) -> Message {
    context.reply(|language| {
        let words = [
            ("right", in_word(language, right).into()),
            ("who", who(customer, context, language).into()),
        ];
        Block::saying(language, "right-lacking", &words)
            .with(language.line(&format!("right-lacking-{}", right.word()), &[]))
    })
}

/// The administrators by name; in words if there are none.
pub(super) fn who(
    customer: Option<&Customer>,
    context: &RenderContext<'_>,
    language: Language,
) -> String {
    let names = customer.map(|customer| names(customer, context)).unwrap_or_default();
    let role = language.say("role-customer-admin", &[]);
    if names.is_empty() {
        return role;
    }
    language
        .say("role-with-names", &[("role", role.into()), ("names", language.join(&names).into())])
}
