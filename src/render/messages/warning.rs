//! A clock is running out or ran out: the words for the support side.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};

/// A share of the response target has passed without an answer.
pub(super) fn response(case: &IncidentContext<'_>, share_percent: u8) -> Message {
    let passed = |language: Language| {
        language.line("warning-share", &[("percent", i64::from(share_percent).into())])
    };
    with_take_button(case, warning(case, passed))
}

/// The target is used up without an answer.
pub(super) fn response_missed(case: &IncidentContext<'_>) -> Message {
    with_take_button(case, warning(case, |language| language.line("warning-missed", &[])))
}

/// The headline carries the clock; the lines say who was paged and what comes next.
fn warning(case: &IncidentContext<'_>, first: impl Fn(Language) -> Line) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        Block::new(headline::of(case, language))
            .with(first(language))
            .with(unanswered(case, language))
            .with_all(parts::paging::what_next(case, language))
            .with(parts::customer::customer_and_plan(case, language))
    })
}

fn with_take_button(case: &IncidentContext<'_>, mut message: Message) -> Message {
    message.buttons = vec![parts::buttons::take(case)];
    message
}

/// Everybody with an open page: when, and how often.
fn unanswered(case: &IncidentContext<'_>, language: Language) -> Line {
    let time = case.context.clock(language);
    let pages = case.incident.paging.open.iter().map(|page| {
        format!("{} {} ×{}", case.context.name(&page.person), time.bare(page.at), page.attempt)
    });
    let pages: Vec<String> = pages.collect();
    if pages.is_empty() {
        return language.line("warning-nobody-paged", &[]);
    }
    language.line("warning-unanswered", &[("people", language.join(&pages).into())])
}

/// The owner is asked for a text.
pub(super) fn ask_for_update(case: &IncidentContext<'_>, slot: DateTime<Utc>) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let wanted = [("at", case.context.clock(language).at_and_distance(slot).into())];
        Block::new(headline::told(case, language, language.say("ask-update-wanted", &[]).into()))
            .with(language.line("ask-update", &wanted))
            .with(language.line("ask-update-how", &[("number", case.short_number().into())]))
            .with(language.line("ask-update-otherwise", &[]))
    })
}

/// No text came for the slot.
pub(super) fn update_missed(case: &IncidentContext<'_>, slot: DateTime<Utc>) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let owner = case.incident.owner.as_ref();
        let owner = owner
            .map_or_else(|| language.say("no-owner", &[]), |id| case.context.name(id).to_owned());
        let words = [
            ("at", case.context.clock(language).at(slot).into()),
            ("owner", owner.into()),
            ("missed", case.incident.updates.missed.into()),
        ];
        Block::new(headline::told(case, language, language.say("update-missed", &[]).into()))
            .with(language.line("update-missed-what", &words))
            .with(language.line("ask-update-how", &[("number", case.short_number().into())]))
            .with(parts::customer::customer_and_plan(case, language))
    })
}
