//! Who may use which command, and where. A refusal names who may.
//!
//! [`ruling`] is the one rule; the table in `docs/roles.md` is printed from it, and a test says
//! every command as every role in every place to see that it is true.

use super::contacts;
use super::context::CommandContext;
use super::reply::Reply;
use crate::commands::command::Command;
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::domain::directory::{GroupKind, Role, Side};
use crate::domain::incident::{Actor, Incident};
use crate::domain::plan::Right;
use crate::render::requests;

/// Who speaks, as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// Somebody who is not in the directory, or who does not belong into the room.
    Guest,
    Known(Role),
}

/// Where they speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A customer's group, or a room that nobody declared: a customer reads along.
    CustomersGroup,
    StaffRoom,
    DirectChat,
}

/// What the role and the place decide about a command, before its arguments are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    Allowed,
    /// Allowed or not as the customer's administrators decided, else as the plan has it.
    AsDecided(Right),
    /// Allowed for what the caller reported from this very account, and for nothing else.
    OwnReport,
    NoRight,
    WrongPlace,
}

/// What somebody who is not in the directory may do in a customer's group: ask for help and add to
/// it, never spend, consent or decide. Naming oneself gains nothing.
const FOR_GUESTS: &[Verb] = &[
    Verb::Open,
    Verb::Show,
    Verb::List,
    Verb::Say,
    Verb::Escalate,
    Verb::Plan,
    Verb::Why,
    Verb::Help,
    // A stranger with a code is no stranger any more; one without is told where codes come from.
    Verb::UserLink,
    Verb::Catchup,
    Verb::Intake,
    Verb::Skip,
    // It decides nothing, and many of a customer's people are in no directory.
    Verb::Rate,
    // Only what they reported themselves; that shows when it is found.
    Verb::Withdraw,
];

/// What they may do about what they reported themselves: the receipt offers it to them.
const FOR_REPORTERS: &[Verb] = &[Verb::Duplicate];

/// What else they may do by a link: it was made for that one act and sent to that group, so whoever
/// holds it read it there. It is recorded as done by link, under the name they gave.
const BY_LINK: &[Verb] = &[Verb::Confirm, Verb::Reject];

/// What is said for one customer, so that it has to be known for which.
const FOR_ONE_CUSTOMER: &[Verb] = &[Verb::Open, Verb::Express, Verb::Quota, Verb::Contacts];

/// Whether somebody may use a verb in a place, whatever its arguments are.
pub fn ruling(verb: Verb, caller: Caller, place: Place) -> Ruling {
    let row = grammar::of(verb);
    let role = match at_home(caller, place) {
        Caller::Guest if FOR_REPORTERS.contains(&verb) => return Ruling::OwnReport,
        Caller::Guest if !FOR_GUESTS.contains(&verb) => return Ruling::NoRight,
        Caller::Guest => Role::Customer,
        Caller::Known(role) => role,
    };
    if !row.is_allowed_for(&[role]) {
        return Ruling::NoRight;
    }
    if is_elsewhere(verb, at_home(caller, place), place) {
        return Ruling::WrongPlace;
    }
    match right_to(verb) {
        Some(right) if at_home(caller, place) == Caller::Known(Role::Customer) => {
            Ruling::AsDecided(right)
        }
        _ => Ruling::Allowed,
    }
}

/// A customer's people are guests in staff rooms.
fn at_home(caller: Caller, place: Place) -> Caller {
    match caller {
        Caller::Known(role) if role.side() == Side::Customer && place == Place::StaffRoom => {
            Caller::Guest
        }
        other => other,
    }
}

fn is_elsewhere(verb: Verb, caller: Caller, place: Place) -> bool {
    let is_staff = matches!(caller, Caller::Known(role) if role.side() == Side::Support);
    match place {
        Place::CustomersGroup => is_internal(verb),
        Place::StaffRoom => is_staff && FOR_ONE_CUSTOMER.contains(&verb),
        Place::DirectChat if verb == Verb::GroupCheck => true,
        Place::DirectChat => is_staff && (FOR_ONE_CUSTOMER.contains(&verb) || verb == Verb::Lang),
    }
}

fn is_internal(verb: Verb) -> bool {
    matches!(grammar::of(verb).visibility, grammar::Visibility::Staff)
}

/// What a customer's administrators decide about a verb.
fn right_to(verb: Verb) -> Option<Right> {
    match verb {
        Verb::Open => Some(Right::Open),
        Verb::Express => Some(Right::Spend),
        Verb::Confirm => Some(Right::Confirm),
        _ => None,
    }
}

/// Refuses a command that the caller may not give, or not here.
pub(super) fn check(context: &CommandContext<'_>, command: &Command) -> Result<(), Reply> {
    command.verb().map_or(Ok(()), |verb| check_verb(context, verb))
}

/// The same for a verb whose arguments were not understood: who may not use it need not learn how
/// it is written.
pub(super) fn check_verb(context: &CommandContext<'_>, verb: Verb) -> Result<(), Reply> {
    match ruling(verb, caller_of(context), place_of(context)) {
        // Whose report it is shows when it is found: [`check_reports`].
        Ruling::Allowed | Ruling::OwnReport => Ok(()),
        Ruling::AsDecided(right) => contacts::check(context, right),
        Ruling::NoRight if context.by_link && BY_LINK.contains(&verb) => Ok(()),
        Ruling::NoRight => Err(Reply::NoRight { verb }),
        Ruling::WrongPlace if is_internal(verb) => Err(Reply::WrongPlace { verb }),
        Ruling::WrongPlace => Err(Reply::NoGroupHere),
    }
}

/// Refuses a guest who names an incident that somebody else reported, or one of another room. A
/// name typed on the page of a link proves nothing.
pub(super) fn check_reports(
    context: &CommandContext<'_>,
    verb: Verb,
    incident: &Incident,
    other: &Incident,
) -> Result<(), Reply> {
    if ruling(verb, caller_of(context), place_of(context)) != Ruling::OwnReport {
        return Ok(());
    }
    let is_here = incident.room == context.origin.room && !context.by_link;
    if is_here && incident.is_own_report_beside(&context.actor, other) {
        return Ok(());
    }
    let render_context = context.render_context(context.entitlement.as_deref(), None);
    Err(Reply::ready(requests::not_your_report(incident.number, &render_context)))
}

fn caller_of(context: &CommandContext<'_>) -> Caller {
    match context.actor {
        Actor::Guest { .. } => Caller::Guest,
        Actor::Person { .. } | Actor::Bot => Caller::Known(context.role()),
    }
}

fn place_of(context: &CommandContext<'_>) -> Place {
    if context.is_direct {
        return Place::DirectChat;
    }
    match context.group.map(|group| &group.kind) {
        Some(GroupKind::Staff) => Place::StaffRoom,
        Some(GroupKind::Customer(_)) | None => Place::CustomersGroup,
    }
}
