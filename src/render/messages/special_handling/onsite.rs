//! Somebody goes to the customer's site: on the way, there, late.

use chat::{Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::parts::{self, headline};
use crate::render::phrase::typed;

/// Somebody is on the way, and when they are expected.
pub(super) fn sent_out(
    view: &IncidentView<'_>,
    person: &PersonId,
    expected_at: DateTime<Utc>,
    by: &str,
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let time = view.context.clock(language);
        let words = [
            ("person", view.context.name(person).into()),
            ("at", time.at_and_distance(expected_at).into()),
            ("name", typed(by)),
        ];
        let due_at = view.incident.special_handling.visit.as_ref().and_then(|visit| visit.due_at);
        let is_theirs = view.context.audience.reader.is_some_and(|reader| reader.id == *person);
        let number = [("number", view.short_number().into())];
        Block::new(headline::told_event(view, language, language.say("sent-out-lead", &[]).into()))
            .with(language.line("sent-out", &words))
            .with_all(due_at.map(|at| language.line("sent-out-due", &[("at", time.at(at).into())])))
            .with_all(is_theirs.then(|| language.line("sent-out-arrive", &number)))
    })
}

/// They are there, and how long that took in the hours of the plan.
pub(super) fn arrived(view: &IncidentView<'_>, person: &PersonId) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let visit = view.incident.special_handling.visit.as_ref();
        let line = visit.map(|visit| {
            let words = [
                ("person", view.context.name(person).into()),
                ("length", parts::onsite::on_the_way(view, language, visit).into()),
                ("hours", parts::onsite::hours(view, language, visit).into()),
            ];
            language.line("arrived", &words)
        });
        Block::new(headline::told_event(view, language, language.say("arrived-lead", &[]).into()))
            .with_all(line)
    })
}

/// They are not there, though they were expected or promised.
pub(super) fn late(
    view: &IncidentView<'_>,
    person: &PersonId,
    at: DateTime<Utc>,
    is_promised: bool,
) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let words = [
            ("person", view.context.call(person).into()),
            ("at", view.context.clock(language).at(at).into()),
        ];
        let key = if is_promised { "arrival-missed" } else { "arrival-late" };
        Block::new(headline::told(view, language, language.say("arrival-late-lead", &[]).into()))
            .with(language.line(key, &words))
            .with(language.line("arrival-late-do", &[("number", view.short_number().into())]))
    })
}
