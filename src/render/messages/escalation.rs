//! Sentences about a customer's escalation: what is promised, who was paged, whether it was
//! answered.

use chat::{ButtonStyle, Line, Message, MessageKind};

use crate::ids::PersonId;
use crate::render::block;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{self, coverage, headline};
use crate::render::phrase::{shortened, typed};

/// As much of the customer's words as can be read aloud.
const WORDS: usize = 80;

/// The customer asked for management attention.
pub(super) fn escalated(view: &IncidentView<'_>, by: &str, urgent: bool, reason: &str) -> Message {
    let is_alarming = urgent && !view.context.is_for_customer();
    let kind = if is_alarming { MessageKind::Warning } else { MessageKind::Notice };
    view.context.write(kind, |language| {
        let lead = language.say(if urgent { "escalated-urgent" } else { "escalated-normal" }, &[]);
        Block::new(headline::told(view, language, lead.into()))
            .with_all(for_staff(view, || parts::customer::customer_and_plan(view, language)))
            .with(parts::owner::with_reason(language, "escalated", by, reason))
            .with(escalated_to(view, language))
            .with_all(parts::contacts::for_escalation(view, language))
            .with_all(again(view, language))
            .with_all(parts::escalation::lines(view, language))
            .with_all(answer_promised(view, language, urgent))
            .with(parts::owner::owner(view, language))
    })
}

/// Pages somebody of the management.
pub(super) fn page(view: &IncidentView<'_>, code: &str, attempt: u32) -> Message {
    let mut message = view.context.write(MessageKind::Page, |language| {
        Block::new(headline::of_page(view, language, code))
            .with_all(
                paged_person(view, code).map(|person| why_you(view, language, person, attempt)),
            )
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(customers_words(view, language))
            .with_all(parts::escalation::lines(view, language))
            .with(how_to_answer(view, language))
    });
    let language = view.context.audience.language;
    message.buttons =
        vec![block::button(language, "ack", format!("ack:{code}"), code, ButtonStyle::Primary)];
    message
}

fn customers_words(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let escalation =
        view.incident.escalation.as_ref().filter(|escalation| !escalation.reason.is_empty())?;
    let words = [("text", typed(shortened(&escalation.reason, WORDS)))];
    Some(language.line("escalation-words", &words))
}

fn paged_person<'a>(view: &IncidentView<'a>, code: &str) -> Option<&'a PersonId> {
    let mut open = view.incident.paging.for_escalation.open.iter();
    let paged = open.find(|page| page.code == code).map(|page| &page.person);
    paged.or_else(|| view.context.audience.reader.map(|person| &person.id))
}

fn why_you(view: &IncidentView<'_>, language: Language, person: &PersonId, attempt: u32) -> Line {
    let urgent = view.incident.escalation.as_ref().is_some_and(|escalation| escalation.urgent);
    let key = if urgent { "escalation-page-urgent" } else { "escalation-page" };
    language.line(key, &[("person", view.context.call(person).into()), ("attempt", attempt.into())])
}

/// Somebody of the management owns it and has answered it by that.
pub(super) fn taken(view: &IncidentView<'_>, by: &str) -> Message {
    told(view, "escalation-taken", by)
}

/// A text of the management answered it. For the staff only: the customer has read the text.
pub(super) fn answered(view: &IncidentView<'_>, by: &str) -> Message {
    told(view, "escalation-answered", by)
}

fn told(view: &IncidentView<'_>, key: &str, by: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say("escalation-answered-lead", &[]);
        Block::new(headline::told(view, language, lead.into()))
            .with(language.line(key, &[("name", typed(by))]))
            .with_all(parts::escalation::lines(view, language))
            .with(parts::owner::owner(view, language))
    })
}

/// A share of the time for the answer has passed.
pub(super) fn warning(view: &IncidentView<'_>, share_percent: u8) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let share = [("percent", i64::from(share_percent).into())];
        Block::new(headline::of(view, language))
            .with(language.line("escalation-warning", &share))
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(parts::escalation::lines(view, language))
            .with(how_to_answer(view, language))
    })
}

/// The time is used up without an answer. The customer is told as plainly as the staff.
pub(super) fn missed(view: &IncidentView<'_>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let lead = language.say("escalation-missed-lead", &[]);
        let block = Block::new(headline::told(view, language, lead.into()));
        if view.context.is_for_customer() {
            return block
                .with(language.line("escalation-missed-sorry", &[]))
                .with_all(parts::credits::rule(view, language))
                .with_all(parts::escalation::lines(view, language))
                .with(escalated_to(view, language));
        }
        block
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(parts::escalation::lines(view, language))
            .with_all(parts::credits::rule(view, language))
            .with(how_to_answer(view, language))
    })
}

/// Asking again does not restart the clock.
fn again(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let escalation = view.incident.escalation.as_ref().filter(|escalation| escalation.times > 1)?;
    let asked = view.context.clock(language).at(escalation.asked_at);
    Some(
        language
            .line("escalated-again", &[("at", asked.into()), ("times", escalation.times.into())]),
    )
}

fn escalated_to(view: &IncidentView<'_>, language: Language) -> Line {
    match view.roster().duty_manager(view.context.now) {
        Some(person) => {
            language.line("escalated-to", &[("name", view.context.name(&person).into())])
        }
        None => language.line("escalated-to-duty", &[]),
    }
}

/// The answer that the plan promises to an escalation, where it does; the support side also reads
/// our own rule.
fn answer_promised(view: &IncidentView<'_>, language: Language, urgent: bool) -> Option<Line> {
    let terms = view.context.entitlement?;
    let answer = terms.escalation_terms(urgent).filter(|_| view.tells_escalation_time(urgent))?;
    let words = [
        ("length", coverage::amount(language, answer.within).into()),
        ("hours", coverage::hours(language, terms, &answer.coverage, view.context.now).into()),
    ];
    let is_promised = terms.promises_escalation_answer(urgent);
    let key = if is_promised { "escalated-answer" } else { "escalated-answer-house-rule" };
    Some(language.line(key, &words))
}

fn how_to_answer(view: &IncidentView<'_>, language: Language) -> Line {
    language.line("escalation-how", &[("number", view.short_number().into())])
}

fn for_staff(view: &IncidentView<'_>, line: impl FnOnce() -> Line) -> Option<Line> {
    (!view.context.is_for_customer()).then(line)
}
