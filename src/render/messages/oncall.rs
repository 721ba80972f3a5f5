//! The answers about on-call duty: who is on call, and that a cover was entered.

use chat::{Line, Message};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::domain::escalation::on_call::{NextOnCall, OnCall, Source};
use crate::domain::escalation::overrides::Override;
use crate::domain::escalation::rotation::Rotation;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::RenderContext;
use crate::render::lang::Language;
use crate::render::parts;
use crate::render::time::Clock;

/// One rotation at the instant that was asked about.
#[derive(Debug, Clone)]
pub struct RotationAt<'a> {
    pub rotation: &'a Rotation,
    pub at: DateTime<Utc>,
    pub current: OnCall,
    pub next: Option<NextOnCall>,
}

/// Who is on call, until when, and who is next; overrides and gaps are marked. Instants are told in
/// the zone of each rotation.
pub fn oncall(rotations: &[RotationAt<'_>], context: &RenderContext<'_>) -> Message {
    if rotations.is_empty() {
        return context.reply(|language| Block::saying(language, "oncall-none", &[]));
    }
    context.reply(|language| {
        let manager = parts::paging::duty_manager(context, language);
        Block::saying(language, "oncall-title", &[("manager", manager.into())])
            .with_all(rotations.iter().map(|at| line(context, language, at)))
    })
}

fn line(context: &RenderContext<'_>, language: Language, at: &RotationAt<'_>) -> Line {
    let clock = clock_in(context, language, at.rotation.zone);
    let words = [
        ("rotation", at.rotation.called(language).into()),
        ("holder", holder(context, language, at).into()),
        ("until", until(language, &clock, at).into()),
        ("next", next(context, language, &clock, at).into()),
    ];
    if at.at == context.now {
        return language.line("oncall-line", &words);
    }
    let [rotation, holder, until, next] = words;
    let asked = ("at", clock.at(at.at).into());
    language.line("oncall-line-at", &[rotation, asked, holder, until, next])
}

fn clock_in(context: &RenderContext<'_>, language: Language, zone: Tz) -> Clock {
    Clock { language, zone, now: context.now }
}

/// The holder; whom they replace; who is paged in a gap.
fn holder(context: &RenderContext<'_>, language: Language, at: &RotationAt<'_>) -> String {
    let Some(person) = &at.current.person else {
        let fallback = at.rotation.fallback.as_ref();
        return match fallback {
            Some(person) => {
                language.say("oncall-gap-fallback", &[("name", context.name(person).into())])
            }
            None => language.say("oncall-gap", &[]),
        };
    };
    let name = context.name(person);
    match (&at.current.instead_of, at.current.source) {
        (Some(other), _) => {
            let words = [("name", name.into()), ("other", context.name(other).into())];
            language.say("oncall-instead-of", &words)
        }
        (None, Source::Override(_)) => language.say("oncall-override", &[("name", name.into())]),
        (None, Source::Layer(_) | Source::Gap) => name.to_owned(),
    }
}

fn until(language: Language, clock: &Clock, at: &RotationAt<'_>) -> String {
    match at.current.until {
        Some(until) => language.say("oncall-until", &[("at", clock.at(until).into())]),
        None => language.say("oncall-open-end", &[]),
    }
}

fn next(
    context: &RenderContext<'_>,
    language: Language,
    clock: &Clock,
    at: &RotationAt<'_>,
) -> String {
    let Some(next) = &at.next else { return language.say("oncall-next-none", &[]) };
    let words = [("name", context.name(&next.person).into()), ("at", clock.bare(next.from).into())];
    language.say("oncall-next", &words)
}

/// A cover was entered: who, for whom, from when until when, in the zone of the rotation.
/// `instead_of` has the turn when it begins.
pub fn covered(
    cover: &Override,
    instead_of: Option<&PersonId>,
    zone: Tz,
    context: &RenderContext<'_>,
) -> Message {
    context.reply(|language| {
        let clock = clock_in(context, language, zone);
        let replaced = cover.replaces.as_ref().or(instead_of);
        let replaced = replaced
            .map_or_else(|| language.say("covered-anybody", &[]), |id| context.name(id).to_owned());
        let words = [
            ("name", context.name(&cover.person).into()),
            ("rotation", context.rotation(language, &cover.rotation).into()),
            ("replaced", replaced.into()),
            ("from", clock.bare(cover.from).into()),
            ("until", clock.at(cover.until).into()),
        ];
        Block::saying(language, "covered", &words).with(language.line("covered-check", &[]))
    })
}
