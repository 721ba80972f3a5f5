//! The rows of the grammar, in the order in which help lists them and in which
//! [`Verb`](super::Verb) declares them.

use super::row::Grammar;
use crate::commands::verb::Verb;

mod closing;
mod credits;
mod customer;
mod duplicate;
mod duty_manager;
mod engineer;
mod history;
mod mirror;
mod quota;
mod special_handling;
mod subscriptions;

/// The row of a verb. A new one gets a row in one of these files, and a line in each language file.
pub(super) fn row_of(verb: Verb) -> &'static Grammar {
    match verb {
        Verb::Open => &customer::OPEN,
        Verb::Show => &customer::SHOW,
        Verb::List => &customer::LIST,
        Verb::Say => &customer::SAY,
        Verb::Level => &customer::LEVEL,
        Verb::Escalate => &customer::ESCALATE,
        Verb::Confirm => &customer::CONFIRM,
        Verb::Reject => &customer::REJECT,
        Verb::Reopen => &customer::REOPEN,
        Verb::Plan => &customer::PLAN,
        Verb::Why => &customer::WHY,
        Verb::Lang => &customer::LANG,
        Verb::Help => &customer::HELP,
        Verb::Ack => &engineer::ACK,
        Verb::Assign => &engineer::ASSIGN,
        Verb::Update => &engineer::UPDATE,
        Verb::Note => &engineer::NOTE,
        Verb::Solve => &engineer::SOLVE,
        Verb::Every => &engineer::EVERY,
        Verb::Next => &engineer::NEXT,
        Verb::Bridge => &engineer::BRIDGE,
        Verb::Page => &engineer::PAGE,
        Verb::Handoff => &engineer::HANDOFF,
        Verb::Oncall => &engineer::ONCALL,
        Verb::Cover => &engineer::COVER,
        Verb::Board => &duty_manager::BOARD,
        Verb::Close => &duty_manager::CLOSE,
        Verb::Silence => &duty_manager::SILENCE,
        Verb::Mirror => &mirror::MIRROR,
        Verb::UserLink => &mirror::USER_LINK,
        Verb::GroupCheck => &mirror::GROUP_CHECK,
        Verb::Subscribe => &subscriptions::SUBSCRIBE,
        Verb::Unsubscribe => &subscriptions::UNSUBSCRIBE,
        Verb::Takeover => &credits::TAKEOVER,
        Verb::CreditShow => &credits::CREDIT_SHOW,
        Verb::CreditApprove => &credits::CREDIT_APPROVE,
        Verb::CreditRefuse => &credits::CREDIT_REFUSE,
        Verb::CreditReverse => &credits::CREDIT_REVERSE,
        Verb::Wait => &closing::WAIT,
        Verb::Resume => &closing::RESUME,
        Verb::Catchup => &history::CATCHUP,
        Verb::Transcript => &history::TRANSCRIPT,
        Verb::Express => &quota::EXPRESS,
        Verb::Quota => &quota::QUOTA,
        Verb::Contacts => &quota::CONTACTS,
        Verb::Access => &special_handling::ACCESS,
        Verb::Regrade => &special_handling::REGRADE,
        Verb::DowngradeAccess => &special_handling::DOWNGRADE_ACCESS,
        Verb::Dispatch => &special_handling::DISPATCH,
        Verb::Arrived => &special_handling::ARRIVED,
        Verb::WarRoom => &special_handling::WAR_ROOM,
        Verb::Intake => &duplicate::INTAKE,
        Verb::Skip => &duplicate::SKIP,
        Verb::Duplicate => &duplicate::DUPLICATE,
        Verb::Rate => &duplicate::RATE,
        Verb::Withdraw => &closing::WITHDRAW,
    }
}
