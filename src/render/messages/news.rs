//! What has just happened to an incident, for its room and for the staff.

use chat::{Line, Message, MessageKind};

use crate::ids::{PersonId, SeverityId};
use crate::render::block::Block;
use crate::render::context::IncidentView;
use crate::render::lang::Language;
use crate::render::parts::{
    self,
    headline::{self, Below},
    promise,
};
use crate::render::phrase::{shortened, typed};

/// As much of a person's words as one line holds.
const WORDS: usize = 300;

/// The incident as it is, and nothing more.
pub(super) fn standing(view: &IncidentView<'_>) -> Message {
    view.context.write(MessageKind::Card, |language| Block::new(headline::of(view, language)))
}

/// Somebody acknowledged it: the response is given.
pub(super) fn acknowledged(view: &IncidentView<'_>) -> Message {
    let mut message = view.context.write(MessageKind::Card, |language| {
        Block::new(headline::above(view, language, Below::Both, None))
            .with(parts::owner::owner(view, language))
            .with_all(promise::lines(view, language))
            .with_all(parts::next_update::next_update(view, language))
            .with_all(how_to_add(view, language))
    });
    message.buttons = parts::buttons::next_steps(view);
    message
}

/// How customers add what they know; the staff's next steps are the buttons.
fn how_to_add(view: &IncidentView<'_>, language: Language) -> Option<Line> {
    let words = [("number", view.short_number().into())];
    let is_for_customer = view.context.is_for_customer();
    is_for_customer.then(|| language.line(&view.context.how("acknowledged-say"), &words))
}

/// The owner was named by somebody.
pub(super) fn assigned(view: &IncidentView<'_>, to: &PersonId) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let words = [("name", view.context.name(to).into())];
        Block::new(headline::of(view, language)).with(language.line("assigned", &words))
    })
}

/// Somebody is asked to take over.
pub(super) fn handoff_offered(view: &IncidentView<'_>, to: &PersonId, summary: &str) -> Message {
    view.context.write(MessageKind::Notice, |language| {
        let from = view.incident.handoff.as_ref().map(|offer| &offer.from);
        let from = from.map_or_else(
            || language.say("a-colleague", &[]),
            |id| view.context.name(id).to_owned(),
        );
        let words = [
            ("from", from.into()),
            ("to", view.context.call(to).into()),
            ("summary", typed(shortened(summary, WORDS))),
        ];
        Block::new(headline::of(view, language))
            .with(language.line("handoff-offered", &words))
            .with(language.line("handoff-how", &[("number", view.short_number().into())]))
    })
}

/// Where people meet from now on.
pub(super) fn bridge(view: &IncidentView<'_>, by: &str) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let link = parts::bridge::link(view, language)
            .unwrap_or_else(|| language.line("bridge-ended", &[("by", typed(by))]));
        Block::new(headline::of(view, language)).with(link)
    })
}

/// Another level: from, to, why, and what is promised now.
pub(super) fn severity_changed(
    view: &IncidentView<'_>,
    from: Option<&SeverityId>,
    to: &SeverityId,
    (by, reason): (&str, &str),
) -> Message {
    view.context.write(MessageKind::Card, |language| {
        let lead = language.say("severity-lead", &[]);
        Block::new(headline::above(view, language, Below::Both, Some(lead.into())))
            .with(parts::severity::change(view, language, from, to))
            .with(parts::owner::with_reason(language, "severity-by", by, reason))
            .with_all(promise::lines(view, language))
            .with_all(parts::next_update::next_update(view, language))
            .with_all(parts::special_handling::in_receipt(view, language))
    })
}
