//! What the customer was asked, until when an answer is waited for, and what follows without one.
//! Also the hand-over at the end of the owner's shift, which is waited for inside.

use chat::{Line, Message, MessageKind};
use chrono::{DateTime, Utc};

use crate::domain::incident::Question;
use crate::ids::PersonId;
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
};
use crate::render::phrase::{Word, shortened, typed};

/// As much of a request as is shown.
const REQUEST: usize = 300;

/// The customer is asked for something: what, by whom, and what happens when.
pub(super) fn asked(
    view: &IncidentView<'_>,
    what: &str,
    wanted_by: Option<DateTime<Utc>>,
    by: &str,
) -> Message {
    let message = view.context.write(MessageKind::Card, |language| {
        let words = [("name", typed(by)), ("what", typed(shortened(what, REQUEST)))];
        let wanted_by = wanted_by.map(|at| {
            language
                .line("waiting-wanted-by", &[("at", view.context.clock(language).at(at).into())])
        });
        Block::new(headline::above(view, language, Below::NextUpdate, None))
            .with(language.line("waiting-for", &words))
            .with_all(wanted_by)
            .with(how_to_answer(view, language))
            .with_all(parts::question::what_follows(view, language))
            .with_all(
                (!view.incident.is_parked()).then(|| language.line("waiting-not-parked", &[])),
            )
            .with_all(parts::next_update::next_update(view, language))
    });
    Message { buttons: parts::buttons::link(view, "say").into_iter().collect(), ..message }
}

fn how_to_answer(view: &IncidentView<'_>, language: Language) -> Line {
    language.line(&view.context.how("waiting-how"), &[("number", view.short_number().into())])
}

/// The customer is reminded of what they were asked.
pub(super) fn reminder(view: &IncidentView<'_>) -> Message {
    let mut message = view.context.write(MessageKind::Card, |language| {
        Block::new(headline::told(
            view,
            language,
            language.say("waiting-reminder-lead", &[]).into(),
        ))
        .with_all(reminded_of(view, language))
        .with_all(parts::question::what_follows(view, language))
    });
    message.buttons = match view.incident.ending.question.as_ref().map(|open| &open.question) {
        None => Vec::new(),
        Some(Question::Consent) => parts::buttons::consent(view),
        Some(Question::Information { .. }) => {
            parts::buttons::link(view, "say").into_iter().collect()
        }
    };
    message
}

fn reminded_of(view: &IncidentView<'_>, language: Language) -> Vec<Line> {
    match view.incident.ending.question.as_ref().map(|open| &open.question) {
        None => Vec::new(),
        Some(Question::Consent) => {
            vec![language.line(
                &view.context.how("consent-please"),
                &[("number", view.short_number().into())],
            )]
        }
        Some(Question::Information { what, .. }) => vec![
            language.line("waiting-still-for", &[("what", typed(shortened(what, REQUEST)))]),
            how_to_answer(view, language),
        ],
    }
}

/// The window ended without an answer, and no document says what follows: the duty manager is
/// asked to decide.
pub(super) fn left_unanswered(view: &IncidentView<'_>) -> Message {
    let parks = view.incident.is_parked();
    let key = if parks { "left-unanswered-information" } else { "left-unanswered-consent" };
    view.context.write(MessageKind::Warning, |language| {
        let lead = language.say("left-unanswered-lead", &[]);
        Block::new(headline::told(view, language, lead.into()))
            .with(parts::customer::customer_and_plan(view, language))
            .with(language.line("left-unanswered", &[]))
            .with(language.line(key, &[("number", view.short_number().into())]))
    })
}

/// Work continues.
pub(super) fn resumed(view: &IncidentView<'_>, by: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let by: Word<'_> =
            if by.is_empty() { language.say("the-bot", &[]).into() } else { typed(by) };
        Block::new(headline::above(view, language, Below::NextUpdate, None))
            .with(language.line("waiting-resumed", &[("name", by)]))
            .with_all(parts::next_update::next_update(view, language))
    })
}

/// The owner is asked to hand over before the shift ends.
pub(super) fn handover_wanted(
    view: &IncidentView<'_>,
    ends_at: DateTime<Utc>,
    to: Option<&PersonId>,
) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let at: Word<'_> = view.context.clock(language).at_and_distance(ends_at).into();
        let number: Word<'_> = view.short_number().into();
        let next = match to {
            Some(to) => {
                let name: Word<'_> = view.context.name(to).into();
                let words = [("number", number), ("name", name), ("person", to.as_str().into())];
                language.line("handover-to", &words)
            }
            None => language.line("handover-to-nobody", &[("number", number)]),
        };
        Block::new(headline::told(view, language, language.say("handover-lead", &[]).into()))
            .with(language.line("handover-wanted", &[("at", at)]))
            .with(next)
            .with(language.line("handover-otherwise", &[]))
    })
}

/// The owner's shift ended and nobody took over.
pub(super) fn handover_missed(view: &IncidentView<'_>, ends_at: DateTime<Utc>) -> Message {
    view.context.write(MessageKind::Warning, |language| {
        let owner = view.incident.owner.as_ref();
        let owner = owner
            .map_or_else(|| language.say("no-owner", &[]), |id| view.context.name(id).to_owned());
        let words =
            [("name", owner.into()), ("at", view.context.clock(language).at(ends_at).into())];
        Block::new(headline::told(view, language, language.say("handover-missed-lead", &[]).into()))
            .with(parts::customer::customer_and_plan(view, language))
            .with(language.line("handover-missed", &words))
            .with_all(offered(view, language))
            .with(language.line("handover-missed-do", &[("number", view.short_number().into())]))
    })
}

fn offered(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let offer = view.incident.handoff.as_ref()?;
    Some(language.line("handover-offered", &[("name", view.context.name(&offer.to).into())]))
}
