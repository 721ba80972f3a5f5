//! A clock is running out or ran out: the warnings for the support side.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{self, headline};

/// A share of the response target has passed without an answer.
pub(super) fn response(view: &IncidentView<'_>, share_percent: u8) -> Message {
    let passed = |language: Language| {
        language.line("warning-share", &[("percent", i64::from(share_percent).into())])
    };
    with_take_button(view, warning(view, passed))
}

/// The target is used up without an answer.
pub(super) fn response_missed(view: &IncidentView<'_>) -> Message {
    with_take_button(view, warning(view, |language| language.line("warning-missed", &[])))
}

/// The headline carries the clock; the lines say who was paged and what comes next.
fn warning(view: &IncidentView<'_>, first: impl Fn(Language) -> Line) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        Block::new(headline::of(view, language))
            .with(first(language))
            .with(unanswered(view, language))
            .with_all(parts::paging::what_next(view, language))
            .with(parts::customer::customer_and_plan(view, language))
    })
}

fn with_take_button(view: &IncidentView<'_>, mut message: Message) -> Message {
    message.buttons = parts::buttons::next_steps(view);
    message
}

/// Everybody with an open page: when, and how often.
fn unanswered(view: &IncidentView<'_>, language: Language) -> Line {
    let time = view.context.clock(language);
    let pages = view.incident.paging.open.iter().map(|page| {
        format!("{} {} ×{}", view.context.name(&page.person), time.bare(page.at), page.attempt)
    });
    let pages: Vec<String> = pages.collect();
    if pages.is_empty() {
        return language.line("warning-nobody-paged", &[]);
    }
    language.line("warning-unanswered", &[("people", language.join(&pages).into())])
}

/// The owner is asked for a text.
pub(super) fn ask_for_update(view: &IncidentView<'_>, slot: DateTime<Utc>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let wanted = [("at", view.context.clock(language).at_and_distance(slot).into())];
        Block::new(headline::told(view, language, language.say("ask-update-wanted", &[]).into()))
            .with(language.line("ask-update", &wanted))
            .with(language.line("ask-update-how", &[("number", view.short_number().into())]))
            .with(language.line("ask-update-otherwise", &[]))
    })
}

/// No text came for the slot.
pub(super) fn update_missed(view: &IncidentView<'_>, slot: DateTime<Utc>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let owner = view.incident.owner.as_ref();
        let owner = owner
            .map_or_else(|| language.say("no-owner", &[]), |id| view.context.name(id).to_owned());
        let words = [
            ("at", view.context.clock(language).at(slot).into()),
            ("owner", owner.into()),
            ("missed", view.incident.updates.missed.into()),
        ];
        Block::new(headline::told(view, language, language.say("update-missed", &[]).into()))
            .with(language.line("update-missed-what", &words))
            .with(language.line("ask-update-how", &[("number", view.short_number().into())]))
            .with(parts::customer::customer_and_plan(view, language))
    })
}
