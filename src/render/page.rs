//! Pages: who is paged and why, what is due, what was tried, what to do, and what happens
//! otherwise.
//!
//! A page goes to the support side alone. It has at most eight lines, so that it can be read aloud
//! in fifteen seconds.

use chat::{Button, ButtonStyle, Line, Message, MessageKind};

use super::block::{self, Block};
use super::context::IncidentView;
use super::lang::Language;
use super::receipt::customer_and_plan;
use super::{headline, required_info};
use crate::domain::escalation::step::step_targets;
use crate::domain::incident::OpenPage;
use crate::domain::notice::PageReason;
use crate::ids::PersonId;

/// Pages a person.
pub(super) fn page(view: &IncidentView<'_>, code: &str, reason: &PageReason) -> Message {
    let person = paged_person(view, code);
    let mut message = view.context.write(MessageKind::Page, |language| {
        Block::new(lead(view, language, code))
            .with_all(person.map(|person| why_you(view, language, person, reason)))
            .with(customer_and_plan(view, language))
            .with_all(required_info::known(view, language).into_iter().next())
            .with_all(handed_over(view, language, person))
            .with_all(tried(view, language, code))
            .with_all(last_news(view, language))
            .with_all(what_next(view, language))
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
        let words = [("code", code.into()), ("name", super::phrase::typed(by))];
        let key = if by.is_empty() { "page-withdrawn" } else { "page-taken" };
        Block::new(headline::of(view, language)).with(language.line(key, &words))
    })
}

/// The person for whom the message is, else the one to whom the code belongs.
fn paged_person<'a>(view: &IncidentView<'a>, code: &str) -> Option<&'a PersonId> {
    let reader = view.context.audience.reader.map(|person| &person.id);
    let mut pages = view.incident.paging.open.iter();
    reader.or_else(|| pages.find(|page| page.code == code).map(|page| &page.person))
}

fn lead(view: &IncidentView<'_>, language: Language, code: &str) -> Line {
    let headline = headline::of(view, language);
    language.line("page-headline", &[("code", code.into()), ("headline", headline.into())])
}

fn why_you(
    view: &IncidentView<'_>,
    language: Language,
    person: &PersonId,
    reason: &PageReason,
) -> Line {
    let words = [
        ("person", view.context.call(person).into()),
        ("role", role(language, &reason.target).into()),
        ("step", reason.step.into()),
        ("steps", reason.steps.into()),
        ("attempt", reason.attempt.into()),
    ];
    let key = if reason.steps == 0 { "page-why" } else { "page-why-step" };
    language.line(key, &words)
}

/// A target of a policy in words: `oncall:storage` is "on call for storage".
pub(super) fn role(language: Language, target: &str) -> String {
    let (kind, name) = target.split_once(':').unwrap_or((target, ""));
    let key = match kind {
        "oncall" => "target-oncall",
        "next" => "target-next",
        "duty_manager" => "target-duty-manager",
        "tam" => "target-tam",
        "account_representative" => "target-account-representative",
        "fallback" => "target-fallback",
        "assigned" => "target-assigned",
        "handoff" => "target-handoff",
        "by_hand" => "target-by-hand",
        "expert" => "target-expert",
        _ => "target-person",
    };
    language.say(key, &[("name", name.into())])
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
        ("summary", super::phrase::typed(super::phrase::shortened(&offer.summary, 80))),
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
        ("text", super::phrase::typed(super::phrase::shortened(&last.text, 60))),
    ];
    Some(language.line("page-last-news", &words))
}

/// Whom the next step pages, and when, if nobody acts.
pub(super) fn what_next(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let pending =
        view.incident.paging.pending.filter(|pending| pending.due_at > view.context.now)?;
    let at = view.context.clock(language).at(pending.due_at);
    let roster = view.roster();
    let policy = view.incident.policy(&roster, pending.due_at)?;
    let next = step_targets(&policy, pending.position, &roster.context(), pending.due_at);
    let people: Vec<&PersonId> = next.people.iter().map(|(person, _)| person).collect();
    let people = if people.is_empty() { vec![&policy.fallback] } else { people };
    let names = view.context.names(language, people);
    Some(language.line("page-next", &[("at", at.into()), ("names", names.into())]))
}

fn acknowledge(view: &IncidentView<'_>, code: &str) -> Button {
    let language = view.context.audience.language;
    block::button(language, "ack", format!("ack:{code}"), code, ButtonStyle::Primary)
}

fn pass_on(view: &IncidentView<'_>, code: &str) -> Button {
    let language = view.context.audience.language;
    block::button(language, "pass", format!("pass:{code}"), code, ButtonStyle::Plain)
}
