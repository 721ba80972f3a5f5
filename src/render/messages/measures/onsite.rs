//! Somebody goes to the customer's site: on the way, there, late.

use chat::{Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentContext;
use crate::render::parts::{self, headline};
use crate::render::phrase::typed;

/// Somebody is on the way, and when they are expected.
pub(super) fn sent_out(
    case: &IncidentContext<'_>,
    person: &PersonId,
    expected_at: DateTime<Utc>,
    by: &str,
) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let time = case.context.clock(language);
        let words = [
            ("person", case.context.name(person).into()),
            ("at", time.at_and_distance(expected_at).into()),
            ("name", typed(by)),
        ];
        let due_at = case.incident.measures.visit.as_ref().and_then(|visit| visit.due_at);
        let is_theirs = case.context.audience.reader.is_some_and(|reader| reader.id == *person);
        let number = [("number", case.short_number().into())];
        Block::new(headline::told(case, language, language.say("sent-out-lead", &[]).into()))
            .with(language.line("sent-out", &words))
            .with_all(due_at.map(|at| language.line("sent-out-due", &[("at", time.at(at).into())])))
            .with_all(is_theirs.then(|| language.line("sent-out-arrive", &number)))
    })
}

/// They are there, and how long that took in the hours of the plan.
pub(super) fn arrived(case: &IncidentContext<'_>, person: &PersonId) -> Message {
    case.context.write(MessageKind::Card, |language| {
        let visit = case.incident.measures.visit.as_ref();
        let line = visit.map(|visit| {
            let words = [
                ("person", case.context.name(person).into()),
                ("length", parts::onsite::on_the_way(case, language, visit).into()),
                ("hours", parts::onsite::hours(case, language, visit).into()),
            ];
            language.line("arrived", &words)
        });
        Block::new(headline::told(case, language, language.say("arrived-lead", &[]).into()))
            .with_all(line)
    })
}

/// They are not there, though they were expected or promised.
pub(super) fn late(
    case: &IncidentContext<'_>,
    person: &PersonId,
    at: DateTime<Utc>,
    is_promised: bool,
) -> Message {
    case.context.write(MessageKind::Warning, |language| {
        let words = [
            ("person", case.context.call(person).into()),
            ("at", case.context.clock(language).at(at).into()),
        ];
        let key = if is_promised { "arrival-missed" } else { "arrival-late" };
        Block::new(headline::told(case, language, language.say("arrival-late-lead", &[]).into()))
            .with(language.line(key, &words))
            .with(language.line("arrival-late-do", &[("number", case.short_number().into())]))
    })
}
