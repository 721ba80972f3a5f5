//! Pages: who is paged and why, what is due, what was tried, what to do, and what happens
//! otherwise.
//!
//! A page goes to the support side alone. It has at most eight lines, so that it can be read aloud
//! in fifteen seconds.

use chat::{Button, ButtonStyle, Line, Message, MessageKind};
use chrono::Offset as _;
use chrono_tz::Tz;

use crate::domain::incident::OpenPage;
use crate::domain::notice::PageReason;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};
use crate::render::time::Clock;
use crate::render::{block, phrase};

/// Pages a person.
pub(super) fn page(view: &IncidentView<'_>, code: &str, reason: &PageReason) -> Message {
    let person = paged_person(view, code);
    let mut message = view.context.write(MessageKind::Page, |language| {
        Block::new(headline::of_page(view, language, code))
            .with_all(person.map(|person| why_you(view, language, person, reason)))
            .with_all(readers_time(view, language, person))
            .with(parts::customer::customer_and_plan(view, language))
            .with_all(parts::required_info::known(view, language).into_iter().next())
            .with_all(handed_over(view, language, person))
            .with_all(tried(view, language, code))
            .with_all(last_news(view, language))
            .with_all(parts::paging::what_next(view, language))
    });
    message.buttons = vec![acknowledge(view, code)];
    // An expert is one of many who are all needed: there is nobody to pass the call on to.
    if reason.target != "expert" {
        message.buttons.push(pass_on(view, code));
    }
    message
}

/// This page is no longer needed.
pub(super) fn taken(view: &IncidentView<'_>, code: &str, by: &str) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let words = [("code", code.into()), ("name", phrase::typed(by))];
        let is_taken = !by.is_empty() && !view.incident.state.is_closed();
        let key = if is_taken { "page-taken" } else { "page-withdrawn" };
        Block::new(headline::of(view, language)).with(language.line(key, &words))
    })
}

/// Somebody who was called by hand is there, or cannot help.
pub(super) fn call_ended(view: &IncidentView<'_>, key: &str, by: &PersonId) -> Message {
    view.context.write(MessageKind::Reply, |language| {
        let words = [("name", view.context.name(by).into())];
        Block::new(headline::of(view, language)).with(language.line(key, &words))
    })
}

/// Somebody who was called by hand does not answer.
pub(super) fn call_unanswered(
    view: &IncidentView<'_>,
    person: &PersonId,
    calls: i64,
    goes_on: bool,
) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let key = if goes_on { "call-unanswered" } else { "call-unanswered-end" };
        let words = [
            ("name", view.context.name(person).into()),
            ("calls", calls.into()),
            ("number", view.short_number().into()),
        ];
        Block::new(headline::of(view, language)).with(language.line(key, &words))
    })
}

/// The person for whom the message is, else the one to whom the code belongs.
fn paged_person<'a>(view: &IncidentView<'a>, code: &str) -> Option<&'a PersonId> {
    let reader = view.context.audience.reader.map(|person| &person.id);
    let mut pages = view.incident.paging.open.iter();
    reader.or_else(|| pages.find(|page| page.code == code).map(|page| &page.person))
}

fn why_you(
    view: &IncidentView<'_>,
    language: Language,
    person: &PersonId,
    reason: &PageReason,
) -> Line {
    let words = [
        ("person", view.context.call(person).into()),
        ("role", parts::paging::role(view.context, language, &reason.target).into()),
        ("step", reason.step.into()),
        ("steps", reason.steps.into()),
        ("attempt", reason.attempt.into()),
    ];
    let key = if reason.steps == 0 { "page-why" } else { "page-why-step" };
    language.line(key, &words)
}

/// What the headline tells in the customer's zone, for somebody who lives by another clock.
fn readers_time(
    view: &IncidentView<'_>,
    language: Language,
    person: Option<&PersonId>,
) -> Option<Line> {
    let zone = view.context.directory.people.get(person?)?.zone?;
    let due = view.incident.deadline_at()?;
    let offset = |zone: Tz| due.with_timezone(&zone).offset().fix();
    let time = Clock { zone, ..view.context.clock(language) };
    (offset(zone) != offset(view.context.zone()))
        .then(|| language.line("page-your-time", &[("at", time.at(due).into())]))
}

/// What the colleague who hands over has to say.
fn handed_over(
    view: &IncidentView<'_>,
    language: Language,
    person: Option<&PersonId>,
) -> Option<Line> {
    let offer = view.incident.handoff.as_ref().filter(|offer| Some(&offer.to) == person)?;
    let words = [
        ("name", view.context.name(&offer.from).into()),
        ("summary", phrase::typed(phrase::shortened(&offer.summary, 80))),
    ];
    Some(language.line("page-handoff", &words))
}

/// Who else was paged and has not answered.
fn tried(view: &IncidentView<'_>, language: Language, code: &str) -> Option<Line> {
    let time = view.context.clock(language);
    let told =
        |page: &OpenPage| format!("{} {}", view.context.name(&page.person), time.bare(page.at));
    let others = view.incident.paging.open.iter().filter(|page| page.code != code);
    let others: Vec<String> = others.map(told).collect();
    (!others.is_empty())
        .then(|| language.line("page-tried", &[("people", language.join(&others).into())]))
}

fn last_news(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let last = view.incident.updates.last.as_ref()?;
    let words = [
        ("at", view.context.clock(language).bare(last.at).into()),
        ("text", phrase::typed(phrase::shortened(&last.text, 60))),
    ];
    Some(language.line("page-last-news", &words))
}

fn acknowledge(view: &IncidentView<'_>, code: &str) -> Button {
    let language = view.context.audience.language;
    block::button(language, "ack", format!("ack:{code}"), code, ButtonStyle::Primary)
}

fn pass_on(view: &IncidentView<'_>, code: &str) -> Button {
    let language = view.context.audience.language;
    block::button(language, "pass", format!("pass:{code}"), code, ButtonStyle::Plain)
}
