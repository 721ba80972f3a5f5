//! A clock is running out or ran out: the words for the support side.

use chat::{Button, ButtonStyle, Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use super::block::{self, Block};
use super::headline;
use super::lang::Tongue;
use super::receipt::customer_and_plan;
use super::scene::Case;

/// A share of the response target has passed without an answer.
pub(super) fn response(case: &Case<'_>, share_percent: u8) -> Message {
    let passed = |tongue: Tongue| {
        tongue.line("warning-share", &[("percent", i64::from(share_percent).into())])
    };
    with_take_button(case, warning(case, passed))
}

/// The target is used up without an answer.
pub(super) fn response_missed(case: &Case<'_>) -> Message {
    with_take_button(case, warning(case, |tongue| tongue.line("warning-missed", &[])))
}

/// The headline carries the clock; the lines say who was paged and what comes next.
fn warning(case: &Case<'_>, first: impl Fn(Tongue) -> Line) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        Block::new(headline::of(case, tongue))
            .with(first(tongue))
            .with(unanswered(case, tongue))
            .with_all(super::page::what_next(case, tongue))
            .with(customer_and_plan(case, tongue))
    })
}

fn with_take_button(case: &Case<'_>, mut message: Message) -> Message {
    message.buttons = vec![take(case)];
    message
}

/// Somebody says: it is mine.
pub(super) fn take(case: &Case<'_>) -> Button {
    let (language, number) = (case.scene.audience.language, case.incident.number);
    let key = format!("ack:{number}");
    block::button(language, "take", key, &case.short_number(), ButtonStyle::Primary)
}

/// Everybody with an open page: when, and how often.
fn unanswered(case: &Case<'_>, tongue: Tongue) -> Line {
    let time = case.scene.clock(tongue);
    let pages = case.incident.paging.open.iter().map(|page| {
        format!("{} {} ×{}", case.scene.name(&page.person), time.bare(page.at), page.attempt)
    });
    let pages: Vec<String> = pages.collect();
    if pages.is_empty() {
        return tongue.line("warning-nobody-paged", &[]);
    }
    tongue.line("warning-unanswered", &[("people", tongue.join(&pages).into())])
}

/// The owner is asked for a text.
pub(super) fn ask_for_update(case: &Case<'_>, slot: DateTime<Utc>) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let wanted = [("at", case.scene.clock(tongue).at_and_distance(slot).into())];
        Block::new(headline::told(case, tongue, tongue.say("ask-update-wanted", &[]).into()))
            .with(tongue.line("ask-update", &wanted))
            .with(tongue.line("ask-update-how", &[("number", case.short_number().into())]))
            .with(tongue.line("ask-update-otherwise", &[]))
    })
}

/// No text came for the slot.
pub(super) fn update_missed(case: &Case<'_>, slot: DateTime<Utc>) -> Message {
    case.scene.write(MessageKind::Warning, |tongue| {
        let owner = case.incident.owner.as_ref();
        let owner =
            owner.map_or_else(|| tongue.say("no-owner", &[]), |id| case.scene.name(id).to_owned());
        let words = [
            ("at", case.scene.clock(tongue).at(slot).into()),
            ("owner", owner.into()),
            ("missed", case.incident.updates.missed.into()),
        ];
        Block::new(headline::told(case, tongue, tongue.say("update-missed", &[]).into()))
            .with(tongue.line("update-missed-what", &words))
            .with(tongue.line("ask-update-how", &[("number", case.short_number().into())]))
            .with(customer_and_plan(case, tongue))
    })
}
