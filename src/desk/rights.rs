//! Who may say what, and where. Saying no names who may.

use super::caller::{Hearing, View};
use super::words::Words;
use crate::commands::command::Command;
use crate::commands::grammar;
use crate::commands::verb::Verb;
use crate::domain::incident::Actor;

/// What somebody whom the directory does not know may do in a customer's group: ask for help and add to it,
/// never consent or decide. Naming oneself gains nothing.
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
];

/// What else they may do by a link: it was made for that one act and sent to that group, so whoever holds it read
/// it there. It is recorded as done by link, under the name they gave.
const BY_LINK: &[Verb] = &[Verb::Confirm, Verb::Reject];

/// Refuses a command that the caller may not give, or not here.
pub(super) fn check(hearing: &Hearing<'_>, command: &Command) -> Result<(), Words> {
    let Some(verb) = verb_of(command) else { return Ok(()) };
    let row = grammar::of(verb);
    let is_guest = matches!(hearing.actor, Actor::Guest { .. });
    let is_by_link = hearing.by_link && BY_LINK.contains(&verb);
    let is_open_to_guests = FOR_GUESTS.contains(&verb) || is_by_link;
    if !row.is_allowed_for(&[hearing.role()]) || (is_guest && !is_open_to_guests) {
        return Err(Words::NoRight { verb });
    }
    let is_internal = matches!(row.visibility, grammar::Visibility::Staff);
    if is_internal && hearing.is_in_customers_room() {
        return Err(Words::WrongPlace { verb });
    }
    if verb == Verb::Open && matches!(hearing.view(), View::EveryCustomer) {
        return Err(Words::WrongPlace { verb });
    }
    Ok(())
}

/// The verb of a command; an answer to a question has none.
pub(super) fn verb_of(command: &Command) -> Option<Verb> {
    Some(match command {
        Command::Open { .. } => Verb::Open,
        Command::Show { .. } => Verb::Show,
        Command::List { .. } => Verb::List,
        Command::Say { .. } => Verb::Say,
        Command::Level { .. } => Verb::Level,
        Command::Escalate { .. } => Verb::Escalate,
        Command::Confirm { .. } => Verb::Confirm,
        Command::Reject { .. } => Verb::Reject,
        Command::Reopen { .. } => Verb::Reopen,
        Command::Plan => Verb::Plan,
        Command::Why { .. } => Verb::Why,
        Command::Lang { .. } => Verb::Lang,
        Command::Help { .. } => Verb::Help,
        Command::Ack { .. } => Verb::Ack,
        Command::Assign { .. } => Verb::Assign,
        Command::Update { .. } => Verb::Update,
        Command::Note { .. } => Verb::Note,
        Command::Solve { .. } => Verb::Solve,
        Command::Every { .. } => Verb::Every,
        Command::Next { .. } => Verb::Next,
        Command::Page { .. } => Verb::Page,
        Command::Handoff { .. } => Verb::Handoff,
        Command::Oncall { .. } => Verb::Oncall,
        Command::Cover { .. } => Verb::Cover,
        Command::Board => Verb::Board,
        Command::Close { .. } => Verb::Close,
        Command::Silence { .. } => Verb::Silence,
        Command::Mirror { .. } => Verb::Mirror,
        Command::UserLink { .. } => Verb::UserLink,
        Command::GroupCheck => Verb::GroupCheck,
        Command::Subscribe { .. } => Verb::Subscribe,
        Command::Unsubscribe { .. } => Verb::Unsubscribe,
        Command::Takeover { .. } => Verb::Takeover,
        Command::CreditShow => Verb::CreditShow,
        Command::CreditApprove { .. } => Verb::CreditApprove,
        Command::CreditRefuse { .. } => Verb::CreditRefuse,
        Command::CreditReverse { .. } => Verb::CreditReverse,
        Command::Wait { .. } => Verb::Wait,
        Command::Resume { .. } => Verb::Resume,
        Command::Approve { .. } | Command::Choose { .. } => return None,
    })
}
