//! What the outbox holds, in words: one table from an intent to its message.

use chat::{Message, MessageKind};

use super::{
    answers, cadence, card, closing, credits, customer_question, due_settled, escalation, express,
    mirrors, news, page, receipt, requests, required_info, special_handling, staff_notices,
    subscriptions, update, warning,
};
use crate::domain::notice::Intent;
use crate::render::block::Block;
use crate::render::context::{IncidentView, RenderContext};
use crate::render::customer_guard;
use crate::render::parts::buttons;

/// What is said for an intent to this audience, from what is true now.
///
/// In a room that a customer reads, an intent for the support side alone shows only the state of
/// the incident, and typed secrets are hidden.
pub fn notice(intent: &Intent, context: &RenderContext<'_>) -> Message {
    if let Intent::Answer { message, .. } = intent {
        return Message::clone(message);
    }
    let message = if !context.is_for_customer() {
        said(intent, context)
    } else if is_for_staff_alone(intent) {
        let view = context.view();
        view.map_or_else(|| saying(context, "withheld"), |view| news::standing(&view))
    } else {
        customer_guard::customer_room(&said(intent, context))
    };
    match context.view() {
        Some(view) => buttons::with_full_words(message, &view),
        None => message,
    }
}

fn saying(context: &RenderContext<'_>, key: &str) -> Message {
    context.write(MessageKind::Notice, |language| Block::saying(language, key, &[]))
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each intent")]
fn is_for_staff_alone(intent: &Intent) -> bool {
    match intent {
        Intent::OpenedInside
        | Intent::Page { .. }
        | Intent::PageTaken { .. }
        | Intent::CallAnswered { .. }
        | Intent::CallDeclined { .. }
        | Intent::CallUnanswered { .. }
        | Intent::TellAtOnce { .. }
        | Intent::StepFoundNobody { .. }
        | Intent::PagingRests { .. }
        | Intent::ResponseWarning { .. }
        | Intent::ResponseMissed
        | Intent::HandoffOffered { .. }
        | Intent::AskForUpdate { .. }
        | Intent::UpdateMissed { .. }
        | Intent::Silenced { .. }
        | Intent::SilenceEnded
        | Intent::Noted { .. }
        | Intent::OutOfContract { .. }
        | Intent::EscalationPage { .. }
        | Intent::EscalationAnswered { .. }
        | Intent::EscalationWarning { .. }
        | Intent::CreditProposed { .. }
        | Intent::LeftUnanswered
        | Intent::HandoverWanted { .. }
        | Intent::HandoverMissed { .. }
        | Intent::Restored { .. }
        | Intent::DeadLetter { .. } => true,
        Intent::SpecialHandling(notice) => notice.is_internal(),
        Intent::Receipt
        | Intent::Card
        | Intent::Acknowledged
        | Intent::Assigned { .. }
        | Intent::StatusUpdate { .. }
        | Intent::CadenceAgreed { .. }
        | Intent::CadenceProposed { .. }
        | Intent::CadenceDeclined { .. }
        | Intent::BridgeSet { .. }
        | Intent::Said { .. }
        | Intent::Replied { .. }
        | Intent::SeverityChanged { .. }
        | Intent::Escalated { .. }
        | Intent::ConsentAsked
        | Intent::EndWished { .. }
        | Intent::Rejected { .. }
        | Intent::Reopened { .. }
        | Intent::Closed
        | Intent::Recorded { .. }
        | Intent::Mirrored { .. }
        | Intent::MirrorEnded { .. }
        | Intent::Subscribed { .. }
        | Intent::Unsubscribed { .. }
        | Intent::EscalationTaken { .. }
        | Intent::EscalationMissed
        | Intent::CreditApproved { .. }
        | Intent::CreditRefused { .. }
        | Intent::CreditReversed { .. }
        | Intent::InformationAsked { .. }
        | Intent::Resumed { .. }
        | Intent::QuestionReminder
        | Intent::AnsweredLate { .. }
        | Intent::DueSettled { .. }
        | Intent::ExpressGivenBack { .. }
        | Intent::Answer { .. }
        | Intent::RequiredInfoAsked { .. }
        | Intent::RequiredInfoTaken { .. }
        | Intent::RequiredInfoSkipped { .. }
        | Intent::DuplicateTaken { .. }
        | Intent::Rated { .. } => false,
    }
}

fn said(intent: &Intent, context: &RenderContext<'_>) -> Message {
    match (intent, context.view()) {
        (Intent::OutOfContract { why, room, by, text }, _) => staff_notices::out_of_contract(
            context,
            &staff_notices::Stranger { why: *why, room, by, text },
        ),
        (Intent::Restored { taken_at, restored_at, last_number }, _) => {
            staff_notices::restored(context, (*taken_at, *restored_at), *last_number)
        }
        (Intent::DeadLetter { what, to, address, error }, _) => staff_notices::dead_letter(
            context,
            &staff_notices::Undelivered { what: *what, to, address, error },
        ),
        (_, Some(view)) => said_of(intent, &view),
        (_, None) => saying(context, "incident-unreadable"),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each intent")]
fn said_of(intent: &Intent, view: &IncidentView<'_>) -> Message {
    match intent {
        Intent::Receipt => card::first(view, receipt::receipt(view)),
        Intent::OpenedInside => card::first(view, receipt::opened_inside(view)),
        Intent::Card => card::now(view),
        Intent::Page { code, reason } => page::page(view, code, reason),
        Intent::PageTaken { code, by } => page::taken(view, code, by),
        Intent::CallAnswered { by } => page::call_ended(view, "call-answered", by),
        Intent::CallDeclined { by } => page::call_ended(view, "call-declined", by),
        Intent::CallUnanswered { person, calls, goes_on } => {
            page::call_unanswered(view, person, *calls, *goes_on)
        }
        Intent::TellAtOnce { role } => staff_notices::tell_at_once(view, role),
        Intent::StepFoundNobody { targets } => staff_notices::step_found_nobody(view, targets),
        Intent::PagingRests { until } => staff_notices::paging_rests(view, *until),
        Intent::ResponseWarning { share_percent } => warning::response(view, *share_percent),
        Intent::ResponseMissed => warning::response_missed(view),
        Intent::Acknowledged => news::acknowledged(view),
        Intent::Assigned { to } => news::assigned(view, to),
        Intent::HandoffOffered { to, summary } => news::handoff_offered(view, to, summary),
        Intent::StatusUpdate { sequence, text, next_at } => {
            update::status(view, *sequence, text.as_deref(), *next_at)
        }
        Intent::AskForUpdate { slot } => warning::ask_for_update(view, *slot),
        Intent::UpdateMissed { slot } => warning::update_missed(view, *slot),
        Intent::CadenceAgreed { every_seconds, next_at } => {
            cadence::agreed(view, *every_seconds, *next_at)
        }
        Intent::CadenceProposed { by, proposed } => cadence::proposed(view, by, *proposed),
        Intent::CadenceDeclined { by } => cadence::declined(view, by),
        Intent::BridgeSet { by } => news::bridge(view, by),
        Intent::Said { by, text, from } => mirrors::words(view, "said", (by, text), from.as_ref()),
        Intent::Replied { by, text, from } => {
            mirrors::words(view, "replied", (by, text), from.as_ref())
        }
        Intent::Noted { by, text, from } => {
            mirrors::words(view, "noted-by", (by, text), from.as_ref())
        }
        Intent::Mirrored { group, by } => mirrors::begun(view, group, by),
        Intent::MirrorEnded { group, by } => mirrors::ended(view, group, by),
        Intent::SeverityChanged { from, to, by, reason } => {
            news::severity_changed(view, from.as_ref(), to, (by, reason))
        }
        Intent::Escalated { by, urgent, reason } => {
            escalation::escalated(view, by, *urgent, reason)
        }
        Intent::ConsentAsked => closing::consent_asked(view),
        Intent::EndWished { by, withdraws, text } => {
            closing::end_wished(view, by, *withdraws, text)
        }
        Intent::Rejected { by, reason } => closing::rejected(view, by, reason),
        Intent::Reopened { by, reason } => closing::reopened(view, by, reason),
        Intent::Closed => closing::closed(view),
        Intent::Recorded { what } => answers::recorded(view, what.as_deref()),
        Intent::Silenced { until, by } => staff_notices::silenced(view, *until, by),
        Intent::SilenceEnded => staff_notices::silence_ended(view),
        Intent::Subscribed { mail, by } => subscriptions::begun(view, mail, by),
        Intent::Unsubscribed { mail, by } => subscriptions::ended(view, mail, by.as_deref()),
        Intent::EscalationPage { code, attempt } => escalation::page(view, code, *attempt),
        Intent::EscalationTaken { by } => escalation::taken(view, by),
        Intent::EscalationAnswered { by } => escalation::answered(view, by),
        Intent::EscalationWarning { share_percent } => escalation::warning(view, *share_percent),
        Intent::EscalationMissed => escalation::missed(view),
        Intent::CreditProposed { number } => credits::proposed(view, *number),
        Intent::CreditApproved { number, by, until } => {
            credits::approved(view, *number, by, *until)
        }
        Intent::CreditRefused { number, by, reason } => {
            credits::refused(view, *number, (by, reason))
        }
        Intent::CreditReversed { number, by, reason, until } => {
            credits::reversed(view, *number, (by, reason), *until)
        }
        Intent::InformationAsked { what, wanted_by, by } => {
            customer_question::asked(view, what, *wanted_by, by)
        }
        Intent::Resumed { by } => customer_question::resumed(view, by),
        Intent::QuestionReminder => customer_question::reminder(view),
        Intent::LeftUnanswered => customer_question::left_unanswered(view),
        Intent::AnsweredLate { owed_for, due_at, credit } => {
            credits::answered_late(view, *owed_for, *due_at, *credit)
        }
        Intent::DueSettled { owed_for, was, at } => due_settled::said(view, *owed_for, *was, *at),
        Intent::HandoverWanted { ends_at, to } => {
            customer_question::handover_wanted(view, *ends_at, to.as_ref())
        }
        Intent::HandoverMissed { ends_at } => customer_question::handover_missed(view, *ends_at),
        Intent::ExpressGivenBack { pool, why } => express::given_back(view, *pool, *why),
        Intent::SpecialHandling(notice) => special_handling::said(notice, view),
        Intent::RequiredInfoAsked { .. } => required_info::asked(view),
        Intent::RequiredInfoTaken { by, items, rest, from, asks } => {
            let (rest, from, asks) = (rest.as_deref(), from.as_ref(), asks.is_some());
            required_info::taken(view, &required_info::Taken { by, items, rest, from, asks })
        }
        Intent::RequiredInfoSkipped { item, asks, .. } => {
            required_info::skipped(view, item, asks.is_some())
        }
        Intent::DuplicateTaken { duplicate, by } => requests::duplicate_taken(view, *duplicate, by),
        Intent::Rated { by, score, words } => requests::rated(view, by, *score, words),
        // These were answered before the incident was looked at.
        Intent::OutOfContract { .. }
        | Intent::DeadLetter { .. }
        | Intent::Restored { .. }
        | Intent::Answer { .. } => news::standing(view),
    }
}
