//! An escalation by the customer in words: what is promised, who was called, whether it was answered.

use chat::{ButtonStyle, Line, Message, MessageKind};

use crate::ids::PersonId;
use crate::render::block;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, coverage, headline};
use crate::render::phrase::{shortened, typed};

/// As much of the customer's words as can be read aloud.
const WORDS: usize = 80;

/// The customer asked for management attention.
pub(super) fn escalated(
    case: &IncidentContext<'_>,
    by: &str,
    urgent: bool,
    reason: &str,
) -> Message {
    let is_alarming = urgent && !case.context.is_for_customer();
    let kind = if is_alarming { MessageKind::Warning } else { MessageKind::Notice };
    case.context.write(kind, |language| {
        let lead = language.say(if urgent { "escalated-urgent" } else { "escalated-normal" }, &[]);
        Block::new(headline::told(case, language, lead.into()))
            .with_all(for_staff(case, || parts::customer::customer_and_plan(case, language)))
            .with(parts::owner::with_reason(language, "escalated", by, reason))
            .with(escalated_to(case, language))
            .with_all(again(case, language))
            .with_all(parts::escalation::lines(case, language))
            .with_all(answer_promised(case, language, urgent))
            .with(parts::owner::owner(case, language))
    })
}

/// Wakes somebody of the management.
pub(super) fn page(case: &IncidentContext<'_>, code: &str, attempt: u32) -> Message {
    let mut message = case.context.write(MessageKind::Page, |language| {
        let lead = [("code", code.into()), ("headline", headline::of(case, language).into())];
        Block::new(language.line("page-headline", &lead))
            .with_all(
                paged_person(case, code).map(|person| why_you(case, language, person, attempt)),
            )
            .with(parts::customer::customer_and_plan(case, language))
            .with_all(customers_words(case, language))
            .with_all(parts::escalation::lines(case, language))
            .with(how_to_answer(case, language))
    });
    let language = case.context.audience.language;
    message.buttons =
        vec![block::button(language, "ack", format!("ack:{code}"), code, ButtonStyle::Primary)];
    message
}

fn customers_words(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let escalation =
        case.incident.escalation.as_ref().filter(|escalation| !escalation.reason.is_empty())?;
    let words = [("text", typed(shortened(&escalation.reason, WORDS)))];
    Some(language.line("escalation-words", &words))
}

fn paged_person<'a>(case: &IncidentContext<'a>, code: &str) -> Option<&'a PersonId> {
    let mut open = case.incident.paging.for_escalation.open.iter();
    let paged = open.find(|page| page.code == code).map(|page| &page.person);
    paged.or_else(|| case.context.audience.reader.map(|person| &person.id))
}

fn why_you(
    case: &IncidentContext<'_>,
    language: Language,
    person: &PersonId,
    attempt: u32,
) -> Line {
    let urgent = case.incident.escalation.as_ref().is_some_and(|escalation| escalation.urgent);
    let key = if urgent { "escalation-page-urgent" } else { "escalation-page" };
    language.line(key, &[("person", case.context.call(person).into()), ("attempt", attempt.into())])
}

/// Somebody of the management owns it and has answered it by that.
pub(super) fn taken(case: &IncidentContext<'_>, by: &str) -> Message {
    told(case, "escalation-taken", by)
}

/// Words of the management answered it. For the staff: the customer has read the words.
pub(super) fn answered(case: &IncidentContext<'_>, by: &str) -> Message {
    told(case, "escalation-answered", by)
}

fn told(case: &IncidentContext<'_>, key: &str, by: &str) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let lead = language.say("escalation-answered-lead", &[]);
        Block::new(headline::told(case, language, lead.into()))
            .with(language.line(key, &[("name", typed(by))]))
            .with_all(parts::escalation::lines(case, language))
            .with(parts::owner::owner(case, language))
    })
}

/// A share of the time for the answer has passed.
pub(super) fn warning(case: &IncidentContext<'_>, share_percent: u8) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let share = [("percent", i64::from(share_percent).into())];
        Block::new(headline::of(case, language))
            .with(language.line("escalation-warning", &share))
            .with(parts::customer::customer_and_plan(case, language))
            .with_all(parts::escalation::lines(case, language))
            .with(how_to_answer(case, language))
    })
}

/// The time is used up without an answer. The customer is told as plainly as the staff.
pub(super) fn missed(case: &IncidentContext<'_>) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let lead = language.say("escalation-missed-lead", &[]);
        let block = Block::new(headline::told(case, language, lead.into()));
        if case.context.is_for_customer() {
            return block
                .with(language.line("escalation-missed-sorry", &[]))
                .with_all(parts::credits::rule(case, language))
                .with_all(parts::escalation::lines(case, language))
                .with(escalated_to(case, language));
        }
        block
            .with(parts::customer::customer_and_plan(case, language))
            .with_all(parts::escalation::lines(case, language))
            .with_all(parts::credits::rule(case, language))
            .with(how_to_answer(case, language))
    })
}

/// Asking again does not restart the clock.
fn again(case: &IncidentContext<'_>, language: Language) -> Option<Line> {
    let escalation = case.incident.escalation.as_ref().filter(|escalation| escalation.times > 1)?;
    let asked = case.context.clock(language).at(escalation.asked_at);
    Some(
        language
            .line("escalated-again", &[("at", asked.into()), ("times", escalation.times.into())]),
    )
}

fn escalated_to(case: &IncidentContext<'_>, language: Language) -> Line {
    match case.roster().duty_manager(case.context.now) {
        Some(person) => {
            language.line("escalated-to", &[("name", case.context.name(&person).into())])
        }
        None => language.line("escalated-to-duty", &[]),
    }
}

/// The answer that the plan promises to an escalation, where it does.
fn answer_promised(case: &IncidentContext<'_>, language: Language, urgent: bool) -> Option<Line> {
    let terms = case.context.entitlement?;
    let answer = terms.escalation_answer(urgent)?;
    let words = [
        ("length", coverage::amount(language, answer.within).into()),
        ("hours", coverage::hours(language, terms, &answer.coverage, case.context.now).into()),
    ];
    Some(language.line("escalated-answer", &words))
}

fn how_to_answer(case: &IncidentContext<'_>, language: Language) -> Line {
    language.line("escalation-how", &[("number", case.short_number().into())])
}

fn for_staff(case: &IncidentContext<'_>, line: impl FnOnce() -> Line) -> Option<Line> {
    (!case.context.is_for_customer()).then(line)
}
